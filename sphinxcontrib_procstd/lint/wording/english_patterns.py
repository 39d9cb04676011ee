"""English patterns over tokens: vague wordings that stand in no list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sphinxcontrib_procstd.lint.wording.english_text import TIME_UNITS, EnglishText, has_number, is_number
from sphinxcontrib_procstd.lint.wording.hits import DEGREE, ESCAPE, TIME, Hit
from sphinxcontrib_procstd.lint.wordset import word_set

_WHEN = word_set("when whenever once as while")
_SPARE = word_set(
    """
    minute moment chance lull gap opportunity busy leisure convenient convenience quiet slack calm idle
    breather mood
    """
)
_FREE = word_set("free able possible")
_GOOD = word_set(
    """
    earliest first next suitable convenient good right opportune appropriate proper favourable
    favorable best some any later other
    """
)
_OCCASION = word_set(
    """
    opportunity opportunities convenience chance moment occasion juncture date
    """
)
_HASTE = word_set(
    """
    haste hurry rush hurriedly hastily asap pronto double-quick briskly post-haste dawdling expedition
    """
)
_WITHOUT = word_set(
    """
    ado delay delays hesitation dawdling procrastination lag wait waiting loss
    """
)
_ALLOWS = word_set(
    """
    calls call
    allow allows permit permits dictate dictates require requires demand demands warrant warrants
    suggest suggests merit merits suits suit arise arises
    """
)
_AS_NEEDS = word_set(
    """
    dictate dictates require requires demand demands warrant warrants suggest suggests merit merits
    suits suit allow allows permit permits
    """
)
_VAGUE_HEADS = word_set(
    """
    circumstances circumstance situation situations case cases day days conditions weather need needs
    mood workload season demand availability experience feel state condition severity urgency
    importance time staffing traffic preference taste judgement judgment resources budget
    """
)
_EDGES = word_set("end beginning start middle close turn")
_OLD_HANDS = word_set(
    """
    hands lads girls boys regulars veterans seniors guys team staff people colleagues others folks crew
    ladies men women juniors us them
    """
)


def loose_times(doc: EnglishText) -> Iterator[Hit]:
    """Yield times nobody can work out: "when you get a minute", "in three or four days", "at the next opportunity"."""
    for place, word in enumerate(doc.words):
        if doc.quoted[place]:
            continue
        following = doc.after(place + 1)
        if end := _loose_time(doc, place, word, following):
            yield doc.hit(TIME, place, end)


def _loose_time(doc: EnglishText, place: int, word: str, following: Sequence[str]) -> int:
    """Return the end of a vague time that starts at a place, 0 if none does."""
    if word in _WHEN - {"as"} and not has_number(following[:7]) and _SPARE.intersection(following[:6]):
        return place + 1 + max(index for index, other in enumerate(following[:6]) if other in _SPARE) + 1
    if (
        word in _WHEN
        and len(following) >= 2
        and following[-1] in _FREE
        and len(following) < 6
        and following[-2] != "not"
    ):
        return place + 1 + len(following)
    if word in _GOOD and _OCCASION.intersection(following[:2]) and following[:1] != ("of",):
        return 0 if word in {"next", "first"} and "date" in following[:2] else place + 3
    if word in _HASTE or (word == "without" and _WITHOUT.intersection(following[:4])):
        return place + 1 if word in _HASTE else place + 4
    if word == "at" and tuple(following[:2]) in {
        ("the", "double"),
        ("a", "pinch"),
        ("full", "speed"),
        ("top", "speed"),
    }:
        return place + 3
    return _approximate(doc, place, word, following)


def _approximate(doc: EnglishText, place: int, word: str, following: Sequence[str]) -> int:
    """Return the end of "three or four days", "towards the end of", "a day or two", "advance notice"."""
    joined = is_number(word) and following[:1] == ("or",) and len(following) > 2 and is_number(following[1])
    if joined and following[2] in TIME_UNITS:
        return place + 4
    if word in TIME_UNITS and tuple(following[:2]) in {("or", "two"), ("or", "so"), ("or", "three")}:
        return place + 3
    if word in {"towards", "toward", "around", "about", "circa"} and _EDGES.intersection(following[:2]):
        return place + 3
    if (
        word in {"around", "about"}
        and following[:1]
        and following[0] in {"noon", "midnight", "lunchtime", "midday", "closing", "opening", "month-end"}
    ):
        return place + 2
    if (
        word in {"advance", "early", "prior", "due", "ample", "timely"}
        and following[:1] == ("notice",)
        and not has_number(doc.before(place))
    ):
        return place + 2
    return 0


_LEAVERS = word_set("where if when as whenever wherever insofar provided")


def left_open(doc: EnglishText) -> Iterator[Hit]:
    """Yield what leaves an act to the reader: "where staffing allows", "depending on the mood"."""
    for place, word in enumerate(doc.words):
        if doc.quoted[place]:
            continue
        following = doc.after(place + 1)
        judged = _READERS.intersection(following[:1]) and _JUDGES.intersection(following[1:2])
        if word == "as" and judged:
            yield doc.hit(ESCAPE, place, place + 3)
        elif (
            word in {"where", "if", "when", "as", "whenever", "wherever", "insofar", "provided"} and len(following) >= 2
        ):
            end = _allowing(word, following)
            if end and not doc.bracket(place + 1 + end):
                yield doc.hit(ESCAPE, place, place + 1 + end)
        elif (
            word in {"depending", "depends", "according", "based"}
            and following[:1]
            and following[0] in {"on", "upon", "to"}
        ):
            open_head = _VAGUE_HEADS.intersection(following[1:5]) or following[1:2] in (("how",), ("what",))
            if open_head and not has_number(following):
                yield doc.hit(ESCAPE, place, place + 4)


_LOOKS = word_set(
    """
    smell smells taste tastes look looks seem seems feel feels appear appears sound sounds
    """
)
_LOOKS_LIKE = word_set(
    """
    about right ok okay fine good ready suitable sufficient enough adequate reasonable just appropriate
    wrong off strange odd funny bad weird nasty unpleasant poor dodgy abnormal great nice promising
    poorly unwell tired old worn dirty suspicious safe dangerous unusual
    """
)
_CARE = word_set(
    """
    caution care restraint judgement judgment vigilance diligence tact patience discretion sensitivity
    attention respect courtesy kindness empathy enthusiasm commitment rigour rigor
    """
)


def care(doc: EnglishText) -> Iterator[Hit]:
    """Yield effort without a result ("exercise due caution") and looks as a criterion ("looks right")."""
    for place, word in enumerate(doc.words):
        if doc.quoted[place]:
            continue
        following = doc.after(place + 1)
        if word in {
            "exercise",
            "use",
            "take",
            "apply",
            "show",
            "with",
            "pay",
            "give",
            "demonstrate",
            "display",
        } and _CARE.intersection(following[:5]):
            yield doc.hit(DEGREE, place, place + 3)
        elif word in {"in", "at", "to", "with"} and _is_manner_phrase(following):
            yield doc.hit(DEGREE, place, place + 4)
        elif word in _LOOKS and following[:1] and following[0] in _LOOKS_LIKE:
            yield doc.hit(ESCAPE, place, place + 2)


_READERS = word_set("you they he she one staff")
_JUDGES = word_set(
    """
    judge judges think thinks see sees deem deems feel feels like likes prefer prefers choose choose
    please wish want consider
    """
)
_MEASURABLE = word_set(
    """
    level tone manner way degree extent pace speed standard condition state distance temperature height
    rate amount size length price angle fashion voice
    """
)
_DEFINITE = word_set(
    """
    same different constant separate single given set specified written locked closed sealed sterile
    frozen next new fixed prescribed defined second third following steady horizontal vertical right
    reduced half double uniform
    """
)


def _is_manner_phrase(following: Sequence[str]) -> bool:
    """Whether words go on as "a hushed tone", "a healthy level": a measurable thing with a loose adjective."""
    return (
        len(following) >= len(("a", "hushed", "tone"))
        and following[0] in {"a", "an"}
        and following[1].isalpha()
        and following[1] not in _DEFINITE
        and following[2] in _MEASURABLE
        and following[3:4] != ("of",)
    )


def _allowing(word: str, following: Sequence[str]) -> int:
    """Return how many words after "where", "as", ... end in a verb of leave, 0 if none does."""
    for index, other in enumerate(following[:6]):
        at_end = index + 1 == len(following) or following[index + 1] in {"(", "and", "or", "but", "it", "so", "for"}
        known = _AS_NEEDS if word == "as" else _ALLOWS - {"require", "requires", "suggest", "suggests"}
        if index and other in known and at_end:
            return index + 1
    return 0


def one_of_us(doc: EnglishText, place: int) -> bool:
    """Whether "one of" goes on to a loose group: "one of the old hands"."""
    return bool(_OLD_HANDS.intersection(doc.words[place + 2 : place + 6])) and not doc.quoted[place]


_RAISES = word_set(
    """
    raise raises improve improves increase increases enhance enhances promote promotes foster fosters
    build boost boosts uphold upholds maintain maintains ensure ensures guarantee strengthen
    strengthens support encourage encourages mind practise practice respect observe keep keeps
    safeguard secure protect advance further heighten sharpen nurture
    """
)
_ABSTRACT = word_set(
    """
    awareness safety hygiene quality efficiency morale discipline cleanliness order standards service
    satisfaction communication cooperation teamwork attitude culture professionalism security
    compliance performance control supervision vigilance image reputation comfort tidiness harmony
    productivity transparency motivation spirit atmosphere relations relationship relationships
    reliability trust confidence courtesy alertness effectiveness
    """
)
_AFTER_NOUN = word_set(
    """
    and or in of during at when with among by on for while throughout across at all through
    """
)


def abstractions(doc: EnglishText) -> Iterator[Hit]:
    """Yield efforts for something abstract, with no figure to reach: "raise service awareness"."""
    for place, word in enumerate(doc.words):
        if word not in _RAISES or doc.quoted[place] or has_number(doc.after(place)):
            continue
        for end in range(place + 1, min(place + 5, len(doc.words))):
            if not doc.words[end].isalpha():
                break
            after = doc.word(end + 1)
            if doc.words[end] in _ABSTRACT and (not after.isalpha() or after in _AFTER_NOUN):
                yield doc.hit(DEGREE, place, end + 1)
                break


_PLACES = word_set(
    """
    table annex appendix figure section clause schedule chart list form sheet label
    """
)


def refers(doc: EnglishText, place: int) -> bool:
    """Whether the clause of a word points to a numbered table or annex: "see table 3 for suitable temperatures"."""
    around = (*doc.before(place), *doc.after(place))
    return any(
        word in _PLACES
        and (around[index + 1][:1].isdigit() or (len(around[index + 1]) == 1 and around[index + 1].isalpha()))
        and around[index + 1] != "a"
        for index, word in enumerate(around[:-1])
    )
