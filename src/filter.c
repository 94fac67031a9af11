/* Undeclared properties under "undeclared": "filter". Identified mode caps them (S12). Anonymized
 * mode lets a value pass only if its key names nothing that identifies, at any depth, and it is a
 * number, a boolean, null or a machine word. */
#include "identifier.h"
#include "json.h"
#include "number.h"
#include "pass.h"
#include "reasons.h"

enum { WORD_LENGTH = 40 }; /* as long as a token of the plan; longer ones are sentences */

static int write_scalar(sa_pass *pass, sa_str key, const cJSON *item) {
    char digits[SA_NUMBER_TEXT];
    sa_str text = sa_json_text(item);
    if (sa_json_is(item, cJSON_Number)) {
        if (item->valuedouble - item->valuedouble != 0) {
            return SA_OUT_OF_RANGE;
        }
        sa_write(pass->out, (sa_str){digits, sa_number_text(item->valuedouble, digits)});
        return 0;
    }
    if (text.ptr == NULL) {
        sa_write(pass->out, sa_json_is(item, cJSON_True)    ? SA_STR("true")
                            : sa_json_is(item, cJSON_False) ? SA_STR("false")
                                                            : SA_STR("null"));
        return 0;
    }
    if (!pass->identified && (text.len > WORD_LENGTH || !sa_identifier_is_token(text))) {
        return SA_IDENTIFYING_VALUE;
    }
    sa_str cut = sa_text_cut(text, pass->event->string_limit);
    if (cut.len < text.len) {
        sa_pass_remove(pass, key, SA_TOO_LONG);
    }
    sa_write_string(pass->out, cut);
    return 0;
}

static int write_item(sa_pass *pass, sa_str key, const cJSON *item, uint32_t depth) {
    bool object = sa_json_is(item, cJSON_Object);
    uint32_t left = object ? pass->plan->keys_limit : pass->plan->array_limit;
    if (!sa_json_is_container(item)) {
        return write_scalar(pass, key, item);
    }
    if (depth + 1 >= pass->plan->depth_limit) {
        return SA_TOO_DEEP;
    }
    sa_write_char(pass->out, object ? '{' : '[');
    SA_JSON_EACH(child, item) {
        size_t mark = pass->out->len;
        int reason = left == 0 ? SA_TOO_MANY : 0;
        if (reason == 0) {
            left--;
            sa_write_comma(pass->out);
            reason = object ? sa_filter_write(pass, sa_str_from(child->string), child, depth + 1)
                            : write_item(pass, key, child, depth + 1); // NOLINT(misc-no-recursion)
        }
        if (reason != 0) {
            pass->out->len = mark;
            sa_pass_remove(pass, key, reason);
        }
        if (reason == SA_TOO_MANY) {
            break;
        }
    }
    sa_write_char(pass->out, object ? '}' : ']');
    return 0;
}

// NOLINTNEXTLINE(misc-no-recursion): bounded by depth_limit
int sa_filter_write(sa_pass *pass, sa_str key, const cJSON *item, uint32_t depth) {
    if (sa_plan_is_reserved(key)) {
        return SA_RESERVED_KEY;
    }
    if (key.len > pass->plan->key_limit) {
        return SA_TOO_LONG;
    }
    if (!pass->identified && (sa_identifier_is_key(key) || !sa_identifier_is_token(key))) {
        return SA_IDENTIFYING_KEY;
    }
    sa_write_string(pass->out, key);
    SA_WRITE(pass->out, ":");
    return write_item(pass, key, item, depth);
}
