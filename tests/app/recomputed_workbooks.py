#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Let LibreOffice compute every formula of the ready-made workbooks: recomputed_workbooks.py PROGRAM.

The values that the program wrote beside its formulas are removed first, so that nothing can be
taken over. Exit code 77 where there is no LibreOffice.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as Xml
import zipfile
from pathlib import Path

PACKS = ("cfo", "weekly", "features", "tenants")
SPACE = {"": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
FORMULA = re.compile(r"(<f>.*?</f>)<v>(.*?)</v>")
PICO = 1e-12  # averages are stated to a pico-unit
SAME = 1e-14  # of the value: LibreOffice writes 15 digits


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed ({done.returncode}):\n{done.stdout}{done.stderr}")


def sheets_of(book):
    """{name of the sheet: path in the archive}."""
    targets = {relation.get("Id"): relation.get("Target")
               for relation in Xml.fromstring(book.read("xl/_rels/workbook.xml.rels"))}
    sheets = Xml.fromstring(book.read("xl/workbook.xml")).findall("sheets/sheet", SPACE)
    return {sheet.get("name"): "xl/" + targets[sheet.get(RELATION_ID)] for sheet in sheets}


def cells_of(path):
    """{(sheet, "B7"): (has formula, text of the value)} of all cells that hold something."""
    cells = {}
    with zipfile.ZipFile(path) as book:
        shared = [text for text in ("".join(item.itertext()) for item in Xml.fromstring(
            book.read("xl/sharedStrings.xml")).findall("si", SPACE))]
        for name, part in sheets_of(book).items():
            for cell in Xml.fromstring(book.read(part)).iterfind(".//c", SPACE):
                value = cell.findtext("v", None, SPACE)
                if value is not None and cell.get("t") == "s":
                    value = shared[int(value)]
                if value is not None:
                    is_formula = cell.find("f", SPACE) is not None
                    cells[name, cell.get("r")] = (is_formula, value)
    return cells


def copy_without_values(source, target, change=lambda sheet: sheet):
    with zipfile.ZipFile(source) as book, zipfile.ZipFile(target, "w") as stripped:
        for part in book.namelist():
            content = book.read(part)
            if part.startswith("xl/worksheets/sheet"):
                content = change(FORMULA.sub(r"\1", content.decode())).encode()
            stripped.writestr(part, content)


def is_same(stated, computed):
    try:
        return abs(float(stated) - float(computed)) <= PICO + SAME * abs(float(stated))
    except ValueError:
        return stated == computed


def differences(stated, computed):
    return [f"{sheet}!{place}: stated {value}, computed {computed.get((sheet, place), (0, None))[1]}"
            for (sheet, place), (is_formula, value) in stated.items()
            if is_formula and not is_same(value, computed.get((sheet, place), (0, ""))[1] or "")]


def main():
    program = sys.argv[1]
    office = shutil.which("soffice")
    if office is None:
        print("There is no LibreOffice here (Debian: libreoffice-calc-nogui).")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        run(program, "demo", work / "company", "--events", "5000")
        run(program, "import", work / "w.margin", work / "company")
        written = {}
        for pack in PACKS:
            run(program, "report", work / "w.margin", "--pack", pack, "--format", "xlsx",
                "--out", work / pack)
            (written[pack],) = (work / pack).glob("*.xlsx")
            copy_without_values(written[pack], work / f"{pack}.xlsx")
        # A check that cannot fail is none: here some digits are put into the figures.
        planted = lambda sheet: re.sub(r"<v>(\d+\.\d{3})", r"<v>\g<1>9", sheet)
        copy_without_values(written["cfo"], work / "planted.xlsx", planted)
        run(office, f"-env:UserInstallation=file://{work}/profile", "--headless",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", work / "computed",
            *[work / f"{name}.xlsx" for name in (*PACKS, "planted")])

        failures = 0
        for pack in PACKS:
            stated = cells_of(written[pack])
            formulas = sum(1 for is_formula, _ in stated.values() if is_formula)
            wrong = differences(stated, cells_of(work / "computed" / f"{pack}.xlsx"))
            print(f"{pack}: {formulas} formulas, {len(wrong)} differ")
            print("\n".join(wrong[:20]))
            failures += len(wrong) + (formulas < 20)
        found = differences(cells_of(written["cfo"]), cells_of(work / "computed" / "planted.xlsx"))
        print(f"planted: {len(found)} differ")
        return 1 if failures > 0 or not found else 0


if __name__ == "__main__":
    sys.exit(main())
