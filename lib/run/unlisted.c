/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trial list in, the recordings of its folder that it does not name out: those that
 * were added after it was written. */
#include "run/unlisted.h"

#include "base/file.h"
#include "base/memory.h"
#include "ingest/folder.h"
#include "os/file.h"
#include "os/text.h"

#include <hinge/inspect.h>
#include <stdlib.h>
#include <string.h>

enum { NAMED = 3, LOOKED_AT = 200 };

/* A path as the walk of the folder writes it. */
static const char *below(const char *path, const char *folder)
{
    size_t n = strlen(folder);
    path += strncmp(path, folder, n) == 0 ? n : 0;
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    return path;
}

/* Names of the intake's files from the folder, sorted; the caller frees. */
static const char **names_of(const struct hinge_intake *intake, const char *folder, size_t *n)
{
    size_t files = intake->n;
    for (size_t r = 0; r < intake->n; r++)
        files += intake->row[r].n_parts;
    const char **name = hinge_alloc(files, sizeof *name);
    *n = 0;
    for (size_t r = 0; r < intake->n; r++) {
        const struct hinge_intake_row *row = &intake->row[r];
        if (row->path != NULL)
            name[(*n)++] = below(row->path, folder);
        for (size_t i = 0; i < row->n_parts; i++)
            name[(*n)++] = below(row->part[i].path, folder);
    }
    if (*n > 1)
        qsort(name, *n, sizeof *name, hinge_by_text);
    return name;
}

static void is_recording(const char *path, const struct hinge_config *config, bool *is)
{
    struct hinge_table table = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    enum hinge_status status = hinge_inspect(path, config, &table, &why);
    const char *kind = table.rows > 0 ? hinge_table_text(&table, "kind", 0) : NULL;
    *is = status == HINGE_OK && kind != NULL && strcmp(kind, "recording") == 0;
    hinge_table_clear(&table);
}

/* Adds the line for the files of the folder that are none of the n names. */
static void tell(const struct hinge_folder *folder, const char *const *name, size_t n,
                 const char *list, const struct hinge_config *config, struct hinge_text *out)
{
    struct hinge_text named = {0};
    size_t found = 0, looked = 0;
    for (size_t i = 0; i < folder->n && looked < LOOKED_AT; i++) {
        const struct hinge_folder_file *file = &folder->file[i];
        const char *key = below(file->name, "");
        bool is = false,
             may_be = file->kind == HINGE_FOLDER_RECORDING || file->kind == HINGE_FOLDER_TABLE;
        if (!may_be || strcmp(key, hinge_file_name(list)) == 0 ||
            bsearch(&key, name, n, sizeof *name, hinge_by_text) != NULL)
            continue;
        looked++;
        is_recording(file->path, config, &is);
        if (is && found++ < NAMED)
            hinge_text_printf(&named, "%s%s", named.length > 0 ? ", " : "", key);
    }
    if (found > 0)
        hinge_text_printf(out,
                          "%s%zu recording%s in the folder without a row in %s: %s%s; "
                          "add a row for those that you want to use\n",
                          looked == LOOKED_AT ? "at least " : "", found, found == 1 ? "" : "s",
                          list, hinge_text_string(&named), found > NAMED ? ", …" : "");
    hinge_text_clear(&named);
}

enum hinge_status hinge_run_unlisted(const char *list, const struct hinge_config *config,
                                     struct hinge_text *out)
{
    const struct hinge_ingest_request request = {
        .path = &list, .n_paths = 1, .config = config, .groups_vary = true};
    struct hinge_intake intake = {0};
    struct hinge_folder folder = {0};
    struct hinge_error ignored = HINGE_ERROR_INIT;
    struct hinge_os_info info;
    size_t n = 0;
    if (hinge_os_stat(list, &info) != 0 || info.kind == HINGE_OS_FOLDER)
        return HINGE_OK;
    enum hinge_status status = hinge_intake_make(&request, &intake, &ignored);
    if (status != HINGE_OK)
        return HINGE_OK;
    char *place = hinge_copy_n(list, (size_t)(hinge_file_name(list) - list));
    const char **name = place != NULL
                            ? names_of(&intake, place, &n)
                            : NULL; /* a folder that can't be read is no reason to fail a run */
    status = hinge_folder_walk(*place != '\0' ? place : ".", &folder, &ignored);
    if (status == HINGE_OK)
        tell(&folder, name, n, list, config, out);
    else
        status = HINGE_OK;
    free(name);
    free(place);
    hinge_folder_clear(&folder);
    hinge_intake_clear(&intake);
    return status;
}
