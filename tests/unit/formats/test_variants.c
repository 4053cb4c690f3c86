/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same layouts as other programs, versions and countries write them: what each
 * comes to. Written here by hand; the numbers expected are those in the text. */
#include "test.h"

#include "recording_text.h"

/* One column of one frame of a file, NAN where it is missing. */
struct variant {
    const char *name, *text, *format, *set;
    size_t frames;
    const char *source; /* a column … */
    size_t frame;
    double value;
    const char *note;        /* a piece of the notes, NULL */
    const char *decimal_end; /* of the clock: its last time in seconds as text, NULL */
};

/* 17 points of a person in the shapes of JSON */
#define T16(p)                                                                                     \
    p "," p "," p "," p "," p "," p "," p "," p "," p "," p "," p "," p "," p "," p "," p "," p
#define T17(p) T16(p) "," p
#define FLAT T16("3,4,0.5") ",90,300,0.5"
#define PAIRS T17("[3,4]")
#define SCORES T17("0.5")
#define SMALL T16("1,1,0.5") ",2,9,0.5"
#define T33(p) T16(p) "," T16(p) "," p
#define FAR T16("903,804,0.5") ",990,1100,0.5"
#define AT(picture, points) "{\"image_id\":" picture ",\"keypoints\":[" points "]}"
#define ALONE                                                                                      \
    "[" AT("0", FLAT) "," AT("0", SMALL) "," AT("1", FLAT) "," AT("1", SMALL) "," AT(              \
        "2", FAR) "," AT("3", SMALL) "]"
#define XY(m) m "_x," m "_y"
#define POINTS XY("hjc_l") "," XY("knee_l") "," XY("ankle_l")

#define BOTH(name) XY(name "_left") "," XY(name "_right")

#define JOINT(f, i, x) f ",joint_" i "," x ",4\n"
#define NUMBERED(f)                                                                                \
    JOINT(f, "0", "1")                                                                             \
    JOINT(f, "1", "1")                                                                             \
    JOINT(f, "2", "1")                                                                             \
    JOINT(f, "3", "1")                                                                             \
    JOINT(f, "4", "1")                                                                             \
    JOINT(f, "5", "1")                                                                             \
    JOINT(f, "6", "1")                                                                             \
    JOINT(f, "7", "1")                                                                             \
    JOINT(f, "8", "1")                                                                             \
    JOINT(f, "9", "1")                                                                             \
    JOINT(f, "10", "1")                                                                            \
    JOINT(f, "12", "1")                                                                            \
    JOINT(f, "11", "11.5")                                                                         \
    JOINT(f, "13", "1") JOINT(f, "14", "1") JOINT(f, "15", "1") JOINT(f, "16", "1")

#define QUAT(kind)                                                                                 \
    "Hip_Quat_Madge_" kind "_W_WR_CAL;Hip_Quat_Madge_" kind "_X_WR_CAL;Hip_Quat_Madge_" kind       \
    "_Y_WR_CAL;Hip_Quat_Madge_" kind "_Z_WR_CAL;"
#define HEX "84B4BE09D0374D6A9EAD45B0A2C1B3F2"

static const struct variant variants[] = {
    {"bars",
     "time|hjc_l_x|hjc_l_y|knee_l_x|knee_l_y|ankle_l_x|ankle_l_y\n0|1|2|3.5|4|5|6\n"
     "0.1|1|2|3|4|5|6\n",
     "csv", "canonical", 2, "knee_l_x", 0, 3.5, NULL, "0.1"},
    {"bars and blanks",
     "time | hjc_l_x | hjc_l_y | knee_l_x | knee_l_y | ankle_l_x | "
     "ankle_l_y\n0 | 1 | 2 | 3.5 | 4 | 5 | 6\n0.1 | 1 | 2 | | 4 | 5 | 6\n",
     "csv", "canonical", 2, "knee_l_x", 1, NAN, NULL, "0.1"},
    {"side behind",
     "time," BOTH("shoulder") "," BOTH("hip") "," BOTH("knee") "," BOTH(
         "ankle") "\n0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16\n"
                  "1,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16\n",
     "csv", "coco17_suffix", 2, "hip_right_y", 0, 8, NULL, NULL},
    /* what is missing */
    {"minus", "time," POINTS "\n0,1,2,-,4,5,6\n0.1,1,2,3,4,5,6\n", "csv", "canonical", 2,
     "knee_l_x", 0, NAN, NULL, NULL},
    {"excel", "time," POINTS "\n0,1,2,#N/A,4,#NV,6\n0.1,1,2,3,4,5,6\n", "csv", "canonical", 2,
     "ankle_l_x", 0, NAN, NULL, NULL},
    {"msvc", "time," POINTS "\n0,1,2,-1.#IND,4,1.#QNAN,6\n0.1,1,2,3,4,-nan(ind),6\n", "csv",
     "canonical", 2, "ankle_l_x", 1, NAN, NULL, NULL},
    {"point", "time," POINTS "\n0,1,2,.,4,5,6\n0.1,1,2,3,4,5,6\n", "csv", "canonical", 2,
     "knee_l_x", 0, NAN, NULL, NULL},
    /* clocks */
    {"microseconds",
     "timestamp," POINTS "\n5000000,1,2,3,4,5,6\n5016667,1,2,3,4,5,6\n"
     "5033333,1,2,3,4,5,6\n",
     "csv", "canonical", 3, "knee_l_x", 0, 3, "taken as microseconds", "5.033333"},
    {"nanoseconds",
     "time," POINTS "\n1700000000000000000,1,2,3,4,5,6\n1700000000016666667,1,2,3,4,5,"
     "6\n1700000000033333333,1,2,3,4,5,6\n",
     "csv", "canonical", 3, "knee_l_x", 0, 3, "taken as nanoseconds", NULL},
    {"hours", "time," POINTS "\n00:00:01.500,1,2,3,4,5,6\n00:01:02.250,1,2,3,4,5,6\n", "csv",
     "canonical", 2, "time", 1, 62.25, "kept as seconds", "62.25"},
    {"hundredths", "Zeit," POINTS "\n0:00:01:20,1,2,3,4,5,6\n0:00:01:24,1,2,3,4,5,6\n", "csv",
     "canonical", 2, "Zeit", 1, 1.24, "kept as seconds", "1.24"},
    {"date",
     "timestamp," POINTS "\n2024-03-01T10:00:00.25Z,1,2,3,4,5,6\n"
     "2024-03-01T10:00:00.50Z,1,2,3,4,5,6\n",
     "csv", "canonical", 2, "timestamp", 1, 36000.5, "kept as seconds", "36000.5"},
    {"german",
     "Zeit;hjc_l_x;hjc_l_y;knee_l_x;knee_l_y;ankle_l_x;ankle_l_y\n"
     "0,00;1;2;3,5;4;5;6\n0,02;1;2;3;4;5;6\n",
     "csv", "canonical", 2, "knee_l_x", 0, 3.5, NULL, "0.02"},
    /* rows above the numbers */
    {"title", "My recording,,,,,,\n\ntime," POINTS "\n0,1,2,3,4,5,6\n1,1,2,3,4,5,6\n", "csv",
     "canonical", 2, "knee_l_y", 1, 4, NULL, NULL},
    {"settings", "Frequency,60\nOperator,x\ntime," POINTS "\n0,1,2,3,4,5,6\n1,1,2,3,4,5,6\n", "csv",
     "canonical", 2, "knee_l_y", 1, 4, NULL, NULL},
    {"axes and units",
     ",hjc_l,,knee_l,,ankle_l,\nTime,X,Y,X,Y,X,Y\ns,mm,mm,mm,mm,mm,mm\n"
     "0,1,2,3,4,5,6\n0.1,1,2,3,4,5,6\n",
     "csv", "canonical", 2, "knee_l Y", 1, 4, NULL, "0.1"},
    {"units and axes",
     ",hjc_l,,knee_l,,ankle_l,\ns,mm,mm,mm,mm,mm,mm\nTime,X,Y,X,Y,X,Y\n"
     "0,1,2,3,4,5,6\n0.1,1,2,3,4,5,6\n",
     "csv", "canonical", 2, "knee_l Y", 1, 4, NULL, "0.1"},
    /* names */
    {"shared beginning",
     "time,Anna_LASI_x,Anna_LASI_y,Anna_LASI_z,Anna_RASI_x,Anna_RASI_y,Anna_RASI_z,"
     "Anna_C7_x,Anna_C7_y,Anna_C7_z\n0,1,2,3,4,5,6,7,8,9\n1,1,2,3,4,5,6,7,8,9\n",
     "csv", "plugin_gait", 2, "Anna_C7_y", 0, 8, "begin with \"Anna_\"", NULL},
    {"two words before",
     "time,S 001.LASI x,S 001.LASI y,S 001.RASI x,S 001.RASI y,S 001.C7 x,S 001.C7 y\n"
     "0,1,2,3,4,5,6\n1,1,2,3,4,5,6\n",
     "csv", "plugin_gait", 2, "S 001.C7 y", 0, 6, "begin with \"S 001.\"", NULL},
    {"component first",
     "time,x_hjc_l,y_hjc_l,x_knee_l,y_knee_l,x_ankle_l,y_ankle_l\n0,1,2,3,4,5,6\n"
     "1,1,2,3,4,5,6\n",
     "csv", "canonical", 2, "x_knee_l", 0, 3, NULL, NULL},
    {"position between",
     "time,hjc_l.Position.X,hjc_l.Position.Y,knee_l_PosX,knee_l_PosY,ankle_l_pos_x,"
     "ankle_l_pos_y\n0,1,2,3,4,5,6\n1,1,2,3,4,5,6\n",
     "csv", "canonical", 2, "knee_l_PosX", 0, 3, NULL, NULL},
    {"sensors by everyday names",
     "time,sacrum_quat_w,sacrum_quat_x,sacrum_quat_y,sacrum_quat_z,T12_qw,T12_qx,T12_"
     "qy,T12_qz,right_thigh_Quat_W,right_thigh_Quat_X,right_thigh_Quat_Y,right_thigh_"
     "Quat_Z\n0,1,0,0,0,1,0,0,0,1,0,0,0\n0.01,1,0,0,0,1,0,0,0,1,0,0,0\n",
     "csv", "canonical", 2, "T12_qw", 0, 1, NULL, NULL},
    {"turns with a unit behind",
     "time,pelvis_roll_deg,pelvis_pitch_deg,pelvis_yaw_deg,l1_roll_deg,l1_pitch_deg,"
     "l1_yaw_deg\n0,1,2,3,4,5,6\n0.01,1,2,3,4,5,6\n",
     "csv", "canonical", 2, "l1_pitch_deg", 0, 5, NULL, NULL},
    /* sensors: read alone, they are of no segment yet */
    {"shimmer under the user's name, without a magnetometer",
     "\"sep=;\"\nHip_TimestampSync_Unix_CAL;" QUAT(
         "6DOF") "\nms;n;n;n;n;\n"
                 "1.595933810034E12;1;0;0;0;\n1.595933810044E12;0.5;0.5;0.5;0.5;\n",
     "sensor", "", 2, "Hip_Quat_Madge_6DOF_W_WR_CAL", 1, 0.5, NULL, NULL},
    {"a counter of packets that begins anew",
     "// Update Rate: 100.0Hz\nPacketCounter\tQuat_q0\tQuat_q1\tQuat_q2\tQuat_q3\n"
     "65534\t1\t0\t0\t0\n65535\t1\t0\t0\t0\n00000\t1\t0\t0\t0\n",
     "sensor", "", 3, "PacketCounter", 2, 65536, "2^16 is added", NULL},
    {"shimmer",
     "\"sep=;\"\nShimmer_40AC_Timestamp_Unix_CAL;Shimmer_40AC_Quat_Madge_9DOF_W_CAL;"
     "Shimmer_40AC_Quat_Madge_9DOF_X_CAL;Shimmer_40AC_Quat_Madge_9DOF_Y_CAL;"
     "Shimmer_40AC_Quat_Madge_9DOF_Z_CAL;\nms;no_units;no_units;no_units;no_units;\n"
     "1.5E12;0.5;0.5;0.5;0.5;\n1.50000000002E12;1;0;0;0;\n",
     "sensor", "", 2, "Shimmer_40AC_Quat_Madge_9DOF_W_CAL", 1, 1, NULL, "1500000000.02"},
    {"phyphox", "\"Time (s)\",\"w\",\"x\",\"y\",\"z\"\n0,1,0,0,0\n0.01,0,1,0,0\n", "sensor", "", 2,
     "x", 1, 1, NULL, "0.01"},
    {"turns in radians", "time,roll,pitch,yaw\n0,0.1,0,3.14\n0.01,0.5,0,3.14\n", "sensor", "", 2,
     "roll", 1, 0.5, "taken as radians", NULL},
    {"turns that say so", "time,roll (rad),pitch (rad),yaw (rad)\n0,0,0,0\n1,7,0,0\n", "sensor", "",
     2, "roll (rad)", 1, 7, NULL, NULL},
    {"turns in degrees", "time,roll,pitch,yaw\n0,0.1,0,3.2\n0.01,0.5,0,3.1\n", "sensor", "", 2,
     "roll", 1, 0.5, NULL, NULL},
    /* long tables */
    {"joints by number and time",
     "Timestamp, JointID, Position.X, Position.Y, Position.Z, Orientation.W, State\n"
     "0.5, 7, 1, 2, 3, 1, 2\n0.5, 8, 4, 5, 6, 1, 1\n0.6, 7, 7, 2, 3, 1, 2\n",
     "long", "", 2, "joint_7_x", 1, 7, "not read: Orientation.W", "0.6"},
    {"two bodies",
     "frame,body_id,joint,x,y,z\n0,1,HipLeft,1,2,3\n0,1,Head,1,9,3\n0,2,HipLeft,7,2,3\n"
     "0,2,Head,7,3,3\n1,2,HipLeft,7,2,3\n1,2,Head,7,3,3\n1,1,HipLeft,1,2,3\n1,1,Head,1,9,3\n",
     "long", "", 2, "HipLeft_x", 1, 1, "2 people in the picture", NULL},
    /* laboratories */
    {"events behind",
     "Trajectories\n100\n,,A:LASI,,,A:RASI,,,A:C7,,\nFrame,Sub Frame,X,Y,Z,X,Y,Z,X,Y,Z\n"
     ",,mm,mm,mm,mm,mm,mm,mm,mm,mm\n1,0,1,2,3,4,5,6,7,8,9\n2,0,1,2,3,4,5,6,7,8,9\n\nEvents\n100\n"
     "Subject,Context,Name,Time (s),Description\nA,Left,Foot Off,1.5,x\n",
     "vicon", "plugin_gait", 2, "C7 Y", 1, 8, "Events was not read", NULL},
    {"motive with errors, in cm",
     "Format Version,1.23,Export Frame Rate,100,Rotation Type,XYZ,Length "
     "Units,Centimeters\n\n,Type,Marker,Marker,Marker,Marker,Marker,Marker,Rigid "
     "Body\n,Name,S:LASI,S:LASI,S:LASI,S:C7,S:C7,S:C7,RB\n,ID,1,1,1,2,2,2,3\n,,"
     "Position,Position,Position,Position,Position,Position,Mean Marker Error\nFrame,"
     "Time (Seconds),X,Y,Z,X,Y,Z,\n0,0,1,2,3,4,5,6,0.001\n1,0.01,1,2,3,4,5,6,0.002\n",
     "motive", "", 2, "C7 Y", 1, 5, NULL, NULL},
    {"motive without words in its second column, a box beside the body",
     "Format Version,1.22,Take Name,Take 1,Capture Frame Rate,120.000000,Export Frame "
     "Rate,120.000000,Total Exported Frames,2,Rotation Type,Quaternion,Length "
     "Units,Millimeters,Coordinate Space,Global\n\n,,Marker,Marker,Marker,Marker,"
     "Marker,Marker,Marker,Marker,Marker,Marker,Marker,Marker\n,,BOX:1,BOX:1,BOX:1,"
     "BODY:LASI,BODY:LASI,BODY:LASI,BODY:RASI,BODY:RASI,BODY:RASI,BODY:C7,BODY:C7,"
     "BODY:C7\n,,\"" HEX "\",\"" HEX "\",\"" HEX "\",\"" HEX "\",\"" HEX "\",\"" HEX "\",\"" HEX
     "\",\"" HEX "\",\"" HEX "\",\"" HEX "\",\"" HEX "\",\"" HEX
     "\"\n,,Position,Position,Position,Position,Position,Position,Position,Position,"
     "Position,Position,Position,Position\nFrame,Time (Seconds),X,Y,Z,X,Y,Z,X,Y,Z,X,Y,"
     "Z\n0,0,9,9,9,1,2,3,4,5,6,7,8,9\n1,0.008333,9,9,9,1,2,3,4,5,6,7,8.5,9\n",
     "motive", "plugin_gait", 2, "subject2:C7 Y", 1, 8.5, NULL, "0.008333"},
    {"motive without markers",
     "Format Version,1.23,Export Frame Rate,100,Length Units,Meters\n\n,Type,Bone "
     "Marker,Bone Marker,Bone Marker\n,Name,C7,C7,C7\n,ID,1,1,1\n,,Position,Position,"
     "Position\nFrame,Time (Seconds),X,Y,Z\n0,0,1,2,3\n1,0.01,1,2,3\n",
     "motive", "", 2, "C7 Position Y", 1, 2, "no measured markers", NULL},
    {"words before a table, its names and rows of different lengths",
     "Type: MR3\nRecording: 1\ntime,LT Hip Flexion (deg),RT Hip Flexion "
     "(deg),Noraxon MyoMotion-Segments-Pelvis-Pitch (deg)\n0,1,2,3.5,\n",
     "csv", "noraxon", 1, "Noraxon MyoMotion-Segments-Pelvis-Pitch (deg)", 0, 3.5, NULL, NULL},
    {"labelled pictures",
     "scorer,a,a,a,a\nbodyparts,hip,hip,knee,knee\ncoords,x,y,x,y\n"
     "labeled-data/v/img1.png,1,2,3,4\nlabeled-data/v/img2.png,1,2,3,4\n",
     "deeplabcut", "", 2, "knee_x", 1, 3, "holds text", NULL},
    {"cells of points beside columns",
     "frame,ShoulderLeft,HipLeft,KneeLeft,ball_x,ball_y\n0,\"[1,2,3]\",\"[4,5,6]\","
     "\"[7,8,9]\",1,2\n1,\"[1,2,3]\",\"[4,5,6]\",\"[7,8.5,9]\",1,2\n",
     "points_in_cells", "stickers", 2, "KneeLeft_y", 1, 8.5, NULL, NULL},
    /* people in JSON */
    {"alphapose by picture",
     "{\"0.jpg\":{\"version\":\"x\",\"bodies\":[{\"joints\":[" FLAT
     "]}]},\"1.jpg\":{\"bodies\":[{\"joints\":[" FLAT "]}]}}",
     "alphapose", "coco17", 2, "left_hip_y", 1, 4, NULL, NULL},
    {"coco annotations", /* the second picture has two people */
     "{\"images\":[],\"annotations\":[{\"image_id\":1,\"keypoints\":[" FLAT
     "]},{\"image_id\":2,\"keypoints\":[" FLAT "]},{\"image_id\":2,\"keypoints\":"
     "[" SMALL "]}]}",
     "alphapose", "coco17", 2, "left_hip_y", 1, 4, NULL, NULL},
    {"alone in a picture, far from where the one before stood", ALONE, "alphapose", "coco17", 4,
     "left_hip_x", 2, 903, "1 switch", NULL},
    {"alone in a picture, and somebody else", ALONE, "alphapose", "coco17", 4, "left_hip_x", 3, NAN,
     NULL, NULL},
    {"inferencer",
     "[[{\"keypoints\":[" PAIRS "],\"keypoint_scores\":[" SCORES "]}],[],[{\"keypoints\":[" PAIRS
     "],\"keypoint_scores\":[" SCORES "]}]]",
     "mmpose", "coco17", 3, "left_hip_score", 2, 0.5, NULL, NULL},
    {"ultralytics",
     "[[{\"name\":\"person\",\"keypoints\":{\"x\":[" T17("3") "],\"y\":[" T17(
         "4") "],\"visible\":[" SCORES
              "]}}],[{\"keypoints\":{\"x\":[" T17("3") "],"
                                                       "\"y\":"
                                                       "[" T17("5") "],\"visible\":[" SCORES
                                                                    "]}}]]",
     "mmpose", "coco17", 2, "left_hip_y", 1, 5, NULL, NULL},
    {"points as lists", "[{\"pose_landmarks\":[" T33("[0.5,0.25,-0.125,0.75]") "]}]",
     "mediapipe_json", "mediapipe33", 1, "nose_score", 0, 0.75, NULL, NULL},
    {"points by name",
     "{\"fps\":50,\"frames\":[{\"landmarks\":{\"left_hip\":{\"x\":1,\"y\":2},\"left_"
     "knee\":{\"x\":3,\"y\":4},\"left_ankle\":{\"x\":5,\"y\":6}}},{\"landmarks\":{"
     "\"left_ankle\":{\"x\":7,\"y\":6}}}]}",
     "mediapipe_json", "stickers", 2, "left_ankle_x", 1, 7, NULL, NULL},
    {"a frame per line",
     "{\"time\":0,\"keypoints\":[" PAIRS "]}\n{\"time\":0.5,\"keypoints\":[" PAIRS "]}\n",
     "mediapipe_json", "coco17", 2, "left_hip_x", 1, 3, NULL, "0.5"},
    {"frames by number",
     "{\"frame_5\":{\"keypoints\":[" PAIRS "]},\"frame_6\":{\"keypoints\":[" PAIRS "]}}",
     "mediapipe_json", "coco17", 2, "frame", 1, 6, NULL, NULL},
    /* Kinovea */
    {"kinovea without key",
     "Temps;C7/X;C7/Y;S1/X;S1/Y;knee/X;knee/Y\n0:00:00:00;1,5;2;3;4;5;6\n"
     "0:00:00:04;1,5;2;3;4;5;6\n",
     "kinovea", "stickers", 2, "C7/X", 1, 1.5, "kept as seconds", "0.04"},
    {"kinovea's clock is a share",
     "Time;C7/1/X;C7/1/Y;S1/1/X;S1/1/Y;knee/1/X;knee/1/Y\n0;1.5;2;3;4;5;6\n"
     "0.5;2.5;2;3;4;5;6\n1;1.5;2;3;4;5;6\n",
     "kinovea", "stickers", 3, "C7/1/X", 1, 2.5, "a share of the clip", NULL},
    {"kinovea text, each number with its own decimal mark",
     "#Kinovea Trajectory data export\n#T X Y\n\n# C7\n0.000 77,20 -21,97\n"
     "0.040 77,25 -21,90\n\n# Trochanter rechts\n0.000 70 -91,5\n0.040 70,5 -91\n\n"
     "# Knie rechts\n0.000 72,1 -130\n0.040 72,1 -130,25\n",
     "kinovea_text", "stickers", 2, "Knie rechts Y", 1, -130.25, NULL, "0.04"},
    /* several numbers in a cell */
    {"tensors",
     "time_ms,nose,left_hip,left_knee\n0,\"tensor([1., 2.])\",\"tensor([3., 4.])\","
     "\"tensor([5., 6.])\"\n40,\"tensor([1., 2.])\",\"tensor([3.5, 4.])\","
     "\"tensor([5., 6.])\"\n",
     "points_in_cells", "stickers", 2, "left_hip_x", 1, 3.5, NULL, "0.04"},
    {"seconds beside cells",
     "time (s),nose,left_hip,left_knee\n0,\"(1, 2)\",\"(3, 4)\",\"(5, 6)\"\n"
     "0.25,\"(1, 2)\",\"(3, 4.5)\",\"(5, 6)\"\n",
     "points_in_cells", "stickers", 2, "left_hip_y", 1, 4.5, NULL, "0.25"},
    /* points by number, and by the names that the file gives */
    {"numbered joints", "frame,joint,x,y\n" NUMBERED("0") NUMBERED("1"), "long", "coco17", 2,
     "left_hip_x", 1, 11.5, NULL, NULL},
    {"names of the file",
     "{\"meta_info\":{\"keypoint_id2name\":{\"0\":\"left_hip\",\"1\":\"left_knee\"}},"
     "\"instance_info\":[{\"frame_id\":1,\"instances\":[{\"keypoints\":[[3,4],[5,6]],"
     "\"keypoint_scores\":[0.5,0.5]}]}]}",
     "mmpose", "", 1, "left_knee_y", 0, 6, NULL, NULL},
    {"words in quotes beside what is none",
     "{\"note\":\"said \\\"NaN\\\" once\",\"instance_info\":[{\"frame_id\":1,"
     "\"instances\":[{\"keypoints\":[" PAIRS "],\"keypoint_scores\":[" T16("0.5") ",NaN]}]}]}",
     "mmpose", "coco17", 1, "left_hip_x", 0, 3, NULL, NULL},
    {"landmarks as protocol buffers print them",
     "[{\"pose_landmarks\":{\"landmark\":[" T33(
         "{\"x\":0.25,\"y\":0.5,\"z\":0,\"visibility\":0.75}") "]}}]",
     "mediapipe_json", "mediapipe33", 1, "left_hip_x", 0, 0.25, NULL, NULL},
    /* a clock of frames in which nobody was found */
    {"nobody in a frame",
     "frame,time,joint,x,y\n1,0.5,knee_l,1,2\n1,0.5,hjc_l,3,4\n2,0.75,knee_l,1,2\n"
     "2,0.75,hjc_l,3,4\n4,1.75,knee_l,1,2\n4,1.75,hjc_l,3,4\n",
     "long", "", 4, "time", 2, 1.25, NULL, "1.75"},
    {"sensor in radians", "time,roll_rad,pitch_rad,yaw_rad\n0,0.1,0.2,0.3\n0.01,0.1,0.25,0.3\n",
     "sensor", "", 2, "pitch_rad", 1, 0.25, NULL, "0.01"},
    /* one animal of two is not in a frame */
    {"animal that comes later",
     "scorer,m,m,m,m,m,m,m,m,m,m,m,m\nindividuals,a,a,a,a,a,a,b,b,b,b,b,b\n"
     "bodyparts,hip,hip,hip,knee,knee,knee,hip,hip,hip,knee,knee,knee\n"
     "coords,x,y,likelihood,x,y,likelihood,x,y,likelihood,x,y,likelihood\n"
     "0,100,200,0.9,101,300,0.9,,,,,,\n"
     "1,100,201,0.9,101,300,0.9,700,200,0.9,700,300,0.9\n",
     "deeplabcut", "", 2, "hip_x", 1, 100, "2 people in the picture", NULL},
};

static void check(const struct variant *v, struct read_result *r)
{
    if (r->status != HINGE_OK)
        print_error("%s: %s\n", v->name, r->error.message);
    assert_int_equal(r->status, HINGE_OK);
    const struct hinge_recording *x = &r->recording;
    if (strcmp(x->layout.landmark_set, v->set) != 0 ||
        (v->note != NULL && (x->notes == NULL || strstr(x->notes, v->note) == NULL)))
        print_error("%s: set %s, notes: %s\n", v->name, x->layout.landmark_set,
                    x->notes != NULL ? x->notes : "");
    assert_string_equal(x->layout.format, v->format);
    assert_string_equal(x->layout.landmark_set, v->set);
    assert_int_equal(x->n_frames, v->frames);
    size_t c = 0;
    while (c < x->layout.n_channels && strcmp(x->layout.channel[c].source, v->source) != 0)
        c++;
    if (c == x->layout.n_channels)
        fail_msg("%s: no column %s", v->name, v->source);
    assert_close(x->data[c * x->n_frames + v->frame], v->value, 0, 0);
    if (v->note != NULL)
        assert_non_null(strstr(x->notes, v->note));
    if (v->decimal_end == NULL)
        return;
    long at = hinge_recording_channel(x, HINGE_COMPONENT_time);
    assert_true(at >= 0);
    double scale = x->layout.channel[at].unit == HINGE_UNIT_us   ? 1e-6
                   : x->layout.channel[at].unit == HINGE_UNIT_ms ? 1e-3
                                                                 : 1;
    assert_close(scale * x->data[(size_t)(at + 1) * x->n_frames - 1], strtod(v->decimal_end, NULL),
                 1e-12, 0);
}

TEST(each_variant_is_read)
{
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
        cleared_by(read_result_clear) struct read_result r;
        read_string("recording.csv", variants[i].text, NULL, &r);
        check(&variants[i], &r);
    }
}

/* The same text in both orders of bytes, with and without a mark, with a character
 * beyond the first plane in a name. */
TEST(utf16_is_read)
{
    static const char ascii[] = "time,hjc_l_x,hjc_l_y,knee_l_x,knee_l_y,ankle_l_x,ankle_l_y\n"
                                "0,1,2,3.5,4,5,6\n0.1,1,2,3,4,5,6\n";
    for (int low = 0; low < 2; low++)
        for (int mark = 0; mark < 2; mark++) {
            char text[2 * sizeof ascii + 2];
            size_t n = 0;
            if (mark) {
                text[n + (size_t)low] = (char)0xFF;
                text[n + 1 - (size_t)low] = (char)0xFE;
                n += 2;
            }
            for (size_t i = 0; ascii[i] != '\0'; i++, n += 2) {
                text[n + (size_t)low] = ascii[i];
                text[n + 1 - (size_t)low] = 0;
            }
            cleared_by(read_result_clear) struct read_result r;
            read_bytes("u.csv", text, n, NULL, &r);
            assert_read(r);
            assert_string_equal(r.recording.layout.landmark_set, "canonical");
            assert_close(r.recording.data[3 * r.recording.n_frames], 3.5, 0, 0);
        }
    /* U+1D11E in UTF-16LE is D834 DD1E, in UTF-8 F0 9D 84 9E */
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {calloc(1, 6 + HINGE_FILE_PADDING), 6,
                                                              6 + HINGE_FILE_PADDING};
    assert_non_null(bytes.data);
    memcpy(bytes.data, "\xff\xfe\x34\xd8\x1e\xdd", 6);
    hinge_csv_from_utf16(&bytes);
    assert_int_equal(bytes.size, 4);
    assert_memory_equal(bytes.data, "\xf0\x9d\x84\x9e", 5);
}

/* Pairs of units at the limits of what halves of a pair are: a lone half is U+FFFD, of three bytes.
 */
TEST(halves_of_pairs_are_known_at_their_limits)
{
    static const struct {
        unsigned first, second;
        const char *text;
    } pairs[] = {
        {0xD7FF, 0xDC00, "\xed\x9f\xbf\xef\xbf\xbd"}, {0xD800, 0xDC00, "\xf0\x90\x80\x80"},
        {0xDBFF, 0xDFFF, "\xf4\x8f\xbf\xbf"},         {0xD800, 0xDBFF, "\xef\xbf\xbd\xef\xbf\xbd"},
        {0xD800, 0xE000, "\xef\xbf\xbd\xee\x80\x80"}, {0xDC00, 0xDC00, "\xef\xbf\xbd\xef\xbf\xbd"},
        {0xDFFF, 0xE000, "\xef\xbf\xbd\xee\x80\x80"}, {0x7F, 0x80, "\x7f\xc2\x80"},
        {0x7FF, 0x800, "\xdf\xbf\xe0\xa0\x80"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const unsigned unit[] = {0xFEFF, pairs[i].first, pairs[i].second};
        cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {calloc(1, 6 + HINGE_FILE_PADDING),
                                                                  6, 6 + HINGE_FILE_PADDING};
        assert_non_null(bytes.data);
        for (size_t k = 0; k < 6; k++)
            bytes.data[k] = (char)(unit[k / 2] >> 8 * (k % 2));
        hinge_csv_from_utf16(&bytes);
        assert_int_equal(bytes.size, strlen(pairs[i].text));
        assert_string_equal(bytes.data, pairs[i].text);
    }
}
