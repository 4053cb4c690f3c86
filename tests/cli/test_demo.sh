#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The first command anybody types ends with the finding and the first sentence of each answer, in few lines.
set -uo pipefail
cd "$HINGE_ROOT" || exit 1
failed=0
case $HINGE_BUILD in "$HINGE_ROOT"/*) built=${HINGE_BUILD#"$HINGE_ROOT"/} ;; *) echo "skipped: built elsewhere"; exit 77 ;; esac
said=$(scripts/demo --built "$built" 2>&1) || failed=1
for pattern in 'The trained group bent [0-9]+% from the spine, the sedentary group [0-9]+%' 'Trained minus sedentary: [^0-9]+[0-9.]+ points \(95% CI [^0-9]+[0-9.]+ to [^0-9]+[0-9.]+\), n = 5 and 5' \
    'Did the cue change it\? .*[0-9]°' 'Do the groups differ\? .*95% CI' 'Which faults\? [0-9]+ judged faults, [0-9]+ in no person' "Open $built/demo/report.html"; do
    tr '\n' ' ' <<<"$said" | grep -qE "$pattern" || { echo "scripts/demo does not say: $pattern"; failed=1; }
done
[ "$(wc -l <<<"$said")" -le 24 ] || { echo "scripts/demo prints $(wc -l <<<"$said") lines"; failed=1; }
for file in report.html repetitions.csv faults.csv summary.csv; do
    [ -s "$built/demo/$file" ] || { echo "scripts/demo made no $file"; failed=1; }
done
[ $failed -eq 0 ] || echo "$said"
exit $failed
