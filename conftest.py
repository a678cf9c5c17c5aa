"""What every test run loads."""

from hypothesis import settings

pytest_plugins = ["tests.flush"]
# Timing never decides a test: machines are noisy.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
