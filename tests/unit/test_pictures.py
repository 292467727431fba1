"""Pictures as readers get them: smaller, upright, and with nothing in them but the picture."""

from pathlib import Path

import pytest
import pyvips
from archives import picture
from backissue.images.pictures import BadPicture, renditions
from backissue.images.pixels import derive, inspect
from backissue.model import Picture

PLACE = "exif-ifd3-GPSLatitude"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><path d="M0 0h20v30H0z" fill="red"/></svg>'


def noise(width: int, height: int) -> pyvips.Image:
    """A picture that no compression makes small."""
    bands = [pyvips.Image.gaussnoise(width, height, mean=128, sigma=40, seed=seed) for seed in range(3)]
    return bands[0].bandjoin(bands[1:]).cast("uchar").copy(interpretation="srgb")


def record(data: bytes) -> Picture:
    width, height, form = inspect(data)
    return Picture(source="images/a", digest="d", width=width, height=height, format=form)


def derived(data: bytes, folder: Path) -> dict[str, pyvips.Image]:
    """Every rendition of a picture, by its file's name."""
    derive(data, record(data), folder / "made")
    return {file.name: pyvips.Image.new_from_file(str(file)) for file in sorted((folder / "made").iterdir())}


def sideways() -> bytes:
    """60 by 40 pixels, white on the left, that a camera held on its side took somewhere."""
    made = pyvips.Image.black(60, 40, bands=3).copy(interpretation="srgb")
    made = made.insert(pyvips.Image.black(30, 40, bands=3) + 255, 0, 0).cast("uchar").copy()
    made.set_type(pyvips.GValue.gint_type, "orientation", 6)
    made.set_type(pyvips.GValue.gstr_type, PLACE, "52/1 3/1 0/1 (52, 3, 0, Rational, 3 components, 24 bytes)")
    made.set_type(pyvips.GValue.gstr_type, "exif-ifd0-Artist", "Ada Quill (Ada Quill, ASCII, 10 components, 10 bytes)")
    return bytes(made.jpegsave_buffer())


def test_a_large_picture_is_drawn_at_the_widths_that_screens_need() -> None:
    widths = [(one.name, one.width) for one in renditions(Picture(
        source="a", digest="d", width=4000, height=3000, format="jpg"
    ))]  # fmt: skip
    assert widths == [
        ("480.webp", 480), ("960.webp", 960), ("1600.webp", 1600),
        ("480.jpg", 480), ("960.jpg", 960), ("1600.jpg", 1600), ("thumb.jpg", 240),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("width", "widths"),
    [(1600, [480, 960, 1600]), (1000, [480, 960, 1000]), (960, [480, 960]), (481, [480, 481]), (60, [60]), (1, [1])],
)  # fmt: skip
def test_no_picture_is_made_larger_than_it_is(width: int, widths: list[int]) -> None:
    made = renditions(Picture(source="a", digest="d", width=width, height=10, format="png"))
    assert [one.width for one in made if one.format == "webp"] == widths
    assert [one.width for one in made if one.format == "png"] == widths


def test_renditions_have_the_size_that_pages_say(tmp_path: Path) -> None:
    data = bytes(noise(1000, 333).jpegsave_buffer())
    sizes = {name: (image.width, image.height) for name, image in derived(data, tmp_path).items()}
    assert sizes == {
        "480.webp": (480, 160), "960.webp": (960, 320), "1000.webp": (1000, 333),
        "480.jpg": (480, 160), "960.jpg": (960, 320), "1000.jpg": (1000, 333), "thumb.jpg": (240, 160),
    }  # fmt: skip


def test_a_picture_stands_upright_and_says_neither_where_nor_by_whom(tmp_path: Path) -> None:
    data = sideways()
    assert PLACE in pyvips.Image.new_from_buffer(data, "").get_fields()
    assert inspect(data) == (40, 60, "jpg")
    for name, image in derived(data, tmp_path).items():
        fields = [field for field in image.get_fields() if field.startswith(("exif", "xmp", "iptc", "icc"))]
        assert fields == [], name
        assert image.get_typeof("orientation") == 0 or image.get("orientation") == 1, name
        if name != "thumb.jpg":
            assert (image.width, image.height) == (40, 60)
            assert image(20, 5)[0] > 200, "the white half is on top"
            assert image(20, 55)[0] < 50
    for file in (tmp_path / "made").iterdir():
        assert b"Ada Quill" not in file.read_bytes()


def test_a_drawing_becomes_pixels(tmp_path: Path) -> None:
    assert inspect(DRAWING) == (1600, 1200, "png")
    made = derived(DRAWING, tmp_path)
    assert (made["1600.png"].width, made["1600.png"].height) == (1600, 1200)
    assert made["480.png"](10, 10)[:4] == [255, 0, 0, 255]
    assert made["480.png"](470, 10)[3] == 0
    assert made["thumb.jpg"].bands == 3


def test_a_picture_that_lets_light_through_stays_so(tmp_path: Path) -> None:
    data = bytes((noise(100, 50).bandjoin(128)).pngsave_buffer())
    made = derived(data, tmp_path)
    assert made["100.png"].hasalpha()
    assert made["100.webp"].hasalpha()


@pytest.mark.parametrize("ending", [".jpg", ".png", ".webp", ".tif", ".gif"])
def test_pictures_of_every_sort_are_read(ending: str, tmp_path: Path) -> None:
    data = bytes(noise(300, 200).write_to_buffer(ending))
    width, height, form = inspect(data)
    assert (width, height) == (300, 200)
    assert form == ("png" if ending in (".png", ".gif") else "jpg")
    assert f"300.{form}" in derived(data, tmp_path)


def test_greys_and_print_colours_become_screen_colours(tmp_path: Path) -> None:
    ink = bytes(noise(50, 50).icc_export(output_profile="cmyk").jpegsave_buffer())
    assert derived(ink, tmp_path / "ink")["50.webp"].interpretation == "srgb"
    assert derived(picture(50, 50, ".jpg"), tmp_path / "grey")["50.jpg"].bands in (1, 3)


@pytest.mark.parametrize(
    "data",
    [b"", b"not a picture", b"\x89PNG\r\n\x1a\n", b"<svg", b"<!doctype html><p>Not found</p>", b"GIF89a"],
)
def test_what_is_no_picture_is_told(data: bytes) -> None:
    with pytest.raises(BadPicture, match="not a picture that can be read"):
        inspect(data)


@pytest.mark.parametrize("ending", [".jpg", ".png"])
@pytest.mark.parametrize("left", [0.99, 0.5])
def test_half_a_picture_is_told_and_leaves_nothing_behind(ending: str, left: float, tmp_path: Path) -> None:
    data = bytes(noise(600, 400).write_to_buffer(ending))
    cut = data[: int(len(data) * left)]
    with pytest.raises(BadPicture, match="not a picture that can be read"):
        derive(cut, record(cut), tmp_path / "made")
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_would_fill_the_memory_is_told() -> None:
    with pytest.raises(BadPicture, match="too large: 20000 by 20000 pixels"):
        inspect(bytes(pyvips.Image.black(20000, 20000).pngsave_buffer(compression=1)))


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    data = bytes(noise(700, 300).jpegsave_buffer())
    for name in ("a", "b"):
        derive(data, record(data), tmp_path / name)
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes(), file.name
