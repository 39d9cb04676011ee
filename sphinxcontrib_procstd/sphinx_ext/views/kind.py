"""What a view is, and how one is found: in the module of this package that is called as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils import nodes

    from sphinxcontrib_procstd.model.handbook import PlacedView
    from sphinxcontrib_procstd.sphinx_ext import nodes as our
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder
    from sphinxcontrib_procstd.sphinx_ext.shown import Shown


SUBJECTS = {"role-page": "role", "onboarding": "role", "department-page": "department"}
"""Views whose argument is not a process, with the option it stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One view. Its options stand in `syntax.view_options`.

    ``fill`` returns the nodes it stands for. ``texts`` tells what it shows, for finding pages that have gone stale;
    without it the view is filled and its nodes tell, which is right for everything but what a node draws later
    (a swimlane), and costs filling it twice. ``assets`` are the style sheets and scripts of our static folder that
    its page needs beside the usual style sheet. ``file`` names the file it offers to download, if it writes one.
    ``gather`` puts into the view, as its children, nodes of other documents that it will show: it is called before
    references are resolved, so that those nodes become links of this page like its own.
    ``steady``: it shows nothing but what follows from the documents, our
    settings and the day; one that also looks at other files (a baseline, the history of a repository) is not, and its
    page is compared anew in every build.
    """

    name: str
    fill: Callable[[our.procstd_view, PageBuilder], list[nodes.Node]]
    texts: Callable[[PlacedView, Shown], Iterable[str]] | None = None
    assets: tuple[str, ...] = ()
    file: Callable[[PlacedView], str] | None = None
    gather: Callable[[our.procstd_view, PageBuilder], None] | None = None
    steady: bool = True


@cache
def find_view(name: str) -> View:
    """Return one view, and load no other: a module of this package is called as its view is."""
    here = __name__.rpartition(".")[0]
    view: View = import_module(f"{here}.{name.replace('-', '_')}").VIEW
    return view
