"""Standard docutils nodes for builders without visitors of ours."""

from __future__ import annotations

from typing import Any

from sphinx.transforms.post_transforms import SphinxPostTransform


class StandardNodes(SphinxPostTransform):
    """Replace our nodes for every builder that is not HTML."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Replace them."""
