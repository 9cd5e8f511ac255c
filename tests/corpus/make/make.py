"""Makes the documents of the corpus from the truth on its standard input. See ../README.md.

Small documents go to tests/fixtures/corpus with their manifest, the many scans of the benchmark to var/corpus.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # nothing is left beside the sources

import fillable  # noqa: E402
import layouts  # noqa: E402
import mails  # noqa: E402
import pdfs  # noqa: E402
import scans  # noqa: E402
import word  # noqa: E402
import workbooks  # noqa: E402
from document import document  # noqa: E402
from labels import AGENCY, BILINGUAL, COMPANY, HOSPITAL  # noqa: E402

ROOT = Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / "tests/fixtures"))
from xlsb import write_xlsb  # noqa: E402

SMALL = ROOT / "tests/fixtures/corpus"
LARGE = ROOT / "var/corpus"

WORDS = {"agency": AGENCY, "hospital": HOSPITAL, "company": COMPANY, "bilingual": BILINGUAL}

# Layout, wording and requests of the printed forms
PRINTED = [
    ("left", "agency", ["a1", "a4", "d1"]),
    ("above", "hospital", ["a5", "a8", "d2"]),
    ("columns", "company", ["a2", "a7", "d3"]),
    ("table", "hospital", ["a3", "a6", "d1"]),
    ("grid", "agency", ["a2", "a9", "d2"]),
    ("list", "company", ["a1", "a3", "d3"]),
    ("letter", "company", ["a4", "a7"]),
    ("letter", "hospital", ["a5"]),
    ("table", "bilingual", ["a3", "a9"]),
]

# What scanners do: name, dpi, degrees, noise, blur
SPOILT = {
    "clean150": (150, 0.0, 0, 0.0),
    "clean200": (200, 0.0, 0, 0.0),
    "skew200": (200, 0.8, 16, 0.4),
    "tilt200": (200, -2.0, 10, 0.0),
    "noise200": (200, 0.3, 40, 0.6),
    "skew300": (300, 1.5, 24, 0.8),
}


class Corpus:
    def __init__(self, truths, work):
        self.forms = {each["id"]: each for each in truths["forms"]}
        self.tables = {each["id"]: each for each in truths["tables"]}
        self.work = work
        self.manifests = {SMALL: [], LARGE: []}

    def form(self, id, words, keep_empty=True):
        return document(self.forms[id], WORDS[words], keep_empty)

    def add(self, source, id, layout, producer, extension, format, fields, folder=SMALL):
        """Takes a finished file into the corpus under its full name."""
        name = f"{id}-{layout}-{producer}.{extension}"
        target = folder / name
        if isinstance(source, (str, bytes)):
            target.write_bytes(source.encode() if isinstance(source, str) else source)
        else:
            shutil.copyfile(source, target)
        self.manifests[folder].append({"file": name, "truth": id, "format": format, "fields": fields})
        return target

    def path(self, name):
        return self.work / name


def main():
    truths = json.load(sys.stdin)
    for folder in (SMALL, LARGE):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as work:
        corpus = Corpus(truths, Path(work))
        printed = printed_forms(corpus)
        rewritten(corpus, printed)
        fillable_forms(corpus)
        dynamic_forms(corpus)
        office_texts(corpus)
        tables(corpus)
        mail_texts(corpus)
        scanned(corpus, printed)
    for folder, files in corpus.manifests.items():
        lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in sorted(files, key=lambda each: each["file"]))
        (folder / "manifest.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def printed_forms(corpus):
    """LibreOffice prints each layout; the PDFs are also the source of what follows."""
    sources = {}
    for layout, words, ids in PRINTED:
        for id in ids:
            form = corpus.form(id, words)
            source = corpus.path(f"{id}-{layout}-{words}.fodt")
            source.write_text(layouts.flat_odt(layout, form), encoding="utf-8")
            sources[(id, layout, words)] = (source, fields_of(form, layout))
    convert(corpus, [source for source, _ in sources.values()], "pdf")
    for (id, layout, words), (source, fields) in sources.items():
        corpus.add(source.with_suffix(".pdf"), id, f"{layout}-{words}", "libreoffice", "pdf", "text PDF", fields)
    for id, words in (("a2", "company"), ("a6", "hospital")):
        form = corpus.form(id, words)
        source = corpus.path(f"{id}-sheet-{words}.xlsx")
        workbooks.save(workbooks.form_sheet(form), source)
        convert(corpus, [source], "pdf")
        corpus.add(source.with_suffix(".pdf"), id, f"sheet-{words}", "calc", "pdf", "text PDF", form.fields)
    return {key: (source.with_suffix(".pdf"), fields) for key, (source, fields) in sources.items()}


def fields_of(form, layout):
    """In a letter who writes and who signs stand without labels: nobody says which is which."""
    outside = {"importerName", "importerAddress", "exporterName", "exporterAddress"} if layout == "letter" else set()
    outside |= {"signatoryName", "signatoryTitle", "signedOn"} if layout == "letter" else set()
    return [each for each in form.fields if each not in outside]


def rewritten(corpus, printed):
    """The same documents through the programs that print, compress and protect them on their way."""
    for key, how, producer in [
        (("a1", "left", "agency"), pdfs.ghostscript, "ghostscript"),
        (("a2", "columns", "company"), pdfs.ghostscript, "ghostscript"),
        (("a9", "grid", "agency"), pdfs.ghostscript, "ghostscript"),
        (("a6", "table", "hospital"), pdfs.object_streams, "qpdf-objects"),
        (("a3", "list", "company"), pdfs.linearised, "qpdf-linear"),
        (("a5", "above", "hospital"), pdfs.owner_password, "qpdf-owner"),
        (("d1", "left", "agency"), pdfs.uncompressed, "pdftk"),
    ]:
        id, layout, words = key
        source, fields = printed[key]
        target = corpus.path(f"{id}-{layout}-{producer}.pdf")
        how(source, target)
        corpus.add(target, id, f"{layout}-{words}", producer, "pdf", "text PDF", fields)


def fillable_forms(corpus):
    """Filled in LibreOffice before the export, or afterwards by pdftk or a script."""
    jobs = [
        ("a1", "agency", True, "libreoffice"),
        ("a5", "hospital", True, "libreoffice"),
        ("d1", "company", True, "libreoffice"),
        ("a2", "company", False, "libreoffice"),
        ("d2", "agency", False, "libreoffice"),
        ("a3", "hospital", True, "pdftk"),
        ("a6", "agency", True, "pdftk"),
        ("a7", "company", False, "pdftk-appearances"),
        ("a8", "agency", True, "pikepdf-appearances"),
        ("a9", "hospital", False, "pikepdf-appearances"),
        ("a8", "company", True, "pdftk-flat"),
    ]
    made = {}
    for id, words, named, producer in jobs:
        form = corpus.form(id, words)
        source = corpus.path(f"{id}-{words}-{named}.fodt")
        text, fills = fillable.form_odt(form, named, producer == "libreoffice")
        source.write_text(text, encoding="utf-8")
        made[(id, words, named, producer)] = (source, form, fills)
    convert(corpus, [source for source, _, _ in made.values()], "pdf")
    for (id, words, named, producer), (source, form, fills) in made.items():
        blank = source.with_suffix(".pdf")
        target = corpus.path(f"{id}-{producer}-filled.pdf")
        if producer == "libreoffice":
            shutil.copyfile(blank, target)
        elif producer == "pdftk":
            fillable.fill_with_pdftk(blank, fills, target)
        elif producer == "pdftk-flat":
            fillable.fill_with_pdftk(blank, fills, target, "flatten")
            corpus.add(target, id, f"flattened-{words}", "pdftk", "pdf", "text PDF", form.fields)
            continue
        elif producer == "pdftk-appearances":
            fillable.fill_with_pdftk(blank, fills, target, "need_appearances")
        else:
            pdfs.need_appearances(blank, fills, target)
        layout = f"{'named' if named else 'numbered'}-{words}"
        corpus.add(target, id, layout, producer, "pdf", "fillable PDF", form.fields)
        if (id, producer) == ("a1", "libreoffice"):
            rewrite_form(corpus, id, layout, form, target)


def rewrite_form(corpus, id, layout, form, source):
    for how, producer in [(pdfs.object_streams, "qpdf-objects"), (pdfs.owner_password, "qpdf-owner")]:
        target = corpus.path(f"{id}-{producer}-again.pdf")
        how(source, target)
        corpus.add(target, id, layout, producer, "pdf", "fillable PDF", form.fields)


def dynamic_forms(corpus):
    for id, words in (("a1", "agency"), ("a3", "company"), ("d2", "hospital")):
        form = corpus.form(id, words)
        target = corpus.path(f"{id}-xfa.pdf")
        pdfs.dynamic_xfa(form, target)
        corpus.add(target, id, f"dynamic-{words}", "pikepdf", "pdf", "XFA PDF", form.fields)


def office_texts(corpus):
    for layout, words, id, extension, format in [
        ("table", "hospital", "a1", "docx", "DOCX"),
        ("table", "agency", "a6", "docx", "DOCX"),
        ("left", "company", "a4", "docx", "DOCX"),
        ("grid", "agency", "d1", "docx", "DOCX"),
        ("above", "hospital", "a8", "docx", "DOCX"),
        ("table", "agency", "a8", "odt", "ODT"),
        ("above", "hospital", "d2", "odt", "ODT"),
        ("left", "agency", "a9", "odt", "ODT"),
        ("table", "hospital", "a1", "doc", "DOC"),
        ("left", "agency", "a4", "rtf", "RTF"),
    ]:
        form = corpus.form(id, words)
        source = corpus.path(f"{id}-{layout}-{words}-{extension}.fodt")
        source.write_text(layouts.flat_odt(layout, form), encoding="utf-8")
        convert(corpus, [source], extension)
        made = source.with_suffix(f".{extension}")
        corpus.add(made, id, f"{layout}-{words}", "libreoffice", extension, format, form.fields)
    for write, layout, words, id in [
        (word.content_controls, "controls", "company", "a2"),
        (word.content_controls, "controls", "hospital", "a5"),
        (word.content_controls, "controls", "agency", "d3"),
        (word.legacy_fields, "legacy", "hospital", "a3"),
        (word.legacy_fields, "legacy", "company", "d2"),
        (word.typed_paragraphs, "typed", "agency", "a7"),
    ]:
        form = corpus.form(id, words)
        target = corpus.path(f"{id}-{layout}.docx")
        write(form, target)
        corpus.add(target, id, f"{layout}-{words}", "word", "docx", "DOCX", form.fields)


def tables(corpus):
    for layout, build in workbooks.LAYOUTS.items():
        for id in corpus.tables:
            book = corpus.path(f"{id}-{layout}.xlsx")
            workbooks.save(build(corpus.tables[id]), book)
            if layout != "divided":  # only LibreOffice works formulas out
                add_table(corpus, book, id, layout, "openpyxl", "xlsx", "XLSX")
    converted = [
        ("xlsx", "XLSX", [("t1", "divided"), ("t2", "divided"), ("t3", "divided"), ("t2", "block")]),
        ("xls", "XLS", [("t1", "block"), ("t2", "divided"), ("t3", "texts")]),
        ("ods", "ODS", [("t1", "divided"), ("t2", "texts"), ("t3", "block")]),
    ]
    for extension, format, files in converted:
        folder = corpus.path(f"as-{extension}")
        folder.mkdir()
        for id, layout in files:
            convert(corpus, [corpus.path(f"{id}-{layout}.xlsx")], extension, folder)
            add_table(corpus, folder / f"{id}-{layout}.{extension}", id, layout, "libreoffice", extension, format)
    for id, layout in (("t1", "block"), ("t3", "texts")):
        target = corpus.path(f"{id}-{layout}.xlsb")
        write_xlsb(workbooks.LAYOUTS[layout](corpus.tables[id]), target)
        add_table(corpus, target, id, layout, "hand", "xlsb", "XLSB")
    macros = corpus.path("macros.xlsm")
    workbooks.with_macros(corpus.path("t2-block.xlsx"), macros)
    add_table(corpus, macros, "t2", "block", "openpyxl", "xlsm", "XLSM")
    for id, layout, separator, encoding, name in [
        ("t1", "block", ";", "cp1252", "semicolon-windows"),
        ("t2", "texts", ";", "utf-8-sig", "semicolon-bom"),
        ("t3", "block", ",", "utf-8", "comma-utf8"),
        ("t2", "block", "\t", "utf-16", "tab-utf16"),
    ]:
        target = corpus.path("export.csv")
        workbooks.to_csv(workbooks.LAYOUTS[layout](corpus.tables[id]), target, separator, encoding)
        add_table(corpus, target, id, f"{layout}-{name}", "python", "csv", "CSV")
    form = corpus.form("a2", "company")
    book = corpus.path("form.xlsx")
    workbooks.save(workbooks.form_sheet(form), book)
    corpus.add(book, "a2", "form-company", "openpyxl", "xlsx", "form in XLSX", form.fields)


def add_table(corpus, source, id, layout, producer, extension, format):
    corpus.add(source, id, layout, producer, extension, format, list(corpus.tables[id]["fields"]))


def mail_texts(corpus):
    for id, words, layout in [
        ("a1", "agency", mails.label_lines),
        ("a5", "hospital", mails.label_lines),
        ("d1", "company", mails.label_lines),
        ("a6", "agency", mails.dashes),
        ("a9", "company", mails.dashes),
    ]:
        form = corpus.form(id, words)
        corpus.add(layout(form), id, f"{layout.__name__}-{words}", "typed", "txt", "mail, labels", form.fields)
    for id, words in (("a2", "company"), ("d2", "hospital")):
        form = corpus.form(id, words)
        corpus.add(mails.html_table(form), id, f"table-{words}", "outlook", "html", "mail, labels", form.fields)
    for id, provenance in (("a1", "de Belgique"), ("a8", "du Royaume-Uni")):
        corpus.add(mails.prose(corpus.forms[id], provenance), id, "prose", "typed", "txt", "mail, sentences", mails.PROSE_FIELDS)


def scanned(corpus, printed):
    """A few small scans for the tests, every layout in every quality for the benchmark."""
    sheets = {key: printed[key] for key in printed if key[1] in ("left", "above", "columns", "table", "grid", "list")}
    for (id, layout, words), (source, fields) in sheets.items():
        for name, (dpi, angle, noise, blur) in SPOILT.items():
            images = [scans.spoil(each, angle, noise, blur) for each in scans.pages(source, dpi, corpus.work)]
            target = corpus.path(f"{id}-{layout}-{words}-{name}.pdf")
            scans.to_pdf(images, target, corpus.work, dpi=dpi)
            corpus.add(target, id, f"{layout}-{words}", f"scan-{name}", "pdf", "scan", fields, LARGE)
    small = [
        ("a1", "left", "agency", "skew200", "pdf"),
        ("a6", "table", "hospital", "clean200", "fax.pdf"),
        ("a5", "above", "hospital", "clean200", "tif"),
        ("a2", "columns", "company", "skew200", "jpg"),
        ("a9", "grid", "agency", "clean200", "fax.pdf"),
        ("a7", "columns", "company", "clean200", "png"),
        ("a4", "left", "agency", "tilt200", "pdf"),
        ("d3", "list", "company", "clean150", "lzw.tif"),
        ("a3", "list", "company", "noise200", "jpg"),
        ("d1", "left", "agency", "skew300", "fax.pdf"),
    ]
    for id, layout, words, name, kind in small:
        source, fields = printed[(id, layout, words)]
        dpi, angle, noise, blur = SPOILT[name]
        images = [scans.spoil(each, angle, noise, blur) for each in scans.pages(source, dpi, corpus.work)]
        extension = kind.split(".")[-1]
        target = corpus.path(f"{id}-{layout}-{name}-small.{extension}")
        save_scan(images, target, kind, dpi, corpus.work)
        corpus.add(target, id, f"{layout}-{words}", f"scan-{name}-{kind.split('.')[0]}", extension, "scan", fields)


def save_scan(images, target, kind, dpi, work):
    if kind in ("jpg", "png") and len(images) > 1:
        raise SystemExit(f"{target.name}: a picture holds one page")
    if kind == "pdf":
        scans.to_pdf(images, target, work, dpi=dpi)
    elif kind == "fax.pdf":
        scans.to_fax_pdf(images, target, work, dpi)
    elif kind == "tif":
        scans.to_fax(images, target, dpi)
    elif kind == "lzw.tif":
        scans.to_lzw(images, target, dpi)
    elif kind == "jpg":
        scans.to_jpeg(images, target, quality=35, dpi=dpi)
    else:
        scans.to_png(images, target, dpi)


def convert(corpus, sources, extension, folder=None):
    profile = corpus.path("profile").as_uri()
    target = folder or corpus.work
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", extension]
    subprocess.run([*command, "--outdir", str(target), *map(str, sources)], check=True, capture_output=True, timeout=300)


if __name__ == "__main__":
    main()
