/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing people and their repetitions. */
#include "simulate/person.h"

#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double ON_TOES_DEG = 55;  /* the rear foot, from the floor */
static const double cue_spread = 0.03; /* SD between people of the cue effect */

/* Every purpose has its own random stream: replicate is the participant in the low 32
 * bits and, above, 0 for the person or 8 (condition's trial + 1) plus the purpose. */
uint64_t hinge_person_stream(size_t participant, size_t trial)
{
    return (uint64_t)(participant & 0xFFFFFFFFu) | (uint64_t)(8 * trial) << 32;
}

void hinge_person_draw(const struct hinge_simulate_options *options, size_t number,
                       struct hinge_person *person)
{
    struct hinge_random random;
    hinge_random_init(&random, options->seed, HINGE_STREAM_SIMULATE,
                      hinge_person_stream(number, 0));
    *person = (struct hinge_person){.number = number, .habit = -1};
    snprintf(person->id, sizeof person->id, "p%03zu", number);
    person->group = (number - 1) % options->n_groups;
    person->profile = (size_t)hinge_profile_find(options->group[person->group]);
    hinge_physique_draw(&random, options->variation, &person->physique);
    hinge_pattern_draw_person(person->profile, options->variation, &random, &person->pattern);
    double heading = 360.0 * hinge_random_uniform(&random) - 180.0;
    double change = hinge_random_normal(&random);
    double habit = hinge_random_uniform(&random), which = hinge_random_uniform(&random);
    person->heading_deg = isnan(options->heading_deg) ? heading : options->heading_deg;
    person->cue_change =
        options->cue_effect == 0.0
            ? 0.0
            : options->cue_effect + cue_spread * options->variation * fmax(-2.0, fmin(2.0, change));
    if (options->n_faults > 0 && habit < options->fault_probability)
        person->habit =
            hinge_preset_find(options->fault[(size_t)(which * (double)options->n_faults)]);
    person->cue_order = hinge_alloc(options->n_cues, sizeof *person->cue_order);
    hinge_random_shuffle(&random, person->cue_order, (uint32_t)options->n_cues);
}

void hinge_person_clear(struct hinge_person *person)
{
    free(person->cue_order);
    *person = (struct hinge_person){.habit = -1};
}

void hinge_person_draw_trial(const struct hinge_simulate_options *options,
                             const struct hinge_person *person, size_t cue, size_t index,
                             struct hinge_pattern *pattern, bool *planted, bool *near)
{
    struct hinge_random random;
    hinge_random_init(&random, options->seed, HINGE_STREAM_SIMULATE,
                      hinge_person_stream(person->number, index));
    bool cued = strcmp(options->cue[cue], "none") != 0;
    struct hinge_pattern own = person->pattern;
    hinge_pattern_shape(options->task, person->profile, &own);
    hinge_pattern_shape(options->cue[cue], person->profile, &own);
    for (size_t k = 0; k < options->reps; k++) {
        double *value = pattern[k].value;
        double *share = &value[HINGE_QUANTITY_lumbar_share];
        hinge_pattern_draw_rep(person->profile, options->variation, &random, &own, &pattern[k]);
        if (!isnan(options->lumbar_share))
            *share = options->lumbar_share;
        *share += cued ? person->cue_change : 0.0;
        if (!isnan(options->rest_s))
            value[HINGE_QUANTITY_rest_s] = options->rest_s;
        if (!isnan(options->descent_s))
            value[HINGE_QUANTITY_descent_s] = options->descent_s;
        if (options->rear_foot_m > 0) {
            value[HINGE_QUANTITY_rear_foot_m] = options->rear_foot_m;
            value[HINGE_QUANTITY_rear_toes_deg] = ON_TOES_DEG;
            value[HINGE_QUANTITY_rear_up_m] = 0;
        }
        double shows = hinge_random_uniform(&random);
        planted[k] = person->habit >= 0 && shows < options->fault_share;
    }
    /* drawn last: without near misses nothing else changes */
    *near = hinge_random_uniform(&random) < options->near_miss;
}
