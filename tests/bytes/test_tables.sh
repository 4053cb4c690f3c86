#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Every table of a cohort, to the last byte (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
cohort
keep cohort/ingested cohort/analysed
for view in $(views); do
    pin "$view.csv" hinge-table -q "$view" cohort/results.h5 --format csv
    [ "$view" = waveforms ] || pin "$view.text" hinge-table "$view" cohort/results.h5
done
pinned
