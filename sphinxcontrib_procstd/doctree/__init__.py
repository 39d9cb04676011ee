"""How nodes of a handbook are written: straight to HTML, and as standard docutils nodes for everyone else."""

DRAWN = "procstd:drawn"
"""Attribute of a written document that shows a swimlane: its page needs the style of swimlanes."""
