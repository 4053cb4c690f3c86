/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings of parts, as they are stored, into one study. */
#include "base/memory.h"
#include "merge/parts.h"
#include "store/schema.h"

#include <stdlib.h>
#include <string.h>

static enum hinge_status append(const struct hinge_part *part, size_t trial,
                                struct hinge_study_writer *writer, struct hinge_error *error)
{
    struct hinge_packed packed = {0};
    struct hinge_study_reader *study = part->study;
    double rate_hz;
    if (trial >= hinge_study_count(study))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                               "%s: damaged: the ledger has more recordings than the "
                               "study",
                               part->path);
    enum hinge_status status = hinge_study_read(study, trial, &packed, &rate_hz, error);
    if (status == HINGE_OK && !hinge_packed_intact(&packed))
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                                 "%s: damaged: /trials/%s: a checksum does not fit", part->path,
                                 hinge_study_id(study, trial));
    if (status == HINGE_OK)
        status = hinge_study_append(writer, hinge_study_id(study, trial),
                                    hinge_study_layout(study, trial), rate_hz, &packed, error);
    hinge_packed_clear(&packed);
    return status;
}

static enum hinge_status append_all(struct hinge_parts *parts, struct hinge_study_writer *writer,
                                    struct hinge_merge_summary *summary, struct hinge_error *error)
{
    const struct hinge_progress *progress = parts->request->progress;
    size_t *next = hinge_alloc(parts->n, sizeof *next); /* trial of each part */
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < parts->rows && status == HINGE_OK; i++) {
        size_t part = parts->place[i].part;
        const char *word = hinge_table_text(&parts->ledger, "status", i);
        if (hinge_progress_stopped(progress)) {
            status = hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK,
                                     "interrupted; nothing was written");
        } else if (word != NULL && strcmp(word, "refused") == 0) {
            summary->refused++;
        } else {
            size_t trial = next[part]++;
            if (writer != NULL)
                status = append(&parts->part[part], trial, writer, error);
        }
        hinge_progress_report(progress, i + 1, parts->rows);
    }
    free(next);
    return status;
}

enum hinge_status hinge_parts_studies(struct hinge_parts *parts,
                                      struct hinge_merge_summary *summary,
                                      struct hinge_error *error)
{
    struct hinge_study_writer *writer = NULL;
    const char *source = hinge_part_attribute(&parts->part[0], "source");
    enum hinge_status status = HINGE_OK;
    if (parts->request->output != NULL)
        status = hinge_study_create(parts->request->output, &writer, error);
    if (status == HINGE_OK)
        status = append_all(parts, writer, summary, error);
    if (status == HINGE_OK && summary->refused == parts->rows)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                 "none of the %zu recordings can be used; nothing was written",
                                 parts->rows);
    if (status == HINGE_OK && writer != NULL)
        status = hinge_study_put_table(writer, HINGE_GROUP_LEDGER, &parts->ledger, error);
    if (status == HINGE_OK && writer != NULL)
        status = hinge_study_put_table(writer, HINGE_GROUP_LIST, &parts->list, error);
    if (status == HINGE_OK && writer != NULL && source != NULL)
        status = hinge_study_put_attribute(writer, "source", source, error);
    if (status != HINGE_OK || writer == NULL) {
        hinge_study_discard(writer);
        return status;
    }
    return hinge_study_publish(writer, error);
}
