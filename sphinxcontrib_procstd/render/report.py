"""The address at which a reader reports a problem with a step."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

_BRACES = re.compile(r"\{(\w+)\}")


def report_uri(template: str, values: Mapping[str, str]) -> str:
    """Return the address with its fields filled in, every value percent-encoded whole (RFC 3986, section 2.1)."""
    return _BRACES.sub(lambda found: quote(values.get(found[1], ""), safe="", errors="replace"), template)
