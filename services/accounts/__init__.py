"""Accounts: who may log in, and as what."""
