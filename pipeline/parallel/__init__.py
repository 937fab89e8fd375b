"""The parallel edition: two language versions side by side, paragraph by paragraph, as one HTML page and one PDF."""

from pipeline.parallel.edition import MADE, Parallel, columns

__all__ = ["MADE", "Parallel", "columns"]
