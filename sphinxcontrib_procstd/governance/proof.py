"""Detached signatures on sign-offs, made and checked by OpenSSH's ``ssh-keygen -Y`` (never by code of ours).

The signature of a record lies beside its file, as ``ID.SEAL.sig``, and signs the record's payload under the namespace
``procstd``. Who may sign is said in an allowed-signers file (ssh-keygen(1), "ALLOWED SIGNERS").
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.model.governance import Signoff

NAMESPACE = "procstd"
_SECONDS = 60


def signature_file(folder: Path, process: str, seal: str) -> Path:
    """Return the path of the detached signature of a record."""
    return folder / f"{process}.{seal[:16]}.sig"


def make_signature(payload: str, key: Path, target: Path) -> None:
    """Sign a payload with an SSH key (or the public half of one that an agent holds) and write the signature.

    Raises `ProcstdError` with what ssh-keygen has to say.
    """
    if not key.is_file():
        raise ProcstdError("there is no such key", Location(str(key)))
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch, "record")
        file.write_text(payload, encoding="utf-8")
        _run(["-Y", "sign", "-n", NAMESPACE, "-f", str(key), str(file)], key)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.{os.getpid()}")
        part.write_bytes(file.with_name("record.sig").read_bytes())
        part.replace(target)


def _run(arguments: list[str], about: Path) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - no shell; the paths are the caller's
            [_tool(), *arguments], check=False, capture_output=True, text=True, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ProcstdError(f"ssh-keygen could not sign: {error}", Location(str(about))) from error
    if done.returncode:
        said = " ".join(done.stderr.split()) or f"exit status {done.returncode}"
        raise ProcstdError(f"ssh-keygen could not sign: {said}", Location(str(about)))


def _tool() -> str:
    tool = shutil.which("ssh-keygen")
    if tool is None:
        raise ProcstdError("ssh-keygen is not installed; it comes with OpenSSH 8.2 or later")
    return tool


def check_signature(signoff: Signoff, folder: Path, allowed: Path) -> str:
    """Return why the signature of a sign-off proves nothing, "" if it does."""
    path = signature_file(folder, signoff.process, signoff.seal)
    if not signoff.signer or not path.is_file():
        return "it has no detached signature"
    if not allowed.is_file():
        return f"the file of allowed signers is missing ({allowed.name})"
    try:
        arguments = ["-Y", "verify", "-n", NAMESPACE, "-f", str(allowed), "-I", signoff.signer, "-s", str(path)]
        done = subprocess.run(  # noqa: S603 - no shell; the signer is one argument
            [_tool(), *arguments],
            input=signoff.payload,
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_SECONDS,
        )
    except (OSError, ProcstdError, subprocess.TimeoutExpired) as error:
        return f"its signature cannot be checked: {error}"
    return "" if done.returncode == 0 else f"its signature is not one of {signoff.signer}"
