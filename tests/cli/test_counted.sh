#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Light things may be picked up anyhow, heavy ones not: of daily tasks the heavy lifts count, and every
# table, figure, page and analysis leaves the faults of the others uncounted until it is told not to.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() {
    echo "counted: $*" >&2
    exit 1
}
seed=0
for task in bodyweight_hinge lift_heavy_box pick_light_object dishwasher; do
    fault=(--fault lumbar_rounding)
    [ $task = bodyweight_hinge ] && fault=()
    hinge-simulate -q -n 3 --seed $((++seed)) --cue none --reps 3 --task $task --group trained --format trc-a \
        "${fault[@]}" -o $task
    [ -f trials.csv ] || sed -n 1p $task/trials.csv >trials.csv
    # bodies differ between seeds, so nobody has a height
    sed "1d; s#^#$task/#; s#,[0-9.]*\(,[0-9]*\)\$#,\1#" $task/trials.csv >>trials.csv
done
hinge-ingest -q trials.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
one=(--filter "fault=lumbar_rounding" --by group -q)
hinge-table faults r.h5 "${one[@]}" --columns reps,prevalence --format csv >out
# tasks are never pooled
[ "$(grep -c '^trained,.*,no,lumbar_rounding,9,1$' out)" = 2 ] || fail "$(cat out)"
[ "$(grep -c '^trained,.*,yes,lumbar_rounding,9,1$' out)" = 1 ] || fail "$(cat out)"
hinge-table faults r.h5 "${one[@]}" >out
grep -qF 'Described, not counted: faults in pick_light_object, dishwasher (--all-tasks counts them).' out || fail "$(cat out)"
hinge-table faults r.h5 "${one[@]}" --all-tasks --columns reps,prevalence --format csv >out
[ "$(grep -c 'lumbar_rounding,9,1$' out)" = 3 ] || fail "$(cat out)"

p() { hinge-compare prevalence r.h5 --outcome lumbar_rounding --format json "$@" | python3 -c '
import json, sys
d = json.load(sys.stdin)
c = d["results"]["cells"]["all"]
print(c["n_rows"], c["n_missing"], c["prevalence"], *(w["message"] for w in d["warnings"] if w["code"] == "W_NOT_COUNTED"))'; }
said='faults of daily tasks are described, not counted: pick_light_object, dishwasher; --all-tasks counts them'
# nor pools hinge-compare tasks: it names the filter of one
hinge-compare prevalence r.h5 --outcome lumbar_rounding >out 2>&1 && fail "$(cat out)"
grep -qF 'pooled: r.h5 (task bodyweight_hinge in 9 rows, lift_heavy_box in 9 rows)' out || fail "$(cat out)"
for way in '--filter task=bodyweight_hinge' '--by task'; do
    grep -qx " *hinge-compare prevalence r.h5 --outcome lumbar_rounding $way" out || fail "$way: $(cat out)"
done
hinge-compare prevalence r.h5 --outcome lumbar_rounding --stratify --format json 2>/dev/null | python3 -c '
import json, sys
strata = json.load(sys.stdin)["results"]["strata"]
found = [(k, v.get("cells", {}).get("all", {}).get("n_rows")) for k, v in strata.items()]
counted = [f for f in found if f[1] is not None]
assert [(k.rpartition("task=")[2].partition(";")[0], n) for k, n in counted] == [("bodyweight_hinge", 9), ("lift_heavy_box", 9)], found' || fail "strata of tasks"
[ "$(p --filter task=lift_heavy_box)" = "9 0 1.0" ] || fail "$(p --filter task=lift_heavy_box)"
[ "$(p --all-tasks --filter task=dishwasher)" = "9 0 1.0" ] || fail "$(p --all-tasks --filter task=dishwasher)"
# twice as many bends that are described exclude nobody
[ "$(p --filter task=bodyweight_hinge,pick_light_object,dishwasher)" = "9 0 0.0 $said" ] || fail "people by share"
hinge-compare prevalence r.h5 --outcome lumbar_rounding --filter task=dishwasher >out 2>&1 && fail "$(cat out)"
grep -q 'of daily tasks, described, not counted; --all-tasks counts them$' out || fail "$(cat out)"

hinge-plot prevalence r.h5 --by task -o p.svg 2>caption
grep -qF 'Described, not counted: faults in pick_light_object, dishwasher.' caption || fail "$(cat caption)"
! grep -q 'dishwasher, prevalence\|>dishwasher<' p.svg || fail "figure"
hinge-plot prevalence r.h5 --by task --all-tasks -o q.svg 2>caption
! grep -q 'Described' caption || fail "$(cat caption)"
cmp -s p.svg q.svg && fail "figure of all tasks"
hinge-plot tiles r.h5 --filter task=dishwasher -o t.svg 2>out && fail "tiles"
grep -qF 'r.h5: faults in dishwasher are described, not counted; --all-tasks counts them' out || fail "$(cat out)"

answer() { hinge-report r.h5 -q "$@" -o page.html && PYTHONPATH=$HINGE_ROOT/tests/cli python3 -B -m page_text page.html "${section:-h-faults}"; }
hinge-report r.h5 -q --facts | python3 -c '
import json, sys
f = json.load(sys.stdin)
assert (f["head"]["recordings"], f["head"]["given"], f["head"]["repetitions"]) == (6, 12, 18), f["head"]' || fail "page"
answer --filter task=dishwasher >said
grep -q 'described, not counted' said || fail "daily page"
answer --filter task=dishwasher --all-tasks >said
grep -q 'judged faults' said || fail "page of all tasks"
grep -q 'Rounding the lower back: Lumbar flexion beyond threshold' page.html || fail "page of all tasks"
hinge-report r.h5 -q --participant p001 --sheet --filter task=dishwasher -o - >out
! grep -q 'ounding the lower back' out || fail "sheet"
hinge-report r.h5 -q --participant p001 --sheet --filter task=dishwasher --all-tasks -o - >out
grep -q 'ounding the lower back' out || fail "sheet of all tasks"
printf '[run]\nlist = trials.csv\noutput = res\nall_tasks = yes\ntables = faults\nfigures = none\n' >run.conf
hinge-run -q run.conf >out 2>&1 || fail "$(cat out)"
grep -q ',dishwasher,' res/tables/faults.csv || fail "run"
! head -1 res/tables/faults.csv | grep -q counted || fail "run"
