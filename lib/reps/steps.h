/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of hinge_reps_find, for its files and their tests: candidates, the check for walking
 * steps, marks made by hand, standing, and checks of axes, camera and units. */
#ifndef HINGE_REPS_STEPS_H
#define HINGE_REPS_STEPS_H

#include "reps/reps.h"

/* --- Whether a candidate is a walking step and not a repetition (method 5.5; candidates.c). --- */
/* Series of a trial, low-passed at seg.fc, in scratch; NULL: not measured. */
struct hinge_gait {
    double *stride; /* left thigh minus right */
    double *trunk, *drop;
    size_t n;
};
struct hinge_gait hinge_gait_of(const struct hinge_reps_request *request);

/* Fills all of `why` but its frames; the reason is OK, STEPPING, ALTERNATING, NO_TRUNK or
 * TOO_SHORT. If neither STEPPING nor ALTERNATING can be computed, sets the warning GAIT_UNTESTED;
 * sets FEET_MOVED and THIGHS_DIFFER with their sizes. */
void hinge_gait_check(const struct hinge_reps_request *request, const struct hinge_gait *gait,
                      struct hinge_rep *rep, struct hinge_rejected *why);

/* --- The steps of hinge_reps_find. --- */
/* Finds candidates in ds and vs: reps->rep (candidates.c). */
void hinge_reps_candidates(const struct hinge_reps_request *request, struct hinge_reps *reps);

/* The frame of from..to with the largest sign * x; a missing value is the least. */
long hinge_reps_largest(const double *x, long from, long to, double sign);

/* A repetition without bounds yet. */
struct hinge_rep hinge_rep_empty(bool floor);

/* Applies marks made by hand to the candidates (marked.c): marked times replace found ones, blanks
 * are found between them, repetitions are added or removed. INPUT MANUAL if a mark does not fit the
 * recording. */
enum hinge_status hinge_reps_mark(const struct hinge_reps_request *request, struct hinge_reps *reps,
                                  struct hinge_error *error);

/* INPUT VERTICAL_UNKNOWN if the line from ankle to shoulder never comes near the vertical. The
 * first step, because nothing else can be right then (standing.c). */
enum hinge_status hinge_reps_check_up(const struct hinge_reps_request *request,
                                      struct hinge_error *error);

/* Finds standing, leg length, foot length and the zero of the driver (standing.c). */
enum hinge_status hinge_reps_reference(const struct hinge_reps_request *request,
                                       struct hinge_reps *reps, struct hinge_error *error);

/* Checks up axis, camera view and plausibility against standing (standing.c). INPUT with a reason
 * if the trial must be refused. */
enum hinge_status hinge_reps_check(const struct hinge_reps_request *request,
                                   struct hinge_reps *reps, struct hinge_error *error);

/* If a person leans back at the top, the ascent ends and the descent begins where the driver passes
 * standing; holds follow (candidates.c). After standing. */
void hinge_reps_limit(const struct hinge_reps_request *request, struct hinge_reps *reps);

#endif
