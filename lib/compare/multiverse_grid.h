/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choices of an analysis: [multiverse] of study.ini, else those that the recordings
 * carry. */
#ifndef HINGE_COMPARE_MULTIVERSE_GRID_H
#define HINGE_COMPARE_MULTIVERSE_GRID_H

#include "base/memory.h"
#include "base/text.h"

#include <hinge/config.h>
#include <hinge/stats.h>
#include <hinge/table.h>

enum { HINGE_ANALYSIS_CHOICES = 16, HINGE_CHOICE_OPTIONS = 16, HINGE_ANALYSES = 4096 };

/* A choice of the analysis; the first option is the declared one. */
struct hinge_analysis_choice {
    const char *name;
    const char *key[2]; /* settings that it sets; key[1] may be NULL */
    size_t n;
    const char *option[HINGE_CHOICE_OPTIONS];
    bool as_set[HINGE_CHOICE_OPTIONS]; /* what the config says, which is not touched */
};

struct hinge_analysis_grid {
    size_t n;
    struct hinge_analysis_choice choice[HINGE_ANALYSIS_CHOICES];
    struct hinge_arena arena; /* of the texts */
};

/* Reads [multiverse]; *declared is whether there is one. What it says of repetitions,
 * outliers and covariates goes into the request where that says nothing. USAGE,
 * "file:line: …". */
enum hinge_status hinge_analysis_grid_read(const struct hinge_config *config,
                                           struct hinge_stats_request *request,
                                           struct hinge_analysis_grid *grid,
                                           bool *declared, struct hinge_error *error);

/* The choices of recordings whose config declares none: trials is /trials of the
 * declared analysis, reps its repetitions with a column per definition of lumbar
 * flexion. What they cannot give is put into left_out (a JSON object). NOMEM. */
enum hinge_status hinge_analysis_grid_standard(const struct hinge_config *config,
                                               const struct hinge_table *trials,
                                               const struct hinge_table *reps,
                                               struct hinge_analysis_grid *grid,
                                               void *left_out,
                                               struct hinge_error *error);

/* Sets an option in a config. USAGE as hinge_config_assign. */
enum hinge_status hinge_analysis_choice_set(const struct hinge_analysis_choice *choice,
                                            size_t option, struct hinge_config *config,
                                            struct hinge_error *error);

/* Takes option o (not the first) away. */
void hinge_analysis_choice_drop(struct hinge_analysis_choice *choice, size_t o);

#endif
