/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Muscles with EMG and force under the front foot, by the project's ids and by the
 * names that Noraxon and others give their channels. */
#include "landmarks/landmarks.h"

/* Both sides of a muscle: by our id, and by a name after a word for the side. */
#define MUSCLE(muscle) HINGE_BOTH(#muscle "_l", #muscle "_r", muscle, 0, 0)
#define NAMED(muscle, rank, name)                                                                  \
    HINGE_BOTH("LT " name, "RT " name, muscle, 3 * rank - 2, 0),                                   \
        HINGE_BOTH("L " name, "R " name, muscle, 3 * rank - 1, 0),                                 \
        HINGE_BOTH("Left " name, "Right " name, muscle, 3 * rank, 0)

static const struct hinge_landmark_row rows[] = {
    MUSCLE(gmax),
    NAMED(gmax, 1, "GLUTEUS MAX"),
    NAMED(gmax, 2, "GLUTEUS MAXIMUS"),
    NAMED(gmax, 3, "GLUT MAX"),
    NAMED(gmax, 4, "GMAX"),
    MUSCLE(ham),
    NAMED(ham, 1, "BICEPS FEM"),
    NAMED(ham, 2, "BICEPS FEMORIS"),
    NAMED(ham, 3, "HAMSTRINGS"),
    NAMED(ham, 4, "MED HAMSTRING"),
    MUSCLE(es),
    NAMED(es, 1, "LUMBAR ES"),
    NAMED(es, 2, "ERECTOR SPINAE"),
    NAMED(es, 3, "LUMBAR ERECTOR SPINAE"),
    NAMED(es, 4, "ES"),
    NAMED(es, 5, "ES L3"),
    MUSCLE(rf),
    NAMED(rf, 1, "RECTUS FEM"),
    NAMED(rf, 2, "RECTUS FEMORIS"),
    NAMED(rf, 3, "RF"),
    MUSCLE(gmed),
    NAMED(gmed, 1, "GLUTEUS MED"),
    NAMED(gmed, 2, "GLUTEUS MEDIUS"),
    NAMED(gmed, 3, "GLUT MED"),
    NAMED(gmed, 4, "GMED"),
    MUSCLE(ra),
    NAMED(ra, 1, "RECTUS ABDOM"),
    NAMED(ra, 2, "RECTUS ABDOMINIS"),
    NAMED(ra, 3, "RA"),
    MUSCLE(eo),
    NAMED(eo, 1, "EXT OBLIQUE"),
    NAMED(eo, 2, "EXTERNAL OBLIQUE"),
    NAMED(eo, 3, "EO"),
    MUSCLE(io),
    NAMED(io, 1, "INT OBLIQUE"),
    NAMED(io, 2, "INTERNAL OBLIQUE"),
    NAMED(io, 3, "IO"),
    MUSCLE(ilio),
    NAMED(ilio, 1, "ILIOPSOAS"),
    {"force_front_n", HINGE_LANDMARK_force_front_n, 0, 0},
    {"force_l_n", HINGE_LANDMARK_force_l_n, 0, 0},
    {"force_r_n", HINGE_LANDMARK_force_r_n, 0, 0},
    {"force_l_x_n", HINGE_LANDMARK_force_l_x_n, 0, 0},
    {"force_l_y_n", HINGE_LANDMARK_force_l_y_n, 0, 0},
    {"force_l_z_n", HINGE_LANDMARK_force_l_z_n, 0, 0},
    {"moment_l_x_nm", HINGE_LANDMARK_moment_l_x_nm, 0, 0},
    {"moment_l_y_nm", HINGE_LANDMARK_moment_l_y_nm, 0, 0},
    {"moment_l_z_nm", HINGE_LANDMARK_moment_l_z_nm, 0, 0},
    {"force_r_x_n", HINGE_LANDMARK_force_r_x_n, 0, 0},
    {"force_r_y_n", HINGE_LANDMARK_force_r_y_n, 0, 0},
    {"force_r_z_n", HINGE_LANDMARK_force_r_z_n, 0, 0},
    {"moment_r_x_nm", HINGE_LANDMARK_moment_r_x_nm, 0, 0},
    {"moment_r_y_nm", HINGE_LANDMARK_moment_r_y_nm, 0, 0},
    {"moment_r_z_nm", HINGE_LANDMARK_moment_r_z_nm, 0, 0},
};

const struct hinge_landmark_set hinge_landmark_set_muscles = {
    .id = "muscles",
    .title = "EMG of muscles (gmax_l, RT LUMBAR ES, …) and force under the feet",
    .details = "Gluteus maximus, hamstrings (biceps femoris), lumbar erector spinae, "
               "rectus femoris, gluteus medius, rectus abdominis, obliques, iliopsoas: "
               "a side (LT, L, Left) and a name, in any case. Channels with other names "
               "are described: [landmarks:mylab], gmax_r = EMG4.",
    .family = HINGE_FAMILY_analog,
    .up = "",
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
};
