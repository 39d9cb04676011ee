"""The verbs ``procstd sign`` and ``procstd verify``: signatures bound to what they sign."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext, redirect_stdout
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinxcontrib_procstd.diagnostics import Finding, Location, ProcstdError
from sphinxcontrib_procstd.model.governance import CheckedSignoff, Meaning, SignoffReport, SignoffState

if TYPE_CHECKING:
    from sphinxcontrib_procstd.model.catalogue import Catalogue
    from sphinxcontrib_procstd.model.process import Process
    from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain
    from sphinxcontrib_procstd.sphinx_ext.signing import Governance

_SIGN_EXAMPLES = """\
examples:
  procstd sign docs complaint --role "Operations director" --name "Li Lei" --meaning approve
  procstd sign docs complaint --role "Quality engineer" --name "Han Mei" --meaning review
  procstd sign docs complaint --role "Operations director" --name "Li Lei" --meaning approve \\
      --ssh-key ~/.ssh/id_ed25519 --signer li.lei@example.com
  procstd sign docs complaint ... --dry-run         show the record, write nothing

The record goes into signoffs/PROCESS.jsonl beside conf.py, bound by a fingerprint to what the
process says now. Commit that file with the sources. `procstd verify` tells whether it still
stands. This is not an electronic signature under 21 CFR Part 11: see the handbook's page.
"""

_VERIFY_EXAMPLES = """\
examples:
  procstd verify docs                               every process with sign-offs
  procstd verify docs complaint                     one process, signed or not
  procstd verify docs --all                         every process in force
  procstd verify docs --format json -o verify.json

exit status: 0 all stands; 1 something is void, missing, forged or unknown; 2 it could not be checked
"""


def add_sign(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the verb ``sign``."""
    sign = verbs.add_parser(
        "sign",
        help="sign a process as reviewer or approver",
        description="Add a sign-off to a process: who, in which role, when, and whether as a review or as an approval.",
        epilog=_SIGN_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    sign.add_argument("source", type=Path, metavar="SOURCE", help="folder with conf.py")
    sign.add_argument("process", metavar="PROCESS", help="id of the process")
    sign.add_argument("--role", required=True, help="the job role that signs, as the register names it")
    sign.add_argument("--name", required=True, help="the person")
    sign.add_argument(
        "--meaning", required=True, choices=[each.value for each in Meaning], help="what the signature says"
    )
    sign.add_argument("--date", default="", metavar="DATE", help="2026-01-31 or 2026-01-31T15:30+08:00 (default: now)")
    sign.add_argument("--comment", default="", help="a remark that goes with it")
    sign.add_argument("--ssh-key", type=Path, metavar="FILE", help="also sign with this SSH key (ssh-keygen -Y sign)")
    sign.add_argument("--signer", default="", metavar="WHO", help="the key's owner in the file of allowed signers")
    sign.add_argument("--dry-run", action="store_true", help="print the record, write nothing")
    sign.set_defaults(run=run_sign)
    return sign


def add_verify(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the verb ``verify``."""
    verify = verbs.add_parser(
        "verify",
        help="tell which sign-offs still stand, and who must sign",
        description="Compare the sign-offs with the handbook as it stands, and its states with the last release.",
        epilog=_VERIFY_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verify.add_argument("source", type=Path, metavar="SOURCE", help="folder with conf.py")
    verify.add_argument("processes", nargs="*", metavar="PROCESS", help="ids (default: those with sign-offs)")
    verify.add_argument("--all", action="store_true", help="also processes in force that nobody signed")
    verify.add_argument(
        "-f", "--format", choices=("text", "json"), default="text", help="how to write it (default: text)"
    )
    verify.add_argument("-o", "--output", type=Path, metavar="FILE", help="write here instead of to the terminal")
    verify.set_defaults(run=run_verify)
    return verify


@contextmanager
def open_handbook(args: argparse.Namespace, source: Path | None = None) -> Iterator[ProcstdDomain]:
    """Give the domain of the handbook in ``SOURCE``, read as far as it changed since the last command."""
    from sphinxcontrib_procstd.cli import overrides_of
    from sphinxcontrib_procstd.sphinx_ext.cache_folder import cache_folder
    from sphinxcontrib_procstd.sphinx_ext.reading import read_for_lint

    folder, overrides = source or args.source, overrides_of(args.overrides)
    stream = None if args.quiet else sys.stderr
    with cache_folder(folder, args.doctrees, overrides) as cache, ExitStack() as opened:
        with redirect_stdout(sys.stderr):  # what conf.py prints must not stand in a report
            domain = opened.enter_context(
                read_for_lint(folder, cache, overrides, args.jobs, stream, build=args.doctrees)
            )
        yield domain


@contextmanager
def governance(args: argparse.Namespace, source: Path | None = None) -> Iterator[Governance]:
    """Give how the handbook in ``SOURCE`` stands; a setting that cannot be used is said as every other fault."""
    from sphinx.errors import ConfigError

    from sphinxcontrib_procstd.sphinx_ext.signing import governance_of

    with open_handbook(args, source) as domain:
        try:
            yield governance_of(domain)
        except ConfigError as error:
            raise ProcstdError(str(error), Location(str(Path(domain.env.srcdir) / "conf.py"))) from error


def process_named(catalogue: Catalogue, name: str) -> Process:
    """Return the process with this id; raises `ProcstdError` with the nearest one."""
    process = catalogue.process_by_id.get(name)
    if process is None:
        near = catalogue.near(name, catalogue.process_by_id)
        raise ProcstdError(f'there is no process "{name}"' + (f'; did you mean "{near}"?' if near else ""))
    return process


def run_sign(args: argparse.Namespace) -> int:
    """Run ``procstd sign``; return 0 when the record is written."""
    from sphinxcontrib_procstd.governance.signoff import append_record, check_new, file_of, locked, read_signoffs

    if bool(args.ssh_key) != bool(args.signer):
        raise ProcstdError("--ssh-key and --signer go together")
    for option, text in (("--name", args.name), ("--role", args.role)):
        if not text.strip():
            raise ProcstdError(f"{option} is empty")
    with governance(args) as found:
        process = process_named(found.catalogue, args.process)
        values = _values(args, found, process)
        path, folder = file_of(found.folder, process.id), found.folder
        today = found.today if found.has_fixed_day else date.today()  # noqa: DTZ011 - the day where the signer sits
    shown = _from_here(path)
    if not args.dry_run:
        folder.mkdir(parents=True, exist_ok=True)
    with locked(folder) if folder.is_dir() else nullcontext():
        known, faults = read_signoffs(path, shown)
        broken = [fault for fault in faults if "already signed" not in fault.message]
        if broken:
            raise ProcstdError(f"{broken[0].message}; mend the file first", broken[0].location)
        check_new(values, known, max(today, date.today()))  # noqa: DTZ011
        line = _line(values)
        if not args.dry_run:
            _prove(args, line, folder, process.id)
            append_record(path, line, is_locked=True)
    number = len(path.read_text(encoding="utf-8").splitlines()) if path.exists() else 0
    if args.dry_run:
        print(line)
        return 0
    print(f"{shown}:{number}: {args.name} ({values['role']}) {args.meaning} {process.id} {process.version}".rstrip())
    print(f"  {values['fingerprint']}")
    return 0


def _values(args: argparse.Namespace, found: Governance, process: Process) -> dict[str, Any]:
    """Return what the record says; raises `ProcstdError` for an unknown role or a date that is none."""
    from datetime import UTC, datetime

    from sphinxcontrib_procstd.governance.signoff import read_date
    from sphinxcontrib_procstd.governance.snapshot import content_to_sign
    from sphinxcontrib_procstd.governance.verify import role_name
    from sphinxcontrib_procstd.model.process import Mention
    from sphinxcontrib_procstd.model.resources import ResourceKind

    catalogue = found.catalogue
    roles = catalogue.of_kind(ResourceKind.JOB_ROLE)
    if roles and catalogue.find_mention(Mention(name=args.role), (ResourceKind.JOB_ROLE,)) is None:
        near = catalogue.near(args.role, [entry.title for entry in roles])
        hint = f'; did you mean "{near}"?' if near else ""
        raise ProcstdError(f'"{args.role}" is not in the register of roles{hint}')
    when = args.date or datetime.now(tz=UTC).astimezone().isoformat(timespec="seconds")
    read_date(when)
    content = content_to_sign(process, catalogue)
    return {
        "process": process.id,
        "version": content.version,
        "meaning": Meaning(args.meaning),
        "role": role_name(args.role, catalogue),
        "name": " ".join(args.name.split()),
        "date": when,
        "fingerprint": content.fingerprint,
        "parts": content.parts,
        "comment": " ".join(args.comment.split()),
        "signer": args.signer,
    }


def _line(values: dict[str, Any]) -> str:
    from sphinxcontrib_procstd.governance.signoff import make_record

    return make_record(**values)


def _prove(args: argparse.Namespace, line: str, folder: Path, process: str) -> None:
    """Write the detached signature of a record, if one is asked for: before the record, which would be void without."""
    if args.ssh_key is None:
        return
    from sphinxcontrib_procstd.governance.proof import make_signature, signature_file
    from sphinxcontrib_procstd.governance.signoff import payload_of

    record = json.loads(line)
    make_signature(payload_of(record), args.ssh_key.expanduser(), signature_file(folder, process, record["seal"]))


def _from_here(path: Path) -> str:
    """Return a path as people type it: from the current folder where it lies below."""
    here = Path.cwd()
    return os.path.relpath(path, here) if path.resolve().is_relative_to(here) else str(path)


def run_verify(args: argparse.Namespace) -> int:
    """Run ``procstd verify``; return 0 when all stands, 1 when something does not."""
    from sphinxcontrib_procstd.cli_write import write_text
    from sphinxcontrib_procstd.model.process import Status

    with governance(args) as found:
        catalogue = found.catalogue
        named = [process_named(catalogue, name) for name in args.processes]
        reports = dict(found.reports)
        for process in named or (catalogue.processes if args.all else ()):
            if process.id not in reports and (named or process.status is Status.EFFECTIVE):
                reports[process.id] = found.report(process)
        wanted = {process.id for process in named} or set(reports)
        shown = [reports[name] for name in sorted(wanted)]
        others = [] if named else [*found.unknown, *_moves(found)]
        if args.format == "json":
            write_text(_json(shown, others, found), args.output)
        else:
            write_text(_text(shown, others, found), args.output)
    bad = others or any(report.wanted or report.faults for report in shown)
    return 1 if bad else 0


def _moves(found: Governance) -> list[Finding]:
    """Return the moves between states since the last release that the life cycle does not allow."""
    if found.baseline is None:
        return []
    from sphinxcontrib_procstd.lint.engine import run_lint
    from sphinxcontrib_procstd.lint.options import LintOptions
    from sphinxcontrib_procstd.lint.registry import find_rule

    rule = find_rule("G805")
    states = {one.id: (one.version, one.status) for one in found.baseline.processes.values()}
    options = LintOptions(language=found.config.language or "en", states=states)
    return run_lint(found.catalogue, options, [rule] if rule else [])


def _text(reports: list[SignoffReport], others: list[Finding], found: Governance) -> str:
    from sphinxcontrib_procstd.governance.labels import MEANING_LABELS, SIGNOFF_LABELS
    from sphinxcontrib_procstd.sphinx_ext.messages import words

    lines = []
    for report in reports:
        process = found.catalogue.process_by_id[report.process]
        lines.append(f"{report.process} {report.version} {process.title}".rstrip())
        lines.append(f"  {report.fingerprint}")
        for one in report.signoffs:
            lines.append(f"  {words(SIGNOFF_LABELS[one.state])}: {_who(one)}")
            if one.state is SignoffState.VOID:
                lines.append(f"    {words('changed since')}: {_since(one, process)}")
            elif one.why:
                lines.append(f"    {one.why}")
        lines += [f"  {fault.location}: {fault.message}" for fault in report.faults]
        for want in report.wanted:
            again = words("must sign again") if want.void else words("has not signed")
            lines.append(f"  → {want.role} ({words(MEANING_LABELS[want.meaning])}) {again}")
        if not report.signoffs and not report.wanted and not report.faults:
            lines.append(f"  {words('no sign-off, and none is needed')}")
        lines.append("")
    lines += [f"{finding.location}: {finding.message}".removeprefix(": ") for finding in others]
    bad = sum(len(report.wanted) + len(report.faults) for report in reports) + len(others)
    good = sum(len(report.valid) for report in reports)
    summary = words("{good} sign-offs stand, {bad} points are open")
    lines.append(summary.replace("{good}", str(good)).replace("{bad}", str(bad)))
    return "\n".join(lines) + "\n"


def _who(one: CheckedSignoff) -> str:
    from sphinxcontrib_procstd.governance.labels import MEANING_LABELS
    from sphinxcontrib_procstd.sphinx_ext.messages import words

    signoff = one.signoff
    version = f" {signoff.version}" if one.state is SignoffState.EARLIER else ""
    meaning = words(MEANING_LABELS[signoff.meaning])
    return f"{signoff.name} ({signoff.role}), {meaning}{version}, {signoff.date} [{signoff.location}]"


def _since(one: CheckedSignoff, process: Process) -> str:
    from sphinxcontrib_procstd.governance.labels import changed_parts
    from sphinxcontrib_procstd.sphinx_ext.messages import words

    return changed_parts(one.changes, process, words)


def _json(reports: list[SignoffReport], others: list[Finding], found: Governance) -> str:
    document = {
        "version": 1,
        "processes": [report_value(report, found) for report in reports],
        "findings": [_finding(finding) for finding in others],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def report_value(report: SignoffReport, found: Governance) -> dict[str, Any]:
    """Return what the sign-offs of a process are worth, as plain values."""
    process = found.catalogue.process_by_id[report.process]
    return {
        "id": report.process,
        "title": process.title,
        "version": report.version,
        "fingerprint": report.fingerprint,
        "signoffs": [
            {
                "state": one.state.value, "meaning": one.signoff.meaning.value, "role": one.signoff.role,
                "name": one.signoff.name, "date": one.signoff.date, "version": one.signoff.version,
                "fingerprint": one.signoff.fingerprint, "comment": one.signoff.comment, "signer": one.signoff.signer,
                "changes": [{"part": change.part, "change": change.kind.value} for change in one.changes],
                "why": one.why, "file": one.signoff.location.file, "line": one.signoff.location.line,
            }
            for one in report.signoffs
        ],
        "wanted": [
            {"meaning": want.meaning.value, "role": want.role, "again": want.void is not None} for want in report.wanted
        ],
        "faults": [_finding(fault) for fault in report.faults],
    }  # fmt: skip


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.location
    return {"code": finding.code, "message": finding.message, "file": place.file, "line": place.line}
