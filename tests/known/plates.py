#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Force plates of known force, pressure and torque under the feet of a simulated person, as a C3D.

plates.py IN.trc OUT.c3d [WORD=VALUE]...: the markers of a TRC of hinge-simulate (y up) and two plates
of 42 and 58 % of the weight, the pressure of both where the TRC's cop_l is (nothing accelerates),
each foot turned outward by 2 N m. Words: type 1 to 4, samples of a frame, mass, forward (N that the
floor pushes forward), up (z, y), reversed (force on the plate, the plates exchanged), both (one plate), own (the pressure is below the centre of mass of a body that is in no table, and OUT.c3d.hips has its moment about the hips, N m/kg),
zero (an offset, and
FORCE_PLATFORM:ZERO), gain (of the force), unit (of the channels), volts (labelled so), corner (mm by which one is off),
used (plates that FORCE_PLATFORM has), twice (a marker whose label the last one has, too), n (all units are N), screen (Y_SCREEN), calm (the pressure stays), curve (FPCOPPOLY of type 3), drop (markers that are never seen, or not at the end: NAME+NAME:SHARE), box (a third, loaded plate), example (that of
docs/plates.md alone, under the left foot).
OUT.mot: the same as OpenSim's force file, in the axes of the markers, m, N and N m; names: "%s" is for vx, px and mx, of
each plate ("ground_force_1_%s,ground_force_2_%s")."""
import math
import struct
import sys

words = dict(w.split("=") for w in sys.argv[3:])
kind, samples = int(words.get("type", 2)), int(words.get("samples", 4))
mass, forward = float(words.get("mass", 72)), float(words.get("forward", 0))
y_up = words.get("up", "z") == "y"
zero, gain, both, back = (float(words.get(w, d)) for w, d in (("zero", 0), ("gain", 1), ("both", 0), ("reversed", 0)))

lines = open(sys.argv[1]).read().split("\n")
names = [n for n in lines[3].split("\t")[2:] if n]
rate = float(lines[2].split("\t")[0])
frames = []
for line in lines[5:]:
    cells = line.split("\t")
    if len(cells) > 3 * len(names):
        x = [float(c) if c else math.nan for c in cells[2 : 2 + 3 * len(names)]]
        frames.append({n: x[3 * k : 3 * k + 3] for k, n in enumerate(names)})


def lab(p):
    """y up to the laboratory's axes"""
    return list(p) if y_up else [p[0], -p[2], p[1]]


def add(a, b, s=1.0):
    return [x + s * y for x, y in zip(a, b)]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def cross(a, b):
    return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]


def unit(a):
    n = math.sqrt(dot(a, a))
    return [x / n for x in a]


up = lab([0, 1, 0])
seen = [f for f in frames if not any(map(math.isnan, f["ankle_l"] + f["ankle_r"] + f["cop_l"]))]
mid = lambda n: [sum(f[n][k] for f in seen) / len(seen) for k in range(3)]
ankle = [lab(mid("ankle_l")), lab(mid("ankle_r"))]
right = add(ankle[1], ankle[0], -1)
right = unit(add(right, up, -dot(right, up)))
ahead = cross(up, right)
middle = lab(mid("cop_l"))
middle = add(middle, up, -dot(middle, up))


class Plate:
    """Axes x, y, z (down), centre, sensor origin o, in mm."""

    def __init__(self, centre, x, half):
        self.c, self.x, self.z = centre, x, [-u for u in up]
        self.y = cross(self.z, x)
        self.half, self.o = half, [160.0, 100.0, 40.0] if kind == 3 else [1.0, -2.0, -40.0]
        self.corner = [add(add(centre, x, sx * half[0]), self.y, sy * half[1]) for sx, sy in ((1, 1), (-1, 1), (-1, -1), (1, -1))]

    def own(self, v):
        return [dot(v, a) for a in (self.x, self.y, self.z)]

    def channels(self, force, cop, torque):
        """force N, cop mm (laboratory), torque N mm about up"""
        f, p = self.own(force), self.own(add(cop, self.c, -1))
        m = add(cross(p, f), [0, 0, -torque])
        if kind == 1:
            return f + [p[0], p[1], -torque]
        if kind == 3:
            a, b, h = self.o
            m = add(m, cross(f, [0, 0, -h]), -1)
            s, t, u = f[2] / 4, m[0] / b / 4, m[1] / a / 4
            fx = [f[0] / 2 - m[2] / b / 2, f[0] / 2 + m[2] / b / 2]
            return fx + [f[1] / 2, f[1] / 2, s + t - u, s + t + u, s - t + u, s - t - u]
        return f + add(m, cross(f, self.o), -1)


tilt = unit(add(ahead, right, 0.3))  # plates need not lie along the person
sides = [Plate(add(middle, right, dot(add(a, middle, -1), right)), unit(v), (330.0, 90.0)) for a, v in zip(ankle, (ahead, [-x for x in ahead]))]
if both:
    sides = [Plate(middle, tilt, (420.0, 420.0))]
if "box" in words:
    sides.append(Plate(add(middle, ahead, 900.0), tilt, (200.0, 200.0)))
order = [1, 0] + list(range(2, len(sides))) if back and not both else list(range(len(sides)))
weight = mass * 9.80665 * gain


if "example" in words:  # F, M as the channels have them, all the time; the person is moved above
    there = add([329.5, 217.75, 0.0], ankle[0], -1)
    plate = Plate([300.0, 200.0, 0.0], [1.0, 0.0, 0.0], (300.0, 200.0))
    plate.y, plate.z = [0.0, -1.0, 0.0], [0.0, 0.0, -1.0]
    plate.corner = [[600.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 400.0, 0.0], [600.0, 400.0, 0.0]]
    sides, order = [plate], [0]
    for f in frames:
        f.update({n: add(p, [there[0], 0.0, -there[1]]) for n, p in f.items()})


# a light trunk: from, to, share of the body's mass of both sides, centre; above the hips or not
OWN = [("ear", "ear", 0.070, 0.0, 1), ("hjc", "shoulder", 0.435, 0.44, 1), ("shoulder", "elbow", 0.055, 0.55, 1), ("elbow", "wrist", 0.045, 0.62, 1),
       ("hjc", "knee", 0.280, 0.41, 0), ("knee", "ankle", 0.087, 0.44, 0), ("ankle", "toe", 0.028, 0.45, 0)]


def own_body(f):
    """Where its centre is, and its moment about the hips."""
    both_of = lambda n: lab([(a + b) / 2 for a, b in zip(f[n + "_l"], f[n + "_r"])])
    hips = both_of("hjc")
    centre, moment = [0.0, 0.0, 0.0], 0.0
    for a, b, share, at, above in OWN:
        p = add(both_of(a), add(both_of(b), both_of(a), -1), at)
        centre = add(centre, p, share)
        moment += above * share * dot(add(p, hips, -1), ahead) / 1000 * 9.80665
    return centre, moment


def loads(cop):
    for k in range(len(sides)):
        if k == (1 if both else 2):
            yield add([0, 0, 0], up, 90.0), sides[k].c, 0.0
        elif both:
            yield add(add([0, 0, 0], up, weight), ahead, forward), cop, 0.0
        else:
            share = 0.42 if k == 0 else 0.58
            at = add(cop, right, dot(add(ankle[k], cop, -1), right))
            yield add(add([0, 0, 0], up, share * weight), ahead, share * forward), at, 2000.0 if k == 1 else -2000.0


if sys.argv[2].endswith(".mot"):
    forms = words.get("names", "ground_force_1_%s,ground_force_2_%s").split(",")
    head, rows = ["time"], []
    for form in forms:
        torque = "%s" if form.endswith("%s") and form.split("_")[-2].isdigit() else ""
        head += [form % (c + a) for c in "vp" for a in "xyz"]
        head += [form % ("m" + a) if torque else (form % a).replace("force", "torque") for a in "xyz"]
    for i, f in enumerate(frames):
        cop = f["cop_l"] if not any(map(math.isnan, f["cop_l"])) else None
        cop = lab(cop) if cop else middle
        row = []
        for force, at, torque in list(loads(add(cop, up, -dot(cop, up))))[: len(forms)]:
            sign = -1.0 if back else 1.0
            row += [sign * x for x in force] + [x / 1000 for x in at] + [sign * torque / 1000 * u for u in up]
        rows.append(row)
    with open(sys.argv[2], "w") as out:
        out.write(f"forces\nversion=1\nnRows={len(rows) * samples}\nnColumns={len(head)}\ninDegrees=yes\nendheader\n" + "\t".join(head) + "\n")
        for i, row in enumerate(rows):
            after = rows[min(i + 1, len(rows) - 1)]
            for s in range(samples):
                cells = [a + (b - a) * s / samples for a, b in zip(row, after)]
                out.write("\t".join(f"{x:.6f}" for x in [(i + s / samples) / rate, *cells]) + "\n")
    sys.exit()

per = 8 if kind == 3 else 6
volts = [[1 / (50.0 + 3 * r) if r == c else 0.0 for c in range(6)] for r in range(6)]  # V a N, V a N mm
off = [3.0, -2.0, 8.0, 500.0, -300.0, 200.0, 4.0, 5.0]
analog = []
if "own" in words:
    with open(sys.argv[2] + ".hips", "w") as out:
        out.writelines(f"{i / rate} {own_body(f)[1]}\n" for i, f in enumerate(frames))
for f in frames:
    cop = own_body(f)[0] if "own" in words else middle if "calm" in words else lab(f["cop_l"])
    cop = add(cop, up, -dot(cop, up)) if not any(map(math.isnan, cop)) else middle
    rows = list(loads(cop))
    v = []
    for k in order:
        one = sides[k].channels(*rows[k])
        one = [-x if back else x for x in one] if kind != 1 else one
        if kind == 4:
            one = [one[r] * volts[r][r] for r in range(6)]
        v += [x + zero * o for x, o in zip(one, off)]
    analog.append([10.0, 5.0, -800.0, 16000.0, 24000.0, 500.0] if "example" in words else v)
blank = int(words.get("blank", 0))  # first frames without anybody
for i in range(blank):
    analog[i] = [zero * o for _ in order for o in off[:per]]

drop = {d.split(":")[0]: float((d + ":1").split(":")[1]) for d in words.get("drop", "").split("+")}
markers = [n for n in names if n != "cop_l"]
labels = markers[:-1] + [words.get("twice", markers[-1])]
label = lambda t, n: t.ljust(n).encode()


def parameter(group, name, kind_, dims, data):
    body = bytes([kind_ & 255, len(dims), *dims]) + data
    return bytes([len(name), group]) + name + struct.pack("<H", len(body) + 2) + body


def reals(x):
    return struct.pack(f"<{len(x)}f", *x)


n, n_analog = len(sides), per * len(sides)
unit_of = words.get("unit", "V" if kind == 4 or "volts" in words else "N")
moment_unit = {"N": "Nmm", "kN": "kNm", "": "", "V": "V"}[unit_of]
scale = {"N": 1.0, "kN": 0.001, "": 1.0, "V": 1.0}[unit_of]
units, factor = [], []
for k in range(n_analog):
    force = kind == 3 or k % per < 3 or kind == 4
    place = kind == 1 and k % per in (3, 4)
    units.append("N" if "n" in words else "mm" if place else unit_of if force else moment_unit)
    factor.append(1.0 if place or kind == 4 else scale if force else 1e-6 if unit_of == "kN" else 1.0)
corners = [[list(c) for c in sides[k].corner] for k in order]
corners[0][2][0] += float(words.get("corner", 0))
matrix = [x for _ in order for c in range(6) for r in range(6) for x in [1 / volts[r][r] if r == c else 0.0]]
groups = [(1, b"POINT"), (2, b"ANALOG"), (3, b"FORCE_PLATFORM")]
parts = [bytes([len(g), 256 - k]) + g + struct.pack("<H", 3) + b"\0" for k, g in groups]
parts += [
    parameter(1, b"UNITS", -1, [2], b"mm"),
    parameter(1, b"RATE", 4, [], reals([rate])),
    parameter(1, b"LABELS", -1, [12, len(markers)], b"".join(label(m, 12) for m in labels)),
    parameter(1, b"Y_SCREEN", -1, [2], words.get("screen", "+Y" if y_up else "+Z").encode()),
    parameter(2, b"LABELS", -1, [8, n_analog], b"".join(label(f"Fz{k}", 8) for k in range(n_analog))),
    parameter(2, b"UNITS", -1, [4, n_analog], b"".join(label(u, 4) for u in units)),
    parameter(3, b"USED", 2, [], struct.pack("<h", int(words.get("used", n)))),
    parameter(3, b"TYPE", 2, [n], struct.pack(f"<{n}h", *[int(words.get("claim", kind))] * n)),
    parameter(3, b"ZERO", 2, [2], struct.pack("<2h", *(map(int, words["frames"].split("-")) if "frames" in words else (0, 0)))),
    parameter(3, b"CORNERS", 4, [3, 4, n], reals([x for p in corners for c in p for x in c])),
    parameter(3, b"ORIGIN", 4, [3, n], reals([x for k in order for x in sides[k].o])),
    parameter(3, b"CHANNEL", 2, [per, n], struct.pack(f"<{n_analog}h", *range(1, n_analog + 1))),
]
if "curve" in words:  # each term about half a millimetre at 50 mm
    of_one = [6e-13, 1.6e-9, 4e-6, 1.5e-9, 5e-6, 0.01, 7e-13, 1.7e-9, 3e-6, 1.4e-9, 4e-6, 0.02]
    parts.append(parameter(3, b"FPCOPPOLY", 4, [12, n], reals(of_one * n)))
if kind == 4:
    parts.append(parameter(3, b"CAL_MATRIX", 4, [6, 6, n], reals(matrix)))
section = b"".join(parts) + bytes(2)
blocks = (len(section) + 4 + 511) // 512
section = (bytes([1, 80, blocks, 84]) + section).ljust(512 * blocks, b"\0")
header = struct.pack("<BBHHHHHfHHf", 2, 80, len(markers), n_analog * samples, 1, len(frames), 0, -1.0, 2 + blocks, samples, rate)
with open(sys.argv[2], "wb") as out:
    out.write(header.ljust(512, b"\0") + section)
    for i, f in enumerate(frames):
        row = []
        for m in markers:
            p = lab(f[m])
            lost = any(map(math.isnan, p)) or i < blank or (m in drop and i >= (1 - drop[m]) * len(frames))
            row += [0, 0, 0, -1.0] if lost else p + [1.0]
        after = analog[i + 1] if i + 1 < len(frames) else analog[i]
        out.write(reals(row))
        for s in range(samples):
            out.write(reals([(a + (b - a) * s / samples) * g for a, b, g in zip(analog[i], after, factor)]))
