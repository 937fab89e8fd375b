"""The files that a PDF edition carries: embedded, with their relation (ISO 19005-3, 6.8; ISO 32000-1, 7.11.4)."""

from __future__ import annotations

import hashlib
from typing import Any

from pipeline.document import Document


def embed(pdf: Any, document: Document, date: str) -> None:
    """Adds the attachments of a document to a pydyf PDF; `date` is the PDF date that all of them bear.

    The catalog's AF says that they belong to the document as a whole (ISO 19005-3, 6.8).
    """
    import pydyf

    if not document.attachments:
        return
    names, associated = pydyf.Array(), pydyf.Array()
    for one in document.attachments:
        stream = pydyf.Stream([one.data], _described(one.media_type, one.data, date), compress=True)
        pdf.add_object(stream)
        # Programs save a file under this name: the last part of the path, so that none of them stumbles over folders.
        file = pydyf.String(one.name.removeprefix(f"source/{document.name}/").removeprefix("source/").replace("/", "-"))
        specification = pydyf.Dictionary(
            {
                "Type": "/Filespec",
                "F": file,
                "UF": file,
                "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
                "Desc": pydyf.String(one.about),
                "AFRelationship": f"/{one.relation}",
            }
        )
        pdf.add_object(specification)
        names.extend([pydyf.String(one.name), specification.reference])
        associated.append(specification.reference)
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = tree.reference
    pdf.catalog["AF"] = associated


def _described(media_type: str, data: bytes, date: str) -> dict[str, Any]:
    """The dictionary of an embedded file (ISO 32000-1, tables 45 and 46); the sum is MD5 by the standard."""
    import pydyf

    sum_of = hashlib.md5(data, usedforsecurity=False).hexdigest()
    return {
        "Type": "/EmbeddedFile",
        "Subtype": "/" + media_type.replace("/", "#2F").replace("+", "#2B"),
        "Params": pydyf.Dictionary(
            {
                "Size": len(data),
                "CheckSum": f"<{sum_of}>",
                "CreationDate": pydyf.String(date),
                "ModDate": pydyf.String(date),
            }
        ),
    }
