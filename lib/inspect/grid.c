/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list covers: trials by participant and condition, and what looks like a slip.
 * In: the list's keys; out: lines. */
#include "base/memory.h"
#include "ingest/list_spellings.h"
#include "inspect/list.h"
#include "reps/reps.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ROWS_SHOWN = 200,
    COLUMNS_SHOWN = 16,
    CELLS = 10000000, /* of the grid; a list with more is no design */
    WORDS = 400,      /* that are compared letter by letter; more are codes */
    PAIRS_SHOWN = 100
};

/* Distinct texts in the order they come, and which of them each row of the list has;
 * NONE where a row has none. */
#define NONE SIZE_MAX
struct levels {
    const char **text;
    size_t n, *of;
};

struct grid {
    const struct hinge_table *list;
    struct hinge_arena arena;
    struct levels people, conditions;
    const char **group; /* per person, the first that is named */
    size_t *cell;       /* people x (conditions, references): rows of the list */
};

static const char *get(const struct hinge_table *list, const char *column, size_t row)
{
    const char *text = hinge_table_text(list, column, row);
    return text != NULL ? text : "";
}

struct keyed {
    const char *text;
    size_t row;
};

static int by_text_and_row(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    int order = strcmp(x->text, y->text);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static void clear_levels(struct levels *levels)
{
    free(levels->text);
    free(levels->of);
}

/* Numbers the texts of the rows, NULL being none; false without memory. */
static bool number_levels(const char *const *text, size_t rows, struct levels *levels)
{
    struct keyed *keyed = hinge_alloc(rows, sizeof *keyed);
    size_t n = 0;
    levels->text = hinge_alloc(rows, sizeof *levels->text);
    levels->of = hinge_alloc(rows, sizeof *levels->of);
    bool made = keyed != NULL && levels->text != NULL && levels->of != NULL;
    for (size_t i = 0; made && i < rows; i++) {
        levels->of[i] = NONE;
        if (text[i] != NULL)
            keyed[n++] = (struct keyed){text[i], i};
    }
    if (made && n > 0)
        qsort(keyed, n, sizeof *keyed, by_text_and_row);
    for (size_t i = 0, first = 0; made && i < n; i++) { /* the first row of each */
        first = strcmp(keyed[i].text, keyed[first].text) == 0 ? first : i;
        levels->of[keyed[i].row] = keyed[first].row;
    }
    for (size_t i = 0; made && i < rows; i++) {
        if (levels->of[i] == i)
            levels->text[levels->n++] = text[i];
        if (levels->of[i] != NONE)
            levels->of[i] =
                levels->of[i] == i ? levels->n - 1 : levels->of[levels->of[i]];
    }
    free(keyed);
    return made;
}

/* The texts of a column; an empty one is none unless `all`. */
static bool number_column(const struct hinge_table *list, const char *column, bool all,
                          struct levels *levels)
{
    const char **text = hinge_alloc(list->rows, sizeof *text);
    bool made = text != NULL;
    for (size_t i = 0; made && i < list->rows; i++) {
        text[i] = get(list, column, i);
        text[i] = all || *text[i] != '\0' ? text[i] : NULL;
    }
    made = made && number_levels(text, list->rows, levels);
    free(text);
    return made;
}

static bool is_trial(const struct hinge_table *list, size_t row)
{
    const char *role = get(list, "role", row);
    return *role == '\0' || strcmp(role, "trial") == 0;
}

static bool varies(const struct hinge_table *list, const char *column)
{
    const char *first = NULL;
    for (size_t i = 0; i < list->rows; i++) {
        const char *text = get(list, column, i);
        if (!is_trial(list, i))
            continue;
        if (first != NULL && strcmp(first, text) != 0)
            return true;
        first = text;
    }
    return false;
}

/* The keys that vary, joined: "rdl wall_tap"; "trials" when none does. */
static const char *condition_of(struct grid *grid, size_t row, const bool used[3])
{
    static const char *const keys[] = {"session", "task", "cue"};
    struct hinge_text text = {0};
    for (size_t k = 0; k < 3; k++) {
        const char *level = get(grid->list, keys[k], row);
        if (used[k])
            hinge_text_printf(&text, "%s%s", text.length > 0 ? "/" : "",
                              *level != '\0' ? level : "-");
    }
    const char *copy = hinge_arena_strdup(
        &grid->arena, text.length > 0 ? hinge_text_string(&text) : "trials");
    bool failed = text.failed;
    hinge_text_clear(&text);
    return failed ? NULL : copy;
}

static bool count(struct grid *grid)
{
    const struct hinge_table *list = grid->list;
    const bool used[3] = {varies(list, "session"), varies(list, "task"),
                          varies(list, "cue")};
    const char **condition = hinge_alloc(list->rows, sizeof *condition);
    bool made = condition != NULL;
    for (size_t i = 0; made && i < list->rows; i++)
        if (is_trial(list, i))
            made = (condition[i] = condition_of(grid, i, used)) != NULL;
    made = made && number_levels(condition, list->rows, &grid->conditions) &&
           number_column(list, "participant", true, &grid->people);
    free(condition);
    grid->group = made ? hinge_alloc(grid->people.n, sizeof *grid->group) : NULL;
    size_t columns = grid->conditions.n + 1;
    if (grid->group == NULL)
        return false;
    for (size_t i = 0; i < list->rows; i++) {
        const char **group = &grid->group[grid->people.of[i]];
        if (*group == NULL && *get(list, "group", i) != '\0')
            *group = get(list, "group", i);
    }
    if (grid->people.n > CELLS / columns)
        return true;
    grid->cell = hinge_alloc(grid->people.n * columns, sizeof *grid->cell);
    for (size_t i = 0; grid->cell != NULL && i < list->rows; i++) {
        size_t condition_at = grid->conditions.of[i];
        grid->cell[grid->people.of[i] * columns +
                   (condition_at != NONE ? condition_at : columns - 1)]++;
    }
    return grid->cell != NULL;
}

static const char *group_of(const struct grid *grid, size_t person)
{
    return grid->group[person] != NULL ? grid->group[person] : "";
}

static int widest(const struct levels *levels, int least)
{
    for (size_t i = 0; i < levels->n; i++)
        if ((int)strlen(levels->text[i]) > least)
            least = (int)strlen(levels->text[i]);
    return least;
}

static void write_grid(const struct grid *grid, struct hinge_text *out)
{
    size_t columns =
        grid->conditions.n < COLUMNS_SHOWN ? grid->conditions.n : (size_t)COLUMNS_SHOWN;
    int wide = widest(&grid->people, 11), group = 5;
    bool standing = false;
    for (size_t p = 0; p < grid->people.n; p++) {
        int length = (int)strlen(group_of(grid, p));
        group = length > group ? length : group;
        standing =
            standing || grid->cell[p * (grid->conditions.n + 1) + grid->conditions.n];
    }
    hinge_text_printf(out, "%-*s  %-*s", wide, "participant", group, "group");
    for (size_t c = 0; c < columns; c++)
        hinge_text_printf(out, "  %s", grid->conditions.text[c]);
    hinge_text_puts(out, standing ? "  references" : "");
    for (size_t p = 0; p < grid->people.n && p < ROWS_SHOWN; p++) {
        const size_t *cell = grid->cell + p * (grid->conditions.n + 1);
        const char *person = grid->people.text[p];
        hinge_text_printf(out, "\n%-*s  %-*s", wide, *person != '\0' ? person : "-",
                          group, group_of(grid, p));
        for (size_t c = 0; c < columns; c++) {
            int width = (int)strlen(grid->conditions.text[c]);
            if (cell[c] > 0)
                hinge_text_printf(out, "  %*zu", width, cell[c]);
            else
                hinge_text_printf(out, "  %*s", width, "-");
        }
        if (standing)
            hinge_text_printf(out, "  %10zu", cell[grid->conditions.n]);
    }
    if (grid->people.n > ROWS_SHOWN)
        hinge_text_printf(out, "\nand %zu more", grid->people.n - ROWS_SHOWN);
    if (grid->conditions.n > columns)
        hinge_text_printf(out, "\nand %zu more conditions",
                          grid->conditions.n - columns);
}

/* --- remarks --- */

static void remark(struct hinge_list_report *report)
{
    if (report->remarks.length > 0)
        hinge_text_puts(&report->remarks, "\n");
}

static void find_missing(const struct grid *grid, struct hinge_list_report *report)
{
    for (size_t c = 0; c < grid->conditions.n; c++) {
        size_t missing = 0;
        const char *names[4];
        for (size_t p = 0; p < grid->people.n; p++)
            if (grid->cell[p * (grid->conditions.n + 1) + c] == 0 && missing++ < 4)
                names[missing - 1] = grid->people.text[p];
        if (missing == 0)
            continue;
        remark(report);
        hinge_text_printf(&report->remarks,
                          "no trial of %s:", grid->conditions.text[c]);
        for (size_t k = 0; k < missing && k < 4; k++)
            hinge_text_printf(&report->remarks, " %s", names[k]);
        if (missing > 4)
            hinge_text_printf(&report->remarks, " and %zu more", missing - 4);
    }
}

static bool find_two_groups(const struct grid *grid, struct hinge_list_report *report)
{
    const char **other = hinge_alloc(grid->people.n, sizeof *other);
    for (size_t i = 0; other != NULL && i < grid->list->rows; i++) {
        const char *group = get(grid->list, "group", i);
        size_t p = grid->people.of[i];
        if (*group != '\0' && other[p] == NULL && strcmp(group, group_of(grid, p)) != 0)
            other[p] = group;
    }
    for (size_t p = 0; other != NULL && p < grid->people.n; p++) {
        if (other[p] == NULL || *grid->people.text[p] == '\0')
            continue;
        remark(report);
        hinge_text_printf(&report->remarks,
                          "%s is in two groups: %s and %s; refused without "
                          "--groups-vary",
                          grid->people.text[p], group_of(grid, p), other[p]);
    }
    bool made = other != NULL;
    free(other);
    return made;
}

/* Participants and sessions without a standing trial, where others have one. */
static bool find_no_standing(struct grid *grid, struct hinge_list_report *report)
{
    const struct hinge_table *list = grid->list;
    struct levels sessions = {0}, places = {0};
    bool made = number_column(list, "session", true, &sessions);
    const char **key = hinge_alloc(list->rows, sizeof *key);
    bool *has = hinge_alloc(list->rows, sizeof *has), any = false;
    for (size_t i = 0; made && key != NULL && i < list->rows; i++) {
        char text[64];
        snprintf(text, sizeof text, "%zu %zu", grid->people.of[i], sessions.of[i]);
        made = (key[i] = hinge_arena_strdup(&grid->arena, text)) != NULL;
    }
    made =
        made && key != NULL && has != NULL && number_levels(key, list->rows, &places);
    for (size_t i = 0; made && i < list->rows; i++)
        if (strcmp(get(list, "role", i), "standing") == 0)
            any = has[places.of[i]] = true;
    for (size_t i = 0; made && any && i < list->rows; i++) {
        const char *when = get(list, "session", i);
        if (has[places.of[i]])
            continue;
        has[places.of[i]] = true; /* told */
        remark(report);
        hinge_text_printf(&report->remarks, "no standing trial: %s%s%s",
                          get(list, "participant", i),
                          *when != '\0' ? ", session " : "", when);
    }
    clear_levels(&sessions);
    clear_levels(&places);
    free(key);
    free(has);
    return made;
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

/* "Sedentary", "sedentry"; "P1", "P01". Not wall_tap_3in, wall_tap_4in. */
static bool is_variant(const char *a, const char *b, bool codes)
{
    char x[64], y[64];
    if (hinge_list_alike(a, b))
        return true;
    if (codes || (hinge_task_known(a) && hinge_task_known(b)))
        return false;
    squeeze(a, x);
    squeeze(b, y);
    return strcmp(x, y) != 0 && strlen(x) >= 5 && strlen(y) >= 5 &&
           hinge_name_distance(x, y, 2) <= (strlen(x) >= 8 ? 2u : 1u);
}

struct pair {
    const struct levels *levels;
    size_t a, b;
};

static void tell_pair(const struct pair *pair, const char *column, size_t *told,
                      struct hinge_list_report *report)
{
    if (++*told > PAIRS_SHOWN)
        return;
    remark(report);
    hinge_text_printf(&report->remarks, "%s is written \"%s\" and \"%s\": one or two?",
                      column, pair->levels->text[pair->a], pair->levels->text[pair->b]);
}

static int by_spelling(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    int order = hinge_list_compare_loosely(x->text, y->text);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

/* Of very many names those that are alike, which stand side by side once sorted; each
 * with the first of them. */
static bool find_alike(const struct levels *levels, const char *column, size_t *told,
                       struct hinge_list_report *report)
{
    struct keyed *name = hinge_alloc(levels->n, sizeof *name);
    for (size_t i = 0; name != NULL && i < levels->n; i++)
        name[i] = (struct keyed){levels->text[i], i};
    if (name != NULL)
        qsort(name, levels->n, sizeof *name, by_spelling);
    for (size_t i = 1, first = 0; name != NULL && i < levels->n; i++) {
        const struct pair pair = {levels, name[first].row, name[i].row};
        if (hinge_list_alike(name[i].text, name[first].text))
            tell_pair(&pair, column, told, report);
        else
            first = i;
    }
    bool made = name != NULL;
    free(name);
    return made;
}

static bool find_variants(const struct hinge_table *list, const char *column,
                          bool codes, struct hinge_list_report *report)
{
    struct levels levels = {0};
    size_t told = 0;
    bool made = number_column(list, column, false, &levels);
    if (made && levels.n > WORDS)
        made = find_alike(&levels, column, &told, report);
    else
        for (size_t a = 0; made && a < levels.n; a++)
            for (size_t b = a + 1; b < levels.n; b++)
                if (is_variant(levels.text[a], levels.text[b], codes))
                    tell_pair(&(struct pair){&levels, a, b}, column, &told, report);
    if (told > PAIRS_SHOWN) {
        remark(report);
        hinge_text_printf(&report->remarks, "and %zu more pairs of names in %s",
                          told - PAIRS_SHOWN, column);
    }
    clear_levels(&levels);
    return made;
}

enum hinge_status hinge_list_report_grid(const struct hinge_table *list,
                                         struct hinge_list_report *report,
                                         struct hinge_error *error)
{
    struct grid grid = {.list = list};
    bool made = count(&grid);
    if (made && hinge_table_find(list, "participant") >= 0 &&
        (grid.people.n > 1 || (grid.people.n == 1 && *grid.people.text[0] != '\0'))) {
        if (grid.cell != NULL) {
            write_grid(&grid, &report->grid);
            find_missing(&grid, report);
        }
        made = find_two_groups(&grid, report);
    }
    made = made && find_no_standing(&grid, report) &&
           find_variants(list, "participant", true, report) &&
           find_variants(list, "group", false, report) &&
           find_variants(list, "session", true, report) &&
           find_variants(list, "task", false, report) &&
           find_variants(list, "cue", false, report);
    clear_levels(&grid.people);
    clear_levels(&grid.conditions);
    free(grid.group);
    free(grid.cell);
    hinge_arena_clear(&grid.arena);
    return made && !report->grid.failed && !report->remarks.failed
               ? HINGE_OK
               : hinge_no_memory(error);
}
