"""What WeasyPrint leaves open in the tags of a PDF/UA-1 manual, put right before the file is written.

Three things, by the Matterhorn Protocol 1.1 of the PDF Association: running heads and feet are artifacts, not content
without a place in the structure tree (checkpoints 01 and 18); an item of a list has a label and a body, also where HTML
groups the pairs of a definition list (checkpoint 16: ``L`` holds ``LI``, and ``LI`` holds ``Lbl`` and ``LBody``); and
the annotation of a link lies in a ``Link`` (checkpoint 28), not in the span that is its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_REFERENCE = re.compile(rb"(\d+) 0 R")


def mend_tags(document: Any, pdf: Any) -> None:
    """Mend the tags of a document that WeasyPrint has built (its ``finisher``); ``pdf`` holds pydyf's objects."""
    by_number = {item.number: item for item in pdf.objects}
    root = next((item for item in pdf.objects if _get(item, "Type") == "/StructTreeRoot"), None)
    if root is None:
        return
    placed: set[int] = set()
    for element in list(_elements(root, by_number)):
        placed.add(element.number)
        if _get(element, "S") == "/L":
            for child in _kids(element, by_number):
                _as_item(child, by_number)
                _give_body(child, pdf, by_number)
        elif _get(element, "S") == "/Span" and _has_annotation(element, by_number):
            element["S"] = "/Link"
    nums = by_number[_number(root["ParentTree"])]["Nums"]
    for page in (item for item in pdf.objects if _get(item, "Type") == "/Page"):
        _mark_running_text(page, nums, placed, by_number)


def _get(item: Any, name: str) -> Any:
    return item.get(name) if isinstance(item, dict) else None


def _number(reference: Any) -> int:
    found = _REFERENCE.fullmatch(reference if isinstance(reference, bytes) else str(reference).encode())
    return int(found[1]) if found else -1


def _kids(element: Any, by_number: dict[int, Any]) -> list[Any]:
    """Return the elements right below one; what is no element (marked content, an annotation) left out."""
    found = (by_number.get(_number(kid)) for kid in element.get("K", ()) if not isinstance(kid, int))
    return [kid for kid in found if _get(kid, "S")]


def _elements(root: Any, by_number: dict[int, Any]) -> Iterator[Any]:
    waiting = _kids(root, by_number)
    while waiting:
        element = waiting.pop()
        yield element
        waiting += _kids(element, by_number)


def _as_item(group: Any, by_number: dict[int, Any]) -> None:
    """Make one item of a group of term and definitions, which WeasyPrint tags as items inside a block."""
    parts = _kids(group, by_number) if _get(group, "S") == "/Div" else []
    if not parts or any(_get(part, "S") != "/LI" for part in parts):
        return
    group["S"] = "/LI"
    for place, part in enumerate(parts):
        part["S"] = "/LBody" if place else "/Lbl"
        for inner in _kids(part, by_number):
            if _get(inner, "S") == "/LBody":
                inner["S"] = "/Div" if place else "/Span"


def _give_body(item: Any, pdf: Any, by_number: dict[int, Any]) -> None:
    """Put into a body what an item holds beside its label: the paragraphs of a list with blank lines in it."""
    outer = [kid for kid in item["K"] if _get(by_number.get(_number(kid)), "S") in {"/Lbl", "/LBody"}]
    inner = [kid for kid in item["K"] if kid not in outer]
    if _get(item, "S") != "/LI" or not inner:
        return
    dictionary, array = type(item), type(item["K"])  # pydyf's, which this floor need not know
    body = dictionary({"Type": "/StructElem", "S": "/LBody", "K": array(inner), "P": item.reference})
    if "Pg" in item:
        body["Pg"] = item["Pg"]
    pdf.add_object(body)
    by_number[body.number] = body
    for kid in _kids(body, by_number):
        kid["P"] = body.reference
    item["K"] = array([*outer, body.reference])


def _has_annotation(element: Any, by_number: dict[int, Any]) -> bool:
    kids = (by_number.get(_number(kid)) for kid in element["K"] if not isinstance(kid, int))
    return any(_get(kid, "Type") == "/OBJR" for kid in kids)


def _mark_running_text(page: Any, nums: Any, placed: set[int], by_number: dict[int, Any]) -> None:
    """Make artifacts of the marked content of a page whose element stands nowhere in the tree."""
    keys = nums[::2]
    if _get(page, "StructParents") not in keys:
        return
    parents = nums[keys.index(page["StructParents"]) * 2 + 1]
    loose = {place for place, reference in enumerate(parents) if _number(reference) not in placed}
    parts = by_number[_number(page["Contents"])].stream
    for place, part in enumerate(parts):
        properties: Any = parts[place - 1] if part == b"BDC" else None
        if properties is not None and _get(properties, "MCID") in loose:
            parts[place - 2] = "/Artifact"
            del properties["MCID"]
            properties["Type"] = "/Pagination"
    for place in loose:
        parents[place] = "null"
