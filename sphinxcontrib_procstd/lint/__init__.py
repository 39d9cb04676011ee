"""Check processes against the standard: wording, completeness, flow, roles, documents, time."""
