"""The audit pack: the same bytes each time, sums that fit, no text that becomes markup or a formula."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from governed import ORDER, record

from sphinxcontrib_procstd.governance.audit import AuditPack, record_table, render_pack

RECORDS = (
    record("review", "Sales", "Looks good.\nShip it.", department="Sales", name="Han Mei", result="passed"),
    record("control", "Second count", risk="=HYPERLINK(1)", owner="<b>"),
)
PROCESS = replace(ORDER, title="Orders <script>", records=RECORDS)


def pack() -> AuditPack:
    tables = {f"{kind}s": record_table(PROCESS, kind, str) for kind in ("review", "approval", "control")}
    return AuditPack(
        process=PROCESS, language="zh_CN", facts=[("Version", "1.0"), ("Number", "")], tables=tables, data={"b": 1, "a": 2}
    )  # fmt: skip


def test_a_pack_holds_an_index_a_table_of_each_kind_and_their_sums() -> None:
    files = render_pack(pack(), str)
    assert list(files) == ["SHA256SUMS", "approvals.csv", "controls.csv", "index.html", "index.json", "reviews.csv"]
    for line in files["SHA256SUMS"].decode().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest


def test_a_pack_is_the_same_each_time() -> None:
    assert render_pack(pack(), str) == render_pack(pack(), str)


def test_columns_that_nobody_filled_are_left_out() -> None:
    heading, heads, rows = record_table(PROCESS, "review", str)
    assert (heading, heads) == ("Reviews", ["Title", "Department", "Name", "Result", "Text"])
    assert rows == [["Sales", "Sales", "Han Mei", "passed", "Looks good.\nShip it."]]


def test_no_text_becomes_markup_or_a_formula() -> None:
    files = render_pack(pack(), str)
    page = files["index.html"].decode()
    assert '<html lang="zh-CN">' in page
    assert "<script" not in page
    assert "<td>&lt;b&gt;</td>" in page
    assert "None." in page  # there is no approval, and that is said
    assert "'=HYPERLINK(1)" in files["controls.csv"].decode("utf-8-sig")
    assert json.loads(files["index.json"])["facts"][0] == {"label": "Version", "value": "1.0"}
