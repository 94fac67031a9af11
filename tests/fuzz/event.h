/* Events stuffed with canaries. */
#ifndef SA_FUZZ_EVENT_H
#define SA_FUZZ_EVENT_H

#include "plants.h"
#include "str.h"

/* Where a canary stands: in a property that the plan of setup.c declares (from 0 on), or here. */
enum place {
    PLACE_UNDECLARED = 22,
    PLACE_NESTED,
    PLACE_ARRAY,
    PLACE_ARRAY_OF_OBJECTS,
    PLACE_KEY,
    PLACE_NESTED_KEY,
    PLACE_PAGE_PROPERTY,
    PLACE_EVENT_NAME,
    PLACE_PATH,
    PLACE_QUERY,
    PLACE_FRAGMENT,
    PLACE_ENVELOPE,
    PLACE_SESSION, /* what the endpoint knows of the person */
    PLACE_COUNT
};

/* What the report calls a place. */
const char *place_name(int place);

enum { EVENT_SIZE = 65536, EVENT_BENIGN = 24 };

typedef struct test_event {
    draft json; /* {"event","properties"} */
    sa_str properties;
    draft path;
    /* Members without a canary that should be kept in anonymized mode. */
    sa_str benign[EVENT_BENIGN];
    size_t benign_count;
    char json_room[EVENT_SIZE];
    char path_room[4096];
} test_event;

/* Makes an event and the path of its page. Families take turns from `number` on, so that each comes
 * as often as any other. */
void event_make(test_event *made, plants *all, uint64_t number);

/* How many of the benign members the output has. */
size_t event_count_kept(const test_event *made, const char *output, size_t len);

#endif
