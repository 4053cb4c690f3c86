/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trial lists, loose files and folders become the rows of an intake, each with its file
 * within its list's folder, or refused. The intake owns all texts of its rows. */
#include "ingest/ingest.h"

#include "table/columns.h"
#include "trial/heard.h"

/* Folder of a list's files with its slash, "" for the current one; made once per list. */
static const char *folder_of(struct hinge_intake *intake, const char *list)
{
    if (intake->base != NULL)
        return intake->base;
    if (intake->folder == NULL || intake->folder_of != list) {
        intake->folder_of = list;
        intake->folder =
            hinge_arena_copy(&intake->arena, list, (size_t)(hinge_file_name(list) - list));
    }
    return intake->folder;
}

/* Symbolic links and ".." may not lead out of the list's folder; real is NULL when the
 * file is missing: that is said later, unless its path climbs. */
static bool leaves_folder(const char *base, const char *real, const char *file)
{
    if (hinge_os_is_absolute(file))
        return true;
    return real != NULL ? !hinge_path_lies_in(base, real)
                        : strncmp(file, "../", 3) == 0 || strstr(file, "/../") != NULL;
}

/* The name in a folder that is `name` with marks joined to letters, else the only one that is so
 * but for case (*cased is set); NULL: none, or several. */
static const char *name_in(struct hinge_intake *intake, const char *folder, const char *name,
                           bool *cased)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    cleared_by(hinge_text_clear) struct hinge_text wanted = {0}, small = {0};
    const char *found = NULL, **entry;
    size_t n;
    bool exact = false, several = false;
    hinge_folder_names(*folder != '\0' ? folder : ".", &arena, &entry, &n);
    hinge_text_nfc(&wanted, name);
    hinge_text_folded(&small, wanted.data, wanted.length);
    for (size_t i = 0; i < n && !exact; i++) {
        cleared_by(hinge_text_clear) struct hinge_text given = {0}, its = {0};
        hinge_text_nfc(&given, entry[i]);
        exact = strcmp(given.data, wanted.data) == 0;
        hinge_text_folded(&its, given.data, given.length);
        bool alike = strcmp(its.data, small.data) == 0 && given.length == wanted.length;
        several |= alike && found != NULL;
        if (exact || alike)
            found = hinge_arena_strdup(&intake->arena, entry[i]);
    }
    *cased |= !exact && found != NULL;
    return exact || !several ? found : NULL;
}

/* The path of a file that there is under another way of writing its letters; NULL: none. A Mac's
 * disk has letters and marks apart, and lists have them joined. */
static const char *spelled(struct hinge_intake *intake, const char *path, bool *cased)
{
    cleared_by(hinge_text_clear) struct hinge_text found = {0};
    struct hinge_os_info info;
    hinge_text_adds(&found, *path == '/' ? "/" : "");
    for (const char *p = path + strspn(path, "/"); *p != '\0';) {
        size_t n = strcspn(p, "/"), before = found.length;
        char *name = hinge_arena_copy(&intake->arena, p, n);
        hinge_text_adds(&found, name);
        if (hinge_os_stat(found.data, &info) != 0) {
            found.length = before;
            found.data[before] = '\0';
            const char *other =
                strcmp(name, "..") != 0 ? name_in(intake, found.data, name, cased) : NULL;
            if (other == NULL)
                return NULL;
            hinge_text_adds(&found, other);
        }
        p += n + strspn(p + n, "/");
        hinge_text_adds(&found, *p != '\0' ? "/" : "");
    }
    return hinge_arena_strdup(&intake->arena, hinge_text_string(&found));
}

/* Resolves row->path into row->real; whether there is such a file. */
static bool resolve(struct hinge_intake *intake, struct hinge_intake_row *row)
{
    enum { NAMED = 3 };
    bool cased = false;
    cleared_by(freed) char *real = hinge_os_real_path(row->path);
    const char *other =
        real == NULL && row->list != NULL ? spelled(intake, row->path, &cased) : NULL;
    if (other != NULL && cased && intake->n_cased++ < NAMED) {
        hinge_text_adds(&intake->cased, intake->n_cased > 1 ? ", " : "");
        hinge_text_shown(&intake->cased, hinge_or_empty(row->stored));
        hinge_text_adds(&intake->cased, " as ");
        hinge_text_shown(&intake->cased, hinge_file_name(other));
    }
    if (other != NULL) {
        row->path = other;
        real = hinge_os_real_path(other);
    }
    row->real = real != NULL ? hinge_arena_strdup(&intake->scratch, real) : row->path;
    return real != NULL;
}

/* The row is not read, for this reason. */
static void refuse(struct hinge_intake_row *row, enum hinge_reason reason, const char *message)
{
    row->refused = reason;
    row->message = message;
}

/* C:/Users/… */
static bool has_drive(const char *file)
{
    return ((file[0] >= 'A' && file[0] <= 'Z') || (file[0] >= 'a' && file[0] <= 'z')) &&
           file[1] == ':' && file[2] == '/';
}

/* Where a file that a list names is, and whether it may be read. */
static void locate(const struct hinge_ingest_request *request, struct hinge_intake *intake,
                   struct hinge_intake_row *row, const char *list, const char *file)
{
    row->list = list;
    /* row->path, and row->stored as the end of it. A list written elsewhere: "p01\\a.csv" is
     * p01/a.csv unless there is such a name here. */
    struct hinge_os_info info;
    const char *above = hinge_os_is_absolute(file) ? "" : folder_of(intake, list);
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_text_printf(&text, "%s%s", above, file);
    char *path = hinge_arena_strdup(&intake->arena, hinge_text_string(&text));
    char *stored = path + strlen(above);
    stored[hinge_path_length(stored)] = '\0';
    bool foreign = strchr(stored, '\\') != NULL && hinge_os_stat(path, &info) != 0;
    for (char *p = foreign ? strchr(stored, '\\') : NULL; p != NULL; p = strchr(p, '\\'))
        *p = '/';
    row->path = hinge_os_is_absolute(stored) ? stored : path;
    row->stored = stored;
    const bool found = resolve(intake, row);
    if (!request->allow_outside) {
        /* fills row->within with the folder of its list, looked up once per list */
        const char *folder = folder_of(intake, list);
        if (intake->within == NULL || intake->within_of != row->list) {
            cleared_by(freed) char *base = hinge_os_real_path(*folder != '\0' ? folder : ".");
            intake->within_of = row->list;
            intake->within = hinge_arena_strdup(&intake->arena, base != NULL ? base : folder);
        }
        row->within = intake->within;
    }
    file = row->stored;
    if (!found && has_drive(file))
        refuse(row, HINGE_REASON_UNREADABLE,
               "a path on a Windows computer; write it relative to the trial list, "
               "such as p01/squat.csv");
    else if (!request->allow_outside && leaves_folder(row->within, found ? row->real : NULL, file))
        refuse(row, HINGE_REASON_OUTSIDE_FOLDER, HINGE_LEAVES_FOLDER);
    if (file[0] == '/' || has_drive(file)) /* no folders of a machine in the study */
        row->stored = hinge_file_name(row->stored);
}

/* The files of sensors and of angles that row `at` names. The first sensor's is the
 * recording's own where it has no other; one that the row's `file` repeats is no
 * further one. */
static void locate_sensors(const struct hinge_ingest_request *request, struct hinge_intake *intake,
                           size_t at)
{
    const struct hinge_table *list = &intake->list;
    struct hinge_intake_row *row = &intake->row[at];
    struct hinge_read_part *part = NULL;
    for (size_t c = 0; c < list->n_columns; c++) {
        const char *name = list->column[c].name;
        bool beside = strcmp(name, "angles") == 0 || strcmp(name, "emg") == 0;
        const char *role = beside ? name : hinge_list_sensor(name, "sensor:");
        const char *file = role != NULL ? hinge_table_text(list, name, at) : NULL;
        char offset[64], bias[80];
        struct hinge_intake_row sensor = {0};
        if (file == NULL || *file == '\0')
            continue;
        if (part == NULL)
            part = hinge_arena_alloc(&intake->arena, list->n_columns, sizeof *part);
        role = hinge_arena_strdup(&intake->arena, role);
        snprintf(bias, sizeof bias, "accel_bias:%.60s", role);
        const char *accel_bias = hinge_table_text(list, bias, at);
        accel_bias = accel_bias != NULL ? hinge_arena_strdup(&intake->arena, accel_bias) : NULL;
        locate(request, intake, &sensor, row->list, file);
        /* one of a device's files, in a folder of their own, stands for the folder */
        char folder[1000];
        const char *given = hinge_file_name(sensor.path), *stored = hinge_file_name(sensor.stored);
        if (sensor.refused == HINGE_REASON_OK && given != sensor.path && stored != sensor.stored &&
            !hinge_os_is_folder(sensor.path) && hinge_device_folder(sensor.path, folder)) {
            sensor.path = hinge_arena_strdup(&intake->arena, folder);
            sensor.stored = hinge_arena_printf(&intake->arena, "%.*s",
                                               (int)(stored - sensor.stored - 1), sensor.stored);
            cleared_by(freed) char *real = hinge_os_real_path(sensor.path);
            sensor.real = hinge_arena_strdup(&intake->scratch, real != NULL ? real : sensor.path);
        }
        if (sensor.refused != HINGE_REASON_OK)
            refuse(row, sensor.refused,
                   hinge_arena_printf(&intake->arena, "%.60s = %.300s %.200s", name, file,
                                      sensor.message));
        if (!beside && (row->path == NULL || strcmp(row->path, sensor.path) == 0)) {
            row->path = sensor.path;
            row->real = sensor.real;
            row->within = sensor.within;
            row->stored = sensor.stored;
            row->role = role;
            row->accel_bias = accel_bias;
            continue;
        }
        snprintf(offset, sizeof offset, "offset_s:%s", role);
        double offset_s = hinge_table_number(list, offset, at);
        part[row->n_parts++] = (struct hinge_read_part){role,
                                                        sensor.path,
                                                        sensor.path,
                                                        isnan(offset_s) ? 0 : offset_s,
                                                        hinge_table_number(list, "rate_hz:emg", at),
                                                        !isnan(offset_s),
                                                        accel_bias};
    }
    row->part = part;
}

/* The muscles beside a motion.tsv, of which no list tells. */
static void locate_muscles(struct hinge_intake *intake, struct hinge_intake_row *row)
{
    cleared_by(hinge_text_clear) struct hinge_text path = {0};
    for (size_t i = 0; i < row->n_parts; i++)
        if (strcmp(row->part[i].role, "emg") == 0)
            return;
    if (row->path == NULL || !hinge_bids_muscles(row->path, &path))
        return;
    struct hinge_read_part *part =
        hinge_arena_alloc(&intake->arena, row->n_parts + 1, sizeof *part);
    const char *muscles = hinge_arena_strdup(&intake->arena, path.data);
    cleared_by(freed) char *real = hinge_os_real_path(muscles);
    if (row->within != NULL && leaves_folder(row->within, real, hinge_file_name(muscles)))
        refuse(row, HINGE_REASON_OUTSIDE_FOLDER, HINGE_LEAVES_FOLDER);
    for (size_t i = 0; i < row->n_parts; i++)
        part[i] = row->part[i];
    part[row->n_parts++] = (struct hinge_read_part){
        .role = "emg", .path = muscles, .shown = muscles, .rate_hz = (double)NAN};
    row->part = part;
}

/* --- the recordings of some participants alone --- */

static bool is_chosen(const char *chosen, const char *who)
{
    size_t n = strlen(hinge_bids_label(who)), length;
    for (const char *from; (from = hinge_next_item(&chosen, ',', &length)) != NULL;) {
        const char *name = hinge_bids_label(from);
        if (length - (size_t)(name - from) == n && strncmp(name, hinge_bids_label(who), n) == 0)
            return true;
    }
    return false;
}

/* Leaves the intake's rows of request->participants, with or without sub-. USAGE for a
 * name that no row has. */
static enum hinge_status keep_chosen(const struct hinge_ingest_request *request,
                                     struct hinge_intake *intake, struct hinge_error *error)
{
    const char *chosen = request->participants;
    if (chosen == NULL || *chosen == '\0')
        return HINGE_OK;

    const char *from, *rest = chosen;
    for (size_t length; (from = hinge_next_item(&rest, ',', &length)) != NULL;) {
        char name[100];
        size_t i = 0;
        snprintf(name, sizeof name, "%.*s", (int)(length < 99 ? length : 99), from);
        while (i < intake->n) {
            const char *who = hinge_table_text(&intake->list, "participant", i);
            if (who != NULL && is_chosen(name, who))
                break;
            i++;
        }
        if (i == intake->n)
            return hinge_usage(error,
                               "%s: there is no recording of participant %s; the names "
                               "are those of the trial list, or follow sub- in a "
                               "BIDS data set",
                               request->path[0], name);
    }
    bool *keep = hinge_arena_raw(&intake->scratch, intake->n, sizeof *keep);
    size_t n = 0;
    for (size_t i = 0; i < intake->n; i++) {
        const char *who = hinge_table_text(&intake->list, "participant", i);
        keep[i] = who != NULL && is_chosen(chosen, who);
        if (keep[i])
            intake->row[n++] = intake->row[i];
    }
    hinge_table_keep_rows(&intake->list, keep);
    intake->n = n;
    return HINGE_OK;
}

/* Recordings of sessions that the settings declare to measure the first of them again have 1 in the
 * column `retest`, as those of a list that has it. */
static enum hinge_status declare_retest(const struct hinge_ingest_request *request,
                                        struct hinge_intake *intake, struct hinge_error *error)
{
    const char *names = request->config->ingest.retest, *rest = names, *from;
    struct hinge_table *list = &intake->list;
    long at = hinge_table_find(list, "retest");
    size_t length, n = 0;
    for (; (from = hinge_next_item(&rest, ',', &length)) != NULL; n++) {
        char *given = hinge_arena_copy(&intake->scratch, from, length);
        hinge_item_value(given, length, given);
        const struct hinge_word *word = hinge_list_word(&intake->words, "session", given);
        const char *name = word != NULL && *word->id != '\0' ? word->id : given;
        bool any = false;
        if (at < 0)
            at = (long)hinge_table_add_column(list, "retest", HINGE_COLUMN_TEXT, "", -1);
        for (size_t r = 0; r < intake->n; r++) {
            if (strcmp(hinge_table_word(list, "session", r), name) != 0)
                continue;
            any = true;
            if (n > 0 && list->column[at].type == HINGE_COLUMN_NUMBER)
                list->column[at].number[r] = 1;
            else if (n > 0)
                hinge_table_set_text(list, (size_t)at, r, "1");
        }
        if (any)
            continue;
        cleared_by(hinge_text_clear) struct hinge_text one = {0};
        hinge_text_item(&one, intake->n > 0 ? hinge_table_word(list, "session", 0) : "1");
        return hinge_usage(error,
                           "retest: no recording has the session \"%s\"; name sessions "
                           "of the list, such as %s",
                           name, hinge_text_string(&one));
    }
    return n != 1 ? HINGE_OK
                  : hinge_usage(error,
                                "retest: \"%s\" names one session; name those between which "
                                "nothing happened, such as 1,2",
                                names);
}

/* --- rows --- */

void hinge_intake_clear(struct hinge_intake *intake)
{
    hinge_table_clear(&intake->list);
    hinge_shard_clear(&intake->shard);
    hinge_text_clear(&intake->read);
    hinge_text_clear(&intake->cased);
    hinge_text_clear(&intake->joined);
    hinge_text_clear(&intake->apart);
    hinge_vocabulary_clear(&intake->words);
    free(intake->row);
    hinge_arena_clear(&intake->arena);
    hinge_arena_clear(&intake->scratch);
    *intake = (struct hinge_intake){0};
}

struct hinge_list_place hinge_intake_place(const struct hinge_intake_row *row)
{
    return (struct hinge_list_place){row->list != NULL ? row->list : row->path, row->line};
}

static struct hinge_intake_row *add_row(struct hinge_intake *intake)
{
    intake->row = hinge_more(intake->row, intake->n, sizeof *intake->row);
    hinge_table_add_rows(&intake->list, 1);
    intake->row[intake->n] = (struct hinge_intake_row){0};
    return &intake->row[intake->n++];
}

/* Every known column, so that rows of several lists and loose files fit together. */
static void add_known_columns(struct hinge_intake *intake)
{
#define TEXT(name, help) hinge_table_add_column(&intake->list, #name, HINGE_COLUMN_TEXT, "", 0);
#define NUMBER(name, help)                                                                         \
    hinge_table_add_column(&intake->list, #name, HINGE_COLUMN_NUMBER, "", -1);
    HINGE_LIST_COLUMNS(TEXT, TEXT, NUMBER)
}

/* --- trial lists --- */

void hinge_intake_add_hidden(const struct hinge_ingest_request *request,
                             struct hinge_intake *intake, const char *path,
                             const struct hinge_sheet *sheet)
{
    const size_t rows = sheet->hidden_rows, columns = sheet->hidden_columns;
    cleared_by(hinge_text_clear) struct hinge_text line = {0};
    if (!sheet->hidden && rows + columns == 0)
        return;
    hinge_text_shown(&line, path);
    hinge_text_adds(&line, ", sheet ");
    hinge_text_shown(&line, sheet->name);
    hinge_text_adds(&line, sheet->hidden ? ": hidden, and read" : ":");
    if (rows > 0)
        hinge_text_printf(&line, "%s %zu hidden row%s not read", sheet->hidden ? "," : "", rows,
                          rows > 1 ? "s are" : " is");
    if (columns > 0)
        hinge_text_printf(&line, "%s %zu hidden column%s read",
                          sheet->hidden || rows > 0 ? "," : "", columns,
                          columns > 1 ? "s are" : " is");
    hinge_text_printf(&intake->apart, "%s\n", line.data);
    if (request->output != NULL)
        hinge_note(request->message, request->context, "%s", line.data);
}

/* The list's cell is the row's `stored` itself, which lives as long. */
static void set_file(struct hinge_intake *intake, size_t at)
{
    long column = hinge_table_find(&intake->list, "file");
    const char **text = intake->list.column[column].text;
    if (text == NULL)
        hinge_table_set_word(&intake->list, "file", at, intake->row[at].stored);
    else
        text[at] = intake->row[at].stored;
}

/* *list: it was one. `people`: in a folder, where a list without files may be one of people, which
 * sets it; else NULL. */
static enum hinge_status try_list(const struct hinge_ingest_request *request,
                                  struct hinge_intake *intake, const char *path, bool *people,
                                  bool *list, struct hinge_error *error)
{
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    size_t *lines = NULL;
    struct hinge_sheet sheet = {0};
    enum hinge_status status =
        hinge_list_read(path, request->config->ingest.decimal, &intake->words, list, &table,
                        &intake->arena, &lines, &sheet, error);
    bool files = false;
    for (size_t c = 0; people != NULL && *list && status == HINGE_OK && c < table.n_columns; c++) {
        const char *name = table.column[c].name, *ours = hinge_list_meaning(&intake->words, name);
        files |= (ours != NULL && strcmp(ours, "file") == 0) ||
                 hinge_list_sensor(name, "sensor:") != NULL;
    }
    if (people != NULL && *list && status == HINGE_OK && !files) {
        *people = hinge_people_list_may_be(request, intake, path);
        *list = !*people;
    }
    if (!*list || status != HINGE_OK)
        return status;
    intake->sheet = sheet.name;
    intake->hidden_cells = sheet.hidden_cells;
    hinge_intake_add_hidden(request, intake, path, &sheet);
    path = hinge_arena_strdup(&intake->arena, path);
    status =
        table.rows > 0 || request->no_rows
            ? hinge_list_settle(&table, path, lines, request->config, request->command,
                                &intake->read, error)
            : hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                              "%s: no data rows below the header; name a recording in each row, "
                              "with its keys",
                              path);
    intake->listed = path;
    for (size_t i = 0; i < table.rows && status == HINGE_OK; i++) {
        char where[320];
        const char *role = hinge_table_text(&table, "role", i);
        if (role != NULL && strcmp(role, HINGE_LIST_UNUSED) == 0) {
            struct hinge_intake_row left = {0};
            locate(request, intake, &left, path, hinge_table_text(&table, "file", i));
            intake->unused = hinge_arena_more(&intake->arena, intake->unused, intake->n_unused,
                                              sizeof *intake->unused);
            intake->unused[intake->n_unused++] = left.path;
            continue;
        }
        snprintf(where, sizeof where, "%.256s:%zu", path, lines[i]);
        add_row(intake);
        /* where its file is comes later */
        status = hinge_list_copy_row(&intake->list, &table, i, intake->n - 1, "file", where, error);
        if (status == HINGE_OK) {
            const char *file = hinge_table_text(&table, "file", i);
            size_t at = intake->n - 1;
            struct hinge_intake_row *row = &intake->row[at];
            row->list = path;
            row->line = lines[i];
            if (file != NULL && *file != '\0')
                locate(request, intake, row, path, file);
            locate_sensors(request, intake, at);
            set_file(intake, at);
        }
    }
    return status;
}

/* --- loose files and folders --- */

/* A recording that no list names; `stored` is its name in stored files, `within` the folder without
 * links that has to contain it, or NULL. */
static void add_file(struct hinge_intake *intake, const char *path, const char *stored,
                     const char *within)
{
    struct hinge_intake_row *row = add_row(intake);
    row->path = hinge_arena_strdup(&intake->arena, path);
    row->stored = hinge_arena_strdup(&intake->arena, stored);
    row->within = within;
    const bool found = resolve(intake, row);
    if (within != NULL && found && !hinge_path_lies_in(within, row->real))
        refuse(row, HINGE_REASON_OUTSIDE_FOLDER, HINGE_LEAVES_FOLDER);
    set_file(intake, intake->n - 1);
}

static void note_left(const struct hinge_ingest_request *request, const char *path, const char *why)
{
    hinge_note(request->message, request->context, "%.500s: not taken: %s", path, why);
}

/* Adds the recordings of a folder to the intake: all of them, or only those of a trial list in it.
 * Other files are reported to request->message, a line each. In a BIDS folder the recordings are
 * the *_motion.tsv, with keys from their names (sub, ses, task, run), covariates from
 * participants.tsv and *_sessions.tsv, and any column of a list from *_scans.tsv. */
static enum hinge_status take_recordings(const struct hinge_ingest_request *request,
                                         struct hinge_intake *intake,
                                         const struct hinge_folder *folder, bool listed,
                                         struct hinge_error *error)
{
    size_t first = intake->n;
    const char *within =
        folder->real != NULL ? hinge_arena_strdup(&intake->arena, folder->real) : NULL;
    for (size_t i = 0; i < folder->n; i++) {
        const struct hinge_folder_file *file = &folder->file[i];
        if (file->kind == HINGE_FOLDER_OTHER && hinge_ends_alike(file->name, ".xlsx") &&
            hinge_people_list_may_be(request, intake, file->path))
            continue; /* joined to the rows */
        if (file->kind == HINGE_FOLDER_OTHER)
            note_left(request, file->path, hinge_folder_why_not(file->name));
        else if (file->kind == HINGE_FOLDER_DEEP)
            note_left(request, file->path, "a folder that is too deep; name it itself");
        else if (file->kind == HINGE_FOLDER_SIDECAR && !folder->bids && !listed)
            note_left(request, file->path,
                      "taken for a description of the recording of the same name; if "
                      "it is a recording, name it on the command line or in a list");
        else if (!listed &&
                 (file->kind == HINGE_FOLDER_RECORDING || file->kind == HINGE_FOLDER_TABLE ||
                  file->kind == HINGE_FOLDER_OUTSIDE))
            add_file(intake, file->path, file->name, within);
    }
    if (listed && request->command == NULL) { /* which says it in one line */
        size_t n = 0;
        const char **real = /* files that rows of the intake lead to, sorted */
            hinge_arena_raw(&intake->scratch, intake->n + intake->n_unused, sizeof *real);
        for (size_t i = 0; i < intake->n; i++)
            real[n++] = intake->row[i].real;
        for (size_t i = 0; i < intake->n_unused; i++) {
            cleared_by(freed) char *its = hinge_os_real_path(intake->unused[i]);
            real[n++] = hinge_arena_strdup(&intake->scratch, its != NULL ? its : intake->unused[i]);
        }
        qsort(real, n, sizeof *real, hinge_by_text);
        for (size_t i = 0; i < folder->n; i++) {
            const struct hinge_folder_file *file = &folder->file[i];
            bool recording =
                file->kind == HINGE_FOLDER_RECORDING || file->kind == HINGE_FOLDER_TABLE;
            cleared_by(freed) char *its = recording ? hinge_os_real_path(file->path) : NULL;
            const char *key = its;
            if (its != NULL && bsearch(&key, real, n, sizeof *real, hinge_by_text) == NULL)
                note_left(request, file->path, "the folder's trial list does not name it");
        }
    }
    return folder->bids ? hinge_bids_keys(request, intake, first, folder, error) : HINGE_OK;
}

static enum hinge_status take_operand(const struct hinge_ingest_request *request,
                                      struct hinge_intake *intake, const char *given,
                                      struct hinge_error *error)
{
    struct hinge_os_info info;
    bool list;
    const char *path = hinge_arena_copy(&intake->arena, given, hinge_path_length(given));
    if (hinge_os_stat(path, &info) == 0 && info.kind == HINGE_OS_FOLDER &&
        !hinge_folder_is_recording(path)) {
        /* its trial lists' recordings, or else every recording */
        cleared_by(hinge_folder_clear) struct hinge_folder folder = {.anywhere =
                                                                         request->allow_outside};
        size_t lists = 0, first = intake->n;
        enum hinge_status status = hinge_folder_walk(path, &folder, error);
        for (size_t i = 0; i < folder.n && status == HINGE_OK; i++) {
            bool is_list = false, people = false;
            if (hinge_listed(HINGE_PEOPLE_LIST "|" HINGE_NEW_ROWS "|study.ini", '|',
                             hinge_file_name(folder.file[i].name)))
                folder.file[i].kind = HINGE_FOLDER_TAKEN;
            bool book = hinge_ends_alike(folder.file[i].name, ".xlsx");
            if (folder.file[i].kind == HINGE_FOLDER_OUTSIDE &&
                (book ||
                 (folder.bids && !hinge_bids_is_motion(folder.file[i].name)))) /* of others */
                status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OUTSIDE_FOLDER,
                                         "%s: " HINGE_LEAVES_FOLDER, folder.file[i].path);
            else if (folder.file[i].kind == HINGE_FOLDER_TABLE || book)
                status = try_list(request, intake, folder.file[i].path, &people, &is_list, error);
            if (is_list || people)
                folder.file[i].kind = HINGE_FOLDER_TAKEN;
            lists += is_list;
        }
        if (status == HINGE_OK)
            status = take_recordings(request, intake, &folder, lists > 0, error);
        for (size_t i = first; i < intake->n; i++)
            intake->row[i].found_in = path;
        return status;
    }
    enum hinge_status status = try_list(request, intake, path, NULL, &list, error);
    if (status == HINGE_OK && !list) { /* a recording by itself, stored by its name */
        cleared_by(freed) char *name = hinge_path_name(path);
        add_file(intake, path, name, NULL);
    }
    return status;
}

/* --- what the config says for every row --- */

static void fill_number(struct hinge_intake *intake, const char *column, double value)
{
    size_t c = (size_t)hinge_table_find(&intake->list, column);
    for (size_t i = 0; i < intake->n && !isnan(value); i++)
        if (isnan(hinge_table_number(&intake->list, column, i)))
            hinge_table_set_number(&intake->list, c, i, value);
}

enum hinge_status hinge_intake_take_shard(const struct hinge_ingest_request *request,
                                          struct hinge_intake *intake, struct hinge_error *error)
{
    bool *keep = hinge_arena_alloc(&intake->scratch, intake->n, sizeof *keep);
    intake->shard.shard = request->shard;
    intake->shard.shards = request->shards;
    enum hinge_status status = hinge_shard_digest(&intake->list, intake->shard.list, error);
    if (status == HINGE_OK && request->n_paths == 1 && intake->n > 0 && intake->row[0].list != NULL)
        status = hinge_list_digest(intake->row[0].list, intake->shard.file, error);
    if (status == HINGE_OK) {
        hinge_shard_deal(&intake->shard, &intake->list, keep);
        for (size_t i = 0; i < intake->shard.rows; i++)
            intake->row[i] = intake->row[intake->shard.row[i]];
        intake->n = intake->shard.rows;
        hinge_table_keep_rows(&intake->list, keep);
    }
    return status;
}

/* No names of people in a study. */
static enum hinge_status check_participants(const struct hinge_intake *intake,
                                            const struct hinge_config *config,
                                            struct hinge_error *error)
{
    for (size_t i = 0; i < intake->n; i++) {
        const char *participant = hinge_table_text(&intake->list, "participant", i);
        const char *seems = participant != NULL ? hinge_personal_value(participant) : NULL;
        char line[32] = "";
        const struct hinge_intake_row *row = &intake->row[i];
        if (seems == NULL || hinge_config_keeps_column(config, "participant"))
            continue;
        if (row->list != NULL)
            snprintf(line, sizeof line, ":%zu", row->line);
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                               "%s%s: participant \"%.60s\" looks like %s; use a code, "
                               "have one made with --pseudonymise KEYFILE, or keep it "
                               "with --set keep_column=participant",
                               row->list != NULL ? row->list : row->path, line, participant, seems);
    }
    return HINGE_OK;
}

/* Whether people in two groups are few enough to be settled; the list says how. */
static bool settle_groups(struct hinge_intake *intake)
{
    struct hinge_arena *arena = &intake->scratch;
    struct hinge_table *list = &intake->list;
    const size_t n = intake->n;
    const char **who = hinge_arena_alloc(arena, n + 1, sizeof *who),
               **session = hinge_arena_alloc(arena, n + 1, sizeof *session),
               **group = hinge_arena_alloc(arena, n + 1, sizeof *group),
               **other = hinge_arena_alloc(arena, n + 1, sizeof *other);
    for (size_t r = 0; r < n; r++) {
        who[r] = hinge_table_word(list, "participant", r);
        session[r] = hinge_table_word(list, "session", r);
        group[r] = hinge_arena_strdup(arena, hinge_table_word(list, "group", r));
    }
    if (hinge_groups_settle(who, session, group, n, false, arena, other) == 0)
        return false;
    for (size_t r = 0; r < n; r++)
        if (other[r] != NULL) {
            hinge_table_set_word(list, HINGE_OTHER_GROUP, r, other[r]);
            hinge_table_set_word(list, "group", r, group[r]);
        }
    return true;
}

/* A cue in words of coaches becomes its ID, and one of the user's own has its plan beside it. */
static void hear_cues(const struct hinge_config *config, struct hinge_intake *intake)
{
    struct hinge_table *list = &intake->list;
    struct heard {
        const char *cell, *id, *plan;
    } *heard = hinge_arena_alloc(&intake->scratch, intake->n + 1, sizeof *heard);
    size_t n = 0;
    for (size_t r = 0; r < intake->n; r++) {
        const char *cell = hinge_table_word(list, "cue", r);
        if (*cell == '\0' || hinge_cue_is_known(cell))
            continue;
        size_t k = 0;
        while (k < n && k < 64 && strcmp(heard[k].cell, cell) != 0)
            k++;
        if (k == n || k == 64) {
            heard[k] = (struct heard){hinge_arena_strdup(&intake->scratch, cell), NULL, NULL};
            for (size_t i = 0; i < config->n_entries && heard[k].plan == NULL; i++)
                if (strcmp(config->entry[i].section, "cues") == 0 &&
                    hinge_heard_same(config->entry[i].key, cell))
                    heard[k].plan = config->entry[i].value; /* a cue of the user's own */
            heard[k].id = heard[k].plan == NULL ? hinge_cue_heard(cell, NULL) : NULL;
            n = k == n ? n + 1 : n;
        }
        if (heard[k].id != NULL)
            hinge_list_set_cue(list, r, heard[k].id);
        if (heard[k].plan != NULL)
            hinge_table_set_word(list, HINGE_CUE_PLAN, r, heard[k].plan);
    }
}

void hinge_intake_add_cased(const struct hinge_intake *intake, struct hinge_text *out)
{
    if (intake->n_cased > 0)
        hinge_text_printf(out, "look at %zu file%s that the list writes in another case: %s%s",
                          intake->n_cased, intake->n_cased > 1 ? "s" : "", intake->cased.data,
                          intake->n_cased > 3 ? ", …" : "");
}

enum hinge_status hinge_intake_make(const struct hinge_ingest_request *request,
                                    struct hinge_intake *intake, struct hinge_error *error)
{
    *intake = (struct hinge_intake){.list = {.sparse = true}, .command = request->command};
    if (request->folder != NULL && *request->folder != '\0') {
        cleared_by(freed) char *folder = hinge_path_join(request->folder, "");
        intake->base = hinge_arena_strdup(&intake->arena, folder);
    }
    add_known_columns(intake);
    enum hinge_status status = HINGE_OK;
    for (size_t k = 0; k < request->n_paths && status == HINGE_OK; k++)
        status = take_operand(request, intake, request->path[k], error);
    for (size_t r = 0; r < intake->n && status == HINGE_OK; r++)
        locate_muscles(intake, &intake->row[r]);
    const struct hinge_ingest_options *options = &request->config->ingest;
    fill_number(intake, "rate_hz", options->rate_hz);
    fill_number(intake, "image_width_px", options->image_width_px);
    fill_number(intake, "image_height_px", options->image_height_px);
    for (size_t i = 0; *options->name != '\0' && i < intake->n && status == HINGE_OK; i++) {
        bool matched;
        status = hinge_name_pattern_apply(options->name, intake->row[i].path, &intake->list, i,
                                          &matched, error);
        if (!matched && intake->row[i].refused == HINGE_REASON_OK)
            refuse(&intake->row[i], HINGE_REASON_NAME_MISMATCH,
                   "its name does not fit the pattern of --name; rename it, or give "
                   "its keys in a trial list");
    }
    if (status == HINGE_OK)
        status = hinge_people_list_join(request, intake, error);
    if (status == HINGE_OK)
        hear_cues(request->config, intake);
    if (status == HINGE_OK)
        status = keep_chosen(request, intake, error);
    if (status == HINGE_OK)
        status = declare_retest(request, intake, error);
    if (status == HINGE_OK) {
        struct hinge_arena *scratch = &intake->scratch;
        struct hinge_list_place *place = hinge_arena_raw(scratch, intake->n, sizeof *place);
        for (size_t i = 0; i < intake->n; i++)
            place[i] = hinge_intake_place(&intake->row[i]);
        status = (request->settle_groups && settle_groups(intake)) || request->groups_vary
                     ? HINGE_OK
                     : hinge_list_groups_check(&intake->list, place, scratch, error);
        if (status == HINGE_OK)
            status = hinge_list_sizes_check(&intake->list, place, scratch, error);
        /* a check alone, without an output, lists every pair itself */
        if (status == HINGE_OK && request->output != NULL)
            hinge_list_spellings_note(&intake->list, place, scratch, HINGE_SPELLINGS_SHOWN,
                                      request->message, request->context, &intake->warned);
    }
    if (status == HINGE_OK)
        status = *request->config->ingest.pseudonymise != '\0'
                     ? hinge_intake_pseudonymise(intake, &request->config->ingest, error)
                     : check_participants(intake, request->config, error);
    if (status == HINGE_OK)
        status = hinge_intake_ids(intake, error);
    if (status == HINGE_OK && intake->numbered > 0 && request->output != NULL) {
        const struct hinge_intake_row *row = &intake->row[intake->first_numbered];
        hinge_note(request->message, request->context,
                   "%.300s: look at %zu recordings with the names of others (%.300s, …): numbered "
                   "as trials",
                   hinge_intake_place(row).path, intake->numbered, hinge_or_empty(row->stored));
    }
    if (status == HINGE_OK && intake->n_cased > 0 && request->output != NULL) {
        cleared_by(hinge_text_clear) struct hinge_text line = {0};
        hinge_intake_add_cased(intake, &line);
        hinge_note(request->message, request->context, "%s", line.data);
    }
    for (size_t i = 0; i < intake->n; i++)
        intake->row[i].real = NULL;
    hinge_arena_clear(&intake->scratch);
    if (status != HINGE_OK)
        hinge_intake_clear(intake);
    return status;
}
