/* Texts as the words that they are put together of: `run_failed`, `TypeError`, `http-500`. A text
 * that is to leave as it is, is one of known words: whatever names a person, a place or a thing of
 * theirs is none, in whatever form or encoding it comes. */
#ifndef SA_PHRASE_H
#define SA_PHRASE_H

#include "plan.h"

enum { SA_PHRASE_WORD_LENGTH = 32 }; /* longer words are in no table */

typedef struct sa_phrase_word {
    char text[SA_PHRASE_WORD_LENGTH]; /* in lower case */
    size_t len;                       /* above SA_PHRASE_WORD_LENGTH: too long for a table */
} sa_phrase_word;

/* Cuts the last word off the text; empty when there is none. A capital letter begins a word; what
 * is no letter stands between words. */
sa_phrase_word sa_phrase_cut(sa_str *text);

/* Whether the text is made of words that the plan or vocabulary.h lists, with a few digits and
 * anything between them that is neither. */
bool sa_phrase_is_known(const sa_plan *plan, sa_str text);

#endif
