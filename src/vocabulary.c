#include "vocabulary.h"

enum {
    WORD_LENGTH = 32,   /* longer ones are not listed */
    STEM_LENGTH = 3,    /* the least that an ending is put on */
    DOUBLED_LENGTH = 4, /* the least whose last letter may be doubled */
    PLURAL_LENGTH = 4,
    PREFIXED_LENGTH = 4, /* the least that something is put in front of */
};

typedef struct row {
    const char *words; /* each between spaces */
    size_t len;
} row;

static const row rows[] = {
#define WORDS(words) {words, sizeof(words) - 1},
#include "vocabulary.def"
#undef WORDS
};

/* What a word may end in, and what it ended in before that. */
static const struct {
    const char *ending;
    const char *instead;
} endings[] = {
    {"s", ""},     {"es", ""},   {"ies", "y"},  {"ed", ""},    {"ed", "e"},    {"ied", "y"},
    {"ing", ""},   {"ing", "e"}, {"ly", ""},    {"able", ""},  {"able", "e"},  {"ion", ""},
    {"ion", "e"},  {"ions", ""}, {"ions", "e"}, {"ation", ""}, {"ation", "e"}, {"ment", ""},
    {"ments", ""}, {"ness", ""}, {"ity", ""},   {"ity", "e"},  {"less", ""},   {"ful", ""},
};

static const char beginnings[] =
    "un\0re\0pre\0non\0auto\0multi\0sub\0over\0dis\0mis\0out\0up\0down\0inter\0super\0under\0";

static const char units[] =
    "ms\0s\0sec\0m\0min\0h\0hr\0d\0w\0y\0k\0b\0kb\0mb\0gb\0tb\0px\0em\0rem\0vh\0vw\0"
    "x\0xl\0p\0fps\0hz\0khz\0mhz\0ghz\0bit\0th\0st\0nd\0rd\0am\0pm\0";

/* Names that the endings and beginnings would make of other words. */
static const char names[] =
    "aimable\0anding\0arely\0avis\0baks\0basques\0coline\0delazy\0dries\0elion\0encs\0gens\0hassing\0"
    "hering\0ingrid\0javas\0logins\0mathes\0nils\0okres\0peres\0pines\0plaines\0predeal\0predrag\0"
    "preity\0redding\0remeta\0rodion\0samed\0savion\0semily\0semion\0shing\0sipes\0smed\0waters\0"
    "youness\0";

/* How the listed word at `at` compares with `word`: below, equal or above 0. */
static int compare(const char *at, const char *word, size_t len) {
    size_t same = 0;
    while (same < len && at[same] == word[same]) { /* a listed word ends in a space */
        same++;
    }
    return same < len ? (unsigned char)at[same] - (unsigned char)word[same] : at[same] != ' ';
}

/* Searches the row by halves. `low` and `high` are spaces before and behind what is left of it. */
static bool is_listed(const char *word, size_t len) {
    bool digit = sa_is_digit(*word);
    bool late = len > 1 && word[1] >= 'm';
    const row *in = &rows[digit ? 0 : (*word - 'a') * 2 + late + 1];
    size_t low = 0;
    size_t high = in->len - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        while (in->words[middle] != ' ') {
            middle--;
        }
        int order = compare(in->words + middle + 1, word, len);
        if (order == 0) {
            return true;
        }
        if (order > 0) {
            high = middle;
        } else {
            low = middle + 1 + sa_bytes_find(in->words + middle + 1, in->len - middle - 1, " ");
        }
    }
    return false;
}

/* Whether the word is listed once its ending is replaced. */
static bool is_derived(const char *word, size_t len, const char *ending, const char *instead) {
    char stem[WORD_LENGTH + 1];
    size_t ending_len = sa_chars_length(ending);
    if (len < ending_len + STEM_LENGTH - 1 ||
        memcmp(word + len - ending_len, ending, ending_len) != 0) {
        return false;
    }
    size_t stem_len = len - ending_len;
    memcpy(stem, word, stem_len);
    if (*instead != 0) {
        stem[stem_len++] = *instead;
    } else if (stem_len >= DOUBLED_LENGTH && stem[stem_len - 1] == stem[stem_len - 2] &&
               (*ending == 'e' || *ending == 'i') && is_listed(stem, stem_len - 1)) {
        return true; /* `stopped`, `planning` */
    }
    return stem_len >= STEM_LENGTH && is_listed(stem, stem_len);
}

static bool has_stem(const char *word, size_t len) {
    if (is_listed(word, len)) {
        return true;
    }
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        if (is_derived(word, len, endings[i].ending, endings[i].instead)) {
            return true;
        }
    }
    return false;
}

bool sa_vocabulary_has(const char *ptr, size_t len) {
    bool plural = len > PLURAL_LENGTH && ptr[len - 1] == 's';
    if (len == 0 || len > WORD_LENGTH || !(sa_is_lower(*ptr) || sa_is_digit(*ptr)) ||
        sa_words_find(names, ptr, len - plural) >= 0 || sa_words_find(names, ptr, len) >= 0) {
        return false;
    }
    if (has_stem(ptr, len) || (plural && has_stem(ptr, len - 1))) { /* `settings` */
        return true;
    }
    SA_WORDS_EACH(beginning, beginnings) {
        size_t at = sa_bytes_begin(ptr, len, beginning);
        if (at > 0 && len - at >= PREFIXED_LENGTH && has_stem(ptr + at, len - at)) {
            return true;
        }
    }
    return false;
}

bool sa_vocabulary_has_unit(const char *ptr, size_t len) {
    return sa_words_find(units, ptr, len) >= 0;
}
