/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Defaults, names and checks of the options of a cohort. */
#include "simulate/simulate.h"

#include <hinge/settings.h>

static const char *const standard_groups[] = {"sedentary", "trained"};
static const char *const standard_cues[] = {"none", "dowel"};

void hinge_simulate_options_init_sized(struct hinge_simulate_options *options, size_t size)
{
    const struct hinge_simulate_options standard = {.size = size,
                                                    .seed = HINGE_SEED_OF_STUDIES,
                                                    .participants = 24,
                                                    .first_participant = 1,
                                                    .trials = 1,
                                                    .reps = 5,
                                                    .group = standard_groups,
                                                    .n_groups = 2,
                                                    .cue = standard_cues,
                                                    .n_cues = 2,
                                                    .task = "bodyweight_hinge",
                                                    .format = HINGE_SIMULATE_mixed,
                                                    .rate_hz = 60.0,
                                                    .noise_mm = 2.0,
                                                    .precision_mm = 0.01,
                                                    .heading_deg = (double)NAN,
                                                    .scale_px_m = 440.0,
                                                    .image_width_px = 1920.0,
                                                    .image_height_px = 1080.0,
                                                    .lumbar_share = (double)NAN,
                                                    .cue_effect = -0.08,
                                                    .move = "",
                                                    .variation = 1.0,
                                                    .fault_probability = 1.0,
                                                    .fault_share = 1.0,
                                                    .stand_s = 2.0,
                                                    .rest_s = (double)NAN,
                                                    .descent_s = (double)NAN,
                                                    .learn_bends = 15,
                                                    .retain = 1,
                                                    .transfer = 1};
    memcpy(options, &standard, size < sizeof standard ? size : sizeof standard);
}

const char *hinge_simulate_format_name(enum hinge_simulate_format format, const char **help)
{
    const struct hinge_marker_set *set = hinge_simulate_set_at((unsigned)format);
    if (set == NULL)
        return NULL;
    if (help != NULL)
        *help = set->help;
    return set->name;
}

enum hinge_simulate_format hinge_simulate_format_find(const char *name)
{
    const struct hinge_marker_set *set;
    size_t i = 0;
    while ((set = hinge_simulate_set_at(i)) != NULL && !hinge_same_marker(name, set->name))
        i++;
    return (enum hinge_simulate_format)i;
}

const struct hinge_marker_set *hinge_marker_set_of(enum hinge_simulate_format format,
                                                   size_t participant)
{
    if (format == HINGE_SIMULATE_mixed)
        format = participant % 5 == 0 ? HINGE_SIMULATE_csv : HINGE_SIMULATE_trc_b;
    return hinge_simulate_set_at((size_t)format);
}

/* A number option and its range. */
struct range {
    const char *name;
    double value, low, high;
    bool may_be_absent;
};

static enum hinge_status check_range(const struct range *range, struct hinge_error *error)
{
    bool absent = isnan(range->value) && range->may_be_absent;
    if (absent || (range->value >= range->low && range->value <= range->high))
        return HINGE_OK;
    char found[32], low[32], high[32];
    return hinge_usage(error, "%s: %s is outside %s to %s", range->name,
                       isnan(range->value) ? "NaN" : hinge_number_format(range->value, found),
                       hinge_number_format(range->low, low),
                       hinge_number_format(range->high, high));
}

/* Every name of `list` is among `known`. */
static enum hinge_status check_known(const char *what, const char *const *list, size_t n,
                                     const char *const *known, size_t n_known,
                                     struct hinge_error *error)
{
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < n_known && strcmp(list[i], known[k]) != 0)
            k++;
        if (k == n_known) {
            /* "unknown fault "x"" with the nearest known name, or all of them where they fit. */
            const char *nearest = hinge_suggest(list[i], known, n_known);
            if (nearest != NULL)
                return hinge_usage(error, "unknown %s \"%s\"; did you mean \"%s\"?", what, list[i],
                                   nearest);
            cleared_by(hinge_text_clear) struct hinge_text all = {0};
            hinge_text_join(&all, known, n_known, ", ");
            bool fits = all.length < sizeof error->message / 2;
            return hinge_usage(error, "unknown %s \"%s\"; %s%s", what, list[i],
                               fits ? "known: " : "docs/faults.md has those it can plant",
                               fits ? hinge_text_string(&all) : "");
        }
    }
    return HINGE_OK;
}

/* Names that become part of file names and of CSV cells. */
static enum hinge_status check_plain(const char *what, const char *name, struct hinge_error *error)
{
    size_t n = strlen(name);
    bool plain = n > 0 && n <= 64 && name[0] != '.';
    for (size_t i = 0; i < n && plain; i++)
        plain = isalnum((unsigned char)name[i]) || strchr("_-+.", name[i]) != NULL;
    if (plain)
        return HINGE_OK;
    return hinge_usage(error, "%s \"%s\": use 1 to 64 letters, digits, '_', '-', '+' or '.'", what,
                       name);
}

enum hinge_status hinge_simulate_options_check(const struct hinge_simulate_options *options,
                                               struct hinge_error *error)
{
    if (options->n_groups == 0 || options->n_cues == 0)
        return hinge_usage(error, "a cohort needs at least one group and one cue");
    if (hinge_simulate_set_at((unsigned)options->format) == NULL)
        return hinge_usage(error, "unknown format");
    if ((options->learn != 0 || options->range_deg != 0) && options->plan == NULL)
        return hinge_usage(error,
                           "people learn in the sessions of a plan alone; give --list, a list "
                           "with the sessions before, practice and after");
    const struct range ranges[] = {
        {"participants", (double)options->participants, 1, 1e6, false},
        {"first participant", (double)options->first_participant, 1, 1e9, false},
        {"trials", (double)options->trials, 1, 1000, false},
        {"reps", (double)options->reps, 1, 1000, false},
        {"rate", options->rate_hz, 10, 1000, false},
        {"noise", options->noise_mm, 0, 100, false},
        {"slow error", options->drift_mm, 0, 100, false},
        {"pull", options->pull, 0, 0.9, false},
        {"precision", options->precision_mm, 0.0001, 10, false},
        {"gaps", options->gap_share, 0, 0.5, false},
        {"outliers", options->outlier_share, 0, 0.5, false},
        {"drop", options->drop_share, 0, 0.5, false},
        {"heading", options->heading_deg, -360, 360, true},
        {"view", options->view_deg, -90, 90, false},
        {"scale", options->scale_px_m, 1, 1e5, false},
        {"image width", options->image_width_px, 16, 1e5, false},
        {"image height", options->image_height_px, 16, 1e5, false},
        {"lumbar-share", options->lumbar_share, -0.5, 1, true},
        {"cue-effect", options->cue_effect, -1, 1, false},
        {"variation", options->variation, 0, 3, false},
        {"fault-probability", options->fault_probability, 0, 1, false},
        {"fault-share", options->fault_share, 0, 1, false},
        {"near-miss", options->near_miss, 0, 1, false},
        {"stand", options->stand_s, 0, 60, false},
        {"rest", options->rest_s, 0, 60, true},
        {"descent", options->descent_s, 0.3, 30, true},
        {"rear foot (m)", options->rear_foot_m, 0, 1.2, false},
        {"learn", options->learn, -1, 1, false},
        {"learn-bends", options->learn_bends, 0.1, 1e5, false},
        {"retain", options->retain, -2, 2, false},
        {"transfer", options->transfer, -2, 2, false},
        {"range", options->range_deg, -40, 40, false},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (check_range(&ranges[i], error) != HINGE_OK)
            return HINGE_USAGE;
    size_t n;
    const char *const *names = hinge_profile_names(&n);
    enum hinge_status status =
        check_known("group", options->group, options->n_groups, names, n, error);
    struct hinge_move move;
    const char *rest = options->move;
    while (hinge_move_next(&rest, &move))
        ;
    if (status == HINGE_OK && *rest != '\0')
        status = hinge_usage(error,
                             "move: \"%s\": expected QUANTITY=NUMBER or CUE:QUANTITY=NUMBER, "
                             "such as lumbar_share=-0.05,dowel:total_deg=5",
                             rest);
    names = hinge_preset_names(&n);
    if (status == HINGE_OK)
        status = check_known("fault", options->fault, options->n_faults, names, n, error);
    if (status == HINGE_OK)
        status = check_plain("task", options->task, error);
    for (size_t i = 0; i < options->n_cues && status == HINGE_OK; i++) {
        status = check_plain("cue", options->cue[i], error);
        for (size_t k = 0; k < i && status == HINGE_OK; k++)
            if (hinge_same_name(options->cue[i], options->cue[k])) /* files on any disk */
                status = hinge_usage(error, "cue \"%s\" is given twice", options->cue[i]);
    }
    return status;
}
