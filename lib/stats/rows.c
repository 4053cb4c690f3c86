/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rows: the repetitions that an analysis would use, or the values of people made of
 * them, as a table for other programs. */
#include "stats/kind.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"
#include "table/columns.h"

enum { MOST_OUTCOMES = 64, SAID = 20 /* exclusions that are warned of */ };

/* A slot is a participant in a cell; all outcomes have the same ones, since the filter
 * alone tells them. */
struct rows {
    struct hinge_analysis *a;
    const struct hinge_table *table;
    size_t n_outcomes, n_asked;
    const char *outcome[2 * MOST_OUTCOMES];
    double *value[2 * MOST_OUTCOMES]; /* by row of the table; of people by slot */
    size_t *slot;                     /* by row; SIZE_MAX: not in the table that is made */
    size_t *first;                    /* row of each slot; SIZE_MAX: none */
    uint32_t *reps;                   /* of each slot */
    struct hinge_sample sample;
    struct hinge_cell_set set;
    bool people;
    size_t n_excluded;
    struct hinge_dropped *excluded;
};

/* Those of `outcome`, then the severities of those that are faults. */
static bool name_outcomes(struct rows *r)
{
    if (r->a->ask.stratify)
        return hinge_analysis_fail(r->a, HINGE_E_OPTION,
                                   "rows holds one kind of evidence: choose it with "
                                   "filter, such as tier=A, in place of stratify");
    for (size_t i = 0; i < r->a->ask.outcome.n; i++) {
        const char *name = r->a->ask.outcome.name[i];
        if (hinge_label_find(r->outcome, r->n_outcomes, name) >= 0)
            continue;
        if (r->n_outcomes == MOST_OUTCOMES)
            return hinge_analysis_fail(r->a, HINGE_E_OPTION, "outcome: at most %d in one table",
                                       MOST_OUTCOMES);
        r->outcome[r->n_outcomes++] = name;
    }
    if (r->n_outcomes == 0)
        return hinge_needs_outcome(r->a) != NULL;
    r->n_asked = r->n_outcomes;
    for (size_t o = 0; o < r->n_asked; o++) {
        char name[160];
        snprintf(name, sizeof name, HINGE_SEVERITY "%s", r->outcome[o]);
        long at = hinge_table_find(r->table, name);
        if (at >= 0 && hinge_label_find(r->outcome, r->n_outcomes, name) < 0)
            r->outcome[r->n_outcomes++] = r->table->column[at].name;
    }
    return true;
}

/* --- who is excluded, and why --- */

static void exclude(struct rows *r, const char *who, const char *cell, const char *why)
{
    struct hinge_analysis *a = r->a;
    char reason[400];
    snprintf(reason, sizeof reason, "%s%s%s", cell, *cell != '\0' ? ": " : "", why);
    for (size_t i = 0; i < r->n_excluded; i++)
        if (strcmp(r->excluded[i].participant, who) == 0 &&
            strcmp(r->excluded[i].reason, reason) == 0)
            return; /* of another outcome */
    r->excluded = hinge_arena_more(&a->arena, r->excluded, r->n_excluded, sizeof *r->excluded);
    r->excluded[r->n_excluded++] =
        (struct hinge_dropped){who, hinge_arena_strdup(&a->arena, reason)};
    if (r->n_excluded <= SAID)
        hinge_analysis_warn(a, NULL, HINGE_W_EXCLUDED, "%s: %s", who, reason);
}

/* --- the values --- */

/* The rows of one outcome, by the rules of every analysis, in the cells of condition and group. */
static bool take_outcome(struct rows *r, size_t o)
{
    struct hinge_columns columns = {0};
    struct hinge_cells cells = {0};
    const struct hinge_sample *s = &r->sample;
    const char *group = r->a->ask.group, *condition = r->a->ask.condition;
    hinge_columns_number(&columns, hinge_needs_outcome(r->a));
    if (group != NULL)
        hinge_columns_factor(&columns, columns.constant = group);
    if (condition != NULL)
        hinge_columns_factor(&columns, condition);
    hinge_columns_participant(r->a, &columns);
    hinge_columns_means(r->a, &columns);
    if (!hinge_sample_gather(r->a, &columns, &r->sample) ||
        !hinge_cell_set_make(r->a, &r->sample, 0, columns.n_factors, &r->set))
        return false;
    size_t rows = r->table->rows, slots = s->n_participants * r->set.n;
    size_t n = r->people ? slots : rows;
    if (r->slot == NULL) {
        r->slot = hinge_analysis_alloc(r->a, rows, sizeof *r->slot);
        r->first = hinge_analysis_alloc(r->a, slots, sizeof *r->first);
        r->reps = hinge_analysis_alloc(r->a, slots, sizeof *r->reps);
        memset(r->slot, 0xff, rows * sizeof *r->slot);
        memset(r->first, 0xff, slots * sizeof *r->first);
    }
    r->value[o] = hinge_analysis_alloc(r->a, n, sizeof **r->value);
    for (size_t i = 0; i < n; i++)
        r->value[o][i] = NAN;
    if (!r->people)
        hinge_enough_count(r->a, s, r->set.of_row, r->set.n, &cells.enough);
    else
        hinge_aggregate(r->a, s, 0, r->set.of_row, r->set.n, &cells);
    for (size_t i = 0; i < s->n; i++) {
        size_t row = s->row[i], slot = s->participant[i] * r->set.n + r->set.of_row[i];
        bool beside = o >= r->n_asked && r->slot[row] == SIZE_MAX; /* no row of its own */
        if (beside || !hinge_is_enough(&cells.enough, slot))
            continue;
        r->reps[slot] += r->slot[row] == SIZE_MAX;
        r->slot[row] = slot;
        r->first[slot] = row < r->first[slot] ? row : r->first[slot];
        r->value[o][r->people ? slot : row] = r->people ? cells.value[slot] : s->number[0][i];
    }
    const struct hinge_enough *enough = &cells.enough;
    for (size_t p = 0; o < r->n_asked && p < s->n_participants; p++) {
        const char *why = s->excluded.why[p];
        if (why != NULL)
            exclude(r, s->participant_name[p], "", why);
        for (size_t c = 0; why == NULL && c < r->set.n; c++) {
            size_t slot = p * r->set.n + c;
            char few[96];
            if (enough->all[slot] == 0 || hinge_is_enough(enough, slot))
                continue;
            hinge_people_why(&enough->rule, enough->used[slot], enough->all[slot], few);
            exclude(r, s->participant_name[p], r->set.n > 1 ? r->set.name[c] : "", few);
        }
    }
    if (o > 0 || r->a->ask.usable == NULL)
        return true;
    struct hinge_labels labels; /* those of whom every repetition is unusable are in no sample */
    size_t *unusable, n_unusable;
    if (!hinge_filter_unusable(r->a, &unusable, &n_unusable) ||
        !hinge_labels_find(r->a, columns.participant, unusable, n_unusable, HINGE_BY_APPEARANCE,
                           &labels))
        return false;
    for (size_t l = 0; l < labels.n; l++)
        if (hinge_label_find(s->participant_name, s->n_participants, labels.name[l]) < 0)
            exclude(r, labels.name[l], "", "no usable repetition");
    return true;
}

/* --- the table --- */

/* Whether a column is of the table that is made: not without a value, of people not
 * one that differs between the repetitions of a value. */
static bool is_shown(const struct rows *r, const struct hinge_column *c)
{
    bool any = false;
    for (size_t row = 0; row < r->table->rows; row++) {
        if (r->slot[row] == SIZE_MAX)
            continue;
        any = any || hinge_cell_is_there(c, row);
        if (r->people && !hinge_cells_equal(c, row, r->first[r->slot[row]]))
            return false;
    }
    return any;
}

static void add_row(const struct rows *r, const size_t *from, size_t row, size_t at,
                    struct hinge_table *made)
{
    hinge_table_add_rows(made, 1);
    for (size_t c = 0; c < made->n_columns; c++) {
        size_t last = made->rows - 1;
        if (from[c] == SIZE_MAX) {
            made->column[c].number[last] = r->reps[at];
            continue;
        }
        const struct hinge_column *column = &r->table->column[from[c]];
        long o = hinge_label_find(r->outcome, r->n_outcomes, column->name);
        if (o >= 0)
            made->column[c].number[last] = r->value[o] != NULL ? r->value[o][at] : (double)NAN;
        else if (column->type == HINGE_COLUMN_NUMBER)
            made->column[c].number[last] = column->number[row];
        else
            hinge_table_set_text(made, c, last, column->text[row]);
    }
}

static void report(const struct rows *r)
{
    struct hinge_analysis *a = r->a;
    const struct hinge_sample *s = &r->sample;
    json_t *cells = hinge_add_object(a->results, "cells"), *dropped;
    size_t used = 0, people = 0;
    for (size_t c = 0; c < r->set.n; c++) {
        size_t n = 0, reps = 0;
        for (size_t p = 0; p < s->n_participants; p++) {
            n += r->reps[p * r->set.n + c] > 0;
            reps += r->reps[p * r->set.n + c];
        }
        used += reps;
        if (n == 0)
            continue;
        json_t *object = hinge_add_object(cells, r->set.name[c]);
        hinge_add_count(object, "n_participants", n);
        hinge_add_count(object, "n_rows", reps);
    }
    for (size_t p = 0; p < s->n_participants; p++) {
        size_t c = 0;
        while (c < r->set.n && r->reps[p * r->set.n + c] == 0)
            c++;
        people += c < r->set.n;
    }
    hinge_add_count(a->results, "n_rows", s->n_rows);
    hinge_add_count(a->results, "n_used", used);
    hinge_add_count(a->results, "n_participants", people);
    dropped = hinge_add_list(a->results, "participants_dropped");
    for (size_t i = 0; i < r->n_excluded; i++)
        HINGE_ADD(hinge_append_object(dropped), NULL, hinge_dropped, &r->excluded[i]);
    if (r->n_excluded > SAID)
        hinge_analysis_warn(a, NULL, HINGE_W_EXCLUDED,
                            "%zu more exclusion%s: --format json lists them all",
                            r->n_excluded - SAID, r->n_excluded == SAID + 1 ? "" : "s");
    hinge_add_sentence(
        a, &a->text.plain,
        "The rows have {n} repetitions of {n} people. With -o rows.csv they are written.",
        (double)used, (double)people);
    hinge_add_sentence(a, &a->text.apa, "{n} repetitions, N = {n}", (double)used, (double)people);
}

static void run(struct hinge_analysis *a)
{
    struct rows r = {.a = a, .table = a->table, .people = a->ask.per_person};
    const long cue = hinge_table_find(a->table, "cue");
    size_t *row, n;
    if (!name_outcomes(&r))
        return;
    /* A row of a person is of one cue, asked for or not: a mean over cues is of no condition. */
    if (r.people && a->ask.condition == NULL && cue >= 0 &&
        hinge_table_find(a->table, "in_groups") >= 0) {
        if (!hinge_filter_rows(a, &row, &n))
            return;
        if (hinge_column_labels(a, (size_t)cue, row, n, HINGE_BY_LEVEL).n > 1)
            a->ask.condition = "cue";
    }
    const char *asked = a->outcome;
    for (size_t o = 0; o < r.n_outcomes && !a->failed; o++) {
        a->outcome = r.outcome[o];
        if (!take_outcome(&r, o) && o >= r.n_asked) /* a fault without a severity */
            hinge_analysis_forgive(a);
    }
    a->outcome = asked;
    if (a->failed)
        return;
    /* The table that is made: keys and covariates as they come, then the outcomes. */
    const struct hinge_table *table = r.table;
    struct hinge_table *made = a->rows;
    size_t slots = r.sample.n_participants * r.set.n;
    size_t *from = hinge_analysis_alloc(a, table->n_columns + 2, sizeof *from);
    bool marked = false; /* some column is a key; of a table that marks none all are */
    for (size_t c = 0; c < table->n_columns; c++)
        marked = marked || table->column[c].role == HINGE_IS_KEY;
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct hinge_column *column = &table->column[c];
        if (hinge_label_find(r.outcome, r.n_outcomes, column->name) >= 0 ||
            (marked && column->role != HINGE_IS_KEY) || !is_shown(&r, column))
            continue;
        from[made->n_columns] = c;
        hinge_table_add_column(made, column->name, column->type, column->unit, column->digits);
    }
    if (r.people && hinge_table_find(table, "n_reps") < 0) {
        from[made->n_columns] = SIZE_MAX;
        hinge_table_add_column(made, "n_reps", HINGE_COLUMN_NUMBER, "1", 0);
    }
    for (size_t o = 0; o < r.n_outcomes; o++) {
        size_t c = (size_t)hinge_table_find(table, r.outcome[o]);
        from[made->n_columns] = c;
        hinge_table_add_column(made, r.outcome[o], HINGE_COLUMN_NUMBER, table->column[c].unit, -1);
    }
    for (size_t i = 0; !r.people && i < table->rows; i++)
        if (r.slot[i] != SIZE_MAX)
            add_row(&r, from, i, i, made);
    for (size_t s = 0; r.people && s < slots; s++)
        if (r.first[s] != SIZE_MAX)
            add_row(&r, from, r.first[s], s, made);
    report(&r);
}

const struct hinge_analysis_kind hinge_analysis_kind_rows = {
    .id = "rows",
    .title = "Rows for R, Python or SPSS",
    .details =
        "Writes the repetitions that an analysis would use: those kept by the options filter and "
        "usable, all of one kind of evidence. A row has the keys, the covariates of the trial "
        "list and the outcomes. A fault is 1 or 0, empty where it could not be judged, with "
        "its severity beside it. With curve, it has the points of the waveform, too. With "
        "people, a row is a participant and condition. csv, tsv, xlsx and sav have the "
        "rows; other formats say how many there are.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT | HINGE_STATS_NEEDS_OUTCOME |
             HINGE_STATS_OUTCOMES_TOGETHER,
    .options = (const char *const[]){HINGE_TAKES_MEANS, "outcome", "group", "condition",
                                     "per_person", NULL},
    .main_table = "cells",
    .run = run,
    .example_request = "{\"analysis\": \"rows\", \"outcome\": \"angle\", \"condition\": \"cond\", "
                       "\"participant\": \"participant\"}",
    .example_data = "participant,cond,angle\nP1,none,41\nP1,cue,35\nP2,none,44\n"
                    "P2,cue,41\n"};
