/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of muscles and of weight, from EMG and force (method 7.4). Thresholds are
 * defaults, not norms. */
#include "faults/row.h"

#define MEASURED(name, in)                                                             \
    .statistic = HINGE_STATISTIC_METRIC, .signal = HINGE_SIGNAL_COUNT, .metric = name, \
    .phase = HINGE_PHASE_##in
#define MARGIN(e)                                                                      \
    {                                                                                  \
        e, e, e                                                                        \
    }

static const struct hinge_fault rows[] = {
    {.id = "glute_late",
     .title = "glutes last on the way up",
     .wording = "glutes should fire first",
     .source = "default; EMG",
     MEASURED("gmax_lag_s", ASCENT),
     .sign = 1,
     .threshold = 0.03,
     .margin = MARGIN(0.02),
     .unit = "s"},
    {.id = "hamstring_first",
     .title = "hamstrings before the glutes",
     .wording = "glutes should fire first",
     .source = "default; EMG",
     MEASURED("gmax_ham_lag_s", ASCENT),
     .sign = 1,
     .threshold = 0.03,
     .margin = MARGIN(0.02),
     .unit = "s"},
    {.id = "erector_first",
     .title = "back muscles before the glutes",
     .wording = "glutes should fire first",
     .source = "default; EMG",
     MEASURED("gmax_es_lag_s", ASCENT),
     .sign = 1,
     .threshold = 0.03,
     .margin = MARGIN(0.02),
     .unit = "s"},
    {.id = "glute_clench_descent",
     .title = "glutes clenched on the way down",
     .wording = "keeping the glutes clenched",
     .source = "default; EMG; coaches disagree about its direction",
     MEASURED("gmax_early_share", DESCENT),
     .sign = 1,
     .threshold = 0.20,
     .margin = MARGIN(0.05),
     .unit = "1"},
    {.id = "glute_low_activation",
     .title = "glutes little active",
     .wording = "poor technique is why the glutes are not active",
     .source = "default; EMG with maxima",
     MEASURED("gmax_ham_ratio", ASCENT),
     .offset = 1,
     .sign = -1,
     .threshold = 0.5,
     .margin = MARGIN(0.1),
     .unit = "1"},
    {.id = "hip_flexor_pull",
     .title = "pulled down by the hip flexors",
     .wording = "pulling yourself down with the front of the hips",
     .source = "default; EMG",
     MEASURED("hip_flexor_ratio", DESCENT),
     .sign = 1,
     .threshold = 2.0,
     .margin = MARGIN(0.3),
     .unit = "1"},
    {.id = "es_flexion_relaxation",
     .title = "back muscles fall silent at the bottom",
     .wording = "hanging in the ligaments",
     .source =
         "Floyd and Silver 1955; EMG; in a hinge with a neutral spine not expected",
     MEASURED("flexion_relaxation_ratio", REP),
     .sign = 1,
     .threshold = 10,
     .margin = MARGIN(2),
     .unit = "1"},
    {.id = "brace_absent",
     .title = "no brace",
     .wording = "engage the core",
     .source = "default; EMG",
     MEASURED("brace_ratio", REP),
     .offset = 1.5,
     .sign = -1,
     .threshold = 0,
     .margin = MARGIN(0.2),
     .unit = "1"},
};

FAMILY(muscle, "Muscles");
