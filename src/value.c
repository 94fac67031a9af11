/* One value by the type that the plan declares for it. */
#include <math.h>

#include "build.h"
#include "identifier.h"
#include "number.h"
#include "pass.h"
#include "reasons.h"
#include "redact.h"
#include "secret.h"

enum {
    SLUG_LENGTH = 80,     /* S15 */
    SECRET_MARGIN = 1024, /* UTF-16 units behind a cut, longer than tokens are */
};

/* The kinds of JSON value that a type takes, in the order of enum sa_type. */
static const uint8_t kinds[SA_TYPE_COUNT_OF] = {
    [SA_TYPE_BOOL] = SA_KIND_BOOL,
    [SA_TYPE_COUNT] = SA_KIND_NUMBER,
    [SA_TYPE_NUMBER] = SA_KIND_NUMBER,
    [SA_TYPE_DURATION] = SA_KIND_NUMBER,
    [SA_TYPE_BUCKET] = SA_KIND_NUMBER | SA_KIND_STRING,
    [SA_TYPE_ENUM] = SA_KIND_STRING,
    [SA_TYPE_LIST] = SA_KIND_ARRAY,
    [SA_TYPE_VERSION] = SA_KIND_STRING,
    [SA_TYPE_TOKEN] = SA_KIND_STRING,
    [SA_TYPE_HASH] = SA_KIND_STRING,
    [SA_TYPE_URL_BASE] = SA_KIND_STRING,
    [SA_TYPE_ROUTE] = SA_KIND_STRING,
    [SA_TYPE_FAMILY] = SA_KIND_STRING,
    [SA_TYPE_ID] = SA_KIND_STRING,
    [SA_TYPE_TEXT] = SA_KIND_STRING,
    [SA_TYPE_EMAIL] = SA_KIND_STRING,
    [SA_TYPE_NAME] = SA_KIND_STRING,
};

/* The UTF-16 units of the character that begins with this byte; 0 inside of one. */
static uint32_t units_of(char c) {
    return (c & 0xC0) == 0x80 ? 0 : (unsigned char)c >= 0xF0 ? 2 : 1;
}

/* How many bytes of the text have at most `limit` UTF-16 units. */
static size_t fitting(sa_str text, uint32_t limit) {
    size_t len = 0;
    uint32_t units = 0;
    while (len < text.len && (units += units_of(text.ptr[len])) <= limit) {
        len++;
    }
    return len;
}

/* The text up to a cut, with what stands behind it as far as that shows what a secret is, and
 * secrets masked: looking for them takes time that grows faster than the text. */
static sa_str without_secrets(sa_pass *pass, sa_str text, uint32_t limit) {
    sa_str seen = {text.ptr, fitting(text, limit + SECRET_MARGIN)};
    bool all = seen.len < text.len && sa_secret_is_private_key(pass->arena, text);
    return sa_secret_masked(pass->arena, all ? text : seen);
}

void sa_value_write_cut(sa_pass *pass, const sa_str *key, const sa_str *text, uint32_t limit) {
    bool free = SA_IS_WHOLE && pass->identified; /* anonymized, it is of known words */
    sa_str masked = free ? without_secrets(pass, *text, limit) : *text;
    if (masked.ptr != text->ptr) {
        sa_pass_remove(pass, key, SA_SECRET);
    }
    sa_str cut = {masked.ptr, fitting(masked, limit)};
    if (cut.len < masked.len) {
        sa_pass_remove(pass, key, SA_TOO_LONG);
    }
    if (free && cut.len < masked.len) {
        /* A piece may look like a secret where the whole did not, and a mask is longer than some.
         */
        cut = sa_secret_masked(pass->arena, cut);
        cut.len = fitting(cut, limit) == cut.len ? cut.len : 0;
    }
    sa_write_string_bytes(pass->out, cut.ptr, cut.len);
}

static int write_number(sa_pass *pass, const sa_property *property, const sa_json *item) {
    double value = item->number;
    double power = 1;
    uint32_t decimals = property->type == SA_TYPE_NUMBER ? property->length : 0;
    for (; decimals > 0; decimals--) {
        power *= 10;
    }
    if (property->type != SA_TYPE_COUNT) {
        value = floor(value * power + 0.5) / power;
    } else if (value != floor(value)) {
        return SA_WRONG_TYPE;
    }
    if (!(value >= property->min && value <= property->max)) { /* NaN is nowhere */
        return SA_OUT_OF_RANGE;
    }
    sa_write_number(pass->out, value);
    return 0;
}

static int write_word(sa_pass *pass, const sa_property *property, const sa_json *item) {
    if (!sa_json_is(item, SA_KIND_STRING)) {
        return SA_WRONG_TYPE;
    }
    const sa_member *member = sa_member_find(property->members, item->text);
    if (member == NULL) {
        member = property->other;
        if (member == NULL) {
            return SA_NOT_IN_LIST;
        }
        sa_pass_remove(pass, &property->word, SA_NOT_IN_LIST);
    }
    sa_write_word(pass->out, member->label);
    return 0;
}

/* Whether the list that begins at `list` holds the item behind `mark` already. */
static bool is_repeated(const sa_writer *out, size_t list, size_t mark) {
    size_t len = out->len - mark; /* with the comma before it; a first item has none */
    for (size_t at = list; at + len <= mark; at++) {
        if ((at == list || out->ptr[at] == ',') &&
            sa_bytes_equal(out->ptr + at + 1, len - 1, out->ptr + mark + 1, len - 1)) {
            return true;
        }
    }
    return false;
}

static int write_list(sa_pass *pass, const sa_property *property, const sa_json *item) {
    uint32_t left = pass->plan->limits[SA_LIMIT_ARRAY];
    size_t list = pass->out->len;
    sa_write_char(pass->out, '[');
    SA_JSON_EACH(word, item) {
        size_t mark = pass->out->len;
        sa_write_comma(pass->out);
        int reason = left == 0 ? SA_TOO_MANY : write_word(pass, property, word);
        if (reason == 0 && !pass->out->full && is_repeated(pass->out, list, mark)) {
            reason = SA_DUPLICATE;
        }
        if (reason != 0) {
            pass->out->len = mark;
            sa_pass_remove(pass, &property->word, reason);
        }
        if (left == 0) {
            break;
        }
        left--;
    }
    sa_write_char(pass->out, ']');
    return 0;
}

static void write_label(sa_pass *pass, const sa_property *bucket, double value) {
    const sa_member *label = bucket->members;
    while (label->next != NULL && value >= label->edge) {
        label = label->next;
    }
    sa_write_word(pass->out, label->label);
}

void sa_value_write_length(sa_pass *pass, const sa_property *bucket, const sa_str *text) {
    uint32_t units = 0;
    for (size_t at = 0; at < text->len; at++) {
        units += units_of(text->ptr[at]);
    }
    write_label(pass, bucket, units);
}

/* A label stays; else the first prefix that the text begins with, whatever its case. */
static const sa_member *family_of(const sa_property *property, const sa_str *text) {
    const sa_member *member = sa_member_find(property->members, *text);
    if (member != NULL) {
        return member;
    }
    for (member = property->members; member != NULL; member = member->next) {
        const sa_str *prefix = &member->word;
        if (sa_bytes_begin_folded(text->ptr, text->len, prefix->ptr, prefix->len) > 0) {
            return member;
        }
    }
    return property->other;
}

/* Lower case, letters and digits with hyphens inside (S15). */
static int write_slug(sa_pass *pass, sa_str text) {
    size_t mark = pass->out->len;
    if (text.len > SLUG_LENGTH || !sa_str_made_of(text, "-") || text.ptr[0] == '-' ||
        text.ptr[text.len - 1] == '-') {
        return SA_MALFORMED;
    }
    sa_write_char(pass->out, '"');
    sa_write_lower(pass->out, text.ptr, text.len);
    sa_write_char(pass->out, '"');
    sa_str written = {pass->out->ptr + mark, pass->out->len - mark};
    bool secret = SA_IS_WHOLE && (sa_secret_is_in(pass->arena, text) ||
                                  sa_secret_is_in(pass->arena, written)); /* in either case */
    return secret ? SA_SECRET : 0;
}

/* Whether texts need not be made of the plan's words: in identified mode, where the operator holds
 * nothing of the person back. */
static bool is_free(const sa_pass *pass) {
    return pass->identified &&
           (!SA_IS_WHOLE || pass->server == NULL || pass->server->held_types == 0);
}

static bool is_token(const sa_pass *pass, sa_str text) {
    return sa_identifier_is_token(text) && (is_free(pass) || sa_plan_spells(pass->plan, text));
}

static bool is_hash(sa_str text, uint32_t length) {
    return text.len == length && sa_bytes_span(text.ptr, text.len, "0123456789abcdef") == text.len;
}

static bool is_id(sa_str text) {
    return sa_str_made_of(text, "_.:@|+=-");
}

/* Where addresses are held back, no id may be one. */
static bool may_be_id(const sa_pass *pass, sa_str text) {
    return is_id(text) && (is_free(pass) || sa_str_find(text, "@") == text.len);
}

/* One `@` with something on either side. */
static bool is_email(sa_str text) {
    size_t at = sa_str_find(text, "@") + 1;
    return at > 1 && at < text.len && is_id(text) &&
           sa_bytes_find(text.ptr + at, text.len - at, "@") == text.len - at;
}

/* An address without what is not of its base, and of identified mode without a key in its path. */
static int write_url(sa_pass *pass, sa_str text) {
    size_t mark = pass->out->len;
    const sa_plan *words = is_free(pass) ? NULL : pass->plan;
    if (text.len > pass->event->string_limit) {
        return SA_TOO_LONG;
    }
    if (!sa_identifier_write_url_base(pass->out, text, words)) {
        return SA_MALFORMED;
    }
    sa_str written = {pass->out->ptr + mark, pass->out->len - mark};
    bool secret = SA_IS_WHOLE && pass->identified && sa_secret_is_in(pass->arena, written);
    return secret ? SA_SECRET : 0;
}

/* A text that leaves as it is, if its form is the declared one. */
static int write_checked(sa_pass *pass, sa_str text, bool good) {
    if (!good) {
        return SA_MALFORMED;
    }
    if (SA_IS_WHOLE && pass->identified && sa_secret_is_in(pass->arena, text)) {
        return SA_SECRET;
    }
    sa_write_string(pass->out, text); /* what does not fit fills the writer for good */
    return 0;
}

static uint32_t limit_of(const sa_pass *pass, const sa_property *property) {
    uint32_t limit = pass->event->string_limit;
    return property->length != 0 && property->length < limit ? property->length : limit;
}

/* Free text of identified mode, cut to its limit. */
static int write_text(sa_pass *pass, const sa_property *property, const sa_json *item) {
    sa_value_write_cut(pass, &property->word, &item->text, limit_of(pass, property));
    return 0;
}

void sa_value_write_redacted(sa_pass *pass, const sa_property *property, const sa_json *item) {
    sa_str redacted = sa_redacted(pass->arena, pass->plan, item->text);
    if (redacted.ptr != item->text.ptr) {
        sa_pass_remove(pass, &property->word, SA_IDENTIFYING_VALUE);
    }
    uint32_t limit = limit_of(pass, property);
    if (redacted.len > limit) { /* between two words: a piece of one might be another */
        sa_pass_remove(pass, &property->word, SA_TOO_LONG);
        redacted.len = limit;
        while (redacted.len > 0 && (unsigned char)redacted.ptr[redacted.len] > ' ') {
            redacted.len--;
        }
    }
    sa_value_write_cut(pass, &property->word, &redacted, limit);
}

int sa_value_write(sa_pass *pass, const sa_property *property, const sa_json *item) {
    if (!sa_json_is(item, kinds[property->type])) {
        return SA_WRONG_TYPE;
    }
    sa_page page;
    sa_str text = sa_str_trim(item->text);
    if (property->length != 0 && text.len > property->length && property->type != SA_TYPE_TEXT &&
        property->type != SA_TYPE_HASH) { /* the one is cut, the other has to be as long */
        return SA_TOO_LONG;
    }
    switch ((enum sa_type)property->type) {
    case SA_TYPE_BOOL: sa_write_bool(pass->out, sa_json_is(item, SA_KIND_TRUE)); return 0;
    case SA_TYPE_COUNT:
    case SA_TYPE_NUMBER:
    case SA_TYPE_DURATION: return write_number(pass, property, item);
    case SA_TYPE_BUCKET:
        if (sa_json_is(item, SA_KIND_STRING)) { /* a label stays */
            return write_word(pass, property, item);
        }
        write_label(pass, property, item->number);
        return 0;
    case SA_TYPE_ENUM: return write_word(pass, property, item);
    case SA_TYPE_LIST: return write_list(pass, property, item);
    case SA_TYPE_FAMILY: sa_write_word(pass->out, family_of(property, &text)->label); return 0;
    case SA_TYPE_ROUTE:
        sa_route_match(pass->plan, item->text, &page);
        sa_write_word(pass->out, &page.shape);
        return 0;
    case SA_TYPE_NAME:
    case SA_TYPE_TEXT: return write_text(pass, property, item);
    case SA_TYPE_VERSION: return write_checked(pass, text, sa_identifier_is_version(text));
    case SA_TYPE_TOKEN: return write_checked(pass, text, is_token(pass, text));
    case SA_TYPE_HASH: return write_checked(pass, text, is_hash(text, property->length));
    case SA_TYPE_EMAIL: return write_checked(pass, text, is_email(text));
    case SA_TYPE_ID:
        return (property->flags & SA_FLAG_SLUG) != 0
                   ? write_slug(pass, text)
                   : write_checked(pass, text, may_be_id(pass, text));
    default: return write_url(pass, text);
    }
}
