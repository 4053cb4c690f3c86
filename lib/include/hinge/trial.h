/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording as it was delivered, and its row of the trial list. The numbers are those of the
 * file: not smoothed, filled, rotated or converted. */
#pragma once

#include <hinge/status.h>
#include <hinge/table.h>

HINGE_BEGIN_C_DECLS

/* Points of a curve over a repetition or phase: 0 to 100 % of its time or of its movement. */
enum { HINGE_CURVE_POINTS = 101 };

/* Landmarks. Their ids are those of tables and of generic column names (<id>_x). Files store names,
 * not numbers. _l is left, _r is right; hjc: hip joint centre, cop: centre of pressure, dow: end of
 * a dowel, ij and px: upper and lower end of the sternum, occ: back of the head. */
/* clang-format off */
#define HINGE_LANDMARK_POINT_LIST(X)                                                               \
    X(nose) X(eye_l) X(eye_r) X(ear_l) X(ear_r) X(head_top)                                        \
    X(occ) X(c7) X(t3) X(t8) X(t10) X(t12l1) X(l3) X(l5) X(s1) X(ij) X(px)                         \
    X(shoulder_l) X(shoulder_r) X(elbow_l) X(elbow_r) X(wrist_l) X(wrist_r)                        \
    X(asis_l) X(asis_r) X(psis_l) X(psis_r) X(hjc_l) X(hjc_r)                                      \
    X(knee_l) X(knee_r) X(ankle_l) X(ankle_r) X(heel_l) X(heel_r) X(toe_l) X(toe_r)                \
    X(rib_l) X(rib_r) X(load) X(cop_l) X(cop_r) X(cop_both)                                        \
    X(knee_med_l) X(knee_med_r) X(dow_1) X(dow_2) X(spine_base) X(spine_mid)
/* Coordinates of OpenSim (component HINGE_COMPONENT_ANGLE). A model may have several of
 * osim_lumbar_level (*_Flex_Ext of each level); they are summed. */
#define HINGE_LANDMARK_OSIM_LIST(X)                                                                \
    X(osim_pelvis_tilt) X(osim_pelvis_list) X(osim_pelvis_rotation)                                \
    X(osim_hip_flexion_l) X(osim_hip_flexion_r) X(osim_knee_angle_l) X(osim_knee_angle_r)          \
    X(osim_lumbar_extension) X(osim_lumbar_level)
/* Angles that another program computed, with the ids of our signals (component
 * HINGE_COMPONENT_ANGLE). Flexion and forward are positive. */
#define HINGE_LANDMARK_ANGLE_LIST(X)                                                               \
    X(lumbar_flex)                                                                                 \
    X(hip_flex) X(hip_flex_l) X(hip_flex_r)                                                        \
    X(pelvis_tilt) X(thorax_tilt) X(trunk_incl)                                                    \
    X(thigh_incl) X(thigh_incl_l) X(thigh_incl_r)                                                  \
    X(shank_incl) X(shank_incl_l) X(shank_incl_r)                                                  \
    X(knee_flex) X(knee_flex_l) X(knee_flex_r) X(ankle_df) X(ankle_df_l) X(ankle_df_r)             \
    X(neck_flex)
/* Segments with a sensor, which gives their orientation in a global frame. */
#define HINGE_LANDMARK_SEGMENT_LIST(X)                                                             \
    X(pelvis) X(l1) X(thorax) X(thigh_l) X(thigh_r) X(shank_l) X(shank_r) X(foot_l) X(foot_r)      \
    X(lumbar_l3) X(head)
/* Channels with component HINGE_COMPONENT_other; several channels if there are several samples per
 * frame: EMG of muscles; force under the front foot, on two plates, on one with both feet; the six
 * components of each plate in its own right-handed axes, z vertical (those of a C3D's plates in the
 * axes of the laboratory); and the clock of samples from a file beside the recording (s). Forces and moments without a unit are in N and N m. */
#define HINGE_LANDMARK_FORCE_LIST(X)                                                               \
    X(force_front_n) X(force_l_n) X(force_r_n) X(force_both_n)                                     \
    X(force_l_x_n) X(force_l_y_n) X(force_l_z_n)                                                   \
    X(moment_l_x_nm) X(moment_l_y_nm) X(moment_l_z_nm)                                             \
    X(force_r_x_n) X(force_r_y_n) X(force_r_z_n)                                                   \
    X(moment_r_x_nm) X(moment_r_y_nm) X(moment_r_z_nm)                                             \
    X(force_both_x_n) X(force_both_y_n) X(force_both_z_n)
#define HINGE_LANDMARK_ANALOG_LIST(X)                                                              \
    X(gmax_l) X(gmax_r) X(ham_l) X(ham_r) X(es_l) X(es_r) X(rf_l) X(rf_r) X(gmed_l) X(gmed_r)      \
    X(ra_l) X(ra_r) X(eo_l) X(eo_r) X(io_l) X(io_r) X(ilio_l) X(ilio_r)                            \
    HINGE_LANDMARK_FORCE_LIST(X) X(analog_time)
#define HINGE_LANDMARK_LIST(X)                                                                     \
    HINGE_LANDMARK_POINT_LIST(X) HINGE_LANDMARK_OSIM_LIST(X) HINGE_LANDMARK_ANGLE_LIST(X)          \
    HINGE_LANDMARK_SEGMENT_LIST(X) HINGE_LANDMARK_ANALOG_LIST(X)
/* clang-format on */

#define X(name) HINGE_LANDMARK_##name,
enum hinge_landmark { HINGE_LANDMARK_NONE = -1, HINGE_LANDMARK_LIST(X) HINGE_LANDMARK_COUNT };
#undef X

/* The id of a landmark; "" for NONE. */
HINGE_API const char *hinge_landmark_name(enum hinge_landmark landmark);
/* The landmark with exactly this ID, or HINGE_LANDMARK_NONE. */
HINGE_API enum hinge_landmark hinge_landmark_find(const char *name);

/* What a channel has of a landmark. The orientation of a sensor is a quaternion (qw …), else a
 * matrix from sensor to global (m<row><column>), else roll, pitch and yaw about x, y and z (Rz(yaw)
 * Ry(pitch) Rx(roll)). drift: what is not known of a raw sensor's rate (trial/trial.h). */
/* clang-format off */
#define HINGE_COMPONENT_LIST(X)                                                                    \
    X(x) X(y) X(z) X(score) X(time) X(frame) X(angle)                                              \
    X(qw) X(qx) X(qy) X(qz)                                                                        \
    X(m11) X(m12) X(m13) X(m21) X(m22) X(m23) X(m31) X(m32) X(m33)                                 \
    X(roll) X(pitch) X(yaw) X(drift) X(other)
/* clang-format on */
#define X(name) HINGE_COMPONENT_##name,
enum hinge_component { HINGE_COMPONENT_LIST(X) HINGE_COMPONENT_COUNT };
#undef X

/* Units of positions that trial lists, options and configs may name. */
#define HINGE_POSITION_UNITS "m|cm|mm|px|norm"

/* Units; those of forces, moments and voltages are of analog channels. other: the file says one
 * that hingekit does not know; unknown: it says none. */
/* clang-format off */
#define HINGE_UNIT_LIST(X)                                                                         \
    X(unknown) X(m) X(cm) X(mm) X(px) X(norm) X(deg) X(rad) X(s) X(ms) X(us) X(ns)                 \
    X(N) X(kN) X(Nm) X(Ncm) X(Nmm) X(kNm) X(V) X(mV) X(uV) X(bits) X(g) X(m_s2)         \
    X(deg_s) X(rad_s) X(other)
/* clang-format on */
#define X(name) HINGE_UNIT_##name,
enum hinge_unit { HINGE_UNIT_LIST(X) HINGE_UNIT_COUNT };
#undef X

/* Layout flags. */
enum {
    HINGE_LAYOUT_ZERO_MISSING = 1, /* exactly (0,0) or (0,0,0) means that the landmark is missing */
    HINGE_LAYOUT_IMAGE = 2,        /* two-dimensional image, v down */
    HINGE_LAYOUT_HIP_ORIGIN = 4,   /* the origin is mid-hip in every frame (MediaPipe world) */
    HINGE_LAYOUT_LEFT_HANDED = 8,
    HINGE_LAYOUT_MARKERS_INFERRED = 16, /* every angle comes from inferred markers (IK) */
    HINGE_LAYOUT_UP_FROM_BODY = 32,     /* while reading: the sign of y follows from the body */
    HINGE_LAYOUT_UP_ASSUMED = 64,       /* while reading: `up` is what the program usually has */
    HINGE_LAYOUT_DAMAGED = 128,         /* some cells were no numbers and are missing */
    HINGE_LAYOUT_NEVER_HELD = 256 /* what was not seen is missing: a repeated value is measured */
};

/* Family of a source; thresholds of method 2.3 and 3.2 depend on it. Set by the landmark set. */
#define HINGE_FAMILY_LIST(X)                                                                       \
    X(markers) X(openpose) X(mediapipe) X(kinect) X(spinepose) X(angles) X(analog) X(sensors)
#define X(name) HINGE_FAMILY_##name,
enum hinge_family { HINGE_FAMILY_LIST(X) HINGE_FAMILY_COUNT };
#undef X

/* Names of components, units and families; "" for a number outside the enum. find: the number of a
 * name, …_COUNT if there is none. */
HINGE_API const char *hinge_component_name(enum hinge_component component);
HINGE_API enum hinge_component hinge_component_find(const char *name);
HINGE_API const char *hinge_unit_name(enum hinge_unit unit);
HINGE_API enum hinge_unit hinge_unit_find(const char *name);
HINGE_API const char *hinge_family_name(enum hinge_family family);
HINGE_API enum hinge_family hinge_family_find(const char *name);

/* What the columns of a recording mean; most recordings of a study share a layout. The arena owns
 * the texts. */
struct hinge_layout {
    char *format;       /* id of the recording format: "trc" */
    char *landmark_set; /* id of the landmark set: "mediapipe33", "" before recognition */
    enum hinge_family family;
    char up[3]; /* axis that points up: "+y", "-y" (image), "+z", …; "": unknown */
    unsigned flags;
    double hips_apart_LL; /* in the picture, standing, as the file says; 0: it does not */
    char *kept; /* JSON: what C3D parameters are written again by an export; NULL or "": none */
    size_t n_channels;
    struct hinge_channel *channel;
    struct hinge_arena_block *blocks;
};

struct hinge_plates;
struct hinge_damage;

/* A recording. data[c * n_frames + i] is channel c at frame i; NaN is missing. Zero-initialise;
 * free with hinge_recording_clear. */
struct hinge_recording {
    struct hinge_layout layout;
    size_t n_frames;
    double *data;
    double header_rate_hz;       /* as the file declares; NaN: it does not */
    size_t stated_frames;        /* as the header of the file says; 0: it does not */
    char *notes;                 /* remarks for the ledger, a line each; NULL: none */
    struct hinge_plates *plates; /* force plates of the file, while it is read; else NULL */
    struct hinge_damage *damage; /* its cells that are no numbers, while it is read; else NULL */
};

HINGE_API void hinge_recording_clear(struct hinge_recording *recording);

/* Makes a recording in memory: n_frames at rate_hz, without coordinates yet. `up` is the axis that
 * points up ("+y"; "-y" in an image, whose v runs down), `family` the source of the coordinates.
 * For image coordinates call hinge_recording_set_image afterwards. Errors: USAGE; then there is
 * nothing to clear. */
HINGE_API enum hinge_status hinge_recording_init(struct hinge_recording *recording, size_t n_frames,
                                                 double rate_hz, const char *up,
                                                 enum hinge_family family,
                                                 struct hinge_error *error);
/* The coordinates are those of an image: two-dimensional, v down. */
HINGE_API void hinge_recording_set_image(struct hinge_recording *recording);
/* Adds a coordinate, score (0 to 1) or angle of a landmark: values[n_frames] are copied, NaN is
 * missing. Earlier pointers into data become invalid. Errors: USAGE. */
HINGE_API enum hinge_status hinge_recording_add(struct hinge_recording *recording,
                                                enum hinge_landmark landmark,
                                                enum hinge_component component,
                                                enum hinge_unit unit, const double *values,
                                                struct hinge_error *error);

/* Columns of the trial list that hold one of a few words. HINGE_<COLUMN>_NONE is an empty cell,
 * HINGE_<COLUMN>_COUNT an unknown word. */
#define HINGE_ROLE_LIST(X)                                                                         \
    X(trial) X(standing) X(maxflex) X(stack_ref) X(dowel_ref) X(mvc) X(calibration)
#define HINGE_VIEW_LIST(X) X(sagittal) X(frontal)
#define HINGE_MARKERS_LIST(X) X(measured) X(inferred)
#define HINGE_START_LIST(X) X(standing) X(floor)
#define HINGE_HEADING_LIST(X) X(auto) X(recorded) X(aligned)
#define HINGE_SIGNS_LIST(X) X(auto) X(recorded)

#define X(word) HINGE_ROLE_##word,
enum hinge_trial_role { HINGE_ROLE_NONE, HINGE_ROLE_LIST(X) HINGE_ROLE_COUNT };
#undef X
#define X(word) HINGE_VIEW_##word,
enum hinge_trial_view { HINGE_VIEW_NONE, HINGE_VIEW_LIST(X) HINGE_VIEW_COUNT };
#undef X
#define X(word) HINGE_MARKERS_##word,
enum hinge_trial_markers { HINGE_MARKERS_NONE, HINGE_MARKERS_LIST(X) HINGE_MARKERS_COUNT };
#undef X
#define X(word) HINGE_START_##word,
enum hinge_trial_start { HINGE_START_NONE, HINGE_START_LIST(X) HINGE_START_COUNT };
#undef X
#define X(word) HINGE_HEADING_##word,
enum hinge_trial_heading { HINGE_HEADING_NONE, HINGE_HEADING_LIST(X) HINGE_HEADING_COUNT };
#undef X
#define X(word) HINGE_SIGNS_##word,
enum hinge_trial_signs { HINGE_SIGNS_NONE, HINGE_SIGNS_LIST(X) HINGE_SIGNS_COUNT };
#undef X

/* The known columns of a trial list: TEXT, WORD (one of the words above) or NUMBER. Any other
 * column is a covariate. */
#define HINGE_LIST_COLUMNS(TEXT, WORD, NUMBER)                                                     \
    TEXT(id, "unique id; else made from participant, session, task, cue, trial")                   \
    TEXT(file, "recording, relative to the list (required)")                                       \
    TEXT(participant, "who")                                                                       \
    TEXT(group, "sedentary, trained, … or any text")                                               \
    TEXT(session, "visit")                                                                         \
    TEXT(task, "what was done: rdl, deadlift_floor, … or any text")                                \
    TEXT(cue, "none, wall_tap_3in, dowel, … joined by +")                                          \
    TEXT(trial, "number or name within the condition")                                             \
    WORD(role, "trial, or a reference: standing, maxflex (furthest bend), stack_ref (exhaled, "    \
               "ribs over the pelvis), dowel_ref (standing with the dowel), mvc (maximal EMG), "   \
               "calibration (of sensors: standing, a bow, a slump)")                               \
    TEXT(format, "recording format, when it can't be recognised")                                  \
    TEXT(landmarks, "landmark set, when it can't be recognised")                                   \
    NUMBER(rate_hz, "frames per second, for files without a clock")                                \
    TEXT(time_is_frame, "yes: the time column counts frames")                                      \
    TEXT(units, "m, cm, mm, px or norm")                                                           \
    TEXT(up, "+x -x +y -y +z -z")                                                                  \
    TEXT(gravity, "which way gravity pulls, along the file's axes: 0 -0.02 -1")                    \
    TEXT(plumb, "ends of a line that hangs, in the file's coordinates: x y x y")                   \
    TEXT(facing, "which way the person faces, along the file's axes: +x -x +y -y +z -z")           \
    TEXT(side, "l or r: the side to analyse")                                                      \
    WORD(view, "sagittal: the camera was at the side; or frontal")                                 \
    NUMBER(image_width_px, "for normalised image coordinates")                                     \
    NUMBER(image_height_px, "for normalised image coordinates")                                    \
    WORD(markers, "measured or inferred")                                                          \
    TEXT(sync_trial, "id of the sagittal trial of a frontal view")                                 \
    NUMBER(t_offset_s, "time of the sagittal trial minus the time of this one, in seconds")        \
    TEXT(angles, "file of angles beside the recording, such as an OpenSim MOT")                    \
    TEXT(emg, "EMG file beside the recording")                                                     \
    NUMBER(leg_length_m, "for scale")                                                              \
    NUMBER(height_m, "for scale")                                                                  \
    NUMBER(mass_kg, "body mass")                                                                   \
    NUMBER(load_kg, "weight held; empty: unknown")                                                 \
    TEXT(depth, "instruction for the depth of the bend: max, fixed or free")                       \
    NUMBER(wall_gap_cm, "distance from the heels to the wall behind")                              \
    NUMBER(bench_gap_cm, "distance of the calves to the bench behind")                             \
    NUMBER(block_cm, "height of the block under the weight")                                       \
    TEXT(contact, "1 when the object of the cue (wall, bench) was touched, 0 when not")            \
    WORD(start, "standing or floor")                                                               \
    NUMBER(stand_start_s, "quiet standing from")                                                   \
    NUMBER(stand_end_s, "quiet standing to")                                                       \
    NUMBER(cond_order, "position of the condition in the session")                                 \
    TEXT(mirrored, "1 when the video is mirrored")                                                 \
    NUMBER(heel_block_cm, "height of the block under the heels")                                   \
    NUMBER(bench_height_cm, "height of the bench behind; an empty cell means 45")                  \
    TEXT(plate_l, "force plates of a C3D under the left foot: their numbers, joined by +")         \
    TEXT(plate_r, "force plates of a C3D under the right foot")                                    \
    WORD(heading, "headings of sensors: auto, recorded (they share a frame) or aligned")           \
    WORD(signs, "angles of another program: recorded when a pelvis that falls is meant")           \
    NUMBER(load_kept, "1: a load that is lifted stays in the hands from the first lift on")

/* Segments that can have a sensor: HINGE_LANDMARK_pelvis to HINGE_LANDMARK_head. */
enum { HINGE_SEGMENTS = HINGE_LANDMARK_head - HINGE_LANDMARK_pelvis + 1 };

/* Number of muscles with EMG: HINGE_LANDMARK_gmax_l to HINGE_LANDMARK_ilio_r. */
enum { HINGE_MUSCLES = HINGE_LANDMARK_ilio_r - HINGE_LANDMARK_gmax_l + 1 };

/* One row of a trial list. Not given is "" (text), NONE (word) or NaN (number). Texts point into
 * the table that was read. */
struct hinge_trial_info {
    size_t size; /* sizeof the struct (hinge/init.h) */
    /* columns mvc:gmax_l …: EMG at maximal voluntary contraction, in the channel's unit; recordings
     * of the session with the role mvc come before them */
    double mvc[HINGE_MUSCLES];
#define TEXT(name, help) const char *name;
#define WORD(name, help) enum hinge_trial_##name name;
#define NUMBER(name, help) double name;
    HINGE_LIST_COLUMNS(TEXT, WORD, NUMBER)
#undef TEXT
#undef WORD
#undef NUMBER
    /* columns outward:pelvis …: axis of the sensor out of the skin, and its side, "+z back" */
    const char *outward[HINGE_SEGMENTS];
};

/* Sets every member to "not given". */
HINGE_API void hinge_trial_info_init_sized(struct hinge_trial_info *info, size_t size);
#define hinge_trial_info_init(info) hinge_trial_info_init_sized(info, sizeof *(info))
/* Sets a column of HINGE_LIST_COLUMNS to the text of a cell, which info then points into. Errors:
 * USAGE, naming the nearest column or the words that it takes. */
HINGE_API enum hinge_status hinge_trial_info_set(struct hinge_trial_info *info, const char *column,
                                                 const char *text, struct hinge_error *error);

HINGE_END_C_DECLS
