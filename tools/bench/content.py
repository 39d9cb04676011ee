"""What the benchmark's handbook says, whatever it is written in."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

COUNTS = {"form": (50, "F-{:02d} {} record"), "role": (30, "{1} clerk {0:02d}"), "system": (20, "{1}-IT {0:02d}")}
"""How many entries each register has, and what they are called."""
STEPS, LANES = 8, 4

NOUNS = tuple(
    "invoice order contract request vehicle delivery permit complaint supplier payment audit sample meter ticket asset "
    "warranty shipment inspection timesheet budget lease certificate claim report".split()
)
VERBS = tuple(
    "check register approve archive forward compare calculate record release confirm inspect reconcile scan sign "
    "escalate notify schedule".split()
)
FILLERS = tuple(
    "within the agreed period and by the current house rules from the latest statement before the next working day "
    "together with the person named on the cover sheet as soon as all documents are complete".split()
)


@dataclass
class Step:
    """One step: numbers name its role, forms and system; ``ways`` are (step number, condition)."""

    number: int
    title: str
    role: int
    text: str
    received: str
    made: str
    limit: str
    forms: tuple[int, int]
    system: int
    ways: list[tuple[int, str]] = field(default_factory=list)

    def uses(self, kind: str) -> tuple[int, ...]:
        """Return the entries of a register that the step names."""
        return {"form": self.forms, "role": (self.role,), "system": (self.system,)}[kind]


@dataclass
class Process:
    """One process."""

    id: str
    title: str
    purpose: str
    steps: list[Step]


def entry_title(kind: str, number: int) -> str:
    """Return what a register entry is called."""
    return COUNTS[kind][1].format(number, NOUNS[number % len(NOUNS)].capitalize())


def sentence(chance: random.Random, length: int) -> str:
    """Return some words that start like an instruction."""
    words = [chance.choice(VERBS).capitalize(), "the", chance.choice(NOUNS)]
    while len(words) < length:
        words.append(chance.choice(chance.choices((NOUNS, VERBS, FILLERS), (2, 1, 7))[0]))
    return " ".join(words)


def make_process(number: int) -> Process:
    """Return a process, the same in every run."""
    chance = random.Random(number)
    roles = chance.sample(range(1, COUNTS["role"][0] + 1), LANES)
    steps = [
        make_step(chance, at, roles[at - 1] if at <= LANES else chance.choice(roles)) for at in range(1, STEPS + 1)
    ]
    for step in steps[:-1]:
        step.ways = [(step.number + 1, "")]
    branch = chance.randint(2, STEPS - 4)
    steps[branch - 1].ways = [(branch + 1, "approved"), (branch + 3, "rejected")]
    steps[STEPS - 3].ways = [(STEPS - 1, "complete"), (chance.randint(1, 2), "rework")]
    return Process(f"p{number:04d}", f"{sentence(chance, 3)} ({number})", f"{sentence(chance, 25)}.", steps)


def make_step(chance: random.Random, number: int, role: int) -> Step:
    """Return one step."""
    noun = chance.choice(NOUNS).capitalize()
    return Step(
        number=number,
        title=f"{chance.choice(VERBS).capitalize()} {chance.choice(NOUNS)}",
        role=role,
        text=f"{sentence(chance, 14)}. *{noun}* {sentence(chance, 12).lower()}.",
        received=f"{chance.choice(NOUNS)} {chance.choice(NOUNS)}",
        made=f"{chance.choice(NOUNS)} {chance.choice(NOUNS)}",
        limit=f"{chance.randint(1, 20)} working days",
        forms=tuple(chance.sample(range(1, COUNTS["form"][0] + 1), 2)),  # type: ignore[arg-type] # two of them
        system=chance.randint(1, COUNTS["system"][0]),
    )
