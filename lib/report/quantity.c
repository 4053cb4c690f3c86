/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the rows of metrics, faults and units what readers are told of a quantity. */
#include "report/quantity.h"

#include "faults/fault.h"
#include "metrics/metric.h"
#include "report/published.h"
#include "table/columns.h"

#include <stdio.h>
#include <string.h>

/* --- units --- */

static const struct hinge_metric *metric_of(const char *id)
{
    long at = hinge_metric_find(id);
    return at >= 0 ? hinge_metric_at((size_t)at) : NULL;
}

const struct hinge_unit_words *hinge_metric_unit(const char *metric)
{
    const struct hinge_metric *row = metric_of(metric);
    return hinge_unit_words_of(row == NULL ? NULL : row->share ? "share" : row->unit);
}

/* --- words --- */

/* Words in which "%s" is the phase. */
static const char *in_phase(struct hinge_arena *arena, const char *words, const char *phase)
{
    const char *at = words != NULL ? strstr(words, "%s") : NULL;
    char said[128];
    if (at == NULL)
        return words;
    snprintf(said, sizeof said, "%.*s%s%s", (int)(at - words), words,
             strcmp(phase, "rep") == 0 ? "repetition" : phase, at + 2);
    return hinge_arena_strdup(arena, said);
}

/* "Hip excursion (°)" */
static const char *with_unit(struct hinge_arena *arena, const char *words,
                             const struct hinge_quantity *of)
{
    const char *unit = of->after + (of->after[0] == ' ');
    char heading[256];
    snprintf(heading, sizeof heading, *unit != '\0' ? "%s (%s)" : "%s", words, unit);
    return hinge_arena_strdup(arena, heading);
}

struct hinge_quantity hinge_quantity_of(struct hinge_arena *arena,
                                        const struct hinge_label_list *labels, const char *id,
                                        const char *phase, const char *unit)
{
    const struct hinge_metric *metric = phase != NULL ? metric_of(id) : NULL;
    struct hinge_quantity of = {.id = id,
                                .phase = phase,
                                .after = "",
                                .change = "",
                                .scale = 1,
                                .digits = 2,
                                .digits_person = 2,
                                .up = "higher",
                                .down = "lower"};
    char column[160], words[160];
    const struct hinge_unit_words *row =
        metric != NULL ? hinge_metric_unit(id) : hinge_unit_words_of(unit);
    if (row != NULL) {
        of.after = row->after;
        of.change = row->change;
        of.scale = row->scale;
        of.digits = row->digits;
        of.digits_person = row->coarse;
    }
    if (metric != NULL && metric->up != NULL) {
        of.up = metric->up;
        of.down = metric->down;
    }
    snprintf(column, sizeof column, "%s%s", phase == NULL ? HINGE_SEVERITY : "", id);
    const char *own = hinge_wording_label(labels, column), *heading = own;
    of.in_text = own;
    if (own == NULL && metric != NULL) {
        of.in_text = in_phase(arena, metric->in_text, phase);
        heading = in_phase(arena, metric->heading, phase);
    }
    if (own == NULL && phase == NULL)
        heading = hinge_severity_words(id, words, sizeof words);
    if (heading == NULL)
        heading = hinge_wording_title(id, words, sizeof words);
    if (of.in_text == NULL)
        of.in_text = hinge_wording_small(hinge_arena_strdup(arena, heading));
    char *title = hinge_arena_strdup(arena, heading);
    of.heading = with_unit(arena, own == NULL ? hinge_wording_capital(title) : own, &of);
    return of;
}

/* --- the outcomes of every study --- */

const char hinge_usual_outcomes[] = "lumbar_fraction,lumbar_excursion_deg,hip_excursion_deg,"
                                    "trunk_excursion_deg,knee_excursion_deg,hip_posterior_ll";

/* Puts an outcome at its rank, if recordings of the tier are asked for it. */
static void put_place(const struct hinge_outcome_place *place, char tier,
                      const struct hinge_cue_outcome *of, struct hinge_cue_outcome *ranked)
{
    if (place->rank > 0 && (tier == '\0' || strchr(place->tiers, tier) != NULL))
        ranked[place->rank] = *of;
}

size_t hinge_outcome_family(char tier, struct hinge_cue_outcome outcome[HINGE_PLACES])
{
    struct hinge_cue_outcome ranked[HINGE_PLACES + 1] = {0};
    size_t families, n = 0, metrics = hinge_metric_count();
    for (size_t i = 0; i < metrics; i++) {
        const struct hinge_metric *m = hinge_metric_at(i);
        put_place(&m->place, tier,
                  &(struct hinge_cue_outcome){.id = m->id,
                                              .phase = hinge_phase_name(m->place.phase)},
                  ranked);
    }
    const struct hinge_fault_family *const *family = hinge_fault_family_list(&families);
    for (size_t f = 0; f < families; f++)
        for (size_t i = 0; i < family[f]->n; i++) {
            const struct hinge_fault *fault = &family[f]->row[i];
            put_place(&fault->place, tier,
                      &(struct hinge_cue_outcome){.id = fault->id, .is_fault = true}, ranked);
        }
    for (size_t i = 0; i <= HINGE_PLACES; i++)
        if (ranked[i].id != NULL)
            outcome[n++] = ranked[i];
    return n;
}

struct hinge_cue_outcome hinge_outcome_instead(const char *id)
{
    size_t metrics = hinge_metric_count();
    for (size_t i = 0; i < metrics; i++) {
        const struct hinge_metric *m = hinge_metric_at(i);
        if (m->place.instead_of != NULL && strcmp(m->place.instead_of, id) == 0)
            return (struct hinge_cue_outcome){.id = m->id,
                                              .phase = hinge_phase_name(m->place.phase)};
    }
    return (struct hinge_cue_outcome){0};
}
