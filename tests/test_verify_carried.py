"""A PDF is held against the source that it carries, and nothing in it is trusted."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from pipeline import carried
from pipeline.agreement.verify import carried_document
from pipeline.document import Document
from pipeline.house import House
from pipeline.problems import PublishingError
from tests import samples
from tests.small import TEXT

HOUSE = House()


def carrying(**files: bytes) -> dict[str, bytes]:
    """Files as a PDF carries them, with a record that names them all."""
    text = "source/visit/text.en.md"
    all_files = {text: TEXT.format(title="T", words="Some words.").encode(), **files}
    document = Document("visit", samples.full_metadata(), (), file=text, source=all_files[text])
    chain = carried.Toolchain({}, {}, {}, {}, {})
    record = json.loads(carried.attachments(document, None, {}, chain)[0].data)
    record["files"] = {name: sha256(data).hexdigest() for name, data in all_files.items()}
    return {**all_files, carried.RECORD: json.dumps(record).encode()}


def test_what_a_pdf_carries_is_not_trusted() -> None:
    document, defaults = carried_document(carrying(), HOUSE)
    assert (document.metadata.title, document.name, defaults) == ("T", "visit", None)
    for name in (
        "source/visit/../../x",
        "/etc/passwd",
        "source/other/x",
        "source/visit/.hidden",
        "source/visit/text.en.md/x",
    ):
        with pytest.raises(ValueError, match=r"unsafe name|stands where"):
            carried_document(carrying(**{name: b"x"}), HOUSE)
    changed = carrying() | {"source/visit/text.en.md": b"other"}
    with pytest.raises(ValueError, match="not the file that its record names"):
        carried_document(changed, HOUSE)
    with pytest.raises(PublishingError):
        carried_document(carrying(**{"source/visit/text.en.md": b"no front matter"}), HOUSE)
