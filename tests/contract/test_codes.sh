#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A message of an analysis is the phrase of its code (hinge/codes.def), behind which the call adds names and numbers: no call
# repeats the phrase, and a code has one text, except those of `more` below, which say why.
set -u
cd "$HINGE_ROOT" || exit 1
command -v python3 >/dev/null || { echo "needs python3"; exit 77; }
python3 - <<'END'
import pathlib, re, sys

# how many texts a code may have, and why one is not enough; a count may only fall
more = {
    "E_TOO_FEW": (7, "of people, of differences, of ratings, of coefficients: each names what is short of what"),
    "E_ONE_LEVEL": (4, "a column's level; the truth of a ROC curve; plans of one group, of one condition"),
    "E_NO_DATA": (8, "why there is none: values, filter, tasks, no row, no group, no repetition, no error of measurement"),
    "E_TOO_MANY_LEVELS": (2, "what to name instead; a limit"),
    "E_PERM_LIMIT": (2, "relabellings of these people, or the number given to 'exact if <= N'"),
    "E_NOT_NUMERIC": (3, "a column; that of an option; the first cell"),
    "E_MIXED_ROWS": (2, "rows that would be averaged; an error of measurement"),
    "W_SMALL_N": (3, "people; the two kinds of a ROC curve; people to resample"),
    "W_ZERO_VARIANCE": (2, "what does not vary; repeats of every participant"),
    "W_POOLED": (2, "a condition; loads"),
    "W_AMOUNT_UNUSED": (3, "no cue was compared; more than two conditions; no test"),
    "W_LABELS": (2, "verdicts of repetitions; a fault that is not known"),
}
rows = {}
for m in re.finditer(r'^HINGE_(?:REFUSAL|REMARK)\((\w+), \w+, (\w+), "([^"]*)"', pathlib.Path(
        "lib/include/hinge/codes.def").read_text(encoding="utf-8"), re.M):
    rows[m.group(1)] = (m.group(2), m.group(3))
assert len(rows) > 30, rows
STEM = {"there", "are", "is", "the", "a", "of", "or", "and", "to", "in", "not", "no", "has", "have", "was", "were", "what",
        "other", "than", "one", "for", "so", "be", "would", "from", "who", "it"}


def words(text):
    return [w for w in re.findall(r"[a-z]+", re.sub(r"%[-+0-9.*]*[zl]?[a-z]", " ", text.lower())) if w not in STEM]


texts, bad = {}, []
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
            says, phrase = rows[code]
            if says != "PHRASE" or text is None:
                continue
            texts.setdefault(code, {}).setdefault(text.group(1), []).append(str(path))
            said, own = words(" ".join(re.findall(r'"((?:[^"\\]|\\.)*)"', call))), words(phrase)
            if len(own) > 1 and any(said[k:k + len(own)] == own for k in range(len(said))):
                bad.append("%s: %s repeats \"%s\": \"%s\"" % (path, code, phrase, text.group(1)))
for code, at in sorted(texts.items()):
    allowed = more.get(code, (1, ""))[0]
    if len(at) > allowed:
        bad.append("%s has %d texts, may have %d:%s" % (code, len(at), allowed, "".join(
            "\n    \"%s\" (%s)" % (t, ", ".join(p)) for t, p in at.items())))
    if len(at) < allowed:
        bad.append("%s has %d texts now: lower the number in %s" % (code, len(at), "tests/contract/test_codes.sh"))
unused = [code for code in rows if code not in texts and rows[code][0] == "PHRASE" and not any(
    "HINGE_" + code in p.read_text(encoding="utf-8") for p in pathlib.Path("lib").rglob("*.c"))]
bad += ["%s: no analysis says it" % code for code in unused]
print("\n".join(bad))
sys.exit(bool(bad))
END
