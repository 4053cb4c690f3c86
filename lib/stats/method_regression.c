/* SPDX-License-Identifier: GPL-3.0-or-later */
/* method_regression: the line between two methods that both err (Deming; Passing &
 * Bablok 1983). */
#include "base/moments.h"
#include "stats/agreement/method_line.h"
#include "stats/agreement/method_pairs.h"
#include "stats/statistic.h"

#include <math.h>

enum {
    LEAST_PEOPLE = 3,
    FEW = 5 /* below which there is no interval, or hardly one */
};

/* Pooled variance of a method's repeated measurements of a participant, of their mean:
 * NaN when nobody of a pair has two. */
static double error_of(struct hinge_analysis *a, const struct hinge_method_pairs *p,
                       uint32_t method, struct hinge_error *error)
{
    const struct hinge_sample *s = &p->sample;
    struct hinge_running *of = hinge_analysis_alloc(a, s->n_participants, sizeof *of);
    double squares = 0, df = 0, share = 0;
    if (of == NULL) {
        hinge_analysis_no_memory(error);
        return NAN;
    }
    for (size_t i = 0; i < s->n; i++)
        if (s->factor[0].code[i] == method)
            hinge_running_add(&of[s->participant[i]], s->number[0][i]);
    for (size_t i = 0; i < p->n; i++) {
        const struct hinge_running *r = &of[p->who[i]];
        squares += r->squares;
        df += (double)r->n - 1;
        share += 1 / (double)r->n;
    }
    return df > 0 ? squares / df * share / (double)p->n : (double)NAN;
}

/* The ratio given, or that of the errors of the participants' means. */
static enum hinge_status find_ratio(struct hinge_analysis *a,
                                    const struct hinge_method_pairs *p, double *ratio,
                                    struct hinge_error *error)
{
    *ratio = hinge_option_number(a, "error_ratio");
    if (!json_is_string(hinge_option_json(a, "error_ratio")))
        return HINGE_OK;
    *error = (struct hinge_error){0};
    double first = error_of(a, p, p->first_level, error);
    double second = error_of(a, p, 1 - p->first_level, error);
    *ratio = first / second;
    if (error->status != HINGE_OK)
        return error->status;
    if (!(first > 0 && second > 0))
        return hinge_analysis_fail(
            a, error, HINGE_E_TOO_FEW,
            "error_ratio replicates: '%s' and '%s' need several rows of a participant "
            "that differ; give the ratio of their error variances as a number",
            p->first_name, p->second_name);
    return HINGE_OK;
}

static void put_line(struct hinge_analysis *a, json_t *lines, const char *key,
                     const struct hinge_method_line *line)
{
    const struct hinge_interval *s = &line->slope_ci, *i = &line->intercept_ci;
    json_t *object = hinge_put_object(a, lines, key);
    HINGE_PUT_NUMBERS(a, object, {"slope", line->slope}, {"slope_ci_low", s->low},
                      {"slope_ci_high", s->high}, {"intercept", line->intercept},
                      {"intercept_ci_low", i->low}, {"intercept_ci_high", i->high},
                      {"slope_se", line->slope_se},
                      {"intercept_se", line->intercept_se});
    if (!isnan(s->low) && !isnan(s->high))
        hinge_put_flag(a, object, "proportional_bias", s->low > 1 || s->high < 1);
    if (!isnan(i->low) && !isnan(i->high))
        hinge_put_flag(a, object, "constant_bias", i->low > 0 || i->high < 0);
}

/* Of an undefined line no pair is above or below. */
static void put_linearity(struct hinge_analysis *a, const struct hinge_cusum *test,
                          bool defined)
{
    json_t *object = hinge_put_object(a, a->results, "linearity");
    double none = NAN;
    HINGE_PUT_NUMBERS(a, object, {"n_above", defined ? (double)test->above : none},
                      {"n_below", defined ? (double)test->below : none},
                      {"cusum", test->cusum}, {"p", test->p});
    if (!isnan(test->p))
        hinge_put_flag(a, object, "linear", test->p >= a->alpha);
}

static enum hinge_status put_lines(struct hinge_analysis *a,
                                   const struct hinge_method_pairs *p, double ratio,
                                   struct hinge_error *error)
{
    const double *x = p->second, *y = p->first;
    size_t n = p->n, slopes = n * (n - 1) / 2;
    double *scratch =
        hinge_analysis_alloc(a, slopes > 4 * n ? slopes : 4 * n, sizeof *scratch);
    json_t *lines = hinge_put_object(a, a->results, "lines");
    if (scratch == NULL)
        return hinge_analysis_no_memory(error);
    if (n < FEW)
        hinge_analysis_warn(a, NULL, "W_SMALL_N",
                            "only n=%zu participants: a line has hardly an interval",
                            n);
    struct hinge_method_line line = hinge_deming(x, y, n, ratio, a->level, scratch);
    put_line(a, lines, "deming", &line);
    if (isnan(line.slope))
        hinge_analysis_warn(a, NULL, "W_ZERO_VARIANCE",
                            "a method has the same value everywhere, or the methods "
                            "are not related: Deming's line is undefined");
    line = hinge_passing_bablok(x, y, n, a->level, scratch);
    put_line(a, lines, "passing_bablok", &line);
    if (isnan(line.slope))
        hinge_analysis_warn(a, NULL, "W_NOT_RELATED",
                            "higher values of one method do not go with higher ones of "
                            "the other: Passing and Bablok's line is undefined");
    struct hinge_cusum test = hinge_cusum_of(&line, x, y, n, scratch);
    put_linearity(a, &test, !isnan(line.slope));
    return HINGE_OK;
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct hinge_method_pairs pairs;
    double ratio = NAN;
    enum hinge_status status = hinge_method_pairs_read(a, false, &pairs, error);
    if (status != HINGE_OK)
        return status;
    hinge_sample_report(a, &pairs.sample, a->results);
    if (pairs.n < LEAST_PEOPLE)
        return hinge_analysis_fail(
            a, error, HINGE_E_TOO_FEW,
            "%zu participant(s) with both methods; at least 3 are needed", pairs.n);
    status = find_ratio(a, &pairs, &ratio, error);
    if (status != HINGE_OK)
        return status;
    hinge_put_count(a, a->results, "n", pairs.n);
    hinge_put_text(a, a->results, "first", pairs.first_name);
    hinge_put_text(a, a->results, "second", pairs.second_name);
    hinge_put_number(a, a->results, "error_ratio", ratio);
    return put_lines(a, &pairs, ratio, error);
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("lines/deming",
              "Deming regression of {/first:t} on {/second:t} (ratio of error "
              "variances {/error_ratio:x}): slope = {slope:x!}, {:c}% CI "
              "[{slope_ci_low:x!}, {slope_ci_high:x}], intercept = {intercept:x}{:u}, "
              "{:c}% CI [{intercept_ci_low:x}, {intercept_ci_high:x}], N = {/n:n}"),
    HINGE_SAY("lines/passing_bablok",
              "Passing-Bablok regression: slope = {slope:x!}, {:c}% CI "
              "[{slope_ci_low:x!}, {slope_ci_high:x}], intercept = {intercept:x}{:u}, "
              "{:c}% CI [{intercept_ci_low:x}, {intercept_ci_high:x}]"),
    HINGE_SAY("linearity", "Cusum test of linearity, p {p:p!}"), HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("lines/deming",
              "Deming: {/first:t} = {intercept:x!} {slope:b} × {/second:t} ({:c}% CI "
              "of the slope {slope_ci_low:x!} to {slope_ci_high:x}, of the intercept "
              "{intercept_ci_low:x} to {intercept_ci_high:x})."),
    HINGE_SAY("lines/deming",
              "{slope_ci_low:_~}Deming: {/first:t} = {intercept:x!} {slope:b} × "
              "{/second:t}; there are too few participants for an interval."),
    HINGE_SAY("lines/passing_bablok",
              "Passing-Bablok: {/first:t} = {intercept:x!} {slope:b} × {/second:t} "
              "({:c}% CI of the slope {slope_ci_low:x!} to {slope_ci_high:x}, of the "
              "intercept {intercept_ci_low:x} to {intercept_ci_high:x})."),
    HINGE_SAY(
        "lines/passing_bablok",
        "{slope_ci_low:_~}Passing-Bablok: {/first:t} = {intercept:x!} {slope:b} × "
        "{/second:t}; there are too few participants for an interval."),
    HINGE_SAY("linearity", "{linear:_F}The relation is not a straight line (Cusum "
                           "test, p {p:p!}): neither line describes it."),
    HINGE_SAY_END};

static const struct hinge_sentence test[] = {
    HINGE_SAY("linearity",
              "{linear:_T}The Cusum test shows no departure from a line (p "
              "{p:p!}); n = {/n:n}."),
    HINGE_SAY_END};

static const char *const options[] = {HINGE_TAKES_MEANS, "outcome",     "method",
                                      "order",           "error_ratio", NULL};

const struct hinge_statistic hinge_statistic_method_regression = {
    .id = "method_regression",
    .title = "Deming and Passing-Bablok regression",
    .details =
        "The line between two methods that both have errors, A on B of order A,B, of "
        "one value per participant and method. Deming: ratio of the error variances "
        "from error_ratio, intervals by jackknife over participants (Linnet 1990). "
        "Passing and Bablok (1983): shifted median of all slopes, with intervals and "
        "the Cusum test of linearity. Repetitions of a movement are not replicates: "
        "they differ by themselves.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_OUTCOME |
             HINGE_STATS_NEEDS_PARTICIPANT,
    .options = options,
    .primary = "",
    .main_table = "lines",
    .test = test,
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"method_regression\", \"outcome\": \"angle\", "
                       "\"method\": \"method\", \"order\": [\"video\", \"lab\"], "
                       "\"participant\": \"participant\"}",
    .example_data =
        "participant,method,angle\nP1,video,40\nP1,lab,42\nP2,video,35\nP2,lab,"
        "36\nP3,video,50\nP3,lab,47\nP4,video,44\nP4,lab,45\nP5,video,31\nP5,lab,35\n"
        "P6,video,47\nP6,lab,46\n"};
