"""The office's key: what it seals and opens, where it lies, and what it saw last."""
