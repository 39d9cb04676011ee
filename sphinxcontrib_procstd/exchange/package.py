"""Office files are zip packages: looked at before they are opened, written the same for the same input."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat  # only looks for a document type

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.exchange.values import Report

MAX_FILE_BYTES = 50_000_000
"""Largest file read."""
MAX_UNPACKED_BYTES = 200_000_000
"""Largest size all the parts of a file may unpack to."""
MAX_RATIO = 200
"""How many times its size a large part may unpack to."""
MAX_PARTS = 5_000

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of the compound format begin: .xls, .doc, and .xlsx and .docx under a password."""
_LARGE = 5_000_000
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_CHUNK = 65_536


def check_package(path: Path, where: Location, report: Report | None = None) -> None:
    """Raise `ProcstdError` when a zip package is a bomb, damaged, locked or otherwise not to be opened.

    Nothing is unpacked but the head of each XML part. Macros are never run; ``report`` says that they are there.
    """
    check_file(path, where)
    with path.open("rb") as stream:
        is_old = stream.read(len(_OLD_OFFICE)) == _OLD_OFFICE
    if is_old:
        old = "an old Office file or one with a password; open it in Office and save it as .xlsx or .docx without one"
        raise ProcstdError(old, where)
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            _check_entries(entries, where)
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _check_head(package, entry, where)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ProcstdError(f"not a readable Office file: {error}", where) from error
    names = [entry.filename.casefold() for entry in entries]
    if report is not None and any("vbaproject" in name for name in names):
        report.add("macros", "the file holds macros; they were not read")


def check_file(path: Path, where: Location) -> None:
    """Raise `ProcstdError` when there is no such file, or it is too large."""
    if not path.is_file():
        raise ProcstdError("there is no such file", where)
    if path.stat().st_size > MAX_FILE_BYTES:
        raise ProcstdError(f"larger than {MAX_FILE_BYTES // 1_000_000} MB", where)


def _check_entries(entries: list[zipfile.ZipInfo], where: Location) -> None:
    if len(entries) > MAX_PARTS:
        raise ProcstdError(f"more than {MAX_PARTS} parts", where)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise ProcstdError(f"unpacks to more than {MAX_UNPACKED_BYTES // 1_000_000} MB", where)
    seen = set()
    for entry in entries:
        if entry.flag_bits & 1:
            raise ProcstdError("protected by a password", where)
        if entry.file_size > _LARGE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise ProcstdError(f"the part {entry.filename!r} unpacks to more than {MAX_RATIO} times its size", where)
        parts = entry.filename.replace("\\", "/").split("/")
        if entry.filename in seen or ".." in parts or not parts[0] or ":" in parts[0]:
            raise ProcstdError(f"the part name {entry.filename!r} is refused", where)
        seen.add(entry.filename)


class _RootReachedError(Exception):
    """The head of a part has been read."""


def _check_head(package: zipfile.ZipFile, entry: zipfile.ZipInfo, where: Location) -> None:
    """Refuse an XML part with a document type: that is where entities are declared."""

    def refuse(*_: object) -> None:
        raise ProcstdError(f"the part {entry.filename!r} holds a document type declaration, which is refused", where)

    def stop(*_: object) -> None:
        raise _RootReachedError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    with package.open(entry) as part:
        try:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk)
        except _RootReachedError:
            return
        except expat.ExpatError as error:
            message = f"the part {entry.filename!r} is not XML: {expat.ErrorString(error.code)}"
            raise ProcstdError(message, where) from error


def fix_package(data: bytes, replace: dict[str, bytes] | None = None) -> bytes:
    """Return a zip package with its parts in their order, all of one date, some of them replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as fixed:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, _FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 0
            fixed.writestr(info, (replace or {}).get(entry.filename) or source.read(entry))
    return target.getvalue()


def core_properties(title: str) -> bytes:
    """Return the part ``docProps/core.xml`` without anything that depends on the day or the person."""
    from xml.sax.saxutils import escape

    from sphinxcontrib_procstd.exchange.xml_ import only_text

    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(only_text(title))}</dc:title><dc:creator>sphinxcontrib-procstd</dc:creator>"
        "</cp:coreProperties>"
    ).encode()
