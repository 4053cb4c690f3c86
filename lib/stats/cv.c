/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cv: coefficient of variation within participants. */
#include "base/moments.h"
#include "stats/people/left_out.h"
#include "stats/people/pooled.h"
#include "stats/people/sample.h"
#include "stats/statistic.h"

#include <math.h>

/* Rows of one target after another: order[start[t] .. start[t + 1]). */
static enum hinge_status group_targets(struct hinge_analysis *a, const struct hinge_sample *s,
                                       double **value, size_t **start, struct hinge_error *error)
{
    size_t n = s->n_participants;
    *value = hinge_analysis_alloc(a, s->n, sizeof **value);
    *start = hinge_analysis_alloc(a, n + 2, sizeof **start);
    if (*value == NULL || *start == NULL)
        return hinge_analysis_no_memory(error);
    size_t *next = *start + 1;
    for (size_t i = 0; i < s->n; i++)
        next[s->participant[i] + 1]++;
    for (size_t t = 0; t < n; t++)
        next[t + 1] += next[t];
    for (size_t i = 0; i < s->n; i++)
        (*value)[next[s->participant[i]]++] = s->number[0][i];
    return HINGE_OK;
}

static void put_cv(struct hinge_analysis *a, const char *outcome, double *value,
                   const size_t *start, size_t n)
{
    double squares = 0, ratios = 0, logs = 0, none = NAN;
    size_t k = 0;
    bool positive = true;
    for (size_t t = 0; t < n; t++) {
        double *x = value + start[t], mean;
        size_t m = start[t + 1] - start[t];
        if (m < 2)
            continue;
        mean = hinge_stats_mean(x, m);
        for (size_t i = 0; i < m; i++)
            positive = positive && x[i] > 0;
        double ratio = hinge_stats_sd(x, m) / mean;
        squares += ratio * ratio;
        ratios += ratio;
        for (size_t i = 0; i < m; i++)
            x[i] = log(x[i]);
        logs += hinge_stats_variance(x, m);
        k++;
    }
    double count = (double)k;
    hinge_put_count(a, a->results, "n", k);
    HINGE_PUT_NUMBERS(a, a->results, {"cv_rms", positive ? 100 * sqrt(squares / count) : none},
                      {"cv_mean", positive ? 100 * ratios / count : none},
                      {"cv_log", positive ? 100 * sqrt(exp(logs / count) - 1) : none});
    if (!positive)
        hinge_analysis_warn(a, NULL, "W_NOT_POSITIVE",
                            "'%s' has values of 0 or below, of which no coefficient of "
                            "variation is taken; use the SEM of icc",
                            outcome);
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct hinge_columns columns = {.error = error};
    struct hinge_sample sample;
    double *value;
    size_t *start;
    hinge_columns_number(a, &columns, "outcome");
    columns.participant = hinge_option_text(a, "target");
    hinge_columns_participant(a, &columns);
    if (hinge_option_given(a, "rater"))
        hinge_columns_factor(a, &columns, "rater");
    enum hinge_status status = hinge_sample_gather(a, &columns, &sample, error);
    if (status == HINGE_OK)
        status = hinge_pooled_warn(a, &sample, NULL, 1, error);
    if (status == HINGE_OK)
        status = group_targets(a, &sample, &value, &start, error);
    if (status != HINGE_OK)
        return status;
    size_t most = 0;
    for (size_t t = 0; t < sample.n_participants; t++) {
        size_t own = start[t + 1] - start[t];
        most = own > most ? own : most;
        if (own == 1)
            hinge_exclude(&sample.excluded, t, "one value, 2 are needed");
    }
    hinge_sample_report(a, &sample, a->results);
    if (most < 2)
        return hinge_analysis_fail(a, error, HINGE_E_TOO_FEW,
                                   "no person in '%s' has two values; at least one person with "
                                   "two is needed",
                                   columns.participant);
    put_cv(a, columns.number[0], value, start, sample.n_participants);
    return HINGE_OK;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("", "CV = {cv_rms:2!}% (root mean square of {n:n} people)"), HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("", "Repetitions of one person vary by {cv_rms:2!} % (coefficient of variation, "
                  "{n:n} people)."),
    HINGE_SAY_END};

static const char *const options[] = {"outcome",     "outcomes", "target",
                                      "participant", "rater",    NULL};

const struct hinge_statistic hinge_statistic_cv = {
    .id = "cv",
    .title = "Coefficient of variation",
    .details = "Within-participant deviation as a percentage of the mean: root mean square, "
               "mean, and from logarithms. Values must be positive.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_OUTCOME,
    .options = options,
    .primary = "",
    .main_table = "",
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request =
        "{\"analysis\": \"cv\", \"outcome\": \"angle\", \"target\": \"participant\"}",
    .example_data = "participant,angle\nP1,40\nP1,42\nP2,35\nP2,36\nP3,50\nP3,47\n"};
