#include "pass.h"

#include "json.h"
#include "reasons.h"

void sa_pass_remove_bytes(sa_pass *pass, const char *key, size_t len, int reason) {
    if (pass->counts[reason] < UINT32_MAX) {
        pass->counts[reason]++;
    }
    if (pass->note != NULL) {
        pass->note(pass, key, len, reason);
    }
}

static bool is_set_by_server(const sa_pass *pass, const char *key) {
    for (size_t i = 0; i < SA_PASS_SERVER; i++) {
        if (sa_json_member(pass->server[i], key) != NULL) {
            return true;
        }
    }
    return false;
}

/* A text that anonymized mode may not carry leaves as the class of its length, if the plan says so
 * and the caller did not give the class itself (S22). Returns -1 when nothing is left of it: noted
 * already. */
static int write_stand_in(sa_pass *pass, const sa_property *property, const cJSON *object,
                          const cJSON *item) {
    const sa_property *bucket = property->length_bucket;
    sa_pass_remove(pass, property->word, SA_IDENTIFIED_ONLY);
    if (bucket == NULL || !sa_json_is(item, cJSON_String)) {
        return -1;
    }
    SA_JSON_EACH(other, object) {
        if (sa_str_is(bucket->word, other->string)) {
            return -1;
        }
    }
    sa_write_word_key(pass->out, &bucket->word);
    sa_value_write_length(pass, bucket, item->valuestring);
    return 0;
}

static int write_declared(sa_pass *pass, const sa_property *property, const cJSON *object,
                          const cJSON *item) {
    int reason = 0;
    if (property->identified_only && !pass->identified) {
        return write_stand_in(pass, property, object, item);
    }
    sa_write_word_key(pass->out, &property->word);
    if (sa_json_is(item, cJSON_NULL)) {
        sa_write_chars(pass->out, "null");
    } else {
        reason = sa_value_write(pass, property, item);
    }
    if (reason == 0) {
        pass->page_seen |= 1u << property->page_slot;
    }
    return reason;
}

static int write_member(sa_pass *pass, const sa_property *property, const cJSON *object,
                        const cJSON *item) {
    if (is_set_by_server(pass, item->string) || (property != NULL && property->core_sets_it)) {
        return -1; /* not removed but replaced */
    }
    if (property != NULL) {
        return write_declared(pass, property, object, item);
    }
    if (sa_plan_is_reserved(item->string, strlen(item->string))) {
        return SA_RESERVED_KEY;
    }
    return pass->plan->filter ? sa_filter_write(pass, item, 0) : SA_UNDECLARED;
}

/* What the core adds to the caller's keys must pass a second time, however many those are. */
static bool is_added(const sa_property *property) {
    return property != NULL && (property->core_sets_it || property->page_slot > 0);
}

void sa_pass_properties(sa_pass *pass, const cJSON *object) {
    uint32_t left = pass->plan->limits[SA_LIMIT_KEYS];
    SA_JSON_EACH(item, sa_json_is(object, cJSON_Object) ? object : NULL) {
        const sa_property *property = sa_plan_property(
            pass->plan, pass->event, sa_json_key_hash(item), sa_str_from(item->string));
        if (left == 0 && !is_added(property)) {
            sa_pass_remove(pass, SA_STR(""), SA_TOO_MANY);
            continue;
        }
        left -= left > 0;
        size_t mark = pass->out->len;
        int reason = write_member(pass, property, object, item);
        if (reason != 0) {
            pass->out->len = mark;
        }
        if (reason > 0) {
            sa_pass_remove(pass, sa_str_from(item->string), reason);
        }
    }
}
