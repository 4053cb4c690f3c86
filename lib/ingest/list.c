/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trial list: path in; a table, the lines of its rows, or the first thing that can't be
 * what its column says, out. A typo must not become a covariate, and names, birth dates
 * and the like must not enter a study unnoticed. The caller owns the table. */
#include "ingest/ingest.h"

#include "reps/reps.h"
#include "table/columns.h"
#include "trial/heard.h"
#include "trial/levels.h"

#define NAME(name, help) #name,
#define NOTHING(name, help)
static const char *const text_columns[] = {HINGE_LIST_COLUMNS(NAME, NAME, NOTHING) NULL};
enum { TEXTS = sizeof text_columns / sizeof *text_columns, AGE_OLDEST = 90 };

/* What is known of columns beyond their names. Numbers are wide enough for anybody and anything;
 * what they catch is a wrong unit. */
/* clang-format off */
static const struct column {
    const char *name;
    double low, high;
    const char *unit;
} columns[] = {
    {"rate_hz", 0.1, 1e5, "Hz"},
    {"image_width_px", 16, 1e5, "pixels"},
    {"image_height_px", 16, 1e5, "pixels"},
    {"leg_length_m", 0.2, 1.6, "m"},
    {"height_m", 0.4, 2.6, "m"},
    {"mass_kg", 2, 400, "kg"},
    {"load_kg", 0, 1000, "kg"},
    {"wall_gap_cm", 0, 300, "cm"},
    {"bench_height_cm", 10, 150, "cm"},
    {"block_cm", 0, 100, "cm"},
    {"heel_block_cm", 0, 100, "cm"},
    {"rate_hz:emg", 0.1, 1e6, "Hz"},
    {"offset_s:emg", -1e10, 1e10, "s"},
    {"offset_s:angles", -1e10, 1e10, "s"},
    {"age", 0, 130, "years"},
    {"age_years", 0, 130, "years"},
    {"age_y", 0, 130, "years"},
};
/* clang-format on */

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_file(const char *name)
{
    return hinge_same_name(name, "file") || hinge_list_sensor(name, "sensor:") != NULL;
}

bool hinge_list_is_events(const char *const *cell, size_t n)
{
    static const char *const known[] = {HINGE_EVENTS_COLUMNS}, *const texts[] = {
                                                                   HINGE_EVENTS_TEXTS};
    size_t marks = 0, others = 0;
    bool rep = false, start = false;
    for (size_t i = 0; i < n; i++) {
        const size_t k = hinge_name_at(known, COUNT(known), cell[i]);
        rep |= strcmp(cell[i], "rep") == 0;
        start |= strcmp(cell[i], "desc_start_s") == 0;
        marks += k < COUNT(known) && hinge_name_at(texts, COUNT(texts), cell[i]) == COUNT(texts);
        others += k == COUNT(known) && *cell[i] != '\0';
    }
    return (rep && start) || (marks > 0 && others == 0);
}

/* Whether a header row is a trial list's: it names `file` (or something within one
 * letter of it, or "path" or the like, alone or beside another known column). A row
 * with others above it (`below`) must name `file` itself, beside another known column
 * or alone. */
static bool is_header(const struct hinge_vocabulary *words, const char *const *cell, size_t n,
                      bool below)
{
    size_t files = 0, listed = 0, aliases = 0, people = 0;
    bool near_file = false;
    while (n > 0 && *cell[n - 1] == '\0')
        n--;
    for (size_t i = 0; i < n; i++)
        files += is_file(cell[i]);
    if (hinge_list_is_events(cell, n))
        return false;
    if (files > 0 && !below)
        return true;
    for (size_t i = 0; i < n; i++) {
        const char *ours = is_file(cell[i]) ? NULL : hinge_list_meaning(words, cell[i]);
        bool alias = ours != NULL && strcmp(ours, "file") == 0;
        near_file |= alias || (hinge_name_distance(cell[i], "file", 1) <= 1 &&
                               !hinge_same_name(cell[i], "film"));
        aliases += alias;
        const bool person = ours != NULL ? strcmp(ours, "participant") == 0
                                         : hinge_list_may_be_person(words, cell[i]);
        listed += (ours != NULL && !alias) || person;
        people += person;
    }
    if (below && files + aliases == 0)
        return false;
    bool other = files > 1 || listed > 0;
    if (below)
        return other || (n == 1 && files > 0);
    /* nothing but columns of a list: one whose files were forgotten; of people alone it is a key */
    return (near_file && (other || n == 1)) || (listed > 1 && listed == n && people < n);
}

/* --- the file --- */

enum { LIST_LIMIT = 256 << 20 };

/* Rows looked at for the header: spreadsheets have a title, a date, an empty row, or
 * "sep=;" above it. */
enum { ABOVE_HEADER = 12 };

const char **hinge_list_as_text(const struct hinge_vocabulary *words, const char *const *cell,
                                size_t n_cells, struct hinge_arena *arena)
{
    const char **as_text = hinge_arena_raw(arena, TEXTS + n_cells, sizeof *as_text);
    size_t n = 0;
    for (size_t k = 0; text_columns[k] != NULL; k++)
        as_text[n++] = text_columns[k];
    for (size_t c = 0; c < n_cells; c++) {
        const char *ours = hinge_list_meaning(words, cell[c]);
        if (ours == NULL ? hinge_list_may_be_person(words, cell[c])
                         : hinge_is_among(text_columns, ours))
            as_text[n++] = cell[c];
    }
    as_text[n] = NULL;
    return as_text;
}

const char *hinge_after_path(const char *message, const char *path)
{
    const size_t n = strlen(path);
    if (strncmp(message, path, n) != 0 || message[n] != ':')
        return message;
    return message + n + 1 + (message[n + 1] == ' ');
}

enum hinge_status hinge_list_open(const char *path, const struct hinge_bytes *bytes, char decimal,
                                  struct hinge_csv_source *source, struct hinge_error *error)
{
    enum hinge_status status = hinge_csv_open(path, bytes->data, bytes->size, 0, 0, source, error);
    if (status == HINGE_OK)
        return HINGE_OK;
    if (decimal == 0)
        decimal = source->delimiter == ',' ? '.' : ',';
    return hinge_csv_open(path, bytes->data, bytes->size, 0, decimal, source, error);
}

/* A list's header, and what is below it. */
struct header {
    bool is, files, rows; /* files: it names the column of recordings */
    const char **as_text;
};

/* It is the first line, or below it the first that has `file` among its columns; a mistyped one is
 * told apart from a recording by its other columns. Prose may say "file", too. */
static struct header find_header(struct hinge_csv_source *source,
                                 const struct hinge_vocabulary *words, struct hinge_arena *arena,
                                 struct hinge_error *why)
{
    struct header header = {0};
    struct hinge_csv_head head = {0};
    if (source->delimiter != ' ')
        hinge_csv_head_read(source, ABOVE_HEADER + 1, arena, &head, why);
    for (size_t i = 0; i < head.n && i < ABOVE_HEADER && !header.is; i++) {
        const char *const *cell = (const char *const *)head.line[i].cell;
        const size_t n = head.line[i].n;
        source->header_offset = head.line[i].offset;
        source->header_line = head.line[i].number;
        header.is = is_header(words, cell, n, i > 0);
        header.rows = i + 1 < head.n;
        if (header.is) /* "01" of a column that is a text by another name, too */
            header.as_text = hinge_list_as_text(words, cell, n, arena);
        size_t named = 0; /* a row of a dictionary may say "file" twice */
        for (size_t c = 0; header.is && c < n; c++) {
            const char *ours = hinge_or_empty(hinge_list_meaning(words, cell[c]));
            header.files |= is_file(cell[c]) || strcmp(ours, "file") == 0;
            named += hinge_same_name(cell[c], "file") || strcmp(ours, "file") == 0;
        }
        header.files &= named < 2;
    }
    return header;
}

/* The sheet of a workbook that is the list: before others one that names files, that is shown, that
 * has rows. Two with all of it are refused, as nothing says which counts. */
static enum hinge_status open_sheet(const char *path, const struct hinge_vocabulary *words,
                                    struct hinge_arena *arena, struct hinge_list_lines *of,
                                    struct header *header, struct hinge_error *error)
{
    enum { ALL = 8 };
    struct hinge_error why = HINGE_ERROR_INIT, behind = HINGE_ERROR_INIT;
    int best = 0;
    bool more = true;
    for (size_t i = 0; more; i++) {
        cleared_by(hinge_text_clear) struct hinge_text csv = {0};
        struct hinge_csv_source source;
        struct hinge_sheet sheet;
        const enum hinge_status status =
            hinge_workbook_sheet(of->workbook, i, &csv, &sheet, &more, best == 0 ? error : &behind);
        if (status != HINGE_OK)
            return best == 0 ? status : HINGE_OK;
        if (!more || csv.length == 0 ||
            hinge_csv_open(path, csv.data, csv.length, ',', '.', &source, &why) != HINGE_OK)
            continue;
        const struct header its = find_header(&source, words, arena, &why);
        const int rank = its.is ? 1 + 4 * its.files + 2 * !sheet.hidden + its.rows : 0;
        if (rank == ALL && best == ALL)
            return hinge_usage(error,
                               "%s: its sheets \"%.60s\" and \"%.60s\" could both be the trial "
                               "list: hide the one that is not, or save the right one alone",
                               path, of->sheet.name, sheet.name);
        if (rank <= best)
            continue;
        best = rank;
        *header = its;
        hinge_text_clear(&of->csv);
        of->csv = csv;
        csv = (struct hinge_text){0};
        of->source = source;
        of->sheet = sheet;
    }
    if (best == 0 && error != NULL)
        *error = why; /* of a sheet that may be the list */
    return best == 0 ? why.status : HINGE_OK;
}

/* Opens a file if it is a list: its bytes, of a workbook a sheet as CSV, and where the header is.
 * header->is: whether it is one; the status is OK also if it cannot be read. */
static enum hinge_status open_file(const char *path, char decimal, struct hinge_vocabulary *words,
                                   struct hinge_arena *arena, struct hinge_list_lines *of,
                                   struct header *header, struct hinge_error *error)
{
    struct hinge_error why = HINGE_ERROR_INIT;
    hinge_vocabulary_make(words);
    if (hinge_file_read(path, path, LIST_LIMIT, &of->bytes, &why) != HINGE_OK)
        return HINGE_OK;
    if (hinge_is_workbook(path, &of->bytes)) {
        const enum hinge_status status =
            hinge_workbook_open(path, &of->bytes, &of->workbook, error);
        return status == HINGE_OK ? open_sheet(path, words, arena, of, header, error) : status;
    }
    if (hinge_csv_is_utf16(&of->bytes, NULL)) {
        struct hinge_bytes copy = {hinge_alloc(of->bytes.capacity, 1), of->bytes.size,
                                   of->bytes.capacity};
        memcpy(copy.data, of->bytes.data, of->bytes.size);
        hinge_csv_from_utf16(&copy);
        of->csv = (struct hinge_text){copy.data, copy.size, copy.capacity};
    }
    const struct hinge_bytes one = {.data = of->csv.data, .size = of->csv.length};
    if (hinge_list_open(path, one.data != NULL ? &one : &of->bytes, decimal, &of->source, &why) ==
        HINGE_OK)
        *header = find_header(&of->source, words, arena, &why);
    return HINGE_OK;
}

void hinge_list_drop_summaries(const struct hinge_vocabulary *words, struct hinge_table *table,
                               size_t *lines)
{
    cleared_by(freed) bool *keep = hinge_alloc(table->rows + 1, sizeof *keep),
                           *names = hinge_alloc(table->n_columns + 1, sizeof *names);
    bool files = false;
    size_t kept = 0;
    for (size_t c = 0; c < table->n_columns; c++) {
        const char *name = table->column[c].name, *ours = hinge_list_meaning(words, name);
        names[c] = is_file(name) || (ours != NULL && strcmp(ours, "file") == 0);
        files |= names[c];
    }
    for (size_t c = 0; c < table->n_columns && !files; c++)
        names[c] = hinge_list_is_person(words, table->column[c].name);
    for (size_t r = 0; r < table->rows; r++) {
        bool summary = false, named = false;
        for (size_t c = 0; c < table->n_columns; c++) {
            const struct hinge_column *column = &table->column[c];
            const char *cell = column->type == HINGE_COLUMN_TEXT && column->text != NULL
                                   ? hinge_or_empty(column->text[r])
                                   : "";
            static const char sums[] =
                "mittelwert|mittel|mw|mean|average|avg|media|moyenne|gemiddelde|"
                "middelvaerdi|gennemsnit|summe|sum|soma|suma|somma|somme|som|total|"
                "promedio|totale|totaal|gesamt|n|anzahl|sd|std|dp|median|mediana|mediane";
            cleared_by(hinge_text_clear) struct hinge_text folded = {0};
            size_t n = strcspn(cell, ":=");
            while (n > 0 && strchr(" .", cell[n - 1]) != NULL)
                n--;
            hinge_text_folded(&folded, cell, n);
            const char *word = hinge_text_string(&folded);
            const bool is = *word != '\0' && hinge_listed(sums, '|', word);
            summary |= is;
            named |= names[c] && *cell != '\0' && !is;
        }
        keep[r] = !summary || named;
        lines[kept] = lines[r];
        kept += keep[r];
    }
    if (kept < table->rows)
        hinge_table_keep_rows(table, keep);
}

enum hinge_status hinge_list_read(const char *path, char decimal, struct hinge_vocabulary *words,
                                  bool *list, struct hinge_table *table, struct hinge_arena *arena,
                                  size_t **lines, struct hinge_sheet *sheet,
                                  struct hinge_error *error)
{
    cleared_by(hinge_list_lines_clear) struct hinge_list_lines of = {0};
    struct header header = {0};
    *lines = NULL;
    enum hinge_status status = open_file(path, decimal, words, arena, &of, &header, error);
    *list = header.is;
    of.source.no_rows = true;
    if (status == HINGE_OK && *list)
        status = hinge_csv_table_read(&of.source, header.as_text, table, arena, lines, error);
    if (status == HINGE_OK && *list)
        hinge_list_drop_summaries(words, table, *lines);
    if (*list && of.workbook != NULL && sheet != NULL) {
        *sheet = of.sheet;
        sheet->name = hinge_arena_strdup(arena, of.sheet.name);
        sheet->hidden_cells = hinge_arena_strdup(arena, of.sheet.hidden_cells);
    }
    return status;
}

/* --- A table that is no recording and names some: a list that cannot be known as one. --- */

/* The recording that a cell names, NULL: none. Of `intake`: with its folders or without, with its
 * ending or, where the name is no mere number, as any table may hold some, without. NULL: another
 * file beside the table. */
static const char *named_by(const char *cell, const char *path, const struct hinge_intake *intake)
{
    const char *name = hinge_file_name(cell);
    if (intake == NULL) {
        struct hinge_os_info info;
        cleared_by(hinge_text_clear) struct hinge_text file = {0};
        int folder = *cell == '/' || *cell == '\\' ? 0 : (int)(hinge_file_name(path) - path);
        hinge_text_printf(&file, "%.*s%s", folder, path, cell);
        bool is = strchr(name, '.') != NULL && strcmp(name, hinge_file_name(path)) != 0 &&
                  hinge_os_stat(hinge_text_string(&file), &info) == 0 && info.kind == HINGE_OS_FILE;
        return is ? cell : NULL;
    }
    for (size_t i = 0; i < intake->n; i++) {
        const char *file = hinge_file_name(intake->row[i].stored), *dot = strrchr(file, '.');
        size_t stem = dot != NULL ? (size_t)(dot - file) : strlen(file);
        if (strcmp(name, file) == 0 || (strlen(name) == stem && strspn(name, "0123456789") < stem &&
                                        memcmp(name, file, stem) == 0))
            return intake->row[i].stored;
    }
    return NULL;
}

enum hinge_status hinge_list_check_none(const char *path, const char *shown,
                                        const struct hinge_intake *intake, bool *events,
                                        struct hinge_error *error)
{
    enum { LARGEST = 16 << 20 };
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    struct hinge_csv_source source;
    struct hinge_csv_head head = {0};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    cleared_by(hinge_vocabulary_clear) struct hinge_vocabulary words = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    const bool readable =
        hinge_csv_file_open(path, path, LARGEST, 0, '.', &bytes, &source, &why) == HINGE_OK &&
        hinge_csv_head_read(&source, HINGE_CSV_HEAD_LINES, &arena, &head, &why) == HINGE_OK;
    *events = readable && head.n > 0 &&
              hinge_list_is_events((const char *const *)head.line[0].cell, head.line[0].n);
    for (size_t i = 1; readable && !*events && i < head.n; i++)
        for (size_t c = 0; c < head.line[i].n; c++) {
            const char *column = hinge_csv_line_cell(&head.line[0], c);
            const char *recording = named_by(head.line[i].cell[c], path, intake);
            if (recording != NULL && strchr(head.line[i].cell[c], '.') == NULL) { /* a code */
                hinge_vocabulary_make(&words);
                if (hinge_list_is_person(&words, column))
                    continue;
            }
            /* beside a column called so others say what the table is: a row per repetition */
            if (recording != NULL && strcmp(column, "file") != 0)
                return hinge_error_set(
                    error, intake != NULL ? HINGE_USAGE : HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                    "%s:%zu: column \"%.60s\" names the recording %.200s, so this looks like your "
                    "trial list, but the column of recordings must be called \"file\": rename it%s",
                    shown, head.line[i].number, column, recording,
                    intake != NULL ? ", or move the file away" : "");
        }
    return HINGE_OK;
}

enum hinge_status hinge_list_lines(const char *path, char decimal, struct hinge_arena *arena,
                                   struct hinge_list_lines *of, struct hinge_error *error)
{
    cleared_by(hinge_vocabulary_clear) struct hinge_vocabulary words = {0};
    struct header header = {0};
    size_t most = 2;
    *of = (struct hinge_list_lines){0};
    enum hinge_status status = open_file(path, decimal, &words, arena, of, &header, error);
    if (status == HINGE_OK && !header.is)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                               "%s: not a trial list (its header has no column \"file\")", path);
    for (size_t i = 0; status == HINGE_OK && i < of->source.size; i++)
        most += of->source.data[i] == '\n' || of->source.data[i] == '\r';
    if (status == HINGE_OK)
        status = hinge_csv_head_read(&of->source, most, arena, &of->head, error);
    while (status == HINGE_OK && of->header < of->head.n &&
           of->head.line[of->header].number < of->source.header_line)
        of->header++;
    return status;
}

void hinge_list_lines_clear(struct hinge_list_lines *of)
{
    hinge_workbook_free(of->workbook);
    hinge_bytes_clear(&of->bytes);
    hinge_text_clear(&of->csv);
}

enum hinge_status hinge_list_file_check(const struct hinge_table *list, size_t row,
                                        const char *path, size_t line, struct hinge_error *error)
{
    bool named = *hinge_table_word(list, "file", row) != '\0';
    for (size_t c = 0; c < list->n_columns && !named; c++) {
        const struct hinge_column *column = &list->column[c];
        named = column->type == HINGE_COLUMN_TEXT && column->text[row] != NULL &&
                *column->text[row] != '\0' && hinge_list_sensor(column->name, "sensor:") != NULL;
    }
    return named ? HINGE_OK
                 : hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNREADABLE,
                                   "%s:%zu: column \"file\" is empty; name the recording", path,
                                   line);
}

enum hinge_status hinge_list_settle(struct hinge_table *list, const char *path, const size_t *lines,
                                    const struct hinge_config *config, const char *command,
                                    struct hinge_text *read, struct hinge_error *error)
{
    hinge_list_columns_name(list, config, read);
    enum hinge_status status = hinge_list_columns_check(list, path, NULL, command, config, error);
    if (status == HINGE_OK)
        status = hinge_list_values_settle(list, path, lines, config, error);
    for (size_t i = 0; i < list->rows && status == HINGE_OK; i++)
        status = hinge_list_file_check(list, i, path, lines[i], error);
    return status;
}

/* --- cells --- */

/* A list and its place, for messages. */
struct place {
    const char *path;
    const size_t *lines;
    struct hinge_error *error;
};

void hinge_list_add_place(struct hinge_text *out, const char *path, size_t line, size_t column)
{
    char letters[8], *first = letters + sizeof letters - 1;
    *first = '\0';
    hinge_text_adds(out, path);
    if (hinge_ends_alike(path, ".xlsx") || strstr(path, ".xlsx, sheet ") != NULL)
        for (size_t left = column + 1; left > 0 && first > letters; left = (left - 1) / 26)
            *--first = (char)('A' + (left - 1) % 26);
    hinge_text_printf(out, ":%s%zu", first, line);
}

const char *hinge_list_header(const struct hinge_column *column)
{
    return *column->title != '\0' ? column->title : column->name;
}

/* INPUT: "list.xlsx:D7: column "Größe (cm)": what is wrong there. */
static enum hinge_status refuse_cell(const struct hinge_table *list, size_t c, size_t row,
                                     enum hinge_reason reason, const struct place *at,
                                     const char *what)
{
    const struct hinge_column *column = &list->column[c];
    cleared_by(hinge_text_clear) struct hinge_text where = {0};
    hinge_list_add_place(&where, at->path, at->lines[row], c);
    return hinge_error_set(at->error, HINGE_INPUT, reason, "%s: column \"%s\": %s", where.data,
                           hinge_list_header(column), what);
}

/* Numbers within reason; an age in whole years, the oldest as one. */
static enum hinge_status settle_numbers(struct hinge_table *list, const struct column *column,
                                        const struct place *at)
{
    const bool age = strcmp(column->unit, "years") == 0;
    const char *words = age ? "; give whole years (age groups go in a column age_group)" : "";
    size_t c = 0;
    /* "Age" is age, and a word in it is an error */
    while (c < list->n_columns && !hinge_same_name(list->column[c].name, column->name))
        c++;
    if (c == list->n_columns)
        return HINGE_OK;
    struct hinge_column *of = &list->column[c];
    double *number = of->type == HINGE_COLUMN_NUMBER ? of->number : NULL;
    for (size_t i = 0; of->type == HINGE_COLUMN_TEXT && i < list->rows; i++) {
        double value;
        const char *text = of->text[i];
        if (text == NULL ||
            hinge_number_parse(text, strlen(text), '.', &value, NULL) <= HINGE_NUMBER_MISSING)
            continue;
        if (hinge_number_parse(text, strlen(text), ',', &value, NULL) == HINGE_NUMBER_VALUE)
            words = "; give --set decimal=comma if the comma is its decimal mark";
        if (*words == '\0')
            words = "; correct it, or leave the cell empty";
        cleared_by(hinge_text_clear) struct hinge_text what = {0};
        hinge_text_printf(&what, "\"%.60s\" is not a number%s", text, words);
        return refuse_cell(list, c, i, HINGE_REASON_NOT_A_NUMBER, at, what.data);
    }
    for (size_t i = 0; number != NULL && i < list->rows; i++) {
        const bool beyond = number[i] < column->low || number[i] > column->high;
        const char *header = list->column[c].title;
        cleared_by(hinge_text_clear) struct hinge_text what = {0};
        if (beyond && strcmp(column->unit, "m") == 0 && *header == '\0') { /* a height of 161 */
            double low = INFINITY, high = -INFINITY;
            size_t n = 0;
            for (size_t k = 0; k < list->rows; k++) {
                low = fmin(low, number[k]);
                high = fmax(high, number[k]);
                n += isnan(number[k]) ? (size_t)0 : (size_t)1;
            }
            if (n == 1 && low >= 100 * column->low && high <= 100 * column->high)
                return hinge_error_set(at->error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                                       "%s: %s is %g: that is cm; name the column %.*s_cm",
                                       at->path, column->name, low, (int)(strlen(column->name) - 2),
                                       column->name);
            if (low >= 100 * column->low && high <= 100 * column->high)
                return hinge_error_set(at->error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                                       "%s: %s: all %zu values are %g to %g: that is cm; name the "
                                       "column %.*s_cm",
                                       at->path, column->name, n, low, high,
                                       (int)(strlen(column->name) - 2), column->name);
        }
        if (beyond && age) {
            hinge_text_printf(
                &what, "%g is not an age in years; correct it, or leave the cell empty", number[i]);
        } else if (beyond) { /* as written, and what was made of it */
            char *rest = NULL;
            hinge_list_add_value(&list->column[c], i, &what);
            const char *digits = what.data + (*what.data == '"');
            double written = strtod(digits, &rest);
            if (*rest == ',')
                written += strtod(rest + 1, NULL) / pow(10, (double)strspn(rest + 1, "0123456789"));
            if (*header != '\0' && fabs(written - number[i]) > 1e-9 * fabs(written))
                hinge_text_printf(&what, " is %g %s,", number[i], column->unit);
            else
                hinge_text_adds(&what, " is");
            hinge_text_printf(&what, " not between %g and %g %s; is it in %s?", column->low,
                              column->high, column->unit,
                              *header != '\0' && written >= column->low && written <= column->high
                                  ? column->unit
                                  : "another unit");
        }
        if (beyond)
            return refuse_cell(list, c, i, HINGE_REASON_BAD_COLUMN, at, what.data);
        if (age && !isnan(number[i]))
            number[i] = fmin(floor(number[i]), AGE_OLDEST);
    }
    return HINGE_OK;
}

enum hinge_status hinge_list_values_settle(struct hinge_table *list, const char *path,
                                           const size_t *lines, const struct hinge_config *config,
                                           struct hinge_error *error)
{
    const struct place at = {path, lines, error};
    size_t n_choices;
    const struct hinge_list_choice *choice = hinge_list_choices(&n_choices);
    for (int k = 0; k < 2; k++) { /* an axis without a sign is the positive one */
        static const char *const signed_axes[] = {"+x", "+y", "+z"};
        const long column = hinge_table_find(list, k == 0 ? "up" : "facing");
        for (size_t i = 0; column >= 0 && i < list->rows; i++)
            for (size_t a = 0; a < 3; a++)
                if (strcmp(hinge_table_word(list, list->column[column].name, i),
                           signed_axes[a] + 1) == 0)
                    hinge_table_set_text(list, (size_t)column, i, signed_axes[a]);
    }
    for (size_t k = 0; k < n_choices; k++)
        for (size_t i = 0; i < list->rows; i++) {
            const char *value = hinge_table_text(list, choice[k].column, i);
            bool unused = strcmp(choice[k].column, "role") == 0 && value != NULL &&
                          strcmp(value, HINGE_LIST_UNUSED) == 0; /* a row that is not read */
            cleared_by(hinge_text_clear) struct hinge_text text = {0};
            if (value == NULL || *value == '\0' || unused ||
                hinge_listed(choice[k].allowed, '|', value))
                continue;
            hinge_text_printf(&text, "\"%.60s\" is not one of ", value);
            for (const char *p = choice[k].allowed; *p != '\0'; p++)
                hinge_text_add(&text, *p == '|' ? ", " : p, *p == '|' ? 2 : 1);
            return refuse_cell(list, (size_t)hinge_table_find(list, choice[k].column), i,
                               HINGE_REASON_BAD_COLUMN, &at, hinge_text_string(&text));
        }
    /* columns outward:<segment>: an axis, and where it points */
    for (size_t c = 0; c < list->n_columns; c++)
        for (size_t i = 0;
             i < list->rows && hinge_list_sensor(list->column[c].name, "outward:") != NULL; i++) {
            const char *value = hinge_table_text(list, list->column[c].name, i);
            cleared_by(hinge_text_clear) struct hinge_text what = {0};
            double axis[3];
            int side;
            if (value == NULL || *value == '\0' || hinge_outward_parse(value, axis, &side))
                continue;
            hinge_text_printf(&what, "\"%.40s\": " HINGE_OUTWARD_EXPECTED, value);
            return refuse_cell(list, c, i, HINGE_REASON_BAD_COLUMN, &at, what.data);
        }
    for (size_t k = 0; k < COUNT(columns); k++) {
        enum hinge_status status = settle_numbers(list, &columns[k], &at);
        if (status != HINGE_OK)
            return status;
    }
    /* formats and landmark sets, by their registries */
    for (size_t i = 0; i < list->rows; i++) {
        struct hinge_error inner = HINGE_ERROR_INIT;
        enum hinge_status status =
            hinge_recognise_ids_check(hinge_table_text(list, "format", i),
                                      hinge_table_text(list, "landmarks", i), config, &inner);
        if (status != HINGE_OK)
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN, "%s:%zu: %s", path,
                                   lines[i], inner.message);
    }
    return HINGE_OK;
}

enum hinge_status hinge_list_copy_row(struct hinge_table *list, const struct hinge_table *from,
                                      size_t i, size_t row, const char *but, const char *where,
                                      struct hinge_error *error)
{
    for (size_t c = 0; c < from->n_columns; c++) {
        const struct hinge_column *column = &from->column[c];
        long to = hinge_table_find(list, column->name);
        size_t at = (size_t)to;
        if (hinge_listed(but, '|', column->name))
            continue;
        if (to < 0)
            at = hinge_table_add_column(list, column->name, column->type, "", -1);
        const struct hinge_column *target = &list->column[at];
        char cell[48];
        if (target->type == HINGE_COLUMN_TEXT)
            hinge_table_set_text(list, at, row, hinge_table_cell(from, c, i, cell));
        else if (column->type == HINGE_COLUMN_NUMBER)
            hinge_table_set_number(list, at, row, column->number[i]);
        else if (column->text[i] != NULL && where != NULL)
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NOT_A_NUMBER,
                                   "%s: column \"%s\": \"%s\" is not a number, as in "
                                   "the other lists; correct it",
                                   where, column->name, column->text[i]);
    }
    return HINGE_OK;
}

/* --- one person in two groups --- */

/* What a row says of a person: a group, or a size in a session. */
struct statement {
    struct hinge_visit of; /* first: they are sorted by it */
    const char *group;
    double value;
};

void hinge_list_place_words(const struct hinge_list_place *place, char text[HINGE_PLACE_TEXT])
{
    if (place->line > 0)
        snprintf(text, HINGE_PLACE_TEXT, "%.250s:%zu", place->path, place->line);
    else
        snprintf(text, HINGE_PLACE_TEXT, "%.250s", place->path);
}

enum hinge_status hinge_list_groups_check(const struct hinge_table *list,
                                          const struct hinge_list_place *place,
                                          struct hinge_arena *scratch, struct hinge_error *error)
{
    struct statement *member = hinge_arena_raw(scratch, list->rows, sizeof *member);
    size_t n = 0, people = 0, last = SIZE_MAX, clash[2] = {0, 0};
    for (size_t r = 0; r < list->rows; r++) {
        const char *who = hinge_table_word(list, "participant", r);
        const char *group = hinge_table_word(list, "group", r);
        if (*who != '\0' && *group != '\0')
            member[n++] = (struct statement){{who, "", r}, group, 0};
    }
    qsort(member, n, sizeof *member, hinge_visit_row_compare);
    for (size_t i = 0, first = 0; i < n; i++) {
        if (hinge_visit_compare(&member[i].of, &member[first].of) != 0)
            first = i;
        if (strcmp(member[i].group, member[first].group) == 0 || last == first)
            continue;
        last = first; /* each person is counted once */
        if (people++ == 0) {
            clash[0] = first;
            clash[1] = i;
        }
    }
    if (people == 0)
        return HINGE_OK;
    const struct statement *first = &member[clash[0]], *second = &member[clash[1]];
    char here[HINGE_PLACE_TEXT], there[HINGE_PLACE_TEXT], more[64] = "";
    hinge_list_place_words(&place[second->of.row], here);
    hinge_list_place_words(&place[first->of.row], there);
    if (people > 1)
        snprintf(more, sizeof more, " (and %zu more %s)", people - 1,
                 people == 2 ? "person" : "people");
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_OK,
        "%s: participant %s is in group \"%s\", in %s in \"%s\"%s; one person has one "
        "group: correct it, or say hinge-ingest --groups-vary if it is meant",
        here, second->of.participant, second->group, there, first->group, more);
}

size_t hinge_groups_settle(const char *const *who, const char *const *session, const char **group,
                           size_t n, bool keep, struct hinge_arena *arena, const char **other)
{
    enum { SHARE = 5 };
    struct hinge_text_row *row = hinge_arena_raw(arena, n + 1, sizeof *row); /* by person */
    size_t rows = 0, people = 0, several = 0;
    for (size_t r = 0; r < n; r++) {
        other[r] = NULL;
        if (*hinge_or_empty(who[r]) != '\0' && *hinge_or_empty(group[r]) != '\0')
            row[rows++] = (struct hinge_text_row){who[r], r};
    }
    qsort(row, rows, sizeof *row, hinge_by_text_row);
    for (int pass = 0; pass < 2; pass++) /* counted, then settled */
        for (size_t i = 0, to; i < rows && (pass == 0 || SHARE * several <= people); i = to) {
            const size_t first = row[i].row;
            size_t earliest = first;
            bool two = false, visits = false;
            for (to = i + 1; to < rows && strcmp(row[to].text, row[i].text) == 0; to++) {
                const size_t r = row[to].row;
                const int order = hinge_level_compare(hinge_or_empty(session[r]),
                                                      hinge_or_empty(session[earliest]));
                two |= strcmp(group[r], group[first]) != 0;
                visits |= order != 0;
                earliest = order < 0 ? r : earliest;
            }
            people += pass == 0;
            several += pass == 0 && two;
            const char *its = group[earliest];
            for (size_t k = i; k < to && pass == 1 && two; k++) {
                const size_t r = row[k].row;
                if (visits && strcmp(group[r], its) == 0)
                    continue;
                other[r] = group[r];
                group[r] = visits ? its : keep ? group[r] : "";
            }
        }
    return SHARE * several <= people ? several : 0;
}

/* --- the files of a list, for who joins its parts --- */

enum hinge_status hinge_list_files(const char *list, struct hinge_table *files,
                                   struct hinge_error *error)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    cleared_by(hinge_list_lines_clear) struct hinge_list_lines lines = {0};
    cleared_by(hinge_table_clear) struct hinge_table header = {0};
    cleared_by(hinge_config_clear) struct hinge_config config = {0};
    hinge_config_init(&config);
    enum hinge_status status = hinge_list_lines(list, 0, &arena, &lines, error);
    if (status != HINGE_OK)
        return status;
    const struct hinge_csv_line *line = lines.head.line;
    for (size_t c = 0; c < line[lines.header].n; c++)
        hinge_table_add_column(&header, line[lines.header].cell[c], HINGE_COLUMN_TEXT, "", 0);
    hinge_list_columns_name(&header, &config, NULL);
    const long at = hinge_table_find(&header, "file"), role = hinge_table_find(&header, "role");
    if (at < 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: no column file: name the trial list", list);
    for (size_t l = lines.header + 1; l < lines.head.n; l++) {
        const char *cell = hinge_csv_line_cell(&line[l], (size_t)at);
        if (*cell != '\0' &&
            (role < 0 || strcmp(hinge_csv_line_cell(&line[l], (size_t)role), "unused") != 0)) {
            /* as studies have it: \ is /, and of a whole path only the file's name */
            char *path = hinge_arena_strdup(&arena, cell);
            for (char *p = strchr(path, '\\'); p != NULL; p = strchr(p, '\\'))
                *p = '/';
            const char *slash = strrchr(path, '/');

            hinge_table_add_rows(files, 1);
            hinge_table_set_word(files, "file", files->rows - 1,
                                 slash != NULL && (*path == '/' || path[1] == ':') ? slash + 1
                                                                                   : path);
        }
    }
    return HINGE_OK;
}

/* --- one person of two sizes in a session; all of sizes that are in another unit --- */

/* Masses and heights that give nobody a plausible body: pounds, or feet. */
static enum hinge_status check_units(const struct hinge_table *list,
                                     const struct hinge_list_place *place,
                                     struct hinge_error *error)
{
    enum { HIGHEST = 50 }; /* kg/m² */
    const char *one = NULL;
    bool several = false; /* people */
    double lowest = (double)INFINITY;
    size_t first = 0;
    for (size_t r = 0; r < list->rows; r++) {
        const double height = hinge_table_number(list, "height_m", r),
                     bmi = hinge_table_number(list, "mass_kg", r) / (height * height);
        if (isnan(bmi))
            continue;
        const char *who = hinge_table_word(list, "participant", r);
        first = one == NULL ? r : first;
        one = one == NULL ? who : one;
        several = several || strcmp(one, who) != 0;
        lowest = fmin(lowest, bmi);
    }
    if (!several || lowest <= HIGHEST)
        return HINGE_OK;
    char here[HINGE_PLACE_TEXT];
    hinge_list_place_words(&place[first], here);
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
        "%s: mass_kg %g and height_m %g, and every participant has more than %d kg/m²: if the "
        "masses are pounds, name the column mass (lb); else correct masses or heights",
        here, hinge_table_number(list, "mass_kg", first),
        hinge_table_number(list, "height_m", first), HIGHEST);
}

enum hinge_status hinge_list_sizes_check(const struct hinge_table *list,
                                         const struct hinge_list_place *place,
                                         struct hinge_arena *scratch, struct hinge_error *error)
{
    static const char *const column[] = {"height_m", "mass_kg", "leg_length_m"};
    struct statement *measured = hinge_arena_raw(scratch, list->rows, sizeof *measured);
    for (size_t c = 0; c < COUNT(column); c++) {
        size_t n = 0;
        for (size_t r = 0; r < list->rows; r++) {
            const char *who = hinge_table_word(list, "participant", r);
            double value = hinge_table_number(list, column[c], r);
            if (*who != '\0' && !isnan(value))
                measured[n++] =
                    (struct statement){{who, hinge_table_word(list, "session", r), r}, NULL, value};
        }
        qsort(measured, n, sizeof *measured, hinge_visit_row_compare);
        for (size_t i = 1; i < n; i++) {
            const struct statement *first = &measured[i - 1], *second = &measured[i];
            const char *session = second->of.session;
            if (hinge_visit_compare(&second->of, &first->of) != 0 ||
                !(fabs(second->value - first->value) > 0))
                continue;
            char here[HINGE_PLACE_TEXT], there[HINGE_PLACE_TEXT];
            hinge_list_place_words(&place[second->of.row], here);
            hinge_list_place_words(&place[first->of.row], there);
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                "%s: %s of participant %s is %g, in %s %g%s%s; one person has one in a session: "
                "correct it, or leave a cell empty%s",
                here, column[c], second->of.participant, second->value, there, first->value,
                *session != '\0' ? ", both in session " : "", session,
                *session != '\0' ? "" : "; sessions go in a column session");
        }
    }
    return check_units(list, place, error);
}

/* --- names that differ only as a slip of the hand does --- */

struct spelling {
    const char *loose, *name;
    size_t row;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What parts two numbers stays as "-" ("1-1" is not "11"), and so do a sign before a number that
 * begins and one at the end ("pain-"). */
const char *hinge_list_loose(struct hinge_arena *arena, const char *name)
{
    struct hinge_text text = {0};
    hinge_text_folded(&text, name, strlen(name));
    char *to = text.data;
    bool parted = false;
    for (const char *p = to; *p != '\0'; p++) {
        const bool start = to == text.data, no_break = strncmp(p, "\xC2\xA0", 2) == 0,
                   sign = *p == '-' && (p[1] == '\0' || (start && is_digit(p[1])));
        if (no_break || (!sign && strchr(" \t_-", *p) != NULL)) {
            p += no_break;
            parted = true;
            continue;
        }
        if (parted && !start && is_digit(to[-1]) && is_digit(*p))
            *to++ = '-';
        parted = false;
        const char last = to > text.data ? to[-1] : ' ';
        if (*p != '0' || !is_digit(p[1]) || is_digit(last) || strchr(".,", last) != NULL)
            *to++ = *p;
    }
    text.length = (size_t)(to - text.data);
    *to = '\0';
    return hinge_text_to_arena(&text, arena);
}

/* Names that are alike side by side, each in the order of the list. */
static int compare_spellings(const void *a, const void *b)
{
    const struct spelling *x = a, *y = b;
    int order = strcmp(x->loose, y->loose);
    if (order == 0)
        order = strcmp(x->name, y->name);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

/* Letters without case, blanks and marks. */
static void squeeze(const char *text, char out[64])
{
    size_t n = 0;
    for (const char *p = text; *p != '\0' && n < 63; p++)
        if (strchr(" _-.0123456789", *p) == NULL)
            out[n++] = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
    out[n] = '\0';
}

/* "Sedentary", "sedentry". Not wall_tap_3in, wall_tap_4in; not two that are known. */
static bool is_variant(const char *a, const char *b)
{
    char x[64], y[64];
    if ((hinge_task_known(a) && hinge_task_known(b)) ||
        (hinge_cue_is_known(a) && hinge_cue_is_known(b)))
        return false;
    squeeze(a, x);
    squeeze(b, y);
    const size_t least = strlen(x) < strlen(y) ? strlen(x) : strlen(y);
    return strcmp(x, y) != 0 && least >= 5 &&
           hinge_name_distance(x, y, 2) <= (least >= 8 ? 2u : 1u);
}

/* "participant p06 (line 6), P06 (line 7): taken as two" */
static void note_pair(const char *column, const struct spelling *a, const struct spelling *b,
                      const struct hinge_list_place *place, hinge_message *message, void *context)
{
    const struct spelling *of[2] = {a->row < b->row ? a : b, a->row < b->row ? b : a};
    const struct hinge_list_place *its_first = &place[of[0]->row];
    const bool listed = its_first->line > 0;
    cleared_by(hinge_text_clear) struct hinge_text line = {0};
    if (listed)
        hinge_text_printf(&line, "%.256s: ", its_first->path);
    hinge_text_printf(&line, "look at %s ", column);
    for (int k = 0; k < 2; k++) {
        const struct hinge_list_place *its = &place[of[k]->row];
        char where[HINGE_PLACE_TEXT];
        hinge_list_place_words(its, where);
        hinge_text_printf(&line, "%s%.120s (", k > 0 ? ", " : "", of[k]->name);
        if (listed && its->line > 0 && strcmp(its->path, its_first->path) == 0)
            hinge_text_printf(&line, "line %zu)", its->line);
        else
            hinge_text_printf(&line, "%s)", where);
    }
    hinge_text_adds(&line, ": taken as two");
    hinge_note(message, context, "%s", line.data);
}

/* Trials without a cue beside others that have one. */
static void note_no_cue(const struct hinge_table *list, const struct hinge_list_place *place,
                        hinge_message *message, void *context, size_t *told)
{
    size_t empty = 0, first = 0, full = 0;
    char where[HINGE_PLACE_TEXT];
    for (size_t r = 0; r < list->rows; r++) {
        const bool is = *hinge_table_word(list, "cue", r) == '\0' && hinge_list_is_trial(list, r);
        first = is && empty == 0 ? r : first;
        empty += is;
        full += *hinge_table_word(list, "cue", r) != '\0';
    }
    if (empty == 0 || full == 0 || place[first].line == 0) /* a folder has no rows to fill in */
        return;
    hinge_list_place_words(&place[first], where);
    hinge_note(message, context,
               "%s: look at %zu row%s without a cue beside %zu that have one: write none where "
               "nothing was cued",
               where, empty, HINGE_S(empty), full);
    ++*told;
}

void hinge_list_spellings_note(const struct hinge_table *list, const struct hinge_list_place *place,
                               struct hinge_arena *scratch, size_t most, hinge_message *message,
                               void *context, size_t *told)
{
    enum { WORDS = 400 }; /* WORDS: that are compared letter by letter; more are codes */
    static const struct {
        const char *name;
        bool codes;
    } named[] = {{"participant", true},
                 {"group", false},
                 {"session", true},
                 {"task", false},
                 {"cue", false}};
    struct spelling *spelling = hinge_arena_raw(scratch, list->rows, sizeof *spelling);
    size_t pairs = 0;
    for (size_t c = 0; c < COUNT(named); c++) {
        size_t n = 0, each = 0;
        for (size_t r = 0; r < list->rows; r++) {
            const char *name = hinge_table_word(list, named[c].name, r);
            if (*name != '\0' && (n == 0 || strcmp(spelling[n - 1].name, name) != 0))
                spelling[n++] = (struct spelling){hinge_list_loose(scratch, name), name, r};
        }
        qsort(spelling, n, sizeof *spelling, compare_spellings);
        for (size_t i = 0; i < n; i++)
            if (each == 0 || strcmp(spelling[i].name, spelling[each - 1].name) != 0)
                spelling[each++] = spelling[i];
        for (size_t i = 1; i < each; i++)
            for (size_t k = named[c].codes || each > WORDS ? i - 1 : 0; k < i; k++) {
                const struct spelling *a = &spelling[k], *b = &spelling[i];
                const bool alike = k + 1 == i && strcmp(a->loose, b->loose) == 0;
                if ((alike || (!named[c].codes && each <= WORDS &&
                               strcmp(a->loose, b->loose) != 0 && is_variant(a->name, b->name))) &&
                    pairs++ < most)
                    note_pair(named[c].name, a, b, place, message, context);
            }
    }
    *told += pairs < most ? pairs : most;
    if (pairs > most)
        hinge_note(message, context, "%zu more pair%s of names differ%s only so: taken as two",
                   pairs - most, HINGE_S(pairs - most), pairs - most == 1 ? "s" : "");
    note_no_cue(list, place, message, context, told);
}
