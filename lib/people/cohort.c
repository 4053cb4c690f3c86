/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions in, in memory that grows with people alone; cells of people and their means
 * out. All that is averaged over repetitions is averaged here. The caller owns the
 * cohort; its texts and nests are its own. */
#include "people/people.h"

#include "base/sample.h"
#include "base/text.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- means --- */

static const double to_radians = 3.14159265358979323846 / 180;

/* What the sum loses is found by Knuth's exact difference, and kept. */
void hinge_mean_add(struct hinge_mean *mean, double value)
{
    double sum = mean->sum + value, part = sum - mean->sum;
    mean->rest += (mean->sum - (sum - part)) + (value - part);
    mean->sum = sum;
    mean->n++;
}

double hinge_mean_of(const struct hinge_mean *mean)
{
    double n = mean->n, of = (mean->sum + mean->rest) / n;
    if (!isfinite(of)) /* of none; of an infinity the rest is no number */
        return mean->n > 0 ? mean->sum / n : (double)NAN;
    return of + (fma(-of, n, mean->sum) + mean->rest) / n;
}

void hinge_nest_close(struct hinge_nest *nest, struct hinge_mean *recording)
{
    if (recording->n == 0)
        return;
    hinge_mean_add(&nest->recordings, hinge_mean_of(recording));
    nest->reps += recording->n;
    *recording = (struct hinge_mean){0};
}

double hinge_nest_mean(const struct hinge_nest *nest)
{
    return hinge_mean_of(&nest->recordings);
}

double hinge_nest_ratio(const struct hinge_nest *above, const struct hinge_nest *below,
                        double least)
{
    double mean = hinge_nest_mean(below);
    return fabs(mean) >= least ? hinge_nest_mean(above) / mean : (double)NAN;
}

double hinge_nest_direction_deg(const struct hinge_nest *sine, const struct hinge_nest *cosine)
{
    double s = hinge_nest_mean(sine), c = hinge_nest_mean(cosine);
    if (!(hypot(c, s) >= 1e-12))
        return NAN;
    double angle_deg = atan2(s, c) / to_radians;
    return angle_deg < -90 ? angle_deg + 360 : angle_deg;
}

double hinge_sine_of_deg(double angle_deg)
{
    return sin(angle_deg * to_radians);
}

double hinge_cosine_of_deg(double angle_deg)
{
    return cos(angle_deg * to_radians);
}

/* Recordings in the order of their first value, wherever their others stand. */
struct hinge_nest hinge_nest_of(const double *value, const uint32_t *recording, size_t n,
                                double of(double))
{
    struct hinge_nest nest = {.reps = 0};
    for (size_t i = 0; i < n; i++) {
        struct hinge_mean mean = {.n = 0};
        bool first = i == 0 || recording[i] != recording[i - 1];
        for (size_t k = 0; k + 1 < i && first; k++)
            first = recording[k] != recording[i];
        for (size_t k = i; first && k < n; k++)
            if (recording[k] == recording[i] && !isnan(value[k]))
                hinge_mean_add(&mean, of != NULL ? of(value[k]) : value[k]);
        hinge_nest_close(&nest, &mean);
    }
    return nest;
}

/* --- the ways to one value of a person's rows --- */

static const double *values_of(const struct hinge_person_rows *r, size_t which)
{
    for (size_t i = 0; i < r->n; i++)
        r->value[i] = r->number[which][r->at[i]];
    return r->value;
}

static double mean_way(const struct hinge_person_rows *r)
{
    const double *x = values_of(r, r->which), *weight = r->weight;
    if (weight == NULL)
        return hinge_stats_mean(x, r->n);
    double sum = 0, total = 0;
    for (size_t i = 0; i < r->n; i++) {
        sum += weight[r->at[i]] * (x[i] - x[0]);
        total += weight[r->at[i]];
    }
    return x[0] + sum / total;
}

static struct hinge_nest nest_of(const struct hinge_person_rows *r, size_t which, double of(double))
{
    for (size_t i = 0; i < r->n; i++)
        r->code[i] = r->recording[r->at[i]];
    return hinge_nest_of(values_of(r, which), r->code, r->n, of);
}

static double nested_way(const struct hinge_person_rows *r)
{
    const struct hinge_nest nest = nest_of(r, r->which, NULL);
    return hinge_nest_mean(&nest);
}

double hinge_way_nested_direction(const struct hinge_person_rows *r)
{
    const struct hinge_nest sine = nest_of(r, r->which, hinge_sine_of_deg),
                            cosine = nest_of(r, r->which, hinge_cosine_of_deg);
    return hinge_nest_direction_deg(&sine, &cosine);
}

double hinge_way_nested_ratio(const struct hinge_person_rows *r)
{
    const struct hinge_nest above = nest_of(r, 1, NULL), below = nest_of(r, 2, NULL);
    return hinge_nest_ratio(&above, &below, r->least);
}

static double median_way(const struct hinge_person_rows *r)
{
    values_of(r, r->which);
    hinge_sort(r->value, r->n);
    return hinge_median_sorted(r->value, r->n);
}

static double max_way(const struct hinge_person_rows *r)
{
    values_of(r, r->which);
    hinge_sort(r->value, r->n);
    return r->value[r->n - 1];
}

static double min_way(const struct hinge_person_rows *r)
{
    values_of(r, r->which);
    hinge_sort(r->value, r->n);
    return r->value[0];
}

static double sd_way(const struct hinge_person_rows *r)
{
    return hinge_stats_sd(values_of(r, r->which), r->n);
}

static double ratio_way(const struct hinge_person_rows *r)
{
    double above = hinge_stats_mean(values_of(r, 1), r->n);
    return above / hinge_stats_mean(values_of(r, 2), r->n);
}

/* Direction of the mean vector, in [0, 360). */
static double circular_way(const struct hinge_person_rows *r)
{
    double c = 0, s = 0;
    for (size_t i = 0; i < r->n; i++) {
        double angle_deg = r->number[r->which][r->at[i]];
        c += hinge_cosine_of_deg(angle_deg);
        s += hinge_sine_of_deg(angle_deg);
    }
    if (hypot(c, s) < 1e-12 * (double)r->n)
        return NAN;
    double mean_deg = atan2(s, c) / (3.14159265358979323846 / 180);
    return mean_deg < 0 ? mean_deg + 360 : mean_deg;
}

static const struct {
    const char *name;
    hinge_way *way;
} ways[] = {{"mean", mean_way},         {"nested", nested_way},
            {"median", median_way},     {"max", max_way},
            {"min", min_way},           {"sd", sd_way},
            {"circular", circular_way}, {"ratio_of_means", ratio_way}};

hinge_way *hinge_way_named(const char *name)
{
    for (size_t k = 0; k < sizeof ways / sizeof *ways; k++)
        if (strcmp(ways[k].name, name) == 0)
            return ways[k].way;
    return NULL;
}

struct hinge_cells hinge_cells_of(struct hinge_arena *arena, struct hinge_person_rows rows,
                                  hinge_way *way, const uint32_t *person, const uint32_t *cell,
                                  size_t n, const struct hinge_enough *enough, size_t n_people)
{
    size_t slots = n_people * enough->n_cells;
    struct hinge_cells cells = {n_people, enough->n_cells,
                                hinge_arena_alloc(arena, slots, sizeof *cells.value),
                                hinge_arena_alloc(arena, slots, sizeof *cells.count), *enough};
    uint32_t *slot = hinge_arena_alloc(arena, n, sizeof *slot);
    size_t *order = hinge_arena_alloc(arena, n, sizeof *order);
    size_t *start = hinge_arena_alloc(arena, slots + 2, sizeof *start);
    rows.value = hinge_arena_alloc(arena, n, sizeof *rows.value);
    rows.code = hinge_arena_alloc(arena, n, sizeof *rows.code);
    for (size_t i = 0; i < n; i++)
        slot[i] = person[i] * (uint32_t)enough->n_cells + (cell != NULL ? cell[i] : 0);
    hinge_put_together(slot, n, slots, order, start);
    for (size_t s = 0; s < slots; s++) {
        rows.at = order + start[s];
        rows.n = hinge_is_enough(enough, s) ? start[s + 1] - start[s] : 0;
        cells.count[s] = (uint32_t)rows.n;
        cells.value[s] = rows.n > 0 ? way(&rows) : (double)NAN;
    }
    return cells;
}

/* --- cells and people --- */

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

size_t hinge_cohort_cell(struct hinge_cohort *people, const char *const *text)
{
    size_t level[HINGE_CELL_KEYS] = {0}, length = 0;
    char name[HINGE_CELL_KEYS * 21 + 1] = "";
    for (size_t k = 0; k < people->n_keys; k++) {
        level[k] = hinge_intern_number(&people->level_name[k], text[k]);
        length += (size_t)snprintf(name + length, sizeof name - length, "%zu,", level[k]);
    }
    size_t cell = hinge_intern_number(&people->cell_name, name);
    if (cell < people->n_cells)
        return cell;
    if (people->n_cells == people->cell_room) {
        people->cell_room = people->cell_room ? 2 * people->cell_room : 16;
        people->level = hinge_resize(people->level, people->cell_room, sizeof *people->level);
    }
    memcpy(people->level[people->n_cells++], level, sizeof level);
    return cell;
}

static void add_person(struct hinge_cohort *people, size_t cell)
{
    if (people->n == people->room) {
        people->room = people->room ? 2 * people->room : 64;
        people->person = hinge_resize(people->person, people->room, sizeof *people->person);
    }
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): pages are pointers */
    struct hinge_nest **nest = hinge_alloc(pages_of(people), sizeof *nest);
    people->person[people->n++] = (struct hinge_person){.cell = cell, .nest = nest};
}

size_t hinge_cohort_find(struct hinge_cohort *people, size_t cell, const char *who,
                         size_t recording)
{
    struct hinge_text name = {0};
    if (who != NULL && *who != '\0')
        hinge_text_printf(&name, "%zu %s", cell, who);
    else
        hinge_text_printf(&name, "%zu\n%zu", cell, recording);
    size_t person = hinge_intern_number(&people->person_name, hinge_text_string(&name));
    hinge_text_clear(&name);
    if (person == people->n)
        add_person(people, cell);
    return person;
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
        people->open = hinge_resize(people->open, people->open_room + 1, sizeof *people->open);
        people->open[people->open_room++].mean =
            hinge_alloc(people->n_measures, sizeof *people->open->mean);
    }
    people->open[people->n_open].person = person;
    people->last_open = people->n_open++;
}

void hinge_cohort_enter(struct hinge_cohort *people, size_t person, size_t recording)
{
    bool another = people->n_open == 0 || recording != people->recording;
    if (another)
        hinge_cohort_finish(people);
    if (another || people->open[people->last_open].person != person)
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
}

void hinge_cohort_sort(const struct hinge_cohort *people, size_t **cell_order,
                       size_t **person_order, size_t **first)
{
    uint32_t *cell = hinge_alloc(people->n, sizeof *cell);
    for (size_t i = 0; i < people->n; i++)
        cell[i] = (uint32_t)people->person[i].cell;
    *cell_order = sorted_cells(people);
    *person_order = hinge_alloc(people->n, sizeof **person_order);
    *first = hinge_alloc(people->n_cells + 2, sizeof **first);
    hinge_put_together(cell, people->n, people->n_cells, *person_order, *first);
    free(cell);
}
