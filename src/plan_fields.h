/* The tables of a plan, field by field, as an image has them: plan_image.c writes what plan_load.c
 * reads, and neither knows a struct by itself. */
#ifndef SA_PLAN_FIELDS_H
#define SA_PLAN_FIELDS_H

#include "plan.h"

enum sa_field_kind {
    SA_FIELD_END,
    SA_FIELD_WORD,
    SA_FIELD_BYTE, /* up to `detail` */
    SA_FIELD_COUNT,
    SA_FIELD_NUMBER,
    SA_FIELD_PROPERTY, /* one of the plan's properties; `detail`: which, enum below */
    SA_FIELD_LABEL,    /* of a member: an earlier one, or itself */
    SA_FIELD_OTHER,    /* of a property: one of its members, or none */
    SA_FIELD_VALUE,    /* of a page value: one of its property's members */
    SA_FIELD_LIST,     /* of structs of the kind `detail`, linked by their second field */
    SA_FIELD_ENTRY,    /* takes no place: the struct is bound to its name in the plan */
    SA_FIELD_ROWS,     /* the properties bound in the struct's scope; `detail`: in that of all */
};

enum {
    SA_DETAIL_ANY,
    SA_DETAIL_PAGE_OR_NONE,
    SA_DETAIL_PAGE
}; /* any or none; what routes declare */

typedef struct sa_field {
    uint8_t kind;
    uint8_t offset; /* in the struct */
    uint8_t detail;
} sa_field;

enum sa_table {
    SA_TABLE_PLAN,
    SA_TABLE_PROPERTY,
    SA_TABLE_MEMBER,
    SA_TABLE_EVENT,
    SA_TABLE_NODE,
    SA_TABLE_VALUE,
    SA_TABLES
};

/* The struct of each table: its fields, in the order of the image, and its size. */
typedef struct sa_struct {
    const sa_field *fields;
    size_t size;
} sa_struct;

extern const sa_struct sa_structs[SA_TABLES];

enum { SA_NEXT_OFFSET = sizeof(sa_word) }; /* of the pointer that links a list */

#endif
