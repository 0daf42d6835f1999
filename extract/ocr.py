"""Text recognition: the words of a page picture, through tesseract.

tesseract and its Dutch data are optional; `missing` says what to install. A page is straightened
before it is read: turned in quarters as `Page.turn` does, and levelled when it was scanned
askew. The spans that come out lie on that level page, in points from the top left.
"""

import os
import shutil
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageOps

from corpus.ids import file_sha256
from extract.ocr_lines import spans_of
from extract.ocr_words import (
    SURE,
    Letter,
    Line,
    Word,
    confidence_of,
    is_huge,
    letter_size,
    mean,
    word_of,
)
from extract.page import Span
from extract.page_picture import LEAST_SKEW, LEVELLING, clean, paper_of, positions

LANGUAGE = "nld"
_DATA_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read on a page.

    `spans` lie on the level page: after turning by `turn` degrees and straightening by `skew`
    degrees, by which the lines climb to the right; `Page.box` places a rectangle on the page as a
    reader sees it. `confidence` is
    the mean over the letters, from 0 to 1, and 0 on an empty page. `slanted` is text that runs
    another way than most of the page.
    """

    spans: tuple[Span, ...]
    confidence: float
    skew: float = 0.0
    turn: int = 0
    slanted: tuple[str, ...] = ()


class Picture(NamedTuple):
    """A page picture, and the width and height of its page in points."""

    image: Image.Image
    width: float
    height: float


# The engine ---------------------------------------------------------------------------------


def missing() -> str:
    """Dutch advice on what to install, or nothing when text recognition works."""
    steps = []
    if _library() is None:
        steps.append("het pakket tesserocr (met: pip install '.[ocr]')")
    if data_folder() is None:
        steps.append(
            "tesseract met de Nederlandse taaldata (op Debian en Ubuntu de pakketten tesseract-ocr "
            "en tesseract-ocr-nld; elders: zet nld.traineddata in een map en noem die map in "
            "TESSDATA_PREFIX)"
        )
    return f"Tekstherkenning werkt nog niet: installeer {' en '.join(steps)}." if steps else ""


def engine_id() -> str:
    """Name and version of the engine and of its data, such as `tesseract 5.5.4 nld 1a2b3c4d`.

    With another name scanned pages may read otherwise. Empty when something is missing.
    """
    library, folder = _library(), data_folder()
    if library is None or folder is None:
        return ""
    version = library.tesseract_version().splitlines()[0].strip()
    return f"{version} {LANGUAGE} {_data_id(folder / f'{LANGUAGE}.traineddata')}"


@lru_cache(maxsize=8)
def _data_id(path: Path) -> str:
    return file_sha256(path)[:8]


def _library() -> Any | None:
    try:
        return import_module("tesserocr")
    except ImportError:
        return None


def data_folder() -> Path | None:
    """The first folder with the Dutch data; the one that the user named goes first."""
    named, program = os.environ.get("TESSDATA_PREFIX", ""), shutil.which("tesseract")
    folders = [Path(named), Path(named, "tessdata")] if named else []
    if program:
        place = Path(program).resolve().parent
        folders += [place / "tessdata", place.parent / "share" / "tessdata"]
    folders += map(Path, _DATA_FOLDERS)
    return next((at for at in folders if (at / f"{LANGUAGE}.traineddata").is_file()), None)


_resting: deque[Any] = deque()
"""Engines without work: starting one takes a fifth of the time of a page."""


@contextmanager
def _engine() -> Iterator[Any]:
    """Lend an engine to one thread; it forgets the page afterwards."""
    try:
        engine = _resting.pop()
    except IndexError:
        library, folder = _library(), data_folder()
        if library is None or folder is None:
            raise RuntimeError(missing()) from None
        try:
            engine = library.PyTessBaseAPI(path=f"{folder}/", lang=LANGUAGE)
        except RuntimeError as error:
            raise RuntimeError(
                f"De Nederlandse taaldata in {folder} is niet te lezen; installeer die opnieuw."
            ) from error
    try:
        yield engine
    finally:
        engine.Clear()
        _resting.append(engine)


# From a picture to a page -------------------------------------------------------------------

_READS_WELL = 0.35
"""Share of sure words below which a page may lie upside down: such a page has at most 0.25, a
table of contents with dots 0.5, and most pages over 0.9."""
_FEW_LETTERS = 20


def recognise_pages(pictures: Iterable[Picture], threads: int) -> Iterator[Recognised]:
    """Read pictures side by side, in order; only a few at a time are taken from `pictures`.

    The engine uses one core for one page and does not hold Python's lock, so that threads do.
    """
    waiting: deque[Future[Recognised]] = deque()
    with ThreadPoolExecutor(max(1, threads)) as pool:
        for image, width, height in pictures:
            waiting.append(pool.submit(recognise, image, width, height))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def recognise(image: Image.Image, width: float, height: float) -> Recognised:
    """Read the picture of a page of width x height points.

    Raises RuntimeError, with the advice of `missing`, when there is no engine.
    """
    picture = clean(image)
    readings: list[_Reading] = []
    with _engine() as engine:
        for turn, skew in positions(picture):
            readings.append(_read(engine, picture, turn, skew))
            if readings[-1].letters < _FEW_LETTERS or readings[-1].clearness >= _READS_WELL:
                break
        best = max(readings, key=lambda reading: reading.clearness)
        scale = (height if best.turn in (90, 270) else width) / best.size[0]
        number = partial(_number, engine, best.picture)
        spans = spans_of(best.lines, best.picture, best.size, scale, number)
    confidence = mean((span.confidence, len(span.text)) for span in spans)
    return Recognised(spans, confidence, best.skew, best.turn, best.slanted)


# Reading one picture --------------------------------------------------------------------------

_FRAME = 20
"""White pixels around a spot that is read on its own."""
_MOST_SPOTS = 10
"""More than this is a drawing, not print."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """Lines of words on a straightened picture, and how big the picture was before."""

    lines: tuple[Line, ...]
    slanted: tuple[str, ...]
    picture: Image.Image
    size: tuple[int, int]
    turn: int
    skew: float

    @property
    def letters(self) -> int:
        return sum(len(word.letters) for line in self.lines for word in line)

    @property
    def clearness(self) -> float:
        """Share of the longer words that the engine is sure of, from 0 to 1."""
        longer = [word for line in self.lines for word in line if len(word.letters) > 2]
        return mean((word.confidence >= SURE, 1) for word in longer)


def _read(engine: Any, picture: Image.Image, turn: int, skew: float) -> _Reading:
    """Turn and straighten a picture, and read it."""
    level = turned = picture.transpose(LEVELLING[turn]) if turn else picture
    skew = skew if abs(skew) >= LEAST_SKEW else 0.0
    if skew:
        paper = paper_of(picture)
        level = turned.rotate(-skew, Image.Resampling.BILINEAR, expand=True, fillcolor=paper)
    lines, slanted = _lines(_results(engine, level, "AUTO"))
    unsure = [(word, line) for line in lines for word in line if word.confidence < SURE]
    huge = [word for word, line in unsure if is_huge(word, letter_size(line))]
    if len(huge) <= _MOST_SPOTS:
        for word in huge:
            lines = _looked_at_again(engine, level, lines, word)
    return _Reading(tuple(lines), tuple(slanted), level, turned.size, turn, skew)


def _results(engine: Any, picture: Image.Image, mode: str) -> Any:
    """Let the engine read a picture; `mode` says what it holds, by tesseract's names."""
    engine.SetPageSegMode(getattr(import_module("tesserocr").PSM, mode))
    engine.SetImageBytes(picture.tobytes(), picture.width, picture.height, 1, picture.width)
    engine.SetSourceResolution(200)
    engine.Recognize()
    return engine.GetIterator()


def _looked_at_again(
    engine: Any, picture: Image.Image, lines: list[Line], word: Word
) -> list[Line]:
    """Lines with what stands at the place of a huge word, read on its own.

    Small print in two lines beside large print is at times read as one word.
    """
    found, _ = _lines(_results(engine, _cut(picture, word.box, 1), "SINGLE_BLOCK"))
    moved = [tuple(_moved(one, word.box) for one in line) for line in found]
    if confidence_of(one for line in moved for one in line) < SURE:
        return lines
    return [tuple(one for one in line if one is not word) for line in lines] + moved


def _cut(picture: Image.Image, box: Letter, scale: int) -> Image.Image:
    """A spot of the picture, enlarged, with white around it."""
    spot = picture.crop((max(0, box.x0 - 1), max(0, box.top - 1), box.x1 + 1, box.bottom + 1))
    return ImageOps.expand(ImageOps.scale(spot, scale), _FRAME, paper_of(picture))


def _moved(word: Word, spot: Letter) -> Word:
    """A word of a spot that was cut out, in its place on the picture."""
    across, down = max(0, spot.x0 - 1) - _FRAME, max(0, spot.top - 1) - _FRAME
    letters = [
        Letter(text, x0 + across, top + down, x1 + across, bottom + down)
        for text, x0, top, x1, bottom in word.letters
    ]
    return word_of(letters, word.confidence)


def _number(engine: Any, picture: Image.Image, box: Letter) -> str:
    """Read a small number again, enlarged: among digits only, it reads well."""
    engine.SetVariable("tessedit_char_whitelist", "0123456789")
    try:
        lines, _ = _lines(_results(engine, _cut(picture, box, 3), "SINGLE_WORD"))
    finally:
        engine.SetVariable("tessedit_char_whitelist", "")
    return "".join(word.text for line in lines for word in line)


def _lines(results: Any) -> tuple[list[Line], list[str]]:
    """Lines of words, and the text of lines that run another way than the page."""
    library = import_module("tesserocr")
    symbol, word, line = library.RIL.SYMBOL, library.RIL.WORD, library.RIL.TEXTLINE
    lines: list[Line] = []
    slanted: list[str] = []
    letters: list[Letter] = []
    words: list[Word] = []
    more = results is not None
    while more:
        text = "" if results.Empty(symbol) else results.GetUTF8Text(symbol).strip()
        if text and (box := results.BoundingBox(symbol)):
            letters.append(Letter(text, *box))
        if letters and results.IsAtFinalElement(word, symbol):
            words.append(word_of(letters, results.Confidence(word) / 100))
            letters = []
        if words and results.IsAtFinalElement(line, symbol):
            if results.Orientation()[0] == library.Orientation.PAGE_UP:
                lines.append(tuple(words))
            else:
                slanted.append(" ".join(read.text for read in words))
            words = []
        more = results.Next(symbol)
    return lines, slanted
