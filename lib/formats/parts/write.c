/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing numbers of recordings as text; see write.h. */
#include "formats/parts/write.h"

#include "base/number.h"

void hinge_write_value(struct hinge_text *out, const struct hinge_recording *recording,
                       size_t channel, size_t frame)
{
    char buffer[32];
    double value = recording->data[channel * recording->n_frames + frame];
    hinge_text_puts(out, hinge_number_format(value, buffer));
}

enum hinge_status hinge_write_finish(const struct hinge_text *out, struct hinge_error *error)
{
    if (out->failed)
        return hinge_error_set(error, HINGE_NOMEM, HINGE_REASON_OK,
                               "out of memory writing a recording");
    return HINGE_OK;
}
