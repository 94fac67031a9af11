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

/* One to five digits at the begin of the text: how many they are. */
static size_t number_length(const char *ptr, size_t len) {
    size_t digits = 0;
    while (digits < len && digits < 5 && sa_is_digit(ptr[digits])) {
        digits++;
    }
    return digits;
}

bool sa_identifier_is_version(sa_str text) {
    static const char words[] = "alpha\0beta\0rc\0next\0canary\0dev\0nightly\0preview\0";
    const char *ptr = text.ptr;
    size_t at = sa_str_begins(text, "v");
    size_t digits = 0;
    int numbers = 0;
    bool octets = true;
    bool more = true;
    do {
        digits = number_length(ptr + at, text.len - at);
        at += digits;
        if (digits == 0 || ++numbers > 4) {
            return false;
        }
        octets = octets && digits <= 3;
        more = at < text.len && ptr[at] == '.';
        at += more;
    } while (more);
    if (numbers == 4 && octets) {
        return false; /* an IPv4 address has the same form */
    }
    if (at == text.len || ptr[at] != '-') {
        return at == text.len;
    }
    size_t word_at = ++at;
    SA_WORDS_EACH(word, words) { // NOLINT(clang-analyzer-core*): it reads on behind the first NUL
        at += at == word_at ? sa_bytes_begin(ptr + at, text.len - at, word) : 0;
    }
    if (at == word_at || at == text.len) {
        return at > word_at;
    }
    at += ptr[at] == '.';
    digits = number_length(ptr + at, text.len - at);
    return digits > 0 && at + digits == text.len;
}

bool sa_identifier_write_url_base(sa_writer *writer, sa_str text, bool ids) {
    static const char schemes[] = "https://\0http://\0";
    const char *ptr = text.ptr;
    size_t host = 0;
    bool named = false;              /* a host of digits is an address */
    SA_WORDS_EACH(scheme, schemes) { // NOLINT(clang-analyzer-core*): as above
        host += sa_bytes_begin_folded(ptr, text.len, scheme, sa_chars_length(scheme));
    }
    size_t scheme_end = host;
    size_t end = host + sa_bytes_find(ptr + host, text.len - host, "?#");
    size_t path = host + sa_bytes_find(ptr + host, end - host, "/");
    for (size_t i = host; i < path; i++) {
        if (ptr[i] == '@') { /* user info */
            host = i + 1;
            named = false;
        }
        named = named || sa_is_alpha(ptr[i]);
    }
    while (end > path && ptr[end - 1] == '/') {
        end--; /* all of them, so that a second pass changes nothing */
    }
    sa_str rest = {ptr + host, end - host};
    if (scheme_end == 0 || host == path || !sa_str_made_of(rest, "._-:/~") ||
        (!ids && (!named || sa_identifier_looks_generated(rest)))) {
        return false;
    }
    sa_write_char(writer, '"');
    sa_write_lower(writer, ptr, scheme_end);
    sa_write_lower(writer, ptr + host, path - host);
    sa_write_bytes(writer, ptr + path, end - path);
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
        size_t same = sa_bytes_begin_folded(text.ptr, text.len, word, sa_chars_length(word));
        const char *rest = text.ptr + same;
        size_t rest_len = text.len - same;
        bool plural = sa_bytes_begin_folded(rest, rest_len, "s", 1) == rest_len ||
                      sa_bytes_begin_folded(rest, rest_len, "es", 2) == rest_len;
        if (same > 0 && plural) {
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
