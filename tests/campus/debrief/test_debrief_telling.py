"""How the truth is put into words: never the operator by default, numbers as people read them, breaks where nothing happens."""

import doctest
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

from gradea import world
from gradea.assessment import Outcome
from gradea.campus.debrief import constants, replay
from gradea.campus.debrief.headline import headline_of
from gradea.campus.debrief.plots import culture_plot
from gradea.campus.debrief.shown import letters_for
from gradea.vocabulary import DAY, HOUR
from gradea.vocabulary.parameter import Parameter
from gradea.world.culture import protocol, stromal, t_cell


def _outcome(*, contaminated: bool = False, disposition: str = "certified", failing: tuple[str, ...] = ()) -> Outcome:
    attributes = {name: {"name": name, "pass": False} for name in failing}
    return Outcome(
        disposition=disposition,
        attributes=attributes,
        contaminated=contaminated,
        exceptions=[],
        deviations=[],
        truth={},
    )


def _origin(*, donor: bool) -> dict:
    link = {"words": "with the donor's blood" if donor else "by touch"}
    return {"organism": "Micrococcus", "in_product": True, "donor": donor, "chain": [link]}


def test_what_came_with_the_donor_is_nobodys_fault() -> None:
    """The headline says donor-borne, and that nobody here is the cause."""
    told = headline_of(_outcome(contaminated=True), [_origin(donor=True)])
    assert told["donor_borne"]
    assert "Nobody here is the cause" in told["truth"]


def test_what_was_brought_in_is_said_with_its_route() -> None:
    """A route, not a name."""
    told = headline_of(_outcome(contaminated=True), [_origin(donor=False)])
    assert not told["donor_borne"]
    assert "by touch" in told["truth"]


def test_a_donor_whose_cells_mature_by_themselves_is_said() -> None:
    """A batch that fails on CD86 for that reason was not spoiled by anybody."""
    told = headline_of(_outcome(disposition="rejected", failing=("CD86 intensity",)), [], spontaneous=True)
    assert "no other hands would have helped" in told["truth"]
    assert "CD86 intensity missed the limit" in told["meaning"]


def test_a_good_dose_with_a_false_record_is_not_called_good() -> None:
    """Decision and truth agree only where the record is true too."""
    assert "The record behind it is not" in headline_of(_outcome(), [], findings=1)["meaning"]
    assert "agree" in headline_of(_outcome(), [])["meaning"]


def test_letters_of_alcoa_mark_the_broken_one() -> None:
    """Four attributes stand behind the plus."""
    assert [mark["letter"] for mark in letters_for("Original") if mark["broken"]] == ["O"]
    assert [mark["letter"] for mark in letters_for("Complete") if mark["broken"]] == ["+"]


def test_every_constant_has_an_anchor_of_its_own_and_a_known_basis() -> None:
    """Links to a constant and to its letter must lead somewhere."""
    lines = [line for group in constants.constants() for line in group.lines]
    assert len({line.key for line in lines}) == len(lines) > 100
    assert {line.parameter.basis for line in lines} <= set(constants.bases())


def held_by(*packages: ModuleType) -> dict[int, str]:
    """Return the symbol of every constant that the modules of these packages hold, found by looking."""
    named = [found.name for package in packages for found in walk_packages(package.__path__, f"{package.__name__}.")]
    values = [value for name in named for value in vars(import_module(name)).values()]
    each = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
    return {id(part): part.symbol for part in each if isinstance(part, Parameter)}


def test_no_constant_of_the_model_is_left_out() -> None:
    """Cells of other products have no part in the batch that is told."""
    shown = {id(each) for _key, _title, group in constants.GROUPS for each in group}
    others = held_by(t_cell, stromal, protocol)
    assert {symbol for key, symbol in held_by(world).items() if key not in shown | others.keys()} == set()


def test_the_plot_needs_cells() -> None:
    """Two samples make a line; none make no plot."""
    assert culture_plot({"culture": [], "readings": []}) is None
    rows = [[8 * HOUR, "LEUKA", 1e10, 0], [DAY, "CULT-A", 1e8, 0], [2 * DAY, "CULT-A", 9e7, 0]]
    plot = culture_plot({"culture": rows, "readings": [{"at": 2 * DAY, "name": "x", "source": ""}]})
    assert [mark.words for mark in plot.changes] == ["LEUKA", "CULT-A"]
    assert [mark.words for mark in plot.ticks_x] == ["day 1", "day 2"]


def test_examples_in_the_docstrings_hold() -> None:
    """The campus is not collected for doctests, so these are run here."""
    for module in (constants, replay):
        assert doctest.testmod(module).failed == 0
