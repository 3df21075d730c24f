"""What a brand file may say, as the brand.yml standard has it, and in which colors the design is then printed."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamphlets.project.settings import brand, colors, scheme
from pamphlets.project.settings.nodes import Faults
from pamphlets.project.settings.scheme import DARK, GROUNDS, LIGHT, TEXTS, THEME, TINTS


def read(text: str) -> tuple[brand.Brand, list[str]]:
    """Return the brand of a text, and its problems as they are printed."""
    faults = Faults("_brand.yml")
    found = brand.read(
        dedent(text),
        faults,
        lambda path: "" if path in ("content/a.svg", "content/d.svg") else f"there is no file '{path}'",
    )
    return found, [str(problem) for problem in faults.all()]


def of(text: str) -> dict[str, str]:
    """Return the colors of a brand that has no fault."""
    found, problems = read(text)
    assert problems == []
    return dict(found.colors)


def test_a_brand_of_the_standard() -> None:
    """Names lead to the palette and the theme; the theme stands for the design, and the design for what is left."""
    found, problems = read("""
        meta: {name: Rest House, anything: [else], link: {home: https://www.example.org}}
        color:
          palette: {sea: "#036", deep: sea, dawn: "#ffaa00", "pale 2.5": "#123456", red: {light: red, dark: pink}}
          primary: deep
          danger: {light: "#a00000", dark: "#ff9999"}
          dark: primary
          info: pale 2.5
        typography:
          fonts:
          - {family: Rest Sans, source: file, files: [fonts/rest.ttf, {path: https://a.org/b.woff2, weight: bold}]}
          - {family: Lora, source: google, weight: 600..900, style: [normal, italic], display: block}
          - {family: Inter, source: bunny, weight: [400, semi-bold]}
          - {family: Arial, source: system}
          base: {family: "'Rest Sans', Arial, sans-serif", size: 12pt, line-height: 1.4, weight: semi-bold}
          headings: Rest Serif
          monospace-inline: {background-color: deep}
          link: {color: {light: deep, dark: white}, decoration: underline}
        defaults: {quarto: {format: html}, bootstrap: {defaults: {a: 1}}}
    """)
    shown = dict(found.colors)
    assert problems == []
    assert found.fonts == (("Rest Sans", "Arial"), ("Rest Serif",))
    assert (shown["sea"], shown["deep"], shown["primary"], shown["night"], shown["dark"]) == ("#003366",) * 5
    assert (shown["dawn"], shown["warning"], shown["info"], shown["red"]) == (
        "#FFAA00",
        "#FFAA00",
        "#123456",
        "#FF0000",
    )
    assert (shown["alert"], shown["dark-alert"]) == ("#A00000", "#FF9999")
    assert (shown["ink"], shown["foreground"]) == ("#1B2A41", "#1B2A41")
    assert "pale 2.5" not in shown, "styles could not name it"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("red", "#FF0000"),
        ("RebeccaPurple", "#663399"),
        ("'#abc'", "#AABBCC"),
        ("'#11223380'", "#889099"),
        ("rgb(1, 2, 300)", "#0102FF"),
        ("rgba(0 0 0 / 50%)", "#808080"),
        ("hsl(120deg 50% 50%)", "#40BF40"),
        ("hsla(120, 50%, 50%, 1)", "#40BF40"),
        ("hwb(90 10% 10%)", "#80E61A"),
        ("oklch(60% 0.15 30)", "#CA5747"),
        ("lab(50 20 20)", "#9E6956"),
        ("color(display-p3 0 0 0)", "#000000"),
        ("transparent", "#FFFFFF"),
    ],
)
def test_a_color_of_a_style_sheet(written: str, value: str) -> None:
    """It is read as a browser reads it, on white."""
    assert of(f"color: {{warning: {written if written[0] == chr(39) else repr(written)}}}")["dawn"] == value


def test_a_name_of_the_palette_stands_before_that_of_a_style_sheet() -> None:
    """And leads to it where it is its own color; some 300 of them are read at once."""
    assert of("color: {palette: {navy: '#001122'}, primary: navy}")["night"] == "#001122"
    assert of("color: {palette: {navy: navy}, primary: navy}")["night"] == "#000080"
    many = ", ".join(f"c{n}: c{n + 1}" for n in range(300))
    assert of(f"color: {{palette: {{{many}, c300: navy}}, primary: c0}}")["night"] == "#000080"


def test_text_can_be_read_on_its_ground_in_color_and_in_grey() -> None:
    """The design's own colors pass, also on the word across a draft."""
    for design in (LIGHT, DARK):
        every = design | scheme.tints(design, design)
        grounds = [every[ground] for ground in GROUNDS]
        tenths = [colors.mix(design[text], design["paper"], 0.1) for text in TEXTS]
        assert min(colors.contrast(design[text], ground) for text in TEXTS for ground in (*grounds, *tenths)) >= 4.5
    assert min(colors.contrast(LIGHT[text], "#F0DCDB") for text in TEXTS) >= 4.5
    assert colors.contrasts("#000000", "#FFFFFF") == (21, 21)


def test_what_cannot_be_read_is_mended_with_one_warning() -> None:
    """The brand's color stays as it is; text is darker, in the same hue. Writing the shades down ends the warning."""
    text = """
        color:
          palette: {fire: "#FF6F20", pink: "#FF3D7F"}
          primary: fire
          danger: pink
    """
    found, problems = read(text)
    assert problems == [
        "_brand.yml:4: warning: colors that cannot be read are shown in the nearest shade that can: "
        "'primary' (#FF6F20) in #C33D00, for it has 2.8 on 'paper', 2.5 on 'mist', 2.4 on 'alert-ground', "
        "2.4 on 'night-10'; "
        "'danger' (#FF3D7F) in #D1005B, for it has 3.4 on 'paper', 3.0 on 'mist', 2.9 on 'alert-ground', "
        "2.9 on 'night-10'; "
        "4.5 is the least contrast, in color and in grey\n"
        "  hint: to choose the shades yourself, write into 'color: palette:' "
        'night: "#C33D00", leaf: "#C33D00", alert: "#D1005B"; the desk has a brand sheet that shows them'
    ]
    shown = dict(found.colors)
    assert (shown["fire"], shown["primary"], shown["danger"]) == ("#FF6F20", "#FF6F20", "#FF3D7F")
    again, problems = read(
        text.replace("palette: {", 'palette: {night: "#C33D00", leaf: "#C33D00", alert: "#D1005B", ')
    )
    assert problems == []
    assert {name: dict(again.colors)[name] for name in TEXTS} == {name: shown[name] for name in TEXTS}


def test_a_dark_brand_is_light_on_paper_and_dark_on_dark_screens() -> None:
    """What is light on its ground changes places with it."""
    found, problems = read('color: {background: "#282B30", foreground: "#AAAAAA", primary: white}')
    shown = dict(found.colors)
    assert [shown[name] for name in ("paper", "ink", "night")] == ["#FFFFFF", "#282B30", "#282B30"]
    assert [shown[f"dark-{name}"] for name in ("paper", "ink", "night")] == ["#282B30", "#ACACAC", "#FFFFFF"]
    (problem,) = problems
    assert "'background' (#282B30) in #FFFFFF, for text cannot be printed on it" in problem
    assert problem.endswith("'color: palette:' dark-ink: \"#ACACAC\"; the desk has a brand sheet that shows them")


def test_grounds_are_computed_in_the_hue_of_the_brand() -> None:
    """Tertiary is none; a ground of the palette is taken, if it is one."""
    shown = of("color: {primary: '#6F3D9E', tertiary: '#454955'}")
    assert (shown["tertiary"], shown["mist"], shown["alert-ground"]) == ("#454955", "#F3EFF8", "#FBECE9")
    assert of("color: {palette: {mist: '#EEEEEE'}}")["mist"] == "#EEEEEE"
    found, problems = read("color: {palette: {mist: '#454955'}}")
    assert dict(found.colors)["mist"] == "#F5F1E8"
    assert "'mist' (#454955) in #F5F1E8, for text cannot be printed on it" in problems[0]


def test_links_have_the_first_color_that_the_brand_has_for_them() -> None:
    """The standard: links without a color of their own have the primary one."""
    assert of("color: {primary: '#330066'}")["leaf"] == "#330066"
    assert of("color: {primary: '#330066', secondary: '#004400'}")["leaf"] == "#004400"
    assert of("color: {primary: '#330066', secondary: '#004400', link: '#000044'}")["leaf"] == "#000044"


HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}") | st.sampled_from(("#777777", "#FFFFFF", "#000000"))


@given(st.dictionaries(st.sampled_from(tuple(LIGHT)), HEX), st.dictionaries(st.sampled_from(tuple(DARK)), HEX))
def test_every_text_can_be_read_in_every_brand(day: dict[str, str], night: dict[str, str]) -> None:
    found = scheme.scheme(day, night)
    shown = dict(found.colors)
    for prefix in ("", "dark-"):
        paper, mist, ink = (shown[prefix + name] for name in ("paper", "mist", "ink"))
        grounds = [shown[prefix + ground] for ground in GROUNDS]
        texts = [shown[prefix + text] for text in TEXTS]
        assert min(colors.contrast(text, ground) for text in texts for ground in grounds) >= 4.5
        assert (
            min(colors.contrast(colors.mix(ink, paper, found.quiet / 100), ground) for ground in (paper, mist)) >= 4.5
        )


def test_every_name_has_a_color_without_a_brand() -> None:
    """The design has a color for each name that templates use, and needs nothing to know it."""
    shown = of("")
    tints = {*TINTS, *(f"dark-{name}" for name in TINTS if not name.startswith("dawn"))}
    assert set(shown) == {*LIGHT, *THEME, *tints, *(f"dark-{name}" for name in DARK)}
    assert shown["alert-ground"] == "#FBECE9" and read("")[0].scheme.quiet == scheme.QUIET


@pytest.mark.parametrize(
    "text",
    [
        "logo: a.svg",
        "logo: /a.svg",
        "logo: ./a.svg",
        "logo: {path: a.svg, alt: Rest}",
        "logo: {medium: a.svg}",
        "logo: {light: a.svg, dark: d.svg}",
        "logo: {light: {path: a.svg, alt: Rest}, dark: d.svg}",
        "logo: {small: {light: a.svg, dark: d.svg}}",
        "logo: {images: {main: {path: a.svg, alt: Rest}}, large: main}",
        "logo: {images: {main: a.svg, icon: b.svg}, large: {light: main}, small: icon}",
    ],
)
def test_logo_is_found(text: str) -> None:
    """The logo may be given in each way of the standard."""
    assert read(text)[0].logo == "content/a.svg"
    assert read(text)[1] == []


def test_a_logo_has_one_for_dark_ground_and_says_whether_it_carries_the_name() -> None:
    """By its alternative text: the name of the practice, or its short one, in whole words."""
    found = read("logo: {light: {path: a.svg, alt: Bay Dental}, dark: d.svg}")[0]
    assert found.logos == ("content/a.svg", "content/d.svg", "Bay Dental")
    assert found.carries("Bay Dental") and found.carries("bay  dental") and not found.carries("Bay Medical")
    for short, alt, carried in (
        ("Bay", "The Bay logo", True), ("Bay", "A bayonet", False), ("", "A tooth", False),
        ("Día", "Dia: a sun", True), ("", "Bay Dental, since 1990", True),
    ):  # fmt: skip
        text = f"meta: {{name: {{full: Bay Dental, short: '{short}'}}}}\nlogo: {{path: a.svg, alt: '{alt}'}}"
        assert (read(text)[0].carries("Bay Dental"), read(text)[1]) == (carried, []), alt


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "color:\n  palette:\n    ink: '#12'",
            "3: warning: 'color.palette.ink' must be a color such as #1B2A41, not '#12'\n"
            '  hint: write it as in "#7A1F5C", in quotes',
        ),
        (
            "color:\n  palette: {night: '#123456'}\n  primary: nigth",
            "3: warning: no color is named 'nigth'\n  hint: did you mean 'night'?",
        ),
        (
            "color:\n  primary: plum tree",
            "2: warning: no color is named 'plum tree'\n  hint: write it as in \"#7A1F5C\", in quotes",
        ),
        (
            "color:\n  primary: {light: navy, dark: navvy}",
            "2: warning: no color is named 'navvy'\n  hint: write it as in \"#7A1F5C\", in quotes",
        ),
        (
            "color:\n  palette:\n    night: 7A1F5C",
            "3: warning: no color is named '7A1F5C'\n  hint: write it as \"#7A1F5C\", in quotes",
        ),
        (
            "color:\n  primary: #7A1F5C",
            "2: warning: 'color.primary' is empty\n  hint: '#' begins a comment: put quotes around it, \"#7A1F5C\"",
        ),
        (
            "color:\n  palette:\n    night: #7A1F5C",
            "3: warning: 'color.palette.night' must be a text, not nothing\n"
            "  hint: '#' begins a comment: put quotes around it, \"#7A1F5C\"",
        ),
        (
            "color: {primary: primary}",
            "1: warning: 'color.primary' leads in a circle\n  hint: give one a color like #1B2A41",
        ),
        ("colours: {}", "1: warning: unknown key 'colours'\n  hint: write 'color', with 'palette' below it"),
        (f"color: {{primary: '{'a' * 3000}'}}", f"1: warning: no color is named '{'a' * 60}'\n"
         "  hint: write it as in \"#7A1F5C\", in quotes"),
        (
            "logo:\n  medium: b.svg",
            "2: warning: there is no file 'content/b.svg': it is not shown\n"
            "  hint: the path begins at the folder 'content'",
        ),
        (
            "logo: https://a.org/b.svg",
            "1: warning: the logo 'https://a.org/b.svg' is at a web address: it is not shown\n"
            "  hint: save it in content/images and name it here",
        ),
        ("- color", "1: warning: the file must be 'key: value' lines, not a list\n"
         "  hint: write 'meta: …', without '- ' before it"),
    ],
)  # fmt: skip
def test_wrong_brand(text: str, problem: str) -> None:
    """A fault of the brand is a warning at its line, and the design stands for what cannot be used."""
    assert read(text)[1] == [f"_brand.yml:{problem}"]


def test_thousands_of_colors_that_are_none_are_told_without_looking_for_what_is_meant() -> None:
    palette = "".join(f"    c{number}: nope{number}\n" for number in range(3000))
    _, problems = read(f"color:\n  palette:\n{palette}")
    assert len(problems) == 3000 and problems[0].endswith('hint: write it as in "#7A1F5C", in quotes')


def test_another_size_stands_for_a_logo_that_is_not_there() -> None:
    found, problems = read("logo: {medium: b.svg, large: a.svg}")
    assert found.logo == "content/a.svg"
    assert [problem.partition("\n")[0] for problem in problems] == [
        "_brand.yml:1: warning: there is no file 'content/b.svg': it is not shown"
    ]


def test_a_brand_that_is_no_yaml_is_an_error() -> None:
    assert read("color: [")[1][0].startswith("_brand.yml:1: error: ")
