"""Pictures of pages: of the file that was read, and kept within a bound."""

import shutil
from dataclasses import replace

import pytest

from pipelines.page_pictures import NoPicture, PagePictures


@pytest.fixture
def source(holdings):
    """A PDF of the workspace with more than one page."""
    return next(
        one for key, one in holdings.sources.items() if len(holdings.document(key).pages) > 2
    )


def test_the_same_page_gives_the_same_picture(workspace, source):
    one, other = PagePictures(workspace.settings()), PagePictures(workspace.settings())
    assert one.of(source, 1) == one.of(source, 1) == other.of(source, 1)
    assert one.of(source, 1) != one.of(source, 2)


def test_the_pictures_that_are_kept_are_bounded(workspace, source):
    size = len(PagePictures(workspace.settings()).of(source, 1))
    pictures = PagePictures(workspace.settings(), kept=size + 10)
    for page in (1, 2, 3, 1):
        pictures.of(source, page)
    assert len(pictures._pictures) == 1


def test_a_file_that_was_changed_or_moved_has_no_picture(workspace, source, tmp_path):
    copy = tmp_path / source.path.name
    shutil.copy(source.path, copy)
    moved = replace(source, path=copy)
    assert PagePictures(workspace.settings()).of(moved, 1)
    copy.write_bytes(copy.read_bytes() + b"\n%")
    with pytest.raises(NoPicture, match="veranderd"):
        PagePictures(workspace.settings()).of(moved, 1)
    copy.unlink()
    with pytest.raises(NoPicture, match="verplaatst"):
        PagePictures(workspace.settings()).of(moved, 1)


def test_a_word_document_has_no_picture_of_a_page(workspace, source, tmp_path):
    with pytest.raises(NoPicture, match="Word"):
        PagePictures(workspace.settings()).of(replace(source, path=tmp_path / "brief.docx"), 1)
