/* What a short text must not look like to leave as it is. */
#ifndef SA_IDENTIFIER_H
#define SA_IDENTIFIER_H

#include "writer.h"

/* `1`, `v2.13.4`, `120.0.6099.109`, `1.0.0-beta.2`: at most four numbers of five digits that are no
 * IPv4 address, and a well-known pre-release word. */
bool sa_identifier_is_version(sa_str text);

/* A machine word: a letter, then letters, digits and `_.:-`, that looks like no id, digest or key.
 */
bool sa_identifier_is_token(sa_str text);

/* Whether the text looks generated: too many digits, or too long a run of hex or of mixed letters
 * and digits. */
bool sa_identifier_looks_generated(sa_str text);

/* Whether the text ends like the name of a domain or a host: `acme.com`, `build-7.acme.internal`.
 */
bool sa_identifier_is_domain(sa_str text);

/* Writes scheme, host, port and path of an http(s) URL as a JSON string, without user info, query,
 * fragment and trailing slashes (V38). False when it is no such URL, or, unless `ids`, when a part
 * of it looks generated. */
bool sa_identifier_write_url_base(sa_writer *writer, sa_str text, bool ids);

#endif
