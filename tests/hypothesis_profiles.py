"""The long Hypothesis profile, which `dev.py test --all` loads as a pytest plugin. The usual one is `ci`."""

from hypothesis import settings

settings.register_profile("long", max_examples=2_000, deadline=None, print_blob=True)
