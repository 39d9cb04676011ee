"""What can be wrong with an event log, in words; each is counted and shown, and none stops the figures."""

from __future__ import annotations

FAULTS = {
    "rejected": "Lines that are no row of the table: left out",
    "no-case": "Events without a case: left out",
    "no-activity": "Events without an activity: left out",
    "no-stamp": "Events without a completion stamp: left out",
    "bad-stamp": "Completion stamps that cannot be read: left out",
    "bad-start": "Start stamps that cannot be read: the event counts without its start",
    "bad-score": "Scores that are no number: the event counts without its score",
    "backwards": "Events that complete before they start: the event counts without its start",
    "unordered": "Events that stand before an earlier event of their case: sorted by time",
    "duplicate": "Events written twice: counted once",
    "no-zone": "Stamps without a time zone among others that have one: read in the zone of the settings",
    "lifecycle": "Events that are neither a start nor a completion: left out",
    "unfinished": "Starts without a completion: left out",
    "unknown": "Events of activities that are no step of the process: they count for their cases only",
    "ignored": "Events of activities that the settings leave out",
    "unpaired": "Completions without a start, in a log that has starts: the event counts without its start",
}
"""Kind -> what it means and what was done. The order is the order of the report."""

EXAMPLES = 5
"""How many lines of each kind are shown."""
