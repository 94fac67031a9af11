/* Writes a compiled plan as the image that plan_load.c reads. */
#include "plan_fields.h"

typedef struct printer {
    const sa_plan *plan;
    sa_writer *out;
    const sa_property **properties; /* in the order of the image */
    uint32_t count;
    uint32_t visited;
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

/* Calls `visit` for each entry of a scope, in the order of the table. */
static void each(printer *to, const void *scope, void (*visit)(printer *to, const sa_word *word)) {
    for (size_t i = 0; i < SA_PLAN_ROWS; i++) {
        for (const sa_row *row = to->plan->rows[i]; row != NULL; row = row->next) {
            if (row->scope == scope) {
                visit(to, row->word);
            }
        }
    }
}

static void visit(printer *to, const sa_word *word) {
    to->visited += word != NULL;
}

static void collect(printer *to, const sa_word *word) {
    const sa_property *property = (const sa_property *)word;
    for (uint32_t i = 0; i < to->count; i++) {
        if (to->properties[i] == property) {
            return;
        }
    }
    to->properties[to->count++] = property;
}

/* The properties of all events, then those of each. False when there is no memory for the list. */
static bool collect_all(printer *to, sa_arena *arena) {
    each(to, NULL, visit);
    for (const sa_event *event = to->plan->events; event != NULL; event = event->next) {
        each(to, event, visit);
    }
    to->properties = sa_arena_take(arena, to->visited * sizeof(sa_property *));
    if (to->properties == NULL) {
        return false;
    }
    each(to, NULL, collect);
    for (const sa_event *event = to->plan->events; event != NULL; event = event->next) {
        each(to, event, collect);
    }
    return true;
}

static void put_reference(printer *to, const sa_word *word) {
    uint32_t index = 0;
    while (index < to->count && (const sa_word *)to->properties[index] != word) {
        index++;
    }
    put_number(to, word == NULL ? 0 : index + 1);
}

static void put_rows(printer *to, const void *scope) {
    to->visited = 0;
    each(to, scope, visit);
    put_number(to, to->visited);
    each(to, scope, put_reference);
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

void sa_plan_image(const sa_plan *plan, sa_arena *arena, sa_writer *out) {
    printer to = {.plan = plan, .out = out};
    if (!collect_all(&to, arena)) {
        out->full = true;
        return;
    }
    put(&to, SA_STR(SA_PLAN_IMAGE));
    put_number(&to, to.count);
    for (uint32_t i = 0; i < to.count; i++) {
        put_struct(&to, SA_TABLE_PROPERTY, (const char *)to.properties[i]);
    }
    put_struct(&to, SA_TABLE_PLAN, (const char *)plan);
    sa_write(out, plan->constants);
}
