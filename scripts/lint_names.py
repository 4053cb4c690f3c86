#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/lint: one word for one act (CONTRIBUTING.md, "Words of the code"). Text is added, a place is set and the user gets a
note, so no function puts, tells or says, but hinge_say; and nothing is called `own` or `said`, which leave open whose or
what."""
import re
import subprocess
import sys

COMMENT = re.compile(r"""/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'""", re.S)
VERB = re.compile(r"^[a-zA-Z_][\w *]*?\b((?:hinge_|cli_)?(?:\w+_)?(?:puts?|(?<!\bhinge_)say|tell)(?:_(?!apart\b)\w+)?)\(", re.M)
THING = re.compile(r"\b(own|said)\b")

bad = 0
new = ("--cached", "--others", "--exclude-standard") # what was not committed yet, too
for path in subprocess.run(["git", "ls-files", *new, "--", "lib/*.[ch]", "tools/*.[ch]", "tests/*.[ch]", "docs/*.[ch]"],
                           capture_output=True, text=True, check=True).stdout.split():
    with open(path, encoding="utf-8", errors="replace") as file:
        text = COMMENT.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), file.read())
    for pattern in (THING,) if path.startswith("tests/") else (VERB, THING): # tests' names are sentences
        for found in pattern.finditer(text):
            print("%s:%d: %s" % (path, text.count("\n", 0, found.start(1)) + 1, found.group(1)))
            bad += 1
if bad:
    print("names: %d (CONTRIBUTING.md, \"Words of the code\", has the words)" % bad)
sys.exit(bad > 0)
