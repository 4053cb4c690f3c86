/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders of the Brain Imaging Data Structure (Gorgolewski 2016; Motion-BIDS: Jeung 2024).
 * In: a walked folder, or the path of a motion.tsv; out: keys in the intake's list, or
 * names and units of the table's columns, its rate and vertical. */
#include "ingest/ingest.h"
#include "table/columns.h"

#include <jansson.h>

static const size_t SIDECAR_LIMIT = 16u << 20;
static const char ending[] = "_motion.tsv";
enum beside { COLUMNS, MOTION, AXES, BESIDE };
static const char *const others[BESIDE] = {"_channels.tsv", "_motion.json", "_channels.json"};

bool hinge_bids_is_motion(const char *path)
{
    return hinge_ends_with(path, ending);
}

bool hinge_bids_muscles(const char *path, struct hinge_text *name)
{
    static const char folder[] = "motion/", system[] = "_tracksys-";
    const char *file = hinge_file_name(path), *from = strstr(file, system);
    const size_t above = (size_t)(file - path);
    struct hinge_os_info info;
    if (!hinge_bids_is_motion(path) || from == NULL || above < sizeof folder - 1 ||
        strncmp(file - (sizeof folder - 1), folder, sizeof folder - 1) != 0)
        return false;
    const char *rest = from + sizeof system - 1 + strcspn(from + sizeof system - 1, "_");
    hinge_text_printf(name, "%.*semg/%.*s%.*s_emg.tsv", (int)(above - (sizeof folder - 1)), path,
                      (int)(from - file), file, (int)(strlen(rest) - (sizeof ending - 1)), rest);
    if (hinge_os_lstat(name->data, &info) == 0)
        return true;
    hinge_text_clear(name);
    return false;
}

static bool holds(const char *folder, const char *name)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/%s", folder, name);
    return n > 0 && (size_t)n < sizeof path && hinge_os_exists(path);
}

const char *hinge_bids_part(const char *path)
{
    static const char *const of_all[] = {"dataset_description.json", "participants.tsv",
                                         "participants.json"};
    static const char *const of_one[] = {"_channels.tsv", "_channels.json", "_motion.json",
                                         "_events.tsv",   "_events.json",   "_coordsystem.json",
                                         "_scans.tsv",    "_electrodes.tsv"};
    const char *name = hinge_file_name(path);
    bool sidecar = false;
    for (size_t i = 0; i < sizeof of_all / sizeof *of_all; i++) {
        sidecar = sidecar || strcmp(name, of_all[i]) == 0;
        if (i < 2 && holds(path, of_all[i]))
            return "a BIDS dataset, not one recording: hinge-ingest reads the folder, "
                   "and hinge-inspect a file sub-…_motion.tsv in it";
    }
    for (size_t i = 0; i < sizeof of_one / sizeof *of_one; i++)
        sidecar = sidecar || (strncmp(name, "sub-", 4) == 0 && hinge_ends_with(name, of_one[i]));
    return sidecar ? "a file of a BIDS dataset that describes others, not a recording: "
                     "give hinge-ingest the dataset's folder, or hinge-inspect a file "
                     "sub-…_motion.tsv"
                   : NULL;
}

bool hinge_bids_beside(const char *path, size_t i, struct hinge_text *name)
{
    if (i >= BESIDE)
        return false;
    hinge_text_add(name, path, strlen(path) - (sizeof ending - 1));
    hinge_text_adds(name, others[i]);
    return true;
}

/* --- the columns of a motion.tsv --- */

static const char *cell(const struct hinge_table *table, const char *column, size_t row)
{
    const char *text = hinge_table_text(table, column, row);
    return text != NULL && strcmp(text, "n/a") != 0 ? text : "";
}

static enum hinge_status add_header(const char *name, const struct hinge_bytes *bytes,
                                    struct hinge_bids_sidecar *sidecar, struct hinge_error *error)
{
    static const char *const text[] = {"name",  "component",       "type",        "tracked_point",
                                       "units", "reference_frame", "description", NULL};
    struct hinge_text *header = &sidecar->header;
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    struct hinge_csv_source source;
    enum hinge_status status =
        hinge_csv_open(name, bytes->data, bytes->size, '\t', '.', &source, error);
    if (status == HINGE_OK)
        status = hinge_csv_table_read(&source, text, &table, NULL, NULL, error);
    bool usable = status == HINGE_OK && hinge_table_find(&table, "name") >= 0;
    for (size_t i = 0; i < table.rows && usable; i++) {
        /* "LASI_x (mm)", "pelvis_qw": positions and orientations by point and component, everything
         * else by its name. What was computed from these is named so that it is not taken for an
         * angle of another program. */
        const char *point = cell(&table, "tracked_point", i), *type = cell(&table, "type", i),
                   *component = cell(&table, "component", i), *unit = cell(&table, "units", i);
        bool place = strcmp(type, "POS") == 0 && *point != '\0' && *component != '\0';
        bool turn =
            strcmp(type, "ORNT") == 0 && *point != '\0' && strncmp(component, "quat_", 5) == 0;
        hinge_text_adds(header, i > 0 ? "\t" : "");
        if (place || turn)
            hinge_text_printf(header, "%s_%s%s", point, turn ? "q" : "",
                              component + (turn ? 5 : 0));
        else
            hinge_text_printf(
                header, "%s%s",
                strcmp(cell(&table, "description", i), HINGE_BIDS_COMPUTED) == 0 ? "computed " : "",
                cell(&table, "name", i));
        if (*unit != '\0')
            hinge_text_printf(header, " (%s)", unit);
        sidecar->heading_free |=
            strcmp(cell(&table, "reference_frame", i), HINGE_BIDS_SENSORS) == 0;
        sidecar->forces_turned |=
            hinge_landmark_is_force(hinge_landmark_find(cell(&table, "name", i))) &&
            strcmp(cell(&table, "reference_frame", i), HINGE_BIDS_LABORATORY) == 0;
    }
    if (usable && table.rows > 0)
        hinge_text_adds(header, "\n");
    return status;
}

/* Whether a table begins with numbers. */
static bool lacks_header(const char *path, const char *within)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    struct hinge_error ignored = HINGE_ERROR_INIT;
    bool lacks =
        hinge_file_read_within(within, path, path, SIZE_MAX / 2, &bytes, &ignored) == HINGE_OK;
    if (lacks) {
        const char *first = bytes.data;
        while (*first == ' ' || *first == '\t')
            first++;
        lacks = isdigit((unsigned char)*first) || *first == '-' || *first == '+' || *first == '.' ||
                strncmp(first, "n/a", 3) == 0;
    }
    return lacks;
}

/* --- JSON --- */

/* A text that can be a key: a word, not a sentence. */
static void read_word(const json_t *json, const char *key, char word[64])
{
    const char *text = json_string_value(json_object_get(json, key));
    if (text != NULL && strlen(text) < 64 && strpbrk(text, " \t\n,;") == NULL)
        snprintf(word, 64, "%s", text);
}

/* Reads the frame rate; *rate_hz stays if the file says "n/a" or null. */
static enum hinge_status read_rate(const json_t *json, const char *name, double *rate_hz,
                                   struct hinge_error *error)
{
    static const double FASTEST_HZ = 100000;
    const json_t *given = json_object_get(json, "SamplingFrequency");
    const char *text = json_string_value(given);
    if (given == NULL || json_is_null(given) || (text != NULL && strcmp(text, "n/a") == 0))
        return HINGE_OK;
    const double value = json_number_value(given); /* 0 of what is none */
    if (value > 0 && value <= FASTEST_HZ) {
        *rate_hz = value;
        return HINGE_OK;
    }
    char shown[60] = "no number";
    if (text != NULL)
        snprintf(shown, sizeof shown, "\"%.40s\"", text);
    if (json_is_number(given))
        snprintf(shown, sizeof shown, "%g", value);
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_FS_UNKNOWN,
                           "%s: SamplingFrequency is %s: expected samples per second, such as "
                           "100; correct it",
                           name, shown);
}

/* "ARS": the axes' directions, S is up and I down. */
static void read_axes(const json_t *json, struct hinge_bids_sidecar *sidecar)
{
    json_t *levels = json_object_get(json_object_get(json, "reference_frame"), "Levels"), *level;
    const char *key;
    json_object_foreach(levels, key, level)
    {
        const char *axes = json_string_value(json_object_get(level, "SpatialAxes"));
        for (size_t i = 0; axes != NULL && i < 3 && axes[i] != '\0'; i++)
            if (axes[i] == 'S' || axes[i] == 'I')
                snprintf(sidecar->up, 3, "%c%c", axes[i] == 'S' ? '+' : '-', "xyz"[i]);
    }
}

enum hinge_status hinge_bids_sidecar_read(const char *path, const char *within,
                                          struct hinge_bids_sidecar *sidecar,
                                          struct hinge_error *error)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    cleared_by(hinge_text_clear) struct hinge_text name = {0};
    enum hinge_status status = HINGE_OK;
    *sidecar = (struct hinge_bids_sidecar){.rate_hz = (double)NAN};
    for (enum beside k = 0; hinge_bids_is_motion(path) && k < BESIDE;
         k++) { /* all, as keys are in them */
        struct hinge_error inner = HINGE_ERROR_INIT;
        struct hinge_os_info info;
        name.length = 0;
        hinge_bids_beside(path, k, &name);
        if ((k == COLUMNS && !lacks_header(path, within)) ||
            hinge_os_lstat(name.data, &info) != 0) /* a link to nothing is one that is damaged */
            continue;
        enum hinge_status one =
            hinge_file_read_within(within, name.data, name.data, SIDECAR_LIMIT, &bytes, &inner);
        json_t *json = NULL;
        sidecar->motion |= k == MOTION && one == HINGE_OK;
        if (one == HINGE_OK)
            one = k == COLUMNS ? add_header(name.data, &bytes, sidecar, &inner)
                               : hinge_json_parse(name.data, bytes.data, bytes.size, &json, &inner);
        if (k == MOTION) {
            if (one == HINGE_OK)
                one = read_rate(json, name.data, &sidecar->rate_hz, &inner);
            read_word(json, "TrackingSystemName", sidecar->tracked_by);
            read_word(json, "TaskName", sidecar->task);
            read_word(json, "Instructions", sidecar->cue);
        }
        if (k == AXES)
            read_axes(json, sidecar);
        hinge_json_free(json);
        if (one != HINGE_OK && status == HINGE_OK) {
            status = one;
            *error = inner;
        }
    }
    return status;
}

/* --- folders --- */

enum { TABLE_LIMIT = 64 << 20, ENTITY_MAX = 128 };

static bool is_motion(const char *path)
{
    return strncmp(hinge_file_name(path), "sub-", 4) == 0 && hinge_ends_with(path, "_motion.tsv");
}

void hinge_bids_mark(struct hinge_folder *folder)
{
    for (size_t i = 0; i < folder->n; i++) {
        const char *root = folder->file[i].name, *base = hinge_file_name(root);
        const size_t length = (size_t)(base - root); /* of the data set's folder */
        if (strcmp(base, "participants.tsv") != 0 && strcmp(base, "dataset_description.json") != 0)
            continue;
        bool motion = false;
        for (size_t k = 0; k < folder->n; k++)
            motion = motion || (strncmp(folder->file[k].name, root, length) == 0 &&
                                is_motion(folder->file[k].name));
        folder->bids = folder->bids || motion;
        for (size_t k = 0; motion && k < folder->n; k++) {
            struct hinge_folder_file *file = &folder->file[k];
            bool sidecar = hinge_ends_with(file->name, ".tsv") ||
                           hinge_ends_with(file->name, ".json") ||
                           strchr(hinge_file_name(file->name), '.') == NULL ||
                           hinge_ends_with(file->name, "/README.md");
            if (strncmp(file->name, root, length) != 0 || file->kind == HINGE_FOLDER_OUTSIDE)
                continue;
            if (is_motion(file->name))
                file->kind = HINGE_FOLDER_RECORDING;
            else if (sidecar)
                file->kind = HINGE_FOLDER_SIDECAR;
        }
    }
}

/* "sub-01_task-walk_motion.tsv", "task" gives "walk"; "" when it has none. */
static void entity(const char *name, const char *key, char value[ENTITY_MAX])
{
    size_t length = strlen(key);
    value[0] = '\0';
    for (const char *p = hinge_file_name(name); p != NULL; p = strchr(p, '_')) {
        p += *p == '_';
        if (strncmp(p, key, length) == 0 && p[length] == '-')
            snprintf(value, ENTITY_MAX, "%.*s", (int)strcspn(p + length + 1, "_."), p + length + 1);
    }
}

const char *hinge_bids_label(const char *name)
{
    return strncmp(name, "sub-", 4) == 0 ? name + 4 : name;
}

/* Whether a label is a word without what BIDS doesn't allow in one. */
static bool is_label_of(const char *label, const char *word)
{
    for (; *word != '\0'; word++)
        if (isalnum((unsigned char)*word) && *label++ != *word)
            return false;
    return *label == '\0';
}

static enum hinge_status check_columns(const struct hinge_table *table, const char *path,
                                       const struct hinge_config *config, struct hinge_error *error)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        const char *name = table->column[c].name;
        if (hinge_personal_column(name) && !hinge_config_keeps_column(config, name))
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                                   "%s: column \"%s\" looks like personal data; remove "
                                   "it, or keep it with "
                                   "--set keep_column=%s",
                                   path, name, name);
    }
    return HINGE_OK;
}

/* "sub-01" and "01" are one. */
static bool is_id(const struct hinge_table *table, const char *column, size_t i, const char *prefix,
                  const char *id)
{
    const char *given = hinge_table_text(table, column, i);
    if (given == NULL || id == NULL)
        return false;
    if (strncmp(given, prefix, strlen(prefix)) == 0)
        given += strlen(prefix);
    return strcmp(given, id) == 0;
}

/* --- scans.tsv: columns of recordings --- */

/* A scans.tsv, all cells as text: only the files of all people tell whether a column has numbers.
 */
struct scans {
    const char *path, *name; /* as of struct hinge_folder_file */
    struct hinge_table table;
    size_t *lines;
};

static enum hinge_status read_scans(const struct hinge_config *config, struct hinge_arena *arena,
                                    struct scans *scans, struct hinge_error *error)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    struct hinge_csv_source source;
    struct hinge_csv_head head = {0};
    const char *path = scans->path;
    const char **names = NULL;
    enum hinge_status status =
        hinge_csv_file_open(path, path, TABLE_LIMIT, '\t', '.', &bytes, &source, error);
    source.keep_words = true;
    if (status == HINGE_OK)
        status = hinge_csv_head_read(&source, 1, arena, &head, error);
    if (status == HINGE_OK && head.n > 0) {
        names = hinge_arena_alloc(arena, head.line->n + 1, sizeof *names);
        for (size_t c = 0; c < head.line->n; c++)
            names[c] = head.line->cell[c];
    }
    if (status == HINGE_OK)
        status = hinge_csv_table_read(&source, names, &scans->table, arena, &scans->lines, error);
    if (status == HINGE_OK && hinge_table_find(&scans->table, "filename") < 0)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                                 "%s: no column \"filename\", which names the recording of each "
                                 "row, such as motion/sub-01_…_motion.tsv; add it",
                                 path);
    if (status == HINGE_OK)
        status = check_columns(&scans->table, path, config, error);
    for (size_t c = 0; status == HINGE_OK && c < scans->table.n_columns; c++)
        for (size_t i = 0; i < scans->table.rows; i++)
            if (scans->table.column[c].text[i] != NULL &&
                strcmp(scans->table.column[c].text[i], "n/a") == 0)
                hinge_table_set_text(&scans->table, c, i, NULL);
    return status;
}

/* Columns of a scans.tsv that are none of a list: those of the standard, and names of files. */
static bool is_named_otherwise(const char *column)
{
    return hinge_listed("filename|acq_time|participant_id|session_id|file|angles|emg", '|',
                        column) ||
           hinge_list_sensor(column, "sensor:") != NULL;
}

/* Whether every cell of a column in all files is a number. */
static bool has_numbers(const struct scans *scans, size_t n, const char *column)
{
    bool any = false;
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < scans[k].table.rows; i++) {
            const char *text = hinge_table_text(&scans[k].table, column, i);
            double value;
            if (text != NULL &&
                hinge_number_parse(text, strlen(text), '.', &value, NULL) != HINGE_NUMBER_VALUE)
                return false;
            any |= text != NULL;
        }
    return any;
}

static int by_stored(const void *a, const void *b)
{
    const struct hinge_intake_row *x = a, *y = b;
    return strcmp(x->stored, y->stored);
}

/* The columns of a scans.tsv for the recordings that it names. It has the last word: a cell without
 * a value is missing, whatever names and other tables say. */
static enum hinge_status join_scans(const struct hinge_ingest_request *request,
                                    struct hinge_intake *intake, size_t first,
                                    const struct scans *scans, struct hinge_error *error)
{
    struct hinge_table *list = &intake->list;
    cleared_by(hinge_table_clear) struct hinge_table typed = {0};
    cleared_by(hinge_text_clear) struct hinge_text name = {0};
    const size_t below = (size_t)(hinge_file_name(scans->name) - scans->name);
    size_t here = 0, gone = 0, all = 0;
    /* the table with the types that its columns have in the list; others are left out */
    const struct hinge_table *from = &scans->table;
    hinge_table_add_rows(&typed, from->rows);
    for (size_t c = 0; c < from->n_columns; c++) {
        const struct hinge_column *column = &from->column[c];
        const long to = hinge_table_find(list, column->name);
        if (to < 0 || is_named_otherwise(column->name))
            continue;
        const bool number = list->column[to].type == HINGE_COLUMN_NUMBER;
        const size_t at =
            hinge_table_add_column(&typed, column->name, list->column[to].type, "", -1);
        for (size_t i = 0; i < from->rows; i++) {
            const char *text = column->text[i];
            double value;
            if (text == NULL)
                continue;
            if (!number)
                hinge_table_set_text(&typed, at, i, text);
            else if (hinge_number_parse(text, strlen(text), '.', &value, NULL) <=
                     HINGE_NUMBER_MISSING)
                hinge_table_set_number(&typed, at, i, value);
            else
                return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NOT_A_NUMBER,
                                       "%s:%zu: column \"%s\": \"%.60s\" is not a number; "
                                       "correct it, or write n/a",
                                       scans->path, scans->lines[i], column->name, text);
        }
    }
    enum hinge_status status =
        hinge_list_values_settle(&typed, scans->path, scans->lines, request->config, error);
    if (status != HINGE_OK)
        return status;
    for (size_t i = 0; i < typed.rows; i++) {
        name.length = 0;
        hinge_text_add(&name, scans->name, below);
        hinge_text_adds(&name, hinge_or_empty(hinge_table_text(&scans->table, "filename", i)));
        const struct hinge_intake_row key = {.stored = hinge_text_string(&name)},
                                      *row = bsearch(&key, intake->row + first, intake->n - first,
                                                     sizeof key, by_stored);
        here += row != NULL;
        gone += row == NULL && is_motion(key.stored);
        for (size_t c = 0; row != NULL && c < typed.n_columns; c++) {
            const size_t to = (size_t)hinge_table_find(list, typed.column[c].name),
                         at = (size_t)(row - intake->row);
            if (typed.column[c].type == HINGE_COLUMN_NUMBER)
                hinge_table_set_number(list, to, at, typed.column[c].number[i]);
            else
                hinge_table_set_text(list, to, at, typed.column[c].text[i]);
        }
    }
    for (size_t r = first; r < intake->n; r++)
        all += strncmp(intake->row[r].stored, scans->name, below) == 0;
    /* of another program's data set it may be a table of other files alone */
    if (here + gone > 0 && (gone > 0 || all > here))
        hinge_note(
            request->message, request->context,
            "%.500s: %zu of its recordings %s not in the folder, and %zu of the folder %s not in "
            "it: correct its column filename",
            scans->path, gone, gone == 1 ? "is" : "are", all > here ? all - here : 0,
            all == here + 1 ? "is" : "are");
    return HINGE_OK;
}

/* Reads every scans.tsv, then joins them. */
static enum hinge_status take_scans(const struct hinge_ingest_request *request,
                                    struct hinge_intake *intake, size_t first,
                                    const struct hinge_folder *folder, struct hinge_error *error)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct scans *scans = hinge_arena_alloc(&arena, folder->n, sizeof *scans);
    size_t n = 0;
    enum hinge_status status = HINGE_OK;
    /* without rows the folder's trial list has the recordings */
    for (size_t i = 0; first < intake->n && i < folder->n && status == HINGE_OK; i++) {
        const struct hinge_folder_file *file = &folder->file[i];
        if (!hinge_ends_with(file->name, "_scans.tsv"))
            continue;
        scans[n] = (struct scans){.path = file->path, .name = file->name};
        status = read_scans(request->config, &arena, &scans[n++], error);
    }
    for (size_t k = 0; k < n && status == HINGE_OK; k++)
        for (size_t c = 0; c < scans[k].table.n_columns; c++) {
            const char *name = scans[k].table.column[c].name;
            if (hinge_table_find(&intake->list, name) < 0 && !is_named_otherwise(name))
                hinge_table_add_column(
                    &intake->list, name,
                    has_numbers(scans, n, name) ? HINGE_COLUMN_NUMBER : HINGE_COLUMN_TEXT, "", -1);
        }
    for (size_t k = 0; k < n && status == HINGE_OK; k++)
        status = join_scans(request, intake, first, &scans[k], error);
    for (size_t k = 0; k < n; k++)
        hinge_table_clear(&scans[k].table);
    return status;
}

enum hinge_status hinge_bids_keys(const struct hinge_ingest_request *request,
                                  struct hinge_intake *intake, size_t first,
                                  const struct hinge_folder *folder, struct hinge_error *error)
{
    for (size_t r = first; r < intake->n; r++) {
        static const struct {
            const char *entity, *column;
        } keys[] = {{"sub", "participant"}, {"ses", "session"}, {"task", "task"}, {"run", "trial"}};
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            char value[ENTITY_MAX];
            entity(intake->row[r].stored, keys[k].entity, value);
            if (*value != '\0')
                hinge_table_set_word(&intake->list, keys[k].column, r, value);
        }
    }
    /* the task's own name and the cue, which file names have no place for */
    for (size_t r = first; r < intake->n; r++) {
        const struct hinge_intake_row *at = &intake->row[r];
        struct hinge_bids_sidecar sidecar;
        struct hinge_error ignored = HINGE_ERROR_INIT; /* reading the recording says the same */
        hinge_bids_sidecar_read(at->path, at->within, &sidecar, &ignored);
        char label[ENTITY_MAX];
        entity(at->stored, "task", label);
        if (*sidecar.task != '\0' && is_label_of(label, sidecar.task))
            hinge_table_set_word(&intake->list, "task", r, sidecar.task);
        if (*sidecar.cue != '\0')
            hinge_table_set_word(&intake->list, "cue", r, sidecar.cue);
        hinge_text_clear(&sidecar.header);
    }
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < folder->n && status == HINGE_OK; i++) {
        const struct hinge_folder_file *file = &folder->file[i];
        bool participants = strcmp(hinge_file_name(file->name), "participants.tsv") == 0;
        char participant[ENTITY_MAX] = "";
        if (!participants && !hinge_ends_with(file->name, "_sessions.tsv"))
            continue;
        if (!participants)
            entity(file->name, "sub", participant);
        cleared_by(hinge_table_clear) struct hinge_table table = {0};
        static const char *const text[] = {"participant_id", "session_id", "group", "sex", NULL};
        cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
        cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
        struct hinge_csv_source source;
        size_t *lines = NULL;
        status = hinge_csv_file_open(file->path, file->path, TABLE_LIMIT, '\t', '.', &bytes,
                                     &source, error);
        if (status == HINGE_OK)
            status = hinge_csv_table_read(&source, text, &table, &arena, &lines, error);
        if (status == HINGE_OK)
            status = check_columns(&table, file->path, request->config, error);
        if (status == HINGE_OK)
            status = hinge_list_values_settle(&table, file->path, lines, request->config, error);
        /* the rows of participants.tsv, or of a sub-*_sessions.tsv of one participant */
        size_t below = (size_t)(hinge_file_name(file->name) - file->name);
        for (size_t r = first; status == HINGE_OK && r < intake->n; r++) {
            const char *who = hinge_table_text(&intake->list, "participant", r);
            const char *session = hinge_table_text(&intake->list, "session", r);
            if (strncmp(intake->row[r].stored, file->name, below) != 0)
                continue;
            if (*participant != '\0' && (who == NULL || strcmp(who, participant) != 0))
                continue;
            for (size_t k = 0; k < table.rows; k++)
                if (*participant == '\0' ? is_id(&table, "participant_id", k, "sub-", who)
                                         : is_id(&table, "session_id", k, "ses-", session))
                    hinge_list_copy_row(&intake->list, &table, k, r, "participant_id|session_id",
                                        NULL, NULL);
        }
    }
    if (status == HINGE_OK)
        status = take_scans(request, intake, first, folder, error);
    return status;
}
