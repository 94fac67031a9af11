/* Fuzz target: any bytes, as plan, settings, event, path, request and explanation, against one
 * core. What must hold is checked beside the sanitizers: whatever leaves can be read again, and a
 * second verification changes nothing.
 *
 * Built twice: with libFuzzer (`cmake --preset fuzz`), and with the driver below for the short
 * seeded run in the tests. */
#include <stdio.h>
#include <stdlib.h>

#include "../native/support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char plan[] =
    "{\"format\":1,\"name\":\"fuzz\",\"undeclared\":\"filter\",\"words\":[\"h\",\"ok\"],\"tenant\":\"t\",\"constants\":{\"z\":1},"
    "\"routes\":[{\"path\":\"/a/:b/:c(d|e)\",\"surface\":\"s\"},{\"path\":\"/*\",\"surface\":\"o\"}],"
    "\"properties\":{\"n\":{\"type\":\"number\",\"min\":-9,\"max\":1000000},"
    "\"x\":{\"type\":\"text\",\"anonymized\":\"length\"},\"t\":{\"type\":\"id\",\"format\":\"slug\"},"
    "\"l\":{\"type\":\"list\",\"values\":[\"a\",\"b\"]},\"u\":{\"type\":\"url_base\"},"
    "\"v\":{\"type\":\"version\"},\"k\":{\"type\":\"token\"},"
    "\"f\":{\"type\":\"family\",\"families\":{\"q\":[\"r\"]}}},"
    "\"standing\":[\"n\",\"x\",\"t\",\"l\",\"u\",\"v\",\"k\",\"f\"],\"events\":{\"e\":{},\"page viewed\":{}}}";

static const char context[] = "{\"mode\":\"identified\",\"format\":\"wire\",\"distinctId\":\"u\","
                              "\"tenants\":[{\"t\":\"acme\"}],\"properties\":{\"p\":null}}";

static void require(bool holds, const char *what) {
    if (!holds) {
        (void)fprintf(stderr, "violated: %s\n", what);
        abort();
    }
}

static void open_plan(sa_core *core) {
    require(sa_core_open(core, put_input(core, plan, sizeof(plan) - 1)) > 0, "the plan opens");
    (void)sa_core_configure(core, put_input(core, "{}", 2));
}

static int verify(sa_core *core, const char *body, size_t len) {
    size_t head = sizeof(context) - 1;
    size_t room = SA_INPUT_SIZE - head;
    memcpy(sa_core_input(core), context, head);
    memcpy(sa_core_input(core) + head, body, len < room ? len : room);
    return sa_core_verify(core, head, len < room ? len : room + 1);
}

/* The lines of a verified request, as the batch of a second request, come out as they were. */
static void check_fixed_point(sa_core *core, int len) {
    static char first[SA_OUTPUT_SIZE];
    static char body[SA_OUTPUT_SIZE + 64];
    memcpy(first, sa_core_output(core), (size_t)len);
    const char *lines = memchr(first, '\n', (size_t)len);
    require(lines != NULL, "a header line");
    size_t size = (size_t)(first + len - ++lines);
    bool identified = strncmp(first, "{\"mode\":\"identified\"", 20) == 0;
    size_t at = (size_t)snprintf(body, 64, "{%s\"batch\":[",
                                 identified ? "" : "\"anonymousDistinctId\":0,");
    if (size == 0 || size + at + 2 > SA_INPUT_SIZE - sizeof(context)) {
        return;
    }
    for (size_t i = 0; i + 1 < size; i++) {
        body[at++] = lines[i] == '\n' ? ',' : lines[i];
    }
    body[at++] = ']';
    body[at++] = '}';
    int again = verify(core, body, at);
    require(again > 0, "what was verified can be read again");
    const char *repeated = memchr(sa_core_output(core), '\n', (size_t)again);
    size_t repeated_size = (size_t)(sa_core_output(core) + again - ++repeated);
    require(repeated_size == size && memcmp(repeated, lines, size) == 0,
            "a second verification changes nothing");
}

/* A plan that opened, whatever it is, must do no harm. */
static void use_plan(sa_core *core) {
    static const char event[] =
        "{\"event\":\"e\",\"properties\":{\"n\":1,\"x\":\"y\",\"l\":[\"a\"],\"f\":\"r\",\"t\":\"acme\"}}";
    (void)sa_core_configure(core, put_input(core, "{}", 2));
    (void)sa_core_route(core, put_input(core, "/a/b/d/x", 8), 800);
    (void)sa_core_explain(core, put_input(core, event, sizeof(event) - 1), SA_MODE_IDENTIFIED);
    (void)sa_core_capture(core, put_input(core, event, sizeof(event) - 1));
    (void)sa_core_batch(core, 1);
    (void)verify(core, event, sizeof(event) - 1);
    require(sa_core_image(core) != 0, "an open plan has an image");
}

/* The image of the plan that is open, with a few of its bytes replaced: pairs of place and byte. */
static size_t put_image(sa_core *core, const char *changes, size_t size) {
    int len = sa_core_image(core);
    require(len > 0, "the plan has an image");
    memcpy(sa_core_input(core), sa_core_output(core), (size_t)len);
    for (size_t i = 0; i + 2 < size && i < 24; i += 3) {
        size_t place = (size_t)(unsigned char)changes[i] * 256 + (unsigned char)changes[i + 1];
        sa_core_input(core)[place % (size_t)len] = changes[i + 2];
    }
    return (size_t)len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static fake_host fake;
    static sa_core *core;
    const char *text = (const char *)data + 1;
    if (core == NULL) {
        core = make_core(&fake);
        open_plan(core);
    }
    if (size == 0) {
        return 0;
    }
    size_t len = put_input(core, text, size - 1);
    switch (data[0] % 8) {
    case 0:
        if (sa_core_open_image(core, len) == 0) {
            use_plan(core);
        }
        open_plan(core);
        break;
    case 7:
        len = put_image(core, text, size - 1);
        if (sa_core_open_image(core, len) == 0) {
            use_plan(core);
        }
        open_plan(core);
        break;
    case 1:
        (void)sa_core_configure(core, len);
        (void)sa_core_configure(core, put_input(core, "{\"enabled\":true,\"gpc\":false}", 28));
        break;
    case 2: (void)sa_core_route(core, len, (int)size); break;
    case 3:
        (void)sa_core_explain(core, len, data[0] > 127 ? SA_MODE_IDENTIFIED : SA_MODE_ANONYMIZED);
        break;
    case 4: (void)sa_core_sign_in(core, len); break;
    case 5:
        if (sa_core_capture(core, len) > 0 || data[0] > 127) {
            int batch = sa_core_batch(core, 1 + data[0]);
            require(batch >= 0, "a batch fits");
            (void)sa_core_acknowledge(core, 1 + data[0], 100 + (int)(size % 500), (double)size);
        }
        break;
    default: {
        int verified = verify(core, text, size - 1);
        if (verified > 0) {
            check_fixed_point(core, verified);
        }
    }
    }
    return 0;
}
