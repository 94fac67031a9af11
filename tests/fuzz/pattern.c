/* Canaries by pattern. A pattern is text in which
 *
 *     {h8}     8 characters of class h, see `classes`; {d7-12}: 7 to 12 of them
 *     {[abc]}  one of these characters
 *     {first}  a word that is made or looked up, see `words`; {First} and {FIRST} change its case
 *     <…>      a mark: what is distinctive
 *     \c       the character c itself
 */
#include "canaries.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"

#define DIGITS "0123456789"
#define LOWER  "abcdefghijklmnopqrstuvwxyz"
#define UPPER  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

static const struct {
    char letter;
    const char *characters;
} classes[] = {
    {'d', DIGITS},
    {'z', "123456789"},
    {'h', DIGITS "abcdef"},
    {'H', DIGITS "ABCDEF"},
    {'a', LOWER},
    {'A', UPPER},
    {'u', DIGITS LOWER},                                                 /* base36 */
    {'U', DIGITS UPPER},                                                 /* base36 */
    {'n', DIGITS UPPER LOWER},                                           /* base62 */
    {'w', DIGITS UPPER LOWER "-_"},                                      /* base64url */
    {'k', DIGITS UPPER LOWER "+/"},                                      /* base64 */
    {'c', DIGITS "ABCDEFGHJKMNPQRSTVWXYZ"},                              /* Crockford's base32 */
    {'C', DIGITS "abcdefghjkmnpqrstvwxyz"},                              /* Crockford's base32 */
    {'t', LOWER "234567"},                                               /* base32 */
    {'T', UPPER "234567"},                                               /* base32 */
    {'v', DIGITS "abcdefghijklmnopqrstuv"},                              /* base32hex */
    {'b', "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"}, /* base58 */
};

static void put(canary *made, char c) {
    if (made->len < CANARY_SIZE) {
        made->text[made->len++] = c;
    }
}

static void put_number(canary *made, const char *format, size_t number) {
    char digits[24];
    (void)snprintf(digits, sizeof(digits), format, number);
    for (const char *at = digits; *at != 0; at++) {
        put(made, *at);
    }
}

static void put_text(canary *made, const char *text) {
    for (; *text != 0; text++) {
        put(made, *text);
    }
}

static void put_listed(canary *made, const char *const *list, size_t count, rng *random) {
    put_text(made, list[rng_below(random, count)]);
}

/* People in one event do not share names, so that whose name leaked is known. */
static void make_first(canary *made, rng *random) {
    put_text(made, first_names[rng_turn(random, first_name_count)]);
}

static void make_last(canary *made, rng *random) {
    put_text(made, last_names[rng_turn(random, last_name_count)]);
}

static void make_foreign(canary *made, rng *random) {
    put_listed(made, foreign_names, foreign_name_count, random);
}

/* A word that nobody has seen before, such as the name of a project: "zorubex". The x keeps it from
 * being a word of the output, such as "removed". */
static void make_word(canary *made, rng *random) {
    for (size_t syllables = 3 + rng_below(random, 2); syllables > 0; syllables--) {
        put(made, "bdfgklmnprstvwz"[rng_below(random, 15)]);
        put(made, "aeiou"[rng_below(random, 5)]);
    }
    put(made, 'x');
}

static void make_city(canary *made, rng *random) {
    static const char *const cities[] = {"Berlin",    "Lagos",       "Springfield", "Toulouse",
                                         "Nagoya",    "Guadalajara", "Kyiv",        "Leeds",
                                         "Bengaluru", "Wellington"};
    put_listed(made, cities, sizeof(cities) / sizeof(cities[0]), random);
}

static void make_month_name(canary *made, rng *random) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    put_listed(made, months, sizeof(months) / sizeof(months[0]), random);
}

static void make_year(canary *made, rng *random) {
    put_number(made, "%zu", 1941 + rng_below(random, 65));
}

static void make_month(canary *made, rng *random) {
    put_number(made, "%02zu", 1 + rng_below(random, 12));
}

static void make_day(canary *made, rng *random) {
    put_number(made, "%02zu", 1 + rng_below(random, 28));
}

static void make_octet(canary *made, rng *random) {
    put_number(made, "%zu", 100 + rng_below(random, 155));
}

/* Appends the digit that makes the digits from `start` on pass Luhn's check. */
static void put_luhn(canary *made, size_t start) {
    size_t sum = 0;
    for (size_t i = made->len; i > start; i--) {
        size_t digit = (size_t)(made->text[i - 1] - '0');
        bool twice = (made->len - i) % 2 == 0;
        digit = twice ? digit * 2 : digit;
        sum += digit > 9 ? digit - 9 : digit;
    }
    put(made, (char)('0' + (10 - sum % 10) % 10));
}

static void make_card(canary *made, rng *random) {
    static const char *const issuers[] = {"4", "51", "55", "2221", "37", "6011", "3528"};
    size_t start = made->len;
    put_listed(made, issuers, sizeof(issuers) / sizeof(issuers[0]), random);
    size_t digits = memcmp(made->text + start, "37", 2) == 0 ? 14 : 15;
    while (made->len - start < digits) {
        put(made, DIGITS[rng_below(random, 10)]);
    }
    put_luhn(made, start);
}

static void make_imei(canary *made, rng *random) {
    size_t start = made->len;
    put_text(made, "35");
    for (int i = 0; i < 12; i++) {
        put(made, DIGITS[rng_below(random, 10)]);
    }
    put_luhn(made, start);
}

/* The two check digits: 98 less the remainder by 97 of account, country and "00". */
static size_t iban_check(const char *account, const char *country) {
    char whole[64];
    size_t remainder = 0;
    (void)snprintf(whole, sizeof(whole), "%s%s00", account, country);
    for (const char *at = whole; *at != 0; at++) {
        bool letter = *at >= 'A';
        size_t value = (size_t)(letter ? *at - 'A' + 10 : *at - '0');
        remainder = (remainder * (letter ? 100 : 10) + value) % 97;
    }
    return 98 - remainder;
}

static void make_iban(canary *made, rng *random) {
    static const struct {
        const char *country;
        size_t bank_letters;
        size_t digits;
    } forms[] = {{"DE", 0, 18}, {"GB", 4, 14}, {"NL", 4, 10}, {"ES", 0, 20}, {"NO", 0, 11}};
    size_t form = rng_below(random, sizeof(forms) / sizeof(forms[0]));
    char account[32] = {0};
    for (size_t i = 0; i < forms[form].bank_letters + forms[form].digits; i++) {
        account[i] = i < forms[form].bank_letters ? UPPER[rng_below(random, 26)]
                                                  : DIGITS[rng_below(random, 10)];
    }
    put_text(made, forms[form].country);
    put_number(made, "%02zu", iban_check(account, forms[form].country));
    put_text(made, account);
}

/* In groups of four, as on paper. */
static void make_grouped(canary *made, rng *random, void (*make)(canary *, rng *)) {
    canary plain = {.len = 0};
    make(&plain, random);
    for (size_t i = 0; i < plain.len; i++) {
        if (i > 0 && i % 4 == 0) {
            put(made, ' ');
        }
        put(made, plain.text[i]);
    }
}

static void make_spaced_card(canary *made, rng *random) {
    make_grouped(made, random, make_card);
}

static void make_spaced_iban(canary *made, rng *random) {
    make_grouped(made, random, make_iban);
}

static const struct {
    const char *name;
    void (*make)(canary *made, rng *random);
} words[] = {
    {"first", make_first},
    {"last", make_last},
    {"foreign", make_foreign},
    {"word", make_word},
    {"city", make_city},
    {"year", make_year},
    {"month", make_month},
    {"monthname", make_month_name},
    {"day", make_day},
    {"octet", make_octet},
    {"card", make_card},
    {"spacedcard", make_spaced_card},
    {"imei", make_imei},
    {"iban", make_iban},
    {"spacediban", make_spaced_iban},
};

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static char to_upper(char c) {
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static char to_lower(char c) {
    return is_upper(c) ? (char)(c - 'A' + 'a') : c;
}

/* {first}: the word, in the case in which the pattern writes its name. */
static bool put_word(canary *made, const char *name, size_t len, rng *random) {
    char folded[16] = {0};
    for (size_t i = 0; i < len && i + 1 < sizeof(folded); i++) {
        folded[i] = to_lower(name[i]);
    }
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcmp(words[i].name, folded) != 0) {
            continue;
        }
        size_t start = made->len;
        words[i].make(made, random);
        size_t raised = is_upper(name[0]) ? (is_upper(name[1]) ? made->len - start : 1) : 0;
        for (size_t at = start; at < start + raised; at++) {
            made->text[at] = to_upper(made->text[at]);
        }
        return true;
    }
    return false;
}

static void put_from(canary *made, const char *characters, size_t kinds, size_t count,
                     rng *random) {
    for (; count > 0; count--) {
        put(made, characters[rng_below(random, kinds)]);
    }
}

/* {h8}, {d7-12} */
static bool put_class(canary *made, const char *slot, rng *random) {
    char *rest = NULL;
    size_t least = strtoul(slot + 1, &rest, 10);
    size_t most = *rest == '-' ? strtoul(rest + 1, NULL, 10) : least;
    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
        if (classes[i].letter == slot[0] && least > 0 && most >= least) {
            size_t count = least + rng_below(random, most - least + 1);
            put_from(made, classes[i].characters, strlen(classes[i].characters), count, random);
            return true;
        }
    }
    return false;
}

/* Fills what stands between the braces at `slot`; a table that is wrong ends the program. */
static void put_slot(canary *made, const char *slot, size_t len, rng *random) {
    if (slot[0] == '[' && len > 2) {
        put_from(made, slot + 1, len - 2, 1, random);
    } else if (!put_word(made, slot, len, random) && !put_class(made, slot, random)) {
        (void)fprintf(stderr, "no canary is made of {%.*s}\n", (int)len, slot);
        exit(2);
    }
}

static void open_mark(canary *made) {
    if (made->mark_count < CANARY_MARKS) {
        made->marks[made->mark_count].at = made->len;
    }
}

static void close_mark(canary *made) {
    if (made->mark_count < CANARY_MARKS) {
        size_t at = made->marks[made->mark_count].at;
        made->marks[made->mark_count++].len = made->len - at;
    }
}

const char *choose_word(const char *words_from, rng *random) {
    size_t count = 0;
    for (const char *word = words_from; *word != 0; word += strlen(word) + 1) {
        count++;
    }
    for (size_t left = rng_below(random, count); left > 0; left--) {
        words_from += strlen(words_from) + 1;
    }
    return words_from;
}

void canary_make(canary *made, const canary_family *family, rng *random) {
    made->len = 0;
    made->mark_count = 0;
    for (const char *at = choose_word(family->patterns, random); *at != 0; at++) {
        if (*at == '{') {
            size_t len = strcspn(at, "}") - 1;
            put_slot(made, at + 1, len, random);
            at += len + 1;
        } else if (*at == '<') {
            open_mark(made);
        } else if (*at == '>') {
            close_mark(made);
        } else {
            at += *at == '\\';
            put(made, *at);
        }
    }
}
