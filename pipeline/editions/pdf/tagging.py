"""The structure tree of the PDF edition: one structure element for each element of the page, whatever its boxes.

WeasyPrint 70.0 builds its tree from boxes, and so breaks lists that hold paragraphs, has no notes, no scope
of heads, no language of parts. `painting` puts this tree in its place, built from the elements of the page
(ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7).
"""

from __future__ import annotations

from typing import Any

from pipeline.editions.pdf.neighbours import beside_others, has_other_order, unwrapped
from pipeline.editions.pdf.roles import (
    BLOCKS,
    GROUPS,
    INLINES,
    LIST_NUMBERING,
    NUMBERED,
    STANDING_FOR,
    WORD_JOINER,
    has_role,
    is_number,
    numbering,
    reading,
    shown,
)


class Tree:
    """Builds the structure tree of one document into a pydyf PDF."""

    def __init__(self, pdf: Any, document: Any) -> None:
        import pydyf

        self._dictionary, self._array, self._string = pydyf.Dictionary, pydyf.Array, pydyf.String
        self._pdf, self._document = pdf, document
        self._root = document._html.etree_element
        self._parents = {child: parent for parent in self._root.iter() for child in parent}
        self._made: dict[Any, Any] = {}  # element -> structure element that holds its content
        self._labels: dict[Any, Any] = {}  # li -> its Lbl; dl -> its last LI
        self._notes: dict[Any, Any] = {}  # footnote element -> its Note
        self._implied: dict[int, Any] = {}  # group -> the P made for text that stands bare in it
        self._annotations: list[tuple[Any, Any]] = []
        self._page = 0
        self._reordered = False  # whether glyphs on this page do not stand in reading order
        self._beside: frozenset[Any] = frozenset()  # boxes beside a picture or a call
        self._owners: dict[int, str] = {}
        self._stands_for: dict[str, str] = {}
        self._tree = self._object({"Type": "/StructTreeRoot"})
        self._top = self._new("Document", self._tree, attach=False)
        self._tree["K"] = self._array([self._top.reference])

    def build(self, streams: Any) -> None:
        """Make the tree, the parent tree and the catalog's entries. Every marked box must find its place."""
        numbers = self._array()
        for number, (page, stream) in enumerate(zip(self._document.pages, streams, strict=True)):
            self._page, self._owners = number, {}
            self._reordered = any(map(has_other_order, stream._tags))
            self._beside = frozenset(beside_others(page._page_box, stream._tags))
            self._visit(page._page_box, stream._tags)
            if stream._tags:
                raise ValueError(f"page {number + 1}: marked content outside the structure tree")
            owners = self._add(self._array([self._owners[i] for i in range(len(self._owners))]))
            numbers.extend([number, owners.reference])
        for key, (element, annotation) in enumerate(self._annotations, len(self._document.pages)):
            numbers.extend([key, element.reference])
            annotation["StructParent"] = key
        self._tree["ParentTree"] = self._object({"Nums": numbers}).reference
        if self._notes:
            names = [part for note in self._notes.values() for part in (note["ID"], note.reference)]
            self._tree["IDTree"] = self._object({"Names": self._array(names)}).reference
        if self._stands_for:
            self._tree["RoleMap"] = self._dictionary(dict(sorted(self._stands_for.items())))
        self._pdf.catalog["StructTreeRoot"] = self._tree.reference
        self._pdf.catalog["ViewerPreferences"] = self._dictionary({"DisplayDocTitle": "true"})
        self._pdf.catalog["MarkInfo"] = self._dictionary({"Marked": "true"})

    # -------------------------------------------------------------- objects

    def _add(self, item: Any) -> Any:
        self._pdf.add_object(item)
        return item

    def _object(self, content: dict[str, Any]) -> Any:
        return self._add(self._dictionary(content))

    def _new(self, role: str, parent: Any, element: Any = None, attach: bool = True) -> Any:
        made = self._object({"Type": "/StructElem", "S": f"/{role}", "K": self._array(), "P": parent.reference})
        if role in STANDING_FOR:
            self._stands_for[role] = f"/{STANDING_FOR[role]}"
        if attach:
            parent["K"].append(made.reference)
        language = element.get("lang") if element is not None else None
        if language:
            made["Lang"] = self._string(language)
        return made

    def _paragraph(self, group: Any) -> Any:
        """The P for text that stands bare in a group: one for each run of it."""
        last = self._implied.get(id(group))
        if last is None or group["K"][-1] != last.reference:
            last = self._implied[id(group)] = self._new("P", group)
        return last

    # -------------------------------------------------------------- elements

    def _get(self, element: Any) -> Any:
        """The structure element that holds the content of an element of the page."""
        if element in self._notes:
            return self._notes[element]
        if element in self._made:
            return self._made[element]
        if element is self._root or element.tag in ("html", "body"):
            self._made[element] = self._top
            return self._top
        parent = self._get(self._parents[element])
        if element not in self._made:  # making the parent may have made it: cells, the picture of a figure
            self._made[element] = self._make(element, parent)
            if element.tag == "tr":
                for cell in element:  # an empty cell has no box with content, yet the row must have it
                    self._get(cell)
        return self._made[element]

    def _make(self, element: Any, parent: Any) -> Any:
        tag, role = element.tag, parent["S"][1:]
        if has_role(element, "doc-toc"):
            return self._new("TOC", parent, element)
        if role in ("TOC", "TOCI"):
            return self._make_contents(element, parent, role)
        if tag == "li":
            return self._make_item(element, parent)
        if tag in ("dt", "dd"):
            return self._make_definition(element, parent)
        if tag in BLOCKS:
            return self._make_block(element, parent)
        return self._make_inline(element, parent)

    def _make_contents(self, element: Any, parent: Any, role: str) -> Any:
        if element.tag == "ol":
            return parent if role == "TOC" else self._new("TOC", parent)
        if element.tag == "li":
            return self._new("TOCI", parent)
        if element.tag == "a":
            return self._new("Link", self._new("Reference", parent))
        if element.tag == "p":
            return self._new("Caption", parent)
        return parent

    def _make_item(self, element: Any, parent: Any) -> Any:
        item = self._new("LI", parent, element)
        if parent["A"]["ListNumbering"] != "/None":
            self._labels[element] = self._new("Lbl", item)
        return self._new("LBody", item)

    def _make_definition(self, element: Any, parent: Any) -> Any:
        group = self._parents[element]
        if element.tag == "dt":
            self._labels[group] = self._new("LI", parent)
            return self._new("Lbl", self._labels[group], element)
        item = self._labels.get(group) or self._new("LI", parent)
        return self._new("LBody", item, element)

    def _make_block(self, element: Any, parent: Any) -> Any:
        tag = element.tag
        role = BLOCKS[tag]
        if element.get("aria-level") == "7":  # one more than HTML and PDF 1.7 have (ISO 14289-1, 7.4.2)
            role = "H7"
        made = self._new(role, parent, element)
        if tag in LIST_NUMBERING:
            made["A"] = self._dictionary({"O": "/List", "ListNumbering": f"/{numbering(element)}"})
        elif tag == "th":
            made["A"] = self._dictionary({"O": "/Table", "Scope": "/Column"})
        elif tag == "figure":
            picture = element.find("img")
            made["Alt"] = self._string(picture.get("alt", ""))
            made["A"] = self._dictionary({"O": "/Layout", "Placement": "/Block"})  # a picture in a line is Inline
            self._made[picture] = made
        return made

    def _make_inline(self, element: Any, parent: Any) -> Any:
        tag = element.tag
        if tag == "img":
            holder = self._paragraph(parent) if parent["S"][1:] in GROUPS else parent
            made = self._new("Figure", holder)
            made["Alt"] = self._string(element.get("alt", ""))
            return made
        role = "Number" if is_number(element) else INLINES.get(tag)
        expansion = element.get("title") if tag == "abbr" else None
        if role is None and (expansion or element.get("lang")):
            role = "Span"
        if role is None:
            return parent  # emphasis and the like have no role of their own in PDF 1.7
        holder = self._paragraph(parent) if parent["S"][1:] in GROUPS else parent
        if element.get("class") == "recall":  # a footnote that is called once more
            holder = self._new("Reference", holder)
        made = self._new(role, holder, element)
        if expansion:
            made["E"] = self._string(expansion)
        if role == "Link" and element.get("title"):
            made["T"] = self._string(element.get("title"))
        return made

    # -------------------------------------------------------------- boxes

    def _visit(self, box: Any, tags: dict[Any, Any]) -> None:
        box = unwrapped(box)
        if box.link_annotation is not None and box.element is not None:
            self._link(box)
        # A row of empty cells, a thematic break and an empty text have no content that is marked, yet their place.
        if box.element_tag in ("tr", "hr", "article"):
            self._get(box.element)
        if box in tags:
            self._place(box, tags.pop(box)["mcid"])
        for child in box.all_children():
            self._visit(child, tags)

    def _link(self, box: Any) -> None:
        element, annotation = box.element, box.link_annotation
        made = self._get(element)
        said = element.get("aria-label") or element.get("title") or " ".join(shown(element).split())
        annotation["Contents"] = self._string(said or element.get("href", ""))
        page = self._pdf.page_references[self._page]
        made["K"].append(self._dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": page}))
        self._annotations.append((made, annotation))

    def _place(self, box: Any, mcid: int) -> None:
        element, kind = box.element, (box.element_tag or "").partition("::")[2]
        if kind == "footnote-call":
            self._call(element, mcid)
        elif kind == "footnote-marker":
            self._text(self._new("Lbl", self._notes[element]), box, mcid)
        elif kind == "marker" and element.tag == "li":
            self._get(element)
            self._text(self._labels[element], box, mcid)
        else:
            if element.tag == "img" and getattr(box, "joins", False):  # no space before it, though it begins a line
                self._say(WORD_JOINER, self._get(self._parents[element]))
            self._text(self._get(element), box, mcid)

    def _text(self, holder: Any, box: Any, mcid: int) -> None:
        """A run of text, which says what it reads where its glyphs do not tell (ISO 32000-1, 14.9.4).

        A structure element says it: programs that look at glyphs alone put their order right by themselves.
        """
        # Programs that look at text alone see a gap where a picture or a call is: a space, or one where there are two.
        read = reading(box, self._reordered or box in self._beside)
        self._put(self._say(read, holder) if read else holder, mcid)

    def _say(self, text: str, holder: Any) -> Any:
        """An element that says this, whatever it draws."""
        made = self._new("Span", self._paragraph(holder) if holder["S"][1:] in GROUPS else holder)
        made["ActualText"] = self._string(text)
        return made

    def _call(self, element: Any, mcid: int) -> None:
        """A footnote's call: a Reference, and beside it the Note that it calls (ISO 14289-1, 7.9)."""
        parent = self._get(self._parents[element])
        if parent["S"][1:] in GROUPS:
            parent = self._paragraph(parent)
        self._put(self._new("Reference", parent), mcid)
        note = self._notes[element] = self._new("Note", parent, element)
        note["ID"] = self._string(f"note-{len(self._notes):0{NUMBERED}}")

    def _put(self, holder: Any, mcid: int) -> None:
        if holder["S"][1:] in GROUPS:
            holder = self._paragraph(holder)
        page = self._pdf.page_references[self._page]
        holder.setdefault("Pg", page)
        here = holder["Pg"] == page
        holder["K"].append(mcid if here else self._dictionary({"Type": "/MCR", "Pg": page, "MCID": mcid}))
        self._owners[mcid] = holder.reference
