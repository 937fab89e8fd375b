"""Proof that the proof works: documents and editions in which one thing is otherwise, all of which must be found."""
