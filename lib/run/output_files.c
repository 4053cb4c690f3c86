/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files below the folder of a run: those of its stages, and its config, which no stage makes. */
#include "run/run.h"

#include "base/file.h"
#include "base/memory.h"
#include "os/file.h"

#include <ctype.h>
#include <errno.h>
#include <hinge/figure.h>
#include <hinge/file.h>
#include <hinge/results.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* subfolder/name.extension, of characters that any file system takes. */
static const char *name_of(const struct hinge_run_outputs *outputs, const char *subfolder,
                           const char *name, const char *extension)
{
    char clean[100], whole[200];
    size_t n = 0;
    for (; n < sizeof clean - 1 && name[n] != '\0'; n++)
        clean[n] =
            isalnum((unsigned char)name[n]) || strchr("_-+", name[n]) != NULL ? name[n] : '_';
    clean[n] = '\0';
    snprintf(whole, sizeof whole, "%s%s%s.%s", subfolder, *subfolder != '\0' ? "/" : "", clean,
             extension);
    return hinge_arena_strdup(&outputs->state->arena, whole);
}

static const char *path_of(const struct hinge_run_outputs *outputs, const char *below)
{
    size_t room = strlen(outputs->folder) + strlen(below) + 2;
    char *path = hinge_arena_raw(&outputs->state->arena, room, 1);
    snprintf(path, room, "%s/%s", outputs->folder, below);
    return path;
}

/* Adds a line to what the next run will know, which must be there before the file is.
 */
static enum hinge_status write_down(const struct hinge_run_outputs *outputs, const char *name,
                                    struct hinge_error *error)
{
    struct hinge_text line = {0};
    hinge_text_printf(&line, "file %s - %s\n", hinge_run_stage[outputs->stage], name);
    int file = hinge_os_open(outputs->state_path, HINGE_OS_WRITE | HINGE_OS_APPEND);
    enum hinge_status status =
        file < 0 ? hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: %s",
                                   outputs->state_path, strerror(errno))
                 : hinge_bytes_write(file, outputs->state_path, line.data, line.length, error);
    if (file >= 0)
        hinge_os_close(file);
    hinge_text_clear(&line);
    return status;
}

enum hinge_status hinge_run_outputs_check(const struct hinge_run_outputs *outputs, const char *name,
                                          struct hinge_error *error)
{
    struct hinge_os_info info;
    const char *place = path_of(outputs, name);
    if (hinge_run_is_input(outputs->inputs, place))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: the output would replace an input; output under "
                               "[run] names another folder",
                               place);
    if (!outputs->force && hinge_os_lstat(place, &info) == 0 &&
        hinge_run_state_find(outputs->state, name) == NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s is there already, and hinge-run did not make it: "
                               "move it away, or replace it with --force; output "
                               "under [run] names another folder",
                               place);
    return HINGE_OK;
}

enum hinge_status hinge_run_outputs_claim(struct hinge_run_outputs *outputs, const char *name,
                                          struct hinge_error *error)
{
    enum hinge_status status = hinge_run_outputs_check(outputs, name, error);
    if (status == HINGE_OK)
        status = write_down(outputs, name, error);
    if (status == HINGE_OK)
        hinge_run_state_set(outputs->state, outputs->stage, "-", name);
    return status;
}

void hinge_run_outputs_made(struct hinge_run_outputs *outputs, const char *name)
{
    hinge_text_printf(&outputs->saved, "%s\n", name);
}

/* Whether a file is there with other bytes than the run left; *there is set. */
static enum hinge_status is_changed(const struct hinge_run_outputs *outputs,
                                    const struct hinge_run_file *file, bool *there, bool *changed,
                                    struct hinge_error *error)
{
    struct hinge_os_info info;
    char digest[65] = "";
    const char *path = path_of(outputs, file->name);
    enum hinge_status status = hinge_run_content(path, digest, error);
    *there = hinge_os_lstat(path, &info) == 0;
    *changed = *there && strcmp(digest, file->digest) != 0;
    return status;
}

enum hinge_status hinge_run_outputs_whole(const struct hinge_run_outputs *outputs, bool *whole,
                                          struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    *whole = true;
    for (size_t i = 0; i < outputs->state->n && *whole && status == HINGE_OK; i++) {
        bool there, changed;
        if (outputs->state->file[i].stage != outputs->stage)
            continue;
        status = is_changed(outputs, &outputs->state->file[i], &there, &changed, error);
        *whole = there && !changed;
    }
    return status;
}

/* A name beside the file's that is free: reps.csv.changed-1. */
static enum hinge_status rename_changed(const struct hinge_run_outputs *outputs, const char *name,
                                        hinge_message *message, void *context,
                                        struct hinge_error *error)
{
    enum { MOST = 1000 };
    const char *from = path_of(outputs, name);
    struct hinge_text to = {0};
    struct hinge_os_info info;
    enum hinge_status status = HINGE_OK;
    for (int i = 1; i < MOST; i++) {
        to.length = 0;
        hinge_text_printf(&to, "%s.changed-%d", from, i);
        if (hinge_os_lstat(hinge_text_string(&to), &info) != 0)
            break;
    }
    if (hinge_os_rename(from, to.data) != 0) {
        status = hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK, "%s: cannot rename it: %s",
                                 from, strerror(errno));
    } else if (message != NULL) {
        struct hinge_text said = {0};
        hinge_text_printf(&said,
                          "%s was changed since hinge-run made it: it is kept as %s, and "
                          "made anew",
                          from, hinge_file_name(hinge_text_string(&to)));
        message(context, said.data);
        hinge_text_clear(&said);
    }
    hinge_text_clear(&to);
    return status;
}

enum hinge_status hinge_run_outputs_keep(const struct hinge_run_outputs *outputs,
                                         hinge_message *message, void *context,
                                         struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < outputs->state->n && status == HINGE_OK; i++) {
        const struct hinge_run_file *file = &outputs->state->file[i];
        bool there, changed = false;
        if (file->stage == outputs->stage && strcmp(file->digest, "-") != 0)
            status = is_changed(outputs, file, &there, &changed, error);
        if (status == HINGE_OK && changed)
            status = rename_changed(outputs, file->name, message, context, error);
    }
    return status;
}

enum hinge_status hinge_run_outputs_settle(struct hinge_run_outputs *outputs,
                                           struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < outputs->state->n && status == HINGE_OK;) {
        struct hinge_run_file *file = &outputs->state->file[i];
        const char *path = path_of(outputs, file->name);
        bool mine = file->stage == outputs->stage;
        if (mine && !hinge_listed(hinge_text_string(&outputs->saved), '\n', file->name)) {
            hinge_os_unlink(path); /* of other people than the rest; what stays stays */
            hinge_run_state_drop(outputs->state, file);
            continue;
        }
        if (mine)
            status = hinge_run_content(path, file->digest, error);
        i++;
    }
    hinge_text_clear(&outputs->saved);
    return status;
}

enum hinge_status hinge_run_output_begin(struct hinge_run_output *output,
                                         struct hinge_run_outputs *outputs, const char *subfolder,
                                         const char *name, const char *extension,
                                         struct hinge_error *error)
{
    const char *file = name_of(outputs, subfolder, name, extension);
    *output = (struct hinge_run_output){
        .outputs = outputs, .file = file, .saving.path = path_of(outputs, file)};
    enum hinge_status status = hinge_folder_make(path_of(outputs, subfolder), error);
    return status == HINGE_OK ? hinge_run_outputs_claim(outputs, file, error) : status;
}

enum hinge_status hinge_run_output_end(struct hinge_run_output *output, enum hinge_status status,
                                       struct hinge_error *error)
{
    status = hinge_saving_end(&output->saving, status, error);
    if (status == HINGE_OK)
        hinge_run_outputs_made(output->outputs, output->file);
    return status;
}

enum hinge_status hinge_run_outputs_save(struct hinge_run_outputs *outputs, const char *subfolder,
                                         const char *name, const char *extension, const char *bytes,
                                         size_t length, struct hinge_error *error)
{
    struct hinge_run_output output;
    enum hinge_status status =
        hinge_run_output_begin(&output, outputs, subfolder, name, extension, error);
    if (status == HINGE_OK)
        status = hinge_saving_add(&output.saving, bytes, length, error);
    return hinge_run_output_end(&output, status, error);
}

/* config.ini says what the results beside it were made with: it is written when they
 * are, and at the end for what later stages go by; not where it is there as it is. */
enum hinge_status hinge_run_save_config(struct hinge_run_work *run, struct hinge_error *error)
{
    char path[HINGE_RUN_PATH];
    hinge_run_below(run, "config.ini", path);
    run->outputs.stage = HINGE_RUN_CONFIG;
    char *text = hinge_config_print(run->request->config);
    enum hinge_status status = HINGE_OK;
    if (!hinge_file_holds(path, text, strlen(text)) ||
        hinge_run_state_find(&run->state, "config.ini") == NULL) {
        status = hinge_run_outputs_keep(&run->outputs, run->request->message, run->request->context,
                                        error);
        if (status == HINGE_OK)
            status = hinge_run_outputs_save(&run->outputs, "", "config", "ini", text, strlen(text),
                                            error);
        if (status == HINGE_OK)
            status = hinge_run_outputs_settle(&run->outputs, error);
        if (status == HINGE_OK)
            status = hinge_run_state_write(run->state_path, &run->state, error);
    }
    free(text);
    return status;
}

/* --- README.txt --- */

/* What the files are, in the order in which a reader wants them; of a folder each file that no
 * other row names: its own kinds have titles. */
static const struct {
    const char *name, *what;
    const char *(*id)(size_t), *(*title)(size_t);
} about[] = {
    {"report.html", "what was found, with its figures: begin here, in any browser", NULL, NULL},
    {"recordings/index.html", "every recording: the body, its curves, its faults", NULL, NULL},
    {"recordings/", "a page a recording", NULL, NULL},
    {"sheets/", "a page a person, to be given to that person", NULL, NULL},
    {"tables/", "", hinge_view_id, hinge_view_title},
    {"tables/more/", "", hinge_view_id, hinge_view_title},
    {"figures/", "", hinge_figure_id, hinge_figure_title},
    {"comparisons/cues", "each cue against the baseline", NULL, NULL},
    {"comparisons/groups", "two groups on every outcome", NULL, NULL},
    {"config.ini", "every setting of this run", NULL, NULL},
    {"results.h5", "every repetition: values, faults, curves (hinge-table, hinge-plot, R, Python)",
     NULL, NULL},
    {"study.h5", "the recordings as they were read", NULL, NULL},
};
enum { ABOUT = sizeof about / sizeof *about };

/* The row of a file: the longest name that it begins with. */
static size_t row_of(const char *name)
{
    size_t best = ABOUT, most = 0;
    for (size_t i = 0; i < ABOUT; i++) {
        size_t n = strlen(about[i].name);
        if (n > most && strncmp(name, about[i].name, n) == 0) {
            best = i;
            most = n;
        }
    }
    return best;
}

static int by_row(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    size_t i = row_of(x), k = row_of(y);
    return i != k ? (i > k) - (i < k) : strcmp(x, y);
}

void hinge_run_list_files(const struct hinge_run_work *run, struct hinge_text *out)
{
    const struct hinge_run_outputs *outputs = &run->outputs;
    const char **name = hinge_alloc(outputs->state->n + 1, sizeof *name);
    size_t n = 0;
    for (size_t i = 0; i < outputs->state->n; i++) {
        const struct hinge_run_file *file = &outputs->state->file[i];
        if (row_of(file->name) < ABOUT &&
            (file->stage != outputs->stage ||
             hinge_listed(hinge_text_string(&outputs->saved), '\n', file->name)))
            name[n++] = file->name;
    }
    qsort(name, n, sizeof *name, by_row);
    for (size_t i = 0; i < n; i++)
        hinge_text_printf(out, "%s\n", name[i]);
    free(name);
}

/* What a file is: of a table or figure the title of its kind. */
static const char *what_is(const char *name)
{
    size_t row = row_of(name);
    const char *id, *own = hinge_file_name(name);
    size_t n = strcspn(own, ".");
    for (size_t i = 0; about[row].id != NULL && (id = about[row].id(i)) != NULL; i++)
        if (strlen(id) == n && strncmp(id, own, n) == 0)
            return about[row].title(i);
    return about[row].what;
}

enum hinge_status hinge_run_save_readme(struct hinge_run_work *run, struct hinge_error *error)
{
    struct hinge_text names = {0}, text = {0};
    size_t last = ABOUT;
    hinge_run_list_files(run, &names);
    const char *rest = hinge_text_string(&names), *name;
    hinge_text_puts(&text, "The files of this folder. hinge-run makes them again when something "
                           "changed; your own files "
                           "stay.\n\n");
    for (size_t n; (name = hinge_next_item(&rest, '\n', &n)) != NULL;) {
        char own[256];
        snprintf(own, sizeof own, "%.*s", (int)n, name);
        size_t row = row_of(own);
        bool pages = about[row].id == NULL && about[row].name[strlen(about[row].name) - 1] == '/';
        if (pages && row == last)
            continue;
        last = row;
        if (pages)
            snprintf(own, sizeof own, "%sID.html", about[row].name);
        const char *what = what_is(own); /* behind a semicolon are options of a tool */
        hinge_text_printf(&text, "%-28s %.*s\n", own, (int)strcspn(what, ";"), what);
    }
    hinge_text_puts(&text, HINGE_RUN_STATE "                what the next run compares with\n");
    enum hinge_status status = hinge_run_outputs_save(&run->outputs, "", "README", "txt",
                                                      hinge_text_string(&text), text.length, error);
    hinge_text_clear(&names);
    hinge_text_clear(&text);
    return status;
}
