"""A built handbook as a portal reads it: what is missing or of another version is said with its file."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.exchange.portal_source import read_built, read_inventory
from sphinxcontrib_procstd.model.portal import HandOver

HEAD = "# Sphinx inventory version {version}\n# Project: 财务\n# Version: 2.0\n# The remainder of this file is compressed using zlib.\n"


def write_book(folder: Path, objects: str = "", version: int = 2, **catalogue: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "objects.inv").write_bytes(HEAD.format(version=version).encode() + zlib.compress(objects.encode()))
    text = json.dumps({"version": 1, "processes": [], **catalogue}, ensure_ascii=False)
    (folder / "procstd-catalogue.json").write_text(text, encoding="utf-8")
    return folder


def message(folder: Path) -> str:
    with pytest.raises(ProcstdError) as caught:
        read_built(folder, "", "base/")
    return str(caught.value).replace(f"{folder.parent}/", "")


def test_names_and_addresses_come_from_the_inventory(tmp_path: Path) -> None:
    objects = "bill procstd:process 1 a.html#procstd-$ 开票\n开具 发票 procstd:process -1 a.html#procstd-bill 开票\n"
    flows = [{"to": "process:order", "guard": "late"}, {"to": "end"}, {"to": "process: pay "}, 7]
    values = [{"id": "bill", "title": "开票", "flows": flows, "number": None}, "no process"]
    book = read_built(write_book(tmp_path / "finance", objects, processes=values, forms={}), "", "fin/")
    assert (book.name, book.version, book.uri) == ("财务", "2.0", "fin/index.html")
    assert book.names == {"bill": "bill", "开具 发票": "bill"}
    (process,) = book.processes
    assert process.uri == "fin/a.html#procstd-bill"
    assert process.hand_overs == (HandOver(to="order", guard="late"), HandOver(to="pay"))


def test_a_folder_without_inventory_is_no_handbook(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    text = "no objects.inv here: name the folder of a built handbook (sphinx -b html), or one with conf.py"
    assert message(tmp_path / "empty") == f"empty: {text}"


def test_a_handbook_without_catalogue_says_which_setting_writes_it(tmp_path: Path) -> None:
    (write_book(tmp_path / "book") / "procstd-catalogue.json").unlink()
    text = "no procstd-catalogue.json here: set procstd_catalogue = True in conf.py and build the handbook again"
    assert message(tmp_path / "book") == f"book: {text}"


def test_other_versions_are_refused(tmp_path: Path) -> None:
    inventory = write_book(tmp_path / "old", version=1)
    assert message(inventory) == "old/objects.inv: an inventory of another version (1); 2 is read"
    later = write_book(tmp_path / "new", version=9)  # type: ignore[arg-type]
    assert message(later) == "new/objects.inv: an inventory of another version (9); 2 is read"
    (tmp_path / "json").mkdir()
    book = write_book(tmp_path / "json")
    (book / "procstd-catalogue.json").write_text('{"version": 2}', encoding="utf-8")
    assert message(book) == "json/procstd-catalogue.json: a catalogue of another version (2); 1 is read"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not an inventory of Sphinx"),
        (b"PK\x03\x04", "not an inventory of Sphinx"),
        (HEAD.format(version=2).encode() + zlib.compress(b"x" * 999)[:12], "an inventory that is cut off or too large"),
        (HEAD.format(version=2).encode() + b"junk", "not readable as an inventory: Error -3 while decompressing data: incorrect header check"),
    ],
)  # fmt: skip
def test_a_damaged_inventory_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "objects.inv").write_bytes(content)
    with pytest.raises(ProcstdError) as caught:
        read_inventory(tmp_path / "objects.inv")
    assert str(caught.value) == f"{tmp_path / 'objects.inv'}: {said}"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"version": true}', "[" * 100_000])
def test_a_damaged_catalogue_is_refused(tmp_path: Path, text: str) -> None:
    book = write_book(tmp_path / "book")
    (book / "procstd-catalogue.json").write_text(text, encoding="utf-8")
    assert message(book).startswith(
        ("book/procstd-catalogue.json: not readable as JSON: ", "book/procstd-catalogue.json: not a catalogue: ")
    )
