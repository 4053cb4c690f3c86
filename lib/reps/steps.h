/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of hinge_reps_find, for its files and their tests: candidates, the check for steps,
 * marks made by hand, standing and what it says about axes, camera and units. */
#ifndef HINGE_REPS_STEPS_H
#define HINGE_REPS_STEPS_H

#include "reps/reps.h"

/* --- Whether a candidate is a step rather than a repetition (method 5.5; candidates.c). --- */
/* Series of a trial low-passed at seg.fc, in the request's scratch; NULL where there is none. */
struct hinge_gait {
    double *stride; /* left thigh minus right */
    double *trunk, *drop;
    size_t n;
};
struct hinge_gait hinge_gait_of(const struct hinge_reps_request *request);

/* OK, STEPPING, ALTERNATING, NO_TRUNK or TOO_SHORT; sets GAIT_UNTESTED in the candidate's
 * warnings when neither of the first two can be computed. */
enum hinge_reason hinge_gait_check(const struct hinge_reps_request *request,
                                   const struct hinge_gait *gait, struct hinge_rep *rep);

/* --- The steps of hinge_reps_find that have a file of their own. --- */
/* Candidates from ds and vs into reps->rep (candidates.c). */
void hinge_reps_candidates(const struct hinge_reps_request *request, struct hinge_reps *reps);

/* A repetition without bounds yet. */
struct hinge_rep hinge_rep_empty(bool floor);

/* Marks made by hand applied to the candidates (marked.c): given times stand, blanks
 * are found between them, repetitions are added or taken out. INPUT MANUAL when a mark
 * makes no sense here. */
enum hinge_status hinge_reps_mark(const struct hinge_reps_request *request, struct hinge_reps *reps,
                                  struct hinge_error *error);

/* INPUT VERTICAL_UNKNOWN when the line from ankle to shoulder never comes near the
 * vertical: before anything else, for nothing else can be right then (standing.c). */
enum hinge_status hinge_reps_check_up(const struct hinge_reps_request *request,
                                      struct hinge_error *error);

/* Standing, leg length, foot length, zero of the driver (standing.c). */
enum hinge_status hinge_reps_reference(const struct hinge_reps_request *request,
                                       struct hinge_reps *reps, struct hinge_error *error);

/* Up axis, camera view and plausibility, once standing is known (standing.c). INPUT
 * with a reason when the trial must be refused. */
enum hinge_status hinge_reps_check(const struct hinge_reps_request *request,
                                   struct hinge_reps *reps, struct hinge_error *error);

/* Who leans back at the top ends the ascent, and begins the descent, where the driver
 * passes standing; holds follow (candidates.c). Once standing is known. */
void hinge_reps_limit(const struct hinge_reps_request *request, struct hinge_reps *reps);

#endif
