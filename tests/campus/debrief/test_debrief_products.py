"""The debrief of every product: it opens, says what nobody could know, and follows the product through its vessels."""

import json

import pytest

from gradea.content import recipe_names

OTHERS = tuple(code for code in recipe_names() if code != "toldc")


@pytest.mark.parametrize("product", OTHERS)
def test_the_debrief_of_a_careful_batch_opens(product: str, run_of, client_for) -> None:
    ref, client = run_of(product=product), client_for("trainer-01")
    text = client.get(f"/debrief/{ref}/").content.decode()
    assert "What you claimed is what you did" in text
    story = json.loads(client.get(f"/debrief/{ref}/timeline.json").content)
    assert story["samples"]
    vessel = story["columns"].index("volume_ml") if "volume_ml" in story["columns"] else None
    if vessel is not None:
        assert any(row[vessel] > 0 for row in story["samples"])
