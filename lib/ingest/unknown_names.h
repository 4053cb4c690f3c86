/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of points that no landmark set knows, with the nearest known ones. */
#ifndef HINGE_INGEST_UNKNOWN_NAMES_H
#define HINGE_INGEST_UNKNOWN_NAMES_H

#include "formats/format.h"

/* Adds a note to a recording of points that lacks what every tier needs, after its set
 * was applied. NOMEM. */
void hinge_unknown_names_note(struct hinge_recording *recording);

#endif
