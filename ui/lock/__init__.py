"""The lock: a session covered while nobody is at the desk, its work left underneath."""
