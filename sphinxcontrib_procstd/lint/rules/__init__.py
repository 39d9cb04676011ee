"""The rules, one in each file; a new file is found by itself."""
