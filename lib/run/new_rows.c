/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --new where study.ini is there: the list as its user left it in; rows for recordings that have
 * none out, in the list's own separators, letters and line ends. With a pattern of names, cells
 * that still hold what names said are replaced. All other bytes stay. */
#include "run/run.h"

#include "people/people.h"
#include "table/cells.h"
#include "table/columns.h"

#include <hinge/file.h>

struct again {
    struct hinge_arena arena;
    struct hinge_list_lines lines;
    long file_column, column[HINGE_GUESS_KEYS]; /* of the list; -1: it has none */
    /* Recordings by their names below the list's folder: those of its rows, then new ones. */
    size_t rows, n;
    const char **file;
    size_t *line;              /* of a row, in lines.head */
    struct hinge_guess *guess; /* what names say, then what is written */
    bool *changed;             /* [line] */
};

static void clear_again(struct again *at)
{
    hinge_list_lines_clear(&at->lines);
    hinge_arena_clear(&at->arena);
}

static const char *cell_of(const struct again *at, size_t row, int key)
{
    const long c = at->column[key];
    return c < 0 ? "" : hinge_csv_line_cell(&at->lines.head.line[at->line[row]], (size_t)c);
}

/* What names say, and before that the pattern of names ("": none). */
static enum hinge_status read_names(struct again *at, const char *place, const char *pattern,
                                    struct hinge_guess *guess, struct hinge_error *error)
{
    cleared_by(hinge_text_clear) struct hinge_text ignored = {0};
    cleared_by(hinge_table_clear) struct hinge_table names = {0};
    enum hinge_status status = HINGE_OK;
    size_t clashes, first;
    bool matched;
    cleared_by(freed) char *root = hinge_path_name(*place != '\0' ? place : ".");
    const char **path = hinge_arena_alloc(&at->arena, at->n + 1, sizeof *path);
    for (size_t f = 0; f < at->n; f++)
        path[f] = hinge_arena_printf(&at->arena, "%s%s", place, at->file[f]);
    const struct hinge_file_names read = {
        .file = at->file, .n = at->n, .path = path, .root = root, .words_alone = *pattern != '\0'};
    hinge_names_read(&read, &at->arena, guess, &ignored);
    for (int k = 0; k < HINGE_GUESS_LOAD; k++)
        hinge_table_add_column(&names, hinge_guess_name[k], HINGE_COLUMN_TEXT, "", 0);
    hinge_table_add_rows(&names, at->n);
    for (size_t f = 0; *pattern != '\0' && f < at->n && status == HINGE_OK; f++) {
        status = hinge_name_pattern_apply(pattern, path[f], &names, f, &matched, error);
        for (int k = 0; k < HINGE_GUESS_LOAD; k++)
            if (*hinge_table_word(&names, hinge_guess_name[k], f) != '\0')
                guess[f].key[k] = hinge_arena_strdup(
                    &at->arena, hinge_table_word(&names, hinge_guess_name[k], f));
    }
    hinge_trials_number(&at->arena, guess, at->n, &clashes, &first);
    return status;
}

/* A word of names, or a person (for hinge_by_text), and the cell beside it; NULL: cells differ. */
struct meaning {
    const char *word, *cell;
    size_t n; /* rows */
};

/* If the rows of which names say P02, or nothing, all say X2, a new one does; and a person has the
 * group of their rows. */
static void follow_edits(struct again *at)
{
    struct meaning *meaning = hinge_arena_alloc(&at->arena, at->rows + 1, sizeof *meaning);
    const char **word = hinge_arena_alloc(&at->arena, at->n + 1, sizeof *word);
    bool *done = hinge_arena_alloc(&at->arena, at->n + 1, sizeof *done);
    int to[HINGE_GUESS_KEYS]; /* words of one key that all rows have in another, as groups for cues
                               */
    for (int k = 0; k < HINGE_GUESS_KEYS; k++) {
        to[k] = k;
        for (int other = 0; other < HINGE_GUESS_TRIAL && k < HINGE_GUESS_TRIAL; other++) {
            size_t moved = 0;
            for (size_t r = 0; r < at->rows; r++) {
                const char *guess = at->guess[r].key[k];
                const bool is = guess != NULL && strcmp(cell_of(at, r, k), guess) != 0 &&
                                strcmp(cell_of(at, r, other), guess) == 0;
                moved = guess == NULL ? moved : is && moved < SIZE_MAX ? moved + 1 : SIZE_MAX;
            }
            to[k] = moved > 0 && moved < SIZE_MAX ? other : to[k];
        }
    }
    for (size_t f = 0; f < at->n; f++) {
        const struct hinge_guess old = at->guess[f];
        for (int k = 0; k < HINGE_GUESS_KEYS; k++)
            at->guess[f].key[k] = to[k] == k ? old.key[k] : NULL;
        for (int k = 0; k < HINGE_GUESS_KEYS; k++)
            if (to[k] != k && old.key[k] != NULL)
                at->guess[f].key[to[k]] = old.key[k];
    }
    for (int k = 0; k < HINGE_GUESS_KEYS; k++)
        for (int of = k == HINGE_GUESS_GROUP ? 0 : 1; of < 2 && k != HINGE_GUESS_TRIAL; of++) {
            size_t words = 0; /* each once, sorted */
            for (size_t f = 0; f < at->n; f++) {
                word[f] = hinge_or_empty(at->guess[f].key[k]);
                if (of == 0)
                    word[f] = f < at->rows
                                  ? cell_of(at, f, HINGE_GUESS_PARTICIPANT)
                                  : hinge_or_empty(at->guess[f].key[HINGE_GUESS_PARTICIPANT]);
                done[f] = of == 1 && k == HINGE_GUESS_GROUP && done[f];
                if (f < at->rows)
                    meaning[f] = (struct meaning){word[f], cell_of(at, f, k), 1};
            }
            qsort(meaning, at->rows, sizeof *meaning, hinge_by_text);
            for (size_t i = 0; i < at->rows; i++) {
                struct meaning *last = words > 0 ? &meaning[words - 1] : NULL;
                if (last == NULL || hinge_by_text(&meaning[i], last) != 0) {
                    meaning[words++] = meaning[i];
                    continue;
                }
                last->n++;
                if (last->cell != NULL && strcmp(last->cell, meaning[i].cell) != 0)
                    last->cell = NULL;
            }
            for (size_t f = at->rows; f < at->n; f++) {
                const char **key = &at->guess[f].key[k];
                const struct meaning *found =
                    bsearch(&word[f], meaning, words, sizeof *meaning, hinge_by_text);
                const bool person = of == 0 && (*key != NULL || *word[f] == '\0');
                /* one row, or a measured value, says little of a recording whose name says nothing
                 */
                const bool silent =
                    *word[f] == '\0' && found != NULL && (found->n < 2 || k >= HINGE_GUESS_ROLE);
                if (found == NULL || found->cell == NULL || person || silent || done[f])
                    continue;
                *key = found->cell;
                done[f] = *found->cell != '\0';
            }
        }
}

/* New rows that nothing but their order tells from others get the next number as trial. Returns how
 * many did; those that have no column for it count, too. */
static size_t number_trials(struct again *at)
{
    cleared_by(hinge_intern_clear) struct hinge_intern alike = {0}, whole = {0};
    size_t *most = hinge_arena_alloc(&at->arena, at->n + 1, sizeof *most), clashes = 0;
    for (size_t f = 0; f < at->n; f++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        const char *trial = hinge_or_empty(at->guess[f].key[HINGE_GUESS_TRIAL]);
        trial = f < at->rows ? cell_of(at, f, HINGE_GUESS_TRIAL) : trial;
        for (int k = 0; k < HINGE_GUESS_KEYS; k++)
            if (k != HINGE_GUESS_TRIAL && k != HINGE_GUESS_NOTE && at->column[k] >= 0)
                hinge_text_printf(&text, "%s\n",
                                  f < at->rows ? cell_of(at, f, k)
                                               : hinge_or_empty(at->guess[f].key[k]));
        const size_t of = hinge_intern_number(&alike, hinge_text_string(&text)), known = whole.n;
        hinge_text_adds(&text, trial);
        if (hinge_intern_number(&whole, text.data) < known && f >= at->rows) {
            trial = hinge_arena_printf(&at->arena, "%zu", most[of] + 1);
            at->guess[f].key[HINGE_GUESS_TRIAL] = trial;
            clashes++;
        }
        const size_t number = (size_t)strtoul(trial, NULL, 10);
        most[of] = number > most[of] && number < SIZE_MAX / 2 ? number : most[of];
    }
    return clashes;
}

/* The row of a new recording; rows of the list have \ in their names if `backslash`. */
static void add_row(const struct again *at, size_t f, char delimiter, char decimal, bool backslash,
                    struct hinge_text *out)
{
    for (size_t c = 0; c < at->lines.head.line[at->lines.header].n; c++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        for (int k = 0; k < HINGE_GUESS_KEYS; k++)
            if (at->column[k] == (long)c)
                hinge_text_adds(&text, hinge_or_empty(at->guess[f].key[k]));
        if (at->column[HINGE_GUESS_LOAD] == (long)c && decimal == ',')
            for (size_t k = 0; k < text.length; k++)
                text.data[k] = text.data[k] == '.' ? ',' : text.data[k];
        if (at->file_column == (long)c)
            hinge_text_nfc(&text, at->file[f]);
        for (char *p = text.data; backslash && at->file_column == (long)c && *p != '\0'; p++)
            *p = *p == '/' ? '\\' : *p;
        if (c > 0)
            hinge_text_add(out, &delimiter, 1);
        hinge_cell_delimited(out, hinge_text_string(&text), delimiter);
    }
}

/* The list with rows that changed, and new ones, in its own letters; false: it cannot have them. */
static bool write_list(const struct again *at, struct hinge_text *out)
{
    const struct hinge_csv_source *source = &at->lines.source;
    const char *text = source->data;
    cleared_by(hinge_text_clear) struct hinge_text rows = {0};
    size_t with[2] = {0, 0}; /* \ and / in names */
    const char *end = memchr(text, '\n', source->size) == NULL && memchr(text, '\r', source->size)
                          ? "\r"
                      : strstr(text, "\r\n") != NULL ? "\r\n"
                                                     : "\n";
    for (size_t r = 0; r < at->rows; r++) {
        const char *file =
            hinge_csv_line_cell(&at->lines.head.line[at->line[r]], (size_t)at->file_column);
        with[0] += strchr(file, '\\') != NULL;
        with[1] += strchr(file, '/') != NULL;
    }
    if (strchr("\r\n", text[source->size - 1]) == NULL)
        hinge_text_adds(&rows, end);
    for (size_t f = at->rows; f < at->n; f++) {
        add_row(at, f, source->delimiter, source->decimal, with[0] > 0 && with[1] == 0, &rows);
        hinge_text_adds(&rows, end);
    }
    return hinge_list_lines_write(&at->lines, at->changed, hinge_text_string(&rows), out);
}

/* Rows of the list and the recordings that they name, then `fresh` new ones; of whom cells say
 * what. A row without its file is named, and kept. */
static void take_rows(struct again *at, const struct hinge_intake *intake, const char *list,
                      const char *place, const char *const *fresh, size_t n, struct hinge_text *out)
{
    enum { NAMED = 3 };
    const struct hinge_csv_head *head = &at->lines.head;
    cleared_by(hinge_text_clear) struct hinge_text named = {0};
    size_t row = 0, unused = 0, missing = 0;
    at->file = hinge_arena_alloc(&at->arena, head->n + n, sizeof *at->file);
    at->line = hinge_arena_alloc(&at->arena, head->n, sizeof *at->line);
    at->changed = hinge_arena_alloc(&at->arena, head->n, sizeof *at->changed);
    for (size_t l = at->lines.header + 1; l < head->n; l++) {
        const struct hinge_intake_row *of = row < intake->n ? &intake->row[row] : NULL;
        const char *path = NULL;
        if (of != NULL && of->line == head->line[l].number) {
            path = of->path;
            row++;
        } else if (unused < intake->n_unused &&
                   *hinge_csv_line_cell(&head->line[l], (size_t)at->file_column) != '\0') {
            path = intake->unused[unused++];
            of = NULL;
        } else {
            continue;
        }
        if (path == NULL)
            continue;
        at->line[at->rows] = l;
        at->file[at->rows++] = hinge_path_below(path, place);
        if (of == NULL || hinge_os_exists(path) || missing++ >= NAMED)
            continue;
        hinge_text_printf(&named, "%s%s in line %zu", missing > 1 ? ", " : "",
                          hinge_arena_shown(&at->arena, at->file[at->rows - 1]), of->line);
    }
    at->n = at->rows;
    for (size_t i = 0; i < n; i++)
        at->file[at->n++] = fresh[i];
    at->guess = hinge_arena_alloc(&at->arena, at->n + 1, sizeof *at->guess);
    if (missing > 0)
        hinge_text_printf(out, "look at %zu row%s of %s without a file (%s%s): kept\n", missing,
                          HINGE_S(missing), hinge_arena_shown(&at->arena, hinge_file_name(list)),
                          hinge_text_string(&named), missing > NAMED ? ", …" : "");
}

/* Saves what is new, into the list or beside it, and says so. */
static enum hinge_status save(struct again *at, const char *list, const char *study, bool may_write,
                              size_t replaced, size_t kept, struct hinge_text *out,
                              struct hinge_error *error)
{
    const char *shown = hinge_arena_shown(&at->arena, list), *name = hinge_file_name(shown),
               *data = at->lines.source.data;
    const size_t fresh = at->n - at->rows, size = at->lines.source.size;
    size_t first = 1;
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    for (size_t i = 0; i < size; i++)
        first += data[i] == '\n' || (data[i] == '\r' && data[i + 1] != '\n');
    first += strchr("\r\n", data[size - 1]) == NULL;
    const bool made = at->lines.csv.data != NULL, /* not the bytes of the file */
        direct = may_write && at->lines.workbook == NULL && !(made && replaced > 0) &&
                 write_list(at, &text);
    cleared_by(freed) char *beside = hinge_path_join(study, HINGE_NEW_ROWS);
    enum hinge_status status = HINGE_OK;
    if (direct) {
        status = hinge_file_save(list, text.data, text.length, error);
    } else if (fresh > 0) {
        /* the header and the new rows as a table of their own, to be pasted; one of before is
         * replaced, a table of somebody else is not */
        enum { LIMIT = 256 << 20 };
        const struct hinge_csv_line *header = &at->lines.head.line[at->lines.header];
        cleared_by(hinge_text_clear) struct hinge_text rows = {0}, marked = {0};
        cleared_by(hinge_bytes_clear) struct hinge_bytes there = {0};
        struct hinge_error ignored = HINGE_ERROR_INIT;
        for (size_t c = 0; c < header->n; c++) {
            hinge_text_adds(&rows, c > 0 ? "," : "");
            hinge_cell_csv(&rows, header->cell[c]);
        }
        const bool before = hinge_file_read(beside, beside, LIMIT, &there, &ignored) == HINGE_OK;
        const bool other = before && strstr(there.data, hinge_text_string(&rows)) == NULL;
        hinge_text_adds(&rows, "\n");
        for (size_t f = at->rows; f < at->n; f++) {
            add_row(at, f, ',', '.', false, &rows);
            hinge_text_adds(&rows, "\n");
        }
        hinge_text_printf(&marked, "%s%s", hinge_cell_mark(rows.data), rows.data);
        status = hinge_file_add(beside, other ? "move it away" : NULL, marked.data, marked.length,
                                error);
    }
    if (replaced + kept > 0)
        hinge_text_printf(out,
                          "changed %zu cell%s of %s that held what names say; %zu edited kept\n",
                          direct ? replaced : 0, direct && replaced == 1 ? "" : "s", name, kept);
    if (replaced > 0 && !direct)
        hinge_text_printf(out,
                          "look at %zu cell%s of %s that the pattern would change: save it as "
                          "trials.csv (UTF-8), and name that in study.ini\n",
                          replaced, HINGE_S(replaced), shown);
    if (fresh > 0) {
        hinge_text_printf(out, "added   %zu row%s to %s (line%s %zu", fresh, HINGE_S(fresh),
                          direct ? name : hinge_arena_shown(&at->arena, beside), HINGE_S(fresh),
                          direct ? first : 2);
        if (fresh > 1)
            hinge_text_printf(out, "%s%zu", fresh > 2 ? " to " : ", ",
                              (direct ? first : 2) + fresh - 1);
        hinge_text_printf(out, "); %zu row%s kept\n", at->rows, HINGE_S(at->rows));
        if (!direct)
            hinge_text_printf(out, "look at %s: it stays as it is; paste these rows into it\n",
                              shown);
    }
    return status;
}

enum hinge_status hinge_run_add_rows(const struct hinge_ingest_request *request,
                                     const char *pattern, const char *study, bool may_write,
                                     struct hinge_text *out, struct hinge_error *error)
{
    const char *list = request->path[0], *name = hinge_file_name(list), **fresh = NULL;
    const struct hinge_config *config = request->config;
    cleared_by(clear_again) struct again at = {0};
    cleared_by(hinge_intake_clear) struct hinge_intake intake = {0};
    cleared_by(hinge_table_clear) struct hinge_table header = {0};
    cleared_by(hinge_text_clear) struct hinge_text lines = {0};
    cleared_by(freed) char *place = request->folder != NULL
                                        ? hinge_path_join(request->folder, "")
                                        : hinge_copy_n(list, (size_t)(name - list));
    size_t replaced = 0, kept = 0;
    bool whole;
    enum hinge_status status = hinge_intake_make(request, &intake, error);
    if (status == HINGE_OK)
        status = hinge_list_lines(list, config->ingest.decimal, &at.arena, &at.lines, error);
    if (status != HINGE_OK)
        return status;
    const struct hinge_csv_line *head = &at.lines.head.line[at.lines.header];
    const size_t n =
        hinge_run_unlisted(&intake, list, place, config, SIZE_MAX, &at.arena, &fresh, &whole);
    for (size_t c = 0; c < head->n; c++) /* as they are read */
        hinge_table_add_column(&header, head->cell[c], HINGE_COLUMN_TEXT, "", 0);
    hinge_list_columns_name(&header, config, NULL);
    at.file_column = hinge_table_find(&header, "file");
    for (int k = 0; k < HINGE_GUESS_KEYS; k++)
        at.column[k] = hinge_table_find(&header, hinge_guess_name[k]);
    if (at.file_column < 0)
        return hinge_usage(error,
                           "%s: its columns sensor:… name files, so that rows cannot be added "
                           "from names; add them there",
                           list);
    take_rows(&at, &intake, list, place, fresh, n, &lines);
    status =
        read_names(&at, place, *pattern != '\0' ? pattern : config->ingest.name, at.guess, error);
    if (status == HINGE_OK && *pattern != '\0') { /* cells that still hold what names say */
        struct hinge_guess *before = hinge_arena_alloc(&at.arena, at.n + 1, sizeof *before);
        status = read_names(&at, place, "", before, error);
        for (size_t i = 0; i < at.rows * HINGE_GUESS_KEYS; i++) {
            const size_t r = i / HINGE_GUESS_KEYS, k = i % HINGE_GUESS_KEYS;
            struct hinge_csv_line *line = &at.lines.head.line[at.line[r]];
            const char *old = hinge_or_empty(before[r].key[k]),
                       *now = hinge_or_empty(at.guess[r].key[k]), *cell = cell_of(&at, r, (int)k);
            const long c = at.column[k];
            if (c < 0 || (size_t)c >= line->n || strcmp(old, now) == 0 || strcmp(cell, now) == 0)
                continue;
            if (strcmp(cell, old) != 0) {
                kept++;
                continue;
            }
            line->cell[c] = hinge_arena_strdup(&at.arena, now);
            at.changed[at.line[r]] = true;
            replaced++;
        }
    }
    if (status != HINGE_OK)
        return status;
    const char *shown = hinge_arena_shown(&at.arena, list);
    hinge_found_list(&intake.list, shown, intake.sheet, out);
    follow_edits(&at);
    const size_t clashes = number_trials(&at);
    if (n + replaced + kept > 0)
        status = save(&at, list, study, may_write, replaced, kept, out, error);
    else
        hinge_text_printf(out, "nothing new: %s has a row for each of %zu recording%s\n",
                          hinge_arena_shown(&at.arena, name), at.rows, HINGE_S(at.rows));
    if (clashes > 0)
        hinge_text_printf(out, "look at %zu of these with the names of others: %s\n", clashes,
                          at.column[HINGE_GUESS_TRIAL] >= 0
                              ? "numbered as trials"
                              : "add a column trial that tells them apart");
    size_t nobody = 0, versions = 0, unused = 0;
    const char *nobodys = "";
    for (size_t f = at.rows; f < at.n; f++) {
        const bool is = strcmp(hinge_or_empty(at.guess[f].key[HINGE_GUESS_ROLE]), "unused") == 0;
        versions += !is && at.guess[f].key[HINGE_GUESS_NOTE] != NULL;
        unused += is;
        if (at.column[HINGE_GUESS_PARTICIPANT] >= 0 &&
            at.guess[f].key[HINGE_GUESS_PARTICIPANT] == NULL && nobody++ == 0)
            nobodys = at.file[f];
    }
    if (versions > 0)
        hinge_text_printf(out, "look at %zu of these named as copies or versions (column note)\n",
                          versions);
    if (unused > 0)
        hinge_text_printf(out, "unused  %zu of these (role unused): empty the cell to use one\n",
                          unused);
    hinge_found_nobody(nobody, nobodys, shown, out);
    hinge_intake_add_cased(&intake, &lines);
    hinge_text_adds(&lines, intake.n_cased > 0 ? "\n" : "");
    hinge_text_adds(out, hinge_text_string(&lines));
    return status;
}
