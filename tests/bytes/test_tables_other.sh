#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Every table of people in sessions, before a camera, and alone, to the last byte (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
for study in visits phones alone; do
    $study
    keep $study/ingested $study/analysed
    for view in $(views); do
        pin "$study,$view.csv" hinge-table -q "$view" $study/results.h5 --format csv
        case $view in
        faults | flow | missing | ratios | sensitivity | summary | waveforms)
            pin "$study,$view.text" hinge-table "$view" $study/results.h5 --allow-single --filter cue=none --by group
            ;;
        esac
    done
done
pinned
