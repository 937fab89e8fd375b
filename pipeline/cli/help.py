"""What `--help` shows below the options of each command: examples, and what the command promises."""

from __future__ import annotations

EXIT_CODES = """\
exit codes:
  0    all is well
  1    a source, template or font has problems; the last good editions are untouched
  2    the command line is wrong: an unknown option, publication or folder
  3    the machine lacks something, or a file cannot be written
  130  interrupted (Ctrl-C), or the reader of the output went away
"""

PROGRAM = (
    """\
examples:
  chancery build                         make every edition that is out of date
  chancery check                         report all problems of all sources
  chancery new 2026-01-15-water-pact     begin a publication
  chancery list                          what there is, and what is out of date
  chancery verify                        prove that every edition says what its source says
  chancery diff old.pdf new.pdf          what changed between two versions
  chancery parallel udhr --languages en,fr    two language versions side by side
  chancery rebuild copy.pdf              make all editions from one PDF, and compare
  chancery build --press ~/press         work on the press in another folder
  chancery build --help                  more about one command

"""
    + EXIT_CODES
)

BUILD = (
    """\
examples:
  chancery build
  chancery build 2011-09-23-r2p-ministerial
  chancery build source/udhr/ --language fr
  chancery build --edition pdf --edition html
  chancery build --press ~/press --output /srv/editions --jobs 4
  chancery build --force --quiet
  chancery build --no-gate visit          an edition that was stopped, to look at

Editions go to OUTPUT/<publication>/<publication>.<language>.<suffix>, with a manifest.json beside them.
Only what is out of date is made. Every edition is checked against its standards before it is published; a
publication with problems keeps its last good editions.

"""
    + EXIT_CODES
)

CHECK = (
    """\
examples:
  chancery check
  chancery check 2011-09-23-r2p-ministerial
  chancery check --press ~/press source/udhr/

Reads the sources, reports all problems at once, and writes nothing.

"""
    + EXIT_CODES
)

NEW = (
    """\
examples:
  chancery new 2026-01-15-water-pact
  chancery new 2026-01-15-water-pact --type joint-statement --title "Statement on Shared Waters"
  chancery new 2026-01-15-water-pact --language fr --title "Déclaration sur les eaux partagées"
  chancery new visit --date 2026-03-01 --press ~/press

Makes source/NAME/text.<language>.md with every key that its kind needs. Nothing is ever overwritten; a
publication that is there gets one more language.

"""
    + EXIT_CODES
)

LIST = (
    """\
examples:
  chancery list
  chancery list --press ~/press
  chancery list source/udhr/ --output /srv/editions

States: built, stale (chancery build renews it), unchecked (built with --no-gate; chancery build checks it), never
built, has problems (chancery check shows them), and no source (its editions are in the output, its folder in
source/ is gone).

"""
    + EXIT_CODES
)

VERIFY = (
    """\
examples:
  chancery verify
  chancery verify 2011-09-23-r2p-ministerial
  chancery verify output/2011-09-23-r2p-ministerial/2011-09-23-r2p-ministerial.en.docx
  chancery verify --table 2011-09-23-r2p-ministerial
  chancery verify --report agreement.html
  chancery verify ~/Downloads/copy.pdf    a PDF against the source that it carries

Reads every edition back and holds it against its source: every metadata field at every address, the title block
and the imprint, every block of text, notes, tables, lists, alternative texts, links and where they lead, stress and
languages; and its bytes against the manifest.

"""
    + EXIT_CODES
)

PARALLEL = (
    """\
examples:
  chancery parallel udhr --languages en,fr
  chancery parallel source/udhr/ --languages ar,en
  chancery parallel udhr --languages zh-Hans,ru -o drafts

Makes OUTPUT/<publication>/<publication>.en-fr.html and .pdf: the two versions side by side, paragraph by paragraph.
What runs from right to left stands on the right. The versions are aligned by headings, numbers and lengths.

"""
    + EXIT_CODES
)

REBUILD = (
    """\
examples:
  chancery rebuild copy.pdf
  chancery rebuild copy.pdf -o rebuilt
  chancery rebuild copy.pdf --press ~/press    with the templates of that press

Takes the source out of a PDF edition, makes all editions of it anew in a new folder, and says of each whether it is,
byte for byte, the one that was published, or what differs in the tools. Nothing is written outside that folder.

"""
    + EXIT_CODES
)

REPRODUCE = (
    """\
examples:
  chancery reproduce
  chancery reproduce 2011-09-23-r2p-ministerial
  chancery reproduce --press ~/press --output /srv/editions

Makes every edition anew in a scratch folder and compares it with the one in the output, byte for byte. The first
difference is named: the line, the file inside the container, the object of the PDF.

"""
    + EXIT_CODES
)

PUBLISH = (
    """\
examples:
  chancery publish 2011-09-23-r2p-ministerial
  chancery publish source/udhr/ --press ~/press
  chancery publish udhr --language fr

Freezes the version that stands in the output: the digests of its editions go into source/<publication>/published.json,
which belongs into version control. From then on a build leaves these editions as they are, and says when they
would come out differently, until the version is raised.

"""
    + EXIT_CODES
)

FONTS = (
    """\
examples:
  chancery fonts list                     what the house has, and what can be had
  chancery fonts add ja                   the font for Japanese
  chancery fonts add Tfng                 the font for Tifinagh
  chancery fonts add --from ~/OurFace     a family of your own: the TTF files of a folder

Puts a family, checked against the catalogue, into PRESS/templates/fonts/<family>/ with its licence and a
family.yaml. The npm client fetches it, and only on this command; with --from nothing is fetched. Nothing is
ever overwritten.

"""
    + EXIT_CODES
)

DIFF = (
    """\
examples:
  chancery diff old.pdf source/visit/text.en.md
  chancery diff visit@1 visit              the published version 1, and what stands in source/ now
  chancery diff visit@1:fr visit:fr        in one language of several
  chancery diff one.docx other.html --html redline.html

Shows what changed between two versions or two files, of whatever format: metadata field by field, text block by
block, word by word.

"""
    + EXIT_CODES
)
