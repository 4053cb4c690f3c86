/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of cues and groups as readers want them: a difference with its interval in one
 * cell, faults that nobody showed left out. */
#include "report/foreseen_tables.h"

#include "report/foreseen_words.h"
#include "report/published.h"
#include "report/writers/writer.h"
#include "result/digits.h"
#include "result/wording.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum kind { NUMBER, P, TEXT, INTERVAL };
struct shown {
    const char *name;  /* of the column; n_ and mean_: the group's name follows */
    const char *field; /* of the row; INTERVAL: the estimate */
    const char *low, *high;
    const char *why; /* field that says why it is missing; NULL: reason */
    enum kind kind;
    int digits;
};

#define INTERVAL_OF(name, before, why)                                                 \
    {                                                                                  \
        name, before "diff", before "ci_low", before "ci_high", why, INTERVAL, 0       \
    }

static const struct shown of_cues[] = {
    {"cue", "cue", NULL, NULL, NULL, TEXT, 0},
    {"outcome", "outcome", NULL, NULL, NULL, TEXT, 0},
    {"phase", "phase", NULL, NULL, NULL, TEXT, 0},
    {"role", "role", NULL, NULL, NULL, TEXT, 0},
    {"expected", "expected", NULL, NULL, NULL, TEXT, 0},
    {"n", "n", NULL, NULL, NULL, NUMBER, 0},
    {"baseline", "baseline", NULL, NULL, NULL, NUMBER, 3},
    {"cued", "cued", NULL, NULL, NULL, NUMBER, 3},
    INTERVAL_OF("difference", "", NULL),
    INTERVAL_OF("at matched depth", "matched_", "matched_reason"),
    {"unit", "unit", NULL, NULL, NULL, TEXT, 0},
    {"d_z", "d_z", NULL, NULL, NULL, NUMBER, 2},
    {"p", "p", NULL, NULL, NULL, P, 0},
    {"p_holm", "p_holm", NULL, NULL, NULL, P, 0},
    {"mdc", "mdc", NULL, NULL, "mdc_reason", NUMBER, 3},
    {"beyond_expected", "beyond_expected", NULL, NULL, "mdc_reason", NUMBER, 0},
    {"beyond_opposite", "beyond_opposite", NULL, NULL, "mdc_reason", NUMBER, 0},
    {NULL, NULL, NULL, NULL, NULL, TEXT, 0}};

static const struct shown faults_of_cues[] = {
    {"cue", "cue", NULL, NULL, NULL, TEXT, 0},
    {"fault", "outcome", NULL, NULL, NULL, TEXT, 0},
    {"n", "n", NULL, NULL, NULL, NUMBER, 0},
    {"baseline", "baseline", NULL, NULL, NULL, NUMBER, 2},
    {"cued", "cued", NULL, NULL, NULL, NUMBER, 2},
    INTERVAL_OF("difference", "", NULL),
    {"p", "p", NULL, NULL, NULL, P, 0},
    {NULL, NULL, NULL, NULL, NULL, TEXT, 0}};

static const struct shown of_groups[] = {
    {"outcome", "outcome", NULL, NULL, NULL, TEXT, 0},
    {"phase", "phase", NULL, NULL, NULL, TEXT, 0},
    {"role", "role", NULL, NULL, NULL, TEXT, 0},
    {"n_", "n_first", NULL, NULL, NULL, NUMBER, 0},
    {"mean_", "mean_first", NULL, NULL, NULL, NUMBER, 3},
    {"n_", "n_second", NULL, NULL, NULL, NUMBER, 0},
    {"mean_", "mean_second", NULL, NULL, NULL, NUMBER, 3},
    INTERVAL_OF("difference", "", NULL),
    INTERVAL_OF("adjusted", "adjusted_", "adjusted_reason"),
    {"unit", "unit", NULL, NULL, NULL, TEXT, 0},
    {"g", "g", NULL, NULL, NULL, NUMBER, 2},
    {"p", "p", NULL, NULL, NULL, P, 0},
    {"p_holm", "p_holm", NULL, NULL, NULL, P, 0},
    {NULL, NULL, NULL, NULL, NULL, TEXT, 0}};

static const struct shown faults_of_groups[] = {
    {"fault", "outcome", NULL, NULL, NULL, TEXT, 0},
    {"n_", "n_first", NULL, NULL, NULL, NUMBER, 0},
    {"mean_", "mean_first", NULL, NULL, NULL, NUMBER, 2},
    {"n_", "n_second", NULL, NULL, NULL, NUMBER, 0},
    {"mean_", "mean_second", NULL, NULL, NULL, NUMBER, 2},
    INTERVAL_OF("difference", "", NULL),
    {"p", "p", NULL, NULL, NULL, P, 0},
    {"p_holm", "p_holm", NULL, NULL, NULL, P, 0},
    {NULL, NULL, NULL, NULL, NULL, TEXT, 0}};

static const struct shown of_refusals[] = {
    {"outcome", "outcome", NULL, NULL, NULL, TEXT, 0},
    {"phase", "phase", NULL, NULL, NULL, TEXT, 0},
    {"group", "group", NULL, NULL, NULL, TEXT, 0},
    {"reps", "reps", NULL, NULL, NULL, NUMBER, 0},
    {"missing", "missing", NULL, NULL, NULL, NUMBER, 0},
    {"reasons", "reasons", NULL, NULL, NULL, TEXT, 0},
    {NULL, NULL, NULL, NULL, NULL, TEXT, 0}};

static const struct shown of_people[] = {
    {"cue", "cue", NULL, NULL, NULL, TEXT, 0},
    {"participant", "participant", NULL, NULL, NULL, TEXT, 0},
    {"reason", "reason", NULL, NULL, NULL, TEXT, 0},
    {NULL, NULL, NULL, NULL, NULL, TEXT, 0}};

static const struct {
    const char *which, *title, *list;
    const struct shown *cues, *groups;
} tables[] = {{"outcomes", "outcomes", "outcomes", of_cues, of_groups},
              {"faults", "faults, as shares of the repetitions", "outcomes",
               faults_of_cues, faults_of_groups},
              {"refusals", "missing values by group", "refusals", NULL, of_refusals},
              {"people", "people left out", "people_dropped", of_people, NULL}};

static const char *analysis_of(const json_t *root)
{
    const char *analysis = json_string_value(json_object_get(root, "analysis"));
    return analysis != NULL ? analysis : "";
}

bool hinge_foreseen_is(const json_t *root)
{
    return strcmp(analysis_of(root), "cues") == 0 ||
           strcmp(analysis_of(root), "groups") == 0;
}

static double number_of(const json_t *row, const char *field)
{
    const json_t *value = json_object_get(row, field);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static bool has_role(const json_t *row, const char *name)
{
    const char *role = json_string_value(json_object_get(row, "role"));
    return role != NULL && strcmp(role, name) == 0;
}

/* A fault that nobody showed says nothing, nor does what nobody has a value of; the
 * outcomes foreseen for a cue stay, with the reason. */
static bool is_empty(const json_t *row)
{
    static const char *const means[] = {"baseline", "cued", "mean_first",
                                        "mean_second"};
    bool fault = has_role(row, "fault");
    for (size_t i = 0; i < 4; i++) {
        double value = number_of(row, means[i]);
        if (fault ? value > 0 : !isnan(value))
            return false;
    }
    return !has_role(row, "primary") && !has_role(row, "secondary");
}

static enum hinge_status set(struct hinge_table *table, size_t column,
                             const struct shown *s, const json_t *row,
                             struct hinge_error *error)
{
    char text[96];
    size_t at = table->rows - 1;
    double value = number_of(row, s->field);
    const char *words = json_string_value(json_object_get(row, s->field));
    if (s->kind == NUMBER) {
        table->column[column].number[at] = value;
        words = NULL;
    } else if (s->kind == P && !isnan(value)) {
        hinge_p_cell(value, text, sizeof text);
        words = text;
    } else if (s->kind == INTERVAL && !isnan(value)) {
        words = hinge_interval_words(value, number_of(row, s->low),
                                     number_of(row, s->high), text, sizeof text);
    }
    enum hinge_status status =
        s->kind == NUMBER ? HINGE_OK
                          : hinge_table_set_text(table, column, at, words, error);
    bool value_like = s->kind == INTERVAL || s->kind == NUMBER;
    if (status == HINGE_OK && value_like && isnan(value))
        status = hinge_table_set_why(
            table, column, at,
            json_string_value(json_object_get(row, s->why != NULL ? s->why : "reason")),
            error);
    return status;
}

/* An outcome that nobody of either group has: rows of refusals come in pairs. */
static bool in_nobody(const json_t *list, size_t i)
{
    return number_of(json_array_get(list, i), "share") >= 1 &&
           number_of(json_array_get(list, i ^ 1), "share") >= 1;
}

/* `stratum`: the evidence the rows are of, in a column before theirs; NULL: none. */
static enum hinge_status add_rows(const json_t *list, const char *stratum,
                                  const struct shown *shown, bool faults, bool either,
                                  struct hinge_table *table, struct hinge_error *error)
{
    size_t i, first = stratum != NULL;
    json_t *row;
    enum hinge_status status = HINGE_OK;
    json_array_foreach((json_t *)list, i, row)
    {
        if (status != HINGE_OK || in_nobody(list, i) ||
            (!either && (has_role(row, "fault") != faults || is_empty(row))))
            continue;
        status = hinge_table_add_rows(table, 1, error);
        if (status == HINGE_OK && stratum != NULL)
            status = hinge_table_set_text(table, 0, table->rows - 1, stratum, error);
        for (size_t c = 0; status == HINGE_OK && shown[c].name != NULL; c++)
            status = set(table, first + c, &shown[c], row, error);
    }
    return status;
}

/* Columns that no row fills, and whose emptiness has no reason, go. */
static void drop_empty(struct hinge_table *table)
{
    for (size_t c = table->n_columns; c-- > 0;) {
        bool any = false;
        for (size_t r = 0; r < table->rows; r++)
            any = any || hinge_table_why(table, c, r) != NULL ||
                  (table->column[c].type == HINGE_COLUMN_NUMBER
                       ? !isnan(table->column[c].number[r])
                       : table->column[c].text[r] != NULL);
        if (!any && table->rows > 0)
            hinge_table_drop_column(table, c);
    }
}

/* The group that is `which`, first or second; NULL: not the same in every stratum. */
static const char *group_of(const json_t *results, const char *which)
{
    json_t *strata = json_object_get(results, "strata");
    const char *group = json_string_value(json_object_get(results, which));
    for (void *at = json_object_iter(strata); at != NULL;
         at = json_object_iter_next(strata, at)) {
        const char *own =
            json_string_value(json_object_get(json_object_iter_value(at), which));
        if (own == NULL || (group != NULL && strcmp(own, group) != 0))
            return NULL;
        group = own;
    }
    return group;
}

/* Of a group its own name: "n_trained", not "n_first". */
static enum hinge_status add_column(const json_t *root, const struct shown *shown,
                                    struct hinge_table *table,
                                    struct hinge_error *error)
{
    const char *which = strchr(shown->field, '_');
    const char *group =
        which != NULL ? group_of(json_object_get(root, "results"), which + 1) : NULL;
    struct hinge_text name = {0};
    bool of_group = strcmp(shown->name, "n_") == 0 || strcmp(shown->name, "mean_") == 0;
    hinge_text_printf(&name, "%s%s", shown->name,
                      !of_group       ? ""
                      : group != NULL ? group
                                      : which + 1);
    enum hinge_status status =
        name.failed ? hinge_no_memory(error)
                    : hinge_table_add_column(table, hinge_text_string(&name),
                                             shown->kind == NUMBER ? HINGE_COLUMN_NUMBER
                                                                   : HINGE_COLUMN_TEXT,
                                             "", shown->digits, NULL, error);
    return hinge_text_done(&name, status, error);
}

enum hinge_status hinge_foreseen_table(const json_t *root, const char *which,
                                       struct hinge_table *table,
                                       struct hinge_error *error)
{
    const json_t *results = json_object_get(root, "results");
    const json_t *strata = json_object_get(results, "strata");
    bool cues = strcmp(analysis_of(root), "cues") == 0;
    enum hinge_status status = HINGE_OK;
    size_t t = 0;
    while (t + 1 < sizeof tables / sizeof *tables &&
           strcmp(tables[t].which, which) != 0)
        t++;
    const struct shown *shown = cues ? tables[t].cues : tables[t].groups;
    if (strata != NULL && shown != NULL)
        status = hinge_table_add_column(table, "stratum", HINGE_COLUMN_TEXT, "", 0,
                                        NULL, error);
    for (size_t c = 0; status == HINGE_OK && shown != NULL && shown[c].name != NULL;
         c++)
        status = add_column(root, &shown[c], table, error);
    void *at = json_object_iter((json_t *)strata);
    bool faults = strcmp(which, "faults") == 0;
    bool either = strcmp(tables[t].list, "outcomes") != 0;
    do {
        const json_t *part = at != NULL ? json_object_iter_value(at) : results;
        if (status == HINGE_OK && shown != NULL)
            status = add_rows(json_object_get(part, tables[t].list),
                              at != NULL ? json_object_iter_key(at) : NULL, shown,
                              faults, either, table, error);
        at = at != NULL ? json_object_iter_next((json_t *)strata, at) : NULL;
    } while (at != NULL);
    if (status == HINGE_OK)
        drop_empty(table);
    return status;
}

/* Ids where the writer shows ids, else words. */
static const char *outcome_name(const struct hinge_comparison_output *out,
                                const json_t *row, char name[128])
{
    const char *id = json_string_value(json_object_get(row, "outcome"));
    const char *fault = hinge_fault_words(id);
    if (out->options.ids || strcmp(out->writer, "text") == 0)
        return id;
    return fault != NULL ? fault : hinge_wording_words(id, name, 128);
}

/* What no repetition of either group has, in one line. */
static void say_nobody(struct hinge_comparison_output *out, const char *stratum,
                       const json_t *results)
{
    const json_t *list = json_object_get(results, "refusals");
    struct hinge_text words = {0};
    char name[128];
    for (size_t i = 0; i + 1 < json_array_size(list); i += 2)
        if (in_nobody(list, i))
            hinge_text_printf(&words, "%s%s%s%s",
                              words.length == 0 && stratum != NULL ? "\n" : "",
                              words.length == 0 && stratum != NULL ? stratum : "",
                              words.length > 0  ? ", "
                              : stratum != NULL ? ", in nobody: "
                                                : "\nIn nobody: ",
                              outcome_name(out, json_array_get(list, i), name));
    if (words.length > 0) {
        hinge_text_puts(&words, " (json and csv give the reasons).\n");
        hinge_writer_say(hinge_writer_find(out->writer), &out->text,
                         hinge_text_string(&words));
    }
    out->text.failed = out->text.failed || words.failed;
    hinge_text_clear(&words);
}

void hinge_foreseen_print(struct hinge_comparison_output *out, const json_t *root)
{
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        struct hinge_table table = {0};
        if (!hinge_comparison_failed(out, hinge_foreseen_table(root, tables[t].which,
                                                               &table, out->error)) &&
            table.rows > 0)
            hinge_comparison_table_show(out, &table, tables[t].title);
        hinge_table_clear(&table);
    }
    json_t *results = json_object_get(root, "results"), *part;
    const char *stratum;
    say_nobody(out, NULL, results);
    json_object_foreach(json_object_get(results, "strata"), stratum, part)
    {
        say_nobody(out, stratum, part);
    }
}
