"""The extension's table of contents: one ``setup_…`` a component."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives as registry
from sphinx.errors import ConfigError

from sphinxcontrib_procstd import __version__
from sphinxcontrib_procstd import config as settings
from sphinxcontrib_procstd.diagnostics import said_in
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.assets import setup_assets
from sphinxcontrib_procstd.sphinx_ext.captions import with_empty_caption
from sphinxcontrib_procstd.sphinx_ext.collector import relax_collector, restore_collector
from sphinxcontrib_procstd.sphinx_ext.dangling import warn_dangling
from sphinxcontrib_procstd.sphinx_ext.directives import (
    ProcessDirective,
    RecordDirective,
    ResourceDirective,
    StepDirective,
)
from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain
from sphinxcontrib_procstd.sphinx_ext.drawing_store import setup_drawing_store
from sphinxcontrib_procstd.sphinx_ext.facts_shape import shape_of_facts
from sphinxcontrib_procstd.sphinx_ext.form_files import setup_form_files
from sphinxcontrib_procstd.sphinx_ext.freshness import setup_freshness
from sphinxcontrib_procstd.sphinx_ext.later import if_loaded, later
from sphinxcontrib_procstd.sphinx_ext.lookup import KINDS
from sphinxcontrib_procstd.sphinx_ext.measured import setup_measured
from sphinxcontrib_procstd.sphinx_ext.messages import setup_messages, words
from sphinxcontrib_procstd.sphinx_ext.originals import NoteOriginals
from sphinxcontrib_procstd.sphinx_ext.parsers import MendingInclude, MendingRSTParser, mend_included, mend_source
from sphinxcontrib_procstd.sphinx_ext.roles import HandbookRole
from sphinxcontrib_procstd.sphinx_ext.search import setup_search
from sphinxcontrib_procstd.sphinx_ext.seldom import check_release, write_downloads
from sphinxcontrib_procstd.sphinx_ext.tables import ProcessTableDirective
from sphinxcontrib_procstd.sphinx_ext.transforms import (
    AutoLinks,
    FieldFillers,
    GatheredNodes,
    ProcessSections,
    SparePlainTexts,
    StandardNodes,
    WideBreaks,
)
from sphinxcontrib_procstd.sphinx_ext.trees import let_trees_go
from sphinxcontrib_procstd.sphinx_ext.views.directive import ViewDirective
from sphinxcontrib_procstd.syntax.options import RECORD_OPTIONS, RESOURCE_OPTIONS
from sphinxcontrib_procstd.syntax.view_options import VIEW_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.parsers.rst import Directive
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

ENV_VERSION = shape_of_facts()
"""Changes whenever what is pickled changes shape: an old environment is then read anew."""


def directive_classes() -> dict[str, type[Directive]]:
    """Return every directive by name."""
    return {
        "process": ProcessDirective,
        "step": StepDirective,
        "process-table": ProcessTableDirective,
        **dict.fromkeys(RESOURCE_OPTIONS, ResourceDirective),
        **dict.fromkeys(RECORD_OPTIONS, RecordDirective),
        **dict.fromkeys(VIEW_OPTIONS, ViewDirective),
    }


def setup_config(app: Sphinx) -> None:
    """Add the configuration values."""
    for setting in settings.SETTINGS:
        app.add_config_value(setting.name, setting.default, setting.rebuild, setting.types, setting.help)
    app.connect("config-inited", check_config)


def check_config(app: Sphinx, config: Config) -> None:
    """Stop at a value that is not allowed; let MyST read the fences our syntax is written in.

    An electronic book names its language by a tag as the web has it (BCP 47), where Sphinx writes ``zh_CN``.
    """
    if faults := settings.faults(partial(getattr, config)):
        raise ConfigError(words("; ").join(said_in(words, fault) for fault in faults))
    if "myst_enable_extensions" in config:
        config["myst_enable_extensions"] = {*config.myst_enable_extensions, "colon_fence"}
    if "epub_language" in config and config.epub_language == config.language:
        config["epub_language"] = config.language.replace("_", "-")


def setup_domain(app: Sphinx) -> None:
    """Add the domain with its directives, and their bare names once every extension is loaded."""
    ProcstdDomain.directives.update(directive_classes())
    app.add_domain(ProcstdDomain)
    app.connect("config-inited", register_bare_names, priority=900)
    app.connect("warn-missing-reference", warn_dangling)
    app.connect("env-updated", check_release)
    app.connect("build-finished", write_downloads)
    setup_freshness(app)


def register_bare_names(app: Sphinx, config: Config) -> None:
    """Register ``process`` for ``procstd:process`` and so on.

    sphinx-design has a ``step`` directive too, meant for the inside of its ``steps``: there it stays. A ``figure`` may
    have a caption of nothing, whoever's it is.
    """
    known: dict[str, type[Directive]] = vars(registry)["_directives"]  # docutils has no public look-up
    theirs, steps = known.get("step"), known.get("steps")
    for name, directive in directive_classes().items():
        app.add_directive(name, directive, override=True)
    for kind in KINDS:
        app.add_role(kind, HandbookRole(warn_dangling=True), override=True)
    if theirs is not None and steps is not None and not issubclass(theirs, StepDirective):
        app.add_directive("steps", with_own_step(steps, theirs), override=True)
    if figure := with_empty_caption(known.get("figure")):
        app.add_directive("figure", figure, override=True)


def with_own_step(steps: type[Directive], step: type[Directive]) -> type[Directive]:
    """Return a ``steps`` directive in whose content ``step`` means its own extension's."""

    def run(self: Any) -> Any:
        with registered("step", step):
            return steps.run(self)

    return type(steps.__name__, (steps,), {"run": run, "__doc__": steps.__doc__, "__module__": steps.__module__})


@contextmanager
def registered(name: str, directive: type[Directive]) -> Iterator[None]:
    """Let a directive name mean another class for a while."""
    known: dict[str, type[Directive]] = vars(registry)["_directives"]
    before = known[name]
    registry.register_directive(name, directive)
    try:
        yield
    finally:
        registry.register_directive(name, before)


def setup_reading(app: Sphinx) -> None:
    """Mend sources before they are parsed, and documents after."""
    app.add_source_parser(MendingRSTParser, override=True)
    app.add_directive("include", MendingInclude, override=True)
    app.connect("source-read", mend_source)
    app.connect("include-read", mend_included)
    app.add_transform(ProcessSections)
    app.add_transform(NoteOriginals)
    app.add_transform(WideBreaks)
    app.add_transform(SparePlainTexts)
    app.add_transform(AutoLinks)
    app.add_post_transform(FieldFillers)
    app.add_post_transform(GatheredNodes)
    app.add_post_transform(StandardNodes)


def setup_writing(app: Sphinx) -> None:
    """Write our nodes to HTML directly; every other builder gets standard nodes."""
    app.connect("doctree-resolved", later("sphinx_ext.writing", "prepare_page"))
    app.connect("html-page-context", if_loaded("sphinx_ext.writing", "forget_page"), priority=900)
    nothing = later("doctree.html", "depart_nothing")
    for node, visit in (
        (our.procstd_process, "visit_process"),
        (our.procstd_step, "visit_step"),
        (our.procstd_resource, "visit_resource"),
        (our.procstd_record, "visit_record"),
        (our.procstd_figure, "visit_figure"),
    ):
        app.add_node(node, html=(later("doctree.html", visit), nothing))
    visit_table, depart_table = (later("doctree.html", f"{way}_step_table") for way in ("visit", "depart"))
    app.add_node(our.procstd_step_table, html=(visit_table, depart_table))
    app.add_node(our.procstd_record_table, html=(later("doctree.records", "visit_record_table"), nothing))
    app.add_latex_package("procstd")
    app.connect("config-inited", add_latex_style)
    app.add_node(our.procstd_value)
    app.add_node(our.procstd_view)


def setup_engine(app: Sphinx) -> None:
    """Let go of Graphviz's worker with each build, where one has used it."""
    app.connect("builder-inited", if_loaded("sphinx_ext.engine", "forget"))
    app.connect("build-finished", if_loaded("sphinx_ext.engine", "close"))


def setup_downloads(app: Sphinx) -> None:
    """Make the files that a project offers to download, or take away those it offered before."""
    app.connect("builder-inited", start_downloads)
    app.connect("build-finished", finish_catalogue)


def finish_catalogue(app: Sphinx, exception: Exception | None) -> None:
    """Load what writes the catalogue beside the pages where there is one to write or to take away."""
    if exception is None and (app.config.procstd_catalogue or Path(app.outdir, "procstd-catalogue.json").is_file()):
        later("sphinx_ext.catalogue_file", "write_catalogue")(app)


def start_downloads(app: Sphinx) -> None:
    """Load what makes them where there is any (Sphinx's ``builder-inited``)."""
    if app.config.procstd_downloads or Path(app.outdir, "_downloads", "procstd").is_dir():
        later("sphinx_ext.downloads", "setup_downloads")(app)


def setup_collector(app: Sphinx) -> None:
    """Spare the build needless garbage collection, and a large one memory."""
    let_trees_go(app)
    app.connect("builder-inited", relax_collector)
    app.connect("build-finished", restore_collector)


def add_latex_style(app: Sphinx, config: Config) -> None:
    """Have LaTeX find what our pictures need."""
    config.latex_additional_files.append(str(Path(__file__).parent.parent / "latex" / "procstd.sty"))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every component."""
    setup_messages(app)
    setup_config(app)
    setup_domain(app)
    setup_reading(app)
    setup_writing(app)
    setup_search(app)
    setup_collector(app)
    setup_engine(app)
    setup_form_files(app)
    setup_drawing_store(app)
    setup_downloads(app)
    setup_measured(app)
    setup_assets(app, Path(__file__).parent.parent / "static")
    return {
        "version": __version__,
        "env_version": ENV_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
