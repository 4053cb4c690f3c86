/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions into groups with people as the unit (method 9), as they come, in memory
 * that grows with people alone. A cell is one combination of levels of the keys; a
 * participant is in a cell once. Repetitions may come in any order of people as long as
 * those of a recording are together. */
#ifndef HINGE_PEOPLE_COHORT_H
#define HINGE_PEOPLE_COHORT_H

#include "people/intern.h"
#include "people/nest.h"
#include "people/rule.h"

#include <hinge/status.h>

enum { HINGE_CELL_KEYS = 24 };

struct hinge_person {
    size_t cell;
    unsigned all_reps;        /* that came, usable or not */
    struct hinge_nest **nest; /* pages, by measure */
};

/* Zero-initialise; hinge_cohort_clear when done. */
struct hinge_cohort {
    struct hinge_people_rule rule;
    size_t n_keys, n_measures;                       /* set before the first repetition */
    struct hinge_intern level_name[HINGE_CELL_KEYS]; /* in the order of their coming */
    struct hinge_intern cell_name, person_name;
    size_t n_cells, cell_room;
    size_t (*level)[HINGE_CELL_KEYS]; /* per cell: number of each key's level */
    size_t n, room;
    struct hinge_person *person;
    size_t recording; /* in hand */
    size_t n_open, open_room, last_open;
    struct hinge_open_person *open; /* who has repetitions of it */
};

void hinge_cohort_clear(struct hinge_cohort *people);

/* The cell of levels, one text per key; a new one when it is new. NOMEM. */
enum hinge_status hinge_cohort_cell(struct hinge_cohort *people, const char *const *level,
                                    size_t *cell, struct hinge_error *error);
/* The participant of a cell; a recording that names nobody ("" or NULL) is one by
 * itself. NOMEM. */
enum hinge_status hinge_cohort_find(struct hinge_cohort *people, size_t cell, const char *who,
                                    size_t recording, size_t *person, struct hinge_error *error);
/* A repetition of a recording (a number) is a participant's: counted in all_reps, and
 * what is added goes to it. NOMEM. */
void hinge_cohort_enter(struct hinge_cohort *people, size_t person, size_t recording);
/* A value of the repetition, which is no NaN. */
void hinge_cohort_add(struct hinge_cohort *people, size_t measure, double value);
/* Closes the last recording: means can be asked for. NOMEM. */
void hinge_cohort_finish(struct hinge_cohort *people);

/* What a participant has of a measure; never NULL. */
const struct hinge_nest *hinge_person_nest(const struct hinge_person *person, size_t measure);

/* Cells sorted by their levels, and participants by cell: cell_order[n_cells],
 * person_order[n], of which those of a cell begin at first[cell]. free() them. NOMEM.
 */
void hinge_cohort_sort(const struct hinge_cohort *people, size_t **cell_order,
                       size_t **person_order, size_t **first);

#endif
