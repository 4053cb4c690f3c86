/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files as people give them, and what a first trial list makes of them. */
#include "test.h"

#include "run/run.h"

#include <string.h>

TEST(names)
{
    static const struct {
        const char *file;
        struct hinge_guess want;
    } row[] = {
        {"p01_bodyweight_hinge_none_1.trc",
         {.participant = "p01", .task = "bodyweight_hinge", .cue = "none", .trial = "1"}},
        {"trained/sub-03/ses-2/rdl_dowel_t2.csv",
         {.participant = "sub03",
          .group = "trained",
          .session = "ses2",
          .task = "rdl",
          .cue = "dowel",
          .trial = "t2"}},
        /* the folder above is who, where nothing else says it */
        {"Miller/rdl.csv", {.participant = "Miller", .task = "rdl"}},
        {"recording.csv", {.participant = ""}},
        {"P7 day2 rep3.c3d", {.participant = "P7", .session = "day2", .trial = "rep3"}},
        /* capitals don't matter, ids are small */
        {"Trained/P01/RDL_Dowel_2.csv",
         {.participant = "P01", .group = "trained", .task = "rdl", .cue = "dowel", .trial = "2"}},
        /* folders named for a kind of files are nobody */
        {"OpenCapData_1a/MarkerData/squat.trc", {.participant = "OpenCapData_1a"}},
        {"OpenCapData_1a/OpenSimData/Kinematics/squat.mot", {.participant = "OpenCapData_1a"}},
        {"CSV/raw/squat.csv", {.participant = ""}},
        /* a date or a time has no trial at its end */
        {"26_07_15_56_53.csv", {.trial = ""}},
        {"rdl_2.csv", {.task = "rdl", .trial = "2"}},
        /* standing, unless the words describe a movement */
        {"p01/static.c3d", {.participant = "p01", .role = "standing"}},
        {"Sample_Static.csv", {.role = "standing"}},
        {"neutral.trc", {.role = "standing"}},
        {"p01/static1.c3d", {.participant = "p01", .role = "standing"}},
        {"P02 Static01.c3d", {.participant = "P02", .role = "standing"}},
        {"p03/StandingRef.trc", {.participant = "p03", .role = "standing"}},
        {"p04_standing_ref_2.trc", {.participant = "p04", .trial = "2", .role = "standing"}},
        {"Static_Calibration03.csv", {.role = "standing"}},
        {"Hinge study/p05/calibration.trc", {.participant = "p05", .role = "standing"}},
        {"p05_dowel_ref_1.trc", {.participant = "p05", .trial = "1", .role = "dowel_ref"}},
        {"p01_static_bend1.csv", {.participant = "p01"}},
        {"calibration_squats.csv", {.role = ""}},
        {"p01_calibration_dowel.csv", {.participant = "p01", .cue = "dowel"}},
        {"Neutral Spine.csv", {.cue = "neutral_spine"}},
        {"static_neutral_spine.csv", {.cue = "neutral_spine"}},
        {"p01_neutral_spine_1.csv", {.participant = "p01", .cue = "neutral_spine", .trial = "1"}},
        {"p01_standing_rdl.csv", {.participant = "p01", .task = "rdl"}},
        {"p01_max-flexion.csv", {.participant = "p01", .role = "maxflex"}}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct hinge_guess got;
        const struct hinge_guess *want = &row[i].want;
        hinge_guess_name(row[i].file, &got);
        const char *pairs[][2] = {{got.participant, want->participant},
                                  {got.group, want->group},
                                  {got.session, want->session},
                                  {got.task, want->task},
                                  {got.cue, want->cue},
                                  {got.trial, want->trial},
                                  {got.role, want->role}};
        for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
            if (strcmp(pairs[k][0], pairs[k][1]) != 0)
                fail_msg("%s: \"%s\", expected \"%s\"", row[i].file, pairs[k][0], pairs[k][1]);
    }
}
