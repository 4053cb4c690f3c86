#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What is drawn stands where its number belongs: scales are read off the labels of the axes in the
# picture, and every number of --data must have a mark, or the end of a line, at its place. At 85 and
# 180 mm, with long names, no text stands over another, outside of the picture or is cut.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
d=$HINGE_ROOT/datasets/cohort
hinge-ingest -q "$d/trials.csv" -o s.h5
hinge-analyze -q s.h5 -o r.h5
for figure in agreement bins forest groups limits loops paired prevalence waveforms; do
    by=()
    [ $figure != agreement ] || by=(--by cue)
    hinge-plot $figure r.h5 -q "${by[@]}" -o $figure.svg --data $figure.csv
done
python3 - <<'END'
import csv, html, math, re

TICK = re.compile(r'<path d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"[^>]*/>\n'
                  r'<text x="[\d.]+" y="[\d.]+" text-anchor="(end|middle)">([−+\d.]+)</text>')

def beside(point, a, b):
    """Curves are drawn with fewer corners than they have points."""
    (x, y), (dx, dy) = point, (b[0] - a[0], b[1] - a[1])
    along = ((x - a[0]) * dx + (y - a[1]) * dy) / max(dx * dx + dy * dy, 1e-9)
    along = min(max(along, 0), 1)
    return math.hypot(a[0] + along * dx - x, a[1] + along * dy - y) < 0.1

class Picture:
    """Axes of the panels, as functions of a number, and the points that lines and marks have."""
    def __init__(self, name):
        text = html.unescape(open(f"{name}.svg", encoding="utf-8").read())
        self.axes, self.points, self.lines = {"x": [], "y": []}, set(), []
        ticks = [("y" if a[4] == "end" else "x", float(a[2]), float(a[1]),
                  float(a[5].replace("−", "-"))) for a in TICK.findall(text)]
        # a panel's ticks follow each other and grow; those of a y axis share x, those of an x axis y
        groups = []
        for side, x, y, value in ticks:
            line, place = (y, x) if side == "x" else (x, y)
            if not groups or groups[-1][:2] != (side, line) or groups[-1][2][-1][0] > value:
                groups.append((side, line, []))
            groups[-1][2].append((value, place))
        for side, _, group in groups:
            (v0, p0), (v1, p1) = group[0], group[-1]
            slope = (p1 - p0) / (v1 - v0)
            assert slope > 0 if side == "x" else slope < 0, (name, side, group)
            for v, p in group:
                assert abs(p0 + slope * (v - v0) - p) < 0.02, (name, side, group)
            self.axes[side].append((v0, p0, slope))
        for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', text):
            self.points.add((float(x), float(y)))
        for path in re.findall(r'<path [^>]*\bd="([^"]*)"', text):
            corners = []
            for letter, places in re.findall(r"([MLl])([-\d. ]+)", path):
                numbers = [float(v) for v in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", places)]
                for x, y in zip(numbers[::2], numbers[1::2]):
                    last = corners[-1] if letter == "l" else (0, 0)
                    corners.append((last[0] + x, last[1] + y))
            self.points.update(corners)
            self.lines += zip(corners, corners[1:])
            if 2 < len(corners) < 9:
                self.points.add(tuple((min(c) + max(c)) / 2 for c in zip(*corners)))
            if len(corners) == 3:  # a triangle's middle is three fifths from its tip
                (x, y), (_, base) = corners[:2]
                self.points.add((x, y + 0.6 * (base - y)))
        for x, y, w, h in re.findall(
                r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', text):
            self.points.update({(float(x), float(y)), (float(x) + float(w), float(y) + float(h))})

    def has(self, x=None, y=None, panel=None):
        """Whether a point is at these numbers, in one panel."""
        n = max(len(self.axes["x"]) if x is not None else 0, len(self.axes["y"]) if y is not None else 0)
        for k in range(n) if panel is None else [panel]:
            want = []
            for side, value in (("x", x), ("y", y)):
                if value is None:
                    want.append(None)
                    continue
                axes = self.axes[side]
                v0, p0, slope = axes[min(k, len(axes) - 1)]
                want.append(p0 + slope * (value - v0))
            if any(all(w is None or abs(w - p) < 0.03 for w, p in zip(want, point))
                   for point in self.points):
                return True
            if None not in want and any(beside(want, *line) for line in self.lines):
                return True
        return False

def rows(name):
    for row in csv.DictReader(open(f"{name}.csv", encoding="utf-8")):
        yield {k: float(v) if re.fullmatch(r"-?[\d.]+(e-?\d+)?", v) else v for k, v in row.items()}

checked = 0
def check(name, *, x=None, y=None, panel=None, where=lambda r: True, scale=1):
    """Every row has a point at (x, y), names of columns or functions; None: anywhere."""
    global checked
    picture, n = pictures.setdefault(name, None) or Picture(name), 0
    pictures[name] = picture
    take = lambda what, r: what(r) if callable(what) else r[what]
    for r in filter(where, rows(name)):
        at = [None if what is None else take(what, r) for what in (x, y)]
        if "" in at:
            continue
        at = [None if v is None else v * scale for v in at]
        assert picture.has(*at, panel=panel), (name, x, y, r)
        n += 1
    assert n > 0, (name, x, y)
    checked += n

pictures = {}
person = lambda r: r["what"] in ("person", "point")
check("agreement", x="mean", y="difference", where=person, scale=100)  # axes are in percent, data are shares
for column in ("difference", "low", "high"):
    check("agreement", y=column, where=lambda r: not person(r), scale=100)
for column in ("mean", "ci_low", "ci_high"):
    check("bins", y=column, scale=100)
for column in ("d", "d_low", "d_high"):
    check("forest", x=column)
check("groups", x="value", panel=0, where=person, scale=100)
check("groups", x="value", panel=1, where=lambda r: r["what"] == "difference", scale=100)
check("loops", x="hip_flex", y="lumbar_flex")
for column in ("value", "ci_low", "ci_high"):
    check("paired", y=column, panel=0, scale=100)
for column in ("change", "change_ci_low", "change_ci_high"):
    check("paired", y=column, panel=1, where=lambda r: r["place"] == 1, scale=100)
check("prevalence", x="prevalence", scale=100)
for column in ("ci_low", "ci_high"):
    check("prevalence", x=column, scale=100, where=lambda r: r["people"] >= 5)
check("waveforms", x="percent", y="mean")
value, place, slope = Picture("limits").axes["y"][0]
assert (value, round(100 * slope)) == (0, -200), "100 % of people are as high as the panel"
print(f"{checked} numbers have their place")
END
printf '%s = %s\n' sedentary 'people who sit all day in an office' trained 'competitive weightlifters' dowel 'a dowel along the spine' >labels.txt
for figure in bins forest groups limits loops paired prevalence set tiles together waveforms; do
    for width in 85 180; do hinge-plot $figure r.h5 -q --label labels.txt --width $width -o $figure-$width.svg; done
done
python3 - <<'END'
import glob, html, re

TEXT = re.compile(r'<text x="([-\d.]+)" y="([-\d.]+)"([^>]*)>(.*?)</text>')
wrong = []
def boxes(text):
    """At least so wide: of letters of the narrowest fonts"""
    for x, y, how, words in TEXT.findall(text):
        if "transform" in how:
            continue
        assert "<title>" not in words, "a name is cut: " + words
        words = html.unescape(words)
        size = float((re.search(r'font-size="([\d.]+)"', how) or [0, "7"])[1])
        width = sum(0.26 if c in " ,.()|il'’:·" else 0.5 for c in words) * size
        left = float(x) - width * (1 if '"end"' in how else 0.5 if '"middle"' in how else 0)
        yield left, float(y) - 0.7 * size, left + width, float(y), words
for name in sorted(glob.glob("*-85.svg") + glob.glob("*-180.svg")):
    text = open(name, encoding="utf-8").read()
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', text).groups())
    placed = list(boxes(text))
    for i, a in enumerate(placed):
        if a[0] < -0.5 or a[1] < -0.5 or a[2] > width + 0.5 or a[3] > height + 0.5:
            wrong.append((name, "outside", a))
        for b in placed[:i]:
            if min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5:
                wrong.append((name, a[4], "over", b[4]))
    # groups over each other in four panels, no higher than a page has room for
    if name == "waveforms-85.svg":
        panels = sum("flexion" in t[4] for t in placed)
        if panels > 4 or height > 120 / 25.4 * 72:
            wrong.append((name, panels, "panels", height, "points high"))
    # a value stands on the row of its name, and what is pooled is black
    if name.startswith("forest"):
        rows = {round((t[1] + t[3]) / 2, 1) for t in placed if t[4].startswith("depth")}
        values = {round((t[1] + t[3]) / 2, 1) for t in placed if re.match(r"[−\d.]+ \([−\d.]+ to ", t[4])}
        if not rows or not rows <= values or "#0068a8" in text:
            wrong.append((name, "rows", rows, "values", values))
        assert any(t[4].startswith("Peak") for t in placed), "the outcome that a cue was given for"
assert not wrong, "\n".join(map(str, wrong))
assert re.search(r'fill="currentColor"[^>]*/>\n<text[^>]*>in every repetition', open("tiles-85.svg").read()), "the key of tiles"
END
# two groups that begin alike: the values of their first means do not meet
python3 - <<'END'
rows = ["file,task,trial,participant,group,session,cue"]
for n, (group, after) in enumerate((("control", 0.01), ("therapy", -0.1))):
    for i in range(6):
        for k, (when, change) in enumerate((("before", 0), ("after", after))):
            name, share = f"{group[0]}{i}{when}.csv", 0.402 + 0.01 * i + change
            rows.append(f"{name},bodyweight_hinge,1,{group[0]}{i},{group},{when},none")
            with open(name, "w") as f:
                f.write("time,pelvis_tilt,lumbar_flex,hip_flex,knee_flex\n")
                for t in range(340):
                    u = (t / 25 - 1.6) % 4
                    d = 0 if t < 40 else min(1, u / 1.5) if u < 1.9 else max(0, 1 - (u - 1.9) / 1.3)
                    d = 85 * d**3 * (10 - 15 * d + 6 * d * d)
                    f.write("%.2f,%.3f,%.3f,%.3f,%.3f\n" % (t / 25, 0.9 * (1 - share) * d + 8, share * d - 20,
                                                          (1 - share) * d + 10, (0.2 + 0.01 * (12 * n + 2 * i + k)) * d + 5))
open("alike.csv", "w").write("\n".join(rows) + "\n")
END
hinge-ingest -q alike.csv -o alike.s.h5
hinge-analyze -q alike.s.h5 -o alike.h5
hinge-plot -q answer alike.h5 -o alike.svg
python3 - <<'END'
import re
at = [float(y) for y in re.findall(r'<text x="[\d.]+" y="([\d.]+)" text-anchor="end" font-weight="bold"[^>]*>43%</text>', open("alike.svg").read())]
assert len(at) == 2 and abs(at[0] - at[1]) > 8, ("labels over each other", at)
END
