#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Recordings of every kind that hinge-simulate writes: what inspect, ingest,
# check and export say and write of them, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
for format in trc-a trc-b trc-whole-b csv csv-coco csv-mediapipe kinovea spinepose-json dot; do
    hinge-simulate -q -n 1 --seed 5 --reps 2 --cue none --rate 30 --format $format --gaps 0.02 -o $format
done
pin_recordings
pinned
