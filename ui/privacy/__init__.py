"""Personal data: what a person asks to see, and what is destroyed when its time is over."""
