"""Fingerprints, sign-off, differences."""
