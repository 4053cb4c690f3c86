/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of a results file into a config, a recording of the study into a trace. */
#include "figure/trace.h"

#include "config/rows.h"

#include "figure/kinds/figure.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

double hinge_trace_time(const struct hinge_trace *trace, double frame)
{
    return trace->start_s + frame / trace->rate_hz;
}

/* The recording that is asked for, else the first with a whole repetition, else the
 * first that was analysed; its id goes to the arena. USAGE for an unknown one. */
static enum hinge_status choose_trial(struct hinge_drawing *drawing,
                                      struct hinge_results_reader *reader, const char **chosen,
                                      struct hinge_error *error)
{
    const struct hinge_figure_request *request = drawing->request;
    struct hinge_table trials = {0};
    const char *first = NULL, *whole = NULL, *asked = NULL;
    enum hinge_status status = hinge_results_get_table(reader, HINGE_GROUP_TRIALS, &trials, error);
    for (size_t r = 0; status == HINGE_OK && r < trials.rows; r++) {
        const char *id = hinge_table_text(&trials, "trial_id", r);
        const char *state = hinge_table_text(&trials, "status", r);
        if (id == NULL)
            continue;
        if (strcmp(id, request->trial) == 0)
            asked = id;
        if (first == NULL && state != NULL && strcmp(state, "refused") != 0)
            first = id;
        if (whole == NULL && hinge_table_number(&trials, "reps_complete", r) > 0)
            whole = id;
    }
    if (status == HINGE_OK && *request->trial != '\0' && asked == NULL)
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                 "%s: no recording has the id \"%s\"; hinge-table "
                                 "trials --columns trial_id lists them",
                                 request->results, request->trial);
    if (status == HINGE_OK) {
        const char *id = asked != NULL ? asked : whole != NULL ? whole : first;
        *chosen = hinge_drawing_text(drawing, "%s", id != NULL ? id : "");
    }
    hinge_table_clear(&trials);
    return status;
}

/* The digest of a recording's file as a ledger has it; *found is false without it. */
static void copy_digest(const struct hinge_table *ledger, const char *trial, char digest[65],
                        bool *found)
{
    *found = false;
    for (size_t r = 0; r < ledger->rows && !*found; r++) {
        const char *id = hinge_table_text(ledger, "trial_id", r);
        const char *sha256 = hinge_table_text(ledger, "sha256", r);
        *found = id != NULL && sha256 != NULL && strcmp(id, trial) == 0;
        if (*found)
            snprintf(digest, 65, "%s", sha256);
    }
}

/* Results of another study may have a recording of the same id: its repetitions would
 * be drawn where they are not. */
static enum hinge_status check_study(const struct hinge_figure_request *request,
                                     struct hinge_results_reader *reader, const char *trial,
                                     struct hinge_error *error)
{
    struct hinge_table ours = {0}, its = {0};
    struct hinge_study_reader *study = NULL;
    char analysed[65] = "", stored[65] = "";
    bool known = false, there = false;
    enum hinge_status status = hinge_results_get_table(reader, HINGE_GROUP_LEDGER, &ours, error);
    if (status == HINGE_OK)
        status = hinge_study_open(request->study, &study, error);
    if (status == HINGE_OK)
        status = hinge_study_get_table(study, HINGE_GROUP_LEDGER, &its, error);
    copy_digest(&ours, trial, analysed, &known);
    copy_digest(&its, trial, stored, &there);
    if (status == HINGE_OK && known && (!there || strcmp(analysed, stored) != 0))
        status = hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_OK,
            there ? "%s: its recording \"%s\" is another one than %s was made from: name "
                    "the study of these results, or analyse this one"
                  : "%s: it has no recording \"%s\", which %s has: name the study of "
                    "these results, or analyse this one",
            request->study, trial, request->results);
    hinge_table_clear(&ours);
    hinge_table_clear(&its);
    hinge_study_close(study);
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

enum hinge_status hinge_results_settings(struct hinge_results_reader *results,
                                         struct hinge_config *config, bool *inferred,
                                         const char **events, struct hinge_error *error)
{
    struct hinge_table table = {0};
    enum hinge_status status =
        hinge_results_get_table(results, HINGE_GROUP_PARAMETERS, &table, error);
    *events = NULL;
    *inferred = false;
    for (size_t r = 0; status == HINGE_OK && r < table.rows; r++) {
        const char *key = hinge_table_text(&table, "key", r);
        const char *value = hinge_table_text(&table, "value", r);
        char line[600];
        struct hinge_error ignored;
        if (key == NULL || value == NULL)
            continue;
        if (strcmp(key, "events") == 0) {
            *events = hinge_config_keep(config, value);
        }
        if (strcmp(key, "allow_inferred") == 0)
            *inferred = strcmp(value, "1") == 0;
        snprintf(line, sizeof line, "%.200s=%.300s", key, value);
        if (hinge_config_assign(config, line, &ignored) == HINGE_NOMEM)
            status = hinge_no_memory(error);
    }
    hinge_table_clear(&table);
    return status;
}

static enum hinge_status read_settings(struct hinge_drawing *drawing, struct hinge_config *config,
                                       const char **trial, bool *inferred,
                                       struct hinge_error *error)
{
    const struct hinge_figure_request *request = drawing->request;
    struct hinge_results_reader *reader = NULL;
    const char *marked = NULL;
    enum hinge_status status =
        hinge_results_share(request->results, request->opened, &reader, error);
    if (status == HINGE_OK)
        status = choose_trial(drawing, reader, trial, error);
    if (status == HINGE_OK)
        status = check_study(request, reader, *trial, error);
    if (status == HINGE_OK)
        status = hinge_results_settings(reader, config, inferred, &marked, error);
    if (status == HINGE_OK)
        status = check_events(request, marked, error);
    hinge_results_close(reader);
    return status;
}

enum hinge_status hinge_recording_trace(struct hinge_drawing *drawing, const char **trial,
                                        struct hinge_trace *trace, struct hinge_error *error)
{
    const struct hinge_figure_request *request = drawing->request;
    struct hinge_config config = {0};
    bool inferred = false;
    if (request->study == NULL || *request->study == '\0')
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "the figure %s is of one recording: name the study the "
                               "results were made from with --study study.h5",
                               drawing->figure->id);
    enum hinge_status status = hinge_config_init(&config);
    if (status != HINGE_OK)
        return status;
    status = read_settings(drawing, &config, trial, &inferred, error);
    bool marked = request->events != NULL && *request->events != '\0';
    const struct hinge_analyze_request analyze = {.study = request->study,
                                                  .events = marked ? request->events : NULL,
                                                  .config = &config,
                                                  .threads = 1,
                                                  .allow_inferred = inferred};
    if (status == HINGE_OK)
        status = hinge_analyze_trace(&analyze, *trial, trace, error);
    hinge_config_clear(&config);
    return status;
}
