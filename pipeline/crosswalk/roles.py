"""The roles of parties: the only list, and what each means to catalogues, to search engines and on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PLACES = ("letterhead", "byline", "closing")
"""Where an edition names a party: at the head of the first page, below the title, after the text."""
ORDERS = ("given", "alphabetical")
"""In which order a list after the text names its parties: as the front matter does, or by the language's alphabet."""


@dataclass(frozen=True, slots=True)
class Role:
    """One role. The empty name is that of a party whose role nobody gave.

    `element`: of Dublin Core, creator or contributor; schema.org's property follows from it. `relator`: the code of
    the MARC Code List for Relators, the scheme of EPUB 3.3, 5.5.3.2.5. `place` and `order`: where and in which order
    the parties are named, unless the kind of document says otherwise. `body`: whether a party that names no office is
    a body, whose name is filed as it is written.
    """

    name: str
    element: str
    relator: str
    place: str
    order: str = "given"
    body: bool = False

    @property
    def schema(self) -> str:
        """The property of schema.org's CreativeWork."""
        return "author" if self.element == "creator" else "contributor"


ROLES: tuple[Role, ...] = (
    Role("issuer", "creator", "isb", "letterhead", body=True),  # issuing body
    # Organizer of the event that gave rise to the text; `hst` is a broadcast's host.
    Role("host", "creator", "orm", "letterhead", body=True),
    Role("co-host", "creator", "orm", "letterhead", body=True),
    Role("chair", "creator", "led", "letterhead"),  # lead: primary responsibility for an activity
    Role("co-chair", "creator", "led", "letterhead"),
    Role("in-association-with", "contributor", "asn", "letterhead", body=True),  # associated name
    Role("delivered-by", "creator", "spk", "byline"),  # speaker
    Role("author", "creator", "aut", "byline"),
    Role("party", "creator", "rpy", "closing", body=True),  # responsible party
    Role("signatory", "contributor", "sgn", "closing"),  # signer
    Role("co-sponsor", "creator", "spn", "closing", "alphabetical", body=True),  # sponsor
    Role("endorser", "contributor", "asn", "closing", "alphabetical"),  # there is no nearer term
    Role("participant", "contributor", "asn", "closing", "alphabetical"),
    # Repository: it keeps the original; a depositor (`dpt`) is who gives it away.
    Role("depositary", "contributor", "rps", "closing", body=True),
    Role("", "creator", "", "closing"),
)

BY_ROLE: Mapping[str, Role] = {role.name: role for role in ROLES}
NAMES = tuple(role.name for role in ROLES if role.name)
