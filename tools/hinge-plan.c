/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-plan: groups and cues in, a folder with the trial list of the study to be
 * recorded, sheets to tick off and a preregistration. */
#include "cli/cli.h"
#include <hinge/settings.h>

#include <hinge/power.h>
#include <hinge/simulate.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
    struct hinge_protocol_options ask;
    const char *output, *groups, *cues, *task, *tier;
    struct cli_list effect;
    long seed, reps, trials, sessions, practice, studies;
    struct hinge_power_options power;
    bool print_template, how_many;
};
#define AT(member) offsetof(struct arguments, member)

static const char *format_at(size_t index)
{
    return hinge_simulate_format_name((enum hinge_simulate_format)index, NULL);
}

/* clang-format off */
static const struct cli_option options[] = {
    {.kind = CLI_GROUP, .help = "The study"},
    {CLI_TEXT, 0, "groups", "GROUP:N,...", AT(groups), .brief = true,
     .help = "groups, and the number of people in each (required)",
     .example = "sedentary:12,trained:12"},
    {CLI_TEXT, 0, "cues", "CUE,...", AT(cues), .brief = true,
     .help = "conditions that each person does, the baseline first", .standard = "none",
     .example = "none,dowel,wall_tap_4in"},
    {CLI_TEXT, 0, "task", "TASK,...", AT(task), .brief = true, .help = "; of several each is recorded under each condition"},
    {CLI_INTEGER, 0, "reps", "N", AT(reps), .brief = true},
    {CLI_INTEGER, 0, "trials", "N", AT(trials), .brief = true},
    {CLI_INTEGER, 0, "sessions", "N", AT(sessions), .help = "visits of each person", .standard = "1", .low = 1, .high = 100},
    {CLI_INTEGER, 0, "practice", "N", AT(practice),
     .help = "sessions of practice under the cues, of the first task; before, after and later each "
     "task is recorded without a cue", .standard = "0", .low = 0, .high = 90},
    {CLI_FLAG, 0, "before-after", NULL, AT(ask.before_after),
     .help = "something happens between two visits, before and after (with --sessions 3 also later); "
     "the change is the planned comparison"},
    {CLI_FLAG, 0, "baseline-first", NULL, AT(ask.baseline_first), .brief = true,
     .help = "the first condition comes first for each person; a cue cannot be unlearnt. The others are "
     "balanced"},
    {CLI_INTEGER, 0, "seed", "N", AT(seed),
     .standard = HINGE_TEXT_OF(HINGE_SEED_OF_STUDIES), .low = 0, .high = 9e15},

    {.kind = CLI_GROUP, .help = "How it is recorded"},
    {CLI_CHOICE, 0, "tier", "TIER", AT(tier),
     .help = "what is tracked: A laboratory markers, B stickers or sensors on the spine, C body "
     "keypoints (default: A if --name ends in .c3d or .trc, else B)", .choices = "A|B|C"},
    {CLI_TEXT, 0, "name", "PATTERN", AT(ask.name),
     .help = "; keys: {participant} {group} {session} {task} {cue} {trial} "
     "(default: {participant}/s{session}_{cue}_{trial}.csv, with {task} where there are several)"},

    {.kind = CLI_GROUP, .help = "Outcomes and sample size"},
    {CLI_TEXT, 0, "primary", "OUTCOME", AT(ask.primary),
     .help = "the planned outcome, before a cue's own (default: as in the results, else the spine's "
     "share): a metric, severity:FAULT, a fault or slope:METRIC",
     .example = "knee_excursion_deg"},
    {CLI_TEXT, 0, "margin", "LIST", AT(ask.margin), .brief = true,
     .help = "; for the preregistration",
     .example = "lumbar_fraction=5%,lumbar_rounding=5deg"},
    {CLI_TEXT, 0, "sd-effect", "LIST", AT(ask.sd_effect),
     .help = "deviation of the change between people, of the planned outcome, from a pilot; "
     "with --sd-trial and --sd-rep the plan is in units, too", .example = "lumbar_rounding=4deg"},
    {CLI_TEXT, 0, "sd-trial", "LIST", AT(ask.sd_trial), .help = "deviation between trials"},
    {CLI_TEXT, 0, "sd-rep", "LIST", AT(ask.sd_rep), .help = "deviation between repetitions"},
    {CLI_REPEAT, 0, "effect", "LIST", AT(effect),
     .help = "expected change, for its power and the people that it needs; with --how-many "
     "groups:OUTCOME=..., cue:CUE:OUTCOME=... or change:OUTCOME=...", .example = "lumbar_rounding=-3deg"},
    {CLI_NUMBER, 0, "alpha", "P", AT(ask.alpha), .low = 0.0001, .high = 0.5},

    {.kind = CLI_GROUP, .help = "How many people"},
    {CLI_FLAG, 0, "how-many", NULL, AT(how_many), .brief = true,
     .help = "find the number of people for each --effect; one or two --groups without sizes, their "
     "--cues or --before-after; people are simulated, recorded and analysed as in a report"},
    {CLI_CHOICE, 0, "recording", "FORMAT", AT(power.recording), .choice_at = format_at,
     .help = "recording format; one of hinge-simulate", .standard = "trc-b", .told = true},
    {CLI_NUMBER, 0, "noise", "MM", AT(power.noise_mm), .help = "standard deviation of the noise in each coordinate (default: 2)", .low = 0, .high = 100},
    {CLI_NUMBER, 0, "rate", "HZ", AT(power.rate_hz), .help = "frames per second (default: 60)", .low = 10, .high = 1000},
    {CLI_CHOICE, 0, "profile", "NAME", AT(power.profile), .help = "whose bends people make", .standard = "sedentary", .choices = "sedentary|trained", .told = true},
    {CLI_TEXT, 0, "pilot", "FILE", AT(power.pilot), .help = "results of a pilot: its SD of people or of changes, and "
     "its share of people without a value; of --before-after with both visits", .example = "pilot-results.h5"},
    {CLI_TEXT, 0, "retest-sd", "LIST", AT(power.retest_sd), .help = "for --before-after without a pilot or --sd-effect: SD of the differences of "
     "two visits with nothing between, which holds if all respond alike", .example = "lumbar_fraction=4%"},
    {CLI_INTEGER, 0, "pool", "N", AT(power.pool), .help = "people simulated, whose SD counts", .standard = "400", .low = 20, .high = 400, .told = true},
    {CLI_INTEGER, 0, "studies", "N", AT(studies), .help = "has no effect: no studies are drawn, the power is in closed form", .low = 1, .high = 20000},

    {.kind = CLI_GROUP, .help = "Output"},
    {CLI_TEXT, 'o', "output", "DIR", AT(output), .brief = true, .writes = true,
     .help = "folder for trials.csv, participants.csv, plan.html, plan.md, preregistration.md and study.ini "
             "(required)"},
    {CLI_TEXT, 0, "template", "FILE", AT(ask.template), .help = ""},
    {CLI_FLAG, 0, "allow-script", NULL, AT(ask.allow_script), .help = ""},
    {CLI_FLAG, 0, "print-template", NULL, AT(print_template), .help = ""},
    {CLI_FLAG, 0, "force", NULL, AT(ask.force), .help = ""},
    {0}};
/* clang-format on */

static const struct cli_operand operands[] = {{0}};

static const struct cli_example examples[] = {
    {"hinge-plan --groups sedentary:12,trained:12 --cues none,dowel -o plan/",
     "a balanced order of conditions for each person"},
    {"hinge-plan --groups all:16 --cues none,mirror --baseline-first -o plan/",
     "one group, the baseline always first"},
    {"hinge-plan --groups therapy:14,control:14 --before-after -o plan/",
     "two visits of each person, with something between"},
    {"hinge-plan --groups all:16 --cues none,wall_tap_3in,wall_tap_4in --practice 3 "
     "--task bodyweight_hinge,rdl -o plan/",
     "drills in three sessions; without a cue before, after and later, also another task"},
    {"hinge-plan --groups sedentary,trained --cues none,dowel --how-many --effect "
     "groups:lumbar_fraction=-5% --effect cue:dowel:lumbar_rounding=-4deg -o how-many/",
     "how many people these differences need"},
    {0}};

/* Words between commas, in `copy` (one block, freed by the caller). */
static void split(const char *text, char **copy, char ***word, size_t *n)
{
    size_t length = strlen(text), most = 1;
    for (const char *c = text; *c != '\0'; c++)
        most += *c == ',';
    *copy = hinge_alloc(1, length + 1);
    *word = hinge_alloc(most, sizeof **word);
    *n = 0;
    memcpy(*copy, text, length + 1);
    for (char *at = *copy; at != NULL;) {
        char *comma = strchr(at, ',');
        if (comma != NULL)
            *comma++ = '\0';
        (*word)[(*n)++] = at;
        at = comma;
    }
}

/* "sedentary:12", cut at its colon. */
static enum hinge_status take_group(char *text, bool how_many, struct hinge_protocol_group *group,
                                    struct hinge_error *error)
{
    char *colon = strchr(text, ':'), *end = NULL;
    unsigned long people = colon != NULL ? strtoul(colon + 1, &end, 10) : 0;
    if (how_many && colon != NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--groups: \"%s\": --how-many finds the number of people; write the "
                               "group alone, like %.*s",
                               text, (int)(colon - text), text);
    if (how_many) {
        *group = (struct hinge_protocol_group){text, 0};
        return HINGE_OK;
    }
    if (colon == NULL || end == colon + 1 || *end != '\0' || colon[1] == '-')
        return hinge_error_set(
            error, HINGE_USAGE, HINGE_REASON_OK,
            "--groups: \"%s\": write the group and number of people, like sedentary:12", text);
    *colon = '\0';
    *group = (struct hinge_protocol_group){text, people};
    return HINGE_OK;
}

static enum hinge_status plan(struct cli *cli, const char *output,
                              const struct hinge_protocol_options *made, struct hinge_error *error)
{
    struct hinge_protocol_summary summary;
    enum hinge_status status = hinge_protocol_make(made, output, &summary, error);
    if (status != HINGE_OK)
        return status;
    cli_note(cli, "%zu %s, %zu recordings (%zu references) in %s", summary.people,
             summary.people == 1 ? "person" : "people", summary.recordings, summary.references,
             output);
    if (summary.unbalanced > 0 && made->n_cues > 1)
        cli_warn(cli,
                 "the order is random but not balanced for %zu %s, because a balanced "
                 "order takes %zu; plan groups of a multiple of %zu",
                 summary.unbalanced, summary.unbalanced == 1 ? "person" : "people", summary.square,
                 summary.square);
    bool practice = made->practice > 0;
    if (!isnan(summary.least_dz))
        cli_note(cli,
                 "a power of .80 detects a change of %.2f standard deviations %s (d_z, "
                 "planned outcome)",
                 summary.least_dz,
                 practice             ? "by practice"
                 : made->before_after ? "from before to after"
                                      : "by each cue");
    if (made->before_after && !isnan(summary.least_interaction_d))
        cli_note(cli,
                 "a power of .80 detects changes from before to after that differ by %.2f standard "
                 "deviations between the groups (d)",
                 summary.least_interaction_d);
    if (!isnan(summary.least_group_d))
        cli_note(cli,
                 "a power of .80 detects a difference of %.2f standard deviations "
                 "between the groups (d)%s",
                 summary.least_group_d,
                 isnan(summary.least_interaction_d) ? ""
                 : practice ? ", and changes by practice that differ by as much"
                            : ", and changes that differ by as much (group by cue, exploratory)");
    if (summary.untested > 0)
        cli_note(cli,
                 "%zu %s cannot be tested: the table at the end of preregistration.md says why",
                 summary.untested, summary.untested == 1 ? "question" : "questions");
    return HINGE_OK;
}

static enum hinge_status print_template(struct cli *cli, struct hinge_error *error)
{
    cleared_by(freed) char *text = NULL;
    hinge_protocol_template(&text);
    return cli_write(cli, NULL, text, strlen(text), error);
}

static void note(void *context, const char *message)
{
    cli_note(context, "%s", message);
}

static enum hinge_status how_many(struct cli *cli, struct arguments *a, struct hinge_error *error)
{
    char command[1000];
    /* The command line as the text for the preregistration has it. */
    const struct {
        const char *option, *value;
    } words[] = {{"cues", a->ask.before_after ? NULL : a->cues},
                 {"primary", a->ask.primary},
                 {"effect", a->ask.effect},
                 {"recording", a->power.recording},
                 {"profile", a->power.profile},
                 {"sd-effect", a->ask.sd_effect},
                 {"retest-sd", a->power.retest_sd},
                 {"pilot", a->power.pilot}};
    const struct {
        const char *option;
        double value, standard;
    } numbers[] = {
        {"noise", a->power.noise_mm, NAN}, {"rate", a->power.rate_hz, NAN},
        {"reps", (double)a->reps, NAN},    {"trials", (double)a->trials, 1},
        {"alpha", a->ask.alpha, 0.05},     {"seed", (double)a->seed, HINGE_SEED_OF_STUDIES},
        {"pool", (double)a->power.pool, 0}};
    size_t n = (size_t)snprintf(command, sizeof command, "hinge-plan --how-many --groups %s%s",
                                a->groups, a->ask.before_after ? " --before-after" : "");
    for (size_t i = 0; i < sizeof words / sizeof *words && n < sizeof command; i++)
        if (words[i].value != NULL && *words[i].value != '\0')
            n += (size_t)snprintf(command + n, sizeof command - n, " --%s %s", words[i].option,
                                  words[i].value);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers && n < sizeof command; i++)
        if (!isnan(numbers[i].value) && numbers[i].value != numbers[i].standard)
            n += (size_t)snprintf(command + n, sizeof command - n, " --%s %.15g", numbers[i].option,
                                  numbers[i].value);
    if (n < sizeof command)
        snprintf(command + n, sizeof command - n, " -o %s", a->output);
    a->power.study = &a->ask;
    a->power.command = command;
    a->power.threads = (int)cli->common.threads;
    a->power.progress = &cli->progress;
    a->power.message = note;
    a->power.context = cli;
    const enum hinge_status status = hinge_power(&a->power, a->output, error);
    if (status == HINGE_OK && a->studies > 0)
        cli_warn(cli, "--studies has no effect: no studies are drawn, the power is in closed form");
    return status;
}

static enum hinge_status run(struct cli *cli, void *args, struct hinge_error *error)
{
    struct arguments *a = args;
    struct hinge_protocol_options *made = &a->ask;
    if (a->print_template)
        return print_template(cli, error);
    cleared_by(freed) char *group_copy = NULL, *cue_copy = NULL, *task_copy = NULL;
    cleared_by(freed) char **group_word = NULL, **cue = NULL, **task = NULL;
    size_t n_groups = 0, n_cues = 0, n_tasks = 0;
    if (a->output == NULL || a->groups == NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               a->groups == NULL ? "no groups given; name them with their sizes: "
                                                   "--groups sedentary:12,trained:12"
                                                 : "no folder given; name one with -o");
    if (made->allow_script && made->template == NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--allow-script is of a --template: give both or none");
    /* options that only a plan takes, or only --how-many */
    const struct {
        const char *option;
        bool given, how_many;
    } options_of[] = {{"recording", a->power.recording != NULL, true},
                      {"noise", !isnan(a->power.noise_mm), true},
                      {"rate", !isnan(a->power.rate_hz), true},
                      {"profile", a->power.profile != NULL, true},
                      {"pilot", a->power.pilot != NULL, true},
                      {"pool", a->power.pool > 0, true},
                      {"retest-sd", a->power.retest_sd != NULL, true},
                      {"studies", a->studies > 0, true},
                      {"task", strcmp(a->task, "bodyweight_hinge") != 0, false},
                      {"sessions", a->sessions > 1, false},
                      {"practice", a->practice > 0, false},
                      {"baseline-first", a->ask.baseline_first, false},
                      {"tier", a->tier != NULL, false},
                      {"name", a->ask.name != NULL, false},
                      {"margin", a->ask.margin != NULL, false},
                      {"sd-trial", a->ask.sd_trial != NULL, false},
                      {"sd-rep", a->ask.sd_rep != NULL, false},
                      {"template", a->ask.template != NULL, false}};
    for (size_t i = 0; i < sizeof options_of / sizeof *options_of; i++)
        if (options_of[i].given && options_of[i].how_many != a->how_many)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   a->how_many ? "--%s is of a plan, not of --how-many; remove one"
                                               : "--%s is of --how-many; give both or none",
                                   options_of[i].option);
    enum hinge_status status = HINGE_OK;
    split(a->groups, &group_copy, &group_word, &n_groups);
    split(a->cues, &cue_copy, &cue, &n_cues);
    split(a->task, &task_copy, &task, &n_tasks);
    struct hinge_protocol_group *group = hinge_alloc(n_groups + 1, sizeof *group);
    char *effect = NULL;
    for (size_t i = 0; i < n_groups && status == HINGE_OK; i++)
        status = take_group(group_word[i], a->how_many, &group[i], error);
    for (size_t i = 0; i < a->effect.n; i++) {
        char *before = effect;
        const size_t room = strlen(a->effect.item[i]) + (before != NULL ? strlen(before) : 0) + 2;
        effect = hinge_alloc(room, 1);
        snprintf(effect, room, "%s%s%s", before != NULL ? before : "", before != NULL ? "," : "",
                 a->effect.item[i]);
        free(before);
    }
    made->group = group;
    made->n_groups = n_groups;
    made->cue = (const char *const *)cue;
    made->n_cues = n_cues;
    made->seed = (uint64_t)a->seed;
    made->task = (const char *const *)task;
    made->n_tasks = n_tasks;
    made->practice = (size_t)a->practice;
    made->reps = (size_t)a->reps;
    made->trials = (size_t)a->trials;
    made->sessions = (size_t)a->sessions;
    made->tier = a->tier != NULL ? *a->tier : '\0';
    made->effect = effect != NULL ? effect : "";
    made->message = cli_line;
    made->message_context = cli;
    if (status == HINGE_OK)
        status = a->how_many ? how_many(cli, a, error) : plan(cli, a->output, made, error);
    free(effect);
    free(group);
    return status;
}

static const struct cli_tool tool = {
    .name = "hinge-plan",
    .summary = "plans a study before it is recorded",
    .details = "Writes the trial list that hinge-ingest takes later: a row for each "
               "recording, reference recordings first in every session. Also writes a list of "
               "the participants to fill in, and sheets to tick off at the camera. A "
               "preregistration gives the primary outcome of each cue, the commands of the "
               "analysis, and what this number of people can detect by the tests of the "
               "report.\n\n"
               "Orders are balanced by a Williams design within each group: each condition "
               "appears equally often in each position and after each other condition "
               "(Williams 1949). Drills of one series, such as wall taps at 3, 4 and 5 in, "
               "keep "
               "their order and count as one condition. The same options give the same bytes.",

    .operand = operands,
    .option = options,
    .example = examples,
    .args_size = sizeof(struct arguments),
    .uses = CLI_USES_THREADS | CLI_USES_RUN_LOG | CLI_STOPS_ITSELF | CLI_CLEARS_UP,
    .run = run,
};

int main(int argc, char **argv)
{
    return cli_main(&tool, argc, argv);
}
