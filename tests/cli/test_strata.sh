#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# --stratify: sentences and tables of each kind of evidence are those of its recordings alone, and
# every row says which kind it is of.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 10 --reps 3 --rate 30 --format trc-a -o a
hinge-simulate -q -n 10 --first 11 --reps 3 --rate 30 --format trc-b -o b
{ cat a/trials.csv; sed 1d b/trials.csv; } | sed 's#^p0\(0[1-9]\|10\)/#a/&#; s#^p0\(1[1-9]\|20\)/#b/&#' >list.csv
hinge-ingest -q list.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
cat >check.py <<'END'
import csv, subprocess
A, B = "tier=A;lumbar_def=ISB", "tier=B;lumbar_def=LOWTHX"
def run(*options):
    done = subprocess.run(["hinge-compare", *options[:1], "r.h5", *options[1:]], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert done.returncode == 0, options
    return done.stdout
n = 0
for options in (["cues"], ["groups"],
                ["within", "--outcome", "lumbar_fraction", "--phase", "descent", "--condition", "cue"],
                ["within", "--outcome", "lumbar_fraction,hip_excursion_deg", "--phase", "descent",
                 "--condition", "cue"]):
    held = "&cue=none" if options[0] == "groups" else ""
    both = run(*options, "--filter", "tier=A,B" + held, "--stratify", "--apa").splitlines()
    alone = [run(*options, "--filter", "tier=" + t + held, "--apa").splitlines() for t in "AB"]
    marks = [i for i, line in enumerate(both) if line.rstrip(":") in (A, B)]
    found = {A: [], B: []}
    for i, end in zip(marks, marks[1:] + [len(both)]):
        found[both[i].rstrip(":")] += both[i + 1:end]
    assert marks[0] == 0 and len(alone[0]) >= 2 and alone[0] != alone[1]
    assert [found[A], found[B]] == alone, (options, found, alone)
    n += len(both)
# the tables, as readers see them: alone without the first column
def tables(text):
    """Rows of cells of each table of a comparison in Markdown, by its title."""
    found, title = {}, None
    for line in text.splitlines():
        if line.startswith("**"):
            title = line
        elif line.startswith("|"):
            found.setdefault(title, []).append([c.strip() for c in line.strip("|").split("|")])
    return found
def plain(cell):
    return cell.rstrip("ᵃᵇᶜᵈᵉᶠᵍʰ")  # the letters of notes go by the table
for analysis in ("cues", "groups"):
    held = "&cue=none" if analysis == "groups" else ""
    both = tables(run(analysis, "--filter", "tier=A,B" + held, "--stratify", "--verbose", "--format", "markdown"))
    alone = [tables(run(analysis, "--filter", "tier=" + t + held, "--verbose", "--format", "markdown")) for t in "AB"]
    assert len(both) >= 2
    for title, (head, _, *rows) in both.items():
        assert head[0] == "Stratum", (title, head)
        for stratum, of in zip((A, B), alone):
            mine = [dict(zip(head[1:], map(plain, r[1:]))) for r in rows if r[0] == stratum]
            if title not in of:
                assert not mine
                continue
            names, _, *want = of[title]
            assert len(mine) == len(want) > 0, (title, stratum)
            for a, b in zip(mine, want):
                for name, cell in zip(names, b):
                    assert a[name] == plain(cell), (title, stratum, name, a[name], cell)
                    n += 1
        assert {r[0] for r in rows} <= {A, B}
    said = run(analysis, "--filter", "tier=A,B" + held, "--stratify", "--verbose").splitlines()
    if analysis == "groups":
        assert sum(line.startswith((A + ", not measured in any participant: ", B + ", not measured in any participant: ")) for line in said) == 2
# csv has the column, too, and its numbers
rows = list(csv.DictReader(run("cues", "--stratify", "--format", "csv").splitlines()))
for t, stratum in zip("AB", (A, B)):
    want = list(csv.DictReader(run("cues", "--filter", "tier=" + t, "--format", "csv").splitlines()))
    mine = [r for r in rows if (r["stratum"], r["term"]) == (stratum, "outcomes")]
    assert len(mine) == len(want) > 5
    for a, b in zip(mine, want):
        for name, cell in b.items():
            got = a.get(name, "")
            try:
                same = float(got) == float(cell)
            except ValueError:
                same = got == cell
            assert same, (name, got, cell)
            n += 1
assert n > 1000, n
END
python3 check.py
