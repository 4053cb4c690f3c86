/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why there is nothing to draw. */
#include "figure/drawing.h"
#include "figure/kinds/figure.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum hinge_status hinge_drawing_nothing(const struct hinge_drawing *drawing,
                                        struct hinge_error *error, const char *format, ...)
{
    char why[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, sizeof why, format, arguments);
    va_end(arguments);
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK, "%s: no %s figure: %s%s",
                           drawing->request->results, drawing->figure->id, why,
                           drawing->request->allow_single || strstr(why, "enough") == NULL
                               ? ""
                               : " (--allow-single keeps people with one or two)");
}

bool hinge_drawing_unnamed(const struct hinge_levels *levels)
{
    return levels->n == 1 && strcmp(levels->name[0], "-") == 0;
}

/* The sum of a column of numbers; 0 where there is none. */
static double total(const struct hinge_table *table, const char *name)
{
    double sum = 0;
    for (size_t r = 0; r < table->rows; r++) {
        double number = hinge_table_number(table, name, r);
        sum += number > 0 ? number : 0;
    }
    return sum;
}

enum hinge_status hinge_drawing_nobody(const struct hinge_drawing *drawing,
                                       const struct hinge_table *table, const char *why,
                                       struct hinge_error *error)
{
    bool few = total(table, "n") + total(table, "people") < 1 && total(table, "dropped") > 0;
    return hinge_drawing_nothing(drawing, error, "%s",
                                 few ? "no participant has enough repetitions; hinge-table "
                                       "reps lists those found"
                                     : why);
}
