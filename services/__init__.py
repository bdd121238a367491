"""What the office can do: use cases, without any window."""
