#include "redact.h"

#include "identifier.h"
#include "phrase.h"
#include "plain.h"

#define GAP "[...]"

enum { WORD_LENGTH = 3 }; /* letters before a number */

static bool is_space(char c) {
    return (unsigned char)c <= ' ';
}

/* Marks that may stand around a word. */
static bool is_mark(char c) {
    return c == '\'' || c == '"' || c == '`' || c == '(' || c == ')' || c == '[' || c == ']' ||
           c == '{' || c == '}' || c == '<' || c == '>' || c == ',' || c == ';' || c == ':' ||
           c == '.' || c == '!' || c == '?';
}

/* The piece without the marks around it. */
static sa_str core_of(sa_str piece) {
    while (piece.len > 0 && is_mark(*piece.ptr)) {
        piece = (sa_str){piece.ptr + 1, piece.len - 1};
    }
    while (piece.len > 0 && is_mark(piece.ptr[piece.len - 1])) {
        piece.len--;
    }
    return piece;
}

/* `Ann`, but neither `TypeError` nor `HTTP`. */
static bool is_capitalised(sa_str word) {
    size_t lower = 1;
    while (lower < word.len && sa_is_lower(word.ptr[lower])) {
        lower++;
    }
    return word.len > 1 && sa_is_upper(*word.ptr) && lower == word.len;
}

/* Where in the sentence a piece stands. */
typedef struct place {
    bool first;      /* of its sentence */
    bool after_word; /* of some letters, which a number may follow */
} place;

/* Whether the piece between two spaces may stay. */
static bool stays(const sa_plan *plan, sa_str piece, const place *at) {
    sa_str word = core_of(piece);
    if (word.len == 0) {
        return true;
    }
    if (sa_plain_is_number(word)) { /* the parts of a longer one stand together */
        return at->after_word;
    }
    return word.len > 1 && sa_str_made_of(word, "_.:-'/()") && !sa_identifier_is_place(word) &&
           (at->first || !is_capitalised(word)) && sa_phrase_is_known(plan, word);
}

static void write_gap(sa_writer *out) {
    size_t size = sizeof(GAP) - 1;
    bool again = out->len > size && sa_bytes_equal(out->ptr + out->len - size - 1, size, GAP, size);
    if (again) { /* one gap for what stands together; how many words it was is told to nobody */
        out->len--;
    } else {
        sa_write(out, SA_STR(GAP));
    }
}

sa_str sa_redacted(sa_arena *arena, const sa_plan *plan, sa_str text) {
    size_t size = text.len * sizeof(GAP) + sizeof(GAP);
    char *kept = sa_arena_take(arena, size);
    sa_writer out = sa_writer_on(kept, kept == NULL ? 0 : size);
    place here = {true, false};
    for (size_t at = 0; at < text.len;) {
        size_t len = 0;
        while (at + len < text.len && !is_space(text.ptr[at + len])) {
            len++;
        }
        sa_str piece = {text.ptr + at, len};
        bool gap = len > 0 && !stays(plan, piece, &here);
        if (gap) {
            write_gap(&out);
        } else {
            sa_write(&out, piece);
        }
        if (len > 0) {
            here.first = !gap && sa_bytes_find(piece.ptr + len - 1, 1, ".:!?") == 0;
            here.after_word = !gap && len >= WORD_LENGTH && sa_is_alpha(piece.ptr[0]) &&
                              sa_is_alpha(piece.ptr[len - 1]);
        }
        at += len;
        if (at < text.len) {
            sa_write_char(&out, text.ptr[at++]);
        }
    }
    sa_str changed = sa_writer_text(&out);
    bool same = sa_str_equal(changed, text);
    return out.full ? SA_STR("") : same ? text : changed;
}
