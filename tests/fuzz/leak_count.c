#include "leak_count.h"

#include <stdio.h>

static const char *const outlet_names[OUTLET_COUNT] = {
    "route",
    "explain",
    "batch",
    "verify",
    "storage",
    "identified explain",
    "identified batch",
    "identified verify",
};

void leak_count_add(leak_count *count, const planted *what, enum outlet where, uint64_t number) {
    family_count *family = &count->families[what->family];
    if (family->leaked == 0 || number < family->first_event) {
        family->first_event = number;
    }
    family->leaked++;
    family->explained += where == OUTLET_EXPLAIN || where == OUTLET_IDENTIFIED_EXPLAIN;
    family->secret_leaked += where >= OUTLET_IDENTIFIED_EXPLAIN;
    family->by_place[what->place]++;
    family->by_encoding[what->how]++;
    count->by_outlet[where]++;
    count->leaked++;
}

static void add_each(uint32_t *sum, const uint32_t *part, size_t count) {
    for (size_t i = 0; i < count; i++) {
        sum[i] += part[i];
    }
}

static void merge_family(family_count *sum, const family_count *part) {
    bool earlier = sum->leaked == 0 || part->first_event < sum->first_event;
    if (part->leaked > 0 && earlier) {
        sum->first_event = part->first_event;
    }
    sum->planted += part->planted;
    sum->leaked += part->leaked;
    sum->explained += part->explained;
    sum->secret_leaked += part->secret_leaked;
    add_each(sum->by_place, part->by_place, PLACE_COUNT);
    add_each(sum->by_encoding, part->by_encoding, ENCODING_COUNT);
}

void leak_count_merge(leak_count *sum, const leak_count *part) {
    for (size_t i = 0; i < canary_family_count; i++) {
        merge_family(&sum->families[i], &part->families[i]);
    }
    add_each(sum->by_outlet, part->by_outlet, OUTLET_COUNT);
    sum->events += part->events;
    sum->sent += part->sent;
    sum->planted += part->planted;
    sum->leaked += part->leaked;
    sum->benign += part->benign;
    sum->benign_kept += part->benign_kept;
}

size_t leak_count_families(const leak_count *count) {
    size_t leaking = 0;
    for (size_t i = 0; i < canary_family_count; i++) {
        leaking += count->families[i].leaked > 0;
    }
    return leaking;
}

bool leak_count_is_telling(const leak_count *count) {
    return count->sent * 10 > count->events * 9 && count->benign_kept * 10 > count->benign * 9;
}

static double percent_of(uint64_t part, uint64_t whole) {
    return whole == 0 ? 0 : 100.0 * (double)part / (double)whole;
}

static const char *encoding_name(int index) {
    return encoding_names[index];
}

/* Prints the three largest counts with their names. */
static void print_largest(const uint32_t *counts, int count, const char *(*name)(int)) {
    bool taken[PLACE_COUNT] = {false};
    for (int shown = 0; shown < 3; shown++) {
        int most = -1;
        for (int i = 0; i < count; i++) {
            bool larger = !taken[i] && counts[i] > 0 && (most < 0 || counts[i] > counts[most]);
            most = larger ? i : most;
        }
        if (most < 0) {
            return;
        }
        taken[most] = true;
        (void)printf("%s%s %u", shown == 0 ? "" : ", ", name(most), counts[most]);
    }
}

static void print_families(const leak_count *count) {
    (void)printf("\n%-32s %9s %8s %9s %8s %9s  %s\n", "family", "planted", "leaked", "explained",
                 "secrets", "event", "most of them where; how");
    for (size_t i = 0; i < canary_family_count; i++) {
        const family_count *family = &count->families[i];
        if (family->leaked == 0) {
            continue;
        }
        (void)printf("%-32s %9u %8u %9u %8u %9llu  ", canary_families[i].name, family->planted,
                     family->leaked, family->explained, family->secret_leaked,
                     (unsigned long long)family->first_event);
        print_largest(family->by_place, PLACE_COUNT, place_name);
        (void)printf("; ");
        print_largest(family->by_encoding, ENCODING_COUNT, encoding_name);
        (void)printf("\n");
    }
}

/* One line for each place, encoding and outlet by which something leaked. */
static void print_ways(const leak_count *count) {
    uint32_t places[PLACE_COUNT] = {0};
    uint32_t encodings[ENCODING_COUNT] = {0};
    for (size_t i = 0; i < canary_family_count; i++) {
        add_each(places, count->families[i].by_place, PLACE_COUNT);
        add_each(encodings, count->families[i].by_encoding, ENCODING_COUNT);
    }
    (void)printf("\n%-32s %9s\n", "where", "leaked");
    for (int i = 0; i < PLACE_COUNT; i++) {
        if (places[i] > 0) {
            (void)printf("%-32s %9u\n", place_name(i), places[i]);
        }
    }
    (void)printf("\n%-32s %9s\n", "how", "leaked");
    for (int i = 0; i < ENCODING_COUNT; i++) {
        if (encodings[i] > 0) {
            (void)printf("%-32s %9u\n", encoding_names[i], encodings[i]);
        }
    }
    (void)printf("\n%-32s %9s\n", "seen first in", "leaked");
    for (int i = 0; i < OUTLET_COUNT; i++) {
        if (count->by_outlet[i] > 0) {
            (void)printf("%-32s %9u\n", outlet_names[i], count->by_outlet[i]);
        }
    }
}

void leak_count_print(const leak_count *count) {
    uint32_t fewest = UINT32_MAX;
    for (size_t i = 0; i < canary_family_count; i++) {
        fewest = count->families[i].planted < fewest ? count->families[i].planted : fewest;
    }
    (void)printf(
        "%llu events with %llu canaries of %zu families, at least %u of each; %llu leaked\n",
        (unsigned long long)count->events, (unsigned long long)count->planted, canary_family_count,
        fewest, (unsigned long long)count->leaked);
    (void)printf("%.2f %% of the events left; %.3f %% of %llu benign members were kept\n",
                 percent_of(count->sent, count->events),
                 percent_of(count->benign_kept, count->benign), (unsigned long long)count->benign);
    if (count->leaked > 0) {
        print_families(count);
        print_ways(count);
    }
}
