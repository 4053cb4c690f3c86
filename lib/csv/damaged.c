/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells that are no numbers, counted by column. In: cells; out: columns, in the arena. */
#include "csv/csv.h"

static struct hinge_damaged *add_column(struct hinge_damage *damage)
{
    damage->column =
        hinge_arena_more(damage->arena, damage->column, damage->n, sizeof *damage->column);
    struct hinge_damaged *column = &damage->column[damage->n++];
    *column = (struct hinge_damaged){.name = ""};
    return column;
}

struct hinge_damaged *hinge_damage_add(struct hinge_damage *damage, size_t key,
                                       const struct hinge_damaged_cell *cell)
{
    if (key >= damage->n_keys) {
        size_t more = 2 * key + 64, *of_key;
        of_key = hinge_arena_alloc(damage->arena, more, sizeof *of_key);
        if (damage->n_keys > 0)
            memcpy(of_key, damage->of_key, damage->n_keys * sizeof *of_key);
        damage->of_key = of_key;
        damage->n_keys = more;
    }
    if (damage->of_key[key] == 0) {
        add_column(damage)->key = key;
        damage->of_key[key] = damage->n;
    }
    struct hinge_damaged *column = &damage->column[damage->of_key[key] - 1];
    if (column->n < HINGE_DAMAGED_NAMED) {
        column->cell[column->n] = *cell;
        column->cell[column->n].order = damage->cells;
    }
    column->n++;
    damage->cells++;
    return column;
}

struct hinge_damaged *hinge_damage_find(const struct hinge_damage *damage, size_t key)
{
    size_t at = key < damage->n_keys ? damage->of_key[key] : 0;
    return at > 0 && damage->column[at - 1].n > 0 ? &damage->column[at - 1] : NULL;
}

/* `column 3 (frame 12, nose_x): "ERR"` */
static void add_cell(const struct hinge_damaged *column, size_t k, struct hinge_text *text)
{
    const struct hinge_damaged_cell *cell = &column->cell[k];
    const bool place = *cell->place != '\0', name = *column->name != '\0';
    if (cell->column > 0)
        hinge_text_printf(text, "column %zu%s", cell->column, place || name ? " " : ": ");
    if (place || name)
        hinge_text_printf(text, "(%.24s%s%.40s): ", cell->place, place && name ? ", " : "",
                          column->name);
    hinge_text_printf(text, "\"%s\"", cell->shown);
}

enum hinge_status hinge_damaged_refuse(const struct hinge_damaged *column, const char *shown,
                                       struct hinge_error *error)
{
    const struct hinge_damaged_cell *cell = &column->cell[0];
    cleared_by(hinge_text_clear) struct hinge_text where = {0}, others = {0};
    hinge_text_adds(&where, column->file != NULL ? column->file : shown);
    if (cell->file != NULL)
        hinge_text_printf(&where, "/%s", cell->file);
    if (cell->line > 0)
        hinge_text_printf(&where, ":%zu", cell->line);
    hinge_text_adds(&where, ": ");
    add_cell(column, 0, &where);
    if (column->n > 1)
        hinge_text_printf(&others, ", nor %s %zu other%s of its %zu cells",
                          column->n == 2 ? "is" : "are", column->n - 1, column->n == 2 ? "" : "s",
                          column->of);
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NOT_A_NUMBER,
                           "%s is not a number%s; %s", hinge_text_string(&where),
                           hinge_text_string(&others),
                           column->comma
                               ? "the file looks like decimal commas: use --set decimal=comma"
                               : "expected a decimal number, or a blank cell where it is missing");
}

void hinge_damaged_describe(const struct hinge_damaged *column, size_t k, struct hinge_text *text)
{
    const struct hinge_damaged_cell *cell = &column->cell[k];
    if (column->file != NULL)
        hinge_text_printf(text, "%.40s, ", hinge_file_name(column->file));
    if (cell->file != NULL)
        hinge_text_printf(text, "%.40s, ", cell->file);
    if (cell->line > 0)
        hinge_text_printf(text, "line %zu, ", cell->line);
    add_cell(column, k, text);
}

void hinge_damage_append(struct hinge_damage *to, const struct hinge_damage *from, const char *file)
{
    for (size_t i = 0; i < from->n; i++) {
        struct hinge_damaged *column = add_column(to);
        *column = from->column[i];
        column->name = hinge_arena_strdup(to->arena, column->name);
        if (column->file != NULL || file != NULL)
            column->file = hinge_arena_strdup(to->arena, column->file ? column->file : file);
        for (size_t k = 0; k < column->n && k < HINGE_DAMAGED_NAMED; k++) {
            column->cell[k].order += to->cells;
            column->cell[k].place = hinge_arena_strdup(to->arena, column->cell[k].place);
            if (column->cell[k].file != NULL)
                column->cell[k].file = hinge_arena_strdup(to->arena, column->cell[k].file);
        }
    }
    to->cells += from->cells;
}
