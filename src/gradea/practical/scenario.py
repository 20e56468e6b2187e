"""A scenario: which recipe, in which facility, with which devices, lots and people's skill."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gradea.vocabulary import Refusal, Refused, SimTime, in_english, sim_time
from gradea.world.culture import CultureModel, Ware, culture_model
from gradea.world.equipment import Device, DeviceKind
from gradea.world.material import Lot, LotStatus, Substance

START_HOUR = 7
"""Work starts at 07:00 of day 0 (design choice)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What a team finds when it opens a run; a content file, checked like code.

    Attributes:
        model: Culture model of the product's cells.
        delivery: Container in which the starting material arrives; empty where nothing arrives. `bank`: whether it comes
            frozen from a tested bank instead of fresh from a donor.
        identities: Which numbers the batch has beside its own: `donation`, `patient`.
        product_line: Vessels in which the product is, from the first to the last; `intermediates` go into it.
        wares: What kind of vessel a code stands for, where it is no plain bag.
        store: Room of the released goods.
    """

    code: str
    title: str
    recipe: str
    facility: str
    start: date
    devices: tuple[Device, ...]
    substances: Mapping[str, Substance]
    lots: Mapping[str, tuple[Lot, ...]]
    expired_offer: str
    model: CultureModel
    delivery: str
    bank: bool
    identities: tuple[str, ...]
    product_line: tuple[str, ...]
    intermediates: tuple[str, ...]
    wares: Mapping[str, Ware]
    store: str
    disturbances: Mapping[str, str] = field(default_factory=dict)
    teaching_rates: Mapping[str, float] = field(default_factory=dict)

    @property
    def starts_at(self) -> SimTime:
        """Instant at which the doors open."""
        return sim_time(hours=START_HOUR)


def scenario_from(data: Mapping[str, Any]) -> Scenario:
    """Return the scenario that a content file describes.

    Raises:
        Refused: If a key is missing or a value is not what it should be; the message names it.
    """
    try:
        materials, product = data["materials"], data["product"]
        store = data.get("store", "D_PREP")
        return Scenario(
            code=data["code"],
            title=_title(data),
            recipe=data["recipe"],
            facility=data["facility"],
            start=_day(data["start_date"]),
            devices=tuple(_device(code, row) for code, row in data["devices"].items()),
            substances={code: _substance(code, row) for code, row in materials.items()},
            lots={code: tuple(_lot(code, lot, store) for lot in row["lots"]) for code, row in materials.items()},
            expired_offer=data["expired_offer"],
            model=culture_model(product["model"]),
            delivery=product.get("delivery", ""),
            bank=bool(product.get("bank", False)),
            identities=tuple(product["identities"]),
            product_line=tuple(product["line"]),
            intermediates=tuple(product.get("intermediates", ())),
            wares={code: Ware(**row) for code, row in product.get("wares", {}).items()},
            store=store,
            disturbances=data.get("disturbances", {}),
            teaching_rates=data.get("teaching_rates", {}),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise Refused(
            Refusal(
                code="scenario-unreadable",
                rule="content",
                message=f"The scenario file has a missing or wrong key: {problem}.",
                remedy="Compare it with the scenario that ships with Grade A and correct the key.",
            )
        ) from problem


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _title(row: Mapping[str, Any]) -> str:
    title = in_english(row["title"])
    if not isinstance(title, str):
        raise TypeError(f"title {title!r} is no text and holds no English")
    return title


def _device(code: str, row: Mapping[str, Any]) -> Device:
    return Device(
        code=code, title=_title(row), kind=DeviceKind(row["kind"]), room=row["room"], due_day=int(row["due_day"])
    )


def _substance(code: str, row: Mapping[str, Any]) -> Substance:
    return Substance(
        code=code,
        title=_title(row),
        unit=row["unit"],
        ml_per_unit=float(row.get("ml_per_unit", 0.0)),
        amounts_per_unit={name: float(value) for name, value in row.get("carries", {}).items()},
        labels=row.get("labels", ""),
        frozen=bool(row.get("frozen", False)),
        cold=bool(row.get("cold", False)),
        dmso=float(row.get("dmso", 0.0)),
    )


def _lot(material: str, row: Mapping[str, Any], store: str) -> Lot:
    return Lot(
        material=material,
        lot=row["lot"],
        expires_day=int(row["expires_day"]),
        status=LotStatus(row.get("status", "released")),
        room=row.get("room", store),
    )
