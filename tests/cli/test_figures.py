"""``procstd figures``: what it measures, writes and says, and with which exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sphinxcontrib_procstd.cli import main

pytest.importorskip("ibis", reason="needs the extra [figures]")

ORDER = """\
Order
=====

.. process:: Order handling
   :id: order
   :target: 24 h

.. step:: Pick the goods
   :id: pick
   :role: Storekeeper

.. step:: Pack the goods
   :id: pack
   :role: Storekeeper
"""
LOG = """\
case_id,activity,complete
1,Pick the goods,2026-01-05 09:00
1,Pack the goods,2026-01-05 12:00
2,Pick the goods,2026-01-06 09:00
2,Pack it,2026-01-07 12:00
2,Pack the goods,2026-01-07 13:00
"""
REPORT = """\
order: 2 cases, 5 events, as of 2026-01-07T13:00:00+00:00
  Throughput time, mean:                     15.5 h  (n = 2)
  Throughput time, median:                   15.5 h  (n = 2)
  Throughput time, 90 %:                     25.5 h  (n = 2)
  Throughput time of finished cases, mean:   15.5 h  (n = 2)
  Throughput in working time, mean:          7.5 h  (n = 2)
  Cases on time:                             50 %  (n = 2)
  Rework:                                    0 %  (n = 2)
  Hand-overs a case:                         0  (n = 2)
  Cases that follow the flow:                50 %  (n = 2)
  Token replay fitness:                      100 %  (n = 2)
  1 × Events of activities that are no step of the process: they count for their cases only
      1. Pack it: 1 → Pack the goods?
  deviation: extra Pack it: 1 cases
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "figures").mkdir(parents=True)
    (folder / "conf.py").write_text('extensions = ["sphinxcontrib_procstd"]\n', encoding="utf-8")
    (folder / "index.rst").write_text(ORDER, encoding="utf-8")
    (folder / "figures" / "order.csv").write_text(LOG, encoding="utf-8")
    return folder


def test_a_log_beside_the_cache_is_found_measured_and_kept(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = source / "figures" / "order.json"
    assert main(["figures", str(source)]) == 0
    assert capsys.readouterr().out == f"{REPORT}{kept.resolve()}: written\n"
    assert json.loads(kept.read_text(encoding="utf-8"))["cases"] == 2
    assert main(["figures", str(source)]) == 0
    assert capsys.readouterr().out == f"{REPORT}{kept.resolve()}: is up to date\n"


def test_a_dry_run_writes_nothing(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", str(source), "order", "--dry-run"]) == 0
    assert capsys.readouterr().out.endswith("order.json: would be written\n")
    assert not (source / "figures" / "order.json").exists()


def test_a_check_tells_whether_the_cache_is_right(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", str(source), "--check"]) == 1
    assert capsys.readouterr().out.endswith("order.json: not measured yet\n")
    main(["figures", str(source), "-q"])
    assert main(["figures", str(source), "--check"]) == 0
    unchanged = "measured on the present flow, the log unchanged (compared by its whole content)"
    assert capsys.readouterr().out.endswith(f"days old; {unchanged}\n")
    (source / "index.rst").write_text(ORDER.replace("24 h", "12 h"), encoding="utf-8")
    assert main(["figures", str(source), "--check"]) == 1
    assert capsys.readouterr().out.endswith("days old; the process has changed since\n")
    (source / "index.rst").write_text(ORDER.replace("Pack the goods", "Wrap the goods"), encoding="utf-8")
    assert main(["figures", str(source), "--check"]) == 1
    assert capsys.readouterr().out.endswith("days old; the process has changed since\n")


def test_a_check_sees_another_log_and_other_settings(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The content counts: a touched file is the same, one with a digit changed is not, though it is as long."""
    log = source / "figures" / "order.csv"
    main(["figures", str(source), "-q"])
    log.touch()
    assert main(["figures", str(source), "--check"]) == 0
    log.write_text(LOG.replace("13:00", "14:00"), encoding="utf-8")
    capsys.readouterr()
    assert main(["figures", str(source), "--check"]) == 1
    assert capsys.readouterr().out.endswith("days old; the log has changed since (compared by its whole content)\n")
    log.write_text(LOG, encoding="utf-8")
    with (source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('procstd_figures = {"order": {"log": "figures/order.csv", "time_zone": "Asia/Shanghai"}}\n')
    assert main(["figures", str(source), "--check"]) == 1
    assert capsys.readouterr().out.endswith("days old; the settings of its log have changed since\n")
    log.unlink()
    assert main(["figures", str(source), "--check"]) == 1


def test_a_large_log_is_compared_by_samples_and_the_check_says_so(
    source: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from sphinxcontrib_procstd.figures import state

    monkeypatch.setattr(state, "WHOLE", 10)
    main(["figures", str(source), "-q"])
    capsys.readouterr()
    assert main(["figures", str(source), "--check"]) == 0
    assert capsys.readouterr().out.endswith("(compared by size and samples, for it is over 1 GB)\n")


def test_another_log_can_be_named(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "export.csv"
    other.write_text(LOG.replace("2,", "3,"), encoding="utf-8")
    assert main(["figures", str(source), "order", "--log", str(other), "--as-of", "2026-02-01"]) == 0
    assert capsys.readouterr().out.startswith("order: 2 cases, 5 events, as of 2026-02-01T23:59:59+00:00\n")
    kept = (source / "figures" / "order.json").read_text(encoding="utf-8")
    assert json.loads(kept)["log"] == "export.csv"
    assert str(tmp_path) not in kept


def test_a_log_that_cannot_be_read_is_said_and_the_others_are_measured(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = ".. process:: Another\n   :id: another\n\n.. step:: Go\n   :id: go\n"
    (source / "index.rst").write_text(f"{ORDER}\n{text}", encoding="utf-8")
    (source / "figures" / "another.csv").write_text("", encoding="utf-8")
    assert main(["figures", str(source)]) == 2
    said = capsys.readouterr()
    assert "procstd: another: figures/another.csv:1: is empty: not even a line of column names\n" in said.err
    assert "order: 2 cases" in said.out


def faults_of(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["figures", *arguments]) == 2
    return capsys.readouterr().err


def test_what_cannot_be_meant_is_said(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert faults_of([str(source), "oder"], capsys) == 'procstd: there is no process "oder"; did you mean "order"?\n'
    assert faults_of([], capsys) == "procstd: name the folder with conf.py: procstd figures SOURCE\n"
    assert faults_of([str(source), "--log", "x.csv"], capsys) == (
        "procstd: --log goes with one process: procstd figures SOURCE PROCESS --log FILE\n"
    )
    (source / "figures" / "order.csv").unlink()
    assert faults_of([str(source)], capsys) == (
        "procstd: no process has an event log; name them in procstd_figures, or put a file such as ID.csv into figures/\n"
    )
    assert faults_of([str(source), "order"], capsys) == (
        'procstd: no event log is known of "order"; name it in procstd_figures or with --log\n'
    )


def test_definitions_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", "--definitions"]) == 0
    assert "throughput-p90     Throughput time, 90 %\n" in capsys.readouterr().out


def test_a_log_is_not_written_over_by_its_figures(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = source / "figures" / "order.json"
    log.write_text('{"objects": [], "events": []}', encoding="utf-8")
    assert main(["figures", str(source), "order", "--log", str(log)]) == 2
    assert log.read_text(encoding="utf-8") == '{"objects": [], "events": []}'
    assert "the figures are kept under this name; name the log otherwise or keep it in another folder" in (
        capsys.readouterr().err
    )


def test_what_is_kept_names_no_unknown_activity(source: Path) -> None:
    assert main(["figures", str(source)]) == 0
    kept = (source / "figures" / "order.json").read_text(encoding="utf-8")
    assert "Pack it" not in kept
    assert json.loads(kept)["unknown"] == [{"activity": "", "events": 1, "near": "Pack the goods"}]
