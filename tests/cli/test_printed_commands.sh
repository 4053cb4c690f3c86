#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every command that a tool prints is run on the study that printed it: two groups, two cues, and two sessions (one with a
# comma in its name) or two loads. Each exits 0. On a line of its own it is run as it is printed; within a sentence ("hinge-table
# reps gives the reasons") up to its last word that is a command's, and with the file of the study where it names none.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mkdir made
for seed in 1 2; do
    hinge-simulate -q -n 4 --reps 3 --rate 30 --seed $seed --noise 0 --format trc-b --cue none --cue dowel -o made/$seed
done
list() { # NAME column of the second folder's recordings, its values in the first and in the second
    awk -F, -v OFS=, -v column="$2" -v first="$3" -v second="$4" '
        FNR == 1 { part++; for (i = 1; i <= NF; i++) at[$i] = i; if (part == 1) print $0, column; next }
        { $1 = part "/" $1; $at["session"] = ""; $at["height_m"] = ""; print $0, part == 1 ? first : second }' made/[12]/trials.csv |
        sed "1s/,session,/,old_session,/" >"made/$1.csv"
    hinge-ingest -q "made/$1.csv" -o "$1.s.h5" && hinge-analyze -q "$1.s.h5" -o "$1.h5"
}
list sessions session '"pre, week 2"' post
list loads load_kg 0 8
say() { "$@" >out 2>&1 || true; sed -n 's/^  *\(hinge-[a-z]* .*\)/\1/p' out >>printed; grep -v '^  *hinge-' out >>"said.${study:-none}" || true; }
for study in sessions loads; do
    while read -r analysis options; do
        # shellcheck disable=SC2086 # options are words
        say hinge-compare "$analysis" $study.h5 $options
    done <<'ASKED'
groups
cues
cues --factor load_kg
cues --factor trial
within --outcome lumbar_fraction --condition cue --order dowel,none
within --outcome lumbar_fraction --condition load_kg --factor load_kg
between --outcome lumbar_fraction --group group
anova --outcome lumbar_fraction --group group --filter cue=none
icc --outcome lumbar_fraction --rater session
relation --outcome lumbar_fraction --with hip_excursion_deg
spm --curve lumbar_flex --group group
spm --curve lumbar_flex --design paired --condition cue --order dowel,none
ASKED
done
# sentences of tables, figures, pages and checks, also of a study with too few repetitions and without a spine
hinge-simulate -q -n 2 --reps 1 --rate 30 --seed 3 --format csv-mediapipe --cue none -o made/few
for study in plain few; do
    hinge-ingest -q "made/${study/plain/1}/trials.csv" -o $study.s.h5 && hinge-analyze -q $study.s.h5 -o $study.h5
    for kind in $(hinge-plot --help | sed -n '/^  FIGURE/,/^  FILE/{ s/.*kind: //; s/,//g; /FILE/d; p; }'); do say hinge-plot "$kind" $study.h5 -o kind.svg; done
    for table in agreement limits participants ratios summary waveforms; do say hinge-table $table $study.h5; done
    say hinge-table trials $study.s.h5
    say hinge-report $study.s.h5 -o page.html
    say hinge-report $study.h5 --people 'trunk_excursion_deg>900' -o page.html
    say hinge-report $study.h5 --participant nobody --sheet --study $study.s.h5 -o page.html
    say hinge-view $study.h5 -o page.html
    say hinge-view $study.s.h5 $study.h5 --trial none -o page.html
    say hinge-view $study.s.h5 $study.h5 -o made
    say hinge-check $study.h5
    say hinge-check $study.s.h5
    say hinge-inspect $study.h5
done
for table in cues groups; do say hinge-table $table plain.h5; done
say hinge-plot forest plain.s.h5
say hinge-check loads.h5 --detectable
/usr/bin/env python3 - plain few >>printed <<'END'
import os, re, shlex, subprocess, sys

ids = {}
for tool in "table", "plot", "compare":
    help_ = subprocess.run([f"hinge-{tool}", "--help"], capture_output=True, text=True).stdout
    ids[tool] = set(re.findall(r"[a-z_]+", re.search(r"\n  (?:TABLE|FIGURE|ANALYSIS) [^\n]*\n((?: {10,}.*\n)+)", help_)[0]))
found = set()
for study in sys.argv[1:]:
    text = re.sub(r"\s+", " ", open(f"said.{study}").read())
    for tool, rest in re.findall(r"hinge-(table|plot|compare|check|report|view|run|analyze|ingest)(?= )(.{0,200})", text):
        words, file = [], False
        for word in re.findall(r" ('[^']*'|[^ ]+)", rest):
            bare = re.sub(r"[.,;:)]+$", "", word)
            named = os.path.exists(bare.strip("'")) or bare in ("results.h5", "study.h5")
            value = words and words[-1] in ("-o", "--filter", "--condition", "--order", "--outcome", "--columns", "--by")
            if not (named or value or bare.startswith("-") or not words and bare in ids.get(tool, ())):
                break
            file |= named
            words.append(bare)
            if bare != word:
                break
        of = {"check": f"{study}.s.h5", "analyze": f"{study}.s.h5"}.get(tool, f"{study}.h5")
        words = [of if w in ("results.h5", "study.h5") and k > 0 and words[k - 1] != "-o" else w for k, w in enumerate(words)]
        if words and words[-1] not in ("--by", "--filter", "--columns", "-o"):
            found.add(" ".join([f"hinge-{tool}", *words, *([] if file else [of])]))
print("\n".join(sorted(found)))
END
unset study
# of a run: a list outside its folder, results that are none
mkdir run
printf '[run]\nlist = ../made/sessions.csv\ntables =\nfigures = none\nrecordings = none\n' >run/study.ini
say hinge-run run/study.ini
say hinge-table trials sessions.s.h5
sort -u printed >each
[ "$(wc -l <each)" -ge 15 ] || { cat each; exit 1; }
failed=0
while read -r command; do
    bash -c "$command" >out 2>err </dev/null || { echo "exit $?: $command"; head -n 2 err; failed=1; }
done <each
exit $failed
