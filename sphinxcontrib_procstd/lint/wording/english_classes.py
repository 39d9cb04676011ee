"""English classes of vagueness: a word of one class beside a word of another, whatever the two words are."""

from __future__ import annotations

from collections.abc import Iterator

from sphinxcontrib_procstd.lint.wording.english_text import EnglishText, has_number, has_time_figure, is_number
from sphinxcontrib_procstd.lint.wording.hits import DEGREE, ESCAPE, TIME, Hit
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary
from sphinxcontrib_procstd.lint.wordset import word_set

_LEADERS = word_set(
    """
    if when where whenever wherever unless as insofar provided once until after while before till
    """
)
_CONDITIONS = word_set(
    """
    if when where whenever wherever unless as insofar provided extent
    """
)
_SUBJECTS = word_set("it this that these those they he she you one we so and")
_COPULAS = word_set(
    """
    is are be been being was were seems seem appears appear looks look proves feels feel sounds stays
    remains becomes become gets get got deemed considered thought judged found felt believed regarded
    held makes remain stay keep
    """
)
_ADVERBS = word_set(
    """
    so really truly still at all absolutely strictly not no very too particularly especially clearly
    again also otherwise otherwise always sufficiently highly rather quite particularly be more less
    """
)
_DETERMINERS = word_set(
    """
    a an the this that these those its their his her your our my no any some all each every with in of
    from to by at on for without under into as such more most less and or very too so only has have had
    give gives show shows keep keeps use uses write provide provides report reports need needs are is
    be were escalate send take takes
    """
)
_CASES = word_set(
    """
    case cases circumstance circumstances condition conditions situation situations instance instances
    event events considerations reasons grounds factors
    """
)
_WAITS = word_set("when once until till after if unless while as")
_NOT_SPAN = word_set(
    """
    zone zones zoned card cards clock clocks sheet sheets stamp stamps slot table of-day server display
    """
)


def loose_spans(doc: EnglishText, words: Vocabulary) -> Iterator[Hit]:
    """Yield spans and points of time that are a matter of opinion: "a reasonable period", "plenty of time"."""
    harmless = {place for first, end, name in doc.all_phrases(words) if name == "quiet" for place in range(first, end)}
    for place, word in enumerate(doc.words):
        if place in harmless or word not in words["span"] or doc.quoted[place] or doc.word(place + 1) in _NOT_SPAN:
            continue
        begin = _modifier(doc, place, words)
        if begin < 0 or has_time_figure(doc.before(place)) or has_time_figure(doc.after(place)):
            continue
        if doc.bracket(place + 1) or _named(doc, begin):
            continue
        yield doc.hit(TIME, begin, place + 1)


def _modifier(doc: EnglishText, place: int, words: Vocabulary) -> int:
    """Return the place of an adjective of ``span_adjective`` right before a span, -1 if there is none."""
    for back in (1, 2):
        before = place - back
        if before < doc.clause_start[place]:
            return -1
        if doc.words[before] in words["span_adjective"]:
            single = doc.words[place] not in {
                "order",
                "lead",
                "point",
                "stage",
                "break",
                "run",
                "term",
                "schedule",
                "slot",
                "frequency",
            }
            return (
                before
                if single or doc.words[before] not in {"long", "short", "good", "early", "late", "near", "peak"}
                else -1
            )
        if doc.words[before] not in {"of", "possible", "available", "enough"}:
            return -1
    return -1


def _named(doc: EnglishText, place: int) -> bool:
    """Whether a word is capitalised inside a sentence: the name of something."""
    return place > doc.sentence_start[place] and doc.tokens[place].text[0].isupper()


def easings(doc: EnglishText, words: Vocabulary) -> Iterator[Hit]:
    """Yield waits for a state nobody can date: "once the dust has settled"."""
    for place, word in enumerate(doc.words):
        if word not in _WAITS or doc.quoted[place]:
            continue
        for start in range(place + 1, min(place + 8, doc.clause_end[place])):
            for length in (4, 3, 2, 1):
                if (
                    " ".join(doc.words[start : start + length]) in words["easing"]
                    and not doc.word(start + length).isalpha()
                ):
                    yield doc.hit(TIME, place, start + length)
                    return


def open_conditions(doc: EnglishText, words: Vocabulary) -> Iterator[Hit]:
    """Yield conditions that hold where the reader thinks so: "if it seems sensible", "under exceptional conditions"."""
    for place, word in enumerate(doc.words):
        if doc.quoted[place]:
            continue
        for start, end in _open_at(doc, place, word, words):
            yield doc.hit(ESCAPE, start, end)
            break


def _open_at(doc: EnglishText, place: int, word: str, words: Vocabulary) -> Iterator[tuple[int, int]]:
    """Yield the span of an open condition that a word makes, in any of the ways there are."""
    if word in _CONDITIONS and not (word == "as" and doc.word(place - 2) == "as"):
        end = _open_state(doc, place, words)
        if end and not _rescued(doc, end):
            yield place, end
    if word in _CASES and doc.word(place - 1) in words["case_adjective"]:
        led = _LEADS.intersection(doc.words[max(0, place - 4) : place])
        if led and not _rescued(doc, place + 1):
            yield place - 1, place + 1
    if (word in _OPINIONS and _is_own(doc, place, word)) or (word == "permitting" and place):
        yield place - 1, place + 1
    if _is_pronounced(doc, place, word, words):
        yield place, place + 3
    if word == "as" and _as_one_can(doc, place):
        yield place, place + 5


_LEADS = word_set("in under for if except of on to")
_OPINIONS = word_set("discretion judgement judgment opinion estimation viewpoint view")


def _is_pronounced(doc: EnglishText, place: int, word: str, words: Vocabulary) -> bool:
    """Whether three words leave an act to somebody: "deems it advisable", "subject to availability", "is left to"."""
    following = doc.words[place + 1 : place + 5]
    if word == "should":
        return bool(_SLACK.intersection(following[:3])) and not has_number(doc.after(place))
    if word in _OPINES and following[:1] in (("it",), ("this",), ("that",)):
        return doc.word(place + 2) in words["open_state"] | words["evaluative"]
    if word == "subject" and following[:1] == ("to",):
        return bool(_SLACK.intersection(following))
    return word in {"up", "left"} and following[:1] == ("to",) and _is_left(doc, place)


def _as_one_can(doc: EnglishText, place: int) -> bool:
    """Whether "as" begins "as well as one can"."""
    known = doc.word(place + 3) in _SUBJECTS | {"possible"}
    return (
        doc.word(place + 2) == "as" and known and doc.word(place + 4) in {"can", "could", "is", "are", "like", "wants"}
    )


_OPINES = word_set(
    """
    deem deems think thinks consider considers find finds judge judges feel feels believe believes see
    sees make makes hold holds
    """
)
_SLACK = word_set(
    """
    availability workload capacity circumstances demand need weather staffing conditions resources
    space mood feasibility situation occasion case
    """
)


def _is_left(doc: EnglishText, place: int) -> bool:
    before = doc.word(place - 1)
    if before not in {"is", "are", "be", "it's", "remains", "decision"}:
        return False
    if doc.words[place] == "left" and is_number(doc.word(place + 2)):
        return False
    return not is_number(doc.word(place + 2)) and not has_number(doc.after(place))


def _is_own(doc: EnglishText, place: int, word: str) -> bool:
    """Whether a word tells whose opinion decides: "at the cashier's discretion", "in your view"."""
    before, earlier = doc.word(place - 1), doc.word(place - 2)
    if before in _WHOSE or before.endswith(("'s", "’s")):
        return word in {"discretion", "judgement", "judgment"} or earlier in {"in", "to"}
    if word == "discretion":
        return before in {"at", "the", "full", "sole", "use", "with", "necessary"} and not doc.word(place + 1).isdigit()
    return (
        word in {"judgement", "judgment"}
        and before in {"good", "best", "sound", "expert", "use", "by"}
        and earlier != "court"
    )


_WHOSE = word_set(
    """
    your their his her own s our my one's personal professional clinical
    """
)


def _open_state(doc: EnglishText, place: int, words: Vocabulary) -> int:
    """Return the end of a state of opinion that follows a leader, 0 if none does."""
    start = place + 1
    while start < doc.clause_end[place] and start < place + 7:
        for length in (5, 4, 3, 2, 1):
            end = start + length
            if end > doc.clause_end[place] or " ".join(doc.words[start:end]) not in words["open_state"]:
                continue
            follower = doc.word(end)
            if not follower.isalpha() or follower in {"to", "for", "and", "or", "but", "then", "in", "enough"}:
                return end
        known = doc.words[start] in _SUBJECTS or doc.words[start] in _COPULAS or doc.words[start] in _ADVERBS
        if not known:
            return 0
        start += 1
    return 0


def _rescued(doc: EnglishText, end: int) -> bool:
    """Whether what follows makes a condition testable: a bracket, "that is, above 39 °C", "to table 4"."""
    following = doc.after(end)
    explained = doc.next_clause(end - 1)[:2]
    return bool(
        doc.bracket(end)
        or has_number(following)
        or explained[:1] in (("namely",), ("meaning",))
        or tuple(explained) in {("that", "is"), ("i", "."), ("which", "means")}
        or doc.word(end) in {":", "by", "under", "per"}
    )


def evaluations(doc: EnglishText, words: Vocabulary) -> Iterator[Hit]:
    """Yield qualities nobody can measure, before a noun or after "is"."""
    taken = {place for first, end, _ in doc.all_phrases(words) for place in range(first, end)}
    for place, word in enumerate(doc.words):
        sure = word in words["evaluative"] or (word.startswith("well-") and len(word) > 6) or word.endswith(_SEEMING)
        known = sure or word in words["evaluative_or_verb"] or word in words["evaluative_predicate"]
        if not known or doc.quoted[place] or place in taken:
            continue
        if doc.word(place - 1) == "(" and doc.word(place + 1) == ")":
            continue  # a word in brackets of its own is the name of a kind: (routine)
        if (_named(doc, place) and not _ENDS.intersection(doc.words[place - 1])) or _measured(doc, place):
            continue
        said = sure or word in words["evaluative_predicate"]
        if _is_attribute(doc, place, words, sure=sure) or (
            said and (_is_predicate(doc, place) or _is_required(doc, place))
        ):
            yield doc.hit(DEGREE, place, place + 1)


_SEEMING = ("-looking", "-sounding", "-smelling", "-tasting", "-friendly")
_ENDS = frozenset(".;:!?")
_REQUIRED = word_set("be keep stay remain make leave look feel")


def _is_attribute(doc: EnglishText, place: int, words: Vocabulary, *, sure: bool) -> bool:
    following, before = doc.word(place + 1), doc.word(place - 1)
    if following in {"and", ",", "but"} and doc.word(place + 2).isalpha() and doc.word(place + 3).isalpha():
        following = (
            doc.word(place + 3)
            if sure and doc.word(place + 2) in words["evaluative"] | words["evaluative_or_verb"]
            else ""
        )
    if before in {"anything", "something", "nothing", "everything"}:
        return sure
    if not following.isalpha() or following in _NO_NOUNS:
        return False
    if sure:
        return True
    if doc.words[place] not in words["evaluative_or_verb"]:
        return False
    if place == doc.clause_start[place] and following not in words["observed"]:
        return False
    last = doc.word(place + 2)
    return following in words["observed"] and not (
        place == doc.clause_start[place] and last.isalpha() and last not in _AFTER_NOUN
    )


_NO_NOUNS = word_set(
    """
    than enough of to for with in at on by when if and or from as that until before after is are
    """
)
_AFTER_NOUN = word_set(
    """
    must shall are is need needs to in on for with of from and or at by go get have has require
    requires under where
    """
)


def _is_predicate(doc: EnglishText, place: int) -> bool:
    before = doc.word(place - 1)
    if before in _ADVERBS | {"and", "or"}:
        before = doc.word(place - 2)
    after = doc.word(place + 1)
    return before in _COPULAS and (not after.isalpha() or after in _NO_NOUNS - {"than"})


def _is_required(doc: EnglishText, place: int) -> bool:
    """Whether a clause ends in a quality that is ordered: "passwords must be strong", "make sure she feels welcome"."""
    if doc.word(place + 1).isalpha():
        return False
    before = doc.word(place - 1)
    modal = {"must", "shall", "should", "to", "has", "have", "needs", "need"}.intersection(doc.before(place))
    return before == "be" and bool(modal)


def _measured(doc: EnglishText, place: int) -> bool:
    """Whether a figure right behind, before or in brackets measures a quality."""
    if is_number(doc.word(place - 1)) or is_number(doc.word(place + 1)):
        return True
    for after in range(place + 1, min(place + 5, len(doc.words))):
        if doc.words[after] in {"(", "["}:
            return has_number(doc.bracket(after)) or bool(doc.bracket(after)[:1] in (["i"], ["see"], ["as"]))
        if doc.words[after] in {":", "–", "—"}:
            return has_number(doc.after(after + 1)[:8])
        if not doc.words[after][0].isalpha():
            return (
                doc.words[after] == ","
                and has_number(doc.next_clause(place))
                and doc.next_clause(place)[:1] in (("i",), ("that",), ("namely",))
            )
        if doc.words[after] in {"than", "exceeding", "over", "above", "below", "under", "of", "at"} and has_number(
            doc.after(after)
        ):
            return True
    return False
