/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What recordings without spine landmarks (phone videos) show, said first: trunk lean,
 * hip travel, knee and shank, hinge index, tempo. */
#include "page/page.h"

#include "base/number.h"
#include "result/words.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In the order they are said. */
static const struct {
    const char *metric, *phase, *words;
} measured[] = {{"trunk_excursion_deg", "descent", "trunk lean"},
                {"hip_posterior_ll", "rep", "backward hip travel"},
                {"knee_excursion_deg", "descent", "knee flexion"},
                {"shank_incl_deg", "rep", "shank inclination"},
                {"hinge_index", "rep", "hinge index"},
                {"duration_s", "descent", "descent"}};
enum { MEASURED = sizeof measured / sizeof *measured };

/* The metrics of one phase are one table. */
static const char *const phases[] = {"descent", "rep"};
enum { PHASES = sizeof phases / sizeof *phases };

/* Of a cell the decimals that its interval earns. */
static int earned(const struct hinge_table *table, size_t row)
{
    double mean = hinge_table_number(table, "mean", row),
           low = hinge_table_number(table, "ci_low", row),
           high = hinge_table_number(table, "ci_high", row);
    bool interval = hinge_table_number(table, "n", row) > 2 && !isnan(low);
    return hinge_decimals_of(interval ? (high - low) / 2 : fabs(mean) / 10);
}

/* "trunk lean 61° (95% CI 54 to 68)", with "n = 5" where the people of values differ */
static void add_value(struct hinge_text *out, const struct hinge_table *table, size_t row,
                      int digits, const char *words, bool people)
{
    char unit[64];
    double mean = hinge_table_number(table, "mean", row),
           low = hinge_table_number(table, "ci_low", row),
           high = hinge_table_number(table, "ci_high", row);
    digits = hinge_limit_decimals(digits, low, high);
    hinge_wording_after(hinge_table_text(table, "unit", row), unit, sizeof unit);
    hinge_text_printf(out, "%s %.*f%s", words, digits, hinge_unsigned_zero(mean, digits), unit);
    double n = hinge_table_number(table, "n", row);
    bool interval = n > 2 && !isnan(low);
    if (interval)
        hinge_text_printf(out, " (95%% CI %.*f to %.*f", digits, hinge_unsigned_zero(low, digits),
                          digits, hinge_unsigned_zero(high, digits));
    if (people)
        hinge_text_printf(out, "%sn = %.0f", interval ? ", " : " (", n);
    hinge_text_puts(out, interval || people ? ")" : "");
}

static bool is_of(const struct hinge_table *table, size_t row, const char *metric)
{
    const char *own = hinge_table_text(table, "metric", row);
    return own != NULL && strcmp(own, metric) == 0;
}

/* Decimals of a metric, alike in all cells that are said: the fewest. */
static int digits_of(const struct hinge_report *report, const struct hinge_table *table,
                     const char *metric)
{
    int digits = INT_MAX;
    for (size_t r = 0; r < table->rows; r++)
        if (is_of(table, r, metric) && hinge_report_is_baseline(report, table, r) &&
            !isnan(hinge_table_number(table, "mean", r)) && earned(table, r) < digits)
            digits = earned(table, r);
    return digits;
}

/* The row of a metric and a cell (by the keys before "metric") in another table,
 * SIZE_MAX. */
static size_t row_of(const struct hinge_table *table, const struct hinge_table *other, size_t row,
                     const char *metric)
{
    for (size_t r = 0; r < other->rows; r++) {
        bool same = is_of(other, r, metric);
        for (size_t c = 0; c < table->n_columns && strcmp(table->column[c].name, "metric") != 0;
             c++) {
            const char *name = table->column[c].name;
            const char *a = hinge_table_text(table, name, row),
                       *b = hinge_table_text(other, name, r);
            same = same && strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
        }
        if (same)
            return r;
    }
    return SIZE_MAX;
}

/* The row of the m-th of what is measured in a cell, by the cell's row of the first;
 * NULL where it has no value. */
static const struct hinge_table *measured_in(const struct hinge_table table[PHASES], size_t cell,
                                             size_t m, size_t *row)
{
    const struct hinge_table *of = &table[strcmp(measured[m].phase, phases[0]) == 0 ? 0 : 1];
    *row = row_of(&table[0], of, cell, measured[m].metric);
    return *row == SIZE_MAX || isnan(hinge_table_number(of, "mean", *row)) ? NULL : of;
}

/* n stands at the head where all values have it, else beside each. */
static void add_cell(const struct hinge_report *report, struct hinge_text *out,
                     const struct hinge_table table[PHASES], size_t row)
{
    const char *before = ": ";
    double least = INFINITY, most = 0;
    struct hinge_text name = {0};
    size_t r;
    for (size_t m = 0; m < MEASURED; m++) {
        const struct hinge_table *of = measured_in(table, row, m, &r);
        double n = of != NULL ? hinge_table_number(of, "n", r) : (double)NAN;
        least = fmin(least, n);
        most = fmax(most, n);
    }
    if (!(most > 0))
        return;
    hinge_report_who(report, &table[0], row, "metric", least == most ? most : (double)NAN, &name);
    hinge_text_printf(out, "%s%s", out->length > 0 ? " " : "", hinge_report_capital(&name));
    if (least == most)
        hinge_text_printf(out, " (n = %.0f)", most);
    for (size_t m = 0; m < MEASURED; m++) {
        const struct hinge_table *of = measured_in(table, row, m, &r);
        if (of == NULL)
            continue;
        hinge_text_puts(out, before);
        add_value(out, of, r, digits_of(report, of, measured[m].metric), measured[m].words,
                  least < most);
        before = ", ";
    }
    hinge_text_puts(out, ".");
    hinge_text_clear(&name);
}

enum hinge_status hinge_report_moved(struct hinge_report *report, struct hinge_text *out,
                                     struct hinge_error *error)
{
    struct hinge_table table[PHASES] = {{0}};
    enum hinge_status status = HINGE_OK;
    for (size_t p = 0; status == HINGE_OK && p < PHASES; p++) {
        char columns[160] = "keys", *footer = NULL;
        for (size_t m = 0; m < MEASURED; m++)
            if (strcmp(measured[m].phase, phases[p]) == 0)
                snprintf(columns + strlen(columns), sizeof columns - strlen(columns), ",%s",
                         measured[m].metric);
        status =
            hinge_report_table(report, "summary", columns, phases[p], &table[p], &footer, error);
        free(footer);
    }
    for (size_t r = 0; status == HINGE_OK && r < table[0].rows; r++)
        if (is_of(&table[0], r, measured[0].metric) &&
            hinge_report_is_baseline(report, &table[0], r))
            add_cell(report, out, table, r);
    for (size_t p = 0; p < PHASES; p++)
        hinge_table_clear(&table[p]);
    return status;
}

enum hinge_status hinge_report_unmoved(struct hinge_report *report, struct hinge_text *out,
                                       struct hinge_error *error)
{
    struct hinge_table table = {0};
    char *footer = NULL;
    enum hinge_status status = hinge_report_table(report, "missing", measured[0].metric,
                                                  measured[0].phase, &table, &footer, error);
    if (status != HINGE_OK && hinge_error_is_absence(error))
        status = HINGE_OK; /* not one value was missing: there is no repetition */
    const char *reason = table.rows > 0 ? hinge_table_text(&table, "reason", 0) : NULL;
    for (size_t r = 1; reason != NULL && r < table.rows; r++) {
        const char *own = hinge_table_text(&table, "reason", r);
        reason = own != NULL && strcmp(own, reason) == 0 ? reason : NULL;
    }
    if (status == HINGE_OK && reason != NULL)
        hinge_text_printf(out, "No repetition could be measured, because %s.",
                          hinge_wording_cause(reason));
    else if (status == HINGE_OK)
        hinge_text_puts(out, "No repetition could be measured; the table of missing "
                             "values gives the reasons.");
    hinge_table_clear(&table);
    free(footer);
    return status;
}
