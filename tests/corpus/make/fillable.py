"""Fillable PDFs that LibreOffice exports, filled there or afterwards by other programs."""

import re
import subprocess
import unicodedata
from xml.sax.saxutils import escape, quoteattr

from layouts import page, para, table

MANY_LINES = '<form:property form:property-name="MultiLine" office:value-type="boolean" office:boolean-value="true"/>'


def form_odt(document, named, filled):
    """A table with a control in each right cell; `named` controls have speaking names, others LibreOffice's own.

    Numbered boxes are given an export value of their own. LibreOffice then ticks them by another one (`/V /Yes` beside
    the appearance `/Oui`), and writes accents of names as `#C3#A0`: both stay as they are.

    Returns the flat OpenDocument text and the names by which a filling program finds the controls:
    a list of (name, text or None for a box, export value of a box that is ticked).
    """
    controls, rows, fills = [], [], []
    for title, items in document.sections:
        rows.append([(para(title, "Section"), 2, "Shaded")])
        for item in items:
            if item.answers:
                shown = [check(controls, fills, item, index, named, filled) for index in range(len(item.answers))]
            else:
                shown = [text_field(controls, fills, item, named, filled)]
            rows.append([(para(item.label), 1, "Ruled"), ("".join(shown), 1, "Ruled")])
    forms = f'<office:forms form:automatic-focus="false" form:apply-design-mode="false"><form:form form:name="Formulaire" form:control-implementation="ooo:com.sun.star.form.component.Form">{"".join(controls)}</form:form></office:forms>'
    body = forms + para(document.title, "Title") + table(["Narrow", "Wide"], rows)
    return page(body, size=9, gap=0.02), fills


def text_field(controls, fills, item, named, filled):
    name = slug(item.label) if named else f"Zone de texte {count(controls, 'form:text') + 1}"
    name = unique(name, fills)
    key = f"c{len(controls)}"
    height = 1.1 if len(item.text) > 60 or "\n" in item.text else 0.55
    value = f" form:current-value={attribute(item.text)}" if filled and item.text else ""
    kind = "form:textarea" if height > 1 else "form:text"
    lines = f"<form:properties>{MANY_LINES}</form:properties>" if height > 1 else ""
    controls.append(
        f'<{kind} form:name={quoteattr(name)} form:control-implementation="ooo:com.sun.star.form.component.TextField" xml:id="{key}" form:id="{key}"{value} form:title={quoteattr(item.label)}>{lines}</{kind}>'
    )
    fills.append((name, item.text, None))
    return control(key, 11.2, height)


def check(controls, fills, item, index, named, filled):
    text, ticked = item.answers[index]
    name = slug(f"{item.label} {text}") if named else f"Case à cocher {count(controls, 'form:checkbox') + 1}"
    name = unique(name, fills)
    key = f"c{len(controls)}"
    state = ' form:current-state="checked"' if filled and ticked else ""
    exported = "" if named else ' form:value="Oui"'
    controls.append(
        f'<form:checkbox form:name={quoteattr(name)} form:control-implementation="ooo:com.sun.star.form.component.CheckBox" xml:id="{key}" form:id="{key}" form:label=""{state}{exported} form:visual-effect="flat"/>'
    )
    fills.append((mangled(name), None, "Yes" if named and ticked else "Oui" if ticked else None))
    return f'<text:p text:style-name="Standard">{shape(key, 0.4, 0.4)} {escape(text)}</text:p>'


def control(key, width, height):
    return f'<text:p text:style-name="Standard">{shape(key, width, height)}</text:p>'


def shape(key, width, height):
    return f'<draw:control text:anchor-type="as-char" svg:width="{width}cm" svg:height="{height}cm" draw:control="{key}"/>'


def fill_with_pdftk(blank, fills, target, *options):
    """Fills a blank form from XFDF, the export format of form programs."""
    xfdf = target.with_suffix(".xfdf")
    xfdf.write_text(xfdf_of(fills), encoding="utf-8")
    run("pdftk", blank, "fill_form", xfdf, "output", target, *options)
    xfdf.unlink()


def xfdf_of(fills):
    fields = "".join(
        f"<field name={quoteattr(name)}><value>{escape(text or on)}</value></field>"
        for name, text, on in fills
        if text or on
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve"><fields>{fields}</fields></xfdf>\n'


def run(*command):
    subprocess.run([str(each) for each in command], check=True, capture_output=True)


def slug(text):
    """A name as form designers derive it from a label: no accents, words joined by underscores."""
    plain = unicodedata.normalize("NFD", text.replace("’", " ").replace("œ", "oe")).encode("ascii", "ignore").decode()
    return "_".join(re.findall(r"[A-Za-z0-9]+", plain))[:60]


def mangled(name):
    return "".join(each if each.isascii() else "".join(f"#{byte:02X}" for byte in each.encode()) for each in name)


def unique(name, fills):
    taken = {each[0] for each in fills}
    number, found = 2, name
    while found in taken:
        found, number = f"{name}_{number}", number + 1
    return found


def count(controls, kind):
    return sum(each.startswith(f"<{kind}") for each in controls)


def attribute(text):
    return quoteattr(text, {"\n": "&#10;"})
