#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/lint: static functions that their file calls once, which are often clearer in place. scripts/once.max holds how
many a room of lib may have: more is a failure that names five, those of the last commits first; fewer is written down.
With --changed, of files that differ from the last commit: a new one of fewer than six lines is named."""
import pathlib
import re
import subprocess
import sys

from only_falls import above

HEAD = re.compile(r"^static (?:inline )?[\w ]+?[ *]+(\w+)\([^;{]*\)\s*\{\n(.*?)^\}", re.M | re.S)


def called_once(text):
    """{name: lines of its body}"""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return {name: body.count("\n") for name, body in HEAD.findall(text) if len(re.findall(r"\b%s\b" % name, text)) == 2}


def git(*command):
    return subprocess.run(["git", *command], capture_output=True, text=True).stdout


if sys.argv[1:] == ["--changed"]:
    bad = 0
    new = git("ls-files", "--others", "--exclude-standard", "--", "lib/*.c")
    for path in (git("diff", "--name-only", "--diff-filter=d", "HEAD", "--", "lib/*.c") + new).splitlines():
        before = called_once(git("show", "HEAD:" + path))
        for name, lines in called_once(pathlib.Path(path).read_text(encoding="utf-8")).items():
            if name not in before and lines < 6:
                print("%s: %s is called once and has %d lines: clearer in place" % (path, name, lines))
                bad += 1
    sys.exit(bad > 0)
once = {}
for path in sorted(pathlib.Path("lib").rglob("*.c")):
    for name in called_once(path.read_text(encoding="utf-8")):
        once.setdefault(path.parts[1], []).append((str(path), name))

risen = above("once.max", {room: len(names) for room, names in once.items()})
for room, allowed in sorted(risen.items()):
    diff = git("diff", "-U0", "HEAD~20", "--", "lib/" + room)
    names = sorted(once[room], key=lambda n: not re.search(r"^\+static .*\b%s\(" % n[1], diff, re.M))
    print("lib/%s has %d static functions that are called once, %d are allowed (scripts/once.max). Inline one of: %s" % (
        room, len(names), allowed, ", ".join("%s (%s)" % (name, path) for path, name in names[:5])))
print("once: %d in %d rooms" % (sum(map(len, once.values())), len(once)))
sys.exit(bool(risen))
