"""The same sources give the same bytes: over jobs, hash seeds, folders; and the same warnings in the same order."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from builds import DOCTREES, Output, Project, pages_in
from wide_edits import add_everything

if TYPE_CHECKING:
    from collections.abc import Callable

REPOSITORY = Path(__file__).parent.parent.parent

COPIES = {"a-complaint": "complaint", "z-complaint": "complaint", "b-forms": "forms", "z-audit": "audit"}

Run = tuple[Output, list[str]]


def command(project: Project, place: str, *options: str) -> list[str]:
    output = str(project.folder / place)
    return [sys.executable, "-m", "sphinx", "-N", "-b", "html", *options, str(project.source), output]


def surroundings(seed: int, zone: str = "UTC", repository: Path = REPOSITORY) -> dict[str, str]:
    search = os.pathsep.join(filter(None, (str(repository), os.environ.get("PYTHONPATH"))))
    own = {"PYTHONHASHSEED": str(seed), "PYTHONPATH": search, "PYTHONWARNINGS": "ignore", "TZ": zone}
    return {**os.environ, **own}


def run(
    project: Project, place: str, *options: str, seed: int = 0, zone: str = "UTC", repository: Path = REPOSITORY
) -> Run:
    """Build in a process of its own; return what was written and what was said."""
    output = project.folder / place
    found = subprocess.run(
        command(project, place, "-E", *options),
        capture_output=True,
        text=True,
        check=True,
        env=surroundings(seed, zone, repository),
    )
    said = found.stderr.replace(f"{project.source}/", "").splitlines()
    if "-j" in options:
        assert " .. " in found.stdout  # documents were read in groups: by several readers
    return Output.of(output), said


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("determinism")


@pytest.fixture(scope="module")
def project(place: Path) -> Project:
    """The handbook with faults: one process in three documents, an id twice in a register, steps that lead nowhere."""
    project = Project.copy("handbook", place / "one")
    for new, old in COPIES.items():
        project.write(f"{new}.md", project.text(f"{old}.md").replace("close [不需要]", "clsoe [不需要]"))
    project.edit("index.md", "flow\n", "\n".join(["flow", *COPIES, ""]))
    return project


@pytest.fixture(scope="module")
def first(project: Project) -> Run:
    return run(project, "first", seed=1)


OTHERS: dict[str, Callable[[Project], Run]] = {
    "two jobs": lambda project: run(project, "jobs", "-j", "2", seed=1),
    "four jobs": lambda project: run(project, "four", "-j", "4", seed=1),
    "another hash seed": lambda project: run(project, "seed", seed=2),
    "another time zone": lambda project: run(project, "zone", seed=1, zone="Pacific/Kiritimati"),
    "another folder": lambda project: run(
        Project.copy_of(project, project.folder.parent / "elsewhere/二"), "x", seed=1
    ),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_the_same_sources_give_the_same_bytes(project: Project, first: Run, other: Callable[[Project], Run]) -> None:
    output, said = other(project)
    assert output.pages == first[0].pages
    assert output.inventory == first[0].inventory
    assert output.search == first[0].search
    assert output.files == first[0].files
    assert said == first[1]


def test_two_checkouts_give_the_same_folder_byte_by_byte(project: Project, first: Run, place: Path) -> None:
    checkout = place / "检出"
    package = "sphinxcontrib_procstd"
    shutil.copytree(REPOSITORY / package, checkout / package, ignore=shutil.ignore_patterns("__pycache__"))
    other = Project.copy_of(project, checkout)
    said = run(other, "output", seed=1, repository=checkout)[1]
    assert said == first[1]
    assert files_in(checkout / "output") == files_in(project.folder / "first")


def test_a_run_with_another_hash_seed_finds_every_page_as_it_was(place: Path) -> None:
    project = Project.copy("handbook", place / "looked-at")
    add_everything(project)
    project.show_every_view()  # one of them has every page looked at in every build
    times = []
    for seed in (1, 2, 3):
        subprocess.run(command(project, "output"), capture_output=True, check=True, env=surroundings(seed))
        times.append({name: path.stat().st_mtime_ns for name, path in pages_in(project.folder / "output").items()})
    assert times[0] == times[1] == times[2]


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file of an output, also Sphinx's own."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(DOCTREES)}


def test_what_is_defined_twice_is_said_by_place(first: Run) -> None:
    assert first[1] == [
        "a-complaint.md:27: WARNING: next：本流程没有步骤“clsoe”；是否指“close”？ [procstd.F303]",
        "complaint.md:1: WARNING: 流程标识“complaint”已在a-complaint.md:1定义 [procstd.F304]",
        "forms.md:3: WARNING: 表单的标识“complaint-form”已在b-forms.md:3定义 [procstd.F304]",
        "forms.md:8: WARNING: 表单的标识“refund-form”已在b-forms.md:8定义 [procstd.F304]",
        "z-audit.md:3: WARNING: 步骤标识“sample”已在audit.md:3的流程“refund”中定义 [procstd.F304]",
        "z-audit.md:11: WARNING: 步骤标识“sample”已在audit.md:11的流程“complaint”中定义 [procstd.F304]",
        "z-complaint.md:1: WARNING: 流程标识“complaint”已在a-complaint.md:1定义 [procstd.F304]",
    ]


def kill(project: Project, place: str, moment: float) -> bool:
    """Start a build and kill it, its writers too, after so many seconds; return whether it was still at work."""
    with subprocess.Popen(
        command(project, place, "-j", "2"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=surroundings(1),
        start_new_session=True,
    ) as build:
        try:
            build.wait(moment)
        except subprocess.TimeoutExpired:
            os.killpg(build.pid, signal.SIGKILL)
            return True
    return False


def check_after_kills(project: Project, first: Run, wanted: int, seed: int) -> None:
    """Kill a clean build, and one after an edit in what it left; then build to the end. So many times.

    The moments are drawn from the time that such a build takes here: one that has ended is no build that was killed.
    """
    chance, kept = random.Random(seed), project.text("forms.md")
    start = time.monotonic()
    kill(project, "unharmed", 600)
    lasts = time.monotonic() - start
    killed = 0
    for number in range(wanted * 5):
        place, moment = f"killed-{number}", chance.uniform(0, lasts)
        was_killed = kill(project, place, moment)
        project.write("forms.md", f"{kept}\n《投诉登记表》。\n")
        was_killed &= kill(project, place, chance.uniform(0, lasts * 0.7))  # it takes less than a clean one
        project.write("forms.md", kept)
        subprocess.run(command(project, place), capture_output=True, check=True, env=surroundings(1))
        found = Output.of(project.folder / place)
        for kind in ("pages", "files", "search"):
            old, new = getattr(first[0], kind), getattr(found, kind)
            assert [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)] == [], (moment, kind)
        assert found.inventory == first[0].inventory, moment
        shutil.rmtree(project.folder / place)
        killed += was_killed
        if killed == wanted:
            return
    pytest.fail(f"only {killed} of {wanted * 5} builds were still at work")


@pytest.mark.skipif(os.name != "posix", reason="kills a group of processes")
def test_a_build_that_was_killed_and_run_again_gives_the_same_bytes(project: Project, first: Run) -> None:
    check_after_kills(project, first, wanted=1, seed=10)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills a group of processes")
def test_builds_killed_twice_20_times_and_run_again_give_the_same_bytes(project: Project, first: Run) -> None:
    check_after_kills(project, first, wanted=20, seed=88)
