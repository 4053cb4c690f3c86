/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings of the shared folder (HINGE_SHARED, else ../shared), through ingest and
 * analysis into a results file of a temporary folder, and its numbers by trial. */
#ifndef TESTS_SHARED_DATA_H
#define TESTS_SHARED_DATA_H

#include "store/store.h"

#include <hinge/analyze.h>
#include <hinge/ingest.h>
#include <hinge/init.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline const char *shared_folder(void)
{
    const char *folder = getenv("HINGE_SHARED");
    return folder != NULL ? folder : "../shared";
}

/* Ends the program with 77 where there are no recordings. */
static inline void shared_need(void)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/data", shared_folder());
    if (access(path, R_OK) == 0)
        return;
    printf("skipped: no %s\n", path);
    exit(77);
}

struct analysis {
    char folder[256], list[300], study[300], results[300];
    struct hinge_results_reader *reader;
    struct hinge_table trials;
    size_t reps;
    double *trial; /* row of trials per repetition */
};

static inline void analysis_folder(struct analysis *a)
{
    const char *base = getenv("TMPDIR");
    struct hinge_error error;
    memset(a, 0, sizeof *a);
    assert_int_equal(hinge_init(&error), HINGE_OK);
    snprintf(a->folder, sizeof a->folder, "%s/hinge-test-XXXXXX", base != NULL ? base : "/tmp");
    assert_non_null(mkdtemp(a->folder));
    snprintf(a->study, sizeof a->study, "%s/study.h5", a->folder);
    snprintf(a->results, sizeof a->results, "%s/results.h5", a->folder);
}

/* Ingests the trial list at `path` and analyses it into the folder. */
static inline void analysis_run(struct analysis *a, const char *path, bool allow_inferred)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_config config;
    struct hinge_ingest_summary ingested;
    struct hinge_analyze_summary analysed;
    hinge_config_init(&config);
    struct hinge_ingest_request ingest = {
        .path = &path, .n_paths = 1, .output = a->study, .config = &config, .allow_outside = true};
    enum hinge_status status = hinge_ingest(&ingest, &ingested, &error);
    if (status != HINGE_OK)
        print_error("ingest: %s\n", error.message);
    assert_int_equal(status, HINGE_OK);
    struct hinge_analyze_request analyze = {.study = a->study,
                                            .output = a->results,
                                            .config = &config,
                                            .allow_inferred = allow_inferred};
    status = hinge_analyze(&analyze, &analysed, &error);
    if (status != HINGE_OK && status != HINGE_PARTIAL)
        fail_msg("analyze: %s", error.message);
    hinge_config_clear(&config);
    assert_works(hinge_results_open(a->results, &a->reader, &why));
    assert_works(hinge_results_get_table(a->reader, "/trials", &a->trials, &why));
    a->reps = hinge_results_rows(a->reader);
    a->trial = calloc(a->reps + 1, sizeof *a->trial);
    assert_works(hinge_results_read(a->reader, "/reps", "trial", 0, a->reps, a->trial, &why));
}

/* A list given as text, its files below `root`, which it calls "data". */
static inline void analysis_open(struct analysis *a, const char *list, const char *root,
                                 bool allow_inferred)
{
    char *real = realpath(root, NULL), link[300];
    assert_non_null(real);
    analysis_folder(a);
    snprintf(a->list, sizeof a->list, "%s/trials.csv", a->folder);
    snprintf(link, sizeof link, "%s/data", a->folder);
    assert_int_equal(symlink(real, link), 0);
    free(real);
    FILE *file = fopen(a->list, "w");
    assert_non_null(file);
    fputs(list, file);
    assert_int_equal(fclose(file), 0);
    analysis_run(a, a->list, allow_inferred);
    unlink(link);
}

static inline void analysis_close(struct analysis *a)
{
    hinge_results_close(a->reader);
    hinge_table_clear(&a->trials);
    free(a->trial);
    if (*a->list != '\0')
        unlink(a->list);
    unlink(a->study);
    unlink(a->results);
    rmdir(a->folder);
}

static inline size_t trial_row(const struct analysis *a, const char *id)
{
    for (size_t i = 0; i < a->trials.rows; i++)
        if (strcmp(hinge_table_text(&a->trials, "trial_id", i), id) == 0)
            return i;
    fail_msg("no trial %s", id);
    return 0;
}

static inline const char *trial_text(const struct analysis *a, const char *id, const char *column)
{
    const char *text = hinge_table_text(&a->trials, column, trial_row(a, id));
    return text != NULL ? text : "";
}

static inline double trial_number(const struct analysis *a, const char *id, const char *column)
{
    return a->trials.column[hinge_table_find(&a->trials, column)].number[trial_row(a, id)];
}

/* Row of /reps of a trial's repetition (from 0). */
static inline size_t rep_row(const struct analysis *a, const char *id, size_t rep)
{
    size_t trial = trial_row(a, id);
    for (size_t i = 0; i < a->reps; i++)
        if (a->trial[i] == (double)trial && rep-- == 0)
            return i;
    fail_msg("%s has no such repetition", id);
    return 0;
}

/* A metric of a trial's repetition. */
static inline double rep_metric(const struct analysis *a, const char *id, size_t rep,
                                const char *metric, int phase)
{
    double values[4];
    assert_works(
        hinge_results_read(a->reader, "/reps", metric, rep_row(a, id, rep), 1, values, &why));
    return values[phase];
}

/* An array with one number per repetition. */
static inline double rep_number(const struct analysis *a, const char *id, size_t rep,
                                const char *name)
{
    double value;
    assert_works(
        hinge_results_read(a->reader, "/reps", name, rep_row(a, id, rep), 1, &value, &why));
    return value;
}

#endif
