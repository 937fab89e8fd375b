"""The editions: one module (or folder) each, and this list. To add one, add a line."""
