/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why repetitions lack an outcome: a column of reasons beside each metric compared. */
#include "compare/outcome_reasons.h"

#include "base/memory.h"
#include "report/repetitions/rep_stream.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>

enum { BLOCK = 1024 };

/* Where the reasons of a metric in a phase stand in a repetition's row of them. */
struct place {
    size_t at, width;
    bool known;
};

static enum hinge_status find(struct hinge_results_reader *reader, const char *metric,
                              const char *phase, struct place *place, struct hinge_error *error)
{
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    enum hinge_status status =
        hinge_results_describe(reader, "/reps", "reason", &spec, &dimension, error);
    if (status != HINGE_OK || spec.n_further != 2)
        return status;
    const struct hinge_dimension *metrics = &dimension[spec.further[0]],
                                 *phases = &dimension[spec.further[1]];
    long row = hinge_label_find(metrics->label, metrics->length, metric);
    long column = hinge_label_find(phases->label, phases->length, phase);
    place->known = row >= 0 && column >= 0;
    place->width = metrics->length * phases->length;
    if (place->known)
        place->at = (size_t)row * phases->length + (size_t)column;
    return HINGE_OK;
}

static enum hinge_status fill(struct hinge_results_reader *reader, const struct place *place,
                              size_t column, struct hinge_table *table, struct hinge_error *error)
{
    double *values = hinge_alloc(BLOCK * place->width, sizeof *values);
    enum hinge_status status = HINGE_OK;
    for (size_t from = 0; status == HINGE_OK && from < table->rows; from += BLOCK) {
        size_t n = table->rows - from < BLOCK ? table->rows - from : BLOCK;
        status = hinge_results_read(reader, "/reps", "reason", from, n, values, error);
        for (size_t r = 0; status == HINGE_OK && r < n; r++) {
            const char *reason = hinge_stored_reason(values[r * place->width + place->at]);
            if (*reason != '\0')
                status = hinge_table_set_text(table, column, from + r, reason);
        }
    }
    free(values);
    return status;
}

enum hinge_status hinge_outcome_reasons(struct hinge_results_reader *reader, const char *metric,
                                        const char *phase, struct hinge_table *table,
                                        struct hinge_error *error)
{
    char name[160];
    size_t column;
    struct place place = {0};
    enum hinge_status status = find(reader, metric, phase, &place, error);
    if (status != HINGE_OK || !place.known)
        return status;
    snprintf(name, sizeof name, "reason:%s", metric);
    if (hinge_table_find(table, name) >= 0)
        return HINGE_OK;
    status = hinge_table_add_column(table, name, HINGE_COLUMN_TEXT, "", 0, &column, error);
    return status == HINGE_OK ? fill(reader, &place, column, table, error) : status;
}
