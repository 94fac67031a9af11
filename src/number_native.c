/* The host's numbers on a platform with a libc, whose LC_NUMERIC has to be "C". */
#include "number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_DIGITS = 17 }; /* enough for any double */

double sa_host_number_parse(const char *ptr, size_t len) {
    char stack[128];
    char *text = len < sizeof(stack) ? stack : malloc(len + 1);
    if (text == NULL) {
        return 0;
    }
    memcpy(text, ptr, len);
    text[len] = 0;
    char *end = NULL;
    double value = strtod(text, &end);
    if (*end != 0) {
        value = NAN; /* as JavaScript's Number */
    }
    if (text != stack) {
        free(text);
    }
    return value;
}

/* The digits and the exponent of the shortest decimal that reads back as `size`. Correct rounding
 * to n digits finds it but for powers of two, where the neighbour below is nearer than the one
 * above: there one more in the last digit is tried as well. */
static int shortest_digits(double size, char digits[MOST_DIGITS + 1], int *exponent) {
    char text[40];
    for (int count = 1; count < MOST_DIGITS; count++) {
        for (int bump = 0; bump < 2; bump++) {
            (void)snprintf(text, sizeof(text), "%.*e", count - 1, size);
            char *last = strchr(text, 'e') - 1;
            if (bump == 1 && *last != '9') {
                ++*last;
            }
            if (strtod(text, NULL) == size) { // NOLINT(cert-err34-c): our own text
                goto found;
            }
        }
    }
    (void)snprintf(text, sizeof(text), "%.*e", MOST_DIGITS - 1, size);
found:
    *exponent = (int)strtol(strchr(text, 'e') + 1, NULL, 10);
    int count = 0;
    for (const char *at = text; *at != 'e'; at++) {
        if (*at != '.') {
            digits[count++] = *at;
        }
    }
    return count;
}

size_t sa_host_number_text(double value, char *text) {
    char digits[MOST_DIGITS + 1] = {0};
    int exponent = 0;
    char *at = text;
    if (value < 0) {
        *at++ = '-';
    }
    int count = shortest_digits(fabs(value), digits, &exponent);
    int point = exponent + 1; /* digits before the point */
    if (point > 21 || point < -5) {
        *at++ = digits[0];
        if (count > 1) {
            *at++ = '.';
            memcpy(at, digits + 1, (size_t)count - 1);
            at += count - 1;
        }
        at += snprintf(at, 8, "e%+d", exponent);
        return (size_t)(at - text);
    }
    for (int i = point < 1 ? point - 1 : 0; i < (point > count ? point : count); i++) {
        if (i == point || (i == 0 && point == 0)) {
            *at++ = '.';
        }
        *at++ = i >= 0 && i < count ? digits[i] : '0';
    }
    return (size_t)(at - text);
}
