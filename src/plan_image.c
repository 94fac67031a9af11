/* Writes a compiled plan as the image that plan_load.c reads. */
#include "plan_fields.h"

typedef struct printer {
    const sa_plan *plan;
    sa_writer *out;
} printer;

static void put(printer *to, sa_str token) {
    sa_write(to->out, token);
    sa_write_char(to->out, '"');
}

static void put_number(printer *to, double value) {
    if (value != 0) {
        sa_write_number(to->out, value);
    }
    sa_write_char(to->out, '"');
}

/* The place of a property, from 1; 0 for none. */
static void put_reference(printer *to, const void *wanted) {
    uint32_t index = 1;
    const sa_property *property = to->plan->properties;
    while (property != NULL && property != wanted) {
        property = property->next;
        index++;
    }
    put_number(to, property == NULL ? 0 : index);
}

static bool is_bound(const printer *to, const void *scope, const sa_property *property) {
    uint32_t hash = sa_str_name_hash(property->word);
    return sa_plan_find(to->plan, scope, hash, property->word.ptr, property->word.len) ==
           &property->word;
}

/* The properties of a scope in their order, each by how far it is from the one before; 0 ends them.
 */
static void put_rows(printer *to, const void *scope) {
    uint32_t distance = 0;
    const sa_property *property = to->plan->properties;
    for (; property != NULL; property = property->next) {
        distance++;
        if (is_bound(to, scope, property)) {
            put_number(to, distance);
            distance = 0;
        }
    }
    put_number(to, 0);
}

static void put_struct(printer *to, enum sa_table table, const char *item);

static const char *following(const char *item) {
    const char *next = NULL;
    memcpy(&next, item + SA_NEXT_OFFSET, sizeof(next));
    return next;
}

static void put_list(printer *to, enum sa_table table, const char *first) {
    uint32_t count = 0;
    for (const char *item = first; item != NULL; item = following(item)) {
        count++;
    }
    put_number(to, count);
    for (const char *item = first; item != NULL; item = following(item)) {
        put_struct(to, table, item); // NOLINT(misc-no-recursion): as deep as a route is long
    }
}

/* Writes the field at `from` of `item`. */
static void put_field(printer *to, const sa_field *field, const char *item, const char *from) {
    const void *pointer = NULL;
    const sa_word *word = NULL;
    sa_str text = {NULL, 0};
    double value = 0;
    uint32_t whole = 0;
    switch ((enum sa_field_kind)field->kind) {
    case SA_FIELD_WORD: memcpy(&text, from, sizeof(text)); break;
    case SA_FIELD_BYTE: put_number(to, (unsigned char)*from); return;
    case SA_FIELD_COUNT:
        memcpy(&whole, from, sizeof(whole));
        put_number(to, whole);
        return;
    case SA_FIELD_NUMBER:
        memcpy(&value, from, sizeof(value));
        put_number(to, value);
        return;
    case SA_FIELD_PROPERTY:
        memcpy(&pointer, from, sizeof(pointer));
        put_reference(to, pointer);
        return;
    case SA_FIELD_LABEL:
    case SA_FIELD_OTHER:
    case SA_FIELD_VALUE: /* a member begins with its word */
        memcpy(&pointer, from, sizeof(pointer));
        word = pointer == item ? NULL : pointer;
        text = word == NULL ? text : *word;
        break;
    case SA_FIELD_LIST:
        memcpy(&pointer, from, sizeof(pointer));
        put_list(to, (enum sa_table)field->detail, pointer); // NOLINT(misc-no-recursion)
        return;
    case SA_FIELD_ROWS: put_rows(to, field->detail == 0 ? item : NULL); return;
    case SA_FIELD_ENTRY:
    case SA_FIELD_END: return;
    }
    put(to, text);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as a route is long
static void put_struct(printer *to, enum sa_table table, const char *item) {
    for (const sa_field *field = sa_structs[table].fields; field->kind != SA_FIELD_END; field++) {
        put_field(to, field, item, item + field->offset);
    }
}

void sa_plan_image(const sa_plan *plan, sa_writer *out) {
    printer to = {plan, out};
    put(&to, SA_STR(SA_PLAN_IMAGE));
    put_struct(&to, SA_TABLE_PLAN, (const char *)plan);
    put_number(&to, (double)plan->constants.len);
    sa_write(out, plan->constants);
}
