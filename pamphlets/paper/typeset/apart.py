"""Parts a manuscript into what flows and what stands on pages apart, so that each is laid out only where it changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, tostring

from pamphlets.paper.typeset import boxes

KEPT = 3
"""Texts whose pages are kept: leaflets of several sites and languages come in turn."""
UNSHOWN = "\nmain { display: none }\n"
UNSEEN = ("title", "meta")
"""CSS of pages apart: what flows is not among them. Elements of a head of which nothing is laid out."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A text that flows, as it was before anything was marked in it, and its pages, by all that they depend on."""

    main: Element
    unmarked: tuple[tuple[Element, dict[str, str]], ...]
    tries: dict[tuple[str, bytes], Sequence[boxes.Leaf]] = field(default_factory=dict)

    def unmark(self) -> None:
        """Take out what was marked for later layouts."""
        for element, attributes in self.unmarked:
            element.attrib.clear()
            element.attrib.update(attributes)


_flows: OrderedDict[tuple[object, ...], Flow] = OrderedDict()
"""By all that they depend on: pages of equal text are laid out once, whatever stands around it."""


@dataclass(frozen=True, slots=True)
class Composite:
    """A manuscript in parts: its root, the elements that stand apart, and what flows. Pages apart are kept, too."""

    root: Element
    apart: tuple[Element, ...]
    flow: Flow
    around: dict[tuple[str, bytes], boxes.Document] = field(default_factory=dict)

    def lay_out(self, flow: str, apart: str, render: Callable[[str], boxes.Document]) -> boxes.Document | None:
        """Return the pages, with CSS for those of the flow and of those apart; None if they cannot be laid out so.

        Each element apart has a page of its own, of the name of its class; the first comes before the flow.
        """
        with _without(self.root, self.flow.main) as written:
            if (apart, written) not in self.around:
                self.around[apart, written] = render(f"{apart}{UNSHOWN}")
            around = self.around[apart, written]
        with _without(self.root, *self.apart) as written:
            if (flow, written) not in self.flow.tries:
                self.flow.tries[flow, written] = render(flow).pages
            sheets = self.flow.tries[flow, written]
        names = [_name(element) for element in self.apart]
        found = [[page for page in around.pages if boxes.name(page) == name] for name in names]
        text = [number for number, page in enumerate(sheets) if boxes.name(page) not in names]
        if any(len(pages) != 1 for pages in found) or text[:1] != [1]:
            return None
        first, *others = (pages[0] for pages in found)
        return around.copy([first, *(sheets[number] for number in text), *others])


def part(root: Element, names: Collection[str], key: tuple[object, ...]) -> Composite | None:
    """Part a manuscript; None if its body is not one text, behind an element of these names and before others.

    `key` is all that pages depend on beside the HTML. A text that was laid out before takes the place of its equal.
    """
    body = root.find("body")
    if body is None or [child.tag == "main" or _name(child) in names for child in body] != [True] * len(body):
        return None
    apart, mains = [child for child in body if child.tag != "main"], [child for child in body if child.tag == "main"]
    if len(mains) != 1 or len(apart) < 2 or body[1] is not mains[0] or next(body.iter("style"), None) is not None:
        return None
    own = Flow(mains[0], tuple((element, dict(element.attrib)) for element in mains[0].iter()))
    with _without(root, *apart) as written:
        known = (*key, written)
    flow = _flows.pop(known, own)
    _flows[known] = flow
    while len(_flows) > KEPT:
        _flows.popitem(last=False)
    flow.unmark()
    body[1] = flow.main
    return Composite(root, tuple(apart), flow)


def _name(element: Element) -> str:
    return next(iter((element.get("class") or "").split()), "")


@contextmanager
def _without(root: Element, *elements: Element) -> Iterator[bytes]:
    """Empty some elements meanwhile; yield what pages depend on of what is left, as it is written."""
    held = [(element, list(element), element.text) for element in elements]
    for element in elements:
        element[:], element.text = [], None
    try:
        shown = [child for child in root.iterfind("head/*") if child.tag not in UNSEEN]
        shown += root.iterfind("body")
        yield b"\0".join([repr(root.attrib).encode(), *(tostring(one) for one in shown)])
    finally:
        for element, children, text in held:
            element[:], element.text = children, text
