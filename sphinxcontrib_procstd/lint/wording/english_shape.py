"""The shape of English titles and steps: verb and object, one action or more."""

from __future__ import annotations

from collections.abc import Iterator

from sphinxcontrib_procstd.lint.wording.english_text import EnglishText
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary
from sphinxcontrib_procstd.lint.wordset import word_set

_PARTICLES = word_set("up off out in down over back on away through aside")
_DETERMINERS = word_set(
    """
    the a an all each every any both its his her their your this that these those two three four five
    six one no
    """
)
_PRONOUNS = word_set("it them him her this that these those")
_NOT_OBJECTS = word_set(
    """
    and or with for by to at from as if when until before after then again once twice
    """
)
_CUES = frozenset(
    ("and", "then", ",", ";", ".", "also", "next", "afterwards", "finally", "while", "plus", "subsequently")
)
_STRONG = frozenset(("then", ";", ".", "also", "next", "afterwards", "finally", "subsequently"))
_BEFORE_VERB = frozenset(("must", "shall", "will", "please", "always", "first"))


_MOSTLY_VERBS = word_set(
    """
    issue print copy sign file mark pack stamp pick place fill hold hand quote seal answer date key
    type post cancel close open clear empty dry clean correct complete find show stop start set cut
    split sort trace update upload scan shred
    """
)
_ACTS = word_set(
    """
    close fill issue pick pack sort cancel upload scan shred clean empty refund
    """
)
_MOSTLY_NOUNS = word_set(
    """
    contract project budget program programme profile model position point power station target task
    tax title tour zone index input message staff structure fund finance exhibit brand traffic host
    land air stage market product site system crew shift season taxi process network fleet tender pilot
    partner channel line circle factor retail stock
    """
)
_ORDERS = word_set(
    """
    order book refund ship offer hire report call print clean dry empty open close load pack update
    upload hand tell
    """
)


def is_weak_title(doc: EnglishText, words: Vocabulary) -> bool:
    """Whether a title is no specific verb with an object."""
    tokens = [word for word in doc.words if word[0].isalnum() or word == '"']
    while len(tokens) > 1 and (tokens[0][0].isdigit() or tokens[0] in _BEFORE_VERB or _is_adverb(tokens[0], words)):
        tokens = tokens[1:]
    if not tokens:
        return bool(doc.words)
    verb = tokens[0]
    for length in (3, 2, 1):
        if " ".join(tokens[:length]) in words["generic"] and not _second_verb(tokens[length:], words):
            return True
    if verb in words["generic"]:
        return False
    if verb not in words["verbs"] and not _is_prefixed(verb, words):
        return not _orders(tokens, words)
    rest = tokens[1:]
    if rest and rest[0] in _PARTICLES:
        rest = rest[1:]
    if _is_noun_pair(verb, rest, words):
        return True
    return not _has_object(rest, words)


_NO_VERBS = word_set(
    """
    after before at by in on for from to of with within without under over during until since between
    into onto upon about against around through across behind beside near per via when while if as and
    or but not no who what which where how why than plus all both half such only
    """
)
_TAILS = ("ing", "tion", "sion", "ment", "ance", "ence", "ness", "ity", "ed", "er")


def _orders(tokens: list[str], words: Vocabulary) -> bool:
    """Whether an unlisted word is told to be a verb by what follows: "Oil the hub", "Agree to the quote"."""
    verb, rest = tokens[0], tokens[1:]
    if rest and (rest[0] in _PARTICLES or rest[0] in {"to", "on", "with"}):
        rest = rest[1:]
    plain = verb.isalpha() and verb not in _NO_VERBS and verb not in _DETERMINERS and not verb.endswith(_TAILS)
    return plain and len(rest) > 1 and rest[0] in {"the", "a", "an", "each", "every"} and _has_object(rest[1:], words)


def _is_adverb(word: str, words: Vocabulary) -> bool:
    return word.endswith("ly") and word not in words["verbs"]


def _is_prefixed(verb: str, words: Vocabulary) -> bool:
    stem = verb.replace("-", "")
    return any(
        stem.startswith(prefix) and stem[len(prefix) :] in words["verbs"]
        for prefix in ("re", "pre", "un", "de", "dis", "cross", "double")
    )


def _second_verb(rest: list[str], words: Vocabulary) -> bool:
    """Whether "and verb object" follows a generic verb: "process and file claims" names one specific action."""
    return len(rest) > 2 and rest[0] == "and" and rest[1] in words["verbs"]


def _is_noun_pair(verb: str, rest: list[str], words: Vocabulary) -> bool:
    if len(rest) == 1 and verb in words["verbs_or_nouns"] and rest[0].endswith("ing") and rest[0] not in words["verbs"]:
        return True
    if len(rest) == 1 and verb in _MOSTLY_NOUNS and rest[0] not in _DETERMINERS:
        return True
    return (
        verb in words["verbs_or_nouns"] - _MOSTLY_VERBS
        and len(rest) == 1
        and rest[-1] in words["document_nouns"]
        and rest[0] not in _DETERMINERS
    )


def _has_object(rest: list[str], words: Vocabulary) -> bool:
    for place, word in enumerate(rest):
        if word in {"and", "or"} and place + 1 < len(rest) and rest[place + 1] in words["verbs"] | words["generic"]:
            continue
        if word in words["verbs"] | words["generic"] and place and rest[place - 1] in {"and", "or"}:
            continue
        return True
    return False


def _actions(doc: EnglishText, words: Vocabulary) -> Iterator[tuple[int, int, bool]]:
    """Yield (place of the verb, place of its object, strong cue) of the actions a text orders."""
    strong, open_place, bracket = True, True, 0
    for place, word in enumerate(doc.words):
        bracket = max(0, bracket + (word in {"(", "["}) - (word in {")", "]"}))
        if bracket or doc.quoted[place]:
            continue
        if open_place and word in words["verbs"] | words["generic"] and (found := _object_of(doc, place)) >= 0:
            subject = word in words["verbs_or_nouns"] and _is_subject(doc, place)
            if not subject and (strong or _is_clear_verb(doc, place, words)):
                yield place, found, strong
            strong = open_place = False
        elif word == "time" and doc.words[place - 1 : place] == ("same",):
            open_place = True
        elif word in _CUES and doc.words[place - 1 : place] != ("between",):
            strong = (strong and open_place and place > 0) or word in _STRONG
            open_place = True
        elif word not in _BEFORE_VERB:
            strong = open_place = False


_FINITE = word_set(
    """
    must shall is are was were has have needs need will may can applies apply
    """
)


def _is_subject(doc: EnglishText, place: int) -> bool:
    """Whether a word begins the subject of its clause: "repair parts must state the ticket number"."""
    for word in doc.words[place + 1 : min(doc.clause_end[place], place + 18)]:
        if word in {"that", "which", "who", "when", "where", "if", "until", "whether"}:
            return False
        if word in _FINITE:
            return True
    return False


def _is_clear_verb(doc: EnglishText, place: int, words: Vocabulary) -> bool:
    """Whether a word after a comma or "and" is a verb for sure: ", address the parcel", not ", address and phone"."""
    after = place + 1 + (doc.word(place + 1) in _PARTICLES)
    if doc.words[place] in words["verbs_or_nouns"] and _is_subject(doc, place):
        return False
    told = doc.words[place] in _ORDERS and doc.word(place - 1) != "," and doc.word(after).endswith("s")
    reported = doc.words[place] == "report" and doc.word(after) == "to"
    joined = doc.words[place] in _ACTS and doc.word(place - 1) == "and" and doc.word(after).isalpha()
    return (
        told or joined or reported or doc.words[place] not in words["verbs_or_nouns"] or doc.word(after) in _DETERMINERS
    )


def _object_of(doc: EnglishText, place: int) -> int:
    """Return the place of a verb's own object, -1 if it has none."""
    after = place + 1
    if doc.word(after) in _PARTICLES:
        after += 1
    if doc.words[place] == "report" and doc.word(after) == "to":
        after += 1
    word = doc.word(after)
    if (
        not word
        or not (word[0].isalnum() or word in {'"', "“"})
        or word in _NOT_OBJECTS
        or word in _PRONOUNS - {"this", "that", "these", "those", "her"}
    ):
        return -1
    return after


def _object_key(doc: EnglishText, place: int) -> str:
    end = place
    while doc.word(end) in _DETERMINERS:
        end += 1
    return doc.word(end) or doc.word(place)


_CASES = word_set(
    """
    if otherwise unless when where whenever for on once should after before
    """
)
_OF_A_RECORD = word_set("ticket status progress flag field entry version stage")


def _in_one_case(doc: EnglishText, verb: int) -> bool:
    """Whether an act is done in one case only, an exception to the step: "if the fault remains, open a ticket"."""
    sentence = doc.sentence_start[verb]
    led = sentence > 0 and doc.words[sentence] in _CASES and verb > sentence
    following = doc.words[verb : min(doc.sentence_end[verb], verb + 40)]
    return led or bool({"if", "where", "unless", "until"}.intersection(following))


def _keeps_record(doc: EnglishText, verb: int, target: int) -> bool:
    """Whether an act notes how far the first one went: "set the ticket to closed", "update the progress"."""
    near = doc.words[target : target + 4]
    return doc.words[verb] in {"set", "update", "change"} and bool(_OF_A_RECORD.intersection(near))


def third_verb(doc: EnglishText, words: Vocabulary) -> tuple[int, int] | None:
    """Return the span of the last of three verbs or more that share an object: "Scan, stamp and file the letter".

    Two verbs may be one act with one result ("classify and grade"); three are three boxes to tick.
    """
    verbs, place = 0, 0
    known = words["verbs"] | words["generic"]
    while doc.word(place) in known:
        verbs += 1
        if doc.word(place + 1) == "and" or (doc.word(place + 1), doc.word(place + 2)) == (",", "and"):
            last = place + 2 + (doc.word(place + 1) == ",")
            ordered = verbs >= len(("scan", "stamp")) and doc.word(last) in known and doc.word(last + 1) in _DETERMINERS
            return (doc.tokens[last].start, doc.tokens[last].end) if ordered else None
        if doc.word(place + 1) != ",":
            return None
        place += 2
    return None


def second_action(doc: EnglishText, words: Vocabulary) -> tuple[int, int] | None:
    """Return the span of a second action with an object of its own, None where the text orders one action."""
    first: tuple[int, int] | None = None
    for verb, target, _ in _actions(doc, words):
        if first is None:
            first = (verb, target)
            continue
        if doc.words[verb] in words["recording_verbs"] or doc.words[verb] == doc.words[first[0]]:
            continue
        if (
            {"it", "them"}.intersection(doc.after(target))
            or _in_one_case(doc, verb)
            or _keeps_record(doc, verb, target)
        ):
            continue
        if _object_key(doc, target) != _object_key(doc, first[1]):
            last = target
            while doc.word(last) in _DETERMINERS and doc.word(last + 1).isalpha():
                last += 1
            return doc.tokens[verb].start, doc.tokens[min(last, len(doc.tokens) - 1)].end
    return None
