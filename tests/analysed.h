/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A subject (subject.h) through the analysis of one trial, and its numbers by name. */
#ifndef TESTS_ANALYSED_H
#define TESTS_ANALYSED_H

#include "base/parameters.h"
#include "subject.h"

#include "analyze/analyze.h"
#include "base/text.h"

#include <hinge/warnings.h>

struct analysed {
    struct hinge_parameters parameters;
    struct hinge_trial_info info;
    struct hinge_fault_table faults;
    struct hinge_error error;
    const struct hinge_standing *calibration;
    char calibration_tier;
    bool allow_inferred;
    const struct hinge_recording *front; /* the same from the front, and its info */
    const struct hinge_trial_info *front_info;
    struct hinge_limits limits; /* of the person's other recordings */
    struct hinge_trial_result result;
};

static inline void analysed_init(struct analysed *a)
{
    memset(a, 0, sizeof *a);
    hinge_parameters_init(&a->parameters);
    a->limits = HINGE_NO_LIMITS;
    a->parameters.view_one_side_deg = 90; /* cameras here are square unless said */
    hinge_trial_info_init(&a->info);
    hinge_fault_table_init(&a->faults);
}

static inline struct analysed analysed(void)
{
    struct analysed a;
    analysed_init(&a);
    return a;
}

/* Main filter and moving averages off, phase ends single frames, margins of the tiers
 * alone, as text G and its checks want. */
static inline struct analysed unfiltered(void)
{
    struct analysed a = analysed();
    a.parameters.filter_fc_fast = a.parameters.filter_fc_slow = 0;
    a.parameters.peak_w_A = a.parameters.peak_w_BC = 0;
    a.parameters.excursion_w_s = a.parameters.share_w = 0;
    a.parameters.noise_slow_k = 0;
    return a;
}

static inline void analysed_clear(struct analysed *a)
{
    hinge_trial_result_clear(&a->result);
    hinge_fault_table_clear(&a->faults);
}

static inline void analyse_recording(struct analysed *a, const struct hinge_recording *r)
{
    struct hinge_trial_request request = {.recording = r,
                                          .info = &a->info,
                                          .parameters = &a->parameters,
                                          .faults = &a->faults,
                                          .calibration = a->calibration,
                                          .calibration_tier = a->calibration_tier,
                                          .limits = a->limits,
                                          .front = a->front,
                                          .front_info = a->front_info,
                                          .allow_inferred = a->allow_inferred};
    hinge_trial_result_clear(&a->result);
    hinge_trial_analyze(&request, &a->result);
}

static inline void analyse_subject(struct analysed *a, const struct subject *subject)
{
    struct hinge_recording recording;
    subject_record(subject, &recording);
    analyse_recording(a, &recording);
    hinge_recording_clear(&recording);
}

static inline void analysed_must_work(const struct analysed *a)
{
    if (a->result.status != HINGE_OK)
        fail_msg("%s", a->result.error.message);
}

/* As analyse_recording, analyse_subject, of what is not refused. */
static inline void measure_recording(struct analysed *a, const struct hinge_recording *r)
{
    analyse_recording(a, r);
    analysed_must_work(a);
}

static inline void measure_subject(struct analysed *a, const struct subject *subject)
{
    analyse_subject(a, subject);
    analysed_must_work(a);
}

/* The same with everything as it is by default. */
static inline struct analysed analysed_recording(const struct hinge_recording *r)
{
    struct analysed a = analysed();
    analyse_recording(&a, r);
    return a;
}

static inline struct analysed analysed_subject(const struct subject *subject)
{
    struct analysed a = analysed();
    analyse_subject(&a, subject);
    return a;
}

static inline struct analysed measured_recording(const struct hinge_recording *r)
{
    struct analysed a = analysed();
    measure_recording(&a, r);
    return a;
}

static inline struct analysed measured(const struct subject *subject)
{
    struct analysed a = analysed();
    measure_subject(&a, subject);
    return a;
}

#define has_bit(a, name) (((a).result.warnings & HINGE_WARN(name)) != 0)
#define rep_has_bit(a, rep, name) (((a).result.block.warnings[rep] & HINGE_WARN(name)) != 0)

/* Repetitions numbered from 0. */
static inline double metric_of(const struct analysed *a, size_t rep, const char *id,
                               enum hinge_phase phase)
{
    long m = hinge_metric_find(id);
    if (m < 0 || rep >= a->result.block.n)
        fail_msg("no metric %s of repetition %zu", id, rep);
    return a->result.block
        .metric[(rep * hinge_metric_count() + (size_t)m) * HINGE_PHASE_COUNT + phase];
}

static inline const char *reason_of(const struct analysed *a, size_t rep, const char *id,
                                    enum hinge_phase phase)
{
    size_t m = (size_t)hinge_metric_find(id), count = hinge_metric_count();
    size_t at = (rep * count + m) * HINGE_PHASE_COUNT + phase;
    return hinge_reason_name((enum hinge_reason)a->result.block.reason[at]);
}

static inline size_t fault_index(const struct analysed *a, const char *id)
{
    size_t f = 0;
    while (f < a->faults.n && strcmp(a->faults.row[f].id, id) != 0)
        f++;
    if (f == a->faults.n)
        fail_msg("no fault %s", id);
    return f;
}

static inline size_t fault_at(const struct analysed *a, size_t rep, const char *id)
{
    return rep * a->faults.n + fault_index(a, id);
}

static inline int state_of(const struct analysed *a, size_t rep, const char *id)
{
    return a->result.block.fault_state[fault_at(a, rep, id)];
}

static inline double severity_of(const struct analysed *a, size_t rep, const char *id)
{
    return a->result.block.fault_severity[fault_at(a, rep, id)];
}

static inline const char *fault_reason_of(const struct analysed *a, size_t rep, const char *id)
{
    return hinge_reason_name((enum hinge_reason)a->result.block.fault_reason[fault_at(a, rep, id)]);
}

/* Every metric of a repetition agrees, but those whose id has one of the words. */
static inline void assert_same_metrics(const struct analysed *a, size_t rep_a,
                                       const struct analysed *b, size_t rep_b, double tolerance,
                                       const char *const *but)
{
    for (size_t m = 0; m < hinge_metric_count(); m++)
        for (int p = 0; p < HINGE_PHASE_COUNT; p++) {
            const char *id = hinge_metric_at(m)->id;
            bool skipped = false;
            for (size_t k = 0; but != NULL && but[k] != NULL; k++)
                skipped = skipped || strstr(id, but[k]) != NULL;
            double x = metric_of(a, rep_a, id, (enum hinge_phase)p);
            double y = metric_of(b, rep_b, id, (enum hinge_phase)p);
            bool same = (isnan(x) && isnan(y)) || fabs(x - y) <= tolerance * (1 + fabs(y));
            if (!skipped && !same)
                fail_msg("%s %s: %.12g and %.12g", id, hinge_phase_name((enum hinge_phase)p), x, y);
        }
}

#define assert_analysed(a)                                                                         \
    do {                                                                                           \
        if ((a).result.status != HINGE_OK)                                                         \
            print_error("%s\n", (a).result.error.message);                                         \
        assert_int_equal((a).result.status, HINGE_OK);                                             \
    } while (0)

#define assert_trial_refused(a, want)                                                              \
    do {                                                                                           \
        assert_int_equal((a).result.status, HINGE_INPUT);                                          \
        assert_string_equal(hinge_reason_name((a).result.reason), want);                           \
    } while (0)

/* Refused with this reason, or judged with this state. */
#define assert_fault_refused(a, rep, id, want)                                                     \
    do {                                                                                           \
        if (state_of(&(a), rep, id) != HINGE_FAULT_REFUSED ||                                      \
            strcmp(fault_reason_of(&(a), rep, id), want) != 0)                                     \
            print_error("%s: state %d, %s\n", id, state_of(&(a), rep, id),                         \
                        fault_reason_of(&(a), rep, id));                                           \
        assert_int_equal(state_of(&(a), rep, id), HINGE_FAULT_REFUSED);                            \
        assert_string_equal(fault_reason_of(&(a), rep, id), want);                                 \
    } while (0)

#define assert_fault_state(a, rep, id, want)                                                       \
    do {                                                                                           \
        if (state_of(&(a), rep, id) != (want))                                                     \
            print_error("%s: state %d (severity %g), want %d: %s\n", id, state_of(&(a), rep, id),  \
                        severity_of(&(a), rep, id), want, fault_reason_of(&(a), rep, id));         \
        assert_int_equal(state_of(&(a), rep, id), want);                                           \
    } while (0)

#endif
