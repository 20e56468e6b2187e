"""ISA-88 exchange: a master recipe as BatchML (B2MML 7, MESA International), and back.

What the standard has an element for stands in that element: identifiers, versions, approvals, materials, equipment, unit
procedures, operations, phases, steps in their order, parameters with units, limits and formulas. The rest (acts, timers,
signatures, specification, label) stands in `OtherInformation`, the standard's own place for it, as JSON.
"""

from gradea.record.batchml.reading import recipe_data_from_batchml
from gradea.record.batchml.writing import NAMESPACE, batchml_from_recipe_data

__all__ = ["NAMESPACE", "batchml_from_recipe_data", "recipe_data_from_batchml"]
