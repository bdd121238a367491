"""Channels: how often each is looked into, what was found, and what is still to be taken in."""
