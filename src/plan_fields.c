#include "plan_fields.h"

#include <stddef.h>

#define AT(type, field) (uint8_t) offsetof(sa_##type, field)

/* The properties come first, because everything refers to them. */
static const sa_field plan_fields[] = {
    {SA_FIELD_LIST, AT(plan, properties), SA_TABLE_PROPERTY},
    {SA_FIELD_ROWS, 0, 1},
    {SA_FIELD_PROPERTY, AT(plan, surface), SA_DETAIL_PAGE},
    {SA_FIELD_PROPERTY, AT(plan, route_shape), SA_DETAIL_PAGE},
    {SA_FIELD_PROPERTY, AT(plan, viewport_class), SA_DETAIL_PAGE},
    {SA_FIELD_LIST, AT(plan, prefixes), SA_TABLE_MEMBER},
    {SA_FIELD_LIST, AT(plan, words), SA_TABLE_MEMBER},
    {SA_FIELD_LIST, AT(plan, events), SA_TABLE_EVENT},
    {SA_FIELD_BYTE, AT(plan, root.is_end), 1},
    {SA_FIELD_LIST, AT(plan, root.values), SA_TABLE_VALUE},
    {SA_FIELD_LIST, AT(plan, root.child), SA_TABLE_NODE},
    {SA_FIELD_WORD, AT(plan, name), 0},
    {SA_FIELD_COUNT, AT(plan, version), 0},
    {SA_FIELD_WORD, AT(plan, fingerprint), 0},
    {SA_FIELD_BYTE, AT(plan, rules), SA_RULES_ALL},
    {SA_FIELD_COUNT, AT(plan, limits[SA_LIMIT_KEY]), 0},
    {SA_FIELD_COUNT, AT(plan, limits[SA_LIMIT_KEYS]), 0},
    {SA_FIELD_COUNT, AT(plan, limits[SA_LIMIT_STRING]), 0},
    {SA_FIELD_COUNT, AT(plan, limits[SA_LIMIT_ARRAY]), 0},
    {SA_FIELD_COUNT, AT(plan, limits[SA_LIMIT_DEPTH]), 0},
    {SA_FIELD_COUNT, AT(plan, limits[SA_LIMIT_TIME]), 0},
    {SA_FIELD_WORD, AT(plan, tenant), 0},
    {SA_FIELD_LIST, AT(plan, marks), SA_TABLE_MEMBER},
    {SA_FIELD_END, 0, 0},
};

static const sa_field property_fields[] = {
    {SA_FIELD_WORD, AT(property, word), 0},
    {SA_FIELD_BYTE, AT(property, type), SA_TYPE_COUNT_OF - 1},
    {SA_FIELD_BYTE, AT(property, flags), SA_FLAGS_ALL},
    {SA_FIELD_BYTE, AT(property, page_slot), SA_PAGE_PROPERTIES},
    {SA_FIELD_COUNT, AT(property, length), 0},
    {SA_FIELD_NUMBER, AT(property, min), 0},
    {SA_FIELD_NUMBER, AT(property, max), 0},
    {SA_FIELD_LIST, AT(property, members), SA_TABLE_MEMBER},
    {SA_FIELD_OTHER, AT(property, other), 0},
    {SA_FIELD_PROPERTY, AT(property, length_bucket), SA_DETAIL_ANY},
    {SA_FIELD_END, 0, 0},
};

static const sa_field member_fields[] = {
    {SA_FIELD_WORD, AT(member, word), 0},
    {SA_FIELD_LABEL, AT(member, label), 0},
    {SA_FIELD_NUMBER, AT(member, edge), 0},
    {SA_FIELD_END, 0, 0},
};

static const sa_field event_fields[] = {
    {SA_FIELD_WORD, AT(event, word), 0},
    {SA_FIELD_COUNT, AT(event, string_limit), 0},
    {SA_FIELD_ENTRY, 0, 0},
    {SA_FIELD_ROWS, 0, 0},
    {SA_FIELD_END, 0, 0},
};

static const sa_field node_fields[] = {
    {SA_FIELD_WORD, AT(node, word), 0},
    {SA_FIELD_BYTE, AT(node, kind), SA_NODE_TAIL},
    {SA_FIELD_BYTE, AT(node, is_end), 1},
    {SA_FIELD_PROPERTY, AT(node, choice), SA_DETAIL_PAGE_OR_NONE},
    {SA_FIELD_LIST, AT(node, members), SA_TABLE_MEMBER},
    {SA_FIELD_LIST, AT(node, values), SA_TABLE_VALUE},
    {SA_FIELD_LIST, AT(node, child), SA_TABLE_NODE},
    {SA_FIELD_END, 0, 0},
};

static const sa_field value_fields[] = {
    {SA_FIELD_PROPERTY, AT(page_value, property), SA_DETAIL_PAGE},
    {SA_FIELD_VALUE, AT(page_value, word), 0},
    {SA_FIELD_END, 0, 0},
};

const sa_struct sa_structs[SA_TABLES] = {
    [SA_TABLE_PLAN] = {plan_fields, sizeof(sa_plan)},
    [SA_TABLE_PROPERTY] = {property_fields, sizeof(sa_property)},
    [SA_TABLE_MEMBER] = {member_fields, sizeof(sa_member)},
    [SA_TABLE_EVENT] = {event_fields, sizeof(sa_event)},
    [SA_TABLE_NODE] = {node_fields, sizeof(sa_node)},
    [SA_TABLE_VALUE] = {value_fields, sizeof(sa_page_value)},
};

_Static_assert(offsetof(sa_plan, rows) < 256, "offsets of fields are bytes");
_Static_assert(offsetof(sa_member, next) == SA_NEXT_OFFSET &&
                   offsetof(sa_event, next) == SA_NEXT_OFFSET &&
                   offsetof(sa_property, next) == SA_NEXT_OFFSET &&
                   offsetof(sa_node, next) == SA_NEXT_OFFSET &&
                   offsetof(sa_page_value, next) == SA_NEXT_OFFSET,
               "lists are linked by the second field");
