/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics of a results file that a site may share: what the analysis "shareable"
 * gives and how it was measured. Nothing of the request goes into it: a filter or a
 * file may name people. */
#include "compare/share.h"

#include "base/hash.h"
#include "base/parameters.h"
#include "base/text.h"
#include "metrics/metric.h"
#include "result/result.h"
#include "store/other_file.h"
#include "store/schema.h"
#include "store/store.h"

#include <hinge/init.h>
#include <stdlib.h>
#include <string.h>

enum hinge_status hinge_share_digest(const json_t *document, char digest[65],
                                     struct hinge_error *error)
{
    json_t *copy = json_copy((json_t *)document);
    if (copy == NULL)
        return hinge_no_memory(error);
    json_object_del(copy, "digest");
    char *text = hinge_json_text(copy, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(copy);
    if (text == NULL)
        return hinge_no_memory(error);
    enum hinge_status status = hinge_sha256(text, strlen(text), digest, error);
    free(text);
    return status;
}

/* Parameters that are not at their defaults: of the method, never options. */
static json_t *changed_parameters(struct hinge_results_reader *reader,
                                  struct hinge_error *error)
{
    struct hinge_table table = {0};
    json_t *changed = json_object();
    size_t n;
    const struct hinge_parameter *row = hinge_parameter_rows(&n);
    bool good =
        changed != NULL && hinge_results_get_table(reader, HINGE_GROUP_PARAMETERS,
                                                   &table, error) == HINGE_OK;
    for (size_t r = 0; good && r < table.rows; r++) {
        const char *key = hinge_table_text(&table, "key", r);
        const char *value = hinge_table_text(&table, "value", r);
        for (size_t i = 0; key != NULL && value != NULL && i < n; i++)
            if (strcmp(row[i].key, key) == 0 &&
                !hinge_parameter_is_standard(key, value))
                good =
                    good && json_object_set_new(changed, key, json_string(value)) == 0;
    }
    hinge_table_clear(&table);
    if (good)
        return changed;
    json_decref(changed);
    return NULL;
}

/* What the outcomes' numbers rest on. */
static enum hinge_status put_method(const struct hinge_stats_request *request,
                                    const char *path, json_t *method,
                                    struct hinge_error *error)
{
    static const char *const said[] = {"phase", "aggregate", "min_reps", "min_valid"};
    struct hinge_results_reader *reader = NULL;
    bool good = true, results = hinge_store_is_hdf5(path);
    if (results) {
        enum hinge_status status =
            hinge_results_share(path, request->opened, &reader, error);
        if (status != HINGE_OK)
            return status;
        const char *source = hinge_results_attribute(reader, "source");
        json_t *changed = changed_parameters(reader, error);
        good = changed != NULL &&
               json_object_set_new(method, "parameters", changed) == 0 &&
               json_object_set_new(method, "analysed_with",
                                   json_string(source != NULL ? source : "")) == 0;
        hinge_results_close(reader);
    }
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        json_t *value = json_object_get(request->json, said[i]);
        if (value == NULL && i == 0 && !results)
            continue; /* a table of one's own has no phase */
        const char *standard = hinge_stats_option_find(said[i])->standard;
        json_t *own = value != NULL ? json_incref(value) : json_string(standard);
        good = good && json_object_set_new(method, said[i], own) == 0;
    }
    return good ? HINGE_OK : hinge_no_memory(error);
}

/* An outcome's entry: its name and meaning before its statistics. */
static json_t *entry_of(const char *name, const struct hinge_table *table,
                        json_t *results)
{
    long at = hinge_table_find(table, name), metric = hinge_metric_find(name);
    const struct hinge_metric *m = metric >= 0 ? hinge_metric_at((size_t)metric) : NULL;
    return json_pack("{s:s, s:s, s:s, s:s, s:O, s:O, s:O, s:O, s:O}", "outcome", name,
                     "unit", at >= 0 ? table->column[at].unit : "", "title",
                     m != NULL ? m->title : name, "definition",
                     m != NULL ? m->source : "", "conditions",
                     json_object_get(results, "conditions"), "evidence",
                     json_object_get(results, "evidence"), "excluded",
                     json_object_get(results, "excluded"), "cells",
                     json_object_get(results, "cells"), "suppressed",
                     json_object_get(results, "suppressed"));
}

/* Entries of every outcome in every stratum; how many cells they have. */
static bool add_entries(json_t *results, const char *name,
                        const struct hinge_table *table, json_t *list, size_t *cells)
{
    const char *key;
    json_t *part, *strata = json_object_get(results, "strata");
    json_t *outcomes = json_object_get(results, "outcomes");
    bool good = true;
    json_object_foreach(strata, key, part)
    {
        good = good && add_entries(part, name, table, list, cells);
    }
    json_object_foreach(outcomes, key, part)
    {
        good = good && add_entries(part, key, table, list, cells);
    }
    if (strata != NULL || outcomes != NULL || json_object_get(results, "cells") == NULL)
        return good;
    *cells += json_array_size(json_object_get(results, "cells"));
    return json_array_append_new(list, entry_of(name, table, results)) == 0;
}

static enum hinge_status nothing(const char *data, long long least,
                                 struct hinge_error *error)
{
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_OK,
        "%s: nothing can be shared: too few people with all conditions in every group, "
        "or too few with each value (at least %lld are needed); keep fewer conditions "
        "with --filter, or leave --group out",
        data, least);
}

static enum hinge_status write_document(const struct hinge_stats_request *request,
                                        const char *site, bool filtered,
                                        const struct hinge_table *table,
                                        const struct hinge_result *result, char **text,
                                        struct hinge_error *error)
{
    const char *data = hinge_stats_request_text(request, "data");
    json_t *least = json_object_get(request->json, "min_people");
    char digest[65] = "";
    size_t bytes, cells = 0;
    json_t *method = json_object(), *list = json_array();
    enum hinge_status status =
        method == NULL || list == NULL ? hinge_no_memory(error) : HINGE_OK;
    if (status == HINGE_OK)
        status = hinge_sha256_file(data, digest, &bytes, error);
    if (status == HINGE_OK)
        status = put_method(request, data, method, error);
    if (status == HINGE_OK &&
        !add_entries((json_t *)hinge_result_results(result),
                     hinge_stats_request_text(request, "outcome"), table, list, &cells))
        status = hinge_no_memory(error);
    if (status == HINGE_OK && cells == 0)
        status = nothing(data, json_integer_value(least), error);
    json_t *document =
        status == HINGE_OK
            ? json_pack("{s:s, s:i, s:s, s:s, s:s, s:O, s:b, s:O, s:O}", "format",
                        HINGE_SHARED_FORMAT, "format_version", HINGE_SHARE_VERSION,
                        "program", hinge_version(), "site", site, "source_sha256",
                        digest, "min_people", least, "filtered", filtered, "method",
                        method, "outcomes", list)
            : NULL;
    if (status == HINGE_OK && document == NULL)
        status = hinge_no_memory(error);
    if (status == HINGE_OK)
        status = hinge_share_digest(document, digest, error);
    if (status == HINGE_OK &&
        (json_object_set_new(document, "digest", json_string(digest)) != 0 ||
         (*text = hinge_json_text(document, JSON_INDENT(1))) == NULL))
        status = hinge_no_memory(error);
    json_decref(document);
    json_decref(method);
    json_decref(list);
    return status;
}

enum hinge_status hinge_share(struct hinge_stats_request *request, const char *site,
                              const struct hinge_progress *progress,
                              hinge_message *tell, void *context, char **text,
                              struct hinge_error *error)
{
    struct hinge_table table = {0};
    struct hinge_result *result = NULL;
    bool filtered = hinge_stats_request_has(request, "filter");
    *text = NULL;
    enum hinge_status status =
        hinge_stats_request_set(request, "analysis", "shareable", error);
    if (status == HINGE_OK && !hinge_stats_request_has(request, "min_people"))
        status =
            hinge_stats_request_set(request, "min_people",
                                    hinge_stats_option_find("min_people")->standard,
                                    error);
    if (status == HINGE_OK)
        status = hinge_comparison_table(request, NULL, &table, error);
    if (status == HINGE_OK) {
        struct hinge_stats_call call = {.size = sizeof call,
                                        .request = request,
                                        .table = &table,
                                        .name =
                                            hinge_stats_request_text(request, "data"),
                                        .progress = progress};
        status = hinge_stats_run(&call, &result, error);
    }
    if (status == HINGE_OK && tell != NULL)
        hinge_result_warnings(result, tell, context);
    if (status == HINGE_OK)
        status = write_document(request, site, filtered, &table, result, text, error);
    hinge_result_free(result);
    hinge_table_clear(&table);
    return status;
}
