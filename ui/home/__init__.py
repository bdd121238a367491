"""The first page: what the day holds."""
