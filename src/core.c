#include "core.h"

#include <math.h>

#include "build.h"
#include "mode.h"

enum { UUID_BYTES = 16 };

static const char hex_digits[] = "0123456789abcdef";

_Static_assert(sizeof(sa_core) + (1 << 20) < SA_CORE_SIZE, "a megabyte is left for plan and trees");

sa_core *sa_core_init(void *memory, size_t size, const sa_host *host) {
    if (size < SA_CORE_SIZE) {
        return NULL;
    }
    sa_core *core = memory;
    memset(core, 0, offsetof(sa_core, input)); /* a megabyte of buffers is left untouched */
#ifdef SA_ONLY_HOST
    (void)host; /* the constant one, which is not looked for in the core */
#else
    core->host = *host;
#endif
    sa_mode_reset(core);
    sa_arena_init(&core->arena, (char *)memory + sizeof(*core), size - sizeof(*core));
    return core;
}

char *sa_core_input(sa_core *core) {
    return core->input;
}

const char *sa_core_output(const sa_core *core) {
    return core->output;
}

void sa_core_add(sa_core *core, int reason, uint32_t count) {
    uint32_t room = UINT32_MAX - core->counts[reason];
    core->counts[reason] += count < room ? count : room;
    if (count > 0) {
        SA_HOST(core)->log(SA_HOST(core)->context, reason);
    }
}

void sa_core_purge(sa_core *core) {
    sa_core_add(core, SA_PURGED, sa_queue_clear(&core->queue));
}

int sa_core_fail(sa_core *core, int reason) {
    sa_core_add(core, reason, 1);
    return -reason;
}

int sa_core_count(const sa_core *core, int reason) {
    uint32_t count = reason > 0 && reason < SA_REASON_COUNT ? core->counts[reason] : 0;
    return count > INT32_MAX ? INT32_MAX : (int)count;
}

double sa_core_now(const sa_core *core) {
    return floor(SA_HOST(core)->now_ms(SA_HOST(core)->context));
}

void sa_core_random(sa_core *core, void *bytes, size_t len) {
    if (core->random_left < len) {
        SA_HOST(core)->random_bytes(SA_HOST(core)->context, core->random_pool, SA_RANDOM_POOL);
        core->random_left = SA_RANDOM_POOL;
    }
    core->random_left -= len;
    memcpy(bytes, core->random_pool + core->random_left, len);
    memset(core->random_pool + core->random_left, 0, len);
}

/* Writes the bytes as RFC 9562 does, with the bits of version 4 set. */
static void write_uuid(uint8_t bytes[UUID_BYTES], char *text) {
    bytes[6] = 0x40 | (bytes[6] & 0x0F);
    bytes[8] = 0x80 | (bytes[8] & 0x3F);
    for (size_t i = 0; i < UUID_BYTES; i++) {
        if (i >= 4 && i <= 10 && i % 2 == 0) {
            *text++ = '-';
        }
        *text++ = hex_digits[bytes[i] >> 4];
        *text++ = hex_digits[bytes[i] & 15];
    }
}

void sa_core_uuid(sa_core *core, char text[SA_UUID_LENGTH]) {
    uint8_t bytes[UUID_BYTES];
    sa_core_random(core, bytes, sizeof(bytes));
    write_uuid(bytes, text);
}

/* One that would be written as it stands there. */
bool sa_is_uuid(sa_str text) {
    uint8_t bytes[UUID_BYTES] = {0};
    char again[SA_UUID_LENGTH];
    size_t digits = 0;
    for (size_t i = 0; i < text.len && digits < sizeof(bytes) * 2; i++) {
        int digit = sa_hex_value(text.ptr[i]);
        if (digit >= 0) {
            uint8_t *byte = &bytes[digits++ / 2];
            *byte = (uint8_t)(*byte << 4 | digit);
        }
    }
    write_uuid(bytes, again);
    return sa_bytes_equal(again, sizeof(again), text.ptr, text.len);
}

int sa_core_check(const sa_core *core, size_t len) {
    return !core->open ? -SA_NOT_OPEN : len > SA_INPUT_SIZE ? -SA_JSON_TOO_LARGE : 0;
}

int sa_core_parse(sa_core *core, size_t len, const sa_json **tree) {
    int result = sa_core_check(core, len);
    return result < 0 ? result : sa_json_parse(&core->arena, core->input, len, tree);
}

int sa_core_end(sa_core *core, size_t len, int result) {
    memset(core->input, 0, len <= SA_INPUT_SIZE ? len : SA_INPUT_SIZE);
    sa_arena_release(&core->arena);
    if (result < 0) {
        sa_core_add(core, -result, 1);
    }
    return result;
}

sa_writer *sa_core_begin(sa_core *core) {
    core->answer = sa_writer_on(core->output, sizeof(core->output));
    sa_write_char(&core->answer, '{');
    return &core->answer;
}

int sa_core_finish(sa_core *core) {
    sa_write_char(&core->answer, '}');
    return core->answer.full ? -SA_MEMORY : (int)core->answer.len;
}

/* The key of what is stored, until the next is asked for. */
static const sa_writer *storage_key(sa_core *core, const char *what) {
    core->key = sa_writer_on(core->key_text, SA_KEY_LENGTH);
    sa_write(&core->key, core->plan.name);
    sa_write(&core->key, SA_STR(":analytics-"));
    sa_write_chars(&core->key, what);
    sa_write(&core->key, SA_STR(":v1"));
    return &core->key;
}

int sa_core_load(sa_core *core, const char *what, char *value, size_t capacity) {
    sa_str key = sa_writer_text(storage_key(core, what));
    return SA_HOST(core)->storage_get(SA_HOST(core)->context, key, value, capacity);
}

bool sa_core_store(sa_core *core, const char *what, const sa_writer *value) {
    sa_str key = sa_writer_text(storage_key(core, what));
    if (value == NULL) {
        SA_HOST(core)->storage_remove(SA_HOST(core)->context, key);
    } else if (SA_HOST(core)->storage_set(SA_HOST(core)->context, key, sa_writer_text(value)) < 0) {
        sa_core_add(core, SA_STORAGE_FAILED, 1);
        return false;
    }
    return true;
}

static void export_stored(sa_core *core, const char *what) {
    int len = sa_core_load(core, what, core->input, SA_INPUT_SIZE);
    if (len >= 0 && len <= SA_INPUT_SIZE) {
        sa_write_key_bytes(&core->answer, core->key_text, core->key.len);
        sa_write_string_bytes(&core->answer, core->input, (size_t)len);
    }
}

int sa_core_export(sa_core *core) {
    if (!core->open) {
        return sa_core_fail(core, SA_NOT_OPEN);
    }
    (void)sa_core_begin(core);
    export_stored(core, "consent");
    export_stored(core, "anonymous-id");
    return sa_core_end(core, SA_INPUT_SIZE, sa_core_finish(core));
}

void sa_core_close(sa_core *core) {
    core->open = false;
    core->arena.kept = 0;
    (void)sa_queue_clear(&core->queue);
    sa_mode_reset(core);
}

int sa_core_opened(sa_core *core, int result) {
    if (result == 0) {
        core->open = true;
        core->viewport = NULL;
        sa_route_match(&core->plan, SA_STR("/"), &core->page);
    }
    return result;
}

int sa_core_open_image(sa_core *core, size_t len) {
    sa_core_close(core);
    int result = len > SA_INPUT_SIZE ? -SA_JSON_TOO_LARGE
                                     : sa_plan_load(&core->plan, &core->arena, core->input, len);
    if (!SA_IS_WHOLE && result == 0 && (core->plan.rules & SA_RULES_WHOLE) != 0) {
        result = -SA_PLAN_FILTER;
    }
    return sa_core_end(core, len, sa_core_opened(core, result));
}

int sa_core_route(sa_core *core, size_t len, int viewport_width) {
    static const uint16_t widths[] = {480, 768, 1024, 1440};
    int result = sa_core_check(core, len);
    if (result == 0) {
        sa_route_match(&core->plan, (sa_str){core->input, len}, &core->page);
        core->viewport = viewport_width < 0 ? NULL : core->plan.viewport_class->members;
        for (size_t i = 0; core->viewport != NULL && i < 4 && viewport_width >= widths[i]; i++) {
            core->viewport = core->viewport->next;
        }
        sa_page_write(&core->plan, &core->page, NULL, 0, sa_core_begin(core));
        result = sa_core_finish(core);
    }
    return sa_core_end(core, len, result);
}
