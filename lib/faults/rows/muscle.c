/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of muscles and of weight, from EMG and force (method 7.4). Thresholds are
 * defaults, not norms. */
#include "faults/row.h"

#define MEASURED(name, in) .signal = HINGE_SIGNAL_COUNT, .metric = name, .phase = HINGE_PHASE_##in
#define MARGIN(e)                                                                                  \
    {                                                                                              \
        e, e, e                                                                                    \
    }

/* clang-format off */
static const struct hinge_fault rows[] = {
    {.id = "glute_late", .title = "Delayed gluteus maximus onset on the ascent",
     .brief = "Glutes start late", .measure = "delay of gluteus maximus onset",
     .wording = "glutes should fire first", .source = "default; EMG", MEASURED("gmax_lag_s",
     ASCENT), .threshold = 0.03, .margin = MARGIN(0.02)},
    {.id = "hamstring_first", .title = "Hamstring onset before gluteus maximus onset",
     .brief = "Hamstrings before the glutes", .wording = "glutes should fire first",
     .source = "default; EMG", MEASURED("gmax_ham_lag_s", ASCENT), .threshold = 0.03,
     .margin = MARGIN(0.02)},
    {.id = "erector_first", .title = "Erector spinae onset before gluteus maximus onset",
     .brief = "Back muscles before the glutes", .wording = "glutes should fire first",
     .source = "default; EMG", MEASURED("gmax_es_lag_s", ASCENT), .threshold = 0.03,
     .margin = MARGIN(0.02)},
    {.id = "glute_clench_descent", .title = "Gluteus maximus activity early in the descent",
     .brief = "Glutes clenched going down", .wording = "keeping the glutes clenched",
     .source = "default; EMG; coaches disagree about its direction", MEASURED("gmax_early_share",
     DESCENT), .threshold = 0.20, .margin = MARGIN(0.05)},
    {.id = "glute_low_activation", .title = "Low gluteus maximus to hamstring activity ratio",
     .brief = "Glutes do little", .wording = "poor technique is why the glutes are not active",
     .source = "default; EMG with maxima", MEASURED("gmax_ham_ratio", ASCENT), .offset = 1,
     .sign = -1, .threshold = 0.5, .margin = MARGIN(0.1)},
    {.id = "hip_flexor_pull", .title = "Hip flexor activity on the descent",
     .brief = "Hip flexors pull you down", .measure = "hip flexor activity on the descent",
     .wording = "pulling yourself down with the front of the hips", .source = "default; EMG",
     MEASURED("hip_flexor_ratio", DESCENT), .threshold = 2.0, .margin = MARGIN(0.3)},
    {.id = "es_flexion_relaxation", .title = "Erector spinae flexion-relaxation at depth",
     .brief = "Back muscles go quiet at depth", .wording = "hanging in the ligaments",
     .source = "Floyd and Silver 1955; EMG; in a hinge with a neutral spine not expected",
     MEASURED("flexion_relaxation_ratio", REP), .threshold = 10, .margin = MARGIN(2)},
    {.id = "brace_absent", .title = "Low abdominal muscle activity (no bracing)",
     .brief = "Trunk not braced", .wording = "engage the core", .source = "default; EMG",
     MEASURED("brace_ratio", REP), .offset = 1.5, .sign = -1, .threshold = 0,
     .margin = MARGIN(0.2)},
};
/* clang-format on */

const struct hinge_fault_family hinge_fault_family_muscle = {
    .id = "muscle", .title = "Muscles", .row = rows, .n = sizeof rows / sizeof *rows};
