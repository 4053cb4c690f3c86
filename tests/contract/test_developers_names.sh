#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What docs/developers.md names is there: paths and functions of its map ("Where is …?"), each function defined in the file of
# its row, and elsewhere functions, constants, members (a->ask) and paths that stand in code within a sentence.
# hinge/requests.h lists the members that its requests have from a list. Names of docs/words.md are in a source, too.
set -u
cd "$HINGE_ROOT" || exit 1
command -v python3 >/dev/null || { echo "needs python3"; exit 77; }
python3 - "${1:-docs/developers.md}" <<'END'
import pathlib, re, sys

page = sys.argv[1]
code = {str(path): path.read_text(encoding="utf-8", errors="replace") for folder in ("lib", "tools", "tests", "docs/gen", "scripts")
        for path in pathlib.Path(folder).rglob("*") if path.suffix in (".c", ".h", ".def", ".sh", ".map") and path.is_file()}
words = set(re.findall(r"\w+", "\n".join(code.values())))
members = {m.group() for text in code.values() for m in re.finditer(r"\w+->\w+|\w+->\w+(?:->|\.)\w+", text)}
members |= {m.group(1) for text in code.values() for m in re.finditer(r"(?=\b(\w+->\w+(?:->|\.)\w+))", text)}
examples, fence, rows, bad = set(), False, 0, 0


def wrong(n, why):
    global bad
    bad += 1
    print("%s:%d: %s" % (page, n, why))


lines = pathlib.Path(page).read_text(encoding="utf-8").splitlines()
for line in lines: # files and names that examples of the page make
    fence ^= line.startswith("```")
    if fence or line.startswith("<!-- file: "):
        examples |= set(re.findall(r"[\w./-]+", line))
for n, line in enumerate(lines, 1):
    fence ^= line.startswith("```")
    if fence or line.startswith("<!--"):
        continue
    named = re.findall(r"`([^`]+)`", line)
    paths = [name for name in named if re.fullmatch(r"(?:lib|tools|tests|scripts|docs)/[\w./-]+", name)]
    for path in paths:
        if not pathlib.Path(path).exists() and path not in examples:
            wrong(n, "there is no %s" % path)
    for name in named:
        if re.fullmatch(r"(?:hinge|HINGE)_\w+", name) and name not in words | examples:
            wrong(n, "no source has %s" % name)
        if re.match(r"\w+->", name) and re.sub(r"\[.*", "", name) not in members:
            wrong(n, "no source has the member %s" % name)
    if re.match(r"\| (?:Where|Why|Which)\b", line):
        rows += 1
        at = None
        for name in named: # a file, then functions that it defines
            if name in paths:
                at = name
            elif name.startswith("hinge_") and not re.search(r"^[a-z][\w *]*\b%s\(" % name, code.get(at or "", ""), re.M):
                wrong(n, "%s does not define %s" % (at, name))
requests = code["lib/include/hinge/requests.h"] # its comment has the members that come from a list
comment = re.search(r"/\* Options that .*?\*/", requests, re.S)[0]
for name in re.findall(r"^OPTION\(\w+, (\w+)", code["lib/include/hinge/settings.def"], re.M):
    if not re.search(r"[ ,]%s[,;.]" % name, comment):
        wrong(1, "lib/include/hinge/requests.h does not list the option %s" % name)
if rows < 10:
    wrong(1, "the map by question has %d rows, at least 10 are expected" % rows)
page = "docs/words.md" # metrics, faults and settings of the coaches' words
for n, line in enumerate(pathlib.Path(page).read_text(encoding="utf-8").splitlines(), 1):
    for name in re.findall(r"`([a-z]\w*_\w+)`", line):
        if name not in words:
            wrong(n, "no source has %s" % name)
sys.exit(bad > 0)
END
