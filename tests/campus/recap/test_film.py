"""The film: only closed batches, nobody named, a file that ffmpeg reads back, and frames that show what they should."""

import time
from pathlib import Path

import imageio_ffmpeg
import pytest

from gradea.campus.people.queries import people_of
from gradea.campus.recap import films
from gradea.campus.recap.drawing import SEATS, Pen, end_card, frames, plain, play
from gradea.campus.recap.encoding import Shape, film
from gradea.campus.recap.reel import Batch, FilmRoom, Reel, Words

HOUR = 3_600_000
ROOM = FilmRoom(code="LAB", title="Laboratory", grade="B", x=0.0, y=0.0, w=6.0, h=4.0)
HALL = FilmRoom(code="HALL", title="Corridor", grade="C", x=6.0, y=0.0, w=3.0, h=4.0)
BATCH = Batch(
    title="Example product, EX-1",
    team="Team 1",
    rooms=(ROOM, HALL),
    seats=("O", "QC"),
    sessions=((8 * HOUR, 10 * HOUR), (32 * HOUR, 33 * HOUR)),
    moves=(((8 * HOUR, "LAB"), (9 * HOUR, "HALL"), (10 * HOUR, "")), ()),
    entries=((8 * HOUR + 60_000, "Volume 12 mL"),),
    deviations=((9 * HOUR, "D-1, minor: hold time"),),
    decided="The Qualified Person certified the batch.",
)
WORDS = Words(
    edition="Example edition",
    notice="Training – not for GMP use",
    day="day",
    written="Written",
    deviation="Deviation",
    outside="outside:",
    end=("Batches: 1",),
)


def reel(seconds: float = 3.0) -> Reel:
    return Reel(batches=(BATCH,), words=WORDS, seconds=seconds)


def colours(image) -> set[tuple[int, int, int]]:
    return set(image.get_flattened_data() if hasattr(image, "get_flattened_data") else image.getdata())


def rgb(text: str) -> tuple[int, int, int]:
    return tuple(int(text[place : place + 2], 16) for place in (1, 3, 5))


def test_a_film_is_read_back_by_ffmpeg(tmp_path: Path) -> None:
    path, told = tmp_path / "short.mp4", []
    film(reel(), path, Shape(width=320, height=180, per_second=8), told.append)
    count, seconds = imageio_ffmpeg.count_frames_and_secs(str(path))
    assert count == 24
    assert seconds == pytest.approx(3.0, abs=0.2)
    reader = imageio_ffmpeg.read_frames(str(path))
    assert next(reader)["size"] == (320, 180)
    assert len(next(reader)) == 320 * 180 * 3
    reader.close()
    assert told[-1] == 1.0
    assert [each.name for each in tmp_path.iterdir()] == ["short.mp4"]


def test_a_film_that_breaks_off_leaves_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"the one before")

    def stop(share: float) -> None:
        if share > 0.3:
            raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        film(reel(), path, Shape(width=160, height=90, per_second=8), stop)
    assert path.read_bytes() == b"the one before"
    assert [each.name for each in tmp_path.iterdir()] == ["film.mp4"]


def test_breaks_take_no_film_and_people_are_where_they_were() -> None:
    assert BATCH.moment(0.0) == 8 * HOUR
    assert BATCH.moment(2 / 3) == 10 * HOUR
    assert BATCH.moment(1.0) == 33 * HOUR
    assert [BATCH.room_at(0, hour * HOUR) for hour in (7, 8, 9, 11)] == ["", "LAB", "HALL", ""]
    assert BATCH.room_at(1, 9 * HOUR) == ""


def test_every_part_has_its_place_in_the_film() -> None:
    scenes = [reel(60.0).scene(second)[0] for second in (0.0, 2.0, 3.0, 52.0, 54.0, 59.9)]
    assert scenes == ["title", "title", "play", "play", "end", "end"]
    two = Reel(batches=(BATCH, BATCH), words=WORDS, seconds=70.0)
    assert [two.scene(second)[1] for second in (10.0, 40.0)] == [0, 1]


def test_a_deviation_is_shown_for_a_while_and_people_have_their_colour() -> None:
    pen = Pen(640, 360)
    flag = rgb("#ffe2a8")
    assert flag not in colours(play(reel(), pen, BATCH, 0.1))
    assert flag in colours(play(reel(), pen, BATCH, 0.36))
    assert flag not in colours(play(reel(), pen, BATCH, 0.9))
    assert rgb(SEATS["O"]) in colours(play(reel(), pen, BATCH, 0.1))
    assert colours(end_card(reel(), pen)) != colours(play(reel(), pen, BATCH, 0.9))
    assert len(list(frames(reel(1.0), Pen(64, 36), 4))) == 4


def test_words_are_in_letters_that_the_font_has() -> None:
    assert plain("B · Reïnigen – 37 °C, 2 × 10⁶ ≥ µm") == "B - Reinigen - 37 C, 2 x 106 >= um"


def test_only_closed_batches_go_in_and_nobody_is_named(edition, run_of) -> None:
    run_of("team-2", closed=False)
    assert films.reel_of(edition) is None
    run_of("team-1")
    made = films.reel_of(edition)
    assert [batch.team for batch in made.batches] != []
    assert len(made.batches) == 1
    assert 60.0 <= made.seconds <= 120.0
    words = repr(made)
    assert [card.name for card in people_of(edition) if card.name in words or card.ref in words] == []
    assert set(made.batches[0].seats) <= set(SEATS)
    assert made.batches[0].entries
    assert any(moves for moves in made.batches[0].moves)


def test_the_organiser_makes_it_with_one_button(edition, run_of, client_for, monkeypatch, tmp_path) -> None:
    cinema = films.Cinema(tmp_path, Shape(width=64, height=36, per_second=1))
    monkeypatch.setattr(films, "cinema", lambda: cinema)
    office, student = client_for("organiser-01"), client_for("student-01")
    assert office.post("/recap/film/make/").status_code == 409
    assert student.post("/recap/film/make/").status_code == 403
    assert student.get("/recap/film.mp4").status_code == 404
    run_of("team-1")
    assert office.post("/recap/film/make/").status_code == 302
    limit = time.monotonic() + 60
    while cinema.share(edition) is not None and time.monotonic() < limit:
        time.sleep(0.05)
    assert not cinema.failed(edition)
    whole = student.get("/recap/film.mp4")
    data = b"".join(whole.streaming_content)
    assert data[4:8] == b"ftyp"
    part = student.get("/recap/film.mp4", headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, b"ftyp")
    assert part.headers["Content-Range"] == f"bytes 4-7/{len(data)}"
    assert student.get("/recap/film.mp4", headers={"Range": "bytes=99999999-"}).status_code == 416
    assert b"/recap/film.mp4" in student.get("/recap/").content


def test_a_film_that_fails_says_so_and_can_be_made_again(edition, monkeypatch, tmp_path) -> None:
    cinema = films.Cinema(tmp_path, Shape(width=64, height=36, per_second=1))
    monkeypatch.setattr(films, "film", lambda *_: (_ for _ in ()).throw(OSError("no space")))
    assert cinema.start(edition, reel())
    limit = time.monotonic() + 10
    while cinema.share(edition) is not None and time.monotonic() < limit:
        time.sleep(0.02)
    assert cinema.failed(edition)
    assert cinema.found(edition) is None
    monkeypatch.undo()
    cinema.make(edition, reel(1.0))
    assert cinema.found(edition).batches == 1
