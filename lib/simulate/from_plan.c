/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: a trial list as hinge-plan writes it. Out: its recordings, by the same people and
 * cameras as any simulated cohort, and truth.csv. */
#include "simulate/from_plan.h"

#include "base/file.h"
#include "os/path.h"
#include "simulate/pattern.h"
#include "simulate/record.h"

#include <hinge/file.h>
#include <hinge/table.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct planned {
    const struct hinge_simulate_options *options;
    const char *folder;
    struct hinge_table list;
    size_t reps; /* the most of a row */
    struct hinge_take_memory *memory;
    struct hinge_text truth;
    struct hinge_simulate_summary made;
};

static const char *cell(const struct planned *p, const char *column, size_t row)
{
    const char *text = hinge_table_text(&p->list, column, row);
    return text != NULL ? text : "";
}

/* Repetitions of a row: its own, the options' where it has none, none of a reference.
 */
static size_t reps_of(const struct planned *p, size_t row)
{
    const char *role = cell(p, "role", row);
    double reps = hinge_table_number(&p->list, "planned_reps", row);
    const struct hinge_task_setting *task = hinge_task_setting(cell(p, "task", row));
    size_t also = task != NULL && task->from_floor; /* a bend more than lifts */
    if (strcmp(role, "maxflex") == 0)
        return 2;
    if (*role != '\0' && strcmp(role, "trial") != 0)
        return 0;
    return also + (reps >= 1 && reps <= 1000 ? (size_t)reps : p->options->reps);
}

static enum hinge_status check_row(struct planned *p, size_t row, struct hinge_error *error)
{
    static const char *const needed[] = {"file", "participant", "group"};
    const char *file = cell(p, "file", row), *group = cell(p, "group", row);
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (*cell(p, needed[i], row) == '\0')
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                                   "%s:%zu: column %s is empty; fill it in", p->options->plan,
                                   row + 2, needed[i]);
    if (hinge_os_is_absolute(file) || strstr(file, "..") != NULL)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OUTSIDE_FOLDER,
                               "%s:%zu: %s is not below the folder; give a path within it",
                               p->options->plan, row + 2, file);
    if (hinge_profile_find(group) < 0)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s:%zu: people of group \"%s\" cannot be simulated; "
                               "use the groups sedentary and trained",
                               p->options->plan, row + 2, group);
    size_t reps = reps_of(p, row);
    p->reps = reps > p->reps ? reps : p->reps;
    return HINGE_OK;
}

/* The folders of a file, one after the other. */
static enum hinge_status make_folders(const struct planned *p, const char *file,
                                      struct hinge_error *error)
{
    char *path = hinge_path_join(p->folder, file);
    enum hinge_status status = HINGE_OK;
    char *at = path != NULL ? path + strlen(path) - strlen(file) : NULL;
    while (status == HINGE_OK && (at = strchr(at, '/')) != NULL) {
        *at = '\0';
        status = hinge_folder_make(path, error);
        *at++ = '/';
    }
    free(path);
    return status;
}

static enum hinge_status make_row(struct planned *p, size_t row, size_t number, size_t index,
                                  struct hinge_error *error)
{
    const char *group = cell(p, "group", row), *cue = cell(p, "cue", row);
    const char *role = cell(p, "role", row);
    struct hinge_simulate_options own = *p->options;
    struct hinge_person person;
    own.group = &group;
    own.n_groups = 1;
    if (*cue == '\0')
        cue = "none";
    own.cue = &cue;
    own.n_cues = 1;
    own.task = cell(p, "task", row);
    own.reps = reps_of(p, row);
    hinge_person_draw(&own, number, &person);
    enum hinge_status status = HINGE_OK;
    snprintf(person.id, sizeof person.id, "%.31s", cell(p, "participant", row));
    if (strcmp(role, "maxflex") == 0)
        person.pattern.value[HINGE_QUANTITY_total_deg] *= 4.0 / 3;
    const struct hinge_list_entry entry = {
        .options = &own,
        .person = &person,
        .set = hinge_marker_set_of(own.format, number),
        .file = cell(p, "file", row),
        .trial = (size_t)fmax(1, hinge_table_number(&p->list, "trial", row))};
    status = make_folders(p, entry.file, error);
    if (status == HINGE_OK)
        status = hinge_record(p->folder, &entry, index, p->memory, error);
    for (size_t k = 0; k < hinge_record_reps(&entry) && status == HINGE_OK; k++)
        hinge_truth_row(&entry, k + 1, p->memory->planted[k] ? &p->memory->habit[k] : NULL,
                        &p->memory->truth[k], &p->truth);
    p->made.recordings++;
    p->made.reps += hinge_record_reps(&entry);
    p->made.bytes += p->memory->recording.length;
    p->made.participants = number;
    hinge_person_clear(&person);
    return status;
}

static enum hinge_status make_rows(struct planned *p, const struct hinge_progress *progress,
                                   struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    size_t number = 0, index = 0;
    for (size_t row = 0; row < p->list.rows && status == HINGE_OK; row++) {
        if (hinge_progress_stopped(progress))
            return hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK, "stopped");
        bool same =
            row > 0 && strcmp(cell(p, "participant", row), cell(p, "participant", row - 1)) == 0;
        index = same ? index + 1 : 1;
        number += !same;
        status = make_row(p, row, number, index, error);
        hinge_progress_report(progress, row + 1, p->list.rows);
    }
    return status;
}

static enum hinge_status read_plan(struct planned *p, struct hinge_error *error)
{
    static const char *const words[] = {"file", "participant", "group", "session",
                                        "task", "cue",         "role",  NULL};
    enum hinge_status status =
        hinge_table_read_csv(&p->list, p->options->plan, p->options->plan, words, 0, 0, error);
    for (size_t row = 0; row < p->list.rows && status == HINGE_OK; row++)
        status = check_row(p, row, error);
    if (status == HINGE_OK)
        p->memory = hinge_take_memory_make(p->reps);
    return status;
}

enum hinge_status hinge_simulate_planned(const struct hinge_simulate_options *options,
                                         const char *folder, const struct hinge_progress *progress,
                                         struct hinge_simulate_summary *summary,
                                         struct hinge_error *error)
{
    struct planned planned = {.options = options, .folder = folder};
    const char *instead = hinge_unless_forced(options->force);
    char *path = hinge_path_join(folder, "truth.csv");
    enum hinge_status status = hinge_file_absent(path, instead, error);
    if (status == HINGE_OK)
        status = read_plan(&planned, error);
    hinge_truth_header(options, &planned.truth);
    if (status == HINGE_OK)
        status = make_rows(&planned, progress, error);
    if (status == HINGE_OK)
        status = hinge_file_add(path, instead, planned.truth.data, planned.truth.length, error);
    if (status == HINGE_OK && summary != NULL)
        *summary = planned.made;
    free(path);
    if (planned.memory != NULL)
        hinge_take_memory_free(planned.memory);
    hinge_text_clear(&planned.truth);
    hinge_table_clear(&planned.list);
    return status;
}
