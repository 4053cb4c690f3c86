# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws bugs at random from the sources of the library: python3 random_mutants.py SEED N [lib/FOLDER...]

Prints N times file and line, what stands there and what the bug puts in its place. Apply one (it must
compile), run the tests that are near, take it back: a test that fails has seen it.
"""
import itertools
import pathlib
import random
import re
import sys

# What is no code keeps its place as blanks; a directive goes to the end of its last line.
NO_CODE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|'
                     r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.S | re.M)
# The lesser or the greater of two is the same where they are equal: a < b ? a : b.
CHOICE = re.compile(r" (?P<right>[^?;]+?) \? (?P<one>[^?:;]+?) : (?P<other>[^?:;]+?)[;,)\n]")
# A buffer with one byte more is no bug, nor is memory with more room: alloc(n + 1, size)
ROOM = re.compile(r"alloc\([^;]*\+ $")
BUFFER = re.compile(r"^\s*(?:static |const |unsigned |struct )*\w+ (?:\*?\w+(?:\[\w+\])?, )*"
                    r"\*?\w+(?:\[\w+\])*\[$")

OPERATORS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||",
             "||": "&&", "+": "-", "-": "+", "*": "/", "/": "*", "+=": "-=", "-=": "+="}
RETURNS = {"HINGE_OK": "HINGE_NOMEM", "status": "HINGE_OK", "NAN": "0"}

# clang-format puts blanks around operators of two operands and around no others
OPERATOR = re.compile(r"(?<=\s)([<>]=?|[=!]=|&&|\|\||[-+]=?|[*/])(?=\s)")
NOT = re.compile(r"!(?=[A-Za-z_(])")
WHOLE = re.compile(r"(?<![\w.])(\d+)([uU]?)(?![\w.])")
DECIMAL = re.compile(r"(?<![\w.])\d+\.\d*(?:[eE][-+]?\d+)?(?!\w)")
TRUTH = re.compile(r"\b(?:true|false)\b")
RETURN = re.compile(r"(?<=\breturn )(?:HINGE_OK|status|NAN)(?=;)")


def blanked(text):
    return NO_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def is_choice(code, operator):
    """Whether a comparison chooses one of the two that it compares."""
    m = CHOICE.match(code, operator.end())
    left = code[:operator.start()].rstrip()
    return m is not None and any(
        chosen == m["right"] and re.search(rf"(?<![\w.>]){re.escape(compared)}$", left)
        for chosen, compared in ((m["one"], m["other"]), (m["other"], m["one"])))


def changes(text):
    """Every place of a file for a bug: where it begins, where it ends, each text to be put there."""
    code = blanked(text)
    for m in OPERATOR.finditer(code):
        if OPERATORS[m.group()].strip("=") == m.group().strip("=") and is_choice(code, m):
            continue
        yield m.start(), m.end(), OPERATORS[m.group()]
    for m in NOT.finditer(code):
        yield m.start(), m.end(), ""
    for m in WHOLE.finditer(code):
        if BUFFER.match(code[code.rfind("\n", 0, m.start()) + 1:m.start()]):
            continue
        n = int(m[1])
        before = code[code.rfind(";", 0, m.start()) + 1:m.start()]
        others = (n - 1,) if ROOM.search(before) else (n + 1, n - 1)
        yield m.start(), m.end(), *(f"{other}{m[2]}" for other in others if other >= 0)
    for m in DECIMAL.finditer(code):
        number = repr(float(f"{1.1 * float(m.group()):.6g}")) if float(m.group()) else "1.0"
        yield m.start(), m.end(), number
    for m in TRUTH.finditer(code):
        yield m.start(), m.end(), "false" if m.group() == "true" else "true"
    for m in RETURN.finditer(code):
        yield m.start(), m.end(), RETURNS[m.group()]


def as_row(text, start, end, new):
    """The bug's line, counted from 1; its text, with lines before it until it stands there once;
    the text put in its place."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    old = text[first:last].lstrip()
    while text.count(old) > 1:
        first = text.rfind("\n", 0, first - 1) + 1
        old = text[first:last].lstrip()
    at = last - len(old)
    return text.count("\n", 0, start) + 1, old, text[at:start] + new + text[end:last]


def draw(root, names, seed):
    """Bugs without end (path, line, old, new), one a place: a file by the lines it has, then a
    place in it, then a change. The same seed over the same sources draws the same."""
    chance = random.Random(seed)
    sources = [p.relative_to(root).as_posix() for p in sorted((root / "lib").rglob("*.c"))
               if not p.name.endswith("_windows.c")]
    sources = [s for s in sources if not names or s.startswith(tuple(names))]
    texts = {s: (root / s).read_text() for s in sources}
    left = {s: list(changes(t)) for s, t in texts.items()}
    sizes = {s: sum(bool(line.strip()) for line in t.split("\n")) for s, t in texts.items()}
    while any(left.values()):
        sources = [s for s in sources if left[s]]
        path = chance.choices(sources, [sizes[s] for s in sources])[0]
        start, end, *news = left[path].pop(chance.randrange(len(left[path])))
        yield path, *as_row(texts[path], start, end, chance.choice(news))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    home = pathlib.Path(__file__).resolve().parent.parent
    for bug in itertools.islice(draw(home, sys.argv[3:], int(sys.argv[1])), int(sys.argv[2])):
        print("{}:{}\n- {}\n+ {}".format(*bug))
