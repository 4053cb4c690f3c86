/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and their recordings: drawn, judged, seen by a camera, written. */
#include "simulate/simulate.h"

#include <hinge/file.h>

static const double ON_TOES_DEG = 55;  /* the rear foot, from the floor */
static const double cue_spread = 0.03; /* SD between people of the cue effect */
/* SD between people of a reaction to a cue that options->move gives, in SDs between people */
static const double reaction_spread = 0.5;
/* SDs between people: of what they learn, as a share of it; of what is kept; of what passes on */
static const double learn_spread = 0.25, keep_spread = 0.1, pass_spread = 0.2;

/* Every purpose has its own random stream: replicate is the participant in the low 32
 * bits and, above, 0 for the person or 8 (condition's trial + 1) plus the purpose. */
static uint64_t person_stream(size_t participant, size_t trial)
{
    return (uint64_t)(participant & 0xFFFFFFFFu) | (uint64_t)(8 * trial) << 32;
}

static double spread(struct hinge_random *random, double mean, double sd)
{
    return mean + sd * fmax(-2.0, fmin(2.0, hinge_random_normal(random)));
}

void hinge_person_draw(const struct hinge_simulate_options *options, size_t number,
                       struct hinge_person *person)
{
    struct hinge_random random;
    hinge_random_init(&random, options->seed, HINGE_STREAM_SIMULATE, person_stream(number, 0));
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
    hinge_random_init(&random, options->seed, HINGE_STREAM_SIMULATE,
                      person_stream(number, 0) | UINT64_C(1) << 32);
    const double learns = spread(&random, 1, learn_spread * options->variation);
    person->learned = options->learn * learns;
    person->gained_deg = options->range_deg * learns;
    person->kept = spread(&random, options->retain, keep_spread * options->variation);
    person->passed_on = spread(&random, options->transfer, pass_spread * options->variation);
}

double hinge_learned_share(const struct hinge_simulate_options *options,
                           const struct hinge_person *person, size_t k)
{
    const double bends = (double)(person->practised + (person->practises ? k : 0));
    return person->learned * (1 - exp(-bends / options->learn_bends));
}

void hinge_person_bend_furthest(const struct hinge_simulate_options *options,
                                struct hinge_person *person)
{
    double *total = &person->pattern.value[HINGE_QUANTITY_total_deg],
           *share = &person->pattern.value[HINGE_QUANTITY_lumbar_share];
    *total *= 4.0 / 3;
    const double gained =
        person->gained_deg * (1 - exp(-(double)person->practised / options->learn_bends));
    *share *= *total / (*total + gained); /* it is the hips that bend further */
    *total += gained;
    person->learned = 0;
    /* hips that end a bend end this one, too; other faults are not shown in it */
    if (person->habit != HINGE_HABIT_rounding_late && person->habit != HINGE_HABIT_hip_plateau_end)
        person->habit = -1;
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
                      person_stream(person->number, index));
    bool cued = strcmp(options->cue[cue], "none") != 0;
    struct hinge_pattern shaped = person->pattern;
    hinge_pattern_shape(options->task, person->profile, &shaped);
    hinge_pattern_shape(options->cue[cue], person->profile, &shaped);
    /* Adds what options->move asks for. People react to a cue by more and by less. */
    struct hinge_random moves;
    struct hinge_move move;
    hinge_random_init(&moves, options->seed, HINGE_STREAM_SIMULATE,
                      person_stream(person->number, 0) | UINT64_C(2) << 32);
    for (const char *rest = options->move; hinge_move_next(&rest, &move);) {
        const double of_cue = reaction_spread * options->variation *
                              hinge_pattern_spread(person->profile, move.quantity),
                     by = spread(&moves, move.by, *move.cue != '\0' ? of_cue : 0);
        if (*move.cue == '\0' || strcmp(move.cue, options->cue[cue]) == 0)
            shaped.value[move.quantity] += by;
    }
    for (size_t k = 0; k < options->reps; k++) {
        double *value = pattern[k].value;
        double *share = &value[HINGE_QUANTITY_lumbar_share];
        hinge_pattern_draw_rep(person->profile, options->variation, &random, &shaped, &pattern[k]);
        if (!isnan(options->lumbar_share))
            *share = options->lumbar_share;
        *share += (cued ? person->cue_change : 0.0) + hinge_learned_share(options, person, k);
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

/* --- a recording --- */

/* A folder of files: each after a line "== name". */
static enum hinge_status publish_folder(const char *path, const char *instead,
                                        const struct hinge_text *text, struct hinge_error *error)
{
    enum hinge_status status = hinge_folder_make(path, error);
    for (char *at = text->data; at != NULL && *at != '\0' && status == HINGE_OK;) {
        char *line = strchr(at, '\n'), *next = strstr(line, "\n== ");
        size_t size = next != NULL ? (size_t)(next - line) : strlen(line + 1);
        struct hinge_text one = {.data = line + 1, .length = size};
        *line = '\0';
        cleared_by(freed) char *file = hinge_path_join(path, at + strlen("== "));
        status = hinge_file_add(file, instead, one.data, one.length, error);
        at = next != NULL ? next + 1 : NULL;
    }
    return status;
}

void hinge_take_memory_free(void *memory)
{
    struct hinge_take_memory *scratch = memory;
    free(scratch->pattern);
    free(scratch->planted);
    free(scratch->rep);
    free(scratch->truth);
    free(scratch->habit);
    hinge_text_clear(&scratch->recording);
    free(scratch);
}

void *hinge_take_memory_make(size_t reps)
{
    struct hinge_take_memory *scratch = hinge_alloc(1, sizeof *scratch);
    reps = reps > HINGE_REFERENCE_REPS ? reps : HINGE_REFERENCE_REPS;
    scratch->pattern = hinge_alloc(reps, sizeof *scratch->pattern);
    scratch->planted = hinge_alloc(reps, sizeof *scratch->planted);
    scratch->rep = hinge_alloc(reps, sizeof *scratch->rep);
    scratch->truth = hinge_alloc(reps, sizeof *scratch->truth);
    scratch->habit = hinge_alloc(reps, sizeof *scratch->habit);
    return scratch;
}

const struct hinge_habit_setting *hinge_record_setting(const struct hinge_list_entry *entry)
{
    /* a plan says itself what is recorded */
    return entry->options->plan == NULL ? hinge_habit_setting(entry->person->habit) : NULL;
}

size_t hinge_record_reps(const struct hinge_list_entry *entry)
{
    const size_t reps = entry->options->reps;
    const struct hinge_habit_setting *setting = hinge_record_setting(entry);
    const struct hinge_task_setting *task = hinge_task_setting(entry->options->task);
    const bool from_floor =
        (setting != NULL && setting->from_floor) || (task != NULL && task->from_floor);
    return from_floor && reps > 0 ? reps - 1 : reps;
}

enum hinge_status hinge_record(const char *folder, const struct hinge_list_entry *entry,
                               size_t index, struct hinge_take_memory *scratch,
                               struct hinge_error *error)
{
    const struct hinge_simulate_options *options = entry->options;
    const struct hinge_person *person = entry->person;
    struct hinge_motion motion = {.n_reps = options->reps, .rep = scratch->rep};
    const struct hinge_habit_setting *setting = hinge_record_setting(entry);
    struct hinge_marker marker[HINGE_MARKERS_MAX];
    struct hinge_marker_set set = *entry->set;
    char tier = set.tier;
    bool near;
    if (setting != NULL && setting->also != NULL && set.layout->any_markers && !set.image) {
        /* A table of any markers can have more of them. */
        const struct hinge_marker *also = setting->also;
        memcpy(marker, set.marker, set.n_markers * sizeof *marker);
        for (; also->name != NULL && set.n_markers < HINGE_MARKERS_MAX; also++)
            marker[set.n_markers++] = *also;
        set.marker = marker;
    }
    hinge_person_draw_trial(options, person, entry->cue, index, scratch->pattern, scratch->planted,
                            &near);
    for (size_t k = 0; entry->role != NULL && k < options->reps; k++) {
        hinge_habit_reference(&person->pattern, &scratch->pattern[k]);
        scratch->planted[k] = false;
    }
    for (size_t k = 0; k < options->reps; k++)
        if (scratch->planted[k])
            hinge_habit_plant((size_t)person->habit, near, &person->physique, tier,
                              &scratch->pattern[k]);
    hinge_motion_set(&motion, scratch->pattern, options->stand_s, 0.5 * options->stand_s);
    hinge_truth_judge(&motion, &person->physique, tier, scratch->truth);
    for (size_t k = 0; k < options->reps; k++)
        if (scratch->planted[k])
            hinge_habit_judge((size_t)person->habit, &motion, &person->physique, k, tier,
                              &scratch->truth[k], &scratch->habit[k]);
    /* the right leg stands */
    const bool mirrored = hinge_task_value(options->task, "side") != NULL;
    for (size_t k = 0; mirrored && k < options->reps; k++)
        motion.rep[k].shape[HINGE_JOINT_OBLIQUITY].full *= -1;
    if (hinge_record_reps(entry) < options->reps) {
        /* The recording begins in the first hold: a lift is the way up and the next way down, and
         * one less than there are bends. Of its faults only the planted one is told. */
        struct hinge_motion_rep *first = &motion.rep[0];
        double begin_s = first->start_s + first->descent_s + 0.3 * first->hold_s;
        for (size_t k = 0; k < options->reps; k++) {
            struct hinge_truth_rep lift = {0};
            if (k + 1 < options->reps) {
                lift = scratch->truth[k + 1];
                lift.desc_start_s -= begin_s;
                lift.desc_end_s -= begin_s;
            }
            lift.asc_start_s = scratch->truth[k].asc_start_s - begin_s;
            lift.asc_end_s = scratch->truth[k].asc_end_s - begin_s;
            for (int f = 0; f < HINGE_TRUTH_COUNT; f++) {
                lift.severity[f] = (double)NAN;
                lift.state[f] = HINGE_TRUTH_REFUSED;
            }
            scratch->truth[k] = lift;
            motion.rep[k].start_s -= begin_s;
        }
        motion.end_s -= begin_s;
    }
    /* one camera sees one side: the person faces left or right in the image */
    bool left = fabs(person->heading_deg) > 90.0;
    struct hinge_take take = {.options = options,
                              .set = &set,
                              .motion = &motion,
                              .physique = &person->physique,
                              .heading_deg = entry->set->image
                                                 ? (left ? 180.0 : 0.0) + options->view_deg
                                                 : person->heading_deg,
                              .name = hinge_file_name(entry->file),
                              .replicate = person_stream(person->number, index)};
    scratch->recording.length = 0;
    hinge_take_write(&take, &scratch->recording);
    const char *instead = hinge_unless_forced(options->force);
    cleared_by(freed) char *path = hinge_path_join(folder, entry->file);
    return *set.layout->extension == '\0'
               ? publish_folder(path, instead, &scratch->recording, error)
               : hinge_file_add(path, instead, scratch->recording.data, scratch->recording.length,
                                error);
}
