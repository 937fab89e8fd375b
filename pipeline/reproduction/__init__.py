"""Making editions again, to prove that they come out the same.

`again`: the publications of a press, made anew in a scratch folder, and held against its output; `first`: the first
difference between two files, for a person, with `texts`, `containers` and `pdfs` for the formats; `since`: what has
changed since a manifest was written.
"""
