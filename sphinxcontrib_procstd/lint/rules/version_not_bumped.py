"""G803 version-not-bumped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process, Status
from sphinxcontrib_procstd.model.revisions import version_order


class VersionNotBumped(Rule):
    """What: The content changed and the version did not; or the change log has no line for the version in force.

    Why: Two texts under one number: nobody can tell which of them was approved.

    Bad: version 1.1 edited, still version 1.1

    Good: version: 1.2 with a `revision` record 1.2
    """

    code = "G803"
    name = "version-not-bumped"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "the content changed since version {version} was published, but the version did not",
                "Raise the version and add a “revision” record.",
            ),
            "zh": ("内容自{version}版发布后已变更，但版本号没有变化", "请升级版本号，并增加“revision”修订记录。"),
        },
        "back": {
            "en": (
                "the content changed since version {known} was published, and version {version} is no higher",
                "Raise the version above {known} and add a “revision” record.",
            ),
            "zh": (
                "内容自{known}版发布后已变更，而{version}版并不高于{known}版",
                "请将版本号升至{known}以上，并增加“revision”修订记录。",
            ),
        },
        "log": {
            "en": ("the change log has no line for version {version}", "Add a “revision” record for it."),
            "zh": ("修订记录中没有{version}版", "请为该版本增加“revision”修订记录。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the versions that do not fit the content or the log."""
        version = process.version.strip()
        known, mark = context.options.fingerprints.get(process.id, ("", ""))
        now = context.options.current_fingerprints.get(process.id, "")
        if mark and now and mark != now and not version_order(version) > version_order(known):
            key = "" if version_order(version) == version_order(known) else "back"
            yield self.finding(
                context, process.where("version"), key, process=process, field="version", version=version, known=known
            )
        if process.status is not Status.EFFECTIVE or not version:
            return
        logged = {record.title.strip().lstrip("Vv") for record in process.records if record.kind == "revision"}
        if version.lstrip("Vv") not in logged:
            yield self.finding(
                context, process.where("version"), "log", process=process, field="version", version=version
            )
