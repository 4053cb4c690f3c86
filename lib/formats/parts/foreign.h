/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts that look like tables of landmarks but are something else. */
#ifndef HINGE_FORMATS_FOREIGN_H
#define HINGE_FORMATS_FOREIGN_H

#include "formats/format.h"

/* What the file is and what to do about it, NULL when it is none of those known. */
const char *hinge_foreign_layout(const struct hinge_csv_head *head);

#endif
