#include "plan_compile.h"

#include "number.h"
#include "phrase.h"

bool sa_compile_is_key_bytes(const char *ptr, size_t len) {
    return sa_compile_is_name_bytes(ptr, len) && !sa_plan_is_reserved(ptr, len) &&
           sa_bytes_begin(ptr, len, "__") == 0 && !sa_bytes_are(ptr, len, "anonymized");
}

bool sa_compile_is_description(const cJSON *item) {
    return cJSON_IsString(item) && sa_str_is(sa_plan_key(item), "description");
}

void sa_compile_fail_bytes(sa_compiler *compiler, int reason, const char *name, size_t len) {
    if (compiler->result == 0) {
        compiler->result = -reason;
        compiler->fault->name = (sa_str){name, len};
    }
}

bool sa_compile_is_name_bytes(const char *ptr, size_t len) {
    for (size_t i = 0; i < len; i++) {
        if (ptr[i] < ' ' || ptr[i] > '~' || ptr[i] == '"' || ptr[i] == '\\') {
            return false;
        }
    }
    return len > 0 && len <= SA_NAME_LENGTH;
}

void *sa_compile_keep(sa_compiler *compiler, size_t size) {
    void *kept = sa_arena_keep(compiler->arena, size);
    if (kept == NULL) {
        sa_compile_fail(compiler, SA_PLAN_TOO_LARGE, SA_STR(""));
        kept = memset(compiler->spare, 0, sizeof(compiler->spare));
    }
    return kept;
}

/* Keeps a copy; empty when the memory is full. */
static sa_str keep_text(sa_compiler *compiler, sa_str text) {
    char *kept = sa_arena_keep(compiler->arena, text.len);
    if (kept == NULL) {
        sa_compile_fail(compiler, SA_PLAN_TOO_LARGE, SA_STR(""));
        return SA_STR("");
    }
    if (text.len > 0) {
        memcpy(kept, text.ptr, text.len);
    }
    return (sa_str){kept, text.len};
}

void *sa_compile_word_bytes(sa_compiler *compiler, size_t size, const char *ptr, size_t len) {
    char text[SA_NAME_LENGTH + 24];
    sa_writer quoted = sa_writer_on(text, sizeof(text));
    sa_word *word = sa_compile_keep(compiler, size);
    if (compiler->result == 0) {
        sa_write_string_bytes(&quoted, ptr, len);
        sa_str kept = keep_text(compiler, sa_writer_text(&quoted));
        bool whole = kept.len > len;
        *word = whole ? (sa_word){kept.ptr + 1, len} : kept;
    }
    return word;
}

sa_property *sa_compile_key(sa_compiler *compiler, const char *ptr, size_t len) {
    sa_property *property = sa_compile_word_bytes(compiler, sizeof(sa_property), ptr, len);
    if (compiler->result == 0) {
        *compiler->properties_end = property;
        compiler->properties_end = &property->next;
    }
    return property;
}

void sa_compile_bind(sa_compiler *compiler, const void *scope, const void *entry) {
    const sa_word *word = entry;
    if (compiler->result == 0) {
        int result = sa_plan_bind(compiler->plan, compiler->arena, scope, entry);
        if (result < 0) {
            sa_compile_fail(compiler, -result, *word);
        }
    }
}

/* Binds a property to an event, or to all (NULL). One that stands on every event cannot be an
 * event's own as well: it would leave twice. */
static void bind_property(sa_compiler *compiler, const sa_event *event,
                          const sa_property *property) {
    for (; property != NULL && compiler->result == 0; property = property->length_bucket) {
        sa_str name = property->word;
        if (sa_plan_find(compiler->plan, NULL, sa_str_name_hash(name), name.ptr, name.len) !=
            NULL) {
            sa_compile_fail(compiler, SA_PLAN_DUPLICATE, name);
        }
        sa_compile_bind(compiler, event, property);
    }
}

/* A list of names from the dictionary and of definitions of its own. The dictionary's scope is the
 * compiler, so that its names mean nothing once the plan is compiled. */
static void bind_list(sa_compiler *compiler, const sa_event *event, const cJSON *list) {
    SA_PLAN_EACH(item, list) {
        if (cJSON_IsString(item)) {
            sa_str name = sa_plan_text(item);
            const sa_word *word =
                sa_plan_find(compiler->plan, compiler, sa_str_name_hash(name), name.ptr, name.len);
            if (word == NULL) {
                sa_compile_fail(compiler, SA_PLAN_REFERENCE, name);
            }
            bind_property(compiler, event, (const sa_property *)word);
        }
        SA_PLAN_EACH(definition, cJSON_IsObject(item) ? item : NULL) {
            if (!sa_compile_is_description(definition)) {
                bind_property(compiler, event, sa_compile_property(compiler, definition));
            }
        }
    }
}

static uint32_t limit_of(const cJSON *limits, const char *name, uint32_t standard) {
    const cJSON *limit = cJSON_GetObjectItemCaseSensitive(limits, name);
    bool usable = cJSON_IsNumber(limit) && limit->valuedouble >= 1 && limit->valuedouble <= 100000;
    return usable ? (uint32_t)limit->valuedouble : standard;
}

static void compile_event(sa_compiler *compiler, const cJSON *source) {
    sa_str name = sa_plan_key(source);
    if (sa_compile_is_description(source)) {
        return;
    }
    if (!sa_compile_is_name(name) || name.ptr[0] == ' ' || name.ptr[name.len - 1] == ' ') {
        sa_compile_fail(compiler, SA_PLAN_NAME, name);
        return;
    }
    sa_event *event = sa_compile_word(compiler, sizeof(sa_event), name);
    event->string_limit = limit_of(cJSON_GetObjectItemCaseSensitive(source, "limits"), "string",
                                   compiler->plan->limits[SA_LIMIT_STRING]);
    sa_compile_bind(compiler, compiler->plan, event);
    if (compiler->result == 0) {
        *compiler->events_end = event;
        compiler->events_end = &event->next;
    }
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
    SA_PLAN_EACH(constant, source) {
        sa_str key = sa_plan_key(constant);
        sa_str word = sa_plan_text(constant);
        bool number = cJSON_IsNumber(constant);
        if (sa_compile_is_description(constant)) {
            continue;
        }
        if (!sa_compile_is_key_bytes(key.ptr, key.len) || (!number && !sa_compile_is_name(word))) {
            sa_compile_fail(compiler, SA_PLAN_NAME, key);
            return;
        }
        reserve(compiler, key);
        sa_write_char(&writer, ',');
        sa_write_string(&writer, key);
        sa_write_char(&writer, ':');
        if (number) {
            sa_write_number(&writer, constant->valuedouble);
        } else {
            sa_write_string(&writer, word);
        }
    }
    if (writer.full) {
        sa_compile_fail(compiler, SA_PLAN_TOO_LARGE, SA_STR(""));
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
    if (sa_compile_is_description(item) || sa_str_begins(key, "$") > 0) {
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
    const cJSON *format = cJSON_GetObjectItemCaseSensitive(source, "format");
    const cJSON *limits = cJSON_GetObjectItemCaseSensitive(source, "limits");
    sa_str name = sa_plan_member_text(source, "name");
    if (!cJSON_IsNumber(format) || format->valuedouble != SA_PLAN_FORMAT_KNOWN ||
        !cJSON_IsObject(cJSON_GetObjectItemCaseSensitive(source, "events"))) {
        sa_compile_fail(compiler, SA_PLAN_FORMAT, SA_STR(""));
    }
    if (!sa_compile_is_name(name)) {
        sa_compile_fail(compiler, SA_PLAN_NAME, SA_STR(""));
    }
    plan->name = keep_text(compiler, name);
    plan->tenant = keep_text(compiler, sa_plan_member_text(source, "tenant"));
    plan->version = limit_of(source, "version", 1);
    plan->rules = (uint8_t)((is_said(source, "undeclared", "filter") ? SA_RULE_FILTER : 0) |
                            (is_said(source, "unmatched", "shape") ? SA_RULE_SHAPES : 0));
    for (int i = 0; i < SA_LIMITS; i++) {
        plan->limits[i] = limit_of(limits, sa_words_at(limit_names, i), standard_limits[i]);
    }
}

/* The words that a text may be made of, each of lower-case letters and digits. */
static void compile_listed_words(sa_compiler *compiler, const cJSON *list) {
    SA_PLAN_EACH(item, list) {
        sa_str word = sa_plan_text(item);
        bool upper = false;
        for (size_t i = 0; i < word.len; i++) {
            upper = upper || sa_is_upper(word.ptr[i]);
        }
        if (upper || word.len > SA_PHRASE_WORD_LENGTH || !sa_str_made_of(word, "")) {
            sa_compile_fail(compiler, SA_PLAN_LIST, word);
        }
        (void)sa_compile_member(compiler, &compiler->plan->words, word);
    }
}

/* Notes where in the plan a fault would be from now on, and returns that part of it. */
static const cJSON *enter(sa_compiler *compiler, const cJSON *source, const char *section) {
    if (compiler->result == 0) {
        compiler->fault->section = section;
    }
    return cJSON_GetObjectItemCaseSensitive(source, section);
}

/* The tenant is an id that every event may carry. */
static void check_tenant(sa_compiler *compiler, sa_str name) {
    const sa_property *tenant =
        sa_plan_property(compiler->plan, NULL, sa_str_name_hash(name), name);
    if (name.len > 0 && (tenant == NULL || tenant->type != SA_TYPE_ID)) {
        sa_compile_fail(compiler, tenant == NULL ? SA_PLAN_REFERENCE : SA_PLAN_TYPE, name);
    }
}

int sa_plan_compile(sa_plan *plan, const cJSON *source, sa_arena *arena, sa_plan_fault *fault) {
    sa_compiler compiler = {.plan = plan,
                            .arena = arena,
                            .fault = fault,
                            .properties_end = &plan->properties,
                            .events_end = &plan->events};
    uint32_t hash[2] = {SA_HASH_SEED, SA_HASH_SEED ^ 0x5bd1e995u};
    char digits[SA_FINGERPRINT_LENGTH];
    memset(plan, 0, sizeof(*plan));
    compile_head(&compiler, source);
    compile_listed_words(&compiler, enter(&compiler, source, "words"));
    compile_constants(&compiler, enter(&compiler, source, "constants"));
    SA_PLAN_EACH(prefix, enter(&compiler, source, "prefixes")) {
        (void)sa_compile_member(&compiler, &plan->prefixes, sa_plan_text(prefix));
    }
    sa_compile_routes(&compiler, enter(&compiler, source, "routes"));
    SA_PLAN_EACH(definition, enter(&compiler, source, "properties")) {
        if (!sa_compile_is_description(definition)) {
            sa_compile_bind(&compiler, &compiler, sa_compile_property(&compiler, definition));
        }
    }
    bind_list(&compiler, NULL, enter(&compiler, source, "standing"));
    check_tenant(&compiler, sa_plan_text(enter(&compiler, source, "tenant")));
    SA_PLAN_EACH(event, enter(&compiler, source, "events")) {
        compile_event(&compiler, event);
    }
    fingerprint(source, hash);
    sa_hex_write(digits, hash[0]);
    sa_hex_write(digits + 8, hash[1]);
    plan->fingerprint = keep_text(&compiler, (sa_str){digits, sizeof(digits)});
    return compiler.result;
}
