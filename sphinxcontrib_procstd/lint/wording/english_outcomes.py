"""English outcomes without a figure: changes, results, the end of a treatment."""

from __future__ import annotations

from collections.abc import Iterator

from sphinxcontrib_procstd.lint.wording.english_text import EnglishText, has_number
from sphinxcontrib_procstd.lint.wording.hits import DEGREE, Hit
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary
from sphinxcontrib_procstd.lint.wordset import word_set

_GROWS = word_set(
    """
    surges soars plummets drops rises increases decreases grows swells shrinks deteriorates worsens
    improves climbs spikes falls slips slumps dips jumps explodes accumulates accumulate surge soar
    plummet drop rise increase decrease grow deteriorate worsen mounts mount
    """
)
_BETTER = word_set(
    """
    improved increased enhanced better higher greater reduced lower lowered optimised optimized
    strengthened smoother faster happier happy satisfied
    """
)
_KEPT = word_set(
    """
    keep keeps serve serves make makes get leave leaves hold store cook wash cut
    """
)
_COMPLEMENTS = word_set(
    """
    hot cold warm cool quiet clean tidy neat low high short long small large light tight loose fresh
    safe comfortable calm happy satisfied simple brief clear soft smooth steady stable moist thin thick
    bright dark motivated attractive
    """
)
_DONE = word_set(
    """
    done ready right good fine smooth tender soft golden warm hot cool cold satisfied happy sure
    comfortable confident firm thick crisp brown shiny even loose tight okay ok satisfactory acceptable
    perfect finished-looking presentable
    """
)


def outcomes(doc: EnglishText, field: str) -> Iterator[Hit]:
    """Yield changes and results without a figure: "traffic surges", "improved satisfaction", "until it is done"."""
    if has_number(doc.words) or not doc.words:
        return
    if field == "condition" and doc.words[-1] in _GROWS and not doc.quoted[-1]:
        yield doc.hit(DEGREE, len(doc.words) - 1, len(doc.words))
    if field == "output" and doc.words[0] in _BETTER and len(doc.words) > 1:
        yield doc.hit(DEGREE, 0, 1)
    last = len(doc.words) - 1
    kept = _KEPT.intersection(doc.words[doc.clause_start[last] : doc.clause_start[last] + 4])
    if (
        kept
        and last > 1
        and doc.words[last] in _COMPLEMENTS
        and doc.words[last - 1].isalpha()
        and doc.words[last - 1] not in {"the", "a", "in"}
        and not doc.quoted[last]
    ):
        yield doc.hit(DEGREE, last, last + 1)
    for place, word in enumerate(doc.words):
        if word == "until" and not doc.quoted[place]:
            for end in range(place + 1, min(place + 5, len(doc.words))):
                if doc.words[end] in _DONE and not doc.word(end + 1).isalpha():
                    yield doc.hit(DEGREE, place, end + 1)


_ADJECTIVE = ("y", "ful", "ous", "ish", "some")
_CHECKABLE = word_set(
    """
    empty ready faulty daily weekly monthly quarterly yearly hourly nightly only early infectious
    contagious hazardous poisonous continuous anonymous previous unanimous successful unsuccessful full
    any monetary temporary primary secondary voluntary mandatory statutory military sanitary contrary
    ordinary library inventory category country party duty company agency body copy entry history key
    supply reply delivery battery assembly anomaly identity property salary currency day today holiday
    tray play display away
    """
)


def predicates(doc: EnglishText, words: Vocabulary, *, whole: bool) -> Iterator[Hit]:
    """Yield bare adjectives a condition turns on: "the queue is long"; in other texts only in their if-clauses."""
    for place, word in enumerate(doc.words):
        known = word in words["condition_degree"] or (whole and word.endswith(_ADJECTIVE) and word not in _CHECKABLE)
        if not known or has_number(doc.after(place)) or has_number(doc.before(place)):
            continue
        if not whole and not {"if", "when", "where", "unless", "while"}.intersection(doc.before(place)):
            continue
        before = doc.word(place - 1)
        copula = before in {
            "is",
            "are",
            "gets",
            "get",
            "becomes",
            "become",
            "looks",
            "look",
            "seems",
            "seem",
            "feels",
            "was",
            "runs",
            "too",
        }
        copula = copula or (
            before in {"not", "so", "still", "no"} and doc.word(place - 2) in {"is", "are", "looks", "seems"}
        )
        last = not doc.word(place + 1).isalpha()
        if not doc.quoted[place] and copula and last:
            yield doc.hit(DEGREE, place, place + 1)
