/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells that are no numbers in columns of numbers. They count as missing; a file with many of them
 * is refused. In: cells as they are read; out: per column how many there are, and the first ones.
 * Everything is in the arena. */
#ifndef HINGE_CSV_DAMAGED_H
#define HINGE_CSV_DAMAGED_H

#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>

struct hinge_arena;
struct hinge_text;

/* A short, printable copy of a cell for messages. */
enum { HINGE_CSV_SHOWN = 44 };
const char *hinge_csv_shown(const char *text, size_t length, char shown[HINGE_CSV_SHOWN]);

enum { HINGE_DAMAGED_NAMED = 3 }; /* cells that a message names */

struct hinge_damaged_cell {
    size_t order;        /* among the cells of the file */
    size_t line, column; /* from 1; 0: unknown */
    const char *place;   /* "frame 12"; "": the line says it */
    const char *file;    /* in the folder that is the recording; NULL: it is a file */
    char shown[HINGE_CSV_SHOWN];
};

/* Of a column. */
struct hinge_damaged {
    size_t key;       /* which it is; of a table its number, from 1 */
    const char *name; /* "": none */
    const char *file; /* a further file of the recording; NULL: its own */
    size_t n, of;     /* cells that are no numbers, and rows; n 0: the column is not read */
    size_t values;    /* numbers in it, if words may stand there */
    bool loose;       /* they may: with more of them it is a column of text */
    bool counts;      /* it is used, although it is no channel of its own */
    bool comma;       /* a cell has a decimal comma, where points are expected */
    struct hinge_damaged_cell cell[HINGE_DAMAGED_NAMED];
};

/* Set the arena first. */
struct hinge_damage {
    struct hinge_arena *arena;
    size_t n, cells; /* columns; cells of all */
    struct hinge_damaged *column;
    /* private */
    size_t *of_key, n_keys;
};

/* Adds a cell; the column with this key, for its name. */
struct hinge_damaged *hinge_damage_add(struct hinge_damage *damage, size_t key,
                                       const struct hinge_damaged_cell *cell);

/* The column with this key, if it has such cells, or NULL. */
struct hinge_damaged *hinge_damage_find(const struct hinge_damage *damage, size_t key);

/* NOT_A_NUMBER: the first of its cells, in its file or `shown`, how many others, what to do. */
enum hinge_status hinge_damaged_refuse(const struct hinge_damaged *column, const char *shown,
                                       struct hinge_error *error);

/* Adds where cell k is, and what is there: `line 12, column 3 (LASI X): "ERR"`. */
void hinge_damaged_describe(const struct hinge_damaged *column, size_t k, struct hinge_text *text);

/* Adds copies of the columns of `from`; `file` is that of those without one. Keys are not kept:
 * nothing is added to `to` by key any more. */
void hinge_damage_append(struct hinge_damage *to, const struct hinge_damage *from,
                         const char *file);

#endif
