"""What changed between two versions of a document: metadata field by field, text block by block, word by word.

`sides.py` finds the two versions, `compare.py` compares them (`matching.py`, `similar.py` and `blocks.py` find which
block is which, `words.py` what changed in it), `terminal.py` and `redline.py` show it.
"""
