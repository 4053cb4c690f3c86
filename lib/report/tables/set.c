/* SPDX-License-Identifier: GPL-3.0-or-later */
/* set: whether outcomes change over the repetitions of a recording, in groups and in each person.
 */
#include "faults/fault.h"
#include "report/people/people.h"
#include "report/print/quantity.h"
#include "table/columns.h"

enum { FIRST_HALF, LAST_HALF, CHANGE, PER_REP, QUANTITIES };
struct row {
    const char *outcome, *unit;
    struct hinge_cell_spread of[QUANTITIES];
    double n, n_slope, people_slope, change_at, change_at_p;
};
#define OF(quantity, member) offsetof(struct row, of[quantity].member)

static const struct hinge_view_column columns[] = {
    {"outcome", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, outcome)},
    {"n", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, n)},
    {"reps", "1", 0, HINGE_SHOW_DATA, OF(CHANGE, reps)},
    {"first_half", "", 4, HINGE_SHOW_DATA, OF(FIRST_HALF, spread.mean)},
    {"last_half", "", 4, HINGE_SHOW_DATA, OF(LAST_HALF, spread.mean)},
    {"change", "", 4, HINGE_SHOW_DATA, OF(CHANGE, spread.mean)},
    {"ci_low", "", 4, HINGE_SHOW_DATA, OF(CHANGE, spread.ci_low)},
    {"ci_high", "", 4, HINGE_SHOW_DATA, OF(CHANGE, spread.ci_high)},
    {"per_rep", "", 4, HINGE_SHOW_DATA, OF(PER_REP, spread.mean)},
    {"per_rep_low", "", 4, HINGE_SHOW_DATA, OF(PER_REP, spread.ci_low)},
    {"per_rep_high", "", 4, HINGE_SHOW_DATA, OF(PER_REP, spread.ci_high)},
    {"n_slope", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, n_slope)},
    {"people_slope", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, people_slope)},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_DATA, offsetof(struct row, unit)},
    {"change_at", "1", 0, HINGE_SHOW_FILLED, offsetof(struct row, change_at)},
    {"change_at_p", "1", 3, HINGE_SHOW_FILLED, offsetof(struct row, change_at_p)},
    {0}};
enum { COLUMNS = sizeof columns / sizeof *columns - 1 };

static void add_rows(struct hinge_people *people, const struct hinge_measure *m, bool by_person)
{
    const char *rest;
    const struct hinge_reducer *const by[] = {&hinge_first_half, &hinge_last_half,
                                              hinge_reducer_of("half:", &rest),
                                              hinge_reducer_of("slope:", &rest)};
    const size_t cells = people->grouped.n_cells;
    cleared_by(freed) struct row *row = hinge_alloc(cells, sizeof *row);
    for (size_t c = 0; c < cells; c++)
        row[c] =
            (struct row){.outcome = m->id, .unit = m->unit, .change_at = NAN, .change_at_p = NAN};
    for (size_t k = 0; k < sizeof by / sizeof by[0]; k++) {
        struct hinge_measure reduced = *m;
        reduced.by = by[k];
        if (reduced.kind != HINGE_MEASURE_RATE)
            reduced.kind = HINGE_MEASURE_MEAN; /* a ratio is the repetition's own */
        hinge_people_means_of(people, &reduced, NULL, NULL);
        for (size_t c = 0; c < cells; c++)
            row[c].of[k] = hinge_people_spread(people, c);
    }
    for (size_t c = 0; c < cells; c++) {
        row[c].n = (double)row[c].of[CHANGE].spread.n;
        /* Slopes of people, which were averaged last by `slope`, and where the only recording of a
         * cell changes. */
        const struct hinge_grouped *grouped = &people->grouped;
        double *value = hinge_alloc(2 * grouped->n_reps, sizeof *value),
               *rep = value + grouped->n_reps;
        size_t recordings = 0;
        for (size_t i = grouped->first[c]; i < grouped->first[c + 1]; i++) {
            struct hinge_person_slope total = {0};
            for (size_t k = grouped->from[i], end; k < grouped->from[i + 1]; k = end) {
                size_t n = 0;
                for (end = k;
                     end < grouped->from[i + 1] && grouped->recording[end] == grouped->recording[k];
                     end++)
                    if (!isnan(people->value[0][end])) {
                        value[n] = people->value[0][end];
                        rep[n++] = grouped->place[end];
                    }
                if (!isnan(hinge_reduce(by[PER_REP], value, rep, n)))
                    hinge_person_slope_add(&total, value, rep, n);
                if (!by_person || recordings++ > 0)
                    continue;
                const struct hinge_change_point change = hinge_change_point_of(value, rep, n);
                row[c].change_at_p = change.p;
                row[c].change_at = change.p < 0.05 ? change.at : (double)NAN;
            }
            if (isnan(people->person[i].mean))
                continue;
            row[c].n_slope++;
            row[c].people_slope +=
                hinge_t_p(hinge_person_slope_t(&total), total.df, HINGE_TWO_SIDED) < 0.05;
        }
        free(value);
        hinge_people_row(people, c, &row[c]);
    }
}

static void make(struct hinge_tabulation *tab)
{
    const char *by = hinge_tab_by(tab);
    const bool by_person = hinge_listed(by, ',', "participant");
    const bool add = by_person && !hinge_listed(by, ',', "trial"); /* a row a recording */
    struct hinge_people *people =
        hinge_tab_people(tab, hinge_arena_printf(&tab->arena, "%s%s", by, add ? ",trial" : ""), "");
    struct hinge_measure *item = hinge_arena_alloc(
        &tab->arena, tab->metrics.rows + tab->faults.rows + HINGE_BY_KEYS, sizeof *item);
    /* The measures of the rows: what --columns names, each in one phase; else what anybody has of
     * the usual outcomes and the faults. */
    const struct hinge_rep_labels faults = hinge_rep_labels(tab, "fault_state", "fault"),
                                  phases = hinge_rep_labels(tab, "reason", "phase");
    const size_t room = faults.n + tab->metrics.rows + HINGE_BY_KEYS;
    const char **name = hinge_arena_alloc(&tab->arena, room, sizeof *name);
    size_t n_names = 0, found = 0, asked = 0;
    if (!hinge_tab_check_phase(tab, phases.label, phases.n))
        return;
    if (hinge_tab_chooses(tab) &&
        !hinge_tab_split(tab, "--columns", hinge_tab_asked_columns(tab), name, room, &asked))
        return;
    for (size_t i = 0; i < asked; i++) /* those that are no columns of the table */
        if (HINGE_ROW_AT(columns, COLUMNS, name[i]) == COLUMNS && strcmp(name[i], "keys") != 0)
            name[n_names++] = name[i];
    const bool unasked = n_names == 0;
    const char *share = hinge_outcome_share.id, *instead = hinge_outcome_instead(share).id;
    const char *const usual[] = {share, instead, "total_excursion_deg", "duration_s"};
    for (size_t i = 0; unasked && i < sizeof usual / sizeof *usual; i++)
        if (hinge_table_row_of(&tab->metrics, "id", usual[i], 0) != SIZE_MAX)
            name[n_names++] = usual[i];
    const double *state = hinge_reps_column(&people->reps, "fault_state", faults.n);
    for (size_t f = 0; unasked && f < faults.n; f++) { /* that anybody surely has in one */
        size_t k = 0;
        while (k < people->grouped.n_reps &&
               hinge_fault_state_of(state[people->row[k] * faults.n + f]) != HINGE_FAULT_PRESENT)
            k++;
        if (k < people->grouped.n_reps)
            name[n_names++] = faults.label[f];
    }
    struct hinge_measure *all = hinge_arena_alloc(&tab->arena, 2 * phases.n + 2, sizeof *all);
    for (size_t i = 0; i < n_names && tab->status == HINGE_OK; i++) {
        const char *id = hinge_outcome_of(name[i]).name, *asked_phase = hinge_tab_asked_phase(tab),
                   *phase = *asked_phase != '\0' ? asked_phase
                                                 : hinge_phase_of_metrics(&id, 1, "descent");
        const size_t several = hinge_tab_outcome(tab, name[i], all);
        size_t k = 0;
        while (k + 1 < several && strcmp(all[k].phase, phase) != 0)
            k++;
        bool has = !unasked; /* what is asked for has rows in any case */
        if (several == 0 || (unasked && strcmp(name[i], instead) == 0 && found > 0))
            continue;
        if (all[k].by != NULL)
            hinge_tab_fail(tab, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                           "--columns %s: the table set has the outcome by halves and per "
                           "repetition; name %s",
                           name[i], id);
        if (all[k].kind == HINGE_MEASURE_CIRCULAR)
            hinge_tab_fail(tab, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                           "--columns %s: a direction, whose mean alone is defined, so the table "
                           "set does not have it",
                           name[i]);
        if (unasked)
            hinge_people_means_of(people, &all[k], NULL, NULL);
        for (size_t p = 0; p < people->grouped.n && !has; p++)
            has = people->person[p].reps > 0;
        if (has)
            item[found++] = all[k];
    }
    hinge_people_columns(people, columns);
    for (size_t i = 0; i < found && tab->status == HINGE_OK; i++)
        add_rows(people, &item[i], by_person);
    hinge_tab_note(tab,
                   "Halves: the last half of a recording's usable repetitions minus the first; "
                   "per_rep: change per repetition (least squares). People with fewer than 4 "
                   "usable repetitions in each recording have neither. people_slope: people whose "
                   "own slope exceeds its error (t test, p < .05); by chance about 1 in 20.\n");
    if (by_person)
        hinge_tab_note(tab, "change_at: the first repetition after the best split of a recording, "
                            "where change_at_p < .05 (2,000 permutations).\n");
    hinge_people_notes(people);
}

const struct hinge_view hinge_view_set = {
    .id = "set",
    .title = "whether outcomes change over the repetitions of a recording",
    .by = "group,cue",
    .compares = true,
    .takes = HINGE_VIEW_OF_PHASES ",metrics,outcomes",
    .make = make,
};
