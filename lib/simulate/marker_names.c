/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which names a format uses for which point of the body. */
#include "simulate/marker_names.h"

#define L(name) HINGE_LANDMARK_##name

/* Spine chain with canonical names (method 1.3). */
const struct hinge_marker hinge_names_chain[] = {
    {"c7", L(c7), {0}},
    {"t8", L(t8), {0}},
    {"t12l1", L(t12l1), {0}},
    {"l3", L(l3), {0}},
    {"l5", L(l5), {0}},
    {"shoulder_l", L(shoulder_l), {0}},
    {"shoulder_r", L(shoulder_r), {0}},
    {"hjc_l", L(hjc_l), {0}},
    {"hjc_r", L(hjc_r), {0}},
    {"knee_l", L(knee_l), {0}},
    {"knee_r", L(knee_r), {0}},
    {"ankle_l", L(ankle_l), {0}},
    {"ankle_r", L(ankle_r), {0}},
    {"heel_l", L(heel_l), {0}},
    {"heel_r", L(heel_r), {0}},
    {"toe_l", L(toe_l), {0}},
    {"toe_r", L(toe_r), {0}},
};

/* The same with head and hands; and, for tier A, everything. */
#define HEAD_AND_HANDS                                                                 \
    {"ear_l", L(ear_l), {0}}, {"ear_r", L(ear_r), {0}}, {"eye_l", L(eye_l), {0}},      \
        {"eye_r", L(eye_r), {0}}, {"nose", L(nose), {0}}, {"occ", L(occ), {0}},        \
        {"s1", L(s1), {0}}, {"elbow_l", L(elbow_l), {0}},                              \
        {"elbow_r", L(elbow_r), {0}}, {"wrist_l", L(wrist_l), {0}},                    \
        {"wrist_r", L(wrist_r), {0}}, {"c7", L(c7), {0}}, {"t8", L(t8), {0}},          \
        {"t12l1", L(t12l1), {0}}, {"l3", L(l3), {0}}, {"l5", L(l5), {0}},              \
        {"shoulder_l", L(shoulder_l), {0}}, {"shoulder_r", L(shoulder_r), {0}},        \
        {"hjc_l", L(hjc_l), {0}}, {"hjc_r", L(hjc_r), {0}},                            \
        {"knee_l", L(knee_l), {0}}, {"knee_r", L(knee_r), {0}},                        \
        {"ankle_l", L(ankle_l), {0}}, {"ankle_r", L(ankle_r), {0}},                    \
        {"heel_l", L(heel_l), {0}}, {"heel_r", L(heel_r), {0}},                        \
        {"toe_l", L(toe_l), {0}}, {"toe_r", L(toe_r), {0}},
const struct hinge_marker hinge_names_whole_b[] = {HEAD_AND_HANDS};
const struct hinge_marker hinge_names_whole_a[] = {
    HEAD_AND_HANDS{"asis_l", L(asis_l), {0}},
    {"asis_r", L(asis_r), {0}},
    {"psis_l", L(psis_l), {0}},
    {"psis_r", L(psis_r), {0}},
    {"ij", L(ij), {0}},
    {"px", L(px), {0}},
    {"rib_l", L(rib_l), {0}},
    {"rib_r", L(rib_r), {0}}};

/* Plug-in Gait. */
const struct hinge_marker hinge_names_plug_in_gait[] = {
    {"LFHD", L(nose), {0, 0.06, -0.06}},
    {"RFHD", L(nose), {0, 0.06, 0.06}},
    {"LBHD", L(occ), {0, 0, -0.06}},
    {"RBHD", L(occ), {0, 0, 0.06}},
    {"C7", L(c7), {0}},
    {"T10", L(t10), {0}},
    {"CLAV", L(ij), {0}},
    {"STRN", L(px), {0}},
    {"LSHO", L(shoulder_l), {0}},
    {"RSHO", L(shoulder_r), {0}},
    {"LELB", L(elbow_l), {0}},
    {"RELB", L(elbow_r), {0}},
    {"LWRA", L(wrist_l), {0.025, 0, 0}},
    {"LWRB", L(wrist_l), {-0.025, 0, 0}},
    {"RWRA", L(wrist_r), {0.025, 0, 0}},
    {"RWRB", L(wrist_r), {-0.025, 0, 0}},
    {"LASI", L(asis_l), {0}},
    {"RASI", L(asis_r), {0}},
    {"LPSI", L(psis_l), {0}},
    {"RPSI", L(psis_r), {0}},
    {"LKNE", L(knee_l), {0, 0, -0.05}},
    {"RKNE", L(knee_r), {0, 0, 0.05}},
    {"LANK", L(ankle_l), {0, 0, -0.04}},
    {"RANK", L(ankle_r), {0, 0, 0.04}},
    {"LHEE", L(heel_l), {0}},
    {"RHEE", L(heel_r), {0}},
    {"LTOE", L(toe_l), {0}},
    {"RTOE", L(toe_r), {0}},
};

/* COCO-17 in its own order. Its annotated hips lie further apart than the joint centres
 * (0.28 of the leg's length, method 2.3). */
const struct hinge_marker hinge_names_coco17[] = {
    {"nose", L(nose), {0}},
    {"left_eye", L(eye_l), {0}},
    {"right_eye", L(eye_r), {0}},
    {"left_ear", L(ear_l), {0}},
    {"right_ear", L(ear_r), {0}},
    {"left_shoulder", L(shoulder_l), {0}},
    {"right_shoulder", L(shoulder_r), {0}},
    {"left_elbow", L(elbow_l), {0}},
    {"right_elbow", L(elbow_r), {0}},
    {"left_wrist", L(wrist_l), {0}},
    {"right_wrist", L(wrist_r), {0}},
    {"left_hip", L(hjc_l), {0, 0, -0.031}},
    {"right_hip", L(hjc_r), {0, 0, 0.031}},
    {"left_knee", L(knee_l), {0}},
    {"right_knee", L(knee_r), {0}},
    {"left_ankle", L(ankle_l), {0}},
    {"right_ankle", L(ankle_r), {0}},
};

/* MediaPipe / BlazePose 33 in its own order. */
const struct hinge_marker hinge_names_mediapipe33[] = {
    {"nose", L(nose), {0}},
    {"left_eye_inner", L(eye_l), {0, 0, 0.012}},
    {"left_eye", L(eye_l), {0}},
    {"left_eye_outer", L(eye_l), {0, 0, -0.012}},
    {"right_eye_inner", L(eye_r), {0, 0, -0.012}},
    {"right_eye", L(eye_r), {0}},
    {"right_eye_outer", L(eye_r), {0, 0, 0.012}},
    {"left_ear", L(ear_l), {0}},
    {"right_ear", L(ear_r), {0}},
    {"mouth_left", L(nose), {-0.02, -0.06, -0.025}},
    {"mouth_right", L(nose), {-0.02, -0.06, 0.025}},
    {"left_shoulder", L(shoulder_l), {0}},
    {"right_shoulder", L(shoulder_r), {0}},
    {"left_elbow", L(elbow_l), {0}},
    {"right_elbow", L(elbow_r), {0}},
    {"left_wrist", L(wrist_l), {0}},
    {"right_wrist", L(wrist_r), {0}},
    {"left_pinky", L(wrist_l), {-0.02, -0.09, 0}},
    {"right_pinky", L(wrist_r), {-0.02, -0.09, 0}},
    {"left_index", L(wrist_l), {0.02, -0.10, 0}},
    {"right_index", L(wrist_r), {0.02, -0.10, 0}},
    {"left_thumb", L(wrist_l), {0.04, -0.05, 0}},
    {"right_thumb", L(wrist_r), {0.04, -0.05, 0}},
    {"left_hip", L(hjc_l), {0}},
    {"right_hip", L(hjc_r), {0}},
    {"left_knee", L(knee_l), {0}},
    {"right_knee", L(knee_r), {0}},
    {"left_ankle", L(ankle_l), {0}},
    {"right_ankle", L(ankle_r), {0}},
    {"left_heel", L(heel_l), {0}},
    {"right_heel", L(heel_r), {0}},
    {"left_foot_index", L(toe_l), {0}},
    {"right_foot_index", L(toe_r), {0}},
};

/* Stickers on the skin of the side that faces the camera, named as clinics do. */
const struct hinge_marker hinge_names_stickers[] = {
    {"C7", L(c7), {0}},
    {"T8", L(t8), {0}},
    {"T12", L(t12l1), {0}},
    {"L3", L(l3), {0}},
    {"L5", L(l5), {0}},
    {"Acromion", L(shoulder_r), {0}},
    {"Trochanter", L(hjc_r), {0}},
    {"Knee", L(knee_r), {0}},
    {"Lateral malleolus", L(ankle_r), {0}},
    {"Heel", L(heel_r), {0}},
    {"MT5", L(toe_r), {0}},
};

/* SpineTrack-37 in its own order. */
const struct hinge_marker hinge_names_spinetrack37[] = {
    {"nose", L(nose), {0}},
    {"left_eye", L(eye_l), {0}},
    {"right_eye", L(eye_r), {0}},
    {"left_ear", L(ear_l), {0}},
    {"right_ear", L(ear_r), {0}},
    {"left_shoulder", L(shoulder_l), {0}},
    {"right_shoulder", L(shoulder_r), {0}},
    {"left_elbow", L(elbow_l), {0}},
    {"right_elbow", L(elbow_r), {0}},
    {"left_wrist", L(wrist_l), {0}},
    {"right_wrist", L(wrist_r), {0}},
    {"left_hip", L(hjc_l), {0}},
    {"right_hip", L(hjc_r), {0}},
    {"left_knee", L(knee_l), {0}},
    {"right_knee", L(knee_r), {0}},
    {"left_ankle", L(ankle_l), {0}},
    {"right_ankle", L(ankle_r), {0}},
    {"head", L(head_top), {0}},
    {"neck", L(c7), {0}},
    {"hip", L(s1), {0}},
    {"left_big_toe", L(toe_l), {0}},
    {"right_big_toe", L(toe_r), {0}},
    {"left_small_toe", L(toe_l), {-0.02, 0, -0.05}},
    {"right_small_toe", L(toe_r), {-0.02, 0, 0.05}},
    {"left_heel", L(heel_l), {0}},
    {"right_heel", L(heel_r), {0}},
    {"spine_01", L(l5), {0}},
    {"spine_02", L(l3), {0}},
    {"spine_03", L(t12l1), {0}},
    {"spine_04", L(t8), {0}},
    {"spine_05", L(t3), {0}},
    {"left_latissimus", L(t8), {0.03, 0, -0.12}},
    {"right_latissimus", L(t8), {0.03, 0, 0.12}},
    {"left_clavicle", L(ij), {0, 0, -0.06}},
    {"right_clavicle", L(ij), {0, 0, 0.06}},
    {"neck_02", L(c7), {0.01, 0.05, 0}},
    {"neck_03", L(c7), {0.02, 0.1, 0}},
};

/* BODY_25 in its own order; hips as far apart as in COCO. */
const struct hinge_marker hinge_names_body25[] = {
    {"Nose", L(nose), {0}},
    {"Neck", L(c7), {0}},
    {"RShoulder", L(shoulder_r), {0}},
    {"RElbow", L(elbow_r), {0}},
    {"RWrist", L(wrist_r), {0}},
    {"LShoulder", L(shoulder_l), {0}},
    {"LElbow", L(elbow_l), {0}},
    {"LWrist", L(wrist_l), {0}},
    {"MidHip", L(s1), {0.08, 0, 0}},
    {"RHip", L(hjc_r), {0, 0, 0.031}},
    {"RKnee", L(knee_r), {0}},
    {"RAnkle", L(ankle_r), {0}},
    {"LHip", L(hjc_l), {0, 0, -0.031}},
    {"LKnee", L(knee_l), {0}},
    {"LAnkle", L(ankle_l), {0}},
    {"REye", L(eye_r), {0}},
    {"LEye", L(eye_l), {0}},
    {"REar", L(ear_r), {0}},
    {"LEar", L(ear_l), {0}},
    {"LBigToe", L(toe_l), {0}},
    {"LSmallToe", L(toe_l), {-0.02, 0, -0.05}},
    {"LHeel", L(heel_l), {0}},
    {"RBigToe", L(toe_r), {0}},
    {"RSmallToe", L(toe_r), {-0.02, 0, 0.05}},
    {"RHeel", L(heel_r), {0}},
};

/* HALPE_26 in its own order. */
const struct hinge_marker hinge_names_halpe26[] = {
    {"Nose", L(nose), {0}},
    {"LEye", L(eye_l), {0}},
    {"REye", L(eye_r), {0}},
    {"LEar", L(ear_l), {0}},
    {"REar", L(ear_r), {0}},
    {"LShoulder", L(shoulder_l), {0}},
    {"RShoulder", L(shoulder_r), {0}},
    {"LElbow", L(elbow_l), {0}},
    {"RElbow", L(elbow_r), {0}},
    {"LWrist", L(wrist_l), {0}},
    {"RWrist", L(wrist_r), {0}},
    {"LHip", L(hjc_l), {0, 0, -0.031}},
    {"RHip", L(hjc_r), {0, 0, 0.031}},
    {"LKnee", L(knee_l), {0}},
    {"RKnee", L(knee_r), {0}},
    {"LAnkle", L(ankle_l), {0}},
    {"RAnkle", L(ankle_r), {0}},
    {"Head", L(head_top), {0}},
    {"Neck", L(c7), {0}},
    {"Hip", L(s1), {0.08, 0, 0}},
    {"LBigToe", L(toe_l), {0}},
    {"RBigToe", L(toe_r), {0}},
    {"LSmallToe", L(toe_l), {-0.02, 0, -0.05}},
    {"RSmallToe", L(toe_r), {-0.02, 0, 0.05}},
    {"LHeel", L(heel_l), {0}},
    {"RHeel", L(heel_r), {0}},
};

/* Kinect v2 joints in the order of the SDK. */
const struct hinge_marker hinge_names_kinect25[] = {
    {"SpineBase", L(s1), {0.08, 0, 0}},
    {"SpineMid", L(t12l1), {0.06, 0, 0}},
    {"Neck", L(c7), {0.03, 0.03, 0}},
    {"Head", L(head_top), {0, -0.06, 0}},
    {"ShoulderLeft", L(shoulder_l), {0}},
    {"ElbowLeft", L(elbow_l), {0}},
    {"WristLeft", L(wrist_l), {0}},
    {"HandLeft", L(wrist_l), {0.01, -0.06, 0}},
    {"ShoulderRight", L(shoulder_r), {0}},
    {"ElbowRight", L(elbow_r), {0}},
    {"WristRight", L(wrist_r), {0}},
    {"HandRight", L(wrist_r), {0.01, -0.06, 0}},
    {"HipLeft", L(hjc_l), {0}},
    {"KneeLeft", L(knee_l), {0}},
    {"AnkleLeft", L(ankle_l), {0}},
    {"FootLeft", L(toe_l), {0}},
    {"HipRight", L(hjc_r), {0}},
    {"KneeRight", L(knee_r), {0}},
    {"AnkleRight", L(ankle_r), {0}},
    {"FootRight", L(toe_r), {0}},
    {"SpineShoulder", L(c7), {0.05, -0.03, 0}},
    {"HandTipLeft", L(wrist_l), {0.01, -0.12, 0}},
    {"ThumbLeft", L(wrist_l), {0.04, -0.05, 0}},
    {"HandTipRight", L(wrist_r), {0.01, -0.12, 0}},
    {"ThumbRight", L(wrist_r), {0.04, -0.05, 0}},
};

/* Azure Kinect joints, as home-made tables name them. */
const struct hinge_marker hinge_names_azure[] = {
    {"Pelvis", L(s1), {0.08, 0, 0}},
    {"SpineNavel", L(t12l1), {0.06, 0, 0}},
    {"SpineChest", L(t8), {0.06, 0, 0}},
    {"Neck", L(c7), {0.03, 0.03, 0}},
    {"Nose", L(nose), {0}},
    {"ShoulderLeft", L(shoulder_l), {0}},
    {"ShoulderRight", L(shoulder_r), {0}},
    {"ElbowLeft", L(elbow_l), {0}},
    {"ElbowRight", L(elbow_r), {0}},
    {"WristLeft", L(wrist_l), {0}},
    {"WristRight", L(wrist_r), {0}},
    {"HipLeft", L(hjc_l), {0}},
    {"HipRight", L(hjc_r), {0}},
    {"KneeLeft", L(knee_l), {0}},
    {"KneeRight", L(knee_r), {0}},
    {"AnkleLeft", L(ankle_l), {0}},
    {"AnkleRight", L(ankle_r), {0}},
    {"FootLeft", L(toe_l), {0}},
    {"FootRight", L(toe_r), {0}},
};

/* The same in the order of the SDK, all 32. */
const struct hinge_marker hinge_names_azure32[] = {
    {"PELVIS", L(s1), {0.08, 0, 0}},
    {"SPINE_NAVAL", L(t12l1), {0.06, 0, 0}},
    {"SPINE_CHEST", L(t8), {0.06, 0, 0}},
    {"NECK", L(c7), {0.03, 0.03, 0}},
    {"CLAVICLE_LEFT", L(c7), {0.05, 0, -0.03}},
    {"SHOULDER_LEFT", L(shoulder_l), {0}},
    {"ELBOW_LEFT", L(elbow_l), {0}},
    {"WRIST_LEFT", L(wrist_l), {0}},
    {"HAND_LEFT", L(wrist_l), {0.01, -0.07, 0}},
    {"HANDTIP_LEFT", L(wrist_l), {0.01, -0.12, 0}},
    {"THUMB_LEFT", L(wrist_l), {0.04, -0.05, 0}},
    {"CLAVICLE_RIGHT", L(c7), {0.05, 0, 0.03}},
    {"SHOULDER_RIGHT", L(shoulder_r), {0}},
    {"ELBOW_RIGHT", L(elbow_r), {0}},
    {"WRIST_RIGHT", L(wrist_r), {0}},
    {"HAND_RIGHT", L(wrist_r), {0.01, -0.07, 0}},
    {"HANDTIP_RIGHT", L(wrist_r), {0.01, -0.12, 0}},
    {"THUMB_RIGHT", L(wrist_r), {0.04, -0.05, 0}},
    {"HIP_LEFT", L(hjc_l), {0}},
    {"KNEE_LEFT", L(knee_l), {0}},
    {"ANKLE_LEFT", L(ankle_l), {0}},
    {"FOOT_LEFT", L(toe_l), {0}},
    {"HIP_RIGHT", L(hjc_r), {0}},
    {"KNEE_RIGHT", L(knee_r), {0}},
    {"ANKLE_RIGHT", L(ankle_r), {0}},
    {"FOOT_RIGHT", L(toe_r), {0}},
    {"HEAD", L(nose), {-0.08, 0.03, 0}},
    {"NOSE", L(nose), {0}},
    {"EYE_LEFT", L(eye_l), {0}},
    {"EAR_LEFT", L(ear_l), {0}},
    {"EYE_RIGHT", L(eye_r), {0}},
    {"EAR_RIGHT", L(ear_r), {0}},
};

/* Sensors on sacrum, T12/L1, thigh and shank. */
const struct hinge_marker hinge_names_sensors[] = {
    {"pelvis", L(pelvis), {0}},
    {"l1", L(l1), {0}},
    {"thigh_r", L(thigh_r), {0}},
    {"shank_r", L(shank_r), {0}},
};

const struct hinge_marker hinge_names_mvn[] = {
    {"Pelvis", L(pelvis), {0}},         {"T8", L(thorax), {0}},
    {"RightUpperLeg", L(thigh_r), {0}}, {"RightLowerLeg", L(shank_r), {0}},
    {"LeftUpperLeg", L(thigh_l), {0}},
};

const struct hinge_marker hinge_names_opensim[] = {
    {"pelvis_tilt", L(osim_pelvis_tilt), {0}},
    {"pelvis_list", L(osim_pelvis_list), {0}},
    {"pelvis_rotation", L(osim_pelvis_rotation), {0}},
    {"hip_flexion_r", L(osim_hip_flexion_r), {0}},
    {"knee_angle_r", L(osim_knee_angle_r), {0}},
    {"hip_flexion_l", L(osim_hip_flexion_l), {0}},
    {"knee_angle_l", L(osim_knee_angle_l), {0}},
    {"lumbar_extension", L(osim_lumbar_extension), {0}},
};

const struct hinge_marker hinge_names_own_angles[] = {
    {"lumbar_flex", L(lumbar_flex), {0}}, {"pelvis_tilt", L(pelvis_tilt), {0}},
    {"hip_flex_l", L(hip_flex_l), {0}},   {"hip_flex_r", L(hip_flex_r), {0}},
    {"knee_flex_l", L(knee_flex_l), {0}}, {"knee_flex_r", L(knee_flex_r), {0}},
};
