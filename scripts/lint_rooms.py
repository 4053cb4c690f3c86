#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/lint: the README of a room names each of its files, but those that are a row of a registry, and a line that begins
with a name names a file or a room that is there."""
import pathlib
import re
import sys

ROW = re.compile(r"^const struct hinge_\w+ hinge_(?:format|landmark_set|metric_family|analysis_kind|view|figure|writer)_\w+ =", re.M)
bad = []
for readme in sorted(pathlib.Path("lib").rglob("README.md")):
    text, room = readme.read_text(encoding="utf-8"), readme.parent
    words = set(re.findall(r"\w+", text))
    files = [path for path in sorted(room.iterdir()) if path.suffix in (".c", ".h", ".def") or path.is_dir()]
    bad += ["%s: %s is not named" % (readme, path.name) for path in files
            if path.suffix in (".c", ".h") and re.sub("_(posix|windows)$", "", path.stem) not in words and not ROW.search(path.read_text(encoding="utf-8"))]
    there = {path.stem for path in files}
    for line in re.findall(r"^- (`\w+(?:\.\w)?/?`(?:, `\w+(?:\.\w)?/?`)*)", text, re.M):
        bad += ["%s: there is no %s" % (readme, name) for name in re.findall(r"`(\w+)", line) if name not in there]
print("\n".join(bad), end="\n" if bad else "")
sys.exit(bool(bad))
