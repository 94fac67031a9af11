/* One value by the type that the plan declares for it. */
#include <math.h>

#include "identifier.h"
#include "json.h"
#include "number.h"
#include "pass.h"
#include "reasons.h"

enum { SLUG_LENGTH = 80 }; /* S15 */

sa_str sa_text_cut(sa_str text, uint32_t limit) {
    size_t at = 0;
    while (at < text.len) {
        unsigned char lead = (unsigned char)text.ptr[at];
        uint32_t units = lead >= 0xF0 ? 2 : 1;
        if (limit < units) {
            break;
        }
        limit -= units;
        at += lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    }
    return (sa_str){text.ptr, at};
}

static uint32_t utf16_length(sa_str text) {
    uint32_t units = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        units += (c & 0xC0) != 0x80;
        units += c >= 0xF0;
    }
    return units;
}

static int write_number(sa_pass *pass, const sa_property *property, const cJSON *item) {
    char text[SA_NUMBER_TEXT];
    if (!sa_json_is(item, cJSON_Number)) {
        return SA_WRONG_TYPE;
    }
    double value = item->valuedouble;
    double power = 1;
    if (property->type == SA_TYPE_COUNT && value != floor(value)) {
        return SA_WRONG_TYPE;
    }
    for (uint32_t i = 0; property->type == SA_TYPE_NUMBER && i < property->length; i++) {
        power *= 10;
    }
    if (property->type != SA_TYPE_COUNT) {
        value = floor(value * power + 0.5) / power;
    }
    if (!(value >= property->min && value <= property->max)) { /* NaN is nowhere */
        return SA_OUT_OF_RANGE;
    }
    sa_write(pass->out, (sa_str){text, sa_number_text(value, text)});
    return 0;
}

static int write_word(sa_pass *pass, const sa_property *property, const cJSON *item) {
    if (!sa_json_is(item, cJSON_String)) {
        return SA_WRONG_TYPE;
    }
    const sa_member *member = sa_member_find(property->members, sa_json_text(item));
    if (member == NULL) {
        if (property->other == NULL) {
            return SA_NOT_IN_LIST;
        }
        member = property->other;
        sa_pass_remove(pass, property->name, SA_NOT_IN_LIST);
    }
    sa_write(pass->out, member->json);
    return 0;
}

/* Whether the list that begins at `list` holds the item behind `mark` already. */
static bool is_repeated(const sa_writer *out, size_t list, size_t mark) {
    size_t len = out->len - mark; /* with the comma before it; a first item has none */
    for (size_t at = list; at + len <= mark; at++) {
        if ((at == list || out->ptr[at] == ',') &&
            memcmp(out->ptr + at + 1, out->ptr + mark + 1, len - 1) == 0) {
            return true;
        }
    }
    return false;
}

static int write_list(sa_pass *pass, const sa_property *property, const cJSON *item) {
    uint32_t left = pass->plan->array_limit;
    size_t list = pass->out->len;
    if (!sa_json_is(item, cJSON_Array)) {
        return SA_WRONG_TYPE;
    }
    SA_WRITE(pass->out, "[");
    SA_JSON_EACH(word, item) {
        if (left == 0) {
            sa_pass_remove(pass, property->name, SA_TOO_MANY);
            break;
        }
        left--;
        size_t mark = pass->out->len;
        sa_write_comma(pass->out);
        int reason = write_word(pass, property, word);
        if (reason == 0 && is_repeated(pass->out, list, mark)) {
            reason = SA_DUPLICATE;
        }
        if (reason != 0) {
            pass->out->len = mark;
            sa_pass_remove(pass, property->name, reason);
        }
    }
    SA_WRITE(pass->out, "]");
    return 0;
}

static void write_label(sa_pass *pass, const sa_property *property, double value) {
    const sa_member *label = property->members;
    for (const double *edge = property->edges; label->next != NULL && value >= *edge; edge++) {
        label = label->next;
    }
    sa_write(pass->out, label->json);
}

/* A number becomes the label of its bucket; a label stays. */
static int write_bucket(sa_pass *pass, const sa_property *property, const cJSON *item) {
    if (sa_json_is(item, cJSON_String)) {
        return write_word(pass, property, item);
    }
    if (!sa_json_is(item, cJSON_Number)) {
        return SA_WRONG_TYPE;
    }
    write_label(pass, property, item->valuedouble);
    return 0;
}

void sa_value_write_length(sa_pass *pass, const sa_property *bucket, sa_str text) {
    write_label(pass, bucket, utf16_length(text));
}

static char lower_at(sa_str text, size_t at) {
    return at < text.len ? sa_to_lower(text.ptr[at]) : 0;
}

/* A label stays; else the first prefix that the text begins with, whatever its case. */
static int write_family(sa_pass *pass, const sa_property *property, const cJSON *item) {
    sa_str text = sa_str_trim(sa_json_text(item));
    if (!sa_json_is(item, cJSON_String)) {
        return SA_WRONG_TYPE;
    }
    const sa_member *found = sa_member_find(property->members, text);
    for (const sa_member *member = property->members; found == NULL && member != NULL;
         member = member->next) {
        size_t same = 0;
        while (same < member->match.len &&
               lower_at(text, same) == sa_to_lower(member->match.ptr[same])) {
            same++;
        }
        found = same == member->match.len ? member : NULL;
    }
    sa_write(pass->out, found == NULL ? property->other->json : found->json);
    return 0;
}

static int write_route(sa_pass *pass, const cJSON *item) {
    if (!sa_json_is(item, cJSON_String)) {
        return SA_WRONG_TYPE;
    }
    sa_route_match(pass->plan, sa_json_text(item), pass->page);
    sa_write(pass->out, pass->page->json_shape);
    return 0;
}

/* Lower case, letters and digits with hyphens inside (S15). */
static int write_slug(sa_pass *pass, sa_str text) {
    char slug[SLUG_LENGTH];
    for (size_t i = 0; i < text.len; i++) {
        char c = sa_to_lower(text.ptr[i]);
        bool inner_hyphen = c == '-' && i > 0 && i + 1 < text.len;
        if (i == SLUG_LENGTH || (!sa_is_lower(c) && !sa_is_digit(c) && !inner_hyphen)) {
            return SA_MALFORMED;
        }
        slug[i] = c;
    }
    sa_write_string(pass->out, (sa_str){slug, text.len});
    return text.len > 0 ? 0 : SA_MALFORMED;
}

static bool is_hex(sa_str text) {
    for (size_t i = 0; i < text.len; i++) {
        if (!sa_is_digit(text.ptr[i]) && (text.ptr[i] < 'a' || text.ptr[i] > 'f')) {
            return false;
        }
    }
    return true;
}

static bool is_id(sa_str text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (!sa_is_alpha(c) && !sa_is_digit(c) && (c == 0 || strchr("_.:@|+=-", c) == NULL)) {
            return false;
        }
    }
    return text.len > 0;
}

static bool is_email(sa_str text) {
    size_t at = 0;
    while (at < text.len && text.ptr[at] != '@') {
        at++;
    }
    return at > 0 && at + 1 < text.len && is_id(text) &&
           memchr(text.ptr + at + 1, '@', text.len - at - 1) == NULL;
}

/* Free text of identified mode, cut to its limit. */
static int write_text(sa_pass *pass, const sa_property *property, sa_str text) {
    uint32_t limit = property->length != 0 && property->length < pass->event->string_limit
                         ? property->length
                         : pass->event->string_limit;
    sa_str cut = sa_text_cut(text, limit);
    if (cut.len < text.len) {
        sa_pass_remove(pass, property->name, SA_TOO_LONG);
    }
    sa_write_string(pass->out, cut);
    return 0;
}

/* A text that leaves as it is, once its form is known to be the declared one. */
static int write_checked(sa_pass *pass, const sa_property *property, const cJSON *item) {
    sa_str text = sa_str_trim(sa_json_text(item));
    bool good = false;
    if (!sa_json_is(item, cJSON_String)) {
        return SA_WRONG_TYPE;
    }
    if (property->length != 0 && text.len > property->length && property->type != SA_TYPE_TEXT) {
        return property->type == SA_TYPE_HASH ? SA_MALFORMED : SA_TOO_LONG;
    }
    switch ((enum sa_type)property->type) {
    case SA_TYPE_VERSION: good = sa_identifier_is_version(text); break;
    case SA_TYPE_TOKEN: good = sa_identifier_is_token(text); break;
    case SA_TYPE_HASH: good = text.len == property->length && is_hex(text); break;
    case SA_TYPE_EMAIL: good = is_email(text); break;
    case SA_TYPE_ID:
        if (property->slug) {
            return write_slug(pass, text);
        }
        good = is_id(text);
        break;
    case SA_TYPE_NAME:
    case SA_TYPE_TEXT: return write_text(pass, property, sa_json_text(item));
    default:
        if (text.len > pass->event->string_limit) {
            return SA_TOO_LONG;
        }
        return sa_identifier_write_url_base(pass->out, text, pass->identified) ? 0 : SA_MALFORMED;
    }
    sa_write_string(pass->out, text);
    return good ? 0 : SA_MALFORMED;
}

int sa_value_write(sa_pass *pass, const sa_property *property, const cJSON *item) {
    switch ((enum sa_type)property->type) {
    case SA_TYPE_BOOL:
        if (!sa_json_is(item, cJSON_True) && !sa_json_is(item, cJSON_False)) {
            return SA_WRONG_TYPE;
        }
        sa_write(pass->out, sa_json_is(item, cJSON_True) ? SA_STR("true") : SA_STR("false"));
        return 0;
    case SA_TYPE_COUNT:
    case SA_TYPE_NUMBER:
    case SA_TYPE_DURATION: return write_number(pass, property, item);
    case SA_TYPE_BUCKET: return write_bucket(pass, property, item);
    case SA_TYPE_ENUM: return write_word(pass, property, item);
    case SA_TYPE_LIST: return write_list(pass, property, item);
    case SA_TYPE_FAMILY: return write_family(pass, property, item);
    case SA_TYPE_ROUTE: return write_route(pass, item);
    default: return write_checked(pass, property, item);
    }
}
