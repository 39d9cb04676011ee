"""The verb ``procstd audit``: what an auditor asks for, in one folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinxcontrib_procstd.diagnostics import Finding, ProcstdError

if TYPE_CHECKING:
    from sphinxcontrib_procstd.governance.audit import AuditPack
    from sphinxcontrib_procstd.model.governance import SignoffReport
    from sphinxcontrib_procstd.model.process import Process
    from sphinxcontrib_procstd.sphinx_ext.signing import Governance

_EXAMPLES = """\
examples:
  procstd audit docs complaint -o audit/complaint          the pack as a folder with index.html
  procstd audit docs complaint -o audit --force            write over an older one
  SOURCE_DATE_EPOCH=1767139200 procstd audit docs complaint -o audit    as of a day

The pack holds the control header, sign-offs, reviews, approvals, revisions, controls, what the
linter finds, the fingerprint and the git commit, as index.html, JSON and CSV, the source file,
and SHA256SUMS. The same handbook on the same day gives the same bytes.
"""


def add_audit(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the verb ``audit``."""
    audit = verbs.add_parser(
        "audit",
        help="gather what an auditor asks for",
        description="Gather a process's control header, approvals, reviews, revisions, controls, findings, fingerprint "
        "and source commit in one folder with an index.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    audit.add_argument("source", type=Path, metavar="SOURCE", help="folder with conf.py")
    audit.add_argument("process", metavar="PROCESS", help="id of the process")
    audit.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder to write")
    audit.add_argument("--force", action="store_true", help="write into a folder that holds something already")
    audit.set_defaults(run=run_audit)
    return audit


def run_audit(args: argparse.Namespace) -> int:
    """Run ``procstd audit``."""
    from sphinxcontrib_procstd.cli_governance import governance, process_named
    from sphinxcontrib_procstd.cli_write import write_bytes
    from sphinxcontrib_procstd.governance.audit import render_pack
    from sphinxcontrib_procstd.sphinx_ext.messages import words

    folder: Path = args.output
    if folder.is_dir() and any(folder.iterdir()) and not args.force:
        raise ProcstdError(f"{folder}: the folder is not empty; --force writes into it")
    with governance(args) as found:
        process = process_named(found.catalogue, args.process)
        files = render_pack(_pack(process, found, args), words)
    for name, content in files.items():
        write_bytes(content, folder / name)
    print(folder / "index.html")
    return 0


def _pack(process: Process, found: Governance, args: argparse.Namespace) -> AuditPack:
    from sphinxcontrib_procstd.cli_governance import report_value
    from sphinxcontrib_procstd.exchange.json_ import process_value
    from sphinxcontrib_procstd.governance.audit import SECTIONS, AuditPack, record_table
    from sphinxcontrib_procstd.sphinx_ext.messages import words

    report = found.report(process)
    findings = _findings(process, found)
    tables: dict[str, tuple[str, Any, Any]] = {"signoffs": _signoffs(report, process)}
    tables |= {f"{kind}s": record_table(process, kind, words) for kind in SECTIONS}
    heads = [words(text) for text in ("Rule", "Severity", "Finding", "Place")]
    rows = [[one.code, one.severity.value, f"{one.message} {one.hint}".strip(), str(one.location)] for one in findings]
    tables["findings"] = (words("What the linter finds"), heads, rows)
    files = {}
    source = found.srcdir / process.location.file
    if source.is_file():
        files[f"source-{source.name}"] = source.read_bytes()
    signed = found.folder / f"{process.id}.jsonl"
    if signed.is_file():
        files["signoffs.jsonl"] = signed.read_bytes()
    return AuditPack(
        process=process,
        language=found.config.language or "en",
        facts=_facts(process, report, found, args),
        tables=tables,
        data={
            "catalogue": process_value(process, found.catalogue),
            "signoffs": report_value(report, found),
            "findings": [{"code": one.code, "message": one.message, "place": str(one.location)} for one in findings],
        },
        files=files,
    )


def _findings(process: Process, found: Governance) -> list[Finding]:
    """Return what the linter finds in a process, with all its rules and the settings of conf.py."""
    from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain
    from sphinxcontrib_procstd.sphinx_ext.lint_build import lint_options, run_on

    options = lint_options(found.config, found.srcdir)
    domain = found.domain
    assert isinstance(domain, ProcstdDomain)  # noqa: S101 - said so
    return [finding for finding in run_on(domain, options) if finding.process == process.id]


def _signoffs(report: SignoffReport, process: Process) -> tuple[str, list[str], list[list[str]]]:
    from sphinxcontrib_procstd.governance.labels import SIGNOFF_LABELS, changed_parts
    from sphinxcontrib_procstd.model.governance import SignoffState
    from sphinxcontrib_procstd.sphinx_ext.messages import words

    heads = ("State", "Meaning", "Role", "Name", "Date", "Version", "Fingerprint", "Notes")
    rows = []
    for one in report.signoffs:
        remark = changed_parts(one.changes, process, words) if one.state is SignoffState.VOID else one.why
        signoff = one.signoff
        state = words(SIGNOFF_LABELS[one.state])
        rows.append([
            state, signoff.meaning.value, signoff.role, signoff.name, signoff.date, signoff.version,
            signoff.fingerprint, remark or signoff.comment,
        ])  # fmt: skip
    return words("Sign-offs"), [words(head) for head in heads], rows


def _facts(
    process: Process, report: SignoffReport, found: Governance, args: argparse.Namespace
) -> list[tuple[str, str]]:
    """Return the control header."""
    from sphinxcontrib_procstd import __version__
    from sphinxcontrib_procstd.governance.labels import STATUS_LABELS
    from sphinxcontrib_procstd.model.review import next_review
    from sphinxcontrib_procstd.sphinx_ext.messages import words

    catalogue = found.catalogue
    pairs = [
        ("Process", process.title), ("Id", process.id), ("Number", process.number), ("Version", process.version),
        ("Status", words(STATUS_LABELS[process.status.value]) if process.status else ""),
        ("Effective date", process.effective),
        ("Process owner", catalogue.role_text(process.owner) if process.owner else ""),
        ("Approver", words(", ").join(catalogue.role_text(mention) for mention in process.approved_by)),
        ("Approved on", process.approved_on),
        ("Departments", words(", ").join(mention.text for mention in process.departments)),
        ("Goal", process.goal), ("Review cycle", process.review_cycle), ("Last review", process.last_reviewed),
        ("Next review", next_review(process)), ("As of", found.today.isoformat()), ("Fingerprint", report.fingerprint),
        ("Source", process.location.file), ("Source commit", _commit(args.source)),
        ("Made with", f"sphinxcontrib-procstd {__version__}"),
    ]  # fmt: skip
    return [(words(label), value) for label, value in pairs]


def _commit(source: Path) -> str:
    """Return the git commit of the sources, marked where they differ from it; "" where there is none."""
    from sphinxcontrib_procstd.cli_governance_diff import git

    try:
        commit = git(source, "rev-parse", "HEAD").decode().strip()
        changed = git(source, "status", "--porcelain", "--", ".").strip()
    except ProcstdError:
        return ""
    if changed:
        print("procstd: the sources differ from the commit; the pack says so", file=sys.stderr)
    return f"{commit} +" if changed else commit
