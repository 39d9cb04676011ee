"""Random edits of a handbook with everything in it: any option of any directive, whole blocks, and files beside it."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from builds import ROOTS
from edits import Editor

from sphinxcontrib_procstd.syntax.options import RECORD_OPTIONS, RESOURCE_OPTIONS, options_of
from sphinxcontrib_procstd.syntax.view_options import VIEW_OPTIONS, view_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from builds import Project

_ANY_OPTION = re.compile(r"^(?P<head> *:(?P<name>[^\s:`{}]+):)(?P<text>(?: .*)?)$", re.MULTILINE)
_HEAD = re.compile(r"^(?::::\{|\.\. )(?P<name>[a-z-]+)(?:\}|::)(?P<title>.*)$", re.MULTILINE)
_PROSE = re.compile(r"^(?P<indent>(?:   )?)(?P<text>[\u4e00-\u9fff].*。)$", re.MULTILINE)
_OBJECTS = frozenset({"process", "step", *RECORD_OPTIONS, *RESOURCE_OPTIONS})
_VALUES = (
    "complaint", "refund", "warranty", "visit", "客服主管", "客服专员", "出纳", "客服部", "财务部", "《保修单》", "投诉登记表", "CRM系统",
    "draft", "effective", "pilot", "retired", "2026-02-28", "2025-11-30", "2.0", "客户服务", "采购", "时效", "客户", "3个工作日内", "yes",
    "accept", "judge", "pay", "serve", "end [完]", "process:visit", "approval", "any", "all", "left-right", "owner", "matrix", "role",
    "按时率", "*强调*", "{form}`保修单`", ":form:`保修单`", "无", "5", "退款申请单(原件)",
)  # fmt: skip
_SETTINGS = (
    "procstd_swimlane = False", "procstd_swimlane = True", "procstd_autolink = False", "procstd_autolink = True",
    'procstd_orientation = "left-right"', 'procstd_orientation = "top-down"', "procstd_blank_forms = False",
    'procstd_blank_forms = ["docx"]', 'procstd_report_problem = ""', 'procstd_report_problem = "/report?{process}.{step}"',
    "procstd_downloads = []", 'procstd_downloads = ["bpmn"]', "procstd_catalogue = False", "procstd_catalogue = True",
    'procstd_today = "2026-08-01"', 'procstd_today = "2027-03-01"', "procstd_review_soon = 200",
    "procstd_figures_max_age = 5", "procstd_figures_max_age = -1", 'procstd_baseline = ""', "procstd_lint = True",
    'procstd_baseline = "releases/last.json"', "procstd_signoff_required = True", "procstd_lint = False",
    "procstd_signoff_meanings = []", 'version = "1.5"',
)  # fmt: skip


def add_everything(project: Project) -> None:
    """Put into a copy of the handbook whatever else a handbook may hold: records, views of every kind, figures."""
    shutil.copytree(ROOTS / "more-handbook", project.source, dirs_exist_ok=True)
    project.write("conf.py", project.text("conf.py") + project.text("more-conf.py"))
    project.delete("more-conf.py")
    added = "".join(f"{name}\n" for name in ("warranty", "records", "fields", "views", "more-views"))
    project.edit("index.md", "flow\n", f"flow\n{added}")


class WideEditor(Editor):
    """Makes the edits of its base, and twice as many of its own."""

    def edit(self) -> str:
        """Make one edit; return what it was."""
        if self.chance.random() < 1 / 3:
            return super().edit()
        kinds: list[Callable[[], str]] = [
            self.change_any_option, self.change_any_option, self.change_any_option, self.drop_option, self.add_option,
            self.add_option, self.drop_block, self.double_block, self.move_block, self.change_any_title,
            self.change_prose, self.change_measured, self.change_signoffs, self.change_config_wide, self.touch,
            self.shuffle_contents,
        ]  # fmt: skip
        while True:
            kind = self.chance.choice(kinds)
            if said := kind():
                return f"{kind.__name__}: {said}"

    def _one_match(self, pattern: re.Pattern[str]) -> tuple[str, re.Match[str]]:
        return self.chance.choice(
            [(name, match) for name in self.documents() for match in pattern.finditer(self.project.text(name))]
        )

    def _replace(self, name: str, start: int, end: int, new: str) -> None:
        text = self.project.text(name)
        self.project.write(name, text[:start] + new + text[end:])

    def change_any_option(self) -> str:
        """Give an option the value that one of the same name has, or any."""
        name, match = self._one_match(_ANY_OPTION)
        same = [
            other["text"]
            for document in self.documents()
            for other in _ANY_OPTION.finditer(self.project.text(document))
            if other["name"] == match["name"]
        ]
        new = self.chance.choice(same) if self.chance.random() < 0.6 else f" {self.chance.choice(_VALUES)}"
        self._replace(name, match.start("text"), match.end("text"), new)
        return f"{name}:{match['head']}{match['text']} -> {new}"

    def drop_option(self) -> str:
        name, match = self._one_match(_ANY_OPTION)
        self._replace(name, match.start(), match.end() + 1, "")
        return f"{name}:{match[0]}"

    def add_option(self) -> str:
        """Give a directive an option that it can have."""
        name, match = self._one_match(_HEAD)
        directive = match["name"]
        if directive in _OBJECTS:
            known = [option.name for option in options_of(directive)]
        elif directive in VIEW_OPTIONS:
            known = [option.name for option in view_options(directive)]
        else:
            return ""
        indent = "   " if name.endswith(".rst") else ""
        line = f"\n{indent}:{self.chance.choice(known)}: {self.chance.choice(_VALUES)}"
        self._replace(name, match.end(), match.end(), line)
        return f"{name}: {directive}{match['title']}{line.strip()}"

    def _one_block(self) -> tuple[str, list[str], int]:
        """Return a document, its blocks, and one that is of ours."""
        found = []
        for name in self.documents():
            start = r"(?=^:::\{)" if name.endswith(".md") else r"(?=^\.\. )"
            parts = re.split(start, self.project.text(name), flags=re.MULTILINE)
            found += [(name, parts, i) for i, part in enumerate(parts) if _HEAD.match(part)]
        return self.chance.choice(found)

    def drop_block(self) -> str:
        name, parts, at = self._one_block()
        said = parts.pop(at).partition("\n")[0]
        self.project.write(name, "".join(parts))
        return f"{name}: {said}"

    def double_block(self) -> str:
        name, parts, at = self._one_block()
        if len(parts) > 40:
            return ""
        self.project.write(name, "".join(parts).rstrip() + "\n\n" + parts[at])
        return f"{name}: {parts[at].partition(chr(10))[0]}"

    def move_block(self) -> str:
        """Move a block to the end of another document in the same markup."""
        name, parts, at = self._one_block()
        others = [other for other in self.documents() if other.endswith(name[-3:]) and other not in {name, "index.md"}]
        if not others:
            return ""
        moved, other = parts.pop(at), self.chance.choice(others)
        self.project.write(name, "".join(parts))
        self.project.write(other, self.project.text(other).rstrip() + "\n\n" + moved)
        return f"{name} -> {other}: {moved.partition(chr(10))[0]}"

    def change_any_title(self) -> str:
        name, match = self._one_match(_HEAD)
        if match["name"] not in _OBJECTS:
            return ""
        new = f" 第{self.chance.randrange(9)}项"
        self._replace(name, match.start("title"), match.end("title"), new)
        return f"{name}: {match['name']}{match['title']} ->{new}"

    def change_prose(self) -> str:
        name, match = self._one_match(_PROSE)
        new = self.chance.choice(
            ["见《保修单》。", "问出纳。", "参见《保修处理流程》**要求**。", f"{match['text']}再查一次。"]
        )
        self._replace(name, match.start("text"), match.end("text"), new)
        return f"{name}: {match['text']} -> {new}"

    def _change_file(self, path: str, pattern: str, new: str) -> str:
        """Change the first match in a file beside the sources, or take the file away, or bring it back."""
        file, away = self.project.source / path, self.project.folder / path.replace("/", "-")
        if not file.exists():
            away.rename(file)
            return f"{path} is back"
        if self.chance.random() < 0.2:
            file.rename(away)
            return f"{path} is gone"
        file.write_text(re.sub(pattern, new, file.read_text(encoding="utf-8"), count=1), encoding="utf-8")
        return f"{path}: {new}"

    def change_measured(self) -> str:
        number = self.chance.randrange(1, 90)
        pattern = self.chance.choice([r'"median": [\d.]+', r'"mean": [\d.]+', r'"p90": [\d.]+', r'"cases": \d+'])
        return self._change_file("figures/warranty.json", pattern, f"{pattern.partition(':')[0]}: {number * 1000}")

    def change_signoffs(self) -> str:
        path = self.chance.choice(["signoffs/warranty.jsonl", "signoffs/refund.jsonl"])
        return self._change_file(path, r'"name": "[^"]*"', f'"name": "{self.chance.choice("赵钱孙李")}"')

    def change_config_wide(self) -> str:
        setting = self.chance.choice(_SETTINGS)
        self.project.write("conf.py", f"{self.project.text('conf.py')}{setting}\n")
        return setting

    def touch(self) -> str:
        """Save a document without a change."""
        name = self.chance.choice(self.documents())
        self.project.write(name, self.project.text(name))
        return name

    def shuffle_contents(self) -> str:
        head, _, rest = self.project.text("index.md").partition("{toctree}\n")
        listed, fence, tail = rest.partition("```")
        lines = listed.splitlines(keepends=True)
        self.chance.shuffle(lines)
        self.project.write("index.md", f"{head}{{toctree}}\n{''.join(lines)}{fence}{tail}")
        return " ".join(line.strip() for line in lines)
