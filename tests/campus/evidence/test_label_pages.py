"""Labels in the browser: ordered by one, counted by another, and a difference is a deviation."""

import pytest
from cleanroom.conftest import calm_hall, play

__all__ = ["calm_hall", "play"]
pytestmark = pytest.mark.django_db
KEYS = [f"{number:016x}" for number in range(9)]
ORDER = {"kind": "in-process", "container": "cult-a", "copies": "3", "reason": "", "key": KEYS[0]}


def test_the_one_orders_and_the_other_counts(play, client_for) -> None:
    run = play()
    address = f"/evidence/{run.ref}/labels/"
    ann, ben = client_for("student-01"), client_for("student-02")
    assert ann.get(address).status_code == 200
    for _ in range(2):
        assert ann.post(f"{address}order/", ORDER).status_code == 302
    page = ann.get(address).content.decode()
    assert "LBL-001" in page
    assert "LBL-002" not in page
    assert ben.get(f"{address}LBL-001.pdf").content.startswith(b"%PDF-")
    count = {"used": "1", "destroyed": "1", "retained": "1", "key": KEYS[1]}
    assert b"somebody else counts" in ann.post(f"{address}LBL-001/count/", count).content
    assert ben.post(f"{address}LBL-001/count/", {**count, "key": KEYS[2]}).status_code == 302
    account = run.run.state.record.labels["LBL-001"]
    assert (account.printed.container, account.difference) == ("CULT-A", 0)
    assert not run.run.state.record.deviations


@pytest.mark.requirement("TRA-04", "e2e")
def test_a_missing_label_opens_a_deviation(play, client_for) -> None:
    run = play()
    address = f"/evidence/{run.ref}/labels/"
    client_for("student-01").post(f"{address}order/", ORDER)
    count = {"used": "1", "destroyed": "1", "retained": "0", "key": KEYS[3]}
    assert client_for("student-02").post(f"{address}LBL-001/count/", count).status_code == 302
    assert [d.code for d in run.run.state.record.deviations.values()] == ["DV-MJ12"]
    assert b"Difference" in client_for("student-02").get(address).content


def test_bad_forms_are_shown_again_and_refusals_said(play, client_for) -> None:
    run = play()
    address, client = f"/evidence/{run.ref}/labels/", client_for("student-01")
    assert client.post(f"{address}order/", {**ORDER, "copies": "51"}).status_code == 422
    assert client.post(f"{address}order/", {**ORDER, "kind": "poster"}).status_code == 422
    assert client.post(f"{address}order/", {**ORDER, "kind": "outer"}).status_code == 409
    assert client.post(f"{address}LBL-001/count/", {"used": "-1", "key": KEYS[4]}).status_code == 422
    assert client.get(f"{address}LBL-001.pdf").status_code == 404
    assert not run.run.state.record.labels


def test_nobody_of_another_team_sees_or_orders(play, client_for) -> None:
    run = play()
    address, stranger = f"/evidence/{run.ref}/labels/", client_for("student-06")
    assert stranger.get(address).status_code == 404
    stranger.post(f"{address}order/", ORDER)
    assert not run.run.state.record.labels
