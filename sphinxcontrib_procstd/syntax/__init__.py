"""From option text to model values, with places. Knows no Sphinx and no docutils."""
