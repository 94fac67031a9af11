/* Images of plans, which the loader does not trust: any text, or the image of a good plan with some
 * of its bytes replaced. The first byte says which. */
#include "plan_use.h"
#include "target.h"

/* The image of a good plan. */
static sa_str make_image(sa_core *core) {
    open_ready(core, plan_filter);
    int len = sa_core_image(core);
    require(len > 0, "the plan has an image");
    char *image = allocate((size_t)len);
    memcpy(image, sa_core_output(core), (size_t)len);
    return (sa_str){image, (size_t)len};
}

/* Changes it by triples: two bytes for the place and one for what to put there. */
static size_t put_changed(sa_core *core, sa_str image, const char *changes, size_t size) {
    memcpy(sa_core_input(core), image.ptr, image.len);
    for (size_t i = 0; i + 3 <= size && i < 24; i += 3) {
        size_t place = (size_t)(unsigned char)changes[i] * 256 + (unsigned char)changes[i + 1];
        sa_core_input(core)[place % image.len] = changes[i + 2];
    }
    return image.len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static fake_host fake;
    static sa_core *core;
    static sa_str image;
    if (core == NULL) {
        core = make_core(&fake);
        image = make_image(core);
    }
    if (size == 0) {
        return 0;
    }
    const char *text = (const char *)data + 1;
    size_t len = data[0] % 2 == 0 ? put_changed(core, image, text, size - 1)
                                  : put_input(core, text, size - 1);
    if (sa_core_open_image(core, len) == 0) {
        use_plan(core);
    }
    return 0;
}
