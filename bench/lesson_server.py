"""A real server for the lesson figures: example edition, one lesson open at its first choice. Stops by itself.

`python -m bench.lesson_server FOLDER PORT` prints one JSON line {code, slide, choice} and then serves.
"""

import json
import os
import signal
import sys

LIFETIME_S = 600


def main() -> None:
    """Seed, open a lesson, print where, serve."""
    folder, port = sys.argv[1], int(sys.argv[2])
    os.environ["DJANGO_SETTINGS_MODULE"] = "gradea.campus.config.settings"
    signal.alarm(LIFETIME_S)
    from gradea.campus.config.installation import seed_example  # noqa: PLC0415 - settings come from the line above
    from gradea.campus.config.server import serve  # noqa: PLC0415 - as above

    logins = {login.roster_key: login for login in seed_example(folder)}
    from gradea.campus.lessons import actions  # noqa: PLC0415 - needs configured settings
    from gradea.campus.people.actions import sign_in_with_code  # noqa: PLC0415 - as above
    from gradea.campus.people.queries import viewer_of  # noqa: PLC0415 - as above
    from gradea.content.lessons import lessons  # noqa: PLC0415 - as above

    entered = sign_in_with_code(logins["trainer-01"].code, address="bench")
    viewer = viewer_of(getattr(entered, "sign_in", ""))
    key, lesson = next(iter(lessons().items()))
    position, slide = next(
        (n, each) for n, each in enumerate(lesson.slides, 1) if each.question and each.question.kind == "choice"
    )
    code = actions.start(viewer, key)
    actions.go(viewer, str(code), position)
    choice = slide.question.form.options[0].id
    print(json.dumps({"code": code, "slide": slide.key, "choice": choice}), flush=True)
    serve("127.0.0.1", port, folder)


if __name__ == "__main__":
    main()
