/* What a short text must be like to leave as it is. */
#ifndef SA_IDENTIFIER_H
#define SA_IDENTIFIER_H

#include "plan.h"

/* `1`, `v2.13.4`, `120.0.6099.109`, `1.0.0-beta.2`: at most four numbers as versions have them, and
 * a well-known pre-release word. */
bool sa_identifier_is_version(sa_str text);

/* The form of a machine word: a letter, then letters, digits and `_.:-`. */
bool sa_identifier_is_token(sa_str text);

/* Whether the text is a path or a URL, or holds the name of a domain or a host: `/home`, `C:temp`,
 * `build-7.internal`, `example.com/x`. */
bool sa_identifier_is_place(sa_str text);

/* Writes scheme, host, port and path of an http(s) URL as a JSON string, without user info, query,
 * fragment and trailing slashes (V38). False when it is no such URL, or, unless `plan` is NULL,
 * when it is not made of words that the plan lists. */
bool sa_identifier_write_url_base(sa_writer *writer, sa_str text, const sa_plan *plan);

#endif
