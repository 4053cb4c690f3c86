#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Plans of studies and what they write, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
plan() { # name option...
    local name=$1
    shift
    pin "$name.said" hinge-plan "$@" -o "$name"
    [ ! -d "$name" ] || keep "$name"/*.csv "$name"/*.md
}
plan plain --groups all:5
plan two --groups sedentary:4,trained:5 --cues none,dowel,wall_tap_4in --seed 7
plan many --groups a:3,b:3,c:3 --cues none,dowel,mirror,heel_block,exhale_ribs --tier A --sessions 2 --trials 2 --reps 4
plan first --groups all:7 --cues none,mirror,dowel --baseline-first --tier C --alpha 0.01
sds=(--sd-effect lumbar_rounding=2deg --sd-trial lumbar_rounding=1deg --sd-rep lumbar_rounding=1.5deg)
plan odd --groups all:6 --cues none,dowel,mirror "${sds[@]}"
plan name --groups x_y:4 --cues none,dowel --name '{group}/{participant}/{session}_{task}_{cue}_{trial}.trc' --task rdl
plan one --groups all:1 --cues none,dowel
plan big --groups all:40 --cues none,dowel "${sds[@]}" --effect lumbar_rounding=-2deg --margin lumbar_fraction=5%,lumbar_rounding=5deg
plan wrong-1 --groups all:0
plan wrong-2 --groups all
plan wrong-3 --groups all:4 --cues none,none
plan wrong-4 --groups all:4 --cues nothing
plan wrong-5 --groups all:4 --name '{cue}.csv' --cues none,dowel
plan wrong-6 --groups all:6 --cues none,dowel "${sds[@]}" --effect lumbar_rounding=0deg
plan wrong-7 --groups a:4,a:4
pinned
