/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions grouped into cells of people, and means of them: all that is averaged over
 * repetitions is averaged here. */
#include "people/people.h"

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

enum hinge_side hinge_side_of(const char *side)
{
    return strcmp(side, "l") == 0   ? HINGE_SIDE_LEFT
           : strcmp(side, "r") == 0 ? HINGE_SIDE_RIGHT
                                    : HINGE_SIDE_NONE;
}

void hinge_nest_close(struct hinge_nest *nest, struct hinge_mean *recording, enum hinge_side side)
{
    if (recording->n == 0)
        return;
    hinge_mean_add(&nest->side[side], hinge_mean_of(recording));
    nest->reps += recording->n;
    *recording = (struct hinge_mean){0};
}

double hinge_nest_mean(const struct hinge_nest *nest)
{
    struct hinge_mean sides = {.n = 0};
    const struct hinge_mean *only = &nest->side[HINGE_SIDE_NONE];
    for (size_t k = 0; k < HINGE_SIDES; k++)
        if (nest->side[k].n > 0) {
            only = &nest->side[k];
            hinge_mean_add(&sides, hinge_mean_of(only));
        }
    return hinge_mean_of(sides.n > 1 ? &sides : only);
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
struct hinge_nest hinge_nest_of(const double *value, const uint32_t *recording,
                                const unsigned char *side, size_t n, double of(double))
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
        hinge_nest_close(&nest, &mean, side != NULL ? side[i] : HINGE_SIDE_NONE);
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
    for (size_t i = 0; i < r->n; i++) {
        r->code[i] = r->recording[r->at[i]];
        if (r->side != NULL)
            r->side_of[i] = r->side[r->at[i]];
    }
    return hinge_nest_of(values_of(r, which), r->code, r->side != NULL ? r->side_of : NULL, r->n,
                         of);
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

/* --- the ways to one value of a recording: the name before an outcome --- */

static double mean_of(const double *value, const double *rep, size_t n)
{
    (void)rep;
    return hinge_stats_mean(value, n);
}

/* Least squares; repetitions that are not usable leave their place empty. */
static double slope_of(const double *value, const double *rep, size_t n)
{
    enum { SPAN = 4 };
    const double at = hinge_stats_mean(rep, n), mean = hinge_stats_mean(value, n);
    double first = rep[0], last = rep[0], xy = 0, xx = 0;
    for (size_t i = 0; i < n; i++) {
        first = fmin(first, rep[i]);
        last = fmax(last, rep[i]);
        xy += (rep[i] - at) * (value[i] - mean);
        xx += (rep[i] - at) * (rep[i] - at);
    }
    return last - first >= SPAN ? xy / xx : (double)NAN;
}

/* The mean of the first (-1) or last (1) half; `most` > 0: of so many at that end. */
static double end_of(const double *value, const double *rep, size_t n, int end, unsigned most)
{
    struct hinge_mean mean = {.n = 0};
    for (size_t i = 0; i < n; i++) {
        unsigned before;
        const int half = hinge_half_of(rep, n, i, &before);
        const unsigned outside = end < 0 ? before : (unsigned)n - 1 - before;
        if (most > 0 ? outside < most : half == end)
            hinge_mean_add(&mean, value[i]);
    }
    return hinge_mean_of(&mean);
}

static double first_half_of(const double *value, const double *rep, size_t n)
{
    return end_of(value, rep, n, -1, 0);
}

static double last_half_of(const double *value, const double *rep, size_t n)
{
    return end_of(value, rep, n, 1, 0);
}

static double half_of(const double *value, const double *rep, size_t n)
{
    return last_half_of(value, rep, n) - first_half_of(value, rep, n);
}

static double first_of(const double *value, const double *rep, size_t n)
{
    return end_of(value, rep, n, -1, 2);
}

static double last_of(const double *value, const double *rep, size_t n)
{
    return end_of(value, rep, n, 1, 2);
}

static double sd_of(const double *value, const double *rep, size_t n)
{
    (void)rep;
    return hinge_stats_sd(value, n);
}

static double max_of(const double *value, const double *rep, size_t n)
{
    (void)rep;
    double most = value[0];
    for (size_t i = 1; i < n; i++)
        most = fmax(most, value[i]);
    return most;
}

const struct hinge_reducer hinge_first_half = {.least = HINGE_HALVES, .of = first_half_of},
                           hinge_last_half = {.least = HINGE_HALVES, .of = last_half_of};

#define FEWER(n) "fewer than " #n " usable repetitions in a recording, which "
static const struct hinge_reducer reducers[] = {
    {"mean", "mean of ", "no usable repetition", 1, mean_of, 0},
    {"slope", "change per repetition of ", FEWER(4) "slope: needs (4, over 5 numbers)", 4, slope_of,
     2},
    {"half", "change from the first to the last half of ", FEWER(4) "half: needs", HINGE_HALVES,
     half_of, 0},
    {"first", "first two repetitions' ", FEWER(4) "first: needs", HINGE_HALVES, first_of, 0},
    {"last", "last two repetitions' ", FEWER(4) "last: needs", HINGE_HALVES, last_of, 0},
    {"sd", "SD over repetitions of ", FEWER(3) "sd: needs", 3, sd_of, 0},
    {"max", "largest ", "no usable repetition", 1, max_of, 0}};

const struct hinge_reducer *hinge_reducer_at(size_t i)
{
    return i < sizeof reducers / sizeof *reducers ? &reducers[i] : NULL;
}

const struct hinge_reducer *hinge_reducer_of(const char *text, const char **rest)
{
    const struct hinge_reducer *reducer = NULL;
    *rest = text;
    for (size_t i = 0; text != NULL && (reducer = hinge_reducer_at(i)) != NULL; i++) {
        const size_t n = strlen(reducer->id);
        if (strncmp(text, reducer->id, n) == 0 && text[n] == ':') {
            *rest = text + n + 1;
            break;
        }
    }
    return reducer;
}

const char *hinge_reduced_words(struct hinge_arena *arena, const struct hinge_reducer *reducer,
                                const char *of, bool bends, const char *words)
{
    char title[160];
    if (reducer == NULL)
        return words;
    snprintf(title, sizeof title, "%s", words != NULL ? words : "");
    if (words == NULL)
        hinge_wording_title(of, title, sizeof title);
    return hinge_arena_printf(arena, "%s%s%s", reducer->words, bends ? HINGE_SHARE_OF_BENDS : "",
                              hinge_wording_small(title));
}

double hinge_reduce(const struct hinge_reducer *reducer, const double *value, const double *rep,
                    size_t n)
{
    return n >= reducer->least ? reducer->of(value, rep, n) : (double)NAN;
}

void hinge_nest_reduce(struct hinge_nest *nest, const struct hinge_reducer *reducer,
                       const double *value, const double *rep, size_t n, enum hinge_side side)
{
    const double reduced = hinge_reduce(reducer, value, rep, n);
    nest->reps += (unsigned)n;
    if (!isnan(reduced))
        hinge_mean_add(&nest->side[side], reduced);
}

double hinge_way_reduced(const struct hinge_person_rows *r)
{
    struct hinge_nest nest = {.reps = 0};
    for (size_t i = 0; i < r->n; i++) {
        const size_t at = r->at[i];
        size_t n = 0;
        bool first = true;
        for (size_t k = 0; k < i && first && r->recording != NULL; k++)
            first = r->recording[r->at[k]] != r->recording[at];
        if (!first || (r->recording == NULL && i > 0))
            continue;
        for (size_t k = i; k < r->n; k++)
            if (r->recording == NULL || r->recording[r->at[k]] == r->recording[at]) {
                r->value[n] = r->number[r->which][r->at[k]];
                r->rep_of[n++] = r->rep[r->at[k]];
            }
        hinge_nest_reduce(&nest, r->reducer, r->value, r->rep_of, n,
                          r->side != NULL ? r->side[at] : HINGE_SIDE_NONE);
    }
    return hinge_nest_mean(&nest);
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
    const size_t n = sizeof ways / sizeof *ways, k = HINGE_ROW_AT(ways, n, name);
    return k < n ? ways[k].way : NULL;
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
    rows.side_of = hinge_arena_alloc(arena, n, sizeof *rows.side_of);
    if (rows.reducer != NULL) {
        rows.rep_of = hinge_arena_alloc(arena, n, sizeof *rows.rep_of);
        cells.enough.needs = rows.reducer->needs;
        cells.enough.lacks = hinge_arena_alloc(arena, slots, sizeof *cells.enough.lacks);
    }
    for (size_t i = 0; i < n; i++)
        slot[i] = person[i] * (uint32_t)enough->n_cells + (cell != NULL ? cell[i] : 0);
    hinge_add_together(slot, n, slots, order, start);
    for (size_t s = 0; s < slots; s++) {
        rows.at = order + start[s];
        rows.n = hinge_is_enough(enough, s) ? start[s + 1] - start[s] : 0;
        cells.count[s] = (uint32_t)rows.n;
        cells.value[s] = rows.n > 0 ? way(&rows) : (double)NAN;
        if (rows.reducer != NULL && rows.n > 0 && isnan(cells.value[s])) {
            cells.enough.lacks[s] = true;
            cells.count[s] = 0;
        }
    }
    return cells;
}

/* --- cells and people --- */

void hinge_grouped_clear(struct hinge_grouped *people)
{
    hinge_intern_clear(&people->words);
    hinge_intern_clear(&people->cells);
    hinge_intern_clear(&people->people);
    hinge_arena_clear(&people->arena);
    *people = (struct hinge_grouped){.n = 0};
}

size_t hinge_grouped_find(struct hinge_grouped *people, const char *const *level, const char *who,
                          size_t recording)
{
    cleared_by(freed) size_t *word = hinge_alloc(people->n_keys + 1, sizeof *word);
    for (size_t k = 0; k < people->n_keys; k++)
        word[k] = hinge_intern_number(&people->words, level[k]);
    const size_t cell = hinge_intern_numbers(&people->cells, word, people->n_keys);
    if (cell == people->n_cells) {
        people->level = hinge_arena_more(&people->arena, people->level, cell,
                                         (people->n_keys + 1) * sizeof *people->level);
        for (size_t k = 0; k < people->n_keys; k++)
            people->level[cell * people->n_keys + k] = hinge_arena_strdup(&people->arena, level[k]);
        people->n_cells++;
    }
    const bool named = who != NULL && *who != '\0';
    const size_t is = named ? hinge_intern_number(&people->words, who) : recording;
    const size_t person = hinge_intern_numbers(&people->people, (size_t[]){cell, named, is}, 3);
    if (person < people->n)
        return person;
    people->cell = hinge_arena_more(&people->arena, people->cell, person, sizeof *people->cell);
    people->cell[person] = cell;
    people->n++;
    return person;
}

/* For qsort, which takes no context: what is compared stands in the item. */
struct item {
    const char *const *level;
    size_t n_keys, cell;
};

static int compare_cells(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    int order = 0; /* no two cells have the same levels */
    for (size_t k = 0; k < x->n_keys && order == 0; k++)
        order = hinge_level_compare(x->level[k], y->level[k]);
    return order;
}

void hinge_grouped_add(struct hinge_grouped *people, const size_t *person, const bool *counts,
                       const size_t *recording, size_t n)
{
    struct hinge_arena *arena = &people->arena;
    size_t most = n + people->n + people->n_cells; /* of what is numbered here */
    cleared_by(freed) size_t *place = hinge_alloc(most, sizeof *place),
                             *order = hinge_alloc(most, sizeof *order);
    cleared_by(freed) size_t *rep = hinge_alloc(n, sizeof *rep);
    cleared_by(freed) uint32_t *group = hinge_alloc(most, sizeof *group);
    /* cells in the order of their levels; place[] has the new number of each */
    size_t cells = people->n_cells, keys = people->n_keys;
    cleared_by(freed) struct item *item = hinge_alloc(cells, sizeof *item);
    const char **sorted = hinge_arena_alloc(&people->arena, cells * keys, sizeof *sorted);
    for (size_t i = 0; i < cells; i++)
        item[i] = (struct item){people->level + i * keys, keys, i};
    if (cells > 1)
        qsort(item, cells, sizeof *item, compare_cells);
    for (size_t i = 0; i < cells; i++) {
        place[item[i].cell] = i;
        for (size_t k = 0; k < keys; k++)
            sorted[i * keys + k] = item[i].level[k];
    }
    people->level = sorted;
    for (size_t i = 0; i < people->n; i++)
        group[i] = (uint32_t)place[people->cell[i]];
    people->first = hinge_arena_alloc(arena, people->n_cells + 2, sizeof *people->first);
    hinge_add_together(group, people->n, people->n_cells, order, people->first);
    for (size_t i = 0; i < people->n; i++)
        place[order[i]] = i;
    people->all = hinge_arena_alloc(arena, people->n, sizeof *people->all);
    people->whose = hinge_arena_raw(arena, n, sizeof *people->whose);
    for (size_t i = 0; i < n; i++) {
        people->whose[i] = person[i] == SIZE_MAX ? UINT32_MAX : (uint32_t)place[person[i]];
        if (person[i] == SIZE_MAX)
            continue;
        people->all[people->whose[i]]++;
        if (!counts[i])
            continue;
        group[people->n_reps] = people->whose[i];
        rep[people->n_reps++] = i;
    }
    people->from = hinge_arena_alloc(arena, people->n + 2, sizeof *people->from);
    people->rep = hinge_arena_alloc(arena, people->n_reps, sizeof *people->rep);
    people->recording = hinge_arena_alloc(arena, people->n_reps, sizeof *people->recording);
    hinge_add_together(group, people->n_reps, people->n, order, people->from);
    for (size_t k = 0; k < people->n_reps; k++) {
        people->rep[k] = rep[order[k]];
        people->recording[k] = recording[rep[order[k]]];
    }
}

void hinge_grouped_nests(const struct hinge_grouped *people, const double *value,
                         struct hinge_nest *nest)
{
    cleared_by(freed) double *mine =
        people->by != NULL ? hinge_alloc(2 * people->n_reps, sizeof *mine) : NULL;
    for (size_t i = 0; i < people->n; i++) {
        nest[i] = (struct hinge_nest){.reps = 0};
        for (size_t k = people->from[i], end; k < people->from[i + 1]; k = end) {
            const size_t recording = people->recording[k];
            const enum hinge_side side =
                people->side != NULL ? people->side[recording] : HINGE_SIDE_NONE;
            struct hinge_mean mean = {.n = 0};
            size_t n = 0;
            for (end = k; end < people->from[i + 1] && people->recording[end] == recording; end++) {
                if (isnan(value[end]))
                    continue;
                if (mine == NULL) {
                    hinge_mean_add(&mean, value[end]);
                } else {
                    mine[n] = value[end];
                    mine[people->n_reps + n++] = people->place[end];
                }
            }
            if (mine != NULL)
                hinge_nest_reduce(&nest[i], people->by, mine, mine + people->n_reps, n, side);
            else
                hinge_nest_close(&nest[i], &mean, side);
        }
    }
}
