/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People of a file, each with one value of a metric. */
#include "report/participants/person_values.h"

#include "base/number.h"
#include "people/rule.h"
#include "report/request/tabulation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const ages[] = {"age", "age_years", "age_y", NULL};
static const char *const sexes[] = {"sex", "gender", NULL};

void hinge_person_values_clear(struct hinge_person_values *v)
{
    free(v->item);
    hinge_arena_clear(&v->arena);
    *v = (struct hinge_person_values){0};
}

static const char *keep(struct hinge_person_values *v, const char *text)
{
    return hinge_arena_strdup(&v->arena, text != NULL ? text : "");
}

static long find_any(const struct hinge_table *table, const char *const *names)
{
    for (; *names != NULL; names++)
        for (size_t c = 0; c < table->n_columns; c++)
            if (hinge_same_name(table->column[c].name, *names))
                return (long)c;
    return -1;
}

/* Files of two sources write it in two ways. */
static const char *sex_of(const char *text)
{
    static const char *const same[][2] = {
        {"f", "f"}, {"female", "f"}, {"w", "f"},   {"woman", "f"},   {"weiblich", "f"},
        {"m", "m"}, {"male", "m"},   {"man", "m"}, {"männlich", "m"}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (hinge_same_name(same[i][0], text))
            return same[i][1];
    return text;
}

static const char *cell(const struct hinge_table *table, long column, size_t row,
                        char buffer[48])
{
    return column < 0 ? "" : hinge_table_cell(table, (size_t)column, row, buffer);
}

/* How a row was measured, as text; standing sources that are pooled are one. */
static enum hinge_status evidence_of(const struct hinge_table *table, size_t row,
                                     struct hinge_text *text, struct hinge_error *error)
{
    char buffer[48];
    text->length = 0;
    hinge_text_puts(text, "");
    for (const char *const *name = hinge_evidence; *name != NULL; name++) {
        const char *value = cell(table, hinge_table_find(table, *name), row, buffer);
        if (strcmp(*name, "standing_source") == 0)
            value = hinge_standing_class(value);
        if (*value != '\0')
            hinge_text_printf(text, "%s%s=%s", text->length > 0 ? ", " : "", *name,
                              value);
    }
    return text->failed ? hinge_no_memory(error) : HINGE_OK;
}

static enum hinge_status add(struct hinge_person_values *v,
                             struct hinge_person_value item, bool cohort,
                             struct hinge_error *error)
{
    if (v->n == v->room) {
        size_t room = v->room > 0 ? 2 * v->room : 64;
        struct hinge_person_value *grown = hinge_resize(v->item, room, sizeof *grown);
        if (grown == NULL)
            return hinge_no_memory(error);
        v->item = grown;
        v->room = room;
    }
    if (item.participant == NULL || item.metric == NULL || item.sex == NULL ||
        item.evidence == NULL)
        return hinge_no_memory(error);
    if (isnan(item.age))
        item.why = cohort ? "no age in the cohort" : "no age in the trial list";
    else if (isnan(item.value) && item.why == NULL)
        item.why = cohort ? "no value in the cohort" : "no value";
    v->item[v->n++] = item;
    return HINGE_OK;
}

enum hinge_status hinge_person_values_filter(const char *where, struct hinge_text *text,
                                             struct hinge_error *error)
{
    const char *from, *rest = where;
    size_t n;
    hinge_text_puts(text, "");
    while ((from = hinge_next_item(&rest, '&', &n)) != NULL) {
        char name[16];
        size_t key = strcspn(from, "=<>!& ");
        snprintf(name, sizeof name, "%.*s", (int)key, from);
        if (!hinge_listed("participant,session,group", ',', name))
            hinge_text_printf(text, "%s%.*s", text->length > 0 ? "&" : "", (int)n,
                              from);
    }
    return text->failed ? hinge_no_memory(error) : HINGE_OK;
}

/* Of the notes of a summary, what its values average over, and but for a cohort where
 * those are that are not in the phase. */
static enum hinge_status keep_averaged(struct hinge_person_values *v, const char *notes,
                                       bool cohort, struct hinge_error *error)
{
    struct hinge_text text = {0};
    for (const char *at = notes; at != NULL && *at != '\0';) {
        size_t n = strcspn(at, "\n"), end = 0;
        bool tasks = strncmp(at, "Different tasks", strlen("Different tasks")) == 0;
        if (tasks || strncmp(at, "Averaged over", strlen("Averaged over")) == 0) {
            while (end < n && at[end] != ';' && strncmp(at + end, ", with", 6) != 0)
                end++;
            hinge_text_printf(&text, "%.*s; --filter chooses one.\n", (int)end, at);
        }
        const char *phase = strstr(at, " has no value in phase ");
        if (!cohort && phase != NULL && phase < at + n)
            hinge_text_printf(&text, "%.*s\n", (int)n, at);
        at += n + (at[n] == '\n');
    }
    v->averaged = text.length > 0 ? keep(v, hinge_text_string(&text)) : "";
    return hinge_text_done(
        &text, v->averaged != NULL ? HINGE_OK : hinge_no_memory(error), error);
}

static enum hinge_status view_of(const struct hinge_tabulation *tab, const char *path,
                                 const char *view, const char *columns,
                                 const char *where, struct hinge_table *table,
                                 char **notes, struct hinge_error *error)
{
    const struct hinge_table_request *own = tab->request;
    bool summary = strcmp(view, "summary") == 0;
    const struct hinge_table_request request = {
        .results = path != NULL ? path : own->results,
        .opened = path != NULL ? NULL : own->opened,
        .view = view,
        .by = summary ? "participant" : "",
        .columns = columns,
        .where = where,
        .phase = !summary              ? ""
                 : *own->phase != '\0' ? own->phase
                                       : "descent",
        .include_inferred = own->include_inferred,
        .all_tasks = own->all_tasks,
        .all_reps = summary && own->all_reps,
        .allow_single = summary && own->allow_single,
        .no_provenance = true};
    return hinge_view_table(&request, table, notes, error);
}

/* Age and sex of a person: what the first recording of them says. */
static double age_of(const struct hinge_table *trials, const char *participant,
                     char sex[48])
{
    long age = find_any(trials, ages), by = find_any(trials, sexes);
    double found = NAN;
    *sex = '\0';
    for (size_t r = 0; r < trials->rows; r++) {
        char buffer[48];
        const char *who = hinge_table_text(trials, "participant", r);
        if (who == NULL || strcmp(who, participant) != 0)
            continue;
        const char *text = cell(trials, by, r, buffer);
        if (*sex == '\0')
            snprintf(sex, 48, "%s", sex_of(text));
        if (isnan(found) && age >= 0)
            found = hinge_table_number(trials, trials->column[age].name, r);
    }
    return found;
}

static enum hinge_status of_results(struct hinge_tabulation *tab, const char *path,
                                    const char *metrics, struct hinge_person_values *v,
                                    struct hinge_error *error)
{
    struct hinge_table summary = {0}, trials = {0};
    struct hinge_text text = {0}, where = {0}, columns = {0};
    char *notes = NULL;
    enum hinge_status status = HINGE_OK;
    hinge_text_printf(&columns, "keys,%s", metrics);
    hinge_text_puts(&where, "");
    if (path != NULL)
        status = hinge_person_values_filter(tab->request->where, &where, error);
    else
        hinge_text_puts(&where, tab->request->where);
    if (status == HINGE_OK)
        status = view_of(tab, path, "summary", hinge_text_string(&columns),
                         hinge_text_string(&where), &summary, &notes, error);
    if (status == HINGE_OK)
        status = keep_averaged(v, notes, path != NULL, error);
    free(notes);
    if (status == HINGE_OK)
        status = view_of(tab, path, "trials", "all", "", &trials, NULL, error);
    for (size_t r = 0; r < summary.rows && status == HINGE_OK; r++) {
        char sex[48];
        const char *who = hinge_table_text(&summary, "participant", r);
        double age = age_of(&trials, who != NULL ? who : "", sex);
        const char *why = hinge_table_text(&summary, "reason", r);
        status = evidence_of(&summary, r, &text, error);
        if (status == HINGE_OK)
            status =
                add(v,
                    (struct hinge_person_value){
                        keep(v, who), keep(v, hinge_table_text(&summary, "metric", r)),
                        keep(v, sex), keep(v, hinge_text_string(&text)), age,
                        hinge_table_number(&summary, "mean", r),
                        why != NULL && *why != '\0' ? keep(v, why) : NULL},
                    path != NULL, error);
    }
    hinge_table_clear(&summary);
    hinge_table_clear(&trials);
    hinge_text_clear(&where);
    hinge_text_clear(&columns);
    return hinge_text_done(&text, status, error);
}

/* A cohort's CSV and its column of ages. */
static enum hinge_status read_csv(const char *path, struct hinge_table *table,
                                  long *age, struct hinge_error *error)
{
    static const char *const as_text[] = {"participant", "sex", "gender", NULL};
    enum hinge_status status =
        hinge_table_read_csv(table, path, path, as_text, '\0', '\0', error);
    *age = find_any(table, ages);
    if (status == HINGE_OK && *age < 0)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                                 "%s: no column age; norms need the age of each person "
                                 "in years",
                                 path);
    return status;
}

enum hinge_status hinge_cohort_check(const char *path, struct hinge_error *error)
{
    struct hinge_results_reader *reader = NULL;
    struct hinge_table table = {0};
    long age;
    enum hinge_status status = hinge_store_is_hdf5(path)
                                   ? hinge_results_share(path, NULL, &reader, error)
                                   : read_csv(path, &table, &age, error);
    hinge_results_close(reader);
    hinge_table_clear(&table);
    return status;
}

static enum hinge_status of_csv(const char *path, const char *metrics, bool named,
                                struct hinge_person_values *v,
                                struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct hinge_text text = {0};
    const char *from, *rest = metrics;
    size_t n;
    long age;
    bool found = false;
    enum hinge_status status = read_csv(path, &table, &age, error);
    long sex = find_any(&table, sexes);
    while (status == HINGE_OK && (from = hinge_next_item(&rest, ',', &n)) != NULL) {
        char name[128];
        snprintf(name, sizeof name, "%.*s", (int)n, from);
        const char *metric = keep(v, name);
        if (metric != NULL && hinge_table_find(&table, metric) < 0 && !named)
            continue;
        found = true;
        if (metric == NULL || hinge_table_find(&table, metric) < 0) {
            status = metric == NULL
                         ? hinge_no_memory(error)
                         : hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                                           "%s: no column %s; name those it has with "
                                           "--columns",
                                           path, metric);
            break;
        }
        for (size_t r = 0; r < table.rows && status == HINGE_OK; r++) {
            char buffer[48];
            status = evidence_of(&table, r, &text, error);
            if (status == HINGE_OK)
                status = add(v,
                             (struct hinge_person_value){
                                 keep(v, hinge_table_text(&table, "participant", r)),
                                 metric, keep(v, sex_of(cell(&table, sex, r, buffer))),
                                 keep(v, hinge_text_string(&text)),
                                 hinge_table_number(&table, table.column[age].name, r),
                                 hinge_table_number(&table, metric, r), NULL},
                             true, error);
        }
    }
    if (status == HINGE_OK && !found)
        status =
            hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                            "%s: a cohort needs one of the columns %s", path, metrics);
    hinge_table_clear(&table);
    return hinge_text_done(&text, status, error);
}

enum hinge_status hinge_person_values_read(struct hinge_tabulation *tab,
                                           const char *path, const char *metrics,
                                           bool named, struct hinge_person_values *v,
                                           struct hinge_error *error)
{
    if (path != NULL && !hinge_store_is_hdf5(path))
        return of_csv(path, metrics, named, v, error);
    return of_results(tab, path, metrics, v, error);
}
