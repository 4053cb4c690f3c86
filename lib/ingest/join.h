/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several files that are one recording: what each sensor of a person wrote. */
#ifndef HINGE_INGEST_JOIN_H
#define HINGE_INGEST_JOIN_H

#include "formats/format.h"

/* Names every channel after the segment its file belongs to ("pelvis.Quat_W", marker
 * "pelvis."). */
void hinge_join_name(struct hinge_recording *recording, const char *role);

/* Adds the channels of `other`, named after the part's role, to `recording` on the
 * clock that both have: samples within three quarters of a step of each other, and none
 * nearer by a quarter, are one frame, a sample that only one of them has is a frame in
 * which the other is missing. The part's clock minus the recording's is part->offset_s.
 * INPUT when they share less than half of their frames, or have no clock and not the
 * same number of frames. */
enum hinge_status hinge_join_part(struct hinge_recording *recording, const char *shown,
                                  struct hinge_recording *other, const struct hinge_read_part *part,
                                  struct hinge_error *error);

/* Adds the samples of a file beside the recording (EMG, force) at their own rate, by
 * its clock, else its rate (part->rate_hz, else its header's); rate_hz is the
 * recording's where neither clock nor header tell it. INPUT when a clock or rate is
 * missing, or most samples lie outside the recording. `shown` names the recording in
 * messages, here and above. */
enum hinge_status hinge_join_analog(struct hinge_recording *recording, const char *shown,
                                    const struct hinge_recording *other,
                                    const struct hinge_read_part *part, double rate_hz,
                                    struct hinge_error *error);

/* TIME_NOT_MONOTONIC: frame i (from 0, not the first) of the file has no time, or one
 * that is not after the one before. */
enum hinge_status hinge_join_backwards(const char *shown, size_t i, const double *t,
                                       struct hinge_error *error);

#endif
