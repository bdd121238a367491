"""One case: where it stands, what to do next, everything kept of it."""
