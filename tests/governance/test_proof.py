"""Detached signatures, made and checked by ssh-keygen."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.governance.proof import check_signature, make_signature, signature_file
from sphinxcontrib_procstd.governance.signoff import append_record, make_record, payload_of, read_signoffs
from sphinxcontrib_procstd.model.governance import Meaning, Signoff

KEYGEN = shutil.which("ssh-keygen") or ""
pytestmark = pytest.mark.skipif(not KEYGEN, reason="ssh-keygen is not installed")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    subprocess.run([KEYGEN, "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)
    public = path.with_suffix(".pub").read_text(encoding="utf-8")
    (tmp_path / "allowed").write_text(f'li@example.com namespaces="procstd" {public}', encoding="utf-8")
    return path


@pytest.fixture
def signoff(tmp_path: Path, key: Path) -> Signoff:
    line = make_record(
        process="order", version="1.0", meaning=Meaning.APPROVE, role="Director", name="李雷", date="2026-03-01",
        fingerprint="p1-sha256:abc", parts={}, signer="li@example.com",
    )  # fmt: skip
    record = json.loads(line)
    make_signature(payload_of(record), key, signature_file(tmp_path, "order", record["seal"]))
    append_record(tmp_path / "order.jsonl", line)
    return read_signoffs(tmp_path / "order.jsonl")[0][0]


def test_a_signature_of_an_allowed_signer_proves(tmp_path: Path, signoff: Signoff) -> None:
    assert check_signature(signoff, tmp_path, tmp_path / "allowed") == ""


def test_a_record_that_says_something_else_is_not_proven(tmp_path: Path, signoff: Signoff) -> None:
    forged = replace(signoff, payload=signoff.payload.replace("李雷", "韩梅"))
    assert check_signature(forged, tmp_path, tmp_path / "allowed") == "its signature is not one of li@example.com"


def test_a_signer_who_is_not_allowed_proves_nothing(tmp_path: Path, signoff: Signoff) -> None:
    other = replace(signoff, signer="han@example.com")
    assert check_signature(other, tmp_path, tmp_path / "allowed") == "its signature is not one of han@example.com"


def test_a_missing_signature_or_list_of_signers_is_said(tmp_path: Path, signoff: Signoff) -> None:
    nobody = check_signature(signoff, tmp_path, tmp_path / "none")
    assert nobody == "the file of allowed signers is missing (none)"
    signature_file(tmp_path, "order", signoff.seal).unlink()
    assert check_signature(signoff, tmp_path, tmp_path / "allowed") == "it has no detached signature"


def test_a_key_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(ProcstdError) as said:
        make_signature("text", tmp_path / "no-key", tmp_path / "sig")
    assert str(said.value) == f"{tmp_path / 'no-key'}: there is no such key"
    (tmp_path / "bad").write_text("no key", encoding="utf-8")
    with pytest.raises(ProcstdError) as said:
        make_signature("text", tmp_path / "bad", tmp_path / "sig")
    assert str(said.value).startswith(f"{tmp_path / 'bad'}: ssh-keygen could not sign: ")
    assert not (tmp_path / "sig").exists()
