/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sensitivity: the prevalence each fault would have at other thresholds (method 9.10):
 * multiples of the threshold, or steps of the margin where the threshold is 0. */
#include "report/people/people.h"
#include "report/print/published.h"

#include "base/parameters.h"
#include "faults/fault.h"
#include "table/columns.h"

struct row {
    const char *fault, *at, *unit;
    double threshold, people, reps, dropped;
    struct hinge_rate rate; /* the prevalence */
};

static const struct hinge_view_column columns[] = {
    {"fault", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, fault)},
    {"at", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, at)},
    {"threshold", "", 2, HINGE_SHOW_DATA, offsetof(struct row, threshold)},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_DATA, offsetof(struct row, unit)},
    {"people", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, people)},
    {"reps", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, reps)},
    {"prevalence", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, rate.mean)},
    {"ci_low", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, rate.low)},
    {"ci_high", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, rate.high)},
    {"dropped", "1", 0, HINGE_SHOW_FILLED, offsetof(struct row, dropped)},
    {0}};

static void make(struct hinge_tabulation *tab)
{
    static const char key[] = "sens.mult";
    struct hinge_parameters parameters;
    const size_t multiples = hinge_table_row_of(&tab->parameters, "key", key, 0);
    hinge_parameters_init(&parameters);
    if (multiples != SIZE_MAX)
        hinge_parameter_set(&parameters, hinge_parameter_find(key),
                            hinge_table_word(&tab->parameters, "value", multiples));
    const struct hinge_rep_labels faults = hinge_rep_labels(tab, "fault_state", "fault");
    const struct hinge_number_list *factor = &parameters.sens_mult;
    struct hinge_people *people = hinge_tab_people(tab, hinge_tab_by(tab), "");
    const size_t each = faults.n * factor->n;
    /* [cell][fault][factor]: rows are made fault by fault and shown cell by cell */
    struct row *rows = hinge_arena_alloc(&tab->arena, people->grouped.n_cells * each, sizeof *rows);
    hinge_people_columns(people, columns);
    for (size_t e = 0; e < each; e++) {
        const size_t fault = e / factor->n, i = e % factor->n;
        const char *id = faults.label[fault];
        if (!hinge_tab_label(tab, "fault", id))
            continue;
        /* A fault at a factor: prevalence, then the mean of the thresholds. */
        const char *const names[] = {"fault_state", "fault_severity", "fault_threshold",
                                     "fault_margin", "fault_reason"};
        const double *column[5];
        /* where a threshold is 0 there are steps of the margin around it, as many as there are
         * factors
         */
        const double step = (double)i - ((double)factor->n - 1) / 2;
        size_t last = 0, left_out = 0;
        bool by_margin = false;
        for (size_t c = 0; c < 5; c++)
            column[c] = hinge_reps_column(&people->reps, names[c], faults.n) + fault;
        for (size_t k = 0; k < people->grouped.n_reps; k++) {
            const size_t row = people->row[k], at = row * faults.n;
            const double severity = column[1][at], threshold = column[2][at];
            /* a second condition decided: no threshold orders it */
            const bool also = column[4][at] == HINGE_REASON_ALSO_NOT_MET;
            const int state = also ? -1 : hinge_fault_state_of(column[0][at]);
            left_out += also;
            double moved = threshold == 0 ? step * column[3][at] : threshold * factor->value[i];
            /* without a severity the outcome was settled by a gate */
            bool found = isnan(severity) ? state >= 2 : severity > moved;
            people->value[0][k] = state >= 0 ? found : (double)NAN;
            people->value[1][k] = state >= 0 ? moved : (double)NAN;
            if (state >= 0 && row >= last) {
                by_margin = threshold == 0;
                last = row;
            }
        }
        const struct hinge_fault *built_in = hinge_fault_built_in(id);
        if (left_out > 0 && i == 0 && built_in != NULL && built_in->also.used)
            hinge_tab_note(tab, "%s: %zu repetition%s left out: %s alone decides.\n",
                           hinge_fault_name(hinge_tab_labels(tab), built_in->id, HINGE_TECHNICAL),
                           left_out, HINGE_S(left_out), built_in->also_decides);
        char text[48];
        snprintf(text, sizeof text, by_margin ? "margin x %g" : "x %g",
                 by_margin ? step : factor->value[i]);
        const char *at = hinge_arena_strdup(&tab->arena, text);
        hinge_people_average(people);
        for (size_t c = 0; c < people->grouped.n_cells; c++) {
            const struct hinge_counted of = hinge_people_counted(people, c);
            rows[(c * faults.n + fault) * factor->n + i] =
                (struct row){.fault = id,
                             .at = at,
                             .unit = hinge_table_word_where(&tab->faults, "id", id, "unit"),
                             .people = (double)of.n,
                             .reps = of.reps,
                             .rate = hinge_mean_rate(people->scratch, NULL, of.n, of.reps, 0.95),
                             .dropped = (double)of.dropped};
        }
        memcpy(people->value[0], people->value[1], people->grouped.n_reps * sizeof **people->value);
        hinge_people_average(people);
        for (size_t c = 0; c < people->grouped.n_cells; c++) {
            const struct hinge_counted of = hinge_people_counted(people, c);
            double sum = 0;
            for (size_t k = 0; k < of.n; k++)
                sum += people->scratch[k];
            rows[(c * faults.n + fault) * factor->n + i].threshold =
                of.n > 0 ? sum / (double)of.n : (double)NAN;
        }
    }
    for (size_t i = 0; i < people->grouped.n_cells * each; i++)
        if (rows[i].fault != NULL)
            hinge_people_row(people, i / each, &rows[i]);
    hinge_people_notes(people);
    hinge_fault_notes(tab);
    hinge_fault_drop_unjudged(tab);
}

const struct hinge_view hinge_view_sensitivity = {
    .id = "sensitivity",
    .title = "prevalence of each fault at other thresholds",
    .by = "group,cue",
    .labels = (const char *const[]){"fault", NULL},
    .of_means = true,
    .takes = HINGE_VIEW_OF_PEOPLE,
    .make = make,
};
