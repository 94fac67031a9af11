/* Sentences in anonymized mode: the words that everybody uses stay, the rest is left out. */
#ifndef SA_REDACT_H
#define SA_REDACT_H

#include "arena.h"
#include "plan.h"

/* The text with `[...]` in place of what is no known word, or begins with a capital where no
 * sentence does: names, ids, paths, addresses. Itself where there is nothing of that, and empty
 * when the arena does not hold the other. */
sa_str sa_redacted(sa_arena *arena, const sa_plan *plan, sa_str text);

#endif
