#include "mode.h"

#include "core.h"
#include "identity.h"

enum {
    RECORD_LENGTH = 256,
    SALT_LENGTH = 8,
    FOREIGN = 256, /* beside settings: they are not what is stored */
};

/* The modes, and recording, which is a state inside identified mode. */
enum state { OFF, ANONYMIZED, IDENTIFIED, RECORDING, STATES };

/* What follows from the end of an epoch: nothing of it may leave any more. */
enum { ENDED = SA_EFFECT_PURGED | SA_EFFECT_FORGOT_ID };

/* What follows from a change, by the state before and after (S30, S37, S47, S49-S53). To one that
 * is more private an epoch ends. */
static const uint8_t effects_of[STATES][STATES] = {
    [OFF] = {[IDENTIFIED] = SA_EFFECT_IDENTIFY,
             [RECORDING] = SA_EFFECT_IDENTIFY | SA_EFFECT_START_RECORDING},
    [ANONYMIZED] = {[OFF] = ENDED,
                    [IDENTIFIED] = SA_EFFECT_IDENTIFY,
                    [RECORDING] = SA_EFFECT_IDENTIFY | SA_EFFECT_START_RECORDING},
    [IDENTIFIED] = {[OFF] = ENDED, [ANONYMIZED] = ENDED, [RECORDING] = SA_EFFECT_START_RECORDING},
    [RECORDING] = {[OFF] = SA_EFFECT_STOP_RECORDING | ENDED,
                   [ANONYMIZED] = SA_EFFECT_STOP_RECORDING | ENDED,
                   [IDENTIFIED] = SA_EFFECT_STOP_RECORDING},
};

/* The settings as bits, in the order of their names. */
enum {
    SHARE = SA_STATE_SHARE,
    ANONYMIZE = SA_STATE_ANONYMIZE,
    RECORD = SA_STATE_RECORD,
    DEFAULT_SETTINGS = SHARE | ANONYMIZE,
};

static const char setting_names[] = "shareUsageData\0anonymizeUsageData\0recordScreen\0dismissed\0";

/* The settings of which recording and the rest cannot be true together (S2, S3, S41, S42). Missing
 * sharing is the default; sharing that is not exactly true is a refusal; anonymity ends only where
 * it is exactly false. */
static uint8_t normalise(const sa_json *given) {
    unsigned settings = 0;
    unsigned bit = 1;
    SA_WORDS_EACH(name, setting_names) {
        const sa_json *item = sa_json_member_bytes(given, name, sa_chars_length(name));
        bool on = item == NULL       ? (DEFAULT_SETTINGS & bit) != 0
                  : bit == ANONYMIZE ? !sa_json_is(item, SA_KIND_FALSE)
                                     : sa_json_is(item, SA_KIND_TRUE);
        settings |= on ? bit : 0;
        bit <<= 1;
    }
    if ((settings & SHARE) == 0) {
        settings |= ANONYMIZE;
    }
    return (uint8_t)((settings & ANONYMIZE) != 0 ? settings & ~(unsigned)RECORD : settings);
}

static enum state state_of(const sa_core *core) {
    if (!core->enabled || (core->settings & SHARE) == 0) {
        return OFF;
    }
    if (core->gpc || !core->signed_in || (core->settings & ANONYMIZE) != 0) {
        return ANONYMIZED;
    }
    return (core->settings & RECORD) != 0 ? RECORDING : IDENTIFIED;
}

enum sa_mode sa_mode_of(const sa_core *core) {
    return (enum sa_mode)(core->state == RECORDING ? SA_MODE_IDENTIFIED : core->state);
}

void sa_mode_reset(sa_core *core) {
    core->enabled = true;
    core->gpc = false;
    core->signed_in = false;
    core->settings = DEFAULT_SETTINGS;
    core->unstored = false;
    core->state = OFF;
    core->choice = 0;
    sa_identity_forget(core, false);
}

/* Ends the epoch: forgets all that was captured and the id, which is also removed from the storage
 * if `remove`; what another tab stored since is not. */
static int end_epoch(sa_core *core, bool remove) {
    if (core->queue.used > 0) { /* the last batch stands there */
        memset(core->output, 0, sizeof(core->output));
    }
    sa_core_purge(core);
    sa_identity_forget(core, remove);
    return ENDED;
}

/* Moves to the state that follows from what is known now, and does the core's part of the change.
 */
static int settle(sa_core *core, bool remove) {
    enum state before = (enum state)core->state;
    enum state after = state_of(core);
    int effects = effects_of[before][after];
    core->state = (uint8_t)after;
    if ((effects & SA_EFFECT_PURGED) != 0) {
        (void)end_epoch(core, remove);
    }
    return effects;
}

static void write_settings(sa_writer *writer, unsigned settings) {
    SA_WORDS_EACH(name, setting_names) {
        sa_write_flag(writer, name, (settings & 1) != 0);
        settings >>= 1;
    }
}

/* Ends a call whose result is the state. */
static int finish(sa_core *core, size_t len, int effects) {
    int recording = core->state == RECORDING ? SA_STATE_RECORDING : 0;
    return sa_core_end(core, len,
                       core->settings + recording + (int)sa_mode_of(core) * SA_STATE_MODE +
                           effects * SA_STATE_EFFECTS);
}

/* Tells one stored choice from every other: each has a salt of its own. */
static uint32_t mark_of(const char *text, int len) {
    return len < 0 ? 0 : sa_bytes_hash(text, len > RECORD_LENGTH ? 0 : (size_t)len, SA_HASH_SEED);
}

static int load_choice(sa_core *core, char text[RECORD_LENGTH + 1]) {
    return sa_core_load(core, "consent", text, RECORD_LENGTH);
}

/* Keeps the person's choice under a salted owner, so that the next user of this browser does not
 * inherit it (S52). The salt is made anew, so that other tabs see that somebody chose, also where
 * a choice came back to what they know. */
static void store_settings(sa_core *core) {
    char text[RECORD_LENGTH];
    char owner[SA_UUID_LENGTH]; /* the salt, and in place of its rest what it makes of the user */
    sa_writer writer = sa_writer_on(text, sizeof(text));
    sa_core_uuid(core, owner);
    sa_identity_owner(core, (sa_str){owner, SALT_LENGTH}, owner + SALT_LENGTH);
    sa_write_char(&writer, '{');
    write_settings(&writer, core->settings);
    sa_write_member_bytes(&writer, "owner", owner, SALT_LENGTH + SA_OWNER_LENGTH);
    sa_write_char(&writer, '}');
    core->unstored = !sa_core_store(core, "consent", &writer);
    if (!core->unstored) {
        core->choice = mark_of(text, (int)writer.len);
    }
}

/* The stored choice if it is this user's, and `standard` if there is none; FOREIGN beside the
 * default if there is one that does not count. A record of which the owner is not known counts only
 * for nobody, but a refusal counts for everybody: in doubt, the more private of the two. */
static int stored_settings(sa_core *core, uint8_t standard) {
    char text[RECORD_LENGTH + 1]; /* one more for the parser */
    const sa_json *record = NULL;
    int len = load_choice(core, text);
    core->choice = mark_of(text, len);
    if (len < 0) {
        return standard;
    }
    if (len > RECORD_LENGTH || sa_json_parse(&core->arena, text, (size_t)len, &record) < 0) {
        sa_core_add(core, SA_STORAGE_CORRUPT, 1);
        return standard | FOREIGN;
    }
    uint8_t settings = normalise(record);
    sa_str tag = sa_json_member_text(record, "owner");
    bool own = tag.len == SALT_LENGTH + SA_OWNER_LENGTH &&
               sa_identity_is_owner(core, (sa_str){tag.ptr, SALT_LENGTH}, tag.ptr + SALT_LENGTH);
    return own || (settings & SHARE) == 0 ? settings : DEFAULT_SETTINGS | FOREIGN;
}

/* Takes over what is stored if it changed since it was looked at last, or in any case if `adopt`.
 */
static int look(sa_core *core, uint8_t standard, bool adopt) {
    uint32_t before = core->choice;
    int stored = stored_settings(core, standard);
    if (adopt || core->choice != before) {
        core->settings = (uint8_t)stored;
    }
    return stored;
}

bool sa_mode_is_stale(sa_core *core) {
    char text[RECORD_LENGTH + 1];
    int len = load_choice(core, text);
    return mark_of(text, len) != core->choice || sa_identity_is_lost(core);
}

/* What another tab ended has ended here. While off there is nothing to end. */
static int catch_up(sa_core *core) {
    return core->state != OFF && sa_mode_is_stale(core) ? end_epoch(core, false) : 0;
}

/* The default again, without a trace. */
static void forget_choice(sa_core *core) {
    core->settings = DEFAULT_SETTINGS;
    core->choice = 0;
    (void)sa_core_store(core, "consent", NULL);
}

/* The more private of two settings in each. */
static uint8_t narrower(unsigned a, unsigned b) {
    return (uint8_t)((a & b) | ((a | b) & ~(unsigned)(SHARE | RECORD)));
}

int sa_core_configure(sa_core *core, size_t len) {
    bool gpc_before = core->gpc;
    const sa_json *given = NULL;
    int result = sa_core_parse(core, len, &given);
    if (!core->open) {
        return sa_core_end(core, len, result);
    }
    if (result < 0) {
        (void)sa_core_fail(core, -result);
    }
    const sa_json *settings = sa_json_member(given, "settings");
    const sa_json *gpc = sa_json_member(given, "gpc");
    const sa_json *enabled = sa_json_member(given, "enabled");
    bool reload = sa_json_is(sa_json_member(given, "reload"), SA_KIND_TRUE);
    core->enabled =
        enabled == NULL ? core->enabled && result == 0 : sa_json_is(enabled, SA_KIND_TRUE);
    core->gpc = gpc == NULL ? core->gpc : !sa_json_is(gpc, SA_KIND_FALSE);
    int effects = catch_up(core);
    if (core->gpc && !gpc_before) {
        effects = end_epoch(core, true);
    }
    /* A refusal that this page knows of is not lost with the storage; another tab may lift it. */
    bool refused = settings == NULL && !reload && (core->settings & SHARE) == 0;
    int stored = look(core, refused ? core->settings : DEFAULT_SETTINGS,
                      (reload || settings != NULL) && !core->unstored);
    if (settings != NULL && reload) {
        /* This tab's copy of the storage may still be that of before. */
        effects = end_epoch(core, sa_identity_is_stored(core));
        core->settings = narrower(core->settings, normalise(settings));
    }
    if (sa_json_is(sa_json_member(given, "erase"), SA_KIND_TRUE)) {
        forget_choice(core);
        effects = end_epoch(core, true);
    }
    effects |= settle(core, !reload); /* first what was chosen elsewhere, or before */
    if (settings != NULL && !reload) {
        core->settings = normalise(settings);
        if (core->settings != stored) {
            store_settings(core);
        }
        effects |= settle(core, true);
    }
    return finish(core, len, effects);
}

/* Forgets the user with all that is theirs, but for a refusal: whether the next one on this browser
 * is somebody else is not known, and so it stands until somebody chooses. */
static int leave(sa_core *core) {
    (void)look(core, core->settings, false); /* perhaps another tab's refusal */
    core->signed_in = false;
    if ((core->settings & SHARE) != 0) {
        forget_choice(core);
        if (core->gpc) { /* no id is stored of which other tabs see that it is gone */
            store_settings(core);
        }
    }
    int effects = core->state == OFF ? 0 : settle(core, true);
    return effects | end_epoch(core, true);
}

int sa_core_sign_in(sa_core *core, size_t len) {
    int effects = 0;
    int result = sa_core_check(core, len);
    if (result < 0) {
        return sa_core_end(core, len, result);
    }
    uint32_t user = sa_bytes_hash(core->input, len, SA_HASH_SEED);
    uint32_t check = sa_bytes_hash(core->input, len, ~SA_HASH_SEED);
    bool same = core->signed_in && core->user == user && core->user_check == check;
    if (core->signed_in && !same) {
        effects = leave(core);
    }
    core->user = user;
    core->user_check = check;
    core->signed_in = true;
    if (!same) {
        effects |= catch_up(core); /* the id in use may be another user's */
        /* A refusal counts for everybody. */
        (void)look(core, DEFAULT_SETTINGS, (core->settings & SHARE) != 0);
        sa_identity_claim(core);
    }
    /* Off was decided, or nothing was configured yet: a sign-in alone does not start anything. */
    return finish(core, len, core->state == OFF ? effects : effects | settle(core, true));
}

int sa_core_sign_out(sa_core *core) {
    return core->open ? finish(core, 0, leave(core)) : sa_core_fail(core, SA_NOT_OPEN);
}
