"""The words of a filter: whatever finds a process is known, and only what nothing bears is called unknown."""

from __future__ import annotations

import pytest

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Mention, Process, Step
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind
from sphinxcontrib_procstd.render.filters import matches
from sphinxcontrib_procstd.render.nearby import unknown_words

HERE = Location("page.rst", 1)
CLERK = Mention(name="clerk", label="Clerk of the day")
CATALOGUE = Catalogue(
    processes=(
        Process(
            id="order",
            location=HERE,
            title="Order handling",
            title_source="订单",
            category="Sales",
            category_source="销售",
            owner=Mention(name="lead", label="Team lead"),
            departments=(Mention(name="Shop", label="The shop"),),
            tags=(Mention(name="urgent", label="Urgent!"),),
            steps=(Step(id="pick", title="Pick", role=CLERK, location=HERE),),
        ),
    ),
    resources=(
        Resource(kind=ResourceKind.JOB_ROLE, id="lead", title="Lead", title_source="组长", location=HERE),
        Resource(kind=ResourceKind.JOB_ROLE, id="buyer", title="Buyer", location=HERE),
        Resource(kind=ResourceKind.DEPARTMENT, id="it", title="IT", location=HERE),
    ),
)
FINDING = {
    "process": ("order", "Order handling", "订单"),
    "category": ("Sales", "销售"),
    "owner": ("lead", "Team lead", "Lead", "组长"),
    "department": ("Shop", "the  shop"),
    "tag": ("urgent", "Urgent!"),
    "role": ("clerk", "Clerk of the day"),
}


@pytest.mark.parametrize(("name", "word"), [(name, word) for name, words in FINDING.items() for word in words])
def test_a_word_that_finds_a_process_is_known(name: str, word: str) -> None:
    assert matches(CATALOGUE.processes[0], {name: word}, CATALOGUE)
    assert list(unknown_words({name: word}, CATALOGUE)) == []


@pytest.mark.parametrize(("name", "word"), [("owner", "Buyer"), ("role", "buyer"), ("department", "it")])
def test_an_entry_of_a_register_is_known_though_no_process_names_it(name: str, word: str) -> None:
    assert not matches(CATALOGUE.processes[0], {name: word}, CATALOGUE)
    assert list(unknown_words({name: word}, CATALOGUE)) == []


@pytest.mark.parametrize(
    ("name", "word", "near"),
    [("owner", "Team laed", "Team lead"), ("tag", "urgnet", "urgent"), ("role", "Warehouse", "")],
)
def test_a_word_that_nothing_bears_is_told_with_the_nearest_that_something_does(
    name: str, word: str, near: str
) -> None:
    assert list(unknown_words({name: word}, CATALOGUE)) == [(word, near)]
