/* What an undeclared property's key says of its value (S33, S34). */
#ifndef SA_KEY_H
#define SA_KEY_H

#include "str.h"

/* Whether the key names something that identifies: a person or what is theirs, a place, a device, a
 * secret, or content. Its words are looked at, in whatever way they are put together: `userId`,
 * `owner_emails`, `ctx.account.displayName`, `phone_number_2`. The last one counts, so that
 * `username_length` and `email_count` do not identify. */
bool sa_key_is_identifying(sa_str key);

/* Whether it asks a question of yes and no, `has_email`: the answer alone identifies nobody. */
bool sa_key_is_question(sa_str key);

#endif
