#include "secret.h"

#include "writer.h"

#define MASK "[secret]"

enum {
    KEY_LENGTH = 12,  /* characters behind a beginning; fewer are a word */
    JWT_PART = 8,     /* of each of its parts */
    VALUE_LENGTH = 3, /* of a password */
};

/* How keys begin, that whoever issues them made to be recognised; each in the case it has. */
static const char beginnings[] =
    "sk_live_\0sk_test_\0rk_live_\0rk_test_\0whsec_\0sk-\0ghp_\0gho_\0ghu_\0ghs_\0ghr_\0github_pat_\0glpat-\0"
    "xoxb-\0xoxp-\0xoxa-\0xoxr-\0xoxs-\0xapp-\0AKIA\0ASIA\0AIza\0ya29.\0npm_\0hf_\0pypi-\0dop_v1_\0"
    "shpat_\0shpss_\0shpca_\0SG.\0phx_\0lin_api_\0secret_\0ntn_\0figd_\0dckr_pat_\0rubygems_\0sq0csp-\0"
    "sq0atp-\0AGE-SECRET-KEY-\0PMAK-\0r8_\0gsk_\0xai-\0tvly-\0nvapi-\0eyJ\0";

/* Behind one of these and `=` or `:`, or in a header's manner behind a space, a secret stands. */
static const char names[] =
    "password\0passwd\0passphrase\0pwd\0secret\0token\0api_key\0apikey\0api-key\0"
    "access_key\0private_key\0client_secret\0authorization\0bearer\0basic\0";

static bool is_key_character(char c) {
    return sa_is_word(c) || c == '_' || c == '-' || c == '.' || c == '+' || c == '/' || c == '=';
}

static size_t run_length(sa_str text, size_t at) {
    size_t len = 0;
    while (at + len < text.len && is_key_character(text.ptr[at + len])) {
        len++;
    }
    return len;
}

static bool starts_word(sa_str text, size_t at) {
    return at == 0 || !sa_is_word(text.ptr[at - 1]);
}

/* The length of the key that begins at `at`; 0 when none does. */
static size_t key_length(sa_str text, size_t at) {
    if (!starts_word(text, at)) {
        return 0;
    }
    SA_WORDS_EACH(beginning, beginnings) {
        size_t head = sa_bytes_begin(text.ptr + at, text.len - at, beginning);
        size_t rest = head == 0 ? 0 : run_length(text, at + head);
        if (rest >= KEY_LENGTH) {
            return head + rest;
        }
    }
    return 0;
}

/* The end of a private key's block that begins at `at`; 0 when none does. */
static size_t block_length(sa_str text, size_t at) {
    static const char begin[] = "-----BEGIN ";
    static const char end[] = "-----END ";
    if (sa_bytes_begin(text.ptr + at, text.len - at, begin) == 0) {
        return 0;
    }
    for (size_t i = at + sizeof(begin); i < text.len; i++) {
        size_t head = sa_bytes_begin(text.ptr + i, text.len - i, end);
        if (head > 0) {
            size_t line = sa_bytes_find(text.ptr + i + head, text.len - i - head, "\n");
            return i + head + line - at;
        }
    }
    return text.len - at;
}

static size_t skip(sa_str text, size_t at, const char *marks) {
    while (at < text.len && sa_bytes_find(text.ptr + at, 1, marks) == 0) {
        at++;
    }
    return at;
}

/* Where the secret begins that the name before `mark` announces; 0 when there is none, or a masked
 * one. A scheme of authorization stands before it without `=` or `:`. */
static size_t announced(sa_str text, size_t mark, const char *name, size_t *len) {
    size_t value = skip(text, mark, "\"' =:");
    bool assigned = sa_bytes_find(text.ptr + mark, value - mark, "=:") < value - mark;
    bool scheme = *name == 'b' && value > mark;
    bool header = sa_bytes_begin(name, sa_chars_length(name), "authorization") > 0;
    const char *stops = header ? "\r\n\"'}" : " \t\r\n\"'&,;)}]<";
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
            value = announced(text, at + size, name, len);
        }
    }
    return value;
}

/* `user:password@` behind `://`, which ends at `at`: its length. */
static size_t user_info_length(sa_str text, size_t at) {
    size_t len = sa_bytes_find(text.ptr + at, text.len - at, "@/?# \t\r\n\"'");
    return at > 2 && sa_bytes_begin(text.ptr + at - 3, 3, "://") > 0 && at + len < text.len &&
                   text.ptr[at + len] == '@'
               ? len
               : 0;
}

/* Finds the first secret from `*at` on: moves `*at` to it and returns its length, or 0. */
static size_t find(sa_str text, size_t *at) {
    for (; *at < text.len; (*at)++) {
        size_t len = key_length(text, *at);
        len = len > 0 ? len : block_length(text, *at);
        len = len > 0 ? len : user_info_length(text, *at);
        if (len > 0) {
            return len;
        }
        size_t value =
            starts_word(text, *at) || text.ptr[*at - 1] == '_' ? named_secret(text, *at, &len) : 0;
        if (value > 0) {
            *at = value;
            return len;
        }
    }
    return 0;
}

bool sa_secret_is_in(sa_str text) {
    size_t at = 0;
    return find(text, &at) > 0;
}

sa_str sa_secret_masked(sa_arena *arena, sa_str text) {
    size_t at = 0;
    size_t from = 0;
    size_t len = find(text, &at);
    if (len == 0) {
        return text;
    }
    size_t size = text.len * 3 + sizeof(MASK); /* each secret has three characters at least */
    char *kept = sa_arena_take(arena, size);
    sa_writer out = sa_writer_on(kept, kept == NULL ? 0 : size);
    for (; len > 0; len = find(text, &at)) {
        sa_write_bytes(&out, text.ptr + from, at - from);
        sa_write(&out, SA_STR(MASK));
        at += len;
        from = at;
    }
    sa_write_bytes(&out, text.ptr + from, text.len - from);
    return out.full ? SA_STR("") : sa_writer_text(&out);
}
