/* Keys, tokens and passwords in a text. They leave in no mode. */
#ifndef SA_SECRET_H
#define SA_SECRET_H

#include "arena.h"
#include "str.h"

/* Whether the text holds, in whatever encoding, a key with a well-known beginning, a JSON Web
 * Token, a private key, what stands behind `password=` and its like, or user info in a URL. The
 * arena lends the memory. */
bool sa_secret_is_in(sa_arena *arena, sa_str text);

/* Whether a private key is in the text, or a part of one: it takes time that grows with the text as
 * the text does, that of sa_secret_masked with its square. */
bool sa_secret_is_private_key(sa_arena *arena, sa_str text);

/* The text with `[secret]` in the place of each, and of long runs that look like keys; itself where
 * there is none, and empty when the arena does not hold the other. */
sa_str sa_secret_masked(sa_arena *arena, sa_str text);

#endif
