"""Random edits of a handbook, of every kind an author makes."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builds import Project

_DIRECTIVE = re.compile(
    r"^(?P<head>:::\{|\.\. )(?P<name>process|step|form|system|manual|job-role|department|external)"
    r"(?P<mid>\} |:: )(?P<title>.+)$",
    re.MULTILINE,
)
_ID = re.compile(r"^(?P<head> *:id: )(?P<id>.+)$", re.MULTILINE)
_OPTION = re.compile(
    r"^(?P<head> *:(?P<name>role|责任岗位|owner|流程负责人|input|forms|systems|相关表单/工具|backup|department|departments"
    r"|涉及部门|based-on|informed): )(?P<text>.+)$",
    re.MULTILINE,
)
_NEXT = re.compile(r"^(?P<head> *:next: )(?P<text>.+)$", re.MULTILINE)
_REFERENCE = re.compile(r"(?P<head>\{\w[\w-]*\}`)(?P<text>[^`<]+)(?P<tail>`)")
_MARKS = "甲乙丙丁戊己庚辛"


@dataclass
class Editor:
    """Edits a project, the same way for the same seed. Every edit can be made to any state of it."""

    project: Project
    seed: int
    chance: random.Random = field(init=False)
    gone: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def edit(self) -> str:
        """Make one edit; return what it was."""
        kinds = [
            self.change_title, self.change_title, self.borrow_title, self.change_id, self.change_option,
            self.change_option, self.change_next, self.change_text, self.change_reference, self.swap_steps, self.drop,
            self.copy, self.rename_file, self.delete_file, self.bring_back, self.change_data, self.change_include,
            self.change_translation, self.change_config, self.change_image,
        ]  # fmt: skip
        while True:
            kind = self.chance.choice(kinds)
            if said := kind():
                return f"{kind.__name__}: {said}"

    def documents(self) -> list[str]:
        names = (path.relative_to(self.project.source).as_posix() for path in self.project.source.rglob("*"))
        return sorted(name for name in names if name.endswith((".md", ".rst")) and not name.startswith("shared/"))

    def change_matching(self, pattern: re.Pattern[str], part: str, texts: list[str] | None = None) -> str:
        """Give one match of a pattern, anywhere, another text: of the texts, or what another match has."""
        found = [(name, match) for name in self.documents() for match in pattern.finditer(self.project.text(name))]
        if not found:
            return ""
        name, match = self.chance.choice(found)
        new = self.chance.choice(texts or [other[part] for _, other in found])
        text = self.project.text(name)
        self.project.write(name, text[: match.start(part)] + new + text[match.end(part) :])
        return f"{name}: {match[part]} -> {new}"

    def change_title(self) -> str:
        return self.change_matching(_DIRECTIVE, "title", [f"{mark}事项" for mark in _MARKS])

    def borrow_title(self) -> str:
        return self.change_matching(_DIRECTIVE, "title")

    def change_id(self) -> str:
        return self.change_matching(_ID, "id", ["complaint", "refund", "agent", "crm", "receive", "pay", "fresh"])

    def change_option(self) -> str:
        return self.change_matching(_OPTION, "text")

    def change_next(self) -> str:
        return self.change_matching(
            _NEXT, "text", ["end [好]; process:hiring [坏]", "process:purchase", "pay", "close"]
        )

    def change_reference(self) -> str:
        names = ["complaint", "refund", "refund.pay", "receive", "crm", "cashier", "投诉登记表", "付款"]
        return self.change_matching(_REFERENCE, "text", names)

    def change_text(self) -> str:
        name = self.chance.choice(self.documents())
        mark = self.chance.choice(_MARKS)
        self.project.write(name, f"{self.project.text(name)}\n《{mark}事项》和《投诉登记表》。\n")
        return f"{name} + {mark}"

    def blocks(self) -> list[tuple[str, list[str], list[int]]]:
        """Return each document with steps: its blocks, and which of them are steps."""
        found = []
        for name in self.documents():
            start = r"(?=^:::\{)" if name.endswith(".md") else r"(?=^\.\. )"
            parts = re.split(start, self.project.text(name), flags=re.MULTILINE)
            steps = [i for i, part in enumerate(parts) if part.startswith((":::{step}", ".. step::"))]
            if steps:
                found.append((name, parts, steps))
        return found

    def swap_steps(self) -> str:
        found = [entry for entry in self.blocks() if len(entry[2]) > 1]
        if not found:
            return ""
        name, parts, steps = self.chance.choice(found)
        one, two = self.chance.sample(steps, 2)
        parts[one], parts[two] = parts[two].rstrip() + "\n\n", parts[one].rstrip() + "\n\n"
        self.project.write(name, "".join(parts))
        return f"{name} {one} {two}"

    def drop(self) -> str:
        found = [entry for entry in self.blocks() if len(entry[2]) > 1]
        if not found:
            return ""
        name, parts, steps = self.chance.choice(found)
        del parts[self.chance.choice(steps)]
        self.project.write(name, "".join(parts))
        return name

    def copy(self) -> str:
        """Copy a document under another name: everything in it is there twice."""
        name = self.chance.choice(self.documents())
        if len(self.documents()) > 18 or name.startswith("index"):
            return ""
        new = f"{self.chance.choice('az')}{self.chance.randrange(9)}-{name.replace('/', '-')}"
        if (self.project.source / new).exists():
            return ""
        self.project.write(new, self.project.text(name))
        self.list_document("flow\n", f"flow\n{new.rpartition('.')[0]}\n")
        return f"{name} as {new}"

    def list_document(self, old: str, new: str) -> None:
        self.project.write("index.md", self.project.text("index.md").replace(old, new))

    def rename_file(self) -> str:
        name = self.chance.choice([name for name in self.documents() if name != "index.md" and "/" not in name])
        new = f"r{self.chance.randrange(99)}-{name.rpartition('-')[2]}"
        if new == name or (self.project.source / new).exists():
            return ""
        self.project.rename(name, new)
        self.list_document(f"\n{name.rpartition('.')[0]}\n", f"\n{new.rpartition('.')[0]}\n")
        return f"{name} -> {new}"

    def delete_file(self) -> str:
        names = [name for name in self.documents() if name != "index.md"]
        if len(names) < 12:
            return ""
        name = self.chance.choice(names)
        self.gone.append((name, self.project.text(name)))
        self.project.delete(name)
        if self.chance.random() < 0.5:  # else the list still names it
            self.list_document(f"\n{name.rpartition('.')[0]}\n", "\n")
        return name

    def bring_back(self) -> str:
        if not self.gone:
            return ""
        name, text = self.gone.pop()
        if (self.project.source / name).exists():
            return ""
        self.project.write(name, text)
        if f"\n{name.rpartition('.')[0]}\n" not in self.project.text("index.md"):
            self.list_document("```{toctree}\n", f"```{{toctree}}\n{name.rpartition('.')[0]}\n")
        return name

    def change_data(self) -> str:
        mark = self.chance.choice(_MARKS)
        self.project.write("data/purchase.csv", self.project.text("data/purchase.csv") + f"{mark}事项,出纳,核对,网银\n")
        return mark

    def change_include(self) -> str:
        mark = self.chance.choice(_MARKS)
        self.project.write(
            "shared/common.md", f"《{mark}事项》，{{job-role}}`{self.chance.choice(['agent', 'cashier'])}`\n"
        )
        return mark

    def change_translation(self) -> str:
        name = "locale/en/LC_MESSAGES/handbook.po"
        mark = self.chance.choice("ABCDEF")
        text = re.sub(r'(msgid "投诉登记表"\nmsgstr )".*"', rf'\1"Register {mark}"', self.project.text(name))
        self.project.write(name, text)
        return mark

    def change_config(self) -> str:
        value = self.chance.choice(["True", "False"])
        setting = self.chance.choice(["procstd_swimlane", "procstd_autolink"])
        self.project.write("conf.py", f"{self.project.text('conf.py')}{setting} = {value}\n")
        return f"{setting} = {value}"

    def change_image(self) -> str:
        size = self.chance.randrange(1, 99)
        picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="9"/>\n'
        self.project.write("shared/plan.svg", picture)
        return str(size)
