#include "pass.h"

#include "json.h"
#include "reasons.h"

static bool is_plain_key(sa_str key) {
    for (size_t i = 0; i < key.len; i++) {
        char c = key.ptr[i];
        if (!sa_is_alpha(c) && !sa_is_digit(c) && c != '_' && c != '$' && c != '.' && c != '-') {
            return false;
        }
    }
    return key.len > 0 && key.len <= SA_NAME_LENGTH;
}

void sa_pass_remove_bytes(sa_pass *pass, const char *ptr, size_t len, int reason) {
    sa_str key = {ptr, len};
    if (pass->counts[reason] < UINT32_MAX) {
        pass->counts[reason]++;
    }
    if (pass->removed == NULL) {
        return;
    }
    sa_write_comma(pass->removed);
    SA_WRITE(pass->removed, "{\"path\":\"/properties/");
    sa_write(pass->removed, is_plain_key(key) ? key : SA_STR("*")); /* odd keys may be values */
    SA_WRITE(pass->removed, "\",\"reason\":\"");
    sa_write(pass->removed, sa_reason_name(reason));
    SA_WRITE(pass->removed, "\"}");
}

/* Keys that the core writes itself; what the caller says of them does not count. */
static bool is_own(const sa_pass *pass, sa_str key) {
    return sa_str_equal(key, SA_STR("anonymized")) || sa_plan_is_constant(pass->plan, key);
}

static bool is_set_by_server(const sa_pass *pass, sa_str key) {
    for (size_t i = 0; i < SA_PASS_SERVER; i++) {
        if (sa_json_member(pass->server[i], key) != NULL) {
            return true;
        }
    }
    return false;
}

/* A text that anonymized mode may not carry leaves as the class of its length, if the plan says so
 * (S22). */
static const sa_property *stand_in(const sa_pass *pass, const sa_property *property,
                                   const cJSON *object) {
    const sa_property *bucket = property->length_bucket;
    return bucket != NULL && sa_json_member(object, bucket->name) == NULL &&
                   sa_plan_property(pass->plan, pass->event, bucket->name) == bucket
               ? bucket
               : NULL;
}

/* What `property` leaves behind when only identified mode may carry it. Returns -1: noted already.
 */
static int write_stand_in(sa_pass *pass, const sa_property *property, const cJSON *object,
                          const cJSON *item) {
    const sa_property *bucket = stand_in(pass, property, object);
    sa_pass_remove(pass, property->name, SA_IDENTIFIED_ONLY);
    if (bucket == NULL || !sa_json_is(item, cJSON_String)) {
        return -1;
    }
    sa_write(pass->out, bucket->json_key);
    sa_value_write_length(pass, bucket, sa_json_text(item));
    return 0;
}

static int write_declared(sa_pass *pass, const sa_property *property, const cJSON *object,
                          const cJSON *item) {
    if (property->identified_only && !pass->identified) {
        return write_stand_in(pass, property, object, item);
    }
    int reason = 0;
    sa_write(pass->out, property->json_key);
    if (sa_json_is(item, cJSON_NULL)) {
        SA_WRITE(pass->out, "null");
    } else {
        reason = sa_value_write(pass, property, item);
    }
    if (reason == 0 && property->page_slot > 0) {
        pass->page_seen |= 1u << (property->page_slot - 1);
    }
    return reason;
}

static int write_member(sa_pass *pass, const cJSON *object, const cJSON *item) {
    sa_str key = sa_str_from(item->string);
    const sa_property *property = sa_plan_property(pass->plan, pass->event, key);
    if (is_set_by_server(pass, key)) {
        return -1; /* not removed but replaced */
    }
    if (property != NULL) {
        return write_declared(pass, property, object, item);
    }
    if (is_own(pass, key)) {
        return -1;
    }
    if (sa_plan_is_reserved(key)) {
        return SA_RESERVED_KEY;
    }
    return pass->plan->filter ? sa_filter_write(pass, key, item, 0) : SA_UNDECLARED;
}

/* What the core adds to the caller's keys must pass a second time, however many those are. */
static bool is_added(const sa_pass *pass, sa_str key) {
    const sa_property *property = sa_plan_property(pass->plan, pass->event, key);
    return is_own(pass, key) || (property != NULL && property->page_slot > 0);
}

void sa_pass_properties(sa_pass *pass, const cJSON *object) {
    uint32_t left = pass->plan->keys_limit;
    SA_JSON_EACH(item, sa_json_is(object, cJSON_Object) ? object : NULL) {
        if (left == 0 && !is_added(pass, sa_str_from(item->string))) {
            sa_pass_remove(pass, SA_STR(""), SA_TOO_MANY);
            continue;
        }
        left -= left > 0;
        size_t mark = pass->out->len;
        sa_write_comma(pass->out);
        int reason = write_member(pass, object, item);
        if (reason != 0) {
            pass->out->len = mark;
        }
        if (reason > 0) {
            sa_pass_remove(pass, sa_str_from(item->string), reason);
        }
    }
}
