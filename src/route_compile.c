/* Compiles the plan's route templates into a tree of segments. */
#include "json.h"
#include "plan_compile.h"

static const char *const viewport_classes[] = {"xs", "sm", "md", "lg", "xl"};

/* Cuts the next segment off `rest`; false at the end. Empty segments are passed over. */
static bool next_segment(sa_str *rest, sa_str *segment) {
    while (rest->len > 0 && *rest->ptr == '/') {
        rest->ptr++;
        rest->len--;
    }
    *segment = (sa_str){rest->ptr, 0};
    bool inside = false; /* a choice may hold no slash, but be kind to one that does */
    while (rest->len > 0 && (inside || *rest->ptr != '/')) {
        inside = *rest->ptr == '(' || (inside && *rest->ptr != ')');
        segment->len++;
        rest->ptr++;
        rest->len--;
    }
    return segment->len > 0;
}

static int add_value(sa_compiler *compiler, sa_node *node, sa_property *property,
                     const cJSON *source) {
    sa_str word = sa_json_text(source);
    int result = sa_compile_member(compiler, &property->members, word, word);
    sa_page_value *value = sa_arena_keep(compiler->arena, sizeof(sa_page_value));
    if (result < 0 || value == NULL) {
        return result < 0 ? result : -SA_PLAN_TOO_LARGE;
    }
    sa_page_value **end = &node->values;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    value->property = property;
    value->json = sa_member_find(property->members, word)->json;
    *end = value;
    return 0;
}

/* `:name(a|b)`: the words become members of the node, and of the page property that carries them.
 */
static int compile_choice(sa_compiler *compiler, sa_node *node, const sa_str *list) {
    sa_str words = *list;
    sa_property *property = NULL;
    sa_str name = {node->text.ptr + 1, node->text.len - 1};
    int result = sa_compile_page_property(compiler, name, &property);
    while (result == 0 && words.len > 0) {
        sa_str word = {words.ptr, 0};
        while (word.len < words.len && words.ptr[word.len] != '|') {
            word.len++;
        }
        result = sa_compile_member(compiler, &node->members, word, word);
        result = result < 0 ? result : sa_compile_member(compiler, &property->members, word, word);
        size_t used = word.len < words.len ? word.len + 1 : word.len;
        words = (sa_str){words.ptr + used, words.len - used};
    }
    node->choice = property;
    return result < 0
               ? result
               : sa_compile_member(compiler, &property->members, SA_STR("other"), SA_STR("other"));
}

/* The child of `node` for a template's segment, made when it is new. Children stand in the order in
 * which they are tried: literals, choices, placeholders, the tail. */
static int add_segment(sa_compiler *compiler, sa_node **node, const sa_str *part) {
    const sa_str segment = *part;
    size_t text_len = 0;
    while (text_len < segment.len && segment.ptr[text_len] != '(') {
        text_len++;
    }
    bool choice = text_len < segment.len;
    sa_str text = {segment.ptr, text_len};
    uint8_t kind = sa_str_equal(segment, SA_STR("*")) ? SA_NODE_TAIL
                   : *segment.ptr != ':'              ? SA_NODE_LITERAL
                   : choice                           ? SA_NODE_CHOICE
                                                      : SA_NODE_PLACEHOLDER;
    bool closed = !choice || (kind == SA_NODE_CHOICE && segment.len > text_len + 2 &&
                              segment.ptr[segment.len - 1] == ')');
    if (!sa_compile_is_name(text) || !closed || sa_str_equal(text, SA_STR(":"))) {
        return sa_compile_fail(compiler, SA_PLAN_ROUTE, segment);
    }
    sa_str words = choice ? (sa_str){segment.ptr + text_len + 1, segment.len - text_len - 2}
                          : (sa_str){NULL, 0};
    sa_node **end = &(*node)->child;
    for (; *end != NULL && (*end)->kind <= kind; end = &(*end)->next) {
        if ((*end)->kind == kind && sa_str_equal((*end)->text, text)) {
            *node = *end; /* with the words that this template adds */
            return choice ? compile_choice(compiler, *node, &words) : 0;
        }
    }
    sa_node *added = sa_arena_keep(compiler->arena, sizeof(sa_node));
    if (added == NULL) {
        return -SA_PLAN_TOO_LARGE;
    }
    added->text = (sa_str){sa_compile_keep(compiler, text, SA_KEEP_PLAIN), text.len};
    added->kind = kind;
    added->next = *end;
    *end = added;
    *node = added;
    if (added->text.ptr == NULL) {
        return -SA_PLAN_TOO_LARGE;
    }
    return choice ? compile_choice(compiler, added, &words) : 0;
}

static int compile_route(sa_compiler *compiler, const cJSON *route) {
    sa_str path = sa_json_text(sa_json_member(route, SA_STR("path")));
    const cJSON *surface = sa_json_member(route, SA_STR("surface"));
    sa_str rest = path;
    sa_str segment;
    sa_node *node = &compiler->plan->root;
    uint32_t segments = 0;
    if (path.len == 0 || *path.ptr != '/') {
        return sa_compile_fail(compiler, SA_PLAN_ROUTE, path);
    }
    while (next_segment(&rest, &segment)) {
        int result = ++segments > SA_ROUTE_SEGMENTS || node->kind == SA_NODE_TAIL
                         ? sa_compile_fail(compiler, SA_PLAN_ROUTE, path)
                         : add_segment(compiler, &node, &segment);
        if (result < 0) {
            return result;
        }
    }
    if (node->is_end) {
        return sa_compile_fail(compiler, SA_PLAN_DUPLICATE, path);
    }
    node->is_end = true;
    int result =
        surface == NULL
            ? 0
            : add_value(compiler, node, (sa_property *)(uintptr_t)compiler->plan->surface, surface);
    SA_JSON_EACH(constant, sa_json_member(route, SA_STR("properties"))) {
        sa_property *property = NULL;
        result = result < 0
                     ? result
                     : sa_compile_page_property(compiler, sa_str_from(constant->string), &property);
        result = result < 0 ? result : add_value(compiler, node, property, constant);
    }
    return result;
}

/* The properties that every page has. */
static int declare_page(sa_compiler *compiler) {
    sa_property *surface = NULL;
    sa_property *shape = NULL;
    sa_property *viewport = NULL;
    int result = sa_compile_page_property(compiler, SA_STR("surface"), &surface);
    result =
        result < 0 ? result : sa_compile_page_property(compiler, SA_STR("route_shape"), &shape);
    result = result < 0 ? result
                        : sa_compile_page_property(compiler, SA_STR("viewport_class"), &viewport);
    for (size_t i = 0; result == 0 && i < sizeof(viewport_classes) / sizeof(char *); i++) {
        sa_str name = sa_str_from(viewport_classes[i]);
        result = sa_compile_member(compiler, &viewport->members, name, name);
    }
    if (result == 0) {
        shape->type = SA_TYPE_ROUTE;
        compiler->plan->surface = surface;
        compiler->plan->route_shape = shape;
        compiler->plan->viewport_class = viewport;
    }
    return result;
}

int sa_compile_routes(sa_compiler *compiler, const cJSON *routes) {
    compiler->fault->section = SA_STR("routes");
    int result = declare_page(compiler);
    SA_JSON_EACH(route, routes) {
        if (result < 0) {
            return result;
        }
        result = compile_route(compiler, route);
    }
    return result;
}
