/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ingest: read and pack recordings in parallel, append them in order. Those in hand are
 * bounded by count and by bytes, so memory does not grow with the cohort. */
#include "base/file.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/request.h"
#include "config/of_request.h"
#include "ingest/job.h"
#include "ingest/recognise.h"
#include "os/file.h"
#include "store/store.h"

#include <hinge/init.h>
#include <stdlib.h>

enum { MOST_BYTES = 96 << 20 }; /* of files in hand */

static void *make_scratch(void *context)
{
    (void)context;
    return hinge_alloc(1, sizeof(struct hinge_bytes));
}

static void free_scratch(void *scratch)
{
    hinge_bytes_clear(scratch);
    free(scratch);
}

static void slot_clear(struct hinge_ingest_slot *slot)
{
    hinge_recording_clear(&slot->recording);
    hinge_packed_clear(&slot->packed);
    *slot = (struct hinge_ingest_slot){0};
}

static struct hinge_ingest_slot *slot_of(struct hinge_ingest_job *job, size_t row)
{
    return &job->slot[row % HINGE_INGEST_SLOTS];
}

static enum hinge_status begin(void *context, size_t row, struct hinge_error *error)
{
    struct hinge_ingest_job *job = context;
    struct hinge_ingest_slot *slot = slot_of(job, row);
    struct hinge_os_info info;
    (void)error;
    if (hinge_os_stat(job->intake.row[row].path, &info) == 0)
        slot->bytes = (double)info.size;
    job->bytes += slot->bytes;
    return HINGE_OK;
}

static bool is_full(void *context)
{
    return ((struct hinge_ingest_job *)context)->bytes > MOST_BYTES;
}

static enum hinge_status work(void *context, void *scratch, size_t row, struct hinge_error *error)
{
    struct hinge_ingest_job *job = context;
    struct hinge_ingest_slot *slot = slot_of(job, row);
    slot->status = hinge_slot_read(job, row, slot, scratch);
    free(slot->recording.data);
    slot->recording.data = NULL;
    if (slot->status == HINGE_IO) {
        *error = slot->error;
        return slot->status; /* not the file's fault: the run ends */
    }
    return HINGE_OK;
}

static enum hinge_status keep(void *context, size_t row, struct hinge_error *error)
{
    struct hinge_ingest_job *job = context;
    struct hinge_ingest_slot *slot = slot_of(job, row);
    enum hinge_status status = hinge_slot_store(job, row, slot, error);
    job->bytes -= slot->bytes;
    slot_clear(slot);
    hinge_progress_report(job->request->progress, row + 1, job->intake.n);
    return status;
}

static enum hinge_status run(struct hinge_ingest_job *job, struct hinge_error *error)
{
    const struct hinge_ordered ordered = {.loop = {.items = job->intake.n,
                                                   .threads = job->request->threads,
                                                   .work = work,
                                                   .context = job,
                                                   .make_scratch = make_scratch,
                                                   .free_scratch = free_scratch},
                                          .progress = job->request->progress,
                                          .slots = HINGE_INGEST_SLOTS,
                                          .read = begin,
                                          .keep = keep,
                                          .full = is_full};
    enum hinge_status status = hinge_ordered_for(&ordered, error);
    for (size_t i = 0; i < HINGE_INGEST_SLOTS; i++)
        slot_clear(&job->slot[i]);
    return status;
}

static void put(struct hinge_text *text, const char *name, const char *value)
{
    hinge_text_printf(text, "%s=%s\n", name, value != NULL ? value : "");
}

/* The digest of what the user said of every part. */
static enum hinge_status digest_options(const struct hinge_ingest_job *job,
                                        char digest[HINGE_SHA256_TEXT], struct hinge_error *error)
{
    const struct hinge_read_options options = hinge_ingest_general(job);
    struct hinge_text text = {0};
    put(&text, "hingekit", HINGE_VERSION);
    put(&text, "format", options.format);
    put(&text, "landmarks", options.landmarks);
    put(&text, "units", options.units);
    put(&text, "up", options.up);
    put(&text, "marker_prefix", job->request->config->parameters->marker_prefix);
    put(&text, "absent", job->request->config->ingest.absent);
    hinge_text_printf(&text, "ragged=%d frames=%d decimal=%d delimiter=%d\n", options.drop_ragged,
                      options.time_is_frame, options.decimal, options.delimiter);
    for (size_t i = 0; i < options.n_columns; i++)
        put(&text, options.column[i].key, options.column[i].name);
    for (size_t i = 0; i < options.n_sets; i++) {
        put(&text, "set", options.set[i].id);
        for (size_t r = 0; r < options.set[i].n_rows; r++)
            hinge_text_printf(&text, "%s=%d %u\n", options.set[i].row[r].source,
                              (int)options.set[i].row[r].landmark, options.set[i].row[r].flags);
    }
    enum hinge_status status = hinge_sha256(text.data, text.length, digest, error);
    hinge_text_clear(&text);
    return status;
}

/* What makes the study a part, to be joined with the others. */
static enum hinge_status put_shard(struct hinge_ingest_job *job, struct hinge_error *error)
{
    struct hinge_shard *shard = &job->intake.shard;
    struct hinge_table table = {0};
    char text[HINGE_SHARD_TEXT];
    if (job->request->shards == 0)
        return HINGE_OK;
    enum hinge_status status = digest_options(job, shard->options, error);
    if (status == HINGE_OK)
        status = hinge_shard_write(shard, text, &table, error);
    if (status == HINGE_OK)
        status = hinge_study_put_attribute(job->writer, HINGE_SHARD_ATTRIBUTE, text, error);
    if (status == HINGE_OK)
        status = hinge_study_put_table(job->writer, HINGE_GROUP_SHARD, &table, error);
    hinge_table_clear(&table);
    return status;
}

static enum hinge_status finish(struct hinge_ingest_job *job, struct hinge_error *error)
{
    bool part = job->request->shards > 0; /* the others may have what this one lacks */
    if (job->intake.n == 0 && !part)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
            "no recordings found in %s; name their folder, a file or a trial list",
            job->request->path[0]);
    if (job->summary->stored == 0 && !part)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "none of the %zu recordings can be used; nothing was written",
                               job->intake.n);
    if (job->writer == NULL)
        return HINGE_OK;
    const struct hinge_rows ledger = hinge_spool_all(&job->ledger.rows);
    enum hinge_status status =
        hinge_study_put_rows(job->writer, HINGE_GROUP_LEDGER, &ledger, error);
    if (status == HINGE_OK)
        status = hinge_study_put_table(job->writer, HINGE_GROUP_LIST, &job->intake.list, error);
    if (status == HINGE_OK)
        status =
            hinge_study_put_attribute(job->writer, "source", "hinge-ingest " HINGE_VERSION, error);
    if (status == HINGE_OK)
        status = put_shard(job, error);
    if (status == HINGE_OK) { /* reading back takes memory again */
        hinge_ledger_clear(&job->ledger);
        hinge_intake_clear(&job->intake);
        status = hinge_study_publish(job->writer, error);
        job->writer = NULL;
    }
    return status;
}

/* The output may be none of the files read. */
static enum hinge_status spare_inputs(const struct hinge_ingest_job *job, struct hinge_error *error)
{
    const struct hinge_ingest_request *request = job->request;
    enum hinge_status status = HINGE_OK;
    if (request->output == NULL)
        return HINGE_OK;
    for (size_t k = 0; k < request->n_paths && status == HINGE_OK; k++)
        status = hinge_output_spare(request->output, request->path[k], error);
    for (size_t i = 0; i < job->intake.n && status == HINGE_OK; i++)
        status = hinge_output_spare(request->output, job->intake.row[i].path, error);
    return status;
}

enum hinge_status hinge_ingest(const struct hinge_ingest_request *given,
                               struct hinge_ingest_summary *summary, struct hinge_error *error)
{
    struct hinge_ingest_request own;
    const struct hinge_ingest_request *request = &own;
    *summary = (struct hinge_ingest_summary){0};
    struct hinge_config defaults = {0};
    enum hinge_status taken = hinge_request_take(&own, sizeof own, given, error);
    if (taken == HINGE_OK)
        taken = hinge_config_of(&own.config, &defaults);
    if (taken == HINGE_OK && own.n_paths == 0)
        taken = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                "no path: name a trial list, a recording or a folder");
    HINGE_REQUEST_TEXTS(hinge_request_none, &own.output, &own.pseudonymise);
    struct hinge_ingest_job *job = taken == HINGE_OK ? hinge_alloc(1, sizeof *job) : NULL;
    if (job == NULL) {
        hinge_config_clear(&defaults);
        return taken == HINGE_OK ? hinge_no_memory(error) : taken;
    }
    job->request = request;
    job->summary = summary;
    const struct hinge_ingest_options *general = &request->config->ingest;
    enum hinge_status status =
        hinge_recognise_ids_check(general->format, general->landmarks, request->config, error);
    if (status == HINGE_OK)
        status = hinge_descriptions_make(request->config, &job->descriptions, error);
    if (status == HINGE_OK)
        status = hinge_intake_make(request, &job->intake, error);
    summary->warned = job->intake.warned;
    if (status == HINGE_OK)
        status = spare_inputs(job, error);
    if (status == HINGE_OK && request->shards > 0)
        status = hinge_intake_take_shard(request, &job->intake, error);
    if (status == HINGE_OK)
        status = hinge_ledger_init(&job->ledger, error);
    if (status == HINGE_OK && request->output != NULL)
        status = hinge_study_create(request->output, &job->writer, error);
    if (status == HINGE_OK)
        status = run(job, error);
    if (status == HINGE_OK) {
        hinge_ingest_warn_clockless(job);
        status = finish(job, error);
    }
    hinge_study_discard(job->writer);
    hinge_ledger_clear(&job->ledger);
    hinge_intake_clear(&job->intake);
    hinge_descriptions_clear(&job->descriptions);
    hinge_config_clear(&defaults);
    free(job);
    if (status == HINGE_OK && summary->refused > 0)
        status = HINGE_PARTIAL;
    return status;
}
