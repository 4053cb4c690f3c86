#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Mixed models of a cohort, and analyses in every format, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
cohort
r=cohort/results.h5
# shellcheck disable=SC2086
{
    for format in markdown latex html csv tsv; do
        pin "cues.$format" hinge-compare -q cues $r --format $format
        pin "within.$format" hinge-compare -q within $r $lf --condition cue --format $format
    done
    for analysis in cues groups "between $lf --group group" "within $lf --condition cue" "rows $lf --condition cue"; do
        pin "apa,${analysis%% *}" hinge-compare ${analysis%% *} $r ${analysis#"${analysis%% *}"} --apa
    done
}
pinned
