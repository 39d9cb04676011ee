"""Handbooks that nobody means well: the grammar of both markups, filled with what breaks readers."""

from __future__ import annotations

import random
import re
from pathlib import Path

from hypothesis import strategies as st

from sphinxcontrib_procstd.syntax.options import options_of
from sphinxcontrib_procstd.syntax.view_options import VIEW_OPTIONS, view_options

ROOT = Path(__file__).resolve().parents[2]
OBJECTS = (
    "process", "step", "form", "system", "manual", "job-role", "department", "external", "pain-point", "review",
    "exception", "control", "faq",
)  # fmt: skip
NAMES = {
    **{name: [word for option in options_of(name) for word in (option.name, *option.zh)] for name in OBJECTS},
    **{name: [word for option in view_options(name) for word in (option.name, *option.zh)] for name in VIEW_OPTIONS},
}
OTHERS = ("note", "figure", "list-table", "code-block", "math", "toctree", "raw", "include", "stpe", "流程", "步骤", "")
HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "[x](javascript:alert(1))",
    "`x <JaVaScript:alert(1)>`_", "{raw}`x`", ":raw-html:`<b>`", "</svg><script>", '"><svg onload=alert(1)>',
    "../../../etc/passwd", "/etc/passwd", "..\\..\\x", "file:///etc/passwd", "a\x00b", "\u202egnp.exe", "\u200b\ufeff",
    "{{7*7}}", "%s%n", "${x}", "|x|", "x" * 400, "(" * 60, "[" * 60, "`" * 31, "*" * 41, "《" * 30, ":" * 50, "]]>", "<!--",
    "&#x6a;avascript:1", "\\", "\x1b[31m", "🙂‍↔️", "ǅ", "%00", "con.txt", "a" * 70 + " " + "b" * 70, "\x0b\x0c\x85\u2028",
    "9" * 5000, "²", "٣", "1e999", "25:61", "9999-12-31",
)  # fmt: skip
PLAIN = (
    "Check the order", "客服专员", "退款", "s1", "s2", "s1 [yes]; s2 [no]", "end", "end [拒绝]", "process:p", "process:退款", "2 days",
    "2个工作日内", "每月5日前", "form-a", "form-a, form-b(原件); 《表单》", "approval", "审批", "all", "any", "yes", "1.0", "2026-02-30", "p",
    "*stress*", "**x** `y`", "{step}`s1`", ":step:`s1`", ":form:`form-a`", "{process}`不存在`", "http://x.org", "《退款》",
)  # fmt: skip

words = st.one_of(
    st.sampled_from(PLAIN),
    st.sampled_from(HOSTILE),
    st.text(max_size=20).map(lambda text: " ".join(text.split("\n")).replace("\r", " ")),  # it stays in its place
)
texts = st.lists(words, min_size=0, max_size=3).map(" ".join)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> tuple[str, str, list[tuple[str, str]], list[object]]:
    """A directive: name, title, options, and what stands in its body."""
    name = draw(st.sampled_from((*NAMES, *OBJECTS, *OTHERS)))
    known = NAMES.get(name) or ["id", "role"]
    names = st.one_of(st.sampled_from(known), st.sampled_from(("id", "next", "rol", "class", "file", "", "a b")))
    options = draw(st.lists(st.tuples(names, texts), max_size=5))
    inner: st.SearchStrategy[object] = texts if depth > 2 else st.one_of(texts, texts, blocks(depth + 1))
    return name, draw(texts), options, draw(st.lists(inner, max_size=3))


def as_rst(block: object, indent: str = "") -> str:
    """Return a block in reStructuredText, whatever that makes of it."""
    if not isinstance(block, tuple):
        return "\n".join(f"{indent}{line}" for line in str(block).split("\n")) + "\n\n"
    name, title, options, inner = block
    lines = "".join(f"{indent}   :{option}: {text}\n" for option, text in options)
    body = "".join(as_rst(part, f"{indent}   ") for part in inner)
    return f"{indent}.. {name}:: {title}\n{lines}\n{body}\n"


def as_myst(block: object, level: int = 7) -> str:
    """Return a block in MyST."""
    if not isinstance(block, tuple):
        return f"{block}\n\n"
    name, title, options, inner = block
    lines = "".join(f":{option}: {text}\n" for option, text in options)
    body = "".join(as_myst(part, level - 1) for part in inner)
    fence = ":" * max(3, level)
    return f"{fence}{{{name}}} {title}\n{lines}\n{body}{fence}\n\n"


@st.composite
def documents(draw: st.DrawFn) -> dict[str, str]:
    """A document of the grammar, in one of the markups."""
    made = draw(st.lists(st.one_of(blocks(), texts), min_size=1, max_size=5))
    if draw(st.booleans()):
        return {"page.rst": "".join(map(as_rst, made))}
    return {"page.md": "".join(map(as_myst, made))}


@st.composite
def documents_of_ours(draw: st.DrawFn) -> dict[str, str]:
    """The same of our directives only, whose fences nothing closes: what else a page says is its author's business."""
    made = [_unclosed(block) for block in draw(st.lists(blocks().filter(_is_ours), min_size=1, max_size=4))]
    if draw(st.booleans()):
        return {"page.rst": "".join(map(as_rst, made))}
    return {"page.md": "".join(map(as_myst, made))}


def _is_ours(block: object) -> bool:
    return isinstance(block, tuple) and block[0] in NAMES


def _unclosed(block: object) -> object:
    """Return a block without the texts in its body that are nothing but colons: in MyST they would end it."""
    if not isinstance(block, tuple):
        return block
    name, title, options, inner = block
    name = "procstd:exception" if name == "exception" else name  # without a process the short name is Python's own
    return name, title, options, [_unclosed(part) for part in inner if not _closes(part)]


def _closes(part: object) -> bool:
    return isinstance(part, str) and bool(part.strip()) and not part.strip(" \t:：")


def real_pages() -> list[Path]:
    """Return pages that people wrote."""
    folders = ("example_site", "docs", "tests/roots", "tests/sphinx_ext/snippets")
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*")))
    return [path for path in found if path.suffix in {".md", ".rst"} and path.stat().st_size < 20_000]


PAGES = real_pages()


@st.composite
def mutants(draw: st.DrawFn) -> dict[str, str]:
    """A real page after some accidents."""
    path = draw(st.sampled_from(PAGES))
    text = path.read_text(encoding="utf-8")
    chance = random.Random(draw(st.integers(0, 2**32)))
    for _ in range(chance.randrange(1, 7)):
        text = accident(text, chance)
    return {f"page{path.suffix}": text}


def accident(text: str, chance: random.Random) -> str:
    """Return a text with one thing gone wrong: a line, a mark, an indentation, a stranger's words."""
    lines = text.split("\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    kind = chance.randrange(10)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(to, lines[at])
    elif kind == 2:
        lines[at], lines[to] = lines[to], lines[at]
    elif kind == 3:
        lines[at] = " " * chance.randrange(1, 9) + lines[at].lstrip()
    elif kind == 4:
        lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
    elif kind == 5:
        cut = chance.randrange(len(lines[at]) + 1)
        lines[at] = lines[at][:cut] + chance.choice(HOSTILE) + lines[at][cut:]
    elif kind == 6:
        lines[at] = re.sub(r"[:：]", lambda mark: chance.choice([":", "：", "::", ""]), lines[at])
    elif kind == 7:
        lines[at] = lines[at].replace(chance.choice("`{}[]();,:-"), chance.choice(["", "`", "{", "```", ":::"]))
    elif kind == 8:
        lines = lines[: at + 1]
    else:
        lines.insert(at, chance.choice((":::", "```", ".. step::", ":::{step}", "", "\t", "::", "..", ":id: s1")))
    return "\n".join(lines)
