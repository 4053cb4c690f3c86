/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of a list that look like one written in two ways. */
#ifndef HINGE_INSPECT_VARIANTS_H
#define HINGE_INSPECT_VARIANTS_H

#include "inspect/list.h"

/* Begins another remark. */
void hinge_list_remark(struct hinge_list_report *report);

/* Remarks on them; of codes ("P1", "P01") letters that differ are other names. False
 * without memory. */
bool hinge_list_variants(const struct hinge_table *list, const char *column, bool codes,
                         struct hinge_list_report *report);

#endif
