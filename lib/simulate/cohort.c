/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cohort: blocks of participants in parallel, their list rows in order, the two
 * lists published last. Memory does not grow with the cohort. */
#include "base/file.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/request.h"
#include "base/text.h"
#include "simulate/from_plan.h"
#include "simulate/layouts.h"
#include "simulate/lists.h"
#include "simulate/options.h"
#include "simulate/record.h"

#include <hinge/file.h>
#include <stdlib.h>
#include <string.h>

/* Participants whose list rows are in memory at a time. */
enum { BLOCK = 32 };

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

/* --- files --- */

static enum hinge_status write_text(struct hinge_output *output, const struct hinge_text *text,
                                    struct hinge_error *error)
{
    return hinge_bytes_write(output->lock, output->target, text->data, text->length, error);
}

/* --- one trial, one participant --- */

static void *memory_make(void *context)
{
    return hinge_take_memory_make(((const struct cohort *)context)->options->reps);
}

static enum hinge_status trial_make(const struct cohort *cohort, struct hinge_list_entry *entry,
                                    struct hinge_take_memory *scratch, struct slot *slot,
                                    struct hinge_error *error)
{
    const struct hinge_simulate_options *options = cohort->options;
    struct hinge_text file = {0};
    const char *extension = entry->set->layout->extension;
    hinge_text_printf(&file, "%s/%s_%s_%zu%s%s", entry->person->id, hinge_list_task(entry),
                      options->cue[entry->cue], entry->trial, *extension != '\0' ? "." : "",
                      extension);
    entry->file = file.data;
    enum hinge_status status = hinge_record(
        cohort->folder, entry, entry->cue * options->trials + entry->trial, scratch, error);
    if (status == HINGE_OK) {
        hinge_trials_row(entry, &slot->trials);
        for (size_t k = 0; k < hinge_record_reps(entry); k++)
            hinge_truth_row(entry, k + 1, scratch->planted[k] ? &scratch->habit[k] : NULL,
                            &scratch->truth[k], &slot->truth);
        slot->made.recordings++;
        slot->made.reps += hinge_record_reps(entry);
        slot->made.bytes += scratch->recording.length;
    }
    hinge_text_clear(&file);
    return status;
}

/* What the person's habit is measured against: a furthest bend twice, or standing. */
static enum hinge_status reference_make(const struct cohort *cohort,
                                        const struct hinge_list_entry *person,
                                        struct hinge_take_memory *scratch, struct slot *slot,
                                        struct hinge_error *error)
{
    const struct hinge_simulate_options *options = cohort->options;
    const struct hinge_habit_setting *own = hinge_list_setting(person);
    if (own == NULL || own->reference == NULL)
        return HINGE_OK;
    struct hinge_simulate_options plain = *options;
    struct hinge_list_entry entry = *person;
    struct hinge_text file = {0};
    const char *extension = entry.set->layout->extension;
    plain.reps = strcmp(own->reference, "maxflex") == 0 ? HINGE_REFERENCE_REPS : 0;
    hinge_text_printf(&file, "%s/%s%s%s", entry.person->id, own->reference,
                      *extension != '\0' ? "." : "", extension);
    entry.options = &plain;
    entry.role = own->reference;
    entry.file = file.data;
    entry.trial = options->trials + 1; /* another id than the trials' */
    enum hinge_status status =
        hinge_record(cohort->folder, &entry, options->n_cues * options->trials + 1, scratch, error);
    if (status == HINGE_OK) {
        hinge_trials_row(&entry, &slot->trials);
        slot->made.recordings++;
        slot->made.bytes += scratch->recording.length;
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
    hinge_person_draw(options, cohort->first + item, &person);
    enum hinge_status status = HINGE_OK;
    char *folder = hinge_path_join(cohort->folder, person.id);
    status = hinge_folder_make(folder, error);
    free(folder);
    struct hinge_list_entry entry = {.options = options,
                                     .person = &person,
                                     .set = hinge_marker_set_of(options->format, person.number)};
    if (status == HINGE_OK)
        status = reference_make(cohort, &entry, memory, slot, error);
    for (size_t i = 0; i < options->n_cues * options->trials && status == HINGE_OK; i++) {
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
static enum hinge_status block_flush(struct cohort *cohort, size_t n, struct hinge_error *error)
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
    for (size_t done = 0; done < options->participants && status == HINGE_OK; done += BLOCK) {
        size_t left = options->participants - done;
        cohort->first = options->first_participant + done;
        struct hinge_loop loop = {.items = left < BLOCK ? left : BLOCK,
                                  .threads = options->threads,
                                  .work = participant_make,
                                  .context = cohort,
                                  .make_scratch = memory_make,
                                  .free_scratch = hinge_take_memory_free};
        status = hinge_parallel_for(&loop, error);
        if (status == HINGE_OK)
            status = block_flush(cohort, loop.items, error);
        if (status == HINGE_OK)
            hinge_progress_report(cohort->progress, done + loop.items, options->participants);
    }
    return status;
}

static enum hinge_status list_open(struct cohort *cohort, const char *name,
                                   void (*header)(const struct hinge_simulate_options *,
                                                  struct hinge_text *),
                                   struct hinge_output *output, struct hinge_error *error)
{
    struct hinge_text text = {0};
    header(cohort->options, &text);
    const char *instead = hinge_unless_forced(cohort->options->force);
    char *path = hinge_path_join(cohort->folder, name);
    enum hinge_status status = hinge_file_absent(path, instead, error);
    if (status == HINGE_OK)
        status = hinge_output_open(output, path, error);
    output->add = instead != NULL;
    if (status == HINGE_OK)
        status = write_text(output, &text, error);
    free(path);
    hinge_text_clear(&text);
    return status;
}

enum hinge_status hinge_simulate(const struct hinge_simulate_options *given, const char *folder,
                                 const struct hinge_progress *progress,
                                 struct hinge_simulate_summary *summary, struct hinge_error *error)
{
    struct hinge_simulate_options own;
    const struct hinge_simulate_options *options = &own;
    enum hinge_status taken = hinge_request_take(&own, sizeof own, given, error);
    if (taken != HINGE_OK)
        return taken;
    HINGE_REQUEST_TEXTS(hinge_request_blank, &own.task);
    HINGE_REQUEST_TEXTS(hinge_request_none, &own.plan);
    enum hinge_status status = hinge_simulate_options_check(options, error);
    if (status == HINGE_OK)
        status = hinge_folder_make(folder, error);
    if (status == HINGE_OK && options->plan != NULL)
        return hinge_simulate_planned(options, folder, progress, summary, error);
    if (status != HINGE_OK)
        return status;
    struct cohort *cohort = hinge_alloc(1, sizeof *cohort);
    cohort->options = options;
    cohort->folder = folder;
    cohort->progress = progress;
    status = list_open(cohort, "truth.csv", hinge_truth_header, &cohort->truth, error);
    if (status == HINGE_OK)
        status = list_open(cohort, "trials.csv", hinge_trials_header, &cohort->trials, error);
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
