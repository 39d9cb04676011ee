"""Nodes of the document tree and how builders write them."""
