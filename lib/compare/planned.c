/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes fixed beforehand (of cues those of method 8.2, of groups the lumbar share and its
 * parts): their columns and ratios. */
#include "compare/comparison.h"

#include "faults/fault.h"
#include "report/people/amounts.h"
#include "report/people/outcomes.h"
#include "report/print/published.h"
#include "report/print/quantity.h"
#include "stats/parts/planned.h"
#include "table/columns.h"
#include "trial/heard.h"

#include <hinge/compare.h>

/* --- The table has the metrics of one phase; those of others come beside them. --- */

enum { KNOWN = 128 };

/* What is being planned. */
struct plan {
    struct hinge_comparison *c;
    struct hinge_table *table;  /* of the comparison */
    const char *phase;          /* that the table's metrics are of */
    struct hinge_table metrics; /* that the results have */
    size_t n_known;
    struct {
        size_t column;
        const char *id, *phase;
    } known[KNOWN]; /* columns whose reasons are wanted */
    struct hinge_plan made;
    json_t *ratios;
    struct hinge_arena arena;
    bool *asked;   /* per row: let in by the filter's tier */
    bool no_spine; /* the rows asked for are of tier C */
};

static bool failed(const struct plan *plan)
{
    return plan->c->status != HINGE_OK;
}

static bool take(struct plan *plan, enum hinge_status status)
{
    return hinge_comparison_take(plan->c, status);
}

/* Whether any repetition has a number there. */
static bool has_values(const struct plan *plan, size_t at)
{
    const struct hinge_column *column = &plan->table->column[at];
    if (column->type != HINGE_COLUMN_NUMBER)
        return false;
    for (size_t r = 0; r < plan->table->rows; r++)
        if (!isnan(column->number[r]))
            return true;
    return false;
}

struct one_phase {
    size_t phase;
    double *to;
};

static void use_phase(void *context, size_t row, const double *const *values)
{
    const struct one_phase *one = context;
    one->to[row] = values[0][one->phase];
}

/* Adds the metric in a phase as a column and returns its position; SIZE_MAX if it has none. */
static size_t add_metric(struct plan *plan, const char *id, const char *phase, const char *name)
{
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    const size_t row = hinge_table_row_of(&plan->metrics, "id", id, 0);
    if (row == SIZE_MAX || failed(plan) ||
        !take(plan, hinge_results_describe(plan->c->reader, "/reps", id, &spec, &dimension,
                                           plan->c->error)) ||
        spec.n_further != 1)
        return SIZE_MAX;
    const struct hinge_dimension *phases = &dimension[spec.further[0]];
    long at = hinge_label_find(phases->label, phases->length, phase);
    if (at < 0)
        return SIZE_MAX;
    const char *unit = hinge_table_text(&plan->metrics, "unit", row);
    double digits = hinge_table_number(&plan->metrics, "digits", row);
    size_t column =
        hinge_table_add_column(plan->table, name, HINGE_COLUMN_NUMBER, unit != NULL ? unit : "",
                               digits >= 0 && digits < 10 ? (int)digits : 3);
    struct one_phase one = {(size_t)at, plan->table->column[column].number};
    take(plan, hinge_results_each(plan->c->reader, "/reps", &id, 1, plan->table->rows, NULL,
                                  use_phase, &one, plan->c->error));
    return column;
}

/* The table's column of a metric in a phase ("metric@phase"), read when it is not there; SIZE_MAX
 * when the results have no such metric. */
static size_t metric_of(struct plan *plan, const char *id, const char *phase)
{
    char name[192];
    bool here = plan->c->reader == NULL || strcmp(phase, plan->phase) == 0;
    snprintf(name, sizeof name, here ? "%s" : "%s@%s", id, phase);
    long at = hinge_table_find(plan->table, name);
    return at >= 0                   ? (size_t)at
           : plan->c->reader == NULL ? SIZE_MAX
                                     : add_metric(plan, id, phase, name);
}

/* The column of a fault's severity; SIZE_MAX: none. */
static size_t severity_of(const struct plan *plan, const char *fault)
{
    char name[160];
    snprintf(name, sizeof name, HINGE_SEVERITY "%s", fault);
    return (size_t)hinge_table_find(plan->table, name); /* SIZE_MAX of -1 */
}

/* A column of the distance of another from a value. */
static size_t distance_of(struct plan *plan, size_t of, double target)
{
    char name[224];
    struct hinge_table *table = plan->table;
    snprintf(name, sizeof name, HINGE_DISTANCE "%s", table->column[of].name);
    long at = hinge_table_find(table, name);
    if (at >= 0)
        return (size_t)at;
    size_t column = hinge_table_add_column(table, name, HINGE_COLUMN_NUMBER, table->column[of].unit,
                                           table->column[of].digits);
    for (size_t r = 0; r < table->rows; r++)
        table->column[column].number[r] = fabs(table->column[of].number[r] - target);
    return column;
}

/* Remembers that a column is of a metric in a phase: why its values are missing is read once,
 * for all. */
static void remember(struct plan *plan, size_t column, const char *id, const char *phase)
{
    if (column == SIZE_MAX || plan->c->reader == NULL || plan->n_known == KNOWN)
        return;
    for (size_t i = 0; i < plan->n_known; i++)
        if (plan->known[i].column == column)
            return;
    plan->known[plan->n_known].column = column;
    plan->known[plan->n_known].id = id;
    plan->known[plan->n_known++].phase = phase;
}

/* --- Ratios of means among the outcomes of a request: the columns they are made of, and the least
 * mean below. --- */

static void set_parts(const char *outcome, const struct hinge_ratio_parts *of, json_t *parts)
{
    char least[40];
    snprintf(least, sizeof least, "%.17g", of->least);
    json_object_set_new(parts, outcome,
                        json_pack("[s, s, s]", of->column[0], of->column[1], least));
}

bool hinge_planned_ratio(struct hinge_comparison *c, const char *outcome, json_t *parts)
{
    struct hinge_ratio_parts of;
    if (!hinge_comparison_take(c, hinge_ratio_parts(c->reader, c->table, outcome, &of, c->error)))
        return false;
    if (*of.column[0] != '\0')
        set_parts(outcome, &of, parts);
    return true;
}

/* A ratio of means of the phase that its column says ("metric@phase"). */
static void set_ratio(struct plan *plan, const char *column)
{
    struct hinge_ratio_of_means of;
    char id[160];
    if (column == NULL || plan->c->reader == NULL || failed(plan))
        return;
    const char *at = strchr(column, '@'), *phase = at != NULL ? at + 1 : plan->phase;
    snprintf(id, sizeof id, "%.*s", (int)strcspn(column, "@"), column);
    if (!hinge_ratio_of_means_find(id, &of) || of.above == NULL) {
        (void)hinge_planned_ratio(plan->c, column, plan->ratios);
        return;
    }
    size_t above = metric_of(plan, of.above, phase), below = metric_of(plan, of.below, phase);
    if (failed(plan) || above == SIZE_MAX || below == SIZE_MAX)
        return;
    struct hinge_ratio_parts parts = {.least = 0};
    snprintf(parts.column[0], sizeof parts.column[0], "%s", plan->table->column[above].name);
    snprintf(parts.column[1], sizeof parts.column[1], "%s", plan->table->column[below].name);
    if (take(plan,
             hinge_results_parameter(plan->c->reader, of.least, &parts.least, plan->c->error)))
        set_parts(column, &parts, plan->ratios);
}

/* --- Outcomes fixed beforehand: of cues those of method 8.2, of groups the lumbar fraction
 * (method 9.8), then the other ratios, timing and every fault. --- */

/* Families of metrics that groups list without a test, and lumbar motion beside them. */
static const char *const families[] = {"ratio", "slope", "timing", "tempo", NULL};

/* Column and unit of an outcome; no column when nothing has it. */
static void set_column(const struct plan *plan, struct hinge_planned_entry *entry, size_t column)
{
    if (column == SIZE_MAX)
        return;
    entry->column = plan->table->column[column].name;
    entry->row.unit = plan->table->column[column].unit;
}

/* The same metric at matched depth (method 8.2), in the phase that has it; of an
 * outcome with a target its distance, too. */
static void set_matched(struct plan *plan, struct hinge_planned_entry *entry, const char *id,
                        const char *phase)
{
    char name[160];
    const char *const phases[] = {phase, "descent", "rep"};
    size_t column = SIZE_MAX;
    snprintf(name, sizeof name, "matched_%s", id);
    for (size_t i = 0; column == SIZE_MAX && i < 3; i++) {
        column = metric_of(plan, name, phases[i]);
        if (column != SIZE_MAX && !has_values(plan, column))
            column = SIZE_MAX;
    }
    if (failed(plan) || column == SIZE_MAX)
        return;
    if (!isnan(entry->row.target))
        column = distance_of(plan, column, entry->row.target);
    entry->matched = plan->table->column[column].name;
}

/* What a column is called, for who says it. */
static void add_title(struct plan *plan, const char *column, const char *title)
{
    if (title == NULL)
        return;
    if (plan->made.titles == NULL)
        plan->made.titles = json_object();
    json_object_set_new(plan->made.titles, column, json_string(title));
}

/* An entry for a metric in a phase, which may have a title, "metric@phase", or for another outcome
 * (phase NULL). */
static struct hinge_planned_entry *add_entry(struct plan *plan, struct hinge_plan_part *part,
                                             const char *role, const char *id, const char *phase)
{
    const size_t n = part->n_outcomes++;
    part->entry = hinge_arena_more(&plan->arena, part->entry, n, sizeof *part->entry);
    struct hinge_planned_entry *entry = &part->entry[n];
    *entry = hinge_planned_entry_of(part->id != NULL);
    entry->row.role = role;
    entry->row.outcome = id;
    entry->row.phase = phase;
    const char *of;
    const struct hinge_reducer *reducer = hinge_reducer_of(id, &of);
    if (phase != NULL)
        add_title(plan, hinge_arena_printf(&plan->arena, "%s@%s", id, phase),
                  hinge_reduced_words(&plan->arena, reducer, of, false,
                                      hinge_metric_words(&plan->arena, plan->c->request->labels, of,
                                                         phase)));
    return entry;
}

/* The column of an outcome: a fault's severity, else a metric in a phase or a fault, reduced or
 * not; SIZE_MAX: the results have none. */
static size_t column_of(struct plan *plan, const struct hinge_cue_outcome *outcome)
{
    const char *of, *id = outcome->id;
    if (outcome->is_fault)
        return severity_of(plan, id);
    const struct hinge_reducer *reducer = hinge_reducer_of(id, &of);
    const bool metric = hinge_metric_find(of) >= 0;
    const size_t column =
        metric ? metric_of(plan, of, outcome->phase) : (size_t)hinge_table_find(plan->table, of);
    if (reducer == NULL || column == SIZE_MAX)
        return column;
    if (metric && strcmp(outcome->phase, plan->phase) != 0)
        id = hinge_arena_printf(&plan->arena, "%s@%s", id, outcome->phase);
    return hinge_reduced_column(plan->table, id, column);
}

/* `matched`: at matched depth, too. */
static void add_outcome(struct plan *plan, struct hinge_plan_part *part, const char *role,
                        const struct hinge_cue_outcome *outcome, bool matched)
{
    struct hinge_planned_entry *entry =
        add_entry(plan, part, role, outcome->id, outcome->is_fault ? NULL : outcome->phase);
    /* Which way it is expected to go; of a target its distance down. NULL: nothing is
     * expected. */
    entry->row.expected = outcome->expected == HINGE_EXPECT_NOTHING ? NULL
                          : outcome->expected == HINGE_EXPECT_UP    ? "up"
                                                                    : "down";
    if (outcome->is_fault) {
        char name[160], words[128];
        snprintf(name, sizeof name, HINGE_SEVERITY "%s", outcome->id);
        set_column(plan, entry, severity_of(plan, outcome->id));
        add_title(plan, name,
                  hinge_fault_words(plan->c->request->labels, name, words, sizeof words));
        if (matched)
            set_matched(plan, entry, outcome->id, "rep");
        return;
    }
    size_t column = column_of(plan, outcome);
    if (outcome->expected == HINGE_EXPECT_TOWARDS) {
        entry->row.target = outcome->target;
        if (column != SIZE_MAX)
            column = distance_of(plan, column, outcome->target);
    }
    const char *of;
    const struct hinge_reducer *reducer = hinge_reducer_of(outcome->id, &of);
    if (hinge_metric_find(of) < 0) { /* a fault, or the severity of one in the set */
        char words[128];
        add_title(plan, outcome->id,
                  hinge_reduced_words(&plan->arena, reducer, of, hinge_severity_fault(of) == NULL,
                                      hinge_fault_words(plan->c->request->labels, of, words,
                                                        sizeof words)));
    }
    if (reducer == NULL)
        remember(plan, column, outcome->id, outcome->phase);
    set_column(plan, entry, column);
    if (matched && reducer == NULL &&
        hinge_metric_find(of) >= 0) /* not how often a fault is judged */
        set_matched(plan, entry, outcome->id, outcome->phase);
}

static bool is(const struct hinge_comparison *c, const char *id)
{
    return c->kind != NULL && strcmp(c->kind->id, id) == 0;
}

/* Outcomes that the request names: the first is the primary one, and none is expected to go either
 * way. A metric that is not of the standard phase is of the first that it has; a fault has none. */
static void add_asked(struct plan *plan, struct hinge_plan_part *part)
{
    json_t *asked = json_object_get(plan->c->request->json, "outcome");
    size_t n = json_is_array(asked) ? json_array_size(asked) : asked != NULL;
    for (size_t i = 0; i < n; i++) {
        const char *id = json_string_value(json_is_array(asked) ? json_array_get(asked, i) : asked);
        size_t column = SIZE_MAX;
        char words[128];
        if (failed(plan) || id == NULL ||
            !take(plan, hinge_table_require(plan->table, id, "--outcome", &column, plan->c->error)))
            return;
        /* a column of a CSV may be of anything */
        const bool results = plan->c->reader != NULL;
        const char *of = id, *phase = plan->phase;
        const struct hinge_reducer *reducer = results ? hinge_reducer_of(id, &of) : NULL;
        const char *fault = hinge_severity_fault(of);
        if (results ? hinge_metric_find(of) < 0 : is(plan->c, "detectable"))
            phase = NULL;
        else if (results && !hinge_stats_request_has(plan->c->request, "phase"))
            phase = hinge_phase_of_metrics(&of, 1, phase);
        if (phase != NULL && strcmp(phase, plan->phase) != 0) {
            column = metric_of(plan, of, phase);
            remember(plan, column, of, phase);
            column = hinge_reduced_column(
                plan->table, hinge_arena_printf(&plan->arena, "%s@%s", id, phase), column);
        }
        struct hinge_planned_entry *entry =
            add_entry(plan, part, i == 0 ? "primary" : "secondary", id, phase);
        set_column(plan, entry, column);
        if (reducer == NULL &&
            (phase != NULL || fault != NULL)) /* not how often a fault is judged */
            set_matched(plan, entry, fault != NULL ? fault : id, phase != NULL ? phase : "rep");
        if (results && phase == NULL)
            add_title(plan, id,
                      hinge_reduced_words(&plan->arena, reducer, of, fault == NULL && phase == NULL,
                                          hinge_fault_words(plan->c->request->labels, of, words,
                                                            sizeof words)));
    }
}

static bool asks(const struct plan *plan)
{
    return json_object_get(plan->c->request->json, "outcome") != NULL;
}

/* The known cue that a cue is, or whose name a combination starts with. */
static const struct hinge_cue *known_cue(const char *cue)
{
    char first[64];
    snprintf(first, sizeof first, "%.*s", (int)strcspn(cue, "+"), cue);
    return hinge_cue_find(first);
}

/* Whether any repetition asked for has what a cue is to change. */
static bool is_measured(struct plan *plan, const struct hinge_cue_outcome *outcome)
{
    bool is = false;
    size_t column = column_of(plan, outcome);
    for (size_t r = 0; column != SIZE_MAX && r < plan->table->rows; r++)
        is = is || (plan->asked[r] && !isnan(plan->table->column[column].number[r]));
    return is;
}

/* Which rows the filter's tier lets in, and whether all of them lack a spine. */
static void find_no_spine(struct plan *plan)
{
    const struct hinge_table *table = plan->table;
    const struct hinge_known_rows *known = plan->c->request->rows;
    const struct hinge_filter *filter = &plan->c->filter;
    struct hinge_filter tier = {0};
    long at = hinge_table_find(table, "tier");
    size_t asked = 0, without = 0;
    plan->asked = hinge_arena_alloc(&plan->arena, table->rows + 1, sizeof *plan->asked);
    for (size_t i = 0; i < filter->n; i++)
        if (strcmp(filter->condition[i].name, "tier") == 0)
            tier.condition[tier.n++] = filter->condition[i];
    (void)hinge_filter_bind(&tier, table);
    for (size_t r = 0; r < table->rows; r++) {
        bool in = known != NULL ? known->use[r] != HINGE_ROW_OUT
                                : hinge_filter_keeps_row(&tier, table, r);
        plan->asked[r] = in;
        const char *letter = at >= 0 ? table->column[at].text[r] : NULL;
        asked += in;
        without += in && letter != NULL && strcmp(letter, "C") == 0;
    }
    plan->no_spine = asked > 0 && asked == without;
}

/* Whether a metric is larger in deeper bends: flexion, excursions and travel of the hips, but for
 * the depth itself. */
static bool metric_scales(const char *id)
{
    static const char *const begins[] = {"lumbar_flex", "lumbar_peak", "hip_flex",     "hip_max",
                                         "hip_travel",  "hip_drop",    "hip_posterior"};
    bool scales = strstr(id, "_excursion_") != NULL && strncmp(id, "total_", 6) != 0 &&
                  strncmp(id, "trunk_", 6) != 0 && strncmp(id, "thorax_", 7) != 0;
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        scales = scales || strncmp(id, begins[i], strlen(begins[i])) == 0;
    return scales;
}

/* The same of a fault: it judges such a metric, or flexion or travel over the bend. */
static bool fault_scales(const char *id)
{
    const struct hinge_fault *of = hinge_fault_built_in(id);
    const unsigned deep = HINGE_WINDOW_REP | HINGE_WINDOW_DESCENT | HINGE_WINDOW_HOLD |
                          HINGE_WINDOW_BOTTOM | HINGE_WINDOW_ASCENT;
    if (of == NULL || of->metric != NULL)
        return of != NULL && metric_scales(of->metric);
    switch (of->signal) {
    case HINGE_SIGNAL_lumbar_flex:
    case HINGE_SIGNAL_lumbar_isb:
    case HINGE_SIGNAL_thoracic_curv:
    case HINGE_SIGNAL_hip_flex:
    case HINGE_SIGNAL_hip_posterior:
    case HINGE_SIGNAL_pelvis_tilt:
    case HINGE_SIGNAL_knee_flex:
        return (of->window.parts & deep) != 0 &&
               (of->statistic == HINGE_STATISTIC_MAX || of->statistic == HINGE_STATISTIC_MIN ||
                of->statistic == HINGE_STATISTIC_MEDIAN ||
                of->statistic == HINGE_STATISTIC_EXCURSION);
    default:
        return false;
    }
}

static bool has_outcome(const struct hinge_plan_part *part, const char *id)
{
    for (size_t i = 0; i < part->n_outcomes; i++)
        if (strcmp(part->entry[i].row.outcome, id) == 0)
            return true;
    return false;
}

/* The further outcomes: those of every study that are not in the part. */
static void add_further(struct plan *plan, struct hinge_plan_part *part, const char *stand_in)
{
    struct hinge_cue_outcome family[HINGE_PLACES];
    size_t n = hinge_outcome_family(plan->no_spine ? 'C' : 'B', family);
    if (stand_in == hinge_outcome_pelvic.id && !has_outcome(part, stand_in)) /* of no family */
        add_outcome(plan, part, "stand-in", &hinge_outcome_pelvic, part->id != NULL);
    for (size_t i = 0; i < n; i++) {
        const char *role = family[i].described                                       ? "described"
                           : stand_in != NULL && strcmp(family[i].id, stand_in) == 0 ? "stand-in"
                                                                                     : "further";
        if (!has_outcome(part, family[i].id) && column_of(plan, &family[i]) != SIZE_MAX)
            add_outcome(plan, part, role, &family[i], part->id != NULL && !family[i].described);
    }
}

/* The outcome that the study was planned for; false: none is given. */
static bool find_primary(struct plan *plan, struct hinge_cue_outcome *of)
{
    const char *text = hinge_comparison_text(plan->c, "primary");
    return text != NULL && !failed(plan) &&
           take(plan,
                hinge_outcome_primary("--primary", text, &plan->c->faults, of, plan->c->error));
}

/* What stands for a planned outcome that nobody has; NULL: it was measured, or nothing does.
 * given: by the study, of which then the share is looked at. */
static const char *stand_in_of(struct plan *plan, const struct hinge_cue_outcome *planned,
                               bool given)
{
    if (planned->id == NULL || is_measured(plan, planned))
        return NULL;
    const struct hinge_cue_outcome instead = hinge_outcome_instead(planned->id);
    const bool share = strcmp(planned->id, hinge_outcome_share.id) == 0;
    return share || (instead.id == NULL && given)
               ? is_measured(plan, &hinge_outcome_share) ? hinge_outcome_share.id
                 : is_measured(plan, &hinge_outcome_pelvic)
                     ? hinge_outcome_pelvic.id
                     : hinge_outcome_instead(hinge_outcome_share.id).id
               : instead.id;
}

/* What the user planned for a cue of their own under [cues]; false: nothing. */
static bool find_theirs(struct plan *plan, const char *cue, struct hinge_cue_outcome *of)
{
    cleared_by(hinge_table_clear) struct hinge_table list = {0};
    of->id = NULL;
    return !failed(plan) &&
           (plan->c->reader == NULL ||
            take(plan, hinge_results_get_table(plan->c->reader, HINGE_GROUP_LIST, &list,
                                               plan->c->error))) &&
           take(plan, hinge_outcome_of_cue(&list, cue, &plan->c->faults, &plan->arena, of,
                                           plan->c->error)) &&
           of->id != NULL;
}

static void add_cue(struct plan *plan, const char *cue)
{
    const struct hinge_cue *known = known_cue(cue), *planned = known;
    const char *baseline = hinge_comparison_text(plan->c, "baseline");
    struct hinge_cue_outcome turned, given, theirs;
    const bool is_given = find_primary(plan, &given);
    if (strcmp(cue, "none") == 0) /* what the baseline was planned to change is looked at */
        planned = known_cue(baseline);
    const struct hinge_cue_outcome *primary = planned != NULL ? &planned->primary
                                              : known == NULL && find_theirs(plan, cue, &theirs)
                                                  ? &theirs
                                                  : &hinge_outcome_share;
    if (planned != known && primary->expected != HINGE_EXPECT_NOTHING) {
        turned = *primary;
        turned.expected =
            primary->expected == HINGE_EXPECT_UP ? HINGE_EXPECT_DOWN : HINGE_EXPECT_UP;
        primary = &turned;
    }
    const struct hinge_cue_outcome *const of_cue = primary;
    if (is_given && (of_cue->id == NULL || strcmp(given.id, of_cue->id) != 0 ||
                     given.is_fault != of_cue->is_fault)) /* its severity, not how often */
        primary = &given;
    struct hinge_plan_part *part = &plan->made.part[plan->made.n++];
    part->id = hinge_arena_strdup(&plan->arena, cue);
    if (known != NULL) {
        part->wording = known->wording;
        part->unmeasured = is_given ? NULL : known->unmeasured;
        part->watch = known->watch;
    }
    if (asks(plan)) {
        add_asked(plan, part);
        return;
    }
    if (known != NULL && known->done.id != NULL)
        add_outcome(plan, part, "done", &known->done, false);
    if (primary->id != NULL)
        add_outcome(plan, part, "primary", primary, true);
    if (primary != of_cue && of_cue->id != NULL)
        add_outcome(plan, part, "secondary", of_cue, true);
    for (size_t i = 0; known != NULL && i < HINGE_CUE_SECONDARY_MAX; i++)
        if (known->secondary[i].id != NULL && !has_outcome(part, known->secondary[i].id))
            add_outcome(plan, part, "secondary", &known->secondary[i], true);
    add_further(plan, part, stand_in_of(plan, primary, is_given));
}

static void plan_cues(struct plan *plan)
{
    const char *condition = hinge_comparison_text(plan->c, "condition");
    const char *baseline = hinge_comparison_text(plan->c, "baseline");
    struct hinge_table *table = plan->table;
    size_t column;
    if (!take(plan, hinge_table_require(table, condition, "condition", &column, plan->c->error)))
        return;
    const bool numbers = table->column[column].type != HINGE_COLUMN_TEXT;
    const json_t *factor = json_object_get(plan->c->request->json, "factor");
    bool named = json_is_string(factor) && strcmp(json_string_value(factor), condition) == 0;
    for (size_t k = 0; k < json_array_size(factor); k++)
        named = named || strcmp(json_string_value(json_array_get(factor, k)), condition) == 0;
    if (numbers && named) { /* its numbers, such as loads, are levels */
        struct hinge_column *levels = &table->column[column];
        char words[HINGE_NUMBER_MAX];
        levels->type = HINGE_COLUMN_TEXT;
        levels->text = hinge_alloc(table->rows, sizeof *levels->text);
        for (size_t r = 0; r < table->rows; r++)
            hinge_table_set_text(table, column, r,
                                 hinge_number_format(levels->number[r] + 0.0, words));
    } else if (numbers) {
        take(plan,
             hinge_usage(plan->c->error, "condition: %s holds numbers; name them with --factor %s",
                         condition, condition));
        return;
    }
    cleared_by(hinge_intern_clear) struct hinge_intern cue = {0};
    for (size_t r = 0; r < table->rows; r++) {
        const char *text = table->column[column].text[r];
        if (text != NULL && *text != '\0')
            hinge_intern_number(&cue, text);
    }
    const char *heard = hinge_cue_among(baseline, cue.text, cue.n);
    if (heard != baseline && strcmp(condition, "cue") == 0 &&
        hinge_comparison_set(plan->c, "baseline", heard))
        baseline = hinge_comparison_text(plan->c, "baseline");
    hinge_intern_clear(&cue);
    for (size_t r = 0; r < table->rows; r++) {
        const char *text = table->column[column].text[r];
        if (text != NULL && *text != '\0' && strcmp(text, baseline) != 0)
            hinge_intern_number(&cue, text);
    }
    hinge_levels_sort(cue.text, cue.n);
    plan->made.part = hinge_arena_alloc(&plan->arena, cue.n + 1, sizeof *plan->made.part);
    for (size_t i = 0; i < cue.n; i++)
        add_cue(plan, cue.text[i]);
}

/* A metric that is not in the part, in the phase asked for, else in the first that it has. */
static void add_metric_row(struct plan *plan, struct hinge_plan_part *part, const char *role,
                           const char *id)
{
    const char *phase = hinge_phase_of_metrics(&id, 1, plan->phase);
    if (hinge_metric_find(id) < 0 || has_outcome(part, id))
        return;
    struct hinge_planned_entry *entry = add_entry(plan, part, role, id, phase);
    size_t column = metric_of(plan, id, phase);
    remember(plan, column, id, phase);
    set_column(plan, entry, column);
}

/* The only part; NULL where --outcome says all of it, or a CSV needs to be told it. */
static struct hinge_plan_part *add_part(struct plan *plan, const char *of_csv)
{
    plan->made.n = 1;
    plan->made.part = hinge_arena_alloc(&plan->arena, 1, sizeof *plan->made.part);
    if (asks(plan))
        add_asked(plan, plan->made.part);
    else if (plan->c->reader != NULL)
        return plan->made.part;
    else
        take(plan, hinge_usage(plan->c->error, "%s", of_csv));
    return NULL;
}

static void plan_groups(struct plan *plan)
{
    struct hinge_plan_part *part =
        add_part(plan, "groups of a CSV needs --outcome a,b,c; the first is the primary outcome");
    if (part == NULL)
        return;
    struct hinge_cue_outcome primary = hinge_outcome_share;
    const bool given = find_primary(plan, &primary);
    add_outcome(plan, part, "primary", &primary, false);
    add_further(plan, part, stand_in_of(plan, &primary, given));
    size_t n;
    const struct hinge_metric_family *const *family = hinge_metric_family_list(&n);
    for (size_t k = 0; families[k] != NULL; k++)
        for (size_t f = 0; f < n; f++)
            for (size_t m = 0; strcmp(family[f]->id, families[k]) == 0 && m < family[f]->n; m++)
                add_metric_row(plan, part, families[k], family[f]->metric[m].id);
    add_metric_row(plan, part, "travel", "lumbar_excursion_deg");
}

static void plan_detectable(struct plan *plan)
{
    struct hinge_plan_part *part = add_part(plan, "detectable of a CSV needs --outcome a,b,c");
    struct hinge_cue_outcome family[HINGE_PLACES];
    size_t n = hinge_outcome_family(plan->no_spine ? 'C' : 'B', family);
    for (size_t i = 0; i < n && part != NULL; i++)
        if (!family[i].described)
            add_outcome(plan, part, i == 0 ? "primary" : "secondary", &family[i], false);
}

bool hinge_planned_is_needed(const struct hinge_comparison *c)
{
    return is(c, "cues") || is(c, "groups") || is(c, "detectable");
}

static bool set_default(struct hinge_comparison *c, const char *option, const char *value)
{
    return hinge_stats_request_has(c->request, option) || hinge_comparison_set(c, option, value);
}

/* Whether a cue can be compared between groups: the table names two; or more. */
static bool has_two_groups(const struct hinge_table *table, bool or_more)
{
    long at = hinge_table_find(table, "group");
    const char *level[2] = {NULL, NULL};
    if (at < 0 || table->column[at].type != HINGE_COLUMN_TEXT)
        return false;
    for (size_t r = 0; r < table->rows; r++) {
        const char *text = table->column[at].text[r];
        size_t k = 0;
        if (text == NULL || *text == '\0')
            continue;
        while (k < 2 && level[k] != NULL && strcmp(level[k], text) != 0)
            k++;
        if (k == 2)
            return or_more;
        level[k] = text;
    }
    return level[1] != NULL;
}

bool hinge_planned_make(struct hinge_comparison *c)
{
    struct hinge_stats_request *request = c->request;
    struct hinge_table *table = c->table;
    const bool cues = is(c, "cues"), detectable = is(c, "detectable"), results = c->reader != NULL;
    if ((detectable ? hinge_table_find(table, "cue") >= 0 : cues) &&
        !set_default(c, "condition", "cue"))
        return false;
    if ((detectable ? has_two_groups(table, true) : !cues || has_two_groups(table, false)) &&
        !set_default(c, "group", "group"))
        return false;
    if ((cues || detectable) && !set_default(c, "baseline", "none"))
        return false;
    if (!results && hinge_table_find(table, "file") >= 0 && hinge_table_find(table, "rep") < 0)
        return hinge_comparison_take(
            c, hinge_store_make_first(hinge_comparison_text(c, "data"), "this is a trial list",
                                      detectable ? "study" : "results", c->error));
    if (hinge_stats_request_has(request, "plan"))
        return true;
    const char *phase = hinge_comparison_text(c, "phase");
    struct plan plan = {.c = c,
                        .phase = phase != NULL ? phase : "descent",
                        .table = table,
                        .ratios = json_object()};
    if (asks(&plan) && hinge_stats_request_has(request, "primary"))
        take(&plan, hinge_usage(c->error, "--outcome and --primary are both given: the first of "
                                          "--outcome is the primary one; leave --primary out"));
    if (results && !failed(&plan))
        take(&plan,
             hinge_results_get_table(c->reader, HINGE_GROUP_METRICS, &plan.metrics, c->error));
    find_no_spine(&plan);
    if (!failed(&plan))
        (cues ? plan_cues : detectable ? plan_detectable : plan_groups)(&plan);
    /* the largest differences that would not matter: of each outcome its own, and all by id */
    const char *margin = hinge_comparison_text(c, "margin");
    struct hinge_amounts margins = {0};
    if (margin != NULL && !failed(&plan))
        take(&plan,
             hinge_amounts_read(&plan.arena, "--margin", margin,
                                HINGE_AMOUNTS_POSITIVE | (results ? 0 : HINGE_AMOUNTS_OF_COLUMNS),
                                &margins, c->error));
    struct hinge_plan *made = &plan.made;
    for (size_t m = 0; m < margins.n && !failed(&plan); m++) {
        const struct hinge_amount *given = &margins.of[m];
        for (size_t p = 0; p < made->n; p++)
            for (size_t i = 0; i < made->part[p].n_outcomes; i++)
                if (strcmp(made->part[p].entry[i].row.outcome, given->outcome) == 0)
                    made->part[p].entry[i].row.margin = given->value;
        if (made->margins == NULL)
            made->margins = json_object();
        json_object_set_new(made->margins, given->outcome, json_real(given->value));
    }
    if (!detectable) /* faults of which the table has verdicts */
        made->fault = hinge_arena_alloc(&plan.arena, c->faults.rows + 1, sizeof *made->fault);
    const char *called =
        hinge_naming_of(request->labels, HINGE_TECHNICAL) == HINGE_PLAIN ? "short" : "title";
    for (size_t r = 0; !detectable && r < c->faults.rows; r++) {
        const char *id = hinge_table_text(&c->faults, "id", r);
        if (id == NULL || hinge_table_find(table, id) < 0)
            continue;
        made->fault[made->n_faults++] = id;
        add_title(&plan, id, hinge_table_text(&c->faults, called, r));
    }
    /* the caller's own words: one of a fault names its verdicts, not its severity */
    for (size_t i = 0; request->labels != NULL && i < request->labels->n; i++) {
        const struct hinge_label *label = &request->labels->item[i];
        char level[160];
        if (strcmp(label->id, HINGE_NAMES) == 0)
            continue;
        snprintf(level, sizeof level, HINGE_LEVEL_TITLE "%s", label->id);
        add_title(&plan, label->id, label->label);
        add_title(&plan, level, label->label);
    }
    /* what a change of the depth changes */
    for (size_t p = 0; cues && results && p < made->n; p++)
        for (size_t i = 0; i < made->part[p].n_outcomes + made->n_faults; i++) {
            const bool fault = i >= made->part[p].n_outcomes;
            const char *column = fault ? made->fault[i - made->part[p].n_outcomes]
                                       : made->part[p].entry[i].column,
                       *of = column != NULL ? hinge_severity_fault(column) : NULL;
            if (column == NULL || (fault && p > 0) ||
                !(fault || of != NULL ? fault_scales(fault ? column : of) : metric_scales(column)))
                continue;
            if (made->scales == NULL)
                made->scales = json_array();
            bool known = false;
            for (size_t k = 0; k < json_array_size(made->scales); k++)
                known = known ||
                        strcmp(json_string_value(json_array_get(made->scales, k)), column) == 0;
            if (!known)
                json_array_append_new(made->scales, json_string(column));
        }
    struct hinge_outcome_reason reason[KNOWN];
    for (size_t i = 0; i < plan.n_known; i++)
        reason[i] = (struct hinge_outcome_reason){table->column[plan.known[i].column].name,
                                                  plan.known[i].id, plan.known[i].phase};
    if (!failed(&plan))
        take(&plan, hinge_outcome_reasons(c->reader, reason, plan.n_known, table, c->error));
    /* ratios of means among the outcomes, and at matched depth */
    for (size_t p = 0; p < made->n; p++)
        for (size_t i = 0; i < made->part[p].n_outcomes; i++) {
            set_ratio(&plan, made->part[p].entry[i].column);
            set_ratio(&plan, made->part[p].entry[i].matched);
        }
    /* what the protocol chose by is no planned outcome; of the others it is described */
    const char *protocol = results ? hinge_tab_protocol(&c->parameters) : "";
    for (size_t p = 0; p < made->n && *protocol != '\0'; p++)
        for (size_t i = 0; i < made->part[p].n_outcomes && !failed(&plan); i++) {
            struct hinge_planned_outcome *row = &made->part[p].entry[i].row;
            const char *by = hinge_protocol_chooses(&plan.arena, protocol, row->outcome);
            if (by != NULL && strcmp(row->role, "primary") == 0)
                take(&plan, hinge_protocol_refuse(protocol, by, row->outcome, c->error));
            else if (by != NULL)
                row->role = "described";
        }
    if (!failed(&plan) && json_object_size(plan.ratios) > 0)
        json_object_set(request->json, "ratios", plan.ratios);
    if (!failed(&plan))
        json_object_set_new(request->json, "plan", hinge_plan_json(made, cues));
    json_object_del(request->json, "outcome");
    json_decref(plan.ratios);
    json_decref(made->titles);
    json_decref(made->margins);
    json_decref(made->scales);
    hinge_table_clear(&plan.metrics);
    hinge_arena_clear(&plan.arena);
    return c->status == HINGE_OK;
}
