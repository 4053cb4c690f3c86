#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Small public recordings of the shared data: what they are taken for, and what comes of them, as
# text (pins.sh). 77: skipped.
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
data=${HINGE_SHARED:-$HINGE_ROOT/../shared}/data
[ -d "$data" ] || { echo "skipped: no $data"; exit 77; }
for file in animovement/deeplabcut_mouse_single.csv animovement/lightningpose_mouse_twoview.csv bichraix-deadlift/bad005_joints_new.csv \
    bichraix-deadlift/good001_barbell.csv bichraix-deadlift/good018_joints_new.csv bmc/WinterTableA1.txt c3d-suite/dec_int.c3d \
    c3d-suite/sgi_real.c3d c3d-suite/pc_real.c3d keraal/derived/G3-OP-CTK.csv kinect-deadlift/a1_s0_t0_skeleton.csv kinovea/example1.csv \
    millard-stoop/stoop1_t169_f620f800.c3d millard-stoop/neu_t169_f250f350.c3d opencap-nwb-squats/trial_001.trc \
    opencap-nwb-squats/trial_001.mot pose2sim-balancing/openpose_json pyomeca-boxlift/inverse_kin.mot pyomeca-boxlift/markers.trc \
    reiv27-qualisys/Measurement2_left_q2.tsv shimmer/read_test_data.csv xsens-dot/Pelvis_20210820.csv bulgazof-imu/2024-06-11_15-12-53_pelvis.csv; do
    name=${file//\//,}
    ln -s "$data/$file" "$name"
    pin "$name,inspect" hinge-inspect "$name"
    pin "$name,ingest" hinge-ingest -q "$name" -o study.h5
    pin "$name,raw" hinge-export -q study.h5 --raw
    pin "$name,analyze" hinge-analyze study.h5 -o results.h5 --allow-inferred
    if [ ! -f results.h5 ]; then # what it does not say itself
        pin "$name,ingest,given" hinge-ingest --rate 30 --units m --up +y "$name" -o study.h5
        pin "$name,given" hinge-analyze study.h5 -o results.h5 --allow-inferred
    fi
    [ ! -f study.h5 ] || pin "$name,check" hinge-check -q study.h5 --show trials --format csv
    if [ -f results.h5 ]; then
        pin "$name,processed" hinge-export -q study.h5 --processed
        pin "$name,reps" hinge-table -q reps results.h5 --columns "$r_columns" --format csv
        pin "$name,trials" hinge-table -q quality results.h5 --columns "$q_columns" --format csv
    fi
    rm -f study.h5 results.h5
done
pinned
