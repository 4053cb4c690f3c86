/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One recording of a person's trial: judged, seen by a camera, written. */
#include "simulate/record.h"

#include "base/file.h"
#include "base/memory.h"
#include "simulate/layouts.h"
#include "simulate/take.h"

#include <hinge/file.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double tail_s = 1.0; /* standing after the last repetition */

/* A folder of files: each after a line "== name". */
static enum hinge_status publish_folder(const char *path, const struct hinge_text *text,
                                        struct hinge_error *error)
{
    enum hinge_status status = hinge_folder_make(path, error);
    for (char *at = text->data; at != NULL && *at != '\0' && status == HINGE_OK;) {
        char *line = strchr(at, '\n'), *next = strstr(line, "\n== ");
        size_t size = next != NULL ? (size_t)(next - line) : strlen(line + 1);
        struct hinge_text one = {.data = line + 1, .length = size};
        *line = '\0';
        char *file = hinge_path_join(path, at + strlen("== "));
        status = file == NULL ? hinge_no_memory(error)
                              : hinge_file_save(file, one.data, one.length, error);
        free(file);
        at = next != NULL ? next + 1 : NULL;
    }
    return status;
}

void hinge_take_memory_free(void *memory)
{
    struct hinge_take_memory *scratch = memory;
    free(scratch->pattern);
    free(scratch->planted);
    free(scratch->rep);
    free(scratch->truth);
    hinge_text_clear(&scratch->recording);
    free(scratch);
}

void *hinge_take_memory_make(size_t reps)
{
    struct hinge_take_memory *scratch = hinge_alloc(1, sizeof *scratch);
    if (scratch == NULL)
        return NULL;
    scratch->pattern = hinge_alloc(reps, sizeof *scratch->pattern);
    scratch->planted = hinge_alloc(reps, sizeof *scratch->planted);
    scratch->rep = hinge_alloc(reps, sizeof *scratch->rep);
    scratch->truth = hinge_alloc(reps, sizeof *scratch->truth);
    if (scratch->pattern == NULL || scratch->planted == NULL || scratch->rep == NULL ||
        scratch->truth == NULL) {
        hinge_take_memory_free(scratch);
        return NULL;
    }
    return scratch;
}

const char *hinge_record_extension(const struct hinge_marker_set *set)
{
    const struct hinge_layout_writer *writer = hinge_layout_writer_of(set->kind);
    if (writer != NULL)
        return writer->extension;
    return set->kind == HINGE_FILE_TRC ? "trc" : "csv";
}

enum hinge_status hinge_record(const char *folder, const struct hinge_list_entry *entry,
                               size_t index, struct hinge_take_memory *scratch,
                               struct hinge_error *error)
{
    const struct hinge_simulate_options *options = entry->options;
    const struct hinge_person *person = entry->person;
    struct hinge_motion motion = {.n_reps = options->reps, .rep = scratch->rep};
    hinge_person_draw_trial(options, person, entry->cue, index, scratch->pattern,
                            scratch->planted);
    hinge_motion_set(&motion, scratch->pattern, hinge_person_stand_s, tail_s);
    enum hinge_status status = hinge_truth_judge(
        &motion, &person->physique, entry->set->tier, scratch->truth, error);
    if (status != HINGE_OK)
        return status;
    /* one camera sees one side: the person faces left or right in the image */
    bool left = fabs(person->heading_deg) > 90.0;
    struct hinge_take take = {.options = options,
                              .set = entry->set,
                              .motion = &motion,
                              .physique = &person->physique,
                              .heading_deg = entry->set->image ? (left ? 180.0 : 0.0) +
                                                                     options->view_deg
                                                               : person->heading_deg,
                              .name = hinge_file_name(entry->file),
                              .replicate = hinge_person_stream(person->number, index)};
    scratch->recording.length = 0;
    status = hinge_take_write(&take, &scratch->recording, error);
    char *path = hinge_path_join(folder, entry->file);
    if (status == HINGE_OK && path == NULL)
        status = hinge_no_memory(error);
    if (status == HINGE_OK)
        status = *hinge_record_extension(entry->set) == '\0'
                     ? publish_folder(path, &scratch->recording, error)
                     : hinge_file_save(path, scratch->recording.data,
                                       scratch->recording.length, error);
    free(path);
    return status;
}
