"""Measure the program's speed against floors in the same run: `python -m benchmarks`."""
