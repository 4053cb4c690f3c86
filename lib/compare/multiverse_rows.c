/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of analyses: put one below the other, and compared. */
#include "compare/multiverse_rows.h"

#include "compare/analysed.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

enum hinge_status hinge_multiverse_append(struct hinge_table *t,
                                          const struct hinge_analysis_grid *grid,
                                          const size_t *option,
                                          const struct hinge_table *rows,
                                          struct hinge_error *error)
{
    size_t first;
    enum hinge_status status = hinge_analysed_append(t, rows, &first, error);
    for (size_t c = 0; c < grid->n && status == HINGE_OK; c++) {
        size_t at = (size_t)hinge_table_find(t, grid->choice[c].name);
        for (size_t r = first; r < t->rows && status == HINGE_OK; r++)
            status = hinge_table_set_text(t, at, r, grid->choice[c].option[option[c]],
                                          error);
    }
    return status;
}

/* Whether a column has the same numbers in both. */
static bool same_numbers(const struct hinge_table *a, const struct hinge_table *b,
                         const char *column)
{
    for (size_t r = 0; r < a->rows; r++) {
        double x = hinge_table_number(a, column, r),
               y = hinge_table_number(b, column, r);
        if (x != y && !(isnan(x) && isnan(y)))
            return false;
    }
    return true;
}

bool hinge_multiverse_same(const struct hinge_stats_request *request,
                           const struct hinge_table *declared,
                           const struct hinge_table *rows)
{
    static const char *const counted[] = {"rep", "complete", "valid", "in_groups"};
    const char *outcome = hinge_stats_request_text(request, "outcome");
    bool same = rows->rows == declared->rows && outcome != NULL &&
                same_numbers(declared, rows, outcome);
    json_t *part,
        *parts = json_object_get(json_object_get(request->json, "ratios"), outcome);
    size_t i;
    for (size_t k = 0; k < sizeof counted / sizeof *counted; k++)
        same = same && same_numbers(declared, rows, counted[k]);
    json_array_foreach(parts, i, part)
    {
        if (json_is_string(part))
            same = same && same_numbers(declared, rows, json_string_value(part));
    }
    return same;
}
