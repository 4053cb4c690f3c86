#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Upper and lower lumbar spine, angle and velocity, posture over time: a second writing in NumPy and SciPy, from the files to the
# numbers, on recordings with noise (datasets/cohort) and on real squats (HINGE_SHARED). 77: skipped.
set -u
python3 -c 'import numpy, scipy' 2>/dev/null || { echo "skipped: no Python with SciPy"; exit 77; }
work=$(mktemp -d "${TMPDIR:-/tmp}/hinge-regions-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
mot=${HINGE_SHARED:-$HINGE_ROOT/../shared}/data/opencap-processing/squats1_videoAndMocap.mot
cohort=$HINGE_ROOT/datasets/cohort
# no outliers are taken out and every phase ends at one frame, so that what follows is short
plain="--set hampel.nsig=0 --set excursion.w_s=0 --set crp.return=1 --set onset.min_rom=0"
phases() { # results prefix
    for phase in descent ascent rep; do
        hinge-table reps "$1" --columns all --phase $phase --format csv -o "$2-$phase.csv" || exit 1
    done
}
# each person is looked at along the axis that they nearly face: which way exactly is another test's
cp -r "$cohort" cohort && python3 - <<'PYTHON' || exit 1
import csv
import numpy as np
with open("cohort/trials.csv") as file:
    rows = [r for r in csv.DictReader(file) if r["file"].endswith(".trc")]
for row in rows:
    lines = open("cohort/" + row["file"]).read().splitlines()
    names = [n for n in lines[3].split("\t")[2:] if n]
    first = np.array(lines[6].split("\t")[2:], float).reshape(-1, 3)
    foot = first[names.index("toe_r")] - first[names.index("heel_r")]
    axis = 0 if abs(foot[0]) > abs(foot[2]) else 2
    row["facing"] = "+-"[int(foot[axis] < 0)] + "xyz"[axis]
with open("cohort/trials.csv", "w", newline="") as file:
    out = csv.DictWriter(file, rows[0].keys())
    out.writeheader()
    out.writerows(rows)
PYTHON
# shellcheck disable=SC2086
{
    hinge-ingest -q cohort/trials.csv -o cohort.h5 && hinge-analyze -q cohort.h5 $plain -o results.h5 || exit 1
    phases results.h5 cohort
    if [ -f "$mot" ]; then
        cp "$mot" squats.mot
        printf 'file,participant,markers,stand_start_s,stand_end_s\nsquats.mot,p1,measured,4.68,4.88\n' >trials.csv
        hinge-ingest -q trials.csv -o squats.h5 && hinge-analyze -q squats.h5 $plain -o real.h5 || exit 1
        phases real.h5 real
    else
        echo "the real squats are skipped: HINGE_SHARED names no folder with them"
    fi
}
python3 - <<'PYTHON'
import csv, os, sys
import numpy as np
from scipy import signal

wrong = checked = 0
worst = {}

def compare(row, name, want, tolerance):
    global wrong, checked
    if not row[name]:
        return
    off = abs(float(row[name]) - want)
    checked += 1
    worst[name] = max(worst.get(name, 0), off)
    if not off <= tolerance:
        wrong += 1
        print(f"WRONG {row['participant']} {row['cue']} {row['rep']} {row['phase']} {name}: {row[name]}, computed {want}")

def lowpass(x, rate, cutoff):
    own = np.tan(np.pi * cutoff / rate) / (np.sqrt(2) - 1) ** 0.25
    b, a = signal.butter(2, 2 * np.arctan(own) / np.pi)
    return signal.filtfilt(b, a, x, padtype="odd", padlen=min(len(x) - 1, max(9, int(np.ceil(3 * rate / cutoff)))))

def table(prefix, phase):
    with open(f"{prefix}-{phase}.csv") as file:
        return list(csv.DictReader(file))

def frames(row, rate):
    return round(float(row["start_s"]) * rate), round(float(row["end_s"]) * rate)

def smooth(x, rate, tier):
    """A moving average over 0.40 s of keypoints, shorter at the ends."""
    half = 0 if tier == "A" else round((0.4 * rate - 1) / 2)
    return np.array([x[max(i - half, 0):i + half + 1].mean() for i in range(len(x))])

def resample(x, first, last):
    return np.interp(np.linspace(first, last, 101), np.arange(len(x)), x)

def posture(row, name, x, zero, rate):
    a, b = frames(row, rate)
    deg = x[a:b + 1] - zero
    for p in (10, 50, 90):
        compare(row, f"{name}_p{p}_deg", np.percentile(deg, p), 1e-9)
    for limit in (20, 45, 60):
        compare(row, f"{name}_time_over_{limit}_pct", 100 * np.mean(deg > limit), 1e-9)

def angle_velocity(rows, name, x, rate):
    path = []
    for row in rows:
        a, b = frames(row, rate)
        piece = smooth(x[a - 1:b + 2], rate, row["tier"])
        path.append([resample(piece, 1, b - a + 1), resample(np.gradient(piece, edge_order=2) * rate, 1, b - a + 1)])
    path = np.array(path)  # repetition, angle or velocity, point
    mean = path.mean(0)
    spread = path.var(0, ddof=1) / np.array([[np.ptp(mean[0])], [np.abs(mean[1]).max()]]) ** 2
    for row in rows:
        compare(row, name, 100 * np.sqrt(spread.sum(0)).mean(), 1e-9)

def relative_phase(x, y):
    both = [signal.hilbert(v - (v.max() + v.min()) / 2) for v in (x[:100], y[:100])]
    return np.degrees(np.angle(both[0] * np.conj(both[1])))

def regions(down, whole, pelvis, lower, upper, lumbar, rate):
    phase = []
    for row in down:
        a, b = frames(row, rate)
        change = {"lower": lower[b] - lower[a], "upper": upper[b] - upper[a]}
        for name, deg in change.items():
            compare(row, name + "_lumbar_excursion_deg", deg, 1e-9)
            compare(row, name + "_lumbar_share", deg / (lumbar[b] - lumbar[a]), 1e-9)
    for row in whole:
        a, b = frames(row, rate)
        x, y = (resample(smooth(v[a:b + 1], rate, row["tier"]), 0, b - a) for v in (lower, upper))
        phase.append(relative_phase(x, y)[5:95])
        compare(row, "upper_lumbar_marp_deg", np.abs(phase[-1]).mean(), 1e-9)
    around = np.exp(1j * np.radians(phase))
    apart = np.degrees(np.angle(around * np.conj(around.mean(0) / np.abs(around.mean(0)))))
    for row in whole:
        compare(row, "upper_lumbar_dp_deg", apart.std(0, ddof=1).mean(), 1e-9)

def tilt(low, high, facing):
    d = high - low
    forward = d[:, "xyz".index(facing[1])] * (-1 if facing[0] == "-" else 1)
    return np.degrees(np.arctan2(forward, d[:, 1]))

trials = {}
for row in table("cohort", "descent"):
    trials.setdefault((row["participant"], row["cue"]), []).append(row)
with open("cohort/trials.csv") as file:
    listed = list(csv.DictReader(file))
for item in listed:
    key = item["participant"], item["cue"]
    lines = open("cohort/" + item["file"]).read().splitlines()
    names = [n for n in lines[3].split("\t")[2:] if n]
    data = np.array([[float(v) for v in line.split("\t")] for line in lines[5:] if line.strip()])
    point = {n: np.stack([lowpass(data[:, 2 + 3 * k + c], 30, 4) for c in range(3)], 1) for k, n in enumerate(names)}
    hip = (point["hjc_l"] + point["hjc_r"]) / 2
    chain = [hip] + [point[n] for n in ("l5", "l3", "t12l1", "t8")]
    pelvis, low, high, thorax = (tilt(a, b, item["facing"]) for a, b in zip(chain, chain[1:]))
    down = trials[key]
    whole = [r for r in table("cohort", "rep") if (r["participant"], r["cue"]) == key]
    regions(down, whole, pelvis, low - pelvis, high - low, thorax - pelvis, 30)
    angle_velocity(down, "lumbar_angle_velocity_sd_pct", thorax - pelvis, 30)
if os.path.exists("real-rep.csv"):
    lines = open("squats.mot").read().splitlines()
    head = lines.index("endheader")
    names = lines[head + 1].split("\t")
    data = np.array([[float(v) for v in line.split()] for line in lines[head + 2:] if line.strip()])
    angle = {n: data[:, k] for k, n in enumerate(names)}
    lumbar = lowpass(-angle["lumbar_extension"], 100, 6)
    hip = lowpass((angle["hip_flexion_l"] + angle["hip_flexion_r"]) / 2, 100, 6)
    for row in table("real", "rep"):
        posture(row, "lumbar", lumbar, np.median(lumbar[468:489]), 100)
    for phase in ("descent", "ascent"):
        angle_velocity(table("real", phase), "lumbar_angle_velocity_sd_pct", lumbar, 100)
        angle_velocity(table("real", phase), "hip_angle_velocity_sd_pct", hip, 100)
for name, off in sorted(worst.items()):
    print(f"{name}: off by {off:.2g} at most")
print(f"{checked} values, {wrong} wrong")
sys.exit(wrong > 0 or checked < 300)
PYTHON
