#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool read_options(options *chosen, int argc, char **argv) {
    const struct {
        const char *name;
        uint64_t *number;
        const char **text;
    } known[] = {
        {"--events", &chosen->events, NULL}, {"--seed", &chosen->seed, NULL},
        {"--jobs", &chosen->jobs, NULL},     {"--event", &chosen->event, NULL},
        {"--corpus", NULL, &chosen->corpus}, {"--dictionary", NULL, &chosen->dictionary},
    };
    for (int i = 1; i < argc; i += 2) {
        size_t j = 0;
        while (j < sizeof(known) / sizeof(known[0]) && strcmp(argv[i], known[j].name) != 0) {
            j++;
        }
        if (j == sizeof(known) / sizeof(known[0]) || i + 1 == argc) {
            (void)fprintf(stderr, "%s: %s is no option, or has no value\n", argv[0], argv[i]);
            return false;
        }
        if (known[j].text != NULL) {
            *known[j].text = argv[i + 1];
        } else if (known[j].number != NULL) {
            *known[j].number = strtoull(argv[i + 1], NULL, 10);
        }
    }
    return true;
}
