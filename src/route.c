#include "route.h"

/* The classes of how many segments no template names. */
static const struct {
    uint32_t up_to;
    sa_str text;
} depth_classes[] = {
    {1, {":unmatched-1", 12}},
    {2, {":unmatched-2", 12}},
    {4, {":unmatched-3to4", 15}},
    {8, {":unmatched-5to8", 15}},
    {UINT32_MAX, {":unmatched-9up", 14}},
};

enum { CLASS_COUNT = sizeof(depth_classes) / sizeof(depth_classes[0]) };

typedef struct matcher {
    sa_str segments[SA_ROUTE_SEGMENTS];
    uint32_t count;
    const sa_node *path[SA_ROUTE_SEGMENTS + 1]; /* the node that each segment matched */
} matcher;

/* Cuts the path into segments; false when it is longer than any route may be. */
static bool split(matcher *match, const char *path, size_t len) {
    size_t at = 0;
    while (at < len && path[at] != '?' && path[at] != '#') {
        size_t start = at;
        while (at < len && path[at] != '/' && path[at] != '?' && path[at] != '#') {
            at++;
        }
        if (at > start) {
            if (match->count == SA_ROUTE_SEGMENTS) {
                return false;
            }
            match->segments[match->count++] = (sa_str){path + start, at - start};
        }
        at += at < len && path[at] == '/';
    }
    return len <= SA_ROUTE_LENGTH;
}

/* Whether the segment is a class of an earlier pass, which only a tail may take. */
static bool is_class(sa_str segment) {
    return sa_str_starts_with(segment, SA_STR(":unmatched-"));
}

/* Finds the end node for the segments from `depth` on, literals before choices before placeholders
 * before the tail. The templates are a tree, so each node is looked at once; the depth is bounded
 * by SA_ROUTE_SEGMENTS. */
static const sa_node *descend(matcher *match, const sa_node *node, uint32_t depth) {
    if (depth == match->count) {
        return node->is_end ? node : NULL;
    }
    sa_str segment = match->segments[depth];
    for (const sa_node *child = node->child; child != NULL; child = child->next) {
        bool literal = child->kind == SA_NODE_LITERAL;
        if ((literal && !sa_str_equal(child->text, segment)) ||
            (!literal && child->kind != SA_NODE_TAIL && is_class(segment))) {
            continue;
        }
        match->path[depth] = child;
        if (child->kind == SA_NODE_TAIL) {
            return child;
        }
        const sa_node *end = descend(match, child, depth + 1); // NOLINT(misc-no-recursion)
        if (end != NULL) {
            return end;
        }
    }
    return NULL;
}

/* The class of `count` unnamed segments; a class that is fed back in stays what it is. */
static const sa_str *depth_class(const matcher *match, uint32_t from) {
    uint32_t count = match->count - from;
    for (uint32_t i = 0; count == 1 && i < CLASS_COUNT; i++) {
        if (sa_str_equal(match->segments[from], depth_classes[i].text)) {
            return &depth_classes[i].text;
        }
    }
    uint32_t class = 0;
    while (count > depth_classes[class].up_to) {
        class ++;
    }
    return &depth_classes[class].text;
}

static void add_value(sa_page *page, const sa_property *property, const sa_str *json) {
    for (uint32_t i = 0; i < page->value_count; i++) {
        if (page->values[i].property == property) {
            return;
        }
    }
    if (page->value_count < SA_PAGE_VALUES) {
        page->values[page->value_count++] = (sa_page_value){property, *json, NULL};
    }
}

/* Writes the segment's text, and notes the word that a choice let stay. */
static void write_segment(sa_page *page, sa_writer *shape, const sa_node *node,
                          const sa_str *segment) {
    const sa_member *word =
        node->kind == SA_NODE_CHOICE ? sa_member_find(node->members, *segment) : NULL;
    static const sa_str other = {"\"other\"", 7};
    const sa_str *text = word != NULL ? &word->match : &node->text;
    SA_WRITE(shape, "/");
    sa_write(shape, *text);
    if (node->kind == SA_NODE_CHOICE) {
        add_value(page, node->choice, word != NULL ? &word->json : &other);
    }
}

static const sa_node *root_tail(const sa_plan *plan) {
    const sa_node *child = plan->root.child;
    while (child != NULL && child->kind != SA_NODE_TAIL) {
        child = child->next;
    }
    return child;
}

void sa_route_match_bytes(const sa_plan *plan, const char *path, size_t len, sa_page *page) {
    matcher match;
    sa_writer shape = sa_writer_on(page->text, sizeof(page->text) - 1);
    SA_WRITE(&shape, "\"");
    match.count = 0;
    bool fits = split(&match, path, len);
    const sa_node *end = fits ? descend(&match, &plan->root, 0) : NULL;
    bool matched = end != NULL;
    end = matched ? end : root_tail(plan);
    page->value_count = 0;
    if (end != NULL && end->values != NULL && end->values->property == plan->surface) {
        add_value(page, plan->surface, &end->values->json);
    }
    for (uint32_t i = 0; matched && i < match.count; i++) {
        if (match.path[i]->kind == SA_NODE_TAIL) {
            SA_WRITE(&shape, "/");
            sa_write(&shape, *depth_class(&match, i));
            break;
        }
        write_segment(page, &shape, match.path[i], &match.segments[i]);
    }
    for (const sa_page_value *value = end == NULL ? NULL : end->values; value != NULL;
         value = value->next) {
        add_value(page, value->property, &value->json);
    }
    if (shape.full || !matched) {
        shape = sa_writer_on(page->text, sizeof(page->text));
        SA_WRITE(&shape, "\"");
        SA_WRITE(&shape, "/");
        const sa_str *class = fits ? depth_class(&match, 0) : &depth_classes[CLASS_COUNT - 1].text;
        sa_write(&shape, *class);
    }
    if (shape.len == 1) {
        SA_WRITE(&shape, "/");
    }
    shape.capacity = sizeof(page->text);
    SA_WRITE(&shape, "\"");
    page->json_shape = sa_writer_text(&shape);
}

static void write_property(sa_writer *writer, uint32_t seen, const sa_property *property,
                           const sa_str *json) {
    if ((seen >> (property->page_slot - 1) & 1) == 0) {
        sa_write_comma(writer);
        sa_write(writer, property->json_key);
        sa_write(writer, *json);
    }
}

void sa_page_write(const sa_plan *plan, const sa_page *page, const sa_member *viewport,
                   uint32_t seen, sa_writer *writer) {
    for (uint32_t i = 0; i < page->value_count; i++) {
        write_property(writer, seen, page->values[i].property, &page->values[i].json);
    }
    write_property(writer, seen, plan->route_shape, &page->json_shape);
    if (viewport != NULL) {
        write_property(writer, seen, plan->viewport_class, &viewport->json);
    }
}
