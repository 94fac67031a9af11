/* The boundary: the core's calls as WebAssembly exports, and its host port as imports. Linked
 * twice: whole, and with SA_CAPTURE_ONLY for browsers (src/build.h). One core lives in one
 * instance; JavaScript neither allocates nor frees. No 64-bit integers and no out-parameters cross.
 */
#include "../src/analytics.h"
#include "../src/number.h"

#define EXPORT(name) __attribute__((export_name(#name))) name
#define IMPORT(name) __attribute__((import_module("env"), import_name(#name))) host_##name

int IMPORT(storage_get)(const char *key, size_t key_len, char *value, size_t capacity);
int IMPORT(storage_set)(const char *key, size_t key_len, const char *value, size_t value_len);
void IMPORT(storage_remove)(const char *key, size_t key_len);
void IMPORT(random_bytes)(void *bytes, size_t len);
double IMPORT(now_ms)(void);
void IMPORT(log)(int reason);
double IMPORT(number_parse)(const char *text, size_t len);
size_t IMPORT(number_text)(double value, char *text);

static _Alignas(8) char memory[SA_CORE_SIZE];

/* A constant address, which the linker folds into the code. */
static sa_core *const core = (sa_core *)(void *)memory;
static bool made;

static int storage_get(void *context, sa_str key, char *value, size_t capacity) {
    (void)context;
    return host_storage_get(key.ptr, key.len, value, capacity);
}

static int storage_set(void *context, sa_str key, sa_str value) {
    (void)context;
    return host_storage_set(key.ptr, key.len, value.ptr, value.len);
}

static void storage_remove(void *context, sa_str key) {
    (void)context;
    host_storage_remove(key.ptr, key.len);
}

static void random_bytes(void *context, void *bytes, size_t len) {
    (void)context;
    host_random_bytes(bytes, len);
}

static double now_ms(void *context) {
    (void)context;
    return host_now_ms();
}

static void log_reason(void *context, int reason) {
    (void)context;
    host_log(reason);
}

double sa_host_number_parse(const char *ptr, size_t len) {
    return host_number_parse(ptr, len);
}

size_t sa_host_number_text(double value, char *text) {
    return host_number_text(value, text);
}

const sa_host sa_only_host = {NULL,         storage_get, storage_set, storage_remove,
                              random_bytes, now_ms,      log_reason};

/* The first call of all: makes the core and returns the input buffer. */
char *EXPORT(sa_input)(void) {
    if (!made) {
        made = sa_core_init(memory, sizeof(memory), &sa_only_host) != NULL;
    }
    return sa_core_input(core);
}

const char *EXPORT(sa_output)(void) {
    return sa_core_output(core);
}

#ifdef SA_CAPTURE_ONLY
int EXPORT(sa_open)(size_t len) {
    return sa_core_open_image(core, len);
}
#else
/* For other glue than ours, which is built along with the binary. */
int EXPORT(sa_abi_version)(void) {
    return SA_ABI_VERSION;
}

int EXPORT(sa_input_capacity)(void) {
    return SA_INPUT_SIZE;
}

int EXPORT(sa_open)(size_t len) {
    return sa_core_open(core, len);
}

int EXPORT(sa_image)(void) {
    return sa_core_image(core);
}

int EXPORT(sa_verify)(size_t context_len, size_t body_len) {
    return sa_core_verify(core, context_len, body_len);
}

int EXPORT(sa_explain)(size_t len, int mode) {
    return sa_core_explain(core, len, mode);
}
#endif

int EXPORT(sa_configure)(size_t len) {
    return sa_core_configure(core, len);
}

int EXPORT(sa_sign_in)(size_t len) {
    return sa_core_sign_in(core, len);
}

int EXPORT(sa_sign_out)(void) {
    return sa_core_sign_out(core);
}

int EXPORT(sa_export)(void) {
    return sa_core_export(core);
}

int EXPORT(sa_capture)(size_t len) {
    return sa_core_capture(core, len);
}

int EXPORT(sa_route)(size_t len, int viewport_width) {
    return sa_core_route(core, len, viewport_width);
}

int EXPORT(sa_due)(void) {
    return sa_core_due(core);
}

int EXPORT(sa_batch)(int batch) {
    return sa_core_batch(core, batch);
}

int EXPORT(sa_acknowledge)(int batch, int status, double retry_after_ms) {
    return sa_core_acknowledge(core, batch, status, retry_after_ms);
}

int EXPORT(sa_count)(int reason) {
    return sa_core_count(core, reason);
}
