#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# The analysis of a cohort with other settings: what it says and finds, as text (pins.sh). test_own_faults.sh changes most
# others, many at a time.
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
cohort
pin set,quality hinge-table quality -q cohort/results.h5 --columns "$q_columns" --format csv
for set in ref=session side.tie=0.9 seg.fc=4 angles=vendor stand.win_s=3 \
    miss.channel=0.01 cut.jump_LL=0.01 seg.R_min=80 stand.v_trunk=0.1 view.refuse_deg=1; do
    pin "set,$set" hinge-analyze cohort/study.h5 -o set.h5 --set $set
    [ ! -f set.h5 ] || pin "set,quality,$set" hinge-table quality -q set.h5 --columns "$q_columns" --format csv
    rm -f set.h5
done
pinned
