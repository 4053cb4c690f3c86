#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Recordings of programs that see people in video: what inspect, ingest,
# check and export say and write of them, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
for format in openpose-json alphapose mmpose mediapipe-json mediapipe-index mediapipe-unnamed deeplabcut sleap kinect sports2d-px yolo-labels; do
    simulate-more -q -n 1 --seed 5 --reps 2 --cue none --rate 30 --format $format -o $format
done
pin_recordings
pinned
