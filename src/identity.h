/* The anonymous id (S26-S29, S59, S60): `anon_` and a random UUID, one for each browser and user,
 * for 13 months at most. */
#ifndef SA_IDENTITY_H
#define SA_IDENTITY_H

#include "core.h"

enum { SA_OWNER_LENGTH = 8 };

/* Makes sure that the events captured now have an id: the stored one if it is ours, strictly valid,
 * not expired and not another user's, else a new one, which is stored and read back so that two
 * tabs agree. */
void sa_identity_ensure(sa_core *core, double now_ms);

/* Forgets the id in use, and removes the stored one if `remove`. */
void sa_identity_forget(sa_core *core, bool remove);

/* Whether the id in use is the stored one, and may be. */
bool sa_identity_is_stored(sa_core *core);

/* Whether the id in use was stored and is not any more: another tab forgot it or took another one,
 * or it is not this user's. */
bool sa_identity_is_lost(sa_core *core);

/* Binds a stored id without an owner to the user who is signed in now. */
void sa_identity_claim(sa_core *core);

/* Eight hex digits that tie a text to the user signed in, and mean nothing without that text;
 * `00000000` for nobody. */
void sa_identity_owner(const sa_core *core, sa_str salt, char owner[SA_OWNER_LENGTH]);

/* Whether those digits are the ones of the user signed in. */
bool sa_identity_is_owner(const sa_core *core, sa_str salt, const char *owner);

/* Writes a fresh id. */
void sa_identity_make(sa_core *core, char id[SA_ID_LENGTH]);

/* Whether `id` is `anon_` and a UUID of version 4. */
bool sa_identity_is_valid(sa_str id);

#endif
