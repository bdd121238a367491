"""The yearly evidence document: what its parts have and lack, the office's pictures, making it."""
