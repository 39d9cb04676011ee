"""Views: places in a document that the build fills from the catalogue. One view, one file, found by itself."""
