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
    const char *by;      /* default keys; "" when it has none */
    const char *takes;   /* options it takes, joined by commas */
    bool compares; /* its cells: a filter by what was measured in a repetition is refused where a
                      person has several */
    const char *analysis; /* analysis of hinge-compare whose JSON it draws, too; NULL: none */
    enum hinge_figure_needs needs;
    void (*draw)(struct hinge_plot *plot);
};

/* The groups of --by and their outcome, for figures of groups. Fails where there is one group, and
 * for a person in two. */
void hinge_plot_pick_groups(struct hinge_plot *plot, struct hinge_outcome *outcome,
                            struct hinge_levels *groups);

/* All figures, sorted by id (generated). */
const struct hinge_figure *const *hinge_figure_list(size_t *count);
const struct hinge_figure *hinge_figure_find(const char *id); /* NULL: none */
size_t hinge_figure_ids(const char *id[HINGE_IDS_MOST]);
