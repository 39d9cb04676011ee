"""Write the event log of the example handbook's complaint process: invented, and the same in every run.

Usage: python tools/make_example_log.py [FILE]

FILE is example_site/figures/complaint.csv unless named. Two hundred complaints run as the handbook says, most of
them; some are late, some leave the written flow, as real work does, so that the pages have something to show.
`procstd figures example_site` then measures it.
"""

from __future__ import annotations

import csv
import sys
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
CASES = 200
FIRST = datetime(2026, 9, 1, 8, 30)  # noqa: DTZ001 - the log is in local time, as a ticketing system exports it
LAST = datetime(2026, 11, 16, 18, 0)  # noqa: DTZ001 - as above
EXPORTED = "2026-11-14 18:00"
"""What was done later is not in the log: the last cases are open."""
HEADS = ("工单号", "步骤", "开始时间", "完成时间", "岗位", "结果", "满意度")

Row = tuple[str, str, str, str, str, str, str]
WORK = {  # step: who, minutes waited for it and minutes of work, in the middle
    "接收投诉": ("客服专员", 0, 6),
    "判定投诉级别": ("客服主管", 40, 15),
    "通报特急投诉": ("客服主管", 4, 5),
    "制定应急方案": ("技术支持主管", 10, 40),
    "指派责任工程师": ("技术支持主管", 25, 10),
    "制定处理方案": ("技术支持工程师", 60, 130),
    "审批处理方案": ("质量经理", 45, 30),
    "实施处理方案": ("技术支持工程师", 90, 220),
    "反馈处理结果": ("客服专员", 25, 15),
    "回访客户": ("客服专员", 80, 12),
    "归档投诉工单": ("客服专员", 20, 10),
}


class Complaint:
    """One complaint on its way."""

    def __init__(self, number: int, start: datetime, random: Random) -> None:
        self.name = f"TS2026{number:04}"
        self.now = start
        self.random = random
        self.rows: list[Row] = []

    def do(self, step: str, *, role: str = "", outcome: str = "", score: str = "") -> None:
        """Do a step: wait for it, then work; now and then everything takes three times as long."""
        who, wait, work = WORK[step]
        slow = 3.2 if self.random.random() < 0.07 else 1
        begin = self.now + timedelta(seconds=round(60 * wait * slow * (0.4 + 1.2 * self.random.random())))
        end = begin + timedelta(seconds=round(60 * work * slow * (0.5 + self.random.random())))
        self.now = end
        stamps = begin.isoformat(" ", "minutes"), end.isoformat(" ", "minutes")
        self.rows.append((self.name, step, *stamps, role or who, outcome, score))

    def run(self) -> None:
        """Go through the process."""
        chance = self.random.random
        self.do("接收投诉")
        if chance() > 0.03:
            self.do("判定投诉级别", role="客服专员" if chance() < 0.04 else "")
        level = chance()
        if level < 0.08:
            self.do("通报特急投诉")
        if level < 0.25:
            self.do("制定应急方案")
        else:
            if chance() > 0.06:
                self.do("指派责任工程师")
            self.do("制定处理方案")
        while chance() < 0.12:
            self.do("审批处理方案", outcome="退回")
            self.do("制定处理方案")
        if chance() < 0.1:
            self.do("审批处理方案", outcome="移交现场服务")
            return
        if chance() > 0.04:
            self.do("审批处理方案", outcome="通过")
        self.finish()

    def finish(self) -> None:
        """Carry the plan out, tell the customer, call back and file the ticket."""
        chance = self.random.random
        self.do("实施处理方案", outcome="差错" if chance() < 0.04 else "")
        self.do("反馈处理结果")
        score = 3 if chance() < 0.07 else 4 if chance() < 0.45 else 5
        if chance() < 0.05:
            self.do("归档投诉工单")
            self.do("回访客户", score=str(score))
            return
        self.do("回访客户", score=str(score))
        self.do("归档投诉工单")


def main() -> int:
    """Write the log."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "example_site" / "figures" / "complaint.csv"
    random = Random(20260901)  # noqa: S311 - an example, no secret
    rows: list[Row] = []
    for number in range(1, CASES + 1):
        day = FIRST + (LAST - FIRST) * ((number - 1) / CASES)
        complaint = Complaint(number, day.replace(hour=8 + number * 7 % 9, minute=number * 13 % 60), random)
        complaint.run()
        rows += [row for row in complaint.rows if row[3] <= EXPORTED]
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADS)
        writer.writerows(rows)
    print(f"{target}: {len(rows)} events")
    return 0


if __name__ == "__main__":
    sys.exit(main())
