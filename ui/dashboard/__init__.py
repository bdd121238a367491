"""The page of a fiscal year at a glance."""
