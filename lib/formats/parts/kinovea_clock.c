/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time column of Kinovea's exports. In and out: a recording with a time channel. */
#include "formats/parts/kinovea_clock.h"

#include "formats/parts/build_recording.h"

#include <math.h>

enum { STEPS_LEAST = 3 };

void hinge_kinovea_clock(struct hinge_recording *recording)
{
    long at = hinge_recording_channel(recording, HINGE_COMPONENT_time);
    size_t n = recording->n_frames, ones = 0;
    if (at < 0 || n < STEPS_LEAST)
        return;
    struct hinge_channel *channel = &recording->layout.channel[at];
    const double *t = recording->data + (size_t)at * n;
    for (size_t i = 1; i < n; i++)
        ones += t[i] - t[i - 1] == 1 && t[i] == floor(t[i]);
    if (ones == n - 1) {
        channel->component = HINGE_COMPONENT_frame;
        channel->unit = HINGE_UNIT_unknown;
        hinge_build_note(recording, "%s counts frames: give the rate with --rate or rate_hz",
                         channel->source);
        return;
    }
    if (t[0] == 0 && t[n - 1] == 1) {
        channel->component = HINGE_COMPONENT_other;
        channel->unit = HINGE_UNIT_unknown;
        hinge_build_note(recording,
                         "%s runs from 0 to 1, a share of the clip: give the rate "
                         "with --rate or rate_hz",
                         channel->source);
    }
}
