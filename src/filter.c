/* Undeclared properties under "undeclared": "filter". Identified mode caps them (S12). Anonymized
 * mode lets a value pass only if its key names nothing that identifies, at any depth, and it is a
 * number, a boolean, null or a machine word. */
#include <math.h>

#include "identifier.h"
#include "key.h"
#include "number.h"
#include "pass.h"
#include "reasons.h"

enum { WORD_LENGTH = 40 }; /* as long as a token of the plan; longer ones are sentences */

#define LARGEST 1e9 /* numbers from here on may be phones, cards or times */

static int write_scalar(sa_pass *pass, sa_str key, const sa_json *item) {
    sa_str text = item->text;
    if (sa_json_is(item, SA_KIND_NUMBER)) {
        if (item->number - item->number != 0) {
            return SA_OUT_OF_RANGE;
        }
        if (!pass->identified && fabs(item->number) >= LARGEST) {
            return SA_IDENTIFYING_VALUE;
        }
        sa_write_number(pass->out, item->number);
    } else if (sa_json_is(item, SA_KIND_NULL)) {
        sa_write_chars(pass->out, "null");
    } else if (sa_json_is(item, SA_KIND_BOOL)) {
        sa_write_bool(pass->out, sa_json_is(item, SA_KIND_TRUE));
    } else if (!pass->identified && (text.len > WORD_LENGTH || !sa_identifier_is_token(text) ||
                                     sa_identifier_is_domain(text))) {
        return SA_IDENTIFYING_VALUE;
    } else if (!pass->identified && text.len > pass->event->string_limit) {
        return SA_TOO_LONG; /* a piece of a word may be another word */
    } else {
        sa_value_write_cut(pass, key, &text, pass->event->string_limit);
    }
    return 0;
}

static int write_item(sa_pass *pass, sa_str key, const sa_json *item, uint32_t depth) {
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
    bool answer = sa_json_is(item, SA_KIND_BOOL) && sa_key_is_question(key);
    if (!pass->identified &&
        (!sa_identifier_is_token(key) || (sa_key_is_identifying(key) && !answer))) {
        return SA_IDENTIFYING_KEY;
    }
    sa_write_key_bytes(pass->out, key.ptr, key.len);
    return write_item(pass, key, item, depth);
}
