/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From options to the files of a plan: what stands where nothing is said, what cannot be planned,
 * the power that it has. */
#include "protocol/plan.h"
#include "protocol/study.h"

#include "faults/fault.h"
#include "report/print/quantity.h"
#include "result/template.h"
#include "stats/numbers/compared.h"

#include <hinge/file.h>
#include <hinge/settings.h>
#include <jansson.h>

enum { MOST_PEOPLE = 10000, MOST_ROWS = 1000000 };

static const char *const standard_task[] = {"bodyweight_hinge"};

void hinge_protocol_options_init(struct hinge_protocol_options *options)
{
    *options = (struct hinge_protocol_options){.seed = HINGE_SEED_OF_STUDIES,
                                               .task = standard_task,
                                               .n_tasks = 1,
                                               .reps = 5,
                                               .trials = 1,
                                               .sessions = 1,
                                               .alpha = 0.05};
}

/* Part of ids and file names: letters, digits and . _ + -, not beginning with a dot. */
static bool is_word(const char *text)
{
    if (*text == '\0' || *text == '.')
        return false;
    for (; *text != '\0'; text++)
        if (!isalnum((unsigned char)*text) && strchr("._+-", *text) == NULL)
            return false;
    return true;
}

static enum hinge_status check_word(const char *what, const char *word, bool twice,
                                    struct hinge_error *error)
{
    if (!is_word(word))
        return hinge_usage(error,
                           "--%s: \"%s\" becomes part of file names: write it "
                           "with letters, digits and . _ + -",
                           what, word);
    if (twice)
        return hinge_usage(error, "--%s: \"%s\" is there twice; name it once", what, word);
    return HINGE_OK;
}

/* Names that an option gives: each is a word, and each is there once. */
static enum hinge_status check_words(const char *what, const char *const *word, size_t n,
                                     struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        bool twice = false;
        for (size_t k = 0; k < i; k++)
            twice = twice || hinge_same_name(word[i], word[k]);
        status = check_word(what, word[i], twice, error);
    }
    return status;
}

static enum hinge_status check_practice(const struct hinge_protocol_options *options,
                                        struct hinge_error *error)
{
    bool uncued = false;
    for (size_t i = 0; i < options->n_cues; i++)
        uncued = uncued || hinge_same_name(options->cue[i], "none");
    if (options->practice > 0 && (!uncued || options->n_cues < 2))
        return hinge_usage(
            error, "--practice: before and after it no participant has a cue; name none and "
                   "what is practised, such as --cues none,wall_tap_3in");
    if (options->before_after && (options->practice > 0 || options->sessions > 3))
        return hinge_usage(error,
                           "--before-after: the visits are before, after and, with --sessions "
                           "3, later; %s",
                           options->practice > 0 ? "--practice has them, too: give one of both"
                                                 : "plan 2 or 3");
    if (options->practice > 0 && options->sessions != 1)
        return hinge_usage(error, "--sessions: practice has sessions of its own (before, practice, "
                                  "after, later); remove --sessions");
    return HINGE_OK;
}

static enum hinge_status check_groups(const struct hinge_protocol_options *options,
                                      struct hinge_error *error)
{
    size_t people = 0, recordings = 0;
    if (options->n_groups == 0)
        return hinge_usage(error, "--groups: expected groups and their sizes, such as "
                                  "--groups sedentary:12,trained:12");
    for (size_t i = 0; i < options->n_groups; i++) {
        bool twice = false;
        for (size_t k = 0; k < i; k++)
            twice = twice || hinge_same_name(options->group[i].name, options->group[k].name);
        enum hinge_status status = check_word("groups", options->group[i].name, twice, error);
        if (status != HINGE_OK)
            return status;
        if (options->group[i].people == 0 || options->group[i].people > MOST_PEOPLE)
            return hinge_usage(error, "--groups: %s needs 1 to %d people", options->group[i].name,
                               MOST_PEOPLE);
        people += options->group[i].people;
    }
    recordings = people * (options->sessions + options->practice) *
                 (options->n_cues * options->n_tasks * options->trials + 4);
    if (recordings > MOST_ROWS)
        return hinge_usage(error,
                           "the plan has more than %d recordings; plan fewer "
                           "people, sessions or trials",
                           MOST_ROWS);
    return HINGE_OK;
}

/* USAGE, saying which option, where something cannot be planned. */
static enum hinge_status protocol_check(const struct hinge_protocol_options *options,
                                        struct hinge_error *error)
{
    if (options->n_cues == 0 || options->n_cues > HINGE_ORDER_MAX)
        return hinge_usage(error, "--cues: expected 1 to %d conditions, such as --cues none,dowel",
                           HINGE_ORDER_MAX);
    enum hinge_status status = check_words("cues", options->cue, options->n_cues, error);
    if (status == HINGE_OK && options->n_tasks == 0)
        status = check_word("task", "", false, error);
    if (status == HINGE_OK)
        status = check_words("task", options->task, options->n_tasks, error);
    if (status == HINGE_OK)
        status = check_practice(options, error);
    /* characters that mean nothing in a list, a page or a shell; never out of the folder */
    const char *name = options->name;
    bool good = *name != '\0' && *name != '/' && strstr(name, "..") == NULL;
    for (const char *c = name; *c != '\0'; c++)
        good = good && (isalnum((unsigned char)*c) || strchr("._+-/{}", *c) != NULL);
    if (status == HINGE_OK && !good)
        status = hinge_usage(error,
                             "--name: \"%s\": write letters, digits, . _ + - / and keys in "
                             "braces, below the plan's folder",
                             name);
    return status == HINGE_OK ? check_groups(options, error) : status;
}

/* --- power of the tests of the report, by the functions of the analysis power --- */

/* Whole people for a power, and no fewer than a test takes. */
static double people_for(struct hinge_power_design design, double power)
{
    design.power = power;
    double n = ceil(hinge_power_solve_n(&design) - 1e-9),
           fewest = ceil(HINGE_LEAST_TESTED * fmax(1, 1 / design.ratio));
    return n < fewest ? fewest : n; /* NaN stays */
}

/* The SD of people's differences: of the effect between people, and of the mean of so many trials
 * and repetitions, twice. */
static enum hinge_status find_sd(const struct hinge_protocol *study,
                                 struct hinge_protocol_question *q, struct hinge_error *error)
{
    const struct hinge_protocol_options *o = study->options;
    const struct hinge_amount *effect = hinge_amount_find(&study->effect, q->outcome.id),
                              *between = hinge_amount_find(&study->sd_effect, q->outcome.id),
                              *trial = hinge_amount_find(&study->sd_trial, q->outcome.id),
                              *rep = hinge_amount_find(&study->sd_rep, q->outcome.id);
    double trials = (double)o->trials, reps = (double)o->reps;
    if (effect == NULL && between == NULL && trial == NULL && rep == NULL)
        return HINGE_OK;
    if (between == NULL || trial == NULL || rep == NULL)
        return hinge_usage(error,
                           "%s needs all of --sd-effect, --sd-trial and --sd-rep; write 0 for "
                           "one that another includes",
                           q->outcome.id);
    q->sd = sqrt(between->value * between->value + 2 * trial->value * trial->value / trials +
                 2 * rep->value * rep->value / (trials * reps));
    if (between->value < 0 || trial->value < 0 || rep->value < 0 || q->sd == 0)
        return hinge_usage(error,
                           "%s: expected standard deviations of 0 or more, not all of them 0",
                           q->outcome.id);
    if (effect == NULL || isnan(q->least))
        return HINGE_OK;
    q->effect = effect->value;
    q->design.effect = fabs(q->effect) / q->sd;
    q->power = hinge_power_of(&q->design);
    q->n_80 = people_for(q->design, 0.8);
    q->n_90 = people_for(q->design, 0.9);
    if (isnan(q->n_80 + q->n_90))
        return hinge_usage(error, HINGE_POWER_NOBODY);
    return HINGE_OK;
}

/* Adds a question: its test has people in pairs, or in the first two groups. */
static void add_question(struct hinge_protocol *study, struct hinge_protocol_question q,
                         bool paired)
{
    const struct hinge_protocol_options *o = study->options;
    double people = (double)study->summary.people;
    q.design = (struct hinge_power_design){.test = paired ? HINGE_POWER_PAIRED : HINGE_POWER_WELCH,
                                           .alpha = o->alpha / (double)q.steps,
                                           .power = 0.8,
                                           .n1 = paired ? people : (double)o->group[0].people,
                                           .n2 = paired ? people : (double)o->group[1].people};
    q.design.ratio = q.design.n2 / q.design.n1;
    /* recordings of the tier cannot show it */
    const struct hinge_fault *fault =
        q.outcome.id != NULL ? hinge_fault_built_in(q.outcome.id) : NULL;
    if (fault != NULL)
        q.unseen = (fault->needs == HINGE_NEEDS_TIER_A && o->tier != 'A') ||
                   (fault->needs == HINGE_NEEDS_LUMBAR && o->tier == 'C');
    else if (q.outcome.id != NULL)
        q.unseen = o->tier == 'C' && strncmp(q.outcome.id, "lumbar_", 7) == 0;
    q.least = q.sd = q.effect = q.power = q.n_80 = q.n_90 = NAN;
    if (q.unseen || fmin(q.design.n1, q.design.n2) < HINGE_LEAST_TESTED)
        study->summary.untested++;
    else
        q.least = hinge_power_solve_effect(&q.design);
    study->question[study->n_questions++] = q;
}

/* The tests of the report, and what people of the plan can detect by them: closed forms (noncentral
 * t) of people's means. Errors: USAGE for SDs, effects and margins that cannot be, and where no
 * number of people has the power. */
static enum hinge_status find_questions(struct hinge_protocol *study, struct hinge_error *error)
{
    const struct hinge_protocol_options *o = study->options;
    struct hinge_protocol_summary *summary = &study->summary;
    study->question = hinge_arena_alloc(&study->arena, o->n_cues + 3, sizeof *study->question);
    if (o->n_groups > 1 && !o->before_after) /* else their changes are compared */
        add_question(study, (struct hinge_protocol_question){.outcome = study->primary, .steps = 1},
                     false);
    if (o->practice > 0 || o->before_after)
        add_question(study,
                     (struct hinge_protocol_question){.asks = o->practice > 0 ? HINGE_ASKS_PRACTICE
                                                                              : HINGE_ASKS_VISITS,
                                                      .outcome = study->primary,
                                                      .steps = 1},
                     o->n_groups < 2);
    bool unseen = true; /* the outcome of every cue */
    for (size_t i = 1; i < o->n_cues && o->practice == 0; i++) {
        const struct hinge_cue *cue = hinge_cue_find(o->cue[i]);
        struct hinge_protocol_question q = {
            .asks = HINGE_ASKS_CUE, .cue = i, .steps = o->n_cues - 1};
        if (study->asked)
            q.outcome = study->primary;
        else if (cue != NULL)
            q.outcome = cue->primary;
        add_question(study, q, true);
        unseen = unseen && study->question[study->n_questions - 1].unseen;
    }
    if (o->n_groups == 2 && o->n_cues > 1 && o->practice == 0)
        add_question(study,
                     (struct hinge_protocol_question){
                         .asks = HINGE_ASKS_CHANGES, .unseen = unseen, .steps = 1},
                     false);
    /* The amounts of the options. USAGE if SDs or an effect are of an outcome whose change is not
     * tested. */
    const struct {
        const char *option, *text;
        struct hinge_amounts *amounts;
    } lists[] = {{"--margin", o->margin, &study->margin},
                 {"--effect", o->effect, &study->effect},
                 {"--sd-effect", o->sd_effect, &study->sd_effect},
                 {"--sd-trial", o->sd_trial, &study->sd_trial},
                 {"--sd-rep", o->sd_rep, &study->sd_rep}};
    enum hinge_status status = HINGE_OK;
    const char *tested[HINGE_ORDER_MAX + 3];
    size_t n = 0;
    for (size_t i = 0; i < study->n_questions; i++) {
        const char *id = study->question[i].outcome.id;
        if (study->question[i].asks != HINGE_ASKS_GROUPS && id != NULL &&
            hinge_name_at(tested, n, id) == n)
            tested[n++] = id;
    }
    for (size_t i = 0; i < sizeof lists / sizeof *lists && status == HINGE_OK; i++) {
        const struct hinge_amounts *read = lists[i].amounts;
        status = hinge_amounts_read(&study->arena, lists[i].option, lists[i].text,
                                    i == 0 ? HINGE_AMOUNTS_POSITIVE : 0, lists[i].amounts, error);
        for (size_t k = 0; i > 0 && k < read->n && status == HINGE_OK; k++) {
            cleared_by(hinge_text_clear) struct hinge_text names = {0};
            hinge_text_join(&names, tested, n, ", ");
            if (hinge_name_at(tested, n, read->of[k].outcome) == n)
                status = hinge_usage(
                    error, "%s: no change of %s is tested in this plan; it tests changes of: %s",
                    lists[i].option, read->of[k].outcome,
                    n > 0 ? hinge_text_string(&names) : "none");
        }
    }
    summary->least_dz = summary->least_group_d = summary->least_interaction_d = NAN;
    for (size_t i = 0; i < study->n_questions && status == HINGE_OK; i++) {
        struct hinge_protocol_question *q = &study->question[i];
        double *least = q->design.test == HINGE_POWER_PAIRED ? &summary->least_dz
                        : q->asks == HINGE_ASKS_GROUPS       ? &summary->least_group_d
                                                             : &summary->least_interaction_d;
        if (isnan(*least))
            *least = q->least;
        if (q->asks != HINGE_ASKS_GROUPS && q->outcome.id != NULL)
            status = find_sd(study, q, error);
    }
    return status;
}

/* --- the plan --- */

/* The baseline is "none" wherever it stands: as in hinge-compare, hinge-run and the
 * report. */
static void baseline_first(struct hinge_protocol_options *options, struct hinge_arena *arena)
{
    const char **cue = hinge_arena_alloc(arena, options->n_cues + 1, sizeof *cue);
    size_t n = 0;
    for (int others = 0; others < 2; others++)
        for (size_t i = 0; i < options->n_cues; i++)
            if (hinge_same_name(options->cue[i], "none") == (others == 0))
                cue[n++] = options->cue[i];
    options->cue = cue;
}

/* --- the files --- */

enum file { PEOPLE, PLAN_MD, PLAN_HTML, PREREGISTRATION, PLAN, CONFIG, LIST, FILES };
static const char *const names[FILES] = {
    [PEOPLE] = "participants.csv", [PLAN_MD] = "plan.md",
    [PLAN_HTML] = "plan.html",     [PREREGISTRATION] = "preregistration.md",
    [PLAN] = "plan.json",          [CONFIG] = "study.ini",
    [LIST] = "trials.csv",
};

/* The user's template, else the one of the program. */
static enum hinge_status read_template(const char *path, struct hinge_text *text,
                                       struct hinge_error *error)
{
    enum { LIMIT = 1 << 20 };
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    if (path == NULL) {
        hinge_template_text(hinge_template_plan, text);
        return HINGE_OK;
    }
    enum hinge_status status = hinge_file_read(path, path, LIMIT, &bytes, error);
    if (status == HINGE_OK)
        hinge_text_add(text, bytes.data, bytes.size);
    return status;
}

static enum hinge_status write_plan(const struct hinge_protocol *study, const char *folder,
                                    struct hinge_error *error)
{
    const char *path = study->options->template;
    cleared_by(hinge_text_clear) struct hinge_text people = {0}, list = {0}, config = {0},
                                                   template = {0}, plan = {0};
    cleared_by(hinge_protocol_pages_clear) struct hinge_protocol_pages pages = {0};
    const struct hinge_text *const text[FILES] = {
        [PEOPLE] = &people,
        [PLAN_MD] = &pages.markdown,
        [PLAN_HTML] = &pages.html,
        [PREREGISTRATION] = &pages.preregistration,
        [PLAN] = &plan,
        [CONFIG] = &config,
        [LIST] = &list,
    };
    bool foreign = path != NULL && !study->options->allow_script;
    enum hinge_status status = read_template(path, &template, error);
    if (status == HINGE_OK && foreign)
        status =
            hinge_template_check_scripts(path, hinge_text_string(&template), false, NULL, error);
    if (template.length > 0 && template.data[template.length - 1] == '\n')
        template.data[--template.length] = '\0'; /* of the file's last line, of no page */
    if (status == HINGE_OK)
        status = hinge_protocol_pages_make(study, path != NULL ? path : "plan.txt",
                                           hinge_text_string(&template), &pages, error);
    for (size_t i = PLAN_MD; i <= PREREGISTRATION && status == HINGE_OK && foreign; i++)
        status = hinge_template_check_scripts(path, hinge_text_string(text[i]), true, NULL, error);
    hinge_text_adds(&people, "participant,age,sex,height_m,mass_kg\n"); /* to be filled in */
    for (size_t i = 0; i < study->summary.people; i++)
        hinge_text_printf(&people, "%s,,,,\n", study->participant[i]);
    /* Cells of the recordings that are filled in by hand are empty. */
    const struct hinge_protocol_options *o = study->options;
    hinge_text_adds(&list, "file,participant,group,session,task,cue,trial,role,cond_order,"
                           "planned_reps");
    cleared_by(hinge_text_clear) struct hinge_text columns = {0}, empty = {0};
    hinge_protocol_ask(study, NULL, &columns);
    for (size_t i = 0; i < columns.length; i++)
        hinge_text_adds(&empty, columns.data[i] == ',' ? "," : "");
    const bool again = hinge_protocol_measures_again(o);
    hinge_text_printf(&list, "%s%s\n", hinge_text_string(&columns), again ? ",retest" : "");
    for (size_t i = 0; i < study->rows; i++) {
        const struct hinge_protocol_row *row = &study->row[i];
        const char *title = hinge_protocol_title(study, row);
        const char *retest = !again ? "\n" : row->session > 1 ? ",1\n" : ",\n";
        hinge_text_printf(&list, "%s,%s,%s,%s,", row->file, study->participant[row->person],
                          o->group[study->group_of[row->person]].name,
                          study->session[row->session - 1]);
        if (row->role == HINGE_ROLE_trial)
            hinge_text_printf(&list, "%s,%s,%u,trial,%u,%zu%s%s", o->task[row->task], title,
                              row->trial, row->order, o->reps, hinge_text_string(&empty), retest);
        else
            hinge_text_printf(&list, "%s,,1,%s,,%s%s",
                              row->role == HINGE_ROLE_standing ? "calibration" : title, title,
                              hinge_text_string(&empty), retest);
    }
    /* What was planned, as hinge-run reads it. */
    hinge_text_adds(&config, "# As it was planned: hinge-run of this folder makes the report.\n"
                             "[run]\nlist = trials.csv\nplan = plan.json\n");
    if (hinge_protocol_each_has(study)) /* of groups the share, which is standard */
        hinge_text_adds(&config, "# each cue has an outcome of its own\n#primary =\n");
    else
        hinge_text_printf(&config, "primary = %s\n", study->asked ? o->primary : study->primary.id);
    if (o->n_groups > 1)
        hinge_text_printf(&config, "order = %s,%s\n", o->group[0].name, o->group[1].name);
    if (o->before_after)
        hinge_text_printf(&config, "change = session:%s-%s\n", hinge_stage_name(HINGE_STAGE_AFTER),
                          hinge_stage_name(HINGE_STAGE_BEFORE));
    if (o->n_cues > 1)
        hinge_text_printf(&config, "baseline = %s\n", o->cue[0]);
    if (*o->margin != '\0')
        hinge_text_printf(&config, "margin = %s\n", o->margin);
    if (o->n_tasks > 1)
        hinge_text_printf(&config, "main = task=%s\n", o->task[0]);
    hinge_text_adds(&config, "\n[ingest]\n# recordings without a file are still to come\n"
                             "absent = planned\n");
    if (status == HINGE_OK)
        status = hinge_plan_write(study, &pages.preregistration, &plan, error);
    if (status == HINGE_OK)
        status = hinge_folder_make(folder, error);
    for (size_t i = 0; i < FILES && status == HINGE_OK; i++) {
        cleared_by(freed) char *file = hinge_path_join(folder, names[i]);
        status = hinge_file_add(file, hinge_unless_forced(study->options->force),
                                hinge_text_string(text[i]), text[i]->length, error);
    }
    return status;
}

void hinge_protocol_template(char **text)
{
    struct hinge_text out = {0};
    hinge_template_text(hinge_template_plan, &out);
    *text = out.data;
}

enum hinge_status hinge_protocol_make(const struct hinge_protocol_options *given,
                                      const char *folder, struct hinge_protocol_summary *summary,
                                      struct hinge_error *error)
{
    struct hinge_protocol_options copy;
    const struct hinge_protocol_options *options = &copy;
    enum hinge_status taken = hinge_request_take(&copy, sizeof copy, given, error);
    if (taken != HINGE_OK)
        return taken;
    HINGE_REQUEST_TEXTS(hinge_request_blank, &copy.name, &copy.effect, &copy.sd_effect,
                        &copy.sd_trial, &copy.sd_rep, &copy.primary, &copy.margin);
    HINGE_REQUEST_TEXTS(hinge_request_none, &copy.template);
    struct hinge_protocol study = {
        .options = options, .primary = hinge_outcome_share, .asked = *copy.primary != '\0'};
    char name[80];
    snprintf(name, sizeof name, "{participant}/%s{session}_%s{cue}_{trial}.csv",
             options->practice > 0 || options->before_after ? "" : "s",
             options->n_tasks > 1 ? "{task}_" : "");
    if (*copy.name == '\0')
        copy.name = name;
    bool markers = hinge_ends_alike(copy.name, ".c3d") || hinge_ends_alike(copy.name, ".trc");
    if (copy.tier == '\0')
        copy.tier = markers ? 'A' : 'B';
    enum hinge_status status = protocol_check(options, error);
    if (status == HINGE_OK && study.asked)
        status = hinge_outcome_primary("--primary", copy.primary, NULL, &study.primary, error);
    if (status == HINGE_OK)
        baseline_first(&copy, &study.arena);
    if (options->practice > 0) {
        copy.baseline_first = true;
        copy.sessions = copy.practice + 3;
    }
    if (copy.before_after && copy.sessions == 1)
        copy.sessions = 2;
    if (status == HINGE_OK) {
        const char *known[64];
        size_t n = 0, rows;
        const struct hinge_cue *row = hinge_cue_rows(&rows);
        for (; n < rows && n < sizeof known / sizeof *known; n++)
            known[n] = row[n].id;
        for (size_t i = 0; i < options->n_cues; i++) {
            const char *near = hinge_cue_find(options->cue[i]) == NULL
                                   ? hinge_suggest(options->cue[i], known, n)
                                   : options->cue[i];
            if (near == options->cue[i])
                continue;
            hinge_note(options->message, options->message_context,
                       "--cues: \"%s\" is not a known cue%s%s%s; %s", options->cue[i],
                       near != NULL ? " (did you mean \"" : "", hinge_or_empty(near),
                       near != NULL ? "\"?)" : "",
                       *hinge_or_empty(options->primary) != '\0'
                           ? "its primary outcome is that of the study"
                           : "it has no primary outcome: name one in preregistration.md");
        }
        if (options->n_cues > 1 && !hinge_same_name(options->cue[0], "none"))
            hinge_note(options->message, options->message_context,
                       "--cues: no condition without a cue (none); add it if you record one; "
                       "changes are against \"%s\"",
                       options->cue[0]);
    }
    if (status == HINGE_OK) {
        /* Before the work: a list may have been filled in since. */
        for (size_t i = 0; i < FILES && status == HINGE_OK; i++) {
            cleared_by(freed) char *path = hinge_path_join(folder, names[i]);
            status = hinge_file_absent(path, hinge_unless_forced(options->force), error);
        }
    }
    if (status == HINGE_OK)
        status = hinge_protocol_deal(&study, error);
    if (status == HINGE_OK)
        status = find_questions(&study, error);
    if (status == HINGE_OK)
        status = write_plan(&study, folder, error);
    if (status == HINGE_OK && summary != NULL)
        *summary = study.summary;
    hinge_arena_clear(&study.arena);
    return status;
}
