"""Building blocks that pages are made of."""
