#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A message of an analysis is the phrase of its code (hinge/codes.def), behind which the call adds names, numbers and what to do:
# no call has the phrase of a code, its own or another's, and what calls add in words stands in one file.
set -u
cd "$HINGE_ROOT" || exit 1
command -v python3 >/dev/null || { echo "needs python3"; exit 77; }
python3 - <<'END'
import pathlib, re, sys

rows = {}
for m in re.finditer(r'^HINGE_(?:REFUSAL|REMARK)\((\w+), \w+, (\w+), "([^"]*)"', pathlib.Path(
        "lib/include/hinge/codes.def").read_text(encoding="utf-8"), re.M):
    rows[m.group(1)] = (m.group(2), m.group(3))
assert len(rows) > 30, rows
STEM = {"there", "are", "is", "the", "a", "of", "or", "and", "to", "in", "not", "no", "has", "have", "was", "were", "what",
        "other", "than", "one", "for", "so", "be", "would", "from", "who", "it"}


def words(text):
    return [w for w in re.findall(r"[a-z]+", re.sub(r"%[-+0-9.*]*[zl]?[a-z]", " ", text.lower())) if w not in STEM]


phrases = {code: phrase for code, (says, phrase) in rows.items() if says == "PHRASE"}
used, places, bad = set(), {}, []
for path in sorted(pathlib.Path("lib").rglob("*.c")):
    source = path.read_text(encoding="utf-8")
    for m in re.finditer(r'hinge_analysis_(?:fail|warn)\(', source):
        depth, i, quote = 1, m.end(), False
        while depth:
            c = source[i]
            i += 1 if c == "\\" and quote else 0
            quote = not quote if c == '"' else quote
            depth += 0 if quote else {"(": 1, ")": -1}.get(c, 0)
            i += 1
        call = re.sub(r'"\s*(?:\n\s*)?"', "", source[m.end():i - 1])
        text = re.search(r'"((?:[^"\\]|\\.)*)"', call)
        for code in re.findall(r"HINGE_([EW]_\w+)", call):
            if code not in phrases or text is None:
                continue
            used.add(code)
            added = words(" ".join(re.findall(r'"((?:[^"\\]|\\.)*)"', call)))
            bad += ["%s: has the phrase of %s, \"%s\": \"%s\"" % (path, of, phrases[of], text.group(1)) for of in phrases
                    if len(words(phrases[of])) > (1 if of == code else 2) and any(
                        added[k:k + len(words(phrases[of]))] == words(phrases[of]) for k in range(len(added)))]
            if len(re.findall("[a-z]{2,}", re.sub(r"%[-+0-9.*]*[zl]?[a-z]", "", text.group(1)))) > 3:
                places.setdefault(text.group(1), set()).add(str(path))
bad += ["%s have one text: \"%s\"; a function of theirs has it" % (" and ".join(sorted(at)), text)
        for text, at in sorted(places.items()) if len(at) > 1]
unused = [code for code in phrases if code not in used and not any(
    "HINGE_" + code in p.read_text(encoding="utf-8") for p in pathlib.Path("lib").rglob("*.c"))]
bad += ["%s: no analysis says it" % code for code in unused]
print("\n".join(bad))
sys.exit(bool(bad))
END
