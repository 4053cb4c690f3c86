#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A kickstand study from plan to report: without the standing leg hinge-check says what to fill in; with
# it the pelvis and the load of the front leg are judged in every repetition. The simulated feet are 30 cm apart, half of
# the weight on each by the habit of rocking back: rocked back, pelvis level. A plate under the front foot decides
# against the centre of mass; where the weight on it is not written down nothing does.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-plan -q --groups sedentary:2,trained:2 --task kickstand_hinge --cues none,mirror --reps 3 --tier A \
    --name '{participant}/{cue}_{trial}.trc' -o study
hinge-simulate -q --list study/trials.csv --format trc-whole-a --rear-foot 30 --fault kickstand_rock_back --rate 60 -o study
hinge-ingest -q study/trials.csv -o without.h5
hinge-check -q without.h5 >said
grep -q '^warning NO_SIDE: a task on one leg without its side (8 recordings of 4 people)' said
grep -A1 '^warning NO_SIDE' said | grep -q 'what to do: write l or r, .* into the column side'
# the box of the sheet, as ticked
awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR > 1 && $at["role"] == "trial" { $at["side"] = "r" } 1' \
    study/trials.csv >filled && mv filled study/trials.csv
hinge-run -q --new study >/dev/null 2>&1
hinge-run -q study/study.ini >/dev/null 2>&1
if hinge-check -q study/results/study.h5 | grep NO_SIDE; then exit 1; fi
hinge-table faults -q study/results/results.h5 --filter fault=kickstand_rock_back,pelvic_drop,pelvic_open \
    --by participant,cue,trial,rep --format csv | grep -v '^#' >faults.csv
python3 - <<'END'
import collections, csv
states = collections.Counter((r["fault"], r["state"]) for r in csv.DictReader(open("faults.csv")))
want = {("kickstand_rock_back", "present"): 24, ("pelvic_drop", "absent"): 24, ("pelvic_open", "absent"): 24}
assert states == want, states
END
grep -q ',pelvic_drop,' study/results/tables/faults.csv
grep -q 'judged faults' study/results/report.html
# plates that say the opposite of the centre of mass: .79 of the weight where it is over the front foot, .98 where it is not
for near in 0 1; do
    hinge-simulate -q -n 4 --reps 3 --seed 3 --task kickstand_hinge --cue none --format trc-whole-a --rear-foot 30 \
        --fault kickstand_rock_back --near-miss $near --rate 60 -o near$near
done
python3 - <<'END'
import csv
rows = []
for near, share in ((0, 0.98), (1, 0.79)):
    for r, (load, plate) in zip(csv.DictReader(open("near%d/trials.csv" % near)), ((0, True), ("", True), ("", False), (0, False))):
        file = "near%d/%s" % (near, r["file"])
        last = float(open(file).read().rstrip("\n").split("\n")[-1].split("\t")[1])
        with open(file.replace(".trc", "_plate.csv"), "w") as out:
            print("time,force_front_n", file=out)
            for i in range(int(last * 1000)):
                print("%.3f,%.1f" % (i / 1000, share * 70 * 9.80665), file=out)
        rows.append({"file": file, "participant": "%d%s" % (near, r["participant"]), "task": r["task"], "cue": r["cue"], "trial": "1",
                     "side": r["side"], "mass_kg": 70, "load_kg": load, "emg": file.replace(".trc", "_plate.csv") if plate else ""})
with open("plates.csv", "w") as out:
    w = csv.DictWriter(out, list(rows[0]))
    w.writeheader()
    w.writerows(rows)
END
hinge-ingest -q plates.csv -o plates.h5
hinge-analyze -q plates.h5 -o plates-r.h5
hinge-table faults -q plates-r.h5 --filter fault=kickstand_rock_back --by participant --format csv | grep -v '^#' >faults.csv
python3 - <<'END'
import csv
found = {r["participant"]: ("yes" if r["people_yes"] == "1" else "no" if r["people_no"] == "1" else r["reasons"])
         for r in csv.DictReader(open("faults.csv"))}
want = {"0p001": "no", "0p002": "NOT_RECORDED 3", "0p003": "yes", "0p004": "yes",
        "1p001": "yes", "1p002": "NOT_RECORDED 3", "1p003": "no", "1p004": "no"}
assert found == want, found
END
