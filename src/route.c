#include "route.h"

#include "build.h"

/* The classes of how many segments no template names, each by the fewest first. */
static const char depth_classes[] =
    ":unmatched-1\0:unmatched-2\0:unmatched-3to4\0:unmatched-5to8\0:unmatched-9up\0";

enum { FEWEST = sizeof(":unmatched-") - 1 };

typedef struct matcher {
    const sa_plan *plan;
    sa_str segments[SA_ROUTE_SEGMENTS];
    uint32_t count;
    const sa_node *path[SA_ROUTE_SEGMENTS]; /* the node that each segment matched */
    sa_page *page;
    sa_writer shape;
    char text[SA_ROUTE_LENGTH]; /* the path, decoded: at the end */
} matcher;

/* Undoes percent-encoding, however often it was done, from the end to the beginning: what comes out
 * may be the end of another one. An encoded slash stays part of its segment. Returns where the text
 * begins. */
static const char *decode(matcher *match, const char *path, size_t len) {
    const char *end = match->text + sizeof(match->text);
    char *to = match->text + sizeof(match->text);
    while (len > 0) {
        *--to = path[--len];
        while (*to == '%' && end - to > 2 && sa_hex_value(to[1]) >= 0 && sa_hex_value(to[2]) >= 0) {
            char decoded = (char)(sa_hex_value(to[1]) * 16 + sa_hex_value(to[2]));
            to += 2;
            *to = (char)(decoded == '/' ? '_' : decoded);
        }
    }
    return to;
}

/* Whether the segment says the word, whatever its case. */
static bool is_word(const sa_word *word, const sa_str *segment) {
    return word->len == segment->len &&
           sa_bytes_begin_folded(segment->ptr, segment->len, word->ptr, word->len) > 0;
}

/* The word of a list that the segment says, whatever its case. */
static const sa_member *find(const sa_member *members, const sa_str *segment) {
    while (members != NULL && !is_word(&members->word, segment)) {
        members = members->next;
    }
    return members;
}

/* Cuts the path into segments without matrix parameters, prefixes, and what stands for no segment;
 * false when it has more than any route may have. */
static bool split(matcher *match, const char *path, size_t len) {
    for (size_t at = 0; at < len; at++) {
        size_t size = sa_bytes_find(path + at, len - at, "/");
        sa_str segment = {path + at, sa_bytes_find(path + at, size, ";")};
        at += size;
        if (sa_str_equal(segment, SA_STR(".."))) {
            match->count -= match->count > 0;
        } else if (segment.len > 0 && !sa_str_equal(segment, SA_STR(".")) &&
                   (match->count > 0 || find(match->plan->prefixes, &segment) == NULL)) {
            if (match->count == SA_ROUTE_SEGMENTS) {
                return false;
            }
            match->segments[match->count++] = segment;
        }
    }
    return true;
}

/* Finds the end node for the segments from `depth` on, literals before choices before placeholders
 * before the tail. The templates are a tree, so each node is looked at once; the depth is bounded
 * by SA_ROUTE_SEGMENTS. */
static const sa_node *descend(matcher *match, const sa_node *node, uint32_t depth) {
    const sa_node *end = NULL;
    if (depth == match->count) {
        return node->is_end ? node : NULL;
    }
    /* A class of an earlier pass is only a tail's to take. */
    bool is_class = sa_str_begins(match->segments[depth], ":unmatched-") > 0;
    for (const sa_node *child = node->child; child != NULL && end == NULL; child = child->next) {
        bool takes = child->kind == SA_NODE_LITERAL ? is_word(&child->word, &match->segments[depth])
                                                    : child->kind == SA_NODE_TAIL || !is_class;
        if (!takes) {
            continue;
        }
        match->path[depth] = child;
        end = child->kind == SA_NODE_TAIL
                  ? child
                  : descend(match, child, depth + 1); // NOLINT(misc-no-recursion)
    }
    return end;
}

/* Writes the class of the segments from `from` on; a class that is fed back in stays what it is. */
static void write_depth_class(matcher *match, uint32_t from) {
    uint32_t count = match->count - from;
    const sa_str *only = count == 1 ? &match->segments[from] : NULL;
    const char *class = depth_classes;
    SA_WORDS_EACH(word, depth_classes) {
        if (only != NULL && sa_str_is(*only, word)) {
            class = word;
            count = 0; /* no other */
        }
        class = (uint32_t)(word[FEWEST] - '0') <= count ? word : class;
    }
    sa_write_char(&match->shape, '/');
    sa_write_chars(&match->shape, class);
}

static void add_value(sa_page *page, const sa_property *property, const sa_word *word) {
    for (uint32_t i = 0; i < page->value_count; i++) {
        if (page->values[i].property == property) {
            return;
        }
    }
    if (page->value_count < SA_PAGE_VALUES) {
        page->values[page->value_count++] = (sa_page_value){property, word, NULL};
    }
}

/* Writes the segment's text, and notes the word that a choice let stay. */
static void write_segment(matcher *match, const sa_node *node, const sa_str *segment) {
    static const sa_word other = {&"\"other\""[1], 5};
    const sa_word *word = &node->word;
    if (node->choice != NULL) {
        const sa_member *member = find(node->members, segment);
        word = member != NULL ? &member->word : word;
        add_value(match->page, node->choice, member != NULL ? word : &other);
    }
    sa_write_char(&match->shape, '/');
    sa_write(&match->shape, *word);
}

/* The shape of a path that a template matches. */
static void write_shape(matcher *match) {
    for (uint32_t i = 0; i < match->count; i++) {
        if (match->path[i]->kind == SA_NODE_TAIL) {
            write_depth_class(match, i);
            return;
        }
        write_segment(match, match->path[i], &match->segments[i]);
    }
    if (match->count == 0) {
        sa_write_char(&match->shape, '/');
    }
}

/* What a segment is, where the plan has no template for it: a kind that it was given before, or the
 * plan's words, or the kind that it looks like. */
static void write_kind(matcher *match, const sa_str *segment) {
    static const char kinds[] = ":number\0:uuid\0:hex\0:email\0:text\0";
    enum { NUMBER, UUID, HEX, EMAIL, TEXT, UUID_LENGTH = 36 };
    int kind = sa_words_find(kinds, segment->ptr, segment->len);
    size_t digits = 0;
    size_t hex = 0;
    for (size_t i = 0; i < segment->len; i++) {
        digits += sa_is_digit(segment->ptr[i]);
        hex += sa_hex_value(segment->ptr[i]) >= 0;
    }
    sa_write_char(&match->shape, '/');
    bool spelled =
        digits == 0 && sa_str_made_of(*segment, "_.-") && sa_plan_spells(match->plan, *segment);
    if (kind < 0 && (spelled || find(match->plan->words, segment) != NULL)) {
        sa_write_lower(&match->shape, segment->ptr, segment->len);
        return;
    }
    if (kind < 0) {
        kind = digits == segment->len                                  ? NUMBER
               : segment->len == UUID_LENGTH && hex == UUID_LENGTH - 4 ? UUID
               : hex == segment->len && digits > 0                     ? HEX
               : sa_str_find(*segment, "@") < segment->len             ? EMAIL
                                                                       : TEXT;
    }
    sa_write_chars(&match->shape, sa_words_at(kinds, kind));
}

/* The shape of a path that no template matches, segment by segment. */
static void write_kinds(matcher *match) {
    for (uint32_t i = 0; i < match->count; i++) {
        write_kind(match, &match->segments[i]);
    }
    if (match->count == 0) {
        sa_write_char(&match->shape, '/');
    }
}

/* What holds where no template matches: the tail of the root, if the plan has one. */
static const sa_node *root_tail(const sa_plan *plan) {
    const sa_node *child = plan->root.child;
    while (child != NULL && child->kind != SA_NODE_TAIL) {
        child = child->next;
    }
    return child;
}

void sa_route_match_bytes(const sa_plan *plan, const char *path, size_t len, sa_page *page) {
    matcher match;
    match.plan = plan;
    match.page = page;
    match.count = 0;
    len = sa_bytes_find(path, len, "?#");
    bool fits = len <= SA_ROUTE_LENGTH;
    if (fits) {
        const char *decoded = decode(&match, path, len);
        fits = split(&match, decoded, (size_t)(match.text + sizeof(match.text) - decoded));
    }
    if (!fits) {
        match.count = SA_ROUTE_SEGMENTS; /* of the deepest class */
    }
    const sa_node *matched = fits ? descend(&match, &plan->root, 0) : NULL;
    const sa_node *end = matched != NULL ? matched : root_tail(plan);
    const sa_page_value *values = end != NULL ? end->values : NULL;
    match.shape = sa_writer_on(page->text, sizeof(page->text) - 1);
    page->value_count = 0;
    if (values != NULL && values->property == plan->surface) {
        add_value(page, plan->surface, values->word);
    }
    sa_write_char(&match.shape, '"');
    if (matched != NULL) {
        write_shape(&match);
    } else if (SA_IS_WHOLE && fits && (plan->rules & SA_RULE_SHAPES) != 0) {
        write_kinds(&match);
    }
    for (; values != NULL; values = values->next) {
        add_value(page, values->property, values->word);
    }
    if (match.shape.len == 1 || match.shape.full) {
        match.shape.len = 1;
        match.shape.full = false;
        write_depth_class(&match, 0);
    }
    page->text[match.shape.len] = '"'; /* a place was kept for it */
    page->shape = (sa_word){page->text + 1, match.shape.len - 1};
}

static void write_property(sa_writer *writer, uint32_t seen, const sa_property *property,
                           const sa_word *word) {
    if ((seen >> property->page_slot & 1) == 0) {
        sa_write_word_key(writer, &property->word);
        sa_write_word(writer, word);
    }
}

void sa_page_write(const sa_plan *plan, const sa_page *page, const sa_member *viewport,
                   uint32_t seen, sa_writer *writer) {
    for (uint32_t i = 0; i < page->value_count; i++) {
        write_property(writer, seen, page->values[i].property, page->values[i].word);
    }
    write_property(writer, seen, plan->route_shape, &page->shape);
    if (viewport != NULL) {
        write_property(writer, seen, plan->viewport_class, &viewport->word);
    }
}
