"""The documents page: every paper of the office, asked for, made, and made before."""
