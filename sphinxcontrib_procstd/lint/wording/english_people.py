"""English wording: who acts, where nobody can tell who that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sphinxcontrib_procstd.lint.wording import english_patterns
from sphinxcontrib_procstd.lint.wording.english_text import EnglishText, has_number
from sphinxcontrib_procstd.lint.wording.hits import ACTOR, Hit
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary
from sphinxcontrib_procstd.lint.wordset import word_set

_KNOWS = word_set(
    """
    knows know familiar experience experienced free available time handy around nearest best skills
    knowledge understands has have happens
    """
)
_STAFF_HEADS = word_set(
    """
    co-worker co-workers coworker coworkers person persons people personnel staff employee employees
    colleague colleagues somebody someone worker workers member members hand hands teammate guy folks
    anyone
    """
)
_OFFICIAL = word_set(
    """
    relevant concerned competent appropriate suitable right proper corresponding pertinent applicable
    """
)
_OUTSIDERS = word_set(
    """
    customers suppliers users clients guests patients owners neighbours residents tenants carriers
    partners
    """
)
_DOERS = (
    "tor",
    "ter",
    "ger",
    "ner",
    "yer",
    "ver",
    "ker",
    "der",
    "ist",
    "ant",
    "man",
    "men",
    "ian",
    "ers",
    "ors",
    "clerk",
    "nurse",
)
_LOOSELY = word_set(
    """
    experienced seasoned skilled knowledgeable capable available free spare suitable appropriate
    trusted reliable trustworthy willing idle good strong capable proficient versatile handy nearby
    other another some interested
    """
)
_ROLE_TAILS = word_set("people folk folks guys lot side crowd bunch gang hands")


def loose_people(doc: EnglishText, words: Vocabulary) -> Iterator[Hit]:
    """Yield groups nobody can look up: "a knowledgeable colleague", "inform management"."""
    for place, word in enumerate(doc.words):
        if doc.quoted[place] or not word.isalpha():
            continue
        after = doc.word(place + 1)
        if (
            (word in words["loose_modifier"] and after in words["loose_person"] and _is_loose(doc, place, word, after))
            or (
                word in _STAFF_HEADS
                and after in {"who", "that", "with"}
                and not has_number(doc.after(place))
                and (_KNOWS.intersection(doc.words[place + 2 : place + 6]) or len(doc.words) < 6)
            )
            or (
                after in {"concerned", "involved", "affected"}
                and (word in words["loose_person"] or word in _OUTSIDERS)
                and (not doc.word(place + 2).isalpha() and word not in {"is", "was"})
            )
        ):
            yield doc.hit(ACTOR, place, place + 2)
        elif word == "one" and after == "of" and english_patterns.one_of_us(doc, place):
            yield doc.hit(ACTOR, place, place + 4)
        elif word in {"whichever", "whatever"} and (after in words["loose_person"] or after.endswith(_DOERS)):
            yield doc.hit(ACTOR, place, place + 2)
        elif _is_crowd(doc, place, word):
            yield doc.hit(ACTOR, place - 1, place + 1)
        elif word in words["loose_before"]:
            yield from _told(doc, place, words)


def _is_loose(doc: EnglishText, place: int, modifier: str, person: str) -> bool:
    if modifier in {"affected", "interested"} and person not in {"party", "parties"}:
        return False  # who is affected or interested can be found out
    if doc.bracket(place + 2) or doc.word(place + 2) in {
        "card",
        "number",
        "list",
        "register",
        "code",
        "room",
        "portal",
        "id",
        "file",
    }:
        return False
    return (
        person in _STAFF_HEADS
        or modifier in _OFFICIAL
        or person in {"party", "parties", "team", "department", "departments"}
    )


def _told(doc: EnglishText, place: int, words: Vocabulary) -> Iterator[Hit]:
    for length in (3, 2, 1):
        phrase = " ".join(doc.words[place + 1 : place + 1 + length])
        end = place + 1 + length
        if end > len(doc.words) or phrase not in words["loose_subject"]:
            continue
        if not doc.word(end).isalpha() and doc.word(end) not in {"(", "'", "’"}:
            yield doc.hit(ACTOR, place + 1, end)
            return


def loose_role(doc: EnglishText, words: Vocabulary, found: Sequence[Hit]) -> Iterator[Hit]:
    """Yield a whole role field that names no role."""
    if not doc.words or found:
        return
    whole = " ".join(word for word in doc.words if word not in {"a", "an", "the"})
    loose = {
        "any",
        "whichever",
        "anyone",
        "anybody",
        "someone",
        "somebody",
        "everyone",
        "everybody",
        "some",
        "available",
        "free",
        "several",
        "few",
        "many",
        "various",
        "others",
        "or",
        "whoever",
        "nearby",
    }.intersection(doc.words)
    official = _OFFICIAL.intersection(doc.words[:2])
    if (
        doc.words[:2] == ("one", "of")
        or whole in words["role_alone"] | words["loose_subject"]
        or loose
        or (_LOOSELY.intersection(doc.words[:2]) and len(whole.split()) < len(("skilled", "trades", "supervisor")))
        or official
        or doc.words[-1] in _ROLE_TAILS
    ):
        yield doc.hit(ACTOR, 0, len(doc.words))


def _is_crowd(doc: EnglishText, place: int, word: str) -> bool:
    """Whether a word is a loose plural after its place of work: "the port people", "the kitchen guys"."""
    if word in {"folks", "guys", "lads", "folk"}:
        return True
    return word == "people" and doc.word(place - 2) == "the" and doc.word(place - 1).isalpha()
