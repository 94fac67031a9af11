#include "mode.h"

#include "core.h"
#include "identity.h"
#include "json.h"

enum { RECORD_LENGTH = 256, SALT_LENGTH = 8, OWNER_LENGTH = 8 };

/* Recording is a state inside identified mode. */
enum state { OFF, ANONYMIZED, IDENTIFIED, RECORDING, STATES };

/* What follows from a change, by the state before and after (S30, S37, S47, S49-S53). */
static const uint8_t effects_of[STATES][STATES] = {
    [OFF] = {[IDENTIFIED] = SA_EFFECT_IDENTIFY,
             [RECORDING] = SA_EFFECT_IDENTIFY | SA_EFFECT_START_RECORDING},
    [ANONYMIZED] = {[OFF] = SA_EFFECT_PURGED | SA_EFFECT_FORGOT_ID,
                    [IDENTIFIED] = SA_EFFECT_IDENTIFY,
                    [RECORDING] = SA_EFFECT_IDENTIFY | SA_EFFECT_START_RECORDING},
    [IDENTIFIED] = {[OFF] = SA_EFFECT_PURGED | SA_EFFECT_FORGOT_ID,
                    [ANONYMIZED] = SA_EFFECT_PURGED,
                    [RECORDING] = SA_EFFECT_START_RECORDING},
    [RECORDING] = {[OFF] = SA_EFFECT_STOP_RECORDING | SA_EFFECT_PURGED | SA_EFFECT_FORGOT_ID,
                   [ANONYMIZED] = SA_EFFECT_STOP_RECORDING | SA_EFFECT_PURGED,
                   [IDENTIFIED] = SA_EFFECT_STOP_RECORDING},
};

static const sa_settings default_settings = {true, true, false, false};

/* The settings of which `record` and the rest cannot be true together (S2, S3, S41, S42). Missing
 * sharing is the default; sharing that is not exactly true is a refusal. */
static sa_settings normalise(const cJSON *given) {
    const cJSON *share = sa_json_member(given, SA_STR("shareUsageData"));
    const cJSON *anonymize = sa_json_member(given, SA_STR("anonymizeUsageData"));
    sa_settings settings = default_settings;
    settings.share = share == NULL || sa_json_is(share, cJSON_True);
    settings.anonymize = !settings.share || !sa_json_is(anonymize, cJSON_False);
    settings.record = !settings.anonymize &&
                      sa_json_is(sa_json_member(given, SA_STR("recordScreen")), cJSON_True);
    settings.dismissed = sa_json_is(sa_json_member(given, SA_STR("dismissed")), cJSON_True);
    return settings;
}

static enum state state_of(const sa_core *core) {
    if (!core->open || !core->enabled || !core->settings.share) {
        return OFF;
    }
    if (core->gpc || !core->signed_in || core->settings.anonymize) {
        return ANONYMIZED;
    }
    return core->settings.record ? RECORDING : IDENTIFIED;
}

enum sa_mode sa_mode_of(const sa_core *core) {
    return core->state == OFF          ? SA_MODE_OFF
           : core->state == ANONYMIZED ? SA_MODE_ANONYMIZED
                                       : SA_MODE_IDENTIFIED;
}

void sa_mode_reset(sa_core *core) {
    core->enabled = true;
    core->gpc = false;
    core->signed_in = false;
    core->settings = default_settings;
    core->unstored = false;
    core->state = OFF;
    core->slot = 0;
    memset(core->identities, 0, sizeof(core->identities));
}

/* Moves to the state that follows from what is known now, and does the core's part of the change.
 */
static uint8_t settle(sa_core *core) {
    enum state before = (enum state)core->state;
    enum state after = state_of(core);
    uint8_t effects = effects_of[before][after];
    core->state = (uint8_t)after;
    if ((effects & SA_EFFECT_PURGED) != 0) {
        sa_core_add(core, SA_PURGED,
                    after == OFF ? sa_queue_purge(&core->queue)
                                 : sa_queue_purge_identified(&core->queue));
    }
    if ((effects & SA_EFFECT_FORGOT_ID) != 0) {
        sa_identity_forget(core, true);
    }
    return effects;
}

static void write_settings(sa_writer *writer, const sa_settings *settings) {
    const struct {
        sa_str key;
        bool value;
    } rows[] = {
        {SA_STR("\"shareUsageData\":"), settings->share},
        {SA_STR("\"anonymizeUsageData\":"), settings->anonymize},
        {SA_STR("\"recordScreen\":"), settings->record},
        {SA_STR("\"dismissed\":"), settings->dismissed},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        sa_write_comma(writer);
        sa_write(writer, rows[i].key);
        sa_write(writer, rows[i].value ? SA_STR("true") : SA_STR("false"));
    }
}

static int describe(sa_core *core, uint8_t effects) {
    static const char *const modes[] = {"off", "anonymized", "identified"};
    sa_writer writer = sa_core_writer(core);
    SA_WRITE(&writer, "{\"mode\":\"");
    sa_write(&writer, sa_str_from(modes[sa_mode_of(core)]));
    SA_WRITE(&writer, "\",\"recording\":");
    sa_write(&writer, core->state == RECORDING ? SA_STR("true") : SA_STR("false"));
    SA_WRITE(&writer, ",\"effects\":");
    sa_write_integer(&writer, effects);
    SA_WRITE(&writer, ",\"settings\":{");
    write_settings(&writer, &core->settings);
    SA_WRITE(&writer, "}}");
    return sa_core_end(core, sa_core_result(core, &writer));
}

static void forget_settings(sa_core *core) {
    char key[SA_KEY_LENGTH];
    core->settings = default_settings;
    core->unstored = false;
    core->host.storage_remove(core->host.context,
                              sa_core_storage_key(core, SA_STR("consent"), key));
}

/* Keeps the person's choice under a salted owner, so that the next user of this browser does not
 * inherit it (S52). The default leaves no trace. */
static void store_settings(sa_core *core) {
    char key[SA_KEY_LENGTH];
    char text[RECORD_LENGTH];
    char salt[SA_UUID_LENGTH];
    char owner[OWNER_LENGTH];
    core->unstored = false;
    if (memcmp(&core->settings, &default_settings, sizeof(sa_settings)) == 0) {
        core->host.storage_remove(core->host.context,
                                  sa_core_storage_key(core, SA_STR("consent"), key));
        return;
    }
    sa_core_uuid(core, salt);
    sa_identity_owner(core, (sa_str){salt, SALT_LENGTH}, owner);
    sa_writer writer = sa_writer_on(text, sizeof(text));
    SA_WRITE(&writer, "{");
    write_settings(&writer, &core->settings);
    SA_WRITE(&writer, ",\"owner\":\"");
    sa_write(&writer, (sa_str){salt, SALT_LENGTH});
    sa_write(&writer, (sa_str){owner, OWNER_LENGTH});
    SA_WRITE(&writer, "\"}");
    if (core->host.storage_set(core->host.context,
                               sa_core_storage_key(core, SA_STR("consent"), key),
                               sa_writer_text(&writer)) < 0) {
        core->unstored = true;
        sa_core_add(core, SA_STORAGE_FAILED, 1);
    }
}

/* The stored choice if it is this user's. A record of which the owner is not known counts only for
 * nobody, but a refusal counts for everybody: in doubt, the more private of the two. */
static sa_settings stored_settings(sa_core *core) {
    char key[SA_KEY_LENGTH];
    char text[RECORD_LENGTH];
    char owner[OWNER_LENGTH];
    cJSON *record = NULL;
    int len = core->host.storage_get(
        core->host.context, sa_core_storage_key(core, SA_STR("consent"), key), text, sizeof(text));
    if (len < 0) {
        return default_settings;
    }
    if (len > RECORD_LENGTH || sa_json_parse(&core->arena, text, (size_t)len, &record) < 0) {
        sa_core_add(core, SA_STORAGE_CORRUPT, 1);
        return default_settings;
    }
    sa_settings settings = normalise(record);
    sa_str tag = sa_json_text(sa_json_member(record, SA_STR("owner")));
    bool tagged = tag.len == SALT_LENGTH + OWNER_LENGTH;
    sa_identity_owner(core, (sa_str){tag.ptr, tagged ? SALT_LENGTH : 0}, owner);
    bool own = tagged && sa_str_equal((sa_str){tag.ptr + SALT_LENGTH, OWNER_LENGTH},
                                      (sa_str){owner, OWNER_LENGTH});
    if (own || !settings.share) {
        return settings;
    }
    return default_settings;
}

static bool flag(const cJSON *given, sa_str key, bool standard) {
    const cJSON *item = sa_json_member(given, key);
    return item == NULL ? standard : sa_json_is(item, cJSON_True);
}

int sa_core_configure(sa_core *core, size_t len) {
    cJSON *given = NULL;
    if (!core->open) {
        sa_core_wipe(core, len);
        return sa_core_fail(core, SA_NOT_OPEN);
    }
    int result = sa_json_parse(&core->arena, core->input, len, &given);
    sa_core_wipe(core, len);
    const cJSON *settings = sa_json_member(given, SA_STR("settings"));
    const cJSON *gpc = sa_json_member(given, SA_STR("gpc"));
    core->enabled = result == 0 && flag(given, SA_STR("enabled"), core->enabled);
    bool gpc_before = core->gpc;
    uint8_t effects = 0;
    core->gpc = gpc == NULL ? core->gpc : !sa_json_is(gpc, cJSON_False);
    if (result < 0) {
        sa_core_add(core, -result, 1);
    }
    if (core->gpc && !gpc_before) {
        sa_identity_forget(core, true);
        effects = SA_EFFECT_FORGOT_ID;
    }
    if (flag(given, SA_STR("reload"), false)) {
        sa_identity_forget(core, false);
    }
    if (settings != NULL) {
        core->settings = normalise(settings);
        store_settings(core);
    } else if (!core->unstored) {
        core->settings = stored_settings(core);
    }
    return describe(core, (uint8_t)(effects | settle(core)));
}

/* Forgets the user with all that is theirs. */
static uint8_t leave(sa_core *core) {
    core->signed_in = false;
    sa_core_add(core, SA_PURGED, sa_queue_purge_identified(&core->queue));
    sa_identity_forget(core, true);
    forget_settings(core);
    uint8_t effects = core->state == OFF ? 0 : settle(core);
    return (uint8_t)(effects | SA_EFFECT_FORGOT_ID | SA_EFFECT_PURGED);
}

int sa_core_sign_in(sa_core *core, size_t len) {
    uint8_t effects = 0;
    if (!core->open || len > SA_INPUT_SIZE) {
        sa_core_wipe(core, len);
        return sa_core_fail(core, core->open ? SA_JSON_TOO_LARGE : SA_NOT_OPEN);
    }
    uint32_t user = sa_str_hash((sa_str){core->input, len}, SA_HASH_SEED);
    uint32_t check = sa_str_hash((sa_str){core->input, len}, ~SA_HASH_SEED);
    memset(core->input, 0, len);
    bool same = core->signed_in && core->user == user && core->user_check == check;
    if (core->signed_in && !same) {
        effects = leave(core);
    }
    core->user = user;
    core->user_check = check;
    core->signed_in = true;
    if (!same) {
        if (!core->unstored || core->settings.share) { /* a refusal counts for everybody */
            core->settings = stored_settings(core);
            core->unstored = false;
        }
        sa_identity_claim(core);
    }
    /* Off was decided, or nothing was configured yet: a sign-in alone does not start anything. */
    return describe(core, core->state == OFF ? effects : (uint8_t)(effects | settle(core)));
}

int sa_core_sign_out(sa_core *core) {
    if (!core->open) {
        return sa_core_fail(core, SA_NOT_OPEN);
    }
    return describe(core, leave(core));
}
