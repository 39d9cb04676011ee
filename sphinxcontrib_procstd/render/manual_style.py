"""The style of a printed manual: A4, upright for text and across for template tables."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from sphinxcontrib_procstd.render.template import Words

WATERMARKED = ("draft", "in-review", "retired")
"""States whose pages bear their name across."""

_FONTS = (
    '"Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Zen Hei",'
    ' "DejaVu Sans", Arial, sans-serif'
)

_STYLE = """
* { box-sizing: border-box; }
html { font: 9.5pt/1.55 FONTS; color: #1b2433; }
body { margin: 0; }
h1 { font-size: 17pt; line-height: 1.3; margin: 0 0 5mm; string-set: chapter content(); }
h2 { font-size: 12.5pt; margin: 6mm 0 2.5mm; break-after: avoid; }
h3, h4, h5, h6 { font-size: 10.5pt; margin: 4mm 0 1.5mm; break-after: avoid; }
p { margin: 0 0 2mm; orphans: 2; widows: 2; }
a { color: #1d4aa8; text-decoration: none; }
ul, ol { margin: 0 0 2mm; padding-inline-start: 5mm; }
pre { white-space: pre-wrap; font-size: 8pt; padding: 2mm; background: #f6f8fb; }
img, svg { max-width: 100%; }
.admonition { margin: 3mm 0; padding: 2mm 3mm; border-left: 1mm solid #2756c5; background: #f6f8fb;
  break-inside: avoid; }
.admonition-title { font-weight: 700; margin: 0; }
.headerlink, .procstd-report, .procstd-to-figure, .procstd-downloads, .procstd-blanks, .procstd-visually-hidden,
.procstd-quiz details, .procstd-check-bar { display: none; }
section.chapter { break-before: page; string-set: number attr(data-number), version attr(data-version),
  effective attr(data-effective); }

table { width: 100%; border-collapse: collapse; font-size: 8.5pt; line-height: 1.45; margin: 0 0 3mm; }
th, td { padding: 1.2mm 1.6mm; border: .2mm solid #9aa5b4; text-align: left; vertical-align: top; }
th { background: #eef1f6; font-weight: 700; }
td p, th p { margin: 0; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
.manual-across { page: wide; break-before: page; break-after: page; }
.manual-across section { break-before: auto; break-after: auto; }
table.procstd-table { table-layout: fixed; font-size: 8pt; }
table.procstd-table td ul, table.procstd-table td ol { margin: 0; padding-inline-start: 4mm; }
table.procstd-table td.procstd-tools > ul, .procstd-branches ul { list-style: none; padding: 0; }
col.procstd-role { width: 9%; } col.procstd-step { width: 14%; } col.procstd-standard { width: 33%; }
col.procstd-input, col.procstd-output { width: 12%; } col.procstd-deadline { width: 9%;
  } col.procstd-tools { width: 11%; }
.procstd-step-title { font-weight: 700; }
.procstd-branches { margin-top: 1mm; padding: 1mm 1.5mm; background: #f3f5f9; }
.procstd-branches p { margin: 0; color: #5a6678; }
.procstd-guard { padding: 0 .8mm; background: #e4ebfb; }
.procstd-empty { color: #a3321f; }
p.procstd-next { margin: 1mm 0 0; color: #5a6678; }
.procstd-note, .procstd-way { color: #5a6678; font-weight: 400; }
.procstd-status { display: inline-block; padding: 0 2.5mm; border: .2mm solid #5a6678; border-radius: 3mm;
  font-size: 8.5pt; }

dl { margin: 0 0 3mm; }
dl.procstd-header, dl.procstd-extras { display: table; width: 100%; border-collapse: collapse; }
dl.procstd-header > div, dl.procstd-extras > div { display: table-row; }
dl.procstd-header > div > dt, dl.procstd-header > div > dd { display: table-cell; margin: 0; padding: 1mm 1.6mm;
  border-bottom: .2mm solid #d5dbe3; }
dl.procstd-header > div > dt { width: 34mm; color: #5a6678; font-weight: 700; font-size: 8.5pt; }
dl.procstd-extras { margin-top: 1mm; font-size: 7.5pt; }
dl.procstd-extras > div > dt { display: table-cell; width: 16mm; color: #5a6678; }
dl.procstd-extras > div > dd { display: table-cell; margin: 0; }
.procstd-record { margin: 0 0 3mm; padding: 2mm 3mm; border: .2mm solid #d5dbe3;
  border-left: 1mm solid #2756c5; break-inside: avoid; }
.procstd-record-title { font-weight: 700; margin: 0 0 1mm; }
.procstd-record-kind { padding: 0 1.2mm; font-size: 8pt; color: #1d4aa8; background: #e9effd; }
.procstd-list-box table { font-size: 8pt; }
table.procstd-matrix { table-layout: fixed; font-size: 7.5pt; }
table.procstd-matrix th, table.procstd-matrix td { padding: 1mm .6mm; text-align: center; }
table.procstd-matrix tr > :first-child { width: 36mm; padding-inline: 1.6mm; text-align: left; }
.procstd-matrix-wide { page: wide; break-before: page; break-after: page; }
.procstd-matrix-wide table.procstd-matrix { font-size: 6.5pt; }
.procstd-matrix-wide thead th + th { height: 40mm; padding: 0 0 1mm; vertical-align: bottom; }
.procstd-matrix-wide thead th + th p { width: 0; margin-inline-start: 65%; white-space: nowrap; text-align: left;
  transform: rotate(-90deg); transform-origin: left bottom; }
ul.procstd-legend { list-style: none; padding: 0; }
ul.procstd-legend li { display: inline-block; margin-inline-end: 5mm; }
ul.procstd-legend p { display: inline; }
.procstd-checks { list-style: none; padding: 0; } .procstd-checks li { border-top: .2mm solid #d5dbe3;
  padding: 1mm 0; break-inside: avoid; }
.procstd-check input { float: left; appearance: none; width: 3.6mm; height: 3.6mm; margin: .6mm 2mm 0 0;
  border: .25mm solid #000; }
.procstd-check-facts { display: block; color: #5a6678; font-size: 8.5pt; margin-left: 6mm; }
.procstd-quiz ol { padding-inline-start: 5mm; } .procstd-quiz li { break-inside: avoid; margin-bottom: 2mm; }
.procstd-quiz fieldset { border: 0; margin: 0; padding: 0; } .procstd-quiz label { display: block; }
figure { margin: 3mm 0; break-inside: avoid; }
.procstd-charts figure { display: inline-block; width: 48%; margin: 0 1% 3mm 0; vertical-align: top; }
.procstd-chart-box figcaption { margin: 0 0 1mm; text-align: left; font-weight: 700; }
.procstd-chart { display: block; width: 100%; max-width: 120mm; }
.procstd-light { font-weight: 700; }
figure.manual-flow img { display: block; max-width: 100%; max-height: 225mm; margin: 0 auto; }
figure.manual-across { page: wide; }
figure.manual-across img { max-height: 150mm; }
figcaption { margin-top: 1.5mm; color: #5a6678; font-size: 8.5pt; text-align: center; }

section.cover { page: cover; }
.cover-name { margin: 32mm 0 3mm; color: #5a6678; font-size: 12pt; }
.cover h1 { font-size: 27pt; margin: 0 0 3mm; string-set: none; }
.cover .cover-sub { font-size: 13pt; color: #5a6678; margin: 0 0 16mm; }
.cover h2 { font-size: 11pt; }
.cover table th { width: 36mm; }
.cover table.cover-list th { width: auto; white-space: nowrap; }
.cover table.cover-list td.short { white-space: nowrap; }
.cover .cover-uncontrolled { margin-top: 8mm; padding: 2.5mm 3mm; border: .3mm solid #a3321f; color: #a3321f;
  font-weight: 700; }
nav.contents { break-before: page; }
nav.contents ol { list-style: none; margin: 0; padding: 0; }
nav.contents li { margin: 0 0 1mm; } nav.contents > ol > li { margin-top: 2.5mm; font-weight: 700; }
nav.contents li ol { padding-inline-start: 6mm; font-weight: 400; }
nav.contents a { color: inherit; }
nav.contents a::after { content: leader(".") target-counter(attr(href), page); font-weight: 400; }
"""

_PAGE = """
@page NAME { size: A4 SIDE; margin: 22mm 16mm 19mm; BACKGROUND
  @top-left { content: string(number) "  " string(chapter); font: 8pt FONTS; color: #5a6678; width: 60%;
  text-align: left;
    border-bottom: .2mm solid #9aa5b4; padding-bottom: 1.5mm; vertical-align: bottom; margin-bottom: 4mm; }
  @top-right { content: string(version) "  " string(effective); font: 8pt FONTS; color: #5a6678; width: 40%;
  text-align: right;
    border-bottom: .2mm solid #9aa5b4; padding-bottom: 1.5mm; vertical-align: bottom; margin-bottom: 4mm; }
  @bottom-left { content: UNCONTROLLED; font: 8pt FONTS; color: #5a6678; vertical-align: top; padding-top: 3mm;
  width: 60%; }
  @bottom-right { content: PAGES; font: 8pt FONTS; color: #5a6678; vertical-align: top; padding-top: 3mm;
  width: 40%; }
}
"""


def manual_style(words: Words, marks: dict[str, str]) -> str:
    """Return the style sheet. ``marks`` gives the watermark of each state that has one, in the reader's language."""
    parts = [_STYLE, _page("", "portrait", "", words), _page("cover", "portrait", "", words)]
    parts.append(_page("wide", "landscape", "", words))
    for state, text in sorted(marks.items()):
        upright, across = _watermark(text, 210, 297), _watermark(text, 297, 210)
        parts += [
            _page(f"mark-{state}", "portrait", upright, words),
            _page(f"wide-{state}", "landscape", across, words),
        ]
        parts.append(
            f".marked-{state} {{ page: mark-{state}; }}\n"
            f".marked-{state} .manual-across, .marked-{state} .procstd-matrix-wide {{ page: wide-{state}; }}\n"
        )
    return "".join(parts).replace("FONTS", _FONTS)


def _page(name: str, side: str, background: str, words: Words) -> str:
    before, _, rest = words("Page {page} of {pages}").partition("{page}")
    between, _, after = rest.partition("{pages}")
    pages = f"{css_text(before)} counter(page) {css_text(between)} counter(pages) {css_text(after)}"
    text = _PAGE.replace("NAME", name).replace("SIDE", side).replace("PAGES", pages)
    text = text.replace("UNCONTROLLED", css_text(words("Printed copies are uncontrolled")))
    text = text.replace("BACKGROUND", background)
    bare = f"@page {name} {{ @top-left {{ content: none; }} @top-right {{ content: none; }} }}\n"
    return text + bare if name.startswith("cover") else text


def css_text(text: str) -> str:
    """Return a text as a string of a style sheet."""
    safe = "".join(char if char.isalnum() or char in " -–,.:/()" else f"\\{ord(char):06x}" for char in text)
    return f'"{safe}"'


def _watermark(text: str, width: int, height: int) -> str:
    size = min(60, 210 // max(1, sum(2 if ord(char) > 0x2E7F else 1 for char in text)) * 2)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}">'
        f'<text x="{width / 2}" y="{height / 2}" transform="rotate(-35 {width / 2} {height / 2})" text-anchor="middle"'
        f' font-family="Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, sans-serif" font-size="{size}"'
        f' font-weight="bold" fill="#d9534a" fill-opacity="0.13">{escape(text)}</text></svg>'
    )
    return f'background: url("data:image/svg+xml,{quote(svg)}") center / 100% 100% no-repeat;'
