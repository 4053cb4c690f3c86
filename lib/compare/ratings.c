/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins files of ratings with repetitions. In: a row for each answer, with participant, session,
 * task, cue, trial and rep as the results have them; out: columns of answers. A row that fits
 * nothing ends the call: an answer that is left out in silence would change the agreement. */
#include "compare/comparison.h"

#include "table/columns.h"

static const char *const column[] = {"participant", "session", "task",   "cue",     "trial",
                                     "rep",         "fault",   "answer", "seconds", "rater",
                                     "seed",        "start_s", NULL};
enum {
    PARTICIPANT,
    REP = 5,
    FAULT,
    ANSWER,
    RATER = 9,
    START = 11, /* files of older pages have none */
    KEYS = REP + 1,
    COLUMNS = START
};
static const double APART_S = 0.25; /* starts of one bend are no further apart */

struct join {
    struct hinge_table *table;
    size_t key[KEYS],
        *row; /* columns of the table; row by the number of its name, SIZE_MAX: several */
    struct hinge_intern names[KEYS]; /* of repetitions by their first keys, and by all */
};

/* The first n keys of a row; a column that is not there (SIZE_MAX) is empty. */
static const char *name_of(const struct hinge_table *t, const size_t *key, size_t row, size_t n,
                           struct hinge_text *name)
{
    char buffer[48];
    name->length = 0;
    for (size_t k = 0; k < n; k++)
        hinge_text_printf(name, "%s\x1f",
                          key[k] == SIZE_MAX ? "" : hinge_table_cell(t, key[k], row, buffer));
    return hinge_text_string(name);
}

/* INPUT: where, what was found, what was expected, what to do. */
static enum hinge_status refuse(struct hinge_error *error, const char *path, size_t line, size_t at,
                                const char *found, const char *expected, const char *todo)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                           "%s, line %zu, column %s: \"%.100s\" found, %s expected; %s", path,
                           line + 2, column[at], found, expected, todo);
}

/* The repetition of a row of the file. */
static enum hinge_status find_row(struct join *j, const char *path, const struct hinge_table *file,
                                  size_t line, size_t *row, struct hinge_error *error)
{
    size_t at[KEYS];
    cleared_by(hinge_text_clear) struct hinge_text name = {0};
    enum hinge_status status = HINGE_OK;
    for (size_t k = 0; k < KEYS; k++)
        at[k] = (size_t)hinge_table_find(file, column[k]);
    for (size_t k = 0; k < KEYS && status == HINGE_OK; k++) {
        const size_t known = j->names[k].n;
        const size_t n = hinge_intern_number(&j->names[k], name_of(file, at, line, k + 1, &name));
        if (n >= known) {
            cleared_by(hinge_text_clear) struct hinge_text expected = {0};
            hinge_text_printf(&expected, "a %s of these results", column[k]);
            for (size_t i = 0; i < k; i++)
                hinge_text_printf(&expected, "%s%s %s", i == 0 ? " with " : ", ", column[i],
                                  hinge_table_word(file, column[i], line));
            status = refuse(error, path, line, k, hinge_table_word(file, column[k], line),
                            hinge_text_string(&expected),
                            "name the results whose bends were rated, or remove the row");
        } else if (k == REP) {
            *row = j->row[n];
        }
    }
    if (status == HINGE_OK && *row == SIZE_MAX)
        status = refuse(error, path, line, PARTICIPANT, hinge_table_word(file, "participant", line),
                        "one repetition with these cells",
                        "several have them: number the recordings in the column trial of the list");
    return status;
}

/* Column "rating:<fault>" or "rating2:<fault>", which is made. */
static size_t column_of(struct hinge_table *table, size_t second, const char *fault)
{
    cleared_by(hinge_text_clear) struct hinge_text name = {0};
    size_t at[2];
    for (size_t k = 0; k < 2; k++) {
        name.length = 0;
        hinge_text_printf(&name, "%s%s", k == 0 ? HINGE_RATING : HINGE_RATING2, fault);
        const long there = hinge_table_find(table, hinge_text_string(&name));
        at[k] = there >= 0 ? (size_t)there
                           : hinge_table_add_column(table, hinge_text_string(&name),
                                                    HINGE_COLUMN_TEXT, "", 0);
    }
    return at[second];
}

static bool is_fault(const struct hinge_table *table, const char *id)
{
    cleared_by(hinge_text_clear) struct hinge_text severity = {0};
    hinge_text_printf(&severity, "%s%s", HINGE_SEVERITY, id);
    return hinge_table_find(table, id) >= 0 &&
           hinge_table_find(table, hinge_text_string(&severity)) >= 0;
}

/* The bend must begin where the rated one did: bends that were counted anew are others. */
static enum hinge_status check_start(const struct join *j, const char *path,
                                     const struct hinge_table *file, size_t line, size_t row,
                                     struct hinge_error *error)
{
    const char *rated = hinge_table_word(file, column[START], line);
    const double starts = hinge_table_number(j->table, column[START], row);
    double began = NAN;
    char expected[60];
    /* of a row of a part of the bend it is not known where the whole begins */
    const char *phase = hinge_table_word(j->table, "phase", row);
    if (strcmp(phase, "rep") != 0 &&
        !(strcmp(phase, "descent") == 0 && hinge_table_number(j->table, "floor", row) == 0))
        return HINGE_OK;
    if (hinge_table_find(file, column[START]) < 0)
        return HINGE_OK;
    if (hinge_number_parse(rated, strlen(rated), '.', &began, NULL) != HINGE_NUMBER_VALUE)
        return refuse(error, path, line, START, rated, "seconds", "correct the cell");
    if (fabs(began - starts) <= APART_S)
        return HINGE_OK;
    snprintf(expected, sizeof expected, "%.3f, where this bend begins,", starts);
    return refuse(
        error, path, line, START, rated, expected,
        "the bends were counted anew since they were rated: name the results of which the "
        "page was made, or rate a new page");
}

enum hinge_status hinge_ratings_join(const char *const *path, size_t n, struct hinge_table *table,
                                     struct hinge_error *error)
{
    struct join j = {.table = table};
    struct hinge_table file[2] = {{0}, {0}};
    const char *rater[2] = {"", ""};
    enum hinge_status status = HINGE_OK;
    if (n < 1 || n > 2)
        return hinge_usage(error,
                           "ratings: %zu files found, one or two expected: those of two "
                           "raters, or of one who saw bends twice",
                           n);
    cleared_by(hinge_text_clear) struct hinge_text name = {0};
    j.row = hinge_alloc(j.table->rows + 1, sizeof *j.row);
    for (size_t k = 0; k < KEYS; k++) {
        const long at = hinge_table_find(j.table, column[k]);
        j.key[k] = at < 0 ? SIZE_MAX : (size_t)at;
    }
    for (size_t r = 0; r < j.table->rows; r++)
        for (size_t k = 0; k < KEYS; k++) {
            const size_t known = j.names[k].n,
                         i = hinge_intern_number(&j.names[k],
                                                 name_of(j.table, j.key, r, k + 1, &name));
            if (k == REP)
                j.row[i] = i < known ? SIZE_MAX : r;
        }
    for (size_t f = 0; f < n && status == HINGE_OK; f++) {
        status = hinge_table_read_csv(&file[f], path[f], path[f], column, ',', '.', error);
        for (size_t k = 0; k < COLUMNS && status == HINGE_OK; k++) {
            size_t at;
            status = hinge_table_require(&file[f], column[k], path[f], &at, error);
        }
        if (status == HINGE_OK && file[f].rows > 0)
            rater[f] = hinge_table_word(&file[f], "rater", 0);
        if (status == HINGE_OK && f == 1 && strcmp(rater[0], rater[1]) == 0)
            status =
                refuse(error, path[1], 0, RATER, rater[1], "another rater than in the first file",
                       "give one file to see how well a rater repeats the answers");
        if (status == HINGE_OK) {
            /* Answers of one file; `alone`: a bend's second answer is that of a second rater. */
            for (size_t line = 0; line < file[f].rows && status == HINGE_OK; line++) {
                const char *fault = hinge_table_word(&file[f], "fault", line),
                           *answer = hinge_table_word(&file[f], "answer", line),
                           *who = hinge_table_word(&file[f], "rater", line);
                size_t row = SIZE_MAX;
                status = find_row(&j, path[f], &file[f], line, &row, error);
                if (status == HINGE_OK)
                    status = check_start(&j, path[f], &file[f], line, row, error);
                if (status == HINGE_OK && !is_fault(j.table, fault))
                    status = refuse(error, path[f], line, FAULT, fault, "the ID of a fault",
                                    "hinge-table --help=faults lists them");
                if (status == HINGE_OK && !hinge_listed("1,0,?", ',', answer))
                    status = refuse(error, path[f], line, ANSWER, answer, "1, 0 or ?",
                                    "correct the cell");
                if (status == HINGE_OK && strcmp(who, rater[f]) != 0)
                    status = refuse(error, path[f], line, RATER, who, "one rater in a file",
                                    "give each rater a file");
                if (status != HINGE_OK)
                    break;
                const size_t at = column_of(j.table, f, fault);
                const bool again = j.table->column[at].text[row] != NULL;
                if (!again)
                    hinge_table_set_text(j.table, at, row, answer);
                else if (n == 1)
                    hinge_table_set_text(j.table, column_of(j.table, 1, fault), row, answer);
            }
        }
    }
    for (size_t f = 0; f < 2; f++)
        hinge_table_clear(&file[f]);
    for (size_t k = 0; k < KEYS; k++)
        hinge_intern_clear(&j.names[k]);
    free(j.row);
    return status;
}
