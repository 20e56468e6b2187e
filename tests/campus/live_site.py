"""A real server for journeys: its own folder, the example edition, stopped by its own alarm if nobody stops it.

Run as a program by the fixture `live_site`: `python live_site.py FOLDER PORT`. The first line it prints is a JSON list of logins.
"""

import dataclasses
import json
import os
import signal
import sys

LIFETIME_S = 1200


def main() -> None:
    """Seed, print the logins, serve."""
    folder, port = sys.argv[1], int(sys.argv[2])
    os.environ["DJANGO_SETTINGS_MODULE"] = "gradea.campus.config.settings"
    if hasattr(signal, "alarm"):
        signal.alarm(LIFETIME_S)
    from gradea.campus.config.installation import seed_example  # noqa: PLC0415  # settings come from the line above
    from gradea.campus.config.server import serve  # noqa: PLC0415

    print(json.dumps([dataclasses.asdict(login) for login in seed_example(folder)]), flush=True)
    serve("127.0.0.1", port, folder)


if __name__ == "__main__":
    main()
