/* Requests to the endpoint, stuffed with canaries beside those of the event that they carry. */
#ifndef SA_FUZZ_REQUEST_H
#define SA_FUZZ_REQUEST_H

#include "event.h"

/* Appends what the session says of the request, which allows no more than `mode`, and the format of
 * the lines: "wire" or "posthog". A session in identified mode has no canary in it, as what it says
 * leaves. */
void context_make(draft *to, plants *all, int mode, const char *format);

/* Appends a request with the event in it: a batch, or the event alone. It asks for anonymized mode
 * unless `mode` is the identified one. */
void request_make(draft *to, plants *all, const test_event *carried, int mode);

#endif
