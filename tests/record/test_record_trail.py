"""The audit trail in every export: complete, in order, in words, and with sealed words sealed."""

from desk import small_desk

from gradea.record import AddNote, EnterValue, Printing, batch_record_data

HEAD = "ab" * 32


def test_every_event_is_a_row_with_who_what_and_when() -> None:
    desk = small_desk().work(until="1.3")
    desk.can("ann", EnterValue(step="1.3", field="volume_ml", value="99.0", performed_at=desk.at))
    desk.can("ann", AddNote(step="1.3", text={"sealed": "ann", "nonce": "x", "text": "y"}))
    printing = Printing(read_text=lambda text: "(opened)" if isinstance(text, dict) else str(text))
    data = batch_record_data(
        desk.record, names={"ann": "Ann Example"}, ledger_head=HEAD, events=desk.events, printing=printing
    )
    assert len(data["trail"]) == len(desk.events) == desk.record.sequence
    entered, noted = data["trail"][-2:]
    assert (entered["what"], entered["step"], entered["name"], entered["role"]) == (
        *("value entered", "1.3", "Ann Example", "operator"),
    )
    assert "field volume_ml; value 99.0; performed at day 0" in entered["fields"]
    assert "text (opened)" in noted["fields"]


def test_hashes_are_shortened_and_what_is_empty_says_nothing() -> None:
    desk = small_desk().work(until="1.3")
    data = batch_record_data(desk.record, names={}, ledger_head=HEAD, events=desk.events)
    signed = next(row for row in data["trail"] if row["what"] == "step signed")
    assert signed["fields"].startswith("meaning performed; content hash ")
    assert len(signed["fields"]) < 60
    assert not any("reason ;" in row["fields"] or "None" in row["fields"] for row in data["trail"])


def test_without_events_there_is_no_trail() -> None:
    assert batch_record_data(small_desk().record, names={}, ledger_head=HEAD)["trail"] == []
