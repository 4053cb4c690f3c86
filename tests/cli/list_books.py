"""Workbooks of one list, sound and damaged, and the same list as CSV."""
import csv
import zipfile

HEAD = ["file", "participant", "visit_date", "mass_kg", "label"]
LIST = [HEAD, ["a.trc", "007", "2026-03-12", "71.5", "Käthe & Jörn"], ["b.trc", "P08", "2026-03-13", "62", "x < y, \"z\""]]
SERIAL = {"2026-03-12": 46093, "2026-03-13": 46094}
STYLES = '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/\\ mmm"/><numFmt numFmtId="171" formatCode="000"/><numFmt numFmtId="172" formatCode="&quot;P&quot;00;[Red]0"/>' \
    '<numFmt numFmtId="173" formatCode="0.0&quot; my&quot;"/></numFmts><cellStyleXfs><xf numFmtId="171"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/>' \
    '<xf numFmtId="173"/><xf numFmtId="14"/></cellXfs></styleSheet>'
with open("list.csv", "w", newline="") as out:
    csv.writer(out).writerows(LIST)


def letters(k):
    return letters(k // 26 - 1) + chr(65 + k % 26) if k >= 26 else chr(65 + k)


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("ä", "&#228;")


def cell(place, value, since=0, plain=False):
    """a number with its style, a text within"""
    at = f' r="{place}"' if place else ""
    if value in SERIAL and not plain:
        return f'<c{at} s="1"><v>{SERIAL[value] - since}</v></c>'
    for text, (style, number) in {"007": (2, 7), "P08": (3, 8), "71.5": (4, 71.5), "62": (0, "6.2E1")}.items():
        if value == text and not plain:
            return f'<c{at} s="{style}"><v>{number}</v></c>'
    return f'<c{at} t="inlineStr"><is><t>{escaped(value)}</t></is></c>' if value else ""


def row(i, cells, first=0, **how):
    return f'<row r="{i}">' + "".join(cell(letters(first + k) + str(i), v, **how) for k, v in enumerate(cells)) + "</row>"


SOUND = [row(i, r) for i, r in enumerate(LIST, 1)]


def book(name, *sheets, strings=None, before="", extra=(), styles=STYLES, properties="", claimed=None):
    with zipfile.ZipFile(name + ".xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z:
        named = "".join(f'<sheet name="S{i}" sheetId="{i}" r:id="r{i}"/>' for i in range(1, len(sheets) + 1))
        parts = {"xl/workbook.xml": f'<workbook xmlns:r="r">{properties}<sheets>{named}</sheets></workbook>',
                 "xl/_rels/workbook.xml.rels": "<Relationships>" + "".join(f'<Relationship Id="r{i}" Target="worksheets/s{i}.xml"/>' for i in range(1, len(sheets) + 1)) +
                 '<Relationship Id="t" Type="x/styles" Target="/xl/styles.xml"/></Relationships>', "xl/styles.xml": styles}
        if strings is not None:
            parts["xl/sharedStrings.xml"] = strings
        for i, sheet in enumerate(sheets, 1):
            parts[f"xl/worksheets/s{i}.xml"] = before + (sheet if isinstance(sheet, str) else "<worksheet><sheetData>" + "".join(sheet) + "</sheetData></worksheet>")
        for part, text in [*parts.items(), *extra]:
            z.writestr(part, text)
        if claimed is not None:
            z.getinfo(claimed).file_size = 65 << 20


# --- all of it
book("sound", SOUND)
book("rows", [SOUND[2], SOUND[0], SOUND[1]])
book("cells", ['<row r="1">' + "".join(cell(letters(k) + "1", HEAD[k]) for k in (4, 0, 2, 1, 3)) + "</row>", *SOUND[1:]])
book("epoch", [row(i, r, since=1462) for i, r in enumerate(LIST, 1)], properties='<workbookPr date1904="true"/>')
book("unplaced", ["<row>" + "".join(cell("", v) for v in r) + "</row>" for r in LIST])
prefixed = "".join(SOUND).replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
book("prefixed", f'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:e="e"><x:sheetData>{prefixed}</x:sheetData><e:row r="9"><e:c r="A9"><e:v>1</e:v></e:c></e:row></x:worksheet>')
shared = [v for r in LIST for v in r]
book("shared", [f'<row r="{i}">' + "".join(f'<c r="{letters(k)}{i}" t="s"><v>{5 * (i - 1) + k}</v></c>' for k in range(5)) + "</row>" for i in (1, 2, 3)],
     strings="<sst>" + "".join(f"<si><r><t>{escaped(t[:2])}</t></r><r><t>{escaped(t[2:])}</t></r><rPh><t>no</t></rPh></si>" for t in shared) + "</sst>")
book("strict", [SOUND[0], *(f'<row r="{i}">' + cell(f"A{i}", r[0]) + f'<c r="B{i}" t="str"><f>x</f><v>{r[1]}</v></c><c r="C{i}" t="d"><v>{r[2]}T00:00:00</v></c>' + cell(f"D{i}", r[3]) + cell(f"E{i}", r[4]) + "</row>"
                             for i, r in enumerate(LIST[1:], 2))])
# 64 sheets beside 10 MB of texts
book("many", *[[row(1, ["notes"])]] * 63, SOUND, strings="<sst>" + ("<si><t>" + "x" * 100 + "</t></si>") * 95000 + "</sst>")

# recordings below row 100,000, and a column beyond 1,000: the same as CSV
book("far", [SOUND[0], SOUND[1], row(100002, LIST[2])])
with open("far.csv", "w", newline="") as out:
    csv.writer(out).writerows(LIST[:2] + [[]] * 99999 + LIST[2:])
wide = [[*r[:3], *([f"k{k}" for k in range(1000)] if r is HEAD else [""] * 1000), *r[3:]] for r in LIST]
book("wide", [row(i, r) for i, r in enumerate(wide, 1)])
with open("wide.csv", "w", newline="") as out:
    csv.writer(out).writerows(wide)

# --- or refused
texts = "<sst>" + "".join(f"<si><t>{escaped(t)}</t></si>" for t in shared) + "</sst>"
by_text = [row(1, HEAD), '<row r="2"><c r="A2" t="s"><v>5</v></c></row>']
book("no-texts", by_text, strings=texts[:150])
book("few-texts", by_text, strings=texts.split("<si>", 6)[0] + "</sst>")
book("cut-sheet", [row(1, ["notes"])], "<worksheet><sheetData>" + "".join(SOUND)[:-60])
book("doctype", SOUND, before='<!DOCTYPE worksheet [<!ENTITY a "b">]>')
book("twice", [*SOUND, row(3, ["c.trc"])])
book("other-row", [SOUND[0], SOUND[1].replace('r="B2"', 'r="B7"')])
book("no-place", [SOUND[0], SOUND[1].replace('r="B2"', 'r="XFE2"')])
book("no-row", [SOUND[0], row(1048577, LIST[1])])
book("no-value", [SOUND[0], SOUND[1].replace('s="2"><v>7</v>', "><f>A1</f><v></v>")])
book("no-number", [SOUND[0], SOUND[1].replace("<v>7</v>", "<v>7,5</v>")])
book("no-style", [SOUND[0], SOUND[1].replace('s="2"', 's="6"')])
book("no-styles", SOUND, styles=STYLES[:-40])
book("no-part", SOUND, extra=[("xl/styles.XML", STYLES)])
book("lost-part", SOUND)
whole = open("lost-part.xlsx", "rb").read()
open("lost-part.xlsx", "wb").write(whole.replace(b"worksheets/s1.xml", b"worksheets/s9.xml"))
open("byte.xlsx", "wb").write(whole[:60] + bytes([whole[60] ^ 4]) + whole[61:])
# a million letters, each cell of a row
book("bomb", [row(1, HEAD), '<row r="2">' + '<c t="s"><v>0</v></c>' * 16000 + "</row>"], strings="<sst><si><t>" + "a" * 1000000 + "</t></si></sst>")
book("corners", [row(1, HEAD), *(f'<row r="{i}"><c r="A{i}"><v>1</v></c><c r="XFD{i}"><v>1</v></c></row>' for i in range(2, 4200))])
book("unpacked", SOUND, claimed="xl/styles.xml")
# more columns than a list may have
book("columns", [row(1, HEAD), SOUND[1], row(3, ["x"], first=5000)])
book("sheets", *[[row(1, ["notes"])]] * 1001)
book("loose", ['<row><c r="A1" t="inlineStr"><is><t>file</t></is></c><c t="inlineStr"><v>label</v></c></row><row><c r="B3"><v>1</v></c><c><f>x</f></c></row>'])
