"""The baseline: findings an old handbook starts with, told apart by fingerprints that outlive moved lines."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinxcontrib_procstd.diagnostics import Finding, Location, ProcstdError, say

VERSION = 1


def fingerprints(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Yield each finding with its fingerprint.

    It is made of the code, the object and the wording, never of lines or file paths, so moving text keeps it;
    the same fault twice in one field counts up.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        place = (finding.process, finding.step, finding.field) if finding.process else (finding.location.file,)
        parts = (finding.code, *place, finding.excerpt or finding.message)
        key = "\x1f".join(" ".join(part.split()) for part in parts)
        seen[key] += 1
        yield finding, hashlib.sha256(f"{key}\x1f{seen[key]}".encode()).hexdigest()[:20]


def without_known(findings: list[Finding], known: frozenset[str]) -> list[Finding]:
    """Return the findings whose fingerprint is not in the baseline."""
    return [finding for finding, mark in fingerprints(findings) if mark not in known] if known else findings


def render_baseline(findings: Iterable[Finding]) -> str:
    """Return the text of a baseline file that accepts these findings; sorted, one entry a line."""
    entries = sorted((mark, f"{finding.code} {finding.message}") for finding, mark in fingerprints(findings))
    return json.dumps({"version": VERSION, "findings": dict(entries)}, ensure_ascii=False, indent=1) + "\n"


def read_baseline(path: Path) -> frozenset[str]:
    """Return the fingerprints of a baseline file."""
    place = Location(str(path))
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ProcstdError(say("the baseline cannot be read: {why}", why=error.strerror), place) from error
    except (ValueError, RecursionError) as error:
        raise ProcstdError(say("the baseline is no JSON"), place) from error
    if not isinstance(data, dict) or data.get("version") != VERSION or not isinstance(data.get("findings"), dict):
        raise ProcstdError(say("the baseline is not of version {known}", known=VERSION), place)
    return frozenset(str(mark) for mark in data["findings"])


def write_baseline(path: Path, findings: Iterable[Finding]) -> None:
    """Write a baseline file in one move, so no half-written one is ever read."""
    part = path.with_name(path.name + ".part")
    part.write_text(render_baseline(findings), encoding="utf-8", newline="\n")
    part.replace(path)
