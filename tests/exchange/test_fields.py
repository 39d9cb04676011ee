"""The fields known here are the options of the author syntax, under the same names."""

from __future__ import annotations

import pytest

from sphinxcontrib_procstd.exchange.fields import PROCESS_FIELDS, RECORD_FIELDS, RESOURCE_FIELDS, STEP_FIELDS, Field
from sphinxcontrib_procstd.exchange.source import RECORD_KINDS
from sphinxcontrib_procstd.syntax.options import RECORD_OPTIONS, ValueKind, find_option, options_of

TABLES = {
    **RECORD_FIELDS,
    "process": PROCESS_FIELDS,
    "step": STEP_FIELDS,
    **{kind.value: f for kind, f in RESOURCE_FIELDS.items()},
}
MARKED_UP = {ValueKind.TEXT, ValueKind.ITEM, ValueKind.ITEMS}


@pytest.mark.parametrize(("directive", "fields"), TABLES.items())
def test_every_option_has_its_field_with_a_name_in_both_languages(directive: str, fields: tuple[Field, ...]) -> None:
    options = [option for option in options_of(directive) if directive == "process" or option.name != "process"]
    assert [(f.name, f.markup) for f in fields] == [(o.name, o.kind in MARKED_UP) for o in options]
    names = [(f.name, found.name) for f in fields if (found := find_option(directive, f.zh)) is not None]
    assert names == [(option.name, option.name) for option in options]


def test_every_record_can_be_written() -> None:
    assert frozenset(RECORD_OPTIONS) == RECORD_KINDS
