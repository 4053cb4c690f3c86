/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One recording in memory, measured: repetitions, the values of their metrics, their
 * faults. What hinge_analyze does for every trial of a study, without files. */
#ifndef HINGE_MEASURE_H
#define HINGE_MEASURE_H

#include <hinge/config.h>
#include <hinge/trial.h>

HINGE_BEGIN_C_DECLS

struct hinge_measurement; /* of one recording; hinge_measurement_free */

struct hinge_measure_request {
    size_t size; /* sizeof the struct; 0: as the library has it */
    const struct hinge_recording *recording;
    const struct hinge_trial_info *info;      /* task, cue, side, scale, …; NULL: nothing */
    const struct hinge_config *config;        /* NULL: every default */
    const struct hinge_measurement *standing; /* whose standing is the zero; NULL: own */
    bool allow_inferred;                      /* report spine and pelvis from a network's markers */
};

/* Measures. No repetition is a result, not an error. Errors: INPUT with a reason when
 * the recording is refused, USAGE for a wrong [fault:…] of the config; then
 * *measurement is NULL. Any number of threads may measure at once; the recording and
 * the config are only read and need not outlive the call. */
HINGE_API enum hinge_status hinge_measure(const struct hinge_measure_request *request,
                                          struct hinge_measurement **measurement,
                                          struct hinge_error *error);
HINGE_API void hinge_measurement_free(struct hinge_measurement *measurement);

/* Evidence tier 'A', 'B' or 'C'; bits of HINGE_WARN of the whole recording. */
HINGE_API char hinge_measurement_tier(const struct hinge_measurement *measurement);
HINGE_API uint64_t hinge_measurement_warnings(const struct hinge_measurement *measurement);
/* Word for where the zero comes from ("calibration", "window", …), "" without one. */
HINGE_API const char *hinge_measurement_standing(const struct hinge_measurement *measurement);

/* Repetitions are numbered from 0 here. */
HINGE_API size_t hinge_measurement_reps(const struct hinge_measurement *measurement);

struct hinge_measured_rep {
    double desc_start_s, desc_end_s, asc_start_s, asc_end_s; /* NaN: that phase lacks */
    bool floor;    /* starts and ends at the floor: ascent first */
    bool complete; /* descent and ascent were seen */
    bool valid;    /* counts in tables of people */
    uint64_t warnings;
};
/* What there is of a repetition. USAGE for one that doesn't exist; *found is then zero.
 */
HINGE_API enum hinge_status hinge_measurement_rep(const struct hinge_measurement *measurement,
                                                  size_t rep, struct hinge_measured_rep *found,
                                                  struct hinge_error *error);

/* A metric ("lumbar_fraction") of a phase ("descent", "hold", "ascent", "rep"), in the
 * unit its name ends with. NaN when it can't be computed, which is no error: *reason
 * (may be NULL) says why. USAGE, naming the nearest, for a metric, phase or repetition
 * that doesn't exist; *value is then NaN. */
HINGE_API enum hinge_status hinge_measurement_value(const struct hinge_measurement *measurement,
                                                    size_t rep, const char *metric,
                                                    const char *phase, double *value,
                                                    enum hinge_reason *reason,
                                                    struct hinge_error *error);

struct hinge_measured_fault {
    const char *state;        /* "absent", "below", "above", "present" or "refused" */
    enum hinge_reason reason; /* why it was refused */
    double severity, threshold, margin;
    double time_s; /* of the recording; NaN when it has no moment */
};
/* A fault ("rounding_early"), also one of the config. USAGE, naming the nearest, for a
 * fault or repetition that doesn't exist; the state is then NULL. */
HINGE_API enum hinge_status hinge_measurement_fault(const struct hinge_measurement *measurement,
                                                    size_t rep, const char *fault,
                                                    struct hinge_measured_fault *judged,
                                                    struct hinge_error *error);

/* Ids in the order of tables; NULL past the last. */
HINGE_API const char *hinge_measurement_metric_id(size_t i);
HINGE_API const char *hinge_measurement_fault_id(const struct hinge_measurement *measurement,
                                                 size_t i);

HINGE_END_C_DECLS

#endif
