"""Figures: how processes really run, measured from event logs beside what the handbook says."""
