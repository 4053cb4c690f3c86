/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --new: the first study.ini and trials.csv of a folder of recordings. */
#include "base/file.h"
#include "base/memory.h"
#include "config/of_request.h"
#include "config/rows.h"
#include "os/file.h"
#include "run/first_list.h"
#include "run/settings.h"
#include "run/study_keys.h"

#include <hinge/file.h>
#include <hinge/inspect.h>
#include <hinge/report.h>
#include <hinge/run.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_ROOM = 4096 };
static bool exists(const char *path)
{
    struct hinge_os_info info;
    return hinge_os_stat(path, &info) == 0;
}

static bool is_folder(const char *path)
{
    struct hinge_os_info info;
    return hinge_os_stat(path, &info) == 0 && info.kind == HINGE_OS_FOLDER;
}

static enum hinge_status check_free(const char *path, struct hinge_error *error)
{
    if (!exists(path))
        return HINGE_OK;
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                           "%s is there already: hinge-run %s goes on with it, or "
                           "move it away first",
                           path, path);
}

/* Whether a list was written by hinge-plan: its header says so. */
static bool is_plan(const char *path)
{
    char header[1024] = "";
    FILE *file = hinge_os_fopen(path, "r");
    if (file == NULL)
        return false;
    bool plan =
        fgets(header, sizeof header, file) != NULL && strstr(header, ",planned_reps") != NULL;
    fclose(file);
    return plan;
}

/* The annotated [run] and what else a first user may need. */
static void put_ini(struct hinge_text *out, const char *list, const struct hinge_found *found,
                    bool planned, const struct hinge_ingest_options *ingest)
{
    const char *key, *help;
    static const char *const standard[HINGE_RUN_SETTINGS] = {
#define X(key, standard, help) standard,
        HINGE_RUN_KEYS(X)
#undef X
    };
    hinge_text_puts(out, "# A study: hinge-run study.ini goes the whole way. Lines that "
                         "begin with # are comments;\n# take the # away to use a key. "
                         "hinge-run --print-config study.ini shows every other.\n\n"
                         "[run]\n");
    for (size_t i = 0; (key = hinge_run_key(i, &help)) != NULL; i++) {
        bool used = i == HINGE_RUN_list || i == HINGE_RUN_output;
        const char *value = i == HINGE_RUN_list ? list : standard[i];
        hinge_text_printf(out, "# %s\n%s%s =%s%s\n\n", help, used ? "" : "#", key,
                          *value != '\0' ? " " : "", value);
    }
    static const struct {
        enum hinge_found_lack lack;
        const char *what, *key;
    } rows[] = {{HINGE_LACKS_RATE, "frames per second", "rate_hz = 30"},
                {HINGE_LACKS_UP, "the axis that points up", "up = +y"},
                {HINGE_LACKS_UNITS, "the unit of the coordinates", "units = m"},
                {HINGE_LACKS_SIZE, "size of the video's images, for keypoints of 0 to 1",
                 "image_size = 1920x1080"}};
    hinge_text_puts(out, "# what recordings don't say themselves\n[ingest]\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *column = hinge_found_column(found, rows[i].lack);
        hinge_text_printf(out, "# %s", rows[i].what);
        if (found->lacking[rows[i].lack] > 0)
            hinge_text_printf(out, ": %zu of %zu recordings don't say it",
                              found->lacking[rows[i].lack], found->recordings);
        if (column != NULL)
            hinge_text_printf(out, ", fill column %s of the list for these", column);
        hinge_text_printf(out, "\n#%s\n\n", rows[i].key);
    }
    hinge_text_printf(out,
                      "# recordings of the list that are still to be made are counted, "
                      "not refused\n%sabsent = planned\n\n",
                      planned ? "" : "#");
    size_t n;
    const struct hinge_ingest_key *keys = hinge_ingest_keys(&n);
    for (size_t i = 0; i < n; i++) {
        char value[HINGE_CONFIG_VALUE_MAX];
        hinge_ingest_text(ingest, &keys[i], value, sizeof value);
        if (*value != '\0' && strcmp(value, "refuse") != 0) /* as without it */
            hinge_text_printf(out, "%s = %s\n\n", keys[i].key, value);
    }
    out->length -= out->length > 0; /* no empty line at the end */
    if (out->data != NULL)
        out->data[out->length] = '\0';
}

/* Paths of what is written, and of what is read: a folder, or the list in it that
 * counts. */
struct place {
    char folder[PATH_ROOM], ini[PATH_ROOM], list[PATH_ROOM];
    const char *read;
};

static enum hinge_status find_place(const char *given, struct place *place,
                                    struct hinge_error *error)
{
    bool folder = is_folder(given);
    size_t n = strlen(given);
    if (!folder && exists(given))
        n = (size_t)(hinge_file_name(given) - given);
    while (n > 1 && given[n - 1] == '/')
        n--;
    if (n + 20 > PATH_ROOM)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: the path is too long; use a shorter one", given);
    place->read = given;
    snprintf(place->folder, PATH_ROOM, "%.*s", n > 0 ? (int)n : 1, n > 0 ? given : ".");
    const char *slash = n == 0 ? "" : "/";
    snprintf(place->ini, PATH_ROOM, "%.*s%sstudy.ini", (int)n, given, slash);
    snprintf(place->list, PATH_ROOM, "%.*s%strials.csv", (int)n, given, slash);
    enum hinge_status status = check_free(place->ini, error);
    if (status == HINGE_OK && !exists(given))
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                 "%s: no such folder; check its name", given);
    if (status == HINGE_OK && !hinge_os_may_write(place->folder))
        status =
            hinge_error_set(error, HINGE_WRITE, HINGE_REASON_OK,
                            "%s: nothing can be written there, and study.ini and trials.csv are "
                            "written beside the recordings: copy the folder to a place of your own",
                            place->folder);
    return status;
}

/* The list that the intake was read from, *listed NULL for loose recordings. A run has
 * one list. */
static enum hinge_status find_list(const struct hinge_intake *intake, const struct place *place,
                                   const char **listed, struct hinge_error *error)
{
    *listed = NULL;
    for (size_t i = 0; i < intake->n; i++) {
        const char *list = intake->row[i].list;
        if (*listed != NULL && list != NULL && strcmp(*listed, list) != 0)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   "%s and %s: two trial lists, and a study has one; "
                                   "join their rows in one, or name the one that "
                                   "counts: hinge-run --new %s",
                                   *listed, list, *listed);
        *listed = list != NULL ? list : *listed;
    }
    if (*listed == NULL && !is_folder(place->read))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: not a folder, and not a trial list (its header has "
                               "no column \"file\"); name one of them",
                               place->read);
    return HINGE_OK;
}

/* What a list says of a row, before what is said of all. */
static struct hinge_config config_of(const struct hinge_ingest_request *request,
                                     const struct hinge_table *list, size_t row)
{
    struct hinge_config own = *request->config;
    const struct {
        const char *column, **place;
    } words[] = {{"format", &own.ingest.format},
                 {"landmarks", &own.ingest.landmarks},
                 {"units", &own.ingest.units},
                 {"up", &own.ingest.up},
                 {"time_is_frame", &own.ingest.time_is_frame}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *cell = hinge_table_text(list, words[i].column, row);
        if (cell != NULL && *cell != '\0')
            *words[i].place = cell;
    }
    own.ingest.rate_hz = hinge_table_number(list, "rate_hz", row);
    own.ingest.image_width_px = hinge_table_number(list, "image_width_px", row);
    own.ingest.image_height_px = hinge_table_number(list, "image_height_px", row);
    return own;
}

/* The recordings of a list that was there, counted as those of a new one are; what
 * cannot be read is named. Files of one sensor each are no recordings, and those of a
 * plan may be still to come. */
static enum hinge_status look_at_listed(const struct hinge_ingest_request *request,
                                        const struct hinge_intake *intake, bool planned,
                                        struct hinge_found *found, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && i < intake->n; i++) {
        const struct hinge_intake_row *row = &intake->row[i];
        struct hinge_table table = {0};
        struct hinge_error why = HINGE_ERROR_INIT;
        char line[1400];
        if (row->path == NULL || row->role != NULL || (planned && !exists(row->path)))
            continue;
        const struct hinge_config own = config_of(request, &intake->list, i);
        enum hinge_status read = row->refused != HINGE_REASON_OK
                                     ? HINGE_INPUT
                                     : hinge_inspect(row->path, &own, &table, &why);
        if (row->refused != HINGE_REASON_OK)
            snprintf(why.message, sizeof why.message, "%s", row->message);
        if (read == HINGE_OK) {
            hinge_found_add(found, row->stored, &table);
        } else if (read == HINGE_INPUT) {
            snprintf(line, sizeof line, "%.300s: cannot be used: %.1000s", row->path,
                     hinge_found_after_path(why.message, row->path));
            if (request->message != NULL)
                request->message(request->context, line);
        } else {
            *error = why;
            status = read;
        }
        hinge_table_clear(&table);
    }
    return status;
}

/* Saves the list, unless the file is there and says the same. */
static enum hinge_status save_list(const char *path, const struct hinge_table *list,
                                   struct hinge_error *error)
{
    char *text = NULL;
    size_t length = 0;
    enum hinge_status status = hinge_table_format(list, "csv", NULL, &text, &length, error);
    if (status == HINGE_OK)
        status = hinge_file_add(path,
                                "hinge-run FOLDER/study.ini goes on with it, or move "
                                "it away first",
                                text, length, error);
    free(text);
    return status;
}

/* What is in the folder: its list as it is, or a first one that is written. */
static enum hinge_status look(const struct hinge_ingest_request *request, const struct place *place,
                              struct hinge_found *found, struct hinge_text *ini,
                              struct hinge_text *out, struct hinge_error *error)
{
    struct hinge_intake intake = {0};
    struct hinge_table list = {0};
    const char *listed = NULL;
    enum hinge_status status = hinge_intake_make(request, &intake, error);
    if (status == HINGE_OK)
        status = find_list(&intake, place, &listed, error);
    bool first = status == HINGE_OK && listed == NULL;
    if (first)
        status = hinge_first_list(request, &intake, &list, found, error);
    if (first && status == HINGE_OK)
        status = save_list(place->list, &list, error);
    bool planned = status == HINGE_OK && !first && is_plan(listed);
    if (status == HINGE_OK && !first)
        status = look_at_listed(request, &intake, planned, found, error);
    if (status == HINGE_OK) {
        size_t folder = strlen(place->ini) - strlen("study.ini");
        const char *name = first ? "trials.csv" : listed + folder;
        struct hinge_ingest_options said = request->config->ingest;
        if (first)
            said.name = ""; /* the list says it now */
        put_ini(ini, name + strspn(name, "/"), found, planned, &said);
        hinge_found_list(first ? &list : &intake.list, first ? place->list : listed, out);
        hinge_found_describe(found, first ? &list : &intake.list, first,
                             first ? place->list : listed, place->ini, out);
        if (first && *request->config->ingest.name == '\0')
            hinge_first_list_ask(&list, place->folder, place->list, place->ini, out);
        hinge_text_printf(out, "then    hinge-run %s\n", place->ini);
    }
    hinge_table_clear(&list);
    hinge_intake_clear(&intake);
    return status;
}

/* What the intake tells, with keys for options of hinge-ingest. */
struct told {
    hinge_message *message;
    void *context;
};

static void tell_keys(void *context, const char *line)
{
    const struct told *told = context;
    struct hinge_text said = {0};
    hinge_run_keys_for_options(&said, line);
    if (told->message != NULL)
        told->message(told->context, hinge_text_string(&said));
    hinge_text_clear(&said);
}

/* The same of what ended it: there is no study.ini yet to write the key into. */
static void put_set(struct hinge_error *error)
{
    struct hinge_error with = *error;
    hinge_run_error_with_keys(&with);
    if (strcmp(with.message, error->message) == 0)
        return;
    snprintf(error->message, sizeof error->message,
             "%.900s; before study.ini is written: --set ingest.KEY=VALUE", with.message);
}

enum hinge_status hinge_run_start(const char *folder, const struct hinge_config *config,
                                  hinge_message *message, void *context, char **summary,
                                  struct hinge_error *error)
{
    struct hinge_config own = {0};
    struct hinge_text out = {0}, text = {0};
    struct told told = {message, context};
    struct place *place = hinge_alloc(1, sizeof *place);
    struct hinge_found *found = hinge_alloc(1, sizeof *found);
    *summary = NULL;
    enum hinge_status status = hinge_config_of(&config, &own);
    if (status == HINGE_OK)
        status = find_place(folder, place, error);
    if (status == HINGE_OK) {
        const char *read = is_folder(folder) ? place->folder : folder;
        const struct hinge_ingest_request request = {
            .path = &read, .n_paths = 1, .config = config, .message = tell_keys, .context = &told};
        status = look(&request, place, found, &text, &out, error);
    }
    if (status == HINGE_OK)
        status = hinge_file_save(place->ini, hinge_text_string(&text), text.length, error);
    if (status == HINGE_OK) {
        *summary = out.data;
        out = (struct hinge_text){0};
    }
    hinge_text_clear(&text);
    hinge_text_clear(&out);
    if (status != HINGE_OK)
        put_set(error);
    hinge_config_clear(&own);
    free(place);
    free(found);
    return status;
}
