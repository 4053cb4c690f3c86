/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ingest: read and pack blocks of recordings in parallel, append them in order. A block
 * is bounded by count and by bytes, so memory does not grow with the cohort. */
#include "base/file.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/text.h"
#include "ingest/described.h"
#include "ingest/ledger.h"
#include "ingest/plan.h"
#include "ingest/probe.h"
#include "ingest/pseudonym.h"
#include "ingest/recognise.h"
#include "ingest/reuse.h"
#include "store/schema.h"
#include "store/store.h"

#include <errno.h>
#include <hinge/init.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { BLOCK_FILES = 32, BLOCK_BYTES = 96 << 20 };

/* What a worker leaves for the ordered part. */
struct slot {
    enum hinge_status status;
    struct hinge_error error;
    struct hinge_recording recording; /* layout and notes; data are freed once packed */
    struct hinge_packed packed;
    struct hinge_ledger_entry entry;
    size_t n_frames;
    long old; /* row of the old study that is taken over, -1 for none */
};

struct job {
    const struct hinge_ingest_request *request;
    struct hinge_ingest_summary *summary;
    struct hinge_plan plan;
    struct hinge_descriptions descriptions;
    struct hinge_ledger ledger;
    struct hinge_study_writer *writer;
    struct hinge_reuse *reuse; /* the study that is replaced, NULL for none */
    size_t first, count;       /* the block */
    struct slot slot[BLOCK_FILES];
    size_t clockless; /* stored without a clock and a frame rate */
};

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

static void slot_clear(struct slot *slot)
{
    hinge_recording_clear(&slot->recording);
    hinge_packed_clear(&slot->packed);
    *slot = (struct slot){0};
}

/* --- any thread --- */

static const char *text_of(const struct job *job, const char *column, size_t row)
{
    const char *text = hinge_table_text(&job->plan.list, column, row);
    return text != NULL ? text : "";
}

static const char *either(const char *own, const char *general)
{
    return *own != '\0' ? own : general;
}

static double rate_of(const struct hinge_recording *recording)
{
    return recording->header_rate_hz > 0 ? recording->header_rate_hz : (double)NAN;
}

/* Digest of the numbers behind a leading clock: a copy with another header, or another
 * start of its clock, has the same. */
static enum hinge_status digest_numbers(const struct hinge_recording *recording,
                                        char digest[HINGE_SHA256_TEXT],
                                        struct hinge_error *error)
{
    const struct hinge_layout *layout = &recording->layout;
    size_t first = 0, n = recording->n_frames;
    while (first < layout->n_channels &&
           (layout->channel[first].component == HINGE_COMPONENT_time ||
            layout->channel[first].component == HINGE_COMPONENT_frame))
        first++;
    size_t length = (layout->n_channels - first) * n * sizeof *recording->data;
    digest[0] = '\0';
    return length > 0 ? hinge_sha256(recording->data + first * n, length, digest, error)
                      : HINGE_OK;
}

/* What the user said of every row. */
static struct hinge_read_options general_options(const struct job *job)
{
    const struct hinge_ingest_options *general = &job->request->config->ingest;
    struct hinge_read_options options = {.format = general->format,
                                         .landmarks = general->landmarks,
                                         .units = general->units,
                                         .up = general->up,
                                         .drop_ragged = general->drop_ragged,
                                         .decimal = general->decimal};
    hinge_descriptions_give(&job->descriptions, &options);
    return options;
}

/* What the user said of a row, command line and list. */
static struct hinge_read_options options_of(const struct job *job, size_t row)
{
    const struct hinge_plan_row *plan = &job->plan.row[row];
    const struct hinge_ingest_options *general = &job->request->config->ingest;
    struct hinge_read_options options = general_options(job);
    options.format = either(text_of(job, "format", row), options.format);
    options.landmarks = either(text_of(job, "landmarks", row), options.landmarks);
    options.units = either(text_of(job, "units", row), options.units);
    options.up = either(text_of(job, "up", row), options.up);
    options.time_is_frame =
        strcmp(either(text_of(job, "time_is_frame", row), general->time_is_frame),
               "yes") == 0;
    options.rate_hz = hinge_table_number(&job->plan.list, "rate_hz", row);
    options.role = plan->role;
    options.within = plan->within;
    options.part = plan->part;
    options.n_parts = plan->n_parts;
    return options;
}

static enum hinge_status key_of(const struct job *job, size_t row,
                                const struct hinge_read_options *options,
                                const char *sha256, char key[HINGE_SHA256_TEXT],
                                struct hinge_error *error)
{
    return hinge_reuse_key(&job->plan.row[row], options,
                           job->request->config->parameters->marker_prefix, sha256, key,
                           error);
}

/* Row of the old study that has the recording as it would be read now, else -1; reading
 * says what is wrong with a file. */
static long find_old(const struct job *job, size_t row,
                     const struct hinge_read_options *options, struct slot *slot,
                     struct hinge_bytes *bytes)
{
    const struct hinge_plan_row *plan = &job->plan.row[row];
    struct hinge_error ignored = HINGE_ERROR_INIT;
    char *sha256 = slot->entry.sha256, *key = slot->entry.key;
    if (job->reuse == NULL ||
        hinge_probe_digest(plan->within, plan->path, plan->shown, bytes, sha256,
                           &ignored) != HINGE_OK ||
        key_of(job, row, options, sha256, key, &ignored) != HINGE_OK)
        return -1;
    return hinge_reuse_find(job->reuse, key, text_of(job, "participant", row));
}

static enum hinge_status read_new(const struct job *job, size_t row,
                                  const struct hinge_read_options *options,
                                  struct slot *slot, struct hinge_bytes *bytes)
{
    const struct hinge_plan_row *plan = &job->plan.row[row];
    struct hinge_recognition recognition;
    enum hinge_status status =
        hinge_recording_read(plan->path, plan->shown, options,
                             job->request->config->parameters, bytes, &slot->recording,
                             &recognition, slot->entry.sha256, &slot->error);
    slot->entry.bytes = (double)bytes->size;
    if (status != HINGE_OK)
        return status;
    slot->entry.landmarks = recognition.n_matched;
    slot->n_frames = slot->recording.n_frames;
    status = digest_numbers(&slot->recording, slot->entry.numbers, &slot->error);
    if (status == HINGE_OK)
        status = key_of(job, row, options, slot->entry.sha256, slot->entry.key,
                        &slot->error);
    if (status != HINGE_OK)
        return status;
    return hinge_pack(&slot->recording, &slot->packed, &slot->error);
}

static bool is_absent(const char *path)
{
    struct stat info;
    return stat(path, &info) != 0 && errno == ENOENT;
}

/* A recording that the list plans and nobody has made yet. */
static bool is_only_planned(const struct job *job, const struct hinge_plan_row *plan)
{
    if (strcmp(job->request->config->ingest.absent, "planned") != 0 ||
        plan->list == NULL)
        return false;
    bool absent = is_absent(plan->path);
    for (size_t i = 0; i < plan->n_parts && !absent; i++)
        absent = is_absent(plan->part[i].path);
    return absent;
}

static enum hinge_status read_one(const struct job *job, size_t row, struct slot *slot,
                                  struct hinge_bytes *bytes)
{
    const struct hinge_plan_row *plan = &job->plan.row[row];
    slot->old = -1;
    if (plan->refused != HINGE_REASON_OK)
        return hinge_error_set(&slot->error, HINGE_INPUT, plan->refused, "%s: %s",
                               plan->shown, plan->message);
    if (is_only_planned(job, plan))
        return hinge_error_set(&slot->error, HINGE_INPUT, HINGE_REASON_NOT_RECORDED,
                               "%s: not recorded yet", plan->shown);
    struct hinge_read_options options = options_of(job, row);
    slot->old = find_old(job, row, &options, slot, bytes);
    return slot->old >= 0 ? HINGE_OK : read_new(job, row, &options, slot, bytes);
}

static enum hinge_status work(void *context, void *scratch, size_t item,
                              struct hinge_error *error)
{
    struct job *job = context;
    struct slot *slot = &job->slot[item];
    slot->status = read_one(job, job->first + item, slot, scratch);
    free(slot->recording.data);
    slot->recording.data = NULL;
    if (slot->status == HINGE_NOMEM) {
        *error = slot->error;
        return HINGE_NOMEM; /* not the file's fault: the run ends */
    }
    return HINGE_OK;
}

/* --- in order, one thread --- */

static void tell(const struct job *job, const char *message)
{
    if (job->request->message != NULL)
        job->request->message(job->request->context, message);
}

/* The message as files hold it: without the folder the user typed, and without the
 * participant where that has a pseudonym. Lives as long as the plan. */
static const char *message_kept(struct hinge_plan *plan, size_t row,
                                const char *message)
{
    const struct hinge_plan_row *at = &plan->row[row];
    size_t folder = strlen(at->shown) - strlen(hinge_file_name(at->shown));
    if (strncmp(message, at->shown, strlen(at->shown)) == 0)
        message += folder;
    if (at->secret == NULL)
        return message;
    struct hinge_text own = {0};
    hinge_replace_word(message, at->secret, at->pseudonym, &own);
    message =
        own.failed ? "" : hinge_arena_strdup(&plan->arena, hinge_text_string(&own));
    hinge_text_clear(&own);
    return message;
}

static enum hinge_status refuse(struct job *job, size_t row, struct slot *slot,
                                struct hinge_error *error)
{
    bool planned = slot->error.reason == HINGE_REASON_NOT_RECORDED;
    *(planned ? &job->summary->not_recorded : &job->summary->refused) += 1;
    slot->entry.status = "refused";
    slot->entry.key[0] = '\0'; /* nothing is stored to be taken over */
    slot->entry.reason = hinge_reason_name(slot->error.reason);
    slot->entry.message = message_kept(&job->plan, row, slot->error.message);
    if (planned)
        return HINGE_OK;
    bool alone = job->plan.n == 1 && job->request->shards == 0;
    if (job->request->strict || alone) { /* its reason is the run's */
        *error = slot->error;
        return slot->status;
    }
    tell(job, slot->error.message);
    return HINGE_OK;
}

/* Fewer frames than the header says: most likely the end is missing. */
static void warn_cut(struct job *job, size_t row, const struct slot *slot)
{
    char message[500];
    if (slot->recording.stated_frames <= slot->n_frames)
        return;
    job->summary->warned++;
    snprintf(
        message, sizeof message,
        "%.300s: warning: its header says %zu frames, the file has %zu; was it cut "
        "off?",
        job->plan.row[row].shown, slot->recording.stated_frames, slot->n_frames);
    tell(job, message);
}

static void warn_duplicate(struct job *job, size_t row, const char *other)
{
    char message[700];
    job->summary->warned++;
    snprintf(message, sizeof message,
             "%.300s: warning: the same numbers as %.300s; both are kept",
             job->plan.row[row].shown, other);
    tell(job, message);
}

/* Neither a time column nor a rate, in the file or the list: analysis will refuse it.
 */
static bool is_clockless(const struct job *job, size_t row,
                         const struct hinge_recording *recording)
{
    double told = hinge_table_number(&job->plan.list, "rate_hz", row);
    return isnan(rate_of(recording)) && isnan(told) &&
           hinge_recording_channel(recording, HINGE_COMPONENT_time) < 0;
}

static void warn_clockless(struct job *job)
{
    char message[200];
    if (job->clockless == 0)
        return;
    job->summary->warned++;
    snprintf(
        message, sizeof message,
        "warning: %zu of %zu recordings have no clock and no frame rate, and will be "
        "refused by hinge-analyze: give --rate or a column rate_hz",
        job->clockless, job->summary->stored);
    tell(job, message);
}

static enum hinge_status append(struct job *job, size_t row, struct slot *slot,
                                struct hinge_error *error)
{
    const struct hinge_layout *layout = &slot->recording.layout;
    const char *id = text_of(job, "id", row);
    slot->entry.status = "ok";
    slot->entry.reason = "";
    if (slot->old < 0)
        slot->entry.message =
            message_kept(&job->plan, row,
                         slot->recording.notes != NULL ? slot->recording.notes : "");
    slot->entry.format = layout->format;
    slot->entry.landmark_set = layout->landmark_set;
    slot->entry.family = hinge_family_name(layout->family);
    slot->entry.rate_hz = rate_of(&slot->recording);
    slot->entry.frames = (double)slot->n_frames;
    slot->entry.channels = (double)layout->n_channels;
    long twin = hinge_ledger_find(&job->ledger, slot->entry.numbers);
    if (twin >= 0) { /* rows of the ledger are those of the plan */
        slot->entry.duplicate_of = job->plan.row[twin].stored;
        warn_duplicate(job, row, slot->entry.duplicate_of);
    }
    warn_cut(job, row, slot);
    job->clockless += is_clockless(job, row, &slot->recording);
    job->summary->stored++;
    job->summary->bytes_stored += (double)hinge_packed_bytes(&slot->packed);
    if (job->writer == NULL)
        return HINGE_OK;
    return hinge_study_append(job->writer, id, layout, rate_of(&slot->recording),
                              &slot->packed, error);
}

/* Takes a recording over from the old study; a damaged one is read again. */
static enum hinge_status take_old(struct job *job, size_t row, struct slot *slot,
                                  char **header)
{
    const struct hinge_reuse *from = job->reuse;
    long old = slot->old;
    *header = NULL;
    if (old < 0)
        return HINGE_OK;
    if (hinge_reuse_read(job->reuse, old, &slot->packed,
                         &slot->recording.header_rate_hz, &slot->recording.layout,
                         header, &slot->error) != HINGE_OK) {
        struct hinge_bytes bytes = {0};
        struct hinge_read_options options = options_of(job, row);
        slot->old = -1;
        slot->error = (struct hinge_error)HINGE_ERROR_INIT;
        enum hinge_status status = read_new(job, row, &options, slot, &bytes);
        hinge_bytes_clear(&bytes);
        return status;
    }
    job->summary->reused++;
    slot->n_frames = slot->packed.n_frames;
    slot->entry.message = hinge_reuse_text(from, old, "message");
    slot->entry.landmarks = (size_t)hinge_reuse_number(from, old, "landmarks");
    slot->entry.bytes = hinge_reuse_number(from, old, "bytes");
    snprintf(slot->entry.numbers, sizeof slot->entry.numbers, "%s",
             hinge_reuse_text(from, old, "numbers_sha256"));
    return HINGE_OK;
}

static enum hinge_status finish_slot(struct job *job, size_t row, struct slot *slot,
                                     struct hinge_error *error)
{
    char *header = NULL;
    slot->entry.trial_id = text_of(job, "id", row);
    slot->entry.file = job->plan.row[row].stored;
    if (slot->status == HINGE_OK)
        slot->status = take_old(job, row, slot, &header);
    job->summary->files++;
    job->summary->bytes_read += slot->entry.bytes;
    enum hinge_status status = HINGE_NOMEM;
    if (slot->status == HINGE_NOMEM)
        *error = slot->error;
    else
        status = slot->status == HINGE_OK ? append(job, row, slot, error)
                                          : refuse(job, row, slot, error);
    if (status == HINGE_OK)
        status = hinge_ledger_add(&job->ledger, &slot->entry, error);
    if (slot->old >= 0) /* the layout is the old study's */
        slot->recording.layout = (struct hinge_layout){0};
    free(header);
    return status;
}

/* Rows from `first` that make the next block. */
static size_t block_size(const struct job *job)
{
    size_t count = 0;
    double bytes = 0;
    while (count < BLOCK_FILES && job->first + count < job->plan.n) {
        struct stat info;
        if (stat(job->plan.row[job->first + count].path, &info) == 0)
            bytes += (double)info.st_size;
        count++;
        if (bytes > BLOCK_BYTES)
            break;
    }
    return count;
}

static enum hinge_status run_block(struct job *job, struct hinge_error *error)
{
    struct hinge_parallel_plan plan = {.items = job->count,
                                       .threads = job->request->threads,
                                       .work = work,
                                       .context = job,
                                       .make_scratch = make_scratch,
                                       .free_scratch = free_scratch};
    enum hinge_status status = hinge_parallel_for(&plan, error);
    for (size_t i = 0; i < job->count && status == HINGE_OK; i++)
        status = finish_slot(job, job->first + i, &job->slot[i], error);
    for (size_t i = 0; i < job->count; i++)
        slot_clear(&job->slot[i]);
    return status;
}

static enum hinge_status run_blocks(struct job *job, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (job->first = 0; job->first < job->plan.n && status == HINGE_OK;
         job->first += job->count) {
        if (hinge_progress_stopped(job->request->progress))
            return hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK,
                                   "interrupted; nothing was written");
        job->count = block_size(job);
        status = run_block(job, error);
        hinge_progress_report(job->request->progress, job->first + job->count,
                              job->plan.n);
    }
    return status;
}

/* What makes the study a part, to be joined with the others. */
static enum hinge_status put_shard(struct job *job, struct hinge_error *error)
{
    struct hinge_shard *shard = &job->plan.shard;
    struct hinge_read_options options = general_options(job);
    struct hinge_table table = {0};
    char text[HINGE_SHARD_TEXT];
    if (job->request->shards == 0)
        return HINGE_OK;
    enum hinge_status status =
        hinge_reuse_key(NULL, &options, job->request->config->parameters->marker_prefix,
                        job->request->config->ingest.absent, shard->options, error);
    if (status == HINGE_OK)
        status = hinge_shard_write(shard, text, &table, error);
    if (status == HINGE_OK)
        status =
            hinge_study_put_attribute(job->writer, HINGE_SHARD_ATTRIBUTE, text, error);
    if (status == HINGE_OK)
        status = hinge_study_put_table(job->writer, HINGE_GROUP_SHARD, &table, error);
    hinge_table_clear(&table);
    return status;
}

static enum hinge_status finish(struct job *job, struct hinge_error *error)
{
    bool part = job->request->shards > 0; /* the others may have what this one lacks */
    if (job->plan.n == 0 && !part)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                               "no recordings found in %s", job->request->path[0]);
    if (job->summary->stored == 0 && !part)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_OK,
            "none of the %zu recordings can be used; nothing was written", job->plan.n);
    if (job->writer == NULL)
        return HINGE_OK;
    const struct hinge_rows ledger = hinge_spool_all(&job->ledger.rows);
    enum hinge_status status =
        hinge_study_put_rows(job->writer, HINGE_GROUP_LEDGER, &ledger, error);
    if (status == HINGE_OK)
        status = hinge_study_put_table(job->writer, HINGE_GROUP_LIST, &job->plan.list,
                                       error);
    if (status == HINGE_OK)
        status = hinge_study_put_attribute(job->writer, "source",
                                           "hinge-ingest " HINGE_VERSION, error);
    if (status == HINGE_OK)
        status = put_shard(job, error);
    if (status == HINGE_OK) { /* reading back takes memory again */
        hinge_ledger_clear(&job->ledger);
        hinge_plan_clear(&job->plan);
        status = hinge_study_publish(job->writer, error);
        job->writer = NULL;
    }
    return status;
}

/* The output may be none of the files read. */
static enum hinge_status spare_inputs(const struct job *job, struct hinge_error *error)
{
    const struct hinge_ingest_request *request = job->request;
    enum hinge_status status = HINGE_OK;
    if (request->output == NULL)
        return HINGE_OK;
    for (size_t k = 0; k < request->n_paths && status == HINGE_OK; k++)
        status = hinge_output_spare(request->output, request->path[k], request->path[k],
                                    error);
    for (size_t i = 0; i < job->plan.n && status == HINGE_OK; i++)
        status = hinge_output_spare(request->output, job->plan.row[i].path,
                                    job->plan.row[i].shown, error);
    return status;
}

enum hinge_status hinge_ingest(const struct hinge_ingest_request *request,
                               struct hinge_ingest_summary *summary,
                               struct hinge_error *error)
{
    struct job *job = hinge_alloc(1, sizeof *job);
    *summary = (struct hinge_ingest_summary){0};
    if (job == NULL)
        return hinge_no_memory(error);
    job->request = request;
    job->summary = summary;
    const struct hinge_ingest_options *general = &request->config->ingest;
    enum hinge_status status = hinge_recognise_ids_check(
        general->format, general->landmarks, request->config, error);
    if (status == HINGE_OK)
        status = hinge_descriptions_make(request->config, &job->descriptions, error);
    if (status == HINGE_OK)
        status = hinge_plan_make(request, &job->plan, error);
    if (status == HINGE_OK)
        status = spare_inputs(job, error);
    if (status == HINGE_OK && request->shards > 0)
        status = hinge_plan_take_shard(request, &job->plan, error);
    if (status == HINGE_OK)
        status = hinge_ledger_init(&job->ledger, error);
    if (status == HINGE_OK && request->output != NULL && !request->force)
        status = hinge_reuse_open(request->output, &job->reuse, error);
    if (status == HINGE_OK && request->output != NULL)
        status = hinge_study_create(request->output, &job->writer, error);
    if (status == HINGE_OK)
        status = run_blocks(job, error);
    if (status == HINGE_OK)
        warn_clockless(job);
    if (status == HINGE_OK)
        status = finish(job, error);
    hinge_study_discard(job->writer);
    hinge_reuse_close(job->reuse);
    hinge_ledger_clear(&job->ledger);
    hinge_plan_clear(&job->plan);
    hinge_descriptions_clear(&job->descriptions);
    free(job);
    if (status == HINGE_OK && summary->refused > 0)
        status = HINGE_PARTIAL;
    return status;
}
