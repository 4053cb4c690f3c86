/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One recording of a study for a picture, analysed with the settings of the results. */
#ifndef HINGE_FIGURE_TRACE_H
#define HINGE_FIGURE_TRACE_H

#include "analyze/analyze.h"
#include "figure/drawing.h"

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

#endif
