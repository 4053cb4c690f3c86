# SPDX-License-Identifier: GPL-3.0-or-later
# a workbook as Excel lays it out: shared strings, sheets by relation
import sys, zipfile
sheets = {"Notes": [["Recordings of May"], ["by AB"]], "Trials & more": [["Study 7"], [], ["file", "participant", "group"], ["p001/a.trc", "p001", "desk"]]}
if len(sys.argv) > 2: sheets.pop("Trials & more"); sheets["Ages"] = [["who","age"],["a","30"]]
texts = []
def esc(s): return s.replace("&","&amp;").replace("<","&lt;")
def cell(r,c,v):
    if v not in texts: texts.append(v)
    return f'<c r="{chr(65+c)}{r+1}" t="s"><v>{texts.index(v)}</v></c>'
parts = {}
for i,(n,rows) in enumerate(sheets.items()):
    parts[f"xl/worksheets/sheet{i+1}.xml"] = '<worksheet><sheetData>'+''.join(f'<row r="{r+1}">'+''.join(cell(r,c,v) for c,v in enumerate(row))+'</row>' for r,row in enumerate(rows))+'</sheetData></worksheet>'
parts["xl/workbook.xml"] = '<workbook xmlns:r="r"><sheets>'+''.join(f'<sheet name="{esc(n)}" sheetId="{i+1}" r:id="rId{i+5}"/>' for i,n in enumerate(sheets))+'</sheets></workbook>'
parts["xl/_rels/workbook.xml.rels"] = '<Relationships>'+''.join(f'<Relationship Id="rId{i+5}" Target="worksheets/sheet{i+1}.xml"/>' for i,n in enumerate(sheets))+'</Relationships>'
parts["xl/sharedStrings.xml"] = '<sst>'+''.join(f'<si><r><t>{esc(t[:1])}</t></r><r><t>{esc(t[1:])}</t></r></si>' for t in texts)+'</sst>'
with zipfile.ZipFile(sys.argv[1],"w",zipfile.ZIP_DEFLATED) as z:
    for n,t in parts.items(): z.writestr(n,t)
