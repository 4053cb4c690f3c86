#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Loops of lifts from the floor: up comes first and is drawn dashed, down is the full line with its
# large mark at the deepest point.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 1 --reps 4 --task deadlift_floor --format trc-a --cue none -o cohort
hinge-ingest -q cohort/trials.csv -o study.h5
hinge-analyze -q study.h5 -o results.h5
hinge-plot loops results.h5 -o loops.svg 2>caption
python3 - <<'END2'
import re
svg = open("loops.svg").read()
lines = [(float(re.search(r'd="M([0-9.]+)', p)[1]), "dasharray" in p)
         for p in re.findall(r'<path fill="none"[^>]*>', svg) if "#0068a8" in p]
up, down = ([x for x, dashed in lines if dashed is d] for d in (True, False))
assert len(up) == len(down) == 1 and up[0] > down[0] + 100, lines  # up begins deep
END2
grep -q 'Full line: down and hold; dashed: up.' caption || { cat caption; exit 1; }
