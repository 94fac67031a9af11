/* Paths, with canaries wherever the template puts them. The first byte is the width of the viewport
 * in units of 8 pixels; the path follows (S18, S21). */
#include "target.h"

/* All that a shape of this plan may be made of. */
static bool is_of_the_plan(sa_str segment) {
    static const char words[] = "w\0apps\0settings\0members\0plans\0docs\0:workspace\0:objectId\0"
                                ":section\0:page\0:unmatched-1\0:unmatched-2\0:unmatched-3to4\0"
                                ":unmatched-5to8\0:unmatched-9up\0";
    return segment.len == 0 || sa_words_find(words, segment.ptr, segment.len) >= 0;
}

/* The shape in `{…,"route_shape":"/w/:workspace"}`: no character of it is ever escaped. */
static sa_str shape_of(const char *output, size_t len) {
    static const char key[] = "\"route_shape\":\"";
    for (size_t at = 0; at + sizeof(key) <= len; at++) {
        if (memcmp(output + at, key, sizeof(key) - 1) == 0) {
            const char *start = output + at + sizeof(key) - 1;
            const char *end = memchr(start, '"', (size_t)(output + len - start));
            if (end == NULL) {
                violated("a shape ends");
            }
            return (sa_str){start, (size_t)(end - start)};
        }
    }
    violated("every path has a shape");
}

static void require_known_segments(sa_str shape) {
    require(shape.len > 0 && shape.ptr[0] == '/', "a shape begins with a slash");
    size_t start = 1;
    for (size_t i = 1; i <= shape.len; i++) {
        if (i == shape.len || shape.ptr[i] == '/') {
            require(is_of_the_plan((sa_str){shape.ptr + start, i - start}),
                    "a shape is made of what the plan says");
            start = i + 1;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static target *on;
    char first[1024];
    if (on == NULL) {
        on = target_new(plan_filter, SA_MODE_ANONYMIZED);
    }
    if (size == 0) {
        return 0;
    }
    target_plant(on, (const char *)data + 1, size - 1, SOIL_TEXT);
    int len = sa_core_route(on->core, target_put_input(on, on->core), data[0] * 8);
    if (len > 0) {
        target_refuse_leaks(on, on->core, len, OUTPUT_PLAIN, false);
        sa_str shape = shape_of(sa_core_output(on->core), (size_t)len);
        require_known_segments(shape);
        require(shape.len < sizeof(first), "a shape is short");
        memcpy(first, shape.ptr, shape.len);
        int again = sa_core_route(on->core, put_input(on->core, first, shape.len), -1);
        sa_str repeated = shape_of(sa_core_output(on->core), (size_t)again);
        require(sa_str_equal((sa_str){first, shape.len}, repeated), "a shape's shape is itself");
    }
    return 0;
}
