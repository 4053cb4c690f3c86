/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A curve of power over numbers of people, simulated from a pilot's variances. */
#include "stats/power/power_pilot.h"

#include "base/parallel.h"
#include "stats/difference/equivalence.h"
#include "stats/power/pilot_study.h"
#include "stats/probability/distribution.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 20, STANDARD_STUDIES = 1000, FEW_PEOPLE = 10 };

enum test { DIFFERENCE, EQUIVALENCE, NONINFERIORITY };

static const double standard_power = 0.8;

struct job {
    struct hinge_planned planned;
    struct hinge_margins margins;
    enum test test;
    uint64_t seed;
    double alpha, level;
    size_t studies;
    signed char *found; /* 1 significant, 0 not, -1 not fitted */
};

static double upper(double t, double df)
{
    return df < HUGE_VAL ? gsl_cdf_tdist_Q(t, df) : gsl_cdf_ugaussian_Q(t);
}

static bool is_found(const struct job *job, const struct hinge_planned_result *r)
{
    const struct hinge_margins *m = &job->margins;
    if (job->test == EQUIVALENCE)
        return fmax(upper((r->estimate - m->low) / r->se, r->df),
                    upper((m->high - r->estimate) / r->se, r->df)) < job->alpha;
    if (job->test == NONINFERIORITY) {
        double beyond = m->higher ? r->estimate + m->margin : m->margin - r->estimate;
        return upper(beyond / r->se, r->df) < (1 - job->level) / 2;
    }
    return 2 * upper(fabs(r->estimate) / r->se, r->df) < job->alpha;
}

static void *make_scratch(void *context)
{
    const struct job *job = context;
    return hinge_alloc(2 * job->planned.n, sizeof(double));
}

static enum hinge_status run_chunk(void *context, void *scratch, size_t item,
                                   struct hinge_error *error)
{
    const struct job *job = context;
    for (size_t i = item * CHUNK; i < (item + 1) * CHUNK && i < job->studies; i++) {
        struct hinge_random random;
        struct hinge_planned_result r = {.failed = false};
        enum hinge_status status = HINGE_OK;
        hinge_random_init(&random, job->seed, HINGE_STREAM_POWER, i);
        if (job->planned.pilot->binary)
            status = hinge_planned_binary(&job->planned, &random, &r, error);
        else
            r = hinge_planned_changes(&job->planned, &random, scratch);
        if (status == HINGE_NOMEM)
            return status;
        bool fitted = status == HINGE_OK && !r.failed;
        job->found[i] = (signed char)(!fitted ? -1 : is_found(job, &r));
    }
    return HINGE_OK;
}

static void put_point(struct hinge_analysis *a, json_t *curve, const struct job *job,
                      double *power)
{
    size_t found = 0, failed = 0;
    double n = (double)job->studies;
    for (size_t i = 0; i < job->studies; i++) {
        found += job->found[i] > 0;
        failed += job->found[i] < 0;
    }
    *power = (double)found / n;
    struct hinge_interval ci = hinge_wilson(*power, n, a->level);
    char key[32];
    snprintf(key, sizeof key, "%zu", job->planned.n);
    json_t *object = hinge_put_object(a, curve, key);
    HINGE_PUT_NUMBERS(a, object, {"power", *power},
                      {"mcse", sqrt(*power * (1 - *power) / n)}, {"ci_low", ci.low},
                      {"ci_high", ci.high});
    hinge_put_count(a, object, "nsim", job->studies);
    hinge_put_json(a, object, "n_singular",
                   json_null()); /* people's changes have none */
    hinge_put_count(a, object, "n_failed", failed);
}

static enum hinge_status read_plan(struct hinge_analysis *a, struct job *job,
                                   struct hinge_error *error)
{
    const char *test = hinge_option_text(a, "test");
    const json_t *effect = hinge_option_json(a, "effect");
    job->test = strcmp(test, "tost") == 0             ? EQUIVALENCE
                : strcmp(test, "noninferiority") == 0 ? NONINFERIORITY
                                                      : DIFFERENCE;
    job->studies = hinge_option_given(a, "nsim") ? (size_t)hinge_option_count(a, "nsim")
                                                 : STANDARD_STUDIES;
    job->planned.reps = (size_t)hinge_option_count(a, "reps");
    if (hinge_option_numbers(a, "n") == 0)
        return hinge_analysis_fail(
            a, error, HINGE_E_OPTION,
            "power_lmm needs 'n', numbers of people (per group): "
            "--n 8,12,20");
    if (!json_is_number(effect) &&
        (!json_is_string(effect) || strcmp(json_string_value(effect), "pilot") != 0))
        return hinge_analysis_fail(
            a, error, HINGE_E_OPTION,
            "power_lmm needs 'effect', the smallest that would matter, in the "
            "outcome's unit (of faults in log odds); 'pilot' takes the pilot's own, "
            "which is too noisy to plan on");
    if (hinge_option_given(a, "test") && job->test == DIFFERENCE &&
        strcmp(test, "difference") != 0)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "power_lmm of a pilot plans difference, tost and "
                                   "noninferiority, not '%s'",
                                   test);
    enum hinge_status status = hinge_margins_read(a, (double)NAN, &job->margins, error);
    if (status != HINGE_OK)
        return status;
    if (job->test == EQUIVALENCE && (!job->margins.tost || job->margins.in_sd))
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "test tost needs its bounds: --tost=LOW,HIGH");
    if (job->test == NONINFERIORITY && !job->margins.noninferiority)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "test noninferiority needs its margin: "
                                   "--noninferiority NUMBER");
    return HINGE_OK;
}

static void put_inflation(struct hinge_analysis *a, const struct hinge_pilot *pilot)
{
    double v = (double)(pilot->people - pilot->groups);
    double larger = sqrt(v / gsl_cdf_chisq_Pinv(0.2, v));
    hinge_put_number(a, json_object_get(a->results, "pilot"), "sd_inflation80", larger);
    if (pilot->people < FEW_PEOPLE)
        hinge_analysis_warn(a, NULL, "W_PILOT_SMALL",
                            "with %zu people the true SD may be %.2f times larger "
                            "(one-sided 80 %% limit)",
                            pilot->people, larger);
}

enum hinge_status hinge_put_power_pilot(struct hinge_analysis *a,
                                        struct hinge_error *error)
{
    struct hinge_pilot pilot;
    struct job job = {.planned = {.pilot = &pilot},
                      .seed = a->seed,
                      .alpha = a->alpha,
                      .level = a->level};
    enum hinge_status status = read_plan(a, &job, error);
    if (status == HINGE_OK)
        status = hinge_pilot_fit(a, &pilot, error);
    if (status != HINGE_OK)
        return status;
    put_inflation(a, &pilot);
    const json_t *effect = hinge_option_json(a, "effect");
    job.planned.effect =
        json_is_number(effect) ? json_number_value(effect) : pilot.effect;
    job.found = hinge_analysis_alloc(a, job.studies, sizeof *job.found);
    if (job.found == NULL)
        return hinge_analysis_no_memory(error);
    double needed = NAN, power;
    double target = hinge_option_given(a, "power") ? hinge_option_number(a, "power")
                                                   : standard_power;
    json_t *curve = hinge_put_object(a, a->results, "curve");
    for (size_t i = 0; i < hinge_option_numbers(a, "n") && status == HINGE_OK; i++) {
        job.planned.n = (size_t)hinge_option_number_at(a, "n", i);
        struct hinge_loop loop = {.items = (job.studies + CHUNK - 1) / CHUNK,
                                  .threads = a->threads,
                                  .work = run_chunk,
                                  .context = &job,
                                  .make_scratch = make_scratch,
                                  .free_scratch = free,
                                  .progress = a->progress};
        status = hinge_parallel_for(&loop, error);
        put_point(a, curve, &job, &power);
        if (power >= target && isnan(needed))
            needed = (double)job.planned.n;
    }
    HINGE_PUT_NUMBERS(a, a->results, {"effect", job.planned.effect}, {"target", target},
                      {"n_needed", needed});
    hinge_put_count(a, a->results, "groups", pilot.groups);
    hinge_put_count(a, a->results, "reps", job.planned.reps);
    return status;
}
