#include "identity.h"

enum {
    DAY_MS = 86400000,
    LIFE_DAYS = 395, /* 13 months: the longest that data protection authorities accept without
                        asking again */
    OWNER_LENGTH = 8,
    RECORD_LENGTH = 80, /* id.day.owner */
};

#define NOBODY "00000000"

bool sa_identity_is_valid(sa_str id) {
    return id.len == SA_ID_LENGTH && sa_str_starts_with(id, SA_STR("anon_")) &&
           sa_is_uuid((sa_str){id.ptr + 5, SA_UUID_LENGTH});
}

void sa_identity_owner(const sa_core *core, sa_str salt, char owner[8]) {
    static const char hex[] = "0123456789abcdef";
    uint32_t hash = core->signed_in ? sa_str_hash(salt, core->user) ^ core->user_check : 0;
    hash += core->signed_in && hash == 0;
    for (int i = 0; i < OWNER_LENGTH; i++) {
        owner[i] = hex[hash >> (28 - 4 * i) & 15];
    }
}

typedef struct id_record {
    sa_str id;
    double day;
    sa_str owner; /* empty: written by an earlier system, which kept neither day nor owner */
} id_record;

/* Reads `<id>[.<day>.<owner>]`; false when anything about it is not ours. */
static bool read_record(sa_str text, double today, id_record *record) {
    record->id = (sa_str){text.ptr, text.len < SA_ID_LENGTH ? text.len : SA_ID_LENGTH};
    record->day = today;
    record->owner = SA_STR("");
    if (!sa_identity_is_valid(record->id) || text.len == SA_ID_LENGTH) {
        return sa_identity_is_valid(record->id);
    }
    size_t at = SA_ID_LENGTH + 1;
    record->day = 0;
    for (; at < text.len && sa_is_digit(text.ptr[at]) && record->day < 1e6; at++) {
        record->day = record->day * 10 + (text.ptr[at] - '0');
    }
    record->owner = (sa_str){text.ptr + at + 1, text.len - at - 1};
    bool form = text.ptr[SA_ID_LENGTH] == '.' && at > SA_ID_LENGTH + 1 &&
                text.len == at + 1 + OWNER_LENGTH && text.ptr[at] == '.';
    return form && record->day <= today + 1 && today - record->day < LIFE_DAYS;
}

static bool is_other_user(const sa_core *core, const id_record *record) {
    char owner[OWNER_LENGTH];
    sa_identity_owner(core, record->id, owner);
    return core->signed_in && record->owner.len > 0 &&
           !sa_str_equal(record->owner, SA_STR(NOBODY)) &&
           !sa_str_equal(record->owner, (sa_str){owner, OWNER_LENGTH});
}

/* Writes the record; an owner once noted stays. */
static bool store(sa_core *core, const id_record *record) {
    char key[SA_KEY_LENGTH];
    char text[RECORD_LENGTH];
    char owner[OWNER_LENGTH];
    sa_writer writer = sa_writer_on(text, sizeof(text));
    sa_identity_owner(core, record->id, owner);
    bool owned = record->owner.len > 0 && !sa_str_equal(record->owner, SA_STR(NOBODY));
    sa_write(&writer, record->id);
    SA_WRITE(&writer, ".");
    sa_write_integer(&writer, record->day);
    SA_WRITE(&writer, ".");
    sa_write(&writer, owned ? record->owner : (sa_str){owner, OWNER_LENGTH});
    if (core->gpc || core->host.storage_set(core->host.context,
                                            sa_core_storage_key(core, SA_STR("anonymous-id"), key),
                                            sa_writer_text(&writer)) < 0) {
        sa_core_add(core, SA_STORAGE_FAILED, core->gpc ? 0 : 1);
        return false;
    }
    return true;
}

/* Reads what is stored into `text`; false when there is nothing that may be used. */
static bool load(sa_core *core, double today, char text[RECORD_LENGTH], id_record *record) {
    char key[SA_KEY_LENGTH];
    int len = core->gpc
                  ? -1
                  : core->host.storage_get(core->host.context,
                                           sa_core_storage_key(core, SA_STR("anonymous-id"), key),
                                           text, RECORD_LENGTH);
    if (len < 0) {
        return false;
    }
    bool good = len <= RECORD_LENGTH && read_record((sa_str){text, (size_t)len}, today, record);
    if (!good) {
        sa_core_add(core, SA_STORAGE_CORRUPT, 1);
    }
    return good && !is_other_user(core, record);
}

static void adopt(sa_core *core, const id_record *record) {
    sa_identity *identity = &core->identities[core->slot];
    memcpy(identity->id, record->id.ptr, SA_ID_LENGTH);
    identity->expires_ms = (record->day + LIFE_DAYS) * DAY_MS;
    identity->known = true;
}

void sa_identity_ensure(sa_core *core) {
    char text[RECORD_LENGTH];
    char id[SA_ID_LENGTH];
    double now = sa_core_now(core);
    double today = (double)(uint32_t)(now / DAY_MS);
    id_record record;
    if (core->identities[core->slot].known && now < core->identities[core->slot].expires_ms) {
        return;
    }
    if (core->identities[core->slot].known) {
        sa_identity_forget(core, true);
    }
    if (load(core, today, text, &record)) {
        char owner[OWNER_LENGTH];
        sa_identity_owner(core, record.id, owner);
        bool settled =
            record.owner.len > 0 && (!sa_str_equal(record.owner, SA_STR(NOBODY)) ||
                                     sa_str_equal((sa_str){owner, OWNER_LENGTH}, SA_STR(NOBODY)));
        if (!settled) {
            (void)store(core, &record);
        }
        adopt(core, &record);
        return;
    }
    memcpy(id, "anon_", 5);
    sa_core_uuid(core, id + 5);
    record.id = (sa_str){id, SA_ID_LENGTH};
    record.day = today;
    record.owner = SA_STR("");
    adopt(core, &record);
    if (store(core, &record) && load(core, today, text, &record)) {
        adopt(core, &record); /* another tab's, if it was faster */
    }
}

void sa_identity_forget(sa_core *core, bool remove) {
    char key[SA_KEY_LENGTH];
    if (remove) {
        core->host.storage_remove(core->host.context,
                                  sa_core_storage_key(core, SA_STR("anonymous-id"), key));
    }
    if (core->identities[core->slot].known) {
        core->slot = (uint8_t)((core->slot + 1) % SA_ID_SLOTS);
        sa_core_add(core, SA_PURGED, sa_queue_purge_slot(&core->queue, core->slot));
        memset(&core->identities[core->slot], 0, sizeof(sa_identity));
    }
}

void sa_identity_claim(sa_core *core) {
    char text[RECORD_LENGTH];
    id_record record;
    double today = (double)(uint32_t)(sa_core_now(core) / DAY_MS);
    if (load(core, today, text, &record)) {
        (void)store(core, &record);
    } else {
        sa_identity_forget(core, false);
    }
}
