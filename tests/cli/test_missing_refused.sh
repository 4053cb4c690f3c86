#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A recording that was refused has no repetition: the table of what is missing names it by group
# and reason, and does not say that nothing is missing.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 4 --reps 3 --rate 30 --seed 3 --format csv -o raw
echo broken >raw/p002/bodyweight_hinge_dowel_1.csv
echo broken >raw/p004/bodyweight_hinge_dowel_1.csv
hinge-ingest -q raw/trials.csv -o s.h5 2>/dev/null && exit 1
hinge-analyze -q s.h5 -o r.h5 2>/dev/null || [ $? -eq 4 ]
hinge-table missing r.h5 >out
grep -qx 'Refused recordings, which have no repetitions: trained, dowel: UNKNOWN_FORMAT 2.' out
hinge-table missing r.h5 --by group --columns lumbar_fraction >out
grep -qx 'Refused recordings, which have no repetitions: trained, dowel: UNKNOWN_FORMAT 2.' out # tables split cues
[ "$(grep -cx 'Nothing is missing.' out)" -eq 0 ]
hinge-table missing r.h5 --filter group=sedentary >out
[ "$(grep -c 'Refused recordings' out)" -eq 0 ]
hinge-table missing r.h5 --filter metric=com_foot_shift_pct >out # a metric that is asked for is shown, of the few or not
grep -qE ' com_foot_shift_pct +rep +NO_HEAD ' out && ! grep -q 'Nothing is missing' out
