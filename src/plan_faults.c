#include "plan_faults.h"

#include "plan.h"
#include "plan_json.h"

enum { ROOM_BEHIND = 64 }; /* what closes the answer fits in any case */

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

static uint32_t listed(const sa_plan_faults *faults) {
    return faults->count < SA_PLAN_FAULTS ? faults->count : SA_PLAN_FAULTS;
}

bool sa_plan_faults_know(const sa_plan_faults *faults, const cJSON *item) {
    for (uint32_t i = 0; i < listed(faults); i++) {
        if (holds(item, faults->list[i].item)) {
            return true;
        }
    }
    return false;
}

bool sa_plan_faults_know_part(const sa_plan_faults *faults, const sa_plan_fault *fault) {
    for (uint32_t i = 0; i < listed(faults); i++) {
        const sa_plan_fault *known = &faults->list[i];
        if (known->item == fault->item && sa_str_equal(known->name, fault->name)) {
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

/* A segment of a JSON pointer (RFC 6901), inside a JSON string. */
static void write_segment(sa_writer *out, sa_str name) {
    sa_write_char(out, '/');
    while (name.len > 0) {
        size_t plain = sa_str_find(name, "~/");
        sa_write_escaped(out, name.ptr, plain);
        if (plain < name.len) {
            sa_write_chars(out, name.ptr[plain] == '~' ? "~0" : "~1");
            plain++;
        }
        name = (sa_str){name.ptr + plain, name.len - plain};
    }
}

/* Appends where `item` is inside `outer`; takes back what it wrote when it is not there. */
static bool write_pointer(const cJSON *outer, const cJSON *item, sa_writer *out) {
    size_t len = out->len;
    double index = 0;
    if (outer == item) {
        return true;
    }
    SA_PLAN_EACH(child, outer) {
        if (cJSON_IsArray(outer)) {
            sa_write_char(out, '/');
            sa_write_number(out, index++);
        } else {
            write_segment(out, sa_plan_key(child));
        }
        if (write_pointer(child, item, out)) { // NOLINT(misc-no-recursion): at most 16 deep
            return true;
        }
        out->len = len;
    }
    return false;
}

/* `drop or filter`, `posthog, metrics or both`. */
static void write_words(sa_writer *out, const char *words) {
    SA_WORDS_EACH(word, words) {
        const char *next = word + sa_chars_length(word) + 1;
        const char *after = *next == 0 ? next : next + sa_chars_length(next) + 1;
        sa_write_chars(out, word);
        sa_write_chars(out, *next == 0 ? "" : *after == 0 ? " or " : ", ");
    }
}

/* Of the rule the constant parts have nothing to escape. */
static void write_rule(sa_writer *out, const sa_plan_fault *fault) {
    if (fault->part != NULL) {
        sa_write_chars(out, fault->part);
        sa_write_chars(out, " \\\"");
        sa_write_escaped(out, fault->name.ptr, fault->name.len);
        sa_write_chars(out, "\\\", which ");
    }
    for (const char *at = fault->rule; *at != 0; at++) {
        char c = *at == '%' ? *++at : 0;
        if (c == 's') {
            sa_write_chars(out, fault->detail);
        } else if (c == 'w') {
            write_words(out, fault->detail);
        } else if (c != 0) {
            sa_write_number(out, c == 'l' ? fault->low : fault->high);
        } else {
            sa_write_char(out, *at);
        }
    }
}

static void write_fault(sa_writer *out, const sa_plan_fault *fault, const cJSON *root) {
    const cJSON *item = fault->item;
    sa_str name = item == NULL ? SA_STR("") : sa_plan_key(item);
    sa_str text = name.ptr == NULL ? sa_plan_text(item) : name;
    sa_write_comma(out);
    sa_write_char(out, '{');
    sa_write_key(out, "pointer");
    sa_write_char(out, '"');
    (void)write_pointer(root, item, out);
    sa_write_char(out, '"');
    if (item != root && text.len > 0 && text.len <= SA_NAME_LENGTH) {
        sa_write_member(out, "name", text);
    }
    sa_write_key(out, "rule");
    sa_write_char(out, '"');
    write_rule(out, fault);
    sa_write_chars(out, "\"}");
}

void sa_plan_faults_write(const sa_plan_faults *faults, const cJSON *root, sa_writer *out) {
    uint32_t written = 0;
    sa_write_key(out, "faults");
    sa_write_char(out, '[');
    out->capacity -= ROOM_BEHIND;
    while (written < listed(faults) && !out->full) {
        size_t len = out->len;
        write_fault(out, &faults->list[written], root);
        if (out->full) {
            out->len = len;
        } else {
            written++;
        }
    }
    out->capacity += ROOM_BEHIND;
    out->full = false;
    sa_write_char(out, ']');
    if (faults->count > written) {
        sa_write_count(out, "more", faults->count - written);
    }
}
