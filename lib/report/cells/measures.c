/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics as measures. */
#include "report/cells/measures.h"
#include "base/memory.h"

#include "metrics/parts/ratio_of_means.h"
#include "report/columns/shown.h"
#include "report/request/tabulation.h"
#include "report/request/where.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const hinge_readable_metrics[] = {"lumbar_excursion_deg", "hip_excursion_deg",
                                              "pelvis_excursion_deg", "knee_excursion_deg",
                                              "trunk_excursion_deg",  "lumbar_fraction",
                                              "lumbar_hip_ratio",     NULL};

static bool is_readable(const char *id)
{
    for (size_t i = 0; hinge_readable_metrics[i] != NULL; i++)
        if (strcmp(hinge_readable_metrics[i], id) == 0)
            return true;
    return false;
}

/* Sets kind and parts from the metric's name. */
static void find_parts(struct hinge_measures *measures, struct hinge_measure *measure,
                       size_t n_phases)
{
    struct hinge_rep_stream *stream = measures->stream;
    struct hinge_ratio_of_means of;
    if (!hinge_ratio_of_means_find(measure->id, &of))
        return;
    bool bin = of.above == NULL;
    measure->kind = bin ? HINGE_MEASURE_BIN : HINGE_MEASURE_RATIO;
    measure->least = hinge_tab_parameter(stream->tab, of.least);
    measure->motions = hinge_bin_motions(&of);
    const struct {
        const char *name;
        size_t *at;
    } arrays[] = {{bin ? of.share : of.above, &measure->over},
                  {bin ? of.motion[0] : of.below, &measure->under},
                  {of.motion[1], &measure->rest}};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        if (arrays[i].name != NULL)
            hinge_rep_stream_want(stream, arrays[i].name, n_phases, arrays[i].at);
}

static void add_metric(struct hinge_measures *measures, size_t row, const char *const *phase,
                       size_t n_phases, bool readable)
{
    struct hinge_tabulation *tab = measures->stream->tab;
    const char *unit = hinge_table_text(&tab->metrics, "unit", row);
    const char *aggregate = hinge_table_text(&tab->metrics, "aggregate", row);
    double digits = hinge_table_number(&tab->metrics, "digits", row);
    struct hinge_measure made = {
        .id = hinge_table_text(&tab->metrics, "id", row),
        .unit = unit != NULL ? unit : "",
        .digits = digits >= 0 && digits < 10 ? (int)digits : 3,
    };
    made.label = hinge_label_find(measures->label, measures->n_labels, made.id);
    hinge_rep_stream_want(measures->stream, made.id, n_phases, &made.array);
    if (aggregate != NULL && strcmp(aggregate, "ratio_of_means") == 0)
        find_parts(measures, &made, n_phases);
    if (aggregate != NULL && strcmp(aggregate, "circular") == 0)
        made.kind = HINGE_MEASURE_CIRCULAR;
    for (size_t p = 0; p < n_phases; p++) {
        /* the hold is of no interest unless it is asked for */
        bool dull = readable && *tab->request->phase == '\0' && strcmp(phase[p], "hold") == 0;
        if (dull || !hinge_tab_phase(tab, phase[p]))
            continue;
        made.at = p;
        made.phase = phase[p];
        measures->item[measures->n++] = made;
    }
}

/* Phase by phase: most metrics are of one phase, and what nobody has in the others
 * shares pages, which are not made. */
static void place_nests(struct hinge_measures *measures)
{
    for (size_t p = 0; p < measures->n_phases; p++)
        for (size_t i = 0; i < measures->n; i++) {
            struct hinge_measure *m = &measures->item[i];
            if (m->at != p)
                continue;
            m->nest = measures->n_nests;
            measures->n_nests += m->kind == HINGE_MEASURE_MEAN ? 1 : 2;
        }
}

enum hinge_status hinge_measures_choose(struct hinge_measures *measures,
                                        struct hinge_rep_stream *stream, bool readable,
                                        struct hinge_error *error)
{
    struct hinge_tabulation *tab = stream->tab;
    const struct hinge_table *metrics = &tab->metrics;
    const char *const *phase;
    size_t n_phases, named = 0;
    *measures = (struct hinge_measures){.stream = stream};
    enum hinge_status status = hinge_rep_labels(tab, "reason", "phase", &phase, &n_phases, error);
    if (status == HINGE_OK)
        status = hinge_tab_check_phase(tab, phase, n_phases, error);
    if (status == HINGE_OK)
        status =
            hinge_rep_labels(tab, "reason", "metric", &measures->label, &measures->n_labels, error);
    if (status != HINGE_OK)
        return status;
    measures->n_phases = n_phases;
    measures->phase = phase;
    measures->item = hinge_alloc(metrics->rows * n_phases + 1, sizeof *measures->item);
    for (size_t r = 0; hinge_tab_chooses(tab) && r < metrics->rows; r++) {
        const char *id = hinge_table_text(metrics, "id", r);
        named += id != NULL && hinge_tab_wants(tab, id, false);
    }
    for (int pass = 0; pass < 2; pass++)
        for (size_t r = 0; r < metrics->rows; r++) {
            const char *id = hinge_table_text(metrics, "id", r);
            if (id == NULL || is_readable(id) != (pass == 0) ||
                !hinge_where_label(tab, "metric", id))
                continue;
            /* --columns that names no metric chooses columns only */
            if (named > 0 ? hinge_tab_wants(tab, id, false) : pass == 0 || !readable)
                add_metric(measures, r, phase, n_phases, readable);
        }
    place_nests(measures);
    return HINGE_OK;
}

void hinge_measures_clear(struct hinge_measures *measures)
{
    free(measures->item);
    *measures = (struct hinge_measures){0};
}

/* Degrees of total motion in a bin of the repetition. */
static double bin_width(const struct hinge_measure *m, const struct hinge_rep_stream *stream)
{
    double first = NAN, second = NAN;
    if (m->motions > 0)
        first = hinge_rep_values(stream, m->under)[m->at];
    if (m->motions > 1)
        second = hinge_rep_values(stream, m->rest)[m->at];
    return hinge_bin_width_deg(m->motions, first, second);
}

void hinge_measures_add(const struct hinge_measures *measures, struct hinge_cohort *people)
{
    const struct hinge_rep_stream *stream = measures->stream;
    for (size_t i = 0; i < measures->n; i++) {
        const struct hinge_measure *m = &measures->item[i];
        double value = hinge_rep_values(stream, m->array)[m->at];
        if (isnan(value))
            continue;
        if (m->kind == HINGE_MEASURE_MEAN) {
            hinge_cohort_add(people, m->nest, value);
            continue;
        }
        if (m->kind == HINGE_MEASURE_CIRCULAR) { /* sine and cosine have means */
            hinge_cohort_add(people, m->nest, hinge_sine_of_deg(value));
            hinge_cohort_add(people, m->nest + 1, hinge_cosine_of_deg(value));
            continue;
        }
        double over = hinge_rep_values(stream, m->over)[m->at], under;
        if (m->kind == HINGE_MEASURE_BIN) {
            double width = bin_width(m, stream);
            under = (1 - over) * width;
            over *= width;
        } else {
            under = hinge_rep_values(stream, m->under)[m->at];
        }
        if (isnan(over) || isnan(under))
            continue;
        hinge_cohort_add(people, m->nest, over);
        hinge_cohort_add(people, m->nest + 1, under);
    }
}

unsigned hinge_measure_reps(const struct hinge_measures *measures,
                            const struct hinge_person *person, size_t measure)
{
    return hinge_person_nest(person, measures->item[measure].nest)->reps;
}

double hinge_measure_mean(const struct hinge_measures *measures, const struct hinge_person *person,
                          size_t measure)
{
    const struct hinge_measure *m = &measures->item[measure];
    const struct hinge_nest *first = hinge_person_nest(person, m->nest);
    if (m->kind == HINGE_MEASURE_MEAN)
        return hinge_nest_mean(first);
    const struct hinge_nest *second = hinge_person_nest(person, m->nest + 1);
    return m->kind == HINGE_MEASURE_CIRCULAR ? hinge_nest_direction_deg(first, second)
                                             : hinge_nest_ratio(first, second, m->least);
}
