/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text: a growing buffer, name comparison for suggestions, equal messages of several places. */
#ifndef HINGE_BASE_TEXT_H
#define HINGE_BASE_TEXT_H

#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zero-initialise; data is NULL or NUL-terminated. */
struct hinge_text {
    char *data;
    size_t length, capacity;
};

void hinge_text_clear(struct hinge_text *text);
void hinge_text_add(struct hinge_text *text, const char *bytes, size_t length);
/* Adds `length` bytes of the text itself, from its byte `from`. */
void hinge_text_repeat(struct hinge_text *text, size_t from, size_t length);
/* Room for n bytes at the end, to be written and then counted in `length` by whoever
 * asked. What stands there is no string until something is added. */
char *hinge_text_room(struct hinge_text *text, size_t n);
void hinge_text_puts(struct hinge_text *text, const char *string);
void hinge_text_printf(struct hinge_text *text, const char *format, ...) HINGE_PRINTF(2, 3);
/* Bytes of the character at p if it steers what shows it (C0 but for NUL, DEL, C1, line
 * separators, marks that reorder what follows), else 0. */
size_t hinge_text_steers(const char *p);
/* The text as a string, "" when nothing was added. */
const char *hinge_text_string(const struct hinge_text *text);

/* Adds names, from the second on after the separator. */
void hinge_text_join(struct hinge_text *text, const char *const *names, size_t n,
                     const char *separator);
/* What is between the blanks at both ends of n bytes; *n becomes its length. */
const char *hinge_trimmed(const char *text, size_t *n);

/* Lists and filters: an item with a separator within it is "quoted", its own quotes
 * doubled. Bytes of `list` before the separator, or its end: */
size_t hinge_item_length(const char *list, char separator);
/* The next item of a list and, in *n, its length, without the blanks around it; NULL
 * where the list is at its end. *rest moves behind it. */
const char *hinge_next_item(const char **rest, char separator, size_t *n);
/* An item's n bytes without their quotes, into `value` of n + 1 bytes; returns it. */
char *hinge_item_value(const char *item, size_t n, char *value);
/* Adds a value as an item, quoted where it has to be. */
void hinge_text_item(struct hinge_text *text, const char *value);

/* Whether a name is one of those in a list: "a|b"; blanks around them don't count. */
bool hinge_listed(const char *list, char separator, const char *name);

/* Whether `is` holds of the text and one of the words, which are parted by '|'. */
bool hinge_any_word(const char *words, const char *text,
                    bool (*is)(const char *text, const char *word));

/* Whether the text holds the word. */
bool hinge_holds(const char *text, const char *word);
/* Adds ", name" to a list unless it has it. */
void hinge_text_list(struct hinge_text *list, const char *name);

/* For qsort and bsearch of texts (const char *), by strcmp. */
int hinge_by_text(const void *a, const void *b);

/* Equality ignoring ASCII case. */
bool hinge_same_name(const char *a, const char *b);

/* Equality ignoring ASCII case and '.', '_', ' ' and '-': "R.ASIS" is "r_asis". */
bool hinge_same_marker(const char *a, const char *b);
/* What a name begins with to it, in lower case: names that are the same begin alike. */
char hinge_initial(const char *name);
/* A number that names have in common which are the same to it; few others have it. */
uint32_t hinge_marker_key(const char *name);

/* Letters to insert, delete, change or swap with the next, ignoring ASCII case, capped
 * at limit + 1; names over 63 bytes give limit + 1. */
unsigned hinge_name_distance(const char *a, const char *b, unsigned limit);

/* The name of n that is a letter away, else the shortest that begins with `name` where
 * that has four letters or more, else one two letters away (always nearer than half the
 * name's length); NULL if there is none. */
const char *hinge_suggest(const char *name, const char *const *names, size_t n);

/* --- messages "where: what" in; those that say the same of several places as one line out: "a, b,
 * c and 22 more: what". A message without a place, or said twice of one, stays its own line --- */

struct hinge_said_line {
    char *message;    /* of the first place */
    const char *what; /* in it, after "where: "; NULL where it names no place */
    char *place[2];   /* the second and the third */
    size_t n;
    size_t next; /* line of the same bucket, from 1; 0: none */
};

/* Zero-initialise; lines in the order of their first message. */
struct hinge_messages {
    struct hinge_said_line *line;
    size_t n, capacity, *bucket;
};

/* Whether a line says the same of another place; the message is counted there then. */
bool hinge_said_again(struct hinge_messages *said, const char *message);
/* A line of its own where it is none of them yet. */
bool hinge_said_add(struct hinge_messages *said, const char *message);
void hinge_said_put(const struct hinge_said_line *line, struct hinge_text *out);
void hinge_said_clear(struct hinge_messages *said);

#endif
