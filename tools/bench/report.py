"""What the benchmark found: a table, the ratios against their targets, and plots."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import log10
from pathlib import Path
from typing import Any

NAMES = {
    "bare": "bare pages",
    "static": "tables by hand",
    "graphviz": "tables by hand, sphinx.ext.graphviz",
    "needs": "sphinx-needs",
    "needs-tuned": "sphinx-needs, tuned",
    "procstd": "ours (reStructuredText)",
    "procstd-md": "ours (Markdown)",
}
Line = dict[str, Any]
MIB = 2**20


class Results:
    """The best of the runs of each build: the quickest, and the smallest peak."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.best: dict[tuple[int, str, str, int], Line] = {}
        for line in lines:
            key = (line["size"], line["variant"], line["what"], line["jobs"])
            old = self.best.setdefault(key, line)
            self.best[key] = {**line, **{name: min(old[name], line[name]) for name in ("cpu", "wall", "peak")}}
        self.sizes = sorted({key[0] for key in self.best})

    def get(self, size: int, variant: str, what: str = "clean", jobs: int = 1, name: str = "cpu") -> float:
        """Return one figure, not-a-number for a build that was not made."""
        line = self.best.get((size, variant, what, jobs))
        return float(line[name]) if line else float("nan")


def report(lines: Iterable[Line], docs: Path | None) -> str:
    """Return the report as Markdown; with a folder, write it there with its plots."""
    results = Results(lines)
    text = f"{clean_table(results)}\n\n{edit_table(results)}\n\n{target_table(results)}\n"
    if docs:
        docs.mkdir(parents=True, exist_ok=True)
        (docs / "table.md").write_text(text, encoding="utf-8")
        (docs / "cpu.svg").write_text(plot(results, "cpu", "Clean build: processor seconds"), encoding="utf-8")
        (docs / "peak.svg").write_text(plot(results, "peak", "Clean build: peak memory in MiB"), encoding="utf-8")
    return text


def table(heads: list[str], rows: Iterable[list[str]]) -> str:
    """Return a table in Markdown."""
    rule = "|".join(["---", *["---:"] * (len(heads) - 1)])
    return "\n".join([f"| {' | '.join(heads)} |", f"|{rule}|", *(f"| {' | '.join(row)} |" for row in rows)])


def shown(value: float, digits: int = 1) -> str:
    """Return a figure, a dash where there is none."""
    return "–" if value != value else f"{value:,.{digits}f}"


def clean_table(results: Results) -> str:
    """Return what clean builds take, in processor seconds and MiB."""
    rows = []
    for variant, name in NAMES.items():
        cells = [
            f"{shown(results.get(size, variant))} / {shown(results.get(size, variant, name='peak'), 0)}"
            for size in results.sizes
        ]
        last = next((size for size in reversed(results.sizes) if (size, variant, "clean", 1) in results.best), 0)
        sizes = [f"{shown(results.get(last, variant, name=key) / MIB, 0)}" for key in ("output", "doctrees")]
        rows.append([name, *cells, f"{' / '.join(sizes)} at {last:,}" if last else "–"])
    return table(["clean build: CPU s / MiB", *(f"{size:,}" for size in results.sizes), "MiB of site / cache"], rows)


def edit_table(results: Results) -> str:
    """Return what builds after an edit take, in processor seconds."""
    edited = [key[0] for key in results.best if key[2] == "title"]
    size = 1000 if 1000 in edited else max(edited, default=results.sizes[-1])
    kinds = ("unchanged", "step", "form", "title")
    rows = [[name, *(shown(results.get(size, variant, kind), 2) for kind in kinds)] for variant, name in NAMES.items()]
    heads = ["nothing changed", "text of a step", "text of a form", "title of a process"]
    return table([f"{size:,} processes: CPU s after", *heads], rows)


Target = tuple[str, float, Callable[[Callable[..., float]], float]]

TARGETS: tuple[Target, ...] = (
    ("clean build, of tables by hand, 500", 0.25, lambda get: get(500, "procstd") / get(500, "static")),
    ("clean build, of tables by hand, 1,000", 0.22, lambda get: get(1000, "procstd") / get(1000, "static")),
    ("clean build, of sphinx-needs, 500", 0.12, lambda get: get(500, "procstd") / get(500, "needs")),
    ("clean build, of sphinx-needs, 1,000", 0.09, lambda get: get(1000, "procstd") / get(1000, "needs")),
    ("clean build, of sphinx-needs tuned, 500", 0.30, lambda get: get(500, "procstd") / get(500, "needs-tuned")),
    ("clean build, of bare pages, 500", 2.0, lambda get: get(500, "procstd") / get(500, "bare")),
    ("clean build, of bare pages, 1,000", 2.0, lambda get: get(1000, "procstd") / get(1000, "bare")),
    ("1,000 processes, of 500", 1.9, lambda get: get(1000, "procstd") / get(500, "procstd")),
    ("growth exponent, 500 to 5,000", 1.05, lambda get: log10(get(5000, "procstd") / get(500, "procstd"))),
    ("peak memory at 500, MiB", 150, lambda get: get(500, "procstd", name="peak")),
    ("peak memory at 5,000, MiB", 600, lambda get: get(5000, "procstd", name="peak")),
    ("unchanged build, of tables by hand, 1,000", 1.15, lambda get: _edit(get, "unchanged")),
    ("text of a step, of tables by hand, 1,000", 1.10, lambda get: _edit(get, "step")),
    ("Markdown, of reStructuredText, 500", 1.5, lambda get: get(500, "procstd-md") / get(500, "procstd")),
    ("-j 2, of its own serial wall time, 1,000", 0.80, lambda get: _wall(get, 2) / _wall(get, 1)),
    (
        "cache on disk, of tables by hand, 1,000",
        0.25,
        lambda get: get(1000, "procstd", name="doctrees") / get(1000, "static", name="doctrees"),
    ),
)


def _edit(get: Callable[..., float], what: str) -> float:
    return get(1000, "procstd", what) / get(1000, "static", what)


def _wall(get: Callable[..., float], jobs: int) -> float:
    return get(1000, "procstd", "clean", jobs, name="wall")


def target_table(results: Results) -> str:
    """Return each target with what was measured."""
    rows = []
    for name, most, work_out in TARGETS:
        found = work_out(results.get)
        verdict = "–" if found != found else "yes" if found <= most else "**no**"
        rows.append([name, f"{most:g}", shown(found, 0 if most >= 100 else 2), verdict])
    return table(["target", "at most", "measured", "met"], rows)


# --- plots --------------------------------------------------------------------------------------------------------

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 380, 56, 210, 36, 40
COLOURS = ("#7f7f7f", "#1f77b4", "#17a2b8", "#d62728", "#ff7f0e", "#2ca02c", "#8c6d31")


def plot(results: Results, name: str, title: str) -> str:
    """Return a plot of one figure over the number of processes, both axes logarithmic, each line named at its end."""
    lines = {variant: [(size, results.get(size, variant, name=name)) for size in results.sizes] for variant in NAMES}
    lines = {variant: [at for at in points if at[1] == at[1]] for variant, points in lines.items()}
    values = [value for points in lines.values() for _, value in points] or [1.0]
    low, high = log10(min(values)) - 0.05, log10(max(values)) + 0.05
    first, last = log10(results.sizes[0]), log10(results.sizes[-1]) + 1e-9

    def x(size: float) -> float:
        return LEFT + (log10(size) - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (log10(value) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif">',
        f"<title>{title}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="20" font-size="14" fill="#222">{title}, by number of processes</text>',
        *(_level(value, y(value)) for value in _ticks(low, high)),
        *(
            f'<text x="{x(size):.1f}" y="{HEIGHT - 18}" text-anchor="middle" font-size="12" fill="#444">{size:,}</text>'
            for size in results.sizes
        ),
    ]
    ends = _spread({variant: y(points[-1][1]) for variant, points in lines.items() if points})
    for colour, (variant, points) in zip(COLOURS, lines.items(), strict=True):
        if not points:
            continue
        path = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in points)
        wide = 3 if variant == "procstd" else 1.6
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{wide}"/>')
        parts += [f'<circle cx="{x(size):.1f}" cy="{y(value):.1f}" r="3" fill="{colour}"/>' for size, value in points]
        end = x(points[-1][0])
        parts.append(
            f'<line x1="{end + 4:.1f}" y1="{y(points[-1][1]):.1f}" x2="{WIDTH - RIGHT + 10}" y2="{ends[variant]:.1f}" '
            f'stroke="{colour}" stroke-width="0.6" stroke-dasharray="2 2"/>'
            f'<text x="{WIDTH - RIGHT + 14}" y="{ends[variant] + 4:.1f}" font-size="12" '
            f'fill="#222">{NAMES[variant]}</text>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _level(value: float, at: float) -> str:
    return (
        f'<line x1="{LEFT}" y1="{at:.1f}" x2="{WIDTH - RIGHT}" y2="{at:.1f}" stroke="#ddd"/>'
        f'<text x="{LEFT - 6}" y="{at + 4:.1f}" text-anchor="end" font-size="12" fill="#444">{value:,g}</text>'
    )


def _ticks(low: float, high: float) -> list[float]:
    steps = [mantissa * 10.0**power for power in range(5) for mantissa in (1, 2, 5)]
    return [value for value in steps if low <= log10(value) <= high]


def _spread(ends: dict[str, float]) -> dict[str, float]:
    """Return where the names stand: as near to their lines as they can be without touching one another."""
    placed: dict[str, float] = {}
    last = TOP
    for variant, at in sorted(ends.items(), key=lambda end: end[1]):
        last = max(at, last + 16.0)
        placed[variant] = last
    return placed
