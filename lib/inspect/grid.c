/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list covers: trials by participant and condition, and what looks like a slip.
 * In: the list's keys; out: lines. */
#include "base/memory.h"
#include "inspect/list.h"
#include "inspect/list_levels.h"
#include "inspect/variants.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ROWS_SHOWN = 200,
    COLUMNS_SHOWN = 16,
    CELLS = 10000000 /* of the grid; a list with more is no design */
};

struct grid {
    const struct hinge_table *list;
    struct hinge_arena arena;
    struct hinge_list_levels people, conditions;
    const char **group; /* per person, the first that is named */
    size_t *cell;       /* people x (conditions, references): rows of the list */
};

static bool is_trial(const struct hinge_table *list, size_t row)
{
    const char *role = hinge_list_get(list, "role", row);
    return *role == '\0' || strcmp(role, "trial") == 0;
}

static bool varies(const struct hinge_table *list, const char *column)
{
    const char *first = NULL;
    for (size_t i = 0; i < list->rows; i++) {
        const char *text = hinge_list_get(list, column, i);
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
        const char *level = hinge_list_get(grid->list, keys[k], row);
        if (used[k])
            hinge_text_printf(&text, "%s%s", text.length > 0 ? "/" : "",
                              *level != '\0' ? level : "-");
    }
    const char *copy =
        hinge_arena_strdup(&grid->arena, text.length > 0 ? hinge_text_string(&text) : "trials");
    bool failed = false;
    hinge_text_clear(&text);
    return failed ? NULL : copy;
}

static bool count(struct grid *grid)
{
    const struct hinge_table *list = grid->list;
    const bool used[3] = {varies(list, "session"), varies(list, "task"), varies(list, "cue")};
    const char **condition = hinge_alloc(list->rows, sizeof *condition);
    bool made = true;
    for (size_t i = 0; made && i < list->rows; i++)
        if (is_trial(list, i))
            made = (condition[i] = condition_of(grid, i, used)) != NULL;
    made = made && hinge_list_levels_number(condition, list->rows, &grid->conditions) &&
           hinge_list_levels_of(list, "participant", true, &grid->people);
    free(condition);
    grid->group = made ? hinge_alloc(grid->people.n, sizeof *grid->group) : NULL;
    size_t columns = grid->conditions.n + 1;
    if (grid->group == NULL)
        return false;
    for (size_t i = 0; i < list->rows; i++) {
        const char **group = &grid->group[grid->people.of[i]];
        if (*group == NULL && *hinge_list_get(list, "group", i) != '\0')
            *group = hinge_list_get(list, "group", i);
    }
    if (grid->people.n > CELLS / columns)
        return true;
    grid->cell = hinge_alloc(grid->people.n * columns, sizeof *grid->cell);
    for (size_t i = 0; grid->cell != NULL && i < list->rows; i++) {
        size_t condition_at = grid->conditions.of[i];
        grid->cell[grid->people.of[i] * columns +
                   (condition_at != HINGE_NO_PLACE ? condition_at : columns - 1)]++;
    }
    return grid->cell != NULL;
}

static const char *group_of(const struct grid *grid, size_t person)
{
    return grid->group[person] != NULL ? grid->group[person] : "";
}

static int widest(const struct hinge_list_levels *levels, int least)
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
        standing = standing || grid->cell[p * (grid->conditions.n + 1) + grid->conditions.n];
    }
    hinge_text_printf(out, "%-*s  %-*s", wide, "participant", group, "group");
    for (size_t c = 0; c < columns; c++)
        hinge_text_printf(out, "  %s", grid->conditions.text[c]);
    hinge_text_puts(out, standing ? "  references" : "");
    for (size_t p = 0; p < grid->people.n && p < ROWS_SHOWN; p++) {
        const size_t *cell = grid->cell + p * (grid->conditions.n + 1);
        const char *person = grid->people.text[p];
        hinge_text_printf(out, "\n%-*s  %-*s", wide, *person != '\0' ? person : "-", group,
                          group_of(grid, p));
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
        hinge_text_printf(out, "\nand %zu more conditions", grid->conditions.n - columns);
}

/* --- remarks --- */

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
        hinge_list_remark(report);
        hinge_text_printf(&report->remarks, "no trial of %s:", grid->conditions.text[c]);
        for (size_t k = 0; k < missing && k < 4; k++)
            hinge_text_printf(&report->remarks, " %s", names[k]);
        if (missing > 4)
            hinge_text_printf(&report->remarks, " and %zu more", missing - 4);
    }
}

static bool find_two_groups(const struct grid *grid, struct hinge_list_report *report)
{
    const char **other = hinge_alloc(grid->people.n, sizeof *other);
    for (size_t i = 0; i < grid->list->rows; i++) {
        const char *group = hinge_list_get(grid->list, "group", i);
        size_t p = grid->people.of[i];
        if (*group != '\0' && other[p] == NULL && strcmp(group, group_of(grid, p)) != 0)
            other[p] = group;
    }
    for (size_t p = 0; p < grid->people.n; p++) {
        if (other[p] == NULL || *grid->people.text[p] == '\0')
            continue;
        hinge_list_remark(report);
        hinge_text_printf(&report->remarks,
                          "%s is in two groups: %s and %s; refused by "
                          "hinge-ingest without --groups-vary",
                          grid->people.text[p], group_of(grid, p), other[p]);
    }
    free(other);
    return true;
}

/* Participants and sessions without a standing trial, where others have one. */
static bool find_no_standing(struct grid *grid, struct hinge_list_report *report)
{
    const struct hinge_table *list = grid->list;
    struct hinge_list_levels sessions = {0}, places = {0};
    bool made = hinge_list_levels_of(list, "session", true, &sessions);
    const char **key = hinge_alloc(list->rows, sizeof *key);
    bool *has = hinge_alloc(list->rows, sizeof *has), any = false;
    for (size_t i = 0; made && i < list->rows; i++) {
        char text[64];
        snprintf(text, sizeof text, "%zu %zu", grid->people.of[i], sessions.of[i]);
        made = (key[i] = hinge_arena_strdup(&grid->arena, text)) != NULL;
    }
    made = made && has != NULL && hinge_list_levels_number(key, list->rows, &places);
    for (size_t i = 0; made && i < list->rows; i++)
        if (strcmp(hinge_list_get(list, "role", i), "standing") == 0)
            any = has[places.of[i]] = true;
    for (size_t i = 0; made && any && i < list->rows; i++) {
        const char *when = hinge_list_get(list, "session", i);
        if (has[places.of[i]])
            continue;
        has[places.of[i]] = true; /* told */
        hinge_list_remark(report);
        hinge_text_printf(&report->remarks, "no standing trial: %s%s%s",
                          hinge_list_get(list, "participant", i), *when != '\0' ? ", session " : "",
                          when);
    }
    hinge_list_levels_clear(&sessions);
    hinge_list_levels_clear(&places);
    free(key);
    free(has);
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
           hinge_list_variants(list, "participant", true, report) &&
           hinge_list_variants(list, "group", false, report) &&
           hinge_list_variants(list, "session", true, report) &&
           hinge_list_variants(list, "task", false, report) &&
           hinge_list_variants(list, "cue", false, report);
    hinge_list_levels_clear(&grid.people);
    hinge_list_levels_clear(&grid.conditions);
    free(grid.group);
    free(grid.cell);
    hinge_arena_clear(&grid.arena);
    return made ? HINGE_OK : hinge_no_memory(error);
}
