/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions of a page that only studies of whole bodies, or of muscles, have: how strongly weight
 * and load turn hips, lower back and knees, where weight moves along the foot, and what the muscles
 * do. */
#include "page/bridge.h"
#include "page/pictures/map.h"

#include "faults/fault.h"

#include "report/request.h"

#include <math.h>
#include <string.h>

static const struct hinge_quantity *metric(struct hinge_cohort *s, const char *id,
                                           const char *phase)
{
    const struct hinge_cue_outcome of = {.id = id, .phase = phase};
    return hinge_cohort_outcome(s, &of);
}

/* A sentence a group, each with what it is of. */
static json_t *add_group(struct hinge_cohort *s, json_t *groups, size_t group, size_t n)
{
    json_t *facts = hinge_fact_item(groups);
    hinge_fact_flag(facts, "first", json_array_size(groups) == 1);
    hinge_fact_text(facts, "people", s->n_groups > 1 ? s->group[group].words : NULL);
    hinge_fact_text(facts, "of", hinge_page_of(s, n));
    return facts;
}

/* One source for all: plates if everybody who has a value of the body model has one of them, too.
 * *some: only some have, so it is the model. */
static const struct hinge_quantity *source_of(struct hinge_cohort *s,
                                              const struct hinge_quantity *plates,
                                              const struct hinge_quantity *model, bool *some)
{
    bool all = true, any = false;
    for (size_t i = 0; i < s->n_cues * s->n_groups; i++) {
        const size_t n = hinge_page_mean_of(s, plates, i % s->n_cues, i / s->n_cues).n;
        any = any || n > 0;
        all = all && n >= hinge_page_mean_of(s, model, i % s->n_cues, i / s->n_cues).n;
    }
    *some = *some || (any && !all);
    return any && all ? plates : model;
}

json_t *hinge_page_load(struct hinge_cohort *s, size_t *no)
{
    const struct hinge_quantity *const ratio = s->outcome[HINGE_OUT_LOAD],
                                       *const pressure = metric(s, "cop_foot_shift_pct", "rep"),
                                       *const by_plates =
                                           metric(s, "moment_hip_peak_plates_nm_kg", "rep"),
                                       *const reach[] = {
                                           metric(s, "reach_moment_hip_nm_kg", "descent"),
                                           metric(s, "reach_moment_l5s1_nm_kg", "descent"),
                                           metric(s, "reach_moment_knee_nm_kg", "descent")};
    static const char *const sources[][2] = {
        {"marker", "its marker"}, {"plates", "force plates"}, {"events", "marked by hand"}};
    json_t *facts = json_object(), *cues = hinge_fact_list(facts, "cues"),
           *shifts = hinge_fact_list(facts, "shifts"), *reaches = hinge_fact_list(facts, "reach"),
           *peaks = hinge_fact_list(facts, "peak");
    bool some = false;
    const struct hinge_quantity *const shift =
        source_of(s, pressure, s->outcome[HINGE_OUT_SHIFT], &some);
    const struct hinge_quantity *const peak =
        source_of(s, by_plates, metric(s, "moment_hip_peak_nm_kg", "rep"), &some);
    s->outcome[HINGE_OUT_SHIFT] = shift;
    for (size_t c = 0; c < 2 * s->n_cues; c++) {
        const size_t k = c % s->n_cues;
        const struct hinge_quantity *of = c < s->n_cues ? ratio : shift;
        json_t *cue = json_object();
        hinge_fact_text(cue, "With", hinge_page_capital(s, s->cue[k].phrase));
        if (of == shift)
            hinge_fact_flag(cue, "pressure", shift == pressure);
        if (hinge_page_add_groups(s, of, k, cue))
            json_array_append(c < s->n_cues ? cues : shifts, cue);
        json_decref(cue);
    }
    /* at the same reach; a knee moment below 0 is weight that extends the knees */
    const double height_cm = hinge_tab_parameter(&s->tab, "reach.height");
    hinge_fact_text(facts, "reach_at",
                    height_cm > 0 ? hinge_page_text(s, "%g" NBSP "cm", height_cm) : NULL);
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_page_mean hip = hinge_page_mean_of(s, reach[0], 0, g),
                                     back = hinge_page_mean_of(s, reach[1], 0, g),
                                     knee = hinge_page_mean_of(s, reach[2], 0, g),
                                     most = hinge_page_mean_of(s, peak, 0, g);
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
        hinge_fact_text(json_array_get(peaks, i), "sep", hinge_list_joint(n - 1 - i, " and "));
    if (json_array_size(cues) + json_array_size(shifts) + json_array_size(reaches) +
            json_array_size(peaks) ==
        0) {
        json_decref(facts);
        return NULL;
    }
    /* what tells when the load is in the hands, of the recordings that means are of */
    struct hinge_page_list from = {0};
    bool by_task = false;
    size_t recordings = 0, doubted = 0,
           unsaid = 0; /* nobody said what is in the hands: taken as nothing */
    for (size_t t = 0; t < s->n_trials; t++) {
        const struct hinge_cohort_trial *trial = &s->trial[t];
        const char *source = hinge_cohort_trial_text(s, trial, "load_source");
        const struct hinge_task *task = hinge_task_find(hinge_cohort_trial_text(s, trial, "task"));
        if (!trial->main || !trial->usable)
            continue;
        recordings++;
        doubted +=
            hinge_listed(hinge_cohort_trial_text(s, trial, "warnings"), ' ', "MODEL_SUSPECT");
        unsaid +=
            isnan(hinge_cohort_trial_number(s, trial, "load_kg")) && task == hinge_task_find("");
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
    const bool drawn = json_array_size(cues) > 0 && !s->one_person,
               moments =
                   json_array_size(cues) + json_array_size(reaches) + json_array_size(peaks) > 0;
    hinge_fact_flag(facts, "ratio", drawn);
    hinge_fact_flag(facts, "moments", !drawn && moments);
    hinge_fact_flag(facts, "peaks", json_array_size(peaks) > 0);
    hinge_fact_flag(facts, "by_plates", peak == by_plates);
    hinge_fact_flag(facts, "some_plates", some);
    hinge_fact_text(facts, "doubted",
                    doubted == 0 ? NULL : hinge_page_text(s, "%zu of %zu", doubted, recordings));
    hinge_fact_flag(facts, "more",
                    some || doubted > 0 || json_array_size(peaks) > 0 || from.n > 0 || by_task ||
                        (moments && unsaid > 0));
    hinge_fact_text(facts, "unsaid",
                    !moments || unsaid == 0 ? NULL
                    : unsaid == recordings
                        ? "The"
                        : hinge_page_text(s, "In %zu of %zu recordings the", unsaid, recordings));
    hinge_fact_flag(facts, "still", json_array_size(cues) + json_array_size(reaches) > 0);
    if (drawn)
        hinge_fact_flag(facts, "lines", hinge_page_add_table(s, ratio, 0, NULL, NULL, facts));
    return facts;
}

/* --- muscles --- */

/* How many repetitions that count lack a metric for a reason ("": have it; NULL: all of them). */
static size_t count_reason(struct hinge_cohort *s, const char *metric, const char *phase,
                           const char *reason)
{
    const struct hinge_rep_labels phases = hinge_rep_labels(&s->tab, "reason", "phase");
    const long at = hinge_label_find(phases.label, phases.n, phase);
    const double *of =
        hinge_reps_column(&s->reading, hinge_page_text(s, "reason/%s", metric), phases.n);
    size_t n = 0;
    for (size_t r = 0; at >= 0 && r < s->n_main; r++)
        n += s->rep[r].whole && s->rep[r].cue == 0 &&
             (reason == NULL ||
              strcmp(hinge_stored_reason(of[s->rep[r].row * phases.n + (size_t)at]), reason) == 0);
    return n;
}

bool hinge_page_has_emg(struct hinge_cohort *s)
{
    bool any = false;
    for (int m = 0; m < HINGE_MUSCLES && !any; m += 2) { /* "gmax_l" is in gmax_mvc_pct */
        const char *muscle = hinge_landmark_name((enum hinge_landmark)(HINGE_LANDMARK_gmax_l + m)),
                   *id = hinge_page_text(s, "%.*s_mvc_pct", (int)strlen(muscle) - 2, muscle);
        any = hinge_cohort_measure(s, metric(s, id, "descent")) != NULL &&
              count_reason(s, id, "descent", "") +
                      count_reason(s, id, "descent", "NO_REFERENCE_TRIAL") >
                  0;
    }
    return any;
}

/* A muscle is active before it rises if it is so many times as active as at rest (emg.rise) or,
 * without relaxed standing, at so many percent of its maximum. */
static const double ACTIVE_PCT = 5;

/* Whether the back muscles go quiet at depth, certainly or possibly, in half of the bends of a
 * group or more: a ratio to rest alone does not tell, since little is much of what is nearly
 * nothing. */
static bool goes_quiet(struct hinge_cohort *s, size_t group)
{
    const char *fault = hinge_fault_judging("flexion_relaxation_ratio", 0, 0);
    size_t f = hinge_name_at(s->fault, s->n_faults, fault), judged = 0, quiet = 0;
    for (size_t r = 0; r < s->n_main && f < s->n_faults; r++) {
        if (!s->rep[r].used || s->rep[r].cue != 0 || s->person[s->rep[r].person].group != group)
            continue;
        const int state = hinge_cohort_verdict(s, f, r).state;
        judged += state >= HINGE_FAULT_ABSENT;
        quiet += state >= HINGE_FAULT_ABOVE;
    }
    return judged > 0 && 2 * quiet >= judged;
}

static bool is_active(struct hinge_cohort *s, const char *muscle, size_t group)
{
    if (strcmp(muscle, "es") == 0 && goes_quiet(s, group))
        return false;
    const struct hinge_page_mean
        ratio =
            hinge_page_mean_of(s, metric(s, hinge_page_text(s, "%s_bottom_ratio", muscle), "rep"),
                               0, group),
        setup = hinge_page_mean_of(s, metric(s, hinge_page_text(s, "%s_setup_pct", muscle), "rep"),
                                   0, group),
        more = hinge_page_mean_of(
            s, metric(s, hinge_page_text(s, "%s_setup_to_bottom_pct", muscle), "rep"), 0, group);
    return ratio.n > 0 ? ratio.m >= hinge_tab_parameter(&s->tab, "emg.rise")
                       : more.n > 0 && setup.m + more.m >= ACTIVE_PCT;
}

json_t *hinge_page_muscles(struct hinge_cohort *s, size_t *no)
{
    static const struct {
        const char *id, *lag, *onset, *words;
    } other[] = {{"ham", "gmax_ham_lag_s", "ham_onset_s", "hamstrings"},
                 {"es", "gmax_es_lag_s", "es_onset_s", "erector spinae"}};
    static const char *const why[] = {"NO_RISE", "EMG_BASELINE_NOISY"};
    const struct hinge_quantity *brace = metric(s, "brace_ratio", "rep"),
                                *brace_pct = metric(s, "brace_pct", "rep");
    if (hinge_cohort_measure(s, metric(s, other[0].lag, "ascent")) == NULL ||
        hinge_cohort_measure(s, metric(s, "gmax_bottom_ratio", "rep")) == NULL)
        return NULL;
    json_t *facts = json_object(), *lags = hinge_fact_list(facts, "lags"),
           *untold = hinge_fact_list(facts, "untold"), *braces = hinge_fact_list(facts, "braces"),
           *of_max = hinge_fact_list(facts, "of_max");
    for (size_t k = 0; k < 2; k++) {
        if (count_reason(s, other[k].onset, "ascent", "NO_EMG") ==
            count_reason(s, other[k].onset, "ascent", NULL)) /* nobody recorded it */
            continue;
        for (size_t g = 0; g < s->n_groups; g++) {
            const struct hinge_page_mean m =
                hinge_page_mean_of(s, metric(s, other[k].lag, "ascent"), 0, g);
            if (m.n == 0)
                continue;
            json_t *group = add_group(s, lags, g, m.n);
            hinge_fact_text(group, "other", other[k].words);
            hinge_fact_text(group, "s", hinge_page_fixed(s, fabs(m.m), 2));
            hinge_fact_flag(group, "together", fabs(m.m) < 0.005);
            hinge_fact_flag(group, "after", m.m > 0);
            hinge_fact_flag(group, "both", is_active(s, "gmax", g) && is_active(s, other[k].id, g));
        }
        /* where no order is told, which of both muscles is why */
        const size_t has = count_reason(s, other[k].lag, "ascent", "");
        for (size_t w = 0; w < 2; w++) {
            const size_t n = count_reason(s, other[k].lag, "ascent", why[w]),
                         glutes = count_reason(s, "gmax_onset_s", "ascent", why[w]),
                         others = count_reason(s, other[k].onset, "ascent", why[w]);
            if (n == 0)
                continue;
            json_t *one = hinge_fact_item(untold);
            hinge_fact_count(one, "n", n);
            hinge_fact_flag(one, "some", has > 0);
            hinge_fact_flag(one, "before", w == 1);
            hinge_fact_text(one, "other", other[k].words);
            hinge_fact_text(one, "muscles",
                            glutes == 0 ? other[k].words
                            : others == 0
                                ? "gluteus maximus"
                                : hinge_page_text(s, "gluteus maximus %s %s",
                                                  glutes == n && others == n ? "and" : "or",
                                                  other[k].words));
        }
    }
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_page_mean b = hinge_page_mean_of(s, brace, 0, g),
                                     p = hinge_page_mean_of(s, brace_pct, 0, g);
        if (b.n > 0)
            hinge_fact_text(add_group(s, braces, g, b.n), "m", hinge_page_fixed(s, b.m, 1));
        else if (p.n > 0)
            hinge_fact_text(add_group(s, of_max, g, p.n), "m", hinge_page_fixed(s, p.m, 0));
    }
    const bool unasked = count_reason(s, "brace_pct", "rep", "NO_REFERENCE_TRIAL") > 0 &&
                         json_array_size(braces) + json_array_size(of_max) == 0;
    hinge_fact_flag(facts, "unasked", unasked);
    if (json_array_size(lags) + json_array_size(untold) + json_array_size(braces) +
                json_array_size(of_max) ==
            0 &&
        !unasked) {
        json_decref(facts);
        return NULL;
    }
    hinge_fact_number(facts, "no", ++*no);
    return facts;
}
