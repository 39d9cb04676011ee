"""Running text in a field: a 《title》 becomes a link to what bears it, quoted as the page's language quotes titles."""

from __future__ import annotations

import pytest

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind
from sphinxcontrib_procstd.render.template import running

FORM = Resource(kind=ResourceKind.FORM, id="seal", title="Seal use register", location=Location(""))


def english(text: str) -> str:
    return {"{title}": "“{title}”"}.get(text, text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("within 2 h", [("within 2 h", False)]),
        ("《Seal use register》, signed", [("“Seal use register”", True), (", signed", False)]),
        ("see 《Nowhere》", [("see ", False), ("“Nowhere”", False)]),
        ("《unclosed", [("《unclosed", False)]),
    ],
)
def test_titles_in_running_text(text: str, shown: list[tuple[str, bool]]) -> None:
    segments = running(text, Catalogue(resources=(FORM,)), english)
    assert [(segment.text, segment.target is FORM) for segment in segments] == shown


def test_chinese_keeps_its_marks() -> None:
    (segment,) = running(
        "《Seal use register》", Catalogue(resources=(FORM,)), lambda text: text.replace("{", "《{").replace("}", "}》")
    )
    assert (segment.text, segment.target) == ("《Seal use register》", FORM)
