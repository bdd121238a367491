"""Taking complaints in: purpose-made forms for counter, phone and box, one form for every other channel."""
