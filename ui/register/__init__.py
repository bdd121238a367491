"""The register of everything taken in."""
