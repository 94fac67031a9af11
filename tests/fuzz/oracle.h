/* The leak oracle: whether an output of the core holds something that it should not, however it is
 * dressed (encoding.h).
 *
 * Texts are folded before they are compared: ASCII letters in lower case, fullwidth forms narrow,
 * and nothing but letters, digits and what is beyond ASCII. The output is looked through as it
 * stands, with JSON's escapes undone; with percent-encoding undone, up to three times; and of each,
 * what looks like base64 or hexadecimal is looked through decoded.
 *
 * Of a mark of up to 8 folded characters all must be met. Of a longer one 8 in a row are enough, so
 * that a part of it is found too. */
#ifndef SA_FUZZ_ORACLE_H
#define SA_FUZZ_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ORACLE_OWNERS = 64, ORACLE_MARK_MAX = 1024 };

typedef struct oracle oracle;

/* What an output is, which says where ids and times may stand that the core made: see `is_issued`
 * in oracle_output.c. The numbers are how many brackets stand around them. */
enum output_kind {
    OUTPUT_PLAIN = 0,   /* nowhere */
    OUTPUT_LINES = 1,   /* of sa_core_verify */
    OUTPUT_EXPLAIN = 2, /* of sa_core_explain */
    OUTPUT_BATCH = 3,   /* of sa_core_batch */
};

/* On the heap; ends the program when there is no memory. */
oracle *oracle_new(void);
void oracle_free(oracle *made);

/* Forgets what it watches for. */
void oracle_clear(oracle *watching);

/* Watches for `len` bytes of UTF-8 on behalf of `owner`, below ORACLE_OWNERS. A mark of less than 5
 * folded characters is too common to be watched for and ends the program. */
void oracle_watch(oracle *watching, const char *mark, size_t len, unsigned owner);

/* Whether it can watch for this mark and tell it from the others: it is long enough, and no part of
 * it is watched for already. */
bool oracle_can_watch(oracle *watching, const char *mark, size_t len);

/* Looks through an output of the core. Returns a bit for each owner who was met. */
uint64_t oracle_search(oracle *watching, const char *output, size_t len, enum output_kind kind);

#endif
