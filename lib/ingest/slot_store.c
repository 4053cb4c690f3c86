/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slots into study and ledger, in the order of the list. */
#include "base/file.h"
#include "base/text.h"
#include "ingest/job.h"
#include "ingest/pseudonym.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double rate_of(const struct hinge_recording *recording)
{
    return recording->header_rate_hz > 0 ? recording->header_rate_hz : (double)NAN;
}

static void tell(const struct hinge_ingest_job *job, const char *message)
{
    if (job->request->message != NULL)
        job->request->message(job->request->context, message);
}

/* The message as files hold it: without the folder the user typed, and without the
 * participant where that has a pseudonym. Lives as long as the intake. */
static const char *message_kept(struct hinge_intake *intake, size_t row, const char *message)
{
    const struct hinge_intake_row *at = &intake->row[row];
    size_t folder = strlen(at->path) - strlen(hinge_file_name(at->path));
    if (strncmp(message, at->path, strlen(at->path)) == 0)
        message += folder;
    if (at->secret == NULL)
        return message;
    struct hinge_text own = {0};
    hinge_replace_word(message, at->secret, at->pseudonym, &own);
    message = hinge_arena_strdup(&intake->arena, hinge_text_string(&own));
    hinge_text_clear(&own);
    return message;
}

static enum hinge_status refuse(struct hinge_ingest_job *job, size_t row,
                                struct hinge_ingest_slot *slot, struct hinge_error *error)
{
    bool planned = slot->error.reason == HINGE_REASON_NOT_RECORDED;
    *(planned ? &job->summary->not_recorded : &job->summary->refused) += 1;
    slot->entry.status = "refused";
    slot->entry.reason = hinge_reason_name(slot->error.reason);
    slot->entry.message = message_kept(&job->intake, row, slot->error.message);
    if (planned)
        return HINGE_OK;
    bool alone = job->intake.n == 1 && job->request->shards == 0;
    if (job->request->strict || alone) { /* its reason is the run's */
        *error = slot->error;
        return slot->status;
    }
    tell(job, slot->error.message);
    return HINGE_OK;
}

/* Fewer frames than the header says: most likely the end is missing. */
static void warn_cut(struct hinge_ingest_job *job, size_t row, const struct hinge_ingest_slot *slot)
{
    char message[500];
    if (slot->recording.stated_frames <= slot->n_frames)
        return;
    job->summary->warned++;
    snprintf(message, sizeof message,
             "%.300s: warning: its header has %zu frames, the file has %zu; was it cut off?",
             job->intake.row[row].path, slot->recording.stated_frames, slot->n_frames);
    tell(job, message);
}

static void warn_duplicate(struct hinge_ingest_job *job, size_t row, const char *other)
{
    char message[700];
    job->summary->warned++;
    snprintf(message, sizeof message, "%.300s: warning: the same numbers as %.300s; both are kept",
             job->intake.row[row].path, other);
    tell(job, message);
}

/* Neither a time column nor a rate, in the file or the list: analysis will refuse it.
 */
static bool is_clockless(const struct hinge_ingest_job *job, size_t row,
                         const struct hinge_recording *recording)
{
    double told = hinge_table_number(&job->intake.list, "rate_hz", row);
    return isnan(rate_of(recording)) && isnan(told) &&
           hinge_recording_channel(recording, HINGE_COMPONENT_time) < 0;
}

void hinge_ingest_warn_clockless(struct hinge_ingest_job *job)
{
    char message[200];
    if (job->clockless == 0)
        return;
    job->summary->warned++;
    snprintf(message, sizeof message,
             "warning: %zu of %zu recordings have no clock and no frame rate; "
             "hinge-analyze will refuse them; give --rate or a column rate_hz",
             job->clockless, job->summary->stored);
    tell(job, message);
}

static enum hinge_status append(struct hinge_ingest_job *job, size_t row,
                                struct hinge_ingest_slot *slot, struct hinge_error *error)
{
    const struct hinge_layout *layout = &slot->recording.layout;
    const char *id = hinge_ingest_cell(job, "id", row);
    slot->entry.status = "ok";
    slot->entry.reason = "";
    slot->entry.message =
        message_kept(&job->intake, row, slot->recording.notes != NULL ? slot->recording.notes : "");
    slot->entry.format = layout->format;
    slot->entry.landmark_set = layout->landmark_set;
    slot->entry.family = hinge_family_name(layout->family);
    slot->entry.rate_hz = rate_of(&slot->recording);
    slot->entry.frames = (double)slot->n_frames;
    slot->entry.channels = (double)layout->n_channels;
    long twin = hinge_ledger_find(&job->ledger, slot->entry.numbers);
    if (twin >= 0) { /* rows of the ledger are those of the intake */
        slot->entry.duplicate_of = job->intake.row[twin].stored;
        warn_duplicate(job, row, slot->entry.duplicate_of);
    }
    warn_cut(job, row, slot);
    job->clockless += is_clockless(job, row, &slot->recording);
    job->summary->stored++;
    job->summary->bytes_stored += (double)hinge_packed_bytes(&slot->packed);
    if (job->writer == NULL)
        return HINGE_OK;
    return hinge_study_append(job->writer, id, layout, rate_of(&slot->recording), &slot->packed,
                              error);
}

enum hinge_status hinge_slot_store(struct hinge_ingest_job *job, size_t row,
                                   struct hinge_ingest_slot *slot, struct hinge_error *error)
{
    slot->entry.trial_id = hinge_ingest_cell(job, "id", row);
    slot->entry.file = job->intake.row[row].stored;
    job->summary->files++;
    job->summary->bytes_read += slot->entry.bytes;
    enum hinge_status status = HINGE_NOMEM;
    status =
        slot->status == HINGE_OK ? append(job, row, slot, error) : refuse(job, row, slot, error);
    return status == HINGE_OK ? hinge_ledger_add(&job->ledger, &slot->entry) : status;
}
