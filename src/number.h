/* Numbers and their text, equal on every platform: the shortest text that reads back as the same
 * double, as ECMAScript writes it. The common cases are exact in a few lines; the rest is asked of
 * the host, whose libc or JavaScript engine is right by definition. */
#ifndef SA_NUMBER_H
#define SA_NUMBER_H

#include "str.h"

enum { SA_NUMBER_TEXT = 32 }; /* bytes that hold any double's shortest text */

/* The double nearest to the JSON number in `text`; infinite when it is out of range. */
double sa_number_parse(sa_str text);

/* Writes the shortest text of `value` and returns its length. -0 is written as 0, what is not
 * finite as null. */
size_t sa_number_text(double value, char text[SA_NUMBER_TEXT]);

/* The two calls for which the host is asked, defined once for each platform: src/number_native.c
 * (libc) and wasm/boundary.c (JavaScript's Number). */
double sa_host_number_parse(const char *ptr, size_t len);
size_t sa_host_number_text(double value, char *text);

#endif
