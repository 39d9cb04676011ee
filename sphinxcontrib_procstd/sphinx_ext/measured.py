"""The measured figures of processes: the settings, the cached files, and whether they have gone stale."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError, said_in, said_whole
from sphinxcontrib_procstd.model.inside import is_inside
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.warnings_ import logger

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinxcontrib_procstd.figures.result import Figures
    from sphinxcontrib_procstd.figures.spec import LogSpec
    from sphinxcontrib_procstd.model.catalogue import Catalogue
    from sphinxcontrib_procstd.model.process import Process


def figures_folder(config: Config, srcdir: Path) -> Path:
    """Return the folder of the cached figures."""
    return srcdir / str(config.procstd_figures_folder)


def log_specs(config: Config, srcdir: Path, catalogue: Catalogue) -> dict[str, LogSpec]:
    """Return process id -> its log: as ``procstd_figures`` says, else a file of its name beside the cached figures.

    Raises `ProcstdError` for an entry at fault and for a process that does not exist.
    """
    from sphinxcontrib_procstd.figures.spec import SUFFIXES, LogSpec, read_spec

    specs: dict[str, LogSpec] = {}
    for name in sorted(config.procstd_figures):
        process = catalogue.find_process(name)
        if process is None:
            near = catalogue.near(name, catalogue.process_by_id)
            hint = f'; did you mean "{near}"?' if near else ""
            raise ProcstdError(f'procstd_figures: there is no process "{name}"{hint}')
        specs[process.id] = read_spec(name, config.procstd_figures[name])
    folder = figures_folder(config, srcdir)
    for process in catalogue.processes:
        found = next((path for suffix in SUFFIXES if (path := folder / f"{process.id}{suffix}").is_file()), None)
        if found is not None and process.id not in specs:
            if not is_inside(found, folder):
                raise ProcstdError(
                    "this is a link to a file in another folder, which is not read; "
                    "if it is meant, name that file in procstd_figures",
                    Location(_name(found, srcdir)),
                )
            specs[process.id] = LogSpec(log=found.relative_to(srcdir).as_posix())
    return specs


def check_settings(_app: Sphinx, config: Config) -> None:
    """Stop at an entry that cannot be meant (Sphinx's ``config-inited``)."""
    if not config.procstd_figures:
        return
    from sphinxcontrib_procstd.figures.spec import read_spec

    try:
        for name, value in config.procstd_figures.items():
            read_spec(name, value)
    except ProcstdError as error:
        raise ConfigError(said_whole(words, error)) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The figures of a process as a page shows them; ``remarks`` say what may be wrong: their age, another flow."""

    figures: Figures
    remarks: tuple[str, ...] = ()


_read: dict[Path, tuple[tuple[int, int], Figures | None]] = {}


def measured(config: Config, srcdir: Path, process: Process) -> Measured | None:
    """Return the figures of a process, None where none were measured or the file is broken, which is warned of."""
    path = figures_folder(config, srcdir) / f"{process.id}.json"
    try:
        stat = path.stat()
    except OSError:
        return None
    key = stat.st_mtime_ns, stat.st_size
    if path not in _read or _read[path][0] != key:
        _read[path] = key, _load(path, srcdir)
    figures = _read[path][1]
    return Measured(figures=figures, remarks=tuple(_remarks(figures, process, config))) if figures else None


def _load(path: Path, srcdir: Path) -> Figures | None:
    from sphinxcontrib_procstd.figures.private import without_names
    from sphinxcontrib_procstd.figures.result import load

    name = _name(path, srcdir)
    if path.is_symlink() and not is_inside(path, path.parent):
        _warn(words("this is a link to a file in another folder, which is not read"), f"{srcdir / name}:1")
        return None
    try:
        return without_names(load(path.read_bytes(), name))
    except (ProcstdError, OSError) as error:
        place = error.location if isinstance(error, ProcstdError) else Location(name)
        text = said_in(words, error.message) if isinstance(error, ProcstdError) else str(error)
        where = f"{srcdir / (place.file if place else name)}:{(place.line if place else 0) or 1}"
        _warn(text, where)
        return None


def _name(path: Path, srcdir: Path) -> str:
    return path.relative_to(srcdir).as_posix() if path.is_relative_to(srcdir) else path.name


def _warn(text: str, where: str) -> None:
    logger.warning("%s", text, location=where, type="procstd", subtype="figures")


def _remarks(figures: Figures, process: Process, config: Config) -> Iterator[str]:
    from sphinxcontrib_procstd.figures.plan import flow_digest
    from sphinxcontrib_procstd.syntax.timelimits import parse_time_limit

    if figures.flow != flow_digest(process, parse_time_limit):
        yield words("The process has changed since: measure anew.")
    days = age_in_days(figures)
    if days is not None and 0 <= config.procstd_figures_max_age < days:
        yield words("These figures are {days} days old.").replace("{days}", str(days))


def age_in_days(figures: Figures) -> int | None:
    """Return the days from what the figures show to today (or to ``SOURCE_DATE_EPOCH``), None of an empty log."""
    if not figures.as_of:
        return None
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch else dt.datetime.now(dt.UTC)
    return (now.date() - dt.datetime.fromisoformat(figures.as_of).date()).days


def state_of_figures(config: Config, srcdir: Path) -> Mapping[str, str]:
    """Return a digest of each cached file: pages that show one are written again when it moves."""
    folder = figures_folder(config, srcdir)
    if not folder.is_dir():
        return {}
    return {
        path.name: blake2b(path.read_bytes(), digest_size=16).hexdigest()
        for path in sorted(folder.glob("*.json"))
        if path.is_file() and is_inside(path, folder)
    }


def warn_stale(app: Sphinx, *_more: object) -> None:
    """Say which figures are too old or were measured against another flow (Sphinx's ``env-check-consistency``)."""
    from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain

    domain = app.env.domains["procstd"]
    assert isinstance(domain, ProcstdDomain)  # noqa: S101 - registered under this name
    if not figures_folder(app.config, Path(app.srcdir)).is_dir():
        return
    for process in domain.handbook.catalogue.processes:
        found = measured(app.config, Path(app.srcdir), process)
        for remark in found.remarks if found else ():
            text = words("figures of {process}: {remark}").replace("{process}", process.id).replace("{remark}", remark)
            where = (process.docname, process.location.line)
            logger.warning("%s", text, location=where, type="procstd", subtype="figures")


def setup_measured(app: Sphinx) -> None:
    """Check the settings, and say which figures are stale."""
    app.connect("config-inited", check_settings)
    app.connect("env-check-consistency", lambda app, _env: warn_stale(app))
