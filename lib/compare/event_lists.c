/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare/event_lists.h"

#include "base/memory.h"
#include "base/text.h"
#include "store/schema.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORDING, PARTICIPANT, EVENT, TIME, RATER, COLUMNS };

/* What columns are called, the option's value before them. */
static const struct {
    const char *name, *option, *called;
} columns[COLUMNS] = {
    [RECORDING] =
        {"recording", "recording",
         "recording|file|filename|file_name|id|trial_id|video|clip|trial|name"},
    [PARTICIPANT] = {"participant", "participant", "participant|subject|person"},
    [EVENT] = {"event", "event", "event|label|type|kind|phase|marker"},
    [TIME] = {"time_s", "time", "time_s|time|t_s|t|seconds|second|s"},
    [RATER] = {"rater", "rater", "rater|annotator|coder|observer|scorer"}};

/* What events are called besides; those of other programs stay as they are. */
static const char *const alike[][2] = {
    {"descent_start", "desc_start|start|onset|begin"},
    {"descent_end", "desc_end"},
    {"bottom", "lowest|lowest_point|deepest|turn|turning_point"},
    {"ascent_start", "asc_start"},
    {"ascent_end", "asc_end|end|finish|stop|lockout"}};

enum { NAME = 128 };

static const char DETECTOR[] = "found"; /* the rater of events that were found */

/* "Time (s)" as "time_s", "Lowest-point" as "lowest_point". */
static void plain_name(const char *text, char name[NAME])
{
    size_t n = 0;
    for (; *text != '\0' && n + 1 < NAME; text++) {
        bool kept = isalnum((unsigned char)*text) || (*text & 0x80) != 0;
        if (kept)
            name[n++] = (char)tolower((unsigned char)*text);
        else if (n > 0 && name[n - 1] != '_')
            name[n++] = '_';
    }
    while (n > 0 && name[n - 1] == '_')
        n--;
    name[n] = '\0';
}

static void event_name(const char *text, char name[NAME])
{
    plain_name(text, name);
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
        if (hinge_listed(alike[i][1], '|', name))
            snprintf(name, NAME, "%s", alike[i][0]);
}

/* --- one list as it was read --- */

struct list {
    struct hinge_table table;
    const char *shown;
    long at[COLUMNS]; /* -1: none */
};

static enum hinge_status find_columns(const struct hinge_stats_request *request,
                                      struct list *list, struct hinge_error *error)
{
    for (int c = 0; c < COLUMNS; c++) {
        const char *own = hinge_stats_request_text(request, columns[c].option);
        list->at[c] = own != NULL ? hinge_table_find(&list->table, own) : -1;
        for (size_t i = 0; i < list->table.n_columns && list->at[c] < 0; i++) {
            char name[NAME];
            plain_name(list->table.column[i].name, name);
            if (hinge_listed(columns[c].called, '|', name))
                list->at[c] = (long)i;
        }
    }
    bool wide = list->at[EVENT] < 0;
    if (list->at[RECORDING] < 0 || (!wide && list->at[TIME] < 0))
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
            "%s: no column of %s; expected recording, event and time_s, a row for each "
            "event: rename the column, or name it with --%s",
            list->shown, list->at[RECORDING] < 0 ? "recordings" : "times in seconds",
            list->at[RECORDING] < 0 ? "recording" : "time");
    if (list->at[TIME] >= 0 && !wide &&
        list->table.column[list->at[TIME]].type != HINGE_COLUMN_NUMBER)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                               "%s: column %s is not numeric: times are seconds of the "
                               "recording",
                               list->shown, list->table.column[list->at[TIME]].name);
    return HINGE_OK;
}

/* Texts stay texts, whatever they look like. */
static enum hinge_status read_list(const struct hinge_stats_request *request,
                                   const char *path, struct list *list,
                                   struct hinge_error *error)
{
    const char *separator = hinge_stats_request_text(request, "sep");
    list->shown = path;
    enum hinge_status status =
        hinge_table_read_csv(&list->table, path, path, NULL,
                             separator != NULL ? separator[0] : '\0', '\0', error);
    return status == HINGE_OK ? find_columns(request, list, error) : status;
}

/* --- recordings --- */

/* The name without folder and extension. */
static void stem_of(const char *file, char stem[NAME])
{
    const char *slash = strrchr(file, '/'), *back = strrchr(file, '\\');
    const char *from = back != NULL && (slash == NULL || back > slash) ? back : slash;
    snprintf(stem, NAME, "%s", from != NULL ? from + 1 : file);
    char *dot = strrchr(stem, '.');
    if (dot != NULL && dot != stem)
        *dot = '\0';
}

struct recording {
    const char *id, *file, *participant; /* owned by a table; file, participant: NULL */
};

struct recordings {
    size_t n;
    struct recording *of;
};

/* The recording that a name means: NULL when none, or several, do. */
static const struct recording *find_recording(const struct recordings *all,
                                              const char *name)
{
    const struct recording *found = NULL;
    char own[NAME], other[NAME];
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct recording *r = &all->of[i];
        if (strcmp(r->id, name) == 0 || (r->file != NULL && strcmp(r->file, name) == 0))
            return r;
    }
    stem_of(name, own);
    for (size_t i = 0; i < all->n; i++) {
        stem_of(all->of[i].file != NULL ? all->of[i].file : all->of[i].id, other);
        if (strcmp(own, other) != 0)
            continue;
        found = &all->of[i];
        n++;
    }
    return n == 1 ? found : NULL;
}

/* --- into one table --- */

static enum hinge_status add_row(struct hinge_table *table,
                                 const struct recording *recording, const char *event,
                                 double t_s, const char *rater,
                                 struct hinge_error *error)
{
    size_t row = table->rows;
    const char *text[COLUMNS] = {recording->id, recording->participant, event, NULL,
                                 rater};
    enum hinge_status status = hinge_table_add_rows(table, 1, error);
    for (size_t c = 0; c < COLUMNS && status == HINGE_OK; c++)
        status = c == TIME ? hinge_table_set_number(table, c, row, t_s, error)
                           : hinge_table_set_text(table, c, row, text[c], error);
    return status;
}

static enum hinge_status make_columns(struct hinge_table *table,
                                      struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (int c = 0; c < COLUMNS && status == HINGE_OK; c++)
        status =
            hinge_table_add_column(table, columns[c].name,
                                   c == TIME ? HINGE_COLUMN_NUMBER : HINGE_COLUMN_TEXT,
                                   c == TIME ? "s" : "", -1, NULL, error);
    return status;
}

static const char *cell(const struct list *list, int column, size_t row,
                        char buffer[48])
{
    return list->at[column] < 0
               ? ""
               : hinge_table_cell(&list->table, (size_t)list->at[column], row, buffer);
}

/* A row of a list: one event, or, without a column of events, one in each column of
 * seconds. */
static enum hinge_status add_events(struct hinge_table *table, const struct list *list,
                                    size_t row, const struct recording *recording,
                                    const char *rater, struct hinge_error *error)
{
    char name[NAME], buffer[48];
    enum hinge_status status = HINGE_OK;
    if (list->at[EVENT] >= 0) {
        event_name(cell(list, EVENT, row, buffer), name);
        return add_row(table, recording, *name != '\0' ? name : NULL,
                       list->table.column[list->at[TIME]].number[row], rater, error);
    }
    for (size_t c = 0; c < list->table.n_columns && status == HINGE_OK; c++) {
        const struct hinge_column *column = &list->table.column[c];
        plain_name(column->name, name);
        size_t n = strlen(name);
        if (column->type != HINGE_COLUMN_NUMBER || n < 3 ||
            strcmp(name + n - 2, "_s") != 0)
            continue;
        name[n - 2] = '\0';
        char event[NAME];
        event_name(name, event);
        status = add_row(table, recording, event, column->number[row], rater, error);
    }
    return status;
}

static enum hinge_status no_recording(const struct list *list, size_t row,
                                      const char *name, const char *results,
                                      struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                           "%s:%zu: \"%s\" does not name one recording of %s: give its "
                           "file or trial_id as hinge-table trials shows it",
                           list->shown, row + 2, name, results);
}

/* A rater of this name would be taken for the detector. */
static enum hinge_status rater_is_detector(const struct list *list, size_t row,
                                           struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                           "%s:%zu: rater \"%s\" is the name of the detector; rename "
                           "the rater",
                           list->shown, row + 2, DETECTOR);
}

/* Every row of a list; `known` has the recordings of the found events. */
static enum hinge_status add_list(struct hinge_table *table, const struct list *list,
                                  const struct recordings *known, const char *results,
                                  bool found, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t row = 0; row < list->table.rows && status == HINGE_OK; row++) {
        char name[48], person[48], rater[48];
        const char *called = cell(list, RECORDING, row, name);
        const char *who = cell(list, PARTICIPANT, row, person);
        const char *by = found ? DETECTOR : cell(list, RATER, row, rater);
        const struct recording *r = find_recording(known, called);
        struct recording own = {.id = called, .participant = *who != '\0' ? who : NULL};
        if (*called == '\0')
            continue;
        if (!found && strcmp(by, DETECTOR) == 0)
            return rater_is_detector(list, row, error);
        if (r == NULL && results != NULL)
            return no_recording(list, row, called, results, error);
        if (r != NULL) {
            own.id = r->id;
            own.participant = r->participant != NULL ? r->participant : own.participant;
        }
        status = add_events(table, list, row, &own, *by != '\0' ? by : "people", error);
    }
    return status;
}

/* Recordings of a CSV of found events, in the table's first rows. */
static enum hinge_status recordings_of_rows(const struct hinge_table *table,
                                            struct recordings *all,
                                            struct hinge_error *error)
{
    all->of = hinge_alloc(table->rows + 1, sizeof *all->of);
    if (all->of == NULL)
        return hinge_no_memory(error);
    for (size_t r = 0; r < table->rows; r++) {
        struct recording one = {.id = hinge_table_text(table, "recording", r),
                                .participant =
                                    hinge_table_text(table, "participant", r)};
        bool again = false;
        for (size_t i = 0; i < all->n && !again; i++)
            again = strcmp(all->of[i].id, one.id) == 0;
        if (!again)
            all->of[all->n++] = one;
    }
    return HINGE_OK;
}

/* --- a results file --- */

static enum hinge_status recordings_of_results(const struct hinge_table *trials,
                                               struct recordings *all,
                                               struct hinge_error *error)
{
    all->n = trials->rows;
    all->of = hinge_alloc(all->n + 1, sizeof *all->of);
    if (all->of == NULL)
        return hinge_no_memory(error);
    for (size_t r = 0; r < all->n; r++) {
        const char *id = hinge_table_text(trials, "trial_id", r);
        all->of[r] = (struct recording){.id = id != NULL ? id : "",
                                        .file = hinge_table_text(trials, "file", r),
                                        .participant =
                                            hinge_table_text(trials, "participant", r)};
        if (all->of[r].participant == NULL || *all->of[r].participant == '\0')
            all->of[r].participant = all->of[r].id; /* as hinge-table counts it */
    }
    return HINGE_OK;
}

/* The phases of repetitions as events; the bottom is the middle of the hold. */
static enum hinge_status add_repetitions(struct hinge_results_reader *reader,
                                         const struct recordings *all,
                                         struct hinge_table *table,
                                         struct hinge_error *error)
{
    static const char *const array[] = {"trial",       "desc_start_s", "desc_end_s",
                                        "asc_start_s", "asc_end_s",    "warnings"};
    enum { ARRAYS = sizeof array / sizeof *array };
    size_t n = hinge_results_rows(reader);
    double *value = hinge_alloc(n + 1, ARRAYS * sizeof *value);
    enum hinge_status status = value != NULL ? HINGE_OK : hinge_no_memory(error);
    for (size_t k = 0; k < ARRAYS && status == HINGE_OK; k++)
        status = hinge_results_read(reader, HINGE_GROUP_REPS, array[k], 0, n,
                                    value + k * n, error);
    for (size_t r = 0; r < n && status == HINGE_OK; r++) {
        double start = value[n + r], low = value[2 * n + r], up = value[3 * n + r],
               end = value[4 * n + r], trial = value[r];
        const struct {
            const char *event;
            double t_s;
        } events[] = {{"descent_start", start},
                      {"descent_end", low},
                      {"bottom", (low + up) / 2},
                      {"ascent_start", up},
                      {"ascent_end", end}};
        bool excluded = ((uint64_t)value[5 * n + r] & HINGE_WARN(EXCLUDED)) != 0;
        if (excluded || !(trial >= 0 && trial < (double)all->n))
            continue;
        for (size_t e = 0; e < 5 && status == HINGE_OK; e++)
            if (!isnan(events[e].t_s))
                status = add_row(table, &all->of[(size_t)trial], events[e].event,
                                 events[e].t_s, DETECTOR, error);
    }
    free(value);
    return status;
}

/* The names that the table has now; nobody's participant is no column. */
static enum hinge_status name_options(struct hinge_stats_request *request,
                                      struct hinge_table *table,
                                      struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    bool people = false;
    for (size_t r = 0; r < table->rows && !people; r++)
        people = hinge_table_text(table, "participant", r) != NULL;
    for (int c = 0; c < COLUMNS && status == HINGE_OK; c++)
        if (c != PARTICIPANT || people)
            status = hinge_stats_request_set(request, columns[c].option,
                                             columns[c].name, error);
    if (!people)
        hinge_table_drop_column(table, PARTICIPANT);
    return status;
}

enum hinge_status hinge_event_lists_marks(const struct hinge_stats_request *request,
                                          bool results, const char **marks,
                                          struct hinge_error *error)
{
    const char *analysis = hinge_stats_request_text(request, "analysis");
    bool events = analysis != NULL && strcmp(analysis, "events") == 0;
    *marks = events ? hinge_stats_request_text(request, "marks") : NULL;
    if (events && results && *marks == NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "events: name the CSV of events that people marked with "
                               "--marks");
    return HINGE_OK;
}

enum hinge_status hinge_event_lists(struct hinge_stats_request *request,
                                    struct hinge_results_reader *reader,
                                    const char *path, const char *marks,
                                    struct hinge_table *table,
                                    struct hinge_error *error)
{
    struct list found = {.shown = path}, marked = {.shown = marks};
    struct recordings all = {0};
    struct hinge_table trials = {0};
    enum hinge_status status = make_columns(table, error);
    if (status == HINGE_OK)
        status = read_list(request, marks, &marked, error);
    if (reader != NULL) {
        if (status == HINGE_OK)
            status =
                hinge_results_get_table(reader, HINGE_GROUP_TRIALS, &trials, error);
        if (status == HINGE_OK)
            status = recordings_of_results(&trials, &all, error);
        if (status == HINGE_OK)
            status = add_repetitions(reader, &all, table, error);
    } else {
        if (status == HINGE_OK)
            status = read_list(request, path, &found, error);
        if (status == HINGE_OK)
            status = add_list(table, &found, &all, NULL, true, error);
        if (status == HINGE_OK)
            status = recordings_of_rows(table, &all, error);
    }
    if (status == HINGE_OK)
        status =
            add_list(table, &marked, &all, reader != NULL ? path : NULL, false, error);
    if (status == HINGE_OK)
        status = name_options(request, table, error);
    hinge_table_clear(&found.table);
    hinge_table_clear(&marked.table);
    hinge_table_clear(&trials);
    free(all.of);
    if (status != HINGE_OK)
        hinge_table_clear(table);
    return status;
}
