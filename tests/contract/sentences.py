#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Methods count the records, and every sentence of a run that says which way an outcome differs has a record that does: sentences.py FACTS RESULTS. A page's
are the sentences of its facts, with their verdicts; hinge-compare's have the size and the sign of a row of its JSON. Other
outputs have none: what else these words say is in FRAMES. Prints the others; the last line counts what was found."""
import html
import json
import pathlib
import re
import sys

UP, DOWN = "higher|larger|longer|rose|more|further|deeper|raised", "lower|smaller|shorter|fell|less far|less deep|less|lowered"
WORD = re.compile(rf"\b(?:{UP.replace('further|', '')}|{DOWN}|differs?|differed|clusters?|no clear|ruled out|undecided)\b", re.I)
LEVELS = re.compile(r"[0-9][%°][^.]*[0-9](?:%|°)|changed by .* and ")  # both stand beside each other: which is more is seen
SIZE = re.compile(rf"([0-9.]+)(?:°/s²|°/s|°| percentage points?| points?| % of \w+ length|% of \w+ length| [a-zA-Z/²]+|%)? (?:({UP})|({DOWN}))\b")
VERDICT = re.compile(r"no clear (?:change|difference)|None of [0-9]+ further outcomes \(exploratory\) clearly differed|none differed clearly|not significant after correction|a difference of more than [0-9.]+\S*"
                     r"(?: points?| percentage points?)? is ruled out|undecided, a difference of up to|differ by less than", re.I)
FRAMES = re.compile("|".join([
    r"lower backs? (?:had |have )?bent less", r"lower (?:backs?|limbs?|limit|body|end)", r"(?:more|less) than", r"or more", r"no longer", r"[0-9]+ more",  # no mean
    r"[0-9]+ lower and [0-9]+ higher by more", r"less, (?:now sometimes|kept)", r"changed by more, by chance", r"^less\.?$", r"[0-9]+ less\b", r"less in [0-9]+",  # people
    r"smaller movements?", r"less common", r"less often", r"more often", r"in more participants [^()]*\([0-9]+ of [0-9]+ against", r"more of the bend", r"the more\b", r"bent less as deeper",
    r"makes the moments larger", r"more tables", r"tables/more", r"^More\b", r"rose (?:together|[0-9.]+ s (?:before|after))",
    r"(?:do|[Ww]hy|how|where) (?:(?:the )?groups|they|levels) differ", r"level differs", r"differs from [^()]*\(SPM\)", r"bends differ",
    r"where nothing differs", r"differ from their default", r"differs from its default", r"order differed", r"that differed \([^()]*\):"]), re.I)
MARKS = re.compile(r"<(script|style|desc)\b.*?</\1>|<[^>]*>", re.S)


def plain(text):
    return re.sub(r"\s+", " ", html.unescape(MARKS.sub(" ", text)).replace("\u2212", "-")).strip()


def objects(of):
    for item in of.values() if isinstance(of, dict) else of if isinstance(of, list) else ():
        yield from objects(item)
    if isinstance(of, dict):
        yield of


def left(text):
    """What WORD finds beside frames and verdicts."""
    return WORD.findall(FRAMES.sub(" ", VERDICT.sub(" ", text)))


facts, results = json.load(open(sys.argv[1], encoding="utf-8")), pathlib.Path(sys.argv[2])
wrong, n, sentences = [], 0, []
for fact in objects(facts):
    if "sentence" not in fact:
        continue
    sentences.append(plain(fact["sentence"]))
    n += 1
    if fact["verdict"] != "differs" and "than bends vary" not in fact["sentence"] and SIZE.search(plain(fact["sentence"])) and fact["verdict"] != "depends on depth":
        wrong.append(("facts", f"{fact['verdict']}: {sentences[-1]}"))
    if fact["verdict"] == "differs" and not WORD.search(sentences[-1]) and not LEVELS.search(sentences[-1]):
        wrong.append(("facts", f"says nothing: {sentences[-1]}"))
    if fact["verdict"] not in ("differs", "described") and not (VERDICT.search(sentences[-1]) or re.search("bend was|[Ss]econd half|pairs of groups differ", sentences[-1])):
        wrong.append(("facts", f"no verdict: {sentences[-1]}"))
sentences += [plain(text) for fact in objects(facts) for text in (fact.get("below"), fact.get("also")) if isinstance(text, str)]
rows = [row for path in results.glob("comparisons/*.json") for row in objects(json.load(open(path, encoding="utf-8")))
        if row.get("verdict") in ("differs", "depends on depth")]
values = [row[key] for row in rows for key in ("diff", "judged_diff") if isinstance(row.get(key), (int, float))]


def has_record(size, up):
    step = 10.0 ** -len(size.partition(".")[2])
    return any(abs(abs(v) * scale - float(size)) <= 0.51 * step and (v > 0) == up for v in values for scale in (1, 100))


# Methods: as many tests of outcomes as records of them
counted = facts.get("methods", {}).get("questions", {}).get("counted", [])
says = sum(int(part["n"]) for part in counted if re.search("^(planned|lead|secondary|exploratory)", part["words"]))
described = "nobody says what happened between" in json.dumps(facts.get("methods", {}))  # visits without a test
tested = [row for path in results.glob("comparisons/*.json") if not (described and path.stem == "sessions")
          for row in objects(json.load(open(path, encoding="utf-8")))
          if row.get("verdict") and row.get("role") in ("primary", "secondary", "further", "stand-in")]
if counted and len(tested) != says:
    wrong.append(("methods", f"{says} tests, of {len(tested)} records"))
for path in sorted(p for p in results.rglob("*") if p.suffix in (".html", ".txt", ".svg", ".csv") and p.name != "run-state.txt"
                   and (p.suffix != ".csv" or (p.parent.name != "comparisons" and p.name != "register.csv"))):  # these have the records
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":  # its words, each once
        text = ". ".join(sorted({cell for line in set(text.split("\n")) for cell in line.split(",") if cell[:1].isalpha()}))
    text = plain(re.sub(r"\n\s*\n", ". ", text) if path.suffix == ".txt" else text)
    for sentence in sorted(sentences, key=len, reverse=True) if path.suffix == ".html" else ():
        text = re.sub(re.escape(sentence), " ", text, flags=re.I)
    if "comparisons" in path.parts:
        n += sum(has_record(m[1], bool(m[2])) for m in SIZE.finditer(text))
        text = SIZE.sub(lambda m: " " if has_record(m[1], bool(m[2])) else m[0], text)
    for sentence in re.split(r"(?<=[.;:!?])\s", text):
        if WORD.search(sentence) and left(sentence):
            wrong.append((path.name, f"{left(sentence)}: {sentence[:300]}"))
for where, what in wrong:
    print(f"{where}: {what}")
print(f"{n} sentences with a record, {len(wrong)} without")
sys.exit(bool(wrong))
