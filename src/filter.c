/* Undeclared properties under "undeclared": "filter". Identified mode caps them (S12). In
 * anonymized mode key and value have to be made of known words, at any depth, and the key may name
 * nothing that identifies; of numbers, so many digits leave as tell nothing of a person. */
#include <math.h>

#include "identifier.h"
#include "key.h"
#include "number.h"
#include "pass.h"
#include "phrase.h"
#include "plain.h"
#include "reasons.h"
#include "secret.h"

enum { PHRASE_LENGTH = 60 }; /* bytes; longer ones are sentences */

#define LARGEST 1e9 /* nothing that is counted; cards, telephones and times are */

/* Whether the text says what many say: words that programs use, or a plain form. */
static bool is_common(const sa_pass *pass, sa_str text) {
    if (sa_plain_is_number(text) || sa_plain_is_grade(text) || sa_plain_is_locale(text) ||
        sa_plain_is_colour(text) || sa_plain_is_sign(text) || sa_identifier_is_version(text)) {
        return true;
    }
    return text.len <= PHRASE_LENGTH && sa_str_made_of(text, " _.:-+/,()&#<>*'") &&
           !sa_identifier_is_place(text) && sa_phrase_is_known(pass->plan, text);
}

static int write_text(sa_pass *pass, const sa_str *key, const sa_str *given) {
    sa_str text = pass->identified ? *given : sa_str_trim(*given);
    if (!pass->identified && text.len > 0 && !is_common(pass, text)) {
        return SA_IDENTIFYING_VALUE;
    }
    if (!pass->identified && text.len > pass->event->string_limit) {
        return SA_TOO_LONG; /* a piece of a word may be another word */
    }
    sa_value_write_cut(pass, key, &text, pass->event->string_limit);
    return 0;
}

static int write_scalar(sa_pass *pass, const sa_str *key, const sa_json *item) {
    if (sa_json_is(item, SA_KIND_STRING)) {
        return write_text(pass, key, &item->text);
    }
    if (sa_json_is(item, SA_KIND_NUMBER)) {
        if (item->number - item->number != 0) {
            return SA_OUT_OF_RANGE;
        }
        if (!pass->identified && fabs(item->number) >= LARGEST) {
            return SA_IDENTIFYING_VALUE;
        }
        sa_write_number(pass->out, pass->identified ? item->number : sa_plain_round(item->number));
    } else if (sa_json_is(item, SA_KIND_NULL)) {
        sa_write_chars(pass->out, "null");
    } else {
        sa_write_bool(pass->out, sa_json_is(item, SA_KIND_TRUE));
    }
    return 0;
}

/* Whether the key may leave with this value. */
static bool is_common_key(const sa_pass *pass, sa_str key, const sa_json *item) {
    bool answer = sa_json_is(item, SA_KIND_BOOL) && sa_key_is_question(key);
    return sa_str_made_of(key, " _.:-") && sa_is_alpha(*key.ptr) &&
           (answer || !sa_key_is_identifying(key)) && sa_phrase_is_known(pass->plan, key);
}

static int write_item(sa_pass *pass, const sa_str *key, const sa_json *item, uint32_t depth) {
    bool object = sa_json_is(item, SA_KIND_OBJECT);
    uint32_t left = pass->plan->limits[object ? SA_LIMIT_KEYS : SA_LIMIT_ARRAY];
    if (!sa_json_is(item, SA_KIND_OBJECT | SA_KIND_ARRAY)) {
        return write_scalar(pass, key, item);
    }
    if (depth + 1 >= pass->plan->limits[SA_LIMIT_DEPTH]) {
        return SA_TOO_DEEP;
    }
    sa_write_char(pass->out, object ? '{' : '[');
    SA_JSON_EACH(child, item) {
        size_t mark = pass->out->len;
        if (!object) {
            sa_write_comma(pass->out);
        }
        int reason = left == 0 ? SA_TOO_MANY
                     : object
                         ? sa_filter_write(pass, child, depth + 1)
                         : write_item(pass, key, child, depth + 1); // NOLINT(misc-no-recursion)
        if (reason != 0) {
            pass->out->len = mark;
            sa_pass_remove(pass, key, reason);
        }
        if (left-- == 0) {
            break;
        }
    }
    sa_write_char(pass->out, object ? '}' : ']');
    return 0;
}

// NOLINTNEXTLINE(misc-no-recursion): bounded by the plan's depth
int sa_filter_write(sa_pass *pass, const sa_json *item, uint32_t depth) {
    sa_str key = item->key;
    if (sa_plan_is_reserved(key.ptr, key.len) || sa_str_begins(key, "__") > 0) {
        return SA_RESERVED_KEY;
    }
    if (key.len > pass->plan->limits[SA_LIMIT_KEY]) {
        return SA_TOO_LONG;
    }
    if (!pass->identified && !is_common_key(pass, key, item)) {
        return SA_IDENTIFYING_KEY;
    }
    if (sa_secret_masked(pass->arena, key).ptr != key.ptr) {
        return SA_SECRET;
    }
    sa_write_key_bytes(pass->out, key.ptr, key.len);
    return write_item(pass, &item->key, item, depth);
}
