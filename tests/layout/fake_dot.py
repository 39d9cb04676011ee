"""A stand-in for Graphviz's ``dot``, and its misbehaving kin, for tests that need no Graphviz."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

GOOD = f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(Path(__file__).parent)!r})\nimport fake_dot\nfake_dot.main()\n"
BAD = {
    "crashing": "#!/bin/sh\nkill -SEGV $$\n",
    "failing": "#!/bin/sh\nexit 1\n",
    "hanging": "#!/bin/sh\nexec sleep 600\n",
    "garbage": "#!/bin/sh\necho 'these are no coordinates'\n",
    "empty": '#!/bin/sh\necho \'{"objects": [], "edges": []}\'\n',
    "askew": '#!/bin/sh\necho \'{"objects": [{"name": "n0", "pos": "nan,1e999"}]}\'\n',
    "endless": "#!/bin/sh\nexec yes\n",
}


def install(folder: Path, script: str) -> None:
    """Put a ``dot`` into a folder, and a pygraphviz that cannot be imported beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pygraphviz.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    if script:
        path = folder / "dot"
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)


def environment(folder: Path) -> dict[str, str]:
    """Return the environment in which that ``dot`` is found, and no pygraphviz."""
    return {"PATH": f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin", "PYTHONPATH": str(folder)}


def main() -> None:
    """Answer as Graphviz would: nodes on a grid, lanes in order."""
    source = sys.stdin.read()
    if "s0_0" in source:
        places = {}
        for rank, row in enumerate(re.findall(r"rank=same\]\n((?:\t\t\S+\n)+)", source)):
            names = row.split()
            borders = [name for name in names if name[0] == "s"]
            for index, name in enumerate(borders):
                places[name] = (index * 900.0, -rank * 200.0)
            pairs = set(re.findall(rf"(s{rank}_\d+) -> ([nh]\d+) ", source))
            for number, (border, name) in enumerate(sorted(pairs)):
                places[name] = (places[border][0] + 100 + 150 * (number % 5), -rank * 200.0)
        answer(places)
    else:
        nodes = dict.fromkeys(re.findall(r"\t(n\d+) \[", source))
        answer({name: (0.0, -float(index)) for index, name in enumerate(nodes)})


def answer(places: dict[str, tuple[float, float]]) -> None:
    """Print what was found as Graphviz's JSON."""
    objects = [{"name": name, "pos": f"{x},{y}"} for name, (x, y) in places.items()]
    print(json.dumps({"objects": objects, "edges": []}))
