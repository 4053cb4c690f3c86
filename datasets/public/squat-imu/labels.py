#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""labels.py FOLDER: angles/*.csv and labels.csv (the kind that was told for each set) from the downloaded sensors: offsets off,
a complementary filter forwards and backwards, zero in standing. No sign is chosen from labels."""
import csv, gzip, math, os, re, statistics as st, sys
KINDS = ["correct", "knee_valgus", "butt_wink", "excessive_lean", "partial"]
BIAS = [(0, 0, 0), (-.6, 4.85, 1.51), (1.55, 5.22, 1.64)]  # m/s2, a sphere fitted to still frames of all sessions
PLANE = [(0, 2, 1), (0, 1, 2), (0, 1, 2)]  # two axes of gravity and the axis of turning, of low back, thigh and calf
def sorted_at(x, p): s = sorted(x); h = (len(s) - 1) * p; i = int(h); return s[i] + (h - i) * (s[min(i + 1, len(s) - 1)] - s[i])
def tilt(rows, k, dt, tau=1.5):
    i, j, axis = PLANE[k]; acc = [[float(r[f"s{k}_a{c}"]) - b for c, b in zip("xyz", BIAS[k])] for r in rows]
    gyr = [[float(r[f"s{k}_g{c}"]) for c in "xyz"] for r in rows]; th = [math.atan2(a[j], a[i]) for a in acc]
    for n in range(1, len(th)): th[n] -= 2 * math.pi * round((th[n] - th[n - 1]) / (2 * math.pi))
    still = [g[axis] for g in gyr if math.hypot(*g) < .15]; off = st.median(still) if len(still) > 30 else 0; w = [g[axis] - off for g in gyr]
    smooth = [sum(th[max(0, n - 12):n + 13]) / 25 for n in range(len(th))]; d = [smooth[n + 1] - smooth[n - 1] for n in range(50, len(th) - 50)]
    md, mw = st.fmean(d), st.fmean(w[50:-50]); sign = 1 if sum((a - md) * (b - mw) for a, b in zip(d, w[50:-50])) > 0 else -1
    def run(th, w):
        x, out, a = st.fmean(th[:20]), [], tau / (tau + dt)
        for n, t in enumerate(th): x = a * (x + w[n] * dt) + (1 - a) * t if n else x; out.append(x)
        return out
    back = run(th[::-1], [-sign * v for v in w[::-1]])[::-1]; return [math.degrees((a + b) / 2) for a, b in zip(run(th, [sign * v for v in w]), back)]
def angles(rows):
    ms = [float(r["millis"]) for r in rows]; dt = (ms[-1] - ms[0]) / 1000 / (len(ms) - 1); pel, th, sh = (tilt(rows, k, dt) for k in range(3))
    lo, hi, start = sorted_at(th, .03), sorted_at(th, .97), st.median(th[:30]); th = [-v for v in th] if abs(start - lo) < abs(start - hi) else th
    top = sorted_at(th, .92); th = [v - top for v in th]; zero = lambda x: st.median(v for v, t in zip(x, th) if t > -12)
    p0, s0 = zero(pel), zero(sh); pel, sh = [v - p0 for v in pel], [v - s0 for v in sh]; deep = sorted_at(th, .15)
    if st.median(s for s, t in zip(sh, th) if t < deep) < 0: sh = [-v for v in sh]
    if st.fmean(p for p, t in zip(pel, th) if -60 < t < -15) < 0: pel = [-v for v in pel]
    return [(f"{(m - ms[0]) / 1000:.5f}", f"{p:.5f}", f"{t:.5f}", f"{s:.5f}") for m, p, t, s in zip(ms, pel, th, sh)]
to = os.path.join(sys.argv[1], "angles"); os.makedirs(to, exist_ok=True); out = [("file", "kind")]
for top, _, names in sorted(os.walk(sys.argv[1])):
    for name in sorted(names):
        m = re.search(r"class(\d)[/_]subject(\d+)_set(\d+)\.csv(\.gz)?$", os.path.join(top, name).replace(os.sep, "/"))
        if not m or top == to: continue
        with (gzip.open if m[4] else open)(os.path.join(top, name), "rt") as f: lines = list(csv.reader(f))
        rows = [dict(zip(lines[0], r)) for r in lines[1:] if len(r) == len(lines[0])]; made = f"class{m[1]}_subject{m[2]}_set{m[3]}.csv"
        with open(os.path.join(to, made), "w", newline="") as f: csv.writer(f, lineterminator="\n").writerows([("time", "pelvis_tilt", "thigh_incl", "shank_incl"), *angles(rows)])
        out.append((f"angles/{made}", KINDS[int(m[1])]))
with open(os.path.join(sys.argv[1], "labels.csv"), "w", newline="") as f: csv.writer(f, lineterminator="\n").writerows(out)
