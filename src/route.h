/* A path's shape and surface, by the plan's templates (S17, S18, S21). Structural, and failing
 * closed: what leaves is copied from the templates; a segment that they do not name becomes its
 * placeholder. */
#ifndef SA_ROUTE_H
#define SA_ROUTE_H

#include "plan.h"
#include "writer.h"

typedef struct sa_page {
    uint32_t value_count;
    sa_page_value
        values[SA_PAGE_VALUES]; /* surface first, then choices left to right, then constants */
    sa_word shape;              /* in `text` */
    char text[SA_SHAPE_LENGTH];
} sa_page;

/* Finds the page of `path`; a query or fragment is cut off first. Always succeeds: what no template
 * matches is `/:unmatched-…` with the class of its depth. */
void sa_route_match_bytes(const sa_plan *plan, const char *path, size_t len, sa_page *page);

SA_INLINE void sa_route_match(const sa_plan *plan, sa_str path, sa_page *page) {
    sa_route_match_bytes(plan, path.ptr, path.len, page);
}

/* Writes the page's properties but for those whose bit is set in `seen`, and the viewport's class
 * unless it is NULL. */
void sa_page_write(const sa_plan *plan, const sa_page *page, const sa_member *viewport,
                   uint32_t seen, sa_writer *writer);

#endif
