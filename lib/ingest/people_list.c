/* SPDX-License-Identifier: GPL-3.0-or-later */
/* participants.csv in; cells of the intake's rows out. */
#include "ingest/ingest.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "csv/csv.h"
#include "os/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 64 << 20, MOST_TOLD = 300 };

struct people {
    const char *path;
    struct hinge_visit *entry; /* of its rows, sorted */
    struct hinge_table table;
    size_t *lines;
    struct hinge_arena arena; /* of lines, entry and met */
    const char *who;          /* its column of participants */
    bool *met;                /* rows with a recording */
    struct names {
        struct hinge_text text; /* a name a line */
        bool more;              /* than the first ones, which it has */
    } unknown;                  /* participants without a row */
};

static enum hinge_status check_columns(struct people *people, const struct hinge_config *config,
                                       struct hinge_error *error)
{
    static const char *const who[] = {"participant", "participant_id", "id"};
    struct hinge_table *table = &people->table;
    hinge_list_columns_name(table, config, NULL);
    for (size_t i = 0; i < sizeof who / sizeof *who && people->who == NULL; i++)
        people->who = hinge_table_find(table, who[i]) >= 0 ? who[i] : NULL;
    if (people->who == NULL)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                               "%s: a list of participants needs a column "
                               "\"participant\" with the codes of the trial list; "
                               "rename it, or move the file away",
                               people->path);
    return hinge_list_columns_check(table, people->path, people->who, NULL, config, error);
}

static const char *cell(const struct hinge_table *table, const char *column, size_t row)
{
    const char *text = hinge_table_text(table, column, row);
    return text != NULL ? text : "";
}

/* Sorts the rows; nobody has two of one session. */
static enum hinge_status sort_people(struct people *people, struct hinge_error *error)
{
    size_t n = people->table.rows;
    people->entry = hinge_arena_raw(&people->arena, n, sizeof *people->entry);
    people->met = hinge_arena_alloc(&people->arena, n, sizeof *people->met);
    for (size_t i = 0; i < n; i++)
        people->entry[i] = (struct hinge_visit){cell(&people->table, people->who, i),
                                                cell(&people->table, "session", i), i};
    qsort(people->entry, n, sizeof *people->entry, hinge_visit_compare);
    for (size_t i = 1; i < n; i++) {
        const struct hinge_visit *a = &people->entry[i - 1], *b = &people->entry[i];
        if (hinge_visit_compare(a, b) == 0)
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                "%s: participant %s has two rows, in lines %zu and %zu; remove one, or "
                "tell them apart in a column session",
                people->path, a->participant, people->lines[a->row < b->row ? a->row : b->row],
                people->lines[a->row < b->row ? b->row : a->row]);
    }
    return HINGE_OK;
}

static enum hinge_status read_people(struct people *people, const struct hinge_config *config,
                                     struct hinge_error *error)
{
    static const char *const text[] = {"participant", "participant_id", "id", "group",
                                       "sex",         "session",        NULL};
    struct hinge_bytes bytes = {0};
    struct hinge_csv_source source;
    enum hinge_status status = hinge_csv_file_open(people->path, people->path, LARGEST, 0,
                                                   config->ingest.decimal, &bytes, &source, error);
    if (status == HINGE_OK)
        status = hinge_csv_table_read(&source, text, &people->table, &people->arena, &people->lines,
                                      error);
    /* what hinge-table participants writes, under a name that suggests itself */
    if (status == HINGE_OK && hinge_table_find(&people->table, "variable") >= 0 &&
        hinge_table_find(&people->table, "level") >= 0 &&
        hinge_table_find(&people->table, "participant") < 0) {
        hinge_bytes_clear(&bytes);
        return HINGE_OK;
    }
    if (status == HINGE_OK)
        status = check_columns(people, config, error);
    if (status == HINGE_OK)
        status =
            hinge_list_values_settle(&people->table, people->path, people->lines, config, error);
    if (status == HINGE_OK)
        status = sort_people(people, error);
    hinge_bytes_clear(&bytes);
    return status;
}

static enum hinge_status differ(const struct hinge_intake_row *row, const struct people *people,
                                size_t i, const char *column, const char *one, const char *other,
                                struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                           "%s:%zu: %s of participant %s is %s, in %s:%zu it is %s; "
                           "correct one of them, or "
                           "leave the trial list's cell empty",
                           row->list != NULL ? row->list : row->path, row->line, column,
                           cell(&people->table, people->who, i), one, people->path,
                           people->lines[i], other);
}

static enum hinge_status join_cell(struct hinge_intake *intake, size_t row,
                                   const struct people *people, size_t c, size_t i,
                                   struct hinge_error *error)
{
    const struct hinge_column *from = &people->table.column[c];
    char number[48], listed_number[48];
    const char *value = hinge_table_cell(&people->table, c, i, number), *listed;
    long known = hinge_table_find(&intake->list, from->name);
    size_t at = (size_t)known;
    if (value == NULL || *value == '\0')
        return HINGE_OK;
    if (known < 0)
        at = hinge_table_add_column(&intake->list, from->name, from->type, "", -1);
    listed = hinge_table_cell(&intake->list, at, row, listed_number);
    if (listed != NULL && *listed != '\0')
        return strcmp(listed, value) == 0
                   ? HINGE_OK
                   : differ(&intake->row[row], people, i, from->name, listed, value, error);
    if (intake->list.column[at].type == HINGE_COLUMN_TEXT) {
        hinge_table_set_text(&intake->list, at, row, value);
        return HINGE_OK;
    }
    if (from->type == HINGE_COLUMN_NUMBER) {
        hinge_table_set_number(&intake->list, at, row, from->number[i]);
        return HINGE_OK;
    }
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NOT_A_NUMBER,
                           "%s:%zu: column \"%s\": \"%s\" is not a number, as in the "
                           "trial list; correct it",
                           people->path, people->lines[i], from->name, value);
}

/* The participant's row, that of the session first; -1 when there is none. */
static long row_of(const struct people *people, const char *who, const char *session)
{
    const struct hinge_visit wanted[] = {{who, session, 0}, {who, "", 0}};
    for (size_t i = 0; i < 2; i++) {
        const struct hinge_visit *found = bsearch(&wanted[i], people->entry, people->table.rows,
                                                  sizeof *people->entry, hinge_visit_compare);
        if (found != NULL)
            return (long)found->row;
    }
    return -1;
}

static void add_name(struct names *names, const char *who, const char *session)
{
    names->more = names->text.length >= MOST_TOLD;
    if (names->more)
        return;
    hinge_text_printf(&names->text, "%s%s", names->text.length > 0 ? "\n" : "", who);
    if (*session != '\0')
        hinge_text_printf(&names->text, " (session %s)", session);
}

static enum hinge_status join_row(struct hinge_intake *intake, size_t row, struct people *people,
                                  struct hinge_error *error)
{
    const char *who = cell(&intake->list, "participant", row);
    enum hinge_status status = HINGE_OK;
    long i = *who != '\0' ? row_of(people, who, cell(&intake->list, "session", row)) : -1;
    if (i < 0 && *who != '\0' && !hinge_listed(hinge_text_string(&people->unknown.text), '\n', who))
        add_name(&people->unknown, who, "");
    if (i < 0)
        return HINGE_OK;
    people->met[i] = true;
    for (size_t c = 0; c < people->table.n_columns && status == HINGE_OK; c++) {
        const char *name = people->table.column[c].name;
        if (strcmp(name, people->who) != 0 && strcmp(name, "session") != 0)
            status = join_cell(intake, row, people, c, (size_t)i, error);
    }
    return status;
}

static void note_names(const struct hinge_ingest_request *request, const struct people *people,
                       const char *what, const struct names *names)
{
    struct hinge_text line = {0};
    hinge_text_printf(&line, "%s: %s ", people->path, what);
    for (const char *p = hinge_text_string(&names->text); *p != '\0'; p++)
        hinge_text_add(&line, *p == '\n' ? ", " : p, *p == '\n' ? 2 : 1);
    hinge_text_adds(&line, names->more ? ", …" : "");
    if (names->text.length > 0 && request->message != NULL)
        request->message(request->context, hinge_text_string(&line));
    hinge_text_clear(&line);
}

static void note(const struct hinge_ingest_request *request, const struct people *people)
{
    struct names idle = {0};
    for (size_t i = 0; i < people->table.rows; i++)
        if (!people->met[i])
            add_name(&idle, cell(&people->table, people->who, i),
                     cell(&people->table, "session", i));
    note_names(request, people, "has no row for", &people->unknown);
    note_names(request, people, "no recording of", &idle);
    hinge_text_clear(&idle.text);
}

/* Where a row's participants.csv would lie; NULL for a file given by itself. */
static const char *folder_of(const struct hinge_intake_row *row, size_t *length)
{
    const char *folder = row->list != NULL ? row->list : row->found_in;
    if (folder != NULL)
        *length = row->list != NULL ? (size_t)(hinge_file_name(folder) - folder) : strlen(folder);
    return folder;
}

static bool is_beside(const struct hinge_intake_row *row, const char *folder, size_t n)
{
    size_t length = 0;
    const char *other = folder_of(row, &length);
    return other != NULL && length == n && memcmp(other, folder, n) == 0;
}

/* The rows of one folder. */
static enum hinge_status join_folder(const struct hinge_ingest_request *request,
                                     struct hinge_intake *intake, size_t first,
                                     struct hinge_error *error)
{
    struct people people = {0};
    struct hinge_text path = {0};
    struct hinge_os_info info;
    size_t n = 0;
    const char *folder = folder_of(&intake->row[first], &n);
    bool slash = n == 0 || folder[n - 1] == '/';
    hinge_text_printf(&path, "%.*s%s" HINGE_PEOPLE_LIST, (int)n, folder, slash ? "" : "/");
    people.path = hinge_text_string(&path);
    if (hinge_os_stat(people.path, &info) != 0) {
        hinge_text_clear(&path);
        return HINGE_OK;
    }
    enum hinge_status status = read_people(&people, request->config, error);
    for (size_t r = first; people.who != NULL && r < intake->n && status == HINGE_OK; r++)
        if (is_beside(&intake->row[r], folder, n))
            status = join_row(intake, r, &people, error);
    if (status == HINGE_OK && people.who != NULL)
        note(request, &people);
    hinge_arena_clear(&people.arena);
    hinge_table_clear(&people.table);
    hinge_text_clear(&people.unknown.text);
    hinge_text_clear(&path);
    return status;
}

enum hinge_status hinge_people_list_join(const struct hinge_ingest_request *request,
                                         struct hinge_intake *intake, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t r = 0; r < intake->n && status == HINGE_OK; r++) {
        size_t n = 0;
        const char *folder = folder_of(&intake->row[r], &n);
        bool again = folder == NULL;
        for (size_t k = r; k-- > 0 && !again && (k + 1 == r || r < 1000);)
            again = is_beside(&intake->row[k], folder, n);
        if (!again)
            status = join_folder(request, intake, r, error);
    }
    return status;
}
