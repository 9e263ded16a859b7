"""What the client is told: one module for each paper, listed in `papers`."""
