"""The office's settings: people, profile, ways of working, holidays, wording, checks."""
