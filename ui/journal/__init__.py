"""The journal as a page: who did what, when, and what it changed."""
