/* Writes a compiled plan as the image that plan_load.c reads. */
#include "plan.h"

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

static void collect(printer *to, const sa_word *word) {
    const sa_property *property = (const sa_property *)word;
    for (uint32_t i = 0; i < to->count; i++) {
        if (to->properties[i] == property) {
            return;
        }
    }
    to->properties[to->count++] = property;
}

static void collect_own(printer *to, const sa_word *event) {
    each(to, event, collect);
}

static uint32_t rows_of(const sa_plan *plan) {
    uint32_t rows = 0;
    for (size_t i = 0; i < SA_PLAN_ROWS; i++) {
        for (const sa_row *row = plan->rows[i]; row != NULL; row = row->next) {
            rows++;
        }
    }
    return rows;
}

static void put_reference(printer *to, const sa_word *word) {
    uint32_t index = 0;
    while (index < to->count && (const sa_word *)to->properties[index] != word) {
        index++;
    }
    put_number(to, word == NULL ? 0 : index + 1);
}

static void visit(printer *to, const sa_word *word) {
    to->visited += word != NULL;
}

static uint32_t count_of(printer *to, const void *scope) {
    to->visited = 0;
    each(to, scope, visit);
    return to->visited;
}

static void put_references(printer *to, const void *scope) {
    put_number(to, count_of(to, scope));
    each(to, scope, put_reference);
}

static void put_members(printer *to, const sa_member *members, uint8_t type) {
    uint32_t count = 0;
    for (const sa_member *member = members; member != NULL; member = member->next) {
        count++;
    }
    put_number(to, count);
    for (const sa_member *member = members; member != NULL; member = member->next) {
        put(to, member->word);
        if (type == SA_TYPE_FAMILY) {
            put(to, sa_str_equal(*member->label, member->word) ? SA_STR("") : *member->label);
        }
        if (type == SA_TYPE_BUCKET) {
            put_number(to, member->edge);
        }
    }
}

static void put_property(printer *to, const sa_property *property) {
    put(to, property->word);
    sa_write_char(to->out, ':');
    put_number(to, property->type);
    put_number(to, (property->identified_only ? 1 : 0) + (property->slug ? 2 : 0) +
                       (property->core_sets_it ? 4 : 0));
    put_number(to, property->page_slot);
    put_number(to, property->length);
    put_number(to, property->min);
    put_number(to, property->max);
    put_members(to, property->members, property->type);
    put(to, property->other == NULL ? SA_STR("") : property->other->word);
    put_reference(to, (const sa_word *)property->length_bucket);
}

static void put_event(printer *to, const sa_word *word) {
    const sa_event *event = (const sa_event *)word;
    put(to, *word);
    put_number(to, event->string_limit);
    put_references(to, event);
}

static void put_values(printer *to, const sa_page_value *values) {
    uint32_t count = 0;
    for (const sa_page_value *value = values; value != NULL; value = value->next) {
        count++;
    }
    put_number(to, count);
    for (const sa_page_value *value = values; value != NULL; value = value->next) {
        put_reference(to, &value->property->word);
        put(to, *value->word);
    }
}

static void put_children(printer *to, const sa_node *parent) {
    for (const sa_node *node = parent->child; node != NULL; node = node->next) {
        put(to, node->word);
        put_number(to, 2 * node->kind + (node->is_end ? 1 : 0));
        if (node->kind == SA_NODE_CHOICE) {
            put_reference(to, (const sa_word *)node->choice);
            put_members(to, node->members, SA_TYPE_ENUM);
        }
        if (node->is_end) {
            put_values(to, node->values);
        }
        put_children(to, node); // NOLINT(misc-no-recursion): as deep as a route is long
    }
    put(to, SA_STR(""));
}

static void put_head(printer *to) {
    const sa_plan *plan = to->plan;
    put(to, SA_STR(SA_PLAN_IMAGE));
    put(to, plan->name);
    put_number(to, plan->version);
    put(to, (sa_str){plan->fingerprint, SA_FINGERPRINT_LENGTH});
    put_number(to, plan->filter);
    for (int i = 0; i < SA_LIMITS; i++) {
        put_number(to, plan->limits[i]);
    }
    put(to, plan->tenant);
    for (size_t i = 0; i < plan->constants.len; i++) { /* no word of a plan has a backslash */
        sa_write_char(to->out, plan->constants.ptr[i] == '"' ? '\\' : plan->constants.ptr[i]);
    }
    sa_write_char(to->out, '"');
}

void sa_plan_image(const sa_plan *plan, sa_arena *arena, sa_writer *out) {
    printer to = {.plan = plan, .out = out};
    to.properties = sa_arena_take(arena, (rows_of(plan) + 1) * sizeof(sa_property *));
    if (to.properties == NULL) {
        out->full = true;
        return;
    }
    each(&to, NULL, collect);
    each(&to, plan, collect_own);
    put_head(&to);
    put_number(&to, to.count);
    for (uint32_t i = 0; i < to.count; i++) {
        put_property(&to, to.properties[i]);
    }
    put_references(&to, NULL);
    put_reference(&to, &plan->surface->word);
    put_reference(&to, &plan->route_shape->word);
    put_reference(&to, &plan->viewport_class->word);
    put_number(&to, count_of(&to, plan));
    each(&to, plan, put_event);
    put_number(&to, plan->root.is_end ? 1 : 0);
    put_values(&to, plan->root.values);
    put_children(&to, &plan->root);
}
