#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/lint: static functions that their file calls once, which are often clearer in place. scripts/once.max holds how
many a room of lib may have: more is a failure that names five, those of the last commits first; fewer is written down."""
import pathlib
import re
import subprocess
import sys

from only_falls import above

HEAD = re.compile(r"^static (?:inline )?[\w ]+?[ *]+(\w+)\([^;{]*\)\s*\{", re.M)
once = {}
for path in sorted(pathlib.Path("lib").rglob("*.c")):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    for name in HEAD.findall(text):
        if len(re.findall(r"\b%s\b" % name, text)) == 2:
            once.setdefault(path.parts[1], []).append((str(path), name))

risen = above("once.max", {room: len(names) for room, names in once.items()})
for room, allowed in sorted(risen.items()):
    diff = subprocess.run(["git", "diff", "-U0", "HEAD~20", "--", "lib/" + room], capture_output=True, text=True).stdout
    names = sorted(once[room], key=lambda n: not re.search(r"^\+static .*\b%s\(" % n[1], diff, re.M))
    print("lib/%s has %d static functions that are called once, %d are allowed (scripts/once.max). Inline one of: %s" % (
        room, len(names), allowed, ", ".join("%s (%s)" % (name, path) for path, name in names[:5])))
print("once: %d in %d rooms" % (sum(map(len, once.values())), len(once)))
sys.exit(bool(risen))
