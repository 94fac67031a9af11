#include "support.h"

#include <stdio.h>
#include <stdlib.h>

static int find_row(const fake_host *fake, sa_str key) {
    for (int i = 0; i < FAKE_ROWS; i++) {
        if (sa_str_equal(sa_str_from(fake->rows[i].key), key)) {
            return i;
        }
    }
    return -1;
}

static int storage_get(void *context, sa_str key, char *value, size_t capacity) {
    const fake_host *fake = context;
    int row = find_row(fake, key);
    if (fake->storage_fails || row < 0) {
        return -1;
    }
    size_t len = strlen(fake->rows[row].value);
    memcpy(value, fake->rows[row].value, len <= capacity ? len : 0);
    return (int)len;
}

static int storage_set(void *context, sa_str key, sa_str value) {
    fake_host *fake = context;
    int row = find_row(fake, key) < 0 ? find_row(fake, SA_STR("")) : find_row(fake, key);
    if (fake->storage_fails || row < 0 || value.len >= FAKE_VALUE || key.len >= FAKE_VALUE) {
        return -1;
    }
    memcpy(fake->rows[row].key, key.ptr, key.len);
    fake->rows[row].key[key.len] = 0;
    memcpy(fake->rows[row].value, value.ptr, value.len);
    fake->rows[row].value[value.len] = 0;
    return 0;
}

static void storage_remove(void *context, sa_str key) {
    fake_host *fake = context;
    int row = find_row(fake, key);
    if (row >= 0 && !fake->storage_fails) {
        fake->rows[row].key[0] = 0;
        fake->rows[row].value[0] = 0;
    }
}

/* From the end in pieces of 256: the core takes from the end, so what it gets is the same however
 * many pieces it asks for at once. */
static void random_bytes(void *context, void *bytes, size_t len) {
    fake_host *fake = context;
    unsigned char *at = bytes;
    for (size_t piece = len; piece >= 256; piece -= 256) {
        for (size_t i = piece - 256; i < piece; i++) {
            uint32_t x = ++fake->random_count * 2654435761u;
            at[i] = (unsigned char)(x >> 24);
        }
    }
}

static double now_ms(void *context) {
    const fake_host *fake = context;
    return fake->now_ms;
}

static void log_reason(void *context, int reason) {
    fake_host *fake = context;
    fake->logged += reason > 0;
}

sa_host fake_host_port(fake_host *fake) {
    return (sa_host){fake,         storage_get, storage_set, storage_remove,
                     random_bytes, now_ms,      log_reason};
}

sa_core *make_core(fake_host *fake) {
    sa_host host = fake_host_port(fake);
    void *memory = malloc(SA_CORE_SIZE);
    memset(fake, 0, sizeof(*fake));
    fake->now_ms = FAKE_NOW;
    return memory == NULL ? NULL : sa_core_init(memory, SA_CORE_SIZE, &host);
}

size_t put_input(sa_core *core, const char *text, size_t len) {
    if (len > SA_INPUT_SIZE) {
        return SA_INPUT_SIZE + 1;
    }
    memcpy(sa_core_input(core), text, len);
    return len;
}

char *read_file(const char *path, size_t *len) {
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        (void)fprintf(stderr, "%s cannot be read\n", path);
        exit(2);
    }
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    if (text == NULL || fread(text, 1, (size_t)size, file) != (size_t)size) {
        (void)fprintf(stderr, "%s cannot be read\n", path);
        exit(2);
    }
    text[size] = 0;
    (void)fclose(file);
    *len = (size_t)size;
    return text;
}
