"""Agreement: every edition says what its source says. `compare` finds what differs, `verify` proves one edition."""
