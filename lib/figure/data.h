/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that figures draw. Memory is the drawing's. */
#ifndef HINGE_FIGURE_DATA_H
#define HINGE_FIGURE_DATA_H

#include "analyze/analyze.h"
#include "figure/drawing.h"
#include "result/result.h"

#include <hinge/table.h>
#include <jansson.h>

/* What is compared in a figure of people: a metric, or what a fault is judged by. */

struct hinge_outcome {
    const char *id;           /* of a metric or a fault */
    const char *label, *unit; /* "hip excursion (°)", " (°)" or "" */
    const char *when;         /* " in the descent, without a cue"; of a fault the cue */
    const char *column;       /* of the table, with the values */
    struct hinge_table table; /* a row per combination of the keys */
};

/* The request's metric by these keys (when it names none lumbar_fraction; where nobody
 * has that backward hip travel, else trunk lean), of several cues that are no key only
 * under the request's baseline. The table is
 * the caller's to clear, also after an error. USAGE for an unknown one, INPUT when rows
 * were measured differently. */
enum hinge_status hinge_outcome_read(struct hinge_drawing *drawing, const char *keys,
                                     struct hinge_outcome *outcome, struct hinge_error *error);

/* --- Where along a curve two levels differ: the analysis spm of hinge-compare on the
 * people that a figure shows. --- */
enum { HINGE_SPM_CLUSTERS = 16 };

struct hinge_spm_strip {
    size_t n;
    double start[HINGE_SPM_CLUSTERS], end[HINGE_SPM_CLUSTERS], p[HINGE_SPM_CLUSTERS];
    bool paired;
    const char *why; /* not tested, and why; else NULL. In the drawing's arena. */
};

struct hinge_spm_request {
    const struct hinge_person_curves *curves;
    const struct hinge_levels *levels;
    size_t signal, first, second; /* positions */
};

/* Paired when both levels have the same people, else two samples. Too few people is
 * `why`, not an error. */
enum hinge_status hinge_spm_compare(struct hinge_drawing *drawing,
                                    const struct hinge_spm_request *request,
                                    struct hinge_spm_strip *strip, struct hinge_error *error);

/* --- One recording of a study for a picture, analysed with the settings of the results. --- */
/* The recording --trial, else the first with a whole repetition, else the first;
 * *trial is its id, in the arena. USAGE without --study or for an unknown id, INPUT
 * when it was refused or the study has another file for it. hinge_trace_clear. */
enum hinge_status hinge_recording_trace(struct hinge_drawing *drawing, const char **trial,
                                        struct hinge_trace *trace, struct hinge_error *error);

/* Parameters as the results say, into a config of defaults; a key that isn't one of
 * this program stays as it is here. *inferred: analysed with --allow-inferred; *events,
 * a copy in the config or NULL: the file of phases marked by hand. */
enum hinge_status hinge_results_settings(struct hinge_results_reader *results,
                                         struct hinge_config *config, bool *inferred,
                                         const char **events, struct hinge_error *error);

/* Seconds of a frame. */
double hinge_trace_time(const struct hinge_trace *trace, double frame);

/* --- An analysis of hinge-compare on the people that a figure shows. --- */
/* Runs it with these options (option and value, the first is "analysis"). *results is
 * the document's results, json_decref it; NULL when it could not be made: why is in
 * *why, and the status OK. Errors: INTERNAL. */
enum hinge_status hinge_figure_analyse(const char *const (*option)[2], size_t n,
                                       const struct hinge_table *table, json_t **results,
                                       struct hinge_error *why);

#endif
