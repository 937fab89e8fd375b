"""Chancery: one canonical source through Jinja templates to consistent editions of an official document."""

__version__ = "0.1.0"
