"""Frames of the film, drawn with Pillow: the plan, people on it, what is written, deviations, the end card. Pure."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from gradea.campus.recap.reel import Batch, FilmRoom, Reel
from gradea.vocabulary import DAY, HOUR, MINUTE

PAPER, INK, QUIET, WALL, FLAG, FLAG_INK = "#f7f8f6", "#16211d", "#52605a", "#8b9792", "#ffe2a8", "#5a3700"
GRADES = {"A": "#cfe8dd", "B": "#d9ecf5", "C": "#e6e8f7", "D": "#f1ecdc"}
SEATS = {"O": "#0b6b4f", "V": "#1d4f91", "QC": "#7a3d8f", "QA": "#8a4b08", "QP": "#8c1d2f"}
HOLD_MS = 20 * MINUTE
"""How long, in simulated time, a deviation stays on the screen. Design choice."""

_PLAIN = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "→": ">", "µ": "u", "≥": ">=", "≤": "<=", "⁺": "+", "×": "x", "·": "-"}
)


class Pen:
    """Draws frames of one size. The font comes with Pillow and knows plain letters: accents are left out of the film."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.unit = height / 720

    def px(self, value: float) -> int:
        """Return a length of the 720-line design in this size."""
        return max(1, round(value * self.unit))

    def blank(self) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        """Return an empty frame and what draws on it."""
        image = Image.new("RGB", (self.width, self.height), PAPER)
        return image, ImageDraw.Draw(image)

    def text(self, draw: ImageDraw.ImageDraw, at: tuple[float, float], words: str, *look: object) -> None:
        """Write words at a point; look: size, colour, anchor, and most width in pixels, each optional."""
        size, colour, anchor, most = (*look, *(24, INK, "la", self.width)[len(look) :])
        font = _font(self.px(float(str(size))))
        draw.text(at, _fitting(plain(words), font, float(str(most))), font=font, fill=str(colour), anchor=str(anchor))


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def plain(words: str) -> str:
    """Return words in letters that the font of the film has."""
    taken = unicodedata.normalize("NFKD", words.translate(_PLAIN))
    return taken.encode("ascii", "ignore").decode()


def _fitting(words: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, most: float) -> str:
    if font.getlength(words) <= most:
        return words
    while words and font.getlength(words + "...") > most:
        words = words[:-1]
    return words.rstrip() + "..."


def frames(reel: Reel, pen: Pen, per_second: int) -> Iterator[Image.Image]:
    """Yield every frame of the film."""
    for number in range(round(reel.seconds * per_second)):
        scene, place, share = reel.scene(number / per_second)
        if scene == "title":
            yield title_card(reel, pen, reel.batches[place])
        elif scene == "end":
            yield end_card(reel, pen)
        else:
            yield play(reel, pen, reel.batches[place], share)


def title_card(reel: Reel, pen: Pen, batch: Batch) -> Image.Image:
    """Draw who makes what."""
    image, draw = pen.blank()
    middle = pen.width / 2
    pen.text(draw, (middle, pen.px(250)), reel.words.edition, 26, QUIET, "ma")
    pen.text(draw, (middle, pen.px(310)), batch.team, 56, INK, "ma")
    pen.text(draw, (middle, pen.px(390)), batch.title, 30, INK, "ma")
    _foot(reel, pen, draw)
    return image


def end_card(reel: Reel, pen: Pen) -> Image.Image:
    """Draw the figures."""
    image, draw = pen.blank()
    pen.text(draw, (pen.width / 2, pen.px(110)), reel.words.edition, 44, INK, "ma")
    for number, line in enumerate(reel.words.end):
        pen.text(draw, (pen.width / 2, pen.px(220 + 58 * number)), line, 32, INK, "ma")
    _foot(reel, pen, draw)
    return image


def play(reel: Reel, pen: Pen, batch: Batch, share: float) -> Image.Image:
    """Draw the plan at a share of the batch: people where they are, what is written, what went wrong."""
    image, draw = pen.blank()
    at = batch.moment(share)
    pen.text(draw, (pen.px(40), pen.px(28)), f"{batch.team} · {batch.title}", 28, INK, "la", pen.width * 0.62)
    pen.text(draw, (pen.width - pen.px(40), pen.px(28)), clock(reel.words.day, at), 28, INK, "ra")
    boxes = _plan(pen, draw, batch.rooms)
    _people(reel, pen, draw, (batch, at, boxes))
    _told(reel, pen, draw, (batch, at))
    left, right, low = pen.px(40), pen.width - pen.px(40), pen.px(676)
    draw.rectangle((left, low, right, low + pen.px(4)), fill="#d5dbd8")
    draw.rectangle((left, low, left + round((right - left) * share), low + pen.px(4)), fill=SEATS["O"])
    _foot(reel, pen, draw)
    return image


def clock(day: str, at: int) -> str:
    """Write an instant as day and clock."""
    return f"{day} {at // DAY + 1}  {at % DAY // HOUR:02d}:{at % HOUR // MINUTE:02d}"


def _foot(reel: Reel, pen: Pen, draw: ImageDraw.ImageDraw) -> None:
    pen.text(draw, (pen.width / 2, pen.px(688)), reel.words.notice, 20, QUIET, "ma")


def _plan(
    pen: Pen, draw: ImageDraw.ImageDraw, rooms: tuple[FilmRoom, ...]
) -> dict[str, tuple[float, float, float, float]]:
    """Draw the rooms; return their boxes in pixels."""
    wide, high = max(room.x + room.w for room in rooms), max(room.y + room.h for room in rooms)
    scale = min(pen.width * 0.86 / wide, pen.px(430) / high)
    left, top = (pen.width - scale * wide) / 2, pen.px(78)
    boxes = {}
    for room in rooms:
        box = (
            left + room.x * scale,
            top + room.y * scale,
            left + (room.x + room.w) * scale,
            top + (room.y + room.h) * scale,
        )
        draw.rectangle(box, fill=GRADES.get(room.grade, "#ececec"), outline=WALL, width=pen.px(3))
        words = f"{room.grade} · {room.title}" if room.grade in GRADES else room.title
        pen.text(draw, (box[0] + pen.px(8), box[1] + pen.px(7)), words, 15, QUIET, "la", box[2] - box[0] - pen.px(14))
        boxes[room.code] = box
    return boxes


def _people(
    reel: Reel,
    pen: Pen,
    draw: ImageDraw.ImageDraw,
    now: tuple[Batch, int, dict[str, tuple[float, float, float, float]]],
) -> None:
    batch, at, boxes = now
    walk = max(1, round(batch.worked_ms * 0.006))  # a walk between rooms takes this much of the film
    for person, letters in enumerate(batch.seats):
        place = _spot(pen, boxes, batch.room_at(person, at), person)
        before = _spot(pen, boxes, batch.room_at(person, at - walk), person)
        steps = [instant for instant, _ in batch.moves[person] if at - walk < instant <= at]
        gone = min(1.0, (at - steps[-1]) / walk) if steps else 1.0
        x, y = (old + (new - old) * gone for old, new in zip(before, place, strict=True))
        radius = pen.px(19)
        draw.ellipse(
            (x - radius, y - radius, x + radius, y + radius),
            fill=SEATS.get(letters, INK),
            outline="white",
            width=pen.px(3),
        )
        pen.text(draw, (x, y), letters, 16, "white", "mm")
    pen.text(draw, (pen.px(40), pen.px(532)), reel.words.outside, 15, QUIET, "lm")


def _spot(pen: Pen, boxes: dict[str, tuple[float, float, float, float]], room: str, person: int) -> tuple[float, float]:
    """Return where somebody stands: each has a place of their own in a room, so that nobody hides another."""
    box = boxes.get(room)
    if box is None:
        return pen.px(190 + 48 * person), pen.px(532)
    left, top, right, low = box
    across = max(1, int((right - left - pen.px(12)) // pen.px(42)))
    column, row = person % across, person // across
    return left + pen.px(28) + column * pen.px(42), min(low - pen.px(22), top + pen.px(54) + row * pen.px(42))


def _told(reel: Reel, pen: Pen, draw: ImageDraw.ImageDraw, now: tuple[Batch, int]) -> None:
    batch, at = now
    entry = batch.latest(batch.entries, at)
    if entry is not None:
        pen.text(draw, (pen.px(40), pen.px(568)), f"{reel.words.written}: {entry[1]}", 22, INK, "la", pen.width * 0.92)
    deviation = batch.latest(batch.deviations, at)
    if deviation is not None and at - deviation[0] <= HOLD_MS:
        box = (pen.px(32), pen.px(606), pen.width - pen.px(32), pen.px(654))
        draw.rounded_rectangle(box, radius=pen.px(8), fill=FLAG, outline=FLAG_INK, width=pen.px(2))
        words = f"{reel.words.deviation}: {deviation[1]}"
        pen.text(draw, (pen.px(50), pen.px(630)), words, 22, FLAG_INK, "lm", pen.width * 0.9)
