"""T cells and stromal cells against published numbers, each with its role. For tests and reports; not part of the product.

Roles say what a match is worth. CALIBRATION: the model was fitted to it. TUNED, POSTHOC: something was changed by hand after
seeing it. SAMESTUDY: another number of a study that was fitted. HOLD-OUT: untouched. What a study does not say
(seeding density, volumes, dates of feeding, which hours a growth rate spans) was set by us, and is named at each case;
so a match means that the study can be told with these constants, not that it was predicted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import log, log2, sqrt
from statistics import quantiles

from gradea.vocabulary import Chance
from gradea.world.culture.amounts import Culture, divided
from gradea.world.culture.numerics import begun
from gradea.world.culture.stromal import (
    StromalMedium,
    Surface,
    detached,
    passaged,
    stromal_advanced,
    stromal_exchanged,
    stromal_now,
    stromal_phenotype,
    stromal_seeded,
)
from gradea.world.culture.stromal.parameters import SEED_PD, SERUM
from gradea.world.culture.t_cell import (
    VESSELS,
    Conditions,
    Medium,
    t_advanced,
    t_begun,
    t_cells,
    t_count,
    t_exchanged,
    t_fed,
    t_now,
    t_patient_of,
    t_phenotype,
    transduced,
    vector_added,
)
from gradea.world.culture.t_cell.parameters import PHI

DAY = 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One published number.

    Attributes:
        key: Number of the data set, V01 to V20, and a letter.
        quantity: What it is.
        source: Key of the source.
        observed: Published value.
        low: Lowest simulated value that holds; so for `high`. Set before the model was written, and never widened.
        role: What a match is worth.
        before: What an earlier model gave. A case that failed then may only come closer.
        simulate: The simulated value.
        note: What the match hangs on.
    """

    key: str
    quantity: str
    source: str
    observed: float
    low: float
    high: float
    role: str
    before: float
    simulate: Callable[[], float]
    note: str = ""

    def holds(self) -> bool:
        """Whether the simulated value lies within the tolerance."""
        return self.low <= self.simulate() <= self.high


def _resting(cells: float, *, share_t: float = 1.0, cd8: float = 0.4) -> Culture:
    t = cells * share_t
    return t_cells(
        0.0, resting=t, other=cells - t, cd8_cells=cd8 * t, naive_cells=0.4 * t, central_cells=0.3 * t
    )  # fmt: skip


def _seeded(cells: Culture, medium: Medium, volume_ml: float) -> Culture:
    """Cells in fresh medium with one nominal dose of activator."""
    return t_fed(t_fed(medium.volume(volume_ml), cells), t_cells(0.0, activator_doses=1.0))


# ---- V01: days since activation. Seeding densities follow from the table (peak density over exp(rate · 96 h)). Ours: 80 mL
# at 0.5e6/mL before, stirred, the activator goes with its share of the medium, and the rate is the mean from 48 to 96 h.
# That window was chosen with the answer in view: over all 96 h the model gives 0.030, 0.032 and 0.020, which misses days 0
# and 5; and at day 5 other plausible densities give 0.007 to 0.015. So the fall is shown, its size is not.

SEEDED_E6_PER_ML = {0: 0.051, 2: 0.117, 5: 0.281}
"""8.33, 1.89 and 0.55 over exp(0.053, 0.029, 0.007 times 96)."""


@cache
def rate_when_seeded(day: int) -> float:
    """Return the growth rate per hour of T cells seeded so many days after activation."""
    medium = Medium(glucose_mmol_per_l=24.0, cytokine_iu_per_ml=30.0)
    stirred = Conditions(kla_per_h=VESSELS["stirred"][0])
    at, cells = day * DAY, SEEDED_E6_PER_ML[day] * 80e6
    if day == 0:
        culture = _seeded(_resting(cells), medium, 80.0)
    else:
        before = t_now(t_advanced(t_begun(_seeded(_resting(4e7), medium, 80.0), 0), stirred, at))
        taken_ml = cells * before.volume_ml / before.viable
        culture = t_fed(divided(before, taken_ml).product, medium.volume(80.0 - taken_ml))
    middle = t_advanced(t_begun(culture, at), stirred, at + 2 * DAY)
    end = t_advanced(middle, stirred, at + 4 * DAY)
    return log(t_now(end).viable / t_now(middle).viable) / 48.0


@cache
def rate_in(vessel: str, growth_factor: float = 1.0) -> float:
    """Return the growth rate per hour from 48 to 96 h of freshly activated cells in a kind of vessel."""
    kla, factor = VESSELS[vessel]
    medium = Medium(glucose_mmol_per_l=24.0, cytokine_iu_per_ml=30.0)
    around = Conditions(kla_per_h=kla, growth_factor=factor * growth_factor)
    middle = t_advanced(t_begun(_seeded(_resting(2.5e6), medium, 10.0), 0), around, 2 * DAY)
    return log(t_now(t_advanced(middle, around, 4 * DAY)).viable / t_now(middle).viable) / 48.0


# ---- V02, V03: closed automated process. Ours: 100 mL, vector on day 1, wash of 95 mL and feed to 250 mL on day 2, from
# day 5 on an exchange of 180 mL a day.


def _prodigy(cells: Culture, medium: Medium, around: Conditions, days: int, moi: float) -> Culture:
    course = t_advanced(t_begun(_seeded(cells, medium, 100.0), 0), around, DAY)
    culture = t_now(course)
    course = t_begun(vector_added(culture, transducing_units=moi * t_count(culture)), DAY)
    culture = t_now(t_advanced(course, around, 2 * DAY))
    culture = t_exchanged(culture, remove_ml=95.0, fresh=medium.volume(95.0)).product
    course = t_advanced(t_begun(t_fed(culture, medium.volume(150.0)), 2 * DAY), around, 5 * DAY)
    for day in range(5, days):
        culture = t_exchanged(t_now(course), remove_ml=180.0, fresh=medium.volume(180.0)).product
        course = t_advanced(t_begun(culture, day * DAY), around, (day + 1) * DAY)
    return t_now(course)


@cache
def prodigy_8_days() -> Culture:
    """Return eight days from 4.4e7 cells, 76.5 % of them T cells, with IL-7 and IL-15."""
    around = Conditions(kla_per_h=VESSELS["prodigy"][0], regime="il_7_15")
    return _prodigy(_resting(4.4e7, share_t=0.765, cd8=0.417), Medium(), around, 8, 5.0)


@cache
def prodigy_13_days(destiny: float = 8.118, growth: float = 1.0) -> tuple[float, float]:
    """Return fold and CAR+ % of thirteen days from 1e8 selected cells with IL-2, at a multiplicity of 7.5."""
    around = Conditions(kla_per_h=VESSELS["prodigy"][0], growth_factor=growth, overrides={"Gd": destiny})
    culture = _prodigy(_resting(1e8, share_t=0.98), Medium(), around, 13, 7.5)
    return culture.viable / 1e8, t_phenotype(culture, around).car_pct


# ---- V04: hollow fibre. Ours: 500 mL, 60 % T cells, IL-2 200 IU/mL, 0, 0, 0, 2, 4, 6, 8, 10, 12 L of medium a day.


@cache
def hollow_fibre(cells: float, days: int) -> tuple[float, float]:
    """Return viable cells and fold of T cells."""
    medium = Medium()
    around = Conditions(kla_per_h=VESSELS["hollow_fibre"][0], perfused=medium)
    course = t_begun(_seeded(_resting(cells, share_t=0.6), medium, 500.0), 0)
    for day, litres in enumerate((0, 0, 0, 2, 4, 6, 8, 10, 12)[:days]):
        flowing = replace(around, perfusion_ml_per_h=1000.0 * litres / 24.0)
        course = t_advanced(t_begun(t_now(course), day * DAY), flowing, (day + 1) * DAY)
    culture = t_now(course)
    return culture.viable, t_count(culture) / (0.6 * cells)


# ---- V06: static flask and bag. Ours: 10 mL at 1e6/mL, 70 % T cells, IL-2 100 IU/mL, above 0.7e6/mL fed at most to twice
# the volume, down to 0.5e6/mL, once a day. Published spans of days: the mean of both ends.


@cache
def static_fold(days: tuple[int, int]) -> float:
    """Return fold of T cells, the mean of two days."""
    medium = Medium(cytokine_iu_per_ml=100.0)
    kla, factor = VESSELS["static_flask"]
    around = Conditions(kla_per_h=kla, growth_factor=factor)
    course = t_begun(_seeded(_resting(1e7, share_t=0.7), medium, 10.0), 0)
    folds = []
    for day in range(1, days[1] + 1):
        culture = t_now(t_advanced(course, around, day * DAY))
        if day in days:
            folds.append(t_count(culture) / 7e6)
        density = culture.viable / culture.volume_ml
        if density > 0.7e6:
            added_ml = min(culture.volume_ml, culture.volume_ml * (density / 0.5e6 - 1.0))
            culture = t_fed(culture, medium.volume(added_ml))
        course = t_begun(culture, day * DAY)
    return sum(folds) / len(folds)


# ---- V08: copies against CAR+ share, the algebra alone.


def car_pct_at(copies_per_car_cell: float) -> float:
    """Return the CAR+ % at which CAR+ cells hold so many copies on average."""
    low, high = 1e-6, 50.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if transduced(middle, PHI.value)[1] < copies_per_car_cell else (low, middle)
    return 100.0 * transduced(low, PHI.value)[0]


# ---- V10: sixty patients. Ours: 100 mL at 1e6/mL, IL-2, multiplicity 1.75 for a day, read on day 5. Calibrated on the median.

MOI_V10 = 1.75


@cache
def transduction_quartiles() -> tuple[float, float, float]:
    """Return the quartiles of CAR+ % of sixty patients."""
    medium, shares = Medium(cytokine_iu_per_ml=100.0), []
    for number in range(60):
        patient = t_patient_of(Chance(f"v10-{number}"))
        around = Conditions(kla_per_h=5.0, overrides=patient.overrides())
        culture = t_now(t_advanced(t_begun(_seeded(_resting(1e8, share_t=0.9), medium, 100.0), 0), around, DAY))
        culture = vector_added(culture, transducing_units=MOI_V10 * t_count(culture))
        culture = t_now(t_advanced(t_begun(culture, DAY), around, 2 * DAY))
        culture = t_exchanged(culture, remove_ml=90.0, fresh=medium.volume(90.0)).product
        shares.append(t_phenotype(t_now(t_advanced(t_begun(culture, 2 * DAY), around, 5 * DAY)), around).car_pct)
    first, middle, third = quantiles(shares, n=4)
    return first, middle, third


# ---- V18: 530 cells on 176 cm², three passages of 14 days. Ours: 35 mL, medium every four days, eight doublings behind them,
# growth in bovine serum 0.80 of that in lysate (fitted).


@cache
def low_density_passages() -> tuple[float, float, float]:
    """Return attached cells per plate at the end of three passages."""
    surface, medium = Surface(area_cm2=176.0, growth=SERUM.value), StromalMedium()
    dish = stromal_seeded(medium.volume(35.0), cells=530.0, doublings=SEED_PD.value)
    found = []
    for passage in range(3):
        course = begun(dish.amounts, passage * 14 * DAY)
        for day in (4, 8, 12):
            at = (passage * 14 + day) * DAY
            fed = stromal_exchanged(
                stromal_now(stromal_advanced(course, surface, at)), remove_ml=35.0, fresh=medium.volume(35.0)
            ).product
            course = begun(fed.amounts, at)
        course = stromal_advanced(course, surface, (passage + 1) * 14 * DAY)
        dish = stromal_now(course)
        found.append(dish.amount("attached"))
        harvest = detached(dish, surface, trypsin_min=8.0).product
        dish = passaged(harvest, surface, medium, cells_per_cm2=530.0 / 176.0, volume_ml=35.0).product
    return found[0], found[1], found[2]


# ---- V20: a passage of 7.6 days in lysate. Ours: 1000 cells per cm², 0.3 mL per cm², medium on day 3 and 6.5.


@cache
def lysate_passage() -> tuple[float, float]:
    """Return doublings of the attached cells over the seeded ones, and the mean doubling time in hours."""
    surface, medium = Surface(area_cm2=150.0), StromalMedium()
    course = begun(stromal_seeded(medium.volume(45.0), cells=1.5e5, doublings=SEED_PD.value).amounts, 0)
    end = round(7.6 * DAY)
    for at in (3 * DAY, 6 * DAY + 720):
        course = stromal_advanced(course, surface, at)
        fed = stromal_exchanged(stromal_now(course), remove_ml=45.0, fresh=medium.volume(45.0)).product
        course = begun(fed.amounts, at)
    grown = stromal_phenotype(stromal_now(stromal_advanced(course, surface, end)), surface)
    doublings = log2(grown.attached_cells / 1.5e5)
    return doublings, end / 60.0 / doublings


def _share(observed: float, tolerance: float) -> dict[str, float]:
    return {"observed": observed, "low": observed * (1.0 - tolerance), "high": observed * (1.0 + tolerance)}


def _range(observed: float, low: float, high: float) -> dict[str, float]:
    return {"observed": observed, "low": low, "high": high}


def _cases() -> Iterator[Case]:
    fit = "CALIBRATION"
    for day, observed, before in ((0, 0.053, 0.03807), (2, 0.029, 0.03496), (5, 0.007, 0.009836)):
        yield Case(
            key=f"V01-{day}", quantity=f"growth rate 1/h, seeded on day {day}", source="Ou2019", **_share(observed, 0.35),
            role=fit, before=before, simulate=lambda day=day: rate_when_seeded(day),
            note="holds from 48 to 96 h; over all 96 h days 0 and 5 miss",
        )  # fmt: skip
    for key, what, bounds, before, simulate in (
        (
            "V02-a",
            "8 days automated, viable cells",
            _range(4.1e9, 2.88e9, 5.52e9),
            4.733e9,
            lambda: prodigy_8_days().viable,
        ),
        ("V02-b", "8 days automated, fold", _range(93.0, 59.2, 138.0), 105.9, lambda: prodigy_8_days().viable / 4.4e7),
    ):
        yield Case(key=key, quantity=what, source="MCW2020", **bounds, role=fit, before=before, simulate=simulate)
    yield Case(
        key="V03-a", quantity="13 days automated, fold, healthy constants", source="Zhu2018", **_share(30.0, 0.5),
        role="HOLD-OUT", before=48.96, simulate=lambda: prodigy_13_days()[0],
        note="29 to 41 with exchanges of 120 to 180 mL a day, which is practice; 48 and a miss with 220 mL",
    )  # fmt: skip
    yield Case(
        key="V03-b", quantity="CAR+ % at multiplicity 7.5", source="Zhu2018", **_share(37.0, 0.25),
        role="TUNED (adsorption doubled by hand)", before=39.37, simulate=lambda: prodigy_13_days()[1],
    )  # fmt: skip
    yield Case(
        key="V03-c", quantity="13 days automated, fold, patient-like", source="Zhu2018", **_share(30.0, 0.5),
        role="POSTHOC (added after V03-a missed)", before=39.84, simulate=lambda: prodigy_13_days(6.8, 0.9)[0],
    )  # fmt: skip
    yield Case(
        key="V04-a", quantity="hollow fibre from 85e6, day 8, viable cells", source="Quantum2019", **_share(2.5e10, 0.5),
        role=fit, before=1.46e10, simulate=lambda: hollow_fibre(85e6, 8)[0],
    )  # fmt: skip
    yield Case(
        key="V04-b", quantity="hollow fibre from 30e6, day 9, fold of T cells", source="Quantum2019", **_share(500.0, 0.3),
        role="SAMESTUDY", before=437.9, simulate=lambda: hollow_fibre(30e6, 9)[1],
    )  # fmt: skip
    yield Case(
        key="V06-a", quantity="static flask, 7-8 days, fold", source="GarciaAponte2021", **_range(71.2, 28.4, 114.0),
        role="POSTHOC (vessel factor adopted after a miss)", before=93.22, simulate=lambda: static_fold((7, 8)),
    )  # fmt: skip
    yield Case(
        key="V06-b", quantity="static bag, 14-17 days, fold", source="GarciaAponte2021", **_range(238.4, 69.7, 407.0),
        role="POSTHOC (division destiny added after runaway)", before=331.7, simulate=lambda: static_fold((14, 17)),
    )  # fmt: skip
    for letter, copies, observed, before in (
        ("a", 1.45, 26.0, 25.64),
        ("b", 2.32, 41.9, 40.46),
        ("c", 2.51, 39.7, 41.77),
    ):
        yield Case(
            key=f"V08-{letter}", quantity=f"CAR+ % at {copies} copies", source="Castella2019", **_share(observed, 0.10),
            role="CALIBRATION (one constant, three batches)", before=before, simulate=lambda copies=copies: car_pct_at(copies),
        )  # fmt: skip
    for place, name, observed, before, role in (
        (1, "median", 17.4, 15.2, "CALIBRATION (multiplicity)"),
        (0, "lower quartile", 12.0, 11.44, "HOLD-OUT"),
        (2, "upper quartile", 23.1, 20.58, "HOLD-OUT"),
    ):
        yield Case(
            key=f"V10-{place}", quantity=f"CAR+ % of patients, {name}", source="NatBCJ2024", **_share(observed, 0.15),
            role=role, before=before, simulate=lambda place=place: transduction_quartiles()[place],
            note="sixty other patients move the quartiles by 2; the lower one then misses in one of four",
        )  # fmt: skip
    plates = ((8e4, 1.1e6, 2.3e5), (8.6e4, 4.2e5, 3.1e5), (1.9e5, 2.4e5, 7.5e5), (1.4e5, 1.7e5, 5e5))
    for place, before in enumerate((2.119e5, 2.021e5, 1.351e5)):
        donors = [row[place] for row in plates]
        mean = sqrt(sqrt(donors[0] * donors[1] * donors[2] * donors[3]))
        yield Case(
            key=f"V18-{place + 1}", quantity=f"stromal cells per plate, passage {place + 1}", source="Colter2000",
            **_range(mean, min(donors), max(donors)), role="CALIBRATION (one factor)", before=before,
            simulate=lambda place=place: low_density_passages()[place],
        )  # fmt: skip
    yield Case(
        key="V20-a", quantity="doublings per passage in lysate", source="HPL2012", **_range(5.0, 4.3, 5.7),
        role=fit, before=4.88, simulate=lambda: lysate_passage()[0],
    )  # fmt: skip
    yield Case(
        key="V20-b", quantity="doubling time in lysate, h", source="HPL2012", **_range(36.5, 30.0, 43.0),
        role=fit, before=37.38, simulate=lambda: lysate_passage()[1],
    )  # fmt: skip


CASES: tuple[Case, ...] = tuple(_cases())
"""All cases, in order."""


if __name__ == "__main__":
    for case in CASES:
        value, held = case.simulate(), "yes" if case.holds() else "NO"
        row = (case.key, case.quantity, f"{case.observed:.4g}", f"{value:.4g}", f"{case.low:.4g}-{case.high:.4g}")
        print("|", " | ".join((*row, case.role, f"{case.before:.4g}", held, case.note)), "|")
