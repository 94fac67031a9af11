/* A verified event as a line of the endpoint's answer, in the form that its receiver takes. */
#ifndef SA_LINE_H
#define SA_LINE_H

#include "event.h"

typedef enum sa_form {
    SA_FORM_WIRE,    /* as between page and endpoint */
    SA_FORM_POSTHOG, /* an event of PostHog's /batch/ */
    SA_FORM_COLLECT, /* an event of analytics.v2's /collect (V8-V19) */
} sa_form;

typedef struct sa_line {
    const sa_json *context; /* of sa_core_verify */
    const sa_json *tenant;  /* identified: the row of its tenants that counts; else NULL */
    const sa_event *event;
    const sa_json *source; /* the event as it came */
    sa_str distinct_id;
    sa_form form;
    bool identified;
    uint32_t held_types; /* see sa_pass */
    double time_ms;
} sa_line;

/* The form that a context asks for. */
sa_form sa_line_form(const sa_json *context);

/* Appends the line, its id first so that it stands at a known place. */
void sa_line_write(sa_core *core, const sa_line *line, sa_writer *out);

#endif
