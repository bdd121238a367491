"""The channels: what is to be looked into today, what was found, and the box."""
