"""``python -m sphinxcontrib_procstd``: the command ``procstd``."""

from __future__ import annotations

import sys

from sphinxcontrib_procstd.cli import main

if __name__ == "__main__":
    sys.exit(main())
