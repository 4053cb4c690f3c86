/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions in, cells of people out. */
#include "people/cohort.h"

#include "base/text.h"
#include "people/order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nests come in pages, of which those that nobody needs are not there: no metric is of
 * every phase, and no recording has all of them. */
enum { PAGE = 16 };

/* What a person has of the recording in hand; several people only where a key is of
 * the repetition. */
struct hinge_open_person {
    size_t person;
    struct hinge_mean *mean; /* per measure */
};

static size_t pages_of(const struct hinge_cohort *people)
{
    return people->n_measures / PAGE + 1;
}

void hinge_cohort_clear(struct hinge_cohort *people)
{
    for (size_t k = 0; k < HINGE_CELL_KEYS; k++)
        hinge_intern_clear(&people->level_name[k]);
    hinge_intern_clear(&people->cell_name);
    hinge_intern_clear(&people->person_name);
    for (size_t i = 0; i < people->n; i++) {
        for (size_t p = 0; p < pages_of(people); p++)
            free(people->person[i].nest[p]);
        free(people->person[i].nest);
    }
    for (size_t i = 0; i < people->open_room; i++)
        free(people->open[i].mean);
    free(people->open);
    free(people->level);
    free(people->person);
    *people = (struct hinge_cohort){.n = 0};
}

/* --- cells and people --- */

enum hinge_status hinge_cohort_cell(struct hinge_cohort *people, const char *const *text,
                                    size_t *cell, struct hinge_error *error)
{
    size_t level[HINGE_CELL_KEYS] = {0}, length = 0;
    char name[HINGE_CELL_KEYS * 21 + 1] = "";
    for (size_t k = 0; k < people->n_keys; k++) {
        level[k] = hinge_intern_number(&people->level_name[k], text[k]);
        if (level[k] == SIZE_MAX)
            return hinge_no_memory(error);
        length += (size_t)snprintf(name + length, sizeof name - length, "%zu,", level[k]);
    }
    *cell = hinge_intern_number(&people->cell_name, name);
    if (*cell == SIZE_MAX)
        return hinge_no_memory(error);
    if (*cell < people->n_cells)
        return HINGE_OK;
    if (people->n_cells == people->cell_room) {
        size_t room = people->cell_room ? 2 * people->cell_room : 16;
        size_t(*grown)[HINGE_CELL_KEYS] = hinge_resize(people->level, room, sizeof *grown);
        people->level = grown;
        people->cell_room = room;
    }
    memcpy(people->level[people->n_cells++], level, sizeof level);
    return HINGE_OK;
}

static void add_person(struct hinge_cohort *people, size_t cell)
{
    if (people->n == people->room) {
        size_t room = people->room ? 2 * people->room : 64;
        struct hinge_person *grown = hinge_resize(people->person, room, sizeof *grown);
        people->person = grown;
        people->room = room;
    }
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): pages are pointers */
    struct hinge_nest **nest = hinge_alloc(pages_of(people), sizeof *nest);
    people->person[people->n++] = (struct hinge_person){.cell = cell, .nest = nest};
}

enum hinge_status hinge_cohort_find(struct hinge_cohort *people, size_t cell, const char *who,
                                    size_t recording, size_t *person, struct hinge_error *error)
{
    struct hinge_text name = {0};
    if (who != NULL && *who != '\0')
        hinge_text_printf(&name, "%zu %s", cell, who);
    else
        hinge_text_printf(&name, "%zu\n%zu", cell, recording);
    *person = hinge_intern_number(&people->person_name, hinge_text_string(&name));
    hinge_text_clear(&name);
    if (*person == SIZE_MAX)
        return hinge_no_memory(error);
    if (!(*person < people->n))
        add_person(people, cell);
    return HINGE_OK;
}

/* --- repetitions --- */

/* A recording's means go to a person. */
static void close_person(struct hinge_cohort *people, struct hinge_open_person *open)
{
    const struct hinge_person *person = &people->person[open->person];
    for (size_t m = 0; m < people->n_measures; m++) {
        struct hinge_nest **page = &person->nest[m / PAGE];
        if (open->mean[m].n == 0)
            continue;
        if (*page == NULL)
            *page = hinge_alloc(PAGE, sizeof **page);
        hinge_nest_close(&(*page)[m % PAGE], &open->mean[m]);
    }
}

void hinge_cohort_finish(struct hinge_cohort *people)
{
    for (size_t i = 0; i < people->n_open; i++)
        close_person(people, &people->open[i]);
    people->n_open = 0;
}

/* Sets last_open to the place of the person among those of the recording. */
static void open_person(struct hinge_cohort *people, size_t person)
{
    for (size_t i = 0; i < people->n_open; i++)
        if (people->open[i].person == person) {
            people->last_open = i;
            return;
        }
    if (people->n_open == people->open_room) {
        struct hinge_open_person *grown =
            hinge_resize(people->open, people->open_room + 1, sizeof *grown);
        people->open = grown;
        grown += people->open_room;
        grown->mean = hinge_alloc(people->n_measures, sizeof *grown->mean);
        people->open_room++;
    }
    people->open[people->n_open].person = person;
    people->last_open = people->n_open++;
}

void hinge_cohort_enter(struct hinge_cohort *people, size_t person, size_t recording)
{
    bool another = people->n_open == 0 || recording != people->recording;
    if (another)
        hinge_cohort_finish(people);
    if ((another || people->open[people->last_open].person != person))
        open_person(people, person);
    people->recording = recording;
    people->person[person].all_reps++;
}

void hinge_cohort_add(struct hinge_cohort *people, size_t measure, double value)
{
    hinge_mean_add(&people->open[people->last_open].mean[measure], value);
}

const struct hinge_nest *hinge_person_nest(const struct hinge_person *person, size_t measure)
{
    static const struct hinge_nest none = {.reps = 0};
    const struct hinge_nest *page = person->nest[measure / PAGE];
    return page != NULL ? &page[measure % PAGE] : &none;
}

/* --- order --- */

/* For qsort, which takes no context: what is compared stands in the item. */
struct item {
    const struct hinge_cohort *people;
    size_t cell;
};

static int compare_cells(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    for (size_t k = 0; k < x->people->n_keys; k++) {
        const char *const *name = x->people->level_name[k].text;
        size_t p = x->people->level[x->cell][k], q = y->people->level[y->cell][k];
        int order = p != q ? hinge_level_compare(name[p], name[q]) : 0;
        if (order != 0)
            return order;
    }
    return (x->cell > y->cell) - (x->cell < y->cell);
}

static size_t *sorted_cells(const struct hinge_cohort *people)
{
    struct item *item = hinge_alloc(people->n_cells, sizeof *item);
    size_t *order = hinge_alloc(people->n_cells, sizeof *order);
    for (size_t i = 0; i < people->n_cells; i++)
        item[i] = (struct item){people, i};
    qsort(item, people->n_cells, sizeof *item, compare_cells);
    for (size_t i = 0; i < people->n_cells; i++)
        order[i] = item[i].cell;
    free(item);
    return order;
    free(item);
    free(order);
    return NULL;
}

void hinge_cohort_sort(const struct hinge_cohort *people, size_t **cell_order,
                       size_t **person_order, size_t **first)
{
    *cell_order = sorted_cells(people);
    *person_order = hinge_alloc(people->n, sizeof **person_order);
    *first = hinge_alloc(people->n_cells + 2, sizeof **first);
    /* counting sort: a cell's start moves to its end, the next one's start, while it is
     * filled */
    size_t *at = *first + 1;
    for (size_t i = 0; i < people->n; i++)
        at[people->person[i].cell]++;
    size_t sum = 0;
    for (size_t c = 0; c < people->n_cells; c++) {
        size_t n = at[c];
        at[c] = sum;
        sum += n;
    }
    for (size_t i = 0; i < people->n; i++)
        (*person_order)[at[people->person[i].cell]++] = i;
}
