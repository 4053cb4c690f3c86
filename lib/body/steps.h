/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of hinge_body_build, in their order: tracks, clock, cleaning, checks, vertical and
 * facing, points, angles, sensors, samples beside the frames, slow errors. Memory is the
 * arena of the recording, which tracks and body share. */
#ifndef HINGE_BODY_STEPS_H
#define HINGE_BODY_STEPS_H

#include "body/body.h"
#include "signal/signal.h"

#include <hinge/status.h>
#include <hinge/trial.h>

/* Landmark coordinates over time, on a regular clock, in metres (or pixels), y up.
 * First as delivered (tracks_read), then cleaned (tracks_clean): method 1.2, 3. */

struct hinge_track {
    bool present;    /* the recording has it */
    bool usable;     /* missing in at most miss.channel of the frames before filling */
    unsigned flags;  /* HINGE_CHANNEL_… of its channels */
    double *axis[3]; /* x, y (up), z; z NULL in 2D; vendor angles in axis[0], degrees */
    double *w;       /* of sensors: a unit quaternion with axis[], as delivered */
    double score;    /* mean confidence, share of frames present without scores */
    double present_share;
    double missing; /* share of the frames without it, before outliers are removed */
    size_t held;    /* frames removed as held */
    bool *absent;   /* per frame: not delivered, or cut, before gaps were filled; NULL: not kept */
};

/* What the filter takes (method 3.5): shorter runs are missing afterwards. */
enum { HINGE_TRACKS_LEAST_FRAMES = 12 };

struct hinge_tracks {
    size_t n;
    int dim; /* 2, 3, or 0 for vendor angles or sensors only */
    double rate_hz, start_s, cutoff_hz;
    double residual_cutoff_hz; /* filter.cutoff = auto, else NaN */
    /* canonical row r is sign[r] * scale[from[r]] * delivered axis from[r] */
    int from[3];
    double sign[3], scale[3];
    double load_share; /* weight in the hands by body mass; NaN: there is no centre of
                          mass of what stands on the feet, for load_reason */
    enum hinge_reason load_reason;
    size_t dropped, repeated; /* frames the clock leaves out, has twice */
    double jitter_s;          /* largest distance of a frame from its place */
    bool metric, origin_at_hip, angles, sensors;
    bool keep_absent; /* set between reading and cleaning by who wants `absent` of the points */
    enum hinge_family family;
    double leg0; /* rough leg length, for thresholds; NaN unknown */
    double held_share, swapped_share;
    char swapped[HINGE_SWAPPED_MAX]; /* markers left and right of which are exchanged */
    uint64_t warnings;
    struct hinge_track point[HINGE_LANDMARK_COUNT];
    struct hinge_arena *arena; /* has every array */
};

/* Reads a recording onto the clock; missing codes and low scores become NaN, held
 * values too. INPUT: FS_UNKNOWN, FS_TOO_LOW, TIME_NOT_MONOTONIC, VERTICAL_UNKNOWN,
 * UNITS_UNKNOWN, ASPECT_UNKNOWN, INSUFFICIENT_LANDMARKS. */
enum hinge_status hinge_tracks_read(const struct hinge_body_request *request,
                                    struct hinge_arena *arena, struct hinge_tracks *tracks,
                                    struct hinge_error *error);

/* Label swaps, outliers, gaps, filter; sets usable. */
enum hinge_status hinge_tracks_clean(struct hinge_tracks *tracks,
                                     const struct hinge_parameters *parameters,
                                     struct hinge_error *error);

/* Median over frames of |hip-knee| + |knee-ankle| (either side), else 1.7 trunk lengths
 * (*from_trunk true, unless it is NULL); NaN when neither is there. */
double hinge_tracks_leg0(const struct hinge_tracks *tracks, bool *from_trunk);

/* Gaps and filter of a series of angles (NaN is missing). */
void hinge_tracks_filter(const struct hinge_tracks *tracks, double *x,
                         const struct hinge_parameters *parameters);

/* Array of n doubles from the tracks' arena, all NaN. */
double *hinge_tracks_array(const struct hinge_tracks *tracks);
/* The same as it comes, for who writes all of it. */
double *hinge_tracks_room(const struct hinge_tracks *tracks);

/* The array as a signal of the body, whose reason becomes OK. */
double *hinge_tracks_signal(const struct hinge_tracks *tracks, struct hinge_body *body,
                            enum hinge_signal signal);

/* Whether a landmark is there, and in enough frames. */
bool hinge_tracks_seen(const struct hinge_tracks *tracks, int landmark);

/* The same of both sides, given the left one (the right one comes next). */
bool hinge_tracks_pair_seen(const struct hinge_tracks *tracks, int left);

/* Middle of both sides along an axis. */
double hinge_tracks_middle(const struct hinge_tracks *tracks, int left, int axis, size_t i);

/* Delivered channels of one landmark put together: the mean of its markers (medial and
 * lateral knee), without what exporters write for a missing one and what scores too low
 * for its family. out: dim x n_frames; scratch: n_frames. The track gets flags, share of
 * frames and mean score (without scores: that share). False when there is no marker. */
bool hinge_gather_seen(const struct hinge_recording *recording,
                       const struct hinge_parameters *parameters, int landmark, int dim,
                       double *scratch, double *out, struct hinge_track *track);

/* --- Values an exporter held instead of measuring (method 3.2a). --- */
/* Frames of a landmark whose numbers repeat for 6 frames or more become missing after
 * the first, when the end of the run jumps or a neighbouring joint travels meanwhile
 * (held.release, held.neighbour_LL); bit HELD. A landmark that never moves is a fixed
 * point, and frames in which every moving landmark repeats are a still body: neither is
 * a held value. Nor are repeated numbers of a coordinate so coarse (whole pixels) that
 * a still landmark repeats them by itself. */
void hinge_held_remove(struct hinge_tracks *tracks, const struct hinge_parameters *parameters);

/* --- Which axis of a file may be up. --- */
/* "+z": the axis along which the shoulders are farthest above the ankles, over the
 * whole recording; NULL where one of them was not tracked. A hint for messages. */
const char *hinge_upright_axis(const struct hinge_recording *recording);

/* --- Which way is up, better than by the file's axis: method 2.1. --- */
/* Turns every point so that gravity, a plumb line of the trial list, or the line from
 * ankle to shoulder in the request's standing frames is vertical; in this order, and
 * none leaves them. Fills body's vertical_source and vertical_turn_deg. Before facing.
 * INPUT VERTICAL_UNKNOWN when the list's numbers can't be read, or are more than
 * vertical.refuse off the declared up axis. */
enum hinge_status hinge_level_apply(struct hinge_tracks *tracks,
                                    const struct hinge_body_request *request,
                                    struct hinge_body *body, struct hinge_error *error);

/* --- Facing and side: turns cleaned tracks into the person's own axes (x anterior, y up, z
 * right). method 2.2, 2.3. --- */
/* Rotates (3D) or mirrors (2D) every track in place, chooses the side ('b' both, 'l',
 * 'r') and fills body's side, image_facing, hip_yaw_deg, warnings. INPUT
 * FACING_AMBIGUOUS when it can't be told. */
enum hinge_status hinge_facing_apply(struct hinge_tracks *tracks,
                                     const struct hinge_trial_info *info,
                                     const struct hinge_parameters *parameters,
                                     struct hinge_body *body, struct hinge_error *error);

/* 2D: how far the camera is from the side view, in degrees, from the distance between
 * the hips in the image (method 2.3); NaN when either length is unknown. */
double hinge_facing_view_deg(double hip_gap, double leg_length, enum hinge_family family,
                             const struct hinge_parameters *parameters);

/* --- Derived points of the sagittal plane: means of both sides, or the analysed side alone
 * (method 1.4). --- */
enum hinge_point {
    HINGE_POINT_HIP,
    HINGE_POINT_KNEE,
    HINGE_POINT_ANKLE,
    HINGE_POINT_SHOULDER,
    HINGE_POINT_HIP_MIDDLE, /* what a midline point is joined with */
    HINGE_POINT_SHOULDER_MIDDLE,
    HINGE_POINT_HEEL,
    HINGE_POINT_TOE,
    HINGE_POINT_ELBOW,
    HINGE_POINT_WRIST,
    HINGE_POINT_EAR,
    HINGE_POINT_FACE, /* nose, else the eyes */
    HINGE_POINT_OCC,
    HINGE_POINT_ASIS, /* both sides always */
    HINGE_POINT_PSIS, /* both sides, else s1 */
    HINGE_POINT_C7,
    HINGE_POINT_T3,
    HINGE_POINT_T8,
    HINGE_POINT_T10,
    HINGE_POINT_T12L1,
    HINGE_POINT_L3,
    HINGE_POINT_L5,
    HINGE_POINT_S1,
    HINGE_POINT_IJ,
    HINGE_POINT_PX,
    HINGE_POINT_LOAD,
    HINGE_POINT_SPINE_BASE, /* interpolated by a sensor: exploratory */
    HINGE_POINT_SPINE_MID,
    HINGE_POINT_COUNT
};

struct hinge_points {
    /* n values each, in the arena; NULL when the point is not there */
    double *x[HINGE_POINT_COUNT], *y[HINGE_POINT_COUNT];
    bool inferred[HINGE_POINT_COUNT];
    bool one_sided;        /* 2D: the middle of the hips is one hip */
    bool hips_from_pelvis; /* hip joint centres were regressed */
};

/* Builds the points for the side ('b', 'l', 'r'); hip joint centres come from the
 * pelvis markers (Harrington 2007) when there are none, which also fills those tracks. */
void hinge_points_build(struct hinge_tracks *tracks, char side, struct hinge_points *points);

/* Inclination of the vector from `low` to `high`, forward positive, per frame,
 * unwrapped; NaN where it is shorter than `shortest`. NULL when a point is missing. */
double *hinge_points_pitch(struct hinge_tracks *tracks, const struct hinge_points *points,
                           enum hinge_point low, enum hinge_point high, double shortest);

/* Along an axis, from the pair that begins with the left landmark `low` to that of
 * `high` (C7 is no pair), each the mean of the sides that are there; NaN without any. n
 * values in `out`. */
void hinge_points_apart(const struct hinge_tracks *tracks, int low, int high, int axis,
                        double *out);

/* --- Whether a recording can be what it says (checks.c), in the order in which it is asked. --- */
/* OK, or INPUT INSUFFICIENT_LANDMARKS with the shares of frames of what is needed, for
 * a recording of points; other recordings are OK. */
enum hinge_status hinge_check_landmarks(const struct hinge_body_request *request,
                                        struct hinge_arena *arena, struct hinge_error *error);

/* INPUT INSUFFICIENT_LANDMARKS with those shares, "" without points. */
enum hinge_status hinge_refuse_landmarks(const struct hinge_body_request *request,
                                         struct hinge_arena *arena, struct hinge_error *error);

/* 3 where a depth was measured, 2 without, 0 for a recording without positions. */
int hinge_dimensions(const struct hinge_recording *recording);

/* INPUT UNITS_UNKNOWN, naming the size found and the unit that would fit, when legs in
 * metres are none, when shares of an image exceed it, or when pixels are shares. A TRC
 * in pixels that says metres (y down) is turned and taken as pixels. */
enum hinge_status hinge_check_size(struct hinge_tracks *tracks,
                                   const struct hinge_recording *recording,
                                   const struct hinge_parameters *parameters,
                                   struct hinge_error *error);

/* 2D, as delivered: where hip and shoulder both jump, the film was cut. Crops the
 * tracks to the longest stretch without a cut (SHOT_CUT). INPUT NO_ROWS when that is
 * too short to be analysed. */
enum hinge_status hinge_check_cuts(struct hinge_tracks *tracks,
                                   const struct hinge_parameters *parameters,
                                   struct hinge_error *error);

/* Laboratory markers of left and right that lie the other way round than those of the
 * rest of the body: swapped_share and swapped, and SIDE_LOW_CONF from 5 % of the frames
 * on. They are left as they are. */
void hinge_check_sides(struct hinge_tracks *tracks);

/* Laboratory markers of a rigid segment whose distance is further than marker.rigid
 * from its median become missing in that frame; more than marker.max_bad of the frames
 * are MARKERS_SUSPECT. After outliers are removed, before any filling. */
void hinge_check_rigid(struct hinge_tracks *tracks, const struct hinge_parameters *parameters);

/* Fills body->out_of_order, which reps reads in standing. */
void hinge_check_order(struct hinge_tracks *tracks, const struct hinge_points *points,
                       struct hinge_body *body);

/* 2D, once the angles are built: keeps the lengths of trunk, thigh and shank, takes out
 * angles of frames in which one is far shorter than usual, and warns (ASPECT_SUSPECT)
 * when the trunk changes its length with its direction. */
void hinge_check_image(struct hinge_tracks *tracks, const struct hinge_points *points,
                       const struct hinge_parameters *parameters, struct hinge_body *body);

/* --- Angles and tier from points. --- */
/* Fills body's angle signals, reasons, tier, lumbar_def and the qualifiers pelvis, thigh, inferred.
 * `lumbar_def`: "first", or the one definition that is wanted. */
void hinge_angles_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                        const char *lumbar_def, bool allow_inferred, struct hinge_body *body);

/* Fills body's position signals (raw, unscaled: source lengths) and the tracks that
 * standing, scale and the gait check need. */
void hinge_positions_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                           struct hinge_body *body);

/* Fills body's signals of both sides together; NO_FRONTAL without has_frontal,
 * FACING_AMBIGUOUS where left and right may be exchanged. */
void hinge_frontal_build(struct hinge_tracks *tracks, struct hinge_body *body);

/* From a front view of the request: level of the pelvis, shift, lean, knees and stance on
 * the body's own clock. Where the view can't be used they are refused with its reason, and
 * the rest stands. */
void hinge_front_view_join(const struct hinge_body_request *request, struct hinge_body *body);

/* Fills shoulders, head and ribs on the trunk, the points of the dowel rule and the
 * height of the load. After angles and positions. */
void hinge_girdle_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                        struct hinge_body *body);

/* Fills what the weight does: the rear foot's share, the rear leg, the
 * centre of mass of both sides where one is analysed. After positions. */
void hinge_balance_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                         const struct hinge_trial_info *info, struct hinge_body *body);
/* Fills cop_foot, once the body has its clock and forces. */
void hinge_cop_build(struct hinge_body *body);

/* Centre of mass of one coordinate in each of n frames (Winter 2009, table 4.1), each
 * limb standing for both; NaN when a segment is missing. */
void hinge_mass_centre(const double *const coordinate[HINGE_POINT_COUNT], size_t n, double *out);

/* Fills body from vendor angles (OpenSim coordinates, method 1.2). INPUT
 * INSUFFICIENT_LANDMARKS when a coordinate that is needed is missing. */
enum hinge_status hinge_vendor_build(struct hinge_tracks *tracks,
                                     const struct hinge_parameters *parameters, bool measured,
                                     bool allow_inferred, struct hinge_body *body,
                                     struct hinge_error *error);

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

/* --- Three-dimensional angles from the orientation of segments: method 4. --- */
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
 * marked in body->gimbal. */
void hinge_cardan_fill(struct hinge_tracks *tracks, const struct hinge_orientations *from,
                       const struct hinge_parameters *parameters, struct hinge_body *body);

/* The same from points in the person's own axes, once angles and tier are known:
 * reasons where there are none. */
void hinge_cardan_build(struct hinge_tracks *tracks, const struct hinge_parameters *parameters,
                        struct hinge_body *body);

/* T8, else T10. */
int hinge_back_of_thorax(const struct hinge_tracks *tracks);

/* From IJ, PX, C7 and the back of the thorax, in the axes of the points (Wu et al.
 * 2002); false where they span none. */
bool hinge_thorax_frame(const struct hinge_tracks *tracks, size_t i, double R[3][3]);

/* Why these signals are missing where nothing better is known. */
void hinge_cardan_refuse(struct hinge_body *body, enum hinge_reason reason);

/* --- Signals beside a recording: EMG and force at their own rate. --- */
/* One signal as delivered, evenly sampled: x[i] at start_s + i / rate_hz on the
 * recording's own clock (that of hinge_body.start_s); NaN where a sample is missing. */
struct hinge_analog {
    size_t n;
    double rate_hz, start_s;
    double *x;
};

/* The samples of `signal` (HINGE_LANDMARK_gmax_l … force_r_n). frame_rate_hz is the
 * recording's rate, start_s the time of its first frame and `frames` how many there are
 * with those that were lost, for samples that are told only by their place within a
 * frame (Devices, C3D, a column). n is 0 where the recording has none. */
struct hinge_analog hinge_analog_read(const struct hinge_recording *recording,
                                      enum hinge_landmark signal, double frame_rate_hz,
                                      double start_s, size_t frames, struct hinge_arena *arena);
/* Fills body's muscles and forces from what the recording brings. */
void hinge_muscles_build(const struct hinge_recording *recording,
                         const struct hinge_parameters *parameters, struct hinge_body *body);

/* --- Errors of trackers that last longer than standing shows (method 7.0, slow errors). --- */
/* Fills body->slow from cleaned tracks in the person's axes, whose signals are known:
 * the error of each landmark by what is rigid, at least its family's, and what that
 * does to each signal. `derive` makes points and signals of tracks. */
typedef void hinge_derive(const struct hinge_body_request *request, struct hinge_tracks *tracks,
                          struct hinge_points *points, struct hinge_body *body);
void hinge_slow_estimate(struct hinge_tracks *tracks, const struct hinge_body_request *request,
                         hinge_derive *derive, struct hinge_body *body);

#endif
