"""The crosswalk: the only list of metadata fields, and where each stands in every edition.

From these rows come the schema of the front matter, what every edition writes, what is read back from it,
and the table in docs/metadata.md. A row names, for each edition, the addresses of the field:

    info     the PDF document information dictionary (ISO 32000-1, 14.3.3)
    xmp      the XMP packet (ISO 16684-1); `chancery:` is our own schema
    docx     `core:` and `custom:` properties (ECMA-376-2, part 11; 22.3). Every field also stands, whole and
             lossless, in the record part of the package: core strings end at 255 characters
    opf      the EPUB package document (EPUB 3.3, 5.5)
    html     `meta` names (Dublin Core in HTML, Open Graph, Highwire citation_*)
    jsonld   schema.org properties

An address without a view holds the codec's strings and reads back; a view is for people and other programs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pipeline.crosswalk import views
from pipeline.crosswalk.codecs import (
    CORRECTION,
    DATE,
    EMBLEM,
    IDENTIFIER,
    LANGUAGE,
    PARTY,
    SIBLING,
    TEXT,
    TIME,
    URL,
    choice,
)
from pipeline.crosswalk.roles import ORDERS
from pipeline.crosswalk.row import At, Field
from pipeline.document import Metadata

NAMESPACE = "urn:uuid:2c1f6d0e-6a39-5f0b-9d55-3f6c3b0e7a11#"
"""The namespace of our own terms (`chancery:`) in XMP, EPUB and the DOCX record: a name, not an address."""

DELIVERIES = ("check-against-delivery", "as-delivered")
STATUSES = ("draft", "embargoed", "final", "corrected", "withdrawn")
NUMBERINGS = ("none", "paragraphs", "operative", "articles")
A, V = At, views

FIELDS: tuple[Field, ...] = (
    Field(
        "title", TEXT, "the title, as it stands on the first page", required=True,
        info=(A("Title"),), xmp=(A("dc:title", "alt"),), docx=(A("core:title"),), opf=(A("dc:title#main"),),
        html=(A("dcterms.title"), A("og:title"), A("citation_title")), jsonld=(A("name"), A("headline")),
    ),
    Field(
        "subtitle", TEXT, "what stands below the title",
        xmp=(A("chancery:subtitle"),), docx=(A("custom:Subtitle"),), opf=(A("dc:title#subtitle"),),
        html=(A("dcterms.alternative"),), jsonld=(A("alternativeHeadline"),),
    ),
    Field(
        "type", IDENTIFIER, "the kind of document: a file of templates/kinds", required=True,
        xmp=(A("dc:type", "bag"),), docx=(A("core:category"),), opf=(A("dc:type"),),
        html=(A("dcterms.type"),), jsonld=(A("additionalType"),),
    ),
    Field(
        "date", DATE, "the date of issue", required=True,
        info=(A("CreationDate", view=V.pdf_date), A("ModDate", view=V.pdf_date)),
        xmp=(A("dc:date", "seq"), A("xmp:CreateDate", view=V.timestamp), A("xmp:ModifyDate", view=V.timestamp),
             A("xmp:MetadataDate", view=V.timestamp)),
        docx=(A("core:created", view=V.timestamp), A("core:modified", view=V.timestamp), A("custom:Date of issue")),
        opf=(A("dc:date"), A("dcterms:modified", view=V.timestamp)),
        html=(A("dcterms.issued"), A("citation_publication_date", view=V.slashed), A("article:published_time")),
        jsonld=(A("datePublished"),),
    ),
    Field(
        "language", LANGUAGE, "the language of this version (BCP 47)", required=True,
        xmp=(A("dc:language", "bag"),), docx=(A("core:language"),), opf=(A("dc:language"),),
        html=(A("dcterms.language"), A("citation_language"), A("og:locale", view=V.og_locale)),
        jsonld=(A("inLanguage"),),
    ),
    Field(
        "identifier", IDENTIFIER, "the document symbol", required=True, label="identifier",
        xmp=(A("dc:identifier"),), docx=(A("core:identifier"),), opf=(A("dc:identifier#symbol"),),
        html=(A("dcterms.identifier"), A("citation_technical_report_number")), jsonld=(A("identifier"),),
    ),
    Field(
        "place", TEXT, "where it was issued",
        xmp=(A("chancery:place"),), docx=(A("custom:Place"),), opf=(A("dcterms:spatial"),),
        html=(A("dcterms.spatial"),), jsonld=(A("locationCreated", view=V.place),),
    ),
    Field(
        "venue", TEXT, "where within the place: a building, a hall", label="venue",
        xmp=(A("chancery:venue"),), docx=(A("custom:Venue"),), opf=(A("chancery:venue"),),
        html=(A("chancery.venue"),), jsonld=(A("locationCreated", view=V.venue),),
    ),
    Field(
        "event", TEXT, "the meeting it comes from", label="event",
        xmp=(A("chancery:event"),), docx=(A("custom:Event"),), opf=(A("chancery:event"),),
        html=(A("chancery.event"), A("citation_conference_title")), jsonld=(A("about", view=V.event),),
    ),
    Field(
        "session", TEXT, "the session of the body that issues it", label="session",
        xmp=(A("chancery:session"),), docx=(A("custom:Session"),), opf=(A("chancery:session"),),
        html=(A("chancery.session"),), jsonld=(A("releasedEvent", view=V.session),),
    ),
    Field(
        "agenda_item", TEXT, "the item of the agenda that it belongs to", label="agenda_item",
        xmp=(A("chancery:agendaItem"),), docx=(A("custom:Agenda item"),), opf=(A("chancery:agendaItem"),),
        html=(A("chancery.agendaItem"),), jsonld=(A("mentions", view=V.thing),),
    ),
    Field(
        "distribution", TEXT, "to whom it goes, in the words of the body that issues it: General, Limited, Restricted",
        label="distribution", xmp=(A("chancery:distribution"),), docx=(A("custom:Distribution"),),
        opf=(A("chancery:distribution"),), html=(A("chancery.distribution"),),
        jsonld=(A("audience", view=V.audience),),
    ),
    Field(
        "original_language", LANGUAGE, "the language in which it was drawn up (BCP 47)", label="original_language",
        shown=V.language_name, xmp=(A("chancery:originalLanguage"),), docx=(A("custom:Original language"),),
        opf=(A("chancery:originalLanguage"),), html=(A("chancery.originalLanguage"),),
        jsonld=(A("translationOfWork", view=V.original),),
    ),
    Field(
        "delivery", choice("delivery", *DELIVERIES),
        "whether a statement is as it was spoken: " + ", ".join(DELIVERIES),
        xmp=(A("chancery:delivery"),), docx=(A("custom:Delivery"),), opf=(A("chancery:delivery"),),
        html=(A("chancery.delivery"),),
    ),
    Field(
        "addressee", TEXT, "to whom a letter goes: the lines of the address", many=True, default=(),
        xmp=(A("chancery:addressee", "seq"),), docx=(A("custom:Addressee", view=V.joined),),
        opf=(A("chancery:addressee"),), html=(A("chancery.addressee"),), jsonld=(A("recipient", view=V.recipient),),
    ),
    Field(
        "parties", PARTY, "who has a part in it", many=True, default=(),
        info=(A("Author", view=V.creators_joined),),
        xmp=(A("dc:creator", "seq", V.creators), A("dc:contributor", "bag", V.contributors),
             A("chancery:party", "seq")),
        docx=(A("core:creator", view=V.creators_joined), A("custom:Parties", view=V.parties_shown)),
        opf=(A("chancery:party"),),  # dc:creator and dc:contributor with their roles: editions/epub
        html=(A("author", view=V.creators), A("citation_author", view=V.creators),
              A("dcterms.creator", view=V.creators), A("dcterms.contributor", view=V.contributors),
              A("chancery.party")),
        jsonld=(A("author", view=V.authors), A("contributor", view=V.contributor_roles)),
    ),
    Field(
        "publisher", TEXT, "who publishes it", label="publisher",
        xmp=(A("dc:publisher", "bag"),), docx=(A("custom:Publisher"), A("app:Company")), opf=(A("dc:publisher"),),
        html=(A("dcterms.publisher"), A("citation_publisher"), A("og:site_name")),
        jsonld=(A("publisher", view=V.organisation),),
    ),
    Field(
        "contact", TEXT, "whom to ask; never part of the authentic text", label="contact",
        xmp=(A("chancery:contact"),), docx=(A("custom:Contact"),), opf=(A("chancery:contact"),),
        html=(A("chancery.contact"),), jsonld=(A("sourceOrganization", view=V.contact),),
    ),
    Field(
        "subjects", TEXT, "what it is about", many=True, default=(),
        info=(A("Keywords", view=V.joined),),
        xmp=(A("dc:subject", "bag"), A("pdf:Keywords", view=V.joined)),
        docx=(A("core:keywords", view=V.joined),), opf=(A("dc:subject"),),
        html=(A("dcterms.subject"), A("keywords", view=V.joined), A("citation_keywords")),
        jsonld=(A("keywords", view=V.items),),
    ),
    Field(
        "description", TEXT, "one or two sentences for catalogues and search engines",
        info=(A("Subject"),), xmp=(A("dc:description", "alt"),),
        docx=(A("core:comments"), A("core:subject", view=V.clipped)), opf=(A("dc:description"),),
        html=(A("description"), A("dcterms.description"), A("og:description")),
        jsonld=(A("description"), A("abstract")),
    ),
    Field(
        "rights", TEXT, "who holds which rights", label="rights",
        xmp=(A("dc:rights", "alt"), A("xmpRights:UsageTerms", "alt")), docx=(A("custom:Rights"),),
        opf=(A("dc:rights"),), html=(A("dcterms.rights"),), jsonld=(A("copyrightNotice"),),
    ),
    Field(
        "license", URL, "the address of the licence", label="license",
        xmp=(A("xmpRights:WebStatement"),), docx=(A("custom:License"),), opf=(A("dcterms:license"),),
        html=(A("dcterms.license"),), jsonld=(A("license"),),
    ),
    Field(
        "version", IDENTIFIER, "the version of this text", default="1", label="version",
        xmp=(A("xmpMM:VersionID"),), docx=(A("core:version"),), opf=(A("chancery:version"),),
        html=(A("dcterms.hasVersion"),), jsonld=(A("version"),),
    ),
    Field(
        "status", choice("status", *STATUSES), "where the text stands: " + ", ".join(STATUSES),
        default="final",
        xmp=(A("chancery:status"),), docx=(A("core:content_status"),), opf=(A("chancery:status"),),
        html=(A("chancery.status"),), jsonld=(A("creativeWorkStatus"),),
    ),
    Field(
        "embargo", TIME, "not to be made public before this time",
        xmp=(A("chancery:embargo"),), docx=(A("custom:Embargo"),), opf=(A("dcterms:available"),),
        html=(A("dcterms.available"),), jsonld=(A("conditionsOfAccess", view=V.embargo),),
    ),
    Field(
        "authentic_languages", LANGUAGE, "the languages in which the text is equally authentic", many=True,
        default=(), label="authentic_languages", xmp=(A("chancery:authenticLanguage", "bag"),),
        docx=(A("custom:Authentic languages", view=V.joined),), opf=(A("chancery:authenticLanguage"),),
        html=(A("chancery.authenticLanguage"),),
    ),
    Field(
        "translation_of", IDENTIFIER, "the document this one translates", label="translation_of",
        xmp=(A("chancery:translationOf"), A("dc:relation", "bag", V.relation)),
        docx=(A("custom:Translation of"),), opf=(A("dcterms:isVersionOf"),), html=(A("dcterms.isVersionOf"),),
        jsonld=(A("translationOfWork", view=V.work),),
    ),
    Field(
        "translations", SIBLING, "the other language versions; made from the files of the publication", many=True,
        default=(), label="translations", derived=True,
        xmp=(A("chancery:translation", "seq"), A("dc:relation", "bag", V.pdf_files)),
        docx=(A("custom:Translations", view=V.languages),),
        opf=(A("chancery:translation"), A("dcterms:relation", view=V.epub_files)),
        html=(A("chancery.translation"),),  # link rel=alternate: templates/html/page.html.j2
        jsonld=(A("workTranslation", view=V.translations), A("translationOfWork", view=V.originals)),
    ),
    Field(
        "replaces", IDENTIFIER, "the document this one replaces", label="replaces",
        xmp=(A("chancery:replaces"), A("dc:relation", "bag", V.relation)),
        docx=(A("custom:Replaces"),), opf=(A("dcterms:replaces"),),
        html=(A("dcterms.replaces"),), jsonld=(A("isBasedOn", view=V.work),),
    ),
    Field(
        "corrects", IDENTIFIER, "the document this one corrects (a corrigendum)", label="corrects",
        xmp=(A("chancery:corrects"), A("dc:relation", "bag", V.relation)),
        docx=(A("custom:Corrects"),), opf=(A("chancery:corrects"),),
        html=(A("chancery.corrects"),), jsonld=(A("citation", view=V.work),),
    ),
    Field(
        "corrected_by", CORRECTION, "the corrigenda to this document; each says with `corrects` that it is one",
        many=True, default=(), label="corrected_by", shown=V.corrigenda,
        xmp=(A("chancery:correctedBy", "seq"), A("dc:relation", "bag", V.corrigenda)),
        docx=(A("custom:Corrected by", view=V.corrigenda_joined),),
        opf=(A("chancery:correctedBy"), A("dcterms:isReferencedBy", view=V.corrigenda)),
        html=(A("chancery.correctedBy"), A("dcterms.isReferencedBy", view=V.corrigenda)),
        jsonld=(A("correction", view=V.corrections),),
    ),
    Field(
        "emblems", EMBLEM, "coats of arms, flags or logos for the letterhead", many=True, default=(),
        xmp=(A("chancery:emblem", "seq"),), opf=(A("chancery:emblem"),), html=(A("chancery.emblem"),),
    ),
    Field(
        "numbering", choice("numbering", *NUMBERINGS), "what carries numbers; the kind sets the default",
        default="none",
        xmp=(A("chancery:numbering"),), docx=(A("custom:Numbering"),), opf=(A("chancery:numbering"),),
        html=(A("chancery.numbering"),),
    ),
    Field(
        "order", choice("order", *ORDERS), "in which order the lists after the text name their parties; the kind and "
        "the role set the default", xmp=(A("chancery:order"),), docx=(A("custom:Order"),), opf=(A("chancery:order"),),
        html=(A("chancery.order"),),
    ),
)  # fmt: skip

BY_NAME: Mapping[str, Field] = {row.name: row for row in FIELDS}
KEYS: tuple[Field, ...] = tuple(row for row in FIELDS if not row.derived)  # the keys of the front matter


def metadata(values: Mapping[str, Any]) -> Metadata:
    """Metadata of the given values, every other field at its default. Raises KeyError for an unknown field."""
    for name in values:
        BY_NAME[name]
    return Metadata({row.name: values.get(row.name, row.default) for row in FIELDS})


def written(data: Metadata, column: str) -> Iterator[tuple[Field, At, Any]]:
    """What stands at every address of a column for this metadata; addresses that would be empty are left out.

    Yields (row, address, strings); in the column `jsonld` a JSON value in the place of the strings.
    """
    for row in FIELDS:
        value = data[row.name]
        if value is None or value == ():
            continue
        for at in getattr(row, column):
            content = at.view(value, data) if at.view else row.encode(value)
            if column == "jsonld" and not at.view:
                content = content if row.many else content[0]
            if content:
                yield row, at, content


def read_back(column: str, find: Callable[[At], tuple[str, ...]]) -> Metadata:
    """The metadata that an edition holds: `find` gives the strings at an address of the column.

    Each field is decoded from its first address that has no view; a field without one is at its default.
    Raises ValueError, which names the field, for strings that are no value, and where a required field is missing.
    """
    values: dict[str, Any] = {}
    for row in FIELDS:
        at = next((at for at in getattr(row, column) if at.view is None), None)
        if at is not None:
            found = row.read_back(find(at))
            if row.required and found is None:
                raise ValueError(f"{row.name}: is missing")
            values[row.name] = row.default if found is None or found == () else found
    return metadata(values)
