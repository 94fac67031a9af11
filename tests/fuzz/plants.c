#include "plants.h"

void plants_begin(plants *all, oracle *watching, rng random) {
    all->watching = watching;
    all->random = random;
    all->count = 0;
    all->secrets = 0;
    oracle_clear(watching);
}

/* As a JSON string may be written as well: letters and digits as escapes, here and there. */
static void add_lavishly_escaped(draft *to, const draft *value, rng *random) {
    for (size_t i = 0; i < value->len; i++) {
        char unit[8];
        unsigned char c = (unsigned char)value->ptr[i];
        if (c < 0x80 && rng_once_in(random, 3)) {
            (void)snprintf(unit, sizeof(unit), "\\u%04x", c);
            draft_add(to, unit);
        } else {
            draft_add_escaped(to, value->ptr + i, 1);
        }
    }
}

static void add_encoded(plants *all, draft *to, const canary *made, enum encoding how,
                        enum soil soil) {
    char room[8 * CANARY_SIZE];
    draft dressed = draft_on(room, sizeof(room));
    encode(&dressed, made->text, made->len, how, &all->random);
    if (soil == SOIL_TEXT) {
        draft_add_bytes(to, dressed.ptr, dressed.len);
    } else if (rng_once_in(&all->random, 8)) {
        add_lavishly_escaped(to, &dressed, &all->random);
    } else {
        draft_add_escaped(to, dressed.ptr, dressed.len);
    }
}

static bool can_watch(const plants *all, const canary *made) {
    for (size_t i = 0; i < made->mark_count; i++) {
        if (!oracle_can_watch(all->watching, made->text + made->marks[i].at, made->marks[i].len)) {
            return false;
        }
    }
    return true;
}

/* Makes a canary that can be told from those before it. A few of the random ones are hardly more
 * than hyphens, and some words are the same now and then. */
static void make_other(plants *all, canary *made, size_t family) {
    enum { TRIES = 64 };
    for (int i = 0; i < TRIES; i++) {
        canary_make(made, &canary_families[family], &all->random);
        if (can_watch(all, made)) {
            return;
        }
    }
}

/* Whether a secret has to be told from what identified mode may carry. In base64, in hexadecimal
 * digits or in another case it is one of many texts of that form; most are, but no rule can know.
 */
static bool is_telling(enum encoding how) {
    return how != ENCODING_HEX && how != ENCODING_BASE64 && how != ENCODING_BASE64URL &&
           how != ENCODING_SPLIT_CASE;
}

void plant(plants *all, draft *to, size_t family, enum encoding how, int place, enum soil soil) {
    canary made;
    if (all->count == ORACLE_OWNERS) {
        return;
    }
    make_other(all, &made, family);
    add_encoded(all, to, &made, how, soil);
    for (size_t i = 0; i < made.mark_count; i++) {
        oracle_watch(all->watching, made.text + made.marks[i].at, made.marks[i].len, all->count);
    }
    bool secret = canary_families[family].secret && is_telling(how);
    all->secrets |= (uint64_t)secret << all->count;
    all->rows[all->count++] = (planted){family, how, place};
}

void plant_framed(plants *all, draft *to, const char *frame, size_t family, int place,
                  enum soil soil) {
    const char *star = strchr(frame, '*');
    enum encoding how = rng_once_in(&all->random, 2)
                            ? ENCODING_RAW
                            : (enum encoding)rng_below(&all->random, ENCODING_COUNT);
    draft_add_bytes(to, frame, (size_t)(star - frame));
    plant(all, to, family, how, place, soil);
    draft_add(to, star + 1);
}

void plant_template(plants *all, draft *to, const char *template, size_t len, enum soil soil) {
    for (size_t i = 0; i < len; i++) {
        if (template[i] != CANARY_HERE || len - i < 3) {
            draft_add_char(to, template[i]);
            continue;
        }
        size_t family = (unsigned char)template[i + 1] % canary_family_count;
        enum encoding how = (unsigned char)template[i + 2] % ENCODING_COUNT;
        if (canary_families[family].keys == NULL) {
            plant(all, to, family, how, 0, soil);
        }
        i += 2;
    }
}

uint64_t plants_met(plants *all, const char *output, size_t len, enum output_kind kind,
                    bool identified) {
    uint64_t met = oracle_search(all->watching, output, len, kind);
    return identified ? met & all->secrets : met;
}
