/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units, vertical and axes of a recording once its landmarks are known. */
#ifndef HINGE_INGEST_SETTLE_H
#define HINGE_INGEST_SETTLE_H

#include "formats/format.h"

/* Units and vertical as the user said them; USAGE when they are none. A unit that
 * contradicts the file's header is noted. */
enum hinge_status hinge_settle_options(const struct hinge_read_options *options,
                                       struct hinge_recording *recording,
                                       struct hinge_error *error);

/* MediaPipe: world landmarks (metres, origin between the hips in every frame) or image
 * landmarks, whose z isn't used, or points in space (FreeMoCap: mm). */
void hinge_settle_mediapipe(const struct hinge_read_options *options,
                            struct hinge_recording *recording);

/* A rate in the file's header that its own clock contradicts is noted. */
void hinge_settle_rate(struct hinge_recording *recording);

/* A time column that counts frames, as the user said. */
void hinge_settle_frames(struct hinge_recording *recording);

/* Two-dimensional coordinates without a unit: 0..1 when nearly all are small, else
 * pixels. */
void hinge_settle_units(struct hinge_recording *recording);

/* Depth that is constant for every landmark was not measured: two-dimensional then. */
void hinge_settle_depth(struct hinge_recording *recording);

/* Depth cameras write metres or millimetres: which one shows in the size. */
void hinge_settle_kinect(struct hinge_recording *recording);

/* A picture in metres in which a person is taller than anybody is in pixels. */
void hinge_settle_pixels(const struct hinge_read_options *options,
                         struct hinge_recording *recording);

/* Where the layout asks for it and nothing is said: y points up or down as trunk and
 * feet show; left open, with a note, where they don't. */
void hinge_settle_vertical(struct hinge_recording *recording);

/* Stickers named without a side are those of the side that faces the camera. */
void hinge_settle_side(struct hinge_recording *recording);

#endif
