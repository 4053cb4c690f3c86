/* SPDX-License-Identifier: GPL-3.0-or-later */
/* faults: prevalence and severity of each fault with people as the unit, or the outcome
 * in each repetition when --by names trial and rep. */
#include "faults/fault.h"
#include "report/people/people.h"
#include "table/columns.h"

#include <hinge/warnings.h>

struct row {
    const char *fault, *unit, *reasons;
    double people, reps, certain_low, certain_high, severity, severity_sd, threshold, people_with,
        refused, dropped, noise_lumbar_deg, noise_pelvis_deg, late, reps_median;
    struct hinge_rate rate;          /* the prevalence */
    double verdicts[HINGE_VERDICTS]; /* people */
    double sides[2];                 /* left, right; NaN: the fault is of no side */
};

static const struct hinge_view_column columns[] = {
    {"fault", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, fault)},
    {"people", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, people)},
    {"reps", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, reps)},
    {"prevalence", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, rate.mean)},
    {"ci_low", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, rate.low)},
    {"ci_high", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, rate.high)},
    {"certain_low", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, certain_low)},
    {"certain_high", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, certain_high)},
    {"severity", "", 2, HINGE_SHOW_DATA, offsetof(struct row, severity)},
    {"severity_sd", "", 2, HINGE_SHOW_FULL, offsetof(struct row, severity_sd)},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_DATA, offsetof(struct row, unit)},
    {"threshold", "", 2, HINGE_SHOW_DATA, offsetof(struct row, threshold)},
    {"people_with", "1", 2, HINGE_SHOW_DATA, offsetof(struct row, people_with)},
    {"people_yes", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, verdicts[HINGE_HAS])},
    {"people_sometimes", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, verdicts[HINGE_SOMETIMES])},
    {"people_possible", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, verdicts[HINGE_MAY_HAVE])},
    {"people_no", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, verdicts[HINGE_HAS_NOT])},
    {"people_not_judged", "1", 0, HINGE_SHOW_FULL,
     offsetof(struct row, verdicts[HINGE_NOT_JUDGED])},
    {"late", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, late)},
    {"reps_median", "1", 1, HINGE_SHOW_FULL, offsetof(struct row, reps_median)},
    {"refused", "1", 0, HINGE_SHOW_DATA, offsetof(struct row, refused)},
    {"dropped", "1", 0, HINGE_SHOW_FILLED, offsetof(struct row, dropped)},
    {"reasons", "", HINGE_TEXT, HINGE_SHOW_FILLED, offsetof(struct row, reasons)},
    {"noise_lumbar_deg", "deg", 2, HINGE_SHOW_FULL, offsetof(struct row, noise_lumbar_deg)},
    {"noise_pelvis_deg", "deg", 2, HINGE_SHOW_FULL, offsetof(struct row, noise_pelvis_deg)},
    {"side_left", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, sides[0])},
    {"side_right", "1", 0, HINGE_SHOW_FULL, offsetof(struct row, sides[1])},
    {0}};

/* Rows are made fault by fault and shown cell by cell. */
struct faults {
    struct hinge_people *people;
    struct hinge_rep_labels fault;
    short *outcome;  /* [fault][repetition that counts]: its state, or -1 and the reason below it */
    struct row *row; /* [cell][fault] */
    struct hinge_person_fault *of; /* of people->grouped */
};

/* Values of its signed metric: of each repetition those of the phases, from that of the whole one
 * on. NULL: the fault is of no side, or the results are of before. */
static const double *left_of(struct hinge_repetitions *reps, const char *fault,
                             const struct hinge_rep_labels *phase)
{
    const struct hinge_fault *row = hinge_fault_built_in(fault);
    const long at = hinge_label_find(phase->label, phase->n, "rep");
    return row == NULL || row->left == NULL || at < 0 ||
                   hinge_table_row_of(&reps->tab->metrics, "id", row->left, 0) == SIZE_MAX
               ? NULL
               : hinge_reps_column(reps, row->left, phase->n) + at;
}

/* Rates, people and verdicts. certain_low and certain_high: the prevalence if the outcomes within
 * the margin of the threshold were all none, or all faults. sides: people of whom one side has more
 * than half of their certain repetitions, or of who has none of those above the threshold. */
static void set_rates(struct faults *f, size_t fault)
{
    struct hinge_people *people = f->people;
    const struct hinge_grouped *grouped = &people->grouped;
    const struct hinge_tabulation *tab = people->tab;
    const double has_fault = hinge_tab_parameter(tab, "agg.has_fault");
    const short *state = f->outcome + fault * grouped->n_reps;
    const struct hinge_rep_labels phase = hinge_rep_labels(people->tab, "reason", "phase");
    hinge_people_fault(people, state, f->of);
    const double *left = left_of(&people->reps, f->fault.label[fault], &phase);
    for (size_t c = 0; c < grouped->n_cells; c++) {
        double certain = 0, possible = 0, *rate = people->scratch;
        size_t n = 0, with = 0, verdicts[HINGE_VERDICTS] = {0};
        struct row *row = &f->row[c * f->fault.n + fault];
        *row = (struct row){.fault = f->fault.label[fault],
                            .unit = hinge_table_word_where(&tab->faults, "id",
                                                           f->fault.label[fault], "unit")};
        for (size_t i = grouped->first[c]; i < grouped->first[c + 1]; i++) {
            const struct hinge_person_fault *of = &f->of[i];
            verdicts[of->verdict]++;
            if (isnan(of->point))
                continue;
            rate[n++] = of->point;
            with += of->point >= has_fault;
            certain += of->certain;
            possible += of->possible;
            row->reps += of->judged;
            row->late += of->certain > 0 && !of->when.early;
        }
        double *judged = people->scratch;
        row->people = (double)n;
        row->rate = hinge_mean_rate(rate, NULL, n, row->reps, 0.95);
        row->dropped = (double)hinge_people_counted(people, c).dropped;
        row->people_with = n > 0 ? (double)with / (double)n : (double)NAN;
        for (size_t i = grouped->first[c], k = 0; i < grouped->first[c + 1]; i++)
            if (!isnan(f->of[i].point))
                judged[k++] = f->of[i].judged;
        hinge_sort(judged, n);
        row->reps_median = hinge_median_sorted(judged, n);
        row->certain_low = certain / (double)n;
        row->certain_high = possible / (double)n;
        for (int k = 0; k < HINGE_VERDICTS; k++)
            row->verdicts[k] = (double)verdicts[k];
        row->sides[0] = row->sides[1] = left != NULL ? 0 : (double)NAN;
        for (size_t i = grouped->first[c]; left != NULL && i < grouped->first[c + 1]; i++) {
            int least = HINGE_FAULT_ABOVE; /* of who has no certain one */
            size_t shown = 0, of[2] = {0};
            for (size_t k = grouped->from[i]; k < grouped->from[i + 1]; k++)
                least = state[k] == HINGE_FAULT_PRESENT ? HINGE_FAULT_PRESENT : least;
            for (size_t k = grouped->from[i]; k < grouped->from[i + 1]; k++) {
                const double value = left[people->row[k] * phase.n];
                shown += state[k] >= least;
                of[0] += state[k] >= least && value > 0;
                of[1] += state[k] >= least && value < 0;
            }
            for (int k = 0; k < 2; k++)
                row->sides[k] += f->of[i].verdict != HINGE_NOT_JUDGED && 2 * of[k] > shown;
        }
    }
}

/* Of one array after the other the means: the threshold is the fault's own, and by how much the
 * judged repetitions' differ from it (task, cue, tier). Noise forbids a verdict, not the mean of
 * severities: those nearest to the threshold are refused. */
static void set_means(struct faults *f, bool severity)
{
    struct hinge_people *people = f->people;
    const size_t n = f->fault.n, reps = people->grouped.n_reps;
    const double *column =
        hinge_reps_column(&people->reps, severity ? "fault_severity" : "fault_threshold", n);
    for (size_t i = 0; i < n; i++) {
        const char *id = f->fault.label[i];
        const double usual = severity ? 0 : hinge_fault_threshold(people->tab, id);
        if (!hinge_tab_label(people->tab, "fault", id))
            continue;
        for (size_t k = 0; k < reps; k++) {
            const short outcome = f->outcome[i * reps + k];
            const bool counts =
                outcome >= 0 || (severity && outcome == -1 - HINGE_REASON_NOISE_TOO_HIGH);
            people->value[0][k] = counts ? column[people->row[k] * n + i] - usual : (double)NAN;
        }
        hinge_people_average(people);
        for (size_t c = 0; c < people->grouped.n_cells; c++) {
            const struct hinge_spread spread = hinge_people_spread(people, c).spread;
            struct row *row = &f->row[c * n + i];
            if (severity) {
                row->severity = spread.mean;
                row->severity_sd = spread.sd;
            } else {
                row->threshold = usual + (isnan(spread.mean) ? 0 : spread.mean);
            }
        }
    }
    hinge_reps_forget(&people->reps);
}

/* SD in standing of the people of each cell. */
static double *noise_of(struct faults *f, const char *name)
{
    struct hinge_people *people = f->people;
    struct hinge_tabulation *tab = people->tab;
    double *noise = hinge_arena_alloc(&tab->arena, people->grouped.n_cells, sizeof *noise);
    for (size_t k = 0; k < people->grouped.n_reps; k++)
        people->value[0][k] = hinge_table_number(&tab->trials, name, people->grouped.recording[k]);
    hinge_people_average(people);
    for (size_t c = 0; c < people->grouped.n_cells; c++)
        noise[c] = hinge_people_spread(people, c).spread.mean;
    return noise;
}

/* --- A row for each repetition and fault. --- */

struct outcome {
    double rep, start, end, severity, threshold, margin, time, at_pct;
    const char *phase, *status, *fault, *state, *unit, *reason, *side;
};

static const struct hinge_view_column of_rep[] = {
    {"rep", "", 0, HINGE_SHOW_KEY, offsetof(struct outcome, rep)},
    {"phase", "", HINGE_TEXT, HINGE_SHOW_KEY_FULL, offsetof(struct outcome, phase)},
    {"start_s", "", 2, HINGE_SHOW_KEY_FULL, offsetof(struct outcome, start)},
    {"end_s", "", 2, HINGE_SHOW_KEY_FULL, offsetof(struct outcome, end)},
    {0}};
static const struct hinge_view_column of_status[] = {
    {"status", "", HINGE_TEXT, HINGE_SHOW_DIFFERS, offsetof(struct outcome, status)}, {0}};
static const struct hinge_view_column of_fault[] = {
    {"fault", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct outcome, fault)},
    {"state", "", HINGE_TEXT, HINGE_SHOW_DATA, offsetof(struct outcome, state)},
    {"severity", "", 2, HINGE_SHOW_DATA, offsetof(struct outcome, severity)},
    {"threshold", "", 2, HINGE_SHOW_DATA, offsetof(struct outcome, threshold)},
    {"margin", "", 2, HINGE_SHOW_DATA, offsetof(struct outcome, margin)},
    {"unit", "", HINGE_TEXT, HINGE_SHOW_DATA, offsetof(struct outcome, unit)},
    {"time_s", "", 2, HINGE_SHOW_DATA, offsetof(struct outcome, time)},
    {"reason", "", HINGE_TEXT, HINGE_SHOW_FILLED, offsetof(struct outcome, reason)},
    {"fault_side", "", HINGE_TEXT, HINGE_SHOW_FILLED, offsetof(struct outcome, side)},
    {"at_pct", "percent", 0, HINGE_SHOW_DATA, offsetof(struct outcome, at_pct)},
    {0}};

/* Of references, toe touches alone are judged. */
static void add_outcomes(struct hinge_tabulation *tab)
{
    cleared_by(hinge_reps_clear) struct hinge_repetitions reps;
    const struct hinge_rep_labels fault = hinge_rep_labels(tab, "fault_state", "fault");
    const char **unit = hinge_arena_alloc(&tab->arena, fault.n, sizeof *unit);
    for (size_t f = 0; f < fault.n; f++)
        unit[f] = hinge_table_word_where(&tab->faults, "id", fault.label[f], "unit");
    const char *by = hinge_tab_by(tab);
    for (const char *const *key = hinge_trial_keys; *key != NULL; key++)
        hinge_tab_trial_column(tab, *key,
                               hinge_listed(by, ',', *key) ? HINGE_SHOW_KEY : HINGE_SHOW_KEY_FULL);
    /* further keys of --by: covariates and the like */
    for (size_t c = 0; c < tab->trials.n_columns; c++)
        if (hinge_listed(by, ',', tab->trials.column[c].name))
            hinge_tab_trial_column(tab, tab->trials.column[c].name, HINGE_SHOW_KEY);
    hinge_tab_columns(tab, of_rep);
    hinge_tab_trial_column(tab, "tier", HINGE_SHOW_KEY);
    hinge_tab_columns(tab, of_status);
    for (size_t k = 1; k < HINGE_EVIDENCE_AXES; k++) /* `counted` is there with daily tasks only */
        if (hinge_table_find(&tab->trials, hinge_axes[k].column) >= 0)
            hinge_tab_trial_column(tab, hinge_axes[k].column, HINGE_SHOW_DIFFERS);
    hinge_tab_columns(tab, of_fault);
    const struct hinge_rep_labels phase = hinge_rep_labels(tab, "reason", "phase");
    hinge_reps_open(&reps, tab, HINGE_WITH_REFERENCES | HINGE_WITH_EXCLUDED);
    while (hinge_reps_next(&reps)) {
        const struct hinge_rep_clock clock = hinge_rep_clock(&reps);
        const double *rep = hinge_reps_column(&reps, "rep", 1),
                     *valid = hinge_reps_column(&reps, "valid", 1),
                     *state = hinge_reps_column(&reps, "fault_state", fault.n),
                     *severity = hinge_reps_column(&reps, "fault_severity", fault.n),
                     *threshold = hinge_reps_column(&reps, "fault_threshold", fault.n),
                     *margin = hinge_reps_column(&reps, "fault_margin", fault.n),
                     *time = hinge_reps_column(&reps, "fault_time_s", fault.n),
                     *passes = hinge_reps_column(&reps, "fault_at_pct", fault.n),
                     *reason = hinge_reps_column(&reps, "fault_reason", fault.n),
                     *warnings = hinge_reps_column(&reps, "warnings", 1);
        const double **left = hinge_arena_alloc(&tab->arena, fault.n, sizeof *left);
        for (size_t f = 0; f < fault.n; f++)
            left[f] = left_of(&reps, fault.label[f], &phase);
        for (size_t i = reps.begin; i < reps.end; i++) {
            const size_t row = reps.row[i], at = row - reps.from, trial = reps.trial[row];
            double times[2];
            hinge_rep_phase_times(&clock, at, "rep", times);
            for (size_t f = 0; f < fault.n; f++) {
                const size_t k = at * fault.n + f;
                const int is = hinge_fault_state_of(state[k]);
                if (hinge_tab_label(tab, "fault", fault.label[f]) &&
                    (hinge_tab_is_trial(tab, trial) ||
                     hinge_fault_of_task(fault.label[f], hinge_task_find("maxflex"))))
                    hinge_tab_trial_row(
                        tab, trial,
                        &(struct outcome){
                            .rep = rep[at],
                            .start = times[0],
                            .end = times[1],
                            .severity = severity[k],
                            .threshold = threshold[k],
                            .margin = margin[k],
                            .time = time[k],
                            .at_pct = passes[k],
                            .phase = "rep",
                            .status = hinge_reps_status(&reps, row, valid[at]),
                            .fault = fault.label[f],
                            .state = hinge_fault_state_name(is),
                            .unit = unit[f],
                            .side = is <= HINGE_FAULT_ABSENT || left[f] == NULL ? ""
                                    : left[f][at * phase.n] > 0                 ? "left"
                                    : left[f][at * phase.n] < 0                 ? "right"
                                                                                : "",
                            /* of those over the threshold: what makes them absent */
                            .reason = hinge_warns(warnings[at], HINGE_WARN(NOT_BY_PROTOCOL))
                                          ? hinge_reason_name(HINGE_REASON_NOT_BY_PROTOCOL)
                                      : is < 0 || severity[k] > threshold[k]
                                          ? hinge_stored_reason(reason[k])
                                          : "",
                        });
            }
            hinge_tab_hand_over(tab);
        }
    }
    hinge_fault_notes(tab);
}

static void make(struct hinge_tabulation *tab)
{
    const char *key[HINGE_BY_KEYS], *by = hinge_tab_by(tab);
    size_t n; /* a row for each repetition is meant when the keys name one */
    if (hinge_tab_split(tab, "--by", by, key, HINGE_BY_KEYS, &n) && hinge_listed(by, ',', "rep") &&
        (hinge_listed(by, ',', "trial") || hinge_listed(by, ',', "trial_id") ||
         hinge_listed(by, ',', "file"))) {
        add_outcomes(tab);
        return;
    }
    struct faults f = {.fault = hinge_rep_labels(tab, "fault_state", "fault")};
    struct hinge_people *people = f.people = hinge_tab_people(tab, by, "");
    hinge_people_columns(people, columns);
    const size_t faults = f.fault.n, cells = people->grouped.n_cells;
    f.row = hinge_arena_alloc(&tab->arena, cells * faults, sizeof *f.row);
    f.of = hinge_arena_alloc(&tab->arena, people->grouped.n, sizeof *f.of);
    const double *lumbar = noise_of(&f, "noise_lumbar_deg"),
                 *pelvis = noise_of(&f, "noise_pelvis_deg");
    /* One array after the other: they are large. */
    const size_t reps = people->grouped.n_reps;
    f.outcome = hinge_arena_raw(&tab->arena, faults * reps, sizeof *f.outcome);
    const double *state = hinge_reps_column(&people->reps, "fault_state", faults);
    for (size_t i = 0; i < faults * reps; i++)
        f.outcome[i] =
            (short)hinge_fault_state_of(state[people->row[i % reps] * faults + i / reps]);
    hinge_reps_forget(&people->reps);
    const double *reason = hinge_reps_column(&people->reps, "fault_reason", faults);
    for (size_t i = 0; i < faults * reps; i++) {
        const double why = reason[people->row[i % reps] * faults + i / reps];
        if (f.outcome[i] < 0 && why >= 0 && why < HINGE_REASON_COUNT)
            f.outcome[i] = (short)(-1 - (int)why);
    }
    hinge_reps_forget(&people->reps);
    for (size_t i = 0; i < faults; i++) {
        if (!hinge_tab_label(tab, "fault", f.fault.label[i]))
            continue;
        set_rates(&f, i);
        for (size_t c = 0; c < cells; c++) {
            /* "ROM_SMALL 3, NO_HEAD 10" and their sum. */
            const short *outcome = f.outcome + i * people->grouped.n_reps;
            struct row *row = &f.row[c * f.fault.n + i];
            unsigned count[HINGE_REASON_COUNT] = {0};
            struct hinge_text text = {0};
            for (size_t k = hinge_people_from(people, c); k < hinge_people_from(people, c + 1); k++)
                if (outcome[k] < 0)
                    count[-1 - outcome[k]]++;
            for (size_t r = 0; r < HINGE_REASON_COUNT; r++) {
                const char *name = hinge_reason_name((enum hinge_reason)r);
                if (count[r] > 0)
                    hinge_text_printf(&text, "%s%s %u", row->refused > 0 ? ", " : "",
                                      *name != '\0' ? name : "unknown", count[r]);
                row->refused += count[r];
            }
            if (row->people == 0 && text.length == 0)
                hinge_text_adds(&text, hinge_reason_name(HINGE_REASON_TOO_FEW_REPS));
            row->reasons = hinge_text_to_arena(&text, &tab->arena);
        }
    }
    set_means(&f, false);
    set_means(&f, true);
    for (size_t r = 0; r < cells * faults; r++) {
        if (f.row[r].fault == NULL)
            continue;
        f.row[r].noise_lumbar_deg = lumbar[r / faults];
        f.row[r].noise_pelvis_deg = pelvis[r / faults];
        hinge_people_row(people, r / faults, &f.row[r]);
    }
    hinge_people_notes(people);
    hinge_fault_notes(tab);
    tab->nothing_is_fine = tab->table->rows > 0; /* its notes say why */
    hinge_fault_drop_unjudged(tab);
}

const struct hinge_view hinge_view_faults = {
    .id = "faults",
    .title = "prevalence and severity of each fault; --by participant,cue,trial,rep for "
             "each repetition",
    .by = "group,cue",
    .labels = (const char *const[]){"fault", NULL},
    .of_means = true,
    .takes = HINGE_VIEW_OF_PEOPLE ",stat n_pct",
    .make = make,
    .for_paper = hinge_fault_widen,
};
