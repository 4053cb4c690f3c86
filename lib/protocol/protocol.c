/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From options to the files of a plan. */
#include "base/file.h"
#include "base/request.h"
#include "protocol/planned_power.h"
#include "protocol/study.h"

#include <hinge/file.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The baseline is "none" wherever it stands: as in hinge-compare, hinge-run and the
 * report. */
static void baseline_first(struct hinge_protocol_options *options, struct hinge_arena *arena)
{
    const char **cue = hinge_arena_alloc(arena, options->n_cues + 1, sizeof *cue);
    size_t n = 0;
    for (size_t i = 0; i < options->n_cues; i++)
        if (hinge_same_name(options->cue[i], "none"))
            cue[n++] = options->cue[i];
    for (size_t i = 0; i < options->n_cues; i++)
        if (!hinge_same_name(options->cue[i], "none"))
            cue[n++] = options->cue[i];
    options->cue = cue;
}

static void say_doubts(const struct hinge_protocol_options *options)
{
    const char *known[64];
    char text[400];
    size_t n = 0, rows;
    const struct hinge_cue *row = hinge_cue_rows(&rows);
    if (options->message == NULL)
        return;
    for (; n < rows && n < sizeof known / sizeof *known; n++)
        known[n] = row[n].id;
    for (size_t i = 0; i < options->n_cues; i++) {
        const char *near = hinge_cue_find(options->cue[i]) == NULL
                               ? hinge_suggest(options->cue[i], known, n)
                               : options->cue[i];
        if (near == options->cue[i])
            continue;
        snprintf(text, sizeof text,
                 "--cues: \"%s\" is not a known cue%s%s%s; it has no primary outcome: name "
                 "one in preregistration.md",
                 options->cue[i], near != NULL ? " (did you mean \"" : "", near != NULL ? near : "",
                 near != NULL ? "\"?)" : "");
        options->message(options->message_context, text);
    }
    if (options->n_cues > 1 && !hinge_same_name(options->cue[0], "none")) {
        snprintf(text, sizeof text,
                 "--cues: no condition without a cue (none); add it if you record one; "
                 "changes are "
                 "against \"%s\"",
                 options->cue[0]);
        options->message(options->message_context, text);
    }
}

/* Cells of the people and of the recordings that are filled in by hand. */
static void list_people(const struct hinge_protocol *study, struct hinge_text *out)
{
    hinge_text_puts(out, "participant,age,sex,height_m,mass_kg\n");
    for (size_t i = 0; i < study->summary.people; i++)
        hinge_text_printf(out, "%s,,,,\n", study->participant[i]);
}

static void add_list(const struct hinge_protocol *study, struct hinge_text *out)
{
    const struct hinge_protocol_options *options = study->options;
    hinge_text_puts(out, "file,participant,group,session,task,cue,trial,role,cond_order,"
                         "planned_reps");
    struct hinge_text columns = {0}, empty = {0}, blanks = {0};
    hinge_protocol_ask(options, NULL, &columns, &blanks);
    for (size_t i = 0; i < columns.length; i++)
        hinge_text_puts(&empty, columns.data[i] == ',' ? "," : "");
    hinge_text_printf(out, "%s\n", hinge_text_string(&columns));
    for (size_t i = 0; i < study->rows; i++) {
        const struct hinge_protocol_row *row = &study->row[i];
        const char *title = hinge_protocol_title(study, row);
        hinge_text_printf(out, "%s,%s,%s,%u,", row->file, study->participant[row->person],
                          options->group[study->group_of[row->person]].name, row->session);
        if (row->role == HINGE_ROLE_trial)
            hinge_text_printf(out, "%s,%s,%u,trial,%u,%zu%s\n", options->task, title, row->trial,
                              row->order, options->reps, hinge_text_string(&empty));
        else
            hinge_text_printf(out, "%s,,1,%s,,%s\n",
                              row->role == HINGE_ROLE_standing ? "calibration" : title, title,
                              hinge_text_string(&empty));
    }
    hinge_text_clear(&columns);
    hinge_text_clear(&empty);
    hinge_text_clear(&blanks);
}

static void sheets_markdown(const struct hinge_protocol *study, struct hinge_text *out)
{
    hinge_protocol_sheets(study, false, out);
}

static void sheets_html(const struct hinge_protocol *study, struct hinge_text *out)
{
    hinge_protocol_sheets(study, true, out);
}

static enum hinge_status
write_page(const struct hinge_protocol *study, const char *folder, const char *name,
           void (*make)(const struct hinge_protocol *, struct hinge_text *),
           struct hinge_error *error)
{
    struct hinge_text text = {0};
    char *path = hinge_path_join(folder, name);
    make(study, &text);
    enum hinge_status status = hinge_file_add(path, hinge_unless_forced(study->options->force),
                                              hinge_text_string(&text), text.length, error);
    free(path);
    hinge_text_clear(&text);
    return status;
}

static const struct {
    const char *name;
    void (*make)(const struct hinge_protocol *, struct hinge_text *);
} pages[] = {{"participants.csv", list_people},
             {"plan.md", sheets_markdown},
             {"plan.html", sheets_html},
             {"preregistration.md", hinge_protocol_preregistration},
             {"trials.csv", add_list}};

/* Before the work: a list may have been filled in since. */
static enum hinge_status check_absent(const struct hinge_protocol_options *options,
                                      const char *folder, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < sizeof pages / sizeof *pages && status == HINGE_OK; i++) {
        char *path = hinge_path_join(folder, pages[i].name);
        status = hinge_file_absent(path, hinge_unless_forced(options->force), error);
        free(path);
    }
    return status;
}

static enum hinge_status write_plan(const struct hinge_protocol *study, const char *folder,
                                    struct hinge_error *error)
{
    enum hinge_status status = hinge_folder_make(folder, error);
    for (size_t i = 0; i < sizeof pages / sizeof *pages && status == HINGE_OK; i++)
        status = write_page(study, folder, pages[i].name, pages[i].make, error);
    return status;
}

enum hinge_status hinge_protocol_make(const struct hinge_protocol_options *given,
                                      const char *folder, struct hinge_protocol_summary *summary,
                                      struct hinge_error *error)
{
    struct hinge_protocol_options own;
    const struct hinge_protocol_options *options = &own;
    enum hinge_status taken = hinge_request_take(&own, sizeof own, given, error);
    if (taken != HINGE_OK)
        return taken;
    HINGE_REQUEST_TEXTS(hinge_request_blank, &own.task, &own.name);
    struct hinge_protocol study = {.options = options, .summary.power = NAN};
    enum hinge_status status = hinge_protocol_check(options, error);
    if (status == HINGE_OK)
        baseline_first(&own, &study.arena);
    if (status == HINGE_OK)
        say_doubts(options);
    if (status == HINGE_OK)
        status = check_absent(options, folder, error);
    if (status == HINGE_OK)
        status = hinge_protocol_deal(&study, error);
    if (status == HINGE_OK)
        status = hinge_protocol_power(&study, error);
    if (status == HINGE_OK)
        status = write_plan(&study, folder, error);
    if (status == HINGE_OK && summary != NULL)
        *summary = study.summary;
    hinge_arena_clear(&study.arena);
    return status;
}
