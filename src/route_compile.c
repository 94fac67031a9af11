/* Compiles the plan's route templates into a tree of segments. */
#include "plan_compile.h"
#include "route.h"

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

/* What the core writes of each page itself cannot be a choice or a constant: it would leave twice.
 */
static void refuse_own(sa_compiler *compiler, const sa_property *property, const cJSON *item) {
    if (property == compiler->plan->route_shape || property == compiler->plan->viewport_class) {
        sa_compile_fail(compiler, SA_PLAN_DUPLICATE, item, "says what the core says of each page");
    }
}

/* `:name(a|b)`: the words become members of the node, and of the page property that carries them.
 */
static void compile_choice(sa_compiler *compiler, sa_node *node, sa_str words, const cJSON *path) {
    sa_property *property =
        sa_compile_page_property(compiler, node->word.ptr + 1, node->word.len - 1, path);
    refuse_own(compiler, property, path);
    while (words.len > 0) {
        sa_str word = {words.ptr, sa_str_find(words, "|")};
        if (!sa_compile_is_name(word)) {
            sa_compile_fail(compiler, SA_PLAN_LIST, path,
                            "has a choice of words that are empty or not plain printable text");
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

static sa_node *add_segment(sa_compiler *compiler, sa_node *node, const sa_str *part,
                            const cJSON *path) {
    sa_str segment = *part;
    sa_str text = {segment.ptr, sa_str_find(segment, "(")};
    bool choice = text.len < segment.len;
    enum sa_node_kind kind = sa_str_is(segment, "*") ? SA_NODE_TAIL
                             : *segment.ptr != ':'   ? SA_NODE_LITERAL
                             : choice                ? SA_NODE_CHOICE
                                                     : SA_NODE_PLACEHOLDER;
    bool closed = !choice || (kind == SA_NODE_CHOICE && segment.len > text.len + 2 &&
                              segment.ptr[segment.len - 1] == ')');
    if (!sa_compile_is_name(text) || !closed || sa_str_is(text, ":") ||
        sa_str_begins(text, ":unmatched-") > 0) {
        sa_compile_fail(compiler, SA_PLAN_ROUTE, path,
                        "has a segment that is no literal, :name, :name(a|b) or *");
        return node;
    }
    sa_node *child = child_of(compiler, node, kind, &text);
    if (choice && !compiler->full) {
        sa_str words = {segment.ptr + text.len + 1, segment.len - text.len - 2};
        compile_choice(compiler, child, words,
                       path); /* a template may add words to another's choice */
    }
    return child;
}

/* Adds the segments of a template. Returns the node that it ends at. */
static sa_node *compile_path(sa_compiler *compiler, const cJSON *path) {
    sa_str rest = sa_plan_text(path);
    sa_str segment;
    sa_node *node = &compiler->plan->root;
    uint32_t segments = 0;
    if (sa_str_begins(rest, "/") == 0) {
        sa_compile_fail(compiler, SA_PLAN_ROUTE, path, "must begin with a slash");
    }
    while (!compiler->full && next_segment(&rest, &segment)) {
        if (++segments > SA_ROUTE_SEGMENTS) {
            sa_compile_fail(compiler, SA_PLAN_ROUTE, path, "has more than 32 segments");
            break;
        }
        if (node->kind == SA_NODE_TAIL) {
            sa_compile_fail(compiler, SA_PLAN_ROUTE, path, "goes on behind its *");
        }
        node = add_segment(compiler, node, &segment, path);
    }
    return node;
}

static void compile_route(sa_compiler *compiler, const cJSON *route) {
    const cJSON *path = cJSON_GetObjectItemCaseSensitive(route, "path");
    const cJSON *surface = cJSON_GetObjectItemCaseSensitive(route, "surface");
    if (!cJSON_IsString(path)) {
        return;
    }
    sa_node *node = compile_path(compiler, path);
    if (node->is_end) {
        sa_compile_fail(compiler, SA_PLAN_DUPLICATE, path, "is declared twice");
    }
    node->is_end = true;
    if (surface != NULL) {
        add_value(compiler, node, compiler->plan->surface, surface);
    }
    SA_PLAN_EACH(constant, cJSON_GetObjectItemCaseSensitive(route, "properties")) {
        sa_str name = sa_plan_key(constant);
        sa_property *property = sa_compile_page_property(compiler, name.ptr, name.len, constant);
        refuse_own(compiler, property, constant);
        add_value(compiler, node, property, constant);
    }
}

static sa_property *declare(sa_compiler *compiler, const char *name) {
    return sa_compile_page_property(compiler, name, strlen(name), compiler->at);
}

void sa_compile_routes(sa_compiler *compiler, const cJSON *routes) {
    sa_plan *plan = compiler->plan;
    plan->surface = declare(compiler, "surface");
    plan->route_shape = declare(compiler, "route_shape");
    plan->viewport_class = declare(compiler, "viewport_class");
    plan->route_shape->type = SA_TYPE_ROUTE;
    sa_compile_words(compiler, &plan->viewport_class->members, viewport_classes);
    SA_PLAN_EACH(route, routes) {
        compile_route(compiler, route);
    }
}
