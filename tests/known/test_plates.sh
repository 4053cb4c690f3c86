#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Force plates of a C3D: planted forces, pressures and torques come back from every type, from channels
# that hold the force on the plate, in any unit, beside a box and with both feet on one; what is no plate
# is refused by name; moments from below are those from above.
set -euo pipefail
dir=$(mktemp -d "${TMPDIR:-/tmp}/hinge-plates-XXXXXX")
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 1 --cue none --reps 2 --format trc-whole-a --fault cop_off_target --seed 3 -o .
trc=p001/bodyweight_hinge_none_1.trc
made() { python3 "$HINGE_ROOT/tests/known/plates.py" "$trc" "$@"; }
plates() { hinge-inspect --format json "$1" | python3 -c 'import json, sys; r = json.load(sys.stdin); print((r[0] if isinstance(r, list) else r)["plates"])'; }

# NAME, words of plates.py
kinds='type1 type=1
type2 type=2 samples=1
type3 type=3
type4 type=4
yup type=1 up=y samples=5
exchanged reversed=1
kilo unit=kN
blank unit=
box box=1
both both=1
zeroed zero=1 frames=1-19 blank=20
loaded forward=-30
heavy gain=1.3
newtons type=1 n=1 samples=3
twice twice=wrist_l samples=2'
# of a file beside the markers: names, words
forces='osim ground_force_1_%s,ground_force_2_%s samples=5
osim_older ground_force_%s,1_ground_force_%s samples=1
osim_sides R_ground_force_%s,L_ground_force_%s reversed=1
osim_feet ground_force_calcn_l_%s,ground_force_calcn_r_%s samples=7
osim_both ground_force_1_%s both=1
osim_loaded ground_force_1_%s,ground_force_2_%s forward=-30'
echo file,participant,task,cue,trial,mass_kg,load_kg,emg >list.csv
while read -r name words; do
    # shellcheck disable=SC2086 # words
    made "$name.c3d" $words
    echo "$name.c3d,p1,bodyweight_hinge,none,$name,72,0," >>list.csv
done <<<"$kinds"
while read -r name names words; do
    made "$name.c3d" up=y used=0
    # shellcheck disable=SC2086 # words
    made "$name.mot" up=y "names=$names" $words
    echo "$name.c3d,p1,bodyweight_hinge,none,$name,72,0,$name.mot" >>list.csv
done <<<"$forces"
hinge-ingest -q list.csv -o s.h5 2>said
hinge-analyze -q s.h5 -o r.h5
hinge-table reps r.h5 -q --format csv >reps.csv
python3 - <<'END'
import csv

rows = [r for r in csv.DictReader(open("reps.csv")) if r["phase"] == "rep"]
names = [r.split(",")[0][:-4] for r in open("list.csv").read().split("\n")[1:] if r]
by = {n: [r for r in rows if r["trial"] == n] for n in names}
number = lambda r, c: float(r[c]) if r[c] else None
for name, reps in by.items():
    assert len(reps) == 2, (name, len(reps))
    for r in reps:
        near = lambda c, v, tol: abs(number(r, c) - v) < tol or (_ for _ in ()).throw(AssertionError((name, c, r[c], v)))
        near("force_peak_bw", 1.3 if name == "heavy" else 1, 1e-4)
        if name.endswith("both"):
            assert number(r, "left_force_share") is None and number(r, "free_moment_nm") is None, r
        else:
            near("left_force_share", 0.42, 1e-5)
            near("free_moment_nm", 2, 1e-3)
        near("cop_foot_pct", number(r, "com_foot_pct"), 1.5)
        below, above = (number(r, c) for c in ("moment_hip_plates_nm_kg", "moment_hip_nm_kg"))
        if name.endswith("loaded"):  # the floor pushes back by 30 N: hips h m above the floor, -30 h / 72
            hips = (above - below) * 72 / 30
            assert 0.7 < hips < 1.1, hips
        elif name != "heavy":
            assert abs(below - above) < 0.02, (name, below, above)
        first = by["type2"][reps.index(r)]
        if name not in ("heavy", "loaded", "zeroed", "both", "osim_both", "osim_loaded"):
            for c in ("cop_foot_pct", "moment_hip_plates_nm_kg", "moment_knee_plates_nm_kg", "free_moment_nm"):
                assert abs(number(r, c) - number(first, c)) < (0.15 if c == "cop_foot_pct" else 0.01), (name, c, r[c], first[c])
END
expect() { # NAME LINE TEXT
    plates "$1.c3d" | sed -n "$2p" | grep -qF "$3" || { plates "$1.c3d"; echo "$1, line $2: not \"$3\""; exit 1; }
}
expect type1 1 '1: type 1, left foot, 296.6 N, cop -202.2 -11.9 0.0 mm, loaded 100 %, 54.3 % of the foot'
expect type4 2 '2: type 4, right foot, 409.5 N'
expect exchanged 1 'type 2, right foot, 409.5 N'
expect both 1 'type 2, both feet, 706.1 N'
expect box 3 'type 2, no foot above it, 90.0 N'
expect zeroed 1 'left foot, 296.6 N'
made volts.c3d volts=1
expect volts 1 "refused: Fz0 is in V: export calibrated forces, or the plate's CAL_MATRIX"
made corner.c3d corner=120
expect corner 1 'refused: corners: an angle of 126 degrees'
expect corner 2 'right foot'
made six.c3d claim=6
expect six 1 '1: type 6: not computed; export as type 2 or 4'
expect newtons 1 '1: type 1, left foot, 296.6 N, cop -202.3 -11.7 0.0 mm'
hinge-inspect newtons.c3d | grep -qF 'Fz3 is a place in N: read in mm, as the points'
hinge-inspect twice.c3d | grep -qE 'points [0-9]+ and [0-9]+ are both labelled wrist_l: the second is read as "wrist_l 2" and not used'
hinge-inspect twice.c3d | grep -E '^unused' | grep -qF 'wrist_l 2'
# forces beside the markers: whose foot, which plate the list says, a file of which nothing is used
hinge-table quality r.h5 -q --columns message --format csv >messages.csv
grep -qF 'plate 1: ground_force_1, left foot, 296.6 N, cop -202.2 0.0 11.9 mm, loaded 100 %, 54.3 % of the foot' messages.csv
grep -qF 'plate 2: L_ground_force, right foot, 409.5 N' messages.csv
grep -qF 'plate 1: ground_force_1, both feet, 706.1 N' messages.csv
printf 'file,participant,task,emg,plate_l,plate_r,mass_kg\nosim.c3d,p1,bodyweight_hinge,osim.mot,2,1,72\n' >swapped.csv
hinge-ingest -q swapped.csv -o swapped.h5 && hinge-analyze -q swapped.h5 -o swapped.r.h5
hinge-table reps swapped.r.h5 -q --format csv --columns phase,left_force_share | grep -q '^.*,rep,.*,0\.5[78][0-9]*$'
# one plate with both feet leaves with the signals, too
hinge-export -q s.h5 --processed --trial p1_bodyweight_hinge_none_both | cut -d, -f4- >both.csv
python3 - both.csv <<'END'
import csv, sys

rows = list(csv.DictReader(open(sys.argv[1])))
assert all(abs(float(r["force_both_n"]) - 706.0788) < 0.01 for r in rows[1:-1]) and "force_l_n" not in rows[0]
END
printf 'time,furlongs,gills\n0,1,2\n0.01,2,3\n' >nothing.csv
printf 'file,participant,task,emg,mass_kg\nosim.c3d,p1,bodyweight_hinge,nothing.csv,72\n' >unused.csv
if hinge-ingest -q unused.csv -o unused.h5 2>unused.said; then echo "a file of which nothing is used is taken"; exit 1; fi
grep -qF 'nothing.csv: none of its columns is used (furlongs, gills): expected' unused.said
made stood.c3d zero=1 frames=1-20
hinge-inspect stood.c3d | grep -q 'ZERO frames 1-20 not used: 289 N on plate 1'
# the list overrules where the feet are, and names plates that there are
printf 'file,participant,task,plate_l,plate_r,mass_kg\ntype2.c3d,p1,bodyweight_hinge,2,1,72\nsix.c3d,p2,bodyweight_hinge,3,,72\n' >told.csv
hinge-ingest told.csv -o told.h5 2>told.said
grep -q 'six.c3d: warning: plate 1: type 6: not computed' told.said
grep -q 'six.c3d: warning: plate_l is 3, the file has 2 force plates' told.said
hinge-analyze -q told.h5 -o told.r.h5
hinge-table reps told.r.h5 -q --format csv --columns participant,phase,left_force_share | grep -q '^p1,.*,rep,.*,0\.5[78][0-9]*$'
# docs/plates.md begins with what is printed of type4.c3d
hinge-inspect type4.c3d | grep -A1 '^plates' >shown
diff <(sed -n '/^plates  /,/^```/p' "$HINGE_ROOT/docs/plates.md" | sed '/^```/d') shown
# the example of docs/plates.md: F, centre of pressure and torque
made example.c3d example=1
printf 'file,participant,task,plate_l,mass_kg\nexample.c3d,p1,bodyweight_hinge,1,72\n' >example.csv
expect example 1 '800.0 N, cop 329.5 217.8 0.0 mm'
hinge-ingest -q example.csv -o example.h5
hinge-export -q example.h5 --processed -o processed
python3 - processed/*.csv <<'END'
import csv, sys

rows = list(csv.DictReader(open(sys.argv[1])))[50:-50]
assert len(rows) > 100
for r in rows:
    assert abs(float(r["force_l_n"]) - 800) < 1e-3 and abs(float(r["free_moment_l_nm"]) - 0.15) < 1e-5, (r["force_l_n"], r["free_moment_l_nm"])
END
