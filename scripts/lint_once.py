#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/lint: a new static function of fewer than six lines that its file calls once is clearer in place. The files that
differ from the last commit are looked at, or those of the last commit if none does."""
import pathlib
import re
import subprocess
import sys

HEAD = re.compile(r"^static (?:inline )?[\w ]+?[ *]+(\w+)\([^;{]*\)\s*\{\n(.*?)^\}", re.M | re.S)


def called_once(text):
    """{name: lines of its body}; what is given to another function by name is not called"""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return {name: body.count("\n") for name, body in HEAD.findall(text)
            if len(re.findall(r"\b%s\(" % name, text)) == len(re.findall(r"\b%s\b" % name, text)) == 2}


def git(*command):
    return subprocess.run(["git", *command], capture_output=True, text=True).stdout


def changed(base):
    return git("diff", "--name-only", "--diff-filter=d", base, "--", "lib/*.c").split()


bad = 0
new = git("ls-files", "--others", "--exclude-standard", "--", "lib/*.c").split()
base = "HEAD" if new or changed("HEAD") else "HEAD~1"
for path in changed(base) + new:
    before = called_once(git("show", base + ":" + path))
    for name, lines in called_once(pathlib.Path(path).read_text(encoding="utf-8")).items():
        if name not in before and lines < 6:
            print("%s: %s is called once and has %d lines: clearer in place" % (path, name, lines))
            bad += 1
sys.exit(bad > 0)
