#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Poses of body models: joints of a BVH file where independent arithmetic has them, whatever the order of its
# channels, the length of its unit, or what stands before names; planted squats come back from BVH, OpenCap
# Monocular and OpenCap's visualizer, inferred, without pelvis and spine unless they are asked for; files that
# hold no points say what to write.
set -euo pipefail
dir=$(mktemp -d "${TMPDIR:-/tmp}/hinge-models-XXXXXX")
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >make.py <<'END'
import json, math, random, zipfile

random.seed(7)
RATE, DEPTH = 50, [0.0] * 100  # how deep, 0 to 1
for _ in range(3):
    DEPTH += [(1 - math.cos(2 * math.pi * i / 150)) / 2 for i in range(150)] + [0.0] * 50
sin, cos = (lambda d: math.sin(math.radians(d))), (lambda d: math.cos(math.radians(d)))

def turn(axis, angle):
    a, b, R = (axis + 1) % 3, (axis + 2) % 3, [[float(i == j) for j in range(3)] for i in range(3)]
    R[a][a], R[a][b], R[b][a], R[b][b] = cos(angle), -sin(angle), sin(angle), cos(angle)
    return R

product = lambda A, B: [[sum(A[i][k] * B[k][j] for k in range(3)) for j in range(3)] for i in range(3)]
BONES = [("Hips", None, (0, 0, 0)), ("Spine", 0, (0, 10, 0)), ("Neck", 1, (0, 40, 0)), ("Head", 2, (0, 10, 2)),
         ("LeftArm", 1, (17, 36, 0)), ("RightArm", 1, (-17, 36, 0))]
for s, x in (("Left", 10), ("Right", -10)):
    n = len(BONES)
    BONES += [(s + "UpLeg", 0, (x, 0, 0)), (s + "Leg", n, (0, -42, 0)), (s + "Foot", n + 1, (0, -42, 0)), (s + "ToeBase", n + 2, (0, -6, 14))]

def squat(d):  # turns about x of each bone, and where the hips are; thighs 50, shanks 30, trunk 45 degrees forward
    th, sh, turns = 50 * d, 30 * d, {"Spine": 45 * d}
    for s in ("Left", "Right"):
        turns |= {s + "UpLeg": -th, s + "Leg": th + sh, s + "Foot": -sh}
    return turns, (0, 42 * cos(th) + 42 * cos(sh) + 8, 42 * sin(sh) - 42 * sin(th))

def bvh(name, scale=1, before="", orders=None, every=False, frames=DEPTH, pose=None):
    """orders: of the three rotations of each bone; every: each bone has position channels that repeat its offset"""
    orders = orders or ["ZXY"] * len(BONES)
    children = lambda i: [k for k, b in enumerate(BONES) if b[1] == i]
    order = []
    def lines(i, depth):
        b, tab, position = BONES[i], "  " * depth, every or i == 0
        order.append(i)
        out = [f"{tab}{'ROOT' if i == 0 else 'JOINT'} {before}{b[0]}", tab + "{", tab + "  OFFSET " + " ".join(f"{scale * v:.6f}" for v in b[2]),
               f"{tab}  CHANNELS {6 if position else 3} " + ("Xposition Yposition Zposition " if position else "") + " ".join(c + "rotation" for c in orders[i])]
        for k in children(i):
            out += lines(k, depth + 1)
        return out + ([] if children(i) else [tab + "  End Site", tab + "  {", tab + "    OFFSET 0 0 1", tab + "  }"]) + [tab + "}"]
    text = ["HIERARCHY"] + lines(0, 0) + ["MOTION", f"Frames: {len(frames)}", f"Frame Time: {1 / RATE:.4f}"]
    places = []
    for d in frames:
        turns, hips = squat(d)
        row, R, at = [], {}, {}
        for i in order:
            b = BONES[i]
            angles = pose(i) if pose else {"X": turns.get(b[0], 0), "Y": 0, "Z": 0}
            local = list(hips if i == 0 else b[2])
            row += [f"{scale * v:.6f}" for v in local] if every or i == 0 else []
            row += [f"{angles[c]:.6f}" for c in orders[i]]
            up, p = (R[b[1]], at[b[1]]) if i else ([[1, 0, 0], [0, 1, 0], [0, 0, 1]], (0, 0, 0))
            at[i] = [p[k] + sum(up[k][a] * local[a] for a in range(3)) for k in range(3)]
            for c in orders[i]:
                up = product(up, turn("XYZ".index(c), angles[c]))
            R[i] = up
        text.append(" ".join(row))
        places.append({BONES[i][0]: [scale * v for v in at[i]] for i in order})
    open(name, "w").write("\n".join(text) + "\n")
    return places

bvh("cm.bvh")
bvh("m.bvh", 0.01, "mixamorig:")
bvh("inch.bvh", 1 / 2.54, "Bob_", every=True)
bvh("far.bvh", 0.05)
angles = [{c: random.uniform(-170, 170) for c in "XYZ"} for _ in BONES]
places = bvh("turned.bvh", orders=[random.choice(["XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX"]) for _ in BONES], frames=[0.3] * 30, pose=lambda i: angles[i])
json.dump(places, open("places.json", "w"))

# OpenCap Monocular: the mesh beside OpenPose's names; the mesh has another shoulder than OpenPose
mesh = "sternum r_shoulder l_shoulder r_elbow l_elbow r_melbow l_melbow r_wrist_radius l_wrist_radius r_wrist_ulna l_wrist_ulna C7 r_ASIS l_ASIS r_PSIS l_PSIS r_knee l_knee r_mknee l_mknee r_ankle l_ankle r_mankle l_mankle r_5meta l_5meta r_toe l_toe r_pinky l_pinky r_index l_index L4 T6 r_big_toe l_big_toe l_calc r_calc".split()
body25 = "Nose Neck RShoulder RElbow RWrist LShoulder LElbow LWrist MidHip RHip RKnee RAnkle LHip LKnee LAnkle REye LEye REar LEar LBigToe LSmallToe LHeel RBigToe RSmallToe RHeel".split()
def mono(name, names):
    def at(n, d):  # x forward, y up, z right
        th, sh, tr = 50 * d, 30 * d, 45 * d
        side = 0.15 * (1 if n[0] in "rR" else -1)
        ankle = (0, 0.08); knee = (0.42 * sin(sh), 0.08 + 0.42 * cos(sh)); hip = (knee[0] - 0.42 * sin(th), knee[1] + 0.42 * cos(th))
        up = lambda l, f=0: (hip[0] + l * sin(tr) + f * cos(tr), hip[1] + l * cos(tr) - f * sin(tr))
        w = n.lower()
        p = (up(0.5) if w.endswith("_shoulder") else up(0.3, 0.3) if w.endswith("shoulder") else knee if "knee" in w else ankle if "ankle" in w
             else (0.18, 0.02) if "toe" in w or "5meta" in w else (-0.06, 0.03) if "calc" in w or "heel" in w else up(0.08, 0.09) if "asis" in w
             else up(0.1, -0.07) if "psis" in w else hip if "hip" in w else up(0.55, -0.05) if w == "c7" else up(0.4, -0.08) if w == "t6"
             else up(0.15, -0.08) if w == "l4" else up(0.45, 0.1) if w == "sternum" else up(0.3, 0.2) if "wrist" in w or "elbow" in w or "pinky" in w or "index" in w
             else up(0.65, 0.1))
        return (*p, 0 if n in ("sternum", "C7", "L4", "T6", "Nose", "Neck", "MidHip") else side * (1 + 0.05 * d))
    head = ["PathFileType\t4\t(X/Y/Z)\tmono.trc", "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
            f"50\t50\t{len(DEPTH)}\t{len(names)}\tm\t50\t1\t{len(DEPTH)}", "Frame#\tTime\t" + "\t\t\t".join(names),
            "\t\t" + "\t".join(f"X{i}\tY{i}\tZ{i}" for i in range(1, len(names) + 1))]
    rows = [f"{k + 1}\t{k / 50:.3f}\t" + "\t".join(f"{v:.6f}" for n in names for v in at(n, d)) for k, d in enumerate(DEPTH)]
    open(name, "w").write("\n".join(head + rows) + "\n")
mono("both.trc", mesh + body25)
mono("mesh.trc", mesh)

# the visualizer: turned about x by half a degree, too; forward is negative about z
z = {"pelvis": -25, "torso": -55, "femur_r": 50, "femur_l": 50, "tibia_r": -30, "tibia_l": -30, "calcn_r": 0, "calcn_l": 0}
bodies = {n: {"attachedGeometries": [], "scaleFactors": [1, 1, 1], "rotation": [[0.009, 0, math.radians(a * d)] for d in DEPTH],
              "translation": [[0, 1, 0]] * len(DEPTH)} for n, a in z.items()}
json.dump({"time": [k / 50 for k in range(len(DEPTH))], "bodies": bodies}, open("see.json", "w"))

# what holds no points
def npz(name, *members):
    with zipfile.ZipFile(name, "w") as f:
        for m in members:
            f.writestr(m, b"\x93NUMPY\x01\x00")
npz("smpl.npz", "gender.npy", "poses.npy", "trans.npy")
npz("mhr.npz", "pred_vertices.npy", "pred_keypoints_3d.npy")
open("scene.fbx", "wb").write(b"Kaydara FBX Binary  \x00\x1a\x00")
person = {"keypoints": [[1.0, 2.0]] * 308, "keypoint_scores": [0.9] * 308}
json.dump({"instance_info": [person]}, open("one.json", "w"))
json.dump({"instance_info": [{"frame_id": k, "instances": [person]} for k in range(3)]}, open("film.json", "w"))
text = open("cm.bvh").read()
broken = {"cut": text[:300], "no_motion": text[:text.index("MOTION")], "deep": "HIERARCHY\nROOT a\n{\n" + "JOINT b\n{\n" * 5000,
          "many": text.replace("CHANNELS 6", "CHANNELS 600000000"), "word": text.replace("Zrotation", "Wrotation"), "still": text.replace("Frame Time: 0.0200", "Frame Time: x"),
          "short": text.rsplit(" ", 3)[0] + "\n", "brace": text.replace("}", "", 1), "binary": text.replace("MOTION", "MOTI\x1b[31mON")}
for name, t in broken.items():
    open(name + ".bvh", "w").write(t)
END
python3 make.py
sed 's/0.009, 0,/0.0095, 0,/g' see.json >told.json # another file
cat >list.csv <<'END'
file,participant,task,markers
cm.bvh,cm,squat_contrast,
m.bvh,m,squat_contrast,
inch.bvh,inch,squat_contrast,
both.trc,both,squat_contrast,
mesh.trc,mesh,squat_contrast,
see.json,see,squat_contrast,
told.json,told,squat_contrast,measured
far.bvh,far,squat_contrast,
turned.bvh,turned,squat_contrast,
END
hinge-ingest list.csv -o s.h5 2>said || { cat said; exit 1; }
hinge-analyze s.h5 -o r.h5 2>>said || true
hinge-analyze -q s.h5 -o all.h5 --allow-inferred 2>/dev/null || true
for r in r all; do
    hinge-table reps $r.h5 -q --format csv >$r.reps.csv
    hinge-table trials $r.h5 -q --format csv >$r.trials.csv
done
hinge-export -q s.h5 --raw -o raw
python3 - <<'END'
import csv, json

read = lambda f: list(csv.DictReader(open(f)))
def value(rows, who, column, phase="descent"):
    v = [float(r[column]) for r in rows if r["participant"] == who and r["phase"] == phase and r[column]]
    return sum(v) / len(v) if v else None
reps, all_reps = read("r.reps.csv"), read("all.reps.csv")
trials = {r["participant"]: r for r in read("r.trials.csv")}
def near(who, got, wanted, tolerance):
    assert got is not None and abs(got - wanted) < tolerance, (who, got, wanted)
for who in ("cm", "m", "inch", "both", "mesh", "see"):
    assert len([r for r in reps if r["participant"] == who and r["phase"] == "rep"]) == 3, who
    t = trials[who]
    assert (t["tier"], t["inferred"]) == ("C", "1"), (who, t["tier"], t["inferred"])
    near(who, value(reps, who, "knee_excursion_deg"), 80, 8 if who == "mesh" else 2)  # hips there from the pelvis
    for c in ("pelvis_excursion_deg", "hip_excursion_deg", "lumbar_excursion_deg"):
        assert value(reps, who, c) is None, (who, c)
# the trunk is the line from hips to shoulders: of the mesh, not OpenPose's, which leans by another angle
near("both", value(reps, "both", "trunk_excursion_deg"), 45, 1.5)
near("both", value(all_reps, "both", "pelvis_excursion_deg"), 45, 1.5)
for rows, who, flag in ((all_reps, "see", "1"), (reps, "told", "0")):
    for c, v in (("pelvis_excursion_deg", 25), ("lumbar_excursion_deg", 30), ("hip_excursion_deg", 75), ("knee_excursion_deg", 80)):
        near(who, value(rows, who, c), v, 1.5)
assert (trials["told"]["tier"], trials["told"]["inferred"]) == ("A", "0"), trials["told"]
assert trials["far"]["reason"] == "UNITS_UNKNOWN", trials["far"]
rows, places = read("raw/turned_squat_contrast.csv"), json.load(open("places.json"))
for row, frame in zip(rows, places, strict=True):
    for name, at in frame.items():
        for axis, v in zip("xyz", at):
            near(name, float(row[f"{name}_{axis}_cm"]), v, 1e-3)
END
expect() { # FILE TEXT
    hinge-inspect "$1" >inspected 2>&1 || true
    grep -qF -- "$2" inspected || { cat inspected; echo "$1: not \"$2\""; exit 1; }
}
expect cm.bvh 'no unit in the file: cm, since legs are 84 long'
expect m.bvh 'no unit in the file: m, since legs are 0.84 long'
expect inch.bvh 'no unit in the file: inches, since legs are 33.1 long'
expect far.bvh 'legs 4.2 long are in neither m, cm nor inches: say it with --units'
expect smpl.npz 'SMPL body parameters, numbers of a body model; write the places of its joints as BVH, TRC or CSV'
expect mhr.npz 'SAM 3D Body (MHR, 70 points)'
expect scene.fbx 'FBX, a scene of an animation program: convert it to BVH'
expect film.json 'Sapiens, 308 points: write the 17 COCO points'
expect one.json 'Sapiens, 308 points: write the 17 COCO points'
printf 'time,pelvis_tilt,thorax_tilt\n' >angles.csv
python3 -c 'import math; [print(f"{i/50:.2f},{30*max(0,math.sin(i/50)):.4f},{60*max(0,math.sin(i/50)):.4f}") for i in range(1000)]' >>angles.csv
expect angles.csv 'if a model made them from video, write markers = inferred in the list'
cp angles.csv p1_WHAM.csv
hinge-ingest p1_WHAM.csv -o wham.h5 2>&1 | grep -qF 'p1_WHAM.csv: warning: its name has "wham": if a model made these angles'
while IFS='|' read -r name says; do
    hinge-ingest -q "$name.bvh" -o "$name.h5" 2>refused && { echo "$name.bvh was read"; exit 1; }
    grep -qF -- "$says" refused || { cat refused; echo "$name.bvh: not \"$says\""; exit 1; }
done <<'END'
cut|the file ends where
no_motion|the file ends where MOTION is expected; was it cut off? Export it again
deep|more than 512 joints, which no body has; export the body alone
many|0 to 6 channels of a joint are expected, once; export it again
word|"Wrotation" where Xposition to Zrotation is expected; export it again
still|"x" where a number is expected; export it again
short|expected 45, one of each channel; correct the line
brace|where a joint, OFFSET, CHANNELS or } is expected; export it again
binary|where ROOT or MOTION is expected; export it again
END
# real squats of one person by three systems, where the files are there: lumbar fraction of the descent
real=${HINGE_SHARED:-$HINGE_ROOT/../shared}/cases/people/opencap-squats
[ -d "$real" ] || exit 0
for system in mocap mono; do gzip -dc "$real/squat_$system.json.gz" >$system.json; done
printf 'file,participant,task,cue\nmocap.json,p1,squat_contrast,mocap\nmono.json,p1,squat_contrast,mono\n' >real.csv
hinge-ingest -q real.csv -o real.h5
hinge-analyze -q real.h5 -o real.r.h5 --allow-inferred
hinge-table reps real.r.h5 -q --format csv >real.reps.csv
python3 - <<'END'
import csv

for cue, wanted in (("mocap", 0.157), ("mono", 0.183)):
    v = [float(r["lumbar_fraction"]) for r in csv.DictReader(open("real.reps.csv")) if r["cue"] == cue and r["phase"] == "descent"]
    assert len(v) == 5 and abs(sum(v) / 5 - wanted) < 0.002, (cue, v)
END
