"""The verb ``procstd lint``: what reviewers would find, before they do."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinxcontrib_procstd import __version__
from sphinxcontrib_procstd.diagnostics import Finding, ProcstdError, Severity

if TYPE_CHECKING:
    from sphinxcontrib_procstd.lint.options import LintOptions
    from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain

FORMATS = ("text", "json", "sarif", "github", "gitlab")
LEVELS = ("error", "warning", "info", "off")

EXAMPLES = """\
examples:
  procstd lint docs                             check the whole handbook
  procstd lint docs complaint release           two processes
  procstd lint docs --select A,T --ignore A108  wording and time, one rule left out
  procstd lint docs --severity D502=off         a rule switched off; or error, warning, info
  procstd lint docs --explain A101              what a rule looks for, and why
  procstd lint docs --fix --dry-run             show what can be mended without a guess
  procstd lint docs --format sarif -o lint.sarif

an old handbook:
  procstd lint docs --baseline known.json --write-baseline    accept what there is today
  procstd lint docs --baseline known.json                     say only what came since

one place: a comment above the step, with a reason
  % procstd-allow: A101 the supplier's contract says "promptly"        (Markdown)
  .. procstd-allow: A101 the supplier's contract says "promptly"       (reStructuredText)

SOURCE is the folder with conf.py, whose procstd_lint settings apply; options here come on top.
Rules are named by code (A101), by the start of a code (A) or by name (vague-time).
What was read is remembered, so a second run reads only what changed: below --doctrees if
given (the build's own cache there is read, never written), else in the user's cache folder.

exit status: 0 no errors and no warnings; 1 some; 2 the handbook could not be checked
"""


def add_lint(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the verb to the command line."""
    lint = verbs.add_parser(
        "lint",
        help="find vague wording, dead ends, missing owners and times",
        description="Check a handbook against the process standard: wording, completeness, flow, roles, documents, "
        "time, and faults in the markup.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    lint.add_argument("source", type=Path, nargs="?", metavar="SOURCE", help="folder with conf.py")
    lint.add_argument("processes", nargs="*", metavar="PROCESS", help="ids of the processes to report (default: all)")
    lint.add_argument("-f", "--format", choices=FORMATS, default="text", help="how to write it (default: text)")
    lint.add_argument("-o", "--output", type=Path, metavar="FILE", help="write here instead of to the terminal")
    lint.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colours in text")
    rules = lint.add_argument_group("rules")
    rules.add_argument("--select", action="append", default=[], metavar="RULES", help="only these, by commas")
    rules.add_argument("--ignore", action="append", default=[], metavar="RULES", help="not these, by commas")
    rules.add_argument(
        "--severity", action="append", default=[], metavar="RULE=LEVEL", help=f"LEVEL is one of {', '.join(LEVELS)}"
    )
    rules.add_argument("--list-rules", action="store_true", help="print every rule in a line, and stop")
    rules.add_argument("--explain", metavar="RULE", help="print what a rule looks for and why, and stop")
    known = lint.add_argument_group("what is already known")
    known.add_argument("--baseline", type=Path, metavar="FILE", help="findings in this file are not reported")
    known.add_argument("--write-baseline", action="store_true", help="write all findings of today into that file")
    mend = lint.add_argument_group("mending")
    mend.add_argument("--fix", action="store_true", help="mend colons, fences, blank lines and names of options")
    mend.add_argument("--dry-run", action="store_true", help="with --fix: print the changes, write nothing")
    lint.set_defaults(run=run_lint_verb)
    return lint


def run_lint_verb(args: argparse.Namespace) -> int:
    """Run ``procstd lint``; return 0, or 1 when there are errors or warnings."""
    if args.list_rules:
        return _print(_rule_list())
    if args.explain:
        return _print(_explanation(args.explain))
    if args.source is None:
        raise ProcstdError("name the folder with conf.py: procstd lint SOURCE")
    if args.dry_run and not args.fix:
        raise ProcstdError("--dry-run goes with --fix")
    gc.set_threshold(200_000, 20, 20)  # a short run with many small values: sorting out garbage would be a third of it
    _check_names(args)
    if args.fix:
        from sphinxcontrib_procstd.cli_fix import fix_handbook

        with _handbook(args) as domain:
            changed = fix_handbook(domain, dry_run=args.dry_run)
        if args.dry_run:
            return 1 if changed else 0
    with _handbook(args) as domain:
        return _report(args, domain)


def _report(args: argparse.Namespace, domain: ProcstdDomain) -> int:
    """Check a handbook that is read, and say what was found."""
    from sphinxcontrib_procstd.lint.baseline import write_baseline
    from sphinxcontrib_procstd.lint.source import with_columns
    from sphinxcontrib_procstd.sphinx_ext.lint_build import run_on
    from sphinxcontrib_procstd.sphinx_ext.lint_memory import remembered
    from sphinxcontrib_procstd.sphinx_ext.warnings_ import read_lines

    srcdir = Path(domain.env.srcdir)
    options = _options(args, domain, srcdir)
    target = args.baseline
    if args.write_baseline and target is None and domain.env.config.procstd_lint_baseline:
        target = srcdir / domain.env.config.procstd_lint_baseline
    if args.write_baseline:
        if target is None:
            raise ProcstdError("--write-baseline needs a file: name it with --baseline, or in procstd_lint_baseline")
        options = replace(options, baseline=frozenset())

    def find() -> list[Finding]:
        return run_on(domain, options, Path(domain.env.doctreedir) / "wording.json", _others(domain, options))

    def find_places() -> list[Finding]:
        from sphinxcontrib_procstd.lint.engine import sort_key  # loaded where something is to be looked for

        return sorted(with_columns(find(), lambda name: read_lines(srcdir / name)), key=sort_key)

    if args.write_baseline:
        found = find()
        target.parent.mkdir(parents=True, exist_ok=True)
        write_baseline(target, found)
        print(f"{target}: {len(found)} findings accepted", file=sys.stderr)
        return 0
    found = _of_processes(remembered(domain, options, find_places), args.processes, domain)
    _write(args, found, srcdir, options.language)
    return 1 if any(finding.severity is not Severity.INFO for finding in found) else 0


def _others(domain: ProcstdDomain, options: LintOptions) -> list[Finding]:
    """Return what is found without a rule: faults of the markup, and what is broken across documents."""
    from sphinxcontrib_procstd.lint.select import is_wanted
    from sphinxcontrib_procstd.sphinx_ext.check import check_handbook
    from sphinxcontrib_procstd.sphinx_ext.lint_build import in_words_of_the_rule

    noted = [finding for findings in domain.noted.values() for finding in findings]
    silent = {name.removeprefix("procstd.") for name in domain.env.config.suppress_warnings}
    found = [*check_handbook(domain.handbook, domain.documents), *dict.fromkeys(noted)]
    found = [in_words_of_the_rule(finding, options) for finding in found]
    return [finding for finding in found if is_wanted(finding.code, options) and finding.code not in silent]


def _options(args: argparse.Namespace, domain: ProcstdDomain, srcdir: Path) -> LintOptions:
    """Return the settings of conf.py with those of the command line on top."""
    from datetime import UTC, datetime

    from sphinxcontrib_procstd.lint.baseline import read_baseline
    from sphinxcontrib_procstd.sphinx_ext.lint_build import lint_options

    config = domain.env.config
    if args.baseline is not None or args.write_baseline:
        config.procstd_lint_baseline, kept = "", config.procstd_lint_baseline
        options = lint_options(config, srcdir)
        config.procstd_lint_baseline = kept
    else:
        options = lint_options(config, srcdir)
    silent = [name.removeprefix("procstd.") for name in config.suppress_warnings if name.startswith("procstd.")]
    baseline = options.baseline
    if args.baseline is not None and not args.write_baseline:
        baseline = read_baseline(args.baseline)
    return replace(
        options,
        select=tuple(_names(args.select)) or options.select,
        ignore=(*options.ignore, *_names(args.ignore)),
        severity={**dict.fromkeys(silent, "off"), **options.severity, **dict(_levels(args.severity))},
        baseline=baseline,
        today=datetime.now(tz=UTC).astimezone().date(),
    )


def _names(values: Sequence[str]) -> Iterator[str]:
    for value in values:
        yield from (name.strip() for name in value.split(",") if name.strip())


def _levels(values: Sequence[str]) -> Iterator[tuple[str, str]]:
    for value in _names(values):
        name, equals, level = value.partition("=")
        if not equals or level not in LEVELS:
            raise ProcstdError(f"--severity takes RULE=LEVEL with a level of {', '.join(LEVELS)}, not {value!r}")
        yield name, level


def _check_names(args: argparse.Namespace) -> None:
    """Raise `ProcstdError` for a rule that does not exist."""
    from sphinxcontrib_procstd.lint.select import unknown_selector
    from sphinxcontrib_procstd.sphinx_ext.warnings_ import READING_CODES

    named = [*_names(args.select), *_names(args.ignore), *(name for name, _ in _levels(args.severity))]
    if unknown := unknown_selector(named, READING_CODES):
        hint = f'; did you mean "{unknown[1]}"?' if unknown[1] else "; see procstd lint --list-rules"
        raise ProcstdError(f'there is no rule "{unknown[0]}"{hint}')


def _of_processes(found: list[Finding], wanted: Sequence[str], domain: ProcstdDomain) -> list[Finding]:
    if not wanted:
        return found
    catalogue = domain.handbook.catalogue
    for name in wanted:
        if name not in catalogue.process_by_id:
            near = catalogue.near(name, catalogue.process_by_id)
            raise ProcstdError(f'there is no process "{name}"' + (f'; did you mean "{near}"?' if near else ""))
    files = {catalogue.process_by_id[name].location.file for name in wanted}
    return [f for f in found if f.process in wanted or (not f.process and f.location.file in files)]


@contextmanager
def _handbook(args: argparse.Namespace) -> Iterator[ProcstdDomain]:
    """Give the domain of the handbook, read as far as it changed."""
    from sphinxcontrib_procstd.cli import overrides_of
    from sphinxcontrib_procstd.sphinx_ext.cache_folder import cache_folder
    from sphinxcontrib_procstd.sphinx_ext.reading import read_for_lint

    overrides = overrides_of(args.overrides)
    stream = None if args.quiet else sys.stderr
    with cache_folder(args.source, args.doctrees, overrides) as cache, ExitStack() as open_handbook:
        with redirect_stdout(sys.stderr):  # what conf.py prints must not stand in a report
            domain = open_handbook.enter_context(
                read_for_lint(args.source, cache, overrides, args.jobs, stream, build=args.doctrees)
            )
        yield domain


def _write(args: argparse.Namespace, found: list[Finding], srcdir: Path, language: str) -> None:
    from sphinxcontrib_procstd.cli_write import write_text

    write_text(_rendered(args, _from_here(found, srcdir), language), args.output)


def _from_here(found: Sequence[Finding], srcdir: Path) -> list[Finding]:
    """Return findings whose files are named from the current folder, as editors and CI services take them."""
    here = Path.cwd()
    names = {"": ""}
    named = []
    for finding in found:
        file = finding.location.file
        if file not in names:
            path = srcdir / file
            names[file] = path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
        named.append(replace(finding, location=replace(finding.location, file=names[file])))
    return named


def _rendered(args: argparse.Namespace, found: list[Finding], language: str) -> str:
    from sphinxcontrib_procstd.lint import format_github, format_gitlab, format_json, format_sarif, format_text
    from sphinxcontrib_procstd.sphinx_ext.warnings_ import read_lines

    if args.format == "text":
        colour = wants_colour(args.color, None if args.output else sys.__stdout__)
        return format_text.render(found, lambda name: read_lines(Path(name)), lang=language, colour=colour)
    if args.format == "sarif":
        return format_sarif.render(found, __version__)
    formats = {"json": format_json.render, "github": format_github.render, "gitlab": format_gitlab.render}
    return formats[args.format](found)


def wants_colour(choice: str, stream: Any) -> bool:
    """Return whether text is coloured: as told, else on a terminal (https://no-color.org)."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream is not None and stream.isatty())


def _print(text: str) -> int:
    from sphinxcontrib_procstd.cli_write import write_text

    write_text(text, None)
    return 0


def _rule_list() -> str:
    from sphinxcontrib_procstd.lint.registry import all_rules

    rules = all_rules()
    width = max(len(rule.name) for rule in rules)
    lines = []
    for rule in rules:
        what = " ".join(rule.sections()["What"].split())
        lines.append(f"{rule.code}  {rule.name:{width}}  {rule.severity.value:7}  {what}")
    return "\n".join(lines) + "\n"


def _explanation(name: str) -> str:
    from sphinxcontrib_procstd.lint.registry import all_rules, find_rule

    rule = find_rule(name) or find_rule(name.upper())
    if rule is None:
        from difflib import get_close_matches

        near = get_close_matches(name, [n for other in all_rules() for n in (other.code, other.name)], n=1, cutoff=0.5)
        hint = f'; did you mean "{near[0]}"?' if near else "; see procstd lint --list-rules"
        raise ProcstdError(f'there is no rule "{name}"{hint}')
    parts = [f"{rule.code} {rule.name} ({rule.severity.value})"]
    parts += [f"{head}: {' '.join(text.split())}" for head, text in rule.sections().items()]
    return "\n\n".join(parts) + "\n"
