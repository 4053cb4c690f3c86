/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --dataset: a public data set as it was downloaded becomes a study. Its study.ini is
 * copied; trials.csv.in is a trial list whose file names are patterns, a row for every
 * file that fits. */
#include "base/file.h"
#include "base/text.h"
#include "ingest/folder.h"
#include "os/file.h"
#include "os/path.h"
#include "run/list.h"

#include <hinge/report.h>
#include <hinge/run.h>
#include <hinge/table.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_ROOM = 4096, MOST_SETS = 256, MOST_FILE = 1 << 20 };

struct sets {
    char *id[MOST_SETS];
    size_t n;
};

static void clear_sets(struct sets *sets)
{
    for (size_t i = 0; i < sets->n; i++)
        free(sets->id[i]);
    sets->n = 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static enum hinge_status list_sets(const char *share, struct sets *sets,
                                   struct hinge_error *error)
{
    struct hinge_os_folder *folder = hinge_os_folder_open(share);
    const char *entry;
    bool room = true;
    while (folder != NULL && room && sets->n < MOST_SETS &&
           (entry = hinge_os_folder_next(folder)) != NULL) {
        char path[PATH_ROOM];
        struct hinge_os_info info;
        int n = snprintf(path, sizeof path, "%s/%s/study.ini", share, entry);
        if (entry[0] == '.' || n >= PATH_ROOM || hinge_os_stat(path, &info) != 0)
            continue;
        sets->id[sets->n] = strdup(entry);
        room = sets->id[sets->n] != NULL;
        sets->n += room;
    }
    if (folder != NULL)
        hinge_os_folder_close(folder);
    qsort(sets->id, sets->n, sizeof *sets->id, by_name);
    return room ? HINGE_OK : hinge_no_memory(error);
}

static enum hinge_status check_id(const char *share, const char *id,
                                  struct hinge_error *error)
{
    struct sets sets = {.n = 0};
    struct hinge_text all = {0};
    enum hinge_status status = list_sets(share, &sets, error);
    bool known = false;
    for (size_t i = 0; i < sets.n; i++)
        known = known || strcmp(sets.id[i], id) == 0;
    hinge_text_join(&all, (const char *const *)sets.id, sets.n, ", ");
    const char *near = hinge_suggest(id, (const char *const *)sets.id, sets.n);
    if (status == HINGE_OK && sets.n == 0)
        status =
            hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                            "--dataset %s: the lists of public data sets are not at "
                            "%s: install hingekit whole, or run the program where "
                            "it was built",
                            id, share);
    else if (status == HINGE_OK && !known)
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                 "--dataset %s: unknown data set%s%s%s; known are %s",
                                 id, near != NULL ? "; did you mean " : "",
                                 near != NULL ? near : "", near != NULL ? "?" : "",
                                 hinge_text_string(&all));
    clear_sets(&sets);
    return hinge_text_done(&all, status, error);
}

/* Whether a pattern fits a name, or what follows one of its folders. */
static bool fits(const char *pattern, const char *name)
{
    for (const char *at = name; at != NULL; at = strchr(at, '/')) {
        at += *at == '/';
        if (hinge_os_fits(pattern, at))
            return true;
    }
    return false;
}

static bool is_of_files(const char *column)
{
    return strcmp(column, "file") == 0 || strcmp(column, "angles") == 0 ||
           strcmp(column, "emg") == 0 || strncmp(column, "sensor:", 7) == 0;
}

struct making {
    const struct hinge_table *pattern;
    const struct hinge_folder *folder;
    struct hinge_table *list;
    bool *taken; /* [file of folder] */
};

/* A row of the list, from a row of patterns and the file that fits its column `file`
 * (SIZE_MAX: it has none). A companion that is not there leaves the row out. */
static enum hinge_status add_row(const struct making *m, size_t row, size_t at,
                                 struct hinge_error *error)
{
    const char *cell[256];
    size_t n = m->pattern->n_columns;
    for (size_t c = 0; c < n; c++) {
        const char *text =
            hinge_table_text(m->pattern, m->pattern->column[c].name, row);
        cell[c] = text;
        if (text == NULL || !is_of_files(m->pattern->column[c].name))
            continue;
        size_t f = at;
        if (strcmp(m->pattern->column[c].name, "file") != 0) {
            f = 0;
            while (f < m->folder->n && !fits(text, m->folder->file[f].name))
                f++;
            if (f == m->folder->n)
                return HINGE_OK;
        }
        cell[c] = m->folder->file[f].name;
    }
    enum hinge_status status = hinge_table_add_rows(m->list, 1, error);
    for (size_t c = 0; c < n && status == HINGE_OK; c++)
        status = hinge_table_set_text(m->list, c, m->list->rows - 1, cell[c], error);
    return status;
}

static enum hinge_status expand(const struct making *m, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t c = 0; c < m->pattern->n_columns && status == HINGE_OK; c++)
        status = hinge_table_add_column(m->list, m->pattern->column[c].name,
                                        HINGE_COLUMN_TEXT, "", 0, NULL, error);
    for (size_t r = 0; r < m->pattern->rows && status == HINGE_OK; r++) {
        const char *pattern = hinge_table_text(m->pattern, "file", r);
        if (pattern == NULL)
            status = add_row(m, r, SIZE_MAX, error);
        for (size_t f = 0; pattern != NULL && f < m->folder->n && status == HINGE_OK;
             f++)
            if (!m->taken[f] && fits(pattern, m->folder->file[f].name)) {
                m->taken[f] = true;
                status = add_row(m, r, f, error);
            }
    }
    return status;
}

/* Every cell of the patterns is text. */
static enum hinge_status read_patterns(const char *path, struct hinge_table *pattern,
                                       struct hinge_error *error)
{
    struct hinge_table header = {0};
    const char *name[256] = {NULL};
    enum hinge_status status =
        hinge_table_read_csv(&header, path, path, NULL, ',', '.', error);
    if (status == HINGE_OK && header.n_columns >= 256)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                 "%s: too many columns", path);
    for (size_t c = 0; status == HINGE_OK && c < header.n_columns; c++)
        name[c] = header.column[c].name;
    if (status == HINGE_OK)
        status = hinge_table_read_csv(pattern, path, path, name, ',', '.', error);
    hinge_table_clear(&header);
    return status;
}

/* Saves what is not there yet; what is there must say the same. */
static enum hinge_status save(const char *path, const char *bytes, size_t length,
                              struct hinge_error *error)
{
    return hinge_file_add(path,
                          "hinge-run FOLDER/study.ini goes on with it, or move it away "
                          "first",
                          bytes, length, error);
}

enum hinge_status hinge_run_save_list(const char *path, const struct hinge_table *list,
                                      struct hinge_error *error)
{
    char *text = NULL;
    size_t length = 0;
    enum hinge_status status =
        hinge_table_format(list, "csv", NULL, &text, &length, error);
    if (status == HINGE_OK)
        status = save(path, text, length, error);
    free(text);
    return status;
}

static enum hinge_status make_list(const char *patterns, const char *folder,
                                   const char *to, size_t *recordings,
                                   struct hinge_error *error)
{
    struct hinge_table pattern = {0}, list = {0};
    struct hinge_folder files = {0};
    enum hinge_status status = read_patterns(patterns, &pattern, error);
    if (status == HINGE_OK)
        status = hinge_folder_walk(folder, &files, error);
    bool *taken = calloc(files.n + 1, sizeof *taken);
    const struct making making = {&pattern, &files, &list, taken};
    if (status == HINGE_OK)
        status = taken != NULL ? expand(&making, error) : hinge_no_memory(error);
    if (status == HINGE_OK && list.rows == 0) {
        const char *first = NULL;
        for (size_t c = 0; c < pattern.n_columns && first == NULL; c++)
            if (is_of_files(pattern.column[c].name))
                first = hinge_table_text(&pattern, pattern.column[c].name, 0);
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                 "%s: no file of this data set, such as %s, is in it "
                                 "or below; name the folder of the data set",
                                 folder, first != NULL ? first : "-");
    }
    if (status == HINGE_OK)
        status = hinge_run_save_list(to, &list, error);
    *recordings = list.rows;
    free(taken);
    hinge_folder_clear(&files);
    hinge_table_clear(&list);
    hinge_table_clear(&pattern);
    return status;
}

enum hinge_status hinge_run_dataset(const char *share, const char *id,
                                    const char *folder, char **config,
                                    size_t *recordings, struct hinge_error *error)
{
    char from[PATH_ROOM], to[PATH_ROOM], ini[PATH_ROOM];
    struct hinge_bytes bytes = {0};
    size_t n = strlen(folder);
    *config = NULL;
    while (n > 1 && folder[n - 1] == '/')
        n--;
    if (strlen(share) + strlen(id) + n > PATH_ROOM - 64)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: the path is too long", folder);
    enum hinge_status status = check_id(share, id, error);
    snprintf(from, sizeof from, "%s/%s/trials.csv.in", share, id);
    snprintf(to, sizeof to, "%.*s/trials.csv", (int)n, folder);
    if (status == HINGE_OK)
        status = make_list(from, folder, to, recordings, error);
    snprintf(from, sizeof from, "%s/%s/study.ini", share, id);
    snprintf(ini, sizeof ini, "%.*s/study.ini", (int)n, folder);
    if (status == HINGE_OK)
        status = hinge_file_read(from, from, MOST_FILE, &bytes, error);
    if (status == HINGE_OK)
        status = save(ini, bytes.data, bytes.size, error);
    if (status == HINGE_OK) {
        *config = strdup(ini);
        status = *config != NULL ? HINGE_OK : hinge_no_memory(error);
    }
    hinge_bytes_clear(&bytes);
    return status;
}
