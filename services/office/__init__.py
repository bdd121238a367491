"""The office: first set-up, settings, lists and profile."""
