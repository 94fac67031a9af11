/* Compiles the plan's route templates into a tree of segments. */
#include "plan_compile.h"
#include "route.h"

#define SEGMENT "has the segment"

static const char viewport_classes[] = "xs\0sm\0md\0lg\0xl\0";

/* Cuts the next segment off `rest`; false at the end. Empty segments are passed over. */
static bool next_segment(sa_str *rest, sa_str *segment) {
    while (rest->len > 0 && *rest->ptr == '/') {
        rest->ptr++;
        rest->len--;
    }
    *segment = (sa_str){rest->ptr, sa_str_find(*rest, "/")};
    rest->ptr += segment->len;
    rest->len -= segment->len;
    return segment->len > 0;
}

static void add_value(sa_compiler *compiler, sa_node *node, sa_property *property,
                      const cJSON *source) {
    const sa_member *member = sa_compile_member(compiler, &property->members, sa_plan_text(source));
    sa_page_value *value = sa_compile_keep(compiler, sizeof(sa_page_value));
    sa_page_value **end = &node->values;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    if (!compiler->full) {
        *value = (sa_page_value){property, member->label, NULL};
        *end = value;
    }
}

/* A property that a route sets, not one that the core writes of each page itself: that would leave
 * twice. */
static sa_property *settable(sa_compiler *compiler, const sa_str *name, const cJSON *item,
                             const char *part) {
    sa_property *property = sa_compile_page_property(compiler, name, item, part);
    if (property == compiler->plan->route_shape || property == compiler->plan->viewport_class) {
        sa_compile_fail_part(compiler, SA_PLAN_DUPLICATE, item, part, name,
                             "is what the core itself says of each page");
    }
    return property;
}

/* `:name(a|b)`: the words become members of the node, and of the page property that carries them.
 */
static void compile_choice(sa_compiler *compiler, sa_node *node, const sa_str *segment,
                           const cJSON *path) {
    sa_str name = {node->word.ptr + 1, node->word.len - 1};
    sa_str words = {segment->ptr + node->word.len + 1, segment->len - node->word.len - 2};
    sa_property *property = settable(compiler, &name, path, "has the choice");
    while (words.len > 0) {
        sa_str word = {words.ptr, sa_str_find(words, "|")};
        if (!sa_plan_is_name(word)) {
            sa_compile_fail_part(
                compiler, SA_PLAN_LIST, path, SEGMENT, segment,
                "has a word that is not 1 to 80 printable ASCII characters without quotes and "
                "backslashes");
        }
        (void)sa_compile_member(compiler, &node->members, word);
        (void)sa_compile_member(compiler, &property->members, word);
        size_t used = word.len < words.len ? word.len + 1 : word.len;
        words = (sa_str){words.ptr + used, words.len - used};
    }
    (void)sa_compile_member(compiler, &property->members, SA_STR("other"));
    node->choice = property;
}

/* The child of `node` for a template's segment, made when it is new. Children stand in the order in
 * which they are tried: literals, choices, placeholders, the tail. */
static sa_node *child_of(sa_compiler *compiler, sa_node *node, enum sa_node_kind kind,
                         const sa_str *text) {
    sa_node **end = &node->child;
    for (; *end != NULL && (*end)->kind <= kind; end = &(*end)->next) {
        if ((*end)->kind == kind && sa_str_equal((*end)->word, *text)) {
            return *end;
        }
    }
    sa_node *added = sa_compile_word(compiler, sizeof(sa_node), *text);
    added->kind = (uint8_t)kind;
    if (!compiler->full) {
        added->next = *end;
        *end = added;
    }
    return added;
}

/* The rule that a segment breaks, `text` being what is before its words; NULL when it breaks none.
 */
static const char *segment_rule(sa_str segment, sa_str text, enum sa_node_kind kind) {
    bool closed =
        text.len == segment.len || (kind == SA_NODE_CHOICE && segment.len > text.len + 2 &&
                                    segment.ptr[segment.len - 1] == ')');
    if (!closed || sa_str_is(text, ":")) {
        return "is no literal, :name, :name(a|b) or *";
    }
    if (!sa_plan_is_name(text)) {
        return "is not 1 to 80 printable ASCII characters without quotes and backslashes";
    }
    return sa_str_begins(text, ":unmatched-") > 0 ? "is what paths become that no template matches"
                                                  : NULL;
}

static sa_node *add_segment(sa_compiler *compiler, sa_node *node, const sa_str *part,
                            const cJSON *path) {
    sa_str segment = *part;
    sa_str text = {segment.ptr, sa_str_find(segment, "(")};
    bool choice = text.len < segment.len;
    enum sa_node_kind kind = sa_str_is(segment, "*") ? SA_NODE_TAIL
                             : *segment.ptr != ':'   ? SA_NODE_LITERAL
                             : choice                ? SA_NODE_CHOICE
                                                     : SA_NODE_PLACEHOLDER;
    const char *rule = segment_rule(segment, text, kind);
    if (rule != NULL) {
        sa_compile_fail_part(compiler, SA_PLAN_ROUTE, path, SEGMENT, part, rule);
        return node;
    }
    sa_node *child = child_of(compiler, node, kind, &text);
    if (choice && !compiler->full) { /* a template may add words to another's choice */
        compile_choice(compiler, child, part, path);
    }
    return child;
}

/* Adds the segments of a template. Returns the node that it ends at. */
static sa_node *compile_path(sa_compiler *compiler, const cJSON *path) {
    sa_str rest = sa_plan_text(path);
    sa_str segment;
    sa_node *node = &compiler->plan->root;
    uint32_t segments = 0;
    while (!compiler->full && next_segment(&rest, &segment)) {
        if (++segments > SA_ROUTE_SEGMENTS) {
            sa_compile_fail(compiler, SA_PLAN_ROUTE, path, "has more than 32 segments");
            break;
        }
        if (node->kind == SA_NODE_TAIL) {
            sa_compile_fail_part(compiler, SA_PLAN_ROUTE, path, SEGMENT, &segment,
                                 "stands behind a *");
        }
        node = add_segment(compiler, node, &segment, path);
    }
    return node;
}

static void compile_route(sa_compiler *compiler, const cJSON *route) {
    const cJSON *path = cJSON_GetObjectItemCaseSensitive(route, "path");
    const cJSON *surface = cJSON_GetObjectItemCaseSensitive(route, "surface");
    sa_node nowhere = {.is_end = false}; /* what a path with faults does not end at */
    sa_node *node = cJSON_IsString(path) ? compile_path(compiler, path) : &nowhere;
    if (sa_plan_faults_know(compiler->faults, path)) {
        node = &nowhere;
    }
    if (node->is_end) {
        sa_compile_fail(compiler, SA_PLAN_DUPLICATE, path, "is declared twice");
    }
    node->is_end = true;
    if (surface != NULL) {
        add_value(compiler, node, compiler->plan->surface, surface);
    }
    SA_PLAN_EACH_NAMED(constant, cJSON_GetObjectItemCaseSensitive(route, "properties")) {
        sa_str name = sa_plan_key(constant);
        add_value(compiler, node, settable(compiler, &name, constant, NULL), constant);
    }
}

/* Declares what the core says of each page. */
static sa_property *declare(sa_compiler *compiler, const char *name) {
    sa_str text = sa_str_from(name);
    const cJSON *constants = cJSON_GetObjectItemCaseSensitive(compiler->source, "constants");
    const cJSON *constant = cJSON_GetObjectItemCaseSensitive(constants, name);
    if (constant != NULL) {
        sa_compile_fail_part(compiler, SA_PLAN_DUPLICATE, constant, NULL, &text,
                             "is what the core itself says of each page");
    }
    return sa_compile_page_property(compiler, &text, constant, NULL);
}

void sa_compile_routes(sa_compiler *compiler, const cJSON *routes) {
    sa_plan *plan = compiler->plan;
    plan->surface = declare(compiler, "surface");
    plan->route_shape = declare(compiler, "route_shape");
    plan->viewport_class = declare(compiler, "viewport_class");
    plan->route_shape->type = SA_TYPE_ROUTE;
    sa_compile_words(compiler, &plan->viewport_class->members, viewport_classes);
    SA_PLAN_EACH_ITEM(route, routes) {
        compile_route(compiler, route);
    }
}
