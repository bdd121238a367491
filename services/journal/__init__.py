"""The journal: what was done, by whom, in the transaction it describes."""
