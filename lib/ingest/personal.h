/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must not enter a study unnoticed: columns of names, birth dates and addresses,
 * participants written as people's names. In the languages people keep lists in. */
#ifndef HINGE_INGEST_PERSONAL_H
#define HINGE_INGEST_PERSONAL_H

#include <stdbool.h>

/* Whether a column's name says that it holds personal data: "Vorname", "date of birth",
 * "Initialen", "e-mail"; "file_name" and "task name" do not. */
bool hinge_personal_column(const char *name);

/* What a participant looks like that is no code: "a person's name" ("Anna Schmidt",
 * "Schmidt, A."), "a date" ("12.05.1987"), "an e-mail address"; NULL for a code. */
const char *hinge_personal_value(const char *participant);

#endif
