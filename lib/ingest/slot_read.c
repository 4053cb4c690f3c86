/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One recording into a slot, in any thread: what the user said of it, reading and
 * packing. */
#include "ingest/job.h"
#include "ingest/recognise.h"
#include "os/file.h"

#include <errno.h>
#include <string.h>

const char *hinge_ingest_cell(const struct hinge_ingest_job *job, const char *column, size_t row)
{
    const char *text = hinge_table_text(&job->intake.list, column, row);
    return text != NULL ? text : "";
}

static const char *either(const char *own, const char *general)
{
    return *own != '\0' ? own : general;
}

/* Digest of the numbers behind a leading clock: a copy with another header, or another
 * start of its clock, has the same. */
static void digest_numbers(const struct hinge_recording *recording, char digest[HINGE_XXH128_TEXT])
{
    const struct hinge_layout *layout = &recording->layout;
    size_t first = 0, n = recording->n_frames;
    while (first < layout->n_channels &&
           (layout->channel[first].component == HINGE_COMPONENT_time ||
            layout->channel[first].component == HINGE_COMPONENT_frame))
        first++;
    size_t length = (layout->n_channels - first) * n * sizeof *recording->data;
    digest[0] = '\0';
    if (length > 0)
        hinge_xxh128(recording->data + first * n, length, digest);
}

/* What the user said of every row. */
struct hinge_read_options hinge_ingest_general(const struct hinge_ingest_job *job)
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
struct hinge_read_options hinge_ingest_options_of(const struct hinge_ingest_job *job, size_t row)
{
    const struct hinge_intake_row *intake = &job->intake.row[row];
    const struct hinge_ingest_options *general = &job->request->config->ingest;
    struct hinge_read_options options = hinge_ingest_general(job);
    options.format = either(hinge_ingest_cell(job, "format", row), options.format);
    options.landmarks = either(hinge_ingest_cell(job, "landmarks", row), options.landmarks);
    options.units = either(hinge_ingest_cell(job, "units", row), options.units);
    options.up = either(hinge_ingest_cell(job, "up", row), options.up);
    options.time_is_frame =
        strcmp(either(hinge_ingest_cell(job, "time_is_frame", row), general->time_is_frame),
               "yes") == 0;
    options.rate_hz = hinge_table_number(&job->intake.list, "rate_hz", row);
    options.role = intake->role;
    options.within = intake->within;
    options.part = intake->part;
    options.n_parts = intake->n_parts;
    return options;
}

static bool is_absent(const char *path)
{
    struct hinge_os_info info;
    return hinge_os_stat(path, &info) != 0 && errno == ENOENT;
}

/* A recording that the list plans and nobody has made yet. */
static bool is_only_planned(const struct hinge_ingest_job *job,
                            const struct hinge_intake_row *intake)
{
    if (strcmp(job->request->config->ingest.absent, "planned") != 0 || intake->list == NULL)
        return false;
    bool absent = is_absent(intake->path);
    for (size_t i = 0; i < intake->n_parts && !absent; i++)
        absent = is_absent(intake->part[i].path);
    return absent;
}

enum hinge_status hinge_slot_read(const struct hinge_ingest_job *job, size_t row,
                                  struct hinge_ingest_slot *slot, struct hinge_bytes *bytes)
{
    const struct hinge_intake_row *intake = &job->intake.row[row];
    if (intake->refused != HINGE_REASON_OK)
        return hinge_error_set(&slot->error, HINGE_INPUT, intake->refused, "%s: %s", intake->path,
                               intake->message);
    if (is_only_planned(job, intake))
        return hinge_error_set(&slot->error, HINGE_INPUT, HINGE_REASON_NOT_RECORDED,
                               "%s: not recorded yet", intake->path);
    struct hinge_read_options options = hinge_ingest_options_of(job, row);
    struct hinge_recognition recognition;
    enum hinge_status status =
        hinge_recording_read(intake->path, intake->path, &options, job->request->config->parameters,
                             bytes, &slot->recording, &recognition, slot->entry.sha256,
                             &slot->error);
    slot->entry.bytes = (double)bytes->size;
    if (status != HINGE_OK)
        return status;
    slot->entry.landmarks = recognition.n_matched;
    slot->n_frames = slot->recording.n_frames;
    digest_numbers(&slot->recording, slot->entry.numbers);
    return hinge_pack(&slot->recording, &slot->packed, &slot->error);
}
