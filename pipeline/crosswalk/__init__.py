"""The crosswalk of metadata: `fields` is the one table (of `row`s), `codecs` the pairs, `views` the one-way shapes."""

from pipeline.crosswalk.codecs import Codec, CodecError
from pipeline.crosswalk.fields import (
    BY_NAME,
    FIELDS,
    KEYS,
    NAMESPACE,
    metadata,
    read_back,
    written,
)
from pipeline.crosswalk.row import COLUMNS, At, Field

__all__ = [
    "BY_NAME", "COLUMNS", "FIELDS", "KEYS", "NAMESPACE", "At", "Codec", "CodecError", "Field", "metadata",
    "read_back", "written",
]  # fmt: skip
