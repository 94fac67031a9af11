#include "plan_compile.h"

#include "number.h"
#include "phrase.h"

void sa_compile_refuse(sa_compiler *compiler, int reason, const sa_plan_fault *fault) {
    if (!compiler->full) {
        sa_plan_fault_add(compiler->faults, reason, *fault);
    }
}

void sa_compile_fail(sa_compiler *compiler, int reason, const cJSON *item, const char *rule) {
    sa_compile_refuse(compiler, reason, &(sa_plan_fault){.item = item, .rule = rule});
}

void sa_compile_fail_part(sa_compiler *compiler, int reason, const cJSON *item, const char *part,
                          const sa_str *name, const char *rule) {
    sa_plan_fault fault = {.item = item, .rule = rule, .part = part, .name = *name};
    if (!sa_plan_faults_know_part(compiler->faults, &fault)) {
        sa_compile_refuse(compiler, reason, &fault);
    }
}

/* Nothing more can be kept. */
static void run_full(sa_compiler *compiler) {
    if (!compiler->full) {
        compiler->full = true;
        sa_plan_fault_add(
            compiler->faults, SA_PLAN_TOO_LARGE,
            (sa_plan_fault){.item = compiler->at, .rule = "takes more memory than there is"});
    }
}

void *sa_compile_keep(sa_compiler *compiler, size_t size) {
    void *kept = sa_arena_keep(compiler->arena, size);
    if (kept == NULL) {
        run_full(compiler);
        kept = memset(&compiler->spare, 0, sizeof(compiler->spare));
    }
    return kept;
}

/* Keeps a copy; empty when the memory is full. */
static sa_str keep_text(sa_compiler *compiler, sa_str text) {
    char *kept = sa_arena_keep(compiler->arena, text.len);
    if (kept == NULL) {
        run_full(compiler);
        return SA_STR("");
    }
    if (text.len > 0) {
        memcpy(kept, text.ptr, text.len);
    }
    return (sa_str){kept, text.len};
}

/* Names of a plan without faults have nothing to escape. */
void *sa_compile_word_bytes(sa_compiler *compiler, size_t size, const char *ptr, size_t len) {
    sa_word *word = sa_compile_keep(compiler, size);
    char *kept = compiler->full ? NULL : sa_arena_keep(compiler->arena, len + 2);
    if (kept == NULL) {
        run_full(compiler);
        return word;
    }
    if (len > 0) {
        memcpy(kept + 1, ptr, len);
    }
    kept[0] = kept[len + 1] = '"';
    *word = (sa_word){kept + 1, len};
    return word;
}

sa_property *sa_compile_key(sa_compiler *compiler, const char *ptr, size_t len) {
    sa_property *property = sa_compile_word_bytes(compiler, sizeof(sa_property), ptr, len);
    if (!compiler->full) {
        *compiler->properties_end = property;
        compiler->properties_end = &property->next;
    }
    return property;
}

void sa_compile_bind(sa_compiler *compiler, const void *scope, const void *word) {
    int result = compiler->full ? 0 : sa_plan_bind(compiler->plan, compiler->arena, scope, word);
    if (result == -SA_PLAN_TOO_LARGE) {
        run_full(compiler);
    }
}

/* The rule that a property breaks whose name `other` has already. */
static const char *taken_rule(const sa_compiler *compiler, const sa_property *other, bool stands) {
    return (other->flags & SA_FLAG_CORE) != 0 ? "is a constant of the plan"
           : other->page_slot > 0             ? "is what routes say of every page"
           : stands                           ? "is on every event already (standing)"
           : other->members != NULL && other->members == compiler->length_words
               ? "is on this event already, as the length of a text"
               : "is on this event already";
}

/* Binds a property to an event, or to all (NULL). One that stands on every event cannot be an
 * event's own as well: it would leave twice. A name that cannot be one is a fault elsewhere. */
static void bind_property(sa_compiler *compiler, const sa_event *event, const sa_property *property,
                          const cJSON *item) {
    bool named = property != NULL && sa_plan_key_rule(property->word) == NULL;
    const char *part = NULL;
    for (; property != NULL && !compiler->full; property = property->length_bucket) {
        sa_str name = property->word;
        uint32_t hash = sa_str_name_hash(name);
        const sa_word *standing = sa_plan_find(compiler->plan, NULL, hash, name.ptr, name.len);
        const sa_property *taken = sa_plan_property(compiler->plan, event, hash, name);
        if (taken != NULL && named) {
            sa_compile_fail_part(compiler, SA_PLAN_DUPLICATE, item, part, &name,
                                 taken_rule(compiler, taken, standing != NULL));
        }
        if (taken != NULL) {
            return;
        }
        sa_compile_bind(compiler, event, property);
        part = "leaves its length as";
    }
}

static const cJSON *section(const sa_compiler *compiler, const char *name) {
    return cJSON_GetObjectItemCaseSensitive(compiler->source, name);
}

/* Whether names of the dictionary can be looked for; else it has a fault itself. */
static bool has_dictionary(const sa_compiler *compiler) {
    const cJSON *dictionary = section(compiler, "properties");
    return dictionary == NULL || cJSON_IsObject(dictionary);
}

/* The property that a name means in the dictionary; NULL, and a fault, when there is none. The
 * dictionary's scope is the compiler, so that its names mean nothing once the plan is compiled. */
static const sa_property *find_declared(sa_compiler *compiler, const cJSON *item) {
    sa_str name = sa_plan_text(item);
    const sa_word *word =
        sa_plan_find(compiler->plan, compiler, sa_str_name_hash(name), name.ptr, name.len);
    if (word == NULL && has_dictionary(compiler) && !sa_plan_faults_know(compiler->faults, item)) {
        sa_compile_fail(compiler, SA_PLAN_REFERENCE, item, "is not in the dictionary (properties)");
    }
    return (const sa_property *)word;
}

/* A list of names from the dictionary and of definitions of its own. */
static void bind_list(sa_compiler *compiler, const sa_event *event, const cJSON *list) {
    SA_PLAN_EACH_ITEM(item, list) {
        if (cJSON_IsString(item)) {
            bind_property(compiler, event, find_declared(compiler, item), item);
        }
        SA_PLAN_EACH_NAMED(definition, item) {
            bind_property(compiler, event, sa_compile_property(compiler, definition), definition);
        }
    }
}

static uint32_t limit_of(const cJSON *limits, const char *name, uint32_t standard) {
    const cJSON *limit = cJSON_GetObjectItemCaseSensitive(limits, name);
    bool usable = cJSON_IsNumber(limit) && limit->valuedouble >= 1 && limit->valuedouble <= 100000;
    return usable ? (uint32_t)limit->valuedouble : standard;
}

/* What the endpoint does with the event beside sending it on, or instead. */
static void compile_marks(sa_compiler *compiler, const cJSON *source) {
    sa_str destination = sa_plan_member_text(source, "destination");
    bool anonymous = cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(source, "tenant"));
    uint32_t marks = (sa_str_is(destination, "metrics") ? SA_MARK_METRICS : 0) |
                     (sa_str_is(destination, "both") ? SA_MARK_BOTH : 0) |
                     (anonymous ? SA_MARK_NO_TENANT : 0);
    if (marks != 0) {
        const sa_member *member =
            sa_compile_member(compiler, &compiler->plan->marks, sa_plan_key(source));
        ((sa_member *)(uintptr_t)member)->edge = marks;
    }
}

static void compile_event(sa_compiler *compiler, const cJSON *source) {
    sa_event *event = sa_compile_word(compiler, sizeof(sa_event), sa_plan_key(source));
    event->string_limit = limit_of(cJSON_GetObjectItemCaseSensitive(source, "limits"), "string",
                                   compiler->plan->limits[SA_LIMIT_STRING]);
    sa_compile_bind(compiler, compiler->plan, event);
    if (!compiler->full) {
        *compiler->events_end = event;
        compiler->events_end = &event->next;
    }
    compile_marks(compiler, source);
    bind_list(compiler, event, cJSON_GetObjectItemCaseSensitive(source, "properties"));
}

/* A key that the core itself sets: nobody can declare it, and what a caller says of it is passed
 * over. */
static void reserve(sa_compiler *compiler, sa_str key) {
    sa_property *property = sa_compile_key(compiler, key.ptr, key.len);
    property->flags = SA_FLAG_CORE;
    sa_compile_bind(compiler, NULL, property);
}

static void compile_constants(sa_compiler *compiler, const cJSON *source) {
    char text[256];
    sa_writer writer = sa_writer_on(text, sizeof(text));
    reserve(compiler, SA_STR("anonymized"));
    SA_PLAN_EACH_NAMED(constant, source) {
        reserve(compiler, sa_plan_key(constant));
        sa_write_char(&writer, ',');
        sa_write_string(&writer, sa_plan_key(constant));
        sa_write_char(&writer, ':');
        if (cJSON_IsNumber(constant)) {
            sa_write_number(&writer, constant->valuedouble);
        } else if (cJSON_IsBool(constant)) {
            sa_write_bool(&writer, cJSON_IsTrue(constant));
        } else {
            sa_write_string(&writer, sa_plan_text(constant));
        }
    }
    if (writer.full && !sa_plan_faults_know(compiler->faults, source)) {
        sa_compile_fail(compiler, SA_PLAN_TOO_LARGE, source, "must take at most 256 bytes as JSON");
    }
    compiler->plan->constants = keep_text(compiler, sa_writer_text(&writer));
}

/* Two 32-bit hashes over keys, types and values in order, descriptions and editor hints left out:
 * what a reviewer would call the same plan has the same fingerprint. Depth is bounded by the strict
 * reader.
 */
static void fingerprint(const cJSON *item, uint32_t hash[2]) {
    char digits[SA_NUMBER_TEXT];
    sa_str key = sa_plan_key(item);
    if (sa_plan_is_description(item) || sa_str_begins(key, "$") > 0) {
        return;
    }
    char type = (char)(item->type & 0x7F);
    sa_str value = sa_plan_text(item);
    if (cJSON_IsNumber(item)) {
        value = (sa_str){digits, sa_number_text(item->valuedouble, digits)};
    }
    for (int i = 0; i < 2; i++) {
        hash[i] = sa_bytes_hash(&type, 1, sa_str_hash(key, hash[i]));
        hash[i] = sa_str_hash(value, hash[i]) * 31 + 1;
    }
    SA_PLAN_EACH(child, item) {
        fingerprint(child, hash); // NOLINT(misc-no-recursion): at most 16 deep
    }
    hash[0] += 0x9E3779B1u;
    hash[1] ^= hash[0] << 7;
}

static bool is_said(const cJSON *source, const char *name, const char *word) {
    return sa_str_is(sa_plan_member_text(source, name), word);
}

/* Name, version, format and limits. */
static void compile_head(sa_compiler *compiler, const cJSON *source) {
    static const char limit_names[] = "key\0keys\0string\0array\0depth\0time_ms\0";
    static const uint16_t standard_limits[SA_LIMITS] = {80, 80, 2000, 20, 8, 1000};
    sa_plan *plan = compiler->plan;
    const cJSON *limits = cJSON_GetObjectItemCaseSensitive(source, "limits");
    plan->name = keep_text(compiler, sa_plan_member_text(source, "name"));
    plan->tenant = keep_text(compiler, sa_plan_member_text(source, "tenant"));
    plan->version = limit_of(source, "version", 1);
    const cJSON *identity = cJSON_GetObjectItemCaseSensitive(source, "identity");
    bool merge = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(identity, "merge"));
    plan->rules = (uint8_t)((is_said(source, "undeclared", "filter") ? SA_RULE_FILTER : 0) |
                            (is_said(source, "unmatched", "shape") ? SA_RULE_SHAPES : 0) |
                            (merge ? SA_RULE_MERGE : 0));
    for (int i = 0; i < SA_LIMITS; i++) {
        plan->limits[i] = limit_of(limits, sa_words_at(limit_names, i), standard_limits[i]);
    }
}

/* Appends the words of a list of the plan. */
static void compile_listed(sa_compiler *compiler, sa_member **members, const cJSON *list) {
    SA_PLAN_EACH_ITEM(item, list) {
        (void)sa_compile_member(compiler, members, sa_plan_text(item));
    }
}

/* Notes what is compiled from now on, and returns that part of the plan. */
static const cJSON *enter(sa_compiler *compiler, const char *name) {
    const cJSON *part = section(compiler, name);
    compiler->at = part != NULL ? part : compiler->source;
    return part;
}

/* The tenant is an id that every event may carry. It may be missing because something is wrong with
 * what every event may carry. */
static void check_tenant(sa_compiler *compiler, const cJSON *source) {
    sa_str name = sa_plan_text(source);
    const sa_property *tenant =
        sa_plan_property(compiler->plan, NULL, sa_str_name_hash(name), name);
    if (source == NULL || !has_dictionary(compiler) ||
        sa_plan_faults_know(compiler->faults, source) ||
        sa_plan_faults_know(compiler->faults, section(compiler, "standing"))) {
        return;
    }
    if (tenant == NULL) {
        sa_compile_fail(compiler, SA_PLAN_REFERENCE, source,
                        "must be the name of a property that stands on every event (standing)");
    } else if (tenant->type != SA_TYPE_ID) {
        sa_compile_fail(compiler, SA_PLAN_TYPE, source,
                        "must be the name of a property of the type id");
    }
}

/* What describes the person is in the dictionary. */
static void compile_person(sa_compiler *compiler, const cJSON *list, int flag) {
    SA_PLAN_EACH_ITEM(item, list) {
        sa_property *property = (sa_property *)(uintptr_t)find_declared(compiler, item);
        if (property != NULL) {
            property->flags = (uint8_t)(property->flags | flag);
        }
    }
}

int sa_plan_compile(sa_plan *plan, const cJSON *source, sa_arena *arena, sa_plan_faults *faults) {
    sa_compiler compiler = {.plan = plan,
                            .arena = arena,
                            .faults = faults,
                            .source = source,
                            .at = source,
                            .properties_end = &plan->properties,
                            .events_end = &plan->events};
    uint32_t hash[2] = {SA_HASH_SEED, SA_HASH_SEED ^ 0x5bd1e995u};
    char digits[SA_FINGERPRINT_LENGTH];
    memset(plan, 0, sizeof(*plan));
    sa_plan_check(source, faults);
    compile_head(&compiler, source);
    compile_listed(&compiler, &plan->words, enter(&compiler, "words"));
    compile_constants(&compiler, enter(&compiler, "constants"));
    compile_listed(&compiler, &plan->prefixes, enter(&compiler, "prefixes"));
    sa_compile_routes(&compiler, enter(&compiler, "routes"));
    SA_PLAN_EACH_NAMED(definition, enter(&compiler, "properties")) {
        const sa_property *property = sa_compile_property(&compiler, definition);
        sa_compile_bind(&compiler, &compiler, property);
    }
    bind_list(&compiler, NULL, enter(&compiler, "standing"));
    check_tenant(&compiler, enter(&compiler, "tenant"));
    const cJSON *person = enter(&compiler, "person");
    compile_person(&compiler, cJSON_GetObjectItemCaseSensitive(person, "set"), SA_FLAG_SET);
    compile_person(&compiler, cJSON_GetObjectItemCaseSensitive(person, "set_once"),
                   SA_FLAG_SET_ONCE);
    SA_PLAN_EACH_NAMED(event, enter(&compiler, "events")) {
        compile_event(&compiler, event);
    }
    fingerprint(source, hash);
    sa_hex_write(digits, hash[0]);
    sa_hex_write(digits + 8, hash[1]);
    plan->fingerprint = keep_text(&compiler, (sa_str){digits, sizeof(digits)});
    return -faults->reason;
}
