/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts of structs for sections that still make JSON. */
#include "page/bridge.h"
#include "page/pictures/map.h"

json_t *hinge_page_add_sentence(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                                const struct hinge_planned_outcome *row, enum hinge_frame frame,
                                const struct hinge_slot *given, json_t *facts)
{
    const struct hinge_page_said words = hinge_page_said(s, outcome, row, frame, given);
    HINGE_FACTS_ADD(hinge_page_said, &words, facts);
    return facts;
}

bool hinge_page_add_changes(struct hinge_cohort *s, size_t which, enum hinge_frame frame,
                            bool *named, json_t *facts)
{
    const struct hinge_page_changed *changed = hinge_page_changed(s, which, frame, named);
    if (changed != NULL)
        HINGE_FACTS_ADD(hinge_page_changed, changed, facts);
    return changed != NULL;
}

void hinge_page_add_later(struct hinge_cohort *s, json_t *facts)
{
    const struct hinge_page_left left = hinge_page_later(s);
    HINGE_FACTS_ADD(hinge_page_left, &left, facts);
}

void hinge_page_add_filter(struct hinge_cohort *s, json_t *facts)
{
    const struct hinge_page_kept kept = hinge_page_kept(s);
    HINGE_FACTS_ADD(hinge_page_kept, &kept, facts);
}

bool hinge_page_add_groups(struct hinge_cohort *s, const struct hinge_quantity *outcome, size_t cue,
                           json_t *facts)
{
    const struct hinge_page_group_means means = hinge_page_group_means(s, outcome, cue);
    HINGE_FACTS_ADD(hinge_page_group_means, &means, facts);
    return means.n_groups > 0;
}

void hinge_page_add_missing(struct hinge_cohort *s, size_t n, json_t *facts)
{
    const struct hinge_page_missing *missing = hinge_page_missing(s, n);
    if (missing != NULL)
        json_object_set_new(facts, "missing", HINGE_FACTS_PRINT(hinge_page_missing, missing));
}

void hinge_page_add_values(struct hinge_cohort *s, bool planned, json_t *facts)
{
    const struct hinge_page_values values = hinge_page_values(s, planned);
    HINGE_FACTS_ADD(hinge_page_values, &values, facts);
}

json_t *hinge_page_json_ticks(struct hinge_cohort *s, const struct hinge_axis *axis,
                              const char *place, double from, double to)
{
    const struct hinge_page_ticks all = hinge_page_ticks(s, axis, *place == 'y', from, to);
    json_t *facts = HINGE_FACTS_PRINT(hinge_page_ticks, &all);
    json_t *ticks = json_incref(json_object_get(facts, "ticks"));
    json_decref(facts);
    return ticks;
}

void hinge_page_add_place(struct hinge_cohort *s, const struct hinge_axis *axis, double value,
                          double low, double high, json_t *facts)
{
    const struct hinge_page_place place = hinge_page_place(s, axis, value, low, high);
    HINGE_FACTS_ADD(hinge_page_place, &place, facts);
}

json_t *hinge_page_row(struct hinge_cohort *s, const struct hinge_axis *axis,
                       const struct hinge_page_row *row)
{
    const struct hinge_page_drawn drawn = hinge_page_draw(s, axis, row);
    return HINGE_FACTS_PRINT(hinge_page_drawn, &drawn);
}

bool hinge_page_add_table(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                          unsigned how, const struct hinge_page_map *map,
                          const struct hinge_page_depth *depth, json_t *facts)
{
    const struct hinge_page_table of = hinge_page_table(s, outcome, how, map, depth);
    bool intervals = false;
    for (size_t i = 0; i < of.table->n_rows; i++)
        intervals = intervals || of.table->rows[i]->mean.ci != NULL;
    HINGE_FACTS_ADD(hinge_page_table, &of, facts);
    return intervals;
}

void hinge_page_add_bends(struct hinge_cohort *s, const char *const *name, json_t *facts)
{
    const struct hinge_page_table of = hinge_page_bends_table(s, name);
    HINGE_FACTS_ADD(hinge_page_table, &of, facts);
}
