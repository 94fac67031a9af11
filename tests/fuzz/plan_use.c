#include "plan_use.h"

#include <stdlib.h>

static const char event[] =
    "{\"event\":\"e\",\"properties\":{\"n\":1,\"x\":\"y\",\"l\":[\"a\"],\"f\":\"r\",\"t\":\"acme\"}}";
static const char context[] = "{\"mode\":\"identified\",\"format\":\"wire\",\"distinctId\":\"u\","
                              "\"tenants\":[{\"t\":\"acme\"}],\"properties\":{\"p\":null}}";

void use_plan(sa_core *core) {
    size_t len = sizeof(event) - 1;
    (void)sa_core_configure(core, put_input(core, "{}", 2));
    (void)sa_core_route(core, put_input(core, "/a/b/d/x", 8), 800);
    for (int mode = SA_MODE_OFF; mode <= SA_MODE_IDENTIFIED; mode++) {
        (void)sa_core_explain(core, put_input(core, event, len), mode);
    }
    if (sa_core_capture(core, put_input(core, event, len)) >= 0) {
        require(sa_core_batch(core, 1) > 0, "what was captured makes a batch");
        (void)sa_core_acknowledge(core, 1, 200, 0); /* the number is free again */
    }
    (void)verify_request(core, sa_str_from(context), (sa_str){event, len});
}

void require_stable_verification(sa_core *core) {
    sa_str body = {event, sizeof(event) - 1};
    int verified = verify_request(core, sa_str_from(context), body);
    if (verified > 0) {
        require_fixed_point(core, sa_str_from(context), verified);
    }
}

void require_stable_image(sa_core *core) {
    int len = sa_core_image(core);
    require(len > 0 && len <= SA_INPUT_SIZE, "an open plan has an image");
    char *first = allocate((size_t)len);
    memcpy(first, sa_core_output(core), (size_t)len);
    require(sa_core_open_image(core, put_input(core, first, (size_t)len)) == 0, "an image opens");
    int again = sa_core_image(core);
    require(again == len && memcmp(sa_core_output(core), first, (size_t)len) == 0,
            "the image of an image is the same");
    free(first);
}
