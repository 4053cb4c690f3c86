#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/lint: a fault is a row of lib/faults/rows.c, its planted pattern and the words of translations; nothing else in
lib names it, and the row has all that is said of it. scripts/fault.max holds how many places a file may have that break
this: more is a failure that names them, fewer is written down."""
import pathlib
import re
import sys

from only_falls import above

ROWS = "lib/faults/rows.c"
# what is planted; which faults a cue is about
MAY_NAME = {ROWS, "lib/simulate/pattern.c", "lib/simulate/truth.c", "lib/simulate/simulate.h", "lib/reps/tasks.c"}
# Definitions: metrics of what a fault measures, on the way to matched depth (method 8.2), whose ids have its name
DEFINES = {"lib/metrics/matched.c": 'MATCHED("'}
MEMBERS = {"listed_at": "where coaches speak of it", "title": "the name in papers", "brief": "the name for coaches",
           "wording": "the coach's words", "threshold": "its threshold"}

text = pathlib.Path(ROWS).read_text(encoding="utf-8")
text = text[:text.find("What coaches say that movement")]
rows = {m.group(1): m.group(0) for m in re.finditer(r'\{\.id = "([a-z_0-9]+)".*?(?=\{\.id = "|\Z)', text, re.S)
        if ".title" in m.group(0)}
families = {"head", "hip", "knee", "muscle", "pelvis", "spine", "tempo"}
faults = {name: row for name, row in rows.items() if name not in families}
found = {}


def add(path, line):
    found.setdefault(path, []).append(line)


page = pathlib.Path("docs/faults.md").read_text(encoding="utf-8")
for name, row in faults.items():
    for member, why in MEMBERS.items():
        if not re.search(r"\.%s\b ?=" % member, row):
            add(ROWS, "%s: %s has no .%s: %s" % (ROWS, name, member, why))
    if not re.search(r"\b%s\b" % name, page):
        add("docs/faults.md", "docs/faults.md has no %s: make pages" % name)
for path in sorted(pathlib.Path("lib").rglob("*.[ch]")):
    if str(path) in MAY_NAME:
        continue
    for n, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if str(path) in DEFINES and line.lstrip().startswith(DEFINES[str(path)]):
            continue
        for name in re.findall(r'"([a-z]+_[a-z_0-9]+)"', line):
            if name in faults:
                add(str(path), "%s:%d names the fault %s: give its row a member instead" % (path, n, name))

risen = above("fault.max", {path: len(lines) for path, lines in found.items()})
for path, allowed in sorted(risen.items()):
    print("\n".join(found[path]))
    print("%s: %d, and %d are allowed (scripts/fault.max)" % (path, len(found[path]), allowed))
print("faults: %d places to mend in %d files" % (sum(map(len, found.values())), len(found)))
sys.exit(bool(risen) or len(faults) < 40)
