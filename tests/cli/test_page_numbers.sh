#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every number of the report's sentences and tables, computed again from tables: the example cohort, phone videos,
# recordings of whole bodies, of mixed evidence, a planned study, few people, and 40 participants under four conditions.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
make() { # NAME simulate's options
    local name=$1
    shift
    hinge-simulate -q --rate 30 --reps 3 "$@" -o "$name"
}
make phone -n 12 --format csv-mediapipe --cue none --cue dowel --cue wall_tap_4in
make lab -n 6 --format trc-b
make few -n 3 --format trc-a
make whole -n 6 --format trc-whole-a --cue none --cue dowel
# shellcheck disable=SC1091,SC2034 # is checked by itself, and reads pins
(pins=$dir && . "$HINGE_ROOT/tests/bytes/studies.sh" && large)
mv large/study.h5 large/s.h5 && mv large/results.h5 large/r.h5
hinge-plan -q --groups sedentary:6,trained:6 --cues none,dowel,wall_tap_4in \
    --name '{participant}/s{session}_{cue}_{trial}.trc' -o planned
hinge-simulate -q --list planned/trials.csv --format trc-b --rate 30 --force -o planned
mkdir mixed demo
cp -r lab phone mixed
python3 - <<'END'
import csv
lab, phone = (list(csv.DictReader(open(name + "/trials.csv"))) for name in ("lab", "phone"))
for row in lab:
    row["file"] = "lab/" + row["file"]
for row in phone:
    row["file"] = "phone/" + row["file"]
    row["participant"] = row["participant"].replace("p0", "q0")
out = csv.DictWriter(open("mixed/trials.csv", "w"), list({**lab[0], **phone[0]}))
out.writeheader()
out.writerows(lab + phone)
END
studies="demo lab few whole phone mixed planned large"
for name in $studies; do
    list=$name/trials.csv
    [ "$name" = demo ] && list=$HINGE_ROOT/datasets/cohort/trials.csv
    [ "$name" = large ] || { hinge-ingest -q "$list" -o "$name"/s.h5 && hinge-analyze -q "$name"/s.h5 -o "$name"/r.h5; }
    hinge-report -q "$name"/r.h5 --order trained,sedentary --facts -o "$name"/facts.json
    hinge-table summary -q "$name"/r.h5 --by participant,group,cue --format csv -o "$name"/people.csv
    hinge-table summary -q "$name"/r.h5 --by participant,group,cue --columns moment_hip_l5s1_ratio --phase rep --format csv |
        tail -n +2 >>"$name"/people.csv
    hinge-table faults -q "$name"/r.h5 --by participant,group,cue,trial,rep -o "$name"/faults.csv
    hinge-table trials -q "$name"/r.h5 -o "$name"/trials.csv
done
# shellcheck disable=SC2086 # several words
python3 -B "$HINGE_ROOT/tests/cli/page_numbers.py" $studies
python3 -B "$HINGE_ROOT/tests/cli/sections.py" "$HINGE_ROOT/lib/page/templates/report.html" ./*/facts.json
# the demo's page says what it has to in 1,000 words, without what is folded and drawn; what its table says no sentence repeats
hinge-report -q demo/r.h5 --study demo/s.h5 --order trained,sedentary -o demo.html
python3 - <<'END'
import re
page = re.sub(r"<(script|style|svg|details)\b.*?</\1>", " ", open("demo.html", encoding="utf-8").read(), flags=re.S)
words = re.sub(r"<[^>]+>", " ", page).split()
assert len(words) <= 1000, f"{len(words)} words are shown"
text = " ".join(words).replace("&nbsp;", " ")
assert "Participants were the unit" not in text, "methods are not folded"
assert text.count("30 to 46") <= 2, text
END
