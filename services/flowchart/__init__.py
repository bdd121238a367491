"""The handling flowchart: its definition as data, and the engine that walks it."""
