"""From a flow graph to a drawing."""
