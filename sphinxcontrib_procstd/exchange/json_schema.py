"""The shape of the JSON catalogue as a JSON Schema (draft 2020-12)."""

from __future__ import annotations

import json
from typing import Any

from sphinxcontrib_procstd.exchange.json_ import VERSION
from sphinxcontrib_procstd.model.process import Join, Orientation, Status, StepKind

_TEXT: dict[str, Any] = {"type": "string"}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}
_LINE: dict[str, Any] = {"type": "integer", "minimum": 0}
_WRITTEN: dict[str, Any] = {"type": "object", "additionalProperties": _TEXT}


def _object(texts: str, lists: str = "", **more: Any) -> dict[str, Any]:
    """Return an object whose keys are all there; later versions may add keys."""
    properties = dict.fromkeys(texts.split(), _TEXT) | dict.fromkeys(lists.split(), _TEXTS) | more
    required = [name for name in properties if name != "written"]  # what version 1 had from the beginning
    return {"type": "object", "properties": properties, "required": required}


def _one_of(values: type[Status | StepKind | Join | Orientation], *, empty: bool = False) -> dict[str, Any]:
    return {"enum": [value.value for value in values] + ([""] if empty else [])}


def schema() -> dict[str, Any]:
    """Return the schema of what `catalogue_json` prints."""
    step = _object(
        "id title file number role input output deadline decision evidence body",
        "forms systems manuals unregistered next parallel accountable consulted informed backup controls formerly",
        line=_LINE,
        kind=_one_of(StepKind),
        join=_one_of(Join, empty=True),
        key={"type": "boolean"},
        escalate={"anyOf": [{"type": "null"}, _object("to after")]},
        written=_WRITTEN,
    )
    flow = _object("from to", guard={"type": ["string", "null"]}, default={"type": "boolean"})
    record = {"type": "object", "required": ["kind", "title", "body"], "additionalProperties": _TEXT}
    process = _object(
        "id title file number version effective owner approved_on goal target start end category review_cycle"
        " last_reviewed next_review calendar access retention monitor pilot engine body",
        "approved_by departments supersedes based_on tags lanes",
        line=_LINE,
        status=_one_of(Status, empty=True),
        orientation=_one_of(Orientation),
        figures={"type": "boolean"},
        steps={"type": "array", "items": step},
        flows={"type": "array", "items": flow},
        records={"type": "array", "items": record},
        written=_WRITTEN,
    )
    use = _object("process way", step={"type": ["string", "null"]})
    entry = _object("id title file number owner body", line=_LINE, used_by={"type": "array", "items": use})
    registers = ("forms", "systems", "manuals", "job_roles", "departments", "externals")
    properties: dict[str, Any] = {
        "version": {"const": VERSION},
        "processes": {"type": "array", "items": process},
        **{name: {"type": "array", "items": entry} for name in registers},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Catalogue of sphinxcontrib-procstd, version {VERSION}",
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }


def schema_json() -> str:
    """Return the schema as the text of the published file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
