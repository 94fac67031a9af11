/* The words of programs and their interfaces: what undeclared properties may be made of. */
#ifndef SA_VOCABULARY_H
#define SA_VOCABULARY_H

#include "str.h"

/* Whether `word`, in lower case, is known: listed in vocabulary.def, or made of a listed one by a
 * usual ending or beginning (`retries`, `unpinned`, `reconnecting`). A name is none, unless it is a
 * word as well. */
bool sa_vocabulary_has(const char *ptr, size_t len);

/* Whether it is a unit that may follow a number without anything between: `250ms`, `10k`. */
bool sa_vocabulary_has_unit(const char *ptr, size_t len);

#endif
