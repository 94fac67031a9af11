/* A short seeded run of the fuzz target without libFuzzer: `sa_fuzz SEED COUNT`. Mutates small
 * documents that reach deep into the core; the same seed makes the same run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint32_t state;

/* xorshift32 */
static uint32_t next(void) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

static const char *const seeds[] = {
    "0{\"format\":1,\"name\":\"p\",\"routes\":[{\"path\":\"/w/:x/:y(a|b)/*\",\"surface\":\"s\"}],\"properties\":"
    "{\"c\":{\"type\":\"count\",\"max\":5},\"b\":{\"type\":\"bucket\",\"edges\":[1],\"labels\":[\"l\",\"m\"]}},"
    "\"events\":{\"e\":{\"properties\":[\"c\",\"b\",{\"d\":{\"type\":\"enum\",\"values\":[\"q\"]}}]}}}",
    "1{\"settings\":{\"shareUsageData\":true,\"anonymizeUsageData\":false,\"recordScreen\":true},\"gpc\":false}",
    "2/a/b/d?x#y",
    "3{\"event\":\"e\",\"properties\":{\"n\":1.5,\"x\":\"\\u00e9\\ud83d\\ude00\",\"user_id\":\"u\",\"deep\":{\"a\":[1,{\"b\":null}]}}}",
    "4user-1",
    "5{\"event\":\"page viewed\",\"properties\":{\"n\":-0.25e1,\"l\":[\"a\",\"z\"],\"k\":\"run_failed\",\"surface\":\"s\"}}",
    "6{\"schema\":1,\"plan\":\"0\",\"anonymousDistinctId\":\"anon_8d5c1a2b-0035-4c62-9f14-1ad4215736a5\",\"sentAt\":"
    "\"2026-01-02T03:04:05.006Z\",\"batch\":[{\"event\":\"e\",\"uuid\":\"8d5c1a2b-0035-4c62-9f14-1ad4215736a5\","
    "\"occurredAt\":\"2026-01-02T03:04:05.006Z\",\"properties\":{\"t\":\"Acme\",\"u\":\"https://u:p@h/x?y\",\"v\":\"1.2\"}}]}",
    "7",
    "6{\"event\":\"e\",\"properties\":{\"anonymized\":false,\"x\":\"text\",\"n\":123456.789,\"f\":\"Rx\"}}",
};

static const char *const pieces[] = {
    "\"",   "\\",    "\\u0000", "\\ud800", "{",        "}",    "[",    "]",         ",", ":",
    "null", "1e400", "-",       "0.1",     "\xc3\xa9", "\xff", "$set", "__proto__", "e", "batch"};

static size_t mutate(char *text, size_t len, size_t capacity) {
    for (uint32_t changes = next() % 4; changes > 0 && len > 1; changes--) {
        size_t at = 1 + next() % (len - 1);
        const char *piece = pieces[next() % (sizeof(pieces) / sizeof(pieces[0]))];
        size_t size = strlen(piece);
        switch (next() % 4) {
        case 0: text[at] = (char)next(); break;
        case 1: /* drop the rest, or a character */
            len = next() % 8 == 0 ? at : len - 1;
            memmove(text + at, text + at + 1, len > at ? len - at : 0);
            break;
        default:
            if (len + size <= capacity) {
                memmove(text + at + size, text + at, len - at);
                memcpy(text + at, piece, size);
                len += size;
            }
        }
    }
    return len;
}

/* Places of an image and what to put there: mostly what its tokens are made of. */
static size_t changes(char *text) {
    static const char bytes[] = "\"\"\"0123456789:-.e\\/ab";
    size_t len = 1;
    for (uint32_t count = 1 + next() % 6; count > 0; count--) {
        text[len++] = (char)(next() % 16);
        text[len++] = (char)next();
        text[len++] = next() % 8 == 0 ? (char)next() : bytes[next() % (sizeof(bytes) - 1)];
    }
    return len;
}

int main(int argc, char **argv) {
    static char text[8192];
    state = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1;
    unsigned long count = argc > 2 ? strtoul(argv[2], NULL, 10) : 100000;
    state += state == 0;
    for (unsigned long i = 0; i < count; i++) {
        const char *seed = seeds[next() % (sizeof(seeds) / sizeof(seeds[0]))];
        size_t len = strlen(seed);
        memcpy(text, seed, len);
        text[0] = (char)((seed[0] - '0') + 8 * (int)(next() % 30));
        len = mutate(text, len, sizeof(text));
        if (seed[0] == '7') {
            len = changes(text);
        }
        (void)LLVMFuzzerTestOneInput((const uint8_t *)text, len);
    }
    (void)printf("%lu documents, no violation\n", count);
    return 0;
}
