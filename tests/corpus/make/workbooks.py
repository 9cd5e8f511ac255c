"""Imputation tables as people keep them: openpyxl writes, LibreOffice converts, Python's csv module exports."""

import csv
import zipfile
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import Font

from word import write_zip

NBSP, NNBSP = "\u00a0", "\u202f"


def block(table):
    """A tidy table: labels and values above it, real numbers and dates, the unit in the header, a total."""
    book, sheet = new_book("Imputation")
    unit = plural(table["unit"])
    sheet.append(["Autorisation d’importation de médicament - Tableau d’imputation à remplir par l’importateur"])
    sheet.merge_cells("A1:H1")
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([])
    fields = table["fields"]
    quantity = fields["authorisedQuantity"]["value"]
    for label, value, more in [
        ("N° de l’autorisation d’importation", written(fields, "importAuthorisationNumber"), None),
        ("Date de l’autorisation", iso(fields, "authorisedOn"), None),
        ("Titulaire", written(fields, "importerName"), None),
        ("Médicament", written(fields, "brandName"), None),
        ("Quantité autorisée", quantity["count"], unit),
        ("Nombre d’opérations autorisées", int(written(fields, "authorisedOperations")), None),
        ("Fin de validité", iso(fields, "validUntil"), None),
    ]:
        sheet.append([label, None, value, more])
    sheet.append([])
    sheet.append(
        ["N°", "Date d’importation", f"Quantité importée ({unit})", f"Solde ({unit})"]
        + ["N° de déclaration en douane", "Bureau de douane", "N° de lot", "Observations"]
    )
    for each in table["entries"]:
        sheet.append(entry(each))
    sheet.append([])
    total = sum(each["quantityImported"] for each in table["entries"])
    sheet.append(["Total", None, total])
    dates(sheet)
    return book


def texts(table):
    """Everything typed as text: French numbers with their units, dates, the number and date of the AI in one cell."""
    book, sheet = new_book("Feuil1")
    fields = table["fields"]
    number, given = written(fields, "importAuthorisationNumber"), written(fields, "authorisedOn")
    sheet.append([None, "SUIVI DES IMPORTATIONS"])
    sheet.append([None, f"Autorisation d’importation n° {number} du {given}"])
    sheet.append([None, f"Importateur : {written(fields, 'importerName')}"])
    sheet.append([None, f"Spécialité : {written(fields, 'brandName')}"])
    sheet.append([None, f"Quantité totale autorisée : {written(fields, 'authorisedQuantity').replace(' ', NBSP, 1)}"])
    sheet.append([None, f"Nombre d’opérations autorisées : {written(fields, 'authorisedOperations')}"])
    sheet.append([None, f"Valable jusqu’au : {written(fields, 'validUntil')}"])
    sheet.append([])
    sheet.append(
        [None, "Opération", "Date", "Qté importée", "Reste à importer", "MRN", "Bureau", "Lot(s)", "Commentaires"]
    )
    for each in table["entries"]:
        no, on, imported, remaining, *rest = entry(each)
        unit = table["unit"]
        sheet.append(
            [None, str(no), on.strftime("%d/%m/%Y"), amount(imported, unit), amount(remaining, unit), *rest]
        )
    return book


def divided(table):
    """Headers on two rows, labels over their values, the balance worked out by formulas."""
    book, sheet = new_book("Tableau de suivi")
    fields = table["fields"]
    unit = plural(table["unit"])
    sheet.append(["Tableau d’imputation"])
    sheet.append([])
    sheet.append(
        ["N° AI", "Délivrée le", "Titulaire de l’AI", "Dénomination", f"Quantité autorisée ({unit})"]
        + ["Nombre d’opérations", "Date d’expiration"]
    )
    sheet.append(
        [written(fields, "importAuthorisationNumber"), iso(fields, "authorisedOn"), written(fields, "importerName")]
        + [written(fields, "brandName"), fields["authorisedQuantity"]["value"]["count"]]
        + [int(written(fields, "authorisedOperations")), iso(fields, "validUntil")]
    )
    sheet.append([])
    sheet.append(["Opération", None, f"Quantité ({unit})", None, "Douane", None, "Lot", "Remarques"])
    sheet.append(["n°", "date", "importée", "restante", "déclaration", "bureau", None, None])
    for merged in ("A6:B6", "C6:D6", "E6:F6", "G6:G7", "H6:H7"):
        sheet.merge_cells(merged)
    for index, each in enumerate(table["entries"]):
        row = 8 + index
        no, on, imported, _, *rest = entry(each)
        sheet.append([no, on, imported, f"={'E4' if index == 0 else f'D{row - 1}'}-C{row}", *rest])
    dates(sheet)
    return book


LAYOUTS = {"block": block, "texts": texts, "divided": divided}


def form_sheet(document):
    """A request that a company keeps as a spreadsheet: labels in one column, values in the next."""
    book, sheet = new_book("Demande")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 45, 60
    sheet.append([document.title])
    sheet["A1"].font = Font(bold=True, size=13)
    for title, items in document.sections:
        sheet.append([])
        sheet.append([title])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
        for each in items:
            sheet.append([each.label, each.chosen])
            sheet.cell(sheet.max_row, 2).alignment = sheet.cell(sheet.max_row, 2).alignment.copy(wrap_text=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return book


def with_macros(source, target):
    """The workbook as Excel stores one with macros; the macro part is a stub that nothing can run."""
    with zipfile.ZipFile(source) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    types = entries["[Content_Types].xml"].decode()
    types = types.replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    part = '<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    entries["[Content_Types].xml"] = types.replace("</Types>", part).encode()
    entries["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    write_zip(target, entries)


def save(book, target):
    """The same bytes each time."""
    book.properties.created = book.properties.modified = datetime(2026, 1, 1)
    book.properties.creator = "Corpus"
    book.save(target)
    with zipfile.ZipFile(target) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    core = entries["docProps/core.xml"].decode()
    start, end = core.index("<dcterms:modified"), core.index("</dcterms:modified>")
    entries["docProps/core.xml"] = (core[: core.index(">", start) + 1] + "2026-01-01T00:00:00Z" + core[end:]).encode()
    write_zip(target, entries)


def to_csv(book, target, separator, encoding):
    """What « Enregistrer sous CSV » gives in a French Excel: dates and numbers as they are shown."""
    with open(target, "w", newline="", encoding=encoding) as file:
        writer = csv.writer(file, delimiter=separator)
        for row in book.active.iter_rows(values_only=True):
            writer.writerow([shown(value) for value in row])


def shown(value):
    if value is None:
        return ""
    if isinstance(value, (date, datetime)):
        return value.strftime("%d/%m/%Y")
    return number(value, "") if isinstance(value, (int, float)) else value


def entry(each):
    on = date.fromisoformat(each["operationDate"])
    return [
        each["operationNo"],
        on,
        each["quantityImported"],
        each["quantityRemaining"],
        each["customsDeclaration"],
        each["customsOffice"],
        each["batchNo"],
        each.get("comment"),
    ]


def amount(value, unit):
    return f"{number(value)} {plural(unit) if value >= 2 else unit}"


def number(value, separator=NNBSP):
    whole, _, decimals = f"{value:,}".partition(".")
    return whole.replace(",", separator) + (f",{decimals}" if decimals and decimals != "0" else "")


def plural(unit):
    return unit if unit == "kg" else f"{unit}s"


def written(fields, name):
    return fields[name]["written"]


def iso(fields, name):
    return date.fromisoformat(fields[name]["value"])


def dates(sheet):
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, date):
                cell.number_format = "DD/MM/YYYY"


def new_book(title):
    book = Workbook()
    book.active.title = title
    return book, book.active
