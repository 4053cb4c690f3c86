#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""labels.py FOLDER: labels.csv of the Kinect's recordings: group, exercise and person from the name, the evaluations of both annotators."""
import re, sys, xml.parsers.expat
from study import below, stop, text_of, write
FORM = "group1A/kinect/G1A-Kinect-CTK-S1-12.txt and group1A/annotatorA/*CTK-S1-12.anvil (attribute evaluation: Correct, Incorrect ...)"
NAME = r"(?:^|/)(G\d[AB]?)[-_]Kinect[-_]([A-Z]+)[-_](\w+?)(?:[-_](\w+)[-_](\w+))?[-_](\d+)\.txt$"
def evaluation(folder, name):
    """The value of the attribute evaluation of an Anvil file; no entity is followed."""
    found, at = [], []
    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = lambda tag, of: at.append(of.get("name", "").lower() if tag == "attribute" else "")
    parser.EndElementHandler = lambda tag: at.pop()
    parser.CharacterDataHandler = lambda text: found.append(text.strip()) if at and at[-1] == "evaluation" and text.strip() else None
    parser.EntityDeclHandler = lambda *of: stop(folder, FORM, f"an entity in {name!r}")
    try: parser.Parse(text_of(folder, name), True)
    except xml.parsers.expat.ExpatError as error: stop(folder, FORM, f"in {name!r}: {error}")
    return found[0] if found else ""
folder, rows = sys.argv[1], [("file", "participant", "group", "cue", "trial", "evaluation", "evaluation2")]
files = sorted(below(folder)); noted = [f for f in files if f.endswith((".anvil", ".xml"))]
for name in files:
    m = re.search(NAME, name)
    if not m: continue
    group, exercise, person, told, _, n = m.groups(); end = f"{exercise}-{person}-{n}".replace("_", "-")
    seen = [next((evaluation(folder, f) for f in noted if f"/annotator{a}/" in f"/{f}" and f.rsplit(".", 1)[0].replace("_", "-").endswith(end)), "") for a in "AB"]
    rows.append((name, f"{group}{person}", group, exercise, n, seen[0] or told or "", seen[1]))
if len(rows) == 1: stop(folder, FORM)
write(folder, "labels.csv", rows)
