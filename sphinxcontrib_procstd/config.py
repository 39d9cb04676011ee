"""Every configuration value of the extension: name, default, what is allowed, what it is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sphinxcontrib_procstd.diagnostics import say

DOCUMENTS = ("csv", "xlsx", "docx", "bpmn", "md", "rst")
"""Formats that hold one process as a document."""

Rebuild = Literal["env", "html", ""]


def _is_bool(value: Any) -> str:
    return "" if isinstance(value, bool) else say("must be True or False")


def _one_of(*words: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        return "" if value in words else say("must be one of {words}", words=", ".join(map(repr, words)))

    return check


_SELECTOR = re.compile(r"[A-Za-z]\w*(?:-\w+)*")
_LEVELS = ("error", "warning", "info", "off")


def is_selector(value: Any) -> bool:
    """Return whether a value can name rules: a code, a prefix of codes, or a rule's name."""
    return isinstance(value, str) and _SELECTOR.fullmatch(value) is not None


def _is_selection(value: Any) -> str:
    fits = isinstance(value, bool) or not _is_selectors(value)
    return "" if fits else say("must be True, False or a list of rule codes, prefixes or names")


def _is_selectors(value: Any) -> str:
    fits = isinstance(value, list | tuple | set | frozenset) and all(map(is_selector, value))
    return "" if fits else say("must be a list of rule codes, prefixes or names")


def _is_severities(value: Any) -> str:
    fits = isinstance(value, dict) and all(is_selector(name) and level in _LEVELS for name, level in value.items())
    text = "must be a mapping of rule codes, prefixes or names to {words}"
    return "" if fits else say(text, words=", ".join(map(repr, _LEVELS)))


def _is_words(value: Any) -> str:
    wrong = say("must be a mapping of 'zh' or 'en' to a mapping of list names to lists of words")
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
    return "" if isinstance(value, str) else say("must be the path of a file, from the folder of conf.py")


def _is_form_formats(value: Any) -> str:
    fits = isinstance(value, bool) or (isinstance(value, list | tuple) and all(word in FORM_FORMATS for word in value))
    return "" if fits else say("must be True, False or a list of {words}", words=", ".join(map(repr, FORM_FORMATS)))


FORM_FORMATS = ("xlsx", "docx")
REPORT_FIELDS = ("process", "process_title", "step", "step_title", "version", "url")
"""What the address of `procstd_report_problem` may hold in braces."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BRACES = re.compile(r"\{([^{}]*)\}")


def _is_report_address(value: Any) -> str:
    if not isinstance(value, str):
        return say("must be an address")
    scheme = _SCHEME.match(value.strip())
    folded = "".join(char for char in value if char.isprintable() and not char.isspace()).casefold()
    if value and folded != value.casefold():
        return say("must be an address without blanks and control characters (write %20)")
    if scheme and scheme[0].casefold() not in {"http:", "https:", "mailto:"}:
        return say("must start with https:, http: or mailto:, or be a path")
    if value.startswith("{"):
        return say("must not start with a field in braces")
    unknown = [name for name in _BRACES.findall(value) if name not in REPORT_FIELDS]
    if unknown or "{" in (rest := _BRACES.sub("", value)) or "}" in rest:
        known = ", ".join(f"{{{name}}}" for name in REPORT_FIELDS)
        return say("may hold {known} in braces and nothing else", known=known)
    return ""


def _is_pairs(value: Any) -> str:
    fits = isinstance(value, list | tuple) and all(
        isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(step, str) for step in pair)
        for pair in value
    )
    return "" if fits else say("must be a list of pairs of steps")


def _is_day(value: Any) -> str:
    if not isinstance(value, str):
        return say("must be a date such as '2026-01-31'")
    try:
        date.fromisoformat(value or "2026-01-31")
    except ValueError:
        return say("must be a date such as '2026-01-31'")
    return ""


def _is_day_count(value: Any) -> str:
    fits = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return "" if fits else say("must be a number of days, 0 or more")


def _is_signoff_folder(value: Any) -> str:
    fits = isinstance(value, str) and value.strip() not in {"", "."}
    return "" if fits else say("must be the path of a folder, from the folder of conf.py")


def _is_meanings(value: Any) -> str:
    fits = isinstance(value, list | tuple) and all(word in {"review", "approve"} for word in value)
    return "" if fits else say("must be a list of 'review' and 'approve'")


def _is_formats(value: Any) -> str:
    known = sorted((*DOCUMENTS, "json"))
    fits = isinstance(value, list | tuple) and all(isinstance(form, str) and form in known for form in value)
    return "" if fits else say("must be a list of formats ({words})", words=", ".join(known))


def _is_templates(value: Any) -> str:
    fits = isinstance(value, list | tuple) and all(
        isinstance(name, str) and name.casefold().endswith((".xlsx", ".docx")) for name in value
    )
    return "" if fits else say("must be a list of .xlsx and .docx files, from the folder of conf.py")


def _is_logs(value: Any) -> str:
    fits = isinstance(value, dict) and all(
        isinstance(name, str) and isinstance(log, str | Mapping) for name, log in value.items()
    )
    return "" if fits else say("must be a mapping of process ids to event logs")


def _is_folder(value: Any) -> str:
    fits = isinstance(value, str) and value and not value.startswith("/") and ".." not in value.split("/")
    return "" if fits else say("must be a folder inside the one of conf.py")


def _is_days(value: Any) -> str:
    fits = isinstance(value, int) and not isinstance(value, bool)
    return "" if fits else say("must be a number of days, -1 for no limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One configuration value. ``check`` returns what is wrong with a value, "" if nothing is."""

    name: str
    default: Any
    rebuild: Rebuild
    types: tuple[type, ...]
    check: Callable[[Any], str]
    help: str


def _flag(name: str, *, help: str, default: bool = False, rebuild: Rebuild = "") -> Setting:  # noqa: A002 - as above
    return Setting(name=name, default=default, rebuild=rebuild, types=(bool,), check=_is_bool, help=help)


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
    _flag(
        "procstd_autolink",
        default=True,
        rebuild="env",
        help="Link 《…》 in running text to the register entry or process of that title.",
    ),
    Setting(
        name="procstd_blank_forms",
        default=True,
        rebuild="html",
        types=(bool, list, tuple),
        check=_is_form_formats,
        help="Blank forms to download beside the fields of each form: a list of `xlsx` and `docx`, or False for none. "
        "True makes those whose library is installed (extras `[xlsx]`, `[docx]`).",
    ),
    Setting(
        name="procstd_report_problem",
        default="",
        rebuild="html",
        types=(str,),
        check=_is_report_address,
        help="Where a reader reports a problem with a step: an address (`https:`, `mailto:` or a path) in which "
        "`{process}`, `{process_title}`, `{step}`, `{step_title}`, `{version}` and `{url}` are filled in. "
        "Empty: no such link.",
    ),
    Setting(
        name="procstd_downloads",
        default=[],
        rebuild="html",
        types=(list, tuple),
        check=_is_formats,
        help="Formats in which each process can be downloaded from its page, such as `xlsx`, `docx` or `bpmn`.",
    ),
    _flag(
        "procstd_catalogue",
        help="Write what the handbook holds beside its pages (`procstd-catalogue.json`), for `procstd portal` to join "
        "several handbooks.",
    ),
    Setting(
        name="procstd_templates",
        default=[],
        rebuild="",
        types=(list, tuple),
        check=_is_templates,
        help="Excel and Word files whose styles the files to download take, from the folder of conf.py.",
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
        help="Pairs to be kept apart (R404): steps, each by id, `process.id` or title, that no one role may do both "
        "of; or roles, by id or title, of which one may not approve what the other made.",
    ),
    Setting(
        name="procstd_figures",
        default={},
        rebuild="",
        types=(dict,),
        check=_is_logs,
        help="The event log of each process, by id: a path, an address or a mapping. `procstd figures` measures it.",
    ),
    Setting(
        name="procstd_figures_folder",
        default="figures",
        rebuild="html",
        types=(str,),
        check=_is_folder,
        help="Where measured figures are kept, and where an event log named after its process is found.",
    ),
    Setting(
        name="procstd_figures_max_age",
        default=120,
        rebuild="html",
        types=(int,),
        check=_is_days,
        help="After how many days measured figures count as old; pages and the build then say so. -1 is never.",
    ),
)

SETTINGS += (
    _flag(
        "procstd_release",
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
        check=_is_day_count,
        help="How many days a review may be overdue before that is an error (G802).",
    ),
    Setting(
        name="procstd_review_soon",
        default=30,
        rebuild="",
        types=(int,),
        check=_is_day_count,
        help="How many days before its date a review is shown as due soon.",
    ),
    Setting(
        name="procstd_signoffs",
        default="signoffs",
        rebuild="",
        types=(str,),
        check=_is_signoff_folder,
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
    _flag(
        "procstd_signoff_required",
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
    found: list[str] = []
    for setting in SETTINGS:
        value = values(setting.name)
        if wrong := setting.check(value):
            found.append(say("{name} {wrong}, not {value}", name=setting.name, wrong=wrong, value=repr(value)))
    return found
