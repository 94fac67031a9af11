/* A seeded run of a fuzz target without libFuzzer: documents of the corpus, mutated with the words
 * of the dictionary.
 *
 *     sa_fuzz_json --corpus FOLDER --dictionary FILE [--events N] [--seed N] [--event NUMBER]
 *
 * The same seed makes the same run; a crash says which document it was. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crash.h"
#include "options.h"
#include "rng.h"
#include "target.h"

enum { DOCUMENT_SIZE = 16384, LIST_MAX = 512 };

/* Texts on the heap, for the life of the program. */
typedef struct list {
    sa_str rows[LIST_MAX];
    size_t count;
} list;

static void append(list *to, sa_str text) {
    if (to->count < LIST_MAX) {
        to->rows[to->count++] = text;
    }
}

static int compare(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The files of a folder in the order of their names, so that a seed means the same everywhere. */
static void read_corpus(list *to, const char *folder) {
    char *paths[LIST_MAX];
    size_t count = 0;
    DIR *opened = opendir(folder);
    if (opened == NULL) {
        violated("the corpus can be read");
    }
    for (struct dirent *entry = readdir(opened); entry != NULL && count < LIST_MAX;
         entry = readdir(opened)) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        size_t size = strlen(folder) + strlen(entry->d_name) + 2;
        paths[count] = allocate(size);
        (void)snprintf(paths[count++], size, "%s/%s", folder, entry->d_name);
    }
    (void)closedir(opened);
    qsort(paths, count, sizeof(paths[0]), compare);
    for (size_t i = 0; i < count; i++) {
        size_t len = 0;
        char *text = read_file(paths[i], &len);
        append(to, (sa_str){text, len});
        free(paths[i]);
    }
}

/* A word of libFuzzer's dictionaries, `name="text"` with \\, \" and \xAB, undone where it stands.
 */
static void read_word(list *to, char *line) {
    char *start = strchr(line, '"');
    char *end = strrchr(line, '"');
    if (line[0] == '#' || start == NULL || end == start) {
        return;
    }
    char *out = start;
    for (char *at = start + 1; at < end; at++) {
        if (*at == '\\' && at[1] == 'x') {
            *out++ = (char)strtoul((char[3]){at[2], at[3], 0}, NULL, 16);
            at += 3;
            continue;
        }
        at += *at == '\\';
        *out++ = *at;
    }
    append(to, (sa_str){start, (size_t)(out - start)});
}

static void read_dictionary(list *to, const char *path) {
    size_t len = 0;
    char *text = read_file(path, &len);
    for (char *line = text; line < text + len;) {
        char *end = memchr(line, '\n', (size_t)(text + len - line));
        end = end == NULL ? text + len : end;
        *end = 0;
        read_word(to, line);
        line = end + 1;
    }
}

/* Puts `piece` in place of `cut` bytes at `at`. */
static size_t splice(char *text, size_t len, size_t at, size_t cut, sa_str piece) {
    if (len - cut + piece.len > DOCUMENT_SIZE) {
        return len;
    }
    memmove(text + at + piece.len, text + at + cut, len - at - cut);
    memcpy(text + at, piece.ptr, piece.len);
    return len - cut + piece.len;
}

static size_t mutate(char *text, size_t len, const list *words, const list *corpus, rng *random) {
    size_t at = rng_below(random, len + 1);
    size_t cut = rng_below(random, 8);
    char byte = (char)rng_next(random);
    cut = cut < len - at ? cut : len - at;
    switch (rng_below(random, 8)) {
    case 0: return splice(text, len, at, cut > 0, (sa_str){&byte, 1});
    case 1: return splice(text, len, at, cut, (sa_str){"", 0});
    case 2: return rng_once_in(random, 8) ? at : len;
    case 3: { /* from another document, up to its end */
        sa_str other = corpus->rows[rng_below(random, corpus->count)];
        size_t from = rng_below(random, other.len + 1);
        return splice(text, len, at, len - at, (sa_str){other.ptr + from, other.len - from});
    }
    default: {
        sa_str word = words->rows[rng_below(random, words->count)];
        return splice(text, len, at, rng_once_in(random, 2) ? cut : 0, word);
    }
    }
}

static void run_document(const list *corpus, const list *words, uint64_t seed, uint64_t number) {
    static char text[DOCUMENT_SIZE];
    crash_at(seed, number);
    rng random = rng_at(seed, number);
    sa_str first = corpus->rows[rng_below(&random, corpus->count)];
    size_t len = splice(text, 0, 0, 0, first);
    for (size_t changes = rng_below(&random, 5); changes > 0; changes--) {
        len = mutate(text, len, words, corpus, &random);
    }
    (void)LLVMFuzzerTestOneInput((const uint8_t *)text, len);
}

int main(int argc, char **argv) {
    static list corpus;
    static list words;
    options chosen = {.events = 20000, .seed = 20251120, .event = UINT64_MAX};
    if (!read_options(&chosen, argc, argv) || chosen.corpus == NULL || chosen.dictionary == NULL) {
        (void)fprintf(stderr, "%s needs --corpus FOLDER and --dictionary FILE\n", argv[0]);
        return 2;
    }
    read_corpus(&corpus, chosen.corpus);
    read_dictionary(&words, chosen.dictionary);
    require(corpus.count > 0 && words.count > 0, "a corpus and a dictionary");
    crash_report();
    if (chosen.event != UINT64_MAX) {
        run_document(&corpus, &words, chosen.seed, chosen.event);
        return 0;
    }
    for (uint64_t i = 0; i < chosen.events; i++) {
        run_document(&corpus, &words, chosen.seed, i);
    }
    (void)printf("%llu documents, no violation\n", (unsigned long long)chosen.events);
    return 0;
}
