"""The manual as PDF/UA-1: what a machine can check of the Matterhorn Protocol 1.1 (PDF Association), point by point."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from sphinxcontrib_procstd import cli
from sphinxcontrib_procstd.render import manual_pdf as pdf_module

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pikepdf = pytest.importorskip("pikepdf")
pytestmark = pytest.mark.filterwarnings(
    r"ignore:'[\w.]+[.]app' is deprecated", "ignore::DeprecationWarning:weasyprint", "ignore::ResourceWarning"
)
PAGE = """\
订单
====

.. process:: 订单处理
   :id: order
   :status: draft
   :owner: 甲岗

   见 :step:`b` 和 `网页 <https://example.org>`_ 。

.. step:: 接单
   :id: a
   :role: 甲岗
   :forms: 订单表

   - 核对
   - 登记，见《订单表》

.. step:: 发货
   :id: b
   :role: 乙岗

.. faq:: 缺货怎么办？
   :step: b

   1. 登记；

      写明数量。

   2. 通知。

.. form:: 订单表
"""
STANDARD = frozenset(
    [
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "NonStruct",
        "P",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Link",
        "Figure",
    ]
)
PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "LBody": {"LI"},
    "Lbl": {"LI"},
}
PAINTS = frozenset(["Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE"])


@dataclass
class Tree:
    """The structure tree: each element with its parent's kind, marked content by page, annotations by their element."""

    elements: list[tuple[Any, str]] = field(default_factory=list)
    marked: set[tuple[Any, int]] = field(default_factory=set)
    annotations: dict[Any, str] = field(default_factory=dict)

    def read(self, node: Any, parent: str, page: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                self.read(kid, parent, page)
        elif not isinstance(node, pikepdf.Dictionary):
            self.marked.add((page, int(node)))
        elif node.get("/Type") == "/OBJR":
            self.annotations[node["/Obj"].objgen] = parent
        else:
            kind = str(node["/S"]).removeprefix("/")
            self.elements.append((node, parent))
            if "/K" in node:
                self.read(node["/K"], kind, node["/Pg"].objgen if "/Pg" in node else page)

    def of(self, *kinds: str) -> Iterator[Any]:
        return (node for node, _ in self.elements if str(node["/S"]).removeprefix("/") in kinds)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Any:
    pytest.importorskip("weasyprint")
    if shutil.which("fc-list") is None or not pdf_module.has_chinese_font():
        pytest.skip("no font for Chinese")
    folder: Path = tmp_path_factory.mktemp("manual")
    (folder / "conf.py").write_text('extensions = ["sphinxcontrib_procstd"]\nlanguage = "zh_CN"\n', encoding="utf-8")
    (folder / "index.rst").write_text(PAGE, encoding="utf-8")
    target = folder / "manual.pdf"
    assert cli.main(["manual", str(folder), "--all", "-q", "-o", str(target)]) == 0
    with pikepdf.open(target) as opened:
        yield opened


@pytest.fixture(scope="module")
def tree(pdf: Any) -> Tree:
    made = Tree()
    made.read(pdf.Root["/StructTreeRoot"]["/K"], "root", None)
    return made


def test_06_07_11_the_document_names_its_standard_title_and_language(pdf: Any) -> None:
    with pdf.open_metadata() as metadata:
        assert (metadata["pdfuaid:part"], bool(metadata["dc:title"])) == ("1", True)
    assert pdf.Root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - pikepdf's own kind of value
    assert pdf.Root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert str(pdf.Root["/Lang"]) == "zh-CN"


def test_01_all_that_is_painted_is_tagged_or_an_artifact(pdf: Any, tree: Tree) -> None:
    loose = []
    for number, page in enumerate(pdf.pages, 1):
        marks: list[Any] = []
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator in {"BDC", "BMC"}:
                properties = instruction.operands[1] if operator == "BDC" else {}
                marks.append((str(instruction.operands[0]), properties.get("/MCID")))
            elif operator == "EMC":
                marks.pop()
            elif operator in PAINTS:
                tagged = any((page.obj.objgen, int(place)) in tree.marked for _, place in marks if place is not None)
                artifact = any(name == "/Artifact" for name, _ in marks)
                if tagged == artifact:  # neither, or one inside the other
                    loose.append((number, operator, marks))
    assert loose == []


def test_02_09_kinds_are_standard_and_stand_where_they_belong(tree: Tree) -> None:
    kinds = [(str(node["/S"]).removeprefix("/"), parent) for node, parent in tree.elements]
    assert {kind for kind, _ in kinds} <= STANDARD
    assert [(kind, parent) for kind, parent in kinds if parent not in PARENTS.get(kind, {parent})] == []


def test_13_a_figure_has_words(tree: Tree) -> None:
    assert [bool(str(figure.get("/Alt", ""))) for figure in tree.of("Figure")] == [True]


def test_14_headings_leave_out_no_level(tree: Tree) -> None:
    levels = [int(str(node["/S"])[2]) for node in tree.of("H1", "H2", "H3", "H4", "H5", "H6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_15_heads_of_tables_say_what_they_head(tree: Tree) -> None:
    heads = list(tree.of("TH"))
    assert heads
    assert all("/ID" in head or "/Scope" in head["/A"] for head in heads)


def test_16_each_item_of_a_list_has_a_body(tree: Tree) -> None:
    for item in tree.of("LI"):
        assert "/LBody" in [str(kid["/S"]) for kid in item["/K"] if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def test_18_running_heads_and_feet_are_artifacts(pdf: Any) -> None:
    for page in pdf.pages:
        names = [
            instruction.operands[1].get("/Type")
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == "BDC" and str(instruction.operands[0]) == "/Artifact"
        ]
        assert "/Pagination" in names


def test_28_a_link_lies_in_a_link_has_words_and_follows_the_order_of_the_page(pdf: Any, tree: Tree) -> None:
    links = [(page, link) for page in pdf.pages for link in page.obj.get("/Annots", ()) if link["/Subtype"] == "/Link"]
    assert len(links) > 4
    for page, link in links:
        assert page.obj["/Tabs"] == "/S"
        assert str(link["/Contents"])
        assert tree.annotations[link.objgen] == "Link"


def test_31_fonts_are_embedded_and_say_which_characters_they_draw(pdf: Any) -> None:
    fonts = [font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert "/ToUnicode" in font
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys())
