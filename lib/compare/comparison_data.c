/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table a statistics request asks for: a results file or a CSV, and what holds for
 * every results file said in the request. */
#include "base/file.h"
#include "base/memory.h"

#include <hinge/compare.h>
#include <hinge/results.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The table's path: what a request file names is relative to that file. */
static char *table_path(const char *data, const char *request)
{
    const char *slash = request != NULL ? strrchr(request, '/') : NULL;
    size_t folder = slash != NULL && data[0] != '/' ? (size_t)(slash + 1 - request) : 0;
    char *path = malloc(folder + strlen(data) + 1);
    if (path != NULL) {
        if (folder > 0)
            memcpy(path, request, folder);
        strcpy(path + folder, data);
    }
    return path;
}

static bool is_results_file(const char *path)
{
    static const unsigned char signature[8] = {0x89, 'H',  'D',  'F',
                                               '\r', '\n', 0x1a, '\n'};
    unsigned char start[8] = {0};
    FILE *file = fopen(path, "rb");
    bool is = file != NULL && fread(start, 1, sizeof start, file) == sizeof start &&
              memcmp(start, signature, sizeof start) == 0;
    if (file != NULL)
        fclose(file);
    return is;
}

static const char *text_or_standard(const struct hinge_stats_request *request,
                                    const char *name)
{
    const char *text = hinge_stats_request_text(request, name);
    return text != NULL ? text : hinge_stats_option_find(name)->standard;
}

/* Metrics that people have as a ratio of two means, not as a mean of ratios. */
static const struct {
    const char *metric, *above, *below;
} ratios[] = {{"lumbar_hip_ratio", "lumbar_excursion_deg", "hip_excursion_deg"},
              {"lumbar_pelvis_ratio", "lumbar_excursion_deg", "pelvis_excursion_deg"}};

static enum hinge_status choose_aggregate(struct hinge_stats_request *request,
                                          struct hinge_error *error)
{
    const char *outcome = hinge_stats_request_text(request, "outcome");
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; outcome != NULL && i < sizeof ratios / sizeof ratios[0]; i++) {
        if (strcmp(outcome, ratios[i].metric) != 0)
            continue;
        status = hinge_stats_request_set(request, "aggregate", "ratio_of_means", error);
        if (status == HINGE_OK)
            status =
                hinge_stats_request_set(request, "numerator", ratios[i].above, error);
        if (status == HINGE_OK)
            status =
                hinge_stats_request_set(request, "denominator", ratios[i].below, error);
        return status;
    }
    status = hinge_stats_request_set(request, "aggregate", "nested", error);
    /* a recording, since trials are numbered again under every cue */
    if (status == HINGE_OK && !hinge_stats_request_has(request, "trial"))
        status = hinge_stats_request_set(request, "trial", "file", error);
    return status;
}

/* Keeps whole, valid, measured repetitions unless asked for others, and averages trials
 * before people: what holds for every results file, said in the request so that the
 * document shows it. */
static enum hinge_status complete_request(struct hinge_stats_request *request,
                                          struct hinge_error *error)
{
    char filter[4096];
    const char *own = hinge_stats_request_text(request, "filter");
    bool all = hinge_stats_request_flag(request, "all_reps");
    bool inferred = hinge_stats_request_flag(request, "include_inferred");
    const char *part[] = {own != NULL ? own : "", all ? "" : "complete=1&valid=1",
                          inferred ? "" : "inferred=0"};
    int used = 0;
    filter[0] = '\0';
    for (size_t i = 0; i < 3; i++) {
        if (*part[i] == '\0')
            continue;
        used += snprintf(filter + used, sizeof filter - (size_t)used, "%s%s",
                         used > 0 ? "&" : "", part[i]);
        if (used >= (int)sizeof filter)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   "filter: too long");
    }
    enum hinge_status status = HINGE_OK;
    if (used > 0)
        status = hinge_stats_request_set(request, "filter", filter, error);
    if (status == HINGE_OK && !hinge_stats_request_has(request, "aggregate") &&
        hinge_stats_request_takes(request, "aggregate"))
        status = choose_aggregate(request, error);
    return status;
}

static enum hinge_status read_results(const char *path,
                                      struct hinge_stats_request *request,
                                      struct hinge_table *table,
                                      struct hinge_error *error)
{
    const struct hinge_outcome_request rows = {
        .results = path,
        .phase = text_or_standard(request, "phase"),
        .fault_rule = text_or_standard(request, "fault_rule"),
        .curve = hinge_stats_request_text(request, "curve")};
    enum hinge_status status = hinge_results_outcomes(&rows, table, error);
    return status == HINGE_OK ? complete_request(request, error) : status;
}

enum hinge_status hinge_comparison_table(struct hinge_stats_request *request,
                                         const char *request_file,
                                         struct hinge_table *table,
                                         struct hinge_error *error)
{
    const char *data = hinge_stats_request_text(request, "data");
    const char *separator = hinge_stats_request_text(request, "sep");
    char *path = data != NULL ? table_path(data, request_file) : NULL;
    char **text = hinge_stats_request_text_columns(request);
    enum hinge_status status = HINGE_NOMEM;
    if (path == NULL || text == NULL)
        hinge_no_memory(error);
    else if (is_results_file(path))
        status = read_results(path, request, table, error);
    else
        status =
            hinge_table_read_csv(table, path, data, (const char *const *)text,
                                 separator != NULL ? separator[0] : '\0', '\0', error);
    free(path);
    free(text);
    return status;
}

enum hinge_status hinge_comparison_mdc(const char *path, double *mdc,
                                       struct hinge_error *error)
{
    struct hinge_bytes bytes = {0};
    enum hinge_status status =
        hinge_file_read(path, path, (size_t)64 << 20, &bytes, error);
    if (status != HINGE_OK)
        return status;
    json_t *document = json_loads(bytes.data, 0, NULL);
    const json_t *results = json_object_get(document, "results");
    const json_t *value = json_object_get(results, "mdc95_agreement");
    if (value == NULL) /* someone lacked a measurement */
        value =
            json_object_get(json_object_get(results, "icc_reml"), "mdc95_agreement");
    if (json_is_number(value))
        *mdc = json_number_value(value);
    else
        status =
            hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                            "%s: not the JSON result of icc: no mdc95_agreement", path);
    json_decref(document);
    hinge_bytes_clear(&bytes);
    return status;
}
