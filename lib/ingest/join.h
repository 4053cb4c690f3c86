/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several files that are one recording. */
#ifndef HINGE_INGEST_JOIN_H
#define HINGE_INGEST_JOIN_H

#include "formats/format.h"

/* Adds the channels of `other` to `recording`, each column and marker named after the
 * part's role ("pelvis.Quat_W"). INPUT when their frames and clocks are not the same.
 */
enum hinge_status hinge_join_part(struct hinge_recording *recording,
                                  const struct hinge_recording *other,
                                  const struct hinge_read_part *part,
                                  struct hinge_error *error);

#endif
