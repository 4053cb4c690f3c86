/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of columns that are made of another name. */
#ifndef HINGE_TABLE_NAMES_H
#define HINGE_TABLE_NAMES_H

/* Before a fault's id: how much of it, in its unit; the id alone is its verdict. */
#define HINGE_SEVERITY "severity:"

/* The fault whose severity a column is; NULL for every other column, and for NULL. */
const char *hinge_severity_fault(const char *column);

#endif
