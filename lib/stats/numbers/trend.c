/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weights of polynomial contrasts, and their place in the document. */
#include "stats/numbers/trend.h"

#include "base/number.h"
#include "stats/difference/effect.h"
#include "stats/probability/distribution.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const names[HINGE_TRENDS] = {"linear", "quadratic", "cubic"};

enum hinge_status hinge_trend_read(struct hinge_analysis *a, struct hinge_trend *t,
                                   struct hinge_error *error)
{
    const char *text = hinge_option_text(a, "trend");
    *t = (struct hinge_trend){.wanted = text != NULL};
    if (text == NULL)
        return HINGE_OK;
    if (strstr(text, " by ") != NULL)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "trend: %s takes one factor, not '%s'; filter one "
                                   "group after the other",
                                   a->statistic->id, text);
    t->factor = text;
    return HINGE_OK;
}

/* Score of level i; NaN when there is none. */
static double score_of(const struct hinge_analysis *a, const char *factor, const char *const *level,
                       size_t i, size_t k)
{
    const json_t *scores = json_object_get(hinge_option_json(a, "scores"), factor);
    double value = NAN;
    if (scores != NULL) {
        const json_t *own = json_array_get(scores, i);
        const char *text = json_string_value(own);
        if (json_is_number(own))
            return json_number_value(own);
        if (text != NULL)
            hinge_number_parse(text, strlen(text), '.', &value, NULL);
        return value;
    }
    for (size_t j = 0; j < k; j++)
        if (hinge_number_parse(level[j], strlen(level[j]), '.', &value, NULL) != HINGE_NUMBER_VALUE)
            return (double)i + 1;
    hinge_number_parse(level[i], strlen(level[i]), '.', &value, NULL);
    return value;
}

static enum hinge_status check_scores(struct hinge_analysis *a, const struct hinge_trend *t,
                                      struct hinge_error *error)
{
    const json_t *scores = json_object_get(hinge_option_json(a, "scores"), t->factor);
    if (hinge_option_given(a, "scores") && json_array_size(scores) != t->k)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "scores: '%s' has %zu levels and %zu scores; write %s=1,2,...",
                                   t->factor, t->k, json_array_size(scores), t->factor);
    for (size_t i = 0; i < t->k; i++)
        for (size_t j = 0; j < i; j++)
            if (t->score[i] == t->score[j])
                return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                           "scores: two levels of '%s' have score %g", t->factor,
                                           t->score[i]);
    return HINGE_OK;
}

/* Orthonormal polynomials of the scores (as R's contr.poly), equal weights. */
static void fill_weights(struct hinge_trend *t)
{
    double mean = 0, square = 0, size = 0;
    for (size_t j = 0; j < t->k; j++)
        mean += t->score[j] / (double)t->k;
    for (size_t j = 0; j < t->k; j++)
        size = fmax(size, fabs(t->score[j] - mean));
    for (size_t d = 0; d < t->n; d++) {
        double *w = t->weight[d], norm = 0;
        for (size_t j = 0; j < t->k; j++)
            w[j] = pow((t->score[j] - mean) / size, (double)d + 1);
        for (int pass = 0; pass < 2; pass++) {
            double level = 0;
            for (size_t j = 0; j < t->k; j++)
                level += w[j] / (double)t->k;
            for (size_t j = 0; j < t->k; j++)
                w[j] -= level;
            for (size_t c = 0; c < d; c++) {
                double along = 0;
                for (size_t j = 0; j < t->k; j++)
                    along += w[j] * t->weight[c][j];
                for (size_t j = 0; j < t->k; j++)
                    w[j] -= along * t->weight[c][j];
            }
        }
        for (size_t j = 0; j < t->k; j++)
            norm += w[j] * w[j];
        for (size_t j = 0; j < t->k; j++)
            w[j] /= sqrt(norm);
    }
    for (size_t j = 0; j < t->k; j++)
        square += (t->score[j] - mean) * (t->score[j] - mean);
    for (size_t j = 0; j < t->k; j++)
        t->weight[0][j] = (t->score[j] - mean) / square;
}

enum hinge_status hinge_trend_scores(struct hinge_analysis *a, struct hinge_trend *t,
                                     const char *factor, const char *const *level, size_t k,
                                     struct hinge_error *error)
{
    if (strcmp(t->factor, factor) != 0)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "trend: %s has the doses of '%s', not of '%s'", a->statistic->id,
                                   factor, t->factor);
    double *memory = hinge_analysis_alloc(a, k * (1 + HINGE_TRENDS), sizeof *memory);
    t->k = k;
    t->n = k - 1 < HINGE_TRENDS ? k - 1 : HINGE_TRENDS;
    t->score = memory;
    for (size_t d = 0; d < HINGE_TRENDS; d++)
        t->weight[d] = memory + (d + 1) * k;
    for (size_t i = 0; i < k; i++) {
        t->score[i] = score_of(a, factor, level, i, k);
        if (isnan(t->score[i]) && hinge_option_given(a, "scores"))
            break; /* too few: the check below says so */
    }
    enum hinge_status status = check_scores(a, t, error);
    for (size_t i = 0; i < k && status == HINGE_OK; i++)
        if (!isfinite(t->score[i]))
            return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                       "scores: '%s' needs numbers: %s=1,2,...", t->factor,
                                       t->factor);
    if (status == HINGE_OK)
        fill_weights(t);
    return status;
}

/* --- results --- */

void hinge_put_trend_of(struct hinge_analysis *a, const struct hinge_trend *trend, size_t i,
                        double estimate, double se, double df)
{
    double none = NAN, t = hinge_is_rounding(se, estimate, estimate) ? none : estimate / se;
    struct hinge_interval ci = hinge_t_interval(estimate, se, df, a->level, HINGE_TWO_SIDED);
    json_t *object = hinge_object_of(a, hinge_object_of(a, a->results, "trend"), trend->factor);
    HINGE_PUT_NUMBERS(a, hinge_put_object(a, object, names[i]), {"estimate", estimate}, {"se", se},
                      {"df", df}, {"t", t}, {"p", hinge_t_p(t, df, HINGE_TWO_SIDED)},
                      {"ci_low", ci.low}, {"ci_high", ci.high});
}

/* --- in words --- */

const struct hinge_sentence hinge_say_trend_apa[] = {
    HINGE_SAY("trend/*/*", "{:k}: b = {estimate:x!}{:u}, {:c}% CI [{ci_low:x}, {ci_high:x}], "
                           "t({df:d}) = {t:2}, p {p:p}"),
    HINGE_SAY_END};

const struct hinge_sentence hinge_say_trend_plain[] = {
    HINGE_SAY("trend/*/linear",
              "Per unit of {:k} it {estimate:s} by {estimate:a!}{:u} ({:c}% CI {:i}).",
              .when = HINGE_SAY_SURE),
    HINGE_SAY("trend/*/linear",
              "Per unit of {:k} the slope is {estimate:x!}{:u} ({:c}% CI {ci_low:x} to "
              "{ci_high:x}): no clear trend.",
              .when = HINGE_SAY_OPEN),
    HINGE_SAY_END};
