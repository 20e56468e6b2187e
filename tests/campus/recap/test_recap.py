"""The page: figures without people, photographs only while everybody on them agrees."""

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from gradea.campus.people.actions import erase
from gradea.campus.people.consents import ConsentKind, consent
from gradea.campus.people.export import export_of
from gradea.campus.recap import figures, photos
from gradea.campus.recap.models import Photo


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48)) -> bytes:
    stream, image = io.BytesIO(), Image.new("RGB", size, "#336699")
    exif = image.getexif()
    exif[0x010F] = "SecretCamera"
    image.save(stream, kind, exif=exif)
    return stream.getvalue()


@pytest.fixture
def shown(edition, viewer_for, ref_of) -> Photo:
    """A photograph of two students, both of whom agree."""
    for key in ("student-01", "student-02"):
        consent(ref_of(key), {ConsentKind.PHOTO})
    people = [ref_of("student-01"), ref_of("student-02")]
    assert photos.add_photo(viewer_for("organiser-01"), picture(), "Two gowns", people, nobody=False) is None
    return Photo.objects.get()


def test_a_photograph_goes_when_one_takes_it_back(shown, ref_of, client_for) -> None:
    guest = client_for("trainer-01")
    address = f"/recap/photo/{shown.key}.jpg"
    assert address in guest.get("/recap/").content.decode()
    assert guest.get(address).status_code == 200
    consent(ref_of("student-02"), set())
    assert address not in guest.get("/recap/").content.decode()
    assert guest.get(address).status_code == 404
    assert client_for("organiser-01").get(address).status_code == 404
    consent(ref_of("student-02"), {ConsentKind.PHOTO})
    assert guest.get(address).status_code == 200
    erase(ref_of("student-01"))
    assert guest.get(address).status_code == 404


def test_only_the_organiser_is_told_whose_agreement_is_missing(shown, ref_of, viewer_for, client_for) -> None:
    consent(ref_of("student-02"), set())
    name = viewer_for("student-02").name
    assert photos.all_photos(viewer_for("trainer-01")) == []
    assert photos.all_photos(viewer_for("organiser-01"))[0].missing == (name,)
    assert f"{name} has not agreed" in client_for("organiser-01").get("/recap/").content.decode()
    assert name not in client_for("student-01").get("/recap/").content.decode()


def test_what_a_camera_hides_in_a_file_is_dropped(shown, client_for) -> None:
    assert b"SecretCamera" in picture()
    kept = client_for("student-01").get(f"/recap/photo/{shown.key}.jpg").content
    assert b"SecretCamera" not in kept
    assert Image.open(io.BytesIO(kept)).size == (64, 48)


@pytest.mark.parametrize(
    ("raw", "people", "nobody", "code"),
    [
        (b"no picture", [], True, "recap.no-picture"),
        (b"GIF89a" + b"\0" * 40, [], True, "recap.no-picture"),
        (picture(), [], False, "recap.who"),
        (picture(), ["student-01"], True, "recap.who"),
        (picture()[:200], [], True, "recap.no-picture"),
        (b"\xff\xd8" + b"\0" * photos.BYTES_MAX, [], True, "recap.too-large"),
    ],
    ids=["text", "gif", "nobody said", "both said", "torn", "large"],
)
def test_a_wrong_upload_is_refused_and_nothing_kept(raw, people, nobody, code, edition, viewer_for, ref_of) -> None:
    before = {path.name for path in (settings.DATA_DIR / "photos").glob("*")}
    refs = [ref_of(key) for key in people]
    refusal = photos.add_photo(viewer_for("organiser-01"), raw, "A gown", refs, nobody=nobody)
    assert refusal is not None
    assert refusal.code == code
    assert not Photo.objects.exists()
    assert {path.name for path in (settings.DATA_DIR / "photos").glob("*")} == before


def test_uploaded_listed_in_the_own_file_and_removed_for_good(edition, client_for, ref_of) -> None:
    office = client_for("organiser-01")
    file = SimpleUploadedFile("x.png", picture("PNG"), "image/png")
    sent = {"file": file, "caption": "A gown", "people": [ref_of("student-03")]}
    assert client_for("student-01").post("/recap/photo/", sent).status_code == 403
    file.seek(0)
    assert office.post("/recap/photo/", sent).status_code == 302
    row = Photo.objects.get()
    assert export_of(ref_of("student-03"))["recap"][0]["caption"] == "A gown"
    path = settings.DATA_DIR / "photos" / f"{row.key}.jpg"
    assert path.is_file()
    assert office.post(f"/recap/photo/{row.key}/remove/").status_code == 302
    assert not path.exists()
    assert office.post("/recap/photo/", {"caption": ""}).status_code == 422


def test_figures_count_closed_batches_and_hide_small_groups(edition, run_of, monkeypatch) -> None:
    run_of("team-2", closed=False)
    assert figures.figures_of(edition).batches == 0
    run_of("team-1")
    found = figures.figures_of(edition)
    assert (found.batches, found.certified + found.rejected + found.undecided) == (1, 1)
    assert found.bands == ()
    bands = figures._bands([0.0, 0.19, 0.2, 0.5, 1.0])
    assert [band.people for band in bands] == [2, 1, 1, 0, 1]
    assert (bands[-1].low, bands[-1].high) == (80, 100)


def test_the_page_thanks_who_helped(edition, client_for) -> None:
    page = client_for("student-01").get("/recap/").content.decode()
    assert "Miltenyi Biotec" in page
    assert "Training – not for GMP use" in page
