/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a check report. */
#ifndef HINGE_QUALITY_CHECK_TABLES_H
#define HINGE_QUALITY_CHECK_TABLES_H

#include "quality/check.h"

/* Adds the columns of all three tables. */
void hinge_check_columns(struct hinge_check_report *report);

/* Judges a recording by every check, and adds its row and those of its findings. */
void hinge_check_add(struct hinge_check_report *report, const struct hinge_quality *quality);

/* Fills the cohort table and the number of people, from the rows. */
void hinge_check_summarise(struct hinge_check_report *report);

#endif
