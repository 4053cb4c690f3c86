/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A simulated participant and the repetitions of one trial, drawn from counter-based
 * random numbers: the same person whoever else is in the cohort. */
#ifndef HINGE_SIMULATE_PERSON_H
#define HINGE_SIMULATE_PERSON_H

#include "simulate/body_model.h"

#include <hinge/simulate.h>

/* Zero-initialise or draw; hinge_person_clear frees. */
struct hinge_person {
    size_t number; /* from 1 */
    char id[32];
    size_t group;   /* index in the options */
    size_t profile; /* of that group */
    struct hinge_physique physique;
    struct hinge_pattern pattern;
    double heading_deg;
    double cue_change;   /* of the lumbar share under a cue */
    long habit;          /* planted fault, -1 none */
    uint32_t *cue_order; /* cues in the order performed; owned */
};

/* Base of the random streams of a participant (trial 0) or of a trial (from 1). */
uint64_t hinge_person_stream(size_t number, size_t trial);

/* Errors: NOMEM. */
void hinge_person_draw(const struct hinge_simulate_options *options, size_t number,
                       struct hinge_person *person);
void hinge_person_clear(struct hinge_person *person);

/* Patterns of options->reps repetitions of the person's trial `index` (from 1, over all
 * cues); planted[k] says whether the habit shows in repetition k (not yet in its
 * pattern), *near whether it stops short of the fault there. */
void hinge_person_draw_trial(const struct hinge_simulate_options *options,
                             const struct hinge_person *person, size_t cue, size_t index,
                             struct hinge_pattern *pattern, bool *planted, bool *near);

#endif
