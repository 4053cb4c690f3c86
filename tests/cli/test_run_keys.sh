#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every key of [run] is obeyed (hinge/settings.def): a run as it is, one with other words and looks, one with other people,
# cells and amounts. Each key has a line below, which finds in both what it moves; words and looks move no number.
set -u
command -v python3 >/dev/null || { echo "needs python3"; exit 77; }
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
export PATH="$HINGE_BUILD/bin:$PATH"
cd "$work" || exit 1
# with and without a dowel; then two repetitions alone, inferred markers, and a daily task
hinge-simulate -q -n 4 --reps 3 --noise 0 --format trc-b -o rec || exit 1
more() { hinge-simulate -q -n 1 --first "$1" --noise 0 --format trc-b --cue none -o "$1" "${@:2}" && cp -r "$1/p00$1" rec && tail -n +2 "$1/trials.csv" >>rec/trials.csv; }
more 5 --reps 2; more 6 --reps 3; more 7 --reps 3 --task sink
sed -i '1s/$/,markers/; 2,$s/$/,measured/; /^p006/s/measured$/inferred/' rec/trials.csv
printf 'trial,rep,exclude,why\np001_1_bodyweight_hinge_none_1,1,yes,x\n' >rec/marks.csv
printf 'id,label\nsedentary,deskbound\n' >rec/words.csv
mkdir lists && grep -v '^p007' rec/trials.csv >lists/people.csv
common='tables = summary,faults,table2\nfigures = paired\nrecordings = none\n'
printf '[run]\n%b' "$common" >rec/plain.ini
cat >rec/looks.ini <<'END'
[run]
list = ../lists/people.csv
folder = ../rec
output = looks
label = words.csv
tables = summary,flow
formats = csv,markdown
tables_decimal = comma
figures = tiles
recordings = flagged
sheets = yes
words = de
names = technical
title = Of hips
author = Ada
date = 2026-03-01
END
printf '[run]\noutput = people\n%b' "$common" >rec/people.ini
cat >>rec/people.ini <<'END'
participants = p001,p002,p004,p005,p006,p007
filter = participant!=p002
by = participant,group,cue
baseline = dowel
order = trained,sedentary
mdc = 0.5
margin = lumbar_fraction=90%
events = marks.csv
allow_inferred = yes
all_tasks = yes
allow_single = yes
END
# two sessions, of which a key asks for the change
hinge-simulate -q -n 3 --trials 2 --reps 3 --noise 0 --cue none --format trc-b -o two
awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR > 1 { $at["session"] = $at["trial"] } 1' two/trials.csv >two/list.csv
for ini in quiet asked held; do printf '[run]\nlist = list.csv\noutput = %s\n%b' $ini "$common" >two/$ini.ini; done
printf 'change = session:2-1\nchosen_by = lumbar_fraction\npeople = lumbar_fraction>=0.2\npeople_split = no\n' >>two/asked.ini
printf 'primary = knee_excursion_deg\nmain = session=2\nplan = plan/plan.json\n' >>two/held.ini
hinge-plan -q --groups all:3 --sessions 2 --reps 3 -o two/plan
for ini in rec/plain rec/looks rec/people two/quiet two/asked two/held; do hinge-run -q --allow-outside $ini.ini >"$(basename $ini)".out || exit 1; done
hinge-run --help=all | sed -n 's/^\([a-z_]*\): .*/\1/p' >keys
python3 - <<'END'
import csv, pathlib, re, sys

folder = {"plain": "rec/results", "looks": "rec/looks", "people": "rec/people", "quiet": "two/quiet", "asked": "two/asked", "held": "two/held"}


def read(run, name):
    path = pathlib.Path(folder[run], name)
    return path.read_text(encoding="utf-8") if path.exists() else ""


def table(run, name):
    return list(csv.DictReader(read(run, "tables/%s.csv" % name).splitlines(), delimiter=";" if run == "looks" else ","))


def shares(run, **of):
    return [r for r in table(run, "summary") if r["metric"] == "lumbar_fraction" and r["phase"] == "descent" and
            all(r.get(k) == v for k, v in of.items())]


def files(run, pattern):
    return len(list(pathlib.Path(folder[run]).glob(pattern)))


def page(run, text):
    return text in read(run, "report.html")


def of(run, who, column):
    return [r[column] for r in shares(run, participant=who)]


# what a key moves, of a run: another answer with the key than without
looks = {
    "list": lambda run: [r["n"] for r in shares(run, task="sink")],
    "folder": lambda run: run == "looks" and files(run, "report.html") == 1, # its list names files beside another folder
    "output": lambda run: run == "looks" and files(run, "results.h5") == 1,
    "label": lambda run: page(run, "deskbound"),
    "tables": lambda run: (files(run, "tables/flow.csv"), files(run, "tables/faults.csv")),
    "formats": lambda run: files(run, "tables/summary.md"),
    "tables_decimal": lambda run: ";" in read(run, "tables/summary.csv"),
    "figures": lambda run: (files(run, "figures/tiles.svg"), files(run, "figures/paired.svg")),
    "recordings": lambda run: files(run, "recordings/*.html") > 0,
    "sheets": lambda run: files(run, "sheets/*.html"),
    "words": lambda run: any("Wirbels" in p.read_text() for p in pathlib.Path(folder[run]).glob("sheets/*.html")),
    "names": lambda run: page(run, "Spine’s share of the bend"),
    "title": lambda run: page(run, "Of hips"),
    "author": lambda run: page(run, "Ada"),
    "date": lambda run: page(run, "2026-03-01"),
}
people = {
    "participants": lambda run: "p003" in read(run, "comparisons/cues.json") + read(run, "report.html"),
    "filter": lambda run: "left out by the filter" in pathlib.Path(run + ".out").read_text(encoding="utf-8"),
    "by": lambda run: "participant" in table(run, "summary")[0],
    "baseline": lambda run: read(run, "comparisons/cues.txt").split(":")[0],
    "order": lambda run: re.search(r"in the (\w+) group and", read(run, "comparisons/groups.txt"))[1],
    "mdc": lambda run: "within measurement error" in read(run, "figures/paired.svg"),
    "margin": lambda run: "margin" in read(run, "comparisons/groups.csv"),
    "events": lambda run: [r["reps"] for r in shares(run, participant="p001", cue="none")] or ["3"],
    "allow_inferred": lambda run: [r["n"] for r in shares(run, tier="C")],
    "all_tasks": lambda run: [r.get("counted", "1") for r in table(run, "faults") if r["task"] == "sink"][0],
    "allow_single": lambda run: of(run, "p005", "n") if run == "people" else [],
}
asked = {"change": lambda run: (page(run, "Nobody says what happened"), files(run, "comparisons/sessions.json")),
         "chosen_by": lambda run: page(run, "regression to the mean"),
         "people": lambda run: page(run, "people with lumbar_fraction"),
         "people_split": lambda run: page(run, "chosen by the same bends")}
held = {"primary": lambda run: page(run, "knee excursion was"), "main": lambda run: page(run, "In session 2, "),
        "plan": lambda run: page(run, "of 14 items were kept")}
bad = []
for plain, moved, keys in (("plain", "looks", looks), ("plain", "people", people), ("quiet", "asked", asked), ("quiet", "held", held)):
    for key, answer in keys.items():
        before, now = answer(plain), answer(moved)
        if before == now:
            bad.append("%s moves nothing: %r" % (key, now))
if not page("asked", "Changes from session 1 to 2: "):
    bad.append("the title does not name the sessions that were asked for")
number = {k: [r.get(c, "").replace(",", ".") for r in shares(k) if r.get("task") != "sink" for c in ("n", "reps", "mean", "sd")] for k in ("plain", "looks")}
if number["plain"] != number["looks"] or not number["plain"]:
    bad.append("words and looks move numbers: %s" % number)
# Table 2 has the rows of the comparisons: numbers to the last digit, cells as they print them
def named(r):
    return ("" if r["phase"] else "severity:") + r["outcome"] + ("@" + r["phase"] if r["phase"] not in ("", "descent") else "")
for run in ("plain", "looks", "people"):
    seen = []
    for r in csv.DictReader(read(run, "comparisons/groups.csv").splitlines()):
        seen += [(named(r), r["mean_first"], r["diff"]), (named(r), r["mean_second"], "")]
    for r in csv.DictReader(read(run, "comparisons/cues.csv").splitlines()):
        seen += [(named(r), r["baseline"], r["cued"], r["diff"], r.get("ci_low", ""), r.get("ci_high", "")),
                 (named(r), r.get("interaction_mean_first"), r.get("interaction_diff")), (named(r), r.get("interaction_mean_second"), "")]
    rows = [r for r in table(run, "table2") if r["role"] != "fault"]
    cells = [(r["outcome"], r["before"], r["diff"]) if r["contrast"] == "group" else (r["outcome"], r["change"], r["diff"]) if r["group"] else
             tuple(r[c] for c in ("outcome", "before", "after", "change", "change_low", "change_high")) for r in rows]
    page_of_word = read(run, "tables/table2.html")
    if (run == "looks") != (not rows) or (run == "looks") != (not page_of_word):
        bad.append("%s: Table 2 has %d rows" % (run, len(rows)))
    bad += ["%s: Table 2 has a row that no comparison has: %s" % (run, c) for c in cells if c not in seen]
    printed = read(run, "comparisons/groups.txt") + read(run, "comparisons/cues.txt")
    heads = re.findall(r"<th[^>]*>([^<]*)</th>", page_of_word)
    for line in re.findall(r"<tr>(.*?)</tr>", page_of_word, re.S):
        cell = dict(zip(heads, re.findall(r"<td[^>]*>([^<]*)</td>", line)))
        whole = [k for k in cell if "M (SD)" in k or k.startswith("change") or k.startswith("difference")]
        for k in whole if cell.get("group") == "\u2013" or cell.get("comparison", "").startswith("groups") else []:
            if cell[k].replace("\u2212", "-").replace("&#39;", "'") not in printed + "\u2013":
                bad.append("%s: Table 2 prints %s, which no comparison does" % (run, cell[k]))
known = set(pathlib.Path("keys").read_text().split())
bad += ["%s: a key of [run] without a line in this test" % key for key in sorted(known - set(looks) - set(people) - set(asked) - set(held))]
bad += ["%s: no key of [run]" % key for key in sorted(set(looks) | set(people) | set(asked)) if key not in known]
print("\n".join(bad))
sys.exit(bool(bad))
END
