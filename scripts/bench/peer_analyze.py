# SPDX-License-Identifier: GPL-3.0-or-later
"""A trial's hip-to-spine ratios with NumPy, SciPy and pandas: what hinge-analyze is timed against.

peer_analyze.py run VARIANT trc|csv STUDY OUT.csv   analyses every trial; prints wall and CPU seconds
peer_analyze.py agree OUT.csv REPS.csv COLUMN       as many repetitions a trial, and r > 0.999 of COLUMN

The same steps as the table needs: missing codes, Hampel outliers, gaps, a zero-lag low-pass, facing,
angles of Plug-in Gait markers (trc) or of a side view (csv), repetitions, phases, standing, ratios,
coupling angles, smoothness, curves, a CSV. VARIANT is how outliers are found: scipy (medians of
scipy.ndimage), pandas (rolling medians), each with MADs only where they decide, or none.
Imports and start-up are not in the time."""

import sys
import time

import h5py
import numpy as np
import pandas as pd
from scipy import interpolate, ndimage, signal

HALF_S, HALF_LEAST, SIGMAS, FLOOR = 0.10, 5, 4 * 1.4826, 0.005
GAP_LINEAR_S, GAP_MAX_S, GAP_SIDE = 0.1, 0.5, 10
SIDES = dict(shoulder="shoulder", elbow="elbow", wrist="wrist", hip="hip", knee="knee",
             ankle="ankle", heel="heel", toe="foot_index", ear="ear")
CSV_MARKERS = ["nose"] + [f"{s}_{m}" for m in SIDES.values() for s in ("left", "right")]


# --- reading ---

def texts(column):
    return [b"".join(row).decode() for row in column[...]]


def open_study(study):
    """Layouts as (marker, component) of each channel, and the trial list as a table."""
    layouts = [list(zip(texts(study["layouts"][n]["marker"]),
                        texts(study["layouts"][n]["component"])))
               for n in sorted(study["layouts"], key=int)]
    rows = {name: texts(study["list"][name]) for name in ("participant", "cue")}
    rows["trial_id"] = texts(study["ledger"]["trial_id"])
    for name in ("image_width_px", "image_height_px"):
        column = study["list"].get(name)
        if column is not None:
            rows[name] = texts(column) if column.ndim == 2 else column[...]
    return layouts, pd.DataFrame(rows).set_index("trial_id")


def read(trial, layouts, wanted, axes):
    """Channels of the wanted markers, [marker][axis][frame]; missing codes are NaN."""
    layout = layouts[int(trial.attrs["layout"])]
    held = trial.attrs.get("channels", np.arange(trial.shape[0]))
    at = {layout[channel]: row for row, channel in enumerate(held)}
    raw = trial[...]
    x = raw.astype(float)
    if "decimal_divisor" in trial.attrs:
        x[raw == np.iinfo(np.int32).min] = np.nan
        x /= np.asarray(trial.attrs["decimal_divisor"], float).reshape(-1, 1)
    names = wanted or sorted({m for m, c in layout if c == "x"})
    x = np.stack([x[[at[m, a] for a in axes]] for m in names])
    x[np.broadcast_to((x == 0).all(axis=1, keepdims=True) | (np.abs(x) >= 999999), x.shape)] = np.nan
    clock = next((row for (_, c), row in at.items() if c == "time"), None)
    rate = trial.attrs.get("header_rate_hz", np.nan)
    if clock is not None and not rate > 0:
        t = raw[clock] / (np.ravel(trial.attrs["decimal_divisor"])[clock]
                          if "decimal_divisor" in trial.attrs else 1)
        rate = 1 / np.mean(np.diff(t))
    return dict(zip(names, range(len(names)))), x, float(rate)


# --- cleaning ---

def hampel(x, half, floor, variant):
    width = 2 * half + 1
    flat = x.reshape(-1, x.shape[-1])
    if variant == "pandas":
        rolling = pd.DataFrame(flat.T).rolling(width, center=True, min_periods=4)
        median = rolling.median().to_numpy().T
    else:
        filled = fill(flat.copy(), np.inf, np.inf)
        median = ndimage.median_filter(filled, size=(1, width), mode="nearest")
    row, frame = np.nonzero(np.abs(flat - median) > floor)
    padded = np.pad(flat, ((0, 0), (half, half)), constant_values=np.nan)
    window = np.lib.stride_tricks.sliding_window_view(padded, width, axis=1)[row, frame]
    centre = np.nanmedian(window, axis=1)
    mad = np.nanmedian(np.abs(window - centre[:, None]), axis=1)
    away = np.abs(flat[row, frame] - centre)
    out = (away > floor) & (away > SIGMAS * mad)
    flat[row[out], frame[out]] = np.nan


def fill(x, linear, most):
    """Gaps of up to `linear` frames by a line, up to `most` by a spline; in place."""
    frame = np.arange(x.shape[-1])
    for row in x.reshape(-1, x.shape[-1]):
        missing = np.isnan(row)
        if not missing.any() or missing.all():
            continue
        valid = np.flatnonzero(~missing)
        gaps = np.flatnonzero(np.diff(valid) > 1)
        if np.isinf(linear):
            row[missing] = np.interp(frame[missing], valid, row[valid])
            continue
        for g in gaps:
            a, b = valid[g], valid[g + 1]
            if b - a > most:
                continue
            if b - a <= linear:
                row[a:b + 1] = np.linspace(row[a], row[b], b - a + 1)
            else:
                knots = valid[max(0, g + 1 - GAP_SIDE):g + 1 + GAP_SIDE]
                spline = interpolate.CubicSpline(knots, row[knots], bc_type="natural")
                row[a + 1:b] = spline(frame[a + 1:b])
    return x


def low_pass(x, rate, cutoff):
    correction = (np.sqrt(2) - 1) ** 0.25
    corner = np.arctan(np.tan(np.pi * cutoff / rate) / correction) * rate / np.pi
    b, a = signal.butter(2, corner / (rate / 2))
    pad = min(int(np.ceil(3 * rate / cutoff)), x.shape[-1] - 1)
    whole = np.isfinite(x).all(axis=-1)
    if x.ndim == 1 or whole.all():
        return signal.filtfilt(b, a, x, padlen=pad) if np.all(whole) else by_run(x, b, a, pad)
    out = np.empty_like(x)
    out[whole] = signal.filtfilt(b, a, x[whole], padlen=pad)
    for index in np.argwhere(~whole):
        out[tuple(index)] = by_run(x[tuple(index)], b, a, pad)
    return out


def by_run(row, b, a, pad):
    out = np.full_like(row, np.nan)
    for run in np.ma.clump_unmasked(np.ma.masked_invalid(row)):
        n = run.stop - run.start
        if n >= 12:
            out[run] = signal.filtfilt(b, a, row[run], padlen=min(pad, n - 1))
    return out


def clean(x, leg, rate, variant):
    if variant != "none":
        hampel(x, max(HALF_LEAST, round(HALF_S * rate)), FLOOR * leg, variant)
    fill(x, GAP_LINEAR_S * rate + 1e-6, GAP_MAX_S * rate + 1e-6)
    return low_pass(x, rate, min(6 if rate >= 49.9 else 4, 0.25 * rate))


# --- angles ---

def pitch(v):
    angle = np.arctan2(v[0], v[1])
    known = np.isfinite(angle)
    angle[known] = np.unwrap(angle[known])
    return np.degrees(angle)


def unit(v):
    return v / np.linalg.norm(v, axis=0)


def leg_length(points, x):
    hip, knee, ankle = (x[[points[m] for m in pair]] for pair in
                        (("LASI", "RASI"), ("LKNE", "RKNE"), ("LANK", "RANK"))
                        ) if "LASI" in points else (
        x[[points[f"{s}_{m}"] for s in ("left", "right")]] for m in ("hip", "knee", "ankle"))
    each = np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1)
    return np.nanmedian((each[0] + each[1]) / 2)


def marker_angles(points, x):
    """Tier A of Plug-in Gait markers, y up, millimetres; Harrington's hip centres."""
    p = {name: x[row] for name, row in points.items()}
    front, back = (p["LASI"] + p["RASI"]) / 2, (p["LPSI"] + p["RPSI"]) / 2
    z = unit(p["RASI"] - p["LASI"])
    depth = front - back
    forward = unit(depth - z * (z * depth).sum(axis=0))
    up = np.cross(z, forward, axis=0)
    width = np.nanmean(np.linalg.norm(p["RASI"] - p["LASI"], axis=0))
    deep = np.nanmean(np.linalg.norm(depth, axis=0))
    inner = front + forward * (-0.24 * deep - 9.9) + up * (-0.30 * width - 10.9)
    hip = {"R": inner + z * (0.33 * width + 7.3), "L": inner - z * (0.33 * width + 7.3)}
    side = np.nanmean(unit((hip["R"] - hip["L"]) * [[1], [0], [1]]), axis=1)
    side /= np.linalg.norm(side)
    ahead = np.cross([0, 1, 0], side)
    toe, heel = ((p["L" + m] + p["R" + m]) / 2 for m in ("TOE", "HEE"))
    if np.nanmean(ahead @ (toe - heel)) < 0:
        ahead = -ahead

    def plane(v):
        return np.array([ahead @ v, v[1]])

    pelvis = plane(depth)
    middle = {m: (p["L" + m] + p["R" + m]) / 2 for m in ("SHO", "KNE", "ANK")}
    centre = (hip["L"] + hip["R"]) / 2
    thorax = (p["CLAV"] + p["C7"]) / 2 - (p["STRN"] + p["T10"]) / 2
    return dict(trunk=pitch(plane(middle["SHO"] - centre)), thorax=pitch(plane(thorax)),
                pelvis=pitch(np.array([-pelvis[1], pelvis[0]])),
                thigh=pitch(plane(centre - middle["KNE"])),
                shank=pitch(plane(middle["KNE"] - middle["ANK"])),
                hip_y=centre[1], hip_x=ahead @ (centre - middle["ANK"]))


def image_angles(points, x, scores):
    """A side view: the side that is seen better, facing by the foot."""
    left = scores["left"] >= scores["right"]
    p = {m: x[points[("left_" if left else "right_") + name]] for m, name in SIDES.items()}
    ahead = np.sign(np.nanmedian(p["toe"][0] - p["heel"][0]))

    def plane(v):
        return np.array([ahead * v[0], v[1]])

    return dict(trunk=pitch(plane(p["shoulder"] - p["hip"])),
                thigh=pitch(plane(p["hip"] - p["knee"])),
                shank=pitch(plane(p["knee"] - p["ankle"])),
                hip_y=p["hip"][1], hip_x=ahead * (p["hip"] - p["ankle"])[0])


# --- repetitions ---

def repetitions(driver, rate):
    """(desc_start, desc_end, asc_start, asc_end) of every bend from the straight and back."""
    d = low_pass(driver, rate, 3)
    v = np.gradient(d) * rate
    known = np.where(np.isnan(d), np.nanmin(d), d)
    least = max(15, 0.25 * np.subtract(*np.nanquantile(d, [0.95, 0.05])))
    highs = signal.find_peaks(known, prominence=least)[0]
    lows = [0] + [a + int(np.nanargmin(d[a:b])) for a, b in zip(highs, highs[1:])]
    if len(highs):
        lows[0] = int(np.nanargmin(d[:highs[0] + 1]))
        lows.append(highs[-1] + int(np.nanargmin(d[highs[-1]:])))
    found = []
    for low, high, after in zip(lows, highs, lows[1:]):
        down = phase(d, v, low, high)
        up = phase(d[::-1], -v[::-1], len(d) - 1 - after, len(d) - 1 - high)
        found.append((*down, len(d) - 1 - up[1], len(d) - 1 - up[0]))
    return d, v, found


def phase(d, v, low, high):
    fastest = low + int(np.nanargmax(v[low:high + 1]))
    slow = max(3, 0.05 * v[fastest])
    rom = d[high] - d[low]
    start = np.flatnonzero((v[low:fastest] <= slow) & (d[low:fastest] <= d[low] + 0.1 * rom))
    end = np.flatnonzero((v[fastest:high] <= slow) & (d[fastest:high] >= d[high] - 0.1 * rom))
    return (low + int(start[-1]) if len(start) else low,
            fastest + int(end[0]) if len(end) else high)


def standing(angles, leg, rate, before):
    """Median angles of the stillest second before the first descent; else its first half second."""
    knee = angles["thigh"] - angles["shank"]
    slow = [low_pass(s, rate, 1) for s in (angles["trunk"], knee, angles["hip_x"], angles["hip_y"])]
    speed = [np.abs(np.gradient(s)) * rate for s in slow]
    n = int(round(rate))
    good = ((speed[0] < 5) & (speed[1] < 8) & (np.hypot(speed[2], speed[3]) < 0.05 * leg)
            & (np.abs(angles["trunk"]) < 20) & (np.abs(knee) < 20))
    run = np.convolve(good, np.ones(n), "valid") == n
    starts = np.flatnonzero(run[:max(1, before - n + 1)])
    if len(starts) == 0:
        return {name: np.nanmedian(x[:max(1, before)]) for name, x in angles.items()}
    windows = np.lib.stride_tricks.sliding_window_view(angles["trunk"] + 0 * knee, n)
    spread = np.var(windows[starts], axis=1) + np.var(
        np.lib.stride_tricks.sliding_window_view(knee, n)[starts], axis=1)
    at = starts[int(np.argmin(spread))]
    return {name: np.nanmedian(x[at:at + n]) for name, x in angles.items()}


# --- numbers of a phase ---

def ends(x, at, other, rate):
    half = int(round(0.1 * rate))
    return np.nanmean(x[max(0, at - half):at + half + 1])


def sparc(speed, rate, padding=4, cutoff=10, least=0.05):
    n = int(2 ** (np.ceil(np.log2(len(speed))) + padding))
    magnitude = np.abs(np.fft.fft(speed, n))
    frequency = np.arange(n) * rate / n
    magnitude = magnitude / magnitude.max()
    inside = frequency <= cutoff
    f, m = frequency[inside], magnitude[inside]
    above = np.flatnonzero(m >= least)
    f, m = f[above[0]:above[-1] + 1], m[above[0]:above[-1] + 1]
    return -np.sum(np.hypot(np.diff(f) / (f[-1] - f[0]), np.diff(m)))


def coupling(hip, lumbar):
    dx, dy = np.diff(hip), np.diff(lumbar)
    gamma = np.degrees(np.arctan2(dy, dx))[np.hypot(dx, dy) >= 0.05] % 360
    if len(gamma) == 0:
        return dict(coupling_deg=np.nan, coupling_variability=np.nan)
    c, s = np.cos(np.radians(gamma)).mean(), np.sin(np.radians(gamma)).mean()
    bins = np.bincount((gamma // 45).astype(int), minlength=8)[:8] / len(gamma) * 100
    row = dict(coupling_deg=np.degrees(np.arctan2(s, c)) % 360,
               coupling_variability=np.degrees(np.sqrt(max(0, 2 * (1 - np.hypot(c, s))))))
    return row | {f"bin{k}": share for k, share in enumerate(bins)}


def describe(angles, d, v, start, end, rate):
    row = dict(start_s=start / rate, end_s=end / rate, duration_s=(end - start) / rate)
    for name in angles:
        row[name] = ends(angles[name], end, start, rate) - ends(angles[name], start, end, rate)
    if "lumbar" in angles:
        row["lumbar_fraction"] = row["lumbar"] / (row["lumbar"] + row["hip"])
        total = np.abs(angles["lumbar"] + angles["hip"])[start:end + 1]
        for k, (a, b) in enumerate(((0, 30), (30, 60), (60, 90))):
            inside = np.flatnonzero((total >= a) & (total < b)) + start
            if len(inside) > 1:
                dl = np.ptp(angles["lumbar"][inside])
                row[f"fraction_bin{k}"] = dl / (dl + np.ptp(angles["hip"][inside]))
        row |= coupling(angles["hip"][start:end + 1], angles["lumbar"][start:end + 1])
    speed = np.abs(v[start:end + 1])
    if len(speed) >= 8 and np.isfinite(speed).all():
        row |= dict(sparc=sparc(speed, rate), peak=speed.max(), mean=speed.mean(),
                    to_peak=speed.argmax() / len(speed))
    return row


def analyze_trial(kind, names, x, rate, variant, scores):
    leg = leg_length(names, x)
    x = clean(x, leg, rate, variant)
    angles = marker_angles(names, x) if kind == "trc" else image_angles(names, x, scores)
    d, v, found = repetitions(angles["trunk"] - angles["thigh"], rate)
    still = standing(angles, leg, rate, found[0][0] if found else len(d))
    angles = {name: value - still[name] for name, value in angles.items()}
    angles["trunk_thigh"] = angles["trunk"] - angles["thigh"]
    angles["knee"] = angles["thigh"] - angles["shank"]
    if "pelvis" in angles:
        angles["lumbar"] = angles["thorax"] - angles["pelvis"]
        angles["hip"] = angles["pelvis"] - angles["thigh"]
    rows, curves = [], []
    for number, (down, bottom, up, top) in enumerate(found):
        for name, start, end in (("descent", down, bottom), ("ascent", up, top)):
            rows.append(dict(rep=number + 1, phase=name)
                        | describe(angles, d, v, start, end, rate))
        at = np.linspace(down, top, 101)
        curves.append([np.interp(at, np.arange(len(d)), s) for s in angles.values()])
    return rows, np.array(curves)


def run(variant, kind, path, out):
    rows = []
    axes = ("x", "y", "z") if kind == "trc" else ("x", "y")
    with h5py.File(path) as study:
        layouts, table = open_study(study)
        for number, trial_id in enumerate(table.index):
            trial = study["trials"][trial_id]
            names, x, rate = read(trial, layouts, None if kind == "trc" else CSV_MARKERS, axes)
            scores = None
            if kind == "csv":
                one = table.loc[trial_id]
                x[:, 0] *= float(one["image_width_px"])
                x[:, 1] *= -float(one["image_height_px"])
                scores = side_scores(trial, layouts)
            found, curves = analyze_trial(kind, names, x, rate, variant, scores)
            for row in found:
                rows.append(dict(trial=number, participant=table["participant"].iloc[number],
                                 cue=table["cue"].iloc[number]) | row)
    pd.DataFrame(rows).to_csv(out, index=False)


def side_scores(trial, layouts):
    layout = layouts[int(trial.attrs["layout"])]
    held = list(trial.attrs.get("channels", np.arange(trial.shape[0])))
    scores = {}
    for side in ("left", "right"):
        rows = [held.index(layout.index((f"{side}_{m}", "score"))) for m in
                ("shoulder", "hip", "knee", "ankle")]
        scores[side] = float(np.mean([trial[r] for r in rows]))
    return scores


def agree(out, reps, column):
    """Repetitions of both in the order of the study, descents only."""
    ours = pd.read_csv(reps, comment="#", low_memory=False)
    theirs = pd.read_csv(out)
    ours, theirs = (t[t["phase"] == "descent"] for t in (ours, theirs))
    count = ours.groupby(["participant", "cue"], sort=False).size()
    other = theirs.groupby(["participant", "cue"], sort=False).size()
    peer = {"lumbar_fraction": "lumbar_fraction",
            "trunk_thigh_excursion_deg": "trunk_thigh"}[column]
    if not count.equals(other):
        sys.exit(f"bench: {ours.shape[0]} repetitions, the peer has {theirs.shape[0]}, "
                 f"not the same of every trial")
    a, b = ours[column].to_numpy(), theirs[peer].to_numpy()
    judged = np.isfinite(a)  # the peer has no refusals
    r = np.corrcoef(a[judged], b[judged])[0, 1]
    print(f"{len(ours)} repetitions as the peer's, {len(a) - judged.sum()} refused, "
          f"r = {r:.5f} of {column}")
    if judged.mean() < 0.99:
        sys.exit("bench: too much is refused")
    if not r > 0.999:
        sys.exit("bench: what is timed does not agree")


if __name__ == "__main__":
    if sys.argv[1] == "agree":
        agree(*sys.argv[2:])
    else:
        wall, cpu = time.perf_counter(), time.process_time()
        run(*sys.argv[2:])
        print(time.perf_counter() - wall, time.process_time() - cpu)
