#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/lint: a file of lib or tools names a header only where no other header that it names brings it, and a header is
guarded by #pragma once. Public headers name all that they use."""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^#include ["<]([^">]+\.h)[">]', re.M)
files = [path for top in ("lib", "tools") for path in pathlib.Path(top).rglob("*.[ch]")]
text = {str(path): path.read_text(encoding="utf-8") for path in files}


def found(name):
    return next((top + name for top in ("lib/", "lib/include/", "tools/") if top + name in text), None)


named = {path: {found(name) for name in INCLUDE.findall(t)} - {None} for path, t in text.items()}
brings = {}


def brought(path):
    if path not in brings:
        brings[path] = set()
        for other in named[path]:
            brings[path] |= {other} | brought(other)
    return brings[path]


bad = 0
for path in sorted(text):
    if path.endswith(".h") and "#pragma once\n" not in text[path]:
        print("%s: no #pragma once" % path)
        bad += 1
    for header in [] if path.startswith("lib/include/") else sorted(named[path]):
        by = sorted(other for other in named[path] - {header} if header in brought(other))
        if by:
            print("%s: %s comes with %s: name that alone" % (path, header, by[0]))
            bad += 1
sys.exit(bad > 0)
