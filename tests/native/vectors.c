/* Runs one file of tests/vectors against the C core: `sa_vectors ROOT FILE`. The same files are run
 * by tests/vectors/runner.js in every JavaScript runtime; what both compare is text, byte for byte.
 */
#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>

#include "support.h"

typedef struct vector_run {
    const char *root;
    fake_host fake;
    sa_core *core;
    const cJSON *vector;
    char *made; /* text made for the vector at hand */
} vector_run;

static int failures;

static const char *text_of(const cJSON *object, const char *key) {
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
}

static void fail(const vector_run *run, const char *what, const char *got, const char *expected) {
    failures++;
    (void)printf("FAILED %s (%s)\n  got      %s\n  expected %s\n", text_of(run->vector, "title"),
                 what, got, expected);
}

/* Compares the core's output, or the name of the reason, with the JSON text of `expected`. */
static void check(const vector_run *run, const char *what, int result, const cJSON *expected) {
    char *want = cJSON_PrintUnformatted(expected);
    char *got = NULL;
    if (result < 0) {
        got = malloc(64);
        (void)snprintf(got, 64, "\"%s\"", sa_reason_chars(-result));
    } else {
        got = malloc((size_t)result + 1);
        memcpy(got, sa_core_output(run->core), (size_t)result);
        got[result] = 0;
    }
    if (strcmp(got, want) != 0) {
        fail(run, what, got, want);
    }
    free(got);
    free(want);
}

/* Compares a state, spelled out. */
static void check_state(const vector_run *run, const char *what, int state, const cJSON *expected) {
    static const char *const modes[] = {"off", "anonymized", "identified"};
    char *want = cJSON_PrintUnformatted(expected);
    char got[256];
#define BOOL(bit) (((unsigned)state & (bit)) != 0 ? "true" : "false")
    (void)snprintf(got, sizeof(got),
                   "{\"mode\":\"%s\",\"recording\":%s,\"effects\":%d,\"settings\":{"
                   "\"shareUsageData\":%s,\"anonymizeUsageData\":%s,\"recordScreen\":%s,"
                   "\"dismissed\":%s}}",
                   state < 0 ? "" : modes[state / SA_STATE_MODE % 4], BOOL(SA_STATE_RECORDING),
                   state / SA_STATE_EFFECTS, BOOL(SA_STATE_SHARE), BOOL(SA_STATE_ANONYMIZE),
                   BOOL(SA_STATE_RECORD), BOOL(SA_STATE_DISMISSED));
#undef BOOL
    if (state < 0) {
        check(run, what, state, expected);
    } else if (strcmp(got, want) != 0) {
        fail(run, what, got, want);
    }
    free(want);
}

static void check_number(const vector_run *run, const char *what, int result,
                         const cJSON *expected) {
    char got[32];
    char want[32];
    (void)snprintf(got, sizeof(got), "%d", result);
    (void)snprintf(want, sizeof(want), "%d", expected->valueint);
    if (cJSON_IsString(expected)) {
        (void)snprintf(want, sizeof(want), "%s", expected->valuestring);
    }
    if (result < 0 && (cJSON_IsString(expected) || strcmp(what, "due") != 0)) {
        (void)snprintf(got, sizeof(got), "%s", sa_reason_chars(-result));
    }
    if (strcmp(got, want) != 0) {
        fail(run, what, got, want);
    }
}

/* Puts the step's input into the core: a text as it is, anything else as its JSON text. */
static size_t put(vector_run *run, const cJSON *input, bool raw) {
    free(run->made);
    run->made = NULL;
    if (raw) {
        return put_input(run->core, input->valuestring, strlen(input->valuestring));
    }
    run->made = cJSON_PrintUnformatted(input);
    return put_input(run->core, run->made, strlen(run->made));
}

/* "inputText", "inputHex" or "inputRepeat": documents that are no JSON values. */
static size_t put_raw(vector_run *run, const cJSON *vector) {
    const char *text = text_of(vector, "inputText");
    const char *hex = text_of(vector, "inputHex");
    const cJSON *part = NULL;
    if (text != NULL) {
        return put_input(run->core, text, strlen(text));
    }
    free(run->made);
    run->made = malloc(SA_INPUT_SIZE * 2);
    size_t len = 0;
    for (; hex != NULL && hex[0] != 0; hex += 2) {
        run->made[len++] = (char)strtol((char[3]){hex[0], hex[1], 0}, NULL, 16);
    }
    cJSON_ArrayForEach(part, cJSON_GetObjectItemCaseSensitive(vector, "inputRepeat")) {
        const char *piece = cJSON_GetArrayItem(part, 0)->valuestring;
        for (int i = cJSON_GetArrayItem(part, 1)->valueint; i > 0; i--) {
            memcpy(run->made + len, piece, strlen(piece));
            len += strlen(piece);
        }
    }
    return put_input(run->core, run->made, len);
}

/* Opens a plan: inline, or by name from src/plans or tests/vectors/plans. */
static int open_plan(vector_run *run, const cJSON *plan) {
    static const char *const folders[] = {"src/plans", "tests/vectors/plans"};
    char path[1024];
    for (size_t i = 0; cJSON_IsString(plan) && i < 2; i++) {
        size_t len = 0;
        (void)snprintf(path, sizeof(path), "%s/%s/%s.json", run->root, folders[i],
                       plan->valuestring);
        FILE *file = fopen(path, "rb");
        if (file != NULL) {
            (void)fclose(file);
            char *text = read_file(path, &len);
            len = put_input(run->core, text, len);
            free(text);
            return sa_core_open(run->core, len);
        }
    }
    return sa_core_open(run->core, put(run, plan, cJSON_IsString(plan)));
}

static int mode_of(const cJSON *vector) {
    const char *mode = text_of(vector, "mode");
    return mode != NULL && strcmp(mode, "identified") == 0 ? SA_MODE_IDENTIFIED
                                                           : SA_MODE_ANONYMIZED;
}

static void run_json(vector_run *run, const cJSON *vector) {
    int result = sa_core_explain(run->core, put_raw(run, vector), SA_MODE_ANONYMIZED);
    const char *got = result < 0 ? sa_reason_chars(-result) : "ok";
    const char *expected = text_of(vector, "expected");
    if (strcmp(got, expected) != 0) {
        fail(run, "json", got, expected);
    }
}

static void run_number(vector_run *run, const cJSON *vector) {
    char text[8192];
    char want[256];
    const char *expected = text_of(vector, "expected");
    (void)snprintf(text, sizeof(text), "{\"event\":\"e\",\"properties\":{\"n\":%s}}",
                   text_of(vector, "inputText"));
    int result =
        sa_core_explain(run->core, put_input(run->core, text, strlen(text)), SA_MODE_IDENTIFIED);
    sa_core_input(run->core)[0] = 0;
    bool none = strcmp(expected, "null") == 0;
    (void)snprintf(want, sizeof(want), "\"properties\":{%s%s%s\"anonymized\"",
                   none ? "" : "\"n\":", none ? "" : expected, none ? "" : ",");
    char *got = malloc((size_t)(result < 0 ? 0 : result) + 1);
    memcpy(got, sa_core_output(run->core), (size_t)(result < 0 ? 0 : result));
    got[result < 0 ? 0 : result] = 0;
    if (strstr(got, want) == NULL) {
        fail(run, "number", got, want);
    }
    free(got);
}

/* The context goes before the body; the lines of the answer are an array of JSON values. */
static int verify(vector_run *run, const cJSON *vector) {
    char *context = cJSON_PrintUnformatted(cJSON_GetObjectItemCaseSensitive(vector, "context"));
    size_t context_len = strlen(context);
    const cJSON *body = cJSON_GetObjectItemCaseSensitive(vector, "input");
    size_t len = body == NULL ? put_raw(run, vector) : put(run, body, false);
    if (len + context_len <= SA_INPUT_SIZE) {
        memmove(sa_core_input(run->core) + context_len, sa_core_input(run->core), len);
        memcpy(sa_core_input(run->core), context, context_len);
    }
    free(context);
    return sa_core_verify(run->core, context_len, len);
}

static void check_lines(vector_run *run, int result, const cJSON *expected) {
    const cJSON *line = NULL;
    char *want = calloc(1, SA_OUTPUT_SIZE);
    char *got = calloc(1, SA_OUTPUT_SIZE);
    if (result < 0) {
        check(run, "verify", result, expected);
    } else {
        memcpy(got, sa_core_output(run->core), (size_t)result);
        cJSON_ArrayForEach(line, expected) {
            char *text = cJSON_PrintUnformatted(line);
            (void)strcat(want, text);
            (void)strcat(want, "\n");
            free(text);
        }
        if (strcmp(got, want) != 0) {
            fail(run, "verify", got, want);
        }
    }
    free(want);
    free(got);
}

/* The storage as an object, in the order of its rows. */
static void check_storage(const vector_run *run, const cJSON *expected) {
    cJSON *rows = cJSON_CreateObject();
    for (int i = 0; i < FAKE_ROWS; i++) {
        if (run->fake.rows[i].key[0] != 0) {
            cJSON_AddStringToObject(rows, run->fake.rows[i].key, run->fake.rows[i].value);
        }
    }
    char *got = cJSON_PrintUnformatted(rows);
    char *want = cJSON_PrintUnformatted(expected);
    if (strcmp(got, want) != 0) {
        fail(run, "storage", got, want);
    }
    free(got);
    free(want);
    cJSON_Delete(rows);
}

static void store(vector_run *run, const cJSON *rows) {
    const cJSON *row = NULL;
    sa_host host = fake_host_port(&run->fake);
    cJSON_ArrayForEach(row, rows) {
        if (cJSON_IsString(row)) {
            (void)host.storage_set(host.context, sa_str_from(row->string),
                                   sa_str_from(row->valuestring));
        } else {
            host.storage_remove(host.context, sa_str_from(row->string));
        }
    }
}

static int number(const cJSON *step, const char *key) {
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(step, key);
    return item == NULL ? 0 : item->valueint;
}

static int reason_number(const char *name) {
    for (int reason = 1; reason < SA_REASON_COUNT; reason++) {
        if (strcmp(sa_reason_chars(reason), name) == 0) {
            return reason;
        }
    }
    return 0;
}

static void run_step(vector_run *run, const cJSON *step) {
    const char *call = text_of(step, "call");
    const cJSON *input = cJSON_GetObjectItemCaseSensitive(step, "input");
    const cJSON *expected = cJSON_GetObjectItemCaseSensitive(step, "expected");
    if (strcmp(call, "open") == 0) {
        int result = open_plan(run, cJSON_GetObjectItemCaseSensitive(step, "plan"));
        check(run, call, result < 0 ? (int)strlen(sa_core_output(run->core)) : result, expected);
    } else if (strcmp(call, "configure") == 0) {
        size_t len = input == NULL ? put_raw(run, step) : put(run, input, false);
        check_state(run, call, sa_core_configure(run->core, len), expected);
    } else if (strcmp(call, "signIn") == 0) {
        check_state(run, call, sa_core_sign_in(run->core, put(run, input, true)), expected);
    } else if (strcmp(call, "signOut") == 0) {
        check_state(run, call, sa_core_sign_out(run->core), expected);
    } else if (strcmp(call, "export") == 0) {
        check(run, call, sa_core_export(run->core), expected);
    } else if (strcmp(call, "capture") == 0) {
        size_t len = input == NULL ? put_raw(run, step) : put(run, input, false);
        check_number(run, call, sa_core_capture(run->core, len), expected);
    } else if (strcmp(call, "route") == 0) {
        const cJSON *width = cJSON_GetObjectItemCaseSensitive(step, "width");
        check(run, call,
              sa_core_route(run->core, put(run, input, true), width == NULL ? -1 : width->valueint),
              expected);
    } else if (strcmp(call, "due") == 0) {
        check_number(run, call, sa_core_due(run->core), expected);
    } else if (strcmp(call, "batch") == 0) {
        int result = sa_core_batch(run->core, number(step, "batch"));
        if (result == 0) {
            check_number(run, call, 0, expected);
        } else {
            check(run, call, result, expected);
        }
    } else if (strcmp(call, "acknowledge") == 0) {
        check_number(run, call,
                     sa_core_acknowledge(run->core, number(step, "batch"), number(step, "status"),
                                         number(step, "retryAfterMs")),
                     expected);
    } else if (strcmp(call, "count") == 0) {
        check_number(run, text_of(step, "reason"),
                     sa_core_count(run->core, reason_number(text_of(step, "reason"))), expected);
    } else if (strcmp(call, "advance") == 0) {
        run->fake.now_ms += cJSON_GetObjectItemCaseSensitive(step, "ms")->valuedouble;
    } else if (strcmp(call, "store") == 0) {
        store(run, input);
    } else if (strcmp(call, "storageFails") == 0) {
        run->fake.storage_fails = cJSON_IsTrue(input);
    } else if (strcmp(call, "storage") == 0) {
        check_storage(run, expected);
    } else if (strcmp(call, "explain") == 0) {
        size_t len = input == NULL ? put_raw(run, step) : put(run, input, false);
        check(run, call, sa_core_explain(run->core, len, mode_of(step)), expected);
    } else {
        fail(run, "unknown call", call, "");
    }
}

static void run_vector(vector_run *run, const cJSON *vector) {
    const char *call = text_of(vector, "call");
    const cJSON *plan = cJSON_GetObjectItemCaseSensitive(vector, "plan");
    const cJSON *expected = cJSON_GetObjectItemCaseSensitive(vector, "expected");
    cJSON *standard = cJSON_CreateString("filter");
    run->vector = vector;
    free(run->core);
    run->core = make_core(&run->fake);
    if (strcmp(call, "session") != 0 && open_plan(run, plan == NULL ? standard : plan) < 0) {
        fail(run, "plan", sa_core_output(run->core), "a plan that opens");
    } else if (strcmp(call, "json") == 0) {
        run_json(run, vector);
    } else if (strcmp(call, "number") == 0) {
        run_number(run, vector);
    } else if (strcmp(call, "verify") == 0) {
        check_lines(run, verify(run, vector), expected);
    } else if (strcmp(call, "session") == 0) {
        const cJSON *step = NULL;
        if (plan != NULL && open_plan(run, plan) < 0) {
            fail(run, "plan", sa_core_output(run->core), "a plan that opens");
        }
        cJSON_ArrayForEach(step, cJSON_GetObjectItemCaseSensitive(vector, "steps")) {
            run_step(run, step);
        }
    } else {
        run_step(run, vector);
    }
    cJSON_Delete(standard);
}

int main(int argc, char **argv) {
    if (argc != 3) {
        (void)fprintf(stderr, "usage: sa_vectors ROOT FILE\n");
        return 2;
    }
    size_t len = 0;
    char *text = read_file(argv[2], &len);
    cJSON *vectors = cJSON_ParseWithLength(text, len);
    const cJSON *vector = NULL;
    vector_run run = {.root = argv[1]};
    int count = 0;
    cJSON_ArrayForEach(vector, vectors) {
        run_vector(&run, vector);
        count++;
    }
    (void)printf("%d vectors, %d failures\n", count, failures);
    cJSON_Delete(vectors);
    free(text);
    free(run.core);
    free(run.made);
    return count > 0 && failures == 0 ? 0 : 1;
}
