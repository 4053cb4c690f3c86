/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table that a statistics request asks for, a results file or a CSV, and the minimal
 * detectable change that icc wrote for it. */
#include "base/file.h"

#include "base/hash.h"
#include "base/memory.h"
#include "base/text.h"
#include "compare/planned.h"
#include "compare/ratings.h"
#include "metrics/metric.h"
#include "os/file.h"
#include "people/people.h"
#include "report/people/outcomes.h"
#include "report/print/published.h"
#include "report/print/quantity.h"
#include "report/request.h"
#include "result/words.h"
#include "stats/run/calls.h"
#include "store/store.h"
#include "table/columns.h"
#include "trial/trial.h"

#include <errno.h>
#include <hinge/compare.h>
#include <hinge/requests.h>
#include <hinge/results.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- The minimal detectable change of a request, out of what icc wrote. --- */

/* "lumbar_fraction, descent, by session, cue=none, 12 people": what an icc was of. */
static void describe_icc(const json_t *document, const char *outcome, char *about, size_t capacity)
{
    static const struct {
        const char *option, *before;
    } parts[] = {{"phase", ", "}, {"rater", ", by "}, {"filter", ", "}};
    const json_t *request = json_object_get(document, "request");
    const json_t *results = json_object_get(document, "results");
    const json_t *several = json_object_get(results, "outcomes");
    if (several != NULL)
        results = json_object_get(several, outcome);
    const json_t *people = json_object_get(results, "n_targets");
    size_t used = (size_t)snprintf(about, capacity, "%s", outcome);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && used < capacity; i++) {
        const char *text = json_string_value(json_object_get(request, parts[i].option));
        if (text != NULL)
            used += (size_t)snprintf(about + used, capacity - used, "%s%s", parts[i].before, text);
    }
    if (json_is_integer(people) && used < capacity)
        snprintf(about + used, capacity - used, ", %lld people",
                 (long long)json_integer_value(people));
}

/* Whether the request may have this outcome; those of cues are not known before their
 * table is read. */
static bool has_outcome(const struct hinge_stats_request *request, const char *name)
{
    const char *outcome = hinge_stats_request_text(request, "outcome");
    const json_t *several = json_object_get(request->json, "outcome"), *item;
    size_t i;
    json_array_foreach((json_t *)several, i, item)
    {
        if (json_is_string(item) && strcmp(json_string_value(item), name) == 0)
            return true;
    }
    return outcome != NULL ? strcmp(outcome, name) == 0 : several == NULL;
}

/* What an icc says, of one outcome or of several, for those that the request has. */
struct stated {
    json_t *each; /* outcome: mdc; "" where the icc names none */
    struct hinge_text of;
    size_t found; /* also for others */
};

/* A number for the one outcome of the request, or one for each of several. */
static enum hinge_status set_mdc(struct hinge_stats_request *request, const json_t *document,
                                 const struct stated *stated, const char *path,
                                 struct hinge_error *error)
{
    char about[600];
    bool one = !json_is_array(json_object_get(request->json, "outcome"));
    const char *outcome = one ? hinge_stats_request_text(request, "outcome") : NULL;
    json_t *value = json_object_get(stated->each, outcome != NULL ? outcome : "");
    if (value == NULL)
        value = json_object_get(stated->each, "");
    if (stated->found == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: not the JSON result of icc: no mdc95_agreement", path);
    if (json_object_size(stated->each) == 0)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--mdc %s: this icc is of %s, not of %s; make one of %s", path,
                               hinge_text_string((struct hinge_text *)&stated->of),
                               outcome != NULL ? outcome : "the outcomes asked for",
                               outcome != NULL ? outcome : "them");
    json_object_set(request->json, "mdc", value != NULL ? value : stated->each);
    describe_icc(document, outcome != NULL ? outcome : "", about, sizeof about);
    return outcome != NULL && hinge_stats_request_takes(request, "mdc_of")
               ? hinge_stats_request_set(request, "mdc_of", about, error)
               : HINGE_OK;
}

enum hinge_status hinge_comparison_mdc(struct hinge_stats_request *request, const char *path,
                                       struct hinge_error *error)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    struct stated stated = {0};
    enum hinge_status status = hinge_file_read(path, path, (size_t)64 << 20, &bytes, error);
    json_auto_t *document = status == HINGE_OK ? json_loads(bytes.data, 0, NULL) : NULL;
    if (status == HINGE_OK) {
        json_t *results = json_object_get(document, "results"), *item;
        json_t *several = json_object_get(results, "outcomes");
        const char *name =
            json_string_value(json_object_get(json_object_get(document, "request"), "outcome"));
        json_auto_t *all = several != NULL ? json_incref(several)
                                           : json_pack("{s:O?}", name != NULL ? name : "", results);
        stated.each = json_object();
        json_object_foreach(all, name, item)
        {
            json_t *value = json_object_get(item, "mdc95_agreement");
            if (!json_is_number(value))
                continue;
            hinge_text_printf(&stated.of, "%s%s", stated.of.length > 0 ? ", " : "", name);
            stated.found++;
            if (*name == '\0' || has_outcome(request, name))
                json_object_set(stated.each, name, value);
        }
    }
    if (status == HINGE_OK)
        status = set_mdc(request, document, &stated, path, error);
    hinge_text_clear(&stated.of);
    json_decref(stated.each);
    return status;
}

/* --- The table a statistics request asks for: a results file or a CSV, and what holds for every
 * results file said in the request. --- */

static const char *text_or_standard(const struct hinge_stats_request *request, const char *name)
{
    const char *text = hinge_stats_request_text(request, name);
    return text != NULL ? text : hinge_stats_option_find(name)->standard;
}

/* --- what holds for every results file, said in the request so that the document shows
 * it: the rules of hinge-table --- */

static bool is_direction(const char *metric)
{
    long at = hinge_metric_find(metric);
    return at >= 0 && strcmp(hinge_metric_at((size_t)at)->aggregate, "circular") == 0;
}

/* Outcomes that are directions: their mean is that of vectors (method 9.1). */
static void choose_circular(struct hinge_stats_request *request)
{
    const char *outcome = hinge_stats_request_text(request, "outcome");
    json_t *several = json_object_get(request->json, "outcome"), *item;
    json_auto_t *circular = json_array();
    size_t i;
    if (outcome != NULL && is_direction(outcome))
        json_array_append_new(circular, json_string(outcome));
    json_array_foreach(several, i, item)
    {
        if (json_is_string(item) && is_direction(json_string_value(item)))
            json_array_append(circular, item);
    }
    if (json_array_size(circular) > 0 && hinge_stats_request_takes(request, "circular"))
        json_object_set(request->json, "circular", circular);
}

static enum hinge_status choose_aggregate(struct hinge_stats_request *request,
                                          struct hinge_results_reader *results,
                                          struct hinge_table *table, struct hinge_error *error)
{
    const char *outcome = hinge_stats_request_text(request, "outcome");
    json_t *several = json_object_get(request->json, "outcome"), *item;
    json_t *parts = json_object();
    size_t i;
    enum hinge_status status = HINGE_OK;
    const char *each[] = {outcome, hinge_stats_request_text(request, "with")};
    for (i = 0; i < 2 && status == HINGE_OK; i++)
        if (each[i] != NULL)
            status = hinge_planned_ratio(results, table, each[i], parts, error);
    json_array_foreach(several, i, item)
    {
        if (status == HINGE_OK && json_is_string(item))
            status = hinge_planned_ratio(results, table, json_string_value(item), parts, error);
    }
    if (json_object_size(parts) > 0 && hinge_stats_request_takes(request, "ratios"))
        json_object_set(request->json, "ratios", parts);
    json_decref(parts);
    const char *people = hinge_stats_request_text(request, "people");
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_filter filter = {0}; /* one that cannot be read is refused by the analysis */
    parts = json_object();
    if (people != NULL && hinge_filter_read(&arena, "people", hinge_people_what(&arena, people),
                                            &filter, NULL) == HINGE_OK)
        for (size_t k = 0; k < filter.n && status == HINGE_OK; k++)
            status = hinge_planned_ratio(results, table, filter.condition[k].name, parts, error);
    if (json_object_size(parts) > 0)
        json_object_set(request->json, "people_ratios", parts);
    json_decref(parts);
    choose_circular(request);
    return status == HINGE_OK ? hinge_stats_request_set(request, "aggregate", "nested", error)
                              : status;
}

/* Puts the rule into the document, and in force, where the request has none of its own: that of the
 * results, of recordings or repetitions as rows or of references (`one`) one repetition; of labels,
 * and of people with a fault, agg.has_fault.
 */
static enum hinge_status choose_least(struct hinge_stats_request *request,
                                      struct hinge_results_reader *results, bool one,
                                      struct hinge_error *error)
{
    struct hinge_people_rule rule =
        hinge_people_rule_for(HINGE_COUNT_ONE, (struct hinge_people_rule){0});
    double share = 0;
    enum hinge_status status = one ? HINGE_OK : hinge_results_rule(results, &rule, error);
    if (status == HINGE_OK)
        status = hinge_results_parameter(results, "agg.has_fault", &share, error);
    const struct {
        const char *option;
        json_t *value;
    } least[] = {{"min_reps", json_integer((json_int_t)rule.min_reps)},
                 {"min_valid", json_real(rule.min_valid)},
                 {"min_share", json_real(share)}};
    for (int i = 0; i < 3; i++) {
        if (status == HINGE_OK && hinge_stats_request_takes(request, least[i].option) &&
            !hinge_stats_request_has(request, least[i].option) &&
            (i < 2 || hinge_stats_request_has(request, "labels") ||
             hinge_planned_is_needed(request)))
            json_object_set(request->json, least[i].option, least[i].value);
        json_decref(least[i].value);
    }
    return status;
}

/* Whose knees were bent differently from session to session in bends as far as possible: hips then
 * flex by another amount. */
static enum hinge_status note_knees(struct hinge_stats_request *request,
                                    const struct hinge_table *table, struct hinge_error *error)
{
    cleared_by(hinge_intern_clear) struct hinge_intern people = {0}, sessions = {0};
    cleared_by(hinge_text_clear) struct hinge_text key = {0}, who = {0};
    struct hinge_mean *mean = hinge_alloc(table->rows + 1, sizeof *mean); /* [session] */
    size_t *person = hinge_alloc(table->rows + 1, sizeof *person), n = 0;
    for (size_t r = 0; r < table->rows; r++) {
        const char *participant = hinge_table_word(table, "participant", r);
        const double knee = hinge_table_number(table, "knee_at_largest_deg", r);
        if (isnan(knee) || strcmp(hinge_table_word(table, "role", r), "maxflex") != 0)
            continue;
        key.length = 0;
        hinge_text_printf(&key, "%s\x1f%s", participant, hinge_table_word(table, "session", r));
        const size_t k = hinge_intern_number(&sessions, hinge_text_string(&key));
        person[k] = hinge_intern_number(&people, participant);
        hinge_mean_add(&mean[k], knee);
    }
    for (size_t p = 0; p < people.n; p++) {
        double least = (double)INFINITY, most = -(double)INFINITY;
        for (size_t k = 0; k < sessions.n; k++) {
            least = person[k] == p ? fmin(least, hinge_mean_of(&mean[k])) : least;
            most = person[k] == p ? fmax(most, hinge_mean_of(&mean[k])) : most;
        }
        if (most - least > HINGE_KNEES_DEG)
            hinge_text_printf(&who, "%s%s", n++ > 0 ? ", " : "", people.text[p]);
    }
    enum hinge_status status =
        n > 0 ? hinge_stats_request_set(request, "knees_note", hinge_text_string(&who), error)
              : HINGE_OK;
    free(mean);
    free(person);
    return status;
}

/* The metric, if the choice of body model moves it; `margin`: the column that says how much. */
static const struct hinge_metric *moved_by_model(const char *metric, char margin[128])
{
    const long at = metric != NULL ? hinge_metric_find(metric) : -1;
    const struct hinge_metric *of = at >= 0 ? hinge_metric_at((size_t)at) : NULL;
    if (of == NULL || !of->by_model || of->margin == HINGE_MARGIN_NONE)
        return NULL;
    snprintf(margin, 128, "%s_margin", metric);
    return of;
}

/* How much the choice of body model counts in the outcome. It cancels in changes within people, but
 * not between groups whose bodies or postures differ. */
static enum hinge_status note_model(struct hinge_stats_request *request,
                                    const struct hinge_table *table, struct hinge_error *error)
{
    char name[128];
    const struct hinge_metric *metric =
        moved_by_model(hinge_stats_request_text(request, "outcome"), name);
    if (metric == NULL)
        return HINGE_OK;
    cleared_by(hinge_intern_clear) struct hinge_intern groups = {0};
    struct hinge_mean *mean = hinge_alloc(table->rows + 1, sizeof *mean), all = {0}; /* [group] */
    for (size_t r = 0; r < table->rows; r++) {
        const double margin = hinge_table_number(table, name, r);
        const char *group = hinge_table_word(table, "group", r);
        if (isnan(margin))
            continue;
        hinge_mean_add(&all, margin);
        hinge_mean_add(&mean[hinge_intern_number(&groups, group)], margin);
    }
    double least = (double)INFINITY, most = -(double)INFINITY;
    for (size_t g = 0; g < groups.n; g++) {
        least = fmin(least, hinge_mean_of(&mean[g]));
        most = fmax(most, hinge_mean_of(&mean[g]));
    }
    const char *unit = strcmp(metric->unit, "percent") == 0 ? "%" : " N m/kg";
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    if (groups.n > 0)
        hinge_text_printf(&text,
                          "its choice moves a level by up to %.2g%s. Intervals do not count that: "
                          "within people most of it cancels",
                          hinge_mean_of(&all), unit);
    if (groups.n > 1)
        hinge_text_printf(&text,
                          ". To a difference between groups add %.2g%s, by which their mean "
                          "margins differ",
                          most - least, unit);
    const enum hinge_status status =
        groups.n > 0
            ? hinge_stats_request_set(request, "model_note", hinge_text_string(&text), error)
            : HINGE_OK;
    free(mean);
    return status;
}

/* Rows by one more condition. */
static enum hinge_status add_filter(struct hinge_stats_request *request, const char *condition,
                                    struct hinge_error *error)
{
    char filter[4096];
    const char *given = hinge_stats_request_text(request, "filter");
    if (snprintf(filter, sizeof filter, "%s%s%s", given != NULL ? given : "",
                 given != NULL && *given != '\0' ? "&" : "", condition) >= (int)sizeof filter)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK, "filter: too long");
    return hinge_stats_request_set(request, "filter", filter, error);
}

/* Largest flexion is asked of bends as far as possible: recordings with the role maxflex, if no
 * filter says otherwise and each level that is compared has some. Else a note says that they are
 * left out. */
static enum hinge_status take_furthest(struct hinge_stats_request *request,
                                       struct hinge_results_reader *results,
                                       const char *const *metric, size_t n,
                                       struct hinge_error *error)
{
    static const char *const named[] = {"group", "condition", "change", "rater", "by"};
    static const char largest[] =
        "hip_flexion_largest_deg,lumbar_flexion_largest_deg,knee_at_largest_deg";
    cleared_by(hinge_table_clear) struct hinge_table list = {0};
    struct hinge_intern level[2] = {{0}, {0}}; /* of ordinary bends, of those as far as possible */
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_filter given = {.n = 0}, filter = {.n = 0}; /* as far as it is of the list */
    size_t of = 0, bends = 0, furthest = 0;
    for (size_t i = 0; i < n; i++)
        of += hinge_listed(largest, ',', metric[i]);
    if (n == 0 || of < n || hinge_outcomes_asked(request).any_role)
        return HINGE_OK;
    enum hinge_status status = hinge_results_get_table(results, HINGE_GROUP_LIST, &list, error);
    const char *text = hinge_stats_request_text(request, "filter");
    if (text != NULL && hinge_filter_read(&arena, "--filter", text, &given, NULL) != HINGE_OK)
        given.n = 0; /* is refused later */
    for (size_t i = 0; i < given.n; i++) {
        const long at = hinge_table_find(&list, given.condition[i].name);
        filter.condition[filter.n] = given.condition[i];
        filter.condition[filter.n].column = at >= 0 ? (size_t)at : 0;
        filter.n += at >= 0;
    }
    for (size_t r = 0; r < list.rows; r++) {
        const char *role = hinge_table_word(&list, "role", r);
        const bool far = strcmp(role, "maxflex") == 0;
        if ((!far && !hinge_recording_counts(role)) || !hinge_filter_keeps_row(&filter, &list, r))
            continue;
        *(far ? &furthest : &bends) += 1;
        for (size_t k = 0; k < sizeof named / sizeof *named; k++) {
            const char *by = hinge_or_empty(hinge_stats_request_text(request, named[k]));
            const size_t length = strcspn(by, ":");
            char buffer[48], column[160];
            snprintf(column, sizeof column, "%.*s", (int)length, by);
            const long at = hinge_table_find(&list, column);
            const char *cell = at >= 0 ? hinge_table_cell(&list, (size_t)at, r, buffer) : NULL;
            if (cell != NULL && (by[length] == '\0' || hinge_listed(by + length + 1, ',', cell)))
                (void)hinge_intern_number(&level[far], cell);
        }
    }
    const bool all = level[1].n >= level[0].n;
    cleared_by(hinge_text_clear) struct hinge_text note = {0};
    if (all)
        hinge_text_printf(
            &note, "%zu recordings with the role maxflex; a filter on role takes others", furthest);
    else
        hinge_text_printf(&note,
                          "but %zu recordings with the role maxflex are left out, as not all of "
                          "what is compared has some; --filter role=maxflex takes them",
                          furthest);
    if (status == HINGE_OK && furthest > 0 && bends > 0)
        status = hinge_stats_request_set(request, "furthest_note", hinge_text_string(&note), error);
    if (status == HINGE_OK && furthest > 0 && all)
        status = add_filter(request, "role=maxflex", error);
    hinge_intern_clear(&level[0]);
    hinge_intern_clear(&level[1]);
    return status;
}

/* --- Repetitions of two methods as pairs, where a recording is of one method. --- */

/* Codes of what tells a row's repetition from others; `condition` grows by what varies. */
struct paired {
    size_t rows, *who, *method, *rep, *condition;
};

static size_t *levels_of(const struct hinge_table *table, const char *column)
{
    const long at = column != NULL ? hinge_table_find(table, column) : -1;
    cleared_by(hinge_intern_clear) struct hinge_intern seen = {0};
    size_t *level = hinge_alloc(table->rows + 1, sizeof *level);
    char number[48];
    for (size_t r = 0; r < table->rows && at >= 0; r++)
        level[r] = hinge_intern_number(
            &seen, hinge_or_empty(hinge_table_cell(table, (size_t)at, r, number)));
    return level;
}

/* Whether a repetition of one method has several levels, and one of them both methods: it tells
 * repetitions apart, not files. */
static bool tells_apart(const struct paired *p, const size_t *level)
{
    cleared_by(hinge_intern_clear) struct hinge_intern of_method = {0}, of_level = {0};
    size_t *first = hinge_alloc(2 * p->rows + 1, sizeof *first), *method = first + p->rows,
           n[2] = {0, 0};
    bool varies = false, shared = false;
    for (size_t r = 0; r < p->rows; r++) {
        const size_t cell[] = {p->who[r], p->rep[r], p->condition[r], p->method[r]},
                     same[] = {p->who[r], p->rep[r], p->condition[r], level[r]},
                     a = hinge_intern_numbers(&of_method, cell, 4),
                     b = hinge_intern_numbers(&of_level, same, 4);
        if (a == n[0])
            first[n[0]++] = level[r];
        if (b == n[1])
            method[n[1]++] = p->method[r];
        varies = varies || first[a] != level[r];
        shared = shared || method[b] != p->method[r];
    }
    free(first);
    return varies && shared;
}

/* Adds HINGE_STATS_PAIRED: recordings of one session, task, cue, load, side and trial are the same,
 * and of one level of each column of the user's own (shoes) that varies beside these. */
static enum hinge_status name_conditions(const struct hinge_stats_request *request,
                                         struct hinge_results_reader *results,
                                         struct hinge_table *table, struct hinge_error *error)
{
    static const char *const keys[] = {"session", "task", "cue", "load_kg", "side", "trial"};
    const size_t n = sizeof keys / sizeof *keys;
    const char *method = hinge_stats_request_text(request, "method"),
               *who = hinge_stats_request_text(request, "participant");
    cleared_by(hinge_table_clear) struct hinge_table list = {0};
    enum hinge_status status = hinge_results_get_table(results, HINGE_GROUP_LIST, &list, error);
    struct paired p = {.rows = table->rows,
                       .who = levels_of(table, who != NULL ? who : "participant"),
                       .method = levels_of(table, method),
                       .rep = levels_of(table, hinge_stats_request_text(request, "rep")),
                       .condition = levels_of(table, NULL)};
    for (size_t c = 0; c < n + list.n_columns; c++) {
        const char *name = c < n ? keys[c] : list.column[c - n].name;
        if (strcmp(name, method) == 0 ||
            (c >= n && strcmp(name, "rater") != 0 &&
             (strchr(name, ':') != NULL || !hinge_trial_info_of_person(name))))
            continue;
        cleared_by(freed) size_t *level = levels_of(table, name);
        cleared_by(hinge_intern_clear) struct hinge_intern seen = {0};
        for (size_t r = 0, split = c < n || tells_apart(&p, level); split && r < p.rows; r++)
            p.condition[r] =
                hinge_intern_numbers(&seen, (const size_t[]){p.condition[r], level[r]}, 2);
    }
    const size_t column =
        hinge_table_add_column(table, HINGE_STATS_PAIRED, HINGE_COLUMN_TEXT, "", -1);
    for (size_t r = 0; r < p.rows; r++) {
        char text[32];
        snprintf(text, sizeof text, "%zu", p.condition[r]);
        hinge_table_set_text(table, column, r, text);
    }
    free(p.who);
    free(p.method);
    free(p.rep);
    free(p.condition);
    return status;
}

/* Recordings that count in group tables; repetitions that are whole and valid unless
 * others are asked for, trials averaged before people, people with enough of them. */
static enum hinge_status complete_request(struct hinge_stats_request *request,
                                          struct hinge_results_reader *results,
                                          const struct hinge_use_asked *counts,
                                          struct hinge_table *table, struct hinge_error *error)
{
    const char *condition = hinge_stats_request_takes(request, "condition")
                                ? hinge_stats_request_text(request, "condition")
                                : NULL;
    const bool each = condition != NULL && strcmp(condition, "rep") == 0; /* is a cell */
    enum hinge_status status = add_filter(request, HINGE_IN_GROUPS, error);
    if (status == HINGE_OK && !counts->all_reps && !hinge_stats_request_has(request, "usable"))
        status = hinge_stats_request_set(request, "usable", HINGE_USABLE_REPETITIONS, error);
    if (status == HINGE_OK)
        status = choose_least(request, results, counts->any_role || each, error);
    char *twins = NULL; /* recordings that count a person twice */
    if (status == HINGE_OK)
        status = hinge_results_duplicates(results, hinge_stats_request_text(request, "filter"),
                                          &twins, error);
    if (status == HINGE_OK && twins != NULL)
        status = hinge_stats_request_set(request, "duplicates_note", twins, error);
    free(twins);
    if (status == HINGE_OK && counts->any_role)
        status = note_knees(request, table, error);
    if (status == HINGE_OK)
        status = note_model(request, table, error);
    if (status == HINGE_OK && !hinge_stats_request_has(request, "aggregate") &&
        hinge_stats_request_takes(request, "aggregate"))
        status = choose_aggregate(request, results, table, error);
    const bool repeated = hinge_stats_request_takes(request, "repeated") &&
                          hinge_stats_request_has(request, "repeated");
    if (status == HINGE_OK && repeated && !hinge_stats_request_has(request, "rep"))
        status = hinge_stats_request_set(request, "rep", "rep", error);
    if (status == HINGE_OK && repeated && !hinge_stats_request_has(request, "trial") &&
        hinge_stats_request_text(request, "method") != NULL)
        status = name_conditions(request, results, table, error);
    /* a recording, since trials are numbered again under every cue */
    if (status == HINGE_OK && !hinge_stats_request_has(request, "trial") &&
        hinge_stats_request_takes(request, "trial") &&
        (hinge_stats_request_takes(request, "aggregate") ||
         hinge_stats_request_has(request, "curve")))
        status = hinge_stats_request_set(request, "trial", "file", error);
    return status;
}

static size_t count_values(const struct hinge_table *table, const char *column)
{
    size_t n = 0;
    for (size_t r = 0; r < table->rows; r++)
        n += isnan(hinge_table_number(table, column, r)) ? 0 : 1;
    return n;
}

struct asked {
    const struct hinge_outcome_request *rows;
    const char *outcome;
};

static enum hinge_status count_in(void *context, const char *phase, size_t *n,
                                  struct hinge_error *error)
{
    const struct asked *asked = context;
    struct hinge_outcome_request other = *asked->rows;
    cleared_by(hinge_table_clear) struct hinge_table found = {0};
    other.phase = phase;
    other.fault_rule = other.curve = NULL;
    enum hinge_status status = hinge_results_outcomes(&other, &found, error);
    *n = status == HINGE_OK ? count_values(&found, asked->outcome) : 0;
    return status;
}

/* A metric that no repetition has in this phase but in another: which one. */
static enum hinge_status check_phase(const struct hinge_stats_request *request,
                                     const struct hinge_outcome_request *rows,
                                     const struct hinge_table *table, struct hinge_error *error)
{
    struct asked asked = {rows, hinge_stats_request_text(request, "outcome")};
    hinge_reducer_of(asked.outcome, &asked.outcome);
    long at = asked.outcome != NULL ? hinge_table_find(table, asked.outcome) : -1;
    if (at < 0 || table->column[at].type != HINGE_COLUMN_NUMBER || table->rows == 0 ||
        count_values(table, asked.outcome) > 0)
        return HINGE_OK;
    return hinge_phase_elsewhere(asked.outcome, rows->phase, true, count_in, &asked, error);
}

/* --phase chooses rows of an exported table that has a row per phase. */
static enum hinge_status choose_phase(struct hinge_stats_request *request, const char *data,
                                      const struct hinge_table *table, struct hinge_error *error)
{
    const char *phase = hinge_stats_request_text(request, "phase");
    if (phase == NULL)
        return HINGE_OK;
    if (hinge_table_find(table, "phase") < 0)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                               "--phase %s: %s has no column phase", phase, data);
    char condition[80];
    snprintf(condition, sizeof condition, "phase=%s", phase);
    return add_filter(request, condition, error);
}

/* --- A filter by what was measured in a repetition (hinge_filter_refuse). --- */

/* Whether the filter holds one level of the column. */
static bool is_held(const struct hinge_filter *filter, const char *column)
{
    for (size_t i = 0; i < filter->n; i++)
        if (strcmp(filter->condition[i].name, column) == 0 &&
            filter->condition[i].compare == HINGE_IS && filter->condition[i].n_values == 1)
            return true;
    return false;
}

/* Whether the request compares conditions of the same people. */
static bool compares(const struct hinge_stats_request *request, unsigned needs,
                     const struct hinge_filter *filter, const struct hinge_table *table)
{
    static const char *const named[] = {"condition", "change", "trend"}, *const columns[] = {
                                                                             "by", "group"};
    const char *participant = hinge_stats_request_text(request, "participant");
    bool any = (needs & HINGE_STATS_COMPARES) != 0;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        any = any || hinge_stats_request_has(request, named[i]);
    for (size_t i = 0; i < sizeof columns / sizeof *columns && !any; i++) {
        const json_t *value = json_object_get(request->json, columns[i]), *item;
        size_t k;
        if (json_is_string(value))
            any = !is_held(filter, json_string_value(value)) &&
                  hinge_people_vary(table, participant != NULL ? participant : "participant",
                                    json_string_value(value));
        json_array_foreach((json_t *)value, k, item)
        {
            const char *name = hinge_or_empty(json_string_value(item));
            any =
                any ||
                (!is_held(filter, name) && !hinge_listed("rep,trial,file", ',', name) &&
                 hinge_people_vary(table, participant != NULL ? participant : "participant", name));
        }
    }
    return any;
}

/* Conditions of --filter and, of a results file, --usable by what was measured: refused where
 * conditions are compared, else the request says what they left. faults: those of the results;
 * NULL: a CSV. */
static enum hinge_status check_filter(struct hinge_stats_request *request,
                                      const struct hinge_table *table,
                                      const struct hinge_table *faults, struct hinge_error *error)
{
    const char *id = hinge_stats_request_text(request, "analysis");
    const struct hinge_statistic *statistic = id != NULL ? hinge_statistic_find(id) : NULL;
    const unsigned needs = statistic != NULL ? statistic->needs : 0;
    const char *participant = hinge_stats_request_text(request, "participant");
    static const char *const option[] = {"filter", "usable"};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_filter filter[2], rest[2]; /* without what was measured */
    enum hinge_status status = HINGE_OK;
    bool any = false, bound = true;
    if (request->rows != NULL || /* a cohort refuses such filters itself */
        (needs & (HINGE_STATS_COMPARES | HINGE_STATS_MAY_COMPARE)) == 0)
        return HINGE_OK;
    for (size_t k = 0; k < 2; k++) { /* one that cannot be read is the analysis' to refuse */
        const char *text = hinge_stats_request_text(request, option[k]);
        filter[k].n = rest[k].n = 0;
        if (text != NULL && (k == 0 || faults != NULL) &&
            hinge_filter_read(&arena, option[k], text, &filter[k], NULL) != HINGE_OK)
            filter[k].n = 0;
    }
    for (size_t k = 0; k < 2 && status == HINGE_OK; k++)
        for (size_t i = 0; i < filter[k].n && status == HINGE_OK; i++) {
            struct hinge_condition *c = &filter[k].condition[i];
            const long at = hinge_table_find(table, c->name);
            const bool measured = hinge_filter_measures(faults, c->name);
            c->column = at >= 0 ? (size_t)at : 0;
            bound = bound && at >= 0;
            any = any || measured;
            if (!measured)
                rest[k].condition[rest[k].n++] = *c;
            else if (compares(request, needs, &filter[0], table))
                status = hinge_filter_refuse(k == 0 ? "--filter" : "--usable", c, id, error);
        }
    if (status == HINGE_OK && any && bound) {
        cleared_by(hinge_text_clear) struct hinge_text left = {0};
        cleared_by(freed) unsigned char *of = hinge_alloc(table->rows + 1, sizeof *of);
        cleared_by(freed) const char **person = hinge_alloc(table->rows + 1, sizeof *person);
        for (size_t r = 0; r < table->rows; r++) {
            person[r] =
                hinge_table_word(table, participant != NULL ? participant : "participant", r);
            const bool first = hinge_filter_keeps_row(&rest[0], table, r) &&
                               hinge_filter_keeps_row(&rest[1], table, r);
            of[r] = !first ? 0
                    : hinge_filter_keeps_row(&filter[0], table, r) &&
                            hinge_filter_keeps_row(&filter[1], table, r)
                        ? 2
                        : 1;
        }
        hinge_filter_left(&left, person, of, table->rows);
        status = hinge_stats_request_set(request, "filter_note", hinge_text_string(&left), error);
    }
    return status;
}

/* --- The protocol of the results: `usable` under [analyze]. --- */

/* USAGE where an outcome that is compared was chosen by. */
static enum hinge_status check_protocol(const struct hinge_stats_request *request,
                                        const char *protocol, const char *const *outcome, size_t n,
                                        struct hinge_error *error)
{
    const char *id = hinge_stats_request_text(request, "analysis");
    const struct hinge_statistic *statistic = id != NULL ? hinge_statistic_find(id) : NULL;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    enum hinge_status status = HINGE_OK;
    if (statistic == NULL || *protocol == '\0' ||
        (statistic->needs & (HINGE_STATS_COMPARES | HINGE_STATS_MAY_COMPARE)) == 0)
        return HINGE_OK;
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        const char *by = hinge_protocol_chooses(&arena, protocol, outcome[i]);
        if (by != NULL)
            status = hinge_protocol_refuse(protocol, by, outcome[i], error);
    }
    return status;
}

/* Where the levels of a column that is compared have shares of their repetitions outside of the
 * protocol that differ by 10 points or more: "39% of sedentary and 0% of trained". */
static enum hinge_status note_protocol(struct hinge_stats_request *request,
                                       const struct hinge_table *table, struct hinge_error *error)
{
    static const char *const named[] = {"group", "condition", "change", "by"};
    enum { POINTS = 10 };
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_filter filter = {.n = 0};
    cleared_by(hinge_text_clear) struct hinge_text note = {0};
    const struct hinge_known_rows *known = request->rows;
    const char *text = known == NULL ? hinge_stats_request_text(request, "filter") : NULL;
    bool bound =
        text == NULL || hinge_filter_read(&arena, "filter", text, &filter, NULL) == HINGE_OK;
    for (size_t i = 0; i < filter.n && bound; i++) {
        const long at = hinge_table_find(table, filter.condition[i].name);
        bound = at >= 0;
        filter.condition[i].column = bound ? (size_t)at : 0;
    }
    for (size_t k = 0; k < sizeof named / sizeof *named && bound; k++) {
        const json_t *value = json_object_get(request->json, named[k]);
        const char *given =
            json_string_value(json_is_array(value) ? json_array_get(value, 0) : value);
        if (given == NULL)
            continue;
        char column[160];
        snprintf(column, sizeof column, "%.*s", (int)strcspn(given, ":"), given);
        const long at = hinge_table_find(table, column);
        cleared_by(hinge_intern_clear) struct hinge_intern level = {0};
        cleared_by(freed) size_t *all = hinge_alloc(table->rows + 1, sizeof *all),
                                 *out = hinge_alloc(table->rows + 1, sizeof *out);
        for (size_t r = 0; at >= 0 && r < table->rows; r++) {
            char buffer[48];
            const bool left = strcmp(hinge_table_word(table, "reason", r),
                                     hinge_reason_name(HINGE_REASON_NOT_BY_PROTOCOL)) == 0;
            if ((known != NULL ? known->use[r] == HINGE_ROW_OUT
                               : !hinge_filter_keeps_row(&filter, table, r)) ||
                !(left || hinge_repetition_counts(hinge_table_number(table, "valid", r))))
                continue;
            const size_t l =
                hinge_intern_number(&level, hinge_table_cell(table, (size_t)at, r, buffer));
            all[l]++;
            out[l] += left;
        }
        double least = INFINITY, most = -INFINITY;
        for (size_t l = 0; l < level.n; l++) {
            const double share = 100 * (double)out[l] / (double)all[l];
            least = fmin(least, share);
            most = fmax(most, share);
        }
        const char **name = hinge_arena_alloc(&arena, level.n + 1, sizeof *name);
        for (size_t l = 0; l < level.n; l++)
            name[l] = level.text[l];
        hinge_levels_sort(name, level.n);
        for (size_t i = 0; i < level.n && most - least >= POINTS; i++) {
            const size_t l = hinge_intern_number(&level, name[i]);
            hinge_text_printf(&note, "%s%.0f%% of %s",
                              i > 0             ? i + 1 == level.n ? " and " : ", "
                              : note.length > 0 ? "; "
                                                : "",
                              100 * (double)out[l] / (double)all[l], name[i]);
        }
    }
    return note.length > 0
               ? hinge_stats_request_set(request, "protocol_note", hinge_text_string(&note), error)
               : HINGE_OK;
}

enum { MOST_OUTCOMES = 64 /* whose reasons are read */ };

/* The severity of a fault, in its unit, is an outcome like any metric. */
static bool asks_severity(const char *const *outcome, size_t n)
{
    bool asks = false;
    for (size_t i = 0; i < n; i++)
        asks = asks || hinge_severity_fault(outcome[i]) != NULL;
    return asks;
}

/* Columns that say which repetition a row is and of whom: not metrics, faults and what
 * belongs to them, nor what is the same in every usable repetition. */
static void mark_keys(struct hinge_table *table, bool all_reps)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        struct hinge_column *column = &table->column[c];
        char severity[160];
        snprintf(severity, sizeof severity, HINGE_SEVERITY "%s", column->name);
        if (hinge_metric_find(column->name) < 0 && strchr(column->name, ':') == NULL &&
            hinge_table_find(table, severity) < 0 &&
            !hinge_listed("floor,in_groups,status,reason,warnings", ',', column->name) &&
            (all_reps || !hinge_listed("complete,valid", ',', column->name)))
            column->role = HINGE_IS_KEY;
    }
}

/* The mean is what an outcome without a reducer is. */
static void leave_mean(json_t *outcome)
{
    const char *rest, *text = json_string_value(outcome);
    const struct hinge_reducer *reducer = hinge_reducer_of(text, &rest);
    json_t *item;
    size_t i;
    if (reducer != NULL && strcmp(reducer->id, "mean") == 0) {
        json_t *copy = json_string(rest); /* the text is in the outcome */
        json_string_set(outcome, json_string_value(copy));
        json_decref(copy);
    }
    json_array_foreach(outcome, i, item)
    {
        leave_mean(item);
    }
}

static void mark_shares(struct hinge_table *table)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct hinge_unit_words *unit =
            hinge_readers_unit(table->column[c].name, table->column[c].unit);
        table->column[c].share |= unit != NULL && strcmp(unit->id, "share") == 0;
    }
}

/* What sentences call the columns: a user's word, else that of groups and cues. */
static void add_titles(const struct hinge_stats_request *request, const char *phase,
                       struct hinge_table *table)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    for (size_t c = 0; c < table->n_columns; c++) {
        char words[160];
        const char *id = table->column[c].name, *title = hinge_wording_label(request->labels, id);
        const struct hinge_reducer *reducer = title == NULL ? hinge_reducer_of(id, &id) : NULL;
        if (reducer != NULL)
            title = hinge_wording_label(request->labels, id);
        const bool is_metric = hinge_metric_find(id) >= 0;
        if (title == NULL)
            title = is_metric ? hinge_metric_words(&arena, id, phase)
                              : hinge_fault_words(id, words, sizeof words);
        if (title == NULL && is_metric)
            title = hinge_wording_title(id, words, sizeof words);
        if (title != NULL)
            hinge_table_set_title(table, c,
                                  hinge_reduced_words(&arena, reducer, id,
                                                      table->column[c].share &&
                                                          *table->column[c].unit == '\0',
                                                      title));
    }
}

/* What is planned, and what the protocol of the results (`usable` under [analyze]) left out; n
 * outcomes. */
static enum hinge_status add_plan(struct hinge_stats_request *request,
                                  struct hinge_results_reader *reader, struct hinge_table *table,
                                  const char *const *outcome, size_t n, struct hinge_error *error)
{
    cleared_by(hinge_table_clear) struct hinge_table faults = {0}, parameters = {0};
    enum hinge_status status =
        hinge_results_get_table(reader, HINGE_GROUP_PARAMETERS, &parameters, error);
    const char *protocol = status == HINGE_OK ? hinge_tab_protocol(&parameters) : "",
               *primary = status == HINGE_OK ? hinge_tab_asked(&parameters, "primary") : "";
    if (status == HINGE_OK && *primary != '\0' && hinge_stats_request_takes(request, "primary") &&
        !hinge_stats_request_has(request, "primary") &&
        !hinge_stats_request_has(request, "outcome"))
        status = hinge_stats_request_set(request, "primary", primary, error);
    if (status == HINGE_OK)
        status = check_protocol(request, protocol, outcome, n, error);
    if (status == HINGE_OK)
        status = hinge_results_get_table(reader, HINGE_GROUP_FAULTS, &faults, error);
    if (status == HINGE_OK)
        status = check_filter(request, table, &faults, error);
    if (status == HINGE_OK && hinge_planned_is_needed(request))
        status = hinge_planned_make(request, reader, table, error);
    if (status == HINGE_OK && *protocol != '\0')
        status = note_protocol(request, table, error);
    return status;
}

enum hinge_status hinge_comparison_known(struct hinge_stats_request *request,
                                         struct hinge_cohort *cohort, struct hinge_error *error)
{
    struct hinge_table *table = &cohort->reps;
    const char *phase = text_or_standard(request, "phase"), *metric[] = {NULL};
    cleared_by(hinge_text_clear) struct hinge_text names = {0};
    enum hinge_status status = HINGE_OK;
    if (table->n_columns == 0) { /* of any question of the cohort */
        hinge_named_columns(request, &names);
        hinge_text_adds(&names, ",stage,load_kg");
        const struct hinge_outcome_request rows = {.results = cohort->table_request->results,
                                                   .opened = cohort->tab.reader,
                                                   .metrics = metric,
                                                   .phase = phase,
                                                   .fault_rule =
                                                       text_or_standard(request, "fault_rule"),
                                                   .severity = true,
                                                   .certain = true,
                                                   .all_faults = true,
                                                   .named = hinge_text_string(&names),
                                                   .counts = cohort->tab.counts};
        status = hinge_results_outcomes(&rows, table, error);
    }
    if (status == HINGE_OK)
        status = hinge_results_sha256(cohort->tab.reader, request->sha256, error);
    json_object_set_new(request->json, "usable",
                        cohort->tab.counts.all_reps ? NULL : json_string(HINGE_USABLE_REPETITIONS));
    if (status == HINGE_OK)
        status = choose_least(request, cohort->tab.reader, cohort->tab.counts.any_role, error);
    cleared_by(freed) char *twins = hinge_tab_duplicates(&cohort->tab, request->rows->recording);
    if (twins != NULL)
        json_object_set_new(request->json, "duplicates_note", json_string(twins));
    if (status == HINGE_OK && cohort->tab.counts.any_role)
        status = note_knees(request, table, error);
    json_object_set_new(request->json, "aggregate", json_string("nested"));
    json_object_set_new(request->json, "trial", json_string("file"));
    if (status == HINGE_OK)
        status = add_plan(request, cohort->tab.reader, table, metric, 0, error);
    if (status == HINGE_OK)
        add_titles(request, phase, table);
    mark_shares(table);
    return status;
}

static enum hinge_status read_results(const char *path, struct hinge_stats_request *request,
                                      struct hinge_table *table, struct hinge_error *error)
{
    leave_mean(json_object_get(request->json, "outcome"));
    leave_mean(json_object_get(request->json, "covariate"));
    leave_mean(json_object_get(request->json, "with"));
    /* an option that the analysis does not take is told by the analysis */
    const char *metric[MOST_OUTCOMES + 1] = {hinge_stats_request_takes(request, "outcome")
                                                 ? hinge_stats_request_text(request, "outcome")
                                                 : NULL};
    size_t n = metric[0] != NULL, i;
    cleared_by(hinge_text_clear) struct hinge_text names = {0};
    bool planned = hinge_planned_is_needed(request);
    bool rows_asked = hinge_stats_request_takes(request, "per_person");
    if (hinge_stats_request_takes(request, "labels") &&
        !hinge_stats_request_has(request, "ratings") && !hinge_stats_request_has(request, "pred") &&
        !hinge_stats_request_has(request, "truth") && !hinge_stats_request_has(request, "labels"))
        json_object_set_new(request->json, "labels", json_string("all"));
    bool labels =
        hinge_stats_request_takes(request, "labels") && hinge_stats_request_has(request, "labels");
    bool ratings = hinge_stats_request_takes(request, "ratings") &&
                   hinge_stats_request_has(request, "ratings");
    struct hinge_results_reader *reader = NULL;
    json_t *item;
    hinge_named_columns(request, &names);
    json_array_foreach(json_object_get(request->json, "outcome"), i, item)
    {
        if (json_is_string(item) && n < MOST_OUTCOMES)
            metric[n++] = json_string_value(item);
    }
    if (hinge_stats_request_takes(request, "with") && hinge_stats_request_has(request, "with") &&
        n < MOST_OUTCOMES)
        metric[n++] = hinge_stats_request_text(request, "with");
    for (i = 0; i < n; i++) {
        hinge_reducer_of(metric[i], &metric[i]);
        char margin[128];
        if (moved_by_model(metric[i], margin) != NULL)
            hinge_text_printf(&names, ",%s", margin);
    }
    const char *phase = text_or_standard(request, "phase");
    /* the rows of these analyses are of one phase, and each outcome of a plan is of its own */
    bool own_phases = planned && !hinge_stats_request_has(request, "phase");
    if (!planned && !hinge_stats_request_has(request, "phase"))
        phase = hinge_phase_of_metrics(metric, n, phase);
    enum hinge_status status = hinge_results_share(path, request->opened, &reader, error);
    if (status == HINGE_OK)
        status = take_furthest(request, reader, metric, n, error);
    const struct hinge_use_asked counts = hinge_outcomes_asked(request);
    struct hinge_outcome_request rows = {
        .results = path,
        .metrics = metric,
        .phase = phase,
        .fault_rule = text_or_standard(request, "fault_rule"),
        .severity = planned || rows_asked || labels || ratings || asks_severity(metric, n),
        .certain = planned && hinge_stats_request_takes(request, "min_share"),
        .all_faults = planned || labels || ratings,
        .curve = hinge_stats_request_text(request, "curve"),
        .named = hinge_text_string(&names),
        .counts = counts,
        .their_columns = rows_asked || labels ||
                         (hinge_stats_request_takes(request, "repeated") &&
                          hinge_stats_request_has(request, "repeated"))};
    if (status == HINGE_OK && strcmp(phase, text_or_standard(request, "phase")) != 0)
        status = hinge_stats_request_set(request, "phase", phase, error); /* the document says it */
    rows.opened = reader;
    if (status == HINGE_OK)
        status = hinge_results_sha256(reader, request->sha256, error);
    if (status == HINGE_OK)
        status = hinge_results_outcomes(&rows, table, error);
    if (status == HINGE_OK && hinge_named_is_lacking(request, table)) {
        hinge_table_clear(table);
        rows.named = NULL;
        status = hinge_results_outcomes(&rows, table, error);
    }
    if (status == HINGE_OK)
        status = hinge_reduced_outcomes(request, table, error);
    if (status == HINGE_OK && !own_phases)
        status = check_phase(request, &rows, table, error);
    if (status == HINGE_OK)
        status = complete_request(request, reader, &counts, table, error);
    if (status == HINGE_OK)
        status = add_plan(request, reader, table, metric, n, error);
    if (status == HINGE_OK && rows_asked)
        mark_keys(table, counts.all_reps);
    if (status == HINGE_OK && !rows_asked)
        add_titles(request, phase, table);
    hinge_results_close(reader);
    return status;
}

/* The path of a file that a request names: relative to the request's own file, which
 * may be NULL. free() it. */
static char *path_of(const char *data, const char *request)
{
    const char *slash = request != NULL ? strrchr(request, '/') : NULL;
    size_t folder =
        slash != NULL && !hinge_os_is_absolute(data) ? (size_t)(slash + 1 - request) : 0;
    char *path = hinge_alloc(1, folder + strlen(data) + 1);
    if (folder > 0)
        memcpy(path, request, folder);
    strcpy(path + folder, data);
    return path;
}

static enum hinge_status read_csv(const char *path, struct hinge_stats_request *request,
                                  struct hinge_table *table, struct hinge_error *error)
{
    const char *data = hinge_stats_request_text(request, "data");
    const char *separator = hinge_stats_request_text(request, "sep");
    if (hinge_other_file(path) >= HINGE_OTHER_CONFIG)
        return hinge_other_file_refuse(path, data, "results", error);
    if (hinge_stats_request_has(request, "curve"))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "curve: %s is a CSV, whose curve is in the columns n000, "
                               "n001, ...: leave --curve out (--nodes-prefix names "
                               "others)",
                               data);
    /* what only rows of a results file have: verdicts, and repetitions that do not count */
    static const char *const of_results[] = {"allow_inferred", "all_tasks", "all_reps",
                                             "fault_rule", "ratings"};
    for (size_t i = 0; i < sizeof of_results / sizeof *of_results; i++)
        if (hinge_stats_request_flag(request, of_results[i]) ||
            hinge_stats_request_text(request, of_results[i]) != NULL ||
            json_is_array(json_object_get(request->json, of_results[i])))
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   "%s: %s is a CSV; the option is of a results file. Leave it out "
                                   "(--usable chooses rows of a CSV)",
                                   of_results[i], data);
    cleared_by(freed) char **text = hinge_stats_request_text_columns(request);
    enum hinge_status status =
        hinge_table_read_csv(table, path, data, (const char *const *)text,
                             separator != NULL ? separator[0] : '\0', '\0', error);
    if (status == HINGE_OK) {
        /* a CSV has no units; a column that is called as a metric of ours has the metric's */
        for (size_t c = 0; c < table->n_columns; c++) {
            long at = hinge_metric_find(table->column[c].name);
            if (at >= 0 && *table->column[c].unit == '\0')
                hinge_table_set_unit(table, c, hinge_metric_at((size_t)at)->unit);
        }
    }
    if (status == HINGE_OK)
        status = choose_phase(request, data, table, error);
    if (status == HINGE_OK)
        status = check_filter(request, table, NULL, error);
    if (status == HINGE_OK && hinge_planned_is_needed(request))
        status = hinge_planned_make(request, NULL, table, error);
    const int file = status == HINGE_OK ? hinge_os_open(path, HINGE_OS_READ) : -1;
    if (file >= 0) {
        status = hinge_sha256_file(file, request->sha256, error);
        if (status == HINGE_INPUT)
            hinge_file_unreadable(data, errno, error);
        hinge_os_close(file);
    }
    return status;
}

/* Ratings beside the repetitions of a results file; relative to the request's file. */
static enum hinge_status add_ratings(const struct hinge_stats_request *request,
                                     const char *request_file, struct hinge_table *table,
                                     struct hinge_error *error)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    const struct hinge_names names =
        hinge_names_of(&arena, json_object_get(request->json, "ratings"));
    cleared_by(freed) char **path = hinge_alloc(names.n + 1, sizeof *path);
    for (size_t i = 0; i < names.n; i++)
        path[i] = path_of(names.name[i], request_file);
    const enum hinge_status status =
        hinge_ratings_join((const char *const *)path, names.n, table, error);
    for (size_t i = 0; i < names.n; i++)
        free(path[i]);
    return status;
}

/* "change:pain" is the change that the option change says; *was: whether one was named so. */
static enum hinge_status take_change(struct hinge_stats_request *request, const char *option,
                                     json_t *outcome, bool *was, struct hinge_error *error)
{
    static const char prefix[] = "change:";
    const size_t n = strlen(prefix);
    const char *text = json_string_value(outcome);
    enum hinge_status status = HINGE_OK;
    json_t *item;
    size_t i;
    json_array_foreach(outcome, i, item)
    {
        if (status == HINGE_OK)
            status = take_change(request, option, item, was, error);
    }
    if (text == NULL || strncmp(text, prefix, n) != 0 ||
        !hinge_stats_request_takes(request, "change"))
        return status;
    if (!hinge_stats_request_has(request, "change"))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--%s %s: a change is between two levels; name them, as "
                               "--change session:after-before",
                               option, text);
    json_t *copy = json_string(text + n); /* the text is in the outcome */
    json_string_set(outcome, json_string_value(copy));
    json_decref(copy);
    *was = true;
    return HINGE_OK;
}

enum hinge_status hinge_comparison_table(struct hinge_stats_request *request,
                                         const char *request_file, struct hinge_table *table,
                                         struct hinge_error *error)
{
    const char *data = hinge_stats_request_text(request, "data");
    cleared_by(freed) char *path = data != NULL ? path_of(data, request_file) : NULL;
    const bool results = request->opened != NULL || hinge_store_is_hdf5(path);
    bool was = false;
    enum hinge_status status =
        take_change(request, "outcome", json_object_get(request->json, "outcome"), &was, error);
    was = false;
    if (status == HINGE_OK)
        status = take_change(request, "with", json_object_get(request->json, "with"), &was, error);
    if (was)
        json_object_set_new(request->json, "with_change", json_true());
    if (status != HINGE_OK)
        return status;
    if (results && hinge_stats_request_has(request, "sep"))
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                 "sep: %s is a results file, whose columns have no separator; "
                                 "leave it out",
                                 data);
    else
        status = (results ? read_results : read_csv)(path, request, table, error);
    if (status == HINGE_OK && results && hinge_stats_request_takes(request, "ratings") &&
        hinge_stats_request_has(request, "ratings"))
        status = add_ratings(request, request_file, table, error);
    if (status == HINGE_OK)
        mark_shares(table);
    return status;
}
