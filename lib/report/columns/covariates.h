/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the trial list says beside what the analysis does. */
#ifndef HINGE_REPORT_COLUMNS_COVARIATES_H
#define HINGE_REPORT_COLUMNS_COVARIATES_H

#include "report/request/tabulation.h"

/* The columns of the trial list that /trials lacks come beside it; one called as a
 * column of /trials is called list_<name>, which a note says. */
enum hinge_status hinge_tab_add_covariates(struct hinge_tabulation *tab, struct hinge_error *error);

#endif
