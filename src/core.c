#include "core.h"

#include "json.h"
#include "mode.h"

enum { UUID_BYTES = 16 };

_Static_assert(sizeof(sa_core) + (1 << 20) < SA_CORE_SIZE, "a megabyte is left for plan and trees");

sa_core *sa_core_init(void *memory, size_t size, const sa_host *host) {
    if (size < SA_CORE_SIZE) {
        return NULL;
    }
    sa_core *core = memory;
    memset(core, 0, offsetof(sa_core, input)); /* a megabyte of buffers is left untouched */
    core->host = *host;
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
        core->host.log(core->host.context, reason);
    }
}

int sa_core_fail(sa_core *core, int reason) {
    sa_core_add(core, reason, 1);
    return -reason;
}

int sa_core_count(const sa_core *core, int reason) {
    uint32_t count = reason > 0 && reason < SA_REASON_COUNT ? core->counts[reason] : 0;
    return count > INT32_MAX ? INT32_MAX : (int)count;
}

void sa_core_wipe(sa_core *core, size_t len) {
    memset(core->input, 0, len <= SA_INPUT_SIZE ? len : SA_INPUT_SIZE);
}

double sa_core_now(const sa_core *core) {
    return core->host.now_ms(core->host.context);
}

void sa_core_random(sa_core *core, void *bytes, size_t len) {
    if (core->random_left < len) {
        core->host.random_bytes(core->host.context, core->random_pool, SA_RANDOM_POOL);
        core->random_left = SA_RANDOM_POOL;
    }
    core->random_left -= len;
    memcpy(bytes, core->random_pool + core->random_left, len);
    memset(core->random_pool + core->random_left, 0, len);
}

void sa_core_uuid(sa_core *core, char text[SA_UUID_LENGTH]) {
    static const char hex[] = "0123456789abcdef";
    uint8_t bytes[UUID_BYTES];
    size_t at = 0;
    sa_core_random(core, bytes, sizeof(bytes));
    bytes[6] = (uint8_t)((bytes[6] & 0x0F) | 0x40); /* version 4 */
    bytes[8] = (uint8_t)((bytes[8] & 0x3F) | 0x80); /* RFC 9562 variant */
    for (size_t i = 0; i < UUID_BYTES; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            text[at++] = '-';
        }
        text[at++] = hex[bytes[i] >> 4];
        text[at++] = hex[bytes[i] & 15];
    }
}

bool sa_is_uuid(sa_str text) {
    static const char form[] = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
    for (size_t i = 0; text.len == SA_UUID_LENGTH && i < SA_UUID_LENGTH; i++) {
        char c = text.ptr[i];
        bool hex = sa_is_digit(c) || (c >= 'a' && c <= 'f');
        bool good = form[i] == 'x'   ? hex
                    : form[i] == 'y' ? c == '8' || c == '9' || c == 'a' || c == 'b'
                                     : c == form[i];
        if (!good) {
            return false;
        }
    }
    return text.len == SA_UUID_LENGTH;
}

int sa_core_end(sa_core *core, int result) {
    sa_arena_release(&core->arena);
    return result;
}

int sa_core_result(sa_core *core, const sa_writer *writer) {
    return writer->full ? sa_core_fail(core, SA_MEMORY) : (int)writer->len;
}

sa_str sa_core_storage_key(const sa_core *core, sa_str what, char text[SA_KEY_LENGTH]) {
    sa_writer writer = sa_writer_on(text, SA_KEY_LENGTH);
    sa_write(&writer, core->plan.name);
    SA_WRITE(&writer, ":analytics-");
    sa_write(&writer, what);
    SA_WRITE(&writer, ":v1");
    return sa_writer_text(&writer);
}

static int describe_fault(sa_core *core, int reason, const sa_plan_fault *fault) {
    sa_writer writer = sa_core_writer(core);
    SA_WRITE(&writer, "{\"reason\":\"");
    sa_write(&writer, sa_reason_name(-reason));
    SA_WRITE(&writer, "\",\"section\":");
    sa_write_string(&writer, fault->section);
    SA_WRITE(&writer, ",\"name\":");
    sa_write_string(&writer, fault->name);
    SA_WRITE(&writer, "}");
    sa_write_char(&writer, 0);
    return reason;
}

static int describe_plan(sa_core *core) {
    sa_writer writer = sa_core_writer(core);
    SA_WRITE(&writer, "{\"name\":");
    sa_write_string(&writer, core->plan.name);
    SA_WRITE(&writer, ",\"version\":");
    sa_write_integer(&writer, core->plan.version);
    SA_WRITE(&writer, ",\"fingerprint\":\"");
    sa_write(&writer, (sa_str){core->plan.fingerprint, sizeof(core->plan.fingerprint)});
    SA_WRITE(&writer, "\"}");
    return sa_core_result(core, &writer);
}

int sa_core_open(sa_core *core, size_t len) {
    cJSON *source = NULL;
    sa_plan_fault fault = {SA_STR(""), SA_STR("")};
    core->open = false;
    core->arena.kept = 0;
    sa_queue_clear(&core->queue);
    sa_mode_reset(core);
    int result = sa_json_parse(&core->arena, core->input, len, &source);
    if (result == 0) {
        result = sa_plan_compile(&core->plan, source, &core->arena, &fault);
    }
    sa_core_wipe(core, len);
    if (result < 0) {
        (void)sa_core_fail(core, -result);
        return sa_core_end(core, describe_fault(core, result, &fault));
    }
    core->open = true;
    core->viewport = NULL;
    sa_route_match(&core->plan, SA_STR("/"), &core->page);
    return sa_core_end(core, describe_plan(core));
}

int sa_core_route(sa_core *core, size_t len, int viewport_width) {
    static const int widths[] = {480, 768, 1024, 1440};
    if (!core->open || len > SA_INPUT_SIZE) {
        sa_core_wipe(core, len);
        return sa_core_fail(core, core->open ? SA_JSON_TOO_LARGE : SA_NOT_OPEN);
    }
    sa_route_match(&core->plan, (sa_str){core->input, len}, &core->page);
    memset(core->input, 0, len);
    core->viewport = viewport_width < 0 ? NULL : core->plan.viewport_class->members;
    for (size_t i = 0; core->viewport != NULL && i < 4 && viewport_width >= widths[i]; i++) {
        core->viewport = core->viewport->next;
    }
    sa_writer writer = sa_core_writer(core);
    SA_WRITE(&writer, "{");
    sa_page_write(&core->plan, &core->page, NULL, 0, &writer);
    SA_WRITE(&writer, "}");
    return sa_core_result(core, &writer);
}
