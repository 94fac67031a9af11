#include "plan.h"

#include "reasons.h"

enum { DIGITS = 4 }; /* of a text: a year or a port, but none that counts people */

/* Spreads the scopes over the table, so that a key which all events declare does not pile up in one
 * place. */
static size_t row_of(const void *scope, uint32_t hash) {
    return (hash ^ ((uint32_t)(uintptr_t)scope >> 3) * 0x9E3779B1u) % SA_PLAN_ROWS;
}

const sa_word *sa_plan_find(const sa_plan *plan, const void *scope, uint32_t hash, const char *name,
                            size_t len) {
    for (const sa_row *row = plan->rows[row_of(scope, hash)]; row != NULL; row = row->next) {
        if (row->scope == scope && sa_bytes_equal(row->word->ptr, row->word->len, name, len)) {
            return row->word;
        }
    }
    return NULL;
}

const sa_property *sa_plan_property_bytes(const sa_plan *plan, const sa_event *event, uint32_t hash,
                                          const char *key, size_t len) {
    const sa_word *own = sa_plan_find(plan, event, hash, key, len);
    return (const sa_property *)(own != NULL ? own : sa_plan_find(plan, NULL, hash, key, len));
}

void sa_write_word(sa_writer *writer, const sa_word *word) {
    sa_write_bytes(writer, word->ptr - 1, word->len + 2);
}

void sa_write_word_key(sa_writer *writer, const sa_word *word) {
    sa_write_comma(writer);
    sa_write_word(writer, word);
    sa_write_char(writer, ':');
}

const sa_member *sa_member_find_bytes(const sa_member *members, const char *word, size_t len) {
    while (members != NULL && !sa_bytes_equal(members->word.ptr, members->word.len, word, len)) {
        members = members->next;
    }
    return members;
}

bool sa_plan_spells_bytes(const sa_plan *plan, const char *ptr, size_t len) {
    size_t digits = 0;
    size_t words = 0;
    for (size_t at = 0, taken = 0; at < len; at += taken) {
        taken = 0;
        for (const sa_member *member = plan->words; member != NULL; member = member->next) {
            sa_str word = member->word;
            size_t same = sa_bytes_begin_folded(ptr + at, len - at, word.ptr, word.len);
            taken = same > taken ? same : taken;
        }
        if (taken > 0) {
            words++;
            continue;
        }
        digits += sa_is_digit(ptr[at]);
        if (sa_is_alpha(ptr[at]) || digits > DIGITS) {
            return false;
        }
        taken = 1;
    }
    return words > 0;
}

uint32_t sa_plan_marks(const sa_plan *plan, const sa_event *event) {
    const sa_member *mark = sa_member_find(plan->marks, event->word);
    bool known = mark != NULL && mark->edge > 0 && mark->edge <= SA_MARKS_ALL;
    return known ? (uint32_t)mark->edge : 0;
}

bool sa_plan_is_reserved(const char *key, size_t len) {
    sa_str name = {key, len};
    return len == 0 || key[0] == '$' || sa_str_equal(name, SA_STR("__proto__")) ||
           sa_str_equal(name, SA_STR("constructor")) || sa_str_equal(name, SA_STR("prototype"));
}

int sa_plan_bind(sa_plan *plan, sa_arena *arena, const void *scope, const void *entry) {
    const sa_word *word = entry;
    uint32_t hash = sa_str_name_hash(*word);
    sa_row **head = &plan->rows[row_of(scope, hash)];
    if (sa_plan_find(plan, scope, hash, word->ptr, word->len) != NULL) {
        return -SA_PLAN_DUPLICATE;
    }
    sa_row *row = sa_arena_keep(arena, sizeof(sa_row));
    if (row == NULL) {
        return -SA_PLAN_TOO_LARGE;
    }
    *row = (sa_row){*head, word, scope};
    *head = row;
    return 0;
}
