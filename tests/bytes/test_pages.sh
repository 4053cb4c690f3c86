#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Reports and the sheets of people, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
cohort
r=cohort/results.h5
printf 'report.author = Zoë\nreport.date = 2026-03-01\nage = Years of life\ndowel = Rod\n' >words
report cohort $r --title 'A & <b>' --label words
report dowel $r --baseline dowel --mdc 0.05 --all-reps
report order $r --order 'trained,sitting & "still"' --filter 'cue=none,dowel' --allow-single
report nothing $r --baseline nothing
report two $r --filter 'participant=p001,p006'
report refused $r --filter 'participant=p008&cue=none'
for person in p001 'Zoë Müller' 'a & <b>' p004 p007 p008 nobody; do
    [ "$person" = nobody ] || echo "$person = X & Y" >words
    report "sheet-${person//[^a-z0-9]/_}" $r --participant "$person" --sheet --label words
done
report sheet-filter $r --participant p001 --sheet --filter cue=nil
report sheet-cues $r --participant p001 --sheet --filter cue=dowel,wall_tap_4in
pinned
