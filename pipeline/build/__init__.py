"""The builder.

`inputs`: what an edition depends on; `plan`: what is stale; `produce`: one publication, in memory; `run`: where
that happens; `write`: the only module that touches the output; `failures`: what can go wrong.

    plan ──> tasks ──> executor: produce ──> files and manifest in memory ──> write, all or nothing
"""
