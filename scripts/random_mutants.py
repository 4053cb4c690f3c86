# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws bugs at random from the sources of the library and asks the tests:
python3 random_mutants.py [--draw] [--default] [--sanitize] SEED[,SEED...] N [lib/FOLDER...]

Each of N bugs a seed is put into a copy of the sources and built. The tests that reach its line run until one
fails: the goldens and the room's own programs, those of bytes and known values, all others. What lines each
test reaches is read from the counters of `make coverage`. Without them, and for a bug in a table outside functions,
these are all tests. Prints file and line, what stands there, what the bug puts in its place, and whether a test
caught the bug. The last line of a seed counts them: at least 85 % should be caught. A survivor that changes
nothing a user sees is for a person to judge; it counts as one here. A bug that does not compile, or leaves the object file the same, is replaced by another.
--draw only prints the bugs. --default asks the tests of the default run alone, without those of tests/all: what
`scripts/test` catches. --sanitize asks the same tests under sanitizers, too, as .ci/run does: these see memory that
is read past its end or not freed.
"""
import itertools
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

# What is no code keeps its place as blanks; a directive goes to the end of its last line.
NO_CODE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|'
                     r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.S | re.M)
# The lesser or the greater of two is the same where they are equal: a < b ? a : b.
CHOICE = re.compile(r" (?P<right>[^?;]+?) \? (?P<one>[^?:;]+?) : (?P<other>[^?:;]+?)[;,)\n]")
# A buffer with one byte more is no bug, nor is memory with more room: alloc(n + 1, size), capacity = 2 * n
ROOM = re.compile(r"(?:(?:alloc|raw|grow|resize)\([^;\[]*|capacity = [^;\[]*)$")
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
# A call or an assignment on a line of its own. No test sees memory that is not freed.
STATEMENT = re.compile(r"^ +(?!return\b|\w*(?:free|clear|va_end)\()"
                       r"(?P<all>[\w.>\[\]*-]+(?:\([^;{}\n]*\)| [-+*/|&]?= [^;{}\n]+));$", re.M)
ARGUMENTS = re.compile(r"(?<=\w\()(\w+), (\w+)(?=\))")


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
        adds = before.endswith(("+ ", "* ")) or code.startswith(" * ", m.end())
        others = (n - 1,) if adds and ROOM.search(before) else (n + 1, n - 1)
        yield m.start(), m.end(), *(f"{other}{m[2]}" for other in others if other >= 0)
    for m in DECIMAL.finditer(code):
        number = repr(float(f"{1.1 * float(m.group()):.6g}")) if float(m.group()) else "1.0"
        yield m.start(), m.end(), number
    for m in TRUTH.finditer(code):
        yield m.start(), m.end(), "false" if m.group() == "true" else "true"
    for m in RETURN.finditer(code):
        yield m.start(), m.end(), RETURNS[m.group()]
    for m in STATEMENT.finditer(code):
        yield m.start("all"), m.end("all"), "(void)0"
    for m in ARGUMENTS.finditer(code):
        yield m.start(), m.end(), f"{m[2]}, {m[1]}"


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
               if not p.name.endswith(("_windows.c", "program_page.c"))]
    sources = [s for s in sources if not names or s.startswith(tuple(names))]
    texts = {s: (root / s).read_text() for s in sources}
    left = {s: list(changes(t)) for s, t in texts.items()}
    sizes = {s: sum(bool(line.strip()) for line in t.split("\n")) for s, t in texts.items()}
    while any(left.values()):
        sources = [s for s in sources if left[s]]
        path = chance.choices(sources, [sizes[s] for s in sources])[0]
        start, end, *news = left[path].pop(chance.randrange(len(left[path])))
        yield path, *as_row(texts[path], start, end, chance.choice(news))


# What is run in turn, by a part of the paths of tests; {room} is tests/unit/ROOM. Together they are all tests.
STAGES = (("tests/golden", "{room}"), ("tests/bytes", "tests/known", "tests/contract", "tests/unit"),
          ("tests/cli", "tests/fail", "tests/models", "docs/", "README"))

class Callers:
    """The tests that reach each line of a source: from clang's counters of `make coverage`."""

    def __init__(self, home):
        self.reached = {}  # by test, by path, a byte a line: 0 no code, 1 not reached, 2 reached
        library = next((home / "build/cov/lib").glob("libhinge.so.*"), None)
        for folder in {raw.parent for raw in (home / "build/cov/raw").glob("*/**/*.profraw")}:
            with tempfile.NamedTemporaryFile() as merged:
                subprocess.run(("llvm-profdata", "merge", "-failure-mode=all", "-o", merged.name, *folder.glob("*.profraw")),
                               check=False, stderr=subprocess.DEVNULL)
                lines = subprocess.run(("llvm-cov", "export", "-format=lcov", "-skip-functions", library,
                                        f"-instr-profile={merged.name}"), text=True, check=False,
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
            files = self.reached[folder.relative_to(home / "build/cov/raw").as_posix()] = {}
            for path, counts in re.findall(r"^SF:(?:.*/)?(lib/.*)\n((?:(?!SF:).*\n)*)", lines, re.M):
                counted = [(int(line), count != "0") for line, count in re.findall(r"^DA:(\d+),(\d+)", counts, re.M)]
                files[path] = reached = bytearray(counted[-1][0] + 1)
                for line, is_reached in counted:
                    reached[line] = 1 + is_reached

    def of(self, path, line):
        """The tests that reach a line; None if no code stands there, as in a table, or without counters."""
        of = {test: files[path][line] for test, files in self.reached.items() if line < len(files.get(path, ""))}
        return {test for test, reached in of.items() if reached == 2} if any(of.values()) else None


class Copy:
    """The tracked sources in a folder of their own, built there."""

    def __init__(self, home, default, sanitize):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hinge-mutants-"))
        subprocess.run(f"git ls-files -z | xargs -0 cp --parents -t {self.folder}", shell=True, cwd=home, check=True)
        shared = pathlib.Path(os.environ.get("HINGE_SHARED", home / ".." / "shared")).resolve()
        self.env = os.environ | {"HINGE_SHARED": str(shared), "HINGE_FIRST": "yes"}
        self.callers = Callers(home)
        self.sanitize = sanitize
        self.later = set(re.findall(r"^([^#\s]\S*)", (home / "tests/all").read_text(), re.M)) if default else set()
        if not self.make():
            sys.exit("the sources do not build")

    def run(self, *command, **options):
        return subprocess.run(command, cwd=self.folder, env=self.env, text=True, errors="replace", stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False, **options)

    def make(self):
        return self.run("make", "-s", "-j", str(os.cpu_count()), "LINK=shared", "all", "tests",
                        "CFLAGS=-Werror=int-conversion -Werror=incompatible-pointer-types").returncode == 0

    def code(self, path):
        """The object file of a source, without what is for debuggers."""
        name = f"build/obj/{path[:-2]}.o"
        self.run("make", "-s", name)
        self.run("objcopy", "--strip-debug", name, "code")
        return (self.folder / "code").read_bytes() if (self.folder / "code").exists() else b""

    def judge(self, path, line, old, new):
        """What caught the bug; "" nothing did; None: it is no bug."""
        source = self.folder / path
        whole, before = source.read_text(), self.code(path)
        source.write_text(whole.replace(old, new, 1))
        try:
            if not self.make() or self.code(path) == before:
                return None
            room, tests = "tests/unit/" + path.split("/")[1], self.callers.of(path, line)
            for stage in STAGES:
                names = [name.format(room=room) for name in stage]
                if tests is not None:
                    names = sorted(t for t in tests if any(name in t for name in names) and t.removesuffix("/cmd") not in self.later)
                elif self.later: # without names only the default run is run
                    names = [""] if stage is STAGES[0] else []
                out = self.run("scripts/run-tests", "build", *filter(None, names)).stdout if names else ""
                failed = re.findall(r"^FAILED (\S+)", out, re.M)
                if failed:
                    return failed[0]
            names = " ".join(sorted([room] if tests is None else tests))
            out = self.run("make", "-s", "asan", f"NAMES={names}").stdout if self.sanitize and names else ""
            report = re.search(r"(?:Address|Leak)Sanitizer: .*|runtime error: .*", out)
            return report[0] if report else ""
        finally:
            source.write_text(whole)


def judge(copy, names, seed, n):
    caught, judged = 0, 0
    for bug in draw(copy.folder, names, seed):
        found = copy.judge(*bug)
        if found is None:
            continue
        judged += 1
        caught += found != ""
        print("{}:{}\n- {}\n+ {}".format(*bug), "caught by " + found if found else "SURVIVED", sep="\n", flush=True)
        if judged == n:
            break
    print(f"seed {seed}: {caught} of {judged} caught ({100 * caught / max(judged, 1):.0f} %)", flush=True)


if __name__ == "__main__":
    given = [a for a in sys.argv[1:] if a not in ("--draw", "--default", "--sanitize")]
    if len(given) < 2:
        sys.exit(__doc__)
    home = pathlib.Path(__file__).resolve().parent.parent
    seeds, n, folders = [int(seed) for seed in given[0].split(",")], int(given[1]), given[2:]
    if "--draw" in sys.argv:
        for seed in seeds:
            for bug in itertools.islice(draw(home, folders, seed), n):
                print("{}:{}\n- {}\n+ {}".format(*bug))
        sys.exit()
    copy = Copy(home, "--default" in sys.argv, "--sanitize" in sys.argv)
    try:
        for seed in seeds:
            judge(copy, folders, seed, n)
    finally:
        shutil.rmtree(copy.folder, ignore_errors=True)
