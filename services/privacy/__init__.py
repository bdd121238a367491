"""Personal data: what is kept of one person, when its time is over, and how it goes."""
