#include "identifier.h"

enum { SHORT_PART = 2 }; /* letters beside a slash that is no path's: `n/a`, `km/h`, `tcp/ip` */

bool sa_identifier_is_token(sa_str text) {
    return sa_str_made_of(text, "_.:-") && sa_is_alpha(*text.ptr);
}

/* Whether a label that ends the name of a domain or a host begins at `label`. */
static bool is_last_label(sa_str text, size_t label) {
    static const char last_labels[] =
        "com\0org\0net\0edu\0gov\0mil\0int\0info\0biz\0name\0pro\0io\0dev\0app\0ai\0co\0me\0tv\0"
        "cc\0cloud\0online\0site\0store\0shop\0tech\0xyz\0blog\0page\0eu\0us\0uk\0ie\0de\0at\0ch\0"
        "fr\0be\0nl\0lu\0es\0pt\0it\0gr\0dk\0se\0no\0fi\0pl\0cz\0sk\0hu\0ro\0bg\0ua\0ru\0tr\0il\0in\0cn\0"
        "jp\0kr\0tw\0hk\0sg\0au\0nz\0ca\0mx\0br\0ar\0cl\0za\0local\0internal\0lan\0corp\0home\0"
        "localhost\0";
    char lower[16];
    size_t len = 0;
    while (label + len < text.len && sa_is_word(text.ptr[label + len]) && len < sizeof(lower)) {
        lower[len] = sa_to_lower(text.ptr[label + len]);
        len++;
    }
    bool ends = label + len == text.len || sa_bytes_find(text.ptr + label + len, 1, "_-") == 1;
    return ends && sa_words_find(last_labels, lower, len) >= 0;
}

/* Whether slashes in the piece part two words as people do, `n/a` and `km/h`, or are those of a
 * media type: all others may be of a path that has lost its beginning. */
static bool has_plain_slash(sa_str piece, size_t slash) {
    static const char media[] =
        "application\0audio\0font\0image\0message\0model\0multipart\0text\0video\0";
    size_t behind = piece.len - slash - 1;
    bool another = sa_bytes_find(piece.ptr + slash + 1, behind, "/") < behind;
    return !another && (slash <= SHORT_PART || behind <= SHORT_PART ||
                        sa_words_find(media, piece.ptr, slash) >= 0);
}

/* Whether what stands between white space and marks is a path. */
static bool is_path(sa_str piece) {
    while (piece.len > 0 && sa_bytes_find(piece.ptr, 1, "\"'`(<[,") == 0) {
        piece = (sa_str){piece.ptr + 1, piece.len - 1};
    }
    if (piece.len < 2) {
        return false;
    }
    size_t slash = sa_bytes_find(piece.ptr, piece.len, "/");
    bool hidden = *piece.ptr == '.' && !sa_is_word(piece.ptr[1]); /* `./x`, `../x` */
    return hidden || piece.ptr[1] == ':' || sa_bytes_find(piece.ptr, 1, "/~") == 0 ||
           (slash < piece.len && !has_plain_slash(piece, slash));
}

static bool holds_path(sa_str text) {
    for (size_t at = 0; at < text.len; at++) {
        size_t len = sa_bytes_find(text.ptr + at, text.len - at, " ");
        if (is_path((sa_str){text.ptr + at, len})) {
            return true;
        }
        at += len;
    }
    return false;
}

bool sa_identifier_is_place(sa_str text) {
    bool place = holds_path(text);
    for (size_t i = 1; i < text.len && !place; i++) {
        bool dot = text.ptr[i - 1] == '.';
        place = (dot && is_last_label(text, i)) || (text.ptr[i] == '/' && text.ptr[i - 1] == '/');
    }
    return place;
}

/* Up to five digits at the begin of the text, none of them a 0 too many: how many they are. */
static size_t read_number(const char *ptr, size_t len, uint32_t *value) {
    size_t digits = 0;
    *value = 0;
    while (digits < len && digits < 5 && sa_is_digit(ptr[digits])) {
        *value = *value * 10 + (uint32_t)(ptr[digits] - '0');
        digits++;
    }
    return digits > 1 && *ptr == '0' ? 0 : digits;
}

/* Whether the numbers are those of versions, such as `10.0.22631` and `2024.11.1`: not of a date,
 * an address, a place, a telephone or a card. */
static bool are_version(const uint32_t numbers[4], int count) {
    bool year = numbers[0] >= 2015 && numbers[0] < 2100;
    if ((numbers[0] >= 1000 && !year) || numbers[1] >= 100 ||
        (numbers[2] >= 1000 && numbers[1] > 0)) {
        return false;
    }
    if (count == 3 && numbers[0] <= 31 && numbers[1] > 0 && numbers[1] <= 31 && numbers[2] > 31 &&
        numbers[2] < 100) { /* a day */
        return false;
    }
    return count < 4 || (numbers[1] == 0 && numbers[2] > 255 && numbers[3] < 1000);
}

bool sa_identifier_is_version(sa_str text) {
    static const char words[] = "alpha\0beta\0rc\0next\0canary\0dev\0nightly\0preview\0";
    const char *ptr = text.ptr;
    size_t at = sa_str_begins(text, "v");
    size_t digits = 0;
    uint32_t numbers[4] = {0};
    int count = 0;
    bool more = true;
    do {
        digits = count == 4 ? 0 : read_number(ptr + at, text.len - at, &numbers[count++]);
        at += digits;
        if (digits == 0) {
            return false;
        }
        more = at < text.len && ptr[at] == '.';
        at += more;
    } while (more);
    if (!are_version(numbers, count)) {
        return false;
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
    digits = read_number(ptr + at, text.len - at, numbers);
    return digits > 0 && at + digits == text.len && *numbers < 1000;
}

bool sa_identifier_write_url_base(sa_writer *writer, sa_str text, const sa_plan *plan) {
    const char *ptr = text.ptr;
    size_t scheme_end = sa_str_begins_folded(text, SA_STR("https://")) +
                        sa_str_begins_folded(text, SA_STR("http://"));
    size_t end = scheme_end + sa_bytes_find(ptr + scheme_end, text.len - scheme_end, "?#");
    size_t path = scheme_end + sa_bytes_find(ptr + scheme_end, end - scheme_end, "/");
    size_t host = path;
    bool named = false;                                 /* a host of digits is an address */
    while (host > scheme_end && ptr[host - 1] != '@') { /* user info ends there */
        host--;
        named = named || sa_is_alpha(ptr[host]);
    }
    while (end > path && ptr[end - 1] == '/') {
        end--; /* all of them, so that a second pass changes nothing */
    }
    sa_str rest = {ptr + host, end - host};
    if (scheme_end == 0 || host == path || !sa_str_made_of(rest, "._-:/~") ||
        (plan != NULL && (!named || !sa_plan_spells(plan, rest)))) {
        return false;
    }
    sa_write_char(writer, '"');
    sa_write_lower(writer, ptr, scheme_end);
    sa_write_lower(writer, ptr + host, path - host);
    sa_write_bytes(writer, ptr + path, end - path);
    sa_write_char(writer, '"');
    return true;
}
