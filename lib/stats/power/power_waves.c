/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pilot's curves to power over numbers of people, by studies drawn from it. */
#include "stats/power/power_waves.h"

#include "base/parallel.h"
#include "base/random.h"
#include "base/sorted.h"
#include "stats/people/left_out.h"
#include "stats/probability/distribution.h"
#include "stats/resampling/permute.h"
#include "stats/wave/field.h"
#include "stats/wave/relabelled.h"
#include "stats/wave/wave_study.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 8, STANDARD_STUDIES = 1000, STANDARD_DRAWS = 999, FEW_PEOPLE = 10 };
static const double standard_power = 0.8;

struct pilot {
    size_t n, nodes;
    const double *noise; /* residuals over the root of their degrees of freedom */
    double *effect;      /* difference along the curve, as planned */
};

struct job {
    const struct pilot *pilot;
    struct hinge_wave wave; /* without curves */
    size_t studies, draws;
    uint64_t seed;
    double alpha;
    bool exact;
    double *null, *other;              /* largest statistic of each study */
    unsigned char *found_null, *found; /* whether the test finds something */
};

/* Room of a thread: a study's curves, its wave, a relabelling. */
struct scratch {
    double *y, *z, *room;
    bool *valid;
    struct hinge_relabelled *relabelled;
};

static void free_scratch(void *context)
{
    struct scratch *s = context;
    hinge_relabelled_free(s->relabelled);
    free(s->y);
    free(s->valid);
    free(s);
}

static void *make_scratch(void *context)
{
    const struct job *job = context;
    const struct hinge_wave *w = &job->wave;
    struct scratch *s = hinge_alloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    size_t curves = w->n * w->nodes;
    s->y = hinge_alloc(curves + job->pilot->n + hinge_wave_doubles(w), sizeof *s->y);
    s->valid = hinge_alloc(w->nodes, sizeof *s->valid);
    s->relabelled = hinge_relabelled_new(w);
    if (s->y == NULL || s->valid == NULL || s->relabelled == NULL) {
        if (s->relabelled != NULL)
            hinge_relabelled_free(s->relabelled);
        free(s->y);
        free(s->valid);
        free(s);
        return NULL;
    }
    s->z = s->y + curves;
    s->room = s->z + job->pilot->n;
    return s;
}

/* Curves without an effect: sums of the pilot's residuals, each times a normal number.
 */
static void draw(const struct job *job, struct scratch *s, size_t study)
{
    const struct pilot *p = job->pilot;
    struct hinge_random random;
    hinge_random_init(&random, job->seed, HINGE_STREAM_POWER, study);
    memset(s->y, 0, job->wave.n * p->nodes * sizeof *s->y);
    for (size_t i = 0; i < job->wave.n; i++) {
        double *y = s->y + i * p->nodes;
        for (size_t k = 0; k < p->n; k++)
            s->z[k] = hinge_random_normal(&random);
        for (size_t k = 0; k < p->n; k++)
            for (size_t q = 0; q < p->nodes; q++)
                y[q] += s->z[k] * p->noise[k * p->nodes + q];
    }
}

/* Whether the largest statistic is among the share alpha of its relabellings, the data
 * as they are being one of them; looks no further than it must. */
static bool is_found(const struct job *job, const struct hinge_wave *w,
                     struct scratch *s, size_t study, double observed)
{
    size_t all = job->draws + (job->exact ? 0 : 1), above = job->exact ? 0 : 1;
    size_t most = (size_t)floor(job->alpha * (double)all + 1e-9);
    double least = hinge_tie_floor(observed);
    hinge_relabelled_none(w, s->relabelled);
    for (size_t r = 0; r < job->draws && above <= most; r++) {
        if (job->exact)
            hinge_relabelled_at(w, r, r == 0, s->relabelled);
        else
            hinge_relabelled_draw(w, job->seed, study * job->draws + r, s->relabelled);
        hinge_relabelled_fill(w, s->relabelled);
        above += hinge_wave_largest(w, s->relabelled->t) >= least;
    }
    return above <= most;
}

static void test(const struct job *job, struct scratch *s, size_t study,
                 double *largest, unsigned char *found)
{
    struct hinge_wave w = job->wave;
    w.y = s->y;
    hinge_wave_fill(&w, s->room, s->valid);
    *largest = hinge_wave_largest(&w, w.statistic);
    *found = is_found(job, &w, s, study, *largest);
}

static enum hinge_status run_chunk(void *context, void *scratch, size_t item,
                                   struct hinge_error *error)
{
    const struct job *job = context;
    struct scratch *s = scratch;
    size_t nodes = job->pilot->nodes;
    (void)error;
    for (size_t i = item * CHUNK; i < (item + 1) * CHUNK && i < job->studies; i++) {
        draw(job, s, i);
        test(job, s, i, &job->null[i], &job->found_null[i]);
        for (size_t k = 0; k < job->wave.group_size[0]; k++) /* first minus second */
            for (size_t q = 0; q < nodes; q++)
                s->y[k * nodes + q] += job->pilot->effect[q];
        test(job, s, i, &job->other[i], &job->found[i]);
    }
    return HINGE_OK;
}

/* --- the pilot --- */

/* Its mean difference, and its residuals as noise. */
static enum hinge_status read_pilot(struct hinge_analysis *a, struct hinge_wave *w,
                                    struct pilot *p, struct hinge_error *error)
{
    struct hinge_field_model m = {.nodes = w->nodes};
    enum hinge_status status = hinge_wave_statistics(a, w, error);
    size_t peak = 0, valid = 0;
    p->effect = hinge_analysis_alloc(a, w->nodes, sizeof *p->effect);
    if (status != HINGE_OK || p->effect == NULL)
        return status != HINGE_OK ? status : hinge_analysis_no_memory(error);
    hinge_field_smoothness(&m, w->residual, w->n, w->valid);
    size_t last = (w->n - 1) * w->nodes;
    bool two = w->n_groups == 2;
    for (size_t q = 0; q < w->nodes; q++) {
        double first = w->y[q] - w->residual[q],
               second = w->y[last + q] - w->residual[last + q];
        p->effect[q] = two ? first - second : first;
        peak = fabs(p->effect[q]) > fabs(p->effect[peak]) ? q : peak;
        valid += w->valid[q];
    }
    if (valid == 0)
        return hinge_analysis_fail(a, error, HINGE_E_TOO_FEW,
                                   "the pilot's curves do not vary between people");
    double squares = 0;
    for (size_t i = 0; i < w->n; i++)
        squares += pow(w->residual[i * w->nodes + peak], 2);
    for (size_t i = 0; i < w->n * w->nodes; i++)
        w->residual[i] /= sqrt(w->df2);
    p->n = w->n;
    p->nodes = w->nodes;
    p->noise = w->residual;
    json_t *object = hinge_put_object(a, a->results, "pilot");
    hinge_put_count(a, object, "n_participants", w->n);
    hinge_put_count(a, object, "peak_node", peak);
    HINGE_PUT_NUMBERS(a, object, {"effect", p->effect[peak]},
                      {"sd", sqrt(squares / w->df2)}, {"fwhm", m.fwhm});
    if (w->n < FEW_PEOPLE)
        hinge_analysis_warn(a, NULL, "W_PILOT_SMALL",
                            "with %zu people the pilot's spread and the shape of its "
                            "difference are uncertain",
                            w->n);
    return HINGE_OK;
}

/* The pilot's difference becomes the planned one: its own, or as large as asked for. */
static enum hinge_status plan_effect(struct hinge_analysis *a, struct pilot *p,
                                     struct hinge_error *error)
{
    const json_t *effect = hinge_option_json(a, "effect");
    double largest = 0, own;
    for (size_t q = 0; q < p->nodes; q++)
        largest = fabs(p->effect[q]) > fabs(largest) ? p->effect[q] : largest;
    own = json_is_number(effect) ? json_number_value(effect) : largest;
    if (!json_is_number(effect) &&
        (!json_is_string(effect) || strcmp(json_string_value(effect), "pilot") != 0))
        return hinge_analysis_fail(
            a, error, HINGE_E_OPTION,
            "power_curve of a pilot's curves needs 'effect': the largest difference "
            "along the curve that would matter, in its unit; 'pilot' takes the pilot's "
            "own, which is too noisy to plan on");
    for (size_t q = 0; q < p->nodes && largest != 0; q++)
        p->effect[q] *= own / largest;
    hinge_put_number(a, a->results, "effect", own);
    return HINGE_OK;
}

/* --- power --- */

static enum hinge_status set_people(struct hinge_analysis *a, struct job *job, size_t n,
                                    size_t size[2], struct hinge_error *error)
{
    struct hinge_wave *w = &job->wave;
    size[0] = size[1] = n;
    w->n = n * w->n_groups;
    w->group_size = size;
    double ways = hinge_wave_ways(w), least = w->two_sided ? 2 : 1;
    if (w->design != HINGE_WAVE_ONE_SAMPLE && !w->two_sided)
        least = 1;
    job->draws = hinge_option_given(a, "n_perm")
                     ? (size_t)hinge_option_count(a, "n_perm")
                     : STANDARD_DRAWS;
    job->exact = ways <= (double)job->draws + 1;
    if (job->exact)
        job->draws = (size_t)ways;
    if (least / ways > job->alpha)
        hinge_analysis_warn(
            a, NULL, "W_P_FLOOR",
            "with n=%zu the smallest possible p is %.3g: no study of so "
            "few people can find anything at %g",
            n, least / ways, job->alpha);
    return n >= 2 ? HINGE_OK
                  : hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                        "n: %zu, at least 2 people are needed", n);
}

static double share(const unsigned char *found, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += found[i];
    return (double)count / (double)n;
}

static double put_point(struct hinge_analysis *a, json_t *curve, struct job *job,
                        size_t people)
{
    char key[32];
    size_t n = job->studies, above = 0;
    double power = share(job->found, n);
    struct hinge_interval ci = hinge_wilson(power, (double)n, a->level);
    hinge_sort(job->null, n);
    double threshold = hinge_wave_threshold(job->null, n, job->alpha);
    for (size_t i = 0; i < n; i++)
        above += job->other[i] > threshold;
    snprintf(key, sizeof key, "%zu", people);
    json_t *object = hinge_put_object(a, curve, key);
    HINGE_PUT_NUMBERS(a, object, {"power", power},
                      {"mcse", sqrt(power * (1 - power) / (double)n)},
                      {"ci_low", ci.low}, {"ci_high", ci.high},
                      {"type_1", share(job->found_null, n)}, {"threshold", threshold},
                      {"power_threshold", (double)above / (double)n});
    hinge_put_count(a, object, "nsim", n);
    return power;
}

static enum hinge_status read_plan(struct hinge_analysis *a, struct job *job,
                                   struct hinge_error *error)
{
    static const char *const designs[] = {"two-sample", "paired", "one-sample"};
    const char *design = hinge_option_text(a, "design");
    bool known = false;
    for (size_t k = 0; k < 3; k++)
        known = known || strcmp(design, designs[k]) == 0;
    if (!known)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "power_curve of curves plans design two-sample, "
                                   "paired or one-sample, not %s",
                                   design);
    if (hinge_option_numbers(a, "n") == 0)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "power_curve of a pilot's curves needs 'n', numbers "
                                   "of people (per group): --n 8,12,20");
    job->studies = hinge_option_given(a, "nsim") ? (size_t)hinge_option_count(a, "nsim")
                                                 : STANDARD_STUDIES;
    job->null = hinge_analysis_alloc(a, 2 * job->studies, sizeof *job->null);
    job->found = hinge_analysis_alloc(a, 2 * job->studies, sizeof *job->found);
    if (job->null == NULL || job->found == NULL)
        return hinge_analysis_no_memory(error);
    job->other = job->null + job->studies;
    job->found_null = job->found + job->studies;
    return HINGE_OK;
}

enum hinge_status hinge_put_power_waves(struct hinge_analysis *a,
                                        struct hinge_error *error)
{
    struct hinge_wave_study study = {0};
    struct pilot pilot = {0};
    struct job job = {.pilot = &pilot, .seed = a->seed, .alpha = a->alpha};
    size_t size[2];
    enum hinge_status status = read_plan(a, &job, error);
    if (status == HINGE_OK)
        status = hinge_wave_study_gather(a, &study, error);
    if (status == HINGE_OK)
        status = hinge_wave_study_fill(a, &study, error);
    if (status == HINGE_OK)
        status = read_pilot(a, &study.wave, &pilot, error);
    if (status == HINGE_OK)
        status = plan_effect(a, &pilot, error);
    if (status != HINGE_OK)
        return status;
    hinge_sample_report(a, &study.curves.sample, a->results);
    job.wave = (struct hinge_wave){.design = study.wave.design,
                                   .nodes = pilot.nodes,
                                   .n_groups = study.wave.n_groups,
                                   .two_sided = study.wave.two_sided};
    double needed = NAN, target = hinge_option_given(a, "power")
                                      ? hinge_option_number(a, "power")
                                      : standard_power;
    json_t *curve = hinge_put_object(a, a->results, "curve");
    for (size_t i = 0; i < hinge_option_numbers(a, "n") && status == HINGE_OK; i++) {
        size_t n = (size_t)hinge_option_number_at(a, "n", i);
        status = set_people(a, &job, n, size, error);
        struct hinge_loop loop = {.items = (job.studies + CHUNK - 1) / CHUNK,
                                  .threads = a->threads,
                                  .work = run_chunk,
                                  .context = &job,
                                  .make_scratch = make_scratch,
                                  .free_scratch = free_scratch,
                                  .progress = a->progress};
        if (status == HINGE_OK)
            status = hinge_parallel_for(&loop, error);
        if (status == HINGE_OK && put_point(a, curve, &job, n) >= target &&
            (isnan(needed) || (double)n < needed))
            needed = (double)n;
    }
    HINGE_PUT_NUMBERS(a, a->results, {"target", target}, {"n_needed", needed});
    if (study.wave.n_groups > 1)
        hinge_put_count(a, a->results, "groups", study.wave.n_groups);
    return status;
}
