#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Net external moments of simulated stoops: the size that textbooks give, and a load acts at
# the hands.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 4 --seed 5 --format trc-whole-a --noise 0 --group sedentary --cue none --task rdl --reps 3 -o .
for load in 0 20; do
    sed "1s/\$/,load_kg,mass_kg/; 1!s/\$/,$load,80/" trials.csv >"list$load.csv"
    hinge-ingest -q "list$load.csv" -o "s$load.h5"
    hinge-analyze -q "s$load.h5" -o "r$load.h5"
    hinge-table reps -q "r$load.h5" --phase rep --format csv -o "reps$load.csv" \
        --columns keys,file,moment_l5s1_nm_kg,moment_l5s1_peak_nm_kg,moment_hip_nm_kg,lever_l5s1_cm,com_foot_shift_pct
done
# who lifts: rows add up, and are people's means of the metrics; energy that does not close (arms pull the load in); the
# curve of the centre of mass
for load in 0 20; do
    hinge-table work -q r$load.h5 --by participant --format csv -o work$load.csv
    hinge-table reps -q r$load.h5 --phase ascent --format csv -o up$load.csv --columns keys,work_hip_j_kg,work_back_share
done
hinge-table waveforms -q r20.h5 --filter signal=com_foot --format csv -o com.csv
python3 - <<'EOF'
import csv

rows = {load: list(csv.DictReader(open(f"reps{load}.csv"))) for load in (0, 20)}
assert len(rows[0]) == 12, len(rows[0])
for empty, loaded in zip(rows[0], rows[20]):
    value = lambda row, name: float(row[name])
    nm = 80 * value(empty, "moment_l5s1_nm_kg")
    assert 110 < nm < 180, nm
    assert 25 < value(empty, "lever_l5s1_cm") < 40, empty
    assert value(empty, "moment_l5s1_peak_nm_kg") >= value(empty, "moment_l5s1_nm_kg")
    more = 80 * value(loaded, "moment_l5s1_nm_kg") - nm
    reach_m = more / (20 * 9.80665)  # from L5/S1 to the hands
    assert 0.1 < reach_m < 0.5, reach_m
read = lambda name: list(csv.DictReader(open(f"{name}.csv")))
work, up, com = read("work0"), read("up0"), read("com")
unclosed = sum(float(r["unclosed"]) for r in read("work20") if r["joint"] == "hips")
assert unclosed == sum(r["work_hip_j_kg"] == "" for r in read("up20")) and 0 < unclosed < 12, unclosed
mean = lambda rows, name: sum(float(r[name]) for r in rows) / len(rows)
for person in sorted({r["participant"] for r in work}):
    of = {r["joint"]: r for r in work if r["participant"] == person}
    own = [r for r in up if r["participant"] == person]
    assert abs(float(of["hips"]["lifted_j_kg"]) - mean(own, "work_hip_j_kg")) < 1e-9, of
    assert abs(float(of["trunk above L5/S1"]["work_pct"]) - 100 * mean(own, "work_back_share")) < 1e-9, of
    parts = [float(of[j]["lifted_j_kg"]) for j in of if j != "body and load"]
    assert len(parts) == 5 and abs(sum(parts) - float(of["body and load"]["lifted_j_kg"])) < 1e-9, of
    curve = [float(r["mean"]) for r in com if r["participant"] == person]
    shift = mean([r for r in rows[20] if r["participant"] == person], "com_foot_shift_pct")
    assert abs(curve[0]) < 2 and min(abs(c - shift) for c in curve) < 1, (shift, curve[::10])
EOF
# lifts that begin standing: the way down is as with empty hands, the way up is not; a marked lift-off decides
sed -i 's/,rdl,/,lift_groceries,/' list0.csv list20.csv
printf 'file,rep,liftoff_s,setdown_s\n%s,1,3,3.5\n' "$(sed -n '2s/,.*//p' list0.csv)" >events.csv
for load in 0 20; do
    hinge-ingest -q "list$load.csv" -o "l$load.h5"
    hinge-analyze -q "l$load.h5" -o "m$load.h5"
    hinge-table reps -q "m$load.h5" --phase rep --format csv -o "lifts$load.csv" --columns keys,moment_hip_nm_kg,moment_hip_peak_nm_kg,com_foot_shift_pct
    hinge-export -q "l$load.h5" --processed -o "out$load"
done
# dose and loads count the load while it is carried: all along in the hinge, on the way up of the lift
for kind in r m; do
    hinge-table reps -q ${kind}20.h5 --format csv -o ${kind}carried.csv --columns keys,load_carried,lumbar_carried_deg
    hinge-table faults -q ${kind}20.h5 --by participant,trial,rep --filter fault=lumbar_rounding --format csv -o ${kind}peak.csv
    hinge-table dose -q ${kind}20.h5 --format csv -o ${kind}dose.csv
    hinge-table loads -q ${kind}20.h5 --filter fault=lumbar_rounding,rounding_early --columns all --format csv -o ${kind}loads.csv
done
hinge-analyze -q l20.h5 --events events.csv -o marked.h5
hinge-table reps -q marked.h5 --phase rep --format csv -o marked.csv \
    --columns keys,load_liftoff_s,load_setdown_s,moment_hip_liftoff_nm_kg
hinge-table trials -q marked.h5 --columns participant,load_source --format csv | tail -n +2 | grep -o '[a-z]*$' | sort | uniq -c | tr -s ' ' >sources
printf ' 1 events\n 3 task\n' | diff - sources
python3 - <<'EOF'
import csv
import glob

rows = {load: list(csv.DictReader(open(f"lifts{load}.csv"))) for load in (0, 20)}
for empty, loaded in zip(rows[0], rows[20]):
    assert abs(float(empty["moment_hip_nm_kg"]) - float(loaded["moment_hip_nm_kg"])) < 1e-4, (empty, loaded)
    assert abs(float(empty["com_foot_shift_pct"]) - float(loaded["com_foot_shift_pct"])) < 1e-4, (empty, loaded) # standing, too
    assert float(loaded["moment_hip_peak_nm_kg"]) > 1.1 * float(empty["moment_hip_peak_nm_kg"]), (empty, loaded)
told = [r for r in csv.DictReader(open("marked.csv")) if r["load_liftoff_s"]]
assert len(told) == 1 and abs(float(told[0]["load_setdown_s"]) - float(told[0]["load_liftoff_s"]) - 0.5) < 1e-9, told
assert float(told[0]["moment_hip_liftoff_nm_kg"]) > 0, told
read = lambda name: list(csv.DictReader(open(name + ".csv")))
for kind, most in (("r", [1, 1, 1, 1]), ("m", [0, 0, 1, None])):
    of = {}
    for r in read(kind + "carried"):
        of.setdefault((r["participant"], r["rep"]), {})[r["phase"]] = r
    peak = {(r["participant"], r["rep"]): float(r["severity"]) for r in read(kind + "peak")}
    dose = {r["participant"]: float(r["dose_deg_kg"]) for r in read(kind + "dose")}
    assert len(of) == len(peak) == 12 and len(dose) == 4, (len(of), len(peak))
    sums = dict.fromkeys(dose, 0)
    for key, phases in of.items():
        held = float(phases["rep"]["lumbar_carried_deg"])
        for phase, share in zip(("descent", "hold", "ascent", "rep"), most):
            told = phases.get(phase, {}).get("load_carried", "")
            assert share is None or told == "" or abs(float(told) - share) < 0.03, (kind, key, phase, told)
        assert abs(held - peak[key]) < 1e-9 if kind == "r" else held <= peak[key] + 1e-9, (kind, key)
        sums[key[0]] += 20 * max(0, held - 10)
    assert all(abs(dose[p] - sums[p]) < 1e-6 for p in dose) and max(dose.values()) > 0, (dose, sums)
    kg = {r["fault"]: float(r["most_kg"]) for r in read(kind + "loads")}
    assert kg == {"first_fault": 20, "lumbar_rounding": 20, "rounding_early": 20 if kind == "r" else 0}, kg
name = min(glob.glob("out0/**/*.csv", recursive=True))
a, b = (list(csv.DictReader(open(n))) for n in (name, name.replace("out0", "out20")))
for phase, most, least in ("descent", 1e-6, 0), ("ascent", 1e9, 1):
    off = max(abs(float(x["com_foot_pct"]) - float(y["com_foot_pct"])) for x, y in zip(a, b) if x["phase"] == phase)
    assert least <= off <= most, (phase, off)
EOF
