#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Pages of hinge-view have the values, verdicts and times of the tables, and draw what was measured:
# spine markers, pelvis and thorax markers with gaps, phone videos, a wall. Skipped without Python.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
check() { # NAME simulate's options
    local name=$1
    shift
    hinge-simulate -q --reps 3 "$@" -o "$name"
    hinge-ingest -q "$name/trials.csv" -o "$name.h5"
    hinge-analyze -q "$name.h5" -o "$name-results.h5"
    hinge-view -q "$name.h5" "$name-results.h5" -o "$name-pages"
    python3 "$HINGE_ROOT/tests/cli/view_values.py" "$name-results.h5" "$name-pages"
}
check spine -n 2 --rate 30 --format trc-b --seed 3
check lab -n 2 --format trc-a --gaps 0.04 --outliers 0.002 --fault butt_wink --fault knee_forward_travel --seed 7
check phone -n 2 --format csv-mediapipe --rate 30 --noise 6 --fault excessive_knee_flexion --cue none --seed 3
check wall -n 1 --format trc-whole-a --fault wall_tap_miss --cue wall_tap_5in --seed 12
