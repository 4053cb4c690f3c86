/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People in the frames of a video: collected frame by frame, one of them is chosen by
 * size, confidence and continuity, and becomes the recording. */
#ifndef HINGE_FORMATS_PEOPLE_H
#define HINGE_FORMATS_PEOPLE_H

#include "formats/format.h"
#include "formats/parts/json_read.h"

/* Names of the points of a skeleton, in the order in which programs write them. */
struct hinge_skeleton {
    const char *title;
    size_t n;
    const char *const *name;
};

/* The skeleton with this many points; NULL when there is none. */
const struct hinge_skeleton *hinge_skeleton_of(size_t n_points);
/* "9, 17, 18 …", for messages. */
void hinge_skeleton_counts(struct hinge_text *text);
/* The 33 of MediaPipe. */
const struct hinge_skeleton *hinge_skeleton_mediapipe(void);
/* The 15 of OpenPose's MPI model: other programs have other 15, so the number alone
 * does not tell. */
const struct hinge_skeleton *hinge_skeleton_openpose_mpi(void);
/* Joints of depth cameras in the order of their SDK: 25 of Kinect v2, 32 of Azure
 * Kinect; NULL for another number. */
const struct hinge_skeleton *hinge_skeleton_of_depth(size_t n_points);

struct hinge_detection {
    long frame;
    double time_ms; /* or in the file's own unit; NAN when it has no clock */
    size_t offset;  /* of its numbers in `value` */
};

/* Zero-initialise, then set the first four; hinge_people_clear when done. */
struct hinge_people {
    const char *const *name; /* of the points; borrowed */
    size_t n_points;
    bool depth, scores; /* numbers per point: x, y, then z, then the score */
    enum hinge_unit unit;
    const char *clock; /* name of the file's clock and its unit; NULL: time_ms */
    enum hinge_unit clock_unit;
    size_t n, capacity, n_values, value_capacity;
    struct hinge_detection *person;
    double *value;
};

/* Names for a person of `numbers`, `per_point` to each point: the skeleton with so many
 * points the first time; INPUT when there is none or when it isn't the one before. */
enum hinge_status hinge_people_skeleton(struct hinge_people *people,
                                        const struct hinge_json_place *place, size_t numbers,
                                        size_t per_point, struct hinge_error *error);

/* Numbers of one person of a frame to fill, NaN to begin with; valid until the next
 * call. NULL without memory. Frames may come in any order. */
double *hinge_people_add(struct hinge_people *people, long frame, double time_ms);
/* INPUT when the points by name take far more room than a file of so many bytes can
 * fill: each frame has other names. Asked after each person that is added. */
enum hinge_status hinge_people_bounded(const struct hinge_people *people, const char *shown,
                                       size_t bytes, struct hinge_error *error);
void hinge_people_clear(struct hinge_people *people);

/* Chooses one person and fills the recording: a channel for the frame number, the time
 * where there is one, and the points as name_x, name_y … A row per frame number from
 * the first to the last; NaN where the person is not seen. Others
 * are not kept. INPUT when there is nobody, or when the numbers of the frames are no
 * sequence. */
enum hinge_status hinge_people_give(struct hinge_people *people, const char *shown,
                                    const char *format, const char *up, unsigned flags,
                                    struct hinge_recording *recording, struct hinge_error *error);

/* Of people sorted by frame: taken[i] tells whether person i is the one chosen, at most
 * one per frame; all of them where no frame has two. */
struct hinge_followed {
    size_t seen;     /* people in at least a twentieth of the frames */
    size_t switches; /* times the chosen one was lost and taken up elsewhere */
    bool contested;  /* somebody else was nearly as large for as long */
};
void hinge_people_choose(const struct hinge_people *people, bool *taken,
                         struct hinge_followed *choice);

#endif
