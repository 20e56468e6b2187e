"""All verbs, by name."""

from gradea.world.act.behaviour import BEHAVIOUR
from gradea.world.act.cells import CELLS
from gradea.world.act.devices import DEVICES
from gradea.world.act.fills import FILLS
from gradea.world.act.goods import GOODS
from gradea.world.act.liquids import LIQUIDS
from gradea.world.act.measuring import MEASURING
from gradea.world.act.monitoring import MONITORING
from gradea.world.act.moving import MOVING
from gradea.world.act.names import STORED_NAMES
from gradea.world.act.programmes import PROGRAMMES
from gradea.world.act.verb import Verb

_ALL = (*MOVING, *BEHAVIOUR, *GOODS, *DEVICES, *LIQUIDS, *MEASURING, *PROGRAMMES, *CELLS, *FILLS, *MONITORING)

VERBS: dict[str, Verb] = {each.do: each for each in _ALL}
"""Every verb by its name."""

if set(VERBS) != set(STORED_NAMES):
    raise LookupError(f"verbs and stored names differ: {sorted(set(VERBS) ^ set(STORED_NAMES))}")


def verb(do: str) -> Verb:
    """Return a verb. Raises KeyError for an unknown one."""
    return VERBS[do]
