/* Reads the image of a compiled plan (written by plan_image.c). It is one text of tokens, each
 * ended by a quote; so a name's JSON is the name with the quotes around it, and nothing has to be
 * copied. A property's name is followed by a colon, for the same reason. */
#include "number.h"
#include "plan.h"
#include "reasons.h"

typedef struct reader {
    sa_plan *plan;
    sa_arena *arena;
    const char *at;
    const char *end;
    sa_str token;
    sa_property *properties;
    uint32_t property_count;
    bool bad;
} reader;

/* Reads the next token; empty at the end and after a fault. */
static void next(reader *in) {
    size_t left = (size_t)(in->end - in->at);
    size_t len = sa_bytes_find(in->at, left, "\"");
    in->bad = in->bad || len == left;
    in->token = (sa_str){in->at, in->bad ? 0 : len};
    in->at += in->bad ? 0 : len + 1;
}

/* A number of at most `most`; an empty token is 0. */
static double number(reader *in, double most) {
    next(in);
    double value = in->token.len == 0 ? 0 : sa_number_parse(in->token);
    if (!(value <= most)) {
        in->bad = true;
        return 0;
    }
    return value;
}

static uint32_t count(reader *in, uint32_t most) {
    double value = number(in, most);
    in->bad = in->bad || value < 0;
    return in->bad ? 0 : (uint32_t)value;
}

static void *keep(reader *in, size_t size) {
    void *kept = in->bad ? NULL : sa_arena_keep(in->arena, size);
    in->bad = in->bad || kept == NULL;
    return kept;
}

/* One of the properties; 0 is none. */
static sa_property *read_reference(reader *in) {
    uint32_t index = count(in, in->property_count);
    return index == 0 ? NULL : &in->properties[index - 1];
}

static void bind(reader *in, const void *scope, const void *entry) {
    in->bad = in->bad || entry == NULL || sa_plan_bind(in->plan, in->arena, scope, entry) < 0;
}

/* Words; of a family with what they leave as, if that is an earlier one; of a bucket with where
 * they end. */
static sa_member *read_members(reader *in, uint8_t type) {
    sa_member *first = NULL;
    sa_member **end = &first;
    for (uint32_t left = count(in, 100000); left > 0 && !in->bad; left--) {
        sa_member *member = keep(in, sizeof(sa_member));
        if (member == NULL) {
            break;
        }
        next(in);
        member->word = in->token;
        member->label = &member->word;
        if (type == SA_TYPE_FAMILY) {
            next(in);
        }
        if (type == SA_TYPE_FAMILY && in->token.len > 0) {
            const sa_member *label = sa_member_find(first, in->token);
            in->bad = in->bad || label == NULL;
            member->label = label == NULL ? NULL : &label->word;
        }
        member->edge = type == SA_TYPE_BUCKET ? number(in, 1e300) : 0;
        *end = member;
        end = &member->next;
    }
    return first;
}

static void read_property(reader *in, sa_property *property) {
    next(in);
    property->word = in->token;
    in->bad = in->bad || in->at == in->end || *in->at != ':';
    in->at += !in->bad;
    property->type = (uint8_t)count(in, SA_TYPE_COUNT_OF - 1);
    uint32_t flags = count(in, 7);
    property->identified_only = (flags & 1) != 0 || property->type >= SA_TYPE_ID;
    property->slug = (flags & 2) != 0;
    property->core_sets_it = (flags & 4) != 0;
    property->page_slot = (uint8_t)count(in, SA_PAGE_PROPERTIES);
    property->length = count(in, 100000);
    property->min = number(in, 1e300);
    property->max = number(in, 1e300);
    property->members = read_members(in, property->type);
    next(in);
    property->other = sa_member_find(property->members, in->token);
    property->length_bucket = read_reference(in);
    bool words = property->type == SA_TYPE_BUCKET || property->type == SA_TYPE_FAMILY;
    in->bad = in->bad || (words && property->members == NULL) ||
              (property->type == SA_TYPE_FAMILY && property->other == NULL);
}

static void read_references(reader *in, const void *scope) {
    for (uint32_t left = count(in, 100000); left > 0 && !in->bad; left--) {
        bind(in, scope, read_reference(in));
    }
}

static void read_events(reader *in) {
    for (uint32_t left = count(in, 100000); left > 0 && !in->bad; left--) {
        sa_event *event = keep(in, sizeof(sa_event));
        if (event == NULL) {
            break;
        }
        next(in);
        event->word = in->token;
        event->string_limit = count(in, 100000);
        bind(in, in->plan, event);
        read_references(in, event);
    }
}

/* The token as a word of its own. */
static const sa_word *keep_word(reader *in) {
    sa_word *word = keep(in, sizeof(sa_word));
    if (word != NULL) {
        *word = in->token;
    }
    return word;
}

static sa_page_value *read_values(reader *in) {
    sa_page_value *first = NULL;
    sa_page_value **end = &first;
    for (uint32_t left = count(in, SA_PAGE_PROPERTIES); left > 0 && !in->bad; left--) {
        sa_page_value *value = keep(in, sizeof(sa_page_value));
        const sa_property *property = read_reference(in);
        in->bad = in->bad || value == NULL || property == NULL || property->page_slot == 0;
        if (in->bad) {
            break;
        }
        next(in);
        value->property = property;
        value->word = keep_word(in);
        in->bad = in->bad || value->word == NULL;
        *end = value;
        end = &value->next;
    }
    return first;
}

/* The children of `parent`, up to an empty token. */
static void read_children(reader *in, sa_node *parent, uint32_t depth) {
    sa_node **end = &parent->child;
    in->bad = in->bad || depth > SA_ROUTE_SEGMENTS + 1; /* behind the last, an empty list */
    for (;;) {
        next(in);
        sa_word word = in->token;
        if (word.len == 0 || in->bad) {
            return;
        }
        sa_node *node = keep(in, sizeof(sa_node));
        if (node == NULL) {
            return;
        }
        uint32_t kind = count(in, 2 * SA_NODE_TAIL + 1);
        node->word = word;
        node->kind = (uint8_t)(kind / 2);
        node->is_end = kind % 2 == 1;
        node->choice = node->kind == SA_NODE_CHOICE ? read_reference(in) : NULL;
        node->members = node->kind == SA_NODE_CHOICE ? read_members(in, SA_TYPE_ENUM) : NULL;
        node->values = node->is_end ? read_values(in) : NULL;
        in->bad = in->bad || (node->kind == SA_NODE_CHOICE &&
                              (node->choice == NULL || node->choice->page_slot == 0));
        *end = node;
        end = &node->next;
        read_children(in, node, depth + 1); // NOLINT(misc-no-recursion): bounded by depth
    }
}

/* The constants, whose quotes are written as backslashes. */
static void read_constants(reader *in) {
    next(in);
    char *kept = keep(in, in->token.len + 1);
    for (size_t i = 0; !in->bad && i < in->token.len; i++) {
        kept[i] = in->token.ptr[i] == '\\' ? '"' : in->token.ptr[i];
    }
    in->plan->constants = (sa_str){kept, in->bad ? 0 : in->token.len};
}

static void read_head(reader *in) {
    sa_plan *plan = in->plan;
    next(in);
    in->bad = in->bad || !sa_str_is(in->token, SA_PLAN_IMAGE);
    next(in);
    plan->name = in->token;
    in->bad = in->bad || in->token.len > SA_NAME_LENGTH;
    plan->version = count(in, 100000);
    next(in);
    in->bad = in->bad || in->token.len != SA_FINGERPRINT_LENGTH;
    if (!in->bad) {
        memcpy(plan->fingerprint, in->token.ptr, SA_FINGERPRINT_LENGTH);
    }
    plan->filter = count(in, 1) == 1;
    for (int i = 0; i < SA_LIMITS; i++) {
        plan->limits[i] = count(in, 100000);
    }
    next(in);
    plan->tenant = in->token;
    if (!in->bad) { /* terminated; the quote is nobody's, because the constants are copied */
        ((char *)(uintptr_t)in->token.ptr)[in->token.len] = 0;
    }
    read_constants(in);
}

int sa_plan_load(sa_plan *plan, sa_arena *arena, const char *image, size_t len) {
    reader in = {.plan = plan, .arena = arena, .end = image};
    memset(plan, 0, sizeof(*plan));
    char *kept = keep(&in, len);
    if (kept == NULL) {
        return -SA_PLAN_TOO_LARGE;
    }
    memcpy(kept, image, len);
    in.at = kept;
    in.end = kept + len;
    read_head(&in);
    in.property_count = count(&in, (uint32_t)len / 8); /* the shortest has that many tokens */
    in.properties = keep(&in, in.property_count * sizeof(sa_property));
    for (uint32_t i = 0; i < in.property_count && !in.bad; i++) {
        read_property(&in, &in.properties[i]);
    }
    for (uint32_t i = 0; i < in.property_count && !in.bad; i++) { /* references may go forward */
        const sa_property *bucket = in.properties[i].length_bucket;
        in.bad = bucket != NULL && bucket->type != SA_TYPE_BUCKET;
    }
    read_references(&in, NULL);
    plan->surface = read_reference(&in);
    plan->route_shape = read_reference(&in);
    plan->viewport_class = read_reference(&in);
    read_events(&in);
    plan->root.is_end = count(&in, 1) == 1;
    plan->root.values = read_values(&in);
    read_children(&in, &plan->root, 1);
    bool paged = plan->surface != NULL && plan->route_shape != NULL && plan->viewport_class != NULL;
    return in.bad || !paged ? -SA_PLAN_FORMAT : 0;
}
