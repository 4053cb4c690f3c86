# SPDX-License-Identifier: GPL-3.0-or-later
"""hostile_labels.py list TRIALS: a trial list with hostile names of eight people of the cohort.
hostile_labels.py check FOLDER: reads every output there by its format; what acts is printed."""
import csv
import html.parser
import json
import pathlib
import re
import struct
import sys
import xml.etree.ElementTree as tree
import zipfile

PEOPLE = [
    "=cmd|'/C calc'!A1,%s",
    "<script>alert(%s)</script>",
    "\\input{/etc/passwd}%s$_^~#&%%",
    "\x1b[31m%s\x1b]0;title\x07",
    "]]><img src=x onerror=a(%s)>",
    "](javascript:a(%s)) |`x`",
    "@SUM(1)%s\"'",
    "\uff1d\u202e\u200f%s\nEND_OF_DATA\nsystem 'touch acted'",
]
GROUPS = {"sedentary": "<u>=1+1</u>\"'&", "trained": "+trained{\\}|*_`date`"}
CUES = {"none": "none", "dowel": "-dowel\u202e<i>\\x</i>"}
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
FORMULA = re.compile("[=+\\-@\t\r\n\uff0b\uff0d\uff1d\uff20]")
NUMBER = re.compile(r"[-+]?(\d+\.?\d*([eE][-+]?\d+)?|inf)")
TAGS = set(
    "html head meta title style body main a section h1 h2 h3 h4 p div span table thead tbody tfoot tr th"
    " td sup sub ul ol li em strong code details summary button input label select option svg g"
    " bdi use path rect circle line polyline polygon text tspan desc defs clippath figure figcaption nav"
    " header footer output br wbr hr dl dt dd script small pre caption b i pattern video dialog noscript".split()
)
# what a table may look like in Word, and a statistic's symbol: <i>d</i>
STYLE = re.compile(r"[a-z-]+:[\w. %]+(;[a-z-]+:[\w. %]+)*")
SYMBOL = re.compile("[A-Za-z]{1,2}")


def trial_list(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["participant"] <= "p008"]
    for row in rows:
        row["participant"] = PEOPLE[int(row["participant"][3]) - 1] % row["participant"]
        row["group"] = GROUPS[row["group"]]
        row["cue"] = CUES[row["cue"]]
    out = csv.DictWriter(sys.stdout, rows[0].keys())
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    out.writeheader()
    out.writerows(rows)


def steering(text):
    found = STEERS.search(text)
    if found:
        yield f"steers a terminal: {text[max(0, found.start() - 20):found.end()]!r}"


def cells(rows):
    for row in rows:
        for cell in row:
            if FORMULA.match(cell) and not NUMBER.fullmatch(cell):
                yield f"a formula: {cell!r}"


def of_csv(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file, strict=True))
    if len({len(r) for r in rows}) > 1:
        yield "rows of several lengths"
    yield from cells(rows)


def of_tsv(path):
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
    if len({len(r) for r in rows}) > 1:
        yield "rows of several lengths"
    yield from cells(rows)


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.wrong, self.scripts, self.policy, self.within, self.data = [], 0, "", "", None

    def handle_starttag(self, tag, attrs):
        self.scripts += tag == "script" and dict(attrs).get("type") != "application/json"
        self.within = tag
        if tag == "script" and dict(attrs).get("type") == "application/json":
            self.data = ""
            self.within = "data"
        if tag not in TAGS:
            self.wrong.append(f"element {tag}")
        for name, given in attrs:
            if name.startswith("on") or name in ("src", "srcset") or (
                name == "style" and not (tag in ("table", "th", "td") and STYLE.fullmatch(given))
            ):
                self.wrong.append(f"{tag} {name}={given!r}")
            if tag == "use" and name == "href" and not re.fullmatch("#[a-z0-9]+", given):
                self.wrong.append(f"use href={given!r}")
            if name == "href" and not re.match("#|[a-z0-9_~-]+\\.html|results\\.h5$", given):
                self.wrong.append(f"{tag} href={given!r}")
        if tag == "i" and attrs:
            self.wrong.append(f"i {attrs}")
        given = dict(attrs)
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]


    def handle_data(self, data):
        if self.within == "data":
            self.data += data
        if self.within == "i" and not SYMBOL.fullmatch(data):
            self.wrong.append(f"element i: {data!r}")

    def handle_endtag(self, tag):
        self.within = ""


def of_html(path):
    text = path.read_text(encoding="utf-8")
    yield from steering(text)
    page = Page()
    page.feed(text)
    yield from page.wrong
    if page.data is not None:
        facts = json.loads(page.data)
        if "<" in page.data:
            yield "data that a browser may take as the end of a script"
        if path.stem == "view" and not facts["who"].startswith("</script><!--<script>\"'&, <!--\"</script>"):
            yield f"other names: {facts['who']!r}"
    if page.scripts > 1:
        yield f"{page.scripts} scripts"
    if "<html" in text and not page.policy.startswith("default-src 'none'; require-trusted-types-for 'script'"):
        yield "no content policy"
    if "unsafe" in page.policy.replace("style-src 'unsafe-inline'", ""):
        yield f"policy {page.policy}"


def of_xml(text):
    for item in tree.fromstring(text).iter():
        name = item.tag.rsplit("}", 1)[-1].lower()
        if name in ("script", "foreignobject", "img", "image", "use", "a", "i", "b", "f"):
            yield f"element {name}"
        for attribute in item.attrib:
            if attribute.lower().startswith("on") or attribute.endswith("href"):
                yield f"{name} {attribute}"


def of_svg(path):
    text = path.read_text(encoding="utf-8")
    yield from steering(text)
    yield from of_xml(text)


def of_xlsx(path):
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/sheet"):
                yield from of_xml(book.read(name))
            elif name.endswith((".xml", ".rels")):
                tree.fromstring(book.read(name))


def of_markdown(path):
    text = path.read_text(encoding="utf-8")
    yield from steering(text)
    bare = re.sub(r"\\.", "", text)
    for sign in "<`[":
        if sign in bare:
            yield f"markdown acts on {sign}"
    for table in re.findall(r"(?m)(?:^\|.*\n)+", bare):
        pipes = {line.count("|") for line in table.splitlines()}
        if len(pipes) != 1:
            yield f"rows of {pipes} bars"
    for line in bare.split("\n"):
        if line[:1] in ("#", "+", "=") or ("|" in line and not line.startswith("|")):
            yield f"markdown acts on {line[:40]!r}"


def of_latex(path):
    text = path.read_text(encoding="utf-8")
    yield from steering(text)
    known = (
        "textbackslash|textasciitilde|textasciicircum|textless|textgreater|textbar|textquotedbl"
        "|textsuperscript|begin|end|caption|centering|toprule|midrule|bottomrule|smallskip"
        "|footnotesize|usepackage|geq|leq|chi|Delta|eta|dots"
    )
    for found in re.findall(r"\\([A-Za-z]+)", text.replace("\\\\", "")):
        if not re.fullmatch(known, found):
            yield f"macro {found}"
    bare = re.sub(r"\\[^A-Za-z]", "", re.sub(r"(?m)^%.*", "", text))
    bare = re.sub(r"\$(-|[a-z]_[a-z]|[a-z]|\\[A-Za-z]+)\$", "", bare)
    for sign in "$%#^~":
        if sign in bare:
            yield f"LaTeX acts on {sign}"
    if bare.count("{") != bare.count("}"):
        yield "braces that do not pair"


def of_json(path):
    text = path.read_text(encoding="utf-8")
    json.loads(text)
    if re.search("[\x00-\x09\x0b-\x1f\x7f]", text):
        yield "a control character"


def of_text(path):
    yield from steering(path.read_text(encoding="utf-8"))


def sav_records(data):
    """The cases of an uncompressed SPSS file: numbers and texts in 8-byte pieces."""
    layout, _, compression, _, cases = struct.unpack_from("<5i", data, 64)
    if data[:4] != b"$FL2" or layout not in (2, 3) or compression:
        raise ValueError("not a plain SPSS file")
    at, kinds, labels = 176, [], []

    def counted():
        nonlocal at
        size, n = struct.unpack_from("<2i", data, at)
        at += 8 + size * n

    while (record := struct.unpack_from("<i", data, at)[0]) != 999:
        at += 4
        if record == 2:
            kind, label, missing = struct.unpack_from("<3i", data, at)
            at += 28
            kinds.append(kind)
            if label:
                size = struct.unpack_from("<i", data, at)[0]
                labels.append(data[at + 4 : at + 4 + size].decode())
                at += 4 + (size + 3) // 4 * 4
            at += 8 * abs(missing)
        elif record == 3:
            n = struct.unpack_from("<i", data, at)[0]
            at += 4
            for _ in range(n):
                at += 8 + (data[at + 8] + 8) // 8 * 8
        elif record == 4:
            at += 4 + 4 * struct.unpack_from("<i", data, at)[0]
        elif record == 6:
            at += 4 + 80 * struct.unpack_from("<i", data, at)[0]
        elif record == 7:
            at += 4
            counted()
        else:
            raise ValueError(f"record {record}")
    at += 8
    if len(data) - at != 8 * len(kinds) * cases:
        raise ValueError("cases that do not fit")
    for _ in range(cases):
        row = []
        for kind in kinds:
            piece = data[at : at + 8]
            at += 8
            if kind < 0:
                row[-1] += piece
            else:
                row.append(piece if kind > 0 else None)
        yield [c.decode().rstrip(" ") for c in row if c is not None]


def of_sav(path):
    """Names are there to the letter: nothing in SPSS acts on a value."""
    texts = {text for row in sav_records(path.read_bytes()) for text in row}
    given = set(GROUPS.values())
    if path.stem in ("reps", "trials"):
        given |= {name % f"p00{i}" for i, name in enumerate(PEOPLE, 1)}
    for name in given - texts:
        yield f"missing: {name!r}"


READERS = {
    ".sav": of_sav,
    ".csv": of_csv,
    ".tsv": of_tsv,
    ".html": of_html,
    ".svg": of_svg,
    ".xlsx": of_xlsx,
    ".markdown": of_markdown,
    ".latex": of_latex,
    ".json": of_json,
    ".text": of_text,
    ".said": of_text,
}


def check(folder):
    wrong = read = 0
    for path in sorted(pathlib.Path(folder).iterdir()):
        read += 1
        for what in READERS[path.suffix](path):
            print(f"{path.name}: {what}")
            wrong += 1
    print(f"{read} outputs read, {wrong} wrong")
    return wrong > 0 or read < 60


if __name__ == "__main__":
    if sys.argv[1] == "list":
        trial_list(sys.argv[2])
    else:
        sys.exit(check(sys.argv[2]))
