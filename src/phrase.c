#include "phrase.h"

#include "vocabulary.h"

enum {
    DIGITS = 4,        /* a year or a port may stay, a number that counts people may not */
    NUMBERS = 3,       /* an address has four */
    NUMBERED = 5,      /* letters of a word that a number follows without anything between */
    BESIDE_LETTER = 3, /* letters of a word beside which a single letter may stand: `plan_b` */
    MEASURE = 8,       /* characters of a number with its unit */
    GLUED_LETTER = 5,  /* the same without anything between: `variantB` */
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

static bool take_word(phrase *in, const sa_phrase_word *word, bool glued) {
    bool own = is_own(in, word);
    bool letter = word->len == 1 && !own;
    size_t least = !letter ? 0 : glued ? GLUED_LETTER : BESIDE_LETTER;
    in->least = least > in->least ? least : in->least;
    in->words += own || word->len > 2;
    in->shorts += !own && word->len <= 2;
    in->longest = word->len > in->longest ? word->len : in->longest;
    return letter || is_known(in, word);
}

/* Counts the numbers of a chunk: one at its beginning or one at its end, else it is none of ours.
 */
static void count_digits(phrase *in, sa_str chunk) {
    for (size_t i = 0; i < chunk.len; i++) {
        bool digit = sa_is_digit(chunk.ptr[i]);
        in->digits += digit;
        in->numbers += digit && (i == 0 || !sa_is_digit(chunk.ptr[i - 1]));
    }
}

/* A chunk is what stands between marks: a listed one (`GitHub`, `k8s`), or words with a number at
 * their end, or a number with a unit. */
static bool take_chunk(phrase *in, sa_str chunk) {
    sa_phrase_word whole = folded(&chunk, 0);
    size_t head = 0;
    size_t tail = chunk.len;
    if (is_known(in, &whole)) { /* digits of a listed chunk count nobody */
        return take_word(in, &whole, false);
    }
    count_digits(in, chunk);
    while (head < chunk.len && sa_is_digit(chunk.ptr[head])) {
        head++;
    }
    if (head > 0) {
        return head == chunk.len || (whole.len <= MEASURE &&
                                     sa_vocabulary_has_unit(whole.text + head, chunk.len - head));
    }
    while (sa_is_digit(chunk.ptr[tail - 1])) {
        tail--;
    }
    bool number = tail < chunk.len;
    bool glued = tail > 1;
    chunk.len = tail;
    while (chunk.len > 0 && sa_is_alpha(chunk.ptr[chunk.len - 1])) {
        sa_phrase_word word = sa_phrase_cut(&chunk);
        if (!take_word(in, &word, glued) || (number && word.len < NUMBERED && !is_own(in, &word))) {
            return false;
        }
        number = false;
    }
    return chunk.len == 0;
}

bool sa_phrase_is_known(const sa_plan *plan, sa_str text) {
    phrase in = {.plan = plan};
    for (size_t at = 0; at < text.len; at++) {
        size_t chunk = at;
        while (at < text.len && sa_is_word(text.ptr[at])) {
            at++;
        }
        if (at > chunk && !take_chunk(&in, (sa_str){text.ptr + chunk, at - chunk})) {
            return false;
        }
    }
    /* Of all short texts too many are words for short words to be trusted alone. */
    return in.words + in.shorts > 0 && in.digits <= DIGITS && in.numbers <= NUMBERS &&
           in.shorts <= in.words + 1 && (in.longest >= in.least || text.len == 1);
}
