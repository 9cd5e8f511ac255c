"""A request in the words of one author: sections of items, before any layout."""

from dataclasses import dataclass, field


@dataclass
class Item:
    """One line of a form. `answers` are (text, ticked) for a question with boxes, empty for a text."""

    field: str
    label: str
    text: str
    answers: list = field(default_factory=list)

    @property
    def chosen(self):
        """The answer in words: the ticked boxes, or what is written."""
        return ", ".join(text for text, ticked in self.answers if ticked) or self.text


@dataclass
class Document:
    title: str
    sections: list

    @property
    def items(self):
        return [item for _, items in self.sections for item in items]

    @property
    def fields(self):
        """Names of the fields that the document gives."""
        return [item.field for item in self.items if item.text]


def document(truth, words, keep_empty=True):
    """The form of `words` filled with a truth; labels without a value stay, as on a real form, unless told."""
    form = words[truth["kind"]]
    sections = [(title, [item(truth, name, label, words) for name, label in rows]) for title, rows in form["sections"]]
    if not keep_empty:
        sections = [(title, [each for each in items if each.text]) for title, items in sections]
    return Document(form["title"], sections)


def item(truth, name, label, words):
    given = truth["fields"].get(name)
    if given is None:
        return Item(name, label, "", [(text, False) for _, text in words["answers"].get(name, [])])
    value = given["value"] if isinstance(given["value"], list) else [given["value"]]
    answers = [(text, key in value) for key, text in words["answers"].get(name, [])]
    return Item(name, label, given["written"], answers)
