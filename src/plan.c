#include "plan_compile.h"

#include "json.h"
#include "number.h"
#include "writer.h"

#define SEED_EVENT (SA_HASH_SEED ^ 0x5bd1e995u)

/* Spreads the events over the table, so that a key which all of them declare does not pile up in
 * one place. */
static uint32_t property_hash(uint32_t key_hash, const sa_event *event) {
    uint32_t hash = key_hash ^ (event == NULL ? 0 : event->index * 0x9E3779B1u);
    return hash == 0 ? 1 : hash;
}

static uint32_t event_hash(const char *name, size_t len) {
    uint32_t hash = sa_bytes_hash(name, len, SEED_EVENT);
    return hash == 0 ? 1 : hash;
}

const sa_event *sa_plan_event_bytes(const sa_plan *plan, const char *name, size_t len) {
    uint32_t hash = event_hash(name, len);
    for (uint32_t at = hash;; at++) {
        const sa_binding *row = &plan->bindings[at & plan->binding_mask];
        if (row->hash == 0) {
            return NULL;
        }
        if (row->hash == hash && row->property == NULL &&
            sa_str_equal(row->event->name, (sa_str){name, len})) {
            return row->event;
        }
    }
}

static const sa_property *find(const sa_plan *plan, uint32_t key_hash, const sa_event *event,
                               const char *key, size_t len) {
    uint32_t hash = property_hash(key_hash, event);
    for (uint32_t at = hash;; at++) {
        const sa_binding *row = &plan->bindings[at & plan->binding_mask];
        if (row->hash == 0) {
            return NULL;
        }
        if (row->hash == hash && row->event == event && row->property != NULL &&
            sa_str_equal(row->property->name, (sa_str){key, len})) {
            return row->property;
        }
    }
}

const sa_property *sa_plan_property_bytes(const sa_plan *plan, const sa_event *event,
                                          const char *key, size_t len) {
    uint32_t hash = sa_bytes_hash(key, len, SA_HASH_SEED);
    const sa_property *own = find(plan, hash, event, key, len);
    return own != NULL ? own : find(plan, hash, NULL, key, len);
}

const sa_member *sa_member_find_bytes(const sa_member *members, const char *word, size_t len) {
    while (members != NULL && !sa_str_equal(members->match, (sa_str){word, len})) {
        members = members->next;
    }
    return members;
}

bool sa_plan_is_reserved(sa_str key) {
    return key.len == 0 || key.ptr[0] == '$' || sa_str_starts_with(key, SA_STR("__")) ||
           sa_str_equal(key, SA_STR("constructor")) || sa_str_equal(key, SA_STR("prototype"));
}

bool sa_plan_is_constant(const sa_plan *plan, sa_str key) {
    sa_str rest = plan->constants;
    while (rest.len > key.len + 3) { /* `,"key":value` */
        if (rest.ptr[0] == ',' && rest.ptr[1] == '"' && rest.ptr[key.len + 2] == '"' &&
            memcmp(rest.ptr + 2, key.ptr, key.len) == 0) {
            return true;
        }
        rest.ptr++;
        rest.len--;
    }
    return false;
}

bool sa_compile_is_key(sa_str name) {
    return sa_compile_is_name(name) && !sa_plan_is_reserved(name) &&
           !sa_str_equal(name, SA_STR("anonymized"));
}

bool sa_compile_is_description(const cJSON *item) {
    return sa_json_is(item, cJSON_String) && item->string != NULL &&
           sa_str_equal(sa_str_from(item->string), SA_STR("description"));
}

int sa_compile_fail_bytes(sa_compiler *compiler, int reason, const char *name, size_t len) {
    compiler->fault->name = (sa_str){name, len};
    return -reason;
}

bool sa_compile_is_name_bytes(const char *ptr, size_t len) {
    for (size_t i = 0; i < len; i++) {
        if (ptr[i] < ' ' || ptr[i] > '~' || ptr[i] == '"' || ptr[i] == '\\') {
            return false;
        }
    }
    return len > 0 && len <= SA_NAME_LENGTH;
}

const char *sa_compile_keep_bytes(sa_compiler *compiler, const char *ptr, size_t len,
                                  enum sa_keep form) {
    char *kept = sa_arena_keep(compiler->arena, len + 3);
    if (kept == NULL) {
        return NULL;
    }
    sa_writer writer = sa_writer_on(kept, len + 3);
    if (form != SA_KEEP_PLAIN) {
        SA_WRITE(&writer, "\"");
    }
    sa_write_bytes(&writer, ptr, len);
    if (form != SA_KEEP_PLAIN) {
        SA_WRITE(&writer, "\":");
    }
    return kept;
}

int sa_compile_bind(sa_compiler *compiler, const sa_event *event, const sa_property *property) {
    const sa_plan *plan = compiler->plan;
    const sa_str *name = property == NULL ? &event->name : &property->name;
    uint32_t key_hash = sa_str_hash(*name, SA_HASH_SEED);
    uint32_t hash =
        property == NULL ? event_hash(name->ptr, name->len) : property_hash(key_hash, event);
    /* A page's property is a standing one; an event's own of that name, or of a constant's, would
     * leave twice. */
    bool taken = property == NULL ? sa_plan_event(plan, *name) != NULL
                                  : find(plan, key_hash, event, name->ptr, name->len) != NULL ||
                                        find(plan, key_hash, NULL, name->ptr, name->len) != NULL ||
                                        sa_plan_is_constant(plan, *name);
    if (taken) {
        return sa_compile_fail(compiler, SA_PLAN_DUPLICATE, *name);
    }
    uint32_t at = hash;
    while (plan->bindings[at & plan->binding_mask].hash != 0) {
        at++;
    }
    plan->bindings[at & plan->binding_mask] = (sa_binding){hash, event, property};
    return 0;
}

static uint32_t count_of(const cJSON *parent) {
    uint32_t count = 0;
    SA_JSON_EACH(item, parent) {
        count++;
    }
    return count;
}

/* The rows of a list of names and definitions; a text has a second one for its length. */
static uint32_t rows_of(const cJSON *list) {
    uint32_t rows = 0;
    SA_JSON_EACH(item, list) {
        rows += 2 * (sa_json_is(item, cJSON_Object) ? count_of(item) : 1);
    }
    return rows;
}

/* Makes room for every row there can be, at most half full. */
static int make_table(sa_compiler *compiler, const cJSON *source) {
    const cJSON *events = sa_json_member(source, SA_STR("events"));
    uint32_t rows = rows_of(sa_json_member(source, SA_STR("standing"))) + SA_PAGE_PROPERTIES;
    SA_JSON_EACH(event, events) {
        rows += 1 + rows_of(sa_json_member(event, SA_STR("properties")));
    }
    uint32_t size = 64;
    while (size < rows * 2) {
        size *= 2;
    }
    compiler->plan->bindings = sa_arena_keep(compiler->arena, size * sizeof(sa_binding));
    compiler->plan->binding_mask = size - 1;
    return compiler->plan->bindings == NULL ? -SA_PLAN_TOO_LARGE : 0;
}

/* The definitions that events share by name, compiled once. */
typedef struct dictionary {
    sa_property **properties;
    uint32_t count;
} dictionary;

static int compile_dictionary(sa_compiler *compiler, const cJSON *source, dictionary *shared) {
    uint32_t count = count_of(source);
    compiler->fault->section = SA_STR("properties");
    shared->properties = sa_arena_take(compiler->arena, (count + 1) * sizeof(sa_property *));
    if (shared->properties == NULL) {
        return -SA_PLAN_TOO_LARGE;
    }
    SA_JSON_EACH(definition, source) {
        if (sa_compile_is_description(definition)) {
            continue;
        }
        int result = sa_compile_property(compiler, definition, &shared->properties[shared->count]);
        if (result < 0) {
            return result;
        }
        shared->count++;
    }
    return 0;
}

static int bind_with_length(sa_compiler *compiler, const sa_event *event,
                            const sa_property *property) {
    int result = sa_compile_bind(compiler, event, property);
    if (result == 0 && property->length_bucket != NULL) {
        result = sa_compile_bind(compiler, event, property->length_bucket);
    }
    return result;
}

static int bind_from_dictionary(sa_compiler *compiler, const dictionary *shared,
                                const sa_event *event, const cJSON *reference) {
    sa_str name = sa_json_text(reference);
    for (uint32_t i = 0; i < shared->count; i++) {
        if (sa_str_equal(shared->properties[i]->name, name)) {
            return bind_with_length(compiler, event, shared->properties[i]);
        }
    }
    return sa_compile_fail(compiler, SA_PLAN_REFERENCE, name);
}

/* A list of names from the dictionary and of definitions of its own. */
static int bind_list(sa_compiler *compiler, const dictionary *shared, const sa_event *event,
                     const cJSON *list) {
    SA_JSON_EACH(item, list) {
        int result = 0;
        if (sa_json_is(item, cJSON_String)) {
            result = bind_from_dictionary(compiler, shared, event, item);
        }
        SA_JSON_EACH(definition, sa_json_is(item, cJSON_Object) ? item : NULL) {
            sa_property *property = NULL;
            if (sa_compile_is_description(definition)) {
                continue;
            }
            result = sa_compile_property(compiler, definition, &property);
            if (result == 0) {
                result = bind_with_length(compiler, event, property);
            }
            if (result < 0) {
                return result;
            }
        }
        if (result < 0) {
            return result;
        }
    }
    return 0;
}

static uint32_t limit_of(const cJSON *limits, const char *name, uint32_t standard) {
    const cJSON *limit = sa_json_member(limits, sa_str_from(name));
    bool usable =
        sa_json_is(limit, cJSON_Number) && limit->valuedouble >= 1 && limit->valuedouble <= 100000;
    return usable ? (uint32_t)limit->valuedouble : standard;
}

static int compile_event(sa_compiler *compiler, const dictionary *shared, const cJSON *source,
                         uint32_t index) {
    sa_str name = sa_str_from(source->string);
    if (!sa_compile_is_name(name) || !sa_str_equal(name, sa_str_trim(name))) {
        return sa_compile_fail(compiler, SA_PLAN_NAME, name);
    }
    sa_event *event = sa_arena_keep(compiler->arena, sizeof(sa_event));
    const char *quoted = sa_compile_keep(compiler, name, SA_KEEP_QUOTED);
    if (event == NULL || quoted == NULL) {
        return -SA_PLAN_TOO_LARGE;
    }
    *event = (sa_event){.name = {quoted + 1, name.len},
                        .json_name = {quoted, name.len + 2},
                        .index = index,
                        .string_limit = limit_of(sa_json_member(source, SA_STR("limits")), "string",
                                                 compiler->plan->string_limit)};
    int result = sa_compile_bind(compiler, event, NULL);
    if (result < 0) {
        return result;
    }
    return bind_list(compiler, shared, event, sa_json_member(source, SA_STR("properties")));
}

static int compile_constants(sa_compiler *compiler, const cJSON *source) {
    char text[256];
    sa_writer writer = sa_writer_on(text, sizeof(text));
    compiler->fault->section = SA_STR("constants");
    SA_JSON_EACH(constant, source) {
        sa_str key = sa_str_from(constant->string);
        sa_str word = sa_json_text(constant);
        bool number = sa_json_is(constant, cJSON_Number);
        if (!sa_compile_is_key(key) || (!number && !sa_compile_is_name(word))) {
            return sa_compile_fail(compiler, SA_PLAN_NAME, key);
        }
        SA_WRITE(&writer, ",");
        sa_write_string(&writer, key);
        SA_WRITE(&writer, ":");
        if (number) {
            char digits[SA_NUMBER_TEXT];
            sa_write(&writer, (sa_str){digits, sa_number_text(constant->valuedouble, digits)});
        } else {
            sa_write_string(&writer, word);
        }
    }
    compiler->plan->constants.ptr =
        sa_compile_keep(compiler, sa_writer_text(&writer), SA_KEEP_PLAIN);
    compiler->plan->constants.len = writer.len;
    return writer.full || compiler->plan->constants.ptr == NULL ? -SA_PLAN_TOO_LARGE : 0;
}

/* Two 32-bit hashes over keys, types and values in order, descriptions and editor hints left out:
 * what a reviewer would call the same plan has the same fingerprint. Depth is bounded by the gate.
 */
static void fingerprint(const cJSON *item, uint32_t hash[2]) {
    char digits[SA_NUMBER_TEXT];
    sa_str key = sa_str_from(item->string);
    if (sa_compile_is_description(item) || sa_str_starts_with(key, SA_STR("$"))) {
        return;
    }
    char type = (char)(item->type & 0x7F);
    sa_str value = sa_json_text(item);
    if (sa_json_is(item, cJSON_Number)) {
        value = (sa_str){digits, sa_number_text(item->valuedouble, digits)};
    }
    for (int i = 0; i < 2; i++) {
        hash[i] = sa_str_hash((sa_str){&type, 1}, sa_str_hash(key, hash[i]));
        hash[i] = sa_str_hash(value, hash[i]) * 31 + 1;
    }
    SA_JSON_EACH(child, item) {
        fingerprint(child, hash); // NOLINT(misc-no-recursion): at most 16 deep
    }
    hash[0] += 0x9E3779B1u;
    hash[1] ^= hash[0] << 7;
}

static void write_fingerprint(sa_plan *plan, const cJSON *source) {
    static const char hex[] = "0123456789abcdef";
    uint32_t hash[2] = {SA_HASH_SEED, SEED_EVENT};
    fingerprint(source, hash);
    for (int i = 0; i < 16; i++) {
        plan->fingerprint[i] = hex[hash[i / 8] >> (28 - 4 * (i % 8)) & 15];
    }
}

/* Name, version, format and limits. */
static int compile_head(sa_compiler *compiler, const cJSON *source) {
    sa_plan *plan = compiler->plan;
    const cJSON *format = sa_json_member(source, SA_STR("format"));
    const cJSON *limits = sa_json_member(source, SA_STR("limits"));
    sa_str name = sa_json_text(sa_json_member(source, SA_STR("name")));
    sa_str undeclared = sa_json_text(sa_json_member(source, SA_STR("undeclared")));
    if (!sa_json_is(format, cJSON_Number) || format->valuedouble != SA_PLAN_FORMAT_KNOWN ||
        !sa_json_is(sa_json_member(source, SA_STR("events")), cJSON_Object)) {
        return -SA_PLAN_FORMAT;
    }
    if (!sa_compile_is_name(name)) {
        return -SA_PLAN_NAME;
    }
    sa_str tenant = sa_json_text(sa_json_member(source, SA_STR("tenant")));
    plan->name = (sa_str){sa_compile_keep(compiler, name, SA_KEEP_PLAIN), name.len};
    plan->tenant = (sa_str){sa_compile_keep(compiler, tenant, SA_KEEP_PLAIN), tenant.len};
    plan->version = limit_of(source, "version", 1);
    plan->filter = sa_str_equal(undeclared, SA_STR("filter"));
    plan->key_limit = limit_of(limits, "key", 80);
    plan->keys_limit = limit_of(limits, "keys", 80);
    plan->string_limit = limit_of(limits, "string", 2000);
    plan->array_limit = limit_of(limits, "array", 20);
    plan->depth_limit = limit_of(limits, "depth", 8);
    return plan->name.ptr == NULL || plan->tenant.ptr == NULL ? -SA_PLAN_TOO_LARGE : 0;
}

/* The tenant is an id that every event may carry. */
static int check_tenant(sa_compiler *compiler) {
    const sa_plan *plan = compiler->plan;
    const sa_property *tenant = sa_plan_property(plan, NULL, plan->tenant);
    if (plan->tenant.len == 0 || (tenant != NULL && tenant->type == SA_TYPE_ID)) {
        return 0;
    }
    compiler->fault->section = SA_STR("tenant");
    return sa_compile_fail(compiler, tenant == NULL ? SA_PLAN_REFERENCE : SA_PLAN_TYPE,
                           plan->tenant);
}

int sa_plan_compile(sa_plan *plan, const cJSON *source, sa_arena *arena, sa_plan_fault *fault) {
    sa_compiler compiler = {plan, arena, fault};
    dictionary shared = {NULL, 0};
    uint32_t index = 0;
    memset(plan, 0, sizeof(*plan));
    fault->section = SA_STR("");
    fault->name = SA_STR("");
    int result = compile_head(&compiler, source);
    result = result < 0 ? result : make_table(&compiler, source);
    result = result < 0 ? result
                        : compile_constants(&compiler, sa_json_member(source, SA_STR("constants")));
    result = result < 0 ? result
                        : sa_compile_routes(&compiler, sa_json_member(source, SA_STR("routes")));
    result = result < 0 ? result
                        : compile_dictionary(&compiler,
                                             sa_json_member(source, SA_STR("properties")), &shared);
    fault->section = result < 0 ? fault->section : SA_STR("standing");
    result = result < 0
                 ? result
                 : bind_list(&compiler, &shared, NULL, sa_json_member(source, SA_STR("standing")));
    result = result < 0 ? result : check_tenant(&compiler);
    SA_JSON_EACH(event, sa_json_member(source, SA_STR("events"))) {
        fault->section = result < 0 ? fault->section : SA_STR("events");
        result = result < 0 || sa_compile_is_description(event)
                     ? result
                     : compile_event(&compiler, &shared, event, ++index);
    }
    write_fingerprint(plan, source);
    return result;
}
