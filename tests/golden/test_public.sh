#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # studies.sh is checked by itself
# Tables of the public recordings of docs/validation.md, where they are (datasets/README.md). 77: skipped.
data=${HINGE_SHARED:-$HINGE_ROOT/../shared}/data
[ -d "$data" ] || { echo "skipped: no $data"; exit 77; }
. "$HINGE_ROOT/tests/golden/studies.sh"

# Reads a list from stdin.
public() { # set option...
    local set=$1
    shift
    mkdir "$set.files" && cp -r "$data/$set/." "$set.files" && chmod -R u+w "$set.files"
    cat >"$set.files/list.csv"
    analyses "$set" "$set.files/list.csv" "$@" --config "$HINGE_ROOT/datasets/public/$set/study.ini"
    table "$set" trials
    table "$set" reps
    if [ "$(wc -l <"$set/reps.csv")" -gt 1 ]; then
        table "$set" faults --by file --allow-single --allow-inferred
    else
        rm "$set/reps.csv"
    fi
    golden "$set"
}

public millard-stoop <<'L'
file,participant,task,cue,trial,role,load_kg,start
neu_t169_f250f350.c3d,t169,calibration,,1,standing,,
stoop1_t169_f620f800.c3d,t169,lift_heavy_box,none,1,trial,15,standing
stoop2_t169_f1395f1590.c3d,t169,lift_heavy_box,none,2,trial,15,standing
L
public opencap-nwb-squats <<'L'
file,participant,task,cue,trial,role,angles
neutral.trc,s01,calibration,,1,standing,
Squats_0.trc,s01,squat_contrast,none,1,trial,Squats_0.mot
L
public opencap-processing <<'L'
file,participant,task,cue,trial,markers
squats1_videoAndMocap.mot,s01,squat_contrast,none,1,inferred
L
public nimble-weird <<'L'
file,participant,task,cue,trial,angles
KirstenTest_DLS01.trc,kirsten,squat_contrast,none,1,KirstenTest_DLS01_ik.mot
markers_Squat2.trc,squat2,squat_contrast,none,1,
L
public reiv27-qualisys <<'L'
file,participant,task,cue,trial,start,side,units
Measurement2.tsv,p01,stand_up,none,1,floor,l,mm
L
public keraal <<'L'
file,participant,task,cue,trial,tracker
G3-OP-CTK-P1T1-Unknown-C-0.json,p1t1,bodyweight_hinge,none,openpose,openpose
G3-BP-CTK-P1T1-Unknown-C-0.json,p1t1,bodyweight_hinge,none,blazepose,blazepose
G3-Kinect-CTK-P1T1-Unknown-C-0.txt,p1t1,bodyweight_hinge,none,kinect,kinect
L
public bichraix-deadlift <<'L'
file,participant,group,task,cue,trial,start
good001_joints_new.csv,good001,good,deadlift_floor,none,1,floor
good018_joints_new.csv,good018,good,deadlift_floor,none,1,floor
bad001_joints_new.csv,bad001,bad,deadlift_floor,none,1,floor
bad005_joints_new.csv,bad005,bad,deadlift_floor,none,1,floor
L
public kinect-deadlift <<'L'
file,participant,execution,task,cue,trial,start
a1_s0_t0_skeleton.csv,0,good,deadlift_floor,none,a1,floor
a11_s0_t0_skeleton.csv,0,bad,deadlift_floor,none,a11,floor
L

# nobody bends
public mtw <<'L'
participant,task,cue,trial,sensor:pelvis,sensor:thorax,sensor:thigh_r,sensor:shank_r
p01,,none,1,MT_012005D6_009-001_00B42279.txt,MT_012005D6_009-001_00B42268.txt,MT_012005D6_009-001_00B4227C.txt,MT_012005D6_009-001_00B4227D.txt
L
public pose2sim-balancing <<'L'
file,participant,task,cue,trial,angles
S00_P00_T01_BalancingTrial_0-100_filt_butterworth_LSTM.trc,s00,,none,augmented,S00_P00_T01_BalancingTrial_filt_butterworth_0-100_LSTM.mot
S00_P00_T01_BalancingTrial_0-100.trc,s00,,none,keypoints,
L
public pycgm-vicon <<'L'
file,participant,task,cue,trial
Sample_Static.csv,p01,,none,1
L
public pyomeca-boxlift <<'L'
file,participant,task,cue,trial
markers.csv,daphnee,pick_light_object,none,1
L
compared
