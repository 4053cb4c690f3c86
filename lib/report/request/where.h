/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --filter and --phase: conditions on what a view shows. */
#ifndef HINGE_REPORT_REQUEST_WHERE_H
#define HINGE_REPORT_REQUEST_WHERE_H

#include "report/tables/view.h"

/* Reads --filter; sets `kept`. */
enum hinge_status hinge_where_read(struct hinge_tabulation *tab, struct hinge_error *error);
/* The conditions on a label of the view ("phase", "fault", "metric"). */
bool hinge_where_label(const struct hinge_tabulation *tab, const char *name, const char *label);
/* Whether --phase and --filter let a phase through; USAGE when --phase names none. */
bool hinge_tab_phase(const struct hinge_tabulation *tab, const char *phase);
enum hinge_status hinge_tab_check_phase(const struct hinge_tabulation *tab,
                                        const char *const *phase, size_t n,
                                        struct hinge_error *error);
/* Names of the arrays of /reps a condition or a key may use. */
extern const char *const hinge_rep_keys[];

#endif
