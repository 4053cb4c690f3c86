/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of a run: made, alone in it, nothing in the way; and what its stages were made from.
 */
#include "run/run.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "ingest/ingest.h"
#include "os/file.h"
#include "os/system.h"

#include <hinge/file.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const hinge_run_stage[HINGE_RUN_CONFIG + 1] = {
    "ingest", "analyze", "compare", "tables", "figures", "report", "config"};

enum { STATE_LIMIT = 1 << 20, LIST_LIMIT = 1 << 28 };

/* The stage of a name; -1: none. */
static int stage_of(const char *name)
{
    for (int i = 0; i <= HINGE_RUN_CONFIG; i++)
        if (strcmp(name, hinge_run_stage[i]) == 0)
            return i;
    return -1;
}

struct hinge_run_file *hinge_run_state_find(const struct hinge_run_state *state, const char *name)
{
    for (size_t i = 0; i < state->n; i++)
        if (strcmp(state->file[i].name, name) == 0)
            return &state->file[i];
    return NULL;
}

void hinge_run_state_set(struct hinge_run_state *state, int stage, const char *digest,
                         const char *name)
{
    struct hinge_run_file *file = hinge_run_state_find(state, name);
    if (file == NULL && state->n == state->capacity) {
        state->capacity = state->capacity > 0 ? 2 * state->capacity : 64;
        state->file = hinge_arena_grow(&state->arena, state->file, state->n, state->capacity,
                                       sizeof *state->file);
    }
    if (file == NULL) {
        file = &state->file[state->n++];
        file->name = hinge_arena_strdup(&state->arena, name);
    }
    file->stage = stage;
    snprintf(file->digest, sizeof file->digest, "%s", digest);
}

void hinge_run_state_drop(struct hinge_run_state *state, struct hinge_run_file *file)
{
    *file = state->file[--state->n];
}

static void read_line(const char *line, struct hinge_run_state *state)
{
    char stage[16], digest[65], name[256];
    if (sscanf(line, "file %15s %64s %255[^\n]", stage, digest, name) == 3) {
        if (!(stage_of(stage) < 0))
            hinge_run_state_set(state, stage_of(stage), digest, name);
        return;
    }
    if (sscanf(line, "%15s %64s", stage, digest) == 2 && stage_of(stage) >= 0 &&
        stage_of(stage) < HINGE_RUN_STAGES)
        memcpy(state->digest[stage_of(stage)], digest, sizeof digest);
}

void hinge_run_state_read(const char *path, struct hinge_run_state *state)
{
    struct hinge_bytes bytes = {0};
    struct hinge_error ignored;
    const char *line =
        hinge_file_read(path, path, STATE_LIMIT, &bytes, &ignored) == HINGE_OK ? bytes.data : NULL;
    while (line != NULL && strchr(line, '\n') != NULL) {
        read_line(line, state);
        line = strchr(line, '\n') + 1;
    }
    hinge_bytes_clear(&bytes);
}

enum hinge_status hinge_run_state_write(const char *path, const struct hinge_run_state *state,
                                        struct hinge_error *error)
{
    struct hinge_text text = {0};
    for (size_t i = 0; i < HINGE_RUN_STAGES; i++)
        if (state->digest[i][0] != '\0')
            hinge_text_printf(&text, "%s %s\n", hinge_run_stage[i], state->digest[i]);
    for (size_t i = 0; i < state->n; i++)
        hinge_text_printf(&text, "file %s %s %s\n", hinge_run_stage[state->file[i].stage],
                          state->file[i].digest, state->file[i].name);
    enum hinge_status status = hinge_file_save(path, hinge_text_string(&text), text.length, error);
    hinge_text_clear(&text);
    return status;
}

enum hinge_status hinge_run_content(const char *path, char digest[65], struct hinge_error *error)
{
    enum { BLOCK = 1 << 20 };
    struct hinge_text blocks = {0};
    char *block = hinge_alloc(BLOCK, 1), one[HINGE_XXH128_TEXT];
    FILE *file = block != NULL ? hinge_os_fopen(path, "rb") : NULL;
    enum hinge_status status = HINGE_OK;
    *digest = '\0';
    for (size_t n; file != NULL && (n = fread(block, 1, BLOCK, file)) > 0;) {
        hinge_xxh128(block, n, one);
        hinge_text_puts(&blocks, one);
    }
    bool whole = file != NULL && !ferror(file);
    if (whole)
        status = hinge_sha256(hinge_text_string(&blocks), blocks.length, digest, error);
    if (file != NULL)
        fclose(file);
    free(block);
    hinge_text_clear(&blocks);
    return status;
}

void hinge_run_stamp(struct hinge_run_inputs *inputs, const char *path)
{
    struct hinge_text *out = &inputs->stamps;
    struct hinge_os_info info;
    hinge_text_printf(out, "%s ", path);
    if (hinge_os_stat(path, &info) == 0) {
        hinge_text_printf(out, "%lld %lld.%09ld %lld.%09ld %llu", (long long)info.size,
                          (long long)info.modified.tv_sec, info.modified.tv_nsec,
                          (long long)info.changed.tv_sec, info.changed.tv_nsec,
                          (unsigned long long)info.inode);
        if (inputs->n == inputs->capacity) {
            inputs->capacity = inputs->capacity > 0 ? 2 * inputs->capacity : 64;
            inputs->input = hinge_arena_grow(&inputs->arena, inputs->input, inputs->n,
                                             inputs->capacity, sizeof *inputs->input);
        }
        inputs->input[inputs->n++] = (struct hinge_run_input){info.device, info.inode};
    }
    hinge_text_puts(out, "\n");
}

bool hinge_run_is_input(const struct hinge_run_inputs *inputs, const char *path)
{
    struct hinge_os_info info;
    bool is = false;
    if (hinge_os_stat(path, &info) == 0)
        for (size_t i = 0; i < inputs->n && !is; i++)
            is = inputs->input[i].device == info.device && inputs->input[i].inode == info.inode;
    return is;
}

/* Every file of the folder: frames, sidecars and sensors are recordings too. */
static enum hinge_status stamp_folder(struct hinge_run_inputs *out, const char *path,
                                      struct hinge_error *error)
{
    struct hinge_folder folder = {0};
    enum hinge_status status = hinge_folder_walk(path, &folder, error);
    for (size_t i = 0; status == HINGE_OK && i < folder.n; i++)
        hinge_run_stamp(out, folder.file[i].path);
    hinge_folder_clear(&folder);
    return status;
}

/* A recording, or the folder of its frames, and what stands beside it. */
static enum hinge_status stamp_recording(struct hinge_run_inputs *out, const char *path,
                                         struct hinge_error *error)
{
    struct hinge_text name = {0};
    struct hinge_os_info info;
    if (hinge_os_stat(path, &info) == 0 && info.kind == HINGE_OS_FOLDER)
        return stamp_folder(out, path, error);
    hinge_run_stamp(out, path);
    for (size_t i = 0; hinge_bids_is_motion(path) && hinge_bids_beside(path, i, &name); i++) {
        hinge_run_stamp(out, hinge_text_string(&name));
        name.length = 0;
    }
    hinge_text_clear(&name);
    return HINGE_OK;
}

/* Whatever the intake of an ingest would read. */
static enum hinge_status stamp_plan(struct hinge_run_inputs *out, const char *path,
                                    const struct hinge_config *config, struct hinge_error *error)
{
    const struct hinge_ingest_request request = {.path = &path, .n_paths = 1, .config = config};
    struct hinge_intake intake = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    enum hinge_status status = hinge_intake_make(&request, &intake, &why);
    if (status == HINGE_INPUT || status == HINGE_USAGE) {
        hinge_intake_clear(&intake);
        return HINGE_OK;
    }
    if (status != HINGE_OK)
        *error = why;
    for (size_t r = 0; status == HINGE_OK && r < intake.n; r++) {
        const struct hinge_intake_row *row = &intake.row[r];
        if (row->path != NULL)
            status = stamp_recording(out, row->path, error);
        for (size_t i = 0; status == HINGE_OK && i < row->n_parts; i++)
            status = stamp_recording(out, row->part[i].path, error);
    }
    hinge_intake_clear(&intake);
    return status;
}

enum hinge_status hinge_run_stamp_list(struct hinge_run_inputs *out, const char *path,
                                       const struct hinge_config *config, struct hinge_error *error)
{
    struct hinge_bytes bytes = {0};
    struct hinge_os_info info;
    if (hinge_os_stat(path, &info) == 0 && info.kind == HINGE_OS_FOLDER)
        return stamp_folder(out, path, error);
    enum hinge_status status = hinge_file_read(path, path, LIST_LIMIT, &bytes, error);
    if (status == HINGE_OK)
        hinge_text_add(&out->stamps, bytes.data, bytes.size);
    hinge_bytes_clear(&bytes);
    if (status == HINGE_OK) { /* that of its folder is joined to it */
        struct hinge_text people = {0};
        hinge_text_printf(&people, "%.*s" HINGE_PEOPLE_LIST, (int)(hinge_file_name(path) - path),
                          path);
        hinge_run_stamp(out, hinge_text_string(&people));
        hinge_text_clear(&people);
    }
    return status == HINGE_OK ? stamp_plan(out, path, config, error) : status;
}

/* --- the folder --- */

/* A file of the run's folder. */
void hinge_run_below(const struct hinge_run_work *run, const char *name, char path[HINGE_RUN_PATH])
{
    int n = snprintf(path, HINGE_RUN_PATH, "%s/%s", run->output, name);
    if (n < 0 || n >= HINGE_RUN_PATH)
        *path = '\0'; /* place() left room: names of the program are short */
}

/* A study beside recordings that are only to be read: results can go elsewhere. */
enum hinge_status hinge_run_folder_make(const struct hinge_run_work *run, struct hinge_error *error)
{
    enum hinge_status status = hinge_folder_make(run->output, error);
    size_t n = strlen(error->message);
    if (status == HINGE_WRITE)
        snprintf(error->message + n, sizeof error->message - n,
                 "; output under [run] names another folder");
    return status;
}

/* One run at a time in a folder: the lock is the temporary of a file that is never
 * published, which says who has it. */
enum hinge_status hinge_run_folder_lock(struct hinge_run_work *run, struct hinge_error *error)
{
    enum { LIMIT = 100 };
    char target[HINGE_RUN_PATH], text[LIMIT] = "";
    struct hinge_bytes bytes = {0};
    struct hinge_error ignored;
    hinge_run_below(run, "hinge-run", target);
    char *path = hinge_output_temporary(target);
    enum hinge_status status = hinge_output_open(&run->lock, target, error);
    if (status == HINGE_OK) {
        int n = snprintf(text, sizeof text, "process %ld", hinge_os_process_id());
        status = hinge_bytes_write(run->lock.lock, path, text, (size_t)n, error);
    } else if (status == HINGE_WRITE &&
               hinge_file_read(path, path, LIMIT, &bytes, &ignored) == HINGE_OK &&
               strncmp(bytes.data, "process ", 8) == 0) {
        hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                        "%s: another hinge-run works there (%s): wait until it has "
                        "ended; output under [run] names another folder",
                        run->output, bytes.data);
    }
    hinge_bytes_clear(&bytes);
    free(path);
    return status;
}

/* What would be in the way is said before the work. */
enum hinge_status hinge_run_folder_check(const struct hinge_run_work *run,
                                         struct hinge_error *error)
{
    static const char *const names[] = {"study.h5", "results.h5", "report.html", "config.ini"};
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < sizeof names / sizeof *names && status == HINGE_OK; i++)
        status = hinge_run_outputs_check(&run->outputs, names[i], error);
    return status;
}
