"""A real server for measurements: example edition, every team with a run, everybody signed in. Stops by itself.

`python -m bench.site_server FOLDER PORT` prints one JSON line of {cookie, run} per student and then serves.
"""

import json
import os
import signal
import sys
import time
from importlib import import_module
from typing import Any

LIFETIME_S = 900


def main() -> None:
    """Seed, open the runs, print who may act where, serve."""
    folder, port = sys.argv[1], int(sys.argv[2])
    os.environ["DJANGO_SETTINGS_MODULE"] = "gradea.campus.config.settings"
    signal.alarm(LIFETIME_S)
    from gradea.campus.config.installation import seed_example  # noqa: PLC0415 - settings come from the line above
    from gradea.campus.config.server import serve  # noqa: PLC0415 - as above

    logins = seed_example(folder)
    print(json.dumps(_signed_in(logins)), flush=True)
    serve("127.0.0.1", port, folder)


def _signed_in(logins: list[Any]) -> list[dict[str, str]]:
    from django.conf import settings  # noqa: PLC0415 - needs configured settings

    from gradea.campus.cleanroom.actions import open_run, take_seat  # noqa: PLC0415 - as above
    from gradea.campus.people.actions import sign_in_with_code  # noqa: PLC0415 - as above
    from gradea.campus.people.middleware import SEEN, SIGN_IN  # noqa: PLC0415 - as above
    from gradea.campus.people.queries import viewer_of  # noqa: PLC0415 - as above
    from gradea.campus.programme.queries import team_of  # noqa: PLC0415 - as above

    sessions = import_module(settings.SESSION_ENGINE)
    found = []
    for login in logins:
        entered = sign_in_with_code(login.code, address=f"bench-{login.roster_key}")
        key = getattr(entered, "sign_in", "")
        viewer = viewer_of(key) if key else None
        team = team_of(viewer) if viewer is not None else None
        if viewer is None or team is None:
            continue
        store = sessions.SessionStore()
        store[SIGN_IN], store[SEEN] = key, int(time.time())
        store.save()
        run = open_run(viewer, team.key, mode="exam")
        seat = team.seat_of(viewer.ref)
        take_seat(viewer, run.ref, seat.role.value, key=f"bench-{viewer.ref}")
        found.append({"cookie": f"{settings.SESSION_COOKIE_NAME}={store.session_key}", "run": run.ref})
    return found


if __name__ == "__main__":
    main()
