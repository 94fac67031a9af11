#include "phrase.h"

#include "plain.h"
#include "vocabulary.h"

enum {
    DIGITS = 4,        /* a year or a port may stay, a number that counts people may not */
    FREE_DIGITS = 2,   /* of a number that may be any */
    UNIT_DIGITS = 3,   /* the same with a unit */
    BESIDE_NUMBER = 4, /* letters of a word beside more digits than that */
    NUMBERED = 6,      /* letters of a word that a number follows without anything between */
    BESIDE_LETTER = 3, /* letters of a word beside which a single letter may stand: `plan_b` */
    MEASURE = 8,       /* characters of a number with its unit */
    GLUED = 6,         /* the same for one or two letters without anything between: `variantB` */
    GLUED_CAMEL = 4,   /* for two in camel case: `userId` */
    NUMBERED_CHUNKS = 3,
};

/* Whether a lower-case letter stands at `at`. */
static bool is_lower_at(const sa_str *text, size_t at) {
    return at < text->len && sa_is_lower(text->ptr[at]);
}

/* Whether a new word begins at `at`: `userId`, `IPAddress`, but not in the plural of `IDs`. */
static bool begins_word(const sa_str *text, size_t at) {
    bool plural = at + 1 < text->len && text->ptr[at + 1] == 's' && !is_lower_at(text, at + 2);
    return sa_is_upper(text->ptr[at]) &&
           (!sa_is_upper(text->ptr[at - 1]) || (is_lower_at(text, at + 1) && !plural));
}

/* The text from `start` on, in lower case. */
static sa_phrase_word folded(const sa_str *text, size_t start) {
    sa_phrase_word word = {.len = text->len - start};
    for (size_t i = 0; i < word.len && i < SA_PHRASE_WORD_LENGTH; i++) {
        word.text[i] = sa_to_lower(text->ptr[start + i]);
    }
    return word;
}

sa_phrase_word sa_phrase_cut(sa_str *text) {
    while (text->len > 0 && !sa_is_alpha(text->ptr[text->len - 1])) {
        text->len--;
    }
    size_t start = text->len;
    while (start > 0 && sa_is_alpha(text->ptr[start - 1])) {
        start--;
        if (start > 0 && sa_is_alpha(text->ptr[start - 1]) && begins_word(text, start)) {
            break;
        }
    }
    sa_phrase_word last = folded(text, start);
    text->len = start;
    return last;
}

typedef struct phrase {
    const sa_plan *plan;
    uint32_t words;  /* of three letters and more */
    uint32_t shorts; /* of fewer */
    size_t longest;  /* letters of a word */
    size_t least;    /* that it must have, because of single letters */
    uint32_t digits; /* outside of listed chunks */
    uint32_t numbers;
    uint32_t measures; /* of the words: numbers with a unit */
    uint32_t letters;  /* of the shorts: single ones */
} phrase;

/* Whether the plan's list has it, which was reviewed. */
static bool is_own(const phrase *in, const sa_phrase_word *word) {
    return word->len <= SA_PHRASE_WORD_LENGTH &&
           sa_member_find_bytes(in->plan->words, word->text, word->len) != NULL;
}

static bool is_known(const phrase *in, const sa_phrase_word *word) {
    return is_own(in, word) ||
           (word->len <= SA_PHRASE_WORD_LENGTH && sa_vocabulary_has(word->text, word->len));
}

static bool take_word(phrase *in, const sa_phrase_word *word) {
    bool own = is_own(in, word);
    bool letter = word->len == 1 && !own;
    in->least = letter ? BESIDE_LETTER : in->least;
    in->words += own || word->len > 2;
    in->shorts += !own && word->len <= 2;
    in->letters += letter;
    in->longest = word->len > in->longest ? word->len : in->longest;
    return letter || is_known(in, word);
}

/* Whether the number has few digits, `free` or less, or many texts have it. */
static bool is_common_number(const char *ptr, size_t len, size_t free) {
    uint32_t value = 0;
    for (size_t i = 0; i < len && len <= DIGITS; i++) {
        value = value * 10 + (uint32_t)(ptr[i] - '0');
    }
    return len <= free || (len <= DIGITS && sa_plain_is_usual(value));
}

static bool take_number(phrase *in, const char *ptr, size_t len) {
    in->digits += (uint32_t)len;
    in->numbers += len > 0;
    return is_common_number(ptr, len, FREE_DIGITS);
}

/* Takes a number with its unit, or alone, of which `digits` are the number. */
static bool take_measure(phrase *in, const sa_phrase_word *chunk, size_t digits) {
    bool unit = chunk->len <= MEASURE && is_common_number(chunk->text, digits, UNIT_DIGITS) &&
                sa_vocabulary_has_unit(chunk->text + digits, chunk->len - digits);
    in->words += unit;
    in->measures += unit;
    in->numbers += unit && digits == UNIT_DIGITS; /* `768B.790d` is none that is measured */
    return unit || (digits == chunk->len && take_number(in, chunk->text, digits));
}

/* Whether capitals stand where words begin, as in `GitHub`, `iPhone` and `HTTP`: in ids they stand
 * anywhere. */
static bool has_plain_case(sa_str chunk, const sa_phrase_word *whole) {
    static const char brands[] = "ios\0ipad\0ipados\0imac\0iphone\0icloud\0ebay\0";
    bool glued = false; /* to the word before */
    bool good = true;
    while (good && chunk.len > 0) {
        bool followed = glued;
        sa_phrase_word word = sa_phrase_cut(&chunk);
        glued = chunk.len > 0 && sa_is_alpha(chunk.ptr[chunk.len - 1]);
        good = word.len != 1 || !(glued || followed);
    }
    return good || sa_words_find(brands, whole->text, whole->len) >= 0;
}

/* Whether the text is a short question of a program: `isNew`, `inApp`. */
static bool is_question(sa_str chunk) {
    static const char heads[] = "is\0in\0on\0no\0to\0my\0up\0";
    size_t lower = 0;
    while (lower < chunk.len && sa_is_lower(chunk.ptr[lower])) {
        lower++;
    }
    size_t next = lower + 1;
    while (next < chunk.len && sa_is_lower(chunk.ptr[next])) {
        next++;
    }
    return next == chunk.len && sa_words_find(heads, chunk.ptr, lower) >= 0;
}

/* Whether no two capitals stand together. */
static bool is_camel(sa_str chunk) {
    size_t at = 1;
    while (at < chunk.len && !(sa_is_upper(chunk.ptr[at]) && sa_is_upper(chunk.ptr[at - 1]))) {
        at++;
    }
    return at >= chunk.len;
}

/* Takes words with nothing between them: `TypeError`, `variantB`. `numbered`: a number follows. */
static bool take_words(phrase *in, sa_str chunk, bool numbered) {
    phrase here = {.plan = in->plan};
    bool question = is_question(chunk);
    bool camel = is_camel(chunk);
    bool good = true;
    while (good && chunk.len > 0 && sa_is_alpha(chunk.ptr[chunk.len - 1])) {
        sa_phrase_word word = sa_phrase_cut(&chunk);
        good = take_word(&here, &word) && (!numbered || word.len >= NUMBERED || is_own(in, &word));
        numbered = false;
    }
    in->words += here.words;
    in->shorts += here.shorts;
    in->letters += here.letters;
    in->longest = here.longest > in->longest ? here.longest : in->longest;
    in->least = here.least > in->least ? here.least : in->least;
    bool letters = here.least > 0;
    bool alone = here.words + here.shorts == 1;
    /* Of six letters too many are two words: `sunAre`. */
    bool trusted = alone || question || (here.shorts == 0 && here.longest >= GLUED_CAMEL);
    size_t least = camel && !letters ? GLUED_CAMEL : GLUED;
    bool few = !letters || here.shorts == 1; /* one letter, and no other short word */
    return good && chunk.len == 0 && few && here.shorts <= here.words + alone &&
           (trusted || here.longest >= least);
}

/* A chunk is what stands between marks: a listed one (`GitHub`, `k8s`), or words with a number at
 * their end, or a number with a unit. */
static bool take_chunk(phrase *in, sa_str chunk) {
    sa_phrase_word whole = folded(&chunk, 0);
    size_t head = 0;
    size_t tail = chunk.len;
    if (is_known(in, &whole) && has_plain_case(chunk, &whole)) { /* its digits count nobody */
        return take_word(in, &whole);
    }
    while (head < chunk.len && sa_is_digit(chunk.ptr[head])) {
        head++;
    }
    if (head > 0) {
        return take_measure(in, &whole, head);
    }
    while (sa_is_digit(chunk.ptr[tail - 1])) {
        tail--;
    }
    bool good = take_number(in, chunk.ptr + tail, chunk.len - tail);
    return good && take_words(in, (sa_str){chunk.ptr, tail}, tail < chunk.len);
}

/* What a chunk is to its neighbours. */
enum { OTHER, SHORT_WORD, NUMBER };

static int kind_of(sa_str chunk) {
    size_t digits = 0;
    for (size_t i = 0; i < chunk.len; i++) {
        digits += sa_is_digit(chunk.ptr[i]);
    }
    return digits == 0 && chunk.len < BESIDE_NUMBER       ? SHORT_WORD
           : digits == chunk.len && digits >= FREE_DIGITS ? NUMBER
                                                          : OTHER;
}

static bool has_digit(sa_str chunk) {
    size_t at = 0;
    while (at < chunk.len && !sa_is_digit(chunk.ptr[at])) {
        at++;
    }
    return at < chunk.len;
}

bool sa_phrase_is_known(const sa_plan *plan, sa_str text) {
    phrase in = {.plan = plan};
    int before = OTHER;
    int numbered = 0; /* an address has more */
    for (size_t at = 0; at < text.len; at++) {
        size_t start = at;
        while (at < text.len && sa_is_word(text.ptr[at])) {
            at++;
        }
        sa_str chunk = {text.ptr + start, at - start};
        bool apart = chunk.len == 0 || start == 0 || text.ptr[start - 1] == '_';
        int kind = chunk.len == 0 ? OTHER : kind_of(chunk);
        numbered += has_digit(chunk);
        if (numbered > NUMBERED_CHUNKS ||
            (!apart && before + kind == SHORT_WORD + NUMBER) || /* `12-TAX` is a plate */
            (chunk.len > 0 && !take_chunk(&in, chunk))) {
            return false;
        }
        before = kind;
    }
    /* Of all short texts too many are words for short words to be trusted alone. */
    bool many = in.digits > FREE_DIGITS || in.numbers > 1;
    size_t least = many && in.least < BESIDE_NUMBER ? BESIDE_NUMBER : in.least;
    /* `up to 5GB` is a phrase, `CA-3B-AD` bytes; `a_b_test` has two letters, `ON_j_i` is an id. */
    bool bytes = in.measures > 0 && in.shorts > in.words - in.measures + 2;
    bool spelled = in.letters > 1 && in.shorts > in.letters;
    return in.words + in.shorts > 0 && in.digits <= DIGITS && in.shorts <= in.words + 1 && !bytes &&
           !spelled && (in.longest >= least || text.len == 1);
}
