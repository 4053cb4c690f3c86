/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three-dimensional angles from the orientation of segments: method 4. */
#ifndef HINGE_BODY_CARDAN_H
#define HINGE_BODY_CARDAN_H

#include "body/tracks.h"

enum hinge_solid {
    HINGE_SOLID_PELVIS,
    HINGE_SOLID_THORAX,
    HINGE_SOLID_THIGH_L,
    HINGE_SOLID_THIGH_R,
    HINGE_SOLID_SHANK_L,
    HINGE_SOLID_SHANK_R,
    HINGE_SOLID_COUNT
};

/* Where the orientations come from: frame i of a segment in the person's axes, false
 * where it is missing. */
struct hinge_orientations {
    const void *source;
    bool (*at)(const void *source, enum hinge_solid segment, size_t i, double R[3][3]);
    bool there[HINGE_SOLID_COUNT];
    bool filter; /* angles of sensors are filtered, those of filtered points not again
                  */
};

/* Fills the body's signals `…_3d` of the segments that are there; one side's legs for
 * body->side, else the mean of both. Frames beyond the gimbal limit have none, and are
 * marked in body->gimbal. NOMEM. */
void hinge_cardan_fill(struct hinge_tracks *tracks, const struct hinge_orientations *from,
                       const struct hinge_parameters *parameters, struct hinge_body *body);

/* The same from points in the person's own axes, once angles and tier are known:
 * reasons where there are none. NOMEM. */
void hinge_cardan_build(struct hinge_tracks *tracks, const struct hinge_parameters *parameters,
                        struct hinge_body *body);

/* T8, else T10. */
int hinge_back_of_thorax(const struct hinge_tracks *tracks);

/* From IJ, PX, C7 and the back of the thorax, in the axes of the points (Wu et al.
 * 2002); false where they span none. */
bool hinge_thorax_frame(const struct hinge_tracks *tracks, size_t i, double R[3][3]);

/* Why these signals are missing where nothing better is known. */
void hinge_cardan_refuse(struct hinge_body *body, enum hinge_reason reason);

#endif
