/* SPDX-License-Identifier: GPL-3.0-or-later */
/* participants.csv and other lists of people in; cells of the intake's rows out. */
#include "ingest/ingest.h"

#include "table/columns.h"

enum {
    LARGEST = 64 << 20,
    LARGEST_OTHER = 1 << 20, /* of a CSV that may be a list of people: else it is a recording */
    ABOVE_HEADER = 12,
    MOST_TOLD = 300
};

struct people {
    const char *path;          /* of a sheet: "list.xlsx, sheet People" */
    bool other;                /* found by what is in it */
    bool *personal;            /* columns that are left out; NULL: none */
    bool *gave;                /* columns that had something to join */
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

/* A code as lists are compared: "Patient 01" is "Patient01". */
static const char *plain(struct hinge_arena *arena, const char *code)
{
    char *copy = hinge_arena_strdup(arena, code), *to = copy;
    for (const char *p = code; *p != '\0'; p++)
        if (*p != ' ')
            *to++ = *p;
    *to = '\0';
    return copy;
}

/* Sorts the rows; nobody has two of one session. */
static enum hinge_status sort_people(struct people *people, struct hinge_error *error)
{
    size_t n = people->table.rows;
    people->entry = hinge_arena_raw(&people->arena, n, sizeof *people->entry);
    people->met = hinge_arena_alloc(&people->arena, n, sizeof *people->met);
    for (size_t i = 0; i < n; i++)
        people->entry[i] = (struct hinge_visit){
            plain(&people->arena, hinge_table_word(&people->table, people->who, i)),
            hinge_table_word(&people->table, "session", i), i};
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
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    struct hinge_csv_source source;
    enum hinge_status status = hinge_csv_file_open(people->path, people->path, LARGEST, 0,
                                                   config->ingest.decimal, &bytes, &source, error);
    if (status == HINGE_OK)
        status = hinge_csv_table_read(&source, text, &people->table, &people->arena, &people->lines,
                                      error);
    /* what hinge-table participants writes, under a name that suggests itself */
    if (status == HINGE_OK && hinge_table_find(&people->table, "variable") >= 0 &&
        hinge_table_find(&people->table, "level") >= 0 &&
        hinge_table_find(&people->table, "participant") < 0)
        return HINGE_OK;
    static const char *const who[] = {"participant", "participant_id", "id"};
    if (status == HINGE_OK)
        hinge_list_columns_name(&people->table, config, NULL);
    for (size_t i = 0; status == HINGE_OK && i < 3 && people->who == NULL; i++)
        people->who = hinge_table_find(&people->table, who[i]) >= 0 ? who[i] : NULL;
    if (status == HINGE_OK && people->who == NULL)
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                                 "%s: a list of participants needs a column "
                                 "\"participant\" with the codes of the trial list; "
                                 "rename it, or move the file away",
                                 people->path);
    if (status == HINGE_OK)
        status = hinge_list_columns_check(&people->table, people->path, people->who, NULL, config,
                                          error);
    if (status == HINGE_OK)
        status =
            hinge_list_values_settle(&people->table, people->path, people->lines, config, error);
    if (status == HINGE_OK)
        status = sort_people(people, error);
    return status;
}

/* The participant's row, that of the session first; -1 when there is none. */
static long row_of(const struct people *people, const char *who, const char *session)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    const char *code = plain(&arena, who);
    const struct hinge_visit wanted[] = {{code, session, 0}, {code, "", 0}};
    long row = -1;
    for (size_t i = 0; i < 2 && row < 0; i++) {
        const struct hinge_visit *found = bsearch(&wanted[i], people->entry, people->table.rows,
                                                  sizeof *people->entry, hinge_visit_compare);
        row = found != NULL ? (long)found->row : -1;
    }
    return row;
}

static enum hinge_status join_cell(struct hinge_intake *intake, size_t row, struct people *people,
                                   size_t c, size_t i, const struct people *earlier, size_t n,
                                   struct hinge_error *error)
{
    const struct hinge_column *from = &people->table.column[c];
    char number[48], listed_number[48];
    const char *value = hinge_table_cell(&people->table, c, i, number), *listed;
    long known = hinge_table_find(&intake->list, from->name);
    size_t at = (size_t)known;
    if (value == NULL || *value == '\0')
        return HINGE_OK;
    if (people->gave != NULL)
        people->gave[c] = true;
    if (known < 0)
        at = hinge_table_add_column(&intake->list, from->name, from->type, "", -1);
    listed = hinge_table_cell(&intake->list, at, row, listed_number);
    if (listed != NULL && *listed != '\0') {
        if (strcmp(listed, value) == 0)
            return HINGE_OK;
        /* two values: of the list, or of another list of people before (`earlier`, n) */
        const struct hinge_intake_row *its_row = &intake->row[row];
        const char *who = hinge_table_word(&people->table, people->who, i);
        cleared_by(hinge_text_clear) struct hinge_text here = {0}, there = {0};
        char cell[48];
        for (size_t k = 0; k < n && here.length == 0; k++) {
            const long its = hinge_table_find(&earlier[k].table, from->name),
                       r = row_of(&earlier[k], who,
                                  hinge_table_word(&intake->list, "session", row));
            if (its >= 0 && r >= 0 &&
                *hinge_or_empty(
                    hinge_table_cell(&earlier[k].table, (size_t)its, (size_t)r, cell)) != '\0')
                hinge_list_add_place(&here, earlier[k].path, earlier[k].lines[r], (size_t)its);
        }
        if (here.length == 0)
            hinge_text_printf(&here, "%s:%zu",
                              its_row->list != NULL ? its_row->list : its_row->path, its_row->line);
        hinge_list_add_place(&there, people->path, people->lines[i], c);
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                               "%s: %s of participant %s is %s, in %s it is %s; "
                               "correct one of them, or leave %s cell empty",
                               here.data, from->name, who, listed, there.data, value,
                               n > 0 ? "one" : "the trial list's");
    }
    if (intake->list.column[at].type == HINGE_COLUMN_TEXT) {
        hinge_table_set_text(&intake->list, at, row, value);
        return HINGE_OK;
    }
    if (from->type == HINGE_COLUMN_NUMBER) {
        hinge_table_set_number(&intake->list, at, row, from->number[i]);
        return HINGE_OK;
    }
    cleared_by(hinge_text_clear) struct hinge_text where = {0};
    hinge_list_add_place(&where, people->path, people->lines[i], c);
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NOT_A_NUMBER,
                           "%s: column \"%s\": \"%s\" is not a number, as in the "
                           "trial list; correct it",
                           where.data, from->name, value);
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

static void note_names(const struct hinge_ingest_request *request, const struct people *people,
                       const char *what, const struct names *names)
{
    cleared_by(hinge_text_clear) struct hinge_text line = {0};
    hinge_text_printf(&line, "%s: %s ", people->path, what);
    const char *all = hinge_text_string(&names->text), *separator = hinge_names_separator(&all, 1);
    for (const char *p = all; *p != '\0'; p++)
        hinge_text_add(&line, *p == '\n' ? separator : p, *p == '\n' ? 2 : 1);
    hinge_text_printf(&line, "%s%s", names->more ? separator : "", names->more ? "…" : "");
    if (names->text.length > 0)
        hinge_note(request->message, request->context, "%s", line.data);
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

static void clear(struct people *people)
{
    hinge_arena_clear(&people->arena);
    hinge_table_clear(&people->table);
    hinge_text_clear(&people->unknown.text);
}

/* Joins a list to the rows of its folder from `first` on; `earlier` ones are joined. */
static enum hinge_status join(const struct hinge_ingest_request *request,
                              struct hinge_intake *intake, size_t first, const char *folder,
                              size_t n, struct people *people, const struct people *earlier,
                              size_t n_earlier, struct hinge_error *error)
{
    bool named = false;
    people->gave =
        hinge_arena_alloc(&people->arena, people->table.n_columns + 1, sizeof *people->gave);
    for (size_t r = first; r < intake->n; r++) {
        const char *who = hinge_table_word(&intake->list, "participant", r);
        if (*who == '\0' || !is_beside(&intake->row[r], folder, n))
            continue;
        named = true;
        const long i = row_of(people, who, hinge_table_word(&intake->list, "session", r));
        if (i < 0 && !hinge_listed(hinge_text_string(&people->unknown.text), '\n', who))
            add_name(&people->unknown, who, "");
        if (i < 0)
            continue;
        people->met[i] = true;
        for (size_t c = 0; c < people->table.n_columns; c++) {
            const char *name = people->table.column[c].name;
            if (strcmp(name, people->who) == 0 || strcmp(name, "session") == 0 ||
                (people->personal != NULL && people->personal[c]))
                continue;
            enum hinge_status status =
                join_cell(intake, r, people, c, (size_t)i, earlier, n_earlier, error);
            if (status != HINGE_OK)
                return status;
        }
    }
    if (named) { /* else nobody can be missing: a folder before it has a list */
        struct names idle = {0};
        for (size_t i = 0; i < people->table.rows; i++)
            if (!people->met[i])
                add_name(&idle, hinge_table_word(&people->table, people->who, i),
                         hinge_table_word(&people->table, "session", i));
        note_names(request, people, "has no row for", &people->unknown);
        note_names(request, people, "no recording of", &idle);
        hinge_text_clear(&idle.text);
    }
    cleared_by(hinge_text_clear) struct hinge_text left = {0}, line = {0};
    size_t columns = 0, n_people = 0;
    const char *last = "";
    for (size_t i = 0; i < people->table.rows; i++) { /* sorted: a person's sessions are together */
        const struct hinge_visit *visit = &people->entry[i];
        if (people->met[visit->row] && strcmp(last, visit->participant) != 0) {
            last = visit->participant;
            n_people++;
        }
    }
    for (size_t c = 0; c < people->table.n_columns; c++) {
        const struct hinge_column *column = &people->table.column[c];
        const char *header = hinge_list_header(column);
        const bool personal = people->personal != NULL && people->personal[c];
        struct hinge_text *to = personal ? &left : &line;
        if (!personal && !people->gave[c])
            continue;
        hinge_text_adds(to, to->length > 0 ? ", " : "");
        hinge_text_shown(to, header);
        columns += !personal;
    }
    if (columns > 0)
        hinge_text_printf(&intake->joined, "%s of %zu participant%s from %s%s%s\n", line.data,
                          n_people, HINGE_S(n_people),
                          hinge_arena_shown(&intake->arena, people->path),
                          left.length > 0 ? "; left out, as it is personal: " : "",
                          hinge_text_string(&left));
    if (people->other && columns > 0 && request->output != NULL)
        hinge_note(request->message, request->context, "%s: joined to the list: %s", people->path,
                   line.data);
    return HINGE_OK;
}

/* --- lists of people by what is in them --- */

/* Whether a header row is of people: it has a column of participants, others, and none that is of
 * recordings, corrections, raters or results. *ends: it is the header of something else. */
static bool is_of_people(const struct hinge_vocabulary *words, const struct hinge_csv_line *line,
                         bool loose, bool *ends)
{
    static const char others[] =
        "file|trial|task|cue|role|side|load_kg|rate_hz|format|landmarks|id|angles|emg";
    static const char raters[] =
        "rater|observer|fault|verdict|rep|repetition|clip|key|variable|lumbar_def";
    const char *const *cell = (const char *const *)line->cell;
    size_t filled = 0, who = 0;
    for (size_t c = 0; c < line->n; c++) {
        const char *ours = hinge_list_meaning(words, cell[c]);
        const bool may = hinge_list_may_be_person(words, cell[c]);
        filled += *cell[c] != '\0';
        who += may || (ours != NULL && strcmp(ours, "participant") == 0) ||
               hinge_personal_column(cell[c]); /* "Name", where the list has names */
        *ends |=
            (ours != NULL && !may && hinge_listed(others, '|', ours)) ||
            hinge_any_word(raters, cell[c], hinge_same_name) || strchr(cell[c], ':') != NULL ||
            (hinge_name_distance(cell[c], "file", 2) <= 2 && !hinge_same_name(cell[c], "film"));
    }
    *ends |= filled > 1 && ((loose && who > 0) || hinge_list_is_events(cell, line->n));
    return !*ends && filled > 1 && (loose || (who > 0 && filled > who));
    /* else a key: who has which code */
}

/* The header of a table of people within its first lines, of the arena; NULL: it is none. `loose`:
 * also one that calls nobody a person, of which the values decide. */
static const struct hinge_csv_line *header_of(const struct hinge_vocabulary *words,
                                              struct hinge_csv_source *source, bool loose,
                                              struct hinge_arena *arena)
{
    struct hinge_csv_head head = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    bool ends = false;
    size_t h = 0;
    if (source->delimiter == ' ' ||
        hinge_csv_head_read(source, ABOVE_HEADER, arena, &head, &why) != HINGE_OK)
        return NULL;
    while (h < head.n && !is_of_people(words, &head.line[h], loose, &ends) && !ends)
        h++;
    if (h == head.n || ends)
        return NULL;
    source->header_offset = head.line[h].offset;
    source->header_line = head.line[h].number;
    return head.line + h;
}

/* The column whose values are most of the participants (`code`, n of them, without blanks); of two
 * that are, that of codes goes before a running number. people->who stays NULL if there is none, or
 * they are two: `why` then says so. */
static void find_codes(struct people *people, const struct hinge_vocabulary *words,
                       const char *const *code, size_t n, struct hinge_text *why)
{
    static const char sizes[] = "age|height_m|mass_kg|group|sex|session";
    enum { SHOWN = 2 };
    struct hinge_table *table = &people->table;
    long best = -1, other = -1, shown = -1;
    bool best_number = false;
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct hinge_column *column = &table->column[c];
        const char *header = hinge_list_header(column);
        size_t found = 0, full = 0;
        if (column->text == NULL || hinge_listed(sizes, '|', column->name) ||
            (column->type != HINGE_COLUMN_TEXT && !hinge_list_may_be_person(words, header)))
            continue;
        const char **value = hinge_arena_alloc(&people->arena, table->rows + 1, sizeof *value);
        for (size_t i = 0; i < table->rows; i++) {
            value[i] = plain(&people->arena, hinge_or_empty(column->text[i]));
            full += *value[i] != '\0';
        }
        const size_t once = hinge_each_once(value, table->rows);
        for (size_t k = 0; k < n; k++)
            found += bsearch(&code[k], value, once, sizeof *value, hinge_by_text) != NULL;
        if (shown < 0 || (hinge_list_may_be_person(words, header) &&
                          !hinge_list_may_be_person(words, table->column[shown].name)))
            shown = (long)c;
        if (found == 0 || 2 * found < n || full < table->rows)
            continue;
        cleared_by(hinge_text_clear) struct hinge_text word = {0};
        hinge_text_folded(&word, header, strcspn(header, "."));
        const bool number = hinge_listed("nr|no|num|numero|nummer|number|lfd|lfd nr|#|n", '|',
                                         hinge_text_string(&word));
        if (best < 0 || (best_number && !number)) {
            best = (long)c;
            best_number = number;
            other = -1;
        } else if (best_number == number) {
            other = (long)c;
        }
    }
    if (best < 0 && shown >= 0 && table->rows > 0) {
        const struct hinge_column *column = &table->column[shown];
        const char *header = hinge_list_header(column);
        hinge_text_adds(why, "no recording is of a participant in its column ");
        hinge_text_shown(why, header);
        for (size_t i = 0; i < SHOWN && i < table->rows; i++) {
            hinge_text_adds(why, i == 0 ? " (" : ", ");
            hinge_text_shown(why, hinge_or_empty(column->text[i]));
        }
        hinge_text_adds(why, table->rows > SHOWN ? ", …)" : ")");
    } else if (best < 0) {
        hinge_text_adds(why, "no column has codes of participants");
    } else if (other >= 0) {
        hinge_text_adds(why, "its columns ");
        hinge_text_shown(why, hinge_list_header(&table->column[best]));
        hinge_text_adds(why, " and ");
        hinge_text_shown(why, hinge_list_header(&table->column[other]));
        hinge_text_adds(why, " both have codes of participants: call the one that counts "
                             "participant, or remove the other");
    } else { /* another column that its header made the participant's is what it was called */
        const long was = hinge_table_find(table, "participant");
        if (was >= 0 && was != best) {
            free(table->column[was].name);
            table->column[was].name = hinge_copy(table->column[was].title);
        }
        people->who = table->column[best].name;
        table->column[best].type = HINGE_COLUMN_TEXT;
    }
}

/* Reads a table that may be one of people of the rows; *is false if it is none. Once it is, a value
 * that cannot be is an error, as in any list. */
static enum hinge_status read_other(struct people *people, struct hinge_csv_source *source,
                                    const struct hinge_ingest_request *request,
                                    struct hinge_intake *intake, size_t first, const char *folder,
                                    size_t n, bool *is, struct hinge_error *error)
{
    const struct hinge_config *config = request->config;
    const struct hinge_vocabulary *words = &intake->words;
    struct hinge_error why = HINGE_ERROR_INIT;
    struct hinge_arena *arena = &people->arena;
    const struct hinge_csv_line *line = header_of(words, source, false, arena);
    const bool loose = line == NULL;
    line = loose ? header_of(words, source, true, arena) : line;
    *is = false;
    if (line == NULL)
        return HINGE_OK;
    const char **as_text =
        hinge_list_as_text(words, (const char *const *)line->cell, line->n, arena);
    if (hinge_csv_table_read(source, as_text, &people->table, arena, &people->lines, &why) !=
        HINGE_OK)
        return HINGE_OK;
    struct hinge_table *table = &people->table;
    hinge_list_drop_summaries(words, table, people->lines);
    /* personal columns are not in the study, and no fault of such a list */
    struct hinge_config copy = *config;
    cleared_by(hinge_text_clear) struct hinge_text kept = {0};
    hinge_text_adds(&kept, config->ingest.keep_column);
    people->personal = hinge_arena_alloc(arena, table->n_columns + 1, sizeof *people->personal);
    hinge_list_columns_name(table, config, NULL);
    size_t theirs = 0;
    const char **all = hinge_arena_alloc(arena, intake->n + 1, sizeof *all);
    for (size_t r = first; r < intake->n; r++)
        if (is_beside(&intake->row[r], folder, n) &&
            *hinge_table_word(&intake->list, "participant", r) != '\0')
            all[theirs++] = plain(arena, hinge_table_word(&intake->list, "participant", r));
    theirs = hinge_each_once(all, theirs);
    cleared_by(hinge_text_clear) struct hinge_text why_not = {0};
    find_codes(people, words, all, theirs, &why_not);
    for (size_t c = 0; c < table->n_columns; c++) {
        const char *name = table->column[c].name;
        people->personal[c] = people->who != name && hinge_personal_column(name) &&
                              !hinge_config_keeps_column(config, name);
        if (people->personal[c])
            hinge_text_printf(&kept, "%s%s", kept.length > 0 ? "," : "", name);
    }
    copy.ingest.keep_column = hinge_arena_strdup(arena, hinge_text_string(&kept));
    if (people->who != NULL && sort_people(people, &why) != HINGE_OK)
        hinge_text_adds(&why_not, hinge_after_path(why.message, people->path));
    *is = why_not.length == 0;
    bool person = false; /* else a table of something else, such as a dictionary */
    for (size_t c = 0; c < table->n_columns; c++)
        person |= strcmp(table->column[c].name, "participant") == 0 ||
                  hinge_list_may_be_person(words, table->column[c].name);
    if (!*is && theirs > 0 && !loose && person)
        hinge_text_printf(&intake->apart, "%s: not joined: %s\n",
                          hinge_arena_shown(&intake->arena, people->path), why_not.data);
    if (!*is)
        return HINGE_OK;
    if (hinge_list_columns_check(table, people->path, people->who, NULL, &copy, &why) == HINGE_OK)
        return hinge_list_values_settle(table, people->path, people->lines, config, error);
    if (request->output != NULL) /* nobody gave this file: it stops nothing */
        hinge_note(request->message, request->context,
                   "%.1000s; until then it is not joined to the list", why.message);
    *is = false;
    return HINGE_OK;
}

/* Where lists of people are joined, one after another; or only looked for. */
struct joining {
    const struct hinge_ingest_request *request;
    struct hinge_intake *intake;
    size_t first;
    const char *folder; /* with n letters; NULL: only whether there is one */
    size_t n;
    struct people *list;
    size_t n_lists;
    bool found;
};

/* Codes of a table that may have people, letters and a number: of a column that is theirs by its
 * header, or has each once. */
static void take_codes(struct hinge_intake *intake, struct hinge_csv_source *source,
                       const struct hinge_csv_line *line)
{
    const struct hinge_vocabulary *words = &intake->words;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    size_t *lines;
    struct hinge_error why = HINGE_ERROR_INIT;
    const char **as_text =
        hinge_list_as_text(words, (const char *const *)line->cell, line->n, &arena);
    const bool read =
        hinge_csv_table_read(source, as_text, &table, &arena, &lines, &why) == HINGE_OK;
    for (size_t c = 0; c < table.n_columns && read; c++) {
        const struct hinge_column *column = &table.column[c];
        const char **code = hinge_arena_alloc(&arena, table.rows + 1, sizeof *code);
        size_t n = 0;
        for (size_t r = 0; column->text != NULL && r < table.rows; r++) {
            const char *text = hinge_or_empty(column->text[r]);
            const size_t letters = strcspn(text, "0123456789");
            if (letters > 0 && text[letters] != '\0')
                code[n++] = text;
        }
        const size_t once = hinge_each_once(code, n);
        if (once < n && !hinge_list_is_person(words, column->name))
            continue; /* such as visits */
        for (size_t k = 0; k < once; k++) {
            intake->code = hinge_arena_more(&intake->arena, intake->code, intake->n_codes,
                                            sizeof *intake->code);
            intake->code[intake->n_codes++] = hinge_arena_strdup(&intake->arena, code[k]);
        }
    }
}

static enum hinge_status try_table(struct joining *to, const char *path, const char *shown,
                                   struct hinge_csv_source *source, struct hinge_error *error)
{
    struct hinge_intake *intake = to->intake;
    bool is;
    if (to->folder == NULL) {
        cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
        const struct hinge_csv_line *line = header_of(&intake->words, source, false, &arena);
        to->found |= line != NULL;
        if (line == NULL)
            line = header_of(&intake->words, source, true, &arena);
        if (line != NULL)
            take_codes(intake, source, line);
        return HINGE_OK;
    }
    to->list = hinge_resize(to->list, to->n_lists + 1, sizeof *to->list);
    struct people *people = &to->list[to->n_lists];
    *people = (struct people){.path = hinge_arena_strdup(&intake->arena, shown), .other = true};
    enum hinge_status status =
        read_other(people, source, to->request, intake, to->first, to->folder, to->n, &is, error);
    if (status == HINGE_OK && is)
        status = join(to->request, intake, to->first, to->folder, to->n, people, to->list,
                      to->n_lists, error);
    if (!is) {
        clear(people);
        return status;
    }
    to->n_lists++;
    intake->people =
        hinge_arena_more(&intake->arena, intake->people, intake->n_people, sizeof *intake->people);
    intake->people[intake->n_people++] = hinge_arena_strdup(&intake->arena, path);
    return status;
}

/* The sheets of a workbook, or the table of a CSV; what cannot be read is no list of people. */
static enum hinge_status try_file(struct joining *to, const char *path, struct hinge_error *error)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    struct hinge_csv_source source;
    struct hinge_error why = HINGE_ERROR_INIT;
    enum hinge_status status = HINGE_OK;
    const bool book = hinge_ends_alike(path, ".xlsx");
    if (hinge_file_read(path, path, book ? LARGEST : LARGEST_OTHER, &bytes, &why) != HINGE_OK)
        return HINGE_OK;
    if (!book) {
        hinge_csv_from_utf16(&bytes);
        return hinge_list_open(path, &bytes, to->request->config->ingest.decimal, &source, &why) ==
                       HINGE_OK
                   ? try_table(to, path, path, &source, error)
                   : HINGE_OK;
    }
    struct hinge_workbook *workbook = NULL;
    cleared_by(hinge_text_clear) struct hinge_text csv = {0}, shown = {0};
    struct hinge_sheet of;
    bool more = hinge_is_workbook(path, &bytes) &&
                hinge_workbook_open(path, &bytes, &workbook, &why) == HINGE_OK;
    for (size_t sheet = 0; more && status == HINGE_OK; sheet++) {
        shown.length = 0;
        const size_t joined = to->n_lists;
        if (hinge_workbook_sheet(workbook, sheet, &csv, &of, &more, &why) != HINGE_OK || !more)
            break;
        if (csv.length == 0)
            continue;
        hinge_text_printf(&shown, "%s, sheet %s", path, of.name);
        if (hinge_csv_open(path, csv.data, csv.length, ',', '.', &source, &why) == HINGE_OK)
            status = try_table(to, path, shown.data, &source, error);
        if (to->n_lists > joined)
            hinge_intake_add_hidden(to->request, to->intake, path, &of);
    }
    hinge_workbook_free(workbook);
    return status;
}

bool hinge_people_list_may_be(const struct hinge_ingest_request *request,
                              struct hinge_intake *intake, const char *path)
{
    struct joining to = {.request = request, .intake = intake};
    struct hinge_error ignored = HINGE_ERROR_INIT;
    hinge_vocabulary_make(&intake->words);
    try_file(&to, path, &ignored);
    return to.found;
}

/* Whether a table beside a list leads out of the folder, by a link. */
static bool leads_out(const struct hinge_ingest_request *request, const char *folder,
                      const char *path)
{
    cleared_by(freed) char *within = request->allow_outside
                                         ? NULL
                                         : hinge_os_real_path(*folder ? folder : "."),
                           *real = hinge_os_real_path(path);
    return within != NULL && real != NULL && !hinge_path_lies_in(within, real);
}

/* The rows of one folder: participants.csv, then what else is a list of people there. */
static enum hinge_status join_folder(const struct hinge_ingest_request *request,
                                     struct hinge_intake *intake, size_t first,
                                     struct hinge_error *error)
{
    cleared_by(hinge_text_clear) struct hinge_text path = {0};
    struct hinge_os_info info;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct joining to = {.request = request, .intake = intake, .first = first};
    enum hinge_status status = HINGE_OK;
    size_t n = 0, n_all = 0, files = 0, taken = 0;
    const char *folder = folder_of(&intake->row[first], &n), **all = NULL, **name = NULL;
    to.folder = folder;
    to.n = n;
    to.list = hinge_alloc(1, sizeof *to.list);
    const char *base = hinge_arena_printf(&arena, "%.*s%s", (int)n, folder,
                                          n == 0 || folder[n - 1] == '/' ? "" : "/");
    hinge_text_printf(&path, "%s" HINGE_PEOPLE_LIST, base);
    if (hinge_os_stat(path.data, &info) == 0) {
        struct people *people = &to.list[to.n_lists++];
        *people = (struct people){.path = hinge_arena_strdup(&arena, path.data)};
        status = leads_out(request, base, people->path)
                     ? hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OUTSIDE_FOLDER,
                                       "%s: " HINGE_LEAVES_FOLDER, people->path)
                     : read_people(people, request->config, error);
        if (status == HINGE_OK && people->who != NULL)
            status = join(request, intake, first, folder, n, people, NULL, 0, error);
        if (people->who == NULL) { /* a table of hinge-table of that name */
            clear(people);
            to.n_lists = 0;
        }
    }
    /* the names there but those of recordings and lists */
    const char **known =
        hinge_arena_alloc(&arena, 2 * intake->n + intake->n_unused + 1, sizeof *known);
    for (size_t r = 0; r < intake->n; r++) {
        if (intake->row[r].path != NULL)
            known[taken++] = intake->row[r].path;
        if (intake->row[r].list != NULL && !hinge_ends_alike(intake->row[r].list, ".xlsx") &&
            (r == 0 || intake->row[r].list != intake->row[r - 1].list))
            known[taken++] = intake->row[r].list;
    }
    for (size_t i = 0; i < intake->n_unused; i++)
        known[taken++] = intake->unused[i];
    qsort(known, taken, sizeof *known, hinge_by_text);
    path.length = 0;
    hinge_text_printf(&path, "%s" HINGE_RUN_STATE, base);
    if (status == HINGE_OK && !hinge_os_exists(path.data))
        hinge_folder_names(*base != '\0' ? base : ".", &arena, &all, &n_all);
    hinge_vocabulary_make(&intake->words);
    for (size_t i = 0; i < n_all; i++) {
        const char *entry = all[i], *full = hinge_arena_printf(&arena, "%s%s", base, entry);
        if (*entry == '.' || *entry == '~' ||
            hinge_listed(HINGE_PEOPLE_LIST "|" HINGE_NEW_ROWS "|events.csv", '|', entry) ||
            !(hinge_ends_alike(entry, ".csv") || hinge_ends_alike(entry, ".xlsx")) ||
            bsearch(&full, known, taken, sizeof *known, hinge_by_text) != NULL)
            continue;
        if (leads_out(request, base, full)) {
            hinge_note(request->message, request->context,
                       "%.300s: not taken: " HINGE_LEAVES_FOLDER, full);
            continue;
        }
        name = hinge_arena_more(&arena, name, files, sizeof *name);
        name[files++] = full;
    }
    if (files > 0)
        qsort(name, files, sizeof *name, hinge_by_text);
    for (size_t i = 0; i < files && status == HINGE_OK; i++)
        status = try_file(&to, name[i], error);
    for (size_t i = 0; i < to.n_lists; i++)
        clear(&to.list[i]);
    free(to.list);
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
