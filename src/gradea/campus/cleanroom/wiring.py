"""What the cleanroom registers at the start: the live stream of a run, for those who may see the run."""

from gradea.campus.cleanroom.hall import topic_of
from gradea.campus.people.live import topic_stream
from gradea.campus.people.queries import Viewer
from gradea.campus.programme.team_use import register_team_use
from gradea.campus.shell.live import register_async

LIVE = "/live/runs/"


def _topic(viewer: Viewer, rest: str) -> str | None:
    from gradea.campus.cleanroom.runs import run_for  # noqa: PLC0415 - models must be ready first

    card = run_for(viewer, rest)
    return None if card is None else topic_of(card.ref)


def _in_use(edition: str) -> bool:
    from gradea.campus.cleanroom.models import Run  # noqa: PLC0415 - models must be ready first

    return Run.objects.filter(edition=edition).exists()


def register() -> None:
    """Register; called once, when the apps are ready. The door to the page is registered by the programme."""
    from gradea.campus.cleanroom.doing import PREFIX, act_app  # noqa: PLC0415 - models must be ready first

    register_team_use(_in_use)
    register_async(LIVE, topic_stream(LIVE, _topic))
    register_async(PREFIX, act_app, method="POST")
