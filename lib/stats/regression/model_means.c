/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows in, a row per cell of factors out. Everything is in the run's memory. */
#include "stats/regression/model_means.h"

#include "people/intern.h"
#include "stats/people/aggregate.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The number of each row's cell, in the order of their coming; HINGE_NO_LEVEL where a
 * level is missing. */
static enum hinge_status number_cells(const struct hinge_sample *s, size_t n_factors,
                                      struct hinge_intern *cells, uint32_t *cell,
                                      struct hinge_error *error)
{
    for (size_t i = 0; i < s->n_all; i++) {
        char name[HINGE_MAX_FACTORS * 11 + 1] = "";
        size_t length = 0;
        bool whole = true;
        for (size_t k = 0; k < n_factors; k++) {
            uint32_t code = s->factor[k].code[i];
            whole = whole && code != HINGE_NO_LEVEL;
            length +=
                (size_t)snprintf(name + length, sizeof name - length, "%u,", code);
        }
        size_t number = whole ? hinge_intern_number(cells, name) : HINGE_NO_LEVEL;
        if (number == SIZE_MAX)
            return hinge_no_memory(error);
        cell[i] = (uint32_t)number;
    }
    return HINGE_OK;
}

/* A sample of n rows with room for its columns. */
static bool make_rows(struct hinge_analysis *a, const struct hinge_columns *columns,
                      const struct hinge_sample *rows, size_t n,
                      struct hinge_sample *means)
{
    *means = (struct hinge_sample){.row = hinge_analysis_alloc(a, n, sizeof(size_t))};
    bool done = means->row != NULL;
    for (size_t k = 0; k < columns->n_factors; k++) {
        means->factor[k] = rows->factor[k];
        means->factor[k].code = hinge_analysis_alloc(a, n, sizeof(uint32_t));
        done = done && means->factor[k].code != NULL;
    }
    for (size_t k = 0; k < columns->n_numbers; k++) {
        means->number[k] = hinge_analysis_alloc(a, n, sizeof(double));
        done = done && means->number[k] != NULL;
    }
    return done;
}

static void warn_few(struct hinge_analysis *a, const struct hinge_enough *enough,
                     size_t n)
{
    size_t few = hinge_short_in_cell(enough, n, 0);
    if (few > 0)
        hinge_analysis_warn(a, NULL, "W_FEW_REPS",
                            "%zu of %zu means have fewer than %g usable repetitions, "
                            "or less than %g %% of theirs, and are excluded",
                            few, n, enough->rule.min_reps,
                            100 * enough->rule.min_valid);
}

enum hinge_status hinge_model_means(struct hinge_analysis *a,
                                    const struct hinge_columns *columns,
                                    const struct hinge_sample *rows,
                                    struct hinge_sample *means,
                                    struct hinge_error *error)
{
    struct hinge_sample own = *rows; /* whose participants are the cells */
    struct hinge_intern cells = {0};
    struct hinge_cells value[HINGE_MAX_NUMBERS];
    own.participant = hinge_analysis_alloc(a, rows->n_all, sizeof *own.participant);
    own.participant_name = NULL;
    enum hinge_status status =
        own.participant != NULL
            ? number_cells(rows, columns->n_factors, &cells, own.participant, error)
            : hinge_analysis_no_memory(error);
    own.n_participants = cells.n;
    hinge_intern_clear(&cells);
    for (size_t k = 0; status == HINGE_OK && k < columns->n_numbers; k++)
        status = hinge_aggregate(a, &own, k, NULL, 1, &value[k], error);
    if (status == HINGE_OK && !make_rows(a, columns, rows, own.n_participants, means))
        status = hinge_analysis_no_memory(error);
    size_t *last = hinge_analysis_alloc(a, own.n_participants, sizeof *last);
    if (status == HINGE_OK && last == NULL)
        status = hinge_analysis_no_memory(error);
    if (status != HINGE_OK)
        return status;
    for (size_t i = rows->n; i-- > 0;)
        last[own.participant[i]] = i; /* of a cell its first row */
    for (size_t c = 0; c < own.n_participants; c++) {
        if (isnan(value[0].value[c]))
            continue;
        size_t at = means->n++;
        means->row[at] = rows->row[last[c]];
        for (size_t k = 0; k < columns->n_factors; k++)
            means->factor[k].code[at] = rows->factor[k].code[last[c]];
        for (size_t k = 0; k < columns->n_numbers; k++)
            means->number[k][at] = value[k].value[c];
    }
    means->n_rows = means->n_all = means->n;
    warn_few(a, &value[0].enough, own.n_participants);
    return means->n > 0
               ? HINGE_OK
               : hinge_analysis_fail(a, error, HINGE_E_NO_DATA,
                                     "no participant has enough usable repetitions");
}
