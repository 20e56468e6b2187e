"""Searches for plans in a thread of their own; the answer goes into the rotation's row, the page asks how far it is."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from gradea.campus.people import queries as people
from gradea.campus.programme.models import Rotation
from gradea.campus.programme.rotation_setup import problem_after, problem_data
from gradea.campus.shell.roles import Role
from gradea.campus.shell.speech import said_noop
from gradea.rotation import Problem, breaches, explain, plan_data, plan_from, repair, search
from gradea.vocabulary import Refused

_log = logging.getLogger(__name__)


class Maker:
    """One search at a time; editions that are searched for, and since when. Methods may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since: dict[str, float] = {}
        self._failed: set[str] = set()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="rotation")

    def start(self, edition: str, job: Callable[[], None]) -> bool:
        """Start a search, unless one for this edition is under way; return whether it was started."""
        with self._lock:
            if edition in self._since:
                return False
            self._since[edition] = time.monotonic()
            self._failed.discard(edition)
        self._pool.submit(self._run, edition, job)
        return True

    def seconds(self, edition: str) -> float | None:
        """Return how long the search for an edition has been going on, or None."""
        with self._lock:
            since = self._since.get(edition)
        return None if since is None else time.monotonic() - since

    def failed(self, edition: str) -> bool:
        """Return whether the last search broke; the log has the reason."""
        with self._lock:
            return edition in self._failed

    def _run(self, edition: str, job: Callable[[], None]) -> None:
        try:
            job()
        except Exception:  # the page says that it failed; the next search must still be made
            _log.exception("the search for a rotation of %s broke", edition)
            with self._lock:
                self._failed.add(edition)
        finally:
            connections.close_all()
            with self._lock:
                self._since.pop(edition, None)


maker = Maker()


def make_plan(edition: str) -> None:
    """Search for groups and a plan from the set-up, and store it, or why there is none; the plan before stays then."""
    row = Rotation.objects.get(edition__code=edition)
    data = problem_data(row.setup, people.people_of(edition, Role.STUDENT), row.seed)
    try:
        problem = problem_after(data, ())
    except Refused as refused:
        _store(edition, why=[_as_why(refused)])
        return
    found = search(problem)
    if found.plan is None:
        _store(edition, why=_why(problem))
        return
    _check(problem, plan_data(problem, found.plan))
    _store(
        edition, problem=data, told=[], plan=plan_data(problem, found.plan), before=None, proposal=None, why=[]
    )  # fmt: skip


def make_repair(edition: str, event: dict[str, str], now: int | None) -> None:
    """Search for the plan that differs least after something happened, and store it as a proposal, or why there is none."""
    row = Rotation.objects.get(edition__code=edition)
    told = [*row.told, event]
    try:
        problem = problem_after(row.problem, told)
    except Refused as refused:
        _store(edition, why=[_as_why(refused)])
        return
    done = repair(problem, plan_from(row.plan), now)
    if done.plan is None:
        _store(edition, why=_why(problem), proposal=None)
        return
    plan = plan_data(problem, done.plan)
    _check(problem, plan)
    changes = [each.as_data() for each in done.changes]
    _store(edition, proposal={"told": told, "plan": plan, "changes": changes}, why=[])


def _check(problem: Problem, plan: dict) -> None:
    found = breaches(problem, plan_from(plan))
    if found:
        raise RuntimeError(f"the solver broke a rule: {found[0].message}")


def _why(problem: Problem) -> list[dict]:
    return [each.as_data() for each in explain(problem)]


def _as_why(refused: Refused) -> dict:
    refusal = refused.refusal
    reason = {"rule": refusal.message, "remedy": refusal.remedy, "enough": None, "needs": ""}
    return {
        "message": said_noop("The set-up cannot be planned as it is.")[0],
        "proven": True,
        "reasons": [reason],
        "ways_out": [],
    }


def _store(edition: str, **fields: object) -> None:
    Rotation.objects.filter(edition__code=edition).update(**fields)
