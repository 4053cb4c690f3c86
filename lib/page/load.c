/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions of a page that only studies of whole bodies, or of muscles, have: how strongly weight
 * and load turn hips, lower back and knees, where weight moves along the foot, and what the muscles
 * do. */
#include "page/plot.h"

#include "report/request.h"

#include <math.h>
#include <string.h>

#define NBSP "\xc2\xa0"

static const struct hinge_quantity *metric(struct hinge_page_study *s, const char *id,
                                           const char *phase)
{
    const struct hinge_cue_outcome of = {.id = id, .phase = phase};
    return hinge_page_outcome(s, &of);
}

/* Of a group at baseline; n 0: nobody has a value. */
static struct hinge_page_mean mean_of(struct hinge_page_study *s,
                                      const struct hinge_quantity *outcome, size_t group)
{
    if (hinge_page_measure(s, outcome) == NULL)
        return hinge_page_mean(NULL, 0);
    const struct hinge_page_cell cell = hinge_page_cell(s, outcome, 0, group, 0);
    return hinge_page_mean(cell.value, cell.n);
}

/* A sentence a group, each with what it is of. */
static json_t *add_group(struct hinge_page_study *s, json_t *groups, size_t group, size_t n)
{
    json_t *facts = hinge_fact_item(groups);
    hinge_fact_flag(facts, "first", json_array_size(groups) == 1);
    hinge_fact_text(facts, "people", s->n_groups > 1 ? s->group[group].words : NULL);
    hinge_fact_number(facts, "n", n);
    return facts;
}

json_t *hinge_page_load(struct hinge_page_study *s, size_t *no)
{
    const struct hinge_quantity *const ratio = s->outcome[HINGE_OUT_LOAD],
                                       *const shift = s->outcome[HINGE_OUT_SHIFT],
                                       *const peak = metric(s, "moment_hip_peak_nm_kg", "rep"),
                                       *const reach[] = {
                                           metric(s, "reach_moment_hip_nm_kg", "descent"),
                                           metric(s, "reach_moment_l5s1_nm_kg", "descent"),
                                           metric(s, "reach_moment_knee_nm_kg", "descent")};
    static const char *const sources[][2] = {
        {"marker", "its marker"}, {"plates", "force plates"}, {"events", "marked by hand"}};
    if (s->one_person)
        return NULL;
    json_t *facts = json_object(), *cues = hinge_fact_list(facts, "cues"),
           *shifts = hinge_fact_list(facts, "shifts"), *reaches = hinge_fact_list(facts, "reach"),
           *peaks = hinge_fact_list(facts, "peak");
    for (size_t c = 0; c < 2 * s->n_cues; c++) {
        const size_t k = c % s->n_cues;
        const struct hinge_quantity *of = c < s->n_cues ? ratio : shift;
        json_t *cue = json_object();
        hinge_fact_text(cue, "With", hinge_page_capital(s, s->cue[k].phrase));
        if (hinge_page_measure(s, of) != NULL && hinge_page_add_groups(s, of, k, cue))
            json_array_append(c < s->n_cues ? cues : shifts, cue);
        json_decref(cue);
    }
    /* at the same reach; a knee moment below 0 is weight that extends the knees */
    const double height_cm = hinge_tab_parameter(&s->tab, "reach.height");
    hinge_fact_text(facts, "reach_at",
                    height_cm > 0 ? hinge_page_text(s, "%g" NBSP "cm", height_cm) : NULL);
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_page_mean hip = mean_of(s, reach[0], g), back = mean_of(s, reach[1], g),
                                     knee = mean_of(s, reach[2], g), most = mean_of(s, peak, g);
        if (most.n > 0)
            hinge_fact_text(add_group(s, peaks, g, most.n), "hip", hinge_page_fixed(s, most.m, 1));
        if (hip.n == 0)
            continue;
        json_t *group = add_group(s, reaches, g, hip.n);
        hinge_fact_text(group, "hip", hinge_page_fixed(s, hip.m, 1));
        hinge_fact_text(group, "back", back.n > 0 ? hinge_page_fixed(s, back.m, 1) : NULL);
        hinge_fact_text(group, "knee",
                        knee.n > 0 && knee.m >= 0 ? hinge_page_fixed(s, knee.m, 1) : NULL);
        hinge_fact_flag(group, "nothing", knee.n > 0 && knee.m < 0);
    }
    for (size_t i = 0, n = json_array_size(peaks); i < n; i++)
        hinge_fact_text(json_array_get(peaks, i), "sep",
                        i + 1 == n   ? ""
                        : i + 2 == n ? " and "
                                     : ", ");
    if (json_array_size(cues) + json_array_size(shifts) + json_array_size(reaches) +
            json_array_size(peaks) ==
        0) {
        json_decref(facts);
        return NULL;
    }
    /* what tells when the load is in the hands, of the recordings that means are of */
    struct hinge_page_list from = {0};
    bool by_task = false;
    for (size_t t = 0; t < s->n_trials; t++) {
        const struct hinge_page_trial *trial = &s->trial[t];
        const char *source = hinge_page_trial_text(s, trial, "load_source");
        const struct hinge_task *task = hinge_task_find(hinge_page_trial_text(s, trial, "task"));
        if (!trial->main || !trial->usable)
            continue;
        for (size_t k = 0; k < sizeof sources / sizeof *sources; k++)
            if (strcmp(source, sources[k][0]) == 0)
                hinge_page_list_add(s, &from, sources[k][1]);
        bool lift = strcmp(source, "task") == 0 && task->loaded && task->start == '?';
        for (size_t r = trial->first; lift && r < trial->first + trial->n; r++)
            by_task = by_task || !s->rep[r].floor;
    }
    hinge_fact_text(facts, "liftoff", hinge_page_listed(s, &from, "and"));
    hinge_fact_flag(facts, "by_task", by_task);
    hinge_fact_number(facts, "no", ++*no);
    hinge_fact_flag(facts, "ratio", json_array_size(cues) > 0);
    hinge_fact_flag(facts, "moments",
                    json_array_size(cues) == 0 &&
                        json_array_size(reaches) + json_array_size(peaks) > 0);
    hinge_fact_flag(facts, "peaks", json_array_size(peaks) > 0);
    hinge_fact_flag(facts, "more", json_array_size(peaks) > 0 || from.n > 0 || by_task);
    hinge_fact_flag(facts, "still", json_array_size(cues) + json_array_size(reaches) > 0);
    if (json_array_size(cues) > 0)
        hinge_fact_flag(facts, "lines", hinge_page_add_rows(s, ratio, 0, facts));
    return facts;
}

/* --- muscles --- */

/* How many repetitions that count lack a metric for a reason, and how many have a recorded muscle.
 */
static size_t count_reason(struct hinge_page_study *s, const char *array, const char *phase,
                           const char *reason)
{
    const struct hinge_rep_labels phases = hinge_rep_labels(&s->tab, "reason", "phase");
    const long at = hinge_label_find(phases.label, phases.n, phase);
    const double *of = hinge_reps_column(&s->reading, array, phases.n);
    size_t n = 0;
    for (size_t r = 0; at >= 0 && r < s->n_main; r++)
        n += s->rep[r].whole &&
             strcmp(hinge_stored_reason(of[s->rep[r].row * phases.n + (size_t)at]), reason) == 0;
    return n;
}

json_t *hinge_page_muscles(struct hinge_page_study *s, size_t *no)
{
    const struct hinge_quantity *lag = metric(s, "gmax_ham_lag_s", "ascent"),
                                *brace = metric(s, "brace_ratio", "rep"),
                                *brace_pct = metric(s, "brace_pct", "rep");
    if (s->one_person || hinge_page_measure(s, lag) == NULL ||
        hinge_page_measure(s, brace_pct) == NULL)
        return NULL;
    json_t *facts = json_object(), *lags = hinge_fact_list(facts, "lags"),
           *braces = hinge_fact_list(facts, "braces"), *of_max = hinge_fact_list(facts, "of_max");
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_page_mean m = mean_of(s, lag, g), b = mean_of(s, brace, g),
                                     p = mean_of(s, brace_pct, g);
        if (m.n > 0) {
            json_t *group = add_group(s, lags, g, m.n);
            hinge_fact_text(group, "s", hinge_page_fixed(s, fabs(m.m), 2));
            hinge_fact_flag(group, "after", m.m > 0);
        }
        if (b.n > 0)
            hinge_fact_text(add_group(s, braces, g, b.n), "m", hinge_page_fixed(s, b.m, 1));
        else if (p.n > 0)
            hinge_fact_text(add_group(s, of_max, g, p.n), "m", hinge_page_fixed(s, p.m, 0));
    }
    const size_t held = count_reason(s, "reason/ham_onset_s", "ascent", "NO_RISE"),
                 glute = count_reason(s, "reason/gmax_onset_s", "ascent", "NO_RISE"),
                 unasked = count_reason(s, "reason/brace_pct", "rep", "NO_REFERENCE_TRIAL");
    hinge_fact_text(facts, "held",
                    json_array_size(lags) > 0 ? NULL
                    : held > 0                ? "hamstrings"
                    : glute > 0               ? "glutes"
                                              : NULL);
    hinge_fact_flag(facts, "unasked",
                    unasked > 0 && json_array_size(braces) + json_array_size(of_max) == 0);
    if (json_array_size(lags) + json_array_size(braces) + json_array_size(of_max) + held + glute +
            unasked ==
        0) {
        json_decref(facts);
        return NULL;
    }
    hinge_fact_number(facts, "no", ++*no);
    return facts;
}
