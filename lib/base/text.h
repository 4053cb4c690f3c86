/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text: a growing buffer, lists and names, suggestions for mistyped names, and equal messages about
 * several files. */
#pragma once

#include "base/memory.h"

#include <hinge/progress.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zero-initialise; data is NULL or NUL-terminated. */
struct hinge_text {
    char *data;
    size_t length, capacity;
};

/* "%zu recording%s", n, HINGE_S(n) */
#define HINGE_S(n) ((n) == 1 ? "" : "s")

/* No registry has more entries (scripts/gen-registry). */
enum { HINGE_IDS_MOST = 64 };

/* Whether two texts are one: faster than strcmp where most differ soon, as names of a list. */
static inline bool hinge_text_is(const char *one, const char *other)
{
    while (*one == *other && *one != '\0')
        one++, other++;
    return *one == *other;
}

void hinge_text_clear(struct hinge_text *text);
/* The same, with a copy in the arena. */
char *hinge_text_to_arena(struct hinge_text *text, struct hinge_arena *arena);
void hinge_text_add(struct hinge_text *text, const char *bytes, size_t length);
/* Adds a copy of `length` of its own bytes, from byte `from` on. */
void hinge_text_repeat(struct hinge_text *text, size_t from, size_t length);
/* Room for n bytes at the end. The caller writes them and adds their number to `length`; until more
 * is added, data is not terminated. */
char *hinge_text_room(struct hinge_text *text, size_t n);
void hinge_text_adds(struct hinge_text *text, const char *string);
void hinge_text_printf(struct hinge_text *text, const char *format, ...) HINGE_PRINTF(2, 3);
/* Length in bytes of the character at p (1 to 4) and its code point; 0 when the bytes are no valid
 * UTF-8. p is NUL-terminated. */
size_t hinge_utf8_next(const char *p, uint32_t *code);
/* Writes a code point; returns its bytes. */
size_t hinge_utf8_write(char bytes[4], uint32_t code);
/* Bytes at the start of the text that are valid UTF-8. */
size_t hinge_utf8_valid(const char *text, size_t length);
/* At most so many bytes of a text, and no character cut in two. */
size_t hinge_utf8_cut(const char *text, size_t most);
/* Behind the byte order mark that editors on Windows put before UTF-8; the text if there is none.
 */
const char *hinge_utf8_start(const char *text);
/* Columns that a text takes on a screen (combining marks 0, East Asian wide characters 2). */
size_t hinge_text_width(const char *text);
/* A copy in the arena; bytes that are no UTF-8 make all of it Latin-1, the only other encoding that
 * files come in. */
char *hinge_utf8_copy(struct hinge_arena *arena, const char *text, size_t length);
/* Bytes of the character at p if it controls a terminal or the order of text (C0, DEL, C1,
 * line separators, bidirectional marks), 1 for a byte that is no UTF-8; else 0. */
size_t hinge_text_steers(const char *p);
/* Adds text of a file as a screen may show it: what steers becomes \xNN, byte by byte. */
void hinge_text_shown(struct hinge_text *text, const char *string);
/* The text so, in the arena. */
const char *hinge_arena_shown(struct hinge_arena *arena, const char *string);
/* The same for lines, which stay lines: each line end becomes `line_end`. */
void hinge_text_shown_lines(struct hinge_text *text, const char *lines, const char *line_end);
/* The text as a string, "" when nothing was added. */
const char *hinge_text_string(const struct hinge_text *text);

/* What follows an item of a list in a sentence if `left` more follow: ", ", `last`, then nothing.
 */
const char *hinge_list_joint(size_t left, const char *last);
/* Adds names as a list, "a, b and c": `last` is " and " there. */
void hinge_list_words(struct hinge_text *text, const char *const *names, size_t n,
                      const char *last);
/* What is between names of a list: "; " if one of them has a comma ("Böhm, Tom"), else ", ". */
const char *hinge_names_separator(const char *const *names, size_t n);
/* Adds names with the separator between them; ", " is that of hinge_names_separator(). */
void hinge_text_join(struct hinge_text *text, const char *const *names, size_t n,
                     const char *separator);
/* Adds a string of JSON in quotes, as it may stand in a page, too: "<" becomes \u003c. */
void hinge_text_json(struct hinge_text *text, const char *string);
/* The text without blanks at both ends; *n becomes its length. */
const char *hinge_trimmed(const char *text, size_t *n);

/* hinge_error_set with its arguments as a list. */
enum hinge_status hinge_error_vset(struct hinge_error *error, enum hinge_status status,
                                   enum hinge_reason reason, const char *format, va_list args)
    HINGE_PRINTF(4, 0);

/* Lists and filters: an item that contains the separator is "quoted", with its quotes doubled.
 * Number of bytes of `list` before the separator or its end: */
size_t hinge_item_length(const char *list, char separator);
/* The next item of a list, without blanks around it, and its length *n; NULL at the end of the
 * list. *rest moves behind the item. */
const char *hinge_next_item(const char **rest, char separator, size_t *n);
/* An item's n bytes without their quotes, into `value` of n + 1 bytes; returns it. */
char *hinge_item_value(const char *item, size_t n, char *value);
/* Adds a value as an item, quoted if needed. */
void hinge_text_item(struct hinge_text *text, const char *value);

/* Position of a name among n; n if it is not there. */
size_t hinge_name_at(const char *const *names, size_t n, const char *name);
/* So among structs that begin with one. */
#define HINGE_ROW_AT(row, n, name) hinge_row_at(row, n, sizeof *(row), name)
size_t hinge_row_at(const void *row, size_t n, size_t size, const char *name);
/* The same; -1 if it is not there. */
long hinge_label_find(const char *const *names, size_t n, const char *name);
/* Whether it is in a list that ends with NULL; NULL: a list of none. */
bool hinge_is_among(const char *const *names, const char *name);
/* Whether a name is in a list such as "a|b"; blanks around items are ignored. */
bool hinge_listed(const char *list, char separator, const char *name);

/* Whether `is` is true for the text and any of the words, which '|' separates. */
bool hinge_any_word(const char *words, const char *text,
                    bool (*is)(const char *text, const char *word));

/* Whether the text contains the word; whether it ends with it, to the letter or ignoring ASCII
 * case.
 */
bool hinge_holds(const char *text, const char *word);
bool hinge_ends_with(const char *text, const char *end);
bool hinge_ends_alike(const char *text, const char *end);
/* "" for NULL. */
const char *hinge_or_empty(const char *text);
/* Adds ", name" to a list unless it has it. */
void hinge_text_list(struct hinge_text *list, const char *name);

/* For qsort and bsearch of texts, or of structs that begin with one: by strcmp. */
int hinge_by_text(const void *a, const void *b);
/* Sorts texts so, each once at the front; returns how many differ. */
size_t hinge_each_once(const char **text, size_t n);
/* A text of a list, and its row there. For qsort: by text, those alike by row. */
struct hinge_text_row {
    const char *text;
    size_t row;
};
int hinge_by_text_row(const void *a, const void *b);

/* Equality ignoring ASCII case. */
bool hinge_same_name(const char *a, const char *b);

/* Equality ignoring ASCII case and '.', '_', ' ' and '-': "R.ASIS" is "r_asis". */
bool hinge_same_marker(const char *a, const char *b);
/* The first letter of a name for hinge_same_marker, in lower case: names that are the same have the
 * same. */
char hinge_initial(const char *name);
/* A hash for hinge_same_marker: names that are the same have the same number, and few others do. */
uint32_t hinge_marker_key(const char *name);

/* Number of letters to insert, delete, change or swap with the next, ignoring case, at most limit +
 * 1. Names over 63 bytes give limit + 1. */
unsigned hinge_name_distance(const char *a, const char *b, unsigned limit);

/* The name among n that differs by one letter; else the shortest that begins with `name`, if `name`
 * has four letters or more; else one that differs by two letters (always by less than half the
 * length of the name). NULL: none. */
const char *hinge_suggest(const char *name, const char *const *names, size_t n);

/* Passes a line to a listener. NULL: nobody listens, and nothing is printed. */
HINGE_PRINTF(3, 4)
void hinge_note(hinge_message *message, void *context, const char *format, ...);

/* --- Messages "where: what": equal ones about several files become one line, "a, b, c and 22 more:
 * what". Equal are those, too, that differ in numbers with decimals, or in how long legs are: "may
 * be 0.77 to 0.91 deg/s". A message without a place, or given twice for one place, stays a line of
 * its own. --- */

enum { HINGE_MESSAGE_SIZES = 4 }; /* numbers of a message that may differ, the first ones */

struct hinge_message_line {
    char *message;    /* that of the first place */
    const char *what; /* the part after "where: "; NULL: no place */
    char *place[2];   /* second and third place */
    size_t n;
    double size[HINGE_MESSAGE_SIZES][2]; /* least and most of those that differ; else NaN */
    size_t next;                         /* next line of the bucket, from 1; 0: none */
};

/* Lines in the order of their first messages. Zero-initialise. */
struct hinge_messages {
    struct hinge_message_line *line;
    size_t n, *bucket;
};

/* If a line has the same `what` for another place, counts the message there and returns true. */
bool hinge_messages_again(struct hinge_messages *messages, const char *message);
/* Adds the message as a new line, unless there is one already. */
bool hinge_messages_add(struct hinge_messages *messages, const char *message);
/* The same of "place: what". */
void hinge_messages_add_at(struct hinge_messages *messages, const char *place, const char *what);
void hinge_message_add(const struct hinge_message_line *line, struct hinge_text *out);
/* Without the places. */
void hinge_message_add_what(const struct hinge_message_line *line, struct hinge_text *out);
void hinge_messages_clear(struct hinge_messages *messages);
