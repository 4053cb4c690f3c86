/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a study for analysis: its rows and what they refer to. */
#include "analyze/job.h"

#include "analyze/duplicates.h"
#include "analyze/fault_rows.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

const char *hinge_analyze_cell(const struct hinge_table *table, const char *column, size_t row)
{
    const char *text = hinge_table_text(table, column, row);
    return text != NULL ? text : "";
}

static enum hinge_status open_study(struct hinge_analyze_job *job, struct hinge_error *error)
{
    /* marks name files, and a part has a digest of everything */
    bool wide = job->request->events != NULL || job->request->shards > 0;
    enum hinge_status status =
        wide ? hinge_study_rows_open(job->request->study, &job->rows, error)
             : hinge_study_rows_open_narrow(job->request->study, &job->rows, error);
    return status != HINGE_OK ? status
                              : hinge_duplicates_settle(job->request, &job->rows.list,
                                                        &job->rows.ledger, job->rows.trial_of);
}

/* What each row refers to. */
enum hinge_status hinge_analyze_refer(struct hinge_analyze_job *job, struct hinge_error *error)
{
    job->n_rows = job->rows.ledger.rows;
    job->reference = hinge_alloc(job->n_rows, sizeof(struct hinge_reference *));
    job->maxflex_of = hinge_alloc(job->n_rows, sizeof *job->maxflex_of);
    job->stack_of = hinge_alloc(job->n_rows, sizeof *job->stack_of);
    job->dowel_of = hinge_alloc(job->n_rows, sizeof *job->dowel_of);
    job->front_of = hinge_alloc(job->n_rows, sizeof *job->front_of);
    job->side_of = hinge_alloc(job->n_rows, sizeof *job->side_of);
    job->referred = hinge_alloc(job->n_rows, sizeof *job->referred);
    hinge_references_standing(&job->rows, job->request->config->parameters);
    hinge_references_limits(&job->rows.list, job->rows.trial_of, job->maxflex_of, job->stack_of,
                            job->dowel_of);
    hinge_references_front(&job->rows, job->front_of, job->side_of);
    return hinge_depths_init(&job->depths, &job->rows.list, job->rows.trial_of, job->n_rows,
                             job->request->config->parameters->matched_share) == HINGE_OK
               ? HINGE_OK
               : hinge_no_memory(error);
}

/* The known task it looks like, else all of them. */
static void describe_unknown_task(const char *task, struct hinge_text *message)
{
    size_t n;
    const struct hinge_task *row = hinge_task_rows(&n);
    const char *near = hinge_task_nearest(task);
    hinge_text_printf(message, "task \"%.80s\" is not a known one", task);
    if (near != NULL)
        hinge_text_printf(message, " (nearest: %s)", near);
    hinge_text_puts(message, ": where it starts is taken from the movement, thresholds "
                             "are the defaults");
    for (size_t k = 1; near == NULL && k < n; k++) /* the first is no task at all */
        hinge_text_printf(message, "%s%s", k > 1 ? ", " : "; known are ", row[k].id);
}

/* A task that is not of method 8.1 is free text with the default rules; a mistyped one
 * looks the same, so each is named once. */
void hinge_analyze_tell_tasks(const struct hinge_analyze_job *job)
{
    enum { MOST = 16 };
    const char *told[MOST];
    size_t n = 0;
    for (size_t i = 0; i < job->n_rows && n < MOST; i++) {
        const char *task = hinge_analyze_cell(&job->rows.list, "task", i);
        size_t k = 0;
        if (*task == '\0' || hinge_task_known(task))
            continue;
        while (k < n && strcmp(told[k], task) != 0)
            k++;
        if (k < n)
            continue;
        told[n++] = task;
        struct hinge_text message = {0};
        describe_unknown_task(task, &message);
        if (job->request->message != NULL)
            job->request->message(job->request->context, hinge_text_string(&message));
        hinge_text_clear(&message);
    }
}

/* Everything a job holds. */
void hinge_analyze_job_close(struct hinge_analyze_job *job)
{
    hinge_results_file_discard(&job->results);
    hinge_study_rows_close(&job->rows);
    hinge_fault_table_clear(&job->faults);
    hinge_events_clear(&job->events);
    hinge_shard_clear(&job->shard);
    free(job->maxflex_of);
    free(job->stack_of);
    free(job->dowel_of);
    free(job->front_of);
    free(job->side_of);
    free(job->referred);
    hinge_depths_clear(&job->depths);
    for (size_t i = 0; job->reference != NULL && i < job->n_rows; i++)
        free(job->reference[i]);
    free(job->reference);
    free(job);
}

enum hinge_status hinge_analyze_job_open(const struct hinge_analyze_request *request,
                                         struct hinge_analyze_summary *summary,
                                         struct hinge_analyze_job **job, struct hinge_error *error)
{
    *summary = (struct hinge_analyze_summary){0};
    *job = hinge_alloc(1, sizeof **job);
    (*job)->request = request;
    (*job)->summary = summary;
    (*job)->only = -1;
    enum hinge_status status = hinge_fault_rows_make(request->config, &(*job)->faults, error);
    if (status == HINGE_OK && request->output != NULL)
        status = hinge_output_spare(request->output, request->study, error);
    return status == HINGE_OK ? open_study(*job, error) : status;
}
