/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing numbers of recordings as text. */
#ifndef HINGE_FORMATS_WRITE_H
#define HINGE_FORMATS_WRITE_H

#include "base/text.h"

#include <hinge/trial.h>

/* Value of a channel at a frame, shortest exact; nothing when missing. */
void hinge_write_value(struct hinge_text *out, const struct hinge_recording *recording,
                       size_t channel, size_t frame);

/* HINGE_OK, or NOMEM when the text failed. */
enum hinge_status hinge_write_finish(const struct hinge_text *out, struct hinge_error *error);

#endif
