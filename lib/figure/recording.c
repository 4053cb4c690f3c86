/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of a results file into a config, a recording of the study into a trace. */
#include "figure/recording.h"

#include "figure/kinds/figure.h"
#include "store/schema.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

double hinge_trace_time(const struct hinge_trace *trace, double frame)
{
    return trace->start_s + frame / trace->rate_hz;
}

/* INPUT when the results know no such recording: they are of another study. */
static enum hinge_status check_trial(const struct hinge_figure_request *request,
                                     struct hinge_results_reader *reader,
                                     struct hinge_error *error)
{
    struct hinge_table trials = {0};
    bool found = *request->trial == '\0';
    enum hinge_status status =
        hinge_results_get_table(reader, HINGE_GROUP_TRIALS, &trials, error);
    for (size_t r = 0; status == HINGE_OK && r < trials.rows; r++) {
        const char *id = hinge_table_text(&trials, "trial_id", r);
        found = found || (id != NULL && strcmp(id, request->trial) == 0);
    }
    hinge_table_clear(&trials);
    if (status == HINGE_OK && !found)
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                 "%s: no recording has the id \"%s\"; hinge-table "
                                 "trials --columns trial_id lists them",
                                 request->results, request->trial);
    return status;
}

/* Phases marked by hand move what is drawn: with those of the analysis, or not at all.
 */
static enum hinge_status check_events(const struct hinge_figure_request *request,
                                      const char *marked, struct hinge_error *error)
{
    bool given = request->events != NULL && *request->events != '\0';
    if (marked != NULL && !given)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: made with phases marked by hand: name that file "
                               "with --events %s, or the figure would show others",
                               request->results, marked);
    if (marked == NULL && given)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--events: %s was made without phases marked by hand; "
                               "leave it out, or analyse with it first",
                               request->results);
    return HINGE_OK;
}

/* Parameters as the results say; a key that isn't one of this program stays as it is
 * here. */
static enum hinge_status read_settings(const struct hinge_figure_request *request,
                                       struct hinge_config *config, bool *inferred,
                                       struct hinge_error *error)
{
    struct hinge_results_reader *reader = NULL;
    struct hinge_table table = {0};
    const char *marked = NULL;
    enum hinge_status status = hinge_results_open(request->results, &reader, error);
    if (status == HINGE_OK)
        status = check_trial(request, reader, error);
    if (status == HINGE_OK)
        status = hinge_results_get_table(reader, HINGE_GROUP_PARAMETERS, &table, error);
    for (size_t r = 0; status == HINGE_OK && r < table.rows; r++) {
        const char *key = hinge_table_text(&table, "key", r);
        const char *value = hinge_table_text(&table, "value", r);
        char line[600];
        struct hinge_error ignored;
        if (key == NULL || value == NULL)
            continue;
        if (strcmp(key, "events") == 0)
            marked = value;
        if (strcmp(key, "allow_inferred") == 0)
            *inferred = strcmp(value, "1") == 0;
        snprintf(line, sizeof line, "%.200s=%.300s", key, value);
        if (hinge_config_assign(config, line, &ignored) == HINGE_NOMEM)
            status = hinge_no_memory(error);
    }
    if (status == HINGE_OK)
        status = check_events(request, marked, error);
    hinge_table_clear(&table);
    hinge_results_close(reader);
    return status;
}

enum hinge_status hinge_recording_trace(struct hinge_drawing *drawing,
                                        struct hinge_trace *trace,
                                        struct hinge_error *error)
{
    const struct hinge_figure_request *request = drawing->request;
    struct hinge_config config = {0};
    bool inferred = false;
    if (request->study == NULL || *request->study == '\0')
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "the figure %s is of one recording: name the study the "
                               "results were made from with --study study.h5",
                               drawing->figure->id);
    enum hinge_status status = hinge_config_init(&config, error);
    if (status != HINGE_OK)
        return status;
    status = read_settings(request, &config, &inferred, error);
    bool marked = request->events != NULL && *request->events != '\0';
    const struct hinge_analyze_request analyze = {.study = request->study,
                                                  .events =
                                                      marked ? request->events : NULL,
                                                  .config = &config,
                                                  .threads = 1,
                                                  .allow_inferred = inferred};
    if (status == HINGE_OK)
        status = hinge_analyze_trace(&analyze, request->trial, trace, error);
    hinge_config_clear(&config);
    return status;
}
