/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions of a page that only studies of whole bodies, or of muscles, have: how strongly weight
 * and load turn hips, lower back and knees, where weight moves along the foot, and what the muscles
 * do. */
#include "page/pictures/pictures.h"

/* A sentence a group, each with what it is of. */
HINGE_FACTS(group, F(FLAG, first) F(TEXT, people) F(TEXT, of))
HINGE_FACTS(mean, F(IN, group, group) F(TEXT, hip) F(TEXT, m) F(TEXT, sep))
HINGE_FACTS(cue, F(TEXT, With) F(IN, hinge_page_group_means, means))
HINGE_FACTS(shift, F(IN, cue, cue) F(FLAG, pressure))
HINGE_FACTS(reach, F(IN, group, group) F(TEXT, hip) F(TEXT, back) F(TEXT, knee) F(FLAG, nothing))
HINGE_FACTS(load, F(NUMBER, no) F(LIST, cue, cues) F(LIST, shift, shifts) F(LIST, reach, reach)
                      F(TEXT, reach_at) F(LIST, mean, peak) F(FLAG, peaks) F(TEXT, liftoff)
                          F(FLAG, by_task) F(FLAG, by_plates) F(FLAG, some_plates) F(TEXT, doubted)
                              F(TEXT, unsaid) F(FLAG, more) F(FLAG, ratio) F(FLAG, moments)
                                  F(FLAG, still) F(IF, lines) F(ALSO, hinge_page_table, table))
HINGE_FACTS(lag, F(IN, group, group) F(TEXT, other) F(TEXT, s) F(FLAG, together) F(FLAG, after)
                     F(FLAG, both))
HINGE_FACTS(untold, F(COUNT, n) F(FLAG, some) F(FLAG, before) F(TEXT, other) F(TEXT, muscles))
HINGE_FACTS(muscles, F(NUMBER, no) F(LIST, lag, lags) F(LIST, untold, untold) F(LIST, mean, braces)
                         F(LIST, mean, of_max) F(FLAG, unasked))

/* At baseline. */
static struct hinge_page_mean mean_of(struct hinge_cohort *s, const char *id, const char *phase,
                                      size_t group)
{
    return hinge_page_mean_of(s, hinge_page_metric(s, id, phase), 0, group);
}

static struct group group_of(struct hinge_cohort *s, size_t group, size_t n, bool first)
{
    return (struct group){first, s->n_groups > 1 ? s->group[group].words : NULL,
                          hinge_page_of(s, n)};
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

/* Whether somebody lifts something, or what was planned is of where the load goes. */
static bool is_asked(const struct hinge_cohort *s)
{
    static const char *const of[] = {"moment", "com_", "cop_", "hip_over_back"};
    bool is = false;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        is = is || strstr(s->asked->id, of[i]) != NULL;
    for (size_t t = 0; t < s->n_trials; t++)
        is = is || hinge_cohort_trial_number(s, &s->trial[t], "load_kg") > 0;
    return is;
}

struct hinge_facts hinge_page_load(struct hinge_cohort *s, size_t *no)
{
    const struct hinge_quantity *ratio = s->outcome[HINGE_OUT_LOAD],
                                *pressure = hinge_page_metric(s, "cop_foot_shift_pct", "rep"),
                                *plates =
                                    hinge_page_metric(s, "moment_hip_peak_plates_nm_kg", "rep");
    static const char *const sources[][2] = {
        {"marker", "its marker"}, {"plates", "force plates"}, {"events", "marked by hand"}};
    const double height_cm = hinge_tab_parameter(&s->tab, "reach.height");
    struct load facts = {0};
    const struct hinge_quantity *model = hinge_page_metric(s, "moment_hip_peak_nm_kg", "rep"),
                                *shift = source_of(s, pressure, s->outcome[HINGE_OUT_SHIFT],
                                                   &facts.some_plates),
                                *peak = source_of(s, plates, model, &facts.some_plates);
    s->outcome[HINGE_OUT_SHIFT] = shift;
    if (height_cm > 0)
        facts.reach_at = hinge_page_text(s, "%g" NBSP "cm", height_cm);
    facts.by_plates = peak == plates;
    if (!facts.some_plates && shift != pressure && peak != plates && !is_asked(s))
        return (struct hinge_facts){0};
    for (size_t c = 0; c < (s->n_cues > 2 ? 1 : s->n_cues); c++) { /* of many the tables have it */
        const char *with = hinge_page_capital(s, s->cue[c].phrase);
        const struct cue ratios = {with, hinge_page_group_means(s, ratio, c)},
                         shifts = {with, hinge_page_group_means(s, shift, c)};
        if (ratios.means.n_groups > 0)
            *HINGE_FACTS_NEXT(s, &facts, cues) = ratios;
        if (shifts.means.n_groups > 0)
            HINGE_FACTS_ADD(s, &facts, shifts, shift, shifts, shift == pressure);
    }
    /* at the same reach; a knee moment below 0 is weight that extends the knees */
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_page_mean hip = mean_of(s, "reach_moment_hip_nm_kg", "descent", g),
                                     back = mean_of(s, "reach_moment_l5s1_nm_kg", "descent", g),
                                     knee = mean_of(s, "reach_moment_knee_nm_kg", "descent", g),
                                     most = hinge_page_mean_of(s, peak, 0, g);
        const struct group of_most = group_of(s, g, most.n, facts.n_peak == 0),
                           of_hip = group_of(s, g, hip.n, facts.n_reach == 0);
        if (most.n > 0)
            HINGE_FACTS_ADD(s, &facts, peak, mean, .group = of_most,
                            .hip = hinge_page_fixed(s, most.m, 1));
        if (hip.n > 0)
            HINGE_FACTS_ADD(s, &facts, reach, reach, of_hip, hinge_page_fixed(s, hip.m, 1),
                            back.n > 0 ? hinge_page_fixed(s, back.m, 1) : NULL,
                            knee.n > 0 && !(knee.m < 0) ? hinge_page_fixed(s, knee.m, 1) : NULL,
                            knee.n > 0 && knee.m < 0);
    }
    for (size_t i = 0; i < facts.n_peak; i++)
        facts.peak[i]->sep = hinge_list_joint(facts.n_peak - 1 - i, " and ");
    facts.peaks = facts.n_peak > 0;
    facts.still = facts.n_cues + facts.n_reach > 0;
    const bool moments = facts.still || facts.peaks;
    if (!moments && facts.n_shifts == 0)
        return (struct hinge_facts){0};
    /* what tells when the load is in the hands, of the recordings that means are of */
    struct hinge_page_list from = {0};
    size_t recordings = 0, doubted = 0,
           unsaid = 0; /* nobody said what is in the hands: taken as nothing */
    const struct hinge_cohort_trial *trial = NULL;
    while ((trial = hinge_page_usable(s, trial)) != NULL) {
        const char *source = hinge_cohort_trial_text(s, trial, "load_source");
        const struct hinge_task *task = hinge_task_find(hinge_cohort_trial_text(s, trial, "task"));
        if (!trial->main)
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
            facts.by_task = facts.by_task || !s->rep[r].floor;
    }
    facts.no = ++*no;
    facts.liftoff = hinge_page_listed(s, &from, "and");
    if (doubted > 0)
        facts.doubted = hinge_page_text(s, "%zu of %zu", doubted, recordings);
    if (moments && unsaid > 0)
        facts.unsaid = unsaid == recordings
                           ? "The"
                           : hinge_page_text(s, "In %zu of %zu recordings the", unsaid, recordings);
    facts.more = facts.some_plates || doubted > 0 || facts.peaks || from.n > 0 || facts.by_task ||
                 facts.unsaid != NULL;
    facts.ratio = facts.n_cues > 0 && !s->one_person;
    facts.moments = !facts.ratio && moments;
    if (facts.ratio)
        facts.table = HINGE_FACTS_COPY(s, hinge_page_table, hinge_page_table(s, ratio, 0, NULL));
    for (size_t i = 0; facts.ratio && i < facts.table->table->n_rows; i++)
        facts.lines = facts.lines || facts.table->table->rows[i]->mean.ci != NULL;
    return HINGE_FACTS_OF(s, load, &facts);
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
        any = hinge_cohort_measure(s, hinge_page_metric(s, id, "descent")) != NULL &&
              count_reason(s, id, "descent", "") +
                      count_reason(s, id, "descent", "NO_REFERENCE_TRIAL") >
                  0;
    }
    return any;
}

/* A muscle is active before it rises if it is so many times as active as at rest (emg.rise) or,
 * without relaxed standing, at so many percent of its maximum. */
static const double ACTIVE_PCT = 5;

static bool is_active(struct hinge_cohort *s, const char *muscle, size_t group)
{
    /* Whether the back muscles go quiet at depth, certainly or possibly, in half of the bends of a
     * group or more: a ratio to rest alone does not tell, since little is much of what is nearly
     * nothing. */
    const char *fault = hinge_fault_judging("flexion_relaxation_ratio", 0, 0);
    size_t f = hinge_name_at(s->fault, s->n_faults, fault), judged = 0, quiet = 0;
    for (size_t r = 0; r < s->n_main && f < s->n_faults && strcmp(muscle, "es") == 0; r++) {
        if (!s->rep[r].used || s->rep[r].cue != 0 || s->person[s->rep[r].person].group != group)
            continue;
        const int state = hinge_cohort_verdict(s, f, r).state;
        judged += state >= HINGE_FAULT_ABSENT;
        quiet += state >= HINGE_FAULT_ABOVE;
    }
    if (judged > 0 && 2 * quiet >= judged)
        return false;
    const struct hinge_page_mean
        ratio = mean_of(s, hinge_page_text(s, "%s_bottom_ratio", muscle), "rep", group),
        setup = mean_of(s, hinge_page_text(s, "%s_setup_pct", muscle), "rep", group),
        more = mean_of(s, hinge_page_text(s, "%s_setup_to_bottom_pct", muscle), "rep", group);
    return ratio.n > 0 ? ratio.m >= hinge_tab_parameter(&s->tab, "emg.rise")
                       : more.n > 0 && setup.m + more.m >= ACTIVE_PCT;
}

struct hinge_facts hinge_page_muscles(struct hinge_cohort *s, size_t *no)
{
    static const struct {
        const char *id, *lag, *onset, *words;
    } other[] = {{"ham", "gmax_ham_lag_s", "ham_onset_s", "hamstrings"},
                 {"es", "gmax_es_lag_s", "es_onset_s", "erector spinae"}};
    static const char *const why[] = {"NO_RISE", "EMG_BASELINE_NOISY"};
    if (hinge_cohort_measure(s, hinge_page_metric(s, other[0].lag, "ascent")) == NULL ||
        hinge_cohort_measure(s, hinge_page_metric(s, "gmax_bottom_ratio", "rep")) == NULL)
        return (struct hinge_facts){0};
    struct muscles facts = {0};
    for (size_t k = 0; k < 2; k++) {
        if (count_reason(s, other[k].onset, "ascent", "NO_EMG") ==
            count_reason(s, other[k].onset, "ascent", NULL)) /* nobody recorded it */
            continue;
        for (size_t g = 0; g < s->n_groups; g++) {
            const struct hinge_page_mean m = mean_of(s, other[k].lag, "ascent", g);
            const struct group group = group_of(s, g, m.n, facts.n_lags == 0);
            if (m.n > 0)
                HINGE_FACTS_ADD(s, &facts, lags, lag, .group = group, .other = other[k].words,
                                .s = hinge_page_fixed(s, fabs(m.m), 2),
                                .together = fabs(m.m) < 0.005, .after = m.m > 0,
                                .both = is_active(s, "gmax", g) && is_active(s, other[k].id, g));
        }
        /* where no order is told, which of both muscles is why */
        const size_t has = count_reason(s, other[k].lag, "ascent", "");
        for (size_t w = 0; w < 2; w++) {
            const size_t n = count_reason(s, other[k].lag, "ascent", why[w]),
                         glutes = count_reason(s, "gmax_onset_s", "ascent", why[w]),
                         others = count_reason(s, other[k].onset, "ascent", why[w]);
            if (n == 0)
                continue;
            HINGE_FACTS_ADD(s, &facts, untold, untold, .n = n, .some = has > 0, .before = w == 1,
                            .other = other[k].words,
                            .muscles =
                                glutes == 0 ? other[k].words
                                : others == 0
                                    ? "gluteus maximus"
                                    : hinge_page_text(s, "gluteus maximus %s %s",
                                                      glutes == n && others == n ? "and" : "or",
                                                      other[k].words));
        }
    }
    for (size_t g = 0; g < s->n_groups; g++) {
        const struct hinge_page_mean b = mean_of(s, "brace_ratio", "rep", g),
                                     p = mean_of(s, "brace_pct", "rep", g);
        const struct group of_b = group_of(s, g, b.n, facts.n_braces == 0),
                           of_p = group_of(s, g, p.n, facts.n_of_max == 0);
        if (b.n > 0)
            HINGE_FACTS_ADD(s, &facts, braces, mean, .group = of_b,
                            .m = hinge_page_fixed(s, b.m, 1));
        else if (p.n > 0)
            HINGE_FACTS_ADD(s, &facts, of_max, mean, .group = of_p,
                            .m = hinge_page_fixed(s, p.m, 0));
    }
    facts.unasked = count_reason(s, "brace_pct", "rep", "NO_REFERENCE_TRIAL") > 0 &&
                    facts.n_braces + facts.n_of_max == 0;
    if (facts.n_lags + facts.n_untold + facts.n_braces + facts.n_of_max == 0 && !facts.unasked)
        return (struct hinge_facts){0};
    facts.no = ++*no;
    return HINGE_FACTS_OF(s, muscles, &facts);
}
