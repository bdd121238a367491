"""Complaints: taking them in, working them, reviewing them, finding them."""
