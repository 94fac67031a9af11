#include "pass.h"

#include "build.h"
#include "reasons.h"

void sa_pass_remove(sa_pass *pass, const sa_str *key, int reason) {
    if (pass->counts[reason] < UINT32_MAX) {
        pass->counts[reason]++;
    }
    if (SA_IS_WHOLE && pass->note != NULL) {
        pass->note(pass, key, reason);
    }
}

static bool is_set_by_server(const sa_pass *pass, const sa_json *item) {
    for (size_t i = 0; SA_IS_WHOLE && pass->server != NULL && i < SA_PASS_SETS; i++) {
        SA_JSON_EACH(member, pass->server->sets[i]) {
            if (member->hash == item->hash && sa_str_equal(member->key, item->key)) {
                return true;
            }
        }
    }
    return false;
}

/* Whether the operator withholds what has this name. */
SA_INLINE bool is_withheld(const sa_pass *pass, sa_str key) {
    if (SA_IS_WHOLE && pass->server != NULL) {
        SA_JSON_EACH(name, pass->server->withheld) {
            if (sa_str_equal(sa_json_text(name), key)) {
                return true;
            }
        }
    }
    return false;
}

/* Whether nothing but a stand-in may leave of the property. */
SA_INLINE bool is_held(const sa_pass *pass, const sa_property *property) {
    if (!pass->identified) {
        return (property->flags & SA_FLAG_IDENTIFIED) != 0 || property->type >= SA_TYPE_ID;
    }
    return SA_IS_WHOLE && pass->server != NULL &&
           (pass->server->held_types >> property->type & 1) != 0;
}

/* A text that anonymized mode may not carry leaves as the class of its length, if the plan says so
 * and the caller did not give the class itself (S22). Returns -1 when nothing is left of it: noted
 * already. */
static int write_stand_in(sa_pass *pass, const sa_property *property, const sa_json *object,
                          const sa_json *item) {
    const sa_property *bucket = property->length_bucket;
    if (SA_IS_WHOLE && (property->flags & SA_FLAG_REDACT) != 0 &&
        sa_json_is(item, SA_KIND_STRING)) {
        sa_write_word_key(pass->out, &property->word);
        sa_value_write_redacted(pass, property, item);
        return 0;
    }
    sa_pass_remove(pass, &property->word,
                   SA_IS_WHOLE && pass->identified ? SA_WITHHELD : SA_IDENTIFIED_ONLY);
    if (bucket == NULL || bucket->type != SA_TYPE_BUCKET || !sa_json_is(item, SA_KIND_STRING)) {
        return -1;
    }
    if (sa_json_member_bytes(object, bucket->word.ptr, bucket->word.len) != NULL) {
        return -1;
    }
    sa_write_word_key(pass->out, &bucket->word);
    sa_value_write_length(pass, bucket, &item->text);
    return 0;
}

static int write_declared(sa_pass *pass, const sa_property *property, const sa_json *object,
                          const sa_json *item) {
    int reason = 0;
    if (is_held(pass, property)) {
        return write_stand_in(pass, property, object, item);
    }
    sa_write_word_key(pass->out, &property->word);
    if (sa_json_is(item, SA_KIND_NULL)) {
        sa_write(pass->out, SA_STR("null"));
    } else {
        reason = sa_value_write(pass, property, item);
    }
    if (reason == 0) {
        pass->page_seen |= 1u << property->page_slot;
    }
    return reason;
}

static int write_member(sa_pass *pass, const sa_property *property, const sa_json *object,
                        const sa_json *item) {
    if (is_set_by_server(pass, item) ||
        (property != NULL && (property->flags & SA_FLAG_CORE) != 0)) {
        return -1; /* not removed but replaced */
    }
    if (SA_IS_WHOLE && property != NULL && pass->server != NULL &&
        property == pass->server->lifted) {
        return -1;
    }
    if (is_withheld(pass, item->key)) {
        return SA_WITHHELD;
    }
    if (property != NULL) {
        return write_declared(pass, property, object, item);
    }
    if (sa_plan_is_reserved(item->key.ptr, item->key.len)) {
        return SA_RESERVED_KEY;
    }
    return SA_IS_WHOLE && (pass->plan->rules & SA_RULE_FILTER) != 0 ? sa_filter_write(pass, item, 0)
                                                                    : SA_UNDECLARED;
}

/* What the core adds to the caller's keys must pass a second time, however many those are. */
static bool is_added(const sa_property *property) {
    return property != NULL && ((property->flags & SA_FLAG_CORE) != 0 || property->page_slot > 0);
}

void sa_pass_properties(sa_pass *pass, const sa_json *object) {
    uint32_t left = pass->plan->limits[SA_LIMIT_KEYS];
    SA_JSON_EACH(item, sa_json_is(object, SA_KIND_OBJECT) ? object : NULL) {
        const sa_property *property =
            sa_plan_property(pass->plan, pass->event, item->hash, item->key);
        if (left == 0 && !is_added(property)) {
            sa_pass_remove(pass, &SA_STR(""), SA_TOO_MANY);
            continue;
        }
        left -= left > 0;
        size_t mark = pass->out->len;
        int reason = write_member(pass, property, object, item);
        if (reason != 0) {
            pass->out->len = mark;
        }
        if (reason > 0) {
            sa_pass_remove(pass, &item->key, reason);
        }
    }
}

bool sa_pass_one(sa_pass *pass, const sa_property *property, const sa_json *item) {
    size_t mark = pass->out->len;
    bool given = property != NULL && item != NULL && !is_withheld(pass, item->key);
    if (given && write_declared(pass, property, NULL, item) == 0) {
        return true;
    }
    pass->out->len = mark;
    return false;
}

void sa_pass_person(sa_pass *pass, const sa_json *object, int flag) {
    SA_JSON_EACH(item, sa_json_is(object, SA_KIND_OBJECT) ? object : NULL) {
        const sa_property *property = (const sa_property *)sa_plan_find(
            pass->plan, pass->event, item->hash, item->key.ptr, item->key.len);
        bool says = property != NULL && (property->flags & flag) != 0 && !is_held(pass, property) &&
                    !sa_json_is(item, SA_KIND_NULL);
        (void)sa_pass_one(pass, says ? property : NULL, item);
    }
}
