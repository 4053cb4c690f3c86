#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What leaves comes back: a laboratory's study, one of phones and one of sensors leave as BIDS, are read again, and give
# the same tables. Their lists have what BIDS has no place for: three loads of one trial, words that are no labels,
# columns of recordings, hostile cells, a clock that does not begin at 0, forces beside the markers.
set -euo pipefail
dir=$(mktemp -d "${TMPDIR:-/tmp}/hinge-way-back-XXXXXX")
trap 'rm -rf "$dir"' EXIT
cd "$dir"
back() { # NAME LIST
    hinge-ingest -q "$2" -o "$1.h5" 2>>said
    hinge-export -q "$1.h5" --bids "$1.bids"
    python3 "$HINGE_ROOT/tests/cli/motion_bids_rules.py" "$1.bids" >rules
    grep -q 'keep the rules of BIDS' rules || { cat rules; exit 1; }
    hinge-ingest -q "$1.bids" -o "$1.back.h5" 2>"$1.said" || { cat "$1.said"; exit 1; }
    for f in "$1" "$1.back"; do hinge-analyze -q "$f.h5" -o "$f.r.h5" 2>>said; done
    [ "$(python3 "$HINGE_ROOT/tests/cli/same_tables.py" "$1.r.h5" "$1.back.r.h5" | tee same)" = "the same tables" ] || { echo "$1:"; cat same; exit 1; }
}
hinge-simulate -q -n 2 --reps 2 --rate 50 --cue none --trials 3 --noise 0.2 --format trc-whole-a --fault cop_off_target --seed 3 -o lab
hinge-simulate -q -n 2 --reps 2 --rate 30 --noise 0.2 --format csv-mediapipe --seed 5 -o phone
python3 - <<'END'
import csv, math, os, random

# three loads of one trial; who and what in words that are no labels; forces of OpenSim beside one; a clock from 5 s on
rows = list(csv.DictReader(open("lab/trials.csv")))
for k, r in enumerate(rows):
    load = (0, 20, 40)[k % 3]
    r.update(participant={"p001": "P 1", "p002": "P-1"}[r["participant"]], task="hip hinge", cue="none", trial="first", load_kg=load, mass_kg=70,
             session="day 1", heel_block_cm=load / 10, sex="fm"[k // 3], pain=[k, ""][k % 2], device_id=["05", "x", "7", "NA", "8", "9"][k],
             comment=['=1+1', '"quoted" text', "a tab\there", "two\nlines", "it's", ""][k], stand_start_s="", stand_end_s="", emg="", **{"mvc:es_l": 0.4, "mvc:es_r": 0.4})
    r["a \"name\"\twith more"] = k
late = rows[0]
lines = open("lab/" + late["file"]).read().split("\n")
lines[5:] = [l if not l.strip() else "\t".join([c := l.split("\t"), c.__setitem__(1, f"{float(c[1]) + 5:.6f}")][0]) for l in lines[5:]]
open("lab/" + late["file"], "w").write("\n".join(lines))
late.update(stand_start_s=5.1, stand_end_s=6.4)
# muscles at 1,000 Hz beside two, the late one among them
chance = random.Random(3)
for r, start in ((late, 5), (rows[1], 0)):
    last = float([l for l in open("lab/" + r["file"]).read().split("\n") if l.strip()][-1].split("\t")[1])
    r["emg"] = f"muscles{start}.csv"
    with open("lab/" + r["emg"], "w") as f:
        f.write("time (s),gmax_r (mV),es_l (mV),es_r (mV)\n")
        for i in range(int((last - start) * 1000)):
            t, a = start + i / 1000, 0.02 + 0.3 * math.sin(i / 900) ** 2
            f.write(f"{t:.3f}," + ",".join(f"{a * k * chance.gauss(0, 1):.5f}" for k in (1, 0.6, 0.5)) + "\n")
with open("lab/list.csv", "w", newline="") as f:
    w = csv.DictWriter(f, rows[0])
    w.writeheader()
    w.writerows(rows)
# four sensors that tip about their y, and turn a little
os.mkdir("sensors")
tips = {"pelvis": (40, 3), "l1": (65, 5), "thigh_r": (-20, 2), "shank_r": (8, 1)}
for segment, (tip, turn) in tips.items():
    with open(f"sensors/{segment}.csv", "w") as f:
        f.write("time (s),qw,qx,qy,qz\n")
        for i in range(1100):
            t = i / 50 - 2
            u = min(max(math.sin(math.pi * (t % 5) / 4) if 0 <= t < 18 and t % 5 < 4 else 0, 0), 1) ** 2
            a, b = (math.radians(x * u) / 2 for x in (tip, turn))
            f.write(f"{i / 50:.2f},{math.cos(a) * math.cos(b):.9f},{-math.sin(a) * math.sin(b):.9f},{math.sin(a) * math.cos(b):.9f},{math.cos(a) * math.sin(b):.9f}\n")
with open("sensors/list.csv", "w") as f:
    f.write("participant,task,cue,trial,load_kg,heading,outward:pelvis," + ",".join("sensor:" + s for s in tips) + "\n")
    f.write("s1,rdl,none,1,5,,," + ",".join(s + ".csv" for s in tips) + "\n")
END
first=$(head -n 2 lab/list.csv | tail -n 1 | cut -d, -f1)
python3 "$HINGE_ROOT/tests/known/plates.py" "lab/$first" lab/forces.mot up=y forward=-30
back lab lab/list.csv
back phone phone/trials.csv
back sensors sensors/list.csv
# the muscles' samples stand in a folder of their own, and come back: their levels are in the tables
[ "$(find lab.bids -name '*_emg.tsv' | wc -l)" = 2 ] || { find lab.bids -path '*emg*'; exit 1; }
for f in lab lab.back; do
    hinge-table reps -q "$f.r.h5" --columns participant,load_kg,rep,phase,es_mvc_pct --format csv | grep -v '^#' | grep '[0-9]$' | sort >"$f.levels"
done
{ [ "$(wc -l <lab.levels)" -ge 8 ] && cmp lab.levels lab.back.levels; } || { paste lab.levels lab.back.levels; exit 1; }
find sensors.bids/sub-s1/motion -name '*tracksys-imu*' | grep -q . && grep -q '"TrackingSystemName": "IMU"' sensors.bids/sub-s1/motion/*_motion.json
# three loads are never pooled, neither before nor after
for f in lab lab.back; do
    if hinge-compare between "$f.r.h5" --group group --outcome hip_excursion_deg 2>"$f.refused"; then echo "$f: loads are pooled"; exit 1; fi
    grep -qF 'load_kg 0 in 4 rows, 20 in 4 rows, 40 in 4 rows' "$f.refused"
done
# a list of the data set has its columns, too, and no session that nobody named
for f in sensors.bids lab.bids; do
    rm -rf new
    cp -r "$f" new
    hinge-run --new new >made 2>&1 || { cat made; exit 1; }
    head -n 1 new/trials.csv | grep -q ',load_kg' || { head -n 2 new/trials.csv; exit 1; }
done
cut -d, -f4 new/trials.csv | sort -u | tr '\n' ' ' | grep -qx 'day 1 session ' || { cut -d, -f4 new/trials.csv; exit 1; }
