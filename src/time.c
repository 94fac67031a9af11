#include "time.h"

#include <math.h>

#define DAY_MS 86400000.0

/* Days are counted from 0000-03-01, so that a leap day ends its year: 719468 days before 1970. */
enum { EPOCH_DAYS = 719468, DAYS_PER_400_YEARS = 146097 };

enum { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, MILLISECOND, FIELDS };

static const char form[] = "0000-00-00T00:00:00.000Z";

static void write_digits(char *text, uint32_t value, size_t width) {
    while (width > 0) {
        text[--width] = (char)('0' + value % 10);
        value /= 10;
    }
}

void sa_time_write(double ms, char text[SA_TIME_LENGTH]) {
    double time = ms > 0 ? (ms < SA_TIME_LAST_MS ? floor(ms) : SA_TIME_LAST_MS) : 0;
    uint32_t days = (uint32_t)(time / DAY_MS);
    uint32_t rest = (uint32_t)(time - days * DAY_MS);
    days += EPOCH_DAYS;
    uint32_t of_era = days % DAYS_PER_400_YEARS;
    uint32_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    uint32_t of_year = of_era - (365 * year + year / 4 - year / 100);
    uint32_t month = (5 * of_year + 2) / 153; /* from March */
    memcpy(text, form, SA_TIME_LENGTH);
    write_digits(text, year + days / DAYS_PER_400_YEARS * 400 + (month >= 10), 4);
    write_digits(text + 5, month < 10 ? month + 3 : month - 9, 2);
    write_digits(text + 8, of_year - (153 * month + 2) / 5 + 1, 2);
    write_digits(text + 11, rest / 3600000, 2);
    write_digits(text + 14, rest / 60000 % 60, 2);
    write_digits(text + 17, rest / 1000 % 60, 2);
    write_digits(text + 20, rest % 1000, 3);
}

static double days_before(uint32_t year, uint32_t month, uint32_t day) {
    uint32_t from_march = month > 2 ? month - 3 : month + 9;
    uint32_t y = month > 2 ? year : year - 1;
    uint32_t era = y / 400;
    uint32_t of_era =
        y % 400 * 365 + y % 400 / 4 - y % 400 / 100 + (153 * from_march + 2) / 5 + day - 1;
    return (double)era * DAYS_PER_400_YEARS + of_era - EPOCH_DAYS;
}

double sa_time_parse(sa_str text) {
    char full[SA_TIME_LENGTH];
    char again[SA_TIME_LENGTH];
    uint32_t fields[FIELDS + 1] = {0};
    size_t field = 0;
    if ((text.len != SA_TIME_LENGTH && text.len != SA_TIME_LENGTH - 4) ||
        text.ptr[text.len - 1] != 'Z') {
        return -1;
    }
    memcpy(full, form, SA_TIME_LENGTH);
    memcpy(full, text.ptr, text.len - 1);
    for (size_t i = 0; i < SA_TIME_LENGTH; i++) {
        if (form[i] == '0' ? !sa_is_digit(full[i]) : full[i] != form[i]) {
            return -1;
        }
        if (form[i] == '0') {
            fields[field] = fields[field] * 10 + (uint32_t)(full[i] - '0');
        } else {
            field++;
        }
    }
    double time = days_before(fields[YEAR], fields[MONTH], fields[DAY]) * DAY_MS +
                  fields[HOUR] * 3600000.0 + fields[MINUTE] * 60000.0 + fields[SECOND] * 1000.0 +
                  fields[MILLISECOND];
    sa_time_write(time, again); /* a 30th of February does not come back as itself */
    return time >= 0 && memcmp(full, again, SA_TIME_LENGTH) == 0 ? time : -1;
}
