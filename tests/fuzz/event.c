#include "event.h"

/* The properties that the plan declares. A frame has a star where the canary comes. */
static const struct {
    const char *key;
    const char *type;
    const char *benign; /* a value that is kept, NULL for a type of identified mode */
    const char *frames; /* "first\0second\0" */
} declared[PLACE_UNDECLARED] = {
    {"flag", "bool", "true", "*\0"},
    {"total", "count", "42", "*\0"},
    {"ratio", "number", "0.5", "*\0"},
    {"elapsed", "duration_ms", "1200", "*\0"},
    {"size", "bucket", "\"small\"", "*\0small *\0"},
    {"choice", "enum", "\"alpha\"", "*\0alpha *\0"},
    {"open_choice", "enum with other", "\"other\"", "*\0alpha/*\0"},
    {"choices", "list", "[\"one\",\"two\"]", "*\0one,*\0"},
    {"maker", "family", "\"claude\"", "*\0claude-*\0gpt *\0"},
    {"release", "version", "\"1.4.2\"",
     "*\0v*\0"
     "1.2.*\0"
     "1.0.0-beta.*\0"
     "1.0.0-*\0"},
    {"code", "token", "\"run_failed\"", "*\0err_*\0net::*\0E*\0code.*\0"},
    {"digest", "hash", "\"ffeeddccbbaaffeeddccbbaaffeeddccbbaaffeeddccbba\"", "*\0"},
    {"base", "url_base", "\"https://api.example.com/v1\"",
     "*\0https://api.example.com/v1/*\0https://*.example.com/v1\0https://*/v1\0"
     "https://api.example.com:8443/*/chat\0"},
    {"page", "route", "\"/docs/:page\"", "*\0/w/*\0/*\0/docs/*\0/docs/a/*/b\0/w/a/settings/*\0"},
    {"ref", "id", NULL, "*\0"},
    {"tenant", "id, slug", NULL, "*\0"},
    {"note", "text", NULL, "*\0note: *\0"},
    {"measured", "text as length", NULL, "*\0note: *\0"},
    {"story", "text, redacted", "\"request failed\"", "*\0could not open *\0request of * failed\0"},
    {"mail", "email", NULL, "*\0"},
    {"title", "name", NULL, "*\0"},
    {"held", "token, identified only", NULL, "*\0"},
};

const char *place_name(int place) {
    static const char *const names[PLACE_COUNT - PLACE_UNDECLARED] = {
        "undeclared", "nested",     "array",         "array of objects",
        "key",        "nested key", "page property", "event name",
        "path",       "query",      "fragment",      "envelope",
        "session",
    };
    return place < PLACE_UNDECLARED ? declared[place].type : names[place - PLACE_UNDECLARED];
}

/* What nobody declared and everybody would keep: words of product analytics and their values. */
static const struct {
    const char *key;
    const char *value;
} undeclared[] = {
    {"outcome", "\"succeeded\""},
    {"step", "3"},
    {"variant", "\"control\""},
    {"theme", "\"dark\""},
    {"layout", "\"compact\""},
    {"method", "\"keyboard\""},
    {"stage", "\"build\""},
    {"retry_count", "2"},
    {"trigger", "\"shortcut\""},
    {"action", "\"opened\""},
    {"widget", "\"sidebar\""},
    {"panel", "\"settings\""},
    {"sort_order", "\"ascending\""},
    {"severity", "\"warning\""},
    {"direction", "\"left\""},
    {"channel", "\"stable\""},
    {"platform", "\"linux\""},
    {"phase", "\"client_stream\""},
    {"category", "\"navigation\""},
    {"status", "\"timeout\""},
    {"level", "7"},
    {"placement", "\"top\""},
    {"density", "1.5"},
    {"is_first", "true"},
    {"has_warning", "false"},
    {"engine", "\"webkit\""},
    {"feature", "\"dark_mode\""},
    {"format", "\"csv\""},
    {"scope", "\"workspace\""},
    {"color_scheme", "\"light\""},
    {"duration_ms", "830"},
    {"file_count", "12"},
};
enum { UNDECLARED_COUNT = sizeof(undeclared) / sizeof(undeclared[0]) };

/* An event on its way. */
typedef struct maker {
    test_event *made;
    plants *all;
    size_t turns[2]; /* which family came last, of texts and of numbers */
    size_t key;      /* index of the next undeclared key */
    bool used[PLACE_UNDECLARED];
} maker;

static size_t below(maker *with, size_t bound) {
    return rng_below(&with->all->random, bound);
}

/* The next family that stands in JSON in this way. */
static size_t next_family(maker *with, bool number) {
    size_t *turn = &with->turns[number];
    do {
        *turn = (*turn + 1) % canary_family_count;
    } while (canary_families[*turn].number != number);
    return *turn;
}

static void add_text_value(maker *with, const char *frame, int place) {
    draft *to = &with->made->json;
    draft_add_char(to, '"');
    plant_framed(with->all, to, frame, next_family(with, false), place, SOIL_JSON_STRING);
    draft_add_char(to, '"');
}

static void add_value(maker *with, const char *frame, int place) {
    size_t number = below(with, 8) == 0 ? next_family(with, true) : canary_family_count;
    if (number < canary_family_count && canary_families[number].keys == NULL) {
        plant(with->all, &with->made->json, number, ENCODING_RAW, place, SOIL_TEXT);
    } else {
        add_text_value(with, frame, place);
    }
}

static void add_key(maker *with, const char *key) {
    draft_add_char(&with->made->json, '"');
    draft_add(&with->made->json, key);
    draft_add(&with->made->json, "\":");
}

/* A key that nobody declared and that is not yet in the event. */
static void add_next_key(maker *with) {
    add_key(with, undeclared[with->key++ % UNDECLARED_COUNT].key);
}

/* ---- Members ---- */

static void add_declared(maker *with) {
    size_t which = below(with, PLACE_UNDECLARED);
    if (with->used[which]) {
        return;
    }
    with->used[which] = true;
    add_key(with, declared[which].key);
    size_t form = below(with, 8);
    bool list = form == 0 || (strcmp(declared[which].type, "list") == 0 && form != 1);
    draft_add(&with->made->json, list ? "[\"one\"," : form == 1 ? "{\"kind\":" : "");
    add_value(with, choose_word(declared[which].frames, &with->all->random), (int)which);
    draft_add(&with->made->json, list ? "]" : form == 1 ? "}" : "");
}

static void add_undeclared(maker *with) {
    add_next_key(with);
    add_value(with, "*", PLACE_UNDECLARED);
}

static void add_nested(maker *with) {
    size_t depth = 1 + below(with, 6);
    add_next_key(with);
    for (size_t i = 0; i < depth; i++) {
        draft_add(&with->made->json, i % 3 == 2 ? "[true,{\"kind\":" : "{\"kind\":");
    }
    add_value(with, "*", PLACE_NESTED);
    for (size_t i = depth; i > 0; i--) {
        draft_add(&with->made->json, (i - 1) % 3 == 2 ? "}]" : "}");
    }
}

static void add_array(maker *with) {
    add_next_key(with);
    draft_add(&with->made->json, "[\"ok\",");
    add_value(with, "*", PLACE_ARRAY);
    draft_add(&with->made->json, ",3]");
}

static void add_array_of_objects(maker *with) {
    add_next_key(with);
    draft_add(&with->made->json, "[{\"step\":1,\"kind\":");
    add_value(with, "*", PLACE_ARRAY_OF_OBJECTS);
    draft_add(&with->made->json, "},{\"step\":2}]");
}

static void add_planted_key(maker *with, int place) {
    static const char frames[] = "*\0*\0*\0count_*\0has_*\0*Count\0*_total\0x.*\0";
    static const char values[] = "1\0true\0\"ok\"\0{\"step\":1}\0";
    add_text_value(with, choose_word(frames, &with->all->random), place);
    draft_add_char(&with->made->json, ':');
    draft_add(&with->made->json, choose_word(values, &with->all->random));
}

static void add_key_member(maker *with) {
    add_planted_key(with, PLACE_KEY);
}

static void add_nested_key(maker *with) {
    add_next_key(with);
    draft_add(&with->made->json, "{\"step\":1,");
    add_planted_key(with, PLACE_NESTED_KEY);
    draft_add_char(&with->made->json, '}');
}

/* Properties of the page, which a call site may override. */
static void add_page_property(maker *with) {
    static const char *const keys[] = {"surface", "route_shape", "viewport_class", "section"};
    static const char frames[] = "*\0/w/*\0/docs/*\0";
    add_key(with, keys[below(with, 4)]);
    add_value(with, choose_word(frames, &with->all->random), PLACE_PAGE_PROPERTY);
}

/* A number under the key that says what it is. */
static void add_named_number(maker *with) {
    for (size_t i = 0; i < canary_family_count; i++) {
        const canary_family *family = &canary_families[i];
        if (family->keys != NULL) {
            add_key(with, choose_word(family->keys, &with->all->random));
            plant(with->all, &with->made->json, i, ENCODING_RAW, PLACE_UNDECLARED, SOIL_TEXT);
            draft_add_char(&with->made->json, ',');
        }
    }
    draft_drop_last(&with->made->json, ',');
}

/* A member that says nothing about anybody; remembered, to see whether it is kept. */
static void add_benign(maker *with) {
    test_event *made = with->made;
    const char *start = made->json.ptr + made->json.len;
    size_t which = below(with, PLACE_UNDECLARED);
    if (below(with, 3) == 0 && !with->used[which] && declared[which].benign != NULL) {
        with->used[which] = true;
        add_key(with, declared[which].key);
        draft_add(&made->json, declared[which].benign);
    } else {
        size_t next = with->key % UNDECLARED_COUNT;
        add_next_key(with);
        draft_add(&made->json, undeclared[next].value);
    }
    size_t len = (size_t)(made->json.ptr + made->json.len - start);
    made->benign[made->benign_count++] = (sa_str){start, len};
}

static void (*const members[])(maker *with) = {
    add_benign,     add_benign, add_benign,           add_benign,     add_declared,
    add_declared,   add_nested, add_declared,         add_undeclared, add_undeclared,
    add_key_member, add_array,  add_array_of_objects, add_nested_key,
};

static void add_properties(maker *with) {
    draft *json = &with->made->json;
    size_t count = 12 + below(with, 8);
    draft_add_char(json, '{');
    for (size_t i = 0; i < count; i++) {
        size_t before = json->len;
        members[below(with, sizeof(members) / sizeof(members[0]))](with);
        draft_add(json, json->len > before ? "," : "");
    }
    if (below(with, 4) == 0) {
        add_page_property(with);
        draft_add_char(json, ',');
    }
    if (below(with, 16) == 0) {
        add_named_number(with);
    }
    draft_drop_last(json, ',');
    draft_add_char(json, '}');
}

static void add_path(maker *with) {
    static const char frames[] = "/w/*\0/w/*/apps/1\0/w/acme/apps/*\0/w/acme/*\0/*\0/docs/*\0"
                                 "/docs/a/*/b\0/w/acme/settings/*\0/w/acme;id=*/apps/1\0/../*\0"
                                 "//*//\0/w/*/\0/W/*\0/w/acme/apps/x-*-y\0#/w/*\0*\0";
    draft *path = &with->made->path;
    plants *all = with->all;
    plant_framed(all, path, choose_word(frames, &all->random), next_family(with, false), PLACE_PATH,
                 SOIL_TEXT);
    if (below(with, 3) == 0) {
        plant_framed(all, path, "?q=*", next_family(with, false), PLACE_QUERY, SOIL_TEXT);
    }
    if (below(with, 3) == 0) {
        plant_framed(all, path, "#*", next_family(with, false), PLACE_FRAGMENT, SOIL_TEXT);
    }
}

void event_make(test_event *made, plants *all, uint64_t number) {
    size_t turn = (size_t)(number * 13) % canary_family_count;
    maker with = {made, all, {turn, turn}, 0, {false}};
    made->json = draft_on(made->json_room, sizeof(made->json_room));
    made->path = draft_on(made->path_room, sizeof(made->path_room));
    made->benign_count = 0;
    with.key = below(&with, UNDECLARED_COUNT);
    draft_add(&made->json, "{\"event\":");
    if (below(&with, 64) == 0) {
        add_text_value(&with, "*", PLACE_EVENT_NAME);
    } else {
        draft_add(&made->json, below(&with, 4) == 0 ? "\"page viewed\"" : "\"e\"");
    }
    draft_add(&made->json, ",\"properties\":");
    made->properties.ptr = made->json.ptr + made->json.len;
    add_properties(&with);
    made->properties.len = (size_t)(made->json.ptr + made->json.len - made->properties.ptr);
    draft_add_char(&made->json, '}');
    add_path(&with);
}

static bool has_part(const char *output, size_t len, sa_str part) {
    const char *end = output + len;
    for (const char *at = output; (size_t)(end - at) >= part.len; at++) {
        at = memchr(at, part.ptr[0], (size_t)(end - at) - part.len + 1);
        if (at == NULL || memcmp(at, part.ptr, part.len) == 0) {
            return at != NULL;
        }
    }
    return false;
}

size_t event_count_kept(const test_event *made, const char *output, size_t len) {
    size_t kept = 0;
    for (size_t i = 0; i < made->benign_count; i++) {
        kept += has_part(output, len, made->benign[i]);
    }
    return kept;
}
