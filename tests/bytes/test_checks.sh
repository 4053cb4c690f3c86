#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Recordings in which something is wrong, most findings of hinge-check: what it, the tables, the pages and the report
# say, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
echo file,participant,cue,trial,task,side,image_width_px,image_height_px,wall_gap_cm,rate_hz >list.csv
r() { # name columns-from-task-on simulate's options: a recording and its row
    local name=$1 row=$2 file rate=
    [[ $* != *csv-coco* ]] || rate=30 # has no clock
    shift 2
    hinge-simulate -q -n 1 --seed 5 --cue none --reps 3 "$@" -o made
    file=$(echo made/p001/*)
    mv "$file" "$name.${file##*.}"
    echo "$name.${file##*.},$name,none,1,$row,$rate" >>list.csv
    rm -r made
}
hinge=bodyweight_hinge,,,,
for name in good copied cut swapped held clock small labels stated leaning; do r $name $hinge --format trc-b --rate 30; done
r filled $hinge --format trc-a --gaps 0.1 --rate 30
r drifting $hinge --format trc-b --error slow:30 --rate 30
r gappy $hinge --format trc-b --gaps 0.3 --rate 30
r dropped $hinge --format trc-b --drop 0.2 --rate 30
r drawn $hinge --format trc-b --pull 0.4 --rate 30
r noisy $hinge --format trc-b --outliers 0.05 --noise 15 --rate 30
r slow $hinge --format trc-b --rate 12
r restless $hinge --format trc-b --stand 0 --rest 0 --rate 30
r leg single_leg_hinge,,,, --format trc-b --task single_leg_rdl --rate 30
r unknown tidying,,,, --format trc-b --rate 30
r wall bodyweight_hinge,,,,0.5 --format trc-b --rate 30
r aside $hinge --format csv-coco --view 40 --rate 30
r portrait bodyweight_hinge,,1080,1920, --format csv-mediapipe --rate 30
r zeros $hinge --format csv-coco --gaps 0.2 --zero-gaps --rate 30
cp good.trc twice.trc && echo twice.trc,twice,none,1,$hinge, >>list.csv
echo none.trc,none,none,1,$hinge, >>list.csv
python3 - <<'PY' || exit 1
import math

def spoil(name, change, head=None):
    with open(name + ".trc") as file:
        lines = file.read().split("\n")
    names = [n for n in lines[3].split("\t")[2:] if n]
    if head:
        head(lines)
    for i in range(6, len(lines)):
        cells = lines[i].split("\t")
        if len(cells) < 5:
            continue
        values = [float(c) if c.strip() else math.nan for c in cells[1:]]
        points = {n: values[1 + 3 * k:4 + 3 * k] for k, n in enumerate(names)}
        values[0] = change(i, values[0], points) or values[0]
        made = [values[0]] + [v for n in names for v in points[n]]
        lines[i] = "\t".join([cells[0]] + ["" if math.isnan(v) else "%.2f" % v if k else "%.4f" % v for k, v in enumerate(made)])
    with open(name + ".trc", "w") as file:
        file.write("\n".join(lines))

def copied(i, t, p):
    p["c7"] = p["t8"]

def cut(i, t, p):
    if i > 200:
        for n in p:
            p[n] = [v + 400 for v in p[n]]

def swapped(i, t, p):
    if 120 < i < 150:
        for n in list(p):
            if n.endswith("_l"):
                p[n], p[n[:-1] + "r"] = p[n[:-1] + "r"], p[n]

last = {}

def held(i, t, p):
    if 150 < i < 190:
        p.update({n: list(v) for n, v in last.items()})
    last.update(p)

def small(i, t, p):
    for n in p:
        p[n] = [v / 3 for v in p[n]]

def leaning(i, t, p):
    c, s = math.cos(math.radians(25)), math.sin(math.radians(25))
    for n, (x, y, z) in p.items():
        p[n] = [x * c - z * s, y, x * s + z * c]

spoil("copied", copied)
spoil("cut", cut)
spoil("swapped", swapped)
spoil("held", held)
spoil("clock", lambda i, t, p: t + 0.008 * math.sin(i * i))
spoil("small", small)
spoil("leaning", leaning)
spoil("labels", lambda i, t, p: p.update(t8=p["l5"], l5=p["t8"]))
spoil("stated", lambda i, t, p: None, lambda lines: lines.__setitem__(2, lines[2].replace("\t477\t", "\t999\t", 1)))
PY
pin ingest hinge-ingest list.csv -o study.h5
pin analyze hinge-analyze study.h5 -o results.h5 --allow-inferred
for show in all findings cohort; do pin check.$show hinge-check study.h5 --show $show; done
pin findings.csv hinge-check -q study.h5 --show findings --format csv
pin trials.csv hinge-check -q study.h5 --show trials --format csv
pin quality hinge-table -q quality results.h5 --columns all --format csv
for file in good cut held filled portrait labels none; do pin $file.inspect hinge-inspect $file.*; done
pin report hinge-report -q results.h5 --study study.h5 --allow-inferred -o report.html
pin view hinge-view -q study.h5 results.h5 -o view
keep report.html view/index.html
for name in swapped leaning portrait small wall; do mv view/$name*.html out/$name.html || true; done
pinned
