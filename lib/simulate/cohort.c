/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cohort: blocks of participants in parallel, their list rows in order, the two
 * lists published last. Memory does not grow with the cohort. */
#include "base/file.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/text.h"
#include "simulate/layouts.h"
#include "simulate/lists.h"
#include "simulate/options.h"
#include "simulate/take.h"

#include <hinge/file.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Participants whose list rows are in memory at a time. */
enum { BLOCK = 32 };

static const double tail_s = 1.0; /* standing after the last repetition */

/* What a participant adds to the lists and the summary. */
struct slot {
    struct hinge_text trials, truth;
    struct hinge_simulate_summary made;
};

struct cohort {
    const struct hinge_simulate_options *options;
    const char *folder;
    const struct hinge_progress *progress;
    size_t first; /* participant of slot 0 */
    struct slot slot[BLOCK];
    struct hinge_output trials, truth;
    struct hinge_simulate_summary made;
};

/* A thread's working memory for one trial. */
struct scratch {
    struct hinge_pattern *pattern;
    bool *planted;
    struct hinge_motion_rep *rep;
    struct hinge_truth_rep *truth;
    struct hinge_text recording;
};

/* --- files --- */

static enum hinge_status write_text(struct hinge_output *output,
                                    const struct hinge_text *text,
                                    struct hinge_error *error)
{
    return hinge_bytes_write(output->lock, output->target, text->data, text->length,
                             error);
}

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

/* --- one trial, one participant --- */

static void scratch_free(void *memory)
{
    struct scratch *scratch = memory;
    free(scratch->pattern);
    free(scratch->planted);
    free(scratch->rep);
    free(scratch->truth);
    hinge_text_clear(&scratch->recording);
    free(scratch);
}

static void *scratch_make(void *context)
{
    size_t reps = ((const struct cohort *)context)->options->reps;
    struct scratch *scratch = hinge_alloc(1, sizeof *scratch);
    if (scratch == NULL)
        return NULL;
    scratch->pattern = hinge_alloc(reps, sizeof *scratch->pattern);
    scratch->planted = hinge_alloc(reps, sizeof *scratch->planted);
    scratch->rep = hinge_alloc(reps, sizeof *scratch->rep);
    scratch->truth = hinge_alloc(reps, sizeof *scratch->truth);
    if (scratch->pattern == NULL || scratch->planted == NULL || scratch->rep == NULL ||
        scratch->truth == NULL) {
        scratch_free(scratch);
        return NULL;
    }
    return scratch;
}

/* "" for a folder. */
static const char *extension_of(const struct hinge_marker_set *set)
{
    const struct hinge_layout_writer *writer = hinge_layout_writer_of(set->kind);
    if (writer != NULL)
        return writer->extension;
    return set->kind == HINGE_FILE_TRC ? "trc" : "csv";
}

/* Judges and writes the recording of an entry; `index` numbers the person's trials. */
static enum hinge_status record(const struct cohort *cohort,
                                const struct hinge_list_entry *entry, size_t index,
                                struct scratch *scratch, struct hinge_error *error)
{
    const struct hinge_simulate_options *options = cohort->options;
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
    char *path = hinge_path_join(cohort->folder, entry->file);
    if (status == HINGE_OK && path == NULL)
        status = hinge_no_memory(error);
    if (status == HINGE_OK)
        status = *extension_of(entry->set) == '\0'
                     ? publish_folder(path, &scratch->recording, error)
                     : hinge_file_save(path, scratch->recording.data,
                                       scratch->recording.length, error);
    free(path);
    return status;
}

static enum hinge_status trial_make(const struct cohort *cohort,
                                    struct hinge_list_entry *entry,
                                    struct scratch *scratch, struct slot *slot,
                                    struct hinge_error *error)
{
    const struct hinge_simulate_options *options = cohort->options;
    struct hinge_text file = {0};
    const char *extension = extension_of(entry->set);
    hinge_text_printf(&file, "%s/%s_%s_%zu%s%s", entry->person->id, options->task,
                      options->cue[entry->cue], entry->trial,
                      *extension != '\0' ? "." : "", extension);
    entry->file = file.data;
    enum hinge_status status =
        file.failed ? hinge_no_memory(error)
                    : record(cohort, entry, entry->cue * options->trials + entry->trial,
                             scratch, error);
    if (status == HINGE_OK) {
        hinge_trials_row(entry, &slot->trials);
        for (size_t k = 0; k < options->reps; k++)
            hinge_truth_row(entry, k + 1, scratch->planted[k], &scratch->truth[k],
                            &slot->truth);
        slot->made.recordings++;
        slot->made.reps += options->reps;
        slot->made.bytes += scratch->recording.length;
        if (slot->trials.failed || slot->truth.failed)
            status = hinge_no_memory(error);
    }
    hinge_text_clear(&file);
    return status;
}

static enum hinge_status participant_make(void *context, void *memory, size_t item,
                                          struct hinge_error *error)
{
    struct cohort *cohort = context;
    const struct hinge_simulate_options *options = cohort->options;
    struct slot *slot = &cohort->slot[item];
    struct hinge_person person;
    if (hinge_progress_stopped(cohort->progress))
        return hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK,
                               "stopped; the lists were not written");
    enum hinge_status status =
        hinge_person_draw(options, cohort->first + item, &person, error);
    if (status != HINGE_OK)
        return status;
    char *folder = hinge_path_join(cohort->folder, person.id);
    status = folder == NULL ? hinge_no_memory(error) : hinge_folder_make(folder, error);
    free(folder);
    struct hinge_list_entry entry = {.options = options,
                                     .person = &person,
                                     .set = hinge_marker_set_of(options->format,
                                                                person.number)};
    for (size_t i = 0; i < options->n_cues * options->trials && status == HINGE_OK;
         i++) {
        entry.cue = i / options->trials;
        entry.trial = i % options->trials + 1;
        status = trial_make(cohort, &entry, memory, slot, error);
    }
    slot->made.participants = 1;
    hinge_person_clear(&person);
    return status;
}

/* --- the cohort --- */

/* Adds the rows of a block to the lists, in order, and empties its slots. */
static enum hinge_status block_flush(struct cohort *cohort, size_t n,
                                     struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        struct slot *slot = &cohort->slot[i];
        status = write_text(&cohort->trials, &slot->trials, error);
        if (status == HINGE_OK)
            status = write_text(&cohort->truth, &slot->truth, error);
        cohort->made.participants += slot->made.participants;
        cohort->made.recordings += slot->made.recordings;
        cohort->made.reps += slot->made.reps;
        cohort->made.bytes += slot->made.bytes;
        slot->trials.length = slot->truth.length = 0;
        slot->made = (struct hinge_simulate_summary){0};
    }
    return status;
}

static enum hinge_status blocks_make(struct cohort *cohort, struct hinge_error *error)
{
    const struct hinge_simulate_options *options = cohort->options;
    enum hinge_status status = HINGE_OK;
    for (size_t done = 0; done < options->participants && status == HINGE_OK;
         done += BLOCK) {
        size_t left = options->participants - done;
        cohort->first = options->first_participant + done;
        struct hinge_parallel_plan plan = {.items = left < BLOCK ? left : BLOCK,
                                           .threads = options->threads,
                                           .work = participant_make,
                                           .context = cohort,
                                           .make_scratch = scratch_make,
                                           .free_scratch = scratch_free};
        status = hinge_parallel_for(&plan, error);
        if (status == HINGE_OK)
            status = block_flush(cohort, plan.items, error);
        if (status == HINGE_OK)
            hinge_progress_report(cohort->progress, done + plan.items,
                                  options->participants);
    }
    return status;
}

static enum hinge_status
list_open(struct cohort *cohort, const char *name,
          void (*header)(const struct hinge_simulate_options *, struct hinge_text *),
          struct hinge_output *output, struct hinge_error *error)
{
    struct hinge_text text = {0};
    header(cohort->options, &text);
    char *path = hinge_path_join(cohort->folder, name);
    enum hinge_status status = path == NULL || text.failed
                                   ? hinge_no_memory(error)
                                   : hinge_output_open(output, path, error);
    if (status == HINGE_OK)
        status = write_text(output, &text, error);
    free(path);
    hinge_text_clear(&text);
    return status;
}

enum hinge_status hinge_simulate(const struct hinge_simulate_options *options,
                                 const char *folder,
                                 const struct hinge_progress *progress,
                                 struct hinge_simulate_summary *summary,
                                 struct hinge_error *error)
{
    enum hinge_status status = hinge_simulate_options_check(options, error);
    if (status == HINGE_OK)
        status = hinge_folder_make(folder, error);
    if (status != HINGE_OK)
        return status;
    struct cohort *cohort = hinge_alloc(1, sizeof *cohort);
    if (cohort == NULL)
        return hinge_no_memory(error);
    cohort->options = options;
    cohort->folder = folder;
    cohort->progress = progress;
    status = list_open(cohort, "truth.csv", hinge_truth_header, &cohort->truth, error);
    if (status == HINGE_OK)
        status = list_open(cohort, "trials.csv", hinge_trials_header, &cohort->trials,
                           error);
    if (status == HINGE_OK)
        status = blocks_make(cohort, error);
    if (status == HINGE_OK)
        status = hinge_output_publish(&cohort->truth, error);
    if (status == HINGE_OK)
        status = hinge_output_publish(&cohort->trials, error);
    if (status == HINGE_OK && summary != NULL)
        *summary = cohort->made;
    hinge_output_discard(&cohort->truth);
    hinge_output_discard(&cohort->trials);
    for (size_t i = 0; i < BLOCK; i++) {
        hinge_text_clear(&cohort->slot[i].trials);
        hinge_text_clear(&cohort->slot[i].truth);
    }
    free(cohort);
    return status;
}
