#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1112 # the page has these quotes
# Practice against a group without it: what hinge-compare tests, the table acquisition and the page are one number, and a stage
# has the values that any table has of it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() {
    echo "practice: $*" >&2
    exit 1
}
hinge-plan -q --groups sedentary:11 --cues none,dowel --practice 1 --reps 7 --name '{participant}/{session}_{cue}_{trial}.trc' -o .
awk -F, '!(substr($2, 2) + 0 > 5 && $4 ~ /^practice/)' trials.csv >made.csv
hinge-simulate -q --list made.csv --format trc-b --noise 1 --rate 30 --seed 5 --learn=-0.12 --learn-bends 5 --retain 0.7 -o .
awk -F, -v OFS=, 'NR > 1 {$3 = substr($2, 2) + 0 > 5 ? "control" : "taught"} {print}' made.csv >list.csv
# the spine of p11 is lost in 4 of 7 repetitions after practice: 3 of 7 are no value of a person, in a stage as elsewhere
awk -F'\t' -v OFS='\t' 'NR > 5 && (int($2) ~ /^(7|17|22|27)$/) {for (k = 3; k <= 17; k++) $k = ""} {print}' \
    p11/after_none_1.trc >gaps && mv gaps p11/after_none_1.trc
hinge-ingest -q list.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
hinge-compare groups r.h5 --change stage:after-before --order taught,control --filter cue=none --format csv 2>said | sed -n 1,2p >compared.csv
! grep W_POOLED said || fail "stages are no sessions that are pooled"
hinge-compare groups r.h5 --change stage:after-before --order taught,control --filter cue=none -q >words
grep -q '^Without a cue, the change in lumbar fraction (after minus before) was 7.6 percentage points lower in the taught group than in the control group' words ||
    fail "$(cat words)"
hinge-table acquisition r.h5 --by group -q --format csv -o groups.csv
hinge-table acquisition r.h5 -q --format csv -o people.csv
hinge-table acquisition r.h5 --by group -q --columns n_after,after_effect >words
grep -q '^taught .* -8\.[0-9]  %$' words || fail "points: $(cat words)"
python3 - <<'EOF'
import csv
rows = lambda name: list(csv.DictReader(open(name)))
compared, = rows("compared.csv")
group = {r["group"]: r for r in rows("groups.csv")}
assert (group["control"]["n"], group["control"]["bends"], group["control"]["to_first"]) == ("0", "0", ""), group["control"]
for k, name in ("first", "taught"), ("second", "control"):
    assert compared["n_" + k] == group[name]["n_after"] == "5", (k, compared, group[name])
    for own, other in ("mean", "effect"), ("low", "low"), ("high", "high"):
        a, b = float(compared[f"{own}_{k}"]), float(group[name]["after_" + other])
        assert abs(a - b) < 1e-12, (name, own, a, b)
people = {r["participant"]: r for r in rows("people.csv")}
assert len(people) == 10 and "p11" not in people, "p11 has 3 of 7 repetitions after practice"
EOF
# bends with a cue are compared with those without one of the same session, of which practice has none; bends without a
# cue of a later session with those of the first
hinge-table fixes r.h5 >words
[ "$(grep -cE '^none +(after|later) +B +Lumbar flexion beyond threshold ' words)" = 2 ] || fail "$(cat words)"
! grep -q '^dowel' words || fail "$(cat words)"
# the page says it of both groups, and of one group that nobody was without practice; no cue is credited
page() {
    hinge-report -q r.h5 "$@" -o page.html
    PYTHONPATH=$HINGE_ROOT/tests/cli python3 -B -m page_text page.html >page
}
says() { grep -qF -- "$1" page || fail "$1: $(cat page)"; }
page --order taught,control
says 'From before to after practice, the spine’s share changed by −8.4 percentage points in the taught group and −0.9 points in the control group'
says 'Changes without a cue: taught −8.4 points (−12.7 to −4.1), control −0.9 points (−2.0 to 0.3). Taught minus control: −7.6 points (95% CI −11.8 to −3.4).'
says 'After practice, without a cue, the change in the spine’s share was −8.4 points in the taught group and −0.9 points in the control group; the spine’s share fell 7.6 points more in the taught group than in the control group (95% CI 3.4 to 11.8, p = .006, n = 5 and 5 of 6).'
says 'The taught group: in practice, with the cues: −12.7 points (95% CI −15.6 to −9.7, n = 5); after practice, without a cue: −8.4 points'
says 'The control group: after practice, without a cue: −0.9 points (95% CI −2.0 to 0.3, n = 5); later, without a cue: +0.1 points (95% CI −0.5 to 0.7, n = 6).'
# later minus before, and minus after: a family of two, as hinge-compare has it with the p of the other
later() { # FROM [P]: the p of its change, alone or beside another
    hinge-compare groups r.h5 --change "stage:later-$1" --order taught,control --filter cue=none -q --format json ${2:+--family-p "$2"} >later.json
    python3 -c 'import json; r = json.load(open("later.json"))["results"]["outcomes"][0]; print(repr(r["p"]), repr(r["p_holm"]), r["tests"])'
}
read -r p_before _ < <(later before)
read -r p_after _ < <(later after)
{ later before "$p_after" && later after "$p_before"; } >beside
python3 - <<'EOF' || fail "Holm over two"
p, holm, n, q, holm2, m = map(float, open('beside').read().split())
assert n == m == 2 and abs(min(holm, holm2) - min(1, 2 * min(p, q))) < 1e-12 and abs(max(holm, holm2) - max(2 * min(p, q), p, q)) < 1e-12, (p, holm, q, holm2)
EOF
says 'these changes are 6.6 points apart (95% CI 2.2 to 10.9, Holm p = .026, n = 5 and 6)'
says 'Changes from before to later and from after to later were compared between groups by Welch’s t test, with Holm’s correction over these 2 tests'
! grep -E 'with the dowel, (peak|the spine)|Did the cue' page || fail 'a cue is credited'
! grep -E 'There is no control group without practice' page || fail 'there is one'
page --filter 'group=taught'
says 'From before to after practice, without a cue, the spine’s share fell by 8.4 percentage points'
says 'After practice, without a cue, the spine’s share was 8.4 points lower (95% CI 4.1 to 12.7, p = .005, n = 5)'
says 'There is no control group without practice, so time and retesting are part of the change.'
says 'Changes by practice (after minus before, without a cue) were tested by the paired t test.'
! grep -F 'regression to the mean' page || fail 'nobody says how people were chosen'
page --filter 'group=taught' --chosen-by 'trunk lean'
chosen='People or groups were chosen by a first value (trunk lean), so regression to the mean is part of the change.'
[ "$(grep -oF "$chosen" page | wc -l)" -eq 2 ] || fail "caution and Methods: $(cat page)"
page --filter 'participant=p01,p02,p03'
says 'From before to after practice, without a cue, the spine’s share changed by −7.8 percentage points; 5 people are needed for a test'
says 'After practice, without a cue, the change in the spine’s share was −7.8 points (n = 3); 5 people are needed for a test'
# the same people without their session of practice: two visits and a later one. The page compares the changes, draws everybody
# over the visits and in the map, names times and days, and counts faults that are gone, kept and new as the table faults has them
awk -F, -v OFS=, 'NR == 1 {print $0, "date"} NR > 1 && $4 !~ /^practice/ && !($2 == "p10" && $4 == "later") {
    print $0, $4 == "before" ? "2026-01-05" : $4 == "after" ? "2026-02-1" substr($2, 3) : "2026-05-02"}' list.csv >visits.csv
hinge-ingest -q visits.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
page --order taught,control
says 'The taught group came to bend 8.4 percentage points less from the spine, the control group 0.9 points less'
! grep -E 'averaged over date|Without a cue, the spine|session before|of one person was beyond' page || fail "$(cat page)"
says 'At equal depth (30° to 60°): 46% in the taught group, 44% in the control group.'
for words in '46%' '39% taught' '44%' '44% control'; do grep -q ">$words *</text>" page.html || fail "the answer does not say $words"; done
hinge-plot answer -q r.h5 --order taught,control -o answer.svg --data answer.csv
says 'arrow or ring: before → after → later.'
says 'Only one of these visits: p11 (before). No value later: p10.'
says 'in 32 recordings, before, after and later; from before to after were 40 days (median, 36 to 45).'
# Methods and the checklist count the tests whose p the table of changes has
hinge-table changes r.h5 -q --format csv -o changes.csv
hinge-report -q r.h5 --order taught,control --facts -o facts.json
tests=$(python3 -c '
import collections, csv, json
rows = {(r["contrast"], r["outcome"]) for r in csv.DictReader(open("changes.csv")) if r["p"]} - {("session:after-before", "lumbar_fraction")}
counted = {x["words"]: x["n"] for x in json.load(open("facts.json"))["methods"]["questions"]["counted"]}
assert len(rows) > 8 and counted["exploratory (Holm)"] == len(rows), (len(rows), counted)
print(len(rows))')
hinge-report -q r.h5 --order taught,control --checklist strobe | grep -qF ", $tests exploratory (Holm)" || fail "checklist"
hinge-table faults r.h5 --by participant,group,session -q --format csv -o faults.csv
python3 - <<'EOF'
import collections, csv, html, os, re
page = open("page.html", encoding="utf-8").read()
section = re.search(r'(?s)<section aria-labelledby="h-visits">.*?</section>', page)[0]
drawn = collections.Counter(r["who"] for r in csv.DictReader(open("answer.csv")) if r["drawn"] == "person")
assert sorted(drawn.values()) == [2, 2] + 9 * [3], drawn  # p10 and p11 came less often
plain = lambda text: html.unescape(re.sub("<[^>]+>", "", text)).replace("\u00a0", " ")
gone, began = (re.search(rf"(?s)<table[^>]*><thead><tr><td>{head}<.*?</table>", section)[0] for head in ("Faults", "Before"))
verdicts = "yes", "sometimes", "possible", "no"
has = {(r["fault"], r["group"], r["participant"], r["session"]): next((v for v in verdicts if r["people_" + v] == "1"), None)
       for r in csv.DictReader(open("faults.csv"))}
# a family has the strongest verdict on its kinds
speaks = dict(re.findall(r'\{\.id = "(\w+)"(?:(?!\{\.id).)*?\.speaks = "(\w+)"', open(os.environ["HINGE_ROOT"] + "/lib/faults/rows.c").read(), re.S))
for (fault, *who), said in list(has.items()):
    whole = ("any " + speaks.get(fault, fault), *who)
    has[whole] = min((v for v in (has.get(whole), said) if v), key=verdicts.index, default=None)
count = collections.defaultdict(collections.Counter)
for (fault, group, who, session), before in has.items():
    after = has.get((fault, group, who, "after"))
    if session == "before" and before and after:
        if before == "yes":
            count[fault, group][{"no": "gone", "yes": "kept"}.get(after, "less")] += 1
        count[fault, group].update({"without": before == "no", "new": before == "no" and after == "yes"})


def words(n):
    had = " and ".join(f"{n[k]} {k}" for k in ("gone", "less", "kept") if n[k])
    new = f"{n['new']} of {n['without']} new" if n["without"] else ""
    return "; ".join(filter(None, (had, new))) or "–"


# the faults that coaches are told of, each with its counts; of a family in which several kinds came or were there a row more
shown = [(plain(name), tuple(cells)) for name, *cells in re.findall(r'<th scope="row">(.*?)</th><td data-h="taught">(.*?)</td><td data-h="control">(.*?)</td>', gone)]
alone = sorted(cells for name, cells in shown if not name.endswith("kinds)"))
both = {f: (count[f, "taught"], count[f, "control"]) for f, _ in list(count)}
expected = sorted(tuple(map(words, n)) for f, n in both.items() if not f.startswith("any ") and any(c[k] for c in n for k in ("gone", "less", "kept", "new")))
assert alone == expected and len(alone) > 2, (alone, expected)
kinds = [f for f in {f for f, *_ in has} if not f.startswith("any ") and speaks.get(f, f) == "lumbar_rounding" and any(v for (g, *_), v in has.items() if g == f)]
family = [(f"Any sign from the lower back ({len(kinds)} kinds)", tuple(map(words, both["any lumbar_rounding"])))]
assert [row for row in shown if "kinds)" in row[0]] == family, (shown, family)
assert [plain(c) for c in re.findall(r"<td.*?</td>", began)][1:3] == ["46 (37 to 55)", "44 (38 to 51)"], began
EOF
# where two sessions measure the same again: whose change is beyond what that brings, as icc has it
again() { # NAMES-OF-BEFORE-LATER-AFTER RETEST CHANGE MDC SENTENCE
    awk -F, -v OFS=, -v names="$1" 'BEGIN {split(names, to, ",")} NR > 1 && $4 !~ /^practice/ {
        $4 = $4 == "before" ? to[1] : $4 == "later" ? to[2] : to[3]} NR == 1 || $4 ~ /^[123]$/' list.csv >again.csv
    hinge-ingest -q again.csv --set "ingest.retest=$2" -o s.h5
    hinge-analyze -q s.h5 -o r.h5
    page --order taught,control --change "session:$3"
    hinge-compare icc r.h5 --rater session --outcome lumbar_fraction --filter "session=$2" -q | grep -qF "below $4 percentage points" || fail "icc: not $4"
    says "The change of one person was beyond the minimal detectable change $5"
}
again 1,2,3 1,2 3-1 9.5 '(±9.5 points) in 0 of 5 in the taught group and 0 of 5 in the control group.'
says 'What changed from sessions 1 and 2 to session 3?'
again 1,2,3 2,3 2-1 3.4 '(±3.4 points) in 4 of 5 in the taught group and 0 of 6 in the control group.'
