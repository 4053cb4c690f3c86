/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People chosen by their repetitions at the baseline: a table of repetitions and a condition in;
 * out who is chosen, and which rows are compared, so that those that chose are no part of a change
 * (people chosen for a high value fall back without any cue). Memory is the caller's arena. */
#include "people/people.h"
#include "table/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *hinge_split_name(enum hinge_split split)
{
    static const char *const name[] = {"none", "recordings", "bends"};
    return name[split];
}

const char *hinge_people_in(const char *text)
{
    const char *last = NULL;
    bool quoted = false;
    for (const char *p = text; *p != '\0'; p++) {
        quoted = quoted != (*p == '"');
        if (!quoted && strncmp(p, " in ", 4) == 0)
            last = p;
    }
    return last;
}

/* What a person's repetitions are at the baseline. */
struct had {
    size_t first, recordings, twice; /* recordings with two usable repetitions or more */
    size_t reps;
    bool four; /* also in each compared condition */
};

/* The values of a person, one for each condition. */
struct values {
    const struct hinge_filter *filter;
    struct hinge_cell cell[HINGE_CONDITIONS];
};

static bool find_value(const void *row, const struct hinge_condition *condition,
                       struct hinge_cell *cell)
{
    const struct values *values = row;
    *cell = values->cell[condition - values->filter->condition];
    return true;
}

/* Whether a row has a value for every condition. */
static bool has_values(const struct hinge_filter *filter, const struct hinge_table *table,
                       size_t row)
{
    for (size_t k = 0; k < filter->n; k++) {
        const struct hinge_cell cell =
            hinge_cell_of(&table->column[filter->condition[k].column], row);
        if (cell.text != NULL ? *cell.text == '\0' : isnan(cell.number))
            return false;
    }
    return true;
}

/* A share of repetitions, or what varies within a recording, can fall back; an age cannot. */
static bool is_outcome(const struct hinge_table *table, const uint32_t *recording, size_t column)
{
    const struct hinge_column *c = &table->column[column];
    if (c->type != HINGE_COLUMN_NUMBER || c->share)
        return c->share;
    for (size_t r = 1; r < table->rows; r++)
        if (recording[r] == recording[r - 1] && !isnan(c->number[r]) && !isnan(c->number[r - 1]) &&
            c->number[r] != c->number[r - 1])
            return true;
    return false;
}

static bool is_odd(const struct hinge_table *table, size_t row)
{
    return fmod(hinge_table_number(table, "rep", row), 2) == 1;
}

/* The value of each condition: of the repetitions that choose, a mean over recordings (method 9.2);
 * of a text the first. */
static void find_values(struct hinge_arena *arena, const struct hinge_table *table,
                        const uint32_t *recording, const size_t *row, size_t n,
                        struct values *values)
{
    double *number = hinge_arena_alloc(arena, n + 1, sizeof *number);
    uint32_t *of = hinge_arena_alloc(arena, n + 1, sizeof *of);
    unsigned char *side = hinge_arena_alloc(arena, n + 1, sizeof *side);
    for (size_t k = 0; k < values->filter->n; k++) {
        const struct hinge_column *column = &table->column[values->filter->condition[k].column];
        values->cell[k] =
            n > 0 ? hinge_cell_of(column, row[0]) : (struct hinge_cell){.number = (double)NAN};
        if (column->type != HINGE_COLUMN_NUMBER)
            continue;
        for (size_t i = 0; i < n; i++) {
            number[i] = column->number[row[i]];
            of[i] = recording[row[i]];
            side[i] = (unsigned char)hinge_side_of(hinge_table_word(table, "side", row[i]));
        }
        const struct hinge_nest nest = hinge_nest_of(number, of, side, n, NULL);
        values->cell[k].number = hinge_nest_mean(&nest);
    }
}

static enum hinge_split split_of(const struct had *had, size_t n)
{
    size_t with = 0, twice = 0, four = 0;
    for (size_t p = 0; p < n; p++) {
        with += had[p].reps > 0;
        twice += had[p].twice > 1;
        four += had[p].reps > 0 && had[p].four;
    }
    return 2 * twice >= with && twice > 0 ? HINGE_SPLIT_RECORDINGS
           : 2 * four >= with && four > 0 ? HINGE_SPLIT_BENDS
                                          : HINGE_SPLIT_NONE;
}

void hinge_people_choose(struct hinge_arena *arena, const struct hinge_choosing *ask,
                         enum hinge_row_use *use, struct hinge_chosen *chosen)
{
    enum { LEAST_SIDE = 2, LEAST_BENDS = 4 };
    const struct hinge_table *table = ask->table;
    const size_t rows = table->rows;
    struct hinge_intern people = {0}, files = {0}, cells = {0};
    struct hinge_text key = {0};
    uint32_t *person = hinge_arena_alloc(arena, rows + 1, sizeof *person),
             *recording = hinge_arena_alloc(arena, rows + 1, sizeof *recording),
             *cell = hinge_arena_alloc(arena, rows + 1, sizeof *cell);
    for (size_t r = 0; r < rows; r++) {
        const char *who = hinge_table_word(table, "participant", r);
        person[r] = (uint32_t)hinge_intern_number(&people, who);
        key.length = 0;
        hinge_text_printf(&key, "%s\n%s\n%s\n%s", who, hinge_table_word(table, "session", r),
                          hinge_table_word(table, "cue", r), hinge_table_word(table, "file", r));
        if (hinge_table_find(table, "file") < 0)
            hinge_text_printf(&key, "\n%g%s", hinge_table_number(table, "trial", r),
                              hinge_table_word(table, "trial", r));
        recording[r] = (uint32_t)hinge_intern_number(&files, hinge_text_string(&key));
        char buffer[HINGE_AXIS_TEXT];
        key.length = 0;
        hinge_text_adds(&key, who);
        for (size_t k = HINGE_EVIDENCE_AXES; k < HINGE_AXES; k++)
            hinge_text_printf(&key, "\n%s", hinge_axis_key(table, k, r, buffer));
        cell[r] = (uint32_t)hinge_intern_number(&cells, hinge_text_string(&key));
    }

    /* what people have at the baseline, and in what is compared with it */
    struct had *had = hinge_arena_alloc(arena, people.n + 1, sizeof *had);
    unsigned *of_file = hinge_arena_alloc(arena, files.n + 1, sizeof *of_file),
             *of_cell = hinge_arena_alloc(arena, cells.n + 1, sizeof *of_cell),
             *all = hinge_arena_alloc(arena, cells.n + 1, sizeof *all);
    bool *told = hinge_arena_alloc(arena, people.n + 1, sizeof *told), outcome = false;
    for (size_t p = 0; p < people.n; p++)
        had[p] = (struct had){.first = SIZE_MAX, .four = true};
    for (size_t r = 0; r < rows; r++) {
        all[cell[r]] += use[r] != HINGE_ROW_OUT;
        of_cell[cell[r]] += use[r] == HINGE_ROW_USED;
        if (!ask->baseline[r] || !has_values(ask->filter, table, r))
            continue;
        struct had *of = &had[person[r]];
        of->reps++;
        of->first = of->first == SIZE_MAX ? recording[r] : of->first;
        of->twice += ++of_file[recording[r]] == LEAST_SIDE;
    }
    for (size_t r = 0; r < rows; r++)
        if (use[r] == HINGE_ROW_USED && of_cell[cell[r]] < LEAST_BENDS)
            had[person[r]].four = false;
    for (size_t p = 0; p < people.n; p++)
        had[p].four = had[p].four && had[p].reps >= LEAST_BENDS;
    for (size_t k = 0; k < ask->filter->n; k++)
        outcome = outcome || is_outcome(table, recording, ask->filter->condition[k].column);
    chosen->falls_back = outcome && ask->compared;
    chosen->split =
        chosen->falls_back && !ask->no_split ? split_of(had, people.n) : HINGE_SPLIT_NONE;

    /* who is chosen */
    size_t *mine = hinge_arena_alloc(arena, rows + 1, sizeof *mine);
    bool *is_chosen = hinge_arena_alloc(arena, people.n + 1, sizeof *is_chosen);
    for (size_t r = 0; r < rows; r++) {
        const size_t p = person[r];
        if (told[p] || *people.text[p] == '\0' || (use[r] != HINGE_ROW_USED && !ask->baseline[r]))
            continue;
        struct values values = {.filter = ask->filter};
        size_t n = 0, others = 0;
        told[p] = true;
        chosen->of++;
        for (size_t i = r; i < rows; i++) {
            if (person[i] != p || !ask->baseline[i] || !has_values(ask->filter, table, i))
                continue;
            const bool chooses = chosen->split == HINGE_SPLIT_RECORDINGS
                                     ? recording[i] == had[p].first
                                 : chosen->split == HINGE_SPLIT_BENDS ? is_odd(table, i)
                                                                      : true;
            if (chooses)
                mine[n++] = i;
            others += !chooses;
        }
        const bool enough =
            chosen->split == HINGE_SPLIT_NONE ? n > 0 : n >= LEAST_SIDE && others >= LEAST_SIDE;
        find_values(arena, table, recording, mine, n, &values);
        chosen->without_value += !enough;
        is_chosen[p] = enough && hinge_filter_keeps(ask->filter, find_value, &values);
        chosen->chosen += is_chosen[p];
    }

    /* the rows that are compared; how many repetitions are enough is asked before the split */
    for (size_t r = 0; r < rows; r++) {
        const bool few = chosen->split != HINGE_SPLIT_NONE &&
                         (!hinge_people_enough(&ask->rule, of_cell[cell[r]], all[cell[r]]) ||
                          (chosen->split == HINGE_SPLIT_BENDS && of_cell[cell[r]] < LEAST_BENDS));
        const bool chose = (chosen->split == HINGE_SPLIT_BENDS && is_odd(table, r)) ||
                           (chosen->split == HINGE_SPLIT_RECORDINGS && ask->baseline[r] &&
                            recording[r] == had[person[r]].first);
        if (!is_chosen[person[r]] || few || chose)
            use[r] = HINGE_ROW_OUT;
    }
    hinge_intern_clear(&people);
    hinge_intern_clear(&files);
    hinge_intern_clear(&cells);
    hinge_text_clear(&key);
}
