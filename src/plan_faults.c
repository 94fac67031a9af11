#include "plan_faults.h"

#include "plan_json.h"

static bool holds(const cJSON *outer, const cJSON *item) {
    if (outer == item) {
        return true;
    }
    SA_PLAN_EACH(child, outer) {
        if (holds(child, item)) { // NOLINT(misc-no-recursion): at most 16 deep
            return true;
        }
    }
    return false;
}

bool sa_plan_faults_know(const sa_plan_faults *faults, const cJSON *item) {
    for (uint32_t i = 0; i < faults->count && i < SA_PLAN_FAULTS; i++) {
        if (holds(item, faults->list[i].item)) {
            return true;
        }
    }
    return false;
}

void sa_plan_fault_add(sa_plan_faults *faults, int reason, sa_plan_fault fault) {
    if (faults->count == 0) {
        faults->reason = reason;
    }
    if (faults->count < SA_PLAN_FAULTS) {
        faults->list[faults->count] = fault;
    }
    faults->count++;
}

/* A segment of a JSON pointer (RFC 6901). */
static void write_segment(sa_writer *pointer, sa_str name) {
    sa_write_char(pointer, '/');
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '~') {
            sa_write_chars(pointer, "~0");
        } else if (name.ptr[i] == '/') {
            sa_write_chars(pointer, "~1");
        } else {
            sa_write_char(pointer, name.ptr[i]);
        }
    }
}

/* Appends where `item` is inside `outer`; takes back what it wrote when it is not there. */
static bool write_pointer(const cJSON *outer, const cJSON *item, sa_writer *pointer) {
    size_t len = pointer->len;
    double index = 0;
    if (outer == item) {
        return true;
    }
    SA_PLAN_EACH(child, outer) {
        if (cJSON_IsArray(outer)) {
            sa_write_char(pointer, '/');
            sa_write_number(pointer, index++);
        } else {
            write_segment(pointer, sa_plan_key(child));
        }
        if (write_pointer(child, item, pointer)) { // NOLINT(misc-no-recursion): at most 16 deep
            return true;
        }
        pointer->len = len;
    }
    return false;
}

static void write_rule(const sa_plan_fault *fault, sa_writer *rule) {
    sa_write_chars(rule, fault->rule);
    if (fault->detail != NULL) {
        sa_write_char(rule, ' ');
        sa_write_chars(rule, fault->detail);
    }
    if (fault->bounds[0] == fault->bounds[0]) { /* not NaN */
        sa_write_chars(rule, " from ");
        sa_write_number(rule, fault->bounds[0]);
        sa_write_chars(rule, " to ");
        sa_write_number(rule, fault->bounds[1]);
    }
}

void sa_plan_faults_write(const sa_plan_faults *faults, const cJSON *root, sa_writer *out) {
    char text[2048];
    uint32_t listed = faults->count < SA_PLAN_FAULTS ? faults->count : SA_PLAN_FAULTS;
    sa_write_key(out, "faults");
    sa_write_char(out, '[');
    for (uint32_t i = 0; i < listed; i++) {
        sa_writer writer = sa_writer_on(text, sizeof(text));
        sa_write_comma(out);
        sa_write_char(out, '{');
        (void)write_pointer(root, faults->list[i].item, &writer);
        sa_write_member(out, "pointer", sa_writer_text(&writer));
        writer.len = 0;
        write_rule(&faults->list[i], &writer);
        sa_write_member(out, "rule", sa_writer_text(&writer));
        sa_write_char(out, '}');
    }
    sa_write_char(out, ']');
    if (faults->count > listed) {
        sa_write_count(out, "more", faults->count - listed);
    }
}
