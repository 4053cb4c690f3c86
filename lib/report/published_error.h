/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much a person's values change between sessions without any change in the person,
 * as published: what a minimal detectable change of one's own is read beside. */
#ifndef HINGE_REPORT_PUBLISHED_ERROR_H
#define HINGE_REPORT_PUBLISHED_ERROR_H

#include "base/text.h"

#include <jansson.h>

/* "8 to 15 %" of an outcome's id, NULL when nothing is published for it. */
const char *hinge_published_error_of(const char *outcome);

/* A line for the outcomes of a document of hinge-compare whose results hold a minimal
 * detectable change (a number called mdc...); nothing without one. */
void hinge_published_error_note(const json_t *root, struct hinge_text *words);

#endif
