"""Backups: copies of the whole office, each checked after it was written, and the way back from one."""
