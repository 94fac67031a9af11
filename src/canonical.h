/* A text as the rules read it, whatever it was disguised as. */
#ifndef SA_CANONICAL_H
#define SA_CANONICAL_H

#include "arena.h"
#include "str.h"

/* The text with percent-encoding undone, however often it was done, without characters that nobody
 * sees, and with full-width forms as the ASCII that they are forms of. Itself where nothing of that
 * is in it; empty when the arena does not hold the other. */
sa_str sa_canonical(sa_arena *arena, sa_str text);

/* The same without percent signs undone: what looks like an escape may as well be a percent sign
 * and two characters of something else. */
sa_str sa_visible(sa_arena *arena, sa_str text);

#endif
