"""Closed lists of values, each word with its Chinese names."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

NOT_ONE_OF = '"{text}" is not one of {known}{hint}'
"""What is said of a word that is on no list."""

_IGNORED = frozenset("-_ \t\n\"'“”‘’「」")


@dataclass(frozen=True, slots=True)
class Choices:
    """A closed list: canonical value -> further names that mean it, Chinese ones among them."""

    names: tuple[tuple[str, tuple[str, ...]], ...]

    def find(self, text: str) -> str | None:
        """Return the canonical value that ``text`` means, or None."""
        wanted = _fold(text)
        return next((value for value, names in self.names if wanted in {_fold(n) for n in (value, *names)}), None)

    def offered(self, text: str) -> str:
        """Return the values to choose from, in the script that ``text`` is written in: Chinese names or English."""
        chinese = any(ord(char) > 127 for char in text)
        return ", ".join(
            next((name for name in names if chinese and not name.isascii()), value) for value, names in self.names
        )

    def words(self) -> tuple[str, ...]:
        """Return every accepted word."""
        return tuple(word for value, names in self.names for word in (value, *names))


def _fold(text: str) -> str:
    """Return a word as it is compared: no case, width, blanks, hyphens, quotes or invisible characters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char not in _IGNORED and unicodedata.category(char) != "Cf")


STATUS = Choices(
    (
        ("draft", ("草稿",)),
        ("in-review", ("评审中", "review", "评审")),
        ("pilot", ("试点", "试运行")),
        ("effective", ("正式发布", "生效", "已发布", "已生效", "published")),
        ("under-revision", ("修订中", "revision", "修订")),
        ("retired", ("废止", "已废止", "作废", "withdrawn")),
    )
)
KIND = Choices(
    (
        ("task", ("任务", "作业", "普通")),
        ("approval", ("审批", "批准", "审核")),
        ("notify", ("通知", "告知", "知会", "notification")),
        ("wait", ("等待",)),
        ("system", ("系统", "自动", "系统自动", "automatic")),
        ("subprocess", ("子流程",)),
    )
)
JOIN = Choices((("all", ("全部", "全部完成", "所有", "and")), ("any", ("任一", "任意", "其一", "or"))))
ORIENTATION = Choices(
    (
        ("auto", ("自动",)),
        ("top-down", ("自上而下", "纵向", "竖向", "tb", "vertical")),
        ("left-right", ("从左到右", "自左向右", "横向", "lr", "horizontal")),
    )
)
ACCESS = Choices(
    (("system", ("系统", "systems")), ("role", ("岗位", "roles")), ("matrix", ("矩阵", "权限矩阵", "both")))
)
ENGINE = Choices((("procstd", ("内置", "default")), ("graphviz", ("dot",))))
REVISION = Choices((("substantive", ("实质", "实质性", "实质修订")), ("editorial", ("文字", "编辑性", "文字修订"))))
MEASURE = Choices(
    (
        ("cases", ("案例数",)),
        ("throughput-mean", ("平均处理时长", "处理时长", "average handling time")),
        ("throughput-median", ("处理时长中位数",)),
        ("throughput-p90", ("处理时长九成",)),
        ("finished-mean", ("办结平均时长",)),
        ("working-mean", ("平均工作时长",)),
        ("on-time", ("按时率", "及时率", "按时办结率")),
        ("overdue", ("超期在办率", "超期率")),
        ("rework", ("返工率",)),
        ("hand-overs", ("交接次数",)),
        ("error-rate", ("差错率", "错误率", "errors")),
        ("satisfaction", ("满意度",)),
        ("satisfied", ("满意率",)),
        ("conformance", ("流程符合率", "符合率")),
        ("fitness", ("重放拟合度", "拟合度")),
    )
)
"""The measured figures that a KPI may name; the same as `figures.definitions.MEASURES`."""
FLAG = Choices((("yes", ("是", "true", "on", "1", "")), ("no", ("否", "false", "off", "0"))))
