/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts of structs for sections that still make JSON. */
#ifndef HINGE_PAGE_BRIDGE_H
#define HINGE_PAGE_BRIDGE_H

#include "page/pictures/plot.h"

json_t *hinge_page_add_sentence(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                                const struct hinge_planned_outcome *row, enum hinge_frame frame,
                                const struct hinge_slot *given, json_t *facts);
bool hinge_page_add_changes(struct hinge_cohort *s, size_t which, enum hinge_frame frame,
                            bool *named, json_t *facts);
void hinge_page_add_later(struct hinge_cohort *s, json_t *facts);
void hinge_page_add_filter(struct hinge_cohort *s, json_t *facts);
bool hinge_page_add_groups(struct hinge_cohort *s, const struct hinge_quantity *outcome, size_t cue,
                           json_t *facts);
void hinge_page_add_missing(struct hinge_cohort *s, size_t n, json_t *facts);
void hinge_page_add_values(struct hinge_cohort *s, bool planned, json_t *facts);
json_t *hinge_page_json_ticks(struct hinge_cohort *s, const struct hinge_axis *axis,
                              const char *place, double from, double to);
void hinge_page_add_place(struct hinge_cohort *s, const struct hinge_axis *axis, double value,
                          double low, double high, json_t *facts);

#endif
