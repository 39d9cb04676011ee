"""English wording: listed phrases with the conditions that rescue them, and patterns over tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sphinxcontrib_procstd.lint.wording import (
    english_classes,
    english_outcomes,
    english_patterns,
    english_people,
    english_shape,
)
from sphinxcontrib_procstd.lint.wording.english_modals import is_weak_modal
from sphinxcontrib_procstd.lint.wording.english_text import EnglishText, has_number, has_time_figure, is_number
from sphinxcontrib_procstd.lint.wording.hits import ACTOR, COMPOUND, DEGREE, ESCAPE, MODAL, OPEN_LIST, TIME, TITLE, Hit
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary
from sphinxcontrib_procstd.lint.wordset import word_set

CODES = {
    "time": TIME,
    "actor": ACTOR,
    "escape": ESCAPE,
    "list": OPEN_LIST,
    "degree": DEGREE,
    "modal": MODAL,
    "effort": DEGREE,
}
_BY_FIELD = {
    "deadline": {"time", "actor", "escape", "list"},
    "title": {"time", "actor", "escape", "list"},
    "role": {"actor", "escape", "list"},
    "output": {"time", "actor", "escape", "list", "degree", "effort"},
    "condition": {"time", "actor", "escape", "list", "degree", "effort"},
    "spec": {"time", "actor", "escape", "list", "degree", "modal", "effort"},
}
_LIMITERS = word_set(
    """
    within by before under inside until latest maximum max than ≤ < in exceeding
    """
)
_FREQUENCY = word_set(
    """
    every each per once twice daily weekly monthly quarterly yearly annually hourly times nightly
    fortnightly
    """
)
_BRIDGE = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday noon midnight and but at the no not with
    that is i e in any case event always later than latest most within by or namely up to . a
    """
)
_EXPLAINS = word_set("namely meaning viz specifically ie")
_REFERENCES = word_set(
    """
    annex appendix clause section table figure schedule
    regulation regulations act law article form standard iso
    recipe label drawing manual chart checklist procedure
    sop rule rules paragraph §
    """
)
_COMPARES = word_set(
    """
    above below over under exceeds exceeding exceed more
    less than least most reaches reached > < ≥ ≤ if when
    where between
    """
)
_PEOPLE_PLURAL = frozenset(("people", "staff", "children", "men", "women"))
_ANCHORS = word_set(
    """
    by before after on at upon same next end close during until daily weekly monthly quarterly yearly
    annually hourly each every today tomorrow none n/a n once receipt instantly real-time when while
    overnight day-end month-end year-end quarter-end week-end following prior concurrent simultaneously
    with from in within between ahead eod cob eob eow eom fortnight
    """
)


def check(text: str, field: str, words: Vocabulary) -> list[Hit]:
    """Return the hits of one English text."""
    doc = EnglishText(text)
    found = list(_listed(doc, field, words))
    found += english_people.loose_people(doc, words)
    found += english_patterns.left_open(doc)
    found += english_patterns.abstractions(doc) if field in {"spec", "output", "condition"} else []
    found += english_patterns.care(doc) if field in {"spec", "output", "condition"} else []
    if field != "role":
        found += english_patterns.loose_times(doc)
        found += english_classes.loose_spans(doc, words)
        found += english_classes.easings(doc, words)
        found += english_classes.open_conditions(doc, words)
    if field in {"spec", "output", "condition"}:
        found += _attributes(doc, words, field)
        found += english_classes.evaluations(doc, words)
        found += english_outcomes.outcomes(doc, field)
    if field in {"spec", "condition"}:
        found += english_outcomes.predicates(doc, words, whole=field == "condition")
    if field == "deadline":
        found += _deadline(doc, words, found)
    if field == "role":
        found += english_people.loose_role(doc, words, found)
    if field == "title":
        found += [Hit(TITLE, 0, len(text))] if english_shape.is_weak_title(doc, words) else []
    span = english_shape.second_action(doc, words) if field in {"spec", "title"} else None
    if field == "title":
        span = span or english_shape.third_verb(doc, words)
    if span:
        found.append(Hit(COMPOUND, *span))
    return found


def _listed(doc: EnglishText, field: str, words: Vocabulary) -> Iterator[Hit]:
    for first, end, name in doc.phrases(words):
        if name in _BY_FIELD[field] and _KEEP[name](doc, first, end, words):
            yield doc.hit(CODES[name], first, end)


def _phrase(doc: EnglishText, first: int, end: int) -> str:
    return " ".join(doc.words[first:end])


def _keep_time(doc: EnglishText, first: int, end: int, words: Vocabulary) -> bool:
    phrase = _phrase(doc, first, end)
    around = [*doc.before(first), *doc.after(end)]
    near = [*doc.bracket(end), *doc.next_clause(first)]
    if phrase in words["frequency"]:
        return not (
            _FREQUENCY.intersection([*around, *doc.bracket(end)]) or _FREQUENCY.intersection(doc.next_clause(first)[:6])
        )
    if phrase in {"early", "late"} and doc.word(first - 1) in {"the", "an", "a"} and doc.word(end).isalpha():
        return doc.word(end) in {
            "days",
            "hours",
            "stage",
            "stages",
            "part",
            "phase",
            "date",
            "response",
            "reply",
            "start",
            "warning",
            "notice",
            "moment",
            "opportunity",
        }
    if phrase in {"of late", "currently", "at present"} and doc.word(end).isalpha() and doc.word(first - 1):
        return False  # "of late submission", "customers they currently serve"
    if phrase == "at random":
        return not has_number(around)
    if phrase == "in advance" or phrase.endswith("advance"):
        return not has_time_figure(doc.before(first))
    if has_time_figure(doc.bracket(end)) or (doc.bracket(end) and _LIMITERS.intersection(doc.bracket(end))):
        return False
    return not (
        _limit_in(around) or _limit_opens(doc.next_clause(first)) or (near[:1] == ["i"] and has_time_figure(near))
    )


def _limit_in(clause: Sequence[str]) -> bool:
    """Whether a clause states a limit in figures: within 2 h, by 17:00."""
    return any(
        word in _LIMITERS and has_time_figure(clause[place + 1 : place + 6]) for place, word in enumerate(clause)
    )


def _limit_opens(clause: Sequence[str]) -> bool:
    """Whether a clause does nothing but state the limit: "and no later than 20:00"."""
    for place, word in enumerate(clause):
        if is_number(word):
            return place > 0 and has_time_figure(clause[place : place + 5])
        if word not in _BRIDGE and word not in _LIMITERS:
            return False
    return False


def _keep_actor(doc: EnglishText, first: int, end: int, words: Vocabulary) -> bool:
    del words
    phrase = _phrase(doc, first, end)
    if doc.bracket(end):
        return False
    if phrase == "they":
        earlier = doc.words[max(0, first - 60) : first]
        return not any((word.endswith("s") and len(word) > 3) or word in _PEOPLE_PLURAL for word in earlier)
    if phrase in {"someone", "somebody"}:
        return not {"if", "when", "whether", "unless", "in", "case"}.intersection(doc.before(first)[-2:])
    return True


def _keep_escape(doc: EnglishText, first: int, end: int, words: Vocabulary) -> bool:
    del words
    inside = doc.bracket(end)
    if inside and (has_number(inside) or _COMPARES.intersection(inside)):
        return False
    following = doc.after(end)
    if _EXPLAINS.intersection(following[:2]) or _explained(doc.next_clause(first)):
        return False
    further = doc.next_clause(first)
    if further[:1] in (("see",), ("as",), ("per",), ("cf",)) and _refers(further[:7]):
        return False
    return not (
        following[:1] and following[0] in {"by", "in", "under", "per", "to", "according"} and _refers(following[:7])
    )


def _refers(following: Sequence[str]) -> bool:
    return bool(_REFERENCES.intersection(following)) or any(word[0].isdigit() for word in following)


def _explained(clause: Sequence[str]) -> bool:
    """Whether a clause says what the one before means: i.e., that is, namely."""
    start = " ".join(clause[:4])
    return bool(_EXPLAINS.intersection(clause[:1])) or start.startswith(("i . e", "that is", "which means"))


def _keep_list(doc: EnglishText, first: int, end: int, words: Vocabulary) -> bool:
    del words
    phrase = _phrase(doc, first, end)
    if phrase in {"such as", "for example", "for instance", "e . g", "eg"}:
        return doc.word(first - 1) not in {"", "."} or phrase == "such as"
    if phrase.startswith(("and other", "or other", "and related", "and associated", "and similar", "or similar")):
        return not (is_number(doc.word(first + 2)) or doc.word(end) in {"than", "side", "to"})
    return True


def _keep_degree(doc: EnglishText, first: int, end: int, words: Vocabulary) -> bool:
    del words
    phrase, following = _phrase(doc, first, end), doc.word(end)
    if doc.word(first - 1) == "(" and following == ")":
        return False  # a word in brackets of its own is the name of a kind: (routine)
    if phrase == "some" and first == doc.sentence_start[first] and ";" in doc.words[first:]:
        return False  # "Some tickets carry a number; enter it": what there is, not what is to be done
    if (
        phrase == "some"
        and first == 0
        and {"is", "are"}.intersection(doc.words)
        and {"missing", "damaged", "left", "wrong", "absent", "unsigned", "open"}.intersection(doc.words)
    ):
        return False  # there are such things: a condition one can check
    if following and is_number(following):
        return False
    if phrase in {"too", "very", "quite", "rather", "really"} and (
        not following or not following.isalpha() or following == "than"
    ):
        return False
    if english_patterns.refers(doc, first):
        return False
    if phrase in {"relevant", "appropriate", "suitable", "sufficient", "adequate"} and following in {
        "to",
        "for",
        "under",
    }:
        return False
    return not measured(doc, first, end)


def measured(doc: EnglishText, first: int, end: int) -> bool:
    """Whether a figure right after a word (in a bracket, behind a colon or "i.e.") measures it."""
    for place in range(end, min(end + 4, len(doc.words))):
        if doc.words[place] in {"(", "["}:
            return has_number(doc.bracket(place)) or _explained(doc.bracket(place))
        if doc.words[place] in {":", "–", "—"}:
            return has_number(doc.after(place + 1)[:6])
        if doc.words[place] == "," and _explained(doc.next_clause(first)):
            return has_number(doc.next_clause(first))
        if not doc.words[place][0].isalpha():
            return False
    return False


def _keep_effort(doc: EnglishText, first: int, end: int, words: Vocabulary) -> bool:
    del words
    return not has_number(doc.after(end))


def _keep_modal(doc: EnglishText, first: int, end: int, words: Vocabulary) -> bool:
    return is_weak_modal(doc, first, end, words)


_KEEP: dict[str, Callable[[EnglishText, int, int, Vocabulary], bool]] = {
    "time": _keep_time,
    "actor": _keep_actor,
    "escape": _keep_escape,
    "list": _keep_list,
    "degree": _keep_degree,
    "modal": _keep_modal,
    "effort": _keep_effort,
}


_OPINIONS = frozenset(("good", "great", "nice", "better", "best", "excellent", "clear"))
"""What praises a result without naming it, unlike the first word of a name: "Good overview of open issues"."""


def _attributes(doc: EnglishText, words: Vocabulary, field: str) -> Iterator[Hit]:
    """Yield sizes without a figure before a noun ("large parcels") and "regular checks"."""
    taken = {place for first, end, _ in doc.all_phrases(words) for place in range(first, end)}
    for place, word in enumerate(doc.words):
        named = field == "output" and doc.tokens[place].text[0].isupper() and doc.word(place + 2).isalpha()
        if named and place == 0 and word in _OPINIONS and doc.word(2) in {"of", "on", "about"}:
            named = not doc.tokens[1].text.islower()
        if doc.quoted[place] or place in taken or named:
            continue
        if place + 1 == len(doc.words) and not word.endswith("ly"):
            continue
        if (
            word == "regular"
            and doc.word(place + 1) in words["regular_nouns"]
            and _keep_time(doc, place, place + 1, words)
        ):
            yield doc.hit(TIME, place, place + 1)
        elif (
            _is_manner(doc, place, word, words)
            or _is_more(doc, place, word)
            or (
                (
                    word in words["size"]
                    and doc.word(place + 1).isalpha()
                    and (place == 0 or not doc.tokens[place].text[0].isupper())
                )
                and doc.words[place + 1] not in {"than", "enough", "of"}
                and not measured(doc, place, place + 1)
            )
        ):
            yield doc.hit(DEGREE, place, place + 1)


def _is_manner(doc: EnglishText, place: int, word: str, words: Vocabulary) -> bool:
    """Whether a word is an adverb of manner: "loosely", "warmly"."""
    if (
        not word.endswith("ly")
        or "-" in word
        or len(word) < 6
        or word in words["plain_adverbs"]
        or (doc.tokens[place].text[0].isupper() and place)
    ):
        return False
    return not measured(doc, place, place + 1)


def _is_more(doc: EnglishText, place: int, word: str) -> bool:
    """Whether "more" or "less" stands before a thing without what it is more than."""
    if word not in {"more", "less", "fewer", "extra"} or not doc.word(place + 1).isalpha():
        return False
    before = doc.word(place - 1)
    if is_number(doc.word(place - 2)):
        return False  # 1 field more
    return not (
        "than" in doc.words[place + 1 : place + 6]
        or before in {"or", "no", "any", "once", "what", "and", "not"}
        or is_number(before)
        or word == "extra"
    )


def _deadline(doc: EnglishText, words: Vocabulary, found: Sequence[Hit]) -> Iterator[Hit]:
    whole = " ".join(word for word in doc.words if word.isalnum() or "-" in word)
    if not doc.words or found or doc.words[:3] == ("as", "soon", "as"):
        return
    listed = whole in words["deadline_time"]
    bare = not has_number(doc.words) and not _ANCHORS.intersection(doc.words)
    if listed or (bare and whole not in {"at once", "immediately upon receipt", "instant", "not applicable"}):
        yield doc.hit(TIME, 0, len(doc.words))
