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
        bool word = digit || sa_is_alpha(c);
        digits += digit;
        digit_run = digit ? digit_run + 1 : 0;
        hex_run = sa_is_hex(c) ? hex_run + 1 : 0;
        hex_digit = sa_is_hex(c) && (digit || hex_digit);
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
        char c = text.ptr[i];
        bool mark = c == '_' || c == '.' || c == ':' || c == '-';
        if (!sa_is_alpha(c) && (i == 0 || (!sa_is_digit(c) && !mark))) {
            return false;
        }
        colons += c == ':';
        hex = hex && (sa_is_hex(c) || c == ':');
    }
    bool drive = text.len > 1 && text.ptr[1] == ':';
    bool address = hex && colons > 1; /* IPv6, MAC */
    return text.len > 0 && !drive && !address && !sa_identifier_looks_generated(text);
}

/* Steps over one to five digits. */
static bool number_at(sa_str text, size_t *at) {
    size_t start = *at;
    while (*at < text.len && sa_is_digit(text.ptr[*at]) && *at - start < 5) {
        ++*at;
    }
    return *at > start;
}

bool sa_identifier_is_version(sa_str text) {
    static const char *const words[] = {"alpha",  "beta", "rc",      "next",
                                        "canary", "dev",  "nightly", "preview"};
    size_t at = text.len > 0 && text.ptr[0] == 'v' ? 1 : 0;
    int numbers = 0;
    do {
        at += numbers > 0; /* the point */
        if (!number_at(text, &at) || ++numbers > 4) {
            return false;
        }
    } while (at < text.len && text.ptr[at] == '.');
    if (at == text.len) {
        return true;
    }
    for (size_t i = 0; text.ptr[at] == '-' && i < sizeof(words) / sizeof(words[0]); i++) {
        sa_str word = sa_str_from(words[i]);
        size_t end = at + 1 + word.len;
        if (!sa_str_starts_with((sa_str){text.ptr + at + 1, text.len - at - 1}, word)) {
            continue;
        }
        if (end == text.len) {
            return true;
        }
        end += text.ptr[end] == '.';
        return number_at(text, &end) && end == text.len;
    }
    return false;
}

/* Where the first of `stops` stands at or after `at`, or the end. */
static size_t find_any(sa_str text, size_t at, const char *stops) {
    while (at < text.len && strchr(stops, text.ptr[at]) == NULL) {
        at++;
    }
    return at;
}

static bool has_scheme(sa_str text, sa_str scheme) {
    size_t same = 0;
    while (same < scheme.len && same < text.len &&
           sa_to_lower(text.ptr[same]) == scheme.ptr[same]) {
        same++;
    }
    return same == scheme.len;
}

bool sa_identifier_write_url_base(sa_writer *writer, sa_str text, bool ids) {
    bool secure = has_scheme(text, SA_STR("https://"));
    if (!secure && !has_scheme(text, SA_STR("http://"))) {
        return false;
    }
    size_t host = secure ? 8 : 7;
    size_t end = find_any(text, host, "?#");
    size_t path = find_any((sa_str){text.ptr, end}, host, "/");
    for (size_t at = host; at < path; at++) {
        host = text.ptr[at] == '@' ? at + 1 : host;
    }
    while (end > path && text.ptr[end - 1] == '/') {
        end--; /* all of them, so that a second pass changes nothing */
    }
    sa_str kept = {text.ptr + host, end - host};
    for (size_t i = 0; i < kept.len; i++) {
        char c = kept.ptr[i];
        if (!sa_is_alpha(c) && !sa_is_digit(c) && (c == 0 || strchr("._-:/~", c) == NULL)) {
            return false;
        }
    }
    if (host == path || (!ids && sa_identifier_looks_generated(kept))) {
        return false;
    }
    SA_WRITE(writer, "\"");
    sa_write(writer, secure ? SA_STR("https://") : SA_STR("http://"));
    for (size_t at = host; at < end; at++) {
        sa_write_char(writer, at < path ? sa_to_lower(text.ptr[at]) : text.ptr[at]);
    }
    SA_WRITE(writer, "\"");
    return true;
}

/* Last words of keys that name an identity, a place or content (S33, S34), in the singular. */
static const char *const identifying_words[] = {
    "id",    "email",    "name",     "user",     "username", "url",        "uri",
    "href",  "path",     "pathname", "referrer", "referer",  "message",    "prompt",
    "error", "title",    "subtitle", "domain",   "phone",    "address",    "ip",
    "token", "password", "secret",   "key",      "agent",    "suggestion", "description",
    "text",  "content",  "query",    "host",     "role",     "workspace",  "overview",
    "flow",  "feature",  "backend",  "login",    "slug",     "session",    "uuid",
    "hash",  "cookie",   "device",   "location", "body",     "comment",
};

static bool is_identifying_word(sa_str word) {
    for (size_t i = 0; i < sizeof(identifying_words) / sizeof(identifying_words[0]); i++) {
        sa_str row = sa_str_from(identifying_words[i]);
        size_t same = 0;
        while (same < row.len && same < word.len && sa_to_lower(word.ptr[same]) == row.ptr[same]) {
            same++;
        }
        bool plural = word.len > row.len && word.len <= row.len + 2 &&
                      sa_to_lower(word.ptr[word.len - 1]) == 's' &&
                      (word.len == row.len + 1 || sa_to_lower(word.ptr[row.len]) == 'e');
        if (same == row.len && (word.len == row.len || plural)) {
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
        bool upper = c >= 'A' && c <= 'Z';
        bool after_lower = sa_is_lower(key.ptr[i - 1]) || sa_is_digit(key.ptr[i - 1]);
        if (!sa_is_alpha(c) && !sa_is_digit(c)) {
            start = i + 1;
        } else if (upper && after_lower) {
            start = i;
        }
    }
    return is_identifying_word((sa_str){key.ptr + start, key.len - start});
}
