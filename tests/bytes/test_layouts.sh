#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Layouts that are rare but real, of each format: what is recognised, every number that is read, and why the others
# are refused, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
python3 - <<'PY' || exit 1
import json, math, os, struct

def text(name, *lines):
    open(name, "w").write("\n".join(lines) + "\n")

# --- C3D: Intel, reals or integers ---
def c3d(name, points, groups, frames=3, analog=0, samples=1, first=1, scale=-1.0, values=None):
    """groups: {"POINT": {"RATE": 60.0, "LABELS": ["A", "B"], …}}; lists may be nested; bytes are of type BYTE"""
    def flat(v):
        return [x for u in v for x in flat(u)] if isinstance(v, list) else [v]
    def parameter(id, key, v):
        dims, u = [], v
        while isinstance(u, list):
            dims, u = [len(u)] + dims, u[0]
        if isinstance(u, str):
            width = max(len(x) for x in flat(v))
            kind, data, dims = -1, b"".join(x.ljust(width).encode() for x in flat(v)), [width] + dims
        elif isinstance(u, bytes):
            kind, data, dims = 1, v, [len(v)]
        else:
            kind, data = (4, struct.pack(f"<{len(flat(v))}f", *flat(v))) if isinstance(u, float) else (2, struct.pack(f"<{len(flat(v))}H", *flat(v)))
        body = bytes([kind & 255, len(dims), *dims]) + data
        return bytes([len(key), id]) + key.encode() + struct.pack("<H", len(body) + 2) + body
    parts = b""
    for id, (group, keys) in enumerate(groups.items(), 1):
        parts += bytes([len(group), 256 - id]) + group.encode() + struct.pack("<H", 3) + b"\0"
        parts += b"".join(parameter(id, key, v) for key, v in keys.items())
    parts += bytes(2)
    blocks = (len(parts) + 4 + 511) // 512
    section = (bytes([1, 80, blocks, 84]) + parts).ljust(512 * blocks, b"\0")
    last = min(first + frames - 1, 65535)
    header = struct.pack("<BBHHHHHfHHf", 2, 80, points, analog * samples, first, last, 0, scale, 2 + blocks, samples, 60.0)
    data = b""
    for i in range(frames):
        for p in range(points):
            x = [100.0 * p + i, 10.0 * i, 1000.0 - p, -1.0 if (p, i) == (1, 1) else 0.5]
            data += struct.pack("<4f", *x) if scale < 0 else struct.pack("<4h", *[int(v) for v in x])
        row = values(i) if values else [float(k + 10 * i) for k in range(analog * samples)]
        data += struct.pack(f"<{len(row)}f", *row) if scale < 0 else struct.pack(f"<{len(row)}h", *row)
    open(name, "wb").write(header.ljust(512, b"\0") + section + data)

point = {"UNITS": ["cm"], "RATE": 60.0, "LABELS": ["S:LASI", "S:RASI"], "LABELS2": ["T10", "LHipAngles"], "Y_SCREEN": "+Y"}
c3d("long_labels.c3d", 5, {"POINT": point, "TRIAL": {"ACTUAL_START_FIELD": [5, 1], "ACTUAL_END_FIELD": [9, 1]}}, 5)
c3d("angles.c3d", 3, {"POINT": dict(point, LABELS=["LASI", "Knee", "Elbow"], ANGLES=["Knee", "Elbow"], ANGLE_UNITS=["rad"])})
c3d("integers.c3d", 2, {"POINT": point, "ANALOG": {"USED": 2, "LABELS": ["EMG"], "UNITS": ["mV", "V"], "GEN_SCALE": 0.5, "SCALE": [2.0, 4.0],
    "OFFSET": bytes([200, 3]), "FORMAT": "UNSIGNED"}}, 3, 2, 2, scale=0.25, values=lambda i: [-1 - i, 5, 7 + i, 30000])
c3d("signed.c3d", 2, {"POINT": point, "ANALOG": {"USED": 1, "SCALE": [1.0], "OFFSET": bytes([200])}}, 3, 1, scale=0.25, values=lambda i: [-1 - i])
c3d("events.c3d", 1, {"POINT": point, "EVENT": {"USED": 3, "TIMES": [[0.0, 0.5], [1.0, 0.25], [0.0, 2.0]], "LABELS": ["Foot Off", "Strike", "Rest"],
    "CONTEXTS": ["Left", "", "General"]}})
turn = [0.0, 1.0, 0.0, 0.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 5.0, 6.0, 7.0, 1.0, 0.9]
c3d("rotations.c3d", 0, {"POINT": {"RATE": 0.0}, "ROTATION": {"USED": 2, "RATE": 85.0}}, 3, values=lambda i: turn + [x + i for x in turn])
# the header has room for 16 bits, and parameters have the rest; where the frames begin stands in the parameters alone
c3d("longer.c3d", 2, {"POINT": point, "TRIAL": {"ACTUAL_START_FIELD": [1, 0], "ACTUAL_END_FIELD": [5, 0]}}, 5)
c3d("begins.c3d", 2, {"POINT": dict(point, DATA_START=3)})
for name, at, word in (("longer.c3d", 8, 3), ("begins.c3d", 16, 0)):
    whole = bytearray(open(name, "rb").read())
    struct.pack_into("<H", whole, at, word)
    open(name, "wb").write(whole)
c3d("nothing.c3d", 0, {"POINT": point})

# --- force plates of a C3D: under the left foot, the right, and others; the frame's three samples are of 600 N, and
# of nobody in the first two frames ---
def square(x, y, half=0.25, skew=0.0):
    return [[1000 * (x + half), 1000 * (y + half), 0.0], [1000 * (x - half), 1000 * (y + half), 0.0], [1000 * (x - half), 1000 * (y - half), 0.0],
            [1000 * (x + half + skew), 1000 * (y - half), 0.0]]
feet = ["LHEE", "LTOE", "RHEE", "RTOE", "LANK", "RANK", "LASI", "RASI"]
def plates(name, kinds, per, row, units, frames=8, samples=3, feet=feet, labels={}, **keys):
    """row(plate, load) has the channels of a plate; each has `per`"""
    analog = per * len(kinds)
    def values(i):
        load = 0.0 if i < 2 else 600.0 + i
        one = [v for k in range(len(kinds)) for v in row(k, load)]
        return [v + 0.1 * s for s in range(samples) for v in one]
    places = {"LHEE": (0, .1, .02), "LTOE": (.2, .1, .02), "RHEE": (0, -.7, .03), "RTOE": (.2, -.72, .02), "LANK": (.05, .1, .08), "RANK": (.05, -.7, .08), "LASI": (0, 0, 1), "RASI": (0, -.3, 1)}
    c3d(name, len(feet), {"POINT": {"UNITS": ["mm"], "RATE": 60.0, "LABELS": feet, "Y_SCREEN": "+Z"},
        "ANALOG": {"USED": analog, "LABELS": [labels.get(k, f"C{k}") for k in range(1, analog + 1)], "UNITS": units, "RATE": 180.0},
        "FORCE_PLATFORM": dict({"USED": len(kinds), "TYPE": kinds, "CHANNEL": [[per * k + c + 1 for c in range(per)] for k in range(len(kinds))],
                                "ORIGIN": [[2.0, -3.0, -40.0]] * len(kinds), "ZERO": [1, 2],
                                "CORNERS": [square(0.1 + k * 0.01, 0.1 - 0.8 * k) for k in range(len(kinds))]}, **keys)},
        frames, analog, samples, values=values)
    data = bytearray(open(name, "rb").read())
    start, size = 512 * (1 + data[514]), 16 * len(feet) + 4 * analog * samples
    for i in range(frames):
        for p, foot in enumerate(feet):
            x, y, z = places[foot]
            struct.pack_into("<4f", data, start + size * i + 16 * p, 1000 * x + i, 1000 * y, 1000 * z + i, 1.0)
    open(name, "wb").write(data)

N6 = ["N", "N", "N", "Nmm", "Nmm", "Nmm"]
two = lambda k, f: [10.0, -4.0, -f, 9000.0 + 400 * k, 20000.0, 300.0 * (f > 0)]
plates("type2.c3d", [2, 2], 6, two, N6 * 2)
plates("ankles.c3d", [2, 2], 6, two, N6 * 2, feet=["LANK", "RANK", "LASI", "RASI"])
plates("one_foot.c3d", [2, 2], 6, two, N6 * 2, feet=["LHEE", "LTOE", "RANK", "LASI", "RASI"])
plates("nobody.c3d", [2], 6, two, N6, feet=["LANK", "LASI", "RASI"], CORNERS=[square(2, 2)])
plates("both_feet.c3d", [2, 2], 6, two, N6 * 2, CORNERS=[square(.1, -.3, .7), square(3, 3)], ORIGIN=[[2.0, -3.0, 40.0], [0.0, 0.0, 0.0]])
plates("units.c3d", [2, 2, 2], 6, lambda k, f: two(k, f) if k else [v / 1000 - 0.1 for v in two(k, f)], ["kN", "kN", "kN", "Nm", "Nm", "Nm"] + ["", "", "", "", "N", "Ncm"] + ["V", "N", "N", "Nmm", "Nmm", "Nmm"])
plates("wrong.c3d", [5, 2, 2, 2, 4], 6, two, N6 * 5, CORNERS=[square(.1, .1)] + [square(.1, -.7, .25, .1), square(.1, .1, .02), square(.1, .1, 2.6), square(.1, .1)])
plates("no_type.c3d", [9.2e15, 2.5], 6, two, N6 * 2)
plates("lacks.c3d", [3, 2], 6, two, N6 * 2)
plates("outside.c3d", [2, 2], 6, lambda k, f: [0.0, 0.0, -f, 900 * f, 0.0, 0.0] if k else [0.0] * 6, N6 * 2)
plates("standing_at_zero.c3d", [2], 6, lambda k, f: two(k, 700.0), N6, ZERO=[1, 3])
plates("lost_channel.c3d", [2, 2], 6, two, N6 * 2, CHANNEL=[[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 99]])
plates("own_force.c3d", [2, 2], 6, two, N6 * 2, labels={9: "force_r_n"})
plates("offset.c3d", [2], 6, lambda k, f: [x + 7 for x in two(k, f)], N6, ZERO=[1, 2])
plates("type1.c3d", [1, 1], 6, lambda k, f: [10.0, -4.0, -f] + [[30.0, -12.0, 500.0], [3.0, -.012, .5]][k], ["N", "N", "N", "mm", "", "Nmm", "N", "N", "N", "cm", "m", "N"])
three = lambda k, f: [5.0, 6.0, -3.0, 1.0, -f / 4 - 5, -f / 4 + 3, -f / 4 - 1, -f / 4 + 3]
plates("type3.c3d", [3, 3], 8, three, ["N"] * 16, ORIGIN=[[120.0, 200.0, -48.0], [-120.0, -200.0, 48.0]])
plates("curve.c3d", [3], 8, three, ["N"] * 8, ORIGIN=[[120.0, 200.0, -48.0]], FPCOPPOLY=[[1e-14, 2e-10, -3e-6, 1e-12, 4e-8, -2e-3, 2e-14, -1e-10, 2e-6, 3e-12, -5e-8, 1e-3]])
matrix = [[2.0 if r == c else 0.01 * (r - c) for r in range(6)] for c in range(6)]
plates("type4.c3d", [4], 6, lambda k, f: [5.0, -2.0, -f / 2, 4000.0, 9000.0, 200.0], ["V"] * 6, CAL_MATRIX=[matrix])

# --- JSON ---
def person(x=300.0, y=100.0, size=1.0, score=0.9):
    """17 points of COCO"""
    shape = [(0, 0), (2, -4), (-2, -4), (10, -2), (-10, -2), (25, 40), (-25, 40), (40, 120), (-40, 120), (42, 190), (-42, 190), (20, 200), (-20, 200), (22, 320), (-22, 320), (24, 440), (-24, 440)]
    return [(round(x + size * u, 2), round(y + size * v, 2), score) for u, v in shape]
flat = lambda points: [v for p in points for v in p]
entry = lambda i, points: {"image_id": f"cam_{i:04}.png", "keypoints": flat(points)}
def dump(name, made):
    json.dump(made, open(name, "w"))
here = lambda i: person(300 + 2 * i)
# two people who cross, one lost and found at two places, a bystander, one far away, and pictures that are left out
dump("crossing.json", [entry(i, p) for i in range(8) for p in (person(300 + 30 * i), person(560 - 30 * i, 100, .9))])
dump("lost.json", [entry(i, here(i)) for i in range(4)] + [entry(i, person(700, 100, .3)) for i in range(12)] +
     [entry(i, person(330, 110)) for i in range(6, 9)] + [entry(i, person(310, 105, .95)) for i in range(10, 12)])
dump("before.json", [entry(i, person(320 - i, 104, .9)) for i in range(0, 3)] + [entry(i, person(312 - i, 104, .9)) for i in range(4, 6)] +
     [entry(i, here(i)) for i in range(8, 16)] + [entry(i, person(900, 100, .2, .1)) for i in range(16)])
dump("contested.json", [entry(i, p) for i in range(4) for p in (person(100, 100, .82), person(700, 100))])
dump("alone.json", [entry(i, here(i)) for i in range(5)] + [entry(i, person(900, 90)) for i in range(5, 8)] + [entry(2, person(60, 60, .2))])
dump("jump.json", [entry(i, here(i) if i < 3 else person(900, 500)) for i in range(6) if i != 4])
dump("holes.json", [entry(i, here(i)) for i in (0, 1, 400)])
dump("unseen.json", [entry(i, [(0, 0, 0) if k in (3, i + 5) else (x, y, .04 if k == 7 else s) for k, (x, y, s) in enumerate(here(i))]) for i in range(3)])
dump("coco_annotations.json", {"annotations": [dict(entry(i, here(i)), image_id=i + 7) for i in range(3)]})
dump("pictures.json", {f"{i}.jpg": {"people": [{"pose_keypoints_2d": flat(here(i))}]} for i in range(9, 12)})
dump("bodies.json", {f"{i}.jpg": {"bodies": [{"joints": flat(here(i))}]} for i in range(3)})
dump("unnumbered.json", [dict(entry(0, here(0)), image_id="first.jpg")])
dump("mpi.json", {f"{i}.jpg": {"people": [{"pose_keypoints_2d": flat(here(i)[:15])}]} for i in range(2)})
dump("columns.json", [[{"keypoints": {"x": [p[0] for p in here(i)], "y": [p[1] for p in here(i)], "visible": [.5] * 17}}] for i in range(3)])
dump("space.json", {"instance_info": [{"frame_id": 4 + i, "instances": [{"keypoints": [[x / 100, .1 * k, y / 100] for k, (x, y, s) in enumerate(here(i))], "keypoint_scores": [.8] * 17}]} for i in range(2)]})
dump("space_and_plane.json", {"instance_info": [{"instances": [{"keypoints": [[1, 2, 3]] * 17, "keypoint_scores": [.8] * 17}]}, {"instances": [{"keypoints": [[1, 2]] * 17}]}]})
dump("named_points.json", {"meta_info": {"keypoint_id2name": {"0": "LASI", "1": "RASI", "2": "C7"}}, "instance_info": [{"instances": []}] +
     [{"frame_index": 5 + i, "instances": [{"keypoints": [[1 + i, 2], [3, 4], [5, None]], "keypoint_scores": [1, .5, ""]}]} for i in range(2)]})
for n in (19, 308): # points of no skeleton that is known
    dump(f"rows_of_{n}.json", [entry(0, [(1, 2, .5)] * n)])
    dump(f"lists_of_{n}.json", {"instance_info": [{"frame_id": 1, "instances": [{"keypoints": [[1, 2]] * n, "keypoint_scores": [.5] * n}]}]})
dump("rows_of_parts.json", [{"image_id": "1.jpg", "keypoints": [1, 2] * 26}])
dump("one_picture.json", [{"keypoints": flat(here(0))}])
mp = lambda i: [{"x": .5 + .01 * k, "y": .2 + .02 * k + .001 * i, "z": -.1, "visibility": .9} for k in range(33)]
open("lines.jsonl", "w").write("".join(json.dumps({"frame": 3 + i, "time_s": .04 * i, "landmarks": mp(i)}) + "\n \n" for i in range(3)))
three = open("lines.jsonl").read()
open("lines_cut.jsonl", "w").write(three[:-9])
open("lines_and_a_word.jsonl", "w").write(three + "the end")
open("lines_of_two.jsonl", "w").write("".join(three.splitlines(True)[:3])[:-9])
open("lines_broken.jsonl", "w").write(three.replace('"frame": 4', '"frame": four'))
dump("score_unknown.json", [[[p["x"], p["y"], p["z"], None if k == i else .9] for k, p in enumerate(mp(i))] for i in range(2)])
dump("seconds.json", {"fps": 25, "frames": [{"timestamp": 100 + .04 * i, "poseLandmarks": {"landmark": mp(i)}} for i in range(3)]})
dump("milliseconds.json", {"frame_rate": 24, "frames": [{"time": 40 * i, "landmarks": [] if i == 1 else [[p["x"], p["y"], p["z"], .7] for p in mp(i)]} for i in range(4)]})
dump("by_name.json", {f"frame_{i}": {"keypoints": {k: {"x": 10 + i, "y": 20 * len(k), "confidence": .4} for k in ("left_hip", "left_knee", "left_ankle") if (k, i) != ("left_knee", 2)}} for i in (2, 1, 3)})
dump("world.json", [{"pose_world_landmarks": [dict(p, x=p["x"] - .735, y=p["y"] - .67, z=(k - 23.5) / 100) for k, p in enumerate(mp(0))]} for i in range(2)])
dump("far_frames.json", {"positions": {f"{i}.5": {"Nose": [1, 2]} for i in range(2)}})
dump("depth.json", {"positions": {str(i): {"Hip": [1, 2, i], "Knee": [3, 4, 5]} for i in (3, 1, 2)}})
open("words.json", "w").write('{"positions": {"1": {"A\\\\": [NaN, -Infinity], "NaN \\" Infinity": [3, 4]}, "2": {"A\\\\": [1, 2], "NaN \\" Infinity": [3, 4]}}}')
joints = [[10.0 * k, -20.0 * k, 1500.0] for k in range(32)]
dump("azure.json", {"frames": [{"frame_id": 11, "timestamp_usec": 0, "bodies": []}] + [{"frame_id": 12 + i, "timestamp_usec": 33333 * i, "bodies": [{"joint_positions": joints}]} for i in (0, 1, 3)]})
dump("azure_unnumbered.json", {"frames": [{"bodies": [{"joint_positions": joints}]}] * 2})
os.mkdir("faces")
for i in (1, 2, 4):
    dump(f"faces/clip_{i:05}.json", {"people": [{"pose_keypoints_2d": flat(here(i)), "face_keypoints_2d": [1.0] * 6, "hand_left_keypoints_2d": [2.0] * 3}]})
os.mkdir("empty_frames")
for i in range(3):
    dump(f"empty_frames/f{i}.json", {"people": []})
os.mkdir("labels")
for i in (1, 2, 10):
    text(f"labels/clip_{i}.txt", *[" ".join(map(str, [k, .5, .5, .2, .8] + [round(v / 1000, 4) for p in here(i) for v in p[:2]])) for k in range(1, 2)])

# --- tables ---
text("freemocap.csv", "frame,model,keypoint,x,y,z,reprojection_error", *[f"{i},{m},{k},{10 * i},{j},5,0.1" for i in range(2) for m, k, j in (("body.rigid", "left_hip", 1), ("hand.left", "wrist", 2), ("body.rigid", 7, 3))])
text("times.csv", "timestamp_ms,joint,x,y,likelihood,remark", *[f"{t},{k},{t / 10},{j},0.{j},a" for t in (40, 0, 80) for k, j in (("hip", 4), ("knee", 5))])
text("persons.csv", "frame,person_id,keypoint,x,y", *[f"{f},{p},{k},{100 * p + f},{10 * j}" for f in (1, 0) for p in (2, 1) for j, k in enumerate(("hip", "knee", "ankle"))])
for name, who in (("named", ("Anna", "Ben")), ("blank", ("", 7)), ("unnamed", ("Anna", ""))):
    text(f"persons_{name}.csv", "frame,person,keypoint,x,y", *[f"{f},{who[p - 1]},{k},{100 * p + f},{10 * j}" for f in (1, 0) for p in (2, 1) for j, k in enumerate(("hip", "knee", "ankle"))])
for n in (257, 258): # names of people are told apart up to so many
    text(f"persons_{n}.csv", "frame,person,keypoint,x,y", *[f"{f},n{p},hip,{p},{f}" for f in range(2) for p in range(n)])
text("half_frame.csv", "frame,joint,x,y", "0.5,hip,1,2")
text("not_a_time.csv", "time,joint,x,y", "soon,hip,1,2")
text("twice.csv", "frame,joint,x,y", "0,hip,1,2", "0,hip,1,2")
text("no_name.csv", "frame,joint,x,y", "0,,1,2")
text("counted.csv", *[" ".join(map(str, [i] + [round(v, 3) for k in range(33) for v in (.4 + .01 * k, .2, -.1, .5)])) for i in range(3)])
text("clocked.csv", *[" ".join(map(str, [i / 30] + [v for k in range(33) for v in (.4, .2, .1)])) for i in range(3)])
text("turned.csv", *[" ".join(map(str, [.1 * k + .001 * i for k in range(175)])) for i in range(2)])
text("metres.csv", *[" ".join(map(str, [i + 5] + [v for k in range(25) for v in (.1, .2, 1.5 + .1 * k)])) for i in range(2)])
text("near.csv", *[" ".join(map(str, [v for k in range(25) for v in (.1, .2, .9)])) for i in range(2)])
text("from_one.csv", "t," + ",".join(f"lm{k}_{a}" for k in range(1, 18) for a in ("x", "y", "c")), *[",".join(map(str, [i / 10] + [k for k in range(51)])) for i in range(2)])
text("hole.csv", "t," + ",".join(f"x_{k},y_{k}" for k in range(18) if k != 9), "0," + ",".join("1" * 34))
text("negated.csv", "time,LT Hip Flexion (deg),Pelvis-Pitch (rad),Knee.pos X,Knee.pos Y,acc x,acc y,max", "0,10,0.1,1,2,3,4,5", "0.1,11,0.2,1,2,3,4,5")
text("remarks.csv", "sep=;", "# made by hand;1;2;3", "Zeit (ms);knee_l_x [mm];knee_l_y [mm];hjc_l_x [mm];hjc_l_y [mm]", "0;1,5;2;3;4", "10;1,25;;3;4")
text("words_above.csv", "one,two,three,four,five", "a,b,c,d,e", "time,hjc_l_x,hjc_l_y,knee_l_x,knee_l_y", "0,1,2,3,4")
text("axes.csv", "hjc_l;knee_l;ankle_l", "N;S;X;Y;X;Y;X;Y", "1;0.1;1;2;3;4;5;6", "2;0.2;1;2;3;4;5;7")
text("unfit.csv", "hjc_l;knee_l;ankle_l;toe_l", "N;S;X;Y;X;Y;X;Y", "1;0.1;1;2;3;4;5;6", "2;0.2;1;2;3;4;5;7")
for foreign in ("scorer,a,b", "Devices,,", "comment,a,b", "Shimmer_1A_Accel,b,c", "a,SampleTimeFine,b", "a,skeleton_joint,b", "NO_OF_FRAMES,2,", "PathFileType,4,", "a,sampling_frequency,b"):
    text("foreign_" + foreign.split(",")[0].lower() + str(len(foreign)) + ".csv", foreign, "1,2,3")
text("motive.csv", "Format Version,1.22,Capture Frame Rate,120,Export Frame Rate,,Rotation Type,XYZ,Total Exported Frames,3,Length Units,Meters", "",
     ",Type,Rigid Body,Rigid Body,Marker,Marker,Marker,", ",Name,Box,Box,A:LASI,A:LASI,A:LASI,", ",ID,1,1,2,2,2,", ",,Rotation,Position,Position,Position,Position,",
     "Frame,Time (Seconds),X,X,X,Y,Z,", "0,0,30,1.5,.1,.2,.3,", "1,0.008333,31,1.5,.1,.2,.3,")
text("motive_bare.csv", "Format Version,1.23,Length Units", "", ",Type,Marker,Marker,Marker", ",Name,L,L,L", ",ID,2,2,2", ",,Position,Position,Position", "Frame,Time (Seconds),X,Y,Z", "0,0,.1,.2,.3", "1,0.01,.1,.2,.3")
text("captury.csv", "Recorded at;2024", "Frames;9", ";;;LHipPositions;;;LHipAngles;;", "Frame;Sub Frame;Annotations;X;Y;Z;X;Y;Z", ";;;cm;cm;cm;deg;deg;deg", "0;0;note;1;2;3;4;5;6", "1;0;;1;2;3;4;5;6", "", "Camera;1")

# --- one sensor ---
def sensor(name, head, rows, above=()):
    text(name, *above, head, *[",".join(map(str, r)) for r in rows])
bend = lambda i: 30 * (1 - math.cos(2 * math.pi * max(0, i - 100) / 300)) * math.pi / 180
def moved(i, g=1.0, w=1.0, hz=40):
    """gravity in a sensor that turns about its z, and its angular rate"""
    return [round(v, 6) for v in (g * math.sin(bend(i)), g * math.cos(bend(i)), .01 * g, .01 * w, -.02 * w, w * ((bend(i) - bend(i - 1)) * hz + .005))]
sensor("radians.csv", "time,Roll,Pitch,Yaw", [(20 * i, round(.1 * i, 2), -.2, 3.15) for i in range(5)])
sensor("degrees.csv", "time,Roll,Pitch,Yaw", [(20 * i, round(.05 * i, 2), -.1, 3.1) for i in range(5)])
sensor("told.csv", "time_s,Roll (deg),Pitch_rad,Yaw [°]", [(.02 * i, i, .2, 3.1) for i in range(3)])
sensor("counter.csv", "PacketCounter,Quat_W,Quat_X,Quat_Y,Quat_Z", [(k, 1, 0, 0, 0) for k in (65534, 65535, 0, 1)], ["// Update Rate: 100.0Hz"])
sensor("counter_twice.csv", "PacketCounter,qw,qx,qy,qz", [(k, 1, 0, 0, 0) for k in (65535, 0, 32767, 65535, 1)], ["Rate: 0", "Rate: 100 Hz"])
sensor("wrap.csv", "SampleTimeFine,q0,q1,q2,q3", [(k, 1, 0, 0, 0) for k in (4294960000, 4294967000, 6704, 13404)], ["OutputRate:\t,150Hz"])
sensor("nanoseconds.csv", "timestamp,seconds_elapsed,qw,qx,qy,qz", [(10 ** 18 + 10 ** 7 * i, i, 1, 0, 0, 0) for i in range(3)])
sensor("microseconds.csv", "timestamp,Quat0,Quat1,Quat2,Quat3", [(1000 * i, 1, 0, 0, 0) for i in range(3)])
sensor("second_clock.csv", "timestamp,time,w,x,y,z", [("" if i else 1, .01 * i, 1, 0, 0, 0) for i in range(4)])
for blank in (0, 4): # the first or the last time is missing
    sensor(f"no_time_at_{blank}.csv", "timestamp,qw,qx,qy,qz", [("" if i == blank else 10 * i, 1, 0, 0, 0) for i in range(5)])
sensor("units_below.csv", "Shimmer_1A_Timestamp_Unix_CAL," + ",".join(f"Shimmer_1A_{k}_{a}_CAL" for k in ("Accel_LN", "Gyro") for a in "XYZ"), [["ms"] + ["m/(s^2)"] * 3 + ["deg/s"] * 3] +
       [[25 * i] + moved(i, 9.81, 180 / math.pi) for i in range(400)])
sensor("of_a_segment.csv", "time_s," + ",".join(f"pelvis_{k}{a} ({u})" for k, u in (("a", "g"), ("g", "rad/s")) for a in "xyz"), [[.025 * i] + ["" if i == 7 else v for v in moved(i)] for i in range(400)])
sensor("of_day.csv", "time,ax,ay,az,gx,gy,gz", [[f"10:00:{.025 * i:09.6f}"] + moved(i, 9.81) for i in range(400)])
sensor("never_still.csv", "time,ax,ay,az,gx,gy,gz", [[.025 * i] + [v + .6 * (i % 2) * (k == 5) for k, v in enumerate(moved(i, 9.81))] for i in range(400)])
sensor("slow.csv", "time,ax,ay,az,gx,gy,gz", [[.1 * i] + moved(i, 9.81, 1, 10) for i in range(40)])
sensor("short.csv", "time,ax,ay,az,gx,gy,gz", [[.025 * i] + moved(i, 9.81) for i in range(11)])
sensor("no_clock.csv", "ax,ay,az,gx,gy,gz", [moved(i, 9.81) for i in range(40)])
sensor("stated.csv", "n,ax,ay,az,gx,gy,gz", [[i] + moved(i, 9.81) for i in range(400)], ["Rate: 40 Hz"])

# --- BVH ---
def bvh(name, joints, rows, step="0.033333"):
    text(name, "HIERARCHY", *joints, "MOTION", f"Frames: {len(rows)}", f"Frame Time: {step}", *rows)
tree = ["ROOT Hips  {", "OFFSET 0 0 0", "CHANNELS 6 Xposition Yposition Zposition Yrotation Xrotation Zrotation", "JOINT LeftUpLeg\t", "{", "OFFSET 4 -1 0", "CHANNELS 6 Xposition Yposition Zposition Zrotation Yrotation Xrotation",
        "JOINT Left Leg ", "{", "OFFSET 0 -17 0", "CHANNELS 3 Zposition Xrotation Zrotation", "End Site", "{", "OFFSET 0 -16 0", "}", "}", "}", "}"]
bvh("inches.bvh", tree, ["0 36 0 90 10 0 4 -1 0 20 0 5 0 30 2", "0 35 0 90 20 0 4 -1 0 21 0 5 1 31 2"])
bvh("added.bvh", tree, ["0 36 0 90 10 0 1 1 1 20 0 5 0 30 2", "0 35 0 90 20 0 2 1 1 21 0 5 1 31 2"], ".01")
for x in (4.041, 4.042): # within and beyond a hundredth of the bone
    bvh(f"placed_at_{x}.bvh", tree, [f"0 36 0 90 10 0 {x} -1 0 20 0 5 0 30 2"])
bvh("still.bvh", ["ROOT A", "{", "OFFSET 0 0 0", "CHANNELS 0", "}"], ["1"])
bvh("ragged.bvh", tree, ["0 36 0 90 10 0 4 -1 0 20 0 5 0 30"])
text("no_hierarchy.bvh", "ROOT A")

# --- MVNX, OpenCap ---
def mvnx(name, *rows):
    text(name, '<?xml version="1.0"?>', '<mvnx version="4"><subject label="x" frameRate="60"><segments><segment label="Pelvis"/><segment label="T8"/></segments>',
         '<sensors><sensor label="Pelvis"/></sensors><joints><joint label="jHip"/></joints><frames>', *[f'<frame time="{16 * i}" type="{kind}">{row}</frame>' for i, (kind, row) in enumerate(rows)], "</frames></subject></mvnx>")
turns, rest = "<orientation>1 0 0 0 0.5 0.5 0.5 0.5</orientation>", "<sensorOrientation>0 1 0 0</sensorOrientation><jointAngle>1 2 3</jointAngle><odd>7 8 9 10 11</odd>"
mvnx("whole.mvnx", ("npose", turns), ("normal", turns + rest), ("normal", turns + "<jointAngle/>"), ("tpose", turns), ("normal", turns + rest.replace("7", "-7.5")))
mvnx("fewer.mvnx", ("normal", turns + rest), ("normal", turns + "<jointAngle>1 2</jointAngle>"))
mvnx("more.mvnx", ("normal", turns + rest), ("normal", turns + "<odd>1 2 3 4 5 6</odd>"))
mvnx("word.mvnx", ("normal", turns + rest), ("normal", "<orientation>1 0 zero</orientation>"))
mvnx("many.mvnx", *[("normal", turns + "".join(f"<e{k}>{k + i}</e{k}>" for k in range(70))) for i in range(2)]) # of 64 kinds of elements
mvnx("poses.mvnx", ("npose", turns))
dump("opencap.json", {"time": [0, .02, .04], "bodies": {"pelvis": {"rotation": [[.1, .2, -.3], [.2, .1, 0], [0, 0, 0]], "translation": [[0, 1, 0]] * 3}, "femur_r": {"rotation": [[1.5, 0, .2]] * 3}, "ground": {}}})

# --- what the numbers say where the file does not: no clock, the first point is missing at first, nothing else is known ---
def table(name, points, axes="xy", unit="", frames=12, move=(1, -.5, .25), ends="", row=lambda i: ()):
    """points: {"hip": (x, y, z), …}; each moves by `move` a frame, and the first is missing in the first two"""
    names = [f"{p}_{a}{unit}" for p in points for a in axes]
    cells = lambda i: ["" if i < 2 and k < len(axes) else round(x[a] + i * move[a], 4) for k, (x, a) in enumerate((x, a) for x in points.values() for a in range(len(axes)))]
    text(name, ",".join(names) + ends, *[",".join(map(str, cells(i) + list(row(i)))) for i in range(frames)])
body = {"shoulder": (10, 120), "hip": (0, 260), "knee": (30, 380), "ankle": (20, 500), "heel": (10, 520), "toe": (80, 520)}
mirrored = {k: (400 - x, y) for k, (x, y) in body.items()}
sides = lambda points: {f"{k}_{s}": (x + (s == "r"), y) for k, (x, y) in points.items() for s in "lr"}
scaled = lambda points, f: {k: tuple(f * v for v in x) for k, x in points.items()}
raised = lambda points, z=2.0: {k: (x, 3 - y, z + .1 * i) for i, (k, (x, y)) in enumerate(points.items())}
table("right.csv", body)
table("left.csv", mirrored)
table("ankle_alone.csv", {k: v for k, v in mirrored.items() if k != "heel"})
table("no_toe.csv", {k: v for k, v in mirrored.items() if k != "toe"})
table("in_space.csv", raised(scaled(body, .005)), "xyz", move=(.01, -.005, .002))
table("of_one_side.csv", {k + "_l": v for k, v in mirrored.items()})
table("called_metres.csv", sides(body), unit=" (m)")
table("in_metres.csv", scaled(sides(body), .003), unit=" (m)", move=(.01, -.01))
table("shares.csv", scaled(sides(body), .0012), move=(.001, -.001))
table("legs_of_ten.csv", scaled(sides(body), .04), move=(.001, -.001))
table("trunk_alone.csv", {k: v for k, v in sides(body).items() if k[:3] in ("sho", "hip")})
table("flat.csv", {k: (x, y, 5) for k, (x, y) in sides(body).items()}, "xyz", " (mm)", move=(1, -.5, 0))
table("flat_z_up.csv", {k: (x, y, 5) for k, (x, y) in sides(body).items()}, "xyz", " (mm)", move=(0, 0, 0))
table("flat_short.csv", {k: (x, y, 5) for k, (x, y) in sides(body).items()}, "xyz", " (mm)", 9, move=(1, -.5, 0))
table("lying.csv", {k: (y, 100) for k, (x, y) in sides(body).items()}, unit=" (m)", move=(5, 0))
table("standing_up.csv", {k: (x, 600 - y) for k, (x, y) in sides(body).items()}, unit=" (px)")
mediapipe = ["nose", "left_eye_inner", "left_eye", "left_eye_outer", "right_eye_inner", "right_eye", "right_eye_outer", "left_ear", "right_ear", "mouth_left", "mouth_right"] + [f"{s}_{p}" for p in
    ("shoulder", "elbow", "wrist", "pinky", "index", "thumb", "hip", "knee", "ankle", "heel", "foot_index") for s in ("left", "right")]
table("freemocap_space.csv", {p: (10.0 * k, -20.0 * k, 30.0) for k, p in enumerate(mediapipe)}, "xyz", move=(1, -2, .5))
table("freemocap_mm.csv", {p: (10.0 * k, 20.0 * k, 30.0) for k, p in enumerate(mediapipe)}, "xyz", " (mm)", move=(1, -2, .5))
table("world_late.csv", {p: (.01 * (k - 23.5), .02 * (23.5 - k), .01 * (23.5 - k)) for k, p in enumerate(mediapipe)}, "xyz", move=(0, 0, 0))
kinect = ["SpineBase", "SpineMid", "Neck", "Head", "ShoulderLeft", "ElbowLeft", "WristLeft", "HandLeft", "ShoulderRight", "ElbowRight", "WristRight", "HandRight", "HipLeft", "KneeLeft", "AnkleLeft",
    "FootLeft", "HipRight", "KneeRight", "AnkleRight", "FootRight", "SpineShoulder"]
for name, f in (("camera_m", .1), ("camera_mm", 100), ("camera_far", 3)):
    table(name + ".csv", {p: (f * .1 * k, f * (14 - k), f * 20) for k, p in enumerate(kinect)}, "xyz", move=(f * .1, f * .02, f * .3))
table("forces.csv", body, ends=",Fz (kg),Mx (Nmm)", row=lambda i: (i, 2 * i))
text("clock_differs.trc", "PathFileType\t4\t(X/Y/Z)\tx.trc", "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames", "100\t100\t4\t1\tmm\t100\t1\t4", "Frame#\tTime\tLASI\t\t", "\t\tX1\tY1\tZ1", "",
     *[f"{i + 1}\t{.02 * i:.2f}\t{i}\t2\t3" for i in range(4)])
# a body along another axis than the file says, in the frames in which it is straight and seen
def screen(name, up, top, frames=20):
    c3d(name, 8, {"POINT": dict({"UNITS": ["mm"], "RATE": 60.0, "LABELS": ["LSHO", "RSHO", "C7", "T10", "LASI", "RASI", "LANK", "RANK"]}, **({"Y_SCREEN": up} if up else {}))}, frames)
    data = bytearray(open(name, "rb").read())
    start = 512 * (1 + data[514])
    for i in range(frames):
        for p in range(8):
            f = (8 - p) / 8 if p < 6 else 0
            bent = 0.3 if i > 3 else 1
            at = [4000.0 * (a == 0) + 5 + 1400 * f * v * bent + p % 2 for a, v in enumerate(top)]
            struct.pack_into("<4f", data, start + 128 * i + 16 * p, *(at if (p, i) not in ((0, 1), (6, 2)) else [0.0] * 3), 1.0)
    open(name, "wb").write(data)
screen("up_as_said.c3d", "+Z", (.1, .1, 1))
screen("up_is_y.c3d", "+Z", (.1, 1, .1))
screen("up_is_less_x.c3d", None, (-1, .2, .1))
screen("up_is_aslant.c3d", "+Z", (.8, .8, .1))
screen("up_near_the_limit.c3d", "+Z", (1, 0, .99))

# --- more programs of laboratories and videos ---
text("two_sections.csv", '"Trajectories"', "100", ",,Anna:LASI,,,Ben:LASI,,", "Frame,Sub Frame,X,Y,Z,X,Y,Z", ",,mm,mm,mm,mm,mm,mm", "5,0,1,2,3,4,5,6", "6,0,1.5,,3,4,5,6", "8,0,9,9,9", "",
     "Devices  ", "300", ",,Plate,,EMG 1", "Frame,Sub Frame,Fx,Mx,Voltage", ",,N,N.mm,V", *[f"{f},{k},{f},{k},0.{k}" for f in (4, 5, 7) for k in range(3)], "6.5,-1,1,1,1", "", "Model Outputs", "100", ",,Anna:LHipAngles,,,Anna:Power", "Frame,Sub Frame,X,Y,Z,X", ",,deg,deg,deg,W/kg", "5,0,1,2,3,4", "",
     "Events", "100", "Subject,Context,Name,Time (s)", "Anna,Left,Foot Strike,0.5")
text("old_ascii.csv", "TRAJECTORIES", "120,Hz", ",LASI,,,RASI,,", "Field #,X,Y,Z,X,Y,Z", "1,1,2,3,4,5,6", "2,1,2,3,4,5,6")
text("frames_apart.csv", "Trajectories", "100", ",,LASI,,", "Frame,Sub Frame,X,Y,Z", ",,mm,mm,mm", "1,0,1,2,3", "500,0,1,2,3")
text("no_rate.csv", "Trajectories", "fast", ",,LASI,,", "Frame,Sub Frame,X,Y,Z", ",,mm,mm,mm", "1,0,1,2,3")
text("no_frames.csv", "Trajectories", "100", ",,LASI,,", "Rows,Sub Frame,X,Y,Z", ",,mm,mm,mm", "1,0,1,2,3")
qtm = lambda *rows: ["\t".join(map(str, r)) for r in rows]
text("bodies.tsv", *qtm(("NO_OF_FRAMES", 3), ("FREQUENCY", 50), ("BODY_NAMES", "pelvis", "Box")), *qtm(*[[k + i / 10 for k in range(32)] for i in range(2)]))
text("bodies_timed.tsv", *qtm(("NO_OF_FRAMES", 2), ("FREQUENCY", 50), ("BODY_NAMES", "pelvis")), *qtm(*[[i + 1, i / 50] + [k + i / 10 for k in range(16)] for i in range(2)]))
text("channels.tsv", *qtm(("NO_OF_FRAMES", 2), ("FREQUENCY", 1000), ("CHANNEL_NAMES", "EMG_1", "EMG_2"), ("Sample", "Time", "EMG_1", "EMG_2"), (1, 0, .5, .6), (2, .001, .7, .8)))
text("types.tsv", *qtm(("NO_OF_FRAMES", 2), ("FREQUENCY", 100), ("DATA_TYPES", "Hip", "Knee"), (10, 20), (11, 21)))
kin = lambda name, head, *rows: text(name, ",".join(f'"{h}"' for h in head), *[",".join(f'"{v}"' for v in r) for r in rows])
kin("kinovea_ms.csv", ("Time (ms)", "C7/0/X", "C7/0/Y", "Knee/X", "Knee/Y"), *[(40 * i, 1 + i, 2, 3, 4 + i) for i in range(12)])
kin("kinovea_counts.csv", ("Time", "Angle/o/X", "Angle/o/Y", "Angle/a/X", "Angle/a/Y"), *[(i, 1 + i, 2, 3, 4 + i) for i in range(12)])
kin("kinovea_share.csv", ("Time", "C7/0/X", "C7/0/Y"), *[(i / 11 if i < 11 else 1, 1 + i, 2) for i in range(12)])
kin("kinovea_few.csv", ("Time", "C7/0/X", "C7/0/Y"), *[(i, 1 + i, 2) for i in range(3)])
open("kinovea_blocks.txt", "w", encoding="utf-8-sig").write("#Kinovea Trajectory data export\n#T X Y\n# C7 spine  \n0:00:01:50 1,5 2.5\n0:00:02:00 3 4\n\n# Knee\n0:00:02:00;5;6\n0:00:01:00;7;8\n")
text("kinovea_word.txt", "#Kinovea Trajectory data export", "# C7", "0:00:01:50 1,5 two")
text("several.csv", "scorer,n,n,n,n,n,n,n,n,n,n,n,n", "individuals" + ",one" * 6 + ",two" * 6, "bodyparts" + ",hip,hip,hip,knee,knee,knee" * 2, "coords" + ",x,y,likelihood" * 4, *[f"{i}," + ",".join(map(str, (10 + i, 20, .9, 30, 40, .8))) + "," + (",,,,," if i == 1 else f"510,{10 + i},.9,590,90,.8") for i in range(3)])
text("pictures.csv", "scorer,n,n,n,n", "bodyparts,hip,hip,knee,knee", "coords,x,y,x,y", "labels/video/img01.png,1,2,3,4", "labels/video/img02.png,1,,3,4")
text("anipose.csv", "scorer,n,n,n,n,n,n", "bodyparts,hip,hip,hip,knee,knee,knee", "coords,x,y,z,x,y,z", "0,1,2,3,4,5,6", "1,1,2,3,4,5,7")
text("sleap_half.csv", "track,frame_idx,hip.x,hip.y,knee.x,knee.y", "t,0.5,1,2,3,4")
text("sleap_gap.csv", "frame_idx,instance.score,hip.x,hip.y,knee.x,knee.y", "3,.9,10,20,30,40", "6,.9,11,21,31,41")
trc = lambda name, names, rows, keys="100\t100\t{}\t{}\tmm\t100\t1\t2", above=("PathFileType\t4\t(X/Y/Z)\tx.trc",), axes=True: text(name, *above, "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
    keys.format(len(rows), len(names)), "Frame#\tTime\t" + "\t\t\t".join(names) + "\t\t", *(["\t\t" + "\t".join(f"{a}{k + 1}" for k in range(len(names)) for a in "XYZ"), ""] if axes else []), *["\t".join(map(str, r)) for r in rows])
trc("blank.trc", ["LASI", "V1", "V2", "LASI"], [(1, 0, 1, 2, 3, "", "", "", "", "", "", 4, 5, 6), (2, .01, 1, 2, 3, "", "", "", "", "", "", 4, 5, 6)])
trc("blank_first.trc", ["V1", "LASI", "RASI"], [(i + 1, i / 100, "", "", "", 1, "", "", "", "", 2 if i == 1 else "") for i in range(2)])
trc("counted.trc", ["LASI", "RASI"], [(1, 0, 1, 2, 3, 4, 5, 6), (2, .01, 1, 2, 3, 4, 5, 6)], "abc\t100\t7\t9\tfurlong\t100\t1\t2", (), False)
trc("comma_rate.trc", ["LASI"], [(1, "0,00", "1,5", 2, 3), (2, "0,02", "1,25", 2, 3)], "50,0\t50,0\t2\t1\tm\t50\t1\t2")
text("shifted.trc", "PathFileType\t4\t(X/Y/Z)\tx.trc", "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits", "100\t100\t1\t2\tmm", "Frame#\tTime\tLASI\tRASI", "1\t0\t1\t2\t3\t4\t5\t6", "2\t0.01\t1\t2\t3\t4\t5\t7")
mot = lambda name, *lines: text(name, *lines)
mot("simm.mot", "name x", "datacolumns 4", "datarows 2", "otherdata 1", "inDegrees = true,,", "endheader,,", "time,knee_angle_r,pelvis_tx,ground_force_vy", "0,10,0.5,300", "0.01,11,0.5,301")
names = "pelvis_tx pelvis_ty pelvis_tz pelvis_tx2 sh_tx_r sh_ty_r sh_tz_r lumbar_trans_1 Abs_t1 ground_force_1 ankle_torque knee_moment_r soleus_activation knee_angle_r/speed /speedy soleus_length_r hip_flexion_r".split()
mot("no_angles.mot", "inDegrees=yes", "endheader", "time\t" + "\t".join(names), *["\t".join(str(i + k) for k in range(len(names) + 1)) for i in range(2)])
mot("radians.sto", "Coordinates", "inDegrees=no", "nRows=9", "nColumns=3", "endheader", "time\thip_flexion_r/value\thip_flexion_r/speed", "0\t0.5\t1", "0.01\t0.6\t1")
mot("perhaps.mot", "inDegrees=perhaps", "endheader", "time\ta", "0\t1")
mot("no_time.mot", "endheader", "t\ta", "0\t1")
mot("no_end.mot", "inDegrees=yes", "time\ta", "0\t1")
mot("nothing_below.mot", "inDegrees=yes", "endheader")
mot("unnamed.mot", "endheader", "time\ta\t\tb", "0\t1\t2\t3")
text("tensors.csv", "time_s,frame,hip,knee,ankle,word", *[f'{i / 10},{i + 3},"tensor([{i}.5, 2.0])","[3, 4]","(5; 6)",x' for i in range(3)])
text("scored.csv", "time (ms);hip;knee;ankle", *[f"{40 * i};1.5 2 3 0.9;4 5 6 0.8;7 8 9 0.7" for i in range(2)], "80;;4 5 6 0.8;7 8 9 0.7")
text("ragged_cells.csv", "frame,hip,knee,ankle", "0,1 2,3 4,5 6", "1,1 2,3,5 6")
text("repeated.csv", "time,hjc_l_x,hjc_l_y,hjc_l_x,said,said", "0,1,2,3,word,4", "time,hjc_l_x,hjc_l_y,hjc_l_x,said,said", "0.1,1,2,,5,6", "0.2,,,,,", ",,,,,")
text("short_row.csv", "time,hjc_l_x,hjc_l_y", "0,1,2", "0.1,1")
text("cut.csv", "time,hjc_l_x,hjc_l_y,knee_l_x,knee_l_y", "0,1,2,3,4", "0.1,1,2,3,4")
open("cut.csv", "a").write("0.2,1")
text("infinite.csv", "time,hjc_l_x,hjc_l_y", "0,1,2", "0.1,inf,2")
text("steps.csv", "timestamp,hjc_l_x,hjc_l_y", *[f"{t},1,{i}" for i, t in enumerate((1e13, 3e13, 5e13))])
text("uneven_steps.csv", "time,hjc_l_x,hjc_l_y", *[f"{t},1,{i}" for i, t in enumerate((5, 5, 45, 85, 1085, 1125))])
text("named.csv", "time,pelvis_quat_w,pelvis_quat_x,pelvis_quat_y,pelvis_quat_z,thorax_roll_deg,thorax_pitch_deg,thorax_yaw_deg,c7_x_mm,c7_y_mm,c7_z_mm,t8.q0,t8.q1,t8.q2,t8.q3,knee_flex_r_rad,hip_c,lumbar flex [deg]", *[",".join([f"{i / 10}"] + [str(k + i / 10) for k in range(17)]) for i in range(2)])
text("fronts.csv", "x_c7,y_c7,x_hip,y_hip,x_knee,y_knee", "1,2,3,4,5,6", "1,2,3,4,5,7")
text("body_names.csv", "t," + ",".join(f"body_{p}_{a}" for p in ("left_hip", "left_knee", "left_ankle") for a in "xyz"), "0,1,2,3,4,5,6,7,8,9", "0.1,1,2,3,4,5,6,7,8,9")
text("position_names.csv", "t," + ",".join(f"{p}_position_{a}" for p in ("hip", "knee", "ankle") for a in "xyz"), "0,1,2,3,4,5,6,7,8,9", "0.1,1,2,3,4,5,6,7,8,9")
os.mkdir("pairs")
for i, k in ((7, 1), (8, 2), (9, 0)):
    text(f"pairs/img{i}.txt", *[" ".join(map(str, [0, .5, .5, .2, .8] + [round(.3 * j + v / 1000, 4) for p in here(i) for v in p[:2]] + [.9])) for j in range(k)], "")
os.mkdir("boxes")
text("boxes/img1.txt", "0 .5 .5 .2 .8")
os.mkdir("not_numbered")
dump("not_numbered/first.json", {"people": [{"pose_keypoints_2d": flat(here(0))}]})
os.mkdir("unnumbered.labels")
text("unnumbered.labels/first.txt", " ".join(map(str, [0, .5, .5, .2, .8] + [round(v / 1000, 4) for p in here(0) for v in p[:2]])))
text("time_word.csv", "frame,time,joint,x,y", "0,0.1,hip,1,2", "1,soon,hip,1,2")
text("open_quote.csv", "Trajectories", "100", ",,LASI,,", "Frame,Sub Frame,X,Y,Z", ",,mm,mm,mm", "1,0,1,2,3", "", "Devices", "1000", ',,"Plate', "Frame,Sub Frame,Fx", ",,N", "1,0,5")
sensor("two_sensors.csv", "time," + ",".join(f"{s}_{k}{a}" for s in ("pelvis", "thigh_r") for k in "ag" for a in "xyz")[:-len(",thigh_r_gz")], [[.025 * i] + moved(i, 9.81) + moved(i, 9.81)[:5] for i in range(400)])
sensor("milli_g.csv", "time,ax (mg),ay (mg),az (mg),gx (dps),gy (dps),gz (dps)", [[.025 * i] + moved(i, 1000, 180 / math.pi) for i in range(400)])
dump("two_bodies.json", {"time": [0, .02], "bodies": {"pelvis": {"rotation": [[.1, .2, -.3]]}}})

# --- just within a limit, and just beyond it: what is recognised and noted ---
os.mkdir("limits")
os.chdir("limits")
# numbered columns and rows of numbers
index = lambda name, of, above=(): text(name, *above, "t," + ",".join(f"x_{k},y_{k}" for k in of), *[",".join(map(str, [i / 10] + [k for k in range(2 * len(of))])) for i in range(2)])
index("numbered_from_two.csv", range(2, 19))
index("numbered_to_136.csv", range(1, 137))
index("numbered_in_row_4.csv", range(17), ["title"] * 3)
index("numbered_in_row_5.csv", range(17), ["title"] * 4)
bare = lambda name, n, *leads, change={}: text(name, *[" ".join(map(str, [lead] * (lead is not None) + [{k % 75: .3 for k in range(n)}.get(k, .3) if k not in change else change[k] for k in range(n)])) for lead in leads])
bare("bare_half_clock.csv", 99, .5, 1, 2)
bare("bare_one_row.csv", 99, 7)
bare("bare_level.csv", 99, 5, 5)
bare("bare_66.csv", 66, None, None)
bare("bare_165.csv", 165, None, None)
bare("joints_ten_metres.csv", 75, 1, 2, change={0: 10, 1: -10, 2: 0, 5: 1.01})
bare("joints_farther.csv", 75, 1, 2, change={0: 10.01, 5: 1.01})
bare("joints_near.csv", 75, 1, 2, change={5: 1})
bare("joints_behind.csv", 75, 1, 2, change={2: -.01, 5: 1.01})
bare("states.csv", 100, None, None, change={4 * k + 3: k % 3 for k in range(25)})
bare("states_of_three.csv", 100, None, None, change={4 * k + 3: k % 4 for k in range(25)})
# headers
row = lambda n: [f"{i},1,2,3,4"[:2 * n - 1] for i in range(2)]
text("header_settings.csv", "Subject,7", "Rate", "time,hjc_l_x,hjc_l_y,knee_l_x", *row(4))
text("header_settings_of_three.csv", "Subject,7", "time,hjc_l_x,hjc_l_y", *row(3))
text("header_three_above.csv", "Subject,7,a", "time,hjc_l_x,hjc_l_y,knee_l_x", *row(4))
text("header_percent.csv", "% made by hand,b,c,d", "time,hjc_l_x,hjc_l_y,knee_l_x", *row(4))
text("header_half_words.csv", "time,hjc_l_x,hjc_l_y,a,b,c", "0,1,2,x,y,z", "1,1,2,x,y,z")
text("header_more_words.csv", "time,hjc_l_x,hjc_l_y,a,b,c,d", "0,1,2,x,y,z,z", "1,1,2,x,y,z,z")
text("header_over_a_blank.csv", "time,hjc_l_x,hjc_l_y,knee_l_x,knee_l_y", "0,,,,", "1,1,2,3,4")
text("header_alone.csv", "time,hjc_l_x,hjc_l_y,knee_l_x,knee_l_y")
text("header_over_units.csv", "hjc_l,,knee_l,", "X,Y,X,Y", "cm,cm,cm,cm", "1,2,3,4", "1,2,3,5")
text("header_units_over_axes.csv", "hjc_l,,knee_l,", "cm,cm,cm,cm", "X,Y,X,Y", "1,2,3,4", "1,2,3,5")
fronts = [f"{a}_{p}" for p in ("c7", "hip", "knee") for a in "xy"]
for name, more in (("half", "a_x,a_y,b_x,one,two,three"), ("fewer", "a_x,a_y,b_x,one,two,three,four"), ("points", "a_x,a_y,b_x,b_y,one,two")):
    text(f"fronts_{name}.csv", ",".join(fronts) + "," + more, *[",".join(str(i + k) for k in range(6 + len(more.split(",")))) for i in range(2)])
joints9 = ["left_hip", "right_hip", "left_knee", "right_knee", "left_ankle", "right_ankle", "left_shoulder", "right_shoulder", "nose"]
for n in (8, 9):
    table(f"body_names_of_{n}.csv", {f"body_{p}": (k, 10 * k) for k, p in enumerate(joints9[:n])})
table("position_of_k.csv", {f"{p}_position": (k, 10 * k) for k, p in enumerate(("k", "hip", "knee", "ankle"))})
# names that begin alike, and names that nobody knows
markers = {"LASI": (1, 50), "RASI": (2, 50), "C7": (3, 20), "LKNE": (4, 70), "RKNE": (5, 70)}
for name, prefixed, of in (("four_of_five", 4, 5), ("three_of_four", 3, 4), ("three", 3, 3), ("two", 2, 2)):
    table(f"prefix_{name}.csv", {("Anna_" if k < prefixed else "") + p: x for k, (p, x) in enumerate(list(markers.items())[:of])})
strange = ["Ster", "Stern", "Sternn", "Sacrm", "Sacrmu", "Bauch", "Blau", "Grau", "Gelb", "Weiss"]
for n in (8, 9, 10):
    table(f"unknown_names_{n}.csv", {p: (k, 10 * k) for k, p in enumerate(strange[:n])})
# sensors
rows = lambda step: [(round(step * (i + 1), 6), 1, 0, 0, 0) for i in range(4)]
for step in (.19, .2, 199, 200, 199000, 200000):
    sensor(f"sensor_step_{step}.csv", "timestamp,qw,qx,qy,qz", rows(step))
sensor("sensor_half_clock.csv", "timestamp,time,qw,qx,qy,qz", [(i if i < 2 else "", .01 * (i + 1), 1, 0, 0, 0) for i in range(4)])
sensor("sensor_one_row.csv", "timestamp,qw,qx,qy,qz", [(5, 1, 0, 0, 0)])
# people: strides in heights of the largest, who is 452 pixels from corner to corner; and somebody small who stays
follow = lambda name, places, n: dump(name + ".json", [entry(i, person(x)) for i, x in places.items()] + [entry(i, person(100, 2000, .3, .1)) for i in range(n)])
follow("stride_of_130", {i: 300 + 130 * i for i in range(4)}, 4)
follow("stride_of_137", {0: 300, 1: 437, 2: 567, 3: 697}, 4)
follow("stride_of_224", {0: 300, 1: 310, 2: 320, 3: 544}, 4)
follow("stride_of_228", {0: 300, 1: 310, 2: 320, 3: 548}, 4)
follow("lost_for_4_and_225", {0: 300, 1: 300, 6: 525, 7: 525}, 8)
follow("lost_for_4_and_231", {0: 300, 1: 300, 6: 531, 7: 531}, 8)
follow("lost_for_7_and_268", {0: 300, 1: 300, 9: 568, 10: 568}, 11)
follow("lost_for_7_and_275", {0: 300, 1: 300, 9: 575, 10: 575}, 11)
follow("lost_for_29", {0: 300, 1: 300, 31: 300, 32: 300}, 33)
follow("lost_for_30", {0: 300, 1: 300, 32: 300, 33: 300}, 34)
several = lambda name, n, *places: dump(name + ".json", [entry(i, person(x)) for frames, x in places for i in frames] + [entry(i, person(100, 2000, .3, .1)) for i in range(n)])
several("found_at_two_places", 6, (range(3), 300), (range(3, 4), 437), (range(3, 6), 150))
several("came_from_two_places", 12, (range(6, 12), 300), (range(0, 3), 85), (range(1, 5), 480))
for n in (20, 21):
    dump(f"passes_in_1_of_{n}.json", [entry(i, person(300)) for i in range(n)] + [entry(5, person(900, 90, .5))])
for last in (79, 80):
    dump(f"frames_to_{last}.json", [entry(i, here(0)) for i in (0, 1, last)])
for size in (.79, .81):
    dump(f"as_large_as_{size}.json", [entry(i, p) for i in range(4) for p in (person(100, 100, size), person(700, 100))])
# JSON
for clock, step in (("timestamp_ms", 40), ("time_ms", 40), ("timestampMs", 40), ("time_s", .04), ("timestamp_s", .04), ("time", 40), ("timestamp", .04)):
    dump(f"clock_{clock}.json", [{clock: step * (i + 1), "landmarks": mp(i)} for i in range(4)])
dump("keys_turned.json", {k: mp(int(k)) for k in ("2", "0", "1")})
dump("points_of_two.json", [[[p["x"], p["y"]] for p in mp(i)] for i in range(2)])
dump("points_unseen.json", [[[None, None] if (k, i) in ((0, 0), (5, 1)) else [p["x"], p["y"]] for k, p in enumerate(mp(i))] for i in range(2)])
dump("points_in_two_frames_of_three.json", {"positions": {"1": {"Nose": [1, 2], "Hip": [3, 4]}, "2": {}, "3": {"Hip": [3, 4]}}})
dump("points_of_three.json", [[[p["x"], p["y"], p["z"]] for p in mp(i)] for i in range(2)])
for n in (256, 257):
    dump(f"bodies_{n}.json", {"time": [0, .02], "bodies": {f"b{k}": {"rotation": [[.1, .2, -.3]] * 2} for k in range(n)}})
# long tables
long = lambda name, ids: text(name, "frame,joint,x,y", *[f"{f},{k},{k},{f}" for f in range(2) for k in ids])
long("points_from_0.csv", range(17))
long("points_without_16.csv", [*range(16), 17])
# laboratories
for lines in (95, 96):
    text(f"header_to_{lines}.mot", "inDegrees=yes", *["a remark"] * (lines - 3), "endheader", "time\tknee_angle_r", "0\t1", "0.01\t2")
nexus = lambda name, *frames: text(name, "Trajectories", "100", ",,LASI,,", "Frame,Sub Frame,X,Y,Z", ",,mm,mm,mm", *[f"{f},0,1,2,3" for f in frames])
nexus("nexus_19_on.csv", 1, 20)
nexus("nexus_20_on.csv", 1, 21)
text("nexus_rate_0.csv", "Trajectories", "0", ",,LASI,,", "Frame,Sub Frame,X,Y,Z", ",,mm,mm,mm", "1,0,1,2,3")
kin("kinovea_two.csv", ("Time", "C7/0/X", "C7/0/Y"), *[(i, 1 + i, 2) for i in range(2)])
kin("kinovea_halves.csv", ("Time", "C7/0/X", "C7/0/Y"), *[(i + .5, 1 + i, 2) for i in range(3)])
kin("kinovea_share_of_three.csv", ("Time", "C7/0/X", "C7/0/Y"), (0, 1, 2), (.4, 1, 2), (1, 1, 2))
kin("kinovea_from_0.csv", ("Time", "C7/0/X", "C7/0/Y"), (0, 1, 2), (.4, 1, 2), (1.1, 1, 2))
for n in (1, 2):
    text(f"motive_of_{n}.csv", "Format Version,1.23,Length Units,Meters", ",Type,Marker", ",Name,L", ",,Position", ",".join(("Frame", "Time (Seconds)")[:n]), "0,0", "1,0.01")
for name, times in (("104", [i / 104 for i in range(4)]), ("106", [i / 106 for i in range(4)]), ("of_two", [0, .02]), ("lost", [0, .01, .05, .09]), ("lost_first", [0, .05, .06, .1])):
    trc(f"clock_{name}.trc", ["LASI"], [(i + 1, round(t, 6), 1, 2, 3) for i, t in enumerate(times)])
# units by the length of a leg, and of what a person may be
leg = lambda name, length, tail="": text(name, ",".join(f"{p}_{a}{tail}" for p in ("shoulder", "hip", "knee", "ankle") for a in "xy"), *[f"0,{-length},0,0,0,{length / 2},0,{length}"] * 3)
kin("up_of_a_trunk.csv", ["Time (ms)"] + [f"{p}/0/{a}" for p in ("shoulder", "hip", "elbow", "wrist") for a in "XY"], *[[40 * i, 1, 9, 1, 5, 2, 7, 3, 6] for i in range(20)])
for frames in (9, 10):
    table(f"flat_of_{frames}_frames.csv", {k: (x, y, 5) for k, (x, y) in sides(body).items()}, "xyz", " (mm)", frames, move=(1, -.5, 0))
for length in (4, 5, 20, 21):
    leg(f"leg_of_{length}.csv", length)
for length in (10, 10.5):
    leg(f"as_tall_as_{2 * length:g}_m.csv", length, " (m)")
table("points_in_space.csv", {p: (.1 * k, -.2 * k, .3) for k, p in enumerate(mediapipe)}, "xyz", " (m)", move=(.01, -.02, .005))
for k in (2, 3): # of 42 coordinates of landmarks so many are far below 0: more than a twentieth is space
    table(f"space_of_{k}.csv", {p: (-2 if i >= 33 - k else 700, 500, 3) for i, p in enumerate(mediapipe)}, "xyz", move=(.01, .02, .005))
for heights in ((.5, .5002, 2.1998, 2.2), (500, 500.2, 2199.8, 2200)):
    for height in heights:
        table(f"depth_of_{height}.csv", {p: (.1, height if p == "ShoulderLeft" else 0, 2) for p in kinect}, "xyz", move=(0, 0, 0), frames=3)
table("heel_first.csv", {"heel": (80, 520), "shoulder": (10, 120), "hip": (0, 260), "knee": (30, 380), "ankle": (20, 500), "toe": (50, 520)})
for large in (1, 2):
    text(f"shares_{20 - large}_of_20.csv", ",".join(f"{p}_{a}" for p in ("shoulder_l", "shoulder_r", "knee_l", "knee_r", "ankle_l") for a in "xy"), *[f"{1.51 if i < large else 1.5},-1.5,.1,.2,.3,.4,.5,.6,.7,.8" for i in range(2)])
for up in (18, 17, 3, 2):
    kin(f"up_in_{up}_of_20.csv", ["Time (ms)"] + [f"{p}/0/{a}" for p in ("shoulder", "hip", "knee", "ankle") for a in "XY"], *[[40 * i] + [v for y in (900, 700, 400, 100) for v in (1, y if i < up else 5 if i == up else -y)] for i in range(20)])
bones = lambda thigh, shin: ["ROOT Hips", "{", "OFFSET 0 0 0", "CHANNELS 3 Xposition Yposition Zposition", "JOINT LeftUpLeg", "{", "OFFSET 0 0 0", "CHANNELS 3 Zrotation Xrotation Yrotation", "JOINT LeftLeg", "{", f"OFFSET 0 -{thigh} 0",
    "CHANNELS 3 Zrotation Xrotation Yrotation", "JOINT LeftFoot", "{", f"OFFSET 0 -{shin} 0", "CHANNELS 3 Zrotation Xrotation Yrotation", "End Site", "{", "OFFSET 0 0 0", "}", "}", "}", "}", "}"]
for thigh, shin in ((.2, .19), (.2, .21), (.7, .59), (.7, .61), (8, 7), (8, 8), (20, 19), (20, 20), (65, 65), (66, 65)):
    bvh(f"leg_of_{thigh + shin:g}.bvh", bones(thigh, shin), ["0 1 0" + " 0" * 9] * 3)
for deg in (29.5, 30.5):
    screen(f"body_at_{deg}_deg.c3d", "+Z", (math.tan(deg * math.pi / 180), 1, 0))
whole = bytearray(open("../long_labels.c3d", "rb").read())
whole[514] = 0 # how many blocks of parameters there are
open("parameters_uncounted.c3d", "wb").write(whole)
# clocks, sensors without orientation
for step in (1.9, 2, 199, 200, 199999, 200000, 1999999999, 2000000000):
    text(f"steps_of_{step}.csv", "time,hjc_l_x,hjc_l_y", *[f"{step * i},1,{i}" for i in (1, 2, 3)])
for name, hz, n, g in (("19_hz", 19, 200, 1), ("21_hz", 21, 200, 1), ("11_rows", 40, 11, 1), ("12_rows", 40, 12, 1), ("of_1.048_g", 40, 200, 1.048), ("of_1.052_g", 40, 200, 1.052)):
    sensor(f"inertial_{name}.csv", "time,ax (m/s2),ay,az,gx,gy,gz", [[round(i / hz, 6)] + moved(i, 9.81 * g, 1, hz) for i in range(n)])
# decimal marks, commas that are both, labels of pictures
for n, cells in (("ten_commas_a_point", ["0,5"] * 10 + ["1.5"]), ("nine_commas_a_point", ["0,5"] * 9 + ["1.5"]), ("thousands", ["1,234", "-12,345", "123,456"]), ("thousands_and_another", ["1,234", "12,34"]),
                 ("from_0", ["0,234", "1,234"]), ("four_before", ["1234,567", "1,234"])):
    text(f"decimal_{n}.csv", "hjc_l_x;hjc_l_y", *[f"{c};1" for c in cells])
for n, names, rows in (("two_of_3", "ab", ("0,1,2",) * 2), ("three_of_3", "ab", ("0,1,2",) * 3), ("two_of_4", "ab", ("0,1,0,2",) * 2), ("three_of_4_under_3", "abc", ("0,1,0,2",) * 3), ("of_5", "ab", ("0,1,0,2,3",) * 3), ("of_words", "ab", ("0,1,a",) * 3)):
    text(f"pairs_{n}.csv", ",".join(f"{k}_{axis}" for k, axis in zip(names, "xyz")), *rows)
shares = lambda *more: [1, .5, .5, .2, .8] + [v for k in range(17) for v in (0, 1, .5)] + list(more)
for n, line in (("two_behind", shares(.9, 7)), ("of_26", [1, .5, .5, .2, .8] + [.1, .2, .5] * 26), ("beyond", shares()[:-2] + [1.01, .5]), ("half_a_class", [1.5] + shares()[1:]), ("box", shares()[:5]), ("box_and_1", shares()[:6]), ("box_and_2", shares()[:7])):
    os.mkdir("labels_" + n)
    text(f"labels_{n}/clip_1.txt", " ".join(map(str, line)))
open("utf16.mvnx", "w", encoding="utf-16").write(open("../whole.mvnx").read().replace("<?xml ", '<?xml encoding="UTF-16" ').replace('encoding="UTF-16" version="1.0"', 'version="1.0" encoding="UTF-16"'))
sensor("inertial_20_hz.csv", "ax (m/s2),ay,az,gx,gy,gz", [moved(i, 9.81, 1, 20) for i in range(200)], ["Rate: 20 Hz"])
# names with numbers, bytes that are none, cells of points
for name, names in (("zeros", ("0000000000000.jpg", "0000000000001.jpg")), ("of_12", ("123456789012.jpg",)), ("of_13", ("1234567890123.jpg",))):
    dump(f"name_{name}.json", {n: {"people": [{"pose_keypoints_2d": flat(here(0))}]} for n in names})
open("nul.json", "wb").write(b'{"positions":\n {"1\0": 2}}')
for n, cell in ((2, "1 2"), (3, "1 2"), (3, "1 2 3 .9 5")):
    text(f"cells_{n}_of_{len(cell.split())}.csv", "frame," + ",".join("hip knee ankle".split()[:n]), *[f"{i}" + f",{cell}" * n for i in range(2)])
bvh("channels_7.bvh", [*tree[:2], "CHANNELS 7"] + tree[3:], ["1"])
bvh("channels_half.bvh", [*tree[:2], "CHANNELS 2.5"] + tree[3:], ["1"])
# force plates: beside a foot, beyond an edge, too small, aslant, loaded by a bag
straight = lambda *y: lambda k, f: [0.0, 0.0, -f, 1000 * y[k] * f, 0.0, 0.0]
plates("plate_near_a_foot.c3d", [2, 2], 6, straight(0, 0), N6 * 2, CORNERS=[square(.1, .382), square(.1, .378)])
plates("plate_pressed_outside.c3d", [2, 2], 6, straight(.271, .269), N6 * 2, ORIGIN=[[0.0, 0.0, -40.0]] * 2)
plates("plate_sides.c3d", [2] * 4, 6, straight(0, 0, 0, 0), N6 * 4, CORNERS=[square(.1, .1, half) for half in (.0249, .0251, 2.499, 2.501)])
plates("plate_aslant.c3d", [2, 2], 6, straight(0, 0), N6 * 2, CORNERS=[square(.1, .1, skew=.5 * math.tan(a * math.pi / 180)) for a in (4.9, 5.1)])
for newtons in (99, 101):
    plates(f"plate_zero_of_{newtons}.c3d", [2], 6, lambda k, f: [0.0, 0.0, -f - newtons, 0.0, 0.0, 0.0], N6, CORNERS=[square(2, 2)], ZERO=[1, 2])
os.chdir("..")

# --- names that a section of a config can explain ---
os.mkdir("own")
parts = ["Nacken", "C7", "HWS", "t3", "Th3", "T8", "TH8", "t10", "T12", "L1", "LWK1", "l3", "L5", "lwk5", "Kreuzbein", "Sacrum", "PSIS links", "asis R", "SIAS_re", "Acromion li", "shoulder.left", "Schulter", "Ellbogen re", "wrist/left", "Handgelenk",
    "Trochanter l", "Hüfte rechts", "hueft", "Knie", "knee (left)", "ankle", "Sprunggelenk li", "Malleolus", "heel l", "Ferse", "Zehe re", "MT5", "Nase", "Ohr re", "hippo", "t1", "left Knee right", "a b c d e f g h Knie", "x" * 60 + "knee"]
axes = ["hor", "vertical", "Tiefe", "conf", "", "horizontal vertikal"]
text("own/parts.csv", "Bild;Zeit [ms];" + ";".join(f"{p} {axes[k % 6]}".strip() for k, p in enumerate(parts)), *[";".join(str(i) for _ in range(len(parts) + 2)) for i in range(2)])
angles = ["LWS Beugung", "Hüfte li Flexion", "Hip extension R", "Beckenkippung", "Brustwinkel", "thorax lean", "Rumpfneigung", "Oberschenkel re neig", "thigh angle", "Unterschenkel inclination l", "shank", "Knie Streckung li", "Knöchel dorsi re",
    "plantar ankle l", "Hals beug", "neck tilt", "elbow flex"]
text("own/bends.csv", "timestamp;" + ";".join(angles), *[";".join(str(i) for _ in range(len(angles) + 1)) for i in range(2)])
c3d("own/points.c3d", 6, {"POINT": dict(point, LABELS=["A:LASI", "A:RASI", "A:T10", "A:Knie li", "A:Knie re", "A:Knee Streckung"], LABELS2=["A:Extra"], ANGLES=["Knee Streckung", "Extra"])})
c3d("own/unknown.c3d", 4, {"POINT": dict(point, LABELS=["Nacken", "HWS", "Huefte re", "Rumpfneigung"], LABELS2=["x"], ANGLES=["Rumpfneigung"])})
c3d("own/analog.c3d", 0, {"POINT": {"RATE": 60.0}, "ANALOG": {"USED": 1, "LABELS": ["EMG"]}}, 3, 1)
marks = {"c7": ("Nacken", 100, 30), "hjc_r": ("Hip", 60, 20), "knee_r": ("Knee", 30, 25), "ankle_r": ("Foot", 5, 22)}
text("own/mine.csv", "t;lean;back;knee left;" + ";".join(f"{m} {a}" for m, x, y in marks.values() for a in ("ahead", "up", "side", "sure")), *[f"{20 * i};{i};{2 * i};{3 * i};" + ";".join(f"{y + i};{x - i};{i};0.9{i:02}" for m, x, y in marks.values()) for i in range(14)])
text("own/mine.ini", "[columns]", "time = t", "time_unit = ms", "units = cm", "up = +y", "handed = left", "trunk_incl = -lean", "lumbar_flex = back", "knee_flex_l = -knee left", *[f"{k}_{c} = {m[0]} {a}" for k, m in marks.items() for c, a in (("x", "ahead"), ("y", "up"), ("z", "side"), ("score", "sure"))])
text("own/two.csv", "time_s," + ",".join(f"{m}_{a}" for m in ("A", "B", "C") for a in "xy") + ",one (deg),two (deg)", *[f"{i / 10},1,{i},3,{2 * i},5,6,{10 + i},{2 * i}" for i in range(4)])
text("own/two.ini", "[landmarks:mine]", "c7 = A + B", "hjc_r =  C ", "trunk_incl = -one+ two", "[landmarks:bends]", "lumbar_flex = -two")
text("own/emg.csv", "time_s,hjc_r_x (mm),hjc_r_y (mm),A (mV),B,C [N]", *[f"{i / 10},{i},1,{4 + i},{7 - i},{i * i}" for i in range(4)])
text("own/emg.ini", "[landmarks:muscles]", "es_l = A", "es_r = A", "gmax_r = B", "gmax_l = A", "ham_r = nothing") # one electrode of several
for k, line in enumerate(("units = furlong", "c7 = x", "knee_l_q = x", "hjc_y_x = x", "up = y", "up = +w", "time_unit = m", "handed = Left", "units = m cm", "units =", "x = a", "knee_l_qw = x", "knee_l_time = x", "knee_l_score = x", "gmax_r = x")):
    text(f"own/slip{k:02}.ini", "[columns]", line)
PY
mkdir of && mv ./*.* faces empty_frames labels pairs boxes not_numbered of && cd of || exit 1
hinge-inspect --format json ./* >../inspect.json 2>/dev/null
(cd ../limits && hinge-inspect --format json ./* >../limits.json 2>../out/limits,refused)
cd .. && python3 - <<'PY' || exit 1
import json

for one in json.load(open("inspect.json")):
    out = open("out/of," + one["file"], "w")
    for key in ("format_why", "landmark_set", "landmarks", "present_in", "unused", "units", "units_from", "up", "family", "tier", "reason", "plates", "clock", "size", "findings", "notes", "frames", "rate_hz", "start_s", "missing_pct"):
        if one[key] not in (None, "", "none", "unknown", "N"):
            print(key, str(one[key]).replace("\n", "\n  "), file=out)
for one in json.load(open("limits.json")): # one text for all that begin with a word
    known = [f"{key} {one[key]}" for key in ("format_why", "landmark_set", "frames", "rate_hz", "start_s", "units", "up") if one[key] not in (None, "", "none", "unknown", 0) and one["reason"] != "UNKNOWN_FORMAT"]
    print(one["file"] + ": " + ", ".join(known), *filter(None, [one["reason"], *str(one["notes"] or "").split("\n")]), sep="\n  ", file=open("out/limits," + one["file"].split("_")[0], "a"))
PY
cd of || exit 1
hinge-ingest --rate 30 ./* -o ../study.h5 2>../out/ingest
cd .. && hinge-export -q study.h5 --raw -o raw
mv raw/* out
# whose feet are on which plate, as a list says
for name in left both_left swapped none three; do cp of/type2.c3d $name.c3d; done
printf 'file,participant,plate_l,plate_r\nleft.c3d,p1,2,\nboth_left.c3d,p2,1+2,\nswapped.c3d,p3,2,1\nnone.c3d,p4,,\nthree.c3d,p5,3,x1\n' >plates.csv
hinge-ingest plates.csv -o plates.h5 2>out/plates,ingest
hinge-export -q plates.h5 --raw -o plates
for file in plates/*; do cut -d, -f 1,70- "$file" >"out/plates,$(basename "$file")"; done
# sections that a config may have for names of a laboratory: what is suggested, and what is made of them
for file in parts.csv bends.csv points.c3d unknown.c3d analog.c3d; do pin "suggest,$file" hinge-inspect --suggest "own/$file"; done
pin suggest,usage hinge-inspect --suggest --set landmarks=coco own/two.csv
pin own,two hinge-inspect -c own/two.ini own/two.csv
pin own,emg hinge-inspect -c own/emg.ini own/emg.csv
hinge-ingest -q -c own/emg.ini own/emg.csv -o own.h5
pin own,emg,raw hinge-export -q own.h5 --raw
pin own,mine hinge-inspect -c own/mine.ini own/mine.csv
printf 'file,facing\nmine.csv,+x\n' >own/list.csv
pin own,mine,ingest hinge-ingest -q -c own/mine.ini own/list.csv -o own.h5
hinge-export -q own.h5 --processed -o own.csv && mv own.csv/mine.csv out/own,mine,processed
for file in own/slip*.ini; do hinge-inspect -c "$file" own/two.csv 2>&1 >/dev/null | sed 's/^[^:]*: //'; done >out/own,slips
pinned
