"""The supervisor's lists and the two indicators."""
