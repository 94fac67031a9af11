/* Short texts that are no words and yet say nothing of a person: what undeclared properties may
 * hold beside phrases of known words. */
#ifndef SA_PLAIN_H
#define SA_PLAIN_H

#include "str.h"

/* A number, a percentage, or a range: `42`, `-3.5`, `< 10`, `75%`, `2024`, `11-50`, `1001-5000`,
 * `10000+`. Numbers of more than three digits are years or round, because others count people and
 * documents; ranges are between round ones, because telephone numbers have their form. */
bool sa_plain_is_number(sa_str text);

/* Whether many texts have the number: it is round, a year of now, or a status of HTTP. */
bool sa_plain_is_usual(uint32_t value);

/* An operator or a unit without letters: `<=`, `!=`, `%`. */
bool sa_plain_is_sign(sa_str text);

/* A letter and up to two digits: `A`, `p5`, `E42`. */
bool sa_plain_is_grade(sa_str text);

/* Two letters (a language, a country), or a locale: `en`, `DE`, `pt-BR`, `zh_Hant_TW`. */
bool sa_plain_is_locale(sa_str text);

/* `#fff`, `#1e90ff`. */
bool sa_plain_is_colour(sa_str text);

/* The number with as many digits as may leave of one that nobody declared: whole up to 9,999, else
 * three digits that count, so that no id, place or telephone number is told by one. */
double sa_plain_round(double value);

#endif
