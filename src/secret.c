#include "secret.h"

#include "canonical.h"
#include "writer.h"

#define MASK "[secret]"

enum {
    LONG_BEGINNING = 4, /* that is found inside of words as well */
    LONGEST_WORD = 7,   /* that a key begins with, `github_` */
    BOT_DIGITS = 8,
    KEY_LENGTH = 12,     /* characters behind a beginning; fewer are a word */
    RANDOM_LENGTH = 32,  /* characters of a run that is no id */
    LONE_CHARACTERS = 2, /* in a run that is no word */
    VALUE_LENGTH = 3,    /* of a password */
    MOST_NAMES = 32,     /* of secrets in a text */
    VALUE_HEAD = 8,      /* characters by which a password is known again */
};

/* How keys begin, that whoever issues them made to be recognised; each in the case it has. */
static const char beginnings[] =
    "sk_live_\0sk_test_\0rk_live_\0rk_test_\0whsec_\0sk-\0ghp_\0gho_\0ghu_\0ghs_\0ghr_\0github_pat_\0glpat-\0"
    "xoxb-\0xoxp-\0xoxa-\0xoxr-\0xoxs-\0xapp-\0AKIA\0ASIA\0AIza\0ya29.\0npm_\0hf_\0pypi-\0dop_v1_\0"
    "shpat_\0shpss_\0shpca_\0SG.\0phx_\0lin_api_\0secret_\0ntn_\0figd_\0dckr_pat_\0rubygems_\0sq0csp-\0"
    "sq0atp-\0GOCSPX-\0AGE-SECRET-KEY-\0PMAK-\0r8_\0gsk_\0xai-\0tvly-\0nvapi-\0eyJ\0eyJhbGci\0eyJraWQi\0eyJ0eXAi\0";

/* Behind one of these and `=` or `:`, or in a header's manner behind a space, a secret stands. */
static const char names[] =
    "password\0passwd\0passphrase\0pwd\0secret\0token\0api_key\0apikey\0api-key\0"
    "access_key\0private_key\0client_secret\0authorization\0bearer\0basic\0";

static bool is_key_character(char c) {
    return sa_is_word(c) || c == '_' || c == '-' || c == '.' || c == '+' || c == '/' || c == '=' ||
           c == '%';
}

static size_t run_length(sa_str text, size_t at) {
    size_t len = 0;
    while (at + len < text.len && is_key_character(text.ptr[at + len])) {
        len++;
    }
    return len;
}

static bool is_space(char c) {
    return (unsigned char)c <= ' ';
}

static bool starts_word(sa_str text, size_t at) {
    return at == 0 || !sa_is_word(text.ptr[at - 1]);
}

static bool has_digit(const char *ptr, size_t len) {
    while (len > 0 && !sa_is_digit(ptr[len - 1])) {
        len--;
    }
    return len > 0;
}

static int class_of(char c) {
    return sa_is_digit(c) ? 1 : sa_is_lower(c) ? 2 : sa_is_upper(c) ? 3 : 0;
}

/* Whether small letters, capitals and digits follow each other as they do in no word and in no
 * camel case: some of them alone between others, or changing at every other character. */
static bool is_mixed(const char *ptr, size_t len) {
    size_t lone = 0;
    size_t changes = 0;
    for (size_t i = 1; i + 1 < len; i++) {
        int before = class_of(ptr[i - 1]);
        int here = class_of(ptr[i]);
        int after = class_of(ptr[i + 1]);
        bool change = before > 0 && here > 0 && before != here;
        changes += change;
        lone += change && here != 3 && after > 0 && after != here;
    }
    return lone >= LONE_CHARACTERS || changes * 3 > len;
}

static bool is_hex(const char *ptr, size_t len) {
    while (len > 0 && sa_hex_value(ptr[len - 1]) >= 0) {
        len--;
    }
    return len == 0;
}

/* Whether a run looks like a key: longer than ids are, and mixed. A UUID is an id and no key, and
 * so is a digest. */
static bool is_random(const char *ptr, size_t len) {
    bool uuid = len == 36 && ptr[8] == '-' && ptr[13] == '-' && ptr[18] == '-' && ptr[23] == '-';
    return len >= RANDOM_LENGTH && !uuid && !is_hex(ptr, len) && is_mixed(ptr, len);
}

static bool is_run_character(char c) {
    return sa_is_word(c) || c == '_' || c == '-' || c == '+' || c == '=';
}

/* The length of the key that begins at `at`; 0 when none does. In another case than its own, it has
 * to have a digit. */
static size_t key_length(sa_str text, size_t at) {
    SA_WORDS_EACH(beginning, beginnings) {
        size_t size = sa_chars_length(beginning);
        if (size < LONG_BEGINNING && !starts_word(text, at)) { /* `sk-` also ends words */
            continue;
        }
        size_t head = sa_bytes_begin_folded(text.ptr + at, text.len - at, beginning, size);
        size_t rest = head == 0 ? 0 : run_length(text, at + head);
        if (rest >= KEY_LENGTH &&
            (sa_bytes_begin(text.ptr + at, size, beginning) > 0 ||
             has_digit(text.ptr + at + head, rest) || is_mixed(text.ptr + at, head + rest))) {
            return head + rest;
        }
    }
    return 0;
}

/* The length of the run that begins at `at`, if it looks like a key; else 0. */
static size_t random_length(sa_str text, size_t at) {
    size_t len = 0;
    if (at > 0 && is_run_character(text.ptr[at - 1])) {
        return 0;
    }
    while (at + len < text.len && is_run_character(text.ptr[at + len])) {
        len++;
    }
    return is_random(text.ptr + at, len) ? run_length(text, at) : 0; /* with what hangs on to it */
}

/* The length of a bot's token, digits and `:AA`, that begins at `at`; 0 when none does. */
static size_t bot_token_length(sa_str text, size_t at) {
    size_t digits = 0;
    if (!starts_word(text, at)) {
        return 0;
    }
    while (at + digits < text.len && sa_is_digit(text.ptr[at + digits])) {
        digits++;
    }
    size_t head =
        digits + sa_bytes_begin_folded(text.ptr + at + digits, text.len - at - digits, ":AA", 3);
    size_t rest = digits < BOT_DIGITS || head == digits ? 0 : run_length(text, at + head);
    return rest >= KEY_LENGTH ? head + rest : 0;
}

static size_t skip(sa_str text, size_t at, const char *marks) {
    while (at < text.len && sa_bytes_find(text.ptr + at, 1, marks) == 0) {
        at++;
    }
    return at;
}

/* Where the secret begins that the name before `mark` announces; 0 when there is none, or a masked
 * one. A scheme of authorization stands before it without `=` or `:`. */
static size_t announced(sa_str text, size_t at, const char *name, size_t *len) {
    size_t mark = at + sa_chars_length(name);
    size_t value = skip(text, mark, "\\\"' =:");
    bool option = at > 0 && text.ptr[at - 1] == '-' && value > mark; /* `--password x` */
    bool assigned = option || sa_bytes_find(text.ptr + mark, value - mark, "=:") < value - mark;
    bool scheme = *name == 'b' && value > mark;
    bool header = sa_bytes_begin(name, sa_chars_length(name), "authorization") > 0;
    const char *stops = header ? "\r\n\"'}" : " \t\r\n\\\"'&,;)}]<";
    *len = sa_bytes_find(text.ptr + value, text.len - value, stops);
    bool good = assigned ? *len >= VALUE_LENGTH : scheme && *len >= KEY_LENGTH;
    return good && sa_bytes_begin(text.ptr + value, text.len - value, "[secret") == 0 ? value : 0;
}

/* The same for a name that begins at `at`. */
static size_t named_secret(sa_str text, size_t at, size_t *len) {
    size_t value = 0;
    SA_WORDS_EACH(name, names) {
        size_t size = sa_chars_length(name);
        if (value == 0 && sa_bytes_begin_folded(text.ptr + at, text.len - at, name, size) > 0) {
            value = announced(text, at, name, len);
        }
    }
    return value;
}

/* `user:password@` behind `://`, which ends at `at`: its length. */
static size_t user_info_length(sa_str text, size_t at) {
    if (at < 3 || sa_bytes_begin(text.ptr + at - 3, 3, "://") == 0) {
        return 0;
    }
    size_t len = sa_bytes_find(text.ptr + at, text.len - at, "@/?# \t\r\n\"'");
    return at + len < text.len && text.ptr[at + len] == '@' ? len : 0;
}

/* A name stands where a word begins, or as part of one: `db_password`, `PGPASSWORD`. */
static bool may_name(sa_str text, size_t at) {
    return starts_word(text, at) || text.ptr[at - 1] == '_' || (text.ptr[at] | 0x20) == 'p';
}

/* Whether only letters of a word stand around, so many that no key can begin there. */
static bool is_inside_word(sa_str text, size_t at) {
    size_t ahead = 0;
    while (ahead < LONGEST_WORD && at + ahead < text.len && sa_is_lower(text.ptr[at + ahead])) {
        ahead++;
    }
    return ahead == LONGEST_WORD && at > 0 && sa_is_lower(text.ptr[at - 1]);
}

/* Finds the first secret from `*at` on: moves `*at` to it and returns its length, or 0. */
static size_t find(sa_str text, size_t *at) {
    for (; *at < text.len; (*at)++) {
        if (is_inside_word(text, *at) && text.ptr[*at] != 'p') { /* of `password` */
            continue;
        }
        size_t len = key_length(text, *at);
        len = len > 0 ? len : bot_token_length(text, *at);
        len = len > 0 ? len : user_info_length(text, *at);
        len = len > 0 ? len : random_length(text, *at);
        if (len > 0) {
            return len;
        }
        size_t value = may_name(text, *at) ? named_secret(text, *at, &len) : 0;
        if (value > 0) {
            *at = value;
            return len;
        }
    }
    return 0;
}

bool sa_secret_is_in(sa_arena *arena, sa_str text) {
    size_t at = 0;
    return find(sa_canonical(arena, text), &at) > 0;
}

/* The length of the piece up to the next white space, if it holds a secret once its encoding is
 * undone; else 0. */
static size_t encoded_length(sa_arena *arena, sa_str text, size_t at) {
    size_t len = 0;
    while (at + len < text.len && !is_space(text.ptr[at + len])) {
        len++;
    }
    sa_str plain = sa_canonical(arena, (sa_str){text.ptr + at, len});
    size_t from = 0;
    return plain.ptr != text.ptr + at && find(plain, &from) > 0 ? len : 0;
}

/* Finds a secret as `find` does. */
typedef size_t finder(sa_arena *arena, sa_str text, size_t *at);

static size_t find_plain(sa_arena *arena, sa_str text, size_t *at) {
    (void)arena;
    return find(text, at);
}

/* The same for pieces between white space that hold an encoded one. */
static size_t find_encoded(sa_arena *arena, sa_str text, size_t *at) {
    size_t len = 0;
    for (; *at < text.len && len == 0; *at += len == 0) {
        bool starts = *at == 0 || is_space(text.ptr[*at - 1]);
        len = starts ? encoded_length(arena, text, *at) : 0;
    }
    return len;
}

/* Copies the text with a mask in place of what is found; itself where that is nothing. */
static sa_str mask(sa_arena *arena, sa_str text, finder *next) {
    size_t at = 0;
    size_t from = 0;
    size_t len = next(arena, text, &at);
    if (len == 0) {
        return text;
    }
    size_t size = text.len * sizeof(MASK) + sizeof(MASK);
    char *kept = sa_arena_take(arena, size);
    sa_writer out = sa_writer_on(kept, kept == NULL ? 0 : size);
    for (; len > 0; len = next(arena, text, &at)) {
        sa_write_bytes(&out, text.ptr + from, at - from);
        sa_write(&out, SA_STR(MASK));
        at += len;
        from = at;
    }
    sa_write_bytes(&out, text.ptr + from, text.len - from);
    return out.full ? SA_STR("") : sa_writer_text(&out);
}

/* Whether a private key is in the text, or a part of one. */
static bool has_private_key(sa_str text) {
    static const char mark[] = "PRIVATE KEY-----";
    size_t at = 0;
    while (at < text.len &&
           sa_bytes_begin_folded(text.ptr + at, text.len - at, mark, sizeof(mark) - 1) == 0) {
        at++;
    }
    return at < text.len;
}

static bool has_piece(sa_str text, sa_str piece) {
    size_t at = 0;
    while (at + piece.len <= text.len &&
           !sa_bytes_equal(text.ptr + at, piece.len, piece.ptr, piece.len)) {
        at++;
    }
    return at + piece.len <= text.len;
}

/* Whether a secret that `text` names is still in `masked`: its name may have been masked along with
 * what stood before it, and its end with what stood behind. More names than anybody writes are not
 * looked at one by one. */
static bool is_left(sa_str text, sa_str masked) {
    size_t len = 0;
    int names_left = MOST_NAMES;
    for (size_t at = 0; at < text.len; at++) {
        size_t value = may_name(text, at) ? named_secret(text, at, &len) : 0;
        sa_str head = {text.ptr + value, len < VALUE_HEAD ? len : VALUE_HEAD};
        if (value > 0 && (names_left-- == 0 || has_piece(masked, head))) {
            return true;
        }
    }
    return false;
}

bool sa_secret_is_private_key(sa_arena *arena, sa_str text) {
    return has_private_key(sa_canonical(arena, text));
}

sa_str sa_secret_masked(sa_arena *arena, sa_str text) {
    if (sa_secret_is_private_key(arena, text)) {
        return SA_STR(MASK); /* all of it: lines of a key look like anything */
    }
    sa_str masked = mask(arena, mask(arena, text, find_encoded), find_plain);
    sa_str plain = sa_canonical(arena, masked);
    sa_str visible = sa_visible(arena, masked);
    size_t at = 0;
    size_t from = 0;
    /* What only the whole shows, with the name in one piece and the secret in the next. */
    bool left = (plain.ptr != masked.ptr && find(plain, &at) > 0) ||
                (visible.ptr != masked.ptr && find(visible, &from) > 0) ||
                (masked.ptr != text.ptr && is_left(sa_canonical(arena, text), plain));
    return left ? SA_STR(MASK) : masked;
}
