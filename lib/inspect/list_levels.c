/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of a list in, distinct texts and their numbers out. */
#include "inspect/list_levels.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

const char *hinge_list_get(const struct hinge_table *list, const char *column, size_t row)
{
    const char *text = hinge_table_text(list, column, row);
    return text != NULL ? text : "";
}

static int by_text_and_row(const void *a, const void *b)
{
    const struct hinge_keyed *x = a, *y = b;
    int order = strcmp(x->text, y->text);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

void hinge_list_levels_clear(struct hinge_list_levels *levels)
{
    free(levels->text);
    free(levels->of);
}

/* Numbers the texts of the rows, NULL being none; false without memory. */
bool hinge_list_levels_number(const char *const *text, size_t rows,
                              struct hinge_list_levels *levels)
{
    struct hinge_keyed *keyed = hinge_alloc(rows, sizeof *keyed);
    size_t n = 0;
    levels->text = hinge_alloc(rows, sizeof *levels->text);
    levels->of = hinge_alloc(rows, sizeof *levels->of);
    for (size_t i = 0; i < rows; i++) {
        levels->of[i] = HINGE_NO_PLACE;
        if (text[i] != NULL)
            keyed[n++] = (struct hinge_keyed){text[i], i};
    }
    if (n > 0)
        qsort(keyed, n, sizeof *keyed, by_text_and_row);
    for (size_t i = 0, first = 0; i < n; i++) { /* the first row of each */
        first = strcmp(keyed[i].text, keyed[first].text) == 0 ? first : i;
        levels->of[keyed[i].row] = keyed[first].row;
    }
    for (size_t i = 0; i < rows; i++) {
        if (levels->of[i] == i)
            levels->text[levels->n++] = text[i];
        if (levels->of[i] != HINGE_NO_PLACE)
            levels->of[i] = levels->of[i] == i ? levels->n - 1 : levels->of[levels->of[i]];
    }
    free(keyed);
    return true;
}

/* The texts of a column; an empty one is none unless `all`. */
bool hinge_list_levels_of(const struct hinge_table *list, const char *column, bool all,
                          struct hinge_list_levels *levels)
{
    const char **text = hinge_alloc(list->rows, sizeof *text);
    bool made = true;
    for (size_t i = 0; made && i < list->rows; i++) {
        text[i] = hinge_list_get(list, column, i);
        text[i] = all || *text[i] != '\0' ? text[i] : NULL;
    }
    made = made && hinge_list_levels_number(text, list->rows, levels);
    free(text);
    return made;
}
