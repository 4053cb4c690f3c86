#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The first picture's axes. Where two groups are the same, the axis of their difference has room and no decimals; a rate's axis ends at
# 100 %, though an interval would not; no body has a rate, for one bend has none.
set -euo pipefail
dir=$(mktemp -d "${TMPDIR:-/tmp}/hinge-axes-XXXXXX")
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >plant.py <<'END'
import sys
from math import cos, pi
rate, share = 25, {"a": (.32,) * 5, "b": (.32,) * 5}
deep = {"a": (4, 4, 4, 4, 2), "b": (0, 0, 1, 0, 0)}  # of four bends with the knees bent far
print("file,participant,group,task,cue,trial")
for group in "ab":
    for i, s in enumerate(share[group]):
        name = f"{group}{i + 1}"
        print(f"{name}.csv,{name},{group},bodyweight_hinge,none,1")
        with open(name + ".csv", "w") as out:
            out.write("time,pelvis_tilt,lumbar_flex,hip_flex,knee_flex\n")
            t = 0
            for bend in range(4):
                for k in range(110):
                    down = 0 if k < 40 else (1 - cos(2 * pi * (k - 40) / 70)) / 2
                    depth = (84 + .4 * i + (group == "b") * .2) * down
                    knee = (88 if bend < deep[group][i] else 10) * down
                    out.write(f"{t / rate:.3f},{(1 - s) * depth * .9 + 8:.3f},{s * depth - 20:.3f},{(1 - s) * depth + 10:.3f},{knee + 5:.3f}\n")
                    t += 1
            for k in range(40):
                out.write(f"{t / rate:.3f},8,-20,10,5\n")
                t += 1
END
python3 plant.py >list.csv
hinge-ingest -q list.csv -o study.h5
hinge-analyze -q study.h5 -o results.h5
ticks() { # page kind-of-picture: numbers of its axis
    python3 - "$@" <<'END'
import re, sys
page = open(sys.argv[1], encoding="utf-8").read()
part = re.search(rf'<div class="answer-{sys.argv[2]}">(.*?)</svg>', page, re.S).group(1)
print(*re.findall(r">([+−]?\d+(?:\.\d+)?)</text>", part))
END
}
hinge-report -q results.h5 -o same.html
hinge-report -q results.h5 --primary excessive_knee_flexion -o rate.html
echo "same: $(ticks same.html r)" | tee said
echo "rate: $(ticks rate.html w)" | tee -a said
grep -qx 'same: −4 \(−2 \)\?0 \(+2 \)\?+4' said || exit 1
grep -qx 'rate: 0 20 40 60 80 100' said || exit 1
if sed -n '/class="answer"/,/<\/figure>/p' rate.html | grep '<li'; then echo "a body has a rate"; exit 1; fi
