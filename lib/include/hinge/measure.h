/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures one recording in memory: its repetitions, their metrics and faults. hinge_analyze does
 * the same for every recording of a study file. */
#pragma once

#include <hinge/config.h>
#include <hinge/trial.h>

HINGE_BEGIN_C_DECLS

struct hinge_measurement; /* of one recording; free with hinge_measurement_free */

struct hinge_measure_request {
    size_t size; /* sizeof the struct (hinge/init.h) */
    const struct hinge_recording *recording;
    const struct hinge_trial_info *info; /* task, cue, side, scale, …; NULL: none is known */
    const struct hinge_config *config;   /* NULL: every default */
    /* Angles are changes from the standing of this recording; NULL: of its own. */
    const struct hinge_measurement *standing;
    bool allow_inferred; /* report spine and pelvis from a network's markers */
};

/* Measures. A recording without repetitions is a result, not an error. Errors, with *measurement
 * NULL: INPUT with a reason if the recording is refused, USAGE for a wrong [fault:…] of the config.
 * Any number of threads may measure at once. The recording and the config are only read, and may be
 * freed after the call. */
HINGE_API enum hinge_status hinge_measure(const struct hinge_measure_request *request,
                                          struct hinge_measurement **measurement,
                                          struct hinge_error *error);
HINGE_API void hinge_measurement_free(struct hinge_measurement *measurement);

/* The evidence tier ('A', 'B' or 'C'), and the warnings of the whole recording (bits of
 * HINGE_WARN). */
HINGE_API char hinge_measurement_tier(const struct hinge_measurement *measurement);
HINGE_API uint64_t hinge_measurement_warnings(const struct hinge_measurement *measurement);
/* What the zero of angles comes from ("calibration", "standing", …); "": there is none. */
HINGE_API const char *hinge_measurement_standing(const struct hinge_measurement *measurement);

/* Repetitions are numbered from 0 here. */
HINGE_API size_t hinge_measurement_reps(const struct hinge_measurement *measurement);

struct hinge_measured_rep {
    double desc_start_s, desc_end_s, asc_start_s, asc_end_s; /* NaN: the phase is missing */
    bool floor;    /* a lift from the floor: the ascent comes first */
    bool complete; /* descent and ascent were seen */
    bool valid;    /* counts in tables of people */
    uint64_t warnings;
};
/* Times and warnings of a repetition. USAGE if there is no such repetition; *found is then zero. */
HINGE_API enum hinge_status hinge_measurement_rep(const struct hinge_measurement *measurement,
                                                  size_t rep, struct hinge_measured_rep *found,
                                                  struct hinge_error *error);

/* The value of a metric ("lumbar_fraction") in a phase ("descent", "hold", "ascent", "rep"), in the
 * unit that ends its name. A value that cannot be computed is NaN without an error, and *reason
 * (may be NULL) says why. USAGE, naming the nearest, for an unknown metric, phase or repetition;
 * *value is then NaN. */
HINGE_API enum hinge_status hinge_measurement_value(const struct hinge_measurement *measurement,
                                                    size_t rep, const char *metric,
                                                    const char *phase, double *value,
                                                    enum hinge_reason *reason,
                                                    struct hinge_error *error);

struct hinge_measured_fault {
    const char *state;        /* "absent", "below", "above", "present" or "refused" */
    enum hinge_reason reason; /* why it was refused */
    double severity, threshold, margin;
    double time_s; /* on the clock of the recording; NaN: the fault has no single moment */
};
/* Judges a fault (an id of hinge_measurement_fault_id, so also one of the config) in a repetition.
 * USAGE, naming the nearest, for an unknown fault or repetition; judged->state is then NULL. */
HINGE_API enum hinge_status hinge_measurement_fault(const struct hinge_measurement *measurement,
                                                    size_t rep, const char *fault,
                                                    struct hinge_measured_fault *judged,
                                                    struct hinge_error *error);

/* The i-th metric with its unit ("deg"; "1": a ratio), phase and fault in the order of tables; NULL
 * after the last. */
HINGE_API const char *hinge_measurement_metric_id(size_t i);
HINGE_API const char *hinge_measurement_metric_unit(size_t i);
HINGE_API const char *hinge_measurement_phase_id(size_t i);
HINGE_API const char *hinge_measurement_fault_id(const struct hinge_measurement *measurement,
                                                 size_t i);

/* Bytes of a struct ("recording", "config", "trial_info", "measure_request", "measured_rep",
 * "measured_fault", "error"), for languages that read no C; 0: there is none of this name. */
HINGE_API size_t hinge_measurement_struct_size(const char *name);

HINGE_END_C_DECLS
