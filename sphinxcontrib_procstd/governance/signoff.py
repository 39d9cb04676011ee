"""Sign-off files: one JSON record a line, only ever added to, each with a checksum of its own.

A file ``signoffs/ID.jsonl`` holds the sign-offs of one process. Lines do not depend on one another, so two branches
that both add some can be merged line by line. The checksum shows a line that was edited; it keeps out mistakes, not
forgers: for those there are detached signatures (`governance.proof`).
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sphinxcontrib_procstd.diagnostics import Finding, Location, ProcstdError, Severity
from sphinxcontrib_procstd.model.governance import Meaning, Signoff
from sphinxcontrib_procstd.model.inside import is_inside

VERSION = 1
"""Version of the records' shape."""
SUFFIX = ".jsonl"
CODE = "G801"
"""The rule under which faults of sign-off files are reported."""

_TEXTS = ("process", "version", "meaning", "role", "name", "date", "fingerprint")


def read_date(text: str) -> datetime:
    """Return an ISO date, or date and time, as a moment (a date alone is its first; no zone is UTC).

    Raises `ProcstdError` for anything else.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        message = f'"{text}" is not a date such as 2026-01-31 or 2026-01-31T15:30'
        raise ProcstdError(message) from None
    return moment if moment.tzinfo else datetime.fromisoformat(f"{moment.isoformat()}+00:00")


def make_record(
    *,
    process: str,
    version: str,
    meaning: Meaning,
    role: str,
    name: str,
    date: str,
    fingerprint: str,
    parts: Mapping[str, str],
    comment: str = "",
    signer: str = "",
) -> str:
    """Return the record of a sign-off as one line of text, its checksum last."""
    values: dict[str, Any] = {
        "v": VERSION, "process": process, "version": version, "meaning": meaning.value, "role": role, "name": name,
        "date": date, "fingerprint": fingerprint,
    }  # fmt: skip
    values |= {key: text for key, text in (("comment", comment), ("signer", signer)) if text}
    values["parts"] = dict(parts)
    return json.dumps({**values, "seal": seal_of(values)}, ensure_ascii=False)


def payload_of(values: Mapping[str, Any]) -> str:
    """Return the text that the checksum and a detached signature are made of: the record without its checksum."""
    bare = {key: value for key, value in values.items() if key != "seal"}
    return json.dumps(bare, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal_of(values: Mapping[str, Any]) -> str:
    """Return the checksum of a record: the first 32 hexadecimal digits of a SHA-256."""
    return hashlib.sha256(payload_of(values).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def file_of(folder: Path, process: str) -> Path:
    """Return the path of a process's sign-off file."""
    return folder / f"{process}{SUFFIX}"


def read_signoffs(path: Path, name: str = "") -> tuple[tuple[Signoff, ...], tuple[Finding, ...]]:
    """Return the records of a file, and what is wrong with its lines; a line at fault is no record.

    ``name`` is how the file is called in messages. A file that does not exist holds nothing.
    """
    name = name or str(path)
    if path.is_symlink() and not is_inside(path, path.parent):
        return (), (_fault(Location(name), "this is a link to a file in another folder, which is not read", path.stem),)
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return (), ()
    except (OSError, UnicodeDecodeError) as error:
        return (), (_fault(Location(name), f"the sign-offs cannot be read: {error}", path.stem),)
    found: list[Signoff] = []
    faults: list[Finding] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            place = Location(name, number)
            try:
                found.append(_read_record(line, path.stem, place))
            except ProcstdError as error:
                faults.append(_fault(place, error.message, path.stem))
    return tuple(found), (*faults, *_disorder(found))


def _read_record(line: str, process: str, place: Location) -> Signoff:
    """Return the record of a line; raises `ProcstdError` that says what is wrong with it."""
    try:
        values = json.loads(line, object_pairs_hook=_no_repeats)
    except RecursionError:
        raise ProcstdError("this line is no sign-off record: it is nested too deep") from None
    except ValueError as error:
        raise ProcstdError(f"this line is no sign-off record: {error}") from None
    if not isinstance(values, dict):
        raise ProcstdError("this line is no sign-off record: it is not a JSON object")
    if values.get("v") != VERSION:
        raise ProcstdError(f"this sign-off has the version {values.get('v')!r}; this program reads {VERSION}")
    missing = [key for key in _TEXTS if not isinstance(values.get(key), str) or not (values[key] or key == "version")]
    if missing:
        raise ProcstdError(f'this sign-off has no "{missing[0]}"')
    if values.get("seal") != seal_of(values):
        raise ProcstdError("this sign-off was edited after it was written: its checksum does not fit")
    if values["process"] != process:
        raise ProcstdError(f'this sign-off is of the process "{values["process"]}", but the file is of "{process}"')
    if values["meaning"] not in set(Meaning):
        raise ProcstdError(f'"{values["meaning"]}" is no meaning of a signature: review or approve')
    read_date(values["date"])
    parts = values.get("parts")
    return Signoff(
        **{key: values[key] for key in _TEXTS if key != "meaning"},
        meaning=Meaning(values["meaning"]),
        parts={str(key): str(mark) for key, mark in parts.items()} if isinstance(parts, dict) else {},
        comment=str(values.get("comment", "")),
        signer=str(values.get("signer", "")),
        seal=values["seal"],
        payload=payload_of(values),
        location=place,
    )


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError(f'"{next(key for key in keys if keys.count(key) > 1)}" is given twice')
    return dict(pairs)


def _disorder(records: Iterable[Signoff]) -> Iterator[Finding]:
    """Yield what records tell of one another: a clock that went backwards, one person in two parts."""
    latest: Signoff | None = None
    seen: dict[tuple[str, str, str], Signoff] = {}
    for record in records:
        if latest and read_date(record.date) < read_date(latest.date):
            message = f"dated {record.date}, before the sign-off above it ({latest.location}, {latest.date})"
            yield _fault(record.location, message, record.process)
        else:
            latest = record
        key = (record.name.casefold(), record.version, record.fingerprint)
        other = seen.setdefault(key, record)
        if other is not record:
            yield _fault(record.location, _same_person(record.name, other), record.process)


def _same_person(name: str, other: Signoff) -> str:
    return f"{name} already signed this content as {other.role} ({other.meaning.value}, {other.location})"


def _fault(place: Location, message: str, process: str) -> Finding:
    return Finding(code=CODE, message=message, location=place, severity=Severity.ERROR, process=process)


def unknown_files(folder: Path, known: Iterable[str], name: str) -> list[Finding]:
    """Return a finding for each sign-off file of a process that does not exist, with the nearest one that does."""
    ids = list(known)
    found = []
    for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
        if path.stem not in ids:
            near = get_close_matches(path.stem, ids, n=1, cutoff=0.5)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            found.append(_fault(Location(f"{name}/{path.name}"), f'there is no process "{path.stem}"{hint}', ""))
    return found


def check_new(values: Mapping[str, Any], known: Iterable[Signoff], today: date) -> None:
    """Raise `ProcstdError` for a record that may not follow the known ones."""
    moment = read_date(str(values["date"]))
    if moment.date() > today:
        raise ProcstdError(f"{values['date']} lies in the future: today is {today}")
    for other in known:
        if moment < read_date(other.date):
            raise ProcstdError(
                f"{values['date']} lies before a sign-off that is already there ({other.date})", other.location
            )
        same = (other.version, other.fingerprint) == (values["version"], values["fingerprint"])
        if same and other.name.casefold() == str(values["name"]).casefold():
            raise ProcstdError(_same_person(str(values["name"]), other), other.location)


def append_record(path: Path, line: str, *, is_locked: bool = False) -> None:
    """Add one line to a sign-off file, whole or not at all, whoever else adds one at the same time.

    The new file is written beside the old one and takes its place in one move, so a command killed half-way leaves the
    old one. A lock keeps two commands from both starting from the same old one; ``is_locked`` says that the caller
    holds it already.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with nullcontext() if is_locked else locked(path.parent):
        try:
            old = path.read_bytes()
        except FileNotFoundError:
            old = b""
        if old and not old.endswith(b"\n"):
            old += b"\n"
        for left in path.parent.glob(f".{path.name}.*"):  # by a command that was killed: nobody else is at work
            left.unlink(missing_ok=True)
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(old + line.encode("utf-8", "surrogatepass") + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
            Path(part).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            Path(part).replace(path)
        finally:
            Path(part).unlink(missing_ok=True)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder for oneself; waits while another command has it. A killed command's lock goes with it."""
    if os.name == "nt":  # a folder cannot be locked there
        import msvcrt

        lock = Path(tempfile.gettempdir(), f"procstd-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}")
        with lock.open("a+b") as stream:
            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined] # Windows only
            try:
                yield
            finally:
                stream.seek(0)
                msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined] # Windows only
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
