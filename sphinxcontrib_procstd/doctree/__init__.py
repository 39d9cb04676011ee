"""How nodes of a handbook are written: straight to HTML, and as standard docutils nodes for everyone else."""

DRAWN, MEASURED = "procstd:drawn", "procstd:measured"
"""Attributes of a written document that shows a swimlane, or one with measured figures on it: what style it needs."""
