/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that sites share as one table: a row per site, group and two conditions. */
#include "compare/share.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "os/path.h"
#include "people/rule.h"
#include "store/other_file.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 16 << 20 };

/* Columns of every table, before evidence and outcomes. */
enum {
    SITE,
    GROUP,
    CONDITION,
    WITH,
    PHASE,
    AGGREGATE,
    DEFINITION,
    PARAMETERS,
    VERSION,
    PEOPLE,
    COVARIANCE,
    N_COLUMNS
};

struct sites {
    struct hinge_stats_request *request;
    struct hinge_table *table;
    size_t n;
    char **path;
    json_t **document;
    const char **text; /* of a row's fixed columns */
    struct hinge_text parameters;
};

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

char *hinge_comparison_path(const char *data, const char *request)
{
    const char *slash = request != NULL ? strrchr(request, '/') : NULL;
    size_t folder = slash != NULL && !hinge_os_is_absolute(data)
                        ? (size_t)(slash + 1 - request)
                        : 0;
    char *path = malloc(folder + strlen(data) + 1);
    if (path != NULL) {
        if (folder > 0)
            memcpy(path, request, folder);
        strcpy(path + folder, data);
    }
    return path;
}

enum hinge_status hinge_share_name(struct hinge_stats_request *request,
                                   const char *const *path, size_t n,
                                   struct hinge_error *error)
{
    json_t *list = json_array();
    bool good = list != NULL;
    for (size_t i = 0; i < n; i++)
        good = good && json_array_append_new(list, json_string(path[i])) == 0;
    good = good && json_object_set(request->json, "sites", list) == 0;
    json_decref(list);
    return good ? HINGE_OK : hinge_no_memory(error);
}

/* --- files --- */

static enum hinge_status check(const char *path, const json_t *document,
                               struct hinge_error *error)
{
    char digest[65];
    if (strcmp(text_of(document, "format"), HINGE_SHARED_FORMAT) != 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: not a file of statistics to share; each site makes "
                               "one with hinge-export --shareable results.h5",
                               path);
    if (!json_is_integer(json_object_get(document, "format_version")))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: no format_version; ask the site for the file again",
                               path);
    if (json_integer_value(json_object_get(document, "format_version")) !=
        HINGE_SHARE_VERSION)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: written by a newer program (%s); update hingekit",
                               path, text_of(document, "program"));
    enum hinge_status status = hinge_share_digest(document, digest, error);
    if (status == HINGE_OK && strcmp(digest, text_of(document, "digest")) != 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: the file was changed after hinge-export wrote it; "
                               "ask the site for it again",
                               path);
    return status;
}

static enum hinge_status read_file(const char *path, json_t **document,
                                   struct hinge_error *error)
{
    struct hinge_bytes bytes = {0};
    json_error_t why;
    enum hinge_status status = hinge_file_read(path, path, MOST_BYTES, &bytes, error);
    if (status == HINGE_OK) {
        *document = json_loads(bytes.data, JSON_REJECT_DUPLICATES, &why);
        if (*document == NULL)
            status = json_error_code(&why) == json_error_out_of_memory
                         ? hinge_no_memory(error)
                         : hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                           "%s:%d:%d: not JSON: %s", path, why.line,
                                           why.column, why.text);
    }
    hinge_bytes_clear(&bytes);
    return status == HINGE_OK ? check(path, *document, error) : status;
}

/* Nobody is counted twice, and each site has its own name. */
static enum hinge_status check_apart(const struct sites *s, size_t i,
                                     struct hinge_error *error)
{
    for (size_t j = 0; j < i; j++) {
        if (strcmp(text_of(s->document[i], "source_sha256"),
                   text_of(s->document[j], "source_sha256")) == 0)
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                   "%s and %s come from the same results file; name "
                                   "each site once",
                                   s->path[j], s->path[i]);
        if (strcmp(text_of(s->document[i], "site"), text_of(s->document[j], "site")) ==
            0)
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                   "%s and %s both call their site \"%.100s\"; export "
                                   "one of them with another --site NAME",
                                   s->path[j], s->path[i],
                                   text_of(s->document[i], "site"));
    }
    return HINGE_OK;
}

/* --- outcomes --- */

static bool has_outcome(const json_t *document, const char *name)
{
    size_t i;
    json_t *entry;
    json_array_foreach(json_object_get(document, "outcomes"), i, entry)
    {
        if (strcmp(text_of(entry, "outcome"), name) == 0)
            return true;
    }
    return false;
}

/* A column for an outcome, whose unit all sites share. */
static enum hinge_status add_outcome(struct sites *s, size_t site, const json_t *entry,
                                     struct hinge_error *error)
{
    const char *name = text_of(entry, "outcome"), *unit = text_of(entry, "unit");
    long at = hinge_table_find(s->table, name);
    if (at >= 0 && at < N_COLUMNS)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: an outcome cannot be called \"%.100s\" here",
                               s->path[site], name);
    if (at < 0)
        return hinge_table_add_column(s->table, name, HINGE_COLUMN_NUMBER, unit, -1,
                                      NULL, error);
    const char *first = s->table->column[at].unit;
    if (strcmp(first, unit) == 0)
        return HINGE_OK;
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                           "%s: %.100s is in \"%.40s\", in the files before in "
                           "\"%.40s\"; export it in one unit",
                           s->path[site], name, unit, first);
}

/* Those that two sites have, unless the request names its own. */
static enum hinge_status choose_outcomes(struct sites *s, struct hinge_error *error)
{
    json_t *list = json_array();
    bool good = list != NULL;
    if (hinge_stats_request_has(s->request, "outcome") ||
        hinge_stats_request_has(s->request, "outcomes")) {
        json_decref(list);
        return HINGE_OK;
    }
    for (size_t c = N_COLUMNS + HINGE_EVIDENCE_COLUMNS; c < s->table->n_columns; c++) {
        size_t n = 0;
        for (size_t i = 0; i < s->n; i++)
            n += has_outcome(s->document[i], s->table->column[c].name);
        if (n > 1 || s->n < 2)
            good =
                good &&
                json_array_append_new(list, json_string(s->table->column[c].name)) == 0;
    }
    if (json_array_size(list) == 1)
        good = good && json_object_set(s->request->json, "outcome",
                                       json_array_get(list, 0)) == 0;
    else if (json_array_size(list) > 1)
        good = good && json_object_set(s->request->json, "outcomes", list) == 0;
    size_t n = json_array_size(list);
    json_decref(list);
    if (good && n == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "no outcome is in two of these files; the sites have to "
                               "export the same --outcome");
    return good ? HINGE_OK : hinge_no_memory(error);
}

/* --- rows --- */

static enum hinge_status damaged(const struct sites *s, size_t site,
                                 struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                           "%s: a cell does not have a mean for every condition and a "
                           "covariance for every two",
                           s->path[site]);
}

static enum hinge_status put_row(struct sites *s, const json_t *evidence,
                                 size_t outcome, double n, double mean,
                                 double covariance, struct hinge_error *error)
{
    enum hinge_status status = hinge_table_add_rows(s->table, 1, error);
    size_t row = s->table->rows - 1;
    for (size_t c = 0; c < PEOPLE && status == HINGE_OK; c++)
        status = hinge_table_set_text(s->table, c, row, s->text[c], error);
    for (size_t i = 0; i < HINGE_EVIDENCE_COLUMNS && status == HINGE_OK; i++) {
        const char *text = text_of(evidence, hinge_evidence[i]);
        status = hinge_table_set_text(s->table, N_COLUMNS + i, row,
                                      *text != '\0' ? text : NULL, error);
    }
    if (status != HINGE_OK)
        return status;
    s->table->column[PEOPLE].number[row] = n;
    s->table->column[COVARIANCE].number[row] = covariance;
    s->table->column[outcome].number[row] = mean;
    return HINGE_OK;
}

static enum hinge_status put_cell(struct sites *s, size_t site, const json_t *entry,
                                  const json_t *cell, struct hinge_error *error)
{
    const json_t *conditions = json_object_get(entry, "conditions");
    const json_t *mean = json_object_get(cell, "mean");
    const json_t *rows = json_object_get(cell, "covariance");
    const json_t *groups = json_object_get(cell, "groups");
    size_t named = json_array_size(conditions), k = named > 0 ? named : 1;
    long outcome = hinge_table_find(s->table, text_of(entry, "outcome"));
    enum hinge_status status = HINGE_OK;
    if (json_array_size(mean) != k || json_array_size(rows) != k || outcome < 0)
        return damaged(s, site, error);
    s->text[GROUP] = json_array_size(groups) == 1
                         ? json_string_value(json_array_get(groups, 0))
                         : NULL;
    for (size_t c = 0; c < k; c++)
        for (size_t d = c; d < k && status == HINGE_OK; d++) {
            const json_t *both = json_array_get(json_array_get(rows, c), d);
            const json_t *value = json_array_get(mean, c);
            if (!json_is_number(value) || !json_is_number(both))
                return damaged(s, site, error);
            s->text[CONDITION] = json_string_value(json_array_get(conditions, c));
            s->text[WITH] = json_string_value(json_array_get(conditions, d));
            status = put_row(s, json_object_get(entry, "evidence"), (size_t)outcome,
                             json_number_value(json_object_get(cell, "n")),
                             json_number_value(value), json_number_value(both), error);
        }
    return status;
}

/* "filter.fc_slow 4, seg.R_min 0.5", "defaults" */
static const char *parameters_of(struct sites *s, const json_t *document)
{
    const char *key;
    json_t *value;
    s->parameters.length = 0;
    json_object_foreach(
        json_object_get(json_object_get(document, "method"), "parameters"), key, value)
    {
        hinge_text_printf(&s->parameters, "%s%s %s",
                          s->parameters.length > 0 ? ", " : "", key,
                          json_is_string(value) ? json_string_value(value) : "");
    }
    return s->parameters.length > 0 ? hinge_text_string(&s->parameters) : "defaults";
}

static enum hinge_status put_site(struct sites *s, size_t site,
                                  struct hinge_error *error)
{
    const json_t *document = s->document[site];
    const json_t *method = json_object_get(document, "method");
    enum hinge_status status = HINGE_OK;
    size_t i, j;
    json_t *entry, *cell;
    s->text[SITE] = text_of(document, "site");
    s->text[PHASE] = json_string_value(json_object_get(method, "phase"));
    s->text[AGGREGATE] = json_string_value(json_object_get(method, "aggregate"));
    s->text[PARAMETERS] = parameters_of(s, document);
    s->text[VERSION] = text_of(document, "program");
    json_array_foreach(json_object_get(document, "outcomes"), i, entry)
    {
        const char *definition = text_of(entry, "definition");
        s->text[DEFINITION] = *definition != '\0' ? definition : NULL;
        json_array_foreach(json_object_get(entry, "cells"), j, cell)
        {
            if (status == HINGE_OK)
                status = put_cell(s, site, entry, cell, error);
        }
    }
    return status;
}

/* --- the table --- */

static enum hinge_status add_columns(struct sites *s, struct hinge_error *error)
{
    static const char *const names[N_COLUMNS] = {[SITE] = "site",
                                                 [GROUP] = "group",
                                                 [CONDITION] = "condition",
                                                 [WITH] = "with",
                                                 [PHASE] = "phase_of",
                                                 [AGGREGATE] = "aggregate",
                                                 [DEFINITION] = "definition",
                                                 [PARAMETERS] = "parameters",
                                                 [VERSION] = "version",
                                                 [PEOPLE] = "n",
                                                 [COVARIANCE] = "covariance"};
    enum hinge_status status = HINGE_OK;
    for (size_t c = 0; c < N_COLUMNS && status == HINGE_OK; c++)
        status =
            hinge_table_add_column(s->table, names[c],
                                   c < PEOPLE ? HINGE_COLUMN_TEXT : HINGE_COLUMN_NUMBER,
                                   "", -1, NULL, error);
    for (size_t i = 0; i < HINGE_EVIDENCE_COLUMNS && status == HINGE_OK; i++)
        status = hinge_table_add_column(s->table, hinge_evidence[i], HINGE_COLUMN_TEXT,
                                        "", -1, NULL, error);
    for (size_t i = 0; i < s->n && status == HINGE_OK; i++) {
        size_t k;
        json_t *entry;
        json_array_foreach(json_object_get(s->document[i], "outcomes"), k, entry)
        {
            if (status == HINGE_OK)
                status = add_outcome(s, i, entry, error);
        }
    }
    return status;
}

static enum hinge_status read_all(struct sites *s, const json_t *list,
                                  const char *request_file, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    s->n = json_array_size(list);
    s->path = hinge_alloc(s->n + 1, sizeof *s->path);
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): documents are pointers */
    s->document = hinge_alloc(s->n + 1, sizeof *s->document);
    s->text = hinge_alloc(N_COLUMNS, sizeof *s->text);
    if (s->path == NULL || s->document == NULL || s->text == NULL)
        return hinge_no_memory(error);
    for (size_t i = 0; i < s->n && status == HINGE_OK; i++) {
        const char *name = json_string_value(json_array_get(list, i));
        s->path[i] = hinge_comparison_path(name != NULL ? name : "", request_file);
        if (s->path[i] == NULL)
            return hinge_no_memory(error);
        status = read_file(s->path[i], &s->document[i], error);
        if (status == HINGE_OK)
            status = check_apart(s, i, error);
    }
    return status;
}

enum hinge_status hinge_shared_table(struct hinge_stats_request *request,
                                     const char *request_file,
                                     struct hinge_table *table,
                                     struct hinge_error *error)
{
    struct sites s = {.request = request, .table = table};
    if (hinge_stats_request_has(request, "phase"))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "phase: each site chose its own by hinge-export "
                               "--shareable --phase: leave --phase out");
    enum hinge_status status =
        read_all(&s, json_object_get(request->json, "sites"), request_file, error);
    if (status == HINGE_OK)
        status = add_columns(&s, error);
    for (size_t i = 0; i < s.n && status == HINGE_OK; i++)
        status = put_site(&s, i, error);
    if (status == HINGE_OK)
        status = choose_outcomes(&s, error);
    for (size_t i = 0; i < s.n && s.path != NULL && s.document != NULL; i++) {
        free(s.path[i]);
        json_decref(s.document[i]);
    }
    free(s.path);
    free(s.document);
    free(s.text);
    return hinge_text_done(&s.parameters, status, error);
}
