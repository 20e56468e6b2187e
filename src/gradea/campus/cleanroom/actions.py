"""What people do to runs: open one, send a command, sign with their PIN, end it. Every write of a run goes through here."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from gradea.campus.cleanroom import files
from gradea.campus.cleanroom.hall import hall
from gradea.campus.cleanroom.live_run import Answer
from gradea.campus.cleanroom.models import Run
from gradea.campus.cleanroom.products import DEFAULT, product_codes, scenario_of
from gradea.campus.cleanroom.runs import RunCard, live_run, may_teach, run_for, run_of_team
from gradea.campus.people.queries import Viewer
from gradea.campus.people.signing import verify_pin
from gradea.campus.programme import queries as programme
from gradea.practical import HANDS_ON, SEATS, Actor, CloseRun, JumpClock, OpenRun, TakeSeat
from gradea.record import AttachFile
from gradea.vocabulary import Message, Refusal

SEED_BYTES = 32
MODES = ("tutorial", "practice", "exam", HANDS_ON)


def open_run(
    viewer: Viewer, team_key: str, *, mode: str = "practice", crew: str = "careful", product: str = DEFAULT
) -> RunCard | Refusal:
    """Open a run for a team.

    A member who opens it sits down alone, and the crew plays the other seats until their people sit down too: one student can
    practise at home. A trainer who opens it seats the whole team, and nothing happens until they act. A hands-on run is opened by
    a trainer, has no crew, and begins now.

    Args:
        viewer: A member of the team, or a trainer.
        team_key: Which team.
        mode: `tutorial`, `practice`, `exam` or `hands-on`.
        crew: Temperament of the simulated crew.
        product: What is made: code of a recipe that has a scenario.
    """
    team = programme.team_for(viewer, team_key)
    if team is None or (team.seat_of(viewer.ref) is None and not may_teach(viewer)):
        return _NOT_YOURS
    if mode not in MODES:
        return _NO_MODE
    if mode == HANDS_ON and not may_teach(viewer):
        return _TRAINER_ONLY
    if product not in product_codes():
        return _NO_PRODUCT
    current = run_of_team(viewer, team_key)
    if current is not None and not current.closed:
        return current
    with transaction.atomic():
        number = (Run.objects.aggregate(Max("number"))["number__max"] or 0) + 1
        row = Run.objects.create(
            ref=secrets.token_hex(16),
            edition=viewer.edition,
            team=team_key,
            scenario=scenario_of(product),
            mode=mode,
            number=number,
            seed=secrets.token_hex(SEED_BYTES),
            opened_at=timezone.now(),
        )
    card = run_of_team(viewer, team_key)
    assert card is not None, "the run was just made"
    run, opener = live_run(card), Actor(ref=viewer.ref, role="trainer")
    hall().send(run, _opening(number, mode), actor=opener, key=f"open-{row.ref}")
    own = team.seat_of(viewer.ref)
    here = [own] if own is not None and mode != HANDS_ON else list(team.seats)
    _seat_everybody(card, {seat.role.value: seat.ref for seat in here}, opener, crew)
    return card


def _opening(number: int, mode: str) -> OpenRun:
    """Return the command that opens a run; hands-on ones begin at this moment by the clock on the wall."""
    batch_number = f"EX-{number:05d}"
    if mode != HANDS_ON:
        return OpenRun(batch_number=batch_number, mode=mode)
    here = timezone.localtime()
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    passed = here.replace(tzinfo=None) - midnight
    return OpenRun(
        batch_number=batch_number,
        mode=mode,
        start_date=here.date().isoformat(),
        starts_at=passed // timedelta(milliseconds=1),
    )


def _seat_everybody(card: RunCard, holders: Mapping[str, str], opener: Actor, crew: str) -> None:
    run = live_run(card)
    for role in SEATS:
        person = holders.get(role)
        if person is None and card.mode == HANDS_ON:
            continue
        command = TakeSeat(role=role, person=person or f"crew-{role}", crew="" if person else crew)
        hall().send(run, command, actor=opener, key=f"seat-{role}-{card.ref}")


def send(viewer: Viewer, ref: str, command: Message, *, key: str) -> Answer | Refusal:
    """Send a command of a team member: an act, an entry, a note. Signatures go through `sign`."""
    card = run_for(viewer, ref)
    if card is None:
        return _NO_RUN
    return hall().send(live_run(card), command, actor=Actor(ref=viewer.ref), key=key)


def sign(viewer: Viewer, ref: str, command: Message, *, key: str, pin: str, signer: str = "") -> Answer | Refusal:
    """Send a command that needs re-authentication: the signer's PIN is checked first.

    Args:
        viewer: Whose device it is.
        ref: The run.
        command: The signature, with `authenticated=True`; it counts only because the PIN was right.
        key: Idempotency key.
        pin: The signer's PIN.
        signer: Reference of who signs; the viewer if empty. Somebody else signs on this device only with their own PIN.
    """
    card = run_for(viewer, ref)
    if card is None:
        return _NO_RUN
    who = signer or viewer.ref
    refusal = verify_pin(who, pin)
    if refusal is not None:
        return refusal
    device = viewer.ref if who != viewer.ref else ""
    actor = Actor(ref=who, authenticated=True, device=device)
    return hall().send(live_run(card), command, actor=actor, key=key)


def attach(viewer: Viewer, ref: str, content: bytes, *, key: str, told: AttachFile) -> Answer | Refusal:
    """Attach a photo or a print-out to the record: kept under its hash; a file that the record refuses is not kept.

    Args:
        viewer: Who attaches it.
        ref: The run.
        content: The file.
        key: Idempotency key.
        told: Where it comes from and what it shows; hash, size and type are found here and not believed.
    """
    card = run_for(viewer, ref)
    if card is None:
        return _NO_RUN
    media_type = files.media_type_of(content)
    if isinstance(media_type, Refusal):
        return media_type
    run = live_run(card)
    known = {item.sha256 for item in run.state.record.files}
    sha256 = files.keep(card.ref, content)
    if isinstance(sha256, Refusal):
        return sha256
    command = replace(told, sha256=sha256, media_type=media_type, size=len(content))
    answer = hall().send(run, command, actor=Actor(ref=viewer.ref), key=key)
    if answer.refusal is not None and sha256 not in known:
        files.forget(card.ref, sha256)
    return answer


def teach(viewer: Viewer, ref: str, command: Message, *, key: str) -> Answer | Refusal:
    """Send a command of the trainer: pause, speed, jump, disturbance, end."""
    card = run_for(viewer, ref)
    if card is None:
        return _NO_RUN
    if not may_teach(viewer):
        return _TRAINER_ONLY
    answer = hall().send(live_run(card), command, actor=Actor(ref=viewer.ref, role="trainer"), key=key)
    _note_closing(card)
    return answer


def end_run(viewer: Viewer, ref: str, *, key: str) -> Answer | Refusal:
    """End the work and open the debrief: a trainer at any time, the team once the batch has its disposition."""
    card = run_for(viewer, ref)
    if card is None:
        return _NO_RUN
    role = "trainer" if may_teach(viewer) else ""
    answer = hall().send(live_run(card), CloseRun(), actor=Actor(ref=viewer.ref, role=role), key=key)
    _note_closing(card)
    return answer


def take_seat(viewer: Viewer, ref: str, role: str, *, key: str) -> Answer | Refusal:
    """Sit down in a seat that the simulated crew plays: members of the team, and guests in their own trade.

    Args:
        viewer: Who sits down.
        ref: The run.
        role: Which seat.
        key: Idempotency key.
    """
    card = run_for(viewer, ref)
    if card is None:
        return _NO_RUN
    if not _may_sit(viewer, card, role):
        return _NOT_YOUR_SEAT
    command = TakeSeat(role=role, person=viewer.ref)
    return hall().send(live_run(card), command, actor=Actor(ref=viewer.ref), key=key)


def _may_sit(viewer: Viewer, card: RunCard, role: str) -> bool:
    team = programme.team_for(viewer, card.team)
    member = team is not None and team.seat_of(viewer.ref) is not None
    return member or (role in {"qc", "qa", "qp"} and viewer.has(role))


def jump(viewer: Viewer, ref: str, *, key: str) -> Answer | Refusal:
    """Let the clock jump to the next planned step; for those who sit in the run, and for trainers."""
    card = run_for(viewer, ref)
    if card is None:
        return _NO_RUN
    run = live_run(card)
    role = "trainer" if may_teach(viewer) else ""
    if not role and run.state.roster.role_of(viewer.ref) is None:
        return _NOT_YOURS
    return hall().send(run, JumpClock(), actor=Actor(ref=viewer.ref, role=role), key=key)


def _note_closing(card: RunCard) -> None:
    if live_run(card).state.closed:
        Run.objects.filter(ref=card.ref, closed_at__isnull=True).update(closed_at=timezone.now())
        hall().publish_checkpoint(card.ref)


_NOT_YOURS = Refusal(
    code="team-not-yours",
    rule="ACC-02",
    message="This is not your team.",
    remedy="Go to your own team's page.",
)
_NOT_YOUR_SEAT = Refusal(
    code="seat-not-yours",
    rule="ACC-02",
    message="That seat is not one of yours.",
    remedy="Members of the team take any free seat; guests take the seat of their own trade.",
)
_NO_MODE = Refusal(
    code="mode-unknown",
    rule="practical",
    message="There is no such mode.",
    remedy=f"Choose one of {', '.join(MODES)}.",
)
_NO_PRODUCT = Refusal(
    code="product-unknown",
    rule="practical",
    message="There is no such product on the shelf.",
    remedy="Choose one from the list on the page.",
)
_NO_RUN = Refusal(
    code="run-unknown",
    rule="ACC-02",
    message="There is no such run for you.",
    remedy="Go to your team's page and open the run from there.",
)
_TRAINER_ONLY = Refusal(
    code="trainer-only",
    rule="ACC-02",
    message="Only a trainer may do that.",
    remedy="Ask your trainer.",
)
