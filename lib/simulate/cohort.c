/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cohort: blocks of participants in parallel, their list rows in order, the two lists published
 * last (memory does not grow with the cohort); or the recordings that a trial list asks for, by the
 * same people and cameras, and truth.csv. */
#include "simulate/simulate.h"

#include <hinge/file.h>

/* What recordings add to the lists and the summary. */
struct made {
    struct hinge_text trials, truth;
    struct hinge_simulate_summary sum;
};

/* Makes a recording; what its repetitions truly were is told, but of a reference. */
static enum hinge_status make(const char *folder, const struct hinge_list_entry *entry,
                              size_t index, struct hinge_take_memory *memory, struct made *made,
                              struct hinge_error *error)
{
    enum hinge_status status = hinge_record(folder, entry, index, memory, error);
    size_t reps = entry->role == NULL && status == HINGE_OK ? hinge_record_reps(entry) : 0;
    for (size_t k = 0; k < reps; k++)
        hinge_truth_row(entry, k + 1, memory->planted[k] ? &memory->habit[k] : NULL,
                        &memory->truth[k], &made->truth);
    made->sum.recordings++;
    made->sum.reps += reps;
    made->sum.bytes += memory->recording.length;
    return status;
}

/* --- those of a plan --- */

enum { OTHERS = 32 };

struct planned {
    const struct hinge_simulate_options *options;
    const char *folder;
    struct hinge_table list;
    size_t reps;               /* the most of a row */
    const char *practised;     /* the person's practised task; NULL: none so far */
    size_t bends;              /* practised so far */
    const char *other[OTHERS]; /* groups without a profile, as they came */
    size_t n_others;
    struct hinge_take_memory *memory;
    struct made made;
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
    size_t known = hinge_name_at(p->other, p->n_others, group);
    if (hinge_profile_find(group) < 0 && known == p->n_others && known < OTHERS)
        p->other[p->n_others++] = group;
    size_t reps = reps_of(p, row);
    p->reps = reps > p->reps ? reps : p->reps;
    return HINGE_OK;
}

/* Whether a row's session begins with a word: "practice_2" with "practice". */
static bool is_in(const struct planned *p, size_t row, const char *word)
{
    return strstr(cell(p, "session", row), word) == cell(p, "session", row);
}

static enum hinge_status make_rows(struct planned *p, const struct hinge_progress *progress,
                                   struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    enum { FURTHEST = 1 << 20 };
    size_t number = 0, index = 0, furthest = 0;
    for (size_t row = 0; row < p->list.rows && status == HINGE_OK; row++) {
        if (hinge_progress_stopped(progress))
            return hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK, "stopped");
        bool same =
            row > 0 && strcmp(cell(p, "participant", row), cell(p, "participant", row - 1)) == 0;
        if (!same) {
            index = furthest = 0;
            p->practised = NULL;
            p->bends = 0;
        }
        /* of their own streams, so that a plan with them has the same other recordings */
        const bool far = strcmp(cell(p, "role", row), "maxflex") == 0;
        index += !far;
        furthest += far;
        number += !same;
        const char *group = cell(p, "group", row), *cue = cell(p, "cue", row);
        const char *role = cell(p, "role", row), *task = cell(p, "task", row);
        struct hinge_simulate_options copy = *p->options;
        struct hinge_person person;
        /* that of its name, else each profile in turn, as groups came */
        size_t n, other = 0;
        const char *const *name = hinge_profile_names(&n);
        other = hinge_name_at(p->other, p->n_others, group);
        const char *profile = hinge_profile_find(group) >= 0 ? group : name[other % n];
        copy.group = &profile;
        copy.n_groups = 1;
        if (*cue == '\0')
            cue = "none";
        copy.cue = &cue;
        copy.n_cues = 1;
        copy.task = task;
        copy.reps = reps_of(p, row);
        hinge_person_draw(&copy, number, &person);
        copy.group = &group; /* as the truth names it */
        /* What practice has made of a person: more bends in practice, a part of it later and in
         * other tasks. */
        person.practises = is_in(p, row, "practice");
        person.practised = p->bends;
        if (person.practises && reps_of(p, row) > 0) {
            p->practised = task;
            p->bends += reps_of(p, row);
            p->made.sum.practised += reps_of(p, row);
        }
        if (is_in(p, row, "later")) {
            person.learned *= person.kept;
            person.gained_deg *= person.kept;
        }
        if (p->practised != NULL && strcmp(task, p->practised) != 0)
            person.learned *= person.passed_on;
        snprintf(person.id, sizeof person.id, "%.31s", cell(p, "participant", row));
        if (strcmp(role, "maxflex") == 0)
            hinge_person_bend_furthest(&copy, &person);
        const struct hinge_list_entry entry = {
            .options = &copy,
            .person = &person,
            .set = hinge_marker_set_of(copy.format, number),
            .file = cell(p, "file", row),
            .trial = (size_t)fmax(1, hinge_table_number(&p->list, "trial", row))};
        /* The folders of a file, one after the other. */
        cleared_by(freed) char *path = hinge_path_join(p->folder, entry.file);
        char *at = path + strlen(path) - strlen(entry.file);
        while (status == HINGE_OK && (at = strchr(at, '/')) != NULL) {
            *at = '\0';
            status = hinge_folder_make(path, error);
            *at++ = '/';
        }
        if (status == HINGE_OK)
            status = make(p->folder, &entry, far ? FURTHEST + furthest : index, p->memory, &p->made,
                          error);
        p->made.sum.participants = number;
        hinge_person_clear(&person);
        hinge_progress_report(progress, row + 1, p->list.rows);
    }
    return status;
}

/* --- drawn --- */

/* Participants whose list rows are in memory at a time. */
enum { BLOCK = 32 };

struct cohort {
    const struct hinge_simulate_options *options;
    const char *folder;
    const struct hinge_progress *progress;
    size_t first;            /* participant of the block */
    struct made made[BLOCK]; /* by each */
    struct hinge_output trials, truth;
    struct hinge_simulate_summary sum;
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

/* Makes PERSON/name, whatever the format adds to it, and its row in the list. */
static enum hinge_status make_listed(const struct cohort *cohort, struct hinge_list_entry *entry,
                                     const char *name, size_t index,
                                     struct hinge_take_memory *memory, struct made *made,
                                     struct hinge_error *error)
{
    const char *extension = entry->set->layout->extension;
    cleared_by(hinge_text_clear) struct hinge_text file = {0};
    hinge_text_printf(&file, "%s/%s%s%s", entry->person->id, name, *extension != '\0' ? "." : "",
                      extension);
    entry->file = file.data;
    enum hinge_status status = make(cohort->folder, entry, index, memory, made, error);
    if (status == HINGE_OK)
        hinge_trials_row(entry, &made->trials);
    return status;
}

/* What the person's habit is measured against: a furthest bend twice, or standing. */
static enum hinge_status reference_make(const struct cohort *cohort,
                                        const struct hinge_list_entry *person,
                                        struct hinge_take_memory *memory, struct made *made,
                                        struct hinge_error *error)
{
    const struct hinge_habit_setting *setting = hinge_record_setting(person);
    if (setting == NULL || setting->reference == NULL)
        return HINGE_OK;
    struct hinge_simulate_options plain = *cohort->options;
    struct hinge_list_entry entry = *person;
    plain.reps = strcmp(setting->reference, "maxflex") == 0 ? HINGE_REFERENCE_REPS : 0;
    entry.options = &plain;
    entry.role = setting->reference;
    entry.trial = plain.trials + 1; /* another id than the trials' */
    return make_listed(cohort, &entry, setting->reference, plain.n_cues * plain.trials + 1, memory,
                       made, error);
}

static enum hinge_status participant_make(void *context, void *memory, size_t item,
                                          struct hinge_error *error)
{
    struct cohort *cohort = context;
    const struct hinge_simulate_options *options = cohort->options;
    struct made *made = &cohort->made[item];
    struct hinge_person person;
    if (hinge_progress_stopped(cohort->progress))
        return hinge_error_set(error, HINGE_INTERRUPTED, HINGE_REASON_OK,
                               "stopped; the lists were not written");
    hinge_person_draw(options, cohort->first + item, &person);
    cleared_by(freed) char *folder = hinge_path_join(cohort->folder, person.id);
    enum hinge_status status = hinge_folder_make(folder, error);
    struct hinge_list_entry entry = {.options = options,
                                     .person = &person,
                                     .set = hinge_marker_set_of(options->format, person.number)};
    if (status == HINGE_OK)
        status = reference_make(cohort, &entry, memory, made, error);
    for (size_t i = 0; i < options->n_cues * options->trials && status == HINGE_OK; i++) {
        entry.cue = i / options->trials;
        entry.trial = i % options->trials + 1;
        cleared_by(hinge_text_clear) struct hinge_text name = {0};
        hinge_text_printf(&name, "%s_%s_%zu", hinge_list_task(&entry), options->cue[entry.cue],
                          entry.trial);
        status = make_listed(cohort, &entry, name.data, entry.cue * options->trials + entry.trial,
                             memory, made, error);
    }
    made->sum.participants = 1;
    hinge_person_clear(&person);
    return status;
}

/* --- the cohort --- */

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
        if (status == HINGE_OK) {
            /* Adds the rows of a block to the lists, in order, and empties them. */
            for (size_t i = 0; i < loop.items && status == HINGE_OK; i++) {
                struct made *made = &cohort->made[i];
                status = write_text(&cohort->trials, &made->trials, error);
                if (status == HINGE_OK)
                    status = write_text(&cohort->truth, &made->truth, error);
                cohort->sum.participants += made->sum.participants;
                cohort->sum.recordings += made->sum.recordings;
                cohort->sum.reps += made->sum.reps;
                cohort->sum.bytes += made->sum.bytes;
                made->trials.length = made->truth.length = 0;
                made->sum = (struct hinge_simulate_summary){0};
            }
        }
        if (status == HINGE_OK)
            hinge_progress_report(cohort->progress, done + loop.items, options->participants);
    }
    return status;
}

/* Opens a list and writes its header, which is cleared. */
static enum hinge_status list_open(const struct cohort *cohort, const char *name,
                                   struct hinge_text *header, struct hinge_output *output,
                                   struct hinge_error *error)
{
    const char *instead = hinge_unless_forced(cohort->options->force);
    cleared_by(freed) char *path = hinge_path_join(cohort->folder, name);
    enum hinge_status status = hinge_file_absent(path, instead, error);
    if (status == HINGE_OK)
        status = hinge_output_open(output, path, error);
    output->add = instead != NULL;
    if (status == HINGE_OK)
        status = write_text(output, header, error);
    hinge_text_clear(header);
    return status;
}

enum hinge_status hinge_simulate(const struct hinge_simulate_options *given, const char *folder,
                                 const struct hinge_progress *progress,
                                 struct hinge_simulate_summary *summary, struct hinge_error *error)
{
    struct hinge_simulate_options copy;
    const struct hinge_simulate_options *options = &copy;
    enum hinge_status taken = hinge_request_take(&copy, sizeof copy, given, error);
    if (taken != HINGE_OK)
        return taken;
    HINGE_REQUEST_TEXTS(hinge_request_blank, &copy.task, &copy.move);
    HINGE_REQUEST_TEXTS(hinge_request_none, &copy.plan);
    enum hinge_status status = hinge_simulate_options_check(options, error);
    if (status == HINGE_OK)
        status = hinge_folder_make(folder, error);
    if (status == HINGE_OK && options->plan != NULL) {
        /* Makes every recording of options->plan under its own name in `folder`, and truth.csv.
         * Participants, groups, cues, tasks and repetitions are the list's; references are quiet
         * standing, maxflex two bends a third deeper. Groups of other names than those of the
         * profiles have these in turn. Errors: INPUT (the list), WRITE, INTERRUPTED. */
        struct planned planned = {.options = options, .folder = folder};
        const char *instead = hinge_unless_forced(options->force);
        cleared_by(freed) char *path = hinge_path_join(folder, "truth.csv");
        status = hinge_file_absent(path, instead, error);
        if (status == HINGE_OK) {
            static const char *const words[] = {"file", "participant", "group", "session",
                                                "task", "cue",         "role",  NULL};
            status = hinge_table_read_csv(&planned.list, options->plan, options->plan, words, 0, 0,
                                          error);
            for (size_t row = 0; row < planned.list.rows && status == HINGE_OK; row++)
                status = check_row(&planned, row, error);
            if (status == HINGE_OK)
                planned.memory = hinge_take_memory_make(planned.reps);
        }
        hinge_truth_header(options, &planned.made.truth);
        if (status == HINGE_OK)
            status = make_rows(&planned, progress, error);
        if (status == HINGE_OK)
            status = hinge_file_add(path, instead, planned.made.truth.data,
                                    planned.made.truth.length, error);
        if (status == HINGE_OK && summary != NULL)
            *summary = planned.made.sum;
        if (planned.memory != NULL)
            hinge_take_memory_free(planned.memory);
        hinge_text_clear(&planned.made.truth);
        hinge_table_clear(&planned.list);
        return status;
    }
    if (status != HINGE_OK)
        return status;
    cleared_by(freed) struct cohort *cohort = hinge_alloc(1, sizeof *cohort);
    cohort->options = options;
    cohort->folder = folder;
    cohort->progress = progress;
    cleared_by(hinge_text_clear) struct hinge_text header = {0};
    hinge_truth_header(options, &header);
    status = list_open(cohort, "truth.csv", &header, &cohort->truth, error);
    hinge_trials_header(options, &header);
    if (status == HINGE_OK)
        status = list_open(cohort, "trials.csv", &header, &cohort->trials, error);
    if (status == HINGE_OK)
        status = blocks_make(cohort, error);
    if (status == HINGE_OK)
        status = hinge_output_publish(&cohort->truth, error);
    if (status == HINGE_OK)
        status = hinge_output_publish(&cohort->trials, error);
    if (status == HINGE_OK && summary != NULL)
        *summary = cohort->sum;
    hinge_output_discard(&cohort->truth);
    hinge_output_discard(&cohort->trials);
    for (size_t i = 0; i < BLOCK; i++) {
        hinge_text_clear(&cohort->made[i].trials);
        hinge_text_clear(&cohort->made[i].truth);
    }
    return status;
}
