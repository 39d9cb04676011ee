"""The directive of views: what the author places, and with which filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_procstd.diagnostics import did_you_mean, say
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.directives import HandbookDirective
from sphinxcontrib_procstd.sphinx_ext.views.kind import SUBJECTS
from sphinxcontrib_procstd.syntax.choices import NOT_ONE_OF, STATUS
from sphinxcontrib_procstd.syntax.lists import split_items
from sphinxcontrib_procstd.syntax.options import nearest

if TYPE_CHECKING:
    from docutils import nodes

    from sphinxcontrib_procstd.syntax.block import OptionText
    from sphinxcontrib_procstd.syntax.choices import Choices


class ViewDirective(HandbookDirective):
    """A place the build fills. Its argument, if any, stands for the option ``process``, or for its own subject.

    The subject is the option that the view is about: ``role`` for a role page, ``process`` for most others.
    """

    def run(self) -> list[nodes.Node]:
        """Return the place, and after it whatever stands in the body."""
        block = self.open_block()
        options = {name: self.value(name, option) for name, option in block.options.items()}
        if block.title.strip():
            options.setdefault(SUBJECTS.get(self.directive, "process"), " ".join(block.title.split()))
        view = our.procstd_view("", view=self.directive, options={name: text for name, text in options.items() if text})
        view["process"] = self.context.process
        view.source, view.line = self.source, self.own_line
        return [view, *self.parse_body(block)]

    def value(self, name: str, written: OptionText) -> str:
        """Return what an option says: for a word of a closed list its English word."""
        text = written.text.strip()
        if name == "status":
            return ", ".join(self.word(name, item.name, STATUS, written) or item.name for item in split_items(text))
        choices = written.option.choices
        if choices is None:
            return text
        return self.word(name, text, choices, written)

    def word(self, name: str, text: str, choices: Choices, written: OptionText) -> str:
        """Return the English word of a closed list that a text means; "" for none, which is said."""
        found = choices.find(text)
        if found is None:
            near = nearest(text, choices.words())
            message = say(NOT_ONE_OF, text=text, known=choices.offered(text), hint=did_you_mean(near))
            self.warn("value", say("{option}: {message}", option=name, message=message), self.line_of(written.line))
        return found or ""
