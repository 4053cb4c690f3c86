"""Writes an Excel workbook: texts as texts, numbers as numbers, as Excel stores them."""
import zipfile


def book(path, **sheets):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        names = list(sheets)
        z.writestr("xl/workbook.xml", '<workbook xmlns:r="r"><sheets>' + "".join(f'<sheet name="{n}" sheetId="{i}" r:id="r{i}"/>' for i, n in enumerate(names, 1)) + "</sheets></workbook>")
        z.writestr("xl/_rels/workbook.xml.rels", "<Relationships>" + "".join(f'<Relationship Id="r{i}" Target="worksheets/s{i}.xml"/>' for i in range(1, len(names) + 1)) + "</Relationships>")
        for i, name in enumerate(names, 1):
            rows = ""
            for r, row in enumerate(sheets[name], 1):
                cells = ""
                for k, v in enumerate(row):
                    at = f' r="{chr(65 + k)}{r}"'
                    cells += f"<c{at}><v>{v}</v></c>" if isinstance(v, (int, float)) else f'<c{at} t="inlineStr"><is><t>{v}</t></is></c>' if v else ""
                rows += f'<row r="{r}">{cells}</row>'
            z.writestr(f"xl/worksheets/s{i}.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
