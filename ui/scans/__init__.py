"""Slips that a scanner puts into a folder: offered where files are attached, put away once they are."""
