"""The reader: a publication's folder to documents, every problem at once.

Cheap to import: YAML, Markdown, pictures and fonts are loaded when a document is read.
"""

from pipeline.source.corrections import disagreements, languages_in
from pipeline.source.folders import find_publications, source_files
from pipeline.source.publication import Publication, read_document, read_publication
from pipeline.source.strays import strays

__all__ = [
    "Publication",
    "disagreements",
    "find_publications",
    "languages_in",
    "read_document",
    "read_publication",
    "source_files",
    "strays",
]  # fmt: skip
