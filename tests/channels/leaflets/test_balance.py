"""Balance: how blocks are shared over panels, on numbers alone."""

from __future__ import annotations

import math
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamphlets.channels.leaflets import balance, spending
from pamphlets.channels.leaflets.balance import Room, Unit
from pamphlets.channels.leaflets.units import Portion
from pamphlets.paper import Plate

ROOM = 100 / balance.SAFE
"""A panel of which a plan may use 100 mm."""
SIZES = balance.sizes(12, 14)
THREE = (Room(ROOM, 75), Room(ROOM, 75), Room(ROOM, 75, last=True))
UNITS = st.lists(
    st.builds(
        Unit,
        text=st.floats(4, 90),
        width=st.sampled_from([73.0, 75.0]),
        pictures=st.lists(st.floats(20, 80), max_size=2).map(tuple),
        kind=st.sampled_from(["", "warning", "steps"]),
        opens=st.booleans(),
        wished=st.booleans(),
    ),
    max_size=40,
)
PANELS = st.lists(st.builds(Room, room=st.floats(60, 190), width=st.sampled_from([73.0, 75.0])), min_size=1, max_size=5)


def cost(*units: Unit, panels: tuple[Room, ...] = THREE) -> float | None:
    shared = balance.share(units, panels, 12, 12, 0, math.inf)
    return None if shared is None else round(shared.cost, 4)


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ([Unit(100, 75), Unit(100, 75), Unit(100, 75)], 0.04),
        ([Unit(50, 75), Unit(100, 75), Unit(100, 75)], 0.25 + 0.04),
        ([Unit(100, 75), Unit(100, 75), Unit(50, 75)], 0.125 + 0.04),
        ([Unit(100, 75), Unit(100, 75), Unit(50, 75, kind="warning")], 0.125 - 0.08),
        ([Unit(100, 75), Unit(100, 75), Unit(50, 75, kind="questions", opens=False)], 0.125 + 0.04 + 0.12),
        ([Unit(100, 75), Unit(100, 75, opens=False), Unit(100, 75)], 0.12 + 0.04),
        ([Unit(50, 75), Unit(50, 75, wished=True), Unit(100, 75), Unit(100, 75)], 0.25 + 0.04),
        ([Unit(100, 75), Unit(100, 75)], 0.9),
        ([Unit(100, 75)], 1.8),
        ([], 2.7),
        ([Unit(100.1, 75)], None),
        ([Unit(60, 75)] * 4, None),
        ([Unit(80, 75), Unit(0, 75, (10.0, 10.0)), Unit(100, 75), Unit(100, 75)], 0.04),
        ([Unit(50, 150), Unit(100, 75), Unit(100, 75)], 0.04),
    ],
)
def test_a_sharing_costs_what_the_table_says(units: list[Unit], expected: float | None) -> None:
    assert cost(*units) == (None if expected is None else pytest.approx(expected))


def test_what_is_fixed_at_the_foot_of_a_panel_grows_with_the_type() -> None:
    foot = (Room(ROOM, 75, foot=20 / balance.SAFE, last=True),)
    assert cost(Unit(80, 75), panels=foot) == 0.04
    larger = balance.share([Unit(40, 75)], foot, 12, 14, 0, math.inf)
    assert larger is not None
    assert larger.rooms[0] == pytest.approx(100 - 20 * (14 / 12) ** 1.0)
    assert larger.used[0] == pytest.approx(40 * (14 / 12) ** 1.9)


def test_space_shrinks_before_pictures_and_pictures_before_text() -> None:
    def found(text: float, *pictures: float) -> tuple[float, float, float] | None:
        shared = balance.plan([Unit(text, 75, pictures), Unit(0, 75)], (Room(ROOM, 75, last=True),), 12, SIZES)
        return None if shared is None else (shared.gap, shared.limit, shared.size)

    assert found(50) == (1, math.inf, 14)
    assert found(80) == (1, math.inf, 13.0)
    assert found(94) == (1, math.inf, 12)
    assert found(95) == (0.75, math.inf, 12)
    assert found(40, 60) == (1, 50, 12.4)
    assert found(70, 30) is None


def test_the_last_panel_is_left_to_be_written_on_if_the_inner_ones_hold_the_text_easily() -> None:
    units = [Unit(20, 75)] * 4
    shared = balance.plan(units, THREE, 12, SIZES)
    assert shared is not None
    assert (shared.starts, shared.size, shared.used[2]) == ((0, 2), 14, 0)
    assert len(shared.used) == len(shared.rooms) == 3
    more = balance.plan([*units, Unit(20, 75)], THREE, 12, SIZES)
    assert more is not None
    assert len(more.starts) == 3
    tall = [Unit(34, 75), Unit(67, 75, opens=False), Unit(34, 75, opens=False)]
    assert balance.reserves(tall, THREE, 1, balance.gap(1, 12))
    apart = balance.plan(tall, THREE, 12, [12])
    assert apart is not None
    assert apart.starts == (0, 1, 2), "only if the others have room for every unit"
    one = balance.plan([Unit(10, 75)], (THREE[2],), 12, SIZES)
    assert one is not None
    assert one.starts == (0,)


def test_blocks_stand_further_apart_as_far_as_the_fullest_panel_allows() -> None:
    line = balance.gap(1, 12)
    roomy = balance.share([Unit(20, 75)] * 4, THREE[:2], 12, 12, 1, math.inf)
    assert roomy is not None
    assert balance.further(roomy, [Unit(20, 75)] * 4) == 1.35
    units = [Unit(48, 75), Unit(48 - line, 75), Unit(40, 75), Unit(40, 75)]
    tight = balance.share(units, THREE[:2], 12, 12, 1, math.inf)
    assert tight is not None
    assert tight.starts == (0, 2)
    assert balance.further(tight, units) == math.floor((1 + 2 / line) * 100) / 100


def test_words_that_are_missing_are_told_in_tens() -> None:
    assert balance.missing(120, 0.3) == 220
    assert balance.missing(75, 0.54) == 40
    assert balance.missing(2, 0.8) == 10
    units = [Unit(30, 75), Unit(30, 75)]
    between = balance.gap(1, 12)
    assert balance.fullness(units, THREE, 1, between) == pytest.approx((60 + between) / 300)


@given(units=UNITS, panels=PANELS)
def test_a_plan_neither_loses_nor_reorders_a_unit_nor_overfills_a_panel(units: list[Unit], panels: list[Room]) -> None:
    shared = balance.plan(units, panels, 12, SIZES)
    if shared is None:
        return
    runs = [shared.run(number, units) for number in range(len(panels))]
    assert [unit for run in runs for unit in run] == units
    assert all(run for run in runs[: len(shared.starts)]), "empty panels stand at the end"
    assert list(shared.starts) == sorted(set(shared.starts))
    assert shared.starts[:1] == ((0,) if units else ())
    assert len(shared.used) == len(shared.rooms) == len(panels)
    assert min(shared.spare) >= -1e-9
    assert 12 <= shared.size <= 14
    between = balance.gap(shared.gap, shared.size)
    for run, used, panel in zip(runs, shared.used, panels, strict=True):
        tall = balance.height(run, panel.width, shared.size / 12, between, shared.limit)
        assert used == pytest.approx(tall)
    assert shared.gap <= balance.further(shared, units) <= max(balance.WIDEST, shared.gap)


@given(units=UNITS, panels=PANELS, moved=st.data())
def test_no_other_sharing_costs_less(units: list[Unit], panels: list[Room], moved: st.DataObject) -> None:
    shared = balance.share(units, panels, 12, 12, 1, math.inf)
    if shared is None or len(shared.starts) < 2:
        return
    at = moved.draw(st.integers(1, len(shared.starts) - 1))
    starts = list(shared.starts)
    starts[at] += moved.draw(st.sampled_from([-1, 1]))
    begins = [*starts, len(units)]
    if any(end <= begin for begin, end in pairwise(begins)):
        return
    total = balance.EMPTY * (len(panels) - len(starts))
    for panel, room, (begin, end) in zip(panels, shared.rooms, pairwise(begins), strict=False):
        used = balance.height(units[begin:end], panel.width, 1, balance.gap(1, 12))
        if used > room:
            return
        total += balance._cost(units[begin:end], used / room, panel)
    assert total >= shared.cost - 1e-9


def test_type_shrinks_where_that_fills_inner_panels_evenly() -> None:
    """At 14 pt the second panel holds one unit, and is less than half full; a little smaller it holds two."""
    units = [Unit(text, 75) for text in (70, 30, 45, 20)]
    largest = balance.share(units, THREE, 12, 14, 1, math.inf)
    assert largest is not None and largest.starts == (0, 1, 2)
    shared = balance.plan(units, THREE, 12, SIZES)
    assert shared is not None
    assert (shared.starts, shared.size) == ((0, 1, 3), 13.4)
    alone = balance.plan([Unit(70, 75), Unit(30, 75), Unit(90, 75)], THREE, 12, SIZES)
    assert alone is not None and alone.size == 12.6, "but not where it does not"


@pytest.mark.parametrize(
    ("limit", "spare", "expected"),
    [
        (math.inf, 26, (67.0, 17.0)),
        (50, 26, (67.0, 17.0)),
        (32, 26, (49.0, 17.0)),
        (32, 200, (75.0, 43.0)),
        (32, 10, None),
    ],
)
def test_a_photo_grows_from_the_height_that_it_is_planned_with(
    limit: float, spare: float, expected: tuple[float, float] | None
) -> None:
    """One that is made low so that all fits has what is over to grow into, and not what it was before as well."""
    photo = Element("img", {"data-grows": "75"})
    plate = Plate(photo, 0, 0, 75, 50)
    piece = Portion(Unit(60, 75, (50.0,)), Element("section", {"data-unit": "3"}), (), (plate,))
    grown = spending.grow([piece], Room(186, 75), spare, limit)
    assert (grown and (float(grown[0].split("height: ")[1].split("mm")[0]), grown[1])) == expected
