"""Turns an address, as data, as lines or in one line, into the lines that are printed and its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, ClassVar

from pamphlets.localized import addresses
from pamphlets.project.settings.nodes import Faults, Keys, Node
from pamphlets.project.settings.shapes import UNWRITTEN, Form, Shape, Text
from pamphlets.project.settings.timetable import Several


class Postal(Shape, frozen=True, kw_only=True):
    """Where a site is: the parts of its address, as far as they are certain.

    As a collection it is the lines that are printed.
    """

    street: Several = ()
    city: str = ""
    region: str = ""
    code: str = ""
    lines: Annotated[tuple[str, ...], UNWRITTEN] = ()
    given: Annotated[tuple[str, ...], UNWRITTEN] = ()
    """Its words, as the author wrote them."""
    aliases: ClassVar[Mapping[str, str]] = {
        "streetaddress": "street", **dict.fromkeys(("town", "locality", "suburb"), "city"),
        **dict.fromkeys(("state", "province", "county"), "region"),
        **dict.fromkeys(("zip", "zipcode", "postcode", "postalcode"), "code"),
    }  # fmt: skip
    advice: ClassVar[Mapping[str, str]] = {"country": "write it in the first column: 'country: …'"}

    def complete(self, country: str) -> Postal:
        """Return this address with its lines, in the order of a country where they are not given, and its parts."""
        if self.parts == ("",) * 4:
            found = addresses.read(self.given, country)
            if not found:
                return self.replace(lines=self.given)
            street = tuple(found.pop("street").split("\n"))
            whole = self.replace(street=street, **found)
            return whole.replace(lines=self.given if len(self.given) > 1 else whole.complete(country).lines)
        return self.replace(lines=addresses.lines(self.street, self.city, self.region, self.code, country))

    @property
    def parts(self) -> tuple[str, str, str, str]:
        """The street, the city, the region, the code; '' for what is not known."""
        return ", ".join(self.street), self.city, self.region, self.code

    def plain(self, words: Callable[[str], str]) -> Postal:
        """Return this address with another form of each of its texts."""
        many = {name: tuple(map(words, getattr(self, name))) for name in ("street", "lines", "given")}
        return self.replace(**many, **{name: words(getattr(self, name)) for name in ("city", "region", "code")})

    def __iter__(self) -> Iterator[str]:
        """Yield the lines."""
        return iter(self.lines)

    def __bool__(self) -> bool:
        """Say whether there is one."""
        return bool(self.given)


def _postal(given: Postal | tuple[str, ...], keys: Keys, faults: Faults) -> Postal:
    if isinstance(given, tuple):
        return Postal(given=given)
    return given.replace(given=(*given.street, *filter(None, (given.city, given.region, given.code))))


def _whole(node: Node) -> Node:
    """Return a list that has nothing but mappings (`- street: …`) as the one that is meant."""
    items = [one for one in node.value or () if isinstance(one, Node)] if isinstance(node.value, list) else []
    if not items or not all(item.mapping for item in items):
        return node
    pairs = [pair for item in items for pair in item.value or () if isinstance(pair, tuple)]
    return Node(node.line, pairs, mapping=True)


PostalAddress = Annotated[Postal, Form(Postal | tuple[Text, ...], _postal, _whole)]
