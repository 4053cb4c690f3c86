/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Angles and tier from points. */
#ifndef HINGE_BODY_ANGLES_H
#define HINGE_BODY_ANGLES_H

#include "body/points.h"

/* Fills body's angle signals (arrays of the tracks' arena), reasons, tier, lumbar_def
 * and the qualifiers pelvis, thigh, inferred. `lumbar_def`: "first", or the one
 * definition that is wanted. NOMEM. */
void hinge_angles_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                        const char *lumbar_def, bool allow_inferred, struct hinge_body *body);

/* Fills neck_flex, cva and head_line, once trunk and thorax are known; NO_HEAD without
 * the landmarks. Vectors below `shortest` have no direction. NOMEM. */
void hinge_head_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                      double shortest, struct hinge_body *body);

/* Fills body's position signals (raw, unscaled: source lengths) and the tracks that
 * standing, scale and the gait check need. NOMEM. */
void hinge_positions_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                           struct hinge_body *body);

/* Fills body's signals of both sides together; NO_FRONTAL without has_frontal,
 * FACING_AMBIGUOUS where left and right may be exchanged. NOMEM. */
void hinge_frontal_build(struct hinge_tracks *tracks, struct hinge_body *body);

/* From a front view of the request (front_view.c): level of the pelvis, shift, lean,
 * knees and stance on the body's own clock. Where the view can't be used they are
 * refused with its reason, and the rest stands. NOMEM. */
enum hinge_status hinge_front_view_join(const struct hinge_body_request *request,
                                        struct hinge_body *body);

/* Fills shoulders, head and ribs on the trunk, the points of the dowel rule and the
 * height of the load (girdle.c). After angles and positions. NOMEM. */
void hinge_girdle_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                        struct hinge_body *body);

/* Fills what the weight does (balance.c): the rear foot's share, the rear leg, the
 * centre of mass of both sides where one is analysed. After positions. NOMEM. */
void hinge_balance_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                         const struct hinge_trial_info *info, struct hinge_body *body);
/* Fills cop_foot, once the body has its clock and forces. NOMEM. */
void hinge_cop_build(struct hinge_body *body);

/* Centre of mass of one coordinate in each of n frames (Winter 2009, table 4.1), each
 * limb standing for both; NaN when a segment is missing. */
void hinge_mass_centre(const double *const coordinate[HINGE_POINT_COUNT], size_t n, double *out);
/* Adds the mass times the place of the centre of a segment to each sum[n]. */
void hinge_mass_add(const double *proximal, const double *distal, double mass, double centre,
                    size_t n, double *sum);

/* Fills body from vendor angles (OpenSim coordinates, method 1.2). INPUT
 * INSUFFICIENT_LANDMARKS when a coordinate that is needed is missing. */
enum hinge_status hinge_vendor_build(struct hinge_tracks *tracks,
                                     const struct hinge_parameters *parameters, bool measured,
                                     bool allow_inferred, struct hinge_body *body,
                                     struct hinge_error *error);

/* Mean of the angles `left` and left + 1, that of the side asked for ('l', 'r'), or the
 * only one; *out NULL when neither is there. NOMEM. */
void hinge_angles_of_sides(struct hinge_tracks *tracks, char side, int left, double **out);

/* Whether the tracks have angles by our own ids. */
bool hinge_given_there(const struct hinge_tracks *tracks);

/* Fills body from angles by our own ids (given.c). INPUT: INSUFFICIENT_LANDMARKS,
 * VERTICAL_UNKNOWN where a trunk leans back while the hips flex. */
enum hinge_status hinge_given_build(struct hinge_tracks *tracks, bool measured, bool allow_inferred,
                                    struct hinge_body *body, struct hinge_error *error);

/* Fills body from the orientation of sensors. INPUT: INSUFFICIENT_LANDMARKS,
 * NO_STANDING_REF (no quiet standing tells how they are mounted), FACING_AMBIGUOUS. */
enum hinge_status hinge_sensors_build(struct hinge_tracks *tracks,
                                      const struct hinge_trial_info *info,
                                      const struct hinge_parameters *parameters,
                                      bool allow_inferred, struct hinge_body *body,
                                      struct hinge_error *error);

#endif
