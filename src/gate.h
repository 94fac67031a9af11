/* The gate in front of cJSON: RFC 8259 and nothing else. cJSON alone is no trust boundary (it cuts
 * strings at U+0000, takes `01`, raw control characters, invalid UTF-8 and trailing bytes). */
#ifndef SA_GATE_H
#define SA_GATE_H

#include "str.h"

enum {
    SA_GATE_DEPTH = 16,          /* containers in containers; an event needs 3, a plan 5 */
    SA_GATE_MEMBERS = 1024,      /* members of one object: bounds the search for duplicates */
    SA_GATE_VALUES = 16384,      /* values of one document: bounds the memory of the tree */
    SA_GATE_NUMBER_LENGTH = 63,  /* longest number text that cJSON reads whole */
    SA_GATE_INPUT_SIZE = 262144, /* longest document */
};

/* Checks `text` whole: well-formed UTF-8 without U+0000 or byte order mark, one value, depth at
 * most 16, no half surrogate pairs. Returns 0 or the negative reason of the first fault from the
 * left. `text[len]` must be NUL.
 *
 * `text` is changed in one case: a number longer than cJSON reads is replaced by a shorter text of
 * the same value. */
int sa_gate(char *text, size_t len);

#endif
