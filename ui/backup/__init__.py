"""Backups in the window: the list of copies, the way back, and the copy made at close."""
