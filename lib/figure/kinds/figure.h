/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure: each file of this folder is one, a const hinge_figure_<stem>. It asks for rows, and
 * gives panels with marks and the rows of --data. */
#pragma once

#include "figure/plot.h"

/* Options of figures of people. */
#define HINGE_FIGURE_OF_PEOPLE                                                                     \
    "by,levels,filter,people,people-split,allow-inferred,all-tasks,all-reps,allow-single"

/* Of a caption where some change has fewer than HINGE_LEAST_TESTED people. */
#define HINGE_FEW_CHANGES " A change of fewer than 5 people has no interval."

struct hinge_figure {
    const char *id, *title;
    const char *details; /* what its options mean, and how to read it */
    const char *by;      /* default keys; NULL: none */
    const char *takes;   /* options it takes, joined by commas */
    bool of_one_cell;    /* else it compares cells: a filter by what was measured in a repetition is
                            refused where a person has several */
    const char *analysis; /* analysis of hinge-compare whose JSON it draws, too; NULL: none */
    enum hinge_figure_needs needs;
    void (*draw)(struct hinge_plot *plot);
};

/* The groups of --by and their outcome, for figures of groups. Fails where there is one group, and
 * for a person in two. */
void hinge_plot_pick_groups(struct hinge_plot *plot, struct hinge_outcome *outcome,
                            struct hinge_levels *groups);

/* The faults of a table, each once, with numbers of every level or person; set of, n_numbers and
 * fresh, the rest is zero. */
enum { HINGE_DRAWN_NUMBERS = 6 };
struct hinge_drawn_faults {
    size_t of, n_numbers;              /* levels or people; numbers of each */
    double fresh[HINGE_DRAWN_NUMBERS]; /* those of whom the table has no row */
    size_t n;
    const char **name; /* when they are sorted */
    struct hinge_drawn_fault {
        const char *id, *name;
        double most; /* by which they are sorted; NaN: it has no value, and is last */
        size_t place,
            judged;     /* that sorts those alike, before the id; people (hinge_fault_is_shown) */
        double *number; /* [of][n_numbers] */
    } * fault;
};
/* That of a row of the table, until the next is asked for; NULL: it has none. */
struct hinge_drawn_fault *hinge_drawn_fault_of(struct hinge_plot *plot,
                                               struct hinge_drawn_faults *faults,
                                               const struct hinge_table *table, size_t row);
/* Without those that another one measures directly; the largest first. */
void hinge_drawn_faults_sort(struct hinge_plot *plot, struct hinge_drawn_faults *faults);

/* The i-th of a list of an analysis: a word, "" for none; a number, NaN for none. */
const char *hinge_document_word(const json_t *lists, const char *key, size_t i);
double hinge_document_number(const json_t *lists, const char *key, size_t i);

/* All figures, sorted by id (generated). */
const struct hinge_figure *const *hinge_figure_list(size_t *count);
const struct hinge_figure *hinge_figure_find(const char *id); /* NULL: none */
size_t hinge_figure_ids(const char *id[HINGE_IDS_MOST]);
