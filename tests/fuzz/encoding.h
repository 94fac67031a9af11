/* Ways in which a value may be dressed: each can be taken off again, so it hides nothing. */
#ifndef SA_FUZZ_ENCODING_H
#define SA_FUZZ_ENCODING_H

#include "rng.h"
#include "draft.h"

enum encoding {
    ENCODING_RAW,
    ENCODING_PERCENT,
    ENCODING_DOUBLE_PERCENT,
    ENCODING_BASE64,
    ENCODING_BASE64URL,
    ENCODING_HEX,
    ENCODING_JSON,
    ENCODING_SPLIT_CASE,
    ENCODING_ZERO_WIDTH,
    ENCODING_FULLWIDTH,
    ENCODING_SENTENCE,
    ENCODING_COUNT
};

extern const char *const encoding_names[ENCODING_COUNT];

/* Appends `len` bytes of UTF-8 at `ptr`, dressed. What is left to chance comes from `random`. */
void encode(draft *to, const char *ptr, size_t len, enum encoding how, rng *random);

#endif
