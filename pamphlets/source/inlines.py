"""Turns lines of text into Markdown: each variable, citation, image, link and span of ours becomes one character."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace

from pamphlets.errors import Hint, nearest_dotted
from pamphlets.model import Abbreviation, End, Image, Link, Location, Markdown, Note, Problem, Span, Variable
from pamphlets.source import (
    attributes,
    brackets,
    characters,
    citations,
    images,
    leftovers,
    limits,
    links,
    notes,
    placeholders,
    signs,
)
from pamphlets.source.attributes import Vocabulary
from pamphlets.source.notes import Apart
from pamphlets.source.scans import MARK, Scan

_VARIABLE = re.compile(rf"{placeholders.VARIABLE}|\{{\{{([^{{}}\n]*)\}}\}}")
_NAME = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)+")
_LOST_EMBED = re.compile(rf"!\[\[(?!\[)(?:[^\[\]\n]*\]\])?|{placeholders.LOST_EMBED}", re.MULTILINE)
_SPAN = 'write the words without the brackets and braces; a span has only="…", not="…" or lang="…"'
_LINK = 'write it around the link, as in [[words](address)]{only="web"}'
_BRACES = re.compile(r"\{([^{}\n]*)\}")
_LINKED = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_BEGINS = re.compile(r"[\\!^\[\]<{]")
"""What a construct, its end, or an escape can begin with."""
_SIGN = re.compile(r"[\\`*_~^=\[\]]")
_LITERAL = {"<": "<", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\n": "  \n"}
"""What a backslash keeps as it is, and Python-Markdown would not; at the end of a line it is a break."""


def scan(
    text: str,
    location: Location,
    vocabulary: Vocabulary,
    problems: list[Problem],
    apart: Apart | None = None,
    lines: tuple[int, ...] = (),
) -> Markdown:
    """Read `text`, whose first line is at `location`, and what its source says `apart`; add faults to `problems`.

    `lines` are those of the source that it is from, where they do not follow one another.
    """
    if deep := limits.fault(text, location):
        place = Markdown(text, (), location, lines).line(deep.location.line - location.line)
        problems.append(replace(deep, location=replace(location, line=place)))
        return Markdown("", (), location)
    state = Scan(location.path, location.line, vocabulary, problems, apart, lines=lines)
    state.starts = [0, *(m.end() for m in re.finditer("\n", text))]
    for position, message in characters.faults(text):
        state.problem("character", message, position, "delete it")
    text = _variables(characters.clean(text), state)  # on the line, so that lines keep their numbers
    state.starts = [0, *(m.end() for m in re.finditer("\n", text))]
    made = _constructs(text, state)
    if apart:
        made = notes.abbreviate(made, apart, lambda short, meaning: state.mark(Abbreviation(short, meaning, location)))
    return Markdown(made, tuple(state.inlines), location, lines)


def _variables(text: str, state: Scan) -> str:
    ranges = brackets.code(text)

    def foreign(found: re.Match[str]) -> str:
        message, hint = placeholders.template(found[0])
        state.problem(leftovers.RULE, message, found.start(), hint, "warning")
        return found[0].replace("{", "\\{")

    def variable(found: re.Match[str]) -> str:
        if brackets.holds(ranges, found.start()):
            return found[0]
        if found[1] is None:
            return foreign(found)
        name = found[1].strip()
        known = state.vocabulary.variables
        if not placeholders.ours(name):
            return foreign(found)
        if not _NAME.fullmatch(name):
            message = f"'{{{{ {name} }}}}' is not a dotted name"
            hint = "write {{ practice.phone }}: a name, nothing else"
            state.problem("variable", message, found.start(), hint)
        elif known is not None and name not in known:
            near = nearest_dotted(name, known)
            if name.startswith("site.") and not near.startswith("did you mean"):
                return foreign(found)  # a value of Jekyll's
            state.problem("variable", f"there is no '{name}'", found.start(), near)
        return state.mark(Variable(name, state.at(found.start())))

    return _VARIABLE.sub(variable, text)


def _constructs(text: str, state: Scan) -> str:
    """Replace citations, images, links and spans by marks, in one pass from left to right."""
    code = brackets.code(text)
    skip = dict(code)
    pairs = brackets.pairs(text, skip | {one.start(): one.end() for one in links.AUTOLINK.finditer(text)})
    ends: dict[int, int] = {}  # the closing bracket of an open link or span -> where the text goes on
    out: list[str] = []
    index = 0
    for place, message, hint in leftovers.find(text, code):
        state.problem(leftovers.RULE, message, place, hint, "warning")
    for place, message, hint in placeholders.marks(text):
        if not brackets.holds(code, place):
            state.problem(leftovers.RULE, message, place, hint, "warning")
    for rule, place, message, hint in signs.find(text, state.vocabulary.references or ()):
        if not brackets.holds(code, place):
            state.problem(rule, message, place, hint)
    for sign in (*sorted({*skip, *(found.start() for found in _BEGINS.finditer(text))}), len(text)):
        if sign < index:
            continue
        out.append(text[index:sign])
        index = sign
        if index == len(text):
            break
        if index in skip:
            piece, index = text[index : skip[index]], skip[index]
        elif index in ends:
            piece, index = state.mark(End()), ends[index]
        else:
            piece, index = _construct(text, index, pairs, ends, state)
        out.append(piece)
    return "".join(out)


def _construct(text: str, start: int, pairs: dict[int, int], ends: dict[int, int], state: Scan) -> tuple[str, int]:
    """Return what stands for a construct, or for the character that is none, and where the text goes on."""
    sign = text[start]
    if sign == "\\" and start + 1 < len(text):
        return _LITERAL.get(text[start + 1], text[start : start + 2]), start + 2
    if embed := _LOST_EMBED.match(text, start):
        _lose(embed[0], start, state)
        return "", embed.end()
    wiki = placeholders.WIKI.match(text, start) if sign == "[" else None  # `placeholders.marks` tells of it
    if wiki and not (state.apart and links.fold(text[start + 2 : wiki.end() - 2]) in state.apart.links):
        return wiki[2] or wiki[1].lstrip("#"), wiki.end()
    if sign == "!" and start + 1 in pairs:
        return _image(text, start, pairs[start + 1], state)
    if sign == "^" and start + 1 in pairs:
        place, close = state.at(start), pairs[start + 1]
        within = replace(state, inlines=list(state.inlines), first_line=place.line)
        words = _constructs(text[start + 2 : close], within)
        return state.mark(Note(Markdown(words, tuple(within.inlines), place), place)), close + 1
    if sign == "[" and start in pairs:
        return _bracket(text, start, pairs, ends, state)
    if sign == "<":
        return _angle(text, start, state)
    if text.startswith("[@", start):
        state.problem("citation", "a citation is never closed", start, "write [@key]")
    elif text.startswith("{{", start):
        hint = "write {{ practice.phone }}, or take it away"
        state.problem(leftovers.RULE, "'{{' is never closed on its line", start, hint, "warning")
        return "\\{\\{", start + 2
    return sign, start + 1


def _lose(embed: str, start: int, state: Scan) -> None:
    """Report an embed that shows no block: in other text, or without its sign."""
    if shown := placeholders.embed(embed):
        state.problem(leftovers.RULE, shown[0], start, shown[1], "warning")
    elif embed == "![[":
        state.problem("embed", "an embed is never closed", start, "write ![[source#block]], alone on its line")
    elif embed.startswith("!"):
        hint = "![[source#block]] stands alone on its line, outside ::: fences"
        state.problem("embed", "an embed inside other text", start, hint)
    else:
        state.problem("embed", f"'{embed}' shows no block", start, Hint(f"did you mean !{embed}?", embed, f"!{embed}"))


def _bracket(text: str, start: int, pairs: dict[int, int], ends: dict[int, int], state: Scan) -> tuple[str, int]:
    """Read what begins with `[`: a citation, a link, a span, or just a bracket."""
    close = pairs[start]
    inner = text[start + 1 : close]
    if inner.startswith("^") and len(inner.split()) == 1 and len(inner) > 1:
        return _note(inner[1:], start, state), close + 1
    if citations.is_one(inner, text[close + 1 : close + 2], state):
        return citations.read(inner, start, state), close + 1
    kept = state.apart.links if state.apart else {}
    if leads := links.behind(text, start, close, kept):
        within = (n for n in range(start + 1, close) if n in pairs and text[n - 1] != "!") if "[" in inner else ()
        if any(links.behind(text, n, pairs[n], kept) for n in within):
            return "[", start + 1  # of a link in a link the inner one leads somewhere
        if not inner.strip():
            state.problem(leftovers.RULE, "a link without words is seen by nobody", start, links.WORDS, "warning")
        braces = _BRACES.match(text, leads.end)
        state.problems += attributes.astray(braces[1], state.at(start), "a link", _LINK) if braces else ()
        ends[close] = braces.end() if braces else leads.end
        return state.mark(_link(leads.address, start, state)), start + 1
    if braces := _BRACES.match(text, close + 1):
        found = attributes.parse(braces[1], state.at(start))
        span = Span(found.condition(state.vocabulary), found.take("lang"), found.location)
        state.problems += found.finish("a span", ("only", "not", "lang"), _SPAN)
        ends[close] = braces.end()
        return state.mark(span), start + 1
    if close + 1 in pairs and text[close + 2 : close + 3] not in ("@", "^"):
        name = text[close + 2 : pairs[close + 1]]
        hint = "write [words](address), or a line [name]: https://…"
        state.problem(leftovers.RULE, f"no address is kept for '[{name}]'", start, hint, "warning")
    if state.vocabulary.references and inner.strip() in state.vocabulary.references:
        hint = Hint(f"did you mean [@{inner.strip()}]?", f"[{inner}]", f"[@{inner.strip()}]")
        state.problem("citation", f"'[{inner}]' cites nothing", start, hint)
    return "[", start + 1


def _note(name: str, start: int, state: Scan) -> str:
    """Return the mark of a footnote."""
    if state.apart is None:
        state.problem("footnote", f"a footnote in a footnote: '[^{name}]'", start, "say it in one of them")
        return ""
    if name not in state.apart.notes:
        state.problem("footnote", f"no footnote is named '{name}'", start, f"write [^{name}]: and its words on a line")
        return ""
    if name not in state.apart.read:
        words, line = state.apart.notes[name]
        place = Location(state.path, line)
        state.apart.read[name] = scan(words, place, state.vocabulary, state.problems)
    return state.mark(Note(state.apart.read[name], state.at(start)))


def _caption(text: str, state: Scan, position: int) -> Markdown:
    """Return a caption, which holds what any text does, but pictures."""
    inner, text = state.within(text, position)
    made = _constructs(text, inner)
    if any(isinstance(inline, Image) for inline in inner.inlines):
        state.problem("image", "a picture in the caption of another", position, "let it stand by itself, below")
    return Markdown(made, tuple(inner.inlines), state.at(position))


def _link(address: str, start: int, state: Scan) -> Link:
    if not address:
        hint = "write [words](address), or take the brackets away"
        state.problem(leftovers.RULE, "a link without an address leads nowhere", start, hint, "warning")
    target = address if MARK.match(address) else links.target(address, state.path)
    if isinstance(target, tuple):
        left = next(placeholders.marks(address), None)
        if left:
            state.problem(leftovers.RULE, target[0], start, left[2], "warning")
        else:
            state.problem("link", target[0], start, target[1])
        target = ""
    return Link(state.part(target, start), state.at(start))


def _image(text: str, start: int, close: int, state: Scan) -> tuple[str, int]:
    target = images.target(text, close + 1)
    if isinstance(target, tuple) and state.apart and (kept := links.behind(text, start + 1, close, state.apart.links)):
        target = images.Target(kept.address, "", kept.end)
    if isinstance(target, tuple):
        state.problem("image", target[0], start, target[1])
        words = state.part(text[start + 2 : close].strip(), start)  # looked at all the same
        return state.mark(Image("", words, None, False, state.at(start))), close + 1
    braces, end = _BRACES.match(text, target.end), target.end
    found = attributes.parse(braces[1] if braces else "", state.at(start))
    decorative, whole = found.flag("decorative"), found.flag("whole")
    width, focus, said = images.width(found), images.focus(found), found.take("fig-alt")
    state.problems += found.finish("an image", ("width", "focus"), images.SIZE)
    end = braces.end() if braces else end
    inner = text[start + 2 : close].strip()
    alt = said or _LINKED.sub(r"\1", inner)  # a link or picture in it is its words
    src = images.path(target.file, state.path)
    if isinstance(src, tuple) and images.REMOTE.match(target.file):
        state.problem(leftovers.RULE, src[0], start, src[1], "warning")
        return alt, end
    if isinstance(src, tuple):
        state.problem("image", src[0], start, src[1])
        src = ""
    if not alt and not decorative:
        hint = "say between the brackets what it shows, or mark it {.decorative}"
        state.problem("alt-text", f"the image '{posixpath.basename(target.file)}' has no alt text", start, hint)
    below = target.caption or (inner if said else "")  # as Quarto has it
    caption = _caption(below, state, start) if below else None
    src, words = state.vocabulary.picture(src), state.part(alt, start)
    image = Image(src, words, caption, decorative, state.at(start), width=width, whole=whole, focus=focus)
    return state.mark(image), end


def _angle(text: str, start: int, state: Scan) -> tuple[str, int]:
    """Read what begins with `<`: an address, the end of a line, or just the character."""
    if auto := links.AUTOLINK.match(text, start):
        address = auto[1] if links.SCHEME.match(auto[1]) else f"mailto:{auto[1]}"
        link = Link(state.part(address, start), state.at(start))
        words = _SIGN.sub(r"\\\g<0>", auto[1].removeprefix("mailto:"))
        return state.mark(link) + words + state.mark(End()), auto.end()
    if found := placeholders.tag(text, start):
        tag, end = found  # all others are read, and some made of what was around them
        return placeholders.BREAK if tag == placeholders.LINE_END else "", end
    return "<", start + 1
