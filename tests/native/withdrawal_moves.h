/* The moves of withdrawal.c. Each makes one call, or finds nothing to do, and checks what must
 * hold. */
#ifndef SA_TEST_WITHDRAWAL_MOVES_H
#define SA_TEST_WITHDRAWAL_MOVES_H

#include "withdrawal_world.h"

typedef struct move {
    const char *name;
    int tab;
    void (*make)(world *now, int tab);
} move;

enum { MOVES = 2 * 12 };

extern const move moves[MOVES];

/* What did not hold first; NULL as long as everything does. */
extern const char *broken;

/* What the moves did, to show that they did something. */
extern struct seen {
    unsigned long made;
    unsigned long left_anonymized;
    unsigned long left_identified;
    unsigned long held_back; /* batches of a tab that had not heard of a withdrawal */
    unsigned long late_answers;
} seen;

void require(bool good, const char *what);

/* The world before the first move: u is signed in in both tabs, and has chosen nothing. */
void begin(world *now, bool gpc);

/* What must hold after every move. */
void check_world(world *now);

/* What must hold of a core's memory. */
void check_wiped(void);

#endif
