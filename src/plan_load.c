/* Reads the image of a compiled plan (written by plan_image.c). It is one text of tokens, each
 * ended by a quote; so a name's JSON is the name with the quotes around it, and nothing has to be
 * copied. */
#include "number.h"
#include "plan_fields.h"
#include "reasons.h"

enum {
    MOST = 100000, /* of anything counted */
    DEEPEST = SA_ROUTE_SEGMENTS + 4,
};

typedef struct reader {
    sa_plan *plan;
    sa_arena *arena;
    const char *at;
    const char *end;
    sa_str token;
    uint32_t property_count;
    sa_member *const *members; /* where the list stands that was begun or referred to last */
    bool bad;                  /* what is read after a fault means nothing */
} reader;

/* Reads the next token; empty at the end and after a fault. */
static void next(reader *in) {
    size_t left = (size_t)(in->end - in->at);
    size_t len = sa_bytes_find(in->at, left, "\"");
    in->bad |= len == left;
    in->token = (sa_str){in->at, in->bad ? 0 : len};
    in->at += in->bad ? 0 : len + 1;
}

/* An empty token is 0. */
static double number(reader *in) {
    next(in);
    return in->token.len == 0 ? 0 : sa_number_parse(in->token);
}

static uint32_t count(reader *in, uint32_t most) {
    double value = number(in);
    in->bad |= !(value >= 0 && value <= most);
    return in->bad ? 0 : (uint32_t)value;
}

/* One of the plan's properties; 0 is none. */
static const sa_property *read_reference(reader *in) {
    uint32_t index = count(in, in->property_count);
    return index == 0 ? NULL : &in->plan->properties[index - 1];
}

static void bind(reader *in, const void *scope, const void *entry) {
    in->bad |= sa_plan_bind(in->plan, in->arena, scope, entry) < 0;
}

/* Properties in their order, each by how far it is from the one before; 0 ends them. */
static void read_rows(reader *in, const void *scope) {
    uint32_t index = 0;
    uint32_t step = 0;
    while ((step = count(in, in->property_count - index)) > 0) {
        index += step;
        bind(in, scope, &in->plan->properties[index - 1]);
    }
}

/* The member of the list that the next token names; NULL when it is empty. */
static const sa_member *read_member(reader *in) {
    next(in);
    const sa_member *member = in->bad ? NULL : sa_member_find(*in->members, in->token);
    in->bad |= member == NULL && in->token.len > 0;
    return member;
}

static void read_struct(reader *in, enum sa_table table, char *item, uint32_t depth);

/* Reads a list whose first struct `link` points to. */
static void read_list(reader *in, enum sa_table table, char *link, uint32_t depth) {
    size_t size = sa_structs[table].size;
    uint32_t left = count(in, MOST);
    char *item = sa_arena_keep(in->arena, left * size); /* side by side */
    in->members = (sa_member *const *)(void *)link;
    if (table == SA_TABLE_PROPERTY) {
        in->property_count = left;
    }
    in->bad |= item == NULL || depth == DEEPEST;
    for (; left > 0 && !in->bad; left--) {
        memcpy(link, &item, sizeof(item));
        read_struct(in, table, item, depth + 1); // NOLINT(misc-no-recursion): bounded by DEEPEST
        link = item + SA_NEXT_OFFSET;
        item += size;
    }
}

/* Reads one field into `item`, at `to`. */
static void read_field(reader *in, const sa_field *field, char *item, char *to, uint32_t depth) {
    const void *pointer = NULL;
    const sa_property *property = NULL;
    double value = 0;
    uint32_t whole = 0;
    switch ((enum sa_field_kind)field->kind) {
    case SA_FIELD_WORD:
        next(in);
        memcpy(to, &in->token, sizeof(in->token));
        return;
    case SA_FIELD_BYTE: *to = (char)count(in, field->detail); return;
    case SA_FIELD_COUNT:
        whole = count(in, MOST);
        memcpy(to, &whole, sizeof(whole));
        return;
    case SA_FIELD_NUMBER:
        value = number(in);
        in->bad |= value - value != 0; /* not finite */
        memcpy(to, &value, sizeof(value));
        return;
    case SA_FIELD_ENTRY: bind(in, in->plan, item); return;
    case SA_FIELD_ROWS: read_rows(in, field->detail == 0 ? item : NULL); return;
    case SA_FIELD_LIST:
        read_list(in, (enum sa_table)field->detail, to, depth); // NOLINT(misc-no-recursion)
        return;
    case SA_FIELD_PROPERTY:
        property = read_reference(in);
        in->bad |= property == NULL ? field->detail == SA_DETAIL_PAGE
                                    : field->detail != 0 && property->page_slot == 0;
        if (property != NULL) {
            in->members = &property->members;
        }
        pointer = property;
        break;
    case SA_FIELD_LABEL:
        pointer = read_member(in);
        pointer = pointer == NULL ? item : pointer;
        break;
    case SA_FIELD_OTHER:
        pointer = read_member(in);
        property = (const sa_property *)(const void *)item;
        in->bad |= (property->type == SA_TYPE_FAMILY && pointer == NULL) ||
                   (property->type == SA_TYPE_BUCKET && property->members == NULL);
        break;
    case SA_FIELD_VALUE:
        pointer = read_member(in);
        in->bad |= pointer == NULL;
        break;
    case SA_FIELD_END: break;
    }
    memcpy(to, &pointer, sizeof(pointer));
}

// NOLINTNEXTLINE(misc-no-recursion): bounded by DEEPEST
static void read_struct(reader *in, enum sa_table table, char *item, uint32_t depth) {
    for (const sa_field *field = sa_structs[table].fields; field->kind != SA_FIELD_END; field++) {
        read_field(in, field, item, item + field->offset, depth);
    }
}

int sa_plan_load(sa_plan *plan, sa_arena *arena, const char *image, size_t len) {
    reader in = {.plan = plan, .arena = arena, .members = &plan->words};
    memset(plan, 0, sizeof(*plan));
    char *kept = sa_arena_keep(arena, len);
    if (kept == NULL) {
        return -SA_PLAN_TOO_LARGE;
    }
    memcpy(kept, image, len);
    in.at = kept;
    in.end = kept + len;
    next(&in);
    in.bad |= !sa_str_equal(in.token, SA_STR(SA_PLAN_IMAGE));
    read_struct(&in, SA_TABLE_PLAN, (char *)plan, 0);
    plan->constants.len = count(&in, MOST);
    plan->constants.ptr = in.at;
    in.bad |= plan->constants.len != (size_t)(in.end - in.at);
    in.bad |= plan->name.len > SA_NAME_LENGTH || plan->fingerprint.len != SA_FINGERPRINT_LENGTH;
    return in.bad ? -SA_PLAN_FORMAT : 0;
}
