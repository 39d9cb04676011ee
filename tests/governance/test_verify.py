"""What sign-offs are worth: valid, void, renewed, earlier; and who has to sign."""

from __future__ import annotations

from dataclasses import replace

from governed import HERE, ORDER, catalogue, content, entry, record, with_step

from sphinxcontrib_procstd.governance.labels import changed_parts
from sphinxcontrib_procstd.governance.verify import check_signoffs
from sphinxcontrib_procstd.model.governance import Meaning, Signoff, SignoffReport, SignoffState
from sphinxcontrib_procstd.model.process import Mention, Process, Status
from sphinxcontrib_procstd.model.resources import ResourceKind

REWORDED = with_step(deadline="at once")


def signed(process: Process = ORDER, **changes: str) -> Signoff:
    what = content(process)
    values = {"role": "Sales director", "name": "Li Lei", "date": "2026-03-01", "version": what.version} | changes
    return Signoff(
        process="order", meaning=Meaning.APPROVE, fingerprint=what.fingerprint, parts=what.parts, location=HERE, **values
    )  # fmt: skip


def check(process: Process, *signoffs: Signoff, **options: object) -> SignoffReport:
    return check_signoffs(process, catalogue(process), content(process), signoffs, **options)  # type: ignore[arg-type]


def states(report: SignoffReport) -> list[SignoffState]:
    return [one.state for one in report.signoffs]


def wanted(report: SignoffReport) -> list[tuple[str, str, bool]]:
    return [(want.meaning.value, want.role, want.void is not None) for want in report.wanted]


def test_a_signoff_of_what_the_process_says_stands() -> None:
    report = check(ORDER, signed())
    assert states(report) == [SignoffState.VALID]
    assert wanted(report) == []


def test_a_signoff_is_void_when_the_text_changed_and_says_what_changed() -> None:
    report = check(REWORDED, signed())
    assert states(report) == [SignoffState.VOID]
    assert wanted(report) == [("approve", "Sales director", True)]
    assert changed_parts(report.signoffs[0].changes, REWORDED, str) == "step “Pick the goods” (reworded)"


def test_a_void_signoff_that_the_same_role_renewed_is_history() -> None:
    report = check(REWORDED, signed(), signed(REWORDED, name="Han Mei"))
    assert states(report) == [SignoffState.RENEWED, SignoffState.VALID]
    assert wanted(report) == []


def test_a_signoff_of_another_version_is_history_and_the_version_wants_its_own() -> None:
    report = check(replace(ORDER, version="1.1"), signed())
    assert states(report) == [SignoffState.EARLIER]
    assert wanted(report) == [("approve", "Sales director", False)]


def test_a_signoff_made_with_another_canonical_form_cannot_be_compared() -> None:
    report = check(ORDER, replace(signed(), fingerprint="p0-sha256:abc"))
    assert states(report) == [SignoffState.VOID]
    assert changed_parts(report.signoffs[0].changes, ORDER, str) == "what changed cannot be told"


def test_each_approver_has_to_sign_and_without_any_the_owner() -> None:
    two = replace(ORDER, approved_by=(Mention(name="Managing director"), Mention(name="Quality manager")))
    assert [role for _, role, _ in wanted(check(two))] == ["Managing director", "Quality manager"]
    assert [role for _, role, _ in wanted(check(ORDER))] == ["Sales director"]


def test_reviewers_have_to_sign_where_that_is_asked_for() -> None:
    reviewed = replace(ORDER, records=(*ORDER.records, record("review", "Stock", role="Storekeeper")))
    assert wanted(check(reviewed, signed(reviewed), meanings=[Meaning.REVIEW, Meaning.APPROVE])) == [
        ("review", "Storekeeper", False)
    ]


def test_a_draft_wants_no_signature() -> None:
    assert wanted(check(replace(ORDER, status=Status.DRAFT))) == []


def test_a_role_is_the_same_by_its_id_and_its_title() -> None:
    register = entry(ResourceKind.JOB_ROLE, "director", "Sales director")
    process = replace(ORDER, owner=Mention(name="director"))
    report = check_signoffs(process, catalogue(process, register), content(process, register), [signed()])
    assert wanted(report) == []


def test_a_signoff_without_its_proof_does_not_count() -> None:
    report = check(ORDER, signed(), proof=lambda _signoff: "it has no detached signature")
    assert [(one.state, one.why) for one in report.void] == [(SignoffState.UNPROVEN, "it has no detached signature")]
    assert wanted(report) == [("approve", "Sales director", True)]
