/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of the skeletons that pose programs write without names, by their number. */
#include "formats/format.h"

static const char *const body25[] = {"Nose",      "Neck",   "RShoulder", "RElbow",    "RWrist",
                                     "LShoulder", "LElbow", "LWrist",    "MidHip",    "RHip",
                                     "RKnee",     "RAnkle", "LHip",      "LKnee",     "LAnkle",
                                     "REye",      "LEye",   "REar",      "LEar",      "LBigToe",
                                     "LSmallToe", "LHeel",  "RBigToe",   "RSmallToe", "RHeel"};
static const char *const coco18[] = {"Nose",      "Neck",   "RShoulder", "RElbow", "RWrist",
                                     "LShoulder", "LElbow", "LWrist",    "RHip",   "RKnee",
                                     "RAnkle",    "LHip",   "LKnee",     "LAnkle", "REye",
                                     "LEye",      "REar",   "LEar"};
/* OpenPose's MPI model; its Head is the top of the head */
static const char *const mpi15[] = {"Head",      "Neck",   "RShoulder", "RElbow", "RWrist",
                                    "LShoulder", "LElbow", "LWrist",    "RHip",   "RKnee",
                                    "RAnkle",    "LHip",   "LKnee",     "LAnkle", "Chest"};
#define HALPE_NAMES                                                                                \
    "Nose", "LEye", "REye", "LEar", "REar", "LShoulder", "RShoulder", "LElbow", "RElbow",          \
        "LWrist", "RWrist", "LHip", "RHip", "LKnee", "RKnee", "LAnkle", "RAnkle", "Head", "Neck",  \
        "Hip", "LBigToe", "RBigToe", "LSmallToe", "RSmallToe", "LHeel", "RHeel"
static const char *const halpe26[] = {HALPE_NAMES};
#define COCO_NAMES                                                                                 \
    "nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder",   \
        "left_elbow", "right_elbow", "left_wrist", "right_wrist", "left_hip", "right_hip",         \
        "left_knee", "right_knee", "left_ankle", "right_ankle"
static const char *const coco17[] = {COCO_NAMES};
static const char *const spinetrack37[] = {
    COCO_NAMES,         "head",          "neck",           "hip",
    "left_big_toe",     "right_big_toe", "left_small_toe", "right_small_toe",
    "left_heel",        "right_heel",    "spine_01",       "spine_02",
    "spine_03",         "spine_04",      "spine_05",       "left_latissimus",
    "right_latissimus", "left_clavicle", "right_clavicle", "neck_02",
    "neck_03"};
static const char *const synthpose52[] = {
    COCO_NAMES, "sternum",  "rshoulder", "lshoulder", "r_lelbow",  "l_lelbow",
    "r_melbow", "l_melbow", "r_lwrist",  "l_lwrist",  "r_mwrist",  "l_mwrist",
    "r_ASIS",   "l_ASIS",   "r_PSIS",    "l_PSIS",    "r_knee",    "l_knee",
    "r_mknee",  "l_mknee",  "r_ankle",   "l_ankle",   "r_mankle",  "l_mankle",
    "r_5meta",  "l_5meta",  "r_toe",     "l_toe",     "r_big_toe", "l_big_toe",
    "l_calc",   "r_calc",   "C7",        "L2",        "T11",       "T6"};
static const char *const spine9[] = {"hip",      "spine_01", "spine_02", "spine_03", "spine_04",
                                     "spine_05", "neck",     "neck_02",  "neck_03"};
static const char *const mediapipe33[] = {
    "nose",        "left_eye_inner",  "left_eye",        "left_eye_outer", "right_eye_inner",
    "right_eye",   "right_eye_outer", "left_ear",        "right_ear",      "mouth_left",
    "mouth_right", "left_shoulder",   "right_shoulder",  "left_elbow",     "right_elbow",
    "left_wrist",  "right_wrist",     "left_pinky",      "right_pinky",    "left_index",
    "right_index", "left_thumb",      "right_thumb",     "left_hip",       "right_hip",
    "left_knee",   "right_knee",      "left_ankle",      "right_ankle",    "left_heel",
    "right_heel",  "left_foot_index", "right_foot_index"};
/* COCO whole body: the body, six points of the feet, 68 of the face, 21 of each hand */
#define TEN(part, d)                                                                               \
    part #d "0", part #d "1", part #d "2", part #d "3", part #d "4", part #d "5", part #d "6",     \
        part #d "7", part #d "8", part #d "9"
#define FACE_AND_HANDS                                                                             \
    TEN("face_", 0), TEN("face_", 1), TEN("face_", 2), TEN("face_", 3), TEN("face_", 4),           \
        TEN("face_", 5), "face_60", "face_61", "face_62", "face_63", "face_64", "face_65",         \
        "face_66", "face_67", TEN("left_hand_", 0), TEN("left_hand_", 1), "left_hand_20",          \
        TEN("right_hand_", 0), TEN("right_hand_", 1), "right_hand_20"
static const char *const coco133[] = {COCO_NAMES,   "left_big_toe",  "left_small_toe",
                                      "left_heel",  "right_big_toe", "right_small_toe",
                                      "right_heel", FACE_AND_HANDS};

/* the same parts behind the body of Halpe */
static const char *const halpe136[] = {HALPE_NAMES, FACE_AND_HANDS};

static const char *const kinect25[] = {"SpineBase",     "SpineMid",    "Neck",       "Head",
                                       "ShoulderLeft",  "ElbowLeft",   "WristLeft",  "HandLeft",
                                       "ShoulderRight", "ElbowRight",  "WristRight", "HandRight",
                                       "HipLeft",       "KneeLeft",    "AnkleLeft",  "FootLeft",
                                       "HipRight",      "KneeRight",   "AnkleRight", "FootRight",
                                       "SpineShoulder", "HandTipLeft", "ThumbLeft",  "HandTipRight",
                                       "ThumbRight"};

static const char *const azure32[] = {
    "Pelvis",        "SpineNavel", "SpineChest", "Neck",        "ClavicleLeft", "ShoulderLeft",
    "ElbowLeft",     "WristLeft",  "HandLeft",   "HandTipLeft", "ThumbLeft",    "ClavicleRight",
    "ShoulderRight", "ElbowRight", "WristRight", "HandRight",   "HandTipRight", "ThumbRight",
    "HipLeft",       "KneeLeft",   "AnkleLeft",  "FootLeft",    "HipRight",     "KneeRight",
    "AnkleRight",    "FootRight",  "Head",       "Nose",        "EyeLeft",      "EarLeft",
    "EyeRight",      "EarRight"};

#define SKELETON(title, names)                                                                     \
    {                                                                                              \
        title, sizeof names / sizeof *names, names                                                 \
    }
static const struct hinge_skeleton skeletons[] = {
    SKELETON("spine only (SpinePose)", spine9),
    SKELETON("COCO-17", coco17),
    SKELETON("COCO-18 (OpenPose)", coco18),
    SKELETON("BODY_25 (OpenPose)", body25),
    SKELETON("HALPE_26", halpe26),
    SKELETON("SpineTrack-37 (SpinePose)", spinetrack37),
    SKELETON("SynthPose, 52", synthpose52),
    SKELETON("COCO whole body, 133", coco133),
    SKELETON("Halpe whole body, 136", halpe136),
};
static const struct hinge_skeleton kinect = SKELETON("Kinect v2", kinect25),
                                   azure = SKELETON("Azure Kinect", azure32);
const struct hinge_skeleton hinge_skeleton_mediapipe = SKELETON("MediaPipe", mediapipe33),
                            hinge_skeleton_openpose_mpi = SKELETON("MPI-15 (OpenPose)", mpi15);
enum { N_SKELETONS = sizeof skeletons / sizeof *skeletons };

const struct hinge_skeleton *hinge_skeleton_of(size_t n_points)
{
    for (size_t i = 0; i < N_SKELETONS; i++)
        if (skeletons[i].n == n_points)
            return &skeletons[i];
    return NULL;
}

const struct hinge_skeleton *hinge_skeleton_of_depth(size_t n_points)
{
    return n_points == kinect.n ? &kinect : n_points == azure.n ? &azure : NULL;
}

void hinge_skeleton_counts(struct hinge_text *text)
{
    for (size_t i = 0; i < N_SKELETONS; i++)
        hinge_text_printf(text, "%s%zu", i > 0 ? ", " : "", skeletons[i].n);
}
