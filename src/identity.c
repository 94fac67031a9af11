#include "identity.h"

#include <math.h>

#include "mode.h"
#include "number.h"

enum {
    DAY_MS = 86400000,
    LIFE_DAYS = 395,    /* 13 months: the longest that data protection authorities accept without
                           asking again */
    RECORD_LENGTH = 80, /* id.day.owner */
};

#define NOBODY "00000000"
#define RECORD "anonymous-id" /* what it is stored as */

bool sa_identity_is_valid(sa_str id) {
    return id.len == SA_ID_LENGTH && sa_str_begins(id, "anon_") > 0 &&
           sa_is_uuid((sa_str){id.ptr + 5, SA_UUID_LENGTH});
}

void sa_identity_owner(const sa_core *core, sa_str salt, char owner[SA_OWNER_LENGTH]) {
    uint32_t hash = core->signed_in ? sa_str_hash(salt, core->user) ^ core->user_check : 0;
    sa_hex_write(owner, hash + (core->signed_in && hash == 0));
}

bool sa_identity_is_owner(const sa_core *core, sa_str salt, const char *owner) {
    char now[SA_OWNER_LENGTH];
    sa_identity_owner(core, salt, now);
    return sa_bytes_equal(now, SA_OWNER_LENGTH, owner, SA_OWNER_LENGTH);
}

/* `<id>.<day>.<owner>`; an earlier system kept neither day nor owner. */
typedef struct id_record {
    char id[SA_ID_LENGTH];
    double day;
    char owner[SA_OWNER_LENGTH]; /* NOBODY's until a user is known */
    bool owned;                  /* by a user, or noted as nobody's */
} id_record;

static bool is_nobody(const char owner[SA_OWNER_LENGTH]) {
    return sa_bytes_equal(owner, SA_OWNER_LENGTH, NOBODY, SA_OWNER_LENGTH);
}

static void write_record(sa_writer *writer, const id_record *record) {
    sa_write_bytes(writer, record->id, SA_ID_LENGTH);
    sa_write_char(writer, '.');
    sa_write_number(writer, record->day);
    sa_write_char(writer, '.');
    sa_write_bytes(writer, record->owner, SA_OWNER_LENGTH);
}

/* Reads a stored record; false when anything about it is not as it would be written. */
static bool read_record(sa_str text, double today, id_record *record) {
    char again[RECORD_LENGTH];
    sa_writer writer = sa_writer_on(again, sizeof(again));
    size_t rest = SA_ID_LENGTH + 2 + SA_OWNER_LENGTH; /* without the day */
    record->owned = text.len > SA_ID_LENGTH;
    if (!sa_identity_is_valid((sa_str){text.ptr, record->owned ? SA_ID_LENGTH : text.len})) {
        return false;
    }
    memcpy(record->id, text.ptr, SA_ID_LENGTH);
    memcpy(record->owner, NOBODY, SA_OWNER_LENGTH);
    record->day = today;
    if (text.len <= rest) {
        return !record->owned;
    }
    memcpy(record->owner, text.ptr + text.len - SA_OWNER_LENGTH, SA_OWNER_LENGTH);
    record->day = sa_number_parse((sa_str){text.ptr + SA_ID_LENGTH + 1, text.len - rest});
    write_record(&writer, record);
    return sa_str_equal(text, sa_writer_text(&writer)) && record->day <= today + 1 &&
           today - record->day < LIFE_DAYS;
}

/* Writes the record; an owner once noted stays. */
static bool store(sa_core *core, id_record *record) {
    char text[RECORD_LENGTH];
    sa_writer writer = sa_writer_on(text, sizeof(text));
    if (is_nobody(record->owner)) {
        sa_identity_owner(core, (sa_str){record->id, SA_ID_LENGTH}, record->owner);
    }
    write_record(&writer, record);
    return !core->gpc && sa_core_store(core, RECORD, &writer);
}

/* Reads what is stored; false when there is nothing that may be used: not ours, or another user's.
 */
static bool load(sa_core *core, double today, id_record *record) {
    char text[RECORD_LENGTH];
    int len = core->gpc ? -1 : sa_core_load(core, RECORD, text, RECORD_LENGTH);
    if (len < 0) {
        return false;
    }
    if (len > RECORD_LENGTH || !read_record((sa_str){text, (size_t)len}, today, record)) {
        sa_core_add(core, SA_STORAGE_CORRUPT, 1);
        return false;
    }
    return !core->signed_in || is_nobody(record->owner) ||
           sa_identity_is_owner(core, (sa_str){record->id, SA_ID_LENGTH}, record->owner);
}

static void adopt(sa_core *core, const id_record *record) {
    sa_identity *identity = &core->identity;
    memcpy(identity->id, record->id, SA_ID_LENGTH);
    identity->day = record->day;
    identity->known = true;
}

void sa_identity_make(sa_core *core, char id[SA_ID_LENGTH]) {
    memcpy(id, "anon_", 5);
    sa_core_uuid(core, id + 5);
}

static double today(const sa_core *core) {
    return floor(sa_core_now(core) / DAY_MS);
}

void sa_identity_ensure(sa_core *core, double now) {
    id_record record;
    double day = floor(now / DAY_MS);
    sa_identity *identity = &core->identity;
    if (identity->known && day - identity->day < LIFE_DAYS) {
        return;
    }
    if (identity->known) {
        sa_core_purge(core);
        sa_identity_forget(core, true);
    }
    bool found = load(core, day, &record);
    if (!found) {
        sa_identity_make(core, record.id);
        memcpy(record.owner, NOBODY, SA_OWNER_LENGTH);
        record.day = day;
    } else if (!record.owned || (core->signed_in && is_nobody(record.owner))) {
        (void)store(core, &record);
    }
    adopt(core, &record);
    /* Where another tab withdrew and this one has not heard of it, nothing is stored any more; the
     * id counts as lost, whatever the storage says when it is looked at next. */
    identity->kept =
        found || sa_mode_is_stale(core) || (store(core, &record) && load(core, day, &record));
    if (identity->kept) {
        adopt(core, &record); /* another tab's, if it was faster */
    }
}

void sa_identity_forget(sa_core *core, bool remove) {
    if (remove) {
        (void)sa_core_store(core, RECORD, NULL);
    }
    memset(&core->identity, 0, sizeof(core->identity));
}

bool sa_identity_is_stored(sa_core *core) {
    id_record record;
    return load(core, today(core), &record) &&
           sa_bytes_equal(record.id, SA_ID_LENGTH, core->identity.id, SA_ID_LENGTH);
}

bool sa_identity_is_lost(sa_core *core) {
    return core->identity.kept && !sa_identity_is_stored(core);
}

void sa_identity_claim(sa_core *core) {
    id_record record;
    if (load(core, today(core), &record)) {
        (void)store(core, &record);
    }
}
