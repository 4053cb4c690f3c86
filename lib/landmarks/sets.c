/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The landmark sets, by what their names come from. A row is a landmark and its names: between '|'
 * the choices, the best first; joined by '+' names that are averaged; {left,right} stands for the
 * side. ONE row is one landmark; BOTH are a left and a right one. The number is the rank of the
 * first choice. */
#include "landmarks/landmarks.h"

#define ONE(landmark, names, rank, flags)                                                          \
    {                                                                                              \
        HINGE_LANDMARK_##landmark, names, rank, flags                                              \
    }
#define BOTH(landmark, names, rank, flags) ONE(landmark##_l, names, rank, flags)
/* the id of a set is the name of its rows */
#define SET(rows) .id = #rows, .row = rows, .n_rows = sizeof(rows) / sizeof *(rows)
#define PICTURE(of) .family = HINGE_FAMILY_##of, .up = "-y", .layout_flags = HINGE_LAYOUT_IMAGE

/* clang-format off */

/* the 17 points of COCO, by the names that most programs give them */
#define COCO17 \
    ONE(nose, "nose", 0, 0), \
    BOTH(eye, "{left,right}_eye", 0, 0), \
    BOTH(ear, "{left,right}_ear", 0, 0), \
    BOTH(shoulder, "{left,right}_shoulder", 0, 0), \
    BOTH(elbow, "{left,right}_elbow", 0, 0), \
    BOTH(wrist, "{left,right}_wrist", 0, 0), \
    BOTH(hjc, "{left,right}_hip", 0, 0), \
    BOTH(knee, "{left,right}_knee", 0, 0), \
    BOTH(ankle, "{left,right}_ankle", 0, 0)

/* points named as OpenPose does, without neck, head and middle of the hips */
#define OPENPOSE \
    BOTH(hjc, "{L,R}Hip", 0, 0), \
    BOTH(knee, "{L,R}Knee", 0, 0), \
    BOTH(ankle, "{L,R}Ankle", 0, 0), \
    BOTH(toe, "{L,R}BigToe", 0, 0), \
    BOTH(heel, "{L,R}Heel", 0, 0), \
    BOTH(shoulder, "{L,R}Shoulder", 0, 0), \
    BOTH(elbow, "{L,R}Elbow", 0, 0), \
    BOTH(wrist, "{L,R}Wrist", 0, 0), \
    BOTH(eye, "{L,R}Eye", 0, 0), \
    BOTH(ear, "{L,R}Ear", 0, 0), \
    ONE(nose, "Nose", 0, 0)

/* head, trunk and arms by the names of Vicon */
#define VICON_UPPER \
    ONE(nose, "LFHD+RFHD", 0, HINGE_CHANNEL_PROXY), \
    ONE(occ, "LBHD+RBHD", 0, 0), \
    ONE(c7, "C7", 0, 0), \
    ONE(t10, "T10", 0, 0), \
    ONE(ij, "CLAV", 0, 0), \
    ONE(px, "STRN", 0, 0), \
    BOTH(shoulder, "{L,R}SHO", 0, 0), \
    BOTH(elbow, "{L,R}ELB", 0, 0), \
    BOTH(wrist, "{L,R}WRA+{L,R}WRB|{L,R}WRA|{L,R}WRB", 0, 0)

/* arms and legs by the names of Kinect */
#define KINECT_LIMBS \
    BOTH(shoulder, "Shoulder{Left,Right}", 0, 0), \
    BOTH(elbow, "Elbow{Left,Right}", 0, 0), \
    BOTH(wrist, "Wrist{Left,Right}", 0, 0), \
    BOTH(hjc, "Hip{Left,Right}", 0, 0), \
    BOTH(knee, "Knee{Left,Right}", 0, 0), \
    BOTH(ankle, "Ankle{Left,Right}", 0, 0), \
    BOTH(toe, "Foot{Left,Right}", 0, 0)

/* the spine as SpinePose numbers it */
#define SPINE \
    ONE(l5, "spine_01", 0, 0), \
    ONE(l3, "spine_02", 0, 0), \
    ONE(t12l1, "spine_03", 0, 0), \
    ONE(t8, "spine_04", 0, 0), \
    ONE(t3, "spine_05", 0, 0)

/* --- our own ids --- */

/* The project's own landmark ids, for tables made for it: shoulder_l, t12l1, hjc_r …
 * Sensors may have the names that people give them, too. */
static const struct hinge_landmark_row canonical[] = {
#define X(name) ONE(name, #name, 0, 0),
    HINGE_LANDMARK_POINT_LIST(X) HINGE_LANDMARK_SEGMENT_LIST(X)
#undef X
    BOTH(hjc, "hip_{l,r}", 1, 0),
    /* T8 is MVN's; its L3 is a model's, so that a sensor there is lumbar_l3 alone */
    ONE(pelvis, "sacrum|sacral|s1|s2", 1, 0),
    ONE(l1, "t12l1|t12", 1, 0),
    ONE(thorax, "sternum|chest|trunk", 1, 0),
    BOTH(thigh, "{left,right}_thigh|thigh_{left,right}|{l,r}thigh", 1, 0),
    BOTH(shank, "{left,right}_shank|shank_{left,right}|{l,r}shank", 1, 0),
    BOTH(foot, "{left,right}_foot|foot_{left,right}|{l,r}foot", 1, 0),
};

const struct hinge_landmark_set hinge_landmark_set_canonical = {
    SET(canonical),
    .title = "canonical landmark ids (shoulder_l, hjc_r, t12l1, …)",
    .details = "The ids of [landmarks](#landmarks) (or hip_l, hip_r). Other names of orientations: sacrum or S1 for pelvis; T12 or T12L1 for l1; sternum, chest or trunk for thorax. Thighs, shanks and feet may be right_thigh, thigh_right or RThigh. A sensor called lumbar may sit on L5 or on T12: say which in a list (`sensor:l1`) or in `[landmarks:<id>]`. A sensor on L3 is `lumbar_l3`.",
    .family = HINGE_FAMILY_markers,
};

/* Angles by the project's own ids, whoever computed them. */
static const struct hinge_landmark_row angles[] = {
#define X(name) ONE(name, #name, 0, 0),
    HINGE_LANDMARK_ANGLE_LIST(X)
#undef X
};

const struct hinge_landmark_set hinge_landmark_set_angles = {
    SET(angles),
    .title = "angles by our own ids (lumbar_flex, hip_flex_l, pelvis_tilt, …)",
    .details = "Angles of inclinometers, goniometers or a laboratory's model: two are enough ([angles of another program](#angles-of-another-program)). They count as measured unless the trial list has markers=inferred.",
    .family = HINGE_FAMILY_angles,
};

/* Muscles with EMG and force under the front foot, by the project's ids and by the
 * names that Noraxon and others give their channels. */
#define OR(name) "|{LT,RT} " name "|{L,R} " name "|{Left,Right} " name "|" name " {L,R}|" name " {Left,Right}|" name " {LT,RT}"
static const struct hinge_landmark_row muscles[] = {
    BOTH(gmax, "gmax_{l,r}" OR("GLUTEUS MAX") OR("GLUTEUS MAXIMUS") OR("GLUT MAX") OR("GMAX"), 0, 0),
    BOTH(ham, "ham_{l,r}" OR("BICEPS FEM") OR("BICEPS FEMORIS") OR("HAMSTRINGS")
        OR("MED HAMSTRING") OR("BF"), 0, 0),
    BOTH(es, "es_{l,r}" OR("LUMBAR ES") OR("ERECTOR SPINAE") OR("LUMBAR ERECTOR SPINAE")
        OR("ES") OR("ES L3") OR("LES") OR("LONGISSIMUS") OR("MULTIFIDUS"), 0, 0),
    BOTH(rf, "rf_{l,r}" OR("RECTUS FEM") OR("RECTUS FEMORIS") OR("RF"), 0, 0),
    BOTH(gmed, "gmed_{l,r}" OR("GLUTEUS MED") OR("GLUTEUS MEDIUS") OR("GLUT MED") OR("GMED"), 0, 0),
    BOTH(ra, "ra_{l,r}" OR("RECTUS ABDOM") OR("RECTUS ABDOMINIS") OR("RA"), 0, 0),
    BOTH(eo, "eo_{l,r}" OR("EXT OBLIQUE") OR("EXTERNAL OBLIQUE") OR("EO"), 0, 0),
    BOTH(io, "io_{l,r}" OR("INT OBLIQUE") OR("INTERNAL OBLIQUE") OR("IO"), 0, 0),
    BOTH(ilio, "ilio_{l,r}" OR("ILIOPSOAS"), 0, 0),
#define X(name) ONE(name, #name, 0, 0),
    HINGE_LANDMARK_FORCE_LIST(X)
#undef X
};

const struct hinge_landmark_set hinge_landmark_set_muscles = {
    SET(muscles),
    .title = "EMG of muscles (gmax_l, RT LUMBAR ES, …) and force under the feet",
    .details = "A side (LT, L, Left) and a name, in any case: gluteus maximus, hamstrings (biceps femoris), lumbar erector spinae, rectus femoris, gluteus medius, rectus abdominis, obliques, iliopsoas. Describe others in `[landmarks:mylab]`: gmax_r = EMG4; they are added, and go first.",
    .family = HINGE_FAMILY_analog,
};

/* --- skin markers --- */

/* Vicon Plug-in Gait markers, full body or lower body. */
static const struct hinge_landmark_row plugin_gait[] = {
    VICON_UPPER,
    BOTH(asis, "{L,R}ASI", 0, 0),
    BOTH(psis, "{L,R}PSI", 0, 0),
    BOTH(hjc, "{L,R}HJC", 0, 0),
    BOTH(knee, "{L,R}KNE", 0, 0),
    BOTH(ankle, "{L,R}ANK", 0, 0),
    BOTH(heel, "{L,R}HEE", 0, 0),
    BOTH(toe, "{L,R}TOE", 0, 0),
    ONE(s1, "SACR", 0, 0),
    ONE(NONE, "RBAK|{L,R}UPA|{L,R}FRM|{L,R}FRA|{L,R}FIN|{L,R}THI|{L,R}TIB|{L,R}THI2|{L,R}THI3|"
        "{L,R}TIB2|{L,R}TIB3", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_plugin_gait = {
    SET(plugin_gait),
    .title = "Plug-in Gait markers (LASI, RASI, C7, …)",
    .details = "LPSI and RPSI, or SACR. LHJC and RHJC, if present, are the hip joint centres.",
    .family = HINGE_FAMILY_markers,
    .signature = "LASI|RASI",
};

/* CMU's optical markers: waist for pelvis, Vicon's older names. */
static const struct hinge_landmark_row cmu[] = {
    VICON_UPPER,
    BOTH(asis, "{L,R}FWT", 0, 0),
    BOTH(psis, "{L,R}BWT", 0, 0),
    BOTH(knee, "{L,R}KNE", 0, 0),
    BOTH(ankle, "{L,R}ANK", 0, 0),
    BOTH(heel, "{L,R}HEL|{L,R}HEE", 0, 0),
    BOTH(toe, "{L,R}TOE", 0, 0),
    ONE(NONE, "RBAC|RBAK|{L,R}UPA|{L,R}FRM|{L,R}FIN|{L,R}THI|{L,R}SHN|{L,R}TIB|{L,R}MT5|{L,R}HUM", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_cmu = {
    SET(cmu),
    .title = "CMU's markers (LFWT, RBWT, LHEL, …)",
    .details = "The waist markers are those of the pelvis: front and back of both sides.",
    .family = HINGE_FAMILY_markers,
    .signature = "LFWT|RFWT",
};

/* Skin markers of the CAST protocol and the Istituto Ortopedico Rizzoli, by van Sint
 * Jan's names. */
static const struct hinge_landmark_row cast[] = {
    BOTH(asis, "{L,R}_IAS", 0, 0),
    BOTH(psis, "{L,R}_IPS", 0, 0),
    BOTH(hjc, "{L,R}_FTC", 0, HINGE_CHANNEL_APPROXIMATE),
    BOTH(knee, "{L,R}_FLE", 0, 0),
    BOTH(knee_med, "{L,R}_FME", 0, 0),
    BOTH(ankle, "{L,R}_FAL+{L,R}_TAM|{L,R}_FAL", 0, 0),
    BOTH(heel, "{L,R}_FCC", 0, 0),
    BOTH(toe, "{L,R}_FM2|{L,R}_FM1+{L,R}_FM5", 0, 0),
    BOTH(shoulder, "{L,R}_SAE|{L,R}_SAJ", 0, 0),
    BOTH(elbow, "{L,R}_HLE+{L,R}_HME|{L,R}_HLE", 0, 0),
    BOTH(wrist, "{L,R}_RSP+{L,R}_USP", 0, 0),
    ONE(c7, "CV7", 0, 0),
    ONE(t3, "TV2", 0, HINGE_CHANNEL_APPROXIMATE),
    ONE(t8, "TV8", 0, 0),
    ONE(t8, "MAI|TV7", 1, HINGE_CHANNEL_APPROXIMATE),
    ONE(t10, "TV10", 0, 0),
    ONE(t12l1, "LV1|TV12", 0, 0),
    ONE(l3, "LV3", 0, 0),
    ONE(l5, "LV5", 0, 0),
    ONE(ij, "SJN|SNJ", 0, 0),
    ONE(px, "SXS", 0, 0),
    ONE(NONE, "{L,R}_FAX|{L,R}_TTC|{L,R}_HM2", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_cast = {
    SET(cast),
    .title = "CAST / IOR markers (L_IAS, R_IPS, LV5, …)",
    .details = "Skin markers named after van Sint Jan, with or without `_`. Knees and ankles are the middle of two markers where both are there. The toe is the second metatarsal head, else the middle of the first and fifth. The hip joint comes from the pelvis; the trochanter (FTC) replaces it if the pelvis has no front markers.",
    .family = HINGE_FAMILY_markers,
    .signature = "L_FLE|R_FLE|L_FAL|R_FAL",
};

/* Skin markers by the abbreviations of the ISB's palpation guide: acromion, calcaneus, big toe,
 * epicondyles, condyles, malleoli, styloid processes. */
static const struct hinge_landmark_row isb_palpation[] = {
    ONE(c7, "C7", 0, 0),
    ONE(t8, "T8", 0, 0),
    ONE(ij, "IJ", 0, 0),
    ONE(px, "PX", 0, 0),
    BOTH(shoulder, "AC_{L,R}", 0, 0),
    BOTH(elbow, "EL_{L,R}+EM_{L,R}|EL_{L,R}", 0, 0),
    BOTH(wrist, "RS_{L,R}+US_{L,R}|RS_{L,R}", 0, 0),
    BOTH(asis, "ASIS_{L,R}", 0, 0),
    BOTH(psis, "PSIS_{L,R}", 0, 0),
    BOTH(knee, "LC_{L,R}", 0, 0),
    BOTH(knee_med, "MC_{L,R}", 0, 0),
    BOTH(ankle, "LM_{L,R}+MM_{L,R}|LM_{L,R}", 0, 0),
    BOTH(heel, "CC_{L,R}", 0, 0),
    BOTH(toe, "BT_{L,R}", 0, 0),
    ONE(NONE, "FH|TP_{L,R}|FE_{L,R}", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_isb_palpation = {
    SET(isb_palpation),
    .title = "Abbreviations of the ISB's palpation guide (LC_R, LM_R, AC_R, …)",
    .details = "The hip joint comes from the pelvis.",
    .family = HINGE_FAMILY_markers,
    .signature = "LC_R|LM_R|LC_L|LM_L",
};

/* Markers on the skin under the names OpenSim and OpenCap laboratories use. */
static const struct hinge_landmark_row opencap_lab[] = {
    ONE(c7, "C7", 0, 0),
    BOTH(asis, "{L,r}.ASIS", 0, 0),
    BOTH(psis, "{L,r}.PSIS", 0, 0),
    BOTH(shoulder, "{L,r}_shoulder", 0, 0),
    BOTH(knee, "{L,r}_knee", 0, 0),
    BOTH(knee_med, "{L,r}_mknee", 0, 0),
    BOTH(ankle, "{L,r}_ankle+{L,r}_mankle|{L,r}_ankle", 0, 0),
    BOTH(heel, "{L,r}_calc|{L,r}_heel", 0, 0),
    BOTH(toe, "{L,r}_toe", 0, 0),
    BOTH(elbow, "{L,r}_elbow_lat+{L,r}_elbow_med|{L,r}_lelbow+{L,r}_melbow", 0, 0),
    BOTH(wrist, "{L,r}_wrist_radius+{L,r}_wrist_ulna|{L,r}_lwrist+{L,r}_mwrist", 0, 0),
    BOTH(hjc, "{L,R}HJC", 0, 0),
    ONE(NONE, "Sternum|{L,r}_5meta|{L,r}_forearm|{L,r}_humerus|{L,r}_sh1|{L,r}_sh2|{L,r}_sh3|"
        "{L,r}_sh4|{L,r}_shank_antsup|{L,r}_thigh1|{L,r}_thigh2|{L,r}_thigh3|{L,r}_thigh4|"
        "{L,r}_thigh5", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_opencap_lab = {
    SET(opencap_lab),
    .title = "Laboratory markers (r.ASIS, L_knee, C7, …)",
    .details = "Measured skin markers. Medial markers are averaged with lateral ones where they exist.",
    .family = HINGE_FAMILY_markers,
    .signature = "r.ASIS|L.ASIS",
};

/* Skin stickers by their anatomical names, as people track them in Kinovea. */
/* A name is that of the right side and, with a word for the side, of either; letters
 * have no accents (landmarks.h). */
static const struct hinge_landmark_row stickers[] = {
    ONE(c7, "C7|CV7|C7 spinous process|vertebra prominens|HWK7|seventh cervical", 0, 0),
    ONE(t3, "T3|Th3|BWK3|D3|TV3", 0, 0),
    ONE(t8, "T8|Th8|BWK8|D8|TV8", 0, 0),
    ONE(t8, "T7|Th7|D7|BWK7", 5, HINGE_CHANNEL_APPROXIMATE),
    ONE(t10, "T10|Th10|BWK10|D10|TV10", 0, 0),
    ONE(t12l1, "T12|Th12|L1|BWK12|LWK1|T12L1|T12 spinous process|LV1|D12|TV12", 0, 0),
    ONE(l3, "L3|LWK3|LV3|L3 spinous process", 0, 0),
    ONE(l3, "L4|LWK4|LV4", 4, HINGE_CHANNEL_APPROXIMATE),
    ONE(l5, "L5|LWK5|LV5|L5 spinous process|L5S1", 0, 0),
    ONE(s1, "S1|sacrum|sacral|SACR", 0, 0),
    ONE(s1, "S2", 4, HINGE_CHANNEL_APPROXIMATE),
    ONE(s1, "midPSIS|PSIS|Kreuzbein|os sacrum|sacro|SIPS|EIPS|posterior superior iliac spine", 5, 0),
    ONE(shoulder_r, "acromion|shoulder|acromioclavicular|Schulter|ACR|SAE|Akromion|Schultergelenk|"
        "epaule|hombro|spalla|ombro|acromio|acromial", 0, 0),
    ONE(asis_r, "ASIS|SIAS|iliac spine|EIAS|anterior superior iliac spine", 0, 0),
    ONE(hjc_r, "trochanter|GT|greater trochanter|trochanter major|FTC|grosser Trochanter|"
        "grand trochanter|trocanter|trocanter mayor|gran trocanter|trocantere|"
        "gran trocantere|grande trocantere|trocanter maior", 0, HINGE_CHANNEL_APPROXIMATE),
    ONE(hjc_r, "hip|Hufte|Huefte|Huftgelenk|Hueftgelenk|hanche|cadera|anca|quadril", 14, 0),
    ONE(knee_r, "knee|LFE|lateral epicondyle|femoral epicondyle|lateral femoral epicondyle|"
        "femur epicondyle|epicondyle|FLE|Knie|lateral knee|Kniegelenk|genou|rodilla|"
        "ginocchio|joelho|epicondylus lateralis|epicondyle lateral|condyle lateral|"
        "lateral condyle|femoral condyle|epicondilo lateral|condilo lateral|"
        "epicondilo laterale|condilo laterale", 0, 0),
    ONE(ankle_r, "ankle|LM|lateral malleolus|malleolus|malleolus lateralis|FAL|Knochel|Knoechel|"
        "lateral ankle|Sprunggelenk|Aussenknochel|Aussenknoechel|Fussgelenk|cheville|"
        "malleole|malleole externe|malleole laterale|tobillo|maleolo|maleolo lateral|"
        "maleolo externo|caviglia|malleolo|malleolo laterale|malleolo esterno|tornozelo", 0, 0),
    ONE(heel_r, "heel|calcaneus|FCC|Ferse|calc|Fersenbein|calcaneum|talon|tallone|calcagno|"
        "calcaneo|calcanhar", 0, 0),
    ONE(toe_r, "toe|MT5|MTP5|5th metatarsal|fifth metatarsal|metatarsal 5|M5|FM5|Zehe|big toe|"
        "5th met|foot index|toes|Zehen|Zehenspitze|Grosszehe|grosse Zehe|Fussspitze|MTK5|orteil|"
        "orteils|gros orteil|pointe du pied|5e metatarsien|5eme metatarsien|metatarsien 5|"
        "dedo del pie|dedo gordo|dedo|punta del pie|quinto metatarsiano|metatarsiano 5|"
        "alluce|dita del piede|punta del piede|quinto metatarso|metatarso 5|dedo do pe|"
        "dedao|halux|hallux|ponta do pe|quinto metatarsal", 0, 0),
    ONE(elbow_r, "elbow|Ellbogen|Ellenbogen|coude|codo|gomito|cotovelo", 0, 0),
    ONE(wrist_r, "wrist|hand|Handgelenk|poignet|main|muneca|mano|polso|punho|mao", 0, 0),
    ONE(ear_r, "ear|tragus|Ohr|oreille|oreja|orecchio|orelha|trago", 0, 0),
    ONE(nose, "nose|Nase|nez|nariz|naso", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_stickers = {
    SET(stickers),
    .title = "skin stickers with anatomical names (C7, T12, L5, sacrum, trochanter, …)",
    .details = "Names in English, German, French, Spanish, Italian or Portuguese, with or without accents. Also `Th8`, `D8` or `BWK8` for T8, `L1` for T12, `sacrum` or `PSIS` for S1 (at the same height in a side view), `GT`, `LFE`, `LM` and `MT5`. The side comes before or after them (`left`, `links`, `gauche`, `izquierda`, `sinistra`, `esquerda`, `L` …). Without a side they are of the side that toe or nose turns to the camera, else right.",
    .family = HINGE_FAMILY_markers,
    .sided = true,
};

/* --- segments and joints of systems --- */

/* Segments of Xsens MVN by their labels; those between two sensors are a model's and
 * are no landmarks. */
static const struct hinge_landmark_row mvn[] = {
    ONE(pelvis, "Pelvis", 0, 0),
    ONE(thorax, "T8", 0, 0),
    ONE(head, "Head", 0, 0),
    BOTH(thigh, "{Left,Right}UpperLeg", 0, 0),
    BOTH(shank, "{Left,Right}LowerLeg", 0, 0),
    BOTH(foot, "{Left,Right}Foot", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_mvn = {
    SET(mvn),
    .title = "Xsens MVN segments (Pelvis, T8, RightUpperLeg …)",
    .details = "Orientations of MVNX, or of the sheet Segment Orientation - Quat (`Pelvis q0` …). L5, L3 and T12 carry no sensor and are not used.",
    .family = HINGE_FAMILY_markers,
    .up = "+z",
    .signature = "Pelvis|T8",
};

/* Segments of Theia3D, as its C3D files hold them in the group ROTATION. */
static const struct hinge_landmark_row theia[] = {
    ONE(pelvis, "pelvis_4X4", 0, HINGE_CHANNEL_INFERRED),
    ONE(thorax, "torso_4X4", 0, HINGE_CHANNEL_INFERRED),
    BOTH(thigh, "{l,r}_thigh_4X4", 0, 0),
    BOTH(shank, "{l,r}_shank_4X4", 0, 0),
    BOTH(foot, "{l,r}_foot_4X4", 0, 0),
    ONE(head, "head_4X4", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_theia = {
    SET(theia),
    .title = "Theia3D segments (pelvis_4X4, torso_4X4, …)",
    .details = "Pelvis and torso are estimated by a network, and the torso is one rigid piece: tier C; with --allow-inferred also the spine.",
    .family = HINGE_FAMILY_markers,
    .up = "+z",
    .signature = "pelvis_4X4|torso_4X4",
};

/* Joints of Captury Live, by the names of its CSV. */
static const struct hinge_landmark_row captury[] = {
    BOTH(shoulder, "{L,R}ShoulderPositions", 0, 0),
    BOTH(elbow, "{L,R}ElbowPositions", 0, 0),
    BOTH(wrist, "{L,R}WristPositions", 0, 0),
    BOTH(hjc, "{L,R}HipPositions", 0, 0),
    BOTH(knee, "{L,R}KneePositions", 0, 0),
    BOTH(ankle, "{L,R}AnklePositions", 0, 0),
    BOTH(toe, "{L,R}ToePositions", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_captury = {
    SET(captury),
    .title = "Captury joints (LHipPositions, RKneePositions, …)",
    .details = "A markerless system without the spine: inferred.",
    .family = HINGE_FAMILY_markers,
    .up = "+y",
    .layout_flags = HINGE_LAYOUT_MARKERS_INFERRED,
    .signature = "LHipPositions|RHipPositions",
};

/* OpenCap and Pose2Sim recordings with markers added by a network (names in _study). */
static const struct hinge_landmark_row opencap[] = {
    OPENPOSE, /* keypoints triangulated from video come first */
    ONE(head_top, "Head", 0, 0),
    /* network outputs from about twenty keypoints, not measured */
    ONE(c7, "C7_study", 0, HINGE_CHANNEL_INFERRED),
    BOTH(asis, "{L,r}.ASIS_study", 0, HINGE_CHANNEL_INFERRED),
    BOTH(psis, "{L,r}.PSIS_study", 0, HINGE_CHANNEL_INFERRED),
    BOTH(shoulder, "{L,r}_shoulder_study", 1, HINGE_CHANNEL_INFERRED),
    BOTH(knee, "{L,r}_knee_study+{L,r}_mknee_study", 1, HINGE_CHANNEL_INFERRED),
    BOTH(ankle, "{L,r}_ankle_study+{L,r}_mankle_study", 1, HINGE_CHANNEL_INFERRED),
    BOTH(heel, "{L,r}_calc_study", 1, HINGE_CHANNEL_INFERRED),
    BOTH(toe, "{L,r}_toe_study", 1, HINGE_CHANNEL_INFERRED),
    BOTH(elbow, "{L,r}_lelbow_study+{L,r}_melbow_study", 1, HINGE_CHANNEL_INFERRED),
    BOTH(wrist, "{L,r}_lwrist_study+{L,r}_mwrist_study", 1, HINGE_CHANNEL_INFERRED),
    BOTH(hjc, "{L,R}HJC_study", 1, HINGE_CHANNEL_INFERRED),
    ONE(NONE, "{L,R}SmallToe|Neck|MidHip|Hip|{L,r}_5meta_study|{L,r}_thigh1_study|"
        "{L,r}_thigh2_study|{L,r}_thigh3_study|{L,r}_sh1_study|{L,r}_sh2_study|"
        "{L,r}_sh3_study", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_opencap = {
    SET(opencap),
    .title = "OpenCap / Pose2Sim with augmented markers (_study)",
    .details = "A network inferred the markers that end in `_study`. Where a keypoint exists too, the keypoint is used.",
    .family = HINGE_FAMILY_markers,
    .up = "+y",
    .signature = "C7_study|r.ASIS_study|L.ASIS_study",
};

/* OpenCap Monocular: 38 points of a body model's mesh, beside the 25 of OpenPose by names that
 * differ from them in case alone. */
static const struct hinge_landmark_row opencap_mono[] = {
    BOTH(hjc, "{L,R}Hip", 0, 0),
    BOTH(ear, "{L,R}Ear", 0, 0),
    BOTH(eye, "{L,R}Eye", 0, 0),
    ONE(nose, "Nose", 0, 0),
    BOTH(shoulder, "{l,r}_shoulder", 0, 0),
    BOTH(elbow, "{l,r}_elbow+{l,r}_melbow|{l,r}_elbow", 0, 0),
    BOTH(wrist, "{l,r}_wrist_radius+{l,r}_wrist_ulna", 0, 0),
    BOTH(asis, "{l,r}_ASIS", 0, 0),
    BOTH(psis, "{l,r}_PSIS", 0, 0),
    BOTH(knee, "{l,r}_knee", 0, 0),
    BOTH(knee_med, "{l,r}_mknee", 0, 0),
    BOTH(ankle, "{l,r}_ankle+{l,r}_mankle|{l,r}_ankle", 0, 0),
    BOTH(heel, "{l,r}_calc", 0, 0),
    BOTH(toe, "{l,r}_toe", 0, 0),
    ONE(c7, "C7", 0, 0),
    ONE(t8, "T6", 0, HINGE_CHANNEL_APPROXIMATE),
    ONE(ij, "sternum", 0, 0),
    ONE(NONE, "L4|{l,r}_5meta|{l,r}_pinky|{l,r}_index|{l,r}_big_toe|Neck|MidHip|{L,R}Shoulder|"
        "{L,R}Elbow|{L,R}Wrist|{L,R}Knee|{L,R}Ankle|{L,R}BigToe|{L,R}SmallToe|{L,R}Heel", 1, 0),
};

const struct hinge_landmark_set hinge_landmark_set_opencap_mono = {
    SET(opencap_mono),
    .title = "OpenCap Monocular (r_ASIS, L4, r_pinky, …)",
    .details = "Inferred by a body model from one film: tier C. Hips, eyes, ears and nose are OpenPose's where they are there. `l_shoulder` and `LShoulder` are two names.",
    .family = HINGE_FAMILY_markers,
    .up = "+y",
    .layout_flags = HINGE_LAYOUT_MARKERS_INFERRED,
    .signature = "r_ASIS|L4|T6|r_pinky",
};

/* Bodies of OpenSim's models, as OpenCap's visualizer has them. */
static const struct hinge_landmark_row opencap_bodies[] = {
    ONE(pelvis, "pelvis", 0, 0),
    ONE(thorax, "torso", 0, 0),
    BOTH(thigh, "femur_{l,r}", 0, 0),
    BOTH(shank, "tibia_{l,r}", 0, 0),
    BOTH(foot, "calcn_{l,r}", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_opencap_bodies = {
    SET(opencap_bodies),
    .title = "Bodies of OpenCap's visualizer (pelvis, torso, femur_r, …)",
    .details = "Inferred by a body model: tier C.",
    .family = HINGE_FAMILY_markers,
    .up = "+y",
    .layout_flags = HINGE_LAYOUT_MARKERS_INFERRED,
    .signature = "pelvis|torso|femur_r|tibia_r",
};

/* Joints of BVH files; programs call them differently. */
static const struct hinge_landmark_row bvh[] = {
    BOTH(hjc, "{Left,Right}UpLeg|{Left,Right}Thigh|{Left,Right}Hip", 0, 0),
    BOTH(knee, "{Left,Right}Leg|{Left,Right}Shin|{Left,Right}Knee", 0, 0),
    BOTH(ankle, "{Left,Right}Foot|{Left,Right}Ankle", 0, 0),
    BOTH(toe, "{Left,Right}ToeBase|{Left,Right}Toe", 0, 0),
    BOTH(shoulder, "{Left,Right}Arm|{Left,Right}UpperArm", 0, 0),
    BOTH(shoulder, "{Left,Right}Shoulder", 2, HINGE_CHANNEL_APPROXIMATE),
    BOTH(elbow, "{Left,Right}ForeArm|{Left,Right}Elbow", 0, 0),
    BOTH(wrist, "{Left,Right}Hand|{Left,Right}Wrist", 0, 0),
    ONE(head_top, "Head", 0, HINGE_CHANNEL_APPROXIMATE),
    ONE(NONE, "Hips|Spine|Spine1|Spine2|Spine3|Spine4|Chest|Neck|Neck1", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_bvh = {
    SET(bvh),
    .title = "Joints of BVH files (LeftUpLeg, LeftLeg, …)",
    .details = "Inferred by a body model: tier C. A subject before the names is ignored. `Shoulder` may be the collar bone.",
    .family = HINGE_FAMILY_markers,
    .up = "+y",
    .format = "bvh",
};

/* Kinect skeletons of sixteen joints by number (long tables of deadlifts). */
static const struct hinge_landmark_row kinect16[] = {
    ONE(head_top, "joint_1", 0, HINGE_CHANNEL_APPROXIMATE),
    BOTH(shoulder, "joint_{4,5}", 0, 0),
    BOTH(wrist, "joint_{6,7}", 0, HINGE_CHANNEL_APPROXIMATE),
    BOTH(hjc, "joint_{9,10}", 0, 0),
    BOTH(knee, "joint_{11,12}", 0, 0),
    BOTH(ankle, "joint_{13,14}", 0, 0),
    BOTH(toe, "joint_{15,16}", 0, 0),
    ONE(spine_mid, "joint_3", 0, HINGE_CHANNEL_APPROXIMATE),
    ONE(spine_base, "joint_8", 0, HINGE_CHANNEL_APPROXIMATE),
    ONE(NONE, "joint_2", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_kinect16 = {
    SET(kinect16),
    .title = "Kinect joints 1 to 16",
    .details = "Odd numbers are left. 2, 3 and 8 are interpolated points of the spine: no lumbar motion. The bend between 8, 3 and the shoulders is exploratory.",
    .family = HINGE_FAMILY_kinect,
    .up = "+y",
    .signature = "joint_1|joint_2|joint_3|joint_4|joint_5|joint_6|joint_7|joint_8|joint_9|joint_10|"
                 "joint_11|joint_12|joint_13|joint_14|joint_15|joint_16",
};

/* Kinect v2 joints by name, and those of Kinect v1 that have the same. */
static const struct hinge_landmark_row kinect25[] = {
    ONE(head_top, "Head", 0, HINGE_CHANNEL_APPROXIMATE),
    KINECT_LIMBS,
    ONE(spine_base, "SpineBase", 0, HINGE_CHANNEL_APPROXIMATE),
    ONE(spine_mid, "SpineMid", 0, HINGE_CHANNEL_APPROXIMATE),
    ONE(NONE, "Neck|SpineShoulder|Hand{Left,Right}|HandTip{Left,Right}|Thumb{Left,Right}", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_kinect25 = {
    SET(kinect25),
    .title = "Kinect v2 joints (SpineBase, HipLeft, …)",
    .details = "The spine's joints are interpolated: no lumbar motion (tier C). The bend between SpineBase, SpineMid and the shoulders is exploratory (spine_bend).",
    .family = HINGE_FAMILY_kinect,
    .up = "+y",
    .axes = 3,
    .signature = "ShoulderLeft|ShoulderRight|HipLeft|HipRight|KneeLeft|KneeRight|AnkleLeft|"
                 "AnkleRight",
};

/* Azure Kinect and Orbbec body tracking, 32 joints by name. */
static const struct hinge_landmark_row azure32[] = {
    ONE(nose, "Nose", 0, 0),
    BOTH(eye, "Eye{Left,Right}", 0, 0),
    BOTH(ear, "Ear{Left,Right}", 0, 0),
    KINECT_LIMBS,
    ONE(NONE, "Head|Pelvis|SpineNavel|SpineChest|Neck|Clavicle{Left,Right}|Hand{Left,Right}|"
        "HandTip{Left,Right}|Thumb{Left,Right}", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_azure32 = {
    SET(azure32),
    .title = "Azure Kinect and Orbbec joints (Pelvis, SpineNavel, …)",
    .details = "y points down. Pelvis, SpineNavel and SpineChest are estimated by a model and not used: no lumbar motion (tier C).",
    .family = HINGE_FAMILY_kinect,
    .up = "-y",
    .axes = 3,
    .signature = "SpineNavel|HipLeft|HipRight|KneeLeft|KneeRight|ShoulderLeft",
};

/* --- keypoints of pictures --- */

/* COCO-17 keypoints by name (YOLO pose, AlphaPose, MMPose, RTMPose). */
static const struct hinge_landmark_row coco17[] = {
    COCO17,
};

const struct hinge_landmark_set hinge_landmark_set_coco17 = {
    SET(coco17),
    .title = "COCO-17 keypoints",
    .details = "No spine, no feet.",
    PICTURE(openpose),
    .signature = "left_shoulder|right_shoulder|left_hip|right_hip|left_knee|right_knee|left_ankle|"
                 "right_ankle",
};

/* Image keypoints with the side behind the name, as people rename those of COCO and
 * MediaPipe. */
static const struct hinge_landmark_row coco17_suffix[] = {
    ONE(nose, "nose", 0, 0),
    BOTH(eye, "eye_{left,right}", 0, 0),
    BOTH(ear, "ear_{left,right}", 0, 0),
    BOTH(shoulder, "shoulder_{left,right}", 0, 0),
    BOTH(elbow, "elbow_{left,right}", 0, 0),
    BOTH(wrist, "wrist_{left,right}", 0, 0),
    BOTH(hjc, "hip_{left,right}", 0, 0),
    BOTH(knee, "knee_{left,right}", 0, 0),
    BOTH(ankle, "ankle_{left,right}", 0, 0),
    BOTH(heel, "heel_{left,right}", 0, 0),
    BOTH(toe, "big_toe_{left,right}|foot_index_{left,right}", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_coco17_suffix = {
    SET(coco17_suffix),
    .title = "COCO and MediaPipe keypoints with the side behind (shoulder_left, …)",
    .details = "[coco17](#set-coco17) named `shoulder_left` instead of `left_shoulder`, with heels and toes.",
    PICTURE(openpose),
    .axes = 2,
    .signature = "shoulder_left|shoulder_right|hip_left|hip_right|knee_left|knee_right|ankle_left|"
                 "ankle_right",
};

/* COCO-17 keypoints and six of the feet, as in the whole-body sets of 133 and 23. */
static const struct hinge_landmark_row coco133[] = {
    COCO17,
    BOTH(toe, "{left,right}_big_toe", 0, 0),
    BOTH(heel, "{left,right}_heel", 0, 0),
    ONE(NONE, "{left,right}_small_toe", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_coco133 = {
    SET(coco133),
    .title = "COCO whole-body keypoints (133, or body and feet)",
    .details = "[coco17](#set-coco17) with toes and heels. Points of face and hands are not used.",
    PICTURE(openpose),
    .signature = "left_shoulder|right_shoulder|left_hip|right_hip|left_knee|right_knee|left_ankle|"
                 "right_ankle|left_big_toe|left_heel",
};

/* SpinePose / SpineTrack-37 keypoints by name: COCO-17, feet and nine points of the
 * spine. */
static const struct hinge_landmark_row spinetrack37[] = {
    COCO17,
    ONE(head_top, "head", 0, 0),
    ONE(c7, "neck", 0, 0),
    ONE(s1, "hip", 0, 0),
    BOTH(toe, "{left,right}_big_toe", 0, 0),
    BOTH(heel, "{left,right}_heel", 0, 0),
    SPINE,
    ONE(NONE, "{left,right}_small_toe|{left,right}_latissimus|{left,right}_clavicle|neck_02|"
        "neck_03", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_spinetrack37 = {
    SET(spinetrack37),
    .title = "SpinePose / SpineTrack-37 keypoints",
    .details = "[coco17](#set-coco17) with head, feet and spine. `hip` is the middle of the sacrum.",
    PICTURE(spinepose),
    .signature = "spine_01|spine_03|left_hip|right_hip|left_shoulder",
};

/* The nine points of the spine alone, as SpinePose writes them without the body. */
static const struct hinge_landmark_row spine9[] = {
    ONE(s1, "hip", 0, 0),
    SPINE,
    ONE(c7, "neck", 0, 0),
    ONE(NONE, "neck_02|neck_03", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_spine9 = {
    SET(spine9),
    .title = "SpinePose, nine points of the spine only",
    .details = "There is no hip, so there are no repetitions: let SpinePose write all 37 points.",
    PICTURE(spinepose),
    .signature = "hip|spine_01|spine_05|neck_03",
};

/* SynthPose: anatomical points that a network finds in a picture, beside COCO's 17. */
static const struct hinge_landmark_row synthpose[] = {
    ONE(nose, "nose", 0, 0),
    BOTH(eye, "{left,right}_eye", 0, 0),
    BOTH(ear, "{left,right}_ear", 0, 0),
    BOTH(hjc, "{left,right}_hip", 0, 0),
    BOTH(shoulder, "{l,r}_shoulder|{left,right}_shoulder", 0, 0),
    BOTH(elbow, "{l,r}_lelbow+{l,r}_melbow|{left,right}_elbow", 0, 0),
    BOTH(wrist, "{l,r}_lwrist+{l,r}_mwrist|{left,right}_wrist", 0, 0),
    BOTH(knee, "{l,r}_knee|{left,right}_knee", 0, 0),
    BOTH(knee_med, "{l,r}_mknee", 0, 0),
    BOTH(ankle, "{l,r}_ankle+{l,r}_mankle|{left,right}_ankle|{l,r}_ankle", 0, 0),
    BOTH(asis, "{l,r}_ASIS", 0, 0),
    BOTH(psis, "{l,r}_PSIS", 0, 0),
    BOTH(heel, "{l,r}_calc", 0, 0),
    BOTH(toe, "{l,r}_big_toe|{l,r}_toe", 0, 0),
    ONE(ij, "sternum", 0, 0),
    ONE(c7, "C7", 0, 0),
    ONE(t8, "T6", 0, HINGE_CHANNEL_APPROXIMATE),
    ONE(t12l1, "T11", 0, HINGE_CHANNEL_APPROXIMATE),
    ONE(l3, "L2", 0, HINGE_CHANNEL_APPROXIMATE),
    ONE(NONE, "{l,r}_5meta", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_synthpose = {
    SET(synthpose),
    .title = "SynthPose keypoints (r_ASIS, T11, L2, left_hip, …)",
    .details = "A network estimates the 52 points from the picture, so they make tier B at most, although the pelvis is among them.",
    .family = HINGE_FAMILY_openpose,
    .up = "-y",
    .layout_flags = HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING,
    .signature = "T6|T11|L2",
};

/* MediaPipe / BlazePose 33 landmarks by name, in the order of their numbers. */
static const struct hinge_landmark_row mediapipe33[] = {
    COCO17,
    BOTH(heel, "{left,right}_heel", 0, 0),
    BOTH(toe, "{left,right}_foot_index", 0, 0),
    ONE(NONE, "{left,right}_eye_inner|{left,right}_eye_outer|mouth_{left,right}|"
        "{left,right}_pinky|{left,right}_index|{left,right}_thumb", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_mediapipe33 = {
    SET(mediapipe33),
    .title = "MediaPipe / BlazePose 33 landmarks",
    .details = "Image landmarks have two dimensions. World landmarks (origin between the hips) keep their depth.",
    .family = HINGE_FAMILY_mediapipe,
    .up = "-y",
    .signature = "left_shoulder|right_shoulder|left_hip|right_hip|left_heel|left_foot_index",
};

/* Keypoints named as OpenPose and Pose2Sim do: BODY_25, COCO-18 and relatives. */
static const struct hinge_landmark_row pose2sim[] = {
    OPENPOSE,
    ONE(NONE, "{L,R}SmallToe|Neck|MidHip|CHip|Hip", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_pose2sim = {
    SET(pose2sim),
    .title = "OpenPose / Pose2Sim keypoints (RHip, RKnee, …)",
    .details = "BODY_25, COCO-18 and other skeletons. Neck is the middle of the shoulders, not C7, and is unused.",
    PICTURE(openpose),
    .signature = "RHip|LHip|RKnee|LKnee|RAnkle|LAnkle|RShoulder|LShoulder",
};

/* Halpe-26 keypoints as Pose2Sim writes them. Apart from pose2sim for its Neck and
 * Head. */
static const struct hinge_landmark_row halpe26[] = {
    OPENPOSE,
    ONE(c7, "Neck", 0, HINGE_CHANNEL_APPROXIMATE),
    ONE(head_top, "Head", 0, 0),
    ONE(NONE, "{L,R}SmallToe|Hip", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_halpe26 = {
    SET(halpe26),
    .title = "Halpe-26 keypoints (Pose2Sim HALPE_26)",
    .details = "The skeleton of RTMPose and AlphaPose with feet. Neck is near C7.",
    PICTURE(openpose),
    .signature = "RHip|LHip|RKnee|LKnee|RAnkle|LAnkle|RShoulder|LShoulder|Neck|Head|RBigToe|"
                 "RSmallToe",
};

/* --- angles of other programs --- */

/* Coordinates of OpenSim models, as inverse kinematics writes them into MOT files. */
static const struct hinge_landmark_row osim[] = {
    ONE(osim_pelvis_tilt, "pelvis_tilt", 0, 0),
    ONE(osim_pelvis_list, "pelvis_list", 0, 0),
    ONE(osim_pelvis_rotation, "pelvis_rotation", 0, 0),
    BOTH(osim_hip_flexion, "hip_flexion_{l,r}", 0, 0),
    BOTH(osim_knee_angle, "knee_angle_{l,r}", 0, 0),
    ONE(osim_lumbar_extension, "lumbar_extension", 0, 0),
    /* models with levels: what is there is summed */
    ONE(osim_lumbar_level, "L5_S1_Flex_Ext+L4_L5_Flex_Ext+L3_L4_Flex_Ext+"
        "L2_L3_Flex_Ext+L1_L2_Flex_Ext+L1_T12_Flex_Ext", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_osim = {
    SET(osim),
    .title = "OpenSim coordinates (pelvis_tilt, hip_flexion_r, …)",
    .details = "gait2392, Rajagopal, LaiUhlrich and models with lumbar levels (*_Flex_Ext). They count as inferred unless the trial list has markers=measured.",
    .family = HINGE_FAMILY_angles,
    .layout_flags = HINGE_LAYOUT_MARKERS_INFERRED,
    .signature = "pelvis_tilt|hip_flexion_r|knee_angle_r",
};

/* Angles of the Plug-in Gait model, as Nexus exports them (Model Outputs) and C3D files
 * hold them among the points. */
/* X is flexion, dorsiflexion or forward tilt. The direction of the thorax differs
 * between versions of the program's own manual, that of the spine between manual and
 * files: the lumbar spine is thorax minus pelvis. */
static const struct hinge_landmark_row plugin_gait_angles[] = {
    ONE(pelvis_tilt, "LPelvisAngles X|RPelvisAngles X", 0, 0),
    ONE(thorax_tilt, "LThoraxAngles X|RThoraxAngles X", 0, HINGE_CHANNEL_SIGN_OPEN),
    BOTH(hip_flex, "{L,R}HipAngles X", 0, 0),
    BOTH(knee_flex, "{L,R}KneeAngles X", 0, 0),
    BOTH(ankle_df, "{L,R}AnkleAngles X", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_plugin_gait_angles = {
    SET(plugin_gait_angles),
    .title = "Plug-in Gait's joint angles (LHipAngles, RThoraxAngles, …)",
    .details = "The first of a joint's three angles, in a Nexus export's Model Outputs or among the points of a C3D file. The sign of the thorax differs between versions, and is seen from the hips. Lumbar flexion is thorax minus pelvis.",
    .family = HINGE_FAMILY_angles,
};

/* Joint angles of Noraxon's myoMOTION, as MR3 exports them. Its names change with
 * version and language: what is missing is described in [landmarks:<id>]. */
#define JOINTS "Noraxon MyoMotion-Joints-"
#define SEGMENTS "Noraxon MyoMotion-Segments-"
#define SIDED(name)                                                                                \
    "{LT,RT} " name "|" JOINTS "{LT,RT} " name "|{Left,Right} " name "|" JOINTS "{Left,Right} " name
static const struct hinge_landmark_row noraxon[] = {
    BOTH(hip_flex, SIDED("Hip Flexion"), 0, 0),
    BOTH(knee_flex, SIDED("Knee Flexion"), 0, 0),
    BOTH(ankle_df, SIDED("Ankle Dorsiflexion"), 0, 0),
    ONE(lumbar_flex,
        "Lumbar Flexion|"
        JOINTS "Lumbar Flexion|"
        JOINTS "Lumbar-Flexion Fwd|"
        "Lumbar Flexion Fwd|"
        "Torso-Pelvic Flexion Fwd", 0, 0),
    ONE(pelvis_tilt,
        "Pelvic Tilt Fwd|"
        "Pelvis Tilt Fwd|"
        SEGMENTS "Pelvis-Pitch|"
        SEGMENTS "Pelvis-Tilt Fwd", 0, 0),
    ONE(thorax_tilt,
        "Thorax Tilt Fwd|"
        SEGMENTS "Upper Spine-Pitch|"
        SEGMENTS "Upper Spine-Tilt Fwd|"
        SEGMENTS "Lower Spine-Pitch", 0, HINGE_CHANNEL_SIGN_OPEN),
};

const struct hinge_landmark_set hinge_landmark_set_noraxon = {
    SET(noraxon),
    .title = "Noraxon myoMOTION joint angles (LT Hip Flexion, …)",
    .details = "Columns with a unit of degrees; flexion and forward tilt are positive. EMG channels are those of [muscles](#set-muscles). Describe other versions and languages in `[landmarks:mylab]`: hip_flex_l = …",
    .family = HINGE_FAMILY_angles,
};

/* Angles of Sports2D's MOT, whose columns are no OpenSim coordinates. */
/* The trunk is neck to hip against the horizontal, and falls or rises with the side
 * that the person faces; hips, thighs and shanks are left alone, and "pelvis" is the
 * line of the hips from the front, never its tilt. */
static const struct hinge_landmark_row sports2d_angles[] = {
    ONE(trunk_incl, "trunk", 0, HINGE_CHANNEL_SIGN_OPEN | HINGE_CHANNEL_FROM_HORIZONTAL),
    BOTH(knee_flex, "{left,right} knee", 0, HINGE_CHANNEL_SIGN_OPEN),
    ONE(NONE, "pelvis|{left,right} hip|{left,right} ankle|{left,right} thigh", 0, 0),
};

const struct hinge_landmark_set hinge_landmark_set_sports2d_angles = {
    SET(sports2d_angles),
    .title = "Sports2D's angles (trunk, right knee, left knee)",
    .details = "No hip, pelvis or lumbar spine (tier C). Which way the trunk leans is seen from the knees.",
    .family = HINGE_FAMILY_angles,
    .signature = "trunk|right knee",
};
/* clang-format on */
