"""The folder of a batch: what is written there, and how it is read again."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from gradea.assessment import Fact, batch_outcome
from gradea.cli.simulate import Made
from gradea.cli.trends_svg import trends_svg
from gradea.content import facility_named, recipe_named, scenario_named
from gradea.ledger import SealedEntry, checkpoint_lines, read_lines, to_line
from gradea.practical import Dated, RunClosed, RunOpened, RunState, crew_data, dated_of, evolve, new_run
from gradea.practical.package import record_events
from gradea.record import MasterRecipe, Printing, batch_record_data
from gradea.record.pdf import render_pdf
from gradea.vocabulary import Refusal, Refused, SimTime, from_body
from gradea.world.weather import later, settled

LEDGER, CHECKPOINTS, RECORD = "ledger.jsonl", "checkpoints.txt", "batch-record.json"
CHECKPOINT_EVERY = 100


class RunFolder:
    """One folder with the files of one batch."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, made: Made) -> dict[str, Any]:
        """Write every file of a batch and return its outcome.

        Raises:
            Refused: If the folder cannot be made or already holds another batch.
        """
        self._claim()
        outcome = {**batch_outcome(made.state).as_data(), "crew": crew_data(made.plan.setting)}
        lines = b"".join(to_line(entry) for entry in made.sealed)
        document = _document(made)
        files: dict[str, bytes] = {
            LEDGER: lines,
            CHECKPOINTS: "".join(checkpoint_lines(made.sealed, every=CHECKPOINT_EVERY)).encode(),
            RECORD: _json(document),
            "batch-record.pdf": render_pdf(document),
            "outcome.json": _json(outcome),
            "trends.svg": trends_svg(made.trend, made.state).encode(),
        }
        for name, content in files.items():
            part = self.path / f".{name}.part"
            part.write_bytes(content)
            part.replace(self.path / name)
        return outcome

    def facts(self) -> list[Fact]:
        """Return the events of the ledger with their numbers, for the comparison."""
        return [
            Fact(
                seq=each.entry.seq,
                at=each.entry.sim_ms,
                actor=each.entry.actor,
                event=from_body(each.entry.name, each.entry.body),
            )
            for each in self._entries()
        ]

    def sealed(self) -> list[SealedEntry]:
        """Return the entries of the ledger.

        Raises:
            Refused: If there is no whole ledger.
        """
        return list(self._entries())

    def document(self) -> dict[str, Any]:
        """Return the batch record as it was written beside the ledger.

        Raises:
            Refused: If it is not there or no longer reads.
        """
        try:
            read: dict[str, Any] = json.loads((self.path / RECORD).read_bytes())
        except (OSError, ValueError) as problem:
            raise self._unreadable(f"{RECORD} cannot be read ({problem})") from problem
        return read

    def checkpoints(self) -> str:
        """Return the text of the checkpoint file; empty if there is none."""
        path = self.path / CHECKPOINTS
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""

    def recipe(self) -> MasterRecipe:
        """Return the recipe of the batch."""
        return recipe_named(self._header().recipe)

    def engine(self) -> str:
        """Return the version of the engine that made the batch."""
        return self._header().engine

    def dated(self) -> list[tuple[int, Dated]]:
        """Return the number of each entry and its event, in order."""
        return [(each.entry.seq, dated_of(each.entry)) for each in self._entries()]

    def first(self) -> RunState:
        """Return the run before anything happened, made from the revealed seed.

        Raises:
            Refused: If the run was never closed, so that its seed is still hidden.
        """
        header = self._header()
        return new_run(
            scenario=scenario_named(header.scenario),
            recipe=recipe_named(header.recipe),
            facility=facility_named(header.facility),
            seed=self._seed(),
        )

    def state(self, at: int | None = None) -> RunState:
        """Fold the ledger up to a simulated instant, or to its end."""
        state = self.first()
        for each in self._entries():
            if at is not None and each.entry.sim_ms > at:
                break
            state = evolve(state, dated_of(each.entry))
        if at is not None and at > state.at:
            state = state.moved(SimTime(at))
        return _settled_state(state)

    def _header(self) -> RunOpened:
        first = next(iter(self._entries()), None)
        event = from_body(first.entry.name, first.entry.body) if first is not None else None
        if not isinstance(event, RunOpened):
            raise self._unreadable("its first entry opens no run")
        return event

    def _seed(self) -> str:
        for each in self._entries():
            if each.entry.name == "practical.run-closed/1":
                event = from_body(each.entry.name, each.entry.body)
                assert isinstance(event, RunClosed), "the stored name says so"
                return event.seed
        raise self._unreadable("it was never closed, so its seed is still hidden")

    def _entries(self) -> Iterator[SealedEntry]:
        path = self.path / LEDGER
        try:
            lines = path.read_bytes().splitlines(keepends=True)
            yield from read_lines(lines)
        except OSError as problem:
            raise self._unreadable(f"it cannot be read ({problem.strerror})") from problem
        except ValueError as problem:
            raise self._unreadable(str(problem)) from problem

    def _claim(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise Refused(
                Refusal(
                    code="folder-unusable",
                    rule="usage",
                    message=f"The folder {self.path} cannot be made: {problem.strerror}.",
                    remedy="Name a folder in which you may write.",
                )
            ) from problem

    def _unreadable(self, why: str) -> Refused:
        return Refused(
            Refusal(
                code="ledger-unreadable",
                rule="usage",
                message=f"There is no whole ledger in {self.path}: {why}.",
                remedy="Run `gradea ledger verify` on it, or make the batch again.",
            )
        )


def _settled_state(state: RunState) -> RunState:
    """Let the truth catch up with the instant that was asked for: cells and organisms grown until then."""
    world = later(state.world, state.at)
    vessels = [settled(world, vessel, state.at) for vessel in world.vessels.values()]
    return replace(state, world=world.with_vessel(*vessels))


def _document(made: Made) -> dict[str, Any]:
    """Return the complete batch record as data, with printed names and real times."""
    return batch_record_data(
        made.state.record,
        names={seat.person: f"Crew {role}" for role, seat in made.state.roster.seats.items()},
        ledger_head=made.sealed[-1].hash,
        times=[each.entry.at for each in made.sealed if each.entry.name.startswith("record.")],
        printing=Printing(
            started_at_utc=made.sealed[0].entry.at,
            printed_at_utc=made.sealed[-1].entry.at,
            printed_by="gradea batch run",
        ),
        events=record_events(made.sealed),
    )


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode()
