#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Recordings of programs that see people in video: what inspect, ingest,
# check and export say and write of them, to the last byte (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
for format in openpose-json alphapose mmpose mediapipe-json mediapipe-index mediapipe-unnamed deeplabcut sleap kinect sports2d-px yolo-labels; do
    simulate-more -q -n 1 --seed 5 --reps 2 --cue none --rate 30 --format $format -o $format
done
for list in */trials.csv; do
    format=${list%/*}
    keep "$list" "$format/truth.csv"
    find "$format/p001" -type f | sort | xargs -d '\n' sha256sum >"out/$format,recording"
    pin "$format,inspect" hinge-inspect "$format"/p001/*
    pin "$format,inspect.json" hinge-inspect --json "$list" "$format"/p001/*
    pin "$format,ingest" hinge-ingest "$list" -o "$format.h5"
    pin "$format,check" hinge-check "$format.h5" --format csv --show trials
    pin "$format,raw" hinge-export -q "$format.h5" --raw
    pin "$format,processed" hinge-export -q "$format.h5" --processed
    pin "$format,analyze" hinge-analyze "$format.h5" -o "$format.r.h5"
    pin "$format,reps" hinge-table reps -q "$format.r.h5" --columns all --format csv
    pin "$format,quality" hinge-table quality -q "$format.r.h5" --columns all --format csv
done
pinned
