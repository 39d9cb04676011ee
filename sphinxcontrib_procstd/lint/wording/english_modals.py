"""English modal verbs: which of them leave a step open."""

from __future__ import annotations

from sphinxcontrib_procstd.lint.wording.english_text import EnglishText, has_number
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary
from sphinxcontrib_procstd.lint.wordset import word_set

_MONTH_BEFORE = word_set(
    """
    in of by mid early late since until from to on next last this before after between and st nd rd th
    """
)
_LIMITED = word_set(
    """
    by once twice times within between ± up below under exceeding only most maximum less alone than
    limit
    """
)
_CONDITIONAL = word_set("if when whether unless which because lest where")
_EFFECTS = word_set(
    """
    cause lead result damage harm contain occur happen fail leak burn explode spill fall break injure
    hurt affect overheat ignite vary differ arise
    """
)
_RIGHTS = word_set(
    """
    abort refuse stop halt reject cancel appeal object watch observe enter leave withdraw visit demand
    claim eat drink keep freeze smoke park board suspend veto overrule override exclude expel terminate
    revoke decline inspect attend vote resign opt-out unsubscribe
    """
)
"""What somebody has the right to do; leaving it undone breaks no step."""
_STATES = word_set(
    """
    hot wet slippery sharp live unstable present absent damaged empty full open missing necessary heavy
    contaminated
    """
)


def is_weak_modal(doc: EnglishText, first: int, end: int, words: Vocabulary) -> bool:
    """Whether a modal phrase makes a required step optional, rather than speak of a limit or a customer."""
    phrase = " ".join(doc.words[first:end])
    if phrase == "should":
        return not _inverted(doc, first)
    if phrase == "would":
        return not _CONDITIONAL.intersection(doc.before(first))
    if phrase == "need not" and doc.word(end).endswith("ed"):
        return False  # "need not justified": the name of a result
    if phrase in {"may", "might", "could"}:
        return not (_is_month(doc, first, phrase) or _is_possibility(doc, end) or _is_leave(doc, first, end, words))
    if phrase in {"consider", "considers", "perhaps", "maybe", "probably", "possibly"}:
        return not _CONDITIONAL.intersection(doc.before(first))
    return True


def _inverted(doc: EnglishText, first: int) -> bool:
    """Whether "should" opens a conditional clause: "Should the guest object, ..."."""
    return doc.clause_start[first] == first or (
        doc.word(first - 1) in {"and", "or", "but"} and doc.clause_start[first] == first - 1
    )


def _is_month(doc: EnglishText, first: int, phrase: str) -> bool:
    if phrase != "may" or doc.tokens[first].text != "May":
        return False
    before, after = doc.word(first - 1), doc.word(first + 1)
    return first > 0 or after[:1].isdigit() or before in _MONTH_BEFORE


def _is_possibility(doc: EnglishText, end: int) -> bool:
    verb = doc.word(end)
    return (
        verb in _EFFECTS
        or (verb == "be" and doc.word(end + 1) in _STATES)
        or (verb == "have" and doc.word(end + 1) not in {"a", "the"})
    )


def _is_leave(doc: EnglishText, first: int, end: int, words: Vocabulary) -> bool:
    """Whether it is an authority with a limit, or what a customer or a device may do."""
    clause = doc.after(end)
    if (
        "only" in clause
        or doc.word(end) == "not"
        or doc.word(end) in _RIGHTS
        or (has_number(clause) and {"per", "each", "a"}.intersection(clause))
        or (has_number(clause) and _LIMITED.intersection(clause))
    ):
        return True
    before = doc.before(first)
    if _CONDITIONAL.intersection(before) or (before and before[-1] in {"that", "who", "what"}):
        return True
    return bool(before) and before[-1] in words["customer"]
