/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stages were made from. */
#include "run/state.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "ingest/bids_sidecar.h"
#include "ingest/folder.h"
#include "ingest/plan.h"

#include <hinge/file.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *const hinge_run_stage[HINGE_RUN_STAGES] = {"ingest", "analyze", "compare",
                                                       "tables", "figures", "report"};

enum { STATE_LIMIT = 1 << 16, LIST_LIMIT = 1 << 28 };
#define FILE_OF ".file"

void hinge_run_state_read(const char *path, struct hinge_run_state *state)
{
    struct hinge_bytes bytes = {0};
    struct hinge_error ignored;
    char stage[16], digest[65];
    *state = (struct hinge_run_state){0};
    if (hinge_file_read(path, path, STATE_LIMIT, &bytes, &ignored) != HINGE_OK) {
        hinge_bytes_clear(&bytes);
        return;
    }
    for (const char *line = bytes.data; line != NULL && *line != '\0';) {
        if (sscanf(line, "%15s %64s", stage, digest) == 2)
            for (size_t i = 0; i < HINGE_RUN_STAGES; i++) {
                size_t n = strlen(hinge_run_stage[i]);
                if (strcmp(stage, hinge_run_stage[i]) == 0)
                    memcpy(state->digest[i], digest, sizeof digest);
                else if (strncmp(stage, hinge_run_stage[i], n) == 0 &&
                         strcmp(stage + n, FILE_OF) == 0)
                    memcpy(state->file[i], digest, sizeof digest);
            }
        if (strncmp(line, "study ", 6) == 0 && sscanf(line, "study %64s", digest) == 1)
            memcpy(state->study, digest, sizeof digest);
        line = strchr(line, '\n');
        line = line != NULL ? line + 1 : NULL;
    }
    hinge_bytes_clear(&bytes);
}

enum hinge_status hinge_run_state_write(const char *path,
                                        const struct hinge_run_state *state,
                                        struct hinge_error *error)
{
    struct hinge_text text = {0};
    for (size_t i = 0; i < HINGE_RUN_STAGES; i++)
        if (state->digest[i][0] != '\0')
            hinge_text_printf(&text, "%s %s\n", hinge_run_stage[i], state->digest[i]);
    for (size_t i = 0; i < HINGE_RUN_STAGES; i++)
        if (state->file[i][0] != '\0')
            hinge_text_printf(&text, "%s" FILE_OF " %s\n", hinge_run_stage[i],
                              state->file[i]);
    if (state->study[0] != '\0')
        hinge_text_printf(&text, "study %s\n", state->study);
    enum hinge_status status =
        text.failed
            ? hinge_no_memory(error)
            : hinge_file_save(path, hinge_text_string(&text), text.length, error);
    return hinge_text_done(&text, status, error);
}

enum hinge_status hinge_run_content(const char *path, char digest[65],
                                    struct hinge_error *error)
{
    enum { BLOCK = 1 << 20 };
    struct hinge_text blocks = {0};
    char *block = hinge_alloc(BLOCK, 1), one[HINGE_XXH128_TEXT];
    FILE *file = block != NULL ? fopen(path, "rb") : NULL;
    enum hinge_status status = block != NULL ? HINGE_OK : hinge_no_memory(error);
    *digest = '\0';
    for (size_t n; file != NULL && (n = fread(block, 1, BLOCK, file)) > 0;) {
        hinge_xxh128(block, n, one);
        hinge_text_puts(&blocks, one);
    }
    bool whole = file != NULL && !ferror(file);
    if (status == HINGE_OK && blocks.failed)
        status = hinge_no_memory(error);
    if (status == HINGE_OK && whole)
        status = hinge_sha256(hinge_text_string(&blocks), blocks.length, digest, error);
    if (file != NULL)
        fclose(file);
    free(block);
    return hinge_text_done(&blocks, status, error);
}

void hinge_run_stamp(struct hinge_text *out, const char *path)
{
    struct stat info;
    hinge_text_printf(out, "%s ", path);
    if (stat(path, &info) == 0)
        hinge_text_printf(out, "%lld %lld.%09ld", (long long)info.st_size,
                          (long long)info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
    hinge_text_puts(out, "\n");
}

enum hinge_status hinge_run_version(const char *path, char digest[65],
                                    struct hinge_error *error)
{
    struct hinge_text stamp = {0};
    hinge_run_stamp(&stamp, path);
    size_t name = strlen(path); /* the folder may be called something else now */
    enum hinge_status status =
        stamp.failed
            ? hinge_no_memory(error)
            : hinge_sha256(stamp.data + name, stamp.length - name, digest, error);
    return hinge_text_done(&stamp, status, error);
}

/* Every file of the folder: frames, sidecars and sensors are recordings too. */
static enum hinge_status stamp_folder(struct hinge_text *out, const char *path,
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
static enum hinge_status stamp_recording(struct hinge_text *out, const char *path,
                                         struct hinge_error *error)
{
    struct hinge_text name = {0};
    struct stat info;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return stamp_folder(out, path, error);
    hinge_run_stamp(out, path);
    for (size_t i = 0; hinge_bids_is_motion(path) && hinge_bids_beside(path, i, &name);
         i++) {
        hinge_run_stamp(out, hinge_text_string(&name));
        name.length = 0;
    }
    out->failed = out->failed || name.failed;
    hinge_text_clear(&name);
    return HINGE_OK;
}

/* Whatever the plan of an ingest would read. */
static enum hinge_status stamp_plan(struct hinge_text *out, const char *path,
                                    const struct hinge_config *config,
                                    struct hinge_error *error)
{
    const struct hinge_ingest_request request = {
        .path = &path, .n_paths = 1, .config = config};
    struct hinge_plan plan = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    enum hinge_status status = hinge_plan_make(&request, &plan, &why);
    if (status == HINGE_INPUT || status == HINGE_USAGE) {
        hinge_plan_clear(&plan);
        return HINGE_OK;
    }
    if (status != HINGE_OK)
        *error = why;
    for (size_t r = 0; status == HINGE_OK && r < plan.n; r++) {
        const struct hinge_plan_row *row = &plan.row[r];
        if (row->path != NULL)
            status = stamp_recording(out, row->path, error);
        for (size_t i = 0; status == HINGE_OK && i < row->n_parts; i++)
            status = stamp_recording(out, row->part[i].path, error);
    }
    hinge_plan_clear(&plan);
    return status;
}

enum hinge_status hinge_run_stamp_list(struct hinge_text *out, const char *path,
                                       const struct hinge_config *config,
                                       struct hinge_error *error)
{
    struct hinge_bytes bytes = {0};
    struct stat info;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return stamp_folder(out, path, error);
    enum hinge_status status = hinge_file_read(path, path, LIST_LIMIT, &bytes, error);
    if (status == HINGE_OK)
        hinge_text_add(out, bytes.data, bytes.size);
    hinge_bytes_clear(&bytes);
    return status == HINGE_OK ? stamp_plan(out, path, config, error) : status;
}
