"""How nodes of a handbook are written: straight to HTML, and as standard docutils nodes for everyone else."""
