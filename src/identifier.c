#include "identifier.h"

enum {
    DIGITS_IN_A_ROW =
        4, /* a year or a port may stay, a number that counts people or documents may not */
    DIGITS_IN_ALL = 6,
    HEX_IN_A_ROW = 8,  /* as in abbreviated digests, with a digit among them */
    MIXED_LENGTH = 20, /* letters and digits without a separator */
};

bool sa_identifier_looks_generated(sa_str text) {
    size_t digits = 0;
    size_t digit_run = 0;
    size_t hex_run = 0;
    size_t word_run = 0;
    bool hex_digit = false;
    bool word_digit = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool digit = sa_is_digit(c);
        bool word = sa_is_word(c);
        digits += digit;
        digit_run = digit ? digit_run + 1 : 0;
        hex_run = (sa_hex_value(c) >= 0) ? hex_run + 1 : 0;
        hex_digit = (sa_hex_value(c) >= 0) && (digit || hex_digit);
        word_run = word ? word_run + 1 : 0;
        word_digit = word && (digit || word_digit);
        if (digits > DIGITS_IN_ALL || digit_run > DIGITS_IN_A_ROW ||
            (hex_run >= HEX_IN_A_ROW && hex_digit) || (word_run >= MIXED_LENGTH && word_digit)) {
            return true;
        }
    }
    return false;
}

bool sa_identifier_is_token(sa_str text) {
    size_t colons = 0;
    bool hex = true;
    for (size_t i = 0; i < text.len; i++) {
        colons += text.ptr[i] == ':';
        hex = hex && (sa_hex_value(text.ptr[i]) >= 0 || text.ptr[i] == ':');
    }
    bool drive = text.len > 1 && text.ptr[1] == ':';
    bool address = hex && colons > 1; /* IPv6, MAC */
    return sa_str_made_of(text, "_.:-") && sa_is_alpha(*text.ptr) && !drive && !address &&
           !sa_identifier_looks_generated(text);
}

/* How much of `word`, which is in lower case, the text begins with. */
static size_t folded_prefix(sa_str text, const char *word) {
    size_t same = 0;
    while (same < text.len && word[same] != 0 && sa_to_lower(text.ptr[same]) == word[same]) {
        same++;
    }
    return same;
}

/* Steps over one to five digits: how many they were. */
static size_t skip_number(sa_str *text) {
    size_t digits = 0;
    while (digits < text->len && digits < 5 && sa_is_digit(text->ptr[digits])) {
        digits++;
    }
    *text = (sa_str){text->ptr + digits, text->len - digits};
    return digits;
}

static bool skip(sa_str *text, const char *word) {
    size_t len = sa_str_begins(*text, word);
    *text = (sa_str){text->ptr + len, text->len - len};
    return len > 0;
}

/* The same, whatever the case of the text. */
static bool skip_folded(sa_str *text, const char *word) {
    size_t same = folded_prefix(*text, word);
    bool whole = word[same] == 0;
    *text = whole ? (sa_str){text->ptr + same, text->len - same} : *text;
    return whole;
}

bool sa_identifier_is_version(sa_str text) {
    static const char words[] = "alpha\0beta\0rc\0next\0canary\0dev\0nightly\0preview\0";
    int numbers = 0;
    bool octets = true;
    (void)skip(&text, "v");
    do {
        size_t digits = skip_number(&text);
        if (digits == 0 || ++numbers > 4) {
            return false;
        }
        octets = octets && digits <= 3;
    } while (skip(&text, "."));
    if (numbers == 4 && octets) {
        return false; /* an IPv4 address has the same form */
    }
    if (!skip(&text, "-")) {
        return text.len == 0;
    }
    bool known = false;
    SA_WORDS_EACH(word, words) { // NOLINT(clang-analyzer-core*): it reads on behind the first NUL
        known = known || skip(&text, word);
    }
    if (text.len == 0) {
        return known;
    }
    (void)skip(&text, ".");
    return known && skip_number(&text) > 0 && text.len == 0;
}

bool sa_identifier_write_url_base(sa_writer *writer, sa_str text, bool ids) {
    sa_str rest = text;
    if (!skip_folded(&rest, "https://") && !skip_folded(&rest, "http://")) {
        return false;
    }
    size_t scheme = text.len - rest.len;
    rest.len = sa_str_find(rest, "?#");
    size_t host_len = sa_str_find(rest, "/");
    while (rest.len > host_len && rest.ptr[rest.len - 1] == '/') {
        rest.len--; /* all of them, so that a second pass changes nothing */
    }
    for (size_t at = host_len; at-- > 0;) { /* user info */
        if (rest.ptr[at] == '@') {
            rest = (sa_str){rest.ptr + at + 1, rest.len - at - 1};
            host_len -= at + 1;
            break;
        }
    }
    bool named = false; /* a host of digits is an address */
    for (size_t at = 0; at < host_len; at++) {
        named = named || sa_is_alpha(rest.ptr[at]);
    }
    if (host_len == 0 || !sa_str_made_of(rest, "._-:/~") ||
        (!ids && (!named || sa_identifier_looks_generated(rest)))) {
        return false;
    }
    sa_write_char(writer, '"');
    for (size_t at = 0; at < scheme + rest.len; at++) {
        char c = at < scheme ? text.ptr[at] : rest.ptr[at - scheme];
        sa_write_char(writer, at < scheme + host_len ? sa_to_lower(c) : c);
    }
    sa_write_char(writer, '"');
    return true;
}

/* Last words of keys that name an identity, a place or content (S33, S34), in the singular. */
static const char identifying_words[] =
    "id\0email\0name\0user\0username\0url\0uri\0href\0path\0pathname\0referrer\0referer\0"
    "message\0prompt\0error\0title\0subtitle\0domain\0phone\0address\0ip\0token\0password\0"
    "secret\0key\0agent\0suggestion\0description\0text\0content\0query\0host\0role\0"
    "workspace\0overview\0flow\0feature\0backend\0login\0slug\0session\0uuid\0hash\0cookie\0"
    "device\0location\0body\0comment\0mail\0firstname\0lastname\0surname\0fullname\0nickname\0"
    "hostname\0filename\0userid\0lat\0latitude\0lng\0lon\0longitude\0";

static bool is_identifying_word(sa_str text) {
    SA_WORDS_EACH(word, identifying_words) {
        size_t same = folded_prefix(text, word);
        sa_str rest = {text.ptr + same, text.len - same};
        (void)(skip_folded(&rest, "es") || skip_folded(&rest, "s"));
        if (word[same] == 0 && rest.len == 0) {
            return true;
        }
    }
    return false;
}

bool sa_identifier_is_key(sa_str key) {
    size_t start = 0;
    while (key.len > 0 && !sa_is_alpha(key.ptr[key.len - 1])) {
        key.len--; /* `user_id_2` */
    }
    for (size_t i = 1; i < key.len; i++) {
        char c = key.ptr[i];
        bool upper = sa_is_upper(c);
        bool after_lower = sa_is_lower(key.ptr[i - 1]) || sa_is_digit(key.ptr[i - 1]);
        if (!sa_is_word(c)) {
            start = i + 1;
        } else if (upper && after_lower) {
            start = i;
        }
    }
    return is_identifying_word((sa_str){key.ptr + start, key.len - start});
}
