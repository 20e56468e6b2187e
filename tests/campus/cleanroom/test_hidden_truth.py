"""Canary: marks are planted in the hidden truth of a run, and no answer to anybody in the team may carry one."""

from dataclasses import replace

from gradea.vocabulary import SimTime

SEED = "canaryseed0123456789abcdef"
SOURCE = "canarysource"
ORGANISM = "cutibacterium"
NUMBER = 7391.8264
MARKS = (SEED, SOURCE, ORGANISM, "7391.8", "canarytarget", "canaryplan", "canarydefect")
PAGES = (
    "",
    "?tab=steps&open_step=1.1",
    "?tab=deviations",
    "?tab=release",
    "?tab=laboratory",
    "?tab=floor",
    "certificate/",
    "?thing=vessel:LEUKA",
    "?thing=device:BSC-1",
    "?thing=hatch:hatch",
    "?thing=hands:me",
    "?thing=plate:SP-D0-1",
    "?thing=pack:gm_csf|EX-GM-0417",
    "?thing=bottle:BC-D0",
)
PEOPLE = ("student-01", "student-02", "student-03", "student-04", "student-05", "guest-qa-01", "guest-qp-01")


def planted(run) -> None:
    """Put marks into everything that is hidden: seed, contents, organisms, loads, defects, faults, plans."""
    from gradea.vocabulary import Chance  # noqa: PLC0415
    from gradea.world.microbes import Cause, Contaminant, Load, Route  # noqa: PLC0415

    cause = Cause(route=Route.TOUCH, person=None, act=SOURCE, room="B_LAB1", at=SimTime(0), source=SOURCE)
    bug = Contaminant(organism=ORGANISM_CODE(), count=NUMBER, lag_left_h=1.0, susceptible=True, cause=cause)
    state = run.state
    world = state.world
    vessels = [
        replace(
            vessel,
            contaminants=(bug,),
            contents=replace(vessel.contents, amounts=(NUMBER, *vessel.contents.amounts[1:])),
        )
        for vessel in world.vessels.values()
    ]
    world = world.with_vessel(*vessels)
    for worker in tuple(world.workers.values()):
        garment = replace(worker.garment, defects=frozenset({"canarydefect"}), hand_contacts=7391)
        hands = replace(worker.hands, load=Load(groups=(bug,), expected_vegetative=NUMBER), pinhole=True)
        world = world.with_worker(replace(worker, garment=garment, hands=hands, shedding=NUMBER))
    plates = {code: replace(plate, captured=(bug,), expected_cfu=NUMBER) for code, plate in world.plates.items()}
    world = replace(
        world, plates=plates, expected_cfu={f"{SOURCE}|touch": NUMBER}, plate_doses=dict.fromkeys(plates, NUMBER)
    )
    run._state = replace(
        state,
        world=world,
        chance=Chance(SEED),
        disturbances={"damper": "canarytarget"},
        planned=((SimTime(10**12), "canaryplan"),),
    )


def ORGANISM_CODE() -> str:
    """Return the code of an organism whose name is nowhere else on a page."""
    from gradea.world.microbes import ORGANISMS  # noqa: PLC0415

    return ORGANISM if ORGANISM in ORGANISMS else next(iter(ORGANISMS))


def test_no_answer_carries_hidden_truth(play, client_for, htmx) -> None:
    """Every page, part, act, entry and refusal, for every seat and for guests."""
    from gradea.campus.cleanroom.models import Run  # noqa: PLC0415
    from gradea.world.microbes import ORGANISMS  # noqa: PLC0415

    played = play("4.1")
    planted(played.run)
    Run.objects.filter(ref=played.ref).update(seed=SEED)
    answers = []
    for who in PEOPLE:
        client = client_for(who)
        answers += [client.get(played.url + page).content.decode() for page in PAGES]
        answers.append(client.get(f"{played.url}parts/", headers={"HX-Request": "true"}).content.decode())
        answers.append(client.get("/cleanroom/").content.decode())
    operator, url = client_for("student-01"), f"{played.url}act/"
    for form in (
        {"do": "read-label", "p.vessel": "LEUKA"},
        {"do": "disinfect-gloves"},
        {"do": "read", "p.equipment": "PC-1"},
        {"do": "collect-plate", "p.plate": "SP-D0-1"},
        {"do": "go", "p.to": "OUT"},
        {"do": "look", "p.vessel": "NOWHERE"},
    ):
        answers.append(htmx(operator, url, **form).content.decode())
    answers.append(
        htmx(operator, f"{played.url}entry/", what="note", step="4.2", text="All calm at the cabinet.").content.decode()
    )
    titles = {organism.title.lower() for organism in ORGANISMS.values()}
    for text in answers:
        lowered = text.lower()
        for mark in (*MARKS, ORGANISM_CODE(), *titles):
            assert mark.lower() not in lowered, f"{mark} is in an answer: …{_around(lowered, mark.lower())}…"


def _around(text: str, mark: str) -> str:
    place = text.index(mark)
    return text[max(0, place - 80) : place + 80]


def test_the_canary_would_sing(play, client_for) -> None:
    """The marks really are in the truth that the pages are made of."""
    played = play("2.1")
    planted(played.run)
    truth = repr(played.run.state.world) + repr(played.run.state.disturbances) + played.run.state.chance.seed
    assert all(mark in truth for mark in (SEED, SOURCE, "7391", "canarytarget", "canarydefect"))
