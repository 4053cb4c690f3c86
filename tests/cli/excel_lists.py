"""Writes an Excel workbook: texts as texts, numbers as numbers, as Excel stores them."""
import zipfile


def book(path, hidden=(), rows_hidden=(), columns_hidden=(), **sheets):
    """hidden: names of sheets; of the first sheet numbers of rows and columns, from 1"""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        names = list(sheets)
        z.writestr("xl/workbook.xml", '<workbook xmlns:r="r"><sheets>' + "".join(f'<sheet name="{n}" sheetId="{i}" r:id="r{i}"{" state=" + chr(34) + "hidden" + chr(34) if n in hidden else ""}/>' for i, n in enumerate(names, 1)) + "</sheets></workbook>")
        z.writestr("xl/_rels/workbook.xml.rels", "<Relationships>" + "".join(f'<Relationship Id="r{i}" Target="worksheets/s{i}.xml"/>' for i in range(1, len(names) + 1)) + "</Relationships>")
        for i, name in enumerate(names, 1):
            rows = ""
            for r, row in enumerate(sheets[name], 1):
                cells = ""
                for k, v in enumerate(row):
                    at = f' r="{chr(65 + k)}{r}"'
                    cells += f"<c{at}><v>{v}</v></c>" if isinstance(v, (int, float)) else f'<c{at} t="inlineStr"><is><t>{v}</t></is></c>' if v else ""
                rows += f'<row r="{r}"{" hidden=" + chr(34) + "1" + chr(34) if i == 1 and r in rows_hidden else ""}>{cells}</row>'
            columns = "".join(f'<col min="{k}" max="{k}" hidden="1"/>' for k in columns_hidden if i == 1)
            z.writestr(f"xl/worksheets/s{i}.xml", f"<worksheet>{columns and f'<cols>{columns}</cols>'}<sheetData>{rows}</sheetData></worksheet>")
