"""The template table as a Word document: A4 landscape, header repeated, pages numbered, lines to sign on."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.exchange.package import check_package, core_properties, fix_package
from sphinxcontrib_procstd.exchange.table import EXTRA_HEADINGS, TemplateTable, template_table
from sphinxcontrib_procstd.exchange.wording import Words, is_chinese, wording
from sphinxcontrib_procstd.exchange.xml_ import only_text
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Process

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.text.paragraph import Paragraph

STYLES = ("Procstd Title", "Procstd Label", "Procstd Cell", "Procstd Heading", "Procstd Note")
"""Paragraph styles of the document. A template file that has one of these names decides how it looks."""

_MILLIMETRE = 56.7
"""Twentieths of a point, Word's unit, in a millimetre."""
_WIDTHS_MM = (25, 27, 30, 70, 32, 32, 25, 32)
_EXTRA_WIDTHS_MM = (50, 50, 35, 138)
_HEADER_WIDTHS_MM = (30, 106, 30, 107)
_SIGN_WIDTHS_MM = (91, 91, 91)
_RECORD_WIDTHS_MM = (45, 100, 128)
"""Title, content, and what the options share."""


def export_docx(
    processes: Sequence[Process], catalogue: Catalogue, words: Words, template: Path | None = None
) -> bytes:
    """Return processes as a Word document, each on pages of its own; the same input gives the same bytes.

    ``template`` is a document whose paragraph styles (`STYLES`) replace the built-in ones.
    """
    document = _document(template)
    writer = _Writer(document, words)
    for index, process in enumerate(processes):
        writer.add(process, template_table(process, catalogue, words), first=index == 0)
    target = io.BytesIO()
    document.save(target)
    title = processes[0].title if len(processes) == 1 else ""
    return fix_package(target.getvalue(), {"docProps/core.xml": core_properties(title)})


def _document(template: Path | None) -> Document:
    try:
        import docx
        from docx.enum.style import WD_STYLE_TYPE
        from docx.oxml.ns import qn
        from docx.shared import Pt
    except ImportError as error:
        message = 'writing Word files needs python-docx: pip install "sphinxcontrib-procstd[docx]"'
        raise ProcstdError(message) from error
    if template is not None:
        check_package(template, Location(str(template)))
    document = docx.Document(str(template) if template else None)
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    known = {style.name for style in document.styles}
    for name in STYLES:
        if name in known:
            continue
        style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.size = Pt(16 if name == STYLES[0] else 9)
        style.font.bold = name in {STYLES[0], STYLES[1], STYLES[3]}
        style.font.name = "Calibri"
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
        style.paragraph_format.space_after = Pt(6 if name == STYLES[0] else 0)
        style.paragraph_format.space_before = Pt(6 if name == STYLES[4] else 0)
    return document


@dataclass
class _Writer:
    document: Document
    words: Words

    def __post_init__(self) -> None:
        self.say = wording(self.words)
        self.style_ids = {name: self.document.styles[name].style_id for name in STYLES}  # each look-up walks them all

    def add(self, process: Process, table: TemplateTable, *, first: bool) -> None:
        """Write one process in a section of its own, so that its footer names it."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        section = self.document.sections[0] if first else self.document.add_section()
        self.set_page(section, process)
        title = self.paragraph(only_text(table.title), STYLES[0])
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        fields = [*table.header, *([(self.say("Description"), table.description)] if table.description else [])]
        self.header(fields)
        self.paragraph("", STYLES[4])
        rows = [
            [cell if column or not index else "" for column, cell in enumerate(cells)]
            for index, cells in enumerate(table.rows)
        ]
        self.table(_WIDTHS_MM, [table.headings, *rows], span_first=True)
        self.sign_off()
        if table.extras:
            self.annex("More fields")
            more = [(table.title, *values) for values in table.extras]
            self.table(_EXTRA_WIDTHS_MM, [tuple(map(self.say, EXTRA_HEADINGS)), *more])
        if table.records:
            self.annex("Records")
        for records in table.records:
            self.paragraph("", STYLES[4])
            count = len(records.headings) - 2
            head, content, rest = _RECORD_WIDTHS_MM
            each = rest // count if count else 0
            widths = (head, content + rest - each * count, *[each] * count)
            self.table(widths, [records.headings, *records.rows])

    def paragraph(self, text: str, style: str) -> Paragraph:
        """Add a paragraph; python-docx would look through all styles for each."""
        added = self.document.add_paragraph(text)
        added._p.style = self.style_ids[style]  # noqa: SLF001
        return added

    def annex(self, name: str) -> None:
        """Begin a page for what stands behind the table."""
        form = self.paragraph(self.say(name), STYLES[1]).paragraph_format
        form.page_break_before = form.keep_with_next = True

    def set_page(self, section: Section, process: Process) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm

        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(12)
        section.top_margin = section.bottom_margin = Mm(14)
        section.footer_distance = Mm(7)
        section.footer.is_linked_to_previous = False
        paragraph = section.footer.paragraphs[0]
        paragraph.clear()
        paragraph._p.style = self.style_ids[STYLES[4]]  # noqa: SLF001 # the public way walks all styles
        version = f"V{process.version}" if process.version else ""
        note = "  ".join(filter(None, (process.number, version)))
        paragraph.add_run(only_text(f"{note}    {self.say('Page')} ".lstrip()))
        paragraph._p.append(_field("PAGE"))  # noqa: SLF001 # python-docx has no fields
        paragraph.add_run(f" {self.say('of')} ")
        paragraph._p.append(_field("NUMPAGES"))  # noqa: SLF001
        paragraph.add_run(f" {self.say('pages')}".replace(" pages", "") + f"    {self.say(_UNCONTROLLED)}")

    def header(self, fields: Iterable[tuple[str, str]]) -> None:
        """Write the header block: short fields two a row, long ones on a row of their own."""
        rows: list[list[str]] = []
        for label, text in fields:
            is_long = len(text) > 60 or "\n" in text
            if rows and len(rows[-1]) == 2 and not is_long and len(rows[-1][1]) <= 60 and "\n" not in rows[-1][1]:
                rows[-1] += [label, text]
            else:
                rows.append([label, text])
        if rows:
            self.table(_HEADER_WIDTHS_MM, rows, labels=True)

    def table(
        self,
        widths: Sequence[int],
        rows: Sequence[Sequence[str]],
        *,
        span_first: bool = False,
        labels: bool = False,
        plain: bool = False,
    ) -> None:
        """Write a table. ``span_first`` merges the first column below the heading; ``labels``, ``plain``: none."""
        from docx.oxml import parse_xml

        parts = [_table_head(widths)]
        for index, row in enumerate(rows):
            heading = index == 0 and not labels and not plain
            parts.append(f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if heading else ''}</w:trPr>")
            for column, text in enumerate(row):
                style = STYLES[3] if heading else STYLES[1] if labels and column % 2 == 0 else STYLES[2]
                span = len(widths) - len(row) + 1 if column == len(row) - 1 else 1
                width = sum(widths[column : column + span])
                merge = ""
                if span_first and column == 0 and index and len(rows) > 2:
                    merge = '<w:vMerge w:val="restart"/>' if index == 1 else "<w:vMerge/>"
                shade = '<w:shd w:val="clear" w:color="auto" w:fill="E8EDF2"/>' if style != STYLES[2] else ""
                grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
                size = f'<w:tcW w:w="{int(width * _MILLIMETRE)}" w:type="dxa"/>'
                parts.append(f"<w:tc><w:tcPr>{size}{grid}{merge}{shade}</w:tcPr>{self.paragraphs(text, style)}</w:tc>")
            parts.append("</w:tr>")
        parts.append("</w:tbl>")
        self.document.element.body.insert(len(self.document.element.body) - 1, parse_xml("".join(parts)))

    def paragraphs(self, text: str, style: str) -> str:
        """Return a cell's paragraphs: a blank line parts them, a line end is a line break."""
        found = []
        for part in only_text(text).split("\n\n"):
            runs = "<w:br/>".join(f'<w:t xml:space="preserve">{_escape(line)}</w:t>' for line in part.split("\n"))
            found.append(f'<w:p><w:pPr><w:pStyle w:val="{self.style_ids[style]}"/></w:pPr><w:r>{runs}</w:r></w:p>')
        return "".join(found)

    def sign_off(self) -> None:
        """Write three boxes to sign in."""
        self.paragraph("", STYLES[4])
        colon, date = "：" if is_chinese(self.words) else ":", self.say("Signature and date")
        names = ("Prepared by", "Reviewed by", "Approved by")
        boxes = [f"{self.say(name)}{colon}\n\n\n\n{date}{colon}" for name in names]
        self.table(_SIGN_WIDTHS_MM, [boxes], plain=True)


_UNCONTROLLED = "Printed copies are uncontrolled"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _field(name: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(f'<w:fldSimple xmlns:w="{_W}" w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')


_MARGINS = (
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
)
"""Room between a cell's text and its lines, in twentieths of a point."""


def _table_head(widths: Sequence[int]) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8C8C8C"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{int(width * _MILLIMETRE)}"/>' for width in widths)
    return (
        f'<w:tbl xmlns:w="{_W}"><w:tblPr><w:tblW w:w="{int(sum(widths) * _MILLIMETRE)}" w:type="dxa"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>{_MARGINS}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )
