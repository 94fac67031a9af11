/* Runs calls of the core that it reads by lines and answers each with a line, so that another
 * program can hold its outputs against those of another build: see tests/node/differential.test.js.
 *
 *     explain x7b226576656e74223a2265227d 2       a call, its texts in hexadecimal, its numbers
 *     43 x7b226576656e74223a6e756c6c2c…           the result, and the output if there is one
 *
 * `new` begins again with a host as made up as that of tests/vectors/runner.js. */
#include <stdio.h>
#include <stdlib.h>

#include "require.h"
#include "support.h"

enum { ARGUMENTS = 3, LINE_SIZE = 4 * SA_INPUT_SIZE };

typedef struct caller {
    fake_host fake;
    sa_core *core;
    char *words[ARGUMENTS]; /* of the line, behind the name of the call */
} caller;

static int hex_value(char c) {
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* Decodes the hexadecimal word at `index`, behind its x, into the core's input behind `at` bytes.
 * Returns its length. */
static size_t put_hex(const caller *by, int index, size_t at) {
    const char *word = by->words[index] + 1;
    char *input = sa_core_input(by->core) + at;
    size_t len = 0;
    for (; word[2 * len] != 0 && word[2 * len + 1] != 0 && at + len < SA_INPUT_SIZE; len++) {
        input[len] = (char)(hex_value(word[2 * len]) * 16 + hex_value(word[2 * len + 1]));
    }
    return len;
}

static int number(const caller *by, int index) {
    return (int)strtol(by->words[index], NULL, 10);
}

static int begin_again(caller *by) {
    free(by->core);
    by->core = make_core(&by->fake);
    return 0;
}

static int open_plan(caller *by) {
    int result = sa_core_open(by->core, put_hex(by, 0, 0));
    return result < 0 ? (int)strlen(sa_core_output(by->core)) : result;
}

/* As the build of pages does: the result alone. */
static int open_image(caller *by) {
    return sa_core_open_image(by->core, put_hex(by, 0, 0));
}

static int image(caller *by) {
    return sa_core_image(by->core);
}

static int configure(caller *by) {
    return sa_core_configure(by->core, put_hex(by, 0, 0));
}

static int sign_in(caller *by) {
    return sa_core_sign_in(by->core, put_hex(by, 0, 0));
}

static int sign_out(caller *by) {
    return sa_core_sign_out(by->core);
}

static int capture(caller *by) {
    return sa_core_capture(by->core, put_hex(by, 0, 0));
}

static int route(caller *by) {
    return sa_core_route(by->core, put_hex(by, 0, 0), number(by, 1));
}

static int due(caller *by) {
    return sa_core_due(by->core);
}

static int batch(caller *by) {
    return sa_core_batch(by->core, number(by, 0));
}

static int acknowledge(caller *by) {
    return sa_core_acknowledge(by->core, number(by, 0), number(by, 1), number(by, 2));
}

static int explain(caller *by) {
    return sa_core_explain(by->core, put_hex(by, 0, 0), number(by, 1));
}

static int verify(caller *by) {
    size_t context = put_hex(by, 0, 0);
    return sa_core_verify(by->core, context, put_hex(by, 1, context));
}

static int count(caller *by) {
    return sa_core_count(by->core, number(by, 0));
}

static int advance(caller *by) {
    by->fake.now_ms += number(by, 0);
    return 0;
}

static int fail_storage(caller *by) {
    by->fake.storage_fails = number(by, 0) != 0;
    return 0;
}

static const struct {
    const char *name;
    int (*run)(caller *by);
    bool answers; /* the result is the length of the output */
} calls[] = {
    {"new", begin_again, false},
    {"open", open_plan, true},
    {"openImage", open_image, false},
    {"image", image, true},
    {"configure", configure, false},
    {"signIn", sign_in, false},
    {"signOut", sign_out, false},
    {"capture", capture, false},
    {"route", route, true},
    {"due", due, false},
    {"batch", batch, true},
    {"acknowledge", acknowledge, false},
    {"explain", explain, true},
    {"verify", verify, true},
    {"count", count, false},
    {"advance", advance, false},
    {"failStorage", fail_storage, false},
};

static void answer(const caller *by, int result, bool answers) {
    (void)printf("%d x", result);
    for (int i = 0; answers && i < result; i++) {
        (void)printf("%02x", (unsigned char)sa_core_output(by->core)[i]);
    }
    (void)printf("\n");
}

static void run_line(caller *by, char *line) {
    static char nothing[2];
    char *name = strtok(line, " \n");
    for (int i = 0; i < ARGUMENTS; i++) {
        char *word = strtok(NULL, " \n");
        by->words[i] = word == NULL ? nothing : word;
    }
    for (size_t i = 0; name != NULL && i < sizeof(calls) / sizeof(calls[0]); i++) {
        if (strcmp(name, calls[i].name) == 0) {
            int result = calls[i].run(by);
            answer(by, result, calls[i].answers);
            return;
        }
    }
    violated("the call is known");
}

int main(void) {
    static char line[LINE_SIZE];
    caller by = {.core = NULL};
    (void)begin_again(&by);
    while (fgets(line, sizeof(line), stdin) != NULL) {
        run_line(&by, line);
    }
    free(by.core);
    return 0;
}
