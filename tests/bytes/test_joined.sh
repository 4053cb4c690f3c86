#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Files of two sensors, or of EMG, that are one recording: clocks that agree, trembling, shifted, lost or missing;
# orientations in every form; what is said and every number that is kept, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
python3 - <<'PY' || exit 1
import math, random

HZ, SECONDS = 40, 13
chance = random.Random(3)
steps = [chance.gauss(0, 1) for _ in range(40)]
def bend(t):
    """a movement that never repeats, in radians"""
    return sum(s * .25 / (1 + k % 5) * math.sin((.35 + .093 * k) * t + k) for k, s in enumerate(steps[:14]))
def paced(t):
    return .6 * (1 - math.cos(2 * math.pi * t / 2))
def quaternion(a, b=.2):
    return [math.cos(a / 2) * math.cos(b), math.sin(a / 2) * math.cos(b), math.sin(b) * math.sin(a / 2), math.sin(b) * math.cos(a / 2)]
def matrix(q):
    w, x, y, z = q
    return [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y), 2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x), 2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]
heads = {"q": "qw,qx,qy,qz", "m": ",".join(f"Mat[{i}][{k}]" for i in (1, 2, 3) for k in (1, 2, 3)), "d": "Roll (deg),Pitch (deg),Yaw (deg)", "r": "Roll (rad),Pitch (rad),Yaw (rad)", "y": "Roll (deg),Pitch (deg),Yaw (deg)"}
def numbers(form, a):
    return quaternion(a) if form == "q" else matrix(quaternion(a)) if form == "m" else [v * (1 if form == "r" else 180 / math.pi) for v in ((.1 * a, -.2, a) if form == "y" else (a, .1 * a, -.2))]
def write(name, times, form="q", of=bend, clock="time_s", late=0.0, change=lambda i, t, row: [t] + row, above=""):
    rows = (change(i, round(t, 5), [round(v, 6) for v in numbers(form, of(t - late))]) for i, t in enumerate(times))
    lines = [",".join("" if v is None else str(v) for v in r) for r in rows if r is not None]
    open(name + ".csv", "w").write(above + (clock + "," if clock else "") + heads[form] + "\n" + "\n".join(lines) + "\n")
def even(start=0.0, hz=HZ, seconds=SECONDS):
    return [start + i / hz for i in range(round(seconds * hz))]
rows = []
def pair(name, first, second, **more):
    write(name + "_1", **dict(dict(times=even()), **first))
    write(name + "_2", **dict(dict(times=even()), **second))
    rows.append(dict({"file": name + "_1.csv", "participant": name, "sensor:pelvis": name + "_1.csv", "sensor:thorax": name + "_2.csv"}, **more))
blank = lambda i, t, row: [t] + [None] * len(row)
pair("same", {}, {})
pair("late", {}, dict(late=.1))
pair("early", {}, dict(late=-.12))
pair("far", {}, dict(late=2.0))
pair("far_early", {}, dict(late=-3.35))
pair("told", {}, dict(times=even(2.0), late=2.0), **{"offset_s:thorax": "2.0"})
pair("told_wrong", {}, dict(late=2.0), **{"offset_s:thorax": "0"})
pair("half_rate", {}, dict(times=even(hz=HZ / 2)))
pair("double_rate", {}, dict(times=even(hz=2 * HZ)))
pair("in_turns", {}, dict(times=[t + .0125 + .0033 * math.sin(7 * i) for i, t in enumerate(even())]))
pair("around", dict(times=even(2, seconds=11)), dict(times=even(.5)))
pair("within", dict(times=even(.5)), dict(times=even(2.01, seconds=11)))
pair("apart", {}, dict(times=even(20)))
pair("half", {}, dict(times=even(6.5)))
pair("less_than_half", {}, dict(times=even(6.525)))
pair("matrix", dict(form="m"), dict(form="q", late=.05))
pair("degrees", dict(form="d"), dict(form="r"))
pair("yaw", dict(form="y"), dict(form="q", late=.05))
for late in (.27, .32):
    pair(f"late_by_{late}", {}, dict(late=late))
pair("signs", {}, dict(change=lambda i, t, row: [t] + [-v if i % 3 == 1 else v for v in row]))
pair("holes", dict(change=lambda i, t, row: blank(i, t, row) if 100 < i < 109 or i == 0 else [t] + row), dict(change=lambda i, t, row: blank(i, t, row) if 300 < i < 360 else None if 400 < i < 450 else [t] + row))
pair("gap", {}, dict(late=.1, change=lambda i, t, row: None if 200 < i < 220 else [t] + row)) # of just half a second
pair("paced", dict(of=paced), dict(of=paced, late=.1))
varied = lambda t: paced(t) * (1 + .12 * steps[int(t / 2) % 40])
pair("paced_a_period", dict(of=varied), dict(of=varied, late=2))
for spread in (.18, .2, .22): # bends that repeat less and less
    uneven = lambda t: paced(t) * (1 + spread * steps[int(t / 2) % 40])
    pair(f"paced_by_{spread}", dict(of=uneven), dict(of=uneven, late=2))
pair("still", dict(of=lambda t: .3), dict(of=lambda t: .1))
pair("short", dict(times=even(seconds=2.4)), dict(times=even(seconds=2.4), late=.1))
pair("rows", dict(clock="", change=lambda i, t, row: row), dict(clock="", change=lambda i, t, row: row))
pair("rows_more", dict(clock="", change=lambda i, t, row: row), dict(clock="", times=even(seconds=SECONDS + 1), change=lambda i, t, row: row))
pair("no_clock_behind", {}, dict(clock="", times=even(seconds=SECONDS + 1), change=lambda i, t, row: row))
pair("no_clock_before", dict(clock="", change=lambda i, t, row: row), dict(times=even(seconds=SECONDS + 1)))
pair("packets", dict(clock="PacketCounter", above="Update Rate: 40.0Hz\n", change=lambda i, t, row: None if 50 < i < 60 else [100 + i] + row), dict(clock="PacketCounter", above="Update Rate: 40.0Hz\n", change=lambda i, t, row: None if 70 < i < 75 else [100 + i] + row))
pair("goes_back", {}, dict(change=lambda i, t, row: [t - (5 if i == 50 else 0)] + row))
pair("no_time", {}, dict(change=lambda i, t, row: [None if i == 50 else t] + row))
pair("begins_anew", dict(clock="seconds_elapsed"), dict(clock="seconds_elapsed"))
pair("milliseconds", {}, dict(clock="time", change=lambda i, t, row: [round(1000 * t)] + row))
for name, more in (("biased", {"accel_bias:thorax": "0 0.9 0"}), ("biased_untold", {})): # acceleration and angular rate of the second
    pair(name, {}, {}, **more)
    open(name + "_2.csv", "w").write("time_s,ax (m/s2),ay,az,gx (rad/s),gy,gz\n" + "".join(",".join(f"{v:.5f}" for v in (t, 9.81 * math.sin(bend(t)), 9.81 * math.cos(bend(t)) + .9, 0, 0, 0, (bend(t) - bend(t - 1 / HZ)) * HZ)) + "\n" for t in even()))
keys = ["file", "participant", "sensor:pelvis", "sensor:thorax", "offset_s:thorax", "accel_bias:thorax"]
open("list.csv", "w").write(",".join(keys) + "\n" + "\n".join(",".join(r.get(k, "") for k in keys) for r in rows) + "\n")

# EMG beside markers: clocks, rates, units and names
def markers(name, times, clock=True):
    open(name + ".csv", "w").write(({True: "time_s,", "frame": "frame,"}.get(clock, "")) + "hjc_l_x,hjc_l_y\n" + "\n".join(",".join(map(str, ([10 + 2 * i] if clock == "frame" else [round(t, 5)] if clock else []) + [i, 2])) for i, t in enumerate(times)) + "\n")
def emg(name, times, clock="time (s)", scale=1, columns="gmax_r [mV],Erector Spinae (V)"):
    open(name + ".csv", "w").write((clock + "," if clock else "") + columns + "\n" + "\n".join(",".join(map(str, ([round(t * scale, 6)] if clock else []) + [i, -i / 10])) for i, t in enumerate(times)) + "\n")
frames = [i / 10 for i in range(5)]
rows = []
def beside(name, clock=True, **more):
    markers(name, frames, clock)
    rows.append(dict({"file": name + ".csv", "participant": name, "emg": name + "_emg.csv"}, **more))
for name, more in (("even", {}), ("before", {}), ("offset", {"offset_s:emg": "0.3"}), ("fractions", {}), ("beyond", {}), ("outside", {}), ("in_ms", {})):
    beside(name, **more)
emg("even_emg", [i / 40 for i in range(20)])
emg("before_emg", [-.1 + i / 40 for i in range(20)])
emg("offset_emg", [.3 + i / 40 for i in range(20)])
emg("fractions_emg", [i / 23.7 for i in range(12)], columns="(V),ham_l")
emg("beyond_emg", [.2 + i / 40 for i in range(20)])
emg("outside_emg", [.4 + i / 40 for i in range(20)])
emg("in_ms_emg", [i / 40 for i in range(20)], "time (ms)", 1000)
for name, more in (("rate", {"rate_hz:emg": "30"}), ("no_rate", {}), ("rate_of_both", {"rate_hz:emg": "30", "rate_hz": "10"}), ("frames_without", {"rate_hz:emg": "30"})):
    beside(name, clock=name in ("rate", "no_rate"), **more)
    emg(name + "_emg", [i / 30 for i in range(15)], "")
beside("too_many")
emg("too_many_emg", [.1 + i / 30000 for i in range(2300)])
beside("outside_offset", **{"offset_s:emg": "0.3"})
emg("outside_offset_emg", [50 + i / 40 for i in range(20)])
beside("by_frames", "frame", rate_hz="20")
emg("by_frames_emg", [i / 40 for i in range(20)])
beside("half_outside")
emg("half_outside_emg", [.3 + i / 40 for i in range(20)])
beside("backwards")
emg("backwards_emg", [.1, .1, .2, .3])
keys = ["file", "participant", "emg", "rate_hz", "rate_hz:emg", "offset_s:emg"]
open("emg.csv", "w").write(",".join(keys) + "\n" + "\n".join(",".join(r.get(k, "") for k in keys) for r in rows) + "\n")
PY
for list in list emg; do
    pin $list hinge-ingest $list.csv -o $list.h5
    hinge-check -q $list.h5 --show findings --format csv |
        sed -n -E 's/^([^,]*),.*,(FILES_JOINED|LANDMARK_MISSING),"?(.*)"?,.*$/\1: \3/p' | sed -E 's/",".*//; s/(,"[^"]*|")$//' >out/$list,findings
    hinge-export -q $list.h5 --raw -o $list
    mv $list/* out
done
# what is planned and not there yet: a recording, or a file beside one
rm even_emg.csv same_1.csv late_2.csv
pin emg,planned hinge-ingest --set absent=planned emg.csv -o planned.h5
pin list,planned hinge-ingest --set absent=planned list.csv -o planned.h5
pinned
