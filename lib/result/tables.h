/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a document: objects of objects are a table with a row each, objects of
 * values a table with one row. */
#ifndef HINGE_RESULT_TABLES_H
#define HINGE_RESULT_TABLES_H

#include "result/result.h"

/* Fills table[] of a result from its document. NOMEM. */
enum hinge_status hinge_result_tables(struct hinge_result *result, struct hinge_error *error);

#endif
