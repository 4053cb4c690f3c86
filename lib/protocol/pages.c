/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plan gives people to read: facts for the template, which has every word. */
#include "protocol/study.h"

#include "base/parameters.h"
#include "result/template.h"

#include <jansson.h>

static void add_text(json_t *facts, const char *name, const char *text)
{
    json_object_set_new(facts, name, json_string(text));
}

static void add_flag(json_t *facts, const char *name, bool is)
{
    json_object_set_new(facts, name, json_boolean(is));
}

/* A count, and whether it is one. */
static void add_count(json_t *facts, const char *name, size_t n)
{
    char one[40];
    snprintf(one, sizeof one, "%s_1", name);
    json_object_set_new(facts, name, json_integer((json_int_t)n));
    add_flag(facts, one, n == 1);
}

/* With so many decimals; a dash for what is not known. */
static void add_decimals(json_t *facts, const char *name, int digits, double value)
{
    char text[40] = "–";
    if (!isnan(value))
        snprintf(text, sizeof text, "%.*f", digits, value);
    add_text(facts, name, text);
}

/* A new item at the end of a list. */
static json_t *add_item(json_t *list)
{
    json_t *item = json_object();
    add_flag(item, "after", json_array_size(list) > 0);
    json_array_append_new(list, item);
    return item;
}

static json_t *add_list(json_t *facts, const char *name)
{
    json_t *list = json_array();
    json_object_set_new(facts, name, list);
    return list;
}

/* --- what is asked on the sheet --- */

/* Asked under a cue, or for a task. */
static const struct {
    const char *cue;
    enum { UNDER_CUE, TOUCHING, ONE_LEG, ON_BLOCK, IN_HANDS } when;
    const char *columns;
} asked[] = {
    {NULL, ONE_LEG, "side"},
    {"wall_tap", UNDER_CUE, "wall_gap_cm"},
    {"bench_behind", UNDER_CUE, "bench_gap_cm,bench_height_cm"},
    {NULL, TOUCHING, "contact"},
    {"heel_block", UNDER_CUE, "heel_block_cm"},
    {NULL, ON_BLOCK, "block_cm"},
    {NULL, IN_HANDS, "load_kg"},
};

/* Whether a cue, or any of the plan's (NULL), has the word in its name: "wall_tap". */
static bool is_under(const struct hinge_protocol_options *options, const char *cue,
                     const char *word)
{
    bool is = cue != NULL && strstr(cue, word) != NULL;
    for (size_t i = 0; cue == NULL && i < options->n_cues; i++)
        is = is || strstr(options->cue[i], word) != NULL;
    return is;
}

void hinge_protocol_ask(const struct hinge_protocol *study, const struct hinge_protocol_row *row,
                        struct hinge_text *columns)
{
    const struct hinge_protocol_options *options = study->options;
    const char *cue = row != NULL ? hinge_protocol_title(study, row) : NULL;
    bool one_leg = false, on_block = false, in_hands = false;
    for (size_t i = 0; i < options->n_tasks; i++) {
        const struct hinge_task *task = hinge_task_find(options->task[i]);
        const bool is = row == NULL || row->task == i;
        one_leg = one_leg || (is && task->unilateral);
        on_block = on_block || (is && task->on_block);
        in_hands = in_hands || (is && task->in_hands);
    }
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        bool asks = asked[i].when == ONE_LEG    ? one_leg
                    : asked[i].when == ON_BLOCK ? on_block
                    : asked[i].when == IN_HANDS ? in_hands
                    : asked[i].when == TOUCHING ? is_under(options, cue, "wall_tap") ||
                                                      is_under(options, cue, "bench_behind") ||
                                                      is_under(options, cue, "bench_front") ||
                                                      is_under(options, cue, "button_behind")
                                                : is_under(options, cue, asked[i].cue);
        if (asks)
            hinge_text_printf(columns, ",%s", asked[i].columns);
    }
}

/* --- the study --- */

static void add_outcome(json_t *facts, const struct hinge_cue_outcome *outcome)
{
    add_text(facts, outcome->is_fault ? "fault" : "metric", outcome->id);
    add_text(facts, "phase", outcome->phase);
    add_flag(facts, "up", outcome->expected == HINGE_EXPECT_UP);
    add_flag(facts, "down", outcome->expected == HINGE_EXPECT_DOWN);
    add_flag(facts, "target", outcome->expected == HINGE_EXPECT_TOWARDS);
}

static json_t *add_object(json_t *facts, const char *name)
{
    json_t *object = json_object();
    json_object_set_new(facts, name, object);
    return object;
}

/* A cue with its outcomes, or that of the study in place of them; of one's own there are none. */
static void add_cue(const struct hinge_protocol *study, json_t *facts, const char *id)
{
    const struct hinge_cue *cue = hinge_cue_find(id);
    add_text(facts, "cue", id);
    add_flag(facts, "own", cue == NULL && !study->asked);
    add_text(facts, "watch", cue != NULL ? hinge_or_empty(cue->watch) : "");
    if (study->asked) {
        add_outcome(add_object(facts, "primary"), &study->primary);
        add_list(facts, "secondary");
    }
    if (cue == NULL || study->asked)
        return;
    if (cue->primary.id == NULL) {
        add_text(facts, "unmeasured", cue->unmeasured);
    } else {
        add_outcome(add_object(facts, "primary"), &cue->primary);
        if (cue->done.id != NULL)
            add_outcome(add_object(facts, "done"), &cue->done);
    }
    json_t *secondary = add_list(facts, "secondary");
    for (int i = 0; i < HINGE_CUE_SECONDARY_MAX && cue->secondary[i].id != NULL; i++)
        add_outcome(add_item(secondary), &cue->secondary[i]);
    if (cue->later != NULL)
        add_text(facts, "later", cue->later);
}

/* How many people of a group do each sequence in a visit, counted in the list. Returns whether all
 * sequences are done equally often, which is said of the first visit for each of them. */
static bool add_sequences(const struct hinge_protocol *study, size_t group, unsigned visit,
                          json_t *dealt)
{
    const struct hinge_protocol_options *o = study->options;
    cleared_by(hinge_intern_clear) struct hinge_intern sequence = {0};
    cleared_by(hinge_text_clear) struct hinge_text cues = {0};
    size_t *n = hinge_alloc(o->group[group].people, sizeof *n), places = 0;
    for (size_t r = 0; r < study->rows; r++) {
        const struct hinge_protocol_row *row = &study->row[r];
        if (row->session != visit || study->group_of[row->person] != group)
            continue;
        if (row->order > 0 && row->trial == 1 && row->task == 0)
            hinge_text_printf(&cues, "%s%s", places++ > 0 ? ", " : "", o->cue[row->cue]);
        if (r + 1 < study->rows && row[1].person == row->person && row[1].session == visit)
            continue;
        if (places > 1) /* else the visit has no order */
            n[hinge_intern_number(&sequence, hinge_text_string(&cues))]++;
        cues.length = places = 0;
    }
    bool alike = sequence.n == 0 || sequence.n == study->summary.square;
    for (size_t i = 1; i < sequence.n && alike; i++)
        alike = n[i] == n[0];
    const unsigned first = o->practice > 0 ? 2 : 1;
    json_t *item = sequence.n > 0 && (!alike || visit == first) ? add_item(dealt) : NULL;
    if (item != NULL && o->n_groups > 1)
        add_text(item, "of_group", o->group[group].name);
    if (item != NULL && alike)
        add_count(item, "each", n[0]);
    if (item != NULL && !alike && o->sessions > 1)
        add_text(item, "visit", study->session[visit - 1]);
    json_t *list = item != NULL && !alike ? add_list(item, "sequences") : NULL;
    for (size_t i = 0; i < sequence.n && list != NULL; i++) {
        json_t *one = add_item(list);
        add_text(one, "sequence", sequence.text[i]);
        add_count(one, "n", n[i]);
    }
    if (list != NULL && sequence.n < study->summary.square)
        add_count(item, "undone", study->summary.square - sequence.n);
    free(n);
    return alike;
}

/* The recordings of a comparison, as an option of a shell: of some sessions ("": all), without a
 * cue or under any, of the first task. */
static void add_filter(const struct hinge_protocol_options *o, const char *name,
                       const char *sessions, bool uncued, json_t *facts)
{
    cleared_by(hinge_text_clear) struct hinge_text filter = {0}, option = {0};
    if (*sessions != '\0')
        hinge_text_printf(&filter, "session=%s", sessions);
    if (uncued && o->n_cues > 1)
        hinge_condition_add(&filter, "cue", o->cue[0]);
    if (o->n_tasks > 1)
        hinge_condition_add(&filter, "task", o->task[0]);
    const char *quote = strchr(hinge_text_string(&filter), '&') != NULL ? "'" : "";
    hinge_text_printf(&option, " --filter %s%s%s", quote, hinge_text_string(&filter), quote);
    add_text(facts, name, filter.length > 0 ? hinge_text_string(&option) : "");
}

static void add_groups(const struct hinge_protocol *study, json_t *facts)
{
    const struct hinge_protocol_options *o = study->options;
    json_t *groups = add_list(facts, "groups");
    for (size_t i = 0; i < o->n_groups; i++) {
        json_t *group = add_item(groups);
        add_text(group, "name", o->group[i].name);
        add_count(group, "n", o->group[i].people);
    }
    add_flag(facts, "compared", o->n_groups > 1 && !o->before_after);
    if (o->before_after) {
        json_t *visits = add_object(facts, "visits");
        add_flag(visits, "between", o->n_groups > 1);
        add_flag(visits, "later", o->sessions > 2);
        add_flag(visits, "cued", o->n_cues > 1);
        add_filter(o, "of_both", o->n_groups < 2 && o->sessions > 2 ? "before,after" : "", true,
                   visits);
    }
    add_flag(facts, "two_groups", o->n_groups == 2);
    add_flag(facts, "more_groups", o->n_groups > 2);
    add_text(facts, "a", o->group[0].name);
    add_count(facts, "a_n", o->group[0].people);
    if (o->n_groups > 1) {
        add_text(facts, "b", o->group[1].name);
        add_count(facts, "b_n", o->group[1].people);
    }
}

/* What is compared. */
static void add_comparisons(const struct hinge_protocol *study, json_t *facts)
{
    const struct hinge_protocol_options *o = study->options;
    bool known = hinge_same_name(o->cue[0], "none");
    add_flag(facts, "cues", o->n_cues > 1 && o->practice == 0);
    add_count(facts, "comparisons", o->n_cues - 1);
    add_text(facts, "base", o->cue[0]);
    add_flag(facts, "wall_tap", is_under(o, NULL, "wall_tap"));
    json_t *list = add_list(facts, "list"), *outcomes = add_list(facts, "outcomes");
    for (size_t i = 0; i < o->n_cues; i++) {
        if (i > 0)
            add_cue(study, add_item(list), o->cue[i]);
        if (i > 0 || !(o->baseline_first || known))
            add_cue(study, add_item(outcomes), o->cue[i]);
    }
    char text[40];
    snprintf(text, sizeof text, "%.3g", o->alpha);
    add_text(facts, "alpha", text);
}

/* An amount in the unit that readers see: "2.9°", "−5 points". */
static void add_amount(json_t *facts, const char *name, int digits, double value,
                       const struct hinge_unit_words *unit)
{
    char text[80];
    cleared_by(hinge_text_clear) struct hinge_text minus = {0};
    const char *change = unit != NULL ? unit->change : "";
    value *= unit != NULL ? unit->scale : 1;
    if (fabs(value) == 1 && strcmp(change, " points") == 0)
        change = " point";
    snprintf(text, sizeof text, "%.*g%s", digits, value, change);
    hinge_display_minus(&minus, text);
    add_text(facts, name, hinge_text_string(&minus));
}

/* The tests of the report: of whom, of what, and what they can detect. */
static void add_questions(const struct hinge_protocol *study, json_t *facts)
{
    static const char *const asks[] = {"of_groups", "of_practice", "of_visits", "of_cue",
                                       "of_changes"};
    json_t *questions = add_list(facts, "questions"), *assumed = add_list(facts, "assumed");
    bool unseen = false;
    for (size_t i = 0; i < study->n_questions; i++) {
        const struct hinge_protocol_question *q = &study->question[i];
        const bool paired = q->design.test == HINGE_POWER_PAIRED;
        const struct hinge_amount *sd =
            q->outcome.id != NULL ? hinge_amount_find(&study->sd_effect, q->outcome.id) : NULL;
        json_t *item = add_item(questions);
        add_flag(item, asks[q->asks], true);
        if (q->asks == HINGE_ASKS_CUE)
            add_text(item, "cue", study->options->cue[q->cue]);
        if (q->outcome.id != NULL)
            add_outcome(add_object(item, "primary"), &q->outcome);
        add_flag(item, "paired", paired);
        add_count(item, "pairs", (size_t)q->design.n1);
        add_count(item, "steps", q->steps);
        add_flag(item, "unseen", q->unseen);
        unseen = unseen || q->unseen;
        if (!isnan(q->least))
            add_decimals(item, "least", 2, q->least);
        if (isnan(q->sd) || isnan(q->least))
            continue;
        add_amount(item, "units", 2, q->least * q->sd, sd->unit);
        json_t *with = add_item(assumed);
        if (q->asks == HINGE_ASKS_CUE)
            add_text(with, "cue", study->options->cue[q->cue]);
        add_outcome(add_object(with, "primary"), &q->outcome);
        add_amount(with, "sd", 3, q->sd, sd->unit);
        add_amount(with, "sd_effect", 6, sd->value, sd->unit);
        add_amount(with, "sd_trial", 6, hinge_amount_find(&study->sd_trial, q->outcome.id)->value,
                   sd->unit);
        add_amount(with, "sd_rep", 6, hinge_amount_find(&study->sd_rep, q->outcome.id)->value,
                   sd->unit);
        if (isnan(q->power))
            continue;
        add_amount(with, "effect", 6, q->effect, sd->unit);
        add_decimals(with, "power", 2, q->power);
        add_flag(with, "paired", paired);
        add_decimals(with, "n_80", 0, q->n_80);
        add_decimals(with, "n_90", 0, q->n_90);
        add_decimals(with, "b_80", 0, ceil(q->design.ratio * q->n_80 - 1e-9));
        add_decimals(with, "b_90", 0, ceil(q->design.ratio * q->n_90 - 1e-9));
    }
    add_flag(facts, "asked", study->n_questions > 0);
    add_flag(facts, "some_unseen", unseen);
    add_flag(facts, "with_sd", json_array_size(assumed) > 0);
}

/* "bodyweight_hinge" as words. */
static void add_words(json_t *facts, const char *name, const char *id)
{
    char words[160];
    snprintf(words, sizeof words, "%s", id);
    for (char *p = strchr(words, '_'); p != NULL; p = strchr(p, '_'))
        *p = ' ';
    add_text(facts, name, words);
}

static json_t *facts_of(const struct hinge_protocol *study)
{
    const struct hinge_protocol_options *o = study->options;
    struct hinge_parameters parameters;
    json_t *facts = json_object();
    char tier[2] = {o->tier, '\0'};
    hinge_parameters_init(&parameters);
    json_t *tasks = add_list(facts, "tasks");
    for (size_t i = 0; i < o->n_tasks; i++) {
        json_t *task = add_item(tasks);
        add_text(task, "task", o->task[i]);
        add_words(task, "words", o->task[i]);
    }
    add_flag(facts, "several_tasks", o->n_tasks > 1);
    add_text(facts, "task", o->task[0]);
    const char *before = hinge_stage_name(HINGE_STAGE_BEFORE);
    add_filter(o, "filter", o->practice > 0 ? before : "", o->practice == 0, facts);
    add_filter(o, "of_cues", o->before_after ? before : "", false, facts);
    add_flag(facts, "practice", o->practice > 0);
    add_count(facts, "practised", o->practice);
    add_flag(facts, "furthest", o->practice > 0 && study->needs[HINGE_ROLE_maxflex]);
    add_text(facts, "tier", tier);
    add_flag(facts, tier, true);
    add_count(facts, "people", study->summary.people);
    add_count(facts, "sessions", o->sessions);
    add_flag(facts, "retest", hinge_protocol_measures_again(o));
    add_count(facts, "recordings", study->summary.recordings);
    add_count(facts, "references", study->summary.references);
    add_count(facts, "reps", o->reps);
    add_count(facts, "min_reps", (size_t)parameters.agg_min_reps);
    add_outcome(add_object(facts, "planned"), &study->primary);
    if (study->asked)
        add_text(facts, "primary_option", o->primary);
    add_groups(study, facts);
    /* In which order conditions come, and what is not balanced. */
    const struct hinge_protocol_summary *s = &study->summary;
    add_flag(facts, "one_cue", o->n_cues < 2);
    if (!(o->n_cues < 2)) {
        if (o->baseline_first && o->practice == 0)
            add_text(facts, "first", o->cue[0]);
        if (s->square > 1) {
            bool alike = true;
            add_count(facts, "square", s->square);
            json_t *dealt = add_list(facts, "dealt");
            for (size_t g = 0; g < o->n_groups; g++)
                for (unsigned visit = 1; visit <= o->sessions; visit++)
                    alike = add_sequences(study, g, visit, dealt) && alike;
            add_flag(facts, "alike", alike);
        }
        json_object_set_new(facts, "seed", json_integer((json_int_t)o->seed));
        add_flag(facts, "drills", study->units < o->n_cues);
        json_t *series = add_list(facts, "series");
        for (size_t u = 0; u < study->units; u++) {
            size_t from = study->unit[u], to = study->unit[u + 1];
            cleared_by(hinge_text_clear) struct hinge_text cues = {0};
            for (size_t i = from; i < to; i++)
                hinge_text_printf(&cues, "%s%s", i > from ? ", " : "", o->cue[study->in_unit[i]]);
            if (to - from > 1) {
                json_t *item = add_item(series);
                add_text(item, "cues", hinge_text_string(&cues));
                add_flag(item, "after", json_array_size(series) > 1 || s->square > 1);
            }
        }
    }
    add_comparisons(study, facts);
    add_questions(study, facts);
    struct hinge_text line = {0}; /* as study.ini and --margin have it */
    json_t *margins = add_list(facts, "margins");
    for (size_t i = 0; i < study->margin.n; i++) {
        const struct hinge_amount *margin = &study->margin.of[i];
        char text[64];
        json_t *item = add_item(margins);
        add_text(item, "of", margin->outcome);
        add_amount(item, "margin", 6, margin->value, margin->unit);
        hinge_text_printf(&line, "%s%s=%s", i > 0 ? "," : "", margin->outcome,
                          hinge_amount_text(margin, text));
    }
    if (line.length > 0)
        add_text(facts, "margin_line", hinge_text_string(&line));
    hinge_text_clear(&line);
    return facts;
}

/* --- the sheets, one per person and session --- */

/* What a condition or reference is called and how it is done, from the template. */
struct wording {
    char name[128];
    char say[400]; /* "" where it says nothing */
    bool is_said;  /* word for word */
};

static struct wording wording_of(const struct hinge_protocol *study,
                                 const struct hinge_protocol_row *row, const char *template)
{
    struct wording words = {.say = ""};
    cleared_by(hinge_text_clear) struct hinge_text name = {0}, say = {0};
    const char *title = hinge_protocol_title(study, row);
    char part[160];
    bool trial = row->role == HINGE_ROLE_trial;
    const struct hinge_cue *cue = trial ? hinge_cue_find(title) : NULL;
    const char *id = cue != NULL ? cue->id : title; /* in any letters */
    snprintf(part, sizeof part, "name.%s", id);
    if (!hinge_template_part(template, part, &name)) {
        char buffer[sizeof words.name];
        hinge_text_adds(&name, hinge_wording_cell("cue", id, buffer, sizeof buffer));
    }
    snprintf(part, sizeof part, "say.%s", id);
    words.is_said = hinge_template_part(template, part, &say) && trial;
    if (say.length == 0 && cue != NULL)
        hinge_text_adds(&say, cue->wording);
    snprintf(words.name, sizeof words.name, "%s", hinge_text_string(&name));
    snprintf(words.say, sizeof words.say, "%s", hinge_text_string(&say));
    return words;
}

/* Of each role, and of each cue; of a task beside the first without a cue. */
struct wordings {
    struct wording role[HINGE_ROLE_COUNT], cue[HINGE_ORDER_MAX], other;
};

static void add_row(const struct hinge_protocol *study, const struct hinge_protocol_row *row,
                    const struct wordings *words, size_t place, bool html, json_t *facts)
{
    bool trial = row->role == HINGE_ROLE_trial;
    const struct wording *wording = !trial                           ? &words->role[row->role]
                                    : row->task > 0 && row->cue == 0 ? &words->other
                                                                     : &words->cue[row->cue];
    char reps[32] = "";
    if (trial)
        snprintf(reps, sizeof reps, "%zu", study->options->reps);
    add_count(facts, "place", place);
    add_text(facts, "name", wording->name);
    add_text(facts, "say", wording->say);
    if (trial && study->options->n_tasks > 1)
        add_words(facts, "movement", study->options->task[row->task]);
    add_flag(facts, "quote", wording->is_said);
    add_flag(facts, "own", trial && !wording->is_said);
    add_text(facts, "repeat", reps);
    /* the file's name, which may break where its words end */
    struct hinge_text text = {0};
    for (const char *p = row->file; *p != '\0'; p++) {
        hinge_text_add(&text, p, 1);
        if (html && (*p == '/' || *p == '_'))
            hinge_text_adds(&text, "<wbr>");
    }
    add_text(facts, "file", hinge_text_string(&text));
    hinge_text_clear(&text);
    cleared_by(hinge_text_clear) struct hinge_text columns = {0};
    if (trial)
        hinge_protocol_ask(study, row, &columns);
    const char *rest = hinge_text_string(&columns), *column;
    json_t *asks = *rest != '\0' ? add_object(facts, "asks") : NULL;
    for (size_t n; (column = hinge_next_item(&rest, ',', &n)) != NULL;) {
        char id[40];
        snprintf(id, sizeof id, "%.*s", (int)n, column);
        add_flag(asks, id, true);
    }
}

/* The next piece of a page: the template with a fact more. */
static enum hinge_status add_piece(const struct hinge_template *template, json_t *facts,
                                   const char *piece, json_t *fact, struct hinge_text *out,
                                   struct hinge_error *error)
{
    json_object_set_new(facts, piece, fact);
    enum hinge_status status = hinge_template_render(template, facts, out, error);
    json_object_del(facts, piece);
    return status;
}

/* The plan, sheet by sheet: of many people all would be much. */
static enum hinge_status make_plan(const struct hinge_protocol *study, json_t *facts,
                                   const struct hinge_template *template,
                                   const struct wordings *words, bool html, struct hinge_text *out,
                                   struct hinge_error *error)
{
    add_flag(facts, "html", html);
    enum hinge_status status = add_piece(template, facts, "head", json_true(), out, error);
    for (size_t i = 0; i < study->rows && status == HINGE_OK;) {
        const struct hinge_protocol_row *first = &study->row[i], *row = first;
        json_t *sheet = json_object(), *rows = add_list(sheet, "rows");
        add_text(sheet, "person", study->participant[row->person]);
        add_text(sheet, "group", study->options->group[study->group_of[row->person]].name);
        add_text(sheet, "session", study->session[row->session - 1]);
        for (; i < study->rows && row->person == first->person && row->session == first->session;
             row = &study->row[++i])
            add_row(study, row, words, (size_t)(row - first) + 1, html, add_item(rows));
        status = add_piece(template, facts, "sheet", sheet, out, error);
    }
    return status == HINGE_OK ? add_piece(template, facts, "end", json_true(), out, error) : status;
}

enum hinge_status hinge_protocol_pages_make(const struct hinge_protocol *study, const char *name,
                                            const char *text, struct hinge_protocol_pages *pages,
                                            struct hinge_error *error)
{
    const struct hinge_template template = {.name = name, .text = text};
    cleared_by(freed) struct wordings *words = hinge_alloc(1, sizeof *words);
    json_auto_t *facts = facts_of(study);
    struct hinge_protocol_row row = {0};
    for (int role = 0; role < HINGE_ROLE_COUNT; role++) {
        row.role = (enum hinge_trial_role)role;
        if (study->needs[role])
            words->role[role] = wording_of(study, &row, text);
    }
    row.role = HINGE_ROLE_trial;
    for (; row.cue < study->options->n_cues; row.cue++)
        words->cue[row.cue] = wording_of(study, &row, text);
    cleared_by(hinge_text_clear) struct hinge_text say = {0};
    words->other = words->cue[0]; /* the baseline */
    if (hinge_same_name(study->options->cue[0], "none") &&
        hinge_template_part(text, "say.other_task", &say))
        snprintf(words->other.say, sizeof words->other.say, "%s", hinge_text_string(&say));
    enum hinge_status status =
        make_plan(study, facts, &template, words, false, &pages->markdown, error);
    if (status == HINGE_OK)
        status = make_plan(study, facts, &template, words, true, &pages->html, error);
    if (status == HINGE_OK)
        status = add_piece(&template, facts, "preregistration", json_true(),
                           &pages->preregistration, error);
    return status;
}

void hinge_protocol_pages_clear(struct hinge_protocol_pages *pages)
{
    hinge_text_clear(&pages->markdown);
    hinge_text_clear(&pages->html);
    hinge_text_clear(&pages->preregistration);
}
