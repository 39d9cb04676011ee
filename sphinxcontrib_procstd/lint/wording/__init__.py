"""Wording: what in a text two careful readers could take differently."""

from __future__ import annotations

from sphinxcontrib_procstd.lint.wording.check import check_wording, guess_language
from sphinxcontrib_procstd.lint.wording.hits import Hit
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary, load_vocabulary

__all__ = ["Hit", "Vocabulary", "check_wording", "guess_language", "load_vocabulary"]
