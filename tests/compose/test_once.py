"""What is told once of a value is told of no other."""

from dataclasses import dataclass, replace

from pamphlets.model import Block, Condition, Location, Wording, tell


def test_a_value_that_differs_tells_of_itself() -> None:
    block = Block("a", "", None, (), (), Condition(), Location("content/a.md"))
    told = repr(block)
    assert repr(replace(block, id="b")) == told.replace("id='a'", "id='b'")
    assert repr(block) is repr(block)


def test_many_values_tell_of_themselves() -> None:
    """Their identities come again when they are gone; and no more are kept than fit."""

    @dataclass(frozen=True)
    class Number:
        value: int

    assert all(tell(Number(n), lambda one: str(one.value)) == str(n) for n in range(3_000))


def test_words_are_told_as_a_tuple_is() -> None:
    assert repr(Wording([("back", "Back")])) == "(('back', 'Back'),)"
    assert Wording([("back", "Back")]) == (("back", "Back"),)
