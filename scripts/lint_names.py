#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/lint: one word for one act (CONTRIBUTING.md, "Words of the code"). Text is added, a place is set and the user gets a
note, so no function puts, tells or says, but hinge_say; and nothing is called `own` or `said`, which leave open whose or
what. Which way an outcome differs is a word of hinge_say alone: other texts of page, report and figure have none."""
import re
import subprocess
import sys

COMMENT = re.compile(r"""/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'""", re.S)
VERB = re.compile(r"^[a-zA-Z_][\w *]*?\b((?:hinge_|cli_)?(?:\w+_)?(?:puts?|(?<!\bhinge_)say|tell)(?:_(?!apart\b)\w+)?)\(", re.M)
THING = re.compile(r"\b(own|said)\b")
# which way an outcome differs, and what else these words say
WAY = re.compile(r"\b(?:lower|higher|rose|fell|differs?|differed|larger|smaller|longer|shorter|(?:more|less)(?= (?:from|in|often|far|than "
                 r"(?:{|%s)))|clusters?|no clear|ruled out|undecided)\b", re.I)
OTHER = re.compile(r"lower (?:backs?|limit)|no longer|"                        # parts of a body and of an interval; who lost a fault
                   r"zu lower and %zu higher by more|bends {}° more in {}|less in %.0f|"  # counts of people and bends
                   r"smaller movement|moments larger|rose[\s\\]+together|"            # no outcome of the method
                   r"level differs|where they differ|more ruled out|"          # what a bar or a column is
                   r"Rows differ|may differ|differ%s in|order differed|method differs?|recording differ|" # conditions, settings, bends
                   r"the groups differ|groups differ,|nothing differs|does %s differ between", re.I)  # questions
LITERAL = re.compile(r'/\*.*?\*/|"((?:\\.|[^"\\\n])*)"', re.S)
MARKS = re.compile(r"<style>.*?</style>|<script>.*?</script>|{{[^}]*}}|<[^>]*>", re.S)


def texts(path, text):
    """(place, text) of what readers see of a file: literals of C, a template without marks and facts"""
    if path.endswith((".c", ".h")):
        return [(m.start(), m[1]) for m in LITERAL.finditer(text) if m[1]]
    return [(0, MARKS.sub(lambda m: "\n" * m[0].count("\n") + " ", text))]


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
for path in subprocess.run(["git", "ls-files", *new, "--", "lib/page/*.[ch]", "lib/report/*.[ch]", "lib/figure/*.[ch]",
                            "lib/page/templates/*.html", "lib/page/templates/words_en.txt"],
                           capture_output=True, text=True, check=True).stdout.split():
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for place, words in texts(path, text):
        words = OTHER.sub(lambda m: " " * len(m[0]), words)
        for found in WAY.finditer(words):
            line = text.count("\n", 0, place) + words.count("\n", 0, found.start()) + 1
            print("%s:%d: \"%s\": only hinge_say (lib/result/say.c) says which way an outcome differs" % (path, line, found[0]))
            bad += 1
if bad:
    print("names: %d (CONTRIBUTING.md, \"Words of the code\", has the words)" % bad)
sys.exit(bad > 0)
