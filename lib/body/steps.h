/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of hinge_body_build in their order: tracks, clock, cleaning, checks, vertical and
 * facing, points, angles, sensors, analog samples, slow errors. Tracks and body use the arena of
 * the recording. */
#pragma once

#include "body/body.h"
#include "body/geometry.h"
#include "signal/signal.h"

/* Landmark coordinates over time, on a regular clock, in metres (or pixels), y up.
 * First as delivered (tracks_read), then cleaned (tracks_clean): method 1.2, 3. */

struct hinge_track {
    bool present;    /* the recording has it */
    bool usable;     /* before gaps are filled, at most miss.channel of its frames are missing */
    unsigned flags;  /* HINGE_CHANNEL_… of its channels */
    double *axis[3]; /* x, y (up) and z; z is NULL in 2D; of vendor angles axis[0] has degrees */
    double *w;       /* of sensors: with axis[] a unit quaternion, as delivered */
    double drift;    /* of raw sensors: HINGE_DRIFT_… or deg/s (trial/trial.h); NaN: it rests */
    double score; /* mean confidence; without scores the share of frames that have the landmark */
    double present_share;
    double missing;  /* share of frames without the landmark before outliers are removed */
    double removed;  /* share of frames removed as a rigid distance broke, part of `missing` */
    bool too_broken; /* not usable, but without those it were */
    bool partly;     /* usable in a part of the recording only: a sticker that was lost */
    size_t held;     /* frames removed because their values only repeat (held) */
    bool *absent;    /* [n]: missing before gaps were filled; NULL: not kept */
};

/* Shortest run of frames that the filter takes (method 3.5); shorter runs become missing. */
enum { HINGE_TRACKS_LEAST_FRAMES = 12 };

struct hinge_tracks {
    size_t n;
    int dim; /* 2, 3, or 0 for vendor angles or sensors only */
    double rate_hz, start_s, cutoff_hz;
    double residual_cutoff_hz; /* filter.cutoff = auto, else NaN */
    /* our axis r is sign[r] * scale[from[r]] * axis from[r] of the file */
    int from[3];
    double sign[3], scale[3];
    double turn[3][3]; /* from these axes to the person's own, so far */
    double load_share; /* weight in the hands over body mass; NaN: no centre of mass of body and
                          weight, for load_reason */
    enum hinge_reason load_reason;
    size_t dropped, repeated; /* frames that the clock drops, and that it repeats */
    double jitter_s;          /* largest error of a frame's time */
    bool metric, origin_at_hip, angles, sensors;
    bool normalised; /* delivered as shares of the image's width and height */
    bool rate_told;  /* by the user alone */
    /* asis_l, asis_r, psis_l, psis_r as they lie to each other (NaN: unknown): here, where a frame
     * lacks one or keep_pelvis; before that of the session's standing recording */
    struct hinge_bones bones;
    bool keep_pelvis;               /* set after reading, before cleaning */
    char stands_on;                 /* the one leg that carries, 'l' or 'r'; 0: both */
    char filled[HINGE_SWAPPED_MAX]; /* the marker that was placed so, and in how many frames */
    bool keep_absent; /* set after reading, before cleaning, by callers that need `absent` */
    enum hinge_family family;
    double leg0; /* rough leg length, for thresholds; NaN unknown */
    double held_share, swapped_share;
    char swapped[HINGE_SWAPPED_MAX]; /* markers whose left and right are exchanged */
    unsigned char *broken; /* [n]: 1 where markers of a rigid segment were removed; NULL: nowhere */
    double broken_share;   /* of frames */
    char removed[HINGE_RIGID_MAX], thorax[HINGE_RIGID_MAX]; /* which, and which bend; "": none */
    char labels[HINGE_LABELS_MAX]; /* which are exchanged, in words; "": none */
    uint64_t warnings;
    struct hinge_track point[HINGE_LANDMARK_COUNT];
    struct hinge_arena *arena; /* has every array */
};

/* Reads a recording onto a regular clock. Codes for missing values, low scores and held values
 * become NaN. INPUT: FS_UNKNOWN, FS_TOO_LOW, TIME_NOT_MONOTONIC, VERTICAL_UNKNOWN, UNITS_UNKNOWN,
 * ASPECT_UNKNOWN, INSUFFICIENT_LANDMARKS. */
enum hinge_status hinge_tracks_read(const struct hinge_body_request *request,
                                    struct hinge_arena *arena, struct hinge_tracks *tracks,
                                    struct hinge_error *error);

/* Corrects swapped labels, removes outliers, fills gaps and filters; sets usable. */
enum hinge_status hinge_tracks_clean(struct hinge_tracks *tracks,
                                     const struct hinge_parameters *parameters,
                                     struct hinge_error *error);

/* A rough leg length: the median over frames of |hip-knee| + |knee-ankle| of either side, else that
 * of the trunk (*from_trunk becomes true; it may be NULL). NaN if neither is known. */
double hinge_tracks_leg0(const struct hinge_tracks *tracks, bool *from_trunk);

/* Fills gaps in a series of angles and filters it (NaN is missing). */
void hinge_tracks_filter(const struct hinge_tracks *tracks, double *x,
                         const struct hinge_parameters *parameters);

/* An array of n doubles in the arena of the tracks, all NaN. */
double *hinge_tracks_array(const struct hinge_tracks *tracks);
/* The same, not initialised. */
double *hinge_tracks_room(const struct hinge_tracks *tracks);
/* a + sign * b; NULL where one is NULL. */
double *hinge_tracks_sum(const struct hinge_tracks *tracks, const double *a, double sign,
                         const double *b);

/* Mean of a left and a right series, that of the side asked for ('l', 'r'), or the only one; NULL
 * when neither is there. */
double *hinge_tracks_sides(const struct hinge_tracks *tracks, char side, const double *l,
                           const double *r);
/* A new array as a signal of the body; the reason of the signal becomes OK. */
double *hinge_tracks_signal(const struct hinge_tracks *tracks, struct hinge_body *body,
                            enum hinge_signal signal);

/* A signal that is known. */
void hinge_body_set(struct hinge_body *body, enum hinge_signal signal, double *values);

/* sign * (a - b) as a signal; nothing when an input is missing. */
void hinge_tracks_relative(const struct hinge_tracks *tracks, struct hinge_body *body,
                           enum hinge_signal signal, const double *a, const double *b, double sign);

/* Whether enough frames have the landmark. */
bool hinge_tracks_seen(const struct hinge_tracks *tracks, int landmark);

/* Whether enough frames have both sides; `left` is the left landmark, the right one follows it. */
bool hinge_tracks_pair_seen(const struct hinge_tracks *tracks, int left);

/* Mean of the left and right landmark along an axis in frame i. */
double hinge_tracks_middle(const struct hinge_tracks *tracks, int left, int axis, size_t i);

/* Joins the channels of one landmark: the mean of its markers, without codes for missing values and
 * scores too low for the family. out: dim x n_frames; scratch: n_frames. Sets flags, share of
 * frames and mean score of the track (without scores: that share). False if there is no marker. */
bool hinge_gather_seen(const struct hinge_recording *recording,
                       const struct hinge_parameters *parameters, int landmark, int dim,
                       double *scratch, double *out, struct hinge_track *track);

/* --- Values that a program repeated instead of measuring: held values (method 3.2a). --- */
/* If the numbers of a landmark repeat for 6 frames or more, all but the first become missing,
 * provided that the run ends with a jump (held.release) or a neighbouring joint moves meanwhile
 * (held.neighbour_LL); warning HELD. Kept are landmarks that never move, frames in which every
 * moving landmark repeats (the body is still), and coordinates so coarse (whole pixels) that a
 * still landmark repeats them anyway. */
void hinge_held_remove(struct hinge_tracks *tracks, const struct hinge_parameters *parameters);

/* --- The vertical, more exactly than the axis of the file (method 2.1). --- */
/* Turns every point so that the first of these that is known becomes vertical: gravity, a plumb
 * line of the trial list, the line from ankle to shoulder in the standing frames of the request.
 * Fills vertical_source and vertical_turn_deg of body. Before facing. INPUT VERTICAL_UNKNOWN if
 * the numbers of the list cannot be read, or are more than vertical.refuse from the declared up
 * axis. */
enum hinge_status hinge_level_apply(struct hinge_tracks *tracks,
                                    const struct hinge_body_request *request,
                                    struct hinge_body *body, struct hinge_error *error);

/* --- Facing and side: turns cleaned tracks into the person's own axes (x anterior, y up, z
 * right). method 2.2, 2.3. --- */
/* Rotates (3D) or mirrors (2D) every track in place, chooses the side ('b' both, 'l', 'r') and
 * fills side, image_facing, hip_yaw_deg and warnings of body. INPUT FACING_AMBIGUOUS if the
 * direction is unclear. */
enum hinge_status hinge_facing_apply(struct hinge_tracks *tracks,
                                     const struct hinge_trial_info *info,
                                     const struct hinge_parameters *parameters,
                                     struct hinge_body *body, struct hinge_error *error);

/* 2D: angle of the camera from the side view in degrees, from the distances in the image between
 * the hips and between the shoulders (method 2.3): their mean; where they differ by more than 20
 * degrees (*differ is true then; may be NULL), or one alone would refuse, the smaller. One may be
 * NaN; NaN if both are. */
double hinge_facing_view_deg(double hip_gap, double shoulder_gap, double leg_length,
                             enum hinge_family family, const struct hinge_parameters *parameters,
                             bool *differ);
/* Refuses a recording whose camera is further off the side view than `why` allows. */
enum hinge_status hinge_facing_refuse(double view_deg, double hip_gap_LL, const char *why,
                                      struct hinge_error *error);

/* --- Derived points of the sagittal plane: means of both sides, or the analysed side alone
 * (method 1.4). --- */
enum hinge_point {
    HINGE_POINT_HIP,
    HINGE_POINT_KNEE,
    HINGE_POINT_ANKLE,
    HINGE_POINT_SHOULDER,
    HINGE_POINT_HIP_MIDDLE, /* joined with points of the midline */
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
    HINGE_POINT_L5S1, /* joint centre, from the markers of the pelvis */
    HINGE_POINT_COUNT
};

struct hinge_points {
    /* [n] each, in the arena; NULL: there is no such point */
    double *x[HINGE_POINT_COUNT], *y[HINGE_POINT_COUNT];
    bool inferred[HINGE_POINT_COUNT];
    bool one_sided;        /* 2D: the middle of the hips is one hip */
    bool hips_from_pelvis; /* hip joint centres were regressed */
};

/* Builds the points for the side ('b', 'l', 'r'). L5/S1 is estimated from pelvis markers, and so
 * are hip joint centres that are missing, in points and tracks (hinge_pelvis_joints). */
void hinge_points_build(struct hinge_tracks *tracks, char side, struct hinge_points *points);

/* Inclination of the vector from `low` to `high` in degrees, forward positive: [n], unwrapped; NaN
 * in frames in which the vector is shorter than `shortest`. NULL if a point is missing. */
double *hinge_points_pitch(struct hinge_tracks *tracks, const struct hinge_points *points,
                           enum hinge_point low, enum hinge_point high, double shortest);

/* Distance along an axis from one pair of landmarks to another: out[n]. `low` and `high` are the
 * left landmarks (C7 is no pair); each pair is the mean of the sides that are known. NaN if neither
 * side is. */
void hinge_points_apart(const struct hinge_tracks *tracks, int low, int high, int axis,
                        double *out);

/* --- Checks whether a recording is what it says (checks.c), in the order in which they run. --- */
/* INPUT INSUFFICIENT_LANDMARKS if a recording of points does not have the landmarks that are
 * needed; the message has their shares of frames. OK for other recordings. */
enum hinge_status hinge_check_landmarks(const struct hinge_body_request *request,
                                        struct hinge_arena *arena, struct hinge_error *error);

/* Adds ", ankle_r 79 %" without the first comma, with the digit that says on which side of `needed`
 * it is; false when it doesn't fit. */
bool hinge_landmark_share_add(int landmark, double share, double needed, char *text,
                              size_t capacity);

/* Always INPUT INSUFFICIENT_LANDMARKS, with these shares if there are points; of tracks (may be
 * NULL) what cleaning left. */
enum hinge_status hinge_refuse_landmarks(const struct hinge_body_request *request,
                                         const struct hinge_tracks *tracks,
                                         struct hinge_arena *arena, struct hinge_error *error);

/* Dimensions of the positions: 3, 2, or 0 if the recording has none. */
int hinge_dimensions(const struct hinge_recording *recording);

/* INPUT UNITS_UNKNOWN if the leg length is impossible in the declared unit, fractions of an image
 * are outside it, or pixels are fractions; the message has the size and a unit that fits. A TRC in
 * pixels that declares metres (y down) is turned and read as pixels. */
enum hinge_status hinge_check_size(struct hinge_tracks *tracks,
                                   const struct hinge_recording *recording,
                                   const struct hinge_parameters *parameters,
                                   struct hinge_error *error);

/* 2D, before cleaning: a jump of both hip and shoulder is a cut in the film. Crops the tracks to
 * the longest part without a cut (SHOT_CUT). INPUT NO_ROWS if this part is too short. */
enum hinge_status hinge_check_cuts(struct hinge_tracks *tracks,
                                   const struct hinge_parameters *parameters,
                                   struct hinge_error *error);

/* Finds laboratory markers whose left and right are exchanged relative to the rest of the body:
 * swapped_share, swapped and, from 5 % of the frames on, SIDE_LOW_CONF. The markers stay as they
 * are. */
void hinge_check_sides(struct hinge_tracks *tracks);

/* Laboratory markers of a rigid segment become missing in frames in which their distance differs
 * from its median by more than marker.rigid; if this happens in more than marker.max_bad of the
 * frames, MARKERS_SUSPECT. Those of a thorax that rounds with the bend stay (THORAX_BENDS). After
 * outliers are removed, before gaps are filled. */
void hinge_check_rigid(struct hinge_tracks *tracks, const struct hinge_parameters *parameters);

/* Laboratory markers whose labels are exchanged all the time, against each other and the bones of
 * the session's standing recording (`was`; NULL: none): put right (SIDES_EXCHANGED), or warned of
 * (MARKERS_SUSPECT, LEG_SUSPECT, PAIR_EXCHANGED, NECK_EXCHANGED). Before facing. */
void hinge_check_exchanged(struct hinge_tracks *tracks, const struct hinge_recording *recording,
                           const struct hinge_bones *was,
                           const struct hinge_parameters *parameters);

/* Fills body->out_of_order, which the search for standing reads. */
void hinge_check_order(struct hinge_tracks *tracks, const struct hinge_points *points,
                       struct hinge_body *body);

/* 2D, after the angles: stores the lengths of trunk, thigh and shank, removes angles in frames in
 * which a segment is far shorter than usual, and warns (ASPECT_SUSPECT) if the length of the trunk
 * changes with its direction in shares of an image: pixels are square. */
void hinge_check_image(struct hinge_tracks *tracks, const struct hinge_points *points,
                       const struct hinge_parameters *parameters, struct hinge_body *body);

/* --- Angles and tier from points. --- */
/* Fills the angle signals of body, their reasons, tier, lumbar_def, has_pelvis, has_thigh and
 * is_inferred. `lumbar_def`: "first", or the definition to use. */
void hinge_angles_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                        const char *lumbar_def, bool allow_inferred, struct hinge_body *body);

/* Fills the position signals of body (in the length unit of the recording) and the tracks for
 * standing, scale and gait. */
void hinge_positions_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                           struct hinge_body *body);

/* Fills the frontal signals of body. NO_FRONTAL without has_frontal; FACING_AMBIGUOUS if left and
 * right may be exchanged. */
void hinge_frontal_build(struct hinge_tracks *tracks, struct hinge_body *body);

/* Fills level of the pelvis, shift, lean, knees and stance from the front view of the request, on
 * the clock of the body. If the view cannot be used, these signals are refused with its reason; the
 * others stay. */
void hinge_front_view_join(const struct hinge_body_request *request, struct hinge_body *body);

/* Fills the signals of shoulders, head and ribs, the points for the dowel and the height of the
 * load. After angles and positions. */
void hinge_girdle_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                        struct hinge_body *body);

/* Fills the weight on the rear foot, the angle of the rear leg and the centre of mass (of both
 * sides, also if one side is analysed). After positions. */
void hinge_balance_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                         const struct hinge_trial_info *info, struct hinge_body *body);
/* Fills cop_foot. After clock and forces. */
void hinge_cop_build(struct hinge_body *body);
/* Fills the moments from plates (struct hinge_moment): NO_FORCE without force and pressure of two
 * plates, NOT_RECORDED without mass_kg. After clock and forces. */
void hinge_plate_moments_build(const struct hinge_trial_info *info, struct hinge_body *body);

/* One coordinate of the centre of mass, out[n], from the same coordinate of points; each limb
 * counts for both sides. NaN in frames in which a segment is missing. */
void hinge_mass_centre(enum hinge_masses masses, const double *const coordinate[HINGE_POINT_COUNT],
                       size_t n, double *out);

/* Fills body from coordinates of OpenSim (method 1.2). INPUT INSUFFICIENT_LANDMARKS if a coordinate
 * is missing that is needed. */
enum hinge_status hinge_vendor_build(struct hinge_tracks *tracks,
                                     const struct hinge_parameters *parameters, bool measured,
                                     bool allow_inferred, struct hinge_body *body,
                                     struct hinge_error *error);

/* Whether the tracks have angles of another program under our ids. */
bool hinge_given_there(const struct hinge_tracks *tracks);

/* Fills body from these angles (given.c). INPUT: INSUFFICIENT_LANDMARKS; VERTICAL_UNKNOWN if a
 * trunk leans back while the hips flex, unless signs_recorded. */
enum hinge_status hinge_given_build(struct hinge_tracks *tracks, bool measured, bool allow_inferred,
                                    bool signs_recorded, struct hinge_body *body,
                                    struct hinge_error *error);

/* Fills body from the orientations of sensors. INPUT: INSUFFICIENT_LANDMARKS, NO_STANDING_REF
 * (without quiet standing their mounting is unknown), FACING_AMBIGUOUS. */
enum hinge_status hinge_sensors_build(struct hinge_tracks *tracks,
                                      const struct hinge_trial_info *info,
                                      const struct hinge_parameters *parameters,
                                      const struct hinge_fronts *fronts, const double (*stills)[4],
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

/* A landmark in a frame, and the middle of two. */
void hinge_place_of(const struct hinge_tracks *tracks, int landmark, size_t i, double out[3]);
void hinge_place_between(const struct hinge_tracks *tracks, int left, int right, size_t i,
                         double out[3]);

/* The PSIS of a side, else the sacral marker for both. */
int hinge_back_of_pelvis(const struct hinge_tracks *tracks, int side);

/* T8, else T10. */
int hinge_back_of_thorax(const struct hinge_tracks *tracks);

/* From IJ, PX, C7 and the back of the thorax, in the axes of the points (Wu et al.
 * 2005); false where they span none. */
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
/* Fills body's muscles and forces from what the recording brings, and envelopes of muscles whose
 * maximum is known. */
void hinge_muscles_build(const struct hinge_body_request *request, struct hinge_body *body);

/* --- Errors of trackers that last longer than standing shows (method 7.0, slow errors). --- */
/* Fills body->slow from cleaned tracks in the person's axes, whose signals are known:
 * the error of each landmark by what is rigid, at least its family's, and what that
 * does to each signal. `derive` makes points and signals of tracks. */
typedef void hinge_derive(const struct hinge_body_request *request, struct hinge_tracks *tracks,
                          struct hinge_points *points, struct hinge_body *body);
void hinge_slow_estimate(struct hinge_tracks *tracks, const struct hinge_body_request *request,
                         hinge_derive *derive, struct hinge_body *body);
