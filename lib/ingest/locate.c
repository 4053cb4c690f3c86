/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the files of a trial list's rows are. In: names as the list has them; out:
 * paths within the list's folder, or rows that are refused. */
#include "ingest/locate.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "ingest/list_columns.h"
#include "os/file.h"
#include "os/path.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Folder of a list with its slash, "" for the current one; made once per list. */
static const char *folder_of(struct hinge_intake *intake, const char *list)
{
    if (intake->folder == NULL || intake->folder_of != list) {
        intake->folder_of = list;
        intake->folder =
            hinge_arena_copy(&intake->arena, list, (size_t)(hinge_file_name(list) - list));
    }
    return intake->folder;
}

static char *join(struct hinge_intake *intake, const char *a, const char *b)
{
    struct hinge_text text = {0};
    hinge_text_printf(&text, "%s%s", a, b);
    char *copy = hinge_arena_strdup(&intake->arena, hinge_text_string(&text));
    hinge_text_clear(&text);
    return copy;
}

/* Symbolic links and ".." may not lead out of the list's folder; real is NULL when the
 * file is missing: that is said later, unless its path climbs. */
static bool leaves_folder(const char *base, const char *real, const char *file)
{
    if (hinge_os_is_absolute(file))
        return true;
    bool leaves;
    if (real != NULL && base != NULL) {
        size_t n = strlen(base);
        leaves = strncmp(real, base, n) != 0 || (real[n] != '/' && n != 1);
    } else {
        leaves = strncmp(file, "../", 3) == 0 || strstr(file, "/../") != NULL;
    }
    return leaves;
}

/* Fills row->within with the folder of its list, looked up once per list. */
static void stay_within(struct hinge_intake *intake, struct hinge_intake_row *row, const char *list)
{
    const char *folder = folder_of(intake, list);
    if (intake->within == NULL || intake->within_of != row->list) {
        char *base = hinge_os_real_path(*folder != '\0' ? folder : ".");
        intake->within_of = row->list;
        intake->within = hinge_arena_strdup(&intake->arena, base != NULL ? base : folder);
        free(base);
    }
    row->within = intake->within;
}

void hinge_intake_resolve(struct hinge_intake *intake, struct hinge_intake_row *row, bool *found)
{
    char *real = hinge_os_real_path(row->path);
    *found = real != NULL;
    row->real = real != NULL ? hinge_arena_strdup(&intake->real, real) : row->path;
    free(real);
}

void hinge_intake_refuse(struct hinge_intake_row *row, enum hinge_reason reason,
                         const char *message)
{
    row->refused = reason;
    row->message = message;
}

/* Fills row->path, and row->stored as the end of it. A list written elsewhere:
 * "p01\\a.csv" is p01/a.csv unless there is such a name here. */
static void join_path(struct hinge_intake *intake, struct hinge_intake_row *row, const char *list,
                      const char *file)
{
    struct hinge_os_info info;
    const char *folder = hinge_os_is_absolute(file) ? "" : folder_of(intake, list);
    char *path = folder != NULL ? join(intake, folder, file) : NULL;
    char *stored = path + strlen(folder);
    stored[hinge_path_length(stored)] = '\0';
    bool foreign = strchr(stored, '\\') != NULL && hinge_os_stat(path, &info) != 0;
    for (char *p = foreign ? strchr(stored, '\\') : NULL; p != NULL; p = strchr(p, '\\'))
        *p = '/';
    row->path = hinge_os_is_absolute(stored) ? stored : path;
    row->stored = stored;
}

/* C:/Users/… */
static bool has_drive(const char *file)
{
    return ((file[0] >= 'A' && file[0] <= 'Z') || (file[0] >= 'a' && file[0] <= 'z')) &&
           file[1] == ':' && file[2] == '/';
}

void hinge_intake_locate(const struct hinge_ingest_request *request, struct hinge_intake *intake,
                         struct hinge_intake_row *row, const char *list, size_t line,
                         const char *file)
{
    bool found = false;
    row->list = list;
    row->line = line;
    join_path(intake, row, list, file);
    hinge_intake_resolve(intake, row, &found);
    if (!request->allow_outside)
        stay_within(intake, row, list);
    file = row->stored;
    if (!found && has_drive(file))
        hinge_intake_refuse(row, HINGE_REASON_UNREADABLE,
                            "a path on a Windows computer; write it relative to the trial list, "
                            "such as p01/squat.csv");
    else if (!request->allow_outside && leaves_folder(row->within, found ? row->real : NULL, file))
        hinge_intake_refuse(row, HINGE_REASON_OUTSIDE_FOLDER,
                            "leaves the data folder of the trial list; use --allow-outside if "
                            "that is meant");
    if (file[0] == '/' || has_drive(file)) /* no folders of a machine in the study */
        row->stored = hinge_file_name(row->stored);
}

void hinge_intake_locate_sensors(const struct hinge_ingest_request *request,
                                 struct hinge_intake *intake, size_t at)
{
    const struct hinge_table *list = &intake->list;
    struct hinge_intake_row *row = &intake->row[at];
    struct hinge_read_part *part = NULL;
    for (size_t c = 0; c < list->n_columns; c++) {
        const char *name = list->column[c].name;
        bool beside = strcmp(name, "angles") == 0 || strcmp(name, "emg") == 0;
        const char *role = beside ? name : hinge_list_sensor(name, "sensor:");
        const char *file = role != NULL ? hinge_table_text(list, name, at) : NULL;
        char offset[64];
        struct hinge_intake_row own = {0};
        if (file == NULL || *file == '\0')
            continue;
        if (part == NULL)
            part = hinge_arena_alloc(&intake->arena, list->n_columns, sizeof *part);
        role = hinge_arena_strdup(&intake->arena, role);
        hinge_intake_locate(request, intake, &own, row->list, row->line, file);
        if (own.refused != HINGE_REASON_OK) {
            char message[600];
            snprintf(message, sizeof message, "%.60s = %.300s %.200s", name, file, own.message);
            message[sizeof message - 1] = '\0';
            const char *kept = hinge_arena_strdup(&intake->arena, message);
            hinge_intake_refuse(row, own.refused, kept);
        }
        if (!beside && (row->path == NULL || strcmp(row->path, own.path) == 0)) {
            row->path = own.path;
            row->real = own.real;
            row->within = own.within;
            row->stored = own.stored;
            row->role = role;
            continue;
        }
        snprintf(offset, sizeof offset, "offset_s:%s", role);
        double offset_s = hinge_table_number(list, offset, at);
        part[row->n_parts++] = (struct hinge_read_part){role,
                                                        own.path,
                                                        own.path,
                                                        isnan(offset_s) ? 0 : offset_s,
                                                        hinge_table_number(list, "rate_hz:emg", at),
                                                        !isnan(offset_s)};
    }
    row->part = part;
}
