/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes fixed beforehand (of cues those of method 8.2, of groups the lumbar share and its
 * parts): their columns, ratios, and results. */
#include "compare/planned.h"

#include "base/memory.h"
#include "compare/outcomes.h"
#include "metrics/metric.h"
#include "people/people.h"
#include "report/published.h"
#include "report/repetitions.h"
#include "reps/reps.h"
#include "store/store.h"
#include "table/columns.h"

#include <hinge/report.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- The table has the metrics of one phase; those of others come beside them. --- */

static void hinge_planned_source_clear(struct hinge_planned_source *source)
{
    hinge_table_clear(&source->metrics);
    hinge_table_clear(&source->faults);
}

/* Whether any repetition has a number there. */
static bool hinge_planned_has_values(const struct hinge_planned_source *source, size_t at)
{
    const struct hinge_column *column = &source->table->column[at];
    if (column->type != HINGE_COLUMN_NUMBER)
        return false;
    for (size_t r = 0; r < source->table->rows; r++)
        if (!isnan(column->number[r]))
            return true;
    return false;
}

/* The row of a metric in the list of those that the results have, -1. */
static long metric_row(const struct hinge_planned_source *source, const char *id)
{
    for (size_t r = 0; r < source->metrics.rows; r++) {
        const char *row = hinge_table_text(&source->metrics, "id", r);
        if (row != NULL && strcmp(row, id) == 0)
            return (long)r;
    }
    return -1;
}

struct one_phase {
    size_t phase;
    double *to;
};

static void use_phase(void *context, size_t row, const double *values)
{
    const struct one_phase *one = context;
    one->to[row] = values[one->phase];
}

/* Adds the metric in a phase as a column; *column stays where there is none. */
static enum hinge_status add_metric(struct hinge_planned_source *source, const char *id,
                                    const char *phase, const char *name, size_t *column,
                                    struct hinge_error *error)
{
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    long row = metric_row(source, id);
    if (row < 0)
        return HINGE_OK;
    enum hinge_status status =
        hinge_results_describe(source->reader, "/reps", id, &spec, &dimension, error);
    if (status != HINGE_OK || spec.n_further != 1)
        return status;
    const struct hinge_dimension *phases = &dimension[spec.further[0]];
    long at = hinge_label_find(phases->label, phases->length, phase);
    if (at < 0)
        return HINGE_OK;
    const char *unit = hinge_table_text(&source->metrics, "unit", (size_t)row);
    double digits = hinge_table_number(&source->metrics, "digits", (size_t)row);
    *column =
        hinge_table_add_column(source->table, name, HINGE_COLUMN_NUMBER, unit != NULL ? unit : "",
                               digits >= 0 && digits < 10 ? (int)digits : 3);
    struct one_phase one = {(size_t)at, source->table->column[*column].number};
    return hinge_rows_each(source->reader, "/reps", id, phases->length, source->table->rows,
                           use_phase, &one, error);
}

/* The table's column of a metric in a phase, read when it is not there;
 * SIZE_MAX when the results have no such metric. */
static enum hinge_status hinge_planned_metric(struct hinge_planned_source *source, const char *id,
                                              const char *phase, size_t *column,
                                              struct hinge_error *error)
{
    char name[192];
    bool here = source->reader == NULL || strcmp(phase, source->phase) == 0;
    snprintf(name, sizeof name, here ? "%s" : "%s@%s", id, phase);
    long at = hinge_table_find(source->table, name);
    *column = at >= 0 ? (size_t)at : SIZE_MAX;
    return at >= 0 || source->reader == NULL ? HINGE_OK
                                             : add_metric(source, id, phase, name, column, error);
}

/* A column of the distance of another from a value. */
static void hinge_planned_distance(struct hinge_planned_source *source, size_t of, double target,
                                   size_t *column)
{
    char name[224];
    struct hinge_table *table = source->table;
    snprintf(name, sizeof name, "distance:%s", table->column[of].name);
    long at = hinge_table_find(table, name);
    *column = (size_t)at;
    if (at >= 0)
        return;
    *column = hinge_table_add_column(table, name, HINGE_COLUMN_NUMBER, table->column[of].unit,
                                     table->column[of].digits);
    for (size_t r = 0; r < table->rows; r++)
        table->column[*column].number[r] = fabs(table->column[of].number[r] - target);
}

/* Remembers that a column is of a metric in a phase; then, once, reads why values of
 * those columns are missing into "reason:<column>". */
static void hinge_planned_remember(struct hinge_planned_source *source, size_t column,
                                   const char *id, const char *phase)
{
    if (column == SIZE_MAX || source->reader == NULL)
        return;
    for (size_t i = 0; i < source->n_known; i++)
        if (source->known[i].column == column)
            return;
    if (source->n_known == HINGE_PLANNED_KNOWN)
        return;
    source->known[source->n_known].column = column;
    source->known[source->n_known].id = id;
    source->known[source->n_known++].phase = phase;
}

static enum hinge_status hinge_planned_reasons(struct hinge_planned_source *source,
                                               struct hinge_error *error)
{
    struct hinge_outcome_reason wanted[HINGE_PLANNED_KNOWN];
    for (size_t i = 0; i < source->n_known; i++)
        wanted[i] =
            (struct hinge_outcome_reason){source->table->column[source->known[i].column].name,
                                          source->known[i].id, source->known[i].phase};
    return hinge_outcome_reasons(source->reader, wanted, source->n_known, source->table, error);
}

/* --- Ratios of means among the outcomes of a request: the columns they are made of, and the least
 * mean below. --- */

/* Motion of one bin: its lumbar fraction, and the rest, of the bin's width. */
static void add_bin(struct hinge_table *table, const struct hinge_ratio_of_means *of,
                    char names[2][64])
{
    const char *bin = of->share + strlen("lumbar_fraction_");
    const int motions = hinge_bin_motions(of);
    size_t column[2];
    for (int k = 0; k < 2; k++) {
        snprintf(names[k], 64, "%s_%s_deg", k == 0 ? "lumbar" : "hip", bin);
        long at = hinge_table_find(table, names[k]);
        column[k] = (size_t)at;
        if (at < 0)
            column[k] = hinge_table_add_column(table, names[k], HINGE_COLUMN_NUMBER, "deg", 1);
    }
    for (size_t r = 0; r < table->rows; r++) {
        double share = hinge_table_number(table, of->share, r), motion[2] = {NAN, NAN};
        for (int k = 0; k < motions; k++)
            motion[k] = hinge_table_number(table, of->motion[k], r);
        double width = hinge_bin_width_deg(motions, motion[0], motion[1]);
        table->column[column[0]].number[r] = share * width;
        table->column[column[1]].number[r] = (1 - share) * width;
    }
}

static enum hinge_status put_parts(struct hinge_results_reader *results, const char *outcome,
                                   const struct hinge_ratio_of_means *of, json_t *parts,
                                   struct hinge_error *error)
{
    char least[40];
    double number = 0;
    enum hinge_status status = hinge_results_parameter(results, of->least, &number, error);
    if (status != HINGE_OK)
        return status;
    snprintf(least, sizeof least, "%.17g", number);
    json_t *entry = json_pack("[s, s, s]", of->above, of->below, least);
    if (entry == NULL || json_object_set_new(parts, outcome, entry) != 0)
        return hinge_no_memory(error);
    return HINGE_OK;
}

enum hinge_status hinge_planned_ratio(struct hinge_results_reader *results,
                                      struct hinge_table *table, const char *outcome, json_t *parts,
                                      struct hinge_error *error)
{
    struct hinge_ratio_of_means of;
    char names[2][64];
    if (!hinge_ratio_of_means_find(outcome, &of))
        return HINGE_OK;
    if (of.above == NULL) {
        add_bin(table, &of, names);
        of.above = names[0];
        of.below = names[1];
    }
    return put_parts(results, outcome, &of, parts, error);
}

/* A ratio of means of the phase that its column says ("metric@phase"). */
static enum hinge_status put_ratio(struct hinge_planned_source *source, const char *column,
                                   json_t *parts, struct hinge_error *error)
{
    struct hinge_ratio_of_means of;
    char id[160];
    const char *at = column != NULL ? strchr(column, '@') : NULL;
    const char *phase = at != NULL ? at + 1 : source->phase;
    size_t above, below = SIZE_MAX;
    if (column == NULL || source->reader == NULL)
        return HINGE_OK;
    snprintf(id, sizeof id, "%.*s", (int)strcspn(column, "@"), column);
    if (!hinge_ratio_of_means_find(id, &of) || of.above == NULL)
        return hinge_planned_ratio(source->reader, source->table, column, parts, error);
    enum hinge_status status = hinge_planned_metric(source, of.above, phase, &above, error);
    if (status == HINGE_OK)
        status = hinge_planned_metric(source, of.below, phase, &below, error);
    if (status != HINGE_OK || above == SIZE_MAX || below == SIZE_MAX)
        return status;
    of.above = source->table->column[above].name;
    of.below = source->table->column[below].name;
    return put_parts(source->reader, column, &of, parts, error);
}

/* Ratios of means among the outcomes, and at matched depth, become the request's. */
static enum hinge_status put_ratios(struct hinge_planned_source *source, json_t *outcomes,
                                    json_t *parts, struct hinge_error *error)
{
    json_t *entry;
    size_t i;
    enum hinge_status status = HINGE_OK;
    json_array_foreach(outcomes, i, entry)
    {
        const char *column = json_string_value(json_object_get(entry, "column"));
        const char *matched = json_string_value(json_object_get(entry, "matched"));
        if (status == HINGE_OK)
            status = put_ratio(source, column, parts, error);
        if (status == HINGE_OK)
            status = put_ratio(source, matched, parts, error);
    }
    return status;
}

/* The request's ratios: of the plan's outcomes, in the phases that their columns say,
 * and of the same at matched depth. */
static enum hinge_status hinge_planned_ratios(struct hinge_planned_source *source,
                                              const json_t *plan,
                                              struct hinge_stats_request *request,
                                              struct hinge_error *error)
{
    json_t *parts = json_object(), *cue;
    const char *key;
    enum hinge_status status = put_ratios(source, json_object_get(plan, "outcomes"), parts, error);
    json_object_foreach(json_object_get(plan, "cues"), key, cue)
    {
        if (status == HINGE_OK)
            status = put_ratios(source, json_object_get(cue, "outcomes"), parts, error);
    }
    if (status == HINGE_OK && json_object_size(parts) > 0 &&
        json_object_set(request->json, "ratios", parts) != 0)
        status = hinge_no_memory(error);
    json_decref(parts);
    return status;
}

/* --- Outcomes fixed beforehand: of cues those of method 8.2, of groups the lumbar fraction
 * (method 9.8), then the other ratios, timing and every fault. --- */

static const char primary_of_groups[] = "lumbar_fraction";
/* Families whose metrics are compared between groups, and metrics beside them. */
static const char *const families[] = {"ratio", "slope", "timing", "tempo", NULL};
static const char *const further[] = {"hip_posterior_ll", "hip_excursion_deg",
                                      "lumbar_excursion_deg", NULL};
/* What a study is asked whether it could have seen it, where it does not say. */
static const char *const of_detectable[] = {"lumbar_fraction",    "lumbar_excursion_deg",
                                            "hip_excursion_deg",  "trunk_excursion_deg",
                                            "knee_excursion_deg", "hip_posterior_ll",
                                            "duration_s",         NULL};
/* How deep a bend is (method 8.2), by what was measured. */
static const struct hinge_cue_outcome depths[] = {{.id = "total_excursion_deg", .phase = "rep"},
                                                  {.id = "trunk_thigh_excursion_deg",
                                                   .phase = "rep"},
                                                  {.id = "rom_deg", .phase = "rep"}};
/* Where no spine was tracked, of groups and of cues whose own outcome needs it. */
static const struct hinge_cue_outcome without_spine[] = {{.id = "hip_posterior_ll", .phase = "rep"},
                                                         {.id = "hinge_index", .phase = "rep"}};
/* And where there are angles alone, no positions. */
static const struct hinge_cue_outcome angles_alone[] = {
    {.id = "trunk_excursion_deg", .phase = "descent"},
    {.id = "knee_excursion_deg", .phase = "descent"}};

struct plan {
    struct hinge_stats_request *request;
    struct hinge_planned_source source;
    json_t *json;
    struct hinge_arena arena;
    bool *asked;   /* per row: let in by the filter's tier */
    bool no_spine; /* the rows asked for are of tier C */
    bool failed;   /* out of memory */
};

static void put(struct plan *plan, json_t *object, const char *key, json_t *value)
{
    if (object == NULL || value == NULL || json_object_set_new(object, key, value) != 0)
        plan->failed = true;
}

static void put_text(struct plan *plan, json_t *object, const char *key, const char *text)
{
    if (text != NULL)
        put(plan, object, key, json_string(text));
}

static json_t *append_object(struct plan *plan, json_t *list)
{
    json_t *object = json_object();
    if (list == NULL || json_array_append(list, object) != 0)
        plan->failed = true;
    json_decref(object);
    return plan->failed ? NULL : object;
}

static json_t *put_list(struct plan *plan, json_t *object, const char *key)
{
    json_t *list = json_array();
    put(plan, object, key, list);
    return plan->failed ? NULL : list;
}

/* Column, unit and phase of an outcome; no column when nothing has it. */
static void put_column(struct plan *plan, json_t *entry, size_t column)
{
    if (column == SIZE_MAX)
        return;
    const struct hinge_column *c = &plan->source.table->column[column];
    put_text(plan, entry, "column", c->name);
    put_text(plan, entry, "unit", c->unit);
}

/* The same metric at matched depth (method 8.2), in the phase that has it; of an
 * outcome with a target its distance, too. */
static enum hinge_status put_matched(struct plan *plan, json_t *entry, const char *id,
                                     const char *phase, struct hinge_error *error)
{
    const json_t *target = json_object_get(entry, "target");
    char name[160];
    const char *const phases[] = {phase, "descent", "rep"};
    size_t column = SIZE_MAX;
    enum hinge_status status = HINGE_OK;
    snprintf(name, sizeof name, "matched_%s", id);
    for (size_t i = 0; status == HINGE_OK && column == SIZE_MAX && i < 3; i++) {
        status = hinge_planned_metric(&plan->source, name, phases[i], &column, error);
        if (column != SIZE_MAX && !hinge_planned_has_values(&plan->source, column))
            column = SIZE_MAX;
    }
    if (status != HINGE_OK || column == SIZE_MAX)
        return status;
    if (target != NULL)
        hinge_planned_distance(&plan->source, column, json_number_value(target), &column);
    if (status == HINGE_OK)
        put_text(plan, entry, "matched", plan->source.table->column[column].name);
    return status;
}

/* Which way it is expected to go; of a target its distance down. NULL: nothing is
 * expected. */
static const char *sense_of(enum hinge_expected expected)
{
    return expected == HINGE_EXPECT_NOTHING ? NULL : expected == HINGE_EXPECT_UP ? "up" : "down";
}

/* What a column of a fault is called, for who says it. */
static void put_title(struct plan *plan, const char *column, const char *title)
{
    json_t *titles = json_object_get(plan->json, "titles");
    if (titles == NULL)
        put(plan, plan->json, "titles", titles = json_object());
    if (!plan->failed)
        put_text(plan, titles, column, title);
}

static enum hinge_status put_outcome(struct plan *plan, json_t *list, const char *role,
                                     const struct hinge_cue_outcome *outcome,
                                     struct hinge_error *error)
{
    json_t *entry = append_object(plan, list);
    size_t column = SIZE_MAX;
    put_text(plan, entry, "role", role);
    put_text(plan, entry, "outcome", outcome->id);
    if (outcome->is_fault) {
        char name[160], measure[128];
        snprintf(name, sizeof name, HINGE_SEVERITY "%s", outcome->id);
        long at = hinge_table_find(plan->source.table, name);
        put_column(plan, entry, at < 0 ? SIZE_MAX : (size_t)at);
        put_text(plan, entry, "expected", sense_of(outcome->expected));
        put_title(plan, name, hinge_severity_words(outcome->id, measure, sizeof measure));
        return put_matched(plan, entry, outcome->id, "rep", error);
    }
    put_text(plan, entry, "phase", outcome->phase);
    enum hinge_status status =
        hinge_planned_metric(&plan->source, outcome->id, outcome->phase, &column, error);
    if (status == HINGE_OK && outcome->expected == HINGE_EXPECT_TOWARDS) {
        put(plan, entry, "target", json_real(outcome->target));
        if (column != SIZE_MAX)
            hinge_planned_distance(&plan->source, column, outcome->target, &column);
    }
    hinge_planned_remember(&plan->source, column, outcome->id, outcome->phase);
    put_column(plan, entry, column);
    put_text(plan, entry, "expected", sense_of(outcome->expected));
    return status == HINGE_OK ? put_matched(plan, entry, outcome->id, outcome->phase, error)
                              : status;
}

static bool is(const struct hinge_stats_request *request, const char *id)
{
    const char *analysis = hinge_stats_request_text(request, "analysis");
    return analysis != NULL && strcmp(analysis, id) == 0;
}

/* Outcomes that the request names: the first is the primary one, and none is expected
 * to go either way. */
static enum hinge_status put_asked(struct plan *plan, json_t *list, struct hinge_error *error)
{
    size_t i;
    json_t *item;
    enum hinge_status status = HINGE_OK;
    json_array_foreach(json_object_get(plan->request->json, "outcomes"), i, item)
    {
        const char *id = json_string_value(item);
        size_t column = SIZE_MAX;
        if (status != HINGE_OK || id == NULL)
            break;
        status = hinge_table_require(plan->source.table, id, "--outcomes", &column, error);
        json_t *entry = status == HINGE_OK ? append_object(plan, list) : NULL;
        if (entry == NULL)
            break;
        put_text(plan, entry, "role", i == 0 ? "primary" : "secondary");
        put_text(plan, entry, "outcome", id);
        /* a column of a CSV may be of anything */
        bool known = plan->source.reader != NULL || !is(plan->request, "detectable");
        put_text(plan, entry, "phase", known ? plan->source.phase : NULL);
        put_column(plan, entry, column);
        status = put_matched(plan, entry, id, plan->source.phase, error);
    }
    return status;
}

static bool asks(const struct plan *plan)
{
    return json_array_size(json_object_get(plan->request->json, "outcomes")) > 0;
}

/* The known cue that a cue is, or whose name a combination starts with. */
static const struct hinge_cue *known_cue(const char *cue)
{
    char first[64];
    snprintf(first, sizeof first, "%.*s", (int)strcspn(cue, "+"), cue);
    return hinge_cue_find(first);
}

/* Whether any repetition asked for has what a cue is to change. */
static enum hinge_status is_measured(struct plan *plan, const struct hinge_cue_outcome *outcome,
                                     bool *is, struct hinge_error *error)
{
    char name[160];
    size_t column = SIZE_MAX;
    enum hinge_status status = HINGE_OK;
    *is = false;
    if (outcome->is_fault) {
        snprintf(name, sizeof name, HINGE_SEVERITY "%s", outcome->id);
        long at = hinge_table_find(plan->source.table, name);
        column = at < 0 ? SIZE_MAX : (size_t)at;
    } else {
        status = hinge_planned_metric(&plan->source, outcome->id, outcome->phase, &column, error);
    }
    const struct hinge_table *table = plan->source.table;
    for (size_t r = 0; column != SIZE_MAX && r < table->rows; r++)
        *is = *is || (plan->asked[r] && !isnan(table->column[column].number[r]));
    return status;
}

/* The primary outcome of recordings without a spine, and what goes with it. */
static enum hinge_status put_without_spine(struct plan *plan, json_t *list, bool stopped,
                                           struct hinge_error *error)
{
    bool positions;
    enum hinge_status status = is_measured(plan, without_spine, &positions, error);
    const struct hinge_cue_outcome *outcome = positions ? without_spine : angles_alone;
    size_t first = positions && stopped ? 1 : 0; /* how far is the wall's */
    for (size_t i = first; status == HINGE_OK && i < 2; i++) {
        status = put_outcome(plan, list, i == first ? "primary" : "secondary", &outcome[i], error);
    }
    return status;
}

/* Which rows the filter's tier lets in, and whether all of them lack a spine. */
static enum hinge_status find_no_spine(struct plan *plan, struct hinge_error *error)
{
    const struct hinge_table *table = plan->source.table;
    const char *filter = hinge_stats_request_text(plan->request, "filter");
    struct hinge_filter read = {0}, tier = {0};
    long at = hinge_table_find(table, "tier");
    size_t asked = 0, without = 0;
    enum hinge_status status = HINGE_OK;
    plan->asked = hinge_arena_alloc(&plan->arena, table->rows + 1, sizeof *plan->asked);
    if (filter != NULL && *filter != '\0')
        status = hinge_filter_read(&plan->arena, "--filter", filter, &read, error);
    if (status != HINGE_OK)
        return status;
    for (size_t i = 0; i < read.n && at >= 0; i++)
        if (strcmp(read.condition[i].name, "tier") == 0) {
            tier.condition[tier.n] = read.condition[i];
            tier.condition[tier.n++].column = (size_t)at;
        }
    for (size_t r = 0; r < table->rows; r++) {
        bool in = hinge_filter_keeps_row(&tier, table, r);
        plan->asked[r] = in;
        const char *own = at >= 0 ? table->column[at].text[r] : NULL;
        asked += in;
        without += in && own != NULL && strcmp(own, "C") == 0;
    }
    plan->no_spine = asked > 0 && asked == without;
    return HINGE_OK;
}

static bool has_outcome(const json_t *list, const char *id)
{
    size_t i;
    json_t *entry;
    json_array_foreach((json_t *)list, i, entry)
    {
        const char *own = json_string_value(json_object_get(entry, "outcome"));
        if (own != NULL && strcmp(own, id) == 0)
            return true;
    }
    return false;
}

static enum hinge_status put_cue(struct plan *plan, json_t *cues, const char *cue,
                                 struct hinge_error *error)
{
    const struct hinge_cue *known = known_cue(cue);
    const struct hinge_cue_outcome unknown = {.id = primary_of_groups, .phase = "descent"};
    json_t *object = json_object();
    enum hinge_status status = HINGE_OK;
    put(plan, cues, cue, object);
    if (known != NULL) {
        put_text(plan, object, "wording", known->wording);
        put_text(plan, object, "unmeasured", known->unmeasured);
        put_text(plan, object, "watch", known->watch);
    }
    json_t *list = put_list(plan, object, "outcomes");
    if (asks(plan))
        return put_asked(plan, list, error);
    if (known == NULL && plan->no_spine)
        return put_without_spine(plan, list, false, error);
    if (known == NULL)
        return put_outcome(plan, list, "primary", &unknown, error);
    bool measured = true;
    if (plan->no_spine && known->primary.id != NULL)
        status = is_measured(plan, &known->primary, &measured, error);
    bool other = !measured, stopped = known->done.id != NULL;
    if (status == HINGE_OK && stopped)
        status = put_outcome(plan, list, "done", &known->done, error);
    if (status == HINGE_OK && known->primary.id != NULL && other)
        status = put_without_spine(plan, list, stopped, error);
    if (status == HINGE_OK && known->primary.id != NULL)
        status = put_outcome(plan, list, other ? "secondary" : "primary", &known->primary, error);
    for (size_t i = 0; status == HINGE_OK && i < HINGE_CUE_SECONDARY_MAX; i++)
        if (known->secondary[i].id != NULL && !has_outcome(list, known->secondary[i].id))
            status = put_outcome(plan, list, "secondary", &known->secondary[i], error);
    return status;
}

static enum hinge_status put_depth(struct plan *plan, json_t *list,
                                   const struct hinge_cue_outcome *depth, struct hinge_error *error)
{
    long own = hinge_table_find(plan->source.table, depth->id);
    size_t column;
    enum hinge_status status =
        hinge_planned_metric(&plan->source, depth->id, depth->phase, &column, error);
    if (column == SIZE_MAX && own >= 0) /* a column of no phase */
        column = (size_t)own;
    if (status != HINGE_OK || column == SIZE_MAX)
        return status;
    json_t *entry = append_object(plan, list);
    put_text(plan, entry, "role", "depth");
    put_text(plan, entry, "outcome", depth->id);
    put_column(plan, entry, column);
    return HINGE_OK;
}

static enum hinge_status plan_cues(struct plan *plan, struct hinge_error *error)
{
    const char *condition = hinge_stats_request_text(plan->request, "condition");
    const char *baseline = hinge_stats_request_text(plan->request, "baseline");
    const struct hinge_table *table = plan->source.table;
    size_t column;
    enum hinge_status status = hinge_table_require(table, condition, "condition", &column, error);
    json_t *cues = json_object();
    put(plan, plan->json, "cues", cues);
    if (status == HINGE_OK && table->column[column].type != HINGE_COLUMN_TEXT)
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                 "condition: %s holds numbers; name them with "
                                 "--factor %s",
                                 condition, condition);
    struct hinge_intern cue = {0};
    for (size_t r = 0; status == HINGE_OK && r < table->rows; r++) {
        const char *text = table->column[column].text[r];
        if (text != NULL && *text != '\0' && strcmp(text, baseline) != 0 &&
            hinge_intern_number(&cue, text) == SIZE_MAX)
            status = hinge_no_memory(error);
    }
    if (status == HINGE_OK && cue.n > 0)
        hinge_levels_sort(cue.text, cue.n);
    for (size_t i = 0; status == HINGE_OK && !plan->failed && i < cue.n; i++)
        status = put_cue(plan, cues, cue.text[i], error);
    hinge_intern_clear(&cue);
    json_t *list = put_list(plan, plan->json, "depth");
    for (size_t i = 0; status == HINGE_OK && i < sizeof depths / sizeof *depths; i++)
        status = put_depth(plan, list, &depths[i], error);
    return status;
}

/* A metric in the phase asked for, else in the first that it has. */
static enum hinge_status put_metric(struct plan *plan, json_t *list, const char *role,
                                    const struct hinge_metric *metric, struct hinge_error *error)
{
    const char *phase = NULL;
    for (int p = HINGE_PHASE_COUNT - 1; p >= 0; p--) {
        const char *name = hinge_phase_name((enum hinge_phase)p);
        bool better = phase == NULL || strcmp(phase, plan->source.phase) != 0;
        if ((metric->phases >> p & 1) != 0 && better)
            phase = name;
    }
    size_t column = SIZE_MAX;
    if (phase == NULL)
        return HINGE_OK;
    json_t *entry = append_object(plan, list);
    put_text(plan, entry, "role", role);
    put_text(plan, entry, "outcome", metric->id);
    put_text(plan, entry, "phase", phase);
    enum hinge_status status =
        hinge_planned_metric(&plan->source, metric->id, phase, &column, error);
    hinge_planned_remember(&plan->source, column, metric->id, phase);
    put_column(plan, entry, column);
    return status;
}

static enum hinge_status put_family(struct plan *plan, json_t *list, const char *id,
                                    struct hinge_error *error)
{
    size_t n;
    const struct hinge_metric_family *const *family = hinge_metric_family_list(&n);
    enum hinge_status status = HINGE_OK;
    for (size_t f = 0; f < n; f++)
        for (size_t m = 0; status == HINGE_OK && m < family[f]->n; m++)
            if (strcmp(family[f]->id, id) == 0 &&
                strcmp(family[f]->metric[m].id, primary_of_groups) != 0)
                status = put_metric(plan, list, id, &family[f]->metric[m], error);
    return status;
}

static enum hinge_status put_named(struct plan *plan, json_t *list, const char *role,
                                   const char *id, struct hinge_error *error)
{
    long at = hinge_metric_find(id);
    return at < 0 || has_outcome(list, id) /* the primary outcome */
               ? HINGE_OK
               : put_metric(plan, list, role, hinge_metric_at((size_t)at), error);
}

static enum hinge_status plan_groups(struct plan *plan, struct hinge_error *error)
{
    json_t *list = put_list(plan, plan->json, "outcomes");
    if (asks(plan))
        return put_asked(plan, list, error);
    if (plan->source.reader == NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "groups of a CSV needs --outcomes a,b,c; the first is "
                               "the primary outcome");
    enum hinge_status status =
        plan->no_spine ? put_without_spine(plan, list, false, error) : HINGE_OK;
    if (status == HINGE_OK)
        status =
            put_named(plan, list, plan->no_spine ? "ratio" : "primary", primary_of_groups, error);
    for (size_t f = 0; status == HINGE_OK && families[f] != NULL; f++)
        status = put_family(plan, list, families[f], error);
    for (size_t i = 0; status == HINGE_OK && further[i] != NULL; i++)
        status = put_named(plan, list, "travel", further[i], error);
    return status;
}

static enum hinge_status plan_detectable(struct plan *plan, struct hinge_error *error)
{
    json_t *list = put_list(plan, plan->json, "outcomes");
    enum hinge_status status = HINGE_OK;
    if (asks(plan))
        return put_asked(plan, list, error);
    if (plan->source.reader == NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "detectable of a CSV needs --outcomes a,b,c");
    for (size_t i = 0; status == HINGE_OK && of_detectable[i] != NULL; i++)
        status = put_named(plan, list, i == 0 ? "primary" : "secondary", of_detectable[i], error);
    return status;
}

/* The caller's own words. One of a fault names its verdicts, not its severity. */
static void put_labels(struct plan *plan)
{
    const struct hinge_label_list *own = plan->request->labels;
    for (size_t i = 0; own != NULL && i < own->n; i++)
        put_title(plan, own->item[i].id, own->item[i].label);
}

/* Faults of which the table has verdicts. */
static void put_faults(struct plan *plan)
{
    json_t *list = put_list(plan, plan->json, "faults");
    for (size_t r = 0; r < plan->source.faults.rows; r++) {
        const char *id = hinge_table_text(&plan->source.faults, "id", r);
        bool there = id != NULL && hinge_table_find(plan->source.table, id) >= 0;
        if (there && json_array_append_new(list, json_string(id)) != 0)
            plan->failed = true;
        if (there)
            put_title(plan, id, hinge_table_text(&plan->source.faults, "title", r));
    }
}

static enum hinge_status open_source(struct plan *plan, struct hinge_error *error)
{
    struct hinge_planned_source *source = &plan->source;
    if (source->reader == NULL)
        return HINGE_OK;
    enum hinge_status status =
        hinge_results_get_table(source->reader, HINGE_GROUP_FAULTS, &source->faults, error);
    if (status == HINGE_OK)
        status =
            hinge_results_get_table(source->reader, HINGE_GROUP_METRICS, &source->metrics, error);
    return status;
}

bool hinge_planned_is_needed(const struct hinge_stats_request *request)
{
    return is(request, "cues") || is(request, "groups") || is(request, "detectable");
}

static enum hinge_status set_default(struct hinge_stats_request *request, const char *option,
                                     const char *value, struct hinge_error *error)
{
    return hinge_stats_request_has(request, option)
               ? HINGE_OK
               : hinge_stats_request_set(request, option, value, error);
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

enum hinge_status hinge_planned_make(struct hinge_stats_request *request,
                                     struct hinge_results_reader *results,
                                     struct hinge_table *table, struct hinge_error *error)
{
    const char *phase = hinge_stats_request_text(request, "phase");
    struct plan plan = {.request = request,
                        .source = {.reader = results,
                                   .phase = phase != NULL ? phase : "descent",
                                   .include_inferred =
                                       hinge_stats_request_flag(request, "include_inferred"),
                                   .table = table},
                        .json = json_object()};
    bool cues = is(request, "cues"), detectable = is(request, "detectable");
    enum hinge_status status = HINGE_OK;
    if (detectable ? hinge_table_find(table, "cue") >= 0 : cues)
        status = set_default(request, "condition", "cue", error);
    if (status == HINGE_OK && (detectable ? has_two_groups(table, true) : !cues))
        status = set_default(request, "group", "group", error);
    if (status == HINGE_OK && (cues || detectable))
        status = set_default(request, "baseline", "none", error);
    if (status == HINGE_OK && cues && has_two_groups(table, false))
        status = set_default(request, "group", "group", error);
    const char *data = hinge_stats_request_text(request, "data");
    if (status == HINGE_OK && results == NULL && hinge_table_find(table, "file") >= 0 &&
        hinge_table_find(table, "rep") < 0)
        status = hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_OK,
            detectable ? "%s: this is a trial list; a study file is expected. Make one first: "
                         "hinge-ingest %s -o study.h5"
                       : "%s: this is a trial list; a results file is expected. Make one "
                         "first: hinge-ingest %s -o study.h5 and hinge-analyze study.h5 -o "
                         "results.h5",
            data, data);
    if (status != HINGE_OK || hinge_stats_request_has(request, "plan")) {
        json_decref(plan.json);
        return status;
    }
    plan.failed = plan.json == NULL;
    status = open_source(&plan, error);
    if (status == HINGE_OK)
        status = find_no_spine(&plan, error);
    if (status == HINGE_OK)
        status = cues         ? plan_cues(&plan, error)
                 : detectable ? plan_detectable(&plan, error)
                              : plan_groups(&plan, error);
    if (status == HINGE_OK && !detectable)
        put_faults(&plan);
    if (status == HINGE_OK)
        put_labels(&plan);
    if (status == HINGE_OK)
        status = hinge_planned_reasons(&plan.source, error);
    if (status == HINGE_OK)
        status = hinge_planned_ratios(&plan.source, plan.json, request, error);
    if (status == HINGE_OK &&
        (plan.failed || json_object_set(request->json, "plan", plan.json) != 0))
        status = hinge_no_memory(error);
    json_object_del(request->json, "outcomes");
    json_decref(plan.json);
    hinge_planned_source_clear(&plan.source);
    hinge_arena_clear(&plan.arena);
    return status;
}
