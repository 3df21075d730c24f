"""A drawing comes out as a picture and nothing more: no way round, and nothing that paper draws in another way."""

from __future__ import annotations

import base64
import gzip
import re
from xml.etree import ElementTree

import pytest

from pamphlets.paper import drawings

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
RECT = '<rect width="9" height="9"/>'
OUT = "https://www.example.org/x"
XHTML = "http://www.w3.org/1999/xhtml"


def svg(inner: str, attributes: str = "", before: str = "") -> bytes:
    return f'{before}<svg {NAMESPACES} viewBox="0 0 9 9"{attributes}>{inner}</svg>'.encode()


def styled(css: str) -> bytes:
    return svg(f"<style>{css}</style>{RECT}")


def reading(content: bytes, medium: str = "print") -> str:
    """Return the clean drawing without its root."""
    drawing = drawings.read(content, medium)
    assert drawing.faults == ()
    root = ElementTree.fromstring(drawing.content)
    for element in root.iter():
        element.tag = element.tag.removeprefix("{http://www.w3.org/2000/svg}")
    return "".join(ElementTree.tostring(child, "unicode") for child in root)


WAYS_ROUND = {
    # scripts
    "script": svg("<script>a()</script>"),
    "script prefix": svg('<x-y:script xmlns:x-y="http://www.w3.org/2000/svg">1</x-y:script>'),
    "script html": svg(f'<h:script xmlns:h="{XHTML}">1</h:script>'),
    "script href": svg('<script href="data:text/javascript,1"/>'),
    "script in defs": svg("<defs><g><script/></g></defs>"),
    "script by entity": svg("&#60;x/&#62;<script>&#97;()</script>"),
    "script in cdata": svg("<script><![CDATA[a()]]></script>"),
    "script in utf-16": svg("<script>1</script>").decode().encode("utf-16"),
    "script in utf-16 without a mark": svg("<script>1</script>").decode().encode("utf-16-be"),
    "script in utf-7": b'<?xml version="1.0" encoding="utf-7"?>' + svg("+ADw-script+AD4-1+ADw-/script+AD4-"),
    "handler": svg("<rect onclick='a()'/>"),
    "handler on the root": svg(RECT, ' onload="a()"'),
    "handler over lines": svg("<rect\n\tonclick\n=\n'a()'/>"),
    "handler in capitals": svg('<rect OnClick="a()"/>'),
    "handler in a namespace": svg('<rect xmlns:q="urn:q" q:onclick="a()"/>'),
    "handler by set": svg('<rect><set attributeName="onclick" to="1"/></rect>'),
    "handler by animate": svg('<rect><animate attributeName="onclick" values="1"/></rect>'),
    "handler element": svg('<handler type="text/javascript">1</handler>'),
    "link to a script": svg(f'<a href="javascript:a()">{RECT}</a>'),
    "link to a script with a tab": svg(f'<a xlink:href="java&#9;script:a()">{RECT}</a>'),
    "link by set": svg('<a><set attributeName="href" to="javascript:1"/></a>'),
    "use of a script": svg('<use href="javascript:a()"/>'),
    # foreign content
    "foreign": svg("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>"),
    "iframe": svg(f'<iframe xmlns="{XHTML}" src="{OUT}"/>'),
    "iframe of svg": svg(f'<iframe src="{OUT}"/>'),
    "html by prefix": svg(f'<q:img xmlns:q="{XHTML}" src="x" onerror="a()"/>'),
    "video": svg(f'<video src="{OUT}"/>'),
    "unknown": svg("<blink>x</blink>"),
    "a drawing in a drawing": svg('<image href="data:image/svg+xml,%3Csvg/%3E"/>'),
    "a page in a drawing": svg('<image href="data:text/html;base64,PHNjcmlwdD4="/>'),
    "no picture in a drawing": svg('<image href="data:image/png;base64,PHNjcmlwdD4="/>'),
    # addresses outside
    "image": svg(f'<image href="{OUT}"/>'),
    "image xlink": svg(f'<image xlink:href="{OUT}"/>'),
    "image by another prefix": svg(f'<image xmlns:q="http://www.w3.org/1999/xlink" q:href="{OUT}"/>'),
    "image twice": svg(f'<image href="{OUT}" xlink:href="#a"/>'),
    "image without a scheme": svg('<image href="//www.example.org/x"/>'),
    "image of a file": svg('<image href="file:///etc/hostname"/>'),
    "image beside it": svg('<image href="other.png"/>'),
    "use": svg(f'<use href="{OUT}#a"/>'),
    "use by entity": svg('<use href="&#104;ttps://www.example.org/#a"/>'),
    "gradient": svg(f'<linearGradient id="a" href="{OUT}#b"/><rect fill="url(#a)"/>'),
    "fill": svg(f'<rect fill="url({OUT}#a)"/>'),
    "fill with quotes": svg(f"<rect fill=\"url( '{OUT}#a' )\"/>"),
    "fill by escapes": svg(f'<rect fill="\\75 rl({OUT}#a)"/>'),
    "fill as fallback": svg(f'<linearGradient id="a"/><rect fill="url(#a) url({OUT})"/>'),
    "filter": svg(f'<rect filter="url({OUT}#a)"/>'),
    "mask": svg(f'<rect style="mask:url({OUT}#a)"/>'),
    "marker": svg(f'<path marker-end="url({OUT}#a)"/>'),
    "style": svg(f'<rect style="fill:url({OUT})"/>'),
    "style by escapes": styled(f"rect{{fill:\\75rl({OUT}#a)}}"),
    "style by a variable": styled(f"svg{{--a:url({OUT})}} rect{{fill:var(--a)}}"),
    "style by a fallback": styled(f"rect{{fill:var(--a, url({OUT}))}}"),
    "style set": styled(f"rect{{fill:image-set('{OUT}' 1x)}}"),
    "style src": styled(f"rect{{fill:src('{OUT}')}}"),
    "ground": svg(RECT, f' style="background:url({OUT})"'),
    "import": styled(f"@import '{OUT}';"),
    "import by escapes": styled(f"@\\69mport url({OUT});"),
    "import in cdata": svg(f"<style><![CDATA[@import '{OUT}';]]></style>"),
    "import in a comment of html": svg(f"<style>&lt;!-- @import '{OUT}'; --></style>"),
    "font": styled(f"@font-face{{font-family:a;src:url({OUT})}}"),
    "stylesheet": svg(RECT, before=f'<?xml-stylesheet href="{OUT}"?>'),
    "link": svg(f'<a href="{OUT}">{RECT}</a>'),
    "document type": svg(RECT, before=f'<!DOCTYPE svg SYSTEM "{OUT}">'),
    "document type that looks plain": svg(RECT, before=f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "{OUT}">'),
    "entity": svg("<text>&a;</text>", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>'),
    "entities of entities": svg("&b;", before='<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'),
    "entity of a parameter": svg(RECT, before=f'<!DOCTYPE svg [<!ENTITY % a SYSTEM "{OUT}">%a;]>'),
    # without end
    "uses of uses": svg("<g id='a0'/>" + "".join(
        f"<g id='a{n}'>{f'''<use href='#a{n - 1}'/>''' * 10}</g>" for n in range(1, 9))),
    "a circle": svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
    "a pattern of itself": svg(f'<pattern id="a" width="1" height="1"><rect fill="url(#a)"/></pattern>{RECT}'
                               '<rect fill="url(#a)"/>'),
    "variables of variables": styled("svg{--a0:10px 10px;" + "".join(
        f"--a{n}:{f'var(--a{n - 1}) ' * 10};" for n in range(1, 9)) + "} rect{stroke-dasharray:var(--a8)}"),
    "rules in rules": styled("g{" * 50 + "}" * 50),
    "depth": svg("<g>" * 500 + "</g>" * 500),
    "sizes": svg('<rect width="1e300" height="9"/>'),
    "compressed": gzip.compress(svg(RECT), mtime=0),
}  # fmt: skip


@pytest.mark.parametrize("content", WAYS_ROUND.values(), ids=WAYS_ROUND)
def test_no_way_round(content: bytes) -> None:
    drawing = drawings.read(content)
    assert drawing.faults and drawing.content == b""
    for fault in drawing.faults:
        assert fault.message.startswith(("holds", "reaches", "is ", "has ", "brings", "declares", "repeats", "looks"))
        assert fault.hint and fault.line == 1


HARMLESS = {
    "editors": svg(
        '<sodipodi:namedview xmlns:sodipodi="urn:s" showgrid="no"/><metadata><r:RDF xmlns:r="urn:r"><r:li/></r:RDF>'
        f'</metadata><g xmlns:inkscape="urn:i" inkscape:label="x" data-name="y" aria-label="z" class="c">{RECT}</g>'
    ),
    "a link in it": svg(f'<g id="a">{RECT}</g><use xlink:href="#a"/><a href="#a">{RECT}</a>'),
    "a plain document type": svg(RECT, before='<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n'
                                 ' "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'),
    "the names of Illustrator": svg(
        '<switch><foreignObject requiredExtensions="&ns_ai;"><i:pgfRef/></foreignObject><g>' + RECT + "</g></switch>",
        ' xmlns:i="&ns_ai;"', '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n "http://www.w3.org/Graphics/SVG/1.1/DTD'
        '/svg11.dtd" [\n\t<!ENTITY ns_ai "http://ns.adobe.com/AI/10.0/">\n]>\n'),
    "a filter that nothing uses": svg(f'<filter id="f"><feOffset dx="2"/></filter><mask id="m">{RECT}</mask>{RECT}'),
    "prefixed": b'<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><s:rect/></s:svg>',
    "without a namespace": b'<svg viewBox="0 0 9 9"><rect/></svg>',
    "a rule for the pointer": styled("rect:hover{fill:red}"),
    "values that say nothing": svg('<rect filter="none" style="mix-blend-mode:normal;cursor:pointer;-x-y:1"/>'),
}  # fmt: skip


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS)
def test_what_harms_nobody_is_left_out(content: bytes) -> None:
    found = reading(content)
    assert "<rect" in found
    for word in (":", "class", "style", "data-", "aria-", "filter", "mask", "metadata", "red", "DOCTYPE"):
        assert word not in found


@pytest.mark.parametrize(
    ("inner", "clean"),
    [
        ('<style>svg{--a:#c00000}</style><rect style="fill:var(--a)"/>', '<rect fill="rgb(192,0,0)" />'),
        ("<style>rect{fill:var(--a, red)}</style><rect/>", '<rect fill="rgb(255,0,0)" />'),
        ('<style>rect{fill:var(--b)}</style><rect fill="blue"/>', '<rect fill="rgb(0,0,255)" />'),
        ("<style>g{rect{fill:red} &amp; path{fill:blue}}</style><g><rect/><path/></g>",
         '<g><rect fill="rgb(255,0,0)" /><path fill="rgb(0,0,255)" /></g>'),
        ("<style>rect{fill:red!important}</style><rect style='fill:blue'/>", '<rect fill="rgb(255,0,0)" />'),
        ("<style>#a{fill:red} rect{fill:blue}</style><rect id='a'/>", '<rect id="a" fill="rgb(255,0,0)" />'),
        ("<style>@media (prefers-color-scheme: dark){rect{fill:red}}</style><rect/>", "<rect />"),
        ('<rect fill="nope" stroke="CurrentColor"/>', '<rect stroke="currentColor" />'),
        ('<g fill="currentColor"><rect color="red"/></g>',
         '<g fill="currentColor"><rect fill="currentColor" color="rgb(255,0,0)" /></g>'),
        ('<g fill="red"><rect style="fill:initial"/><rect fill="blue" style="fill:unset"/></g>',
         '<g fill="rgb(255,0,0)"><rect fill="rgb(0,0,0)" /><rect /></g>'),
        ('<rect width="5MM" style="x:2px;rx:1em"/>', '<rect width="5mm" x="2" rx="1em" />'),
        ('<path style="d:path(\'M1 1h2\')"/>', '<path d="M1 1h2" />'),
        ('<rect style="transform:translateX(4px) rotate(.25turn)"/>', '<rect transform="translate(4) rotate(90)" />'),
        ('<rect style="transform:scale(2);transform-origin:3px 4px"/>',
         '<rect transform="translate(3 4) scale(2) translate(-3 -4)" />'),
        ('<text style="font:italic bold 12px/1.5 \'Open Sans\', serif">A b</text>',
         '<text font-weight="700" font-style="italic" font-size="12" font-family="Open Sans, serif">A b</text>'),
        ('<text font-size="large" font-weight="bolder"><a><tspan>x</tspan></a> y</text>',
         '<text font-size="18" font-weight="700"><tspan><tspan>x</tspan></tspan> y</text>'),
        ('<switch><rect systemLanguage="de"/><path/></switch>', "<path />"),
        ("<switch><foreignObject>Sit  down</foreignObject><text>Sit down</text></switch>", "<text>Sit down</text>"),
        ('<rect visibility="collapse"/><path display="none"/>', '<rect visibility="hidden" />'),
        ('<rect fill="url(#no)"/><rect fill="url(#no) red"/><rect clip-path="url(#no)"/>',
         '<rect fill="none" /><rect fill="rgb(255,0,0)" /><rect />'),
        ('<symbol id="s" viewBox="0 0 1 1"/><use href="#s"/>',
         '<symbol id="s" viewBox="0 0 1 1" /><use href="#s" width="100%" height="100%" />'),
        ('<style>svg{--a:red}</style><rect fill="var(--a)"/>', '<rect fill="rgb(255,0,0)" />'),
        ('<radialGradient id="g"/><rect fill="url(#g)"/>',
         '<radialGradient id="g" cx="0.5" cy="0.5" r="0.5" /><rect fill="url(#g)" />'),
        ('<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="50%"/><path fill="url(#g)"/>',
         '<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="4.5" y1="0" x2="9" y2="0" />'
         '<path fill="url(#g)" />'),
        ('<mask id="m" style="mask-type:alpha"><rect fill="#ccc"/></mask><g mask="url(#m)"/>',
         '<clipPath id="m"><rect fill="rgb(204,204,204)" /></clipPath><g clip-path="url(#m)" />'),
        ('<clipPath id="k"><g><rect/></g><path id="p"/></clipPath><use href="#p" x="2" clip-path="url(#k)"/>',
         '<clipPath id="k"><path id="p" /></clipPath>'
         '<g clip-path="url(#k)" transform="translate(2 0)"><use href="#p" /></g>'),
        ('<path stroke="red" stroke-dasharray="3"/>', '<path stroke="rgb(255,0,0)" stroke-dasharray="3 3" />'),
        ('<rect><path/></rect><tspan>x</tspan><text><rect/>x</text><image/><polygon points="1"/><stop/>',
         "<rect /><text>x</text>"),
        ('<style>svg{--a:red} g{--a:initial}</style><g><rect style="fill:var(--a, blue)"/></g>',
         '<g><rect fill="rgb(0,0,255)" /></g>'),
        ('<rect requiredExtensions="urn:x"/><path/>', "<path />"),
        ('<text stroke="none" paint-order="stroke">x</text>', '<text stroke="none">x</text>'),
    ],
)  # fmt: skip
def test_styles_become_values(inner: str, clean: str) -> None:
    assert reading(svg(inner)) == clean


def test_each_medium_has_its_rules() -> None:
    content = styled("@media print{rect{fill:red}} @media screen{rect{fill:blue}}")
    assert 'fill="rgb(255,0,0)"' in reading(content) and 'fill="rgb(0,0,255)"' in reading(content, "screen")


def test_a_ground_of_the_whole() -> None:
    assert reading(svg(RECT, ' style="background:#cfe3ff"')).startswith(
        '<rect x="0" y="0" width="9" height="9" fill="rgb(207,227,255)" stroke="none" />'
    )


@pytest.mark.parametrize(
    ("inner", "word"),
    [
        ('<text><textPath href="#p">x</textPath></text>', "textPath"),
        ("<flowRoot><flowPara>x</flowPara></flowRoot>", "flowRoot"),
        ('<text style="writing-mode:vertical-rl">x</text>', "writing-mode"),
        ('<text writing-mode="tb">x</text>', "writing-mode"),
        ('<g style="mix-blend-mode:multiply"/>', "mix-blend-mode"),
        ('<text paint-order="stroke">x</text>', "paint-order"),
        ('<marker id="m"/><path d="M0 0A1 1 0 0 1 9 9" marker-end="url(#m)"/>', "marker"),
        ('<pattern id="p" x=".1"/><rect fill="url(#p)"/>', "pattern"),
        ('<filter id="f"/><g filter="url(#f)"/>', "filter"),
        ('<mask id="m"/><g mask="url(#m)"/>', "mask"),
        ('<clipPath id="k"><text>x</text></clipPath><g clip-path="url(#k)"/>', "clipPath"),
        ('<g style="clip-path:polygon(0 0, 1px 1px, 0 1px)"/>', "polygon"),
        ('<linearGradient id="g"/><path stroke="url(#g)"/>', "stroke"),
        ('<rect x="calc(50% + 1px)"/>', "calc"),
        ('<rect style="width:min(1px, 2px)"/>', "min"),
        ('<rect width="2vw"/>', "2vw"),
        ('<rect fill="color-mix(in srgb, red, blue)"/>', "color-mix"),
        ('<g style="transform:rotate3d(1,1,1,4deg)"/>', "rotate3d"),
        ('<g style="transform:rotate(4deg);transform-origin:center"/>', "transform-origin"),
        ("<style>@supports (fill:red){rect{fill:red}}</style>", "@supports"),
        ("<style>@media (min-width: 9px){rect{fill:red}}</style>", "min-width"),
        ("<style>rect{animation:a 1s}</style><rect/>", "animation"),
        ('<text text-decoration="underline">x</text>', "text-decoration"),
        ("<text>שלום</text>", "hebrew"),
        ('<switch><rect systemLanguage="de"/></switch>', "systemLanguage"),
        ('<rect systemLanguage="de"/>', "systemLanguage"),
        ("<switch><foreignObject>Sit down</foreignObject><text>Sit…</text></switch>", "foreignObject"),
    ],
)
def test_what_paper_would_draw_otherwise_is_told(inner: str, word: str) -> None:
    (fault,) = drawings.read(svg("\n" + inner)).faults
    assert word in fault.message and fault.hint and fault.line == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252", "us-ascii"])
def test_every_encoding_is_read_as_it_says(encoding: str) -> None:
    said = "" if encoding == "utf-8-sig" else f'<?xml version="1.0" encoding="{encoding}"?>'
    words = "Eté" if encoding == "us-ascii" else "Été – zzz" if encoding.startswith("win") else "Été"
    codec = {"us-ascii": "latin-1"}.get(encoding, encoding)
    drawing = drawings.read(svg(f"<text>{words}</text>", before=said).decode().encode(codec))
    assert drawing.words == ((words, 1),) and words in ElementTree.fromstring(drawing.content)[0].text  # type: ignore[operator]
    assert drawing.content.isascii()


def test_what_is_not_what_it_says() -> None:
    (fault,) = drawings.read(b"<svg>\n<text>\xe9t\xe9</text></svg>").faults
    assert (fault.line, fault.message) == (2, "is not written in the encoding that it declares (utf-8)")
    for content, words in ((b"<html/>", "is not SVG"), (b"<svg", "is broken"), (b"", "is broken"),
                           (b"<svg>\n<text>a&nbsp;b</text></svg>", "has a name of HTML for a sign (&nbsp;)"),
                           (b"\x89PNG\r\n", "is a photo (PNG), not what its name says")):  # fmt: skip
        (fault,) = drawings.read(content).faults
        assert fault.message == words


@pytest.mark.parametrize(
    "inner",
    [
        f"<style>rect{{fill:{'calc(' * 5000}1{')' * 5000}}}</style>",
        f"<style>{'@media print{' * 5000}</style>",
        f'<rect style="fill:{"var(--a," * 5000}red"/>',
        f'<rect fill="{"[" * 5000}"/>',
        f"<style>{'rect{fill:red}' * 51}</style>",
        f"<style>{'rect{fill:red}' * 50}</style>{'<rect/>' * 11}",
    ],
    ids=["calc", "media", "var", "attribute", "rules", "matches"],
)
def test_a_style_without_end_is_refused(inner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Brackets within brackets, and rules for each part, take neither the stack nor minutes."""
    monkeypatch.setattr("pamphlets.paper.drawings.styles.MOST_RULES", 50)
    monkeypatch.setattr("pamphlets.paper.drawings.styles.MOST_MATCHES", 500)
    (fault,) = drawings.read(svg(f"\n{inner}")).faults
    assert fault.hint == "export it simpler, or save it as PNG" and re.search("too (deep|many)", fault.message)


def test_every_fault_of_a_drawing_is_told_once() -> None:
    content = svg('<g>\n<rect onclick="a()"/>\n<rect onclick="a()"/>\n<g filter="url(#f)"/></g><filter id="f"/>')
    assert [(fault.line, fault.message) for fault in drawings.read(content).faults] == [
        (2, "holds a script (onclick)"),
        (4, "holds what paper cannot draw (filter: url(#f))"),
    ]


def test_a_photo_in_a_drawing_says_nothing_of_itself() -> None:
    from making.photos import camera, saved
    from PIL import Image

    photo = base64.b64encode(saved(Image.new("RGB", (9, 9)), "JPEG", exif=camera())).decode()
    found = reading(svg(f'<image width="9" height="9" href="data:image/jpeg;base64,{photo}"/>'))
    inner = base64.b64decode(found.partition("base64,")[2].partition('"')[0])
    assert inner.startswith(b"\xff\xd8") and b"Maker" not in inner


def test_size_and_words() -> None:
    drawing = drawings.read(b'<svg xmlns="http://www.w3.org/2000/svg" width="30mm" height="20"/>')
    assert (drawing.width, drawing.height) == (0, 0)
    drawing = drawings.read(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="30px" height="20">\n<title>A b</title></svg>'
    )
    assert (drawing.width, drawing.height, drawing.words) == (30, 20, (("A b", 2),))
    assert b'viewBox="0 0 30 20"' in drawing.content
