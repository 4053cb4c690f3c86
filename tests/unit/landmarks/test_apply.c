/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Landmark sets on channels: ranks, means, prefixes, duplicates, inferred markers. */
#include "test.h"

#include "landmarks/landmarks.h"

#include <stdlib.h>
#include <string.h>

static const struct hinge_landmark_set *set_named(const char *id)
{
    size_t n;
    const struct hinge_landmark_set *const *list = hinge_landmark_set_list(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i]->id, id) == 0)
            return list[i];
    fail_msg("no set %s", id);
    return NULL;
}

enum { MOST = 32 };

/* A recording of one channel per name, of the running test. */
static struct {
    struct hinge_channel channel[MOST];
    struct hinge_recording recording;
} made;

static void make(const char *const *names, enum hinge_component component)
{
    hinge_recording_clear(&made.recording);
    memset(&made, 0, sizeof made);
    size_t n = 0;
    for (; names[n] != NULL; n++) {
        made.channel[n].source = made.channel[n].marker = (char *)names[n];
        made.channel[n].component = component;
        made.channel[n].landmark = HINGE_LANDMARK_NONE;
    }
    made.recording.layout.channel = made.channel;
    made.recording.layout.n_channels = n;
}

/* The set of this name on channels of these names. */
static void apply(const char *id, const char *const *names, enum hinge_component component)
{
    make(names, component);
    assert_works(hinge_landmark_set_apply(set_named(id), &made.recording, "", &why));
}

static int score(const char *id, size_t *matched)
{
    cleared_by(hinge_text_clear) struct hinge_text reasons = {0};
    return hinge_landmark_set_score(set_named(id), &made.recording, "", matched, &reasons);
}

TEST(case_alone_tells_two_names)
{
    static const char *const names[] = {"r_shoulder", "RShoulder", "r_knee", "RKnee", "r_ankle",
                                        "RHip",       "l_elbow",   "R_Toe",  NULL};
    static const enum hinge_landmark landmarks[] = {
        HINGE_LANDMARK_shoulder_r, HINGE_LANDMARK_NONE,    HINGE_LANDMARK_knee_r,
        HINGE_LANDMARK_NONE,       HINGE_LANDMARK_ankle_r, HINGE_LANDMARK_hjc_r,
        HINGE_LANDMARK_elbow_l,    HINGE_LANDMARK_toe_r};
    apply("opencap_mono", names, HINGE_COMPONENT_x);
    for (int i = 0; names[i] != NULL; i++)
        assert_int_equal(made.channel[i].landmark, landmarks[i]);
    static const char *const same[] = {"RHip", "rhip", NULL};
    struct hinge_error error = HINGE_ERROR_INIT;
    make(same, HINGE_COMPONENT_x); /* no name of a set tells these */
    made.channel[0].marker = (char *)"R.Hip";
    assert_int_equal(hinge_landmark_set_apply(set_named("pose2sim"), &made.recording, "", &error),
                     HINGE_INPUT);
    assert_int_equal(error.reason, HINGE_REASON_DUPLICATE_COLUMN);
}

TEST(measured_before_inferred)
{
    static const char *const names[] = {
        "RKnee",    "r_knee_study", "r_mknee_study", "L_knee_study", "L_mknee_study",
        "C7_study", "r.ASIS_study", "L.ASIS_study",  "Neck",         NULL};
    apply("opencap", names, HINGE_COMPONENT_x);
    assert_int_equal(made.channel[0].landmark, HINGE_LANDMARK_knee_r);
    assert_int_equal(made.channel[0].flags, 0);
    assert_int_equal(made.channel[1].landmark, HINGE_LANDMARK_NONE);
    assert_int_equal(made.channel[3].landmark, HINGE_LANDMARK_knee_l);
    assert_int_equal(made.channel[4].landmark, HINGE_LANDMARK_knee_l);
    assert_int_equal(made.channel[3].flags, HINGE_CHANNEL_INFERRED);
    assert_int_equal(made.channel[5].landmark, HINGE_LANDMARK_c7);
    assert_int_equal(made.channel[5].flags, HINGE_CHANNEL_INFERRED);
    assert_int_equal(made.channel[6].landmark, HINGE_LANDMARK_asis_r);
    assert_int_equal(made.channel[8].landmark, HINGE_LANDMARK_NONE);
    assert_string_equal(made.recording.layout.landmark_set, "opencap");
}

TEST(halves_of_a_mean_are_not_used_alone)
{
    static const char *const names[] = {"LASI", "RASI", "LFHD", "LBHD", "RBHD",
                                        "LWRA", "RWRA", "RWRB", NULL};
    apply("plugin_gait", names, HINGE_COMPONENT_y);
    assert_int_equal(made.channel[2].landmark, HINGE_LANDMARK_NONE);
    assert_int_equal(made.channel[3].landmark, HINGE_LANDMARK_occ);
    assert_int_equal(made.channel[5].landmark, HINGE_LANDMARK_wrist_l);
    assert_int_equal(made.channel[6].landmark, HINGE_LANDMARK_wrist_r);
    assert_int_equal(made.channel[7].landmark, HINGE_LANDMARK_wrist_r);
}

TEST(prefixes)
{
    static const char *const names[] = {"Ann:LASI", "Ann:RASI", "Ann:c7",
                                        "Bob:LASI", "Bob:RASI", NULL};
    const struct hinge_landmark_set *set = set_named("plugin_gait");
    struct hinge_error error = HINGE_ERROR_INIT;
    make(names, HINGE_COMPONENT_x);
    assert_works(hinge_landmark_set_apply(set, &made.recording, "ann:", &why));
    assert_int_equal(made.channel[0].landmark, HINGE_LANDMARK_asis_l);
    assert_int_equal(made.channel[2].landmark, HINGE_LANDMARK_c7);
    assert_int_equal(made.channel[3].landmark, HINGE_LANDMARK_NONE);
    make(names, HINGE_COMPONENT_x);
    assert_int_equal(hinge_landmark_set_apply(set, &made.recording, "", &error), HINGE_INPUT);
    assert_int_equal(error.reason, HINGE_REASON_DUPLICATE_COLUMN);
    assert_non_null(strstr(error.message, "channels 1 (Ann:LASI) and 4 (Bob:LASI)"));
    assert_non_null(strstr(error.message, "marker.prefix"));
}

static void assert_sticker(const char *name, enum hinge_landmark landmark)
{
    apply("stickers", (const char *const[]){name, NULL}, HINGE_COMPONENT_x);
    if (made.channel[0].landmark != landmark)
        fail_msg("%s is %s", name, hinge_landmark_name(made.channel[0].landmark));
}

/* Stickers as people of six countries call them; the side stands before or behind. */
TEST(stickers_in_six_languages)
{
    static const struct {
        const char *name;
        enum hinge_landmark landmark;
    } called[] = {
        {"Akromion links", HINGE_LANDMARK_shoulder_l},
        {"rechte Hüfte", HINGE_LANDMARK_hjc_r},
        {"Sprunggelenk", HINGE_LANDMARK_ankle_r},
        {"Grosszehe re", HINGE_LANDMARK_toe_r},
        {"Fußspitze_L", HINGE_LANDMARK_toe_l},
        {"ÉPAULE GAUCHE", HINGE_LANDMARK_shoulder_l},
        {"grand trochanter D", HINGE_LANDMARK_hjc_r},
        {"genou droit", HINGE_LANDMARK_knee_r},
        {"cheville", HINGE_LANDMARK_ankle_r},
        {"hombro_izquierdo", HINGE_LANDMARK_shoulder_l},
        {"Trocánter mayor der", HINGE_LANDMARK_hjc_r},
        {"rodilla", HINGE_LANDMARK_knee_r},
        {"tobillo izq", HINGE_LANDMARK_ankle_l},
        {"talo\xCC\x81n", HINGE_LANDMARK_heel_r}, /* an accent of its own */
        {"ginocchio sx", HINGE_LANDMARK_knee_l},
        {"caviglia destra", HINGE_LANDMARK_ankle_r},
        {"quadril esquerdo", HINGE_LANDMARK_hjc_l},
        {"joelho E", HINGE_LANDMARK_knee_l},
        {"calcanhar D", HINGE_LANDMARK_heel_r},
        {"R knee", HINGE_LANDMARK_knee_r},
        {"KneeLeft", HINGE_LANDMARK_knee_l},
        {"toes_r", HINGE_LANDMARK_NONE}, /* a body of a model */
        {"D12", HINGE_LANDMARK_t12l1},
        {"l 5", HINGE_LANDMARK_l5}, /* no left five */
        {"L M", HINGE_LANDMARK_ankle_r},
        {"rodil", HINGE_LANDMARK_NONE},
    };
    for (size_t i = 0; i < sizeof called / sizeof *called; i++)
        assert_sticker(called[i].name, called[i].landmark);
}

/* Names of two sets that other sets share some of: which one explains them best. */
TEST(sets_of_their_own)
{
    static const char *const cast[] = {"LIAS", "RIAS", "LIPS", "RIPS", "LFTC", "LFLE",
                                       "LFME", "RFLE", "LFAL", "RFAL", "LTAM", "LFM1",
                                       "LFM5", "CV7",  "MAI",  "LV1",  NULL};
    apply("cast", cast, HINGE_COMPONENT_x);
    assert_int_equal(made.channel[0].landmark, HINGE_LANDMARK_asis_l);
    assert_int_equal(made.channel[4].flags, HINGE_CHANNEL_APPROXIMATE);
    assert_int_equal(made.channel[6].landmark, HINGE_LANDMARK_knee_med_l);
    assert_int_equal(made.channel[9].landmark, HINGE_LANDMARK_ankle_r); /* FAL alone */
    assert_int_equal(made.channel[10].landmark, HINGE_LANDMARK_ankle_l);
    assert_int_equal(made.channel[12].landmark, HINGE_LANDMARK_toe_l);
    assert_int_equal(made.channel[14].landmark, HINGE_LANDMARK_t8);
    static const char *const palpation[] = {"AC_R", "C7",   "IJ",   "T8",     "PX",
                                            "EL_R", "EM_R", "RS_R", "ASIS_R", "PSIS_R",
                                            "LC_R", "LC_L", "MC_R", "MM_R",   "LM_R",
                                            "LM_L", "BT_R", "CC_R", NULL};
    apply("isb_palpation", palpation, HINGE_COMPONENT_x);
    assert_int_equal(made.channel[10].landmark, HINGE_LANDMARK_knee_r);
    assert_int_equal(made.channel[12].landmark, HINGE_LANDMARK_knee_med_r);
    assert_int_equal(made.channel[13].landmark, HINGE_LANDMARK_ankle_r);
    assert_int_equal(made.channel[15].landmark, HINGE_LANDMARK_ankle_l); /* LM alone */
    assert_int_equal(made.channel[16].landmark, HINGE_LANDMARK_toe_r);
    static const char *const synthpose[] = {"left_hip",   "right_hip", "sternum", "r_ASIS",
                                            "l_ASIS",     "r_PSIS",    "l_PSIS",  "r_knee",
                                            "r_mknee",    "C7",        "L2",      "T11",
                                            "left_ankle", "T6",        NULL};
    size_t matched;
    make(synthpose, HINGE_COMPONENT_x);
    assert_int_equal(score("synthpose", &matched), 15);
    assert_int_equal(score("opencap_lab", &matched), 9);
    apply("synthpose", synthpose, HINGE_COMPONENT_x);
    assert_int_equal(made.channel[8].landmark, HINGE_LANDMARK_knee_med_r);
    assert_int_equal(made.channel[11].landmark, HINGE_LANDMARK_t12l1);
    assert_int_equal(made.channel[12].landmark, HINGE_LANDMARK_ankle_l);
}

TEST(angles_are_no_positions)
{
    static const char *const names[] = {"pelvis_tilt",    "hip_flexion_r",  "knee_angle_r",
                                        "L5_S1_Flex_Ext", "L4_L5_Flex_Ext", NULL};
    size_t matched;
    make(names, HINGE_COMPONENT_x);
    assert_int_equal(score("osim", &matched), 0);
    make(names, HINGE_COMPONENT_angle);
    assert_int_equal(score("osim", &matched), 6);
    assert_int_equal(matched, 4);
    apply("osim", names, HINGE_COMPONENT_angle);
    assert_int_equal(made.channel[3].landmark, HINGE_LANDMARK_osim_lumbar_level);
    assert_int_equal(made.channel[4].landmark, HINGE_LANDMARK_osim_lumbar_level);
    assert_true(made.recording.layout.flags & HINGE_LAYOUT_MARKERS_INFERRED);
}

TEST(image_sets_on_depth)
{
    static const char *const names[] = {"left_hip", "RIGHT.HIP", "leftKnee", NULL};
    apply("coco17", names, HINGE_COMPONENT_y);
    assert_int_equal(made.channel[1].landmark, HINGE_LANDMARK_hjc_r);
    assert_int_equal(made.channel[2].landmark, HINGE_LANDMARK_knee_l);
    assert_true(made.recording.layout.flags & HINGE_LAYOUT_IMAGE);
    assert_string_equal(made.recording.layout.up, "-y");
    apply("coco17", names, HINGE_COMPONENT_z);
    assert_false(made.recording.layout.flags & HINGE_LAYOUT_IMAGE);
    assert_string_equal(made.recording.layout.up, "");
}

/* Vertebrae go by the names of three languages and schools. */
TEST(vertebrae)
{
    static const struct {
        const char *name;
        enum hinge_landmark landmark;
        unsigned flags;
    } rows[] = {{"BWK12", HINGE_LANDMARK_t12l1, 0},
                {"Th12", HINGE_LANDMARK_t12l1, 0},
                {"LWK1", HINGE_LANDMARK_t12l1, 0},
                {"T10", HINGE_LANDMARK_t10, 0},
                {"BWK10", HINGE_LANDMARK_t10, 0},
                {"BWK8", HINGE_LANDMARK_t8, 0},
                {"Th7", HINGE_LANDMARK_t8, HINGE_CHANNEL_APPROXIMATE},
                {"BWK3", HINGE_LANDMARK_t3, 0},
                {"LWK3", HINGE_LANDMARK_l3, 0},
                {"L4", HINGE_LANDMARK_l3, HINGE_CHANNEL_APPROXIMATE},
                {"LV5", HINGE_LANDMARK_l5, 0}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        assert_sticker(rows[k].name, rows[k].landmark);
        assert_int_equal(made.channel[0].flags, rows[k].flags);
    }
}

TEST(neck_is_not_c7_unless_halpe)
{
    static const char *const names[] = {"RHip",    "LHip",      "RKnee",     "LKnee", "RAnkle",
                                        "LAnkle",  "RShoulder", "LShoulder", "Neck",  "Head",
                                        "RBigToe", "RSmallToe", NULL};
    apply("pose2sim", names, HINGE_COMPONENT_x);
    assert_int_equal(made.channel[8].landmark, HINGE_LANDMARK_NONE);
    apply("halpe26", names, HINGE_COMPONENT_x);
    assert_int_equal(made.channel[8].landmark, HINGE_LANDMARK_c7);
    assert_int_equal(made.channel[8].flags, HINGE_CHANNEL_APPROXIMATE);
}
