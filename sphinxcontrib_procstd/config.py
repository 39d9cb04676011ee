"""Every configuration value of the extension: name, default, what is allowed, what it is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Rebuild = Literal["env", "html", ""]


def _is_bool(value: Any) -> str:
    return "" if isinstance(value, bool) else "must be True or False"


def _one_of(*words: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        return "" if value in words else f"must be one of {', '.join(map(repr, words))}"

    return check


_SELECTOR = re.compile(r"[A-Za-z]\w*(?:-\w+)*")
_LEVELS = ("error", "warning", "info", "off")


def is_selector(value: Any) -> bool:
    """Return whether a value can name rules: a code, a prefix of codes, or a rule's name."""
    return isinstance(value, str) and _SELECTOR.fullmatch(value) is not None


def _is_selection(value: Any) -> str:
    if isinstance(value, bool):
        return ""
    return _is_selectors(value).replace("must be", "must be True, False or")


def _is_selectors(value: Any) -> str:
    fits = isinstance(value, list | tuple | set | frozenset) and all(map(is_selector, value))
    return "" if fits else "must be a list of rule codes, prefixes or names"


def _is_severities(value: Any) -> str:
    fits = isinstance(value, dict) and all(is_selector(name) and level in _LEVELS for name, level in value.items())
    return "" if fits else f"must be a mapping of rule codes, prefixes or names to {', '.join(map(repr, _LEVELS))}"


def _is_words(value: Any) -> str:
    wrong = "must be a mapping of 'zh' or 'en' to a mapping of list names to lists of words"
    if not isinstance(value, dict):
        return wrong
    for lang, lists in value.items():
        if lang not in {"zh", "en"} or not isinstance(lists, Mapping):
            return wrong
        for name, entries in lists.items():
            if not isinstance(name, str) or not isinstance(entries, list | tuple):
                return wrong
            if not all(isinstance(entry, str) for entry in entries):
                return wrong
    return ""


def _is_path(value: Any) -> str:
    return "" if isinstance(value, str) else "must be the path of a file, from the folder of conf.py"


def _is_pairs(value: Any) -> str:
    fits = isinstance(value, list | tuple) and all(
        isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(step, str) for step in pair)
        for pair in value
    )
    return "" if fits else "must be a list of pairs of steps"


def _is_day(value: Any) -> str:
    if not isinstance(value, str):
        return "must be a date such as '2026-01-31'"
    try:
        date.fromisoformat(value or "2026-01-31")
    except ValueError:
        return "must be a date such as '2026-01-31'"
    return ""


def _is_days(value: Any) -> str:
    fits = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return "" if fits else "must be a number of days, 0 or more"


def _is_folder(value: Any) -> str:
    fits = isinstance(value, str) and value.strip() not in {"", "."}
    return "" if fits else "must be the path of a folder, from the folder of conf.py"


def _is_meanings(value: Any) -> str:
    fits = isinstance(value, list | tuple) and all(word in {"review", "approve"} for word in value)
    return "" if fits else "must be a list of 'review' and 'approve'"


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
    Setting(
        name="procstd_lint",
        default=False,
        rebuild="env",
        types=(bool, list, tuple, set, frozenset),
        check=_is_selection,
        help="What the build checks beside what is broken: False nothing, True all rules, a list the rules it names.",
    ),
    Setting(
        name="procstd_lint_ignore",
        default=[],
        rebuild="env",
        types=(list, tuple, set, frozenset),
        check=_is_selectors,
        help="Rules left out. Of this and the rules selected, the closer name wins: A101 is closer than A.",
    ),
    Setting(
        name="procstd_lint_severity",
        default={},
        rebuild="env",
        types=(dict,),
        check=_is_severities,
        help="How grave the findings of a rule are. The build warns of errors and warnings, not of infos.",
    ),
    Setting(
        name="procstd_lint_words",
        default={},
        rebuild="env",
        types=(dict,),
        check=_is_words,
        help="Words added to the lists of the wording rules, or taken out with a minus in front.",
    ),
    Setting(
        name="procstd_lint_baseline",
        default="",
        rebuild="env",
        types=(str,),
        check=_is_path,
        help="A file of findings that are not reported again, written by `procstd lint --write-baseline`.",
    ),
    Setting(
        name="procstd_lint_separation",
        default=[],
        rebuild="env",
        types=(list, tuple),
        check=_is_pairs,
        help="Pairs of steps, each by id, `process.id` or title, that must not be in the hands of one role (R404).",
    ),
)

SETTINGS += (
    Setting(
        name="procstd_release",
        default=False,
        rebuild="",
        types=(bool,),
        check=_is_bool,
        help="Refuse to build a handbook in which a process in force is not approved as it stands.",
    ),
    Setting(
        name="procstd_today",
        default="",
        rebuild="",
        types=(str,),
        check=_is_day,
        help="The day reviews are due against, such as 2026-01-31. Default: SOURCE_DATE_EPOCH, else the day it is.",
    ),
    Setting(
        name="procstd_review_grace",
        default=30,
        rebuild="",
        types=(int,),
        check=_is_days,
        help="How many days a review may be overdue before that is an error (G802).",
    ),
    Setting(
        name="procstd_review_soon",
        default=30,
        rebuild="",
        types=(int,),
        check=_is_days,
        help="How many days before its date a review is shown as due soon.",
    ),
    Setting(
        name="procstd_signoffs",
        default="signoffs",
        rebuild="",
        types=(str,),
        check=_is_folder,
        help="The folder of the sign-off files, from the folder of conf.py.",
    ),
    Setting(
        name="procstd_signoff_meanings",
        default=["approve"],
        rebuild="",
        types=(list, tuple),
        check=_is_meanings,
        help="The signatures that a process in force needs: `approve`, `review`, or both. None: an empty list.",
    ),
    Setting(
        name="procstd_signoff_required",
        default=False,
        rebuild="",
        types=(bool,),
        check=_is_bool,
        help="Report a process in force that nobody signed (G801), and show who has to. Void ones are always reported.",
    ),
    Setting(
        name="procstd_allowed_signers",
        default="",
        rebuild="",
        types=(str,),
        check=_is_path,
        help="A file of allowed signers (ssh-keygen): then only sign-offs with their detached signature count.",
    ),
    Setting(
        name="procstd_baseline",
        default="",
        rebuild="",
        types=(str,),
        check=_is_path,
        help="A snapshot of the last release (`procstd snapshot`): pages say what changed since.",
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
