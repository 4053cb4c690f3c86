/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-simulate: options in, a folder of recordings with trials.csv and truth.csv out.
 */
#include "cli/cli.h"
#include <hinge/settings.h>

#include <ctype.h>
#include <hinge/simulate.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
    struct hinge_simulate_options ask;
    const char *output, *format, *image_size, *error;
    long seed, participants, first, trials, reps;
    struct cli_list group, cue, fault;
    double rear_foot_cm;
};
#define AT(member) offsetof(struct arguments, member)

static const char *format_at(size_t index)
{
    return hinge_simulate_format_name((enum hinge_simulate_format)index, NULL);
}

/* clang-format off */
static const struct cli_option options[] = {
    {.kind = CLI_GROUP, .help = "Participants"},
    {CLI_INTEGER, 'n', "participants", "N", AT(participants), .brief = true, .help = "number of people", .standard = "24", .low = 1, .high = 1e6},
    {CLI_INTEGER, 0, "seed", "N", AT(seed),
     .standard = HINGE_TEXT_OF(HINGE_SEED_OF_STUDIES), .low = 0, .high = 9e15},
    {CLI_INTEGER, 0, "first", "N", AT(first),
     .help = "number of the first participant, to make a cohort in parts", .standard = "1",
     .low = 1, .high = 1e9},
    {CLI_REPEAT, 0, "group", "GROUP", AT(group), .brief = true, .help = "sedentary or trained; people are assigned to the groups in turn (default: both)"},
    {CLI_NUMBER, 0, "variation", "FACTOR", AT(ask.variation),
     .help = "factor on the differences between and within people", .standard = "1"},

    {CLI_TEXT, 0, "list", "FILE", AT(ask.plan),
     .help = "trial list; make its recordings under their names, with its people, groups, "
     "cues and repetitions", .example = "plan/trials.csv"},

    {.kind = CLI_GROUP, .help = "Movements"},
    {CLI_TEXT, 0, "task", "TASK", AT(ask.task), .brief = true,
     .help = "; a task of docs/faults.md is done as it is coached, "
     "deadlift_floor and stand_up from the bottom up: a repetition less"},
    {CLI_REPEAT, 0, "cue", "CUE", AT(cue), .brief = true, .help = "condition each person does (default: none and dowel)", .example = "wall_tap_3in"},
    {CLI_NUMBER, 0, "cue-effect", "SHARE", AT(ask.cue_effect),
     .help = "added to the lumbar fraction under a cue other than none", .standard = "-0.08"},
    {CLI_TEXT, 0, "move", "QUANTITY=NUMBER,...", AT(ask.move),
     .help = "added to what bodies do, or under a cue: CUE:QUANTITY=NUMBER, to which people react "
     "by more and by less. Quantities: lumbar_share, total_deg (lumbar and hip flexion), knee_deg, "
     "shank_deg, descent_s, ascent_s", .example = "lumbar_share=-0.05,dowel:lumbar_share=-0.03"},
    {CLI_INTEGER, 0, "trials", "N", AT(trials), .low = 1, .high = 1000},
    {CLI_INTEGER, 0, "reps", "N", AT(reps), .brief = true},
    {CLI_NUMBER, 0, "stand", "S", AT(ask.stand_s),
     .help = "quiet standing before the repetitions, half as long after them", .standard = "2"},
    {CLI_NUMBER, 0, "rest", "S", AT(ask.rest_s), .help = "standing between repetitions (default: each person's own)"},
    {CLI_NUMBER, 0, "descent", "S", AT(ask.descent_s),
     .help = "duration of every descent but those of faults of speed (default: each person's own)"},
    {CLI_NUMBER, 0, "rear-foot", "CM", AT(rear_foot_cm),
     .help = "the left foot is this far behind the right, on its toes", .standard = "0", .low = 0,
     .high = 120},
    {CLI_NUMBER, 0, "lumbar-share", "SHARE", AT(ask.lumbar_share),
     .help = "lumbar fraction of every repetition (default: the group's)"},

    {.kind = CLI_GROUP, .help = "Practice, in the sessions of --list"},
    {CLI_NUMBER, 0, "learn", "CHANGE", AT(ask.learn),
     .help = "change of the lumbar fraction when all is learned, in the sessions practice, after and "
     "later", .standard = "0", .example = "-0.1"},
    {CLI_NUMBER, 0, "range", "DEG", AT(ask.range_deg),
     .help = "hip flexion that all practice adds to bends as far as possible (role maxflex of --list)", .standard = "0"},
    {CLI_NUMBER, 0, "learn-bends", "N", AT(ask.learn_bends), .help = "practised repetitions after which 63 % of it is there", .standard = "15"},
    {CLI_NUMBER, 0, "retain", "SHARE", AT(ask.retain), .help = "of it in the sessions later", .standard = "1"},
    {CLI_NUMBER, 0, "transfer", "SHARE", AT(ask.transfer), .help = "of it in tasks that are not practised", .standard = "1"},

    {.kind = CLI_GROUP, .help = "Faults planted"},
    {CLI_REPEAT, 0, "fault", "FAULT", AT(fault), .brief = true,
     .help = "fault to plant in each person; of several faults, each person gets one",
     .example = "butt_wink"},
    {CLI_NUMBER, 0, "fault-probability", "P", AT(ask.fault_probability),
     .help = "of a person having a habit", .standard = "1"},
    {CLI_NUMBER, 0, "fault-share", "SHARE", AT(ask.fault_share),
     .help = "of that person's repetitions showing it", .standard = "1"},
    {CLI_NUMBER, 0, "near-miss", "SHARE", AT(ask.near_miss),
     .help = "of the trials of people with a habit: the movement stops just short of the fault, "
     "1.2 margins below its threshold", .standard = "0"},

    {.kind = CLI_GROUP, .help = "How it is recorded"},
    {CLI_CHOICE, 0, "format", "FORMAT", AT(format), .brief = true, .standard = "mixed", .choice_at = format_at},
    {CLI_NUMBER, 0, "rate", "HZ", AT(ask.rate_hz), .standard = "60"},
    {CLI_NUMBER, 0, "noise", "MM", AT(ask.noise_mm),
     .help = "standard deviation of the noise in each coordinate", .standard = "2"},
    {CLI_TEXT, 0, "error", "slow:MM", AT(error),
     .help = "standard deviation of errors that last (0.5 to 2 Hz), as trackers make, such as "
     "slow:10", .standard = "slow:0"},
    {CLI_NUMBER, 0, "outliers", "SHARE", AT(ask.outlier_share),
     .help = "of each marker's frames in a wrong place, 0.1 to 0.4 m off", .standard = "0"},
    {CLI_NUMBER, 0, "pull", "SHARE", AT(ask.pull),
     .help = "markers are drawn to their mean place by this share", .standard = "0"},
    {CLI_NUMBER, 0, "precision", "MM", AT(ask.precision_mm),
     .help = "three-dimensional formats: coordinates are rounded to this", .standard = "0.01"},
    {CLI_NUMBER, 0, "gaps", "SHARE", AT(ask.gap_share),
     .help = "of each marker's frames missing, in runs up to 0.2 s", .standard = "0"},
    {CLI_FLAG, 0, "zero-gaps", NULL, AT(ask.zero_gaps), .help = "write a missing marker as zeros, not blank"},
    {CLI_NUMBER, 0, "drop", "SHARE", AT(ask.drop_share), .help = "of the frames lost altogether", .standard = "0"},
    {CLI_NUMBER, 0, "heading", "DEG", AT(ask.heading_deg),
     .help = "direction faced, 0 is +x, left is positive (default: each person's own)"},
    {CLI_NUMBER, 0, "view", "DEG", AT(ask.view_deg),
     .help = "image formats: degrees between the camera and the side view", .standard = "0"},
    {CLI_TEXT, 0, "image-size", "WxH", AT(image_size), .standard = "1920x1080"},
    {CLI_NUMBER, 0, "scale", "PX", AT(ask.scale_px_m), .help = "image formats: pixels per metre", .standard = "440"},

    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_TEXT, 'o', "output", "DIR", AT(output), .brief = true, .writes = true, .help = "folder for the recordings, trials.csv and truth.csv (required)"},
    {CLI_FLAG, 0, "force", NULL, AT(ask.force), .help = ""},
    {0}};
/* clang-format on */

static const struct cli_operand operands[] = {{0}};

/* clang-format off */
static const struct cli_example examples[] = {
    {"hinge-simulate --participants 24 --seed 1 -o cohort/", "two groups, with and without a dowel, spine markers"},
    {"hinge-simulate -n 8 --format csv-coco --rate 30 --noise 5 -o phones/", "keypoints as pose estimation gives them from a side view"},
    {"hinge-simulate -n 10 --fault butt_wink --group trained -o winks/", "people with the same fault"},
    {0}};
/* clang-format on */

/* "1920x1080" */
static enum hinge_status image_size(const char *text, struct hinge_simulate_options *simulate,
                                    struct hinge_error *error)
{
    char *end = NULL;
    const char *height = strchr(text, 'x');
    simulate->image_width_px = (double)strtoul(text, &end, 10);
    bool good = height != NULL && end == height && isdigit((unsigned char)text[0]) &&
                isdigit((unsigned char)height[1]);
    if (good) {
        simulate->image_height_px = (double)strtoul(height + 1, &end, 10);
        good = *end == '\0';
    }
    if (good)
        return HINGE_OK; /* the library checks the range */
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                           "--image-size: \"%s\" is not a size; write WIDTHxHEIGHT, "
                           "like 1920x1080",
                           text);
}

static enum hinge_status slow_error(const char *text, struct hinge_simulate_options *simulate,
                                    struct hinge_error *error)
{
    char *end = NULL;
    if (text == NULL)
        return HINGE_OK;
    if (strncmp(text, "slow:", 5) == 0)
        simulate->drift_mm = strtod(text + 5, &end);
    if (end != NULL && end > text + 5 && *end == '\0')
        return HINGE_OK; /* the library checks the range */
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                           "--error: \"%s\" is not an error; write slow:MM, like slow:10", text);
}

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    struct arguments *arguments = args;
    struct hinge_simulate_summary made = {0};
    if (arguments->output == NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "where to? give a folder with -o");
    /* into the request what no option stores there itself */
    struct hinge_simulate_options *ask = &arguments->ask, standard;
    hinge_simulate_options_init(&standard);
    ask->seed = (uint64_t)arguments->seed;
    ask->participants = (size_t)arguments->participants;
    ask->first_participant = (size_t)arguments->first;
    ask->trials = (size_t)arguments->trials;
    ask->reps = (size_t)arguments->reps;
    ask->format = hinge_simulate_format_find(arguments->format);
    ask->rear_foot_m = arguments->rear_foot_cm / 100;
    ask->fault = arguments->fault.item;
    ask->n_faults = arguments->fault.n;
    ask->group = arguments->group.n > 0 ? arguments->group.item : standard.group;
    ask->n_groups = arguments->group.n > 0 ? arguments->group.n : standard.n_groups;
    ask->cue = arguments->cue.n > 0 ? arguments->cue.item : standard.cue;
    ask->n_cues = arguments->cue.n > 0 ? arguments->cue.n : standard.n_cues;
    ask->threads = (int)cli->common.threads;
    enum hinge_status status = slow_error(arguments->error, ask, error);
    if (status == HINGE_OK)
        status = image_size(arguments->image_size, ask, error);
    if (status != HINGE_OK)
        return status;
    status = hinge_simulate(ask, arguments->output, &cli->progress, &made, error);
    const bool learns = fabs(ask->learn) > 0, deepens = fabs(ask->range_deg) > 0;
    if (status == HINGE_OK && (learns || deepens) && made.practised == 0)
        cli_note(cli, "%s nothing: no session of %s is called practice, or begins with it",
                 learns && deepens ? "--learn and --range do"
                 : learns          ? "--learn does"
                                   : "--range does",
                 ask->plan);
    if (status == HINGE_OK)
        cli_note(cli, "%zu participant%s, %zu recording%s, %zu repetition%s in %s",
                 made.participants, made.participants == 1 ? "" : "s", made.recordings,
                 made.recordings == 1 ? "" : "s", made.reps, made.reps == 1 ? "" : "s",
                 arguments->output);
    return status;
}

static const struct cli_tool tool = {
    .name = "hinge-simulate",
    .summary = "makes cohorts of hip hinges with known truth",
    .details = "Writes recordings of a moving body, a trial list (trials.csv) and the true "
               "values of every repetition (truth.csv). These are phase times, excursions, "
               "lumbar fraction, and fifteen faults with severity and state; planted faults "
               "are there in their repetitions. "
               "The same options give the same bytes.\n\n"
               "Some faults are only judged in certain recordings; people with such a habit "
               "are recorded so. Examples: pelvic_drop standing on one leg, hips_shoot_up "
               "lifting from the floor, dowel_head with markers on the rod, cop_off_target "
               "with a plate's pressure, rib_flare_setup with a reference recording. Head, "
               "hands and "
               "ribs need --format trc-whole-a or trc-whole-b. Faults of muscles cannot be "
               "planted.\n\n"
               "Formats: mixed is spine markers (tier B), TRC for most people and generic CSV "
               "for every fifth. Format trc-a has Plug-in Gait "
               "markers (tier A); trc-b and csv have spine markers; csv-coco and "
               "csv-mediapipe are images (tier C).",
    .operand = operands,
    .option = options,
    .example = examples,
    .args_size = sizeof(struct arguments),
    .uses = CLI_USES_THREADS | CLI_USES_RUN_LOG | CLI_STOPS_ITSELF,
    .run = run,
};

int main(int argc, char **argv)
{
    return cli_main(&tool, argc, argv);
}
