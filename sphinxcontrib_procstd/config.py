"""Every configuration value of the extension: name, default, what is allowed, what it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Rebuild = Literal["env", "html", ""]


def _is_bool(value: Any) -> str:
    return "" if isinstance(value, bool) else "must be True or False"


def _one_of(*words: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        return "" if value in words else f"must be one of {', '.join(map(repr, words))}"

    return check


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One configuration value. ``check`` returns what is wrong with a value, "" if nothing is."""

    name: str
    default: Any
    rebuild: Rebuild
    types: tuple[type, ...]
    check: Callable[[Any], str]
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting(
        name="procstd_swimlane",
        default=True,
        rebuild="html",
        types=(bool,),
        check=_is_bool,
        help="Draw the swimlane under the header of every process. False leaves it to the `swimlane` directive.",
    ),
    Setting(
        name="procstd_orientation",
        default="auto",
        rebuild="html",
        types=(str,),
        check=_one_of("auto", "top-down", "left-right"),
        help="How swimlanes run where a process does not say so itself (`:orientation:`).",
    ),
    Setting(
        name="procstd_autolink",
        default=True,
        rebuild="env",
        types=(bool,),
        check=_is_bool,
        help="Link 《…》 in running text to the register entry or process of that title.",
    ),
)


def faults(values: Callable[[str], Any]) -> list[str]:
    """Return one message for each setting whose value is not allowed."""
    found = []
    for setting in SETTINGS:
        value = values(setting.name)
        if wrong := setting.check(value):
            found.append(f"{setting.name} {wrong}, not {value!r}")
    return found
