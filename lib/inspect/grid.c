/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list covers: trials by participant and condition, and what looks like a slip.
 * In: the list's keys; out: lines. */
#include "base/memory.h"
#include "ingest/list_spellings.h"
#include "inspect/list.h"
#include "reps/reps.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_SHOWN = 200, COLUMNS_SHOWN = 16 };

/* Distinct texts in the order they come. */
struct levels {
    const char **text;
    size_t n, capacity;
};

struct grid {
    const struct hinge_table *list;
    struct hinge_arena arena;
    struct levels people, conditions;
    size_t *cell; /* people x (conditions, references): rows of the list */
};

static const char *get(const struct hinge_table *list, const char *column, size_t row)
{
    const char *text = hinge_table_text(list, column, row);
    return text != NULL ? text : "";
}

static bool find(const struct levels *levels, const char *text, size_t *at)
{
    for (*at = 0; *at < levels->n; ++*at)
        if (strcmp(levels->text[*at], text) == 0)
            return true;
    return false;
}

static bool add(struct levels *levels, const char *text)
{
    size_t at;
    if (find(levels, text, &at))
        return true;
    if (levels->n == levels->capacity) {
        size_t capacity = levels->capacity ? 2 * levels->capacity : 32;
        const char **more = hinge_resize(levels->text, capacity, sizeof *more);
        if (more == NULL)
            return false;
        levels->text = more;
        levels->capacity = capacity;
    }
    levels->text[levels->n++] = text;
    return true;
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
    const bool used[3] = {varies(grid->list, "session"), varies(grid->list, "task"),
                          varies(grid->list, "cue")};
    const char **condition = hinge_alloc(grid->list->rows, sizeof *condition);
    bool made = condition != NULL;
    for (size_t i = 0; made && i < grid->list->rows; i++) {
        condition[i] = is_trial(grid->list, i) ? condition_of(grid, i, used) : "";
        made = condition[i] != NULL &&
               add(&grid->people, get(grid->list, "participant", i)) &&
               (*condition[i] == '\0' || add(&grid->conditions, condition[i]));
    }
    if (made)
        grid->cell =
            hinge_alloc(grid->people.n * (grid->conditions.n + 1), sizeof *grid->cell);
    made = made && grid->cell != NULL;
    for (size_t i = 0; made && i < grid->list->rows; i++) {
        size_t person, column = grid->conditions.n; /* references */
        find(&grid->people, get(grid->list, "participant", i), &person);
        if (*condition[i] != '\0')
            find(&grid->conditions, condition[i], &column);
        grid->cell[person * (grid->conditions.n + 1) + column]++;
    }
    free(condition);
    return made;
}

static const char *group_of(const struct hinge_table *list, const char *person)
{
    for (size_t i = 0; i < list->rows; i++)
        if (strcmp(get(list, "participant", i), person) == 0 &&
            *get(list, "group", i) != '\0')
            return get(list, "group", i);
    return "";
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
        int length = (int)strlen(group_of(grid->list, grid->people.text[p]));
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
                          group, group_of(grid->list, person));
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

static void find_two_groups(const struct grid *grid, struct hinge_list_report *report)
{
    for (size_t p = 0; p < grid->people.n; p++) {
        const char *person = grid->people.text[p],
                   *first = group_of(grid->list, person);
        for (size_t i = 0; i < grid->list->rows && *person != '\0'; i++) {
            const char *group = get(grid->list, "group", i);
            if (strcmp(get(grid->list, "participant", i), person) != 0 ||
                *group == '\0' || strcmp(group, first) == 0)
                continue;
            remark(report);
            hinge_text_printf(&report->remarks,
                              "%s is in two groups: %s and %s; refused without "
                              "--groups-vary",
                              person, first, group);
            break;
        }
    }
}

static void find_no_standing(const struct hinge_table *list,
                             struct hinge_list_report *report)
{
    size_t standing = 0;
    for (size_t i = 0; i < list->rows; i++)
        standing += strcmp(get(list, "role", i), "standing") == 0;
    for (size_t i = 0; standing > 0 && i < list->rows; i++) {
        const char *who = get(list, "participant", i), *when = get(list, "session", i);
        bool has = false, told = false;
        for (size_t k = 0; k < list->rows; k++) {
            bool same = strcmp(get(list, "participant", k), who) == 0 &&
                        strcmp(get(list, "session", k), when) == 0;
            has = has || (same && strcmp(get(list, "role", k), "standing") == 0);
            told = told || (same && k < i);
        }
        if (has || told)
            continue;
        remark(report);
        hinge_text_printf(&report->remarks, "no standing trial: %s%s%s", who,
                          *when != '\0' ? ", session " : "", when);
    }
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

static bool find_variants(const struct hinge_table *list, const char *column,
                          bool codes, struct hinge_list_report *report)
{
    struct levels levels = {0};
    bool made = true;
    for (size_t i = 0; i < list->rows && made; i++)
        made = *get(list, column, i) == '\0' || add(&levels, get(list, column, i));
    for (size_t a = 0; made && a < levels.n; a++)
        for (size_t b = a + 1; b < levels.n; b++)
            if (is_variant(levels.text[a], levels.text[b], codes)) {
                remark(report);
                hinge_text_printf(&report->remarks,
                                  "%s is written \"%s\" and \"%s\": one or two?",
                                  column, levels.text[a], levels.text[b]);
            }
    free(levels.text);
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
        write_grid(&grid, &report->grid);
        find_missing(&grid, report);
        find_two_groups(&grid, report);
    }
    if (made)
        find_no_standing(list, report);
    made = made && find_variants(list, "participant", true, report) &&
           find_variants(list, "group", false, report) &&
           find_variants(list, "session", true, report) &&
           find_variants(list, "task", false, report) &&
           find_variants(list, "cue", false, report);
    free(grid.people.text);
    free(grid.conditions.text);
    free(grid.cell);
    hinge_arena_clear(&grid.arena);
    return made && !report->grid.failed && !report->remarks.failed
               ? HINGE_OK
               : hinge_no_memory(error);
}
