"""Puts this folder's helpers (graphs, models, measures) and the layout benchmark within reach of its tests."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "tools")]
