/* Settings, sign-in and sign-out in any order, by lines: the first letter is the call, its input
 * follows, in which canaries may stand for people. */
#include "target.h"

typedef struct session {
    target *on;
    int state; /* the last one that a call returned */
} session;

static int mode_of(const session *at) {
    return at->state / SA_STATE_MODE % 4;
}

/* A line as input of the core. */
static size_t put_line(session *at, sa_str line) {
    size_t start = at->on->input.len;
    plant_template(&at->on->all, &at->on->input, line.ptr, line.len, SOIL_TEXT);
    return put_input(at->on->core, at->on->input.ptr + start, at->on->input.len - start);
}

static void take_state(session *at, int state) {
    if (state >= 0) {
        at->state = state;
    }
}

static void configure(session *at, sa_str line) {
    take_state(at, sa_core_configure(at->on->core, put_line(at, line)));
    bool recording = (at->state & SA_STATE_RECORDING) != 0;
    require(!recording || mode_of(at) == SA_MODE_IDENTIFIED, "recording is of identified mode");
}

static void sign_in(session *at, sa_str line) {
    take_state(at, sa_core_sign_in(at->on->core, put_line(at, line)));
}

static void sign_out(session *at, sa_str line) {
    (void)line;
    take_state(at, sa_core_sign_out(at->on->core));
    require(mode_of(at) != SA_MODE_IDENTIFIED, "nobody is identified who signed out");
}

static void capture(session *at, sa_str line) {
    (void)line;
    static const char event[] = "{\"event\":\"e\",\"properties\":{\"note\":\"n\"}}";
    int result = sa_core_capture(at->on->core, put_input(at->on->core, event, sizeof(event) - 1));
    require(mode_of(at) != SA_MODE_OFF || result == -SA_IS_OFF, "nothing is captured when off");
}

static void batch(session *at, sa_str line) {
    (void)line;
    int len = sa_core_batch(at->on->core, 1);
    require(mode_of(at) != SA_MODE_OFF || len == 0, "nothing leaves when off");
    target_refuse_leaks(at->on, at->on->core, len, OUTPUT_BATCH, false);
    bool identified = mode_of(at) == SA_MODE_IDENTIFIED;
    static const char flag[] = "\"anonymized\":false";
    for (int i = 0; i + (int)sizeof(flag) - 1 <= len && !identified; i++) {
        require(memcmp(sa_core_output(at->on->core) + i, flag, sizeof(flag) - 1) != 0,
                "what is identified leaves in identified mode alone");
    }
    (void)sa_core_acknowledge(at->on->core, 1, line.len % 2 == 0 ? 204 : 503, 0);
}

static void pass_time(session *at, sa_str line) {
    at->on->fake.now_ms += (double)line.len * 1e9;
}

static void fail_storage(session *at, sa_str line) {
    at->on->fake.storage_fails = line.len % 2 == 1;
}

/* Somebody else wrote to the storage: every row that there is. */
static void overwrite(session *at, sa_str line) {
    for (int i = 0; i < FAKE_ROWS; i++) {
        size_t len = line.len < FAKE_VALUE ? line.len : FAKE_VALUE - 1;
        if (at->on->fake.rows[i].key[0] != 0) {
            memcpy(at->on->fake.rows[i].value, line.ptr, len);
            at->on->fake.rows[i].value[len] = 0;
        }
    }
}

static const struct {
    char letter;
    void (*run)(session *at, sa_str line);
} calls[] = {
    {'c', configure}, {'i', sign_in},   {'o', sign_out},     {'e', capture},
    {'b', batch},     {'t', pass_time}, {'f', fail_storage}, {'w', overwrite},
};

static void run_line(session *at, sa_str line) {
    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]) && line.len > 0; i++) {
        if (calls[i].letter == line.ptr[0]) {
            calls[i].run(at, (sa_str){line.ptr + 1, line.len - 1});
        }
    }
}

/* Only a salted hash of the user is stored, and nothing of what settings say beside them. */
static void require_nothing_stored(target *on) {
    for (int i = 0; i < FAKE_ROWS; i++) {
        const char *value = on->fake.rows[i].value;
        uint64_t met = plants_met(&on->all, value, strlen(value), OUTPUT_PLAIN, false);
        require(met == 0, "no canary is stored");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static target *on;
    if (on == NULL) {
        on = target_new(plan_filter, SA_MODE_ANONYMIZED);
    }
    target_restart(on, plan_filter);
    target_plant(on, NULL, 0, SOIL_TEXT);
    session at = {on, SA_MODE_ANONYMIZED * SA_STATE_MODE};
    const char *text = (const char *)data;
    bool overwritten = size > 0 && memchr(text, 'w', size) != NULL;
    for (size_t start = 0, i = 0; i <= size; i++) {
        if (i == size || text[i] == '\n') {
            run_line(&at, (sa_str){text + start, i - start});
            start = i + 1;
        }
    }
    if (!overwritten) {
        require_nothing_stored(on);
    }
    return 0;
}
