"""Settings for tests: a folder of their own, the database in memory, PINs hashed in a few rounds."""

import os
import tempfile

# Set before the settings are read; every test process gets a folder of its own.
# Playwright's synchronous interface runs a loop in the test's own thread, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
os.environ["GRADEA_DATA"] = tempfile.mkdtemp(prefix="gradea-test-")

from gradea.campus.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["gradea.campus.people.pins.QuickPinHasher"]

# Said plainly, because the engine has a name of its own: parallel test processes would otherwise be given a file name.
DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405
