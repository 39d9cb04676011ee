"""What a handbook holds: processes, steps, registers, flows. Knows no markup and no Sphinx."""
