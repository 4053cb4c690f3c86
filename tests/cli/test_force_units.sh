#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Forces and moments in any unit give the same values, so does a centre of pressure in m beside markers in mm;
# one column fills several roles, what is in volts fills none, and the samples of a frame of a C3D are one channel.
set -euo pipefail
dir=$(mktemp -d "${TMPDIR:-/tmp}/hinge-units-XXXXXX")
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 1 --cue none --reps 2 --format csv --seed 3 -o .
python3 - <<'END'
import math, struct

def table(name, units, scale, head):
    with open(name, "w") as out:
        out.write("time (s)," + ",".join(f"{c} ({u})" if head else c for c, u in zip(columns, units)) + "\n")
        for i in range(1160):
            t = i / 100
            f = [5 * math.sin(t), 3.0, 400 + 20 * math.sin(2 * t)]
            m = [10 + math.sin(t), 7.0, 2 + math.cos(t)]
            out.write(f"{t}," + ",".join(repr(x * s) for x, s in zip(f + m, scale)) + "\n")

columns = ["Fx1", "Fy1", "Fz1", "Mx1", "My1", "Mz1"]
table("plain.csv", [""] * 6, [1] * 6, False)
table("small.csv", ["N"] * 3 + ["Nmm"] * 3, [1] * 3 + [1000] * 3, True)
table("large.csv", ["kN"] * 3 + ["kN.m"] * 3, [.001] * 6, True)
table("volts.csv", ["V"] * 3 + ["mV"] * 3, [1] * 6, True)
table("pounds.csv", ["lbf", "lbf", "kg"] + ["Nm"] * 3, [1] * 6, True)

def c3d(name, points, analog, samples, units):
    """Intel reals; analog labels A1 …, all of one unit."""
    def parameter(group, name, kind, dims, data):
        body = bytes([kind & 255, len(dims), *dims]) + data
        return bytes([len(name), group]) + name + struct.pack("<H", len(body) + 2) + body
    labels = [f"A{k}".ljust(4).encode() for k in range(1, analog + 1)]
    parts = [bytes([5, 255]) + b"POINT" + struct.pack("<H", 3) + b"\0",
             bytes([6, 254]) + b"ANALOG" + struct.pack("<H", 3) + b"\0",
             parameter(1, b"UNITS", -1, [2], b"mm"), parameter(1, b"RATE", 4, [], struct.pack("<f", 60)),
             parameter(1, b"LABELS", -1, [4, points], b"".join(f"P{k}".ljust(4).encode() for k in range(points))),
             parameter(2, b"LABELS", -1, [4, analog], b"".join(labels)),
             parameter(2, b"UNITS", -1, [4, analog], units.ljust(4) * analog)]
    section = b"".join(parts) + bytes(2)
    blocks = (len(section) + 4 + 511) // 512
    section = (bytes([1, 80, blocks, 84]) + section).ljust(512 * blocks, b"\0")
    frames = 4
    header = struct.pack("<BBHHHHHfHHf", 2, 80, points, analog * samples, 1, frames, 0, -1.0, 2 + blocks, samples, 60.0)
    frame = struct.pack(f"<{4 * points}f", *[1.0] * (4 * points)) + struct.pack(f"<{analog * samples}f", *range(analog * samples))
    open(name, "wb").write(header.ljust(512, b"\0") + section + frame * frames)

c3d("wide.c3d", 5, 254, 20, b"V")
END
cat >plain.ini <<'END'
[landmarks:plates]
force_l_n = Fz1
force_l_x_n = Fx1
force_l_y_n = Fy1
force_l_z_n = Fz1
moment_l_x_nm = Mx1
moment_l_y_nm = My1
moment_l_z_nm = Mz1
END
sed 's/= Mz1/= Mz1 (Nmm)/' plain.ini >lab.ini
values() { # FILE CONFIG
    sed "1s/\$/,emg,mass_kg/; 1!s/\$/,$1.csv,80/" trials.csv >list.csv
    hinge-ingest -c "$2" list.csv -o s.h5 >"$1.said" 2>&1 || { cat "$1.said"; exit 1; }
    hinge-analyze -q s.h5 -o r.h5
    hinge-table reps r.h5 -q --format csv --columns force_impulse_bw_s,free_moment_nm >"$1.csv.out"
}
values plain plain.ini
values small lab.ini
values large plain.ini
values volts plain.ini
values pounds plain.ini
python3 - <<'END'
import csv

tables = [list(csv.DictReader(open(f"{k}.csv.out"))) for k in ("plain", "small", "large", "volts")]
seen = 0
for plain, small, large, volts in zip(*tables):
    if plain["free_moment_nm"]:
        seen += 1
        assert abs(float(plain["free_moment_nm"])) > 0.1, plain
        for other in (small, large):
            assert abs(float(plain["free_moment_nm"]) - float(other["free_moment_nm"])) < 1e-9, (plain, other)
        assert volts["free_moment_nm"] == "", volts
assert seen > 0, tables[0][:3]
END
for role in force_l_n force_l_z_n; do
    grep -q "Fz1 is in V and not read as $role: export calibrated forces" volts.said
done
grep -q 'Mz1 is in mV and not read as moment_l_z_nm: export calibrated moments' volts.said
grep -q 'Fz1 is in an unknown unit and not read as force_l_n' pounds.said
# columns name their units, two in one file
mkdir mixed
hinge-simulate -q -n 1 --cue none --reps 2 --format csv --fault cop_off_target --seed 3 -o mixed
pressure() { # STUDY
    hinge-ingest -q mixed/trials.csv -o "$1.h5"
    hinge-analyze -q "$1.h5" -o "$1.r.h5"
    hinge-table reps "$1.r.h5" -q --format csv --columns cop_foot_pct,hip_excursion_deg | grep ',rep,.*[0-9]$' >"$1.csv"
}
pressure metres
python3 - <<'END'
import csv
name = "mixed/p001/bodyweight_hinge_none_1.csv"
head, *rows = csv.reader(open(name))
for c in range(1, len(head)):
    if not head[c].startswith("cop_"):
        for row in rows:
            row[c] = repr(1000 * float(row[c])) if row[c] else ""
    head[c] += " (m)" if head[c].startswith("cop_") else " (mm)"
csv.writer(open(name, "w")).writerows([head, *rows])
trials = open("mixed/trials.csv").read()
open("mixed/trials.csv", "w").write(trials.replace(",m,+y,", ",,+y,"))
END
pressure both
python3 - <<'END'
import csv
pairs = list(zip(csv.reader(open("metres.csv")), csv.reader(open("both.csv"))))
assert len(pairs) == 2 and all(abs(float(a) - float(b)) < 1e-6 for m, k in pairs for a, b in zip(m[-2:], k[-2:])), pairs
END
# 254 channels of 20 samples are stored, and come back
printf '[landmarks:mine]\nc7 = P0\nasis_l = P1\nhjc_l = P2\nknee_l = P3\nankle_l = P4\nforce_l_n = A2\n' >wide.ini
hinge-ingest -c wide.ini wide.c3d -o wide.h5 2>wide.said
grep -q 'A2 is in V and not read as force_l_n' wide.said
hinge-export -q --raw wide.h5 -o raw
[ "$(head -n 1 raw/wide.csv | tr ',' '\n' | wc -l)" -eq $((1 + 4 * 5 + 254 * 20)) ]
[ "$(sed -n 2p raw/wide.csv | cut -d, -f22-24,5101)" = 0,254,508,5079 ]
