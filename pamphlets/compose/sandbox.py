"""Turns templates into text by a count of what they do: one that would never end, or fill the memory, ends early.

No clock is asked, so that a template ends at the same place everywhere. What is counted: each round of a loop, each
macro and branch, each letter that is put out, joined or handed on, and what an operation that multiplies could make.
Read in Jinja 3.1.6: `CodeGenerator` with its `blockvisit` and `visit_…`, `code_generator_class`, `call_binop`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import cast

from jinja2 import BaseLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST = 200_000_000
"""What rendering one template may cost, in letters: a long page costs a hundredth of it."""
STEP, CALL, ITEM = 100, 500, 50
"""What a round of a loop, a call and a value in a list cost: about as long as so many letters take."""
_MULTIPLYING = frozenset({
    "batch", "center", "expandtabs", "format", "format_map", "indent", "join", "ljust", "replace", "rjust", "round",
    "slice", "sum", "to_bytes", "tojson", "translate", "wordwrap", "zfill",
})  # fmt: skip
"""Filters and methods whose result may be as large as the product of what they are given."""
_Function = Callable[..., object]
_SLOW = frozenset({"pprint", "striptags", "title", "tojson", "urlencode", "urlize", "wordcount", "wordwrap"})
"""Filters that take longer over each letter."""
_spent: ContextVar[list[int]] = ContextVar("spent")


class Endless(SecurityError):
    """A template takes more than it may."""


class _Counting(CodeGenerator):
    """Compiles templates so that they count what they do."""

    def blockvisit(self, nodes_: Iterable[nodes.Node], frame: Frame) -> None:
        """Count each time that the body of a loop, macro, branch or block is run, with the text that stands in it."""
        body = list(nodes_)
        data = (part for node in body if isinstance(node, nodes.Output) for part in node.nodes)
        letters = sum(len(part.data) for part in data if isinstance(part, nodes.TemplateData))
        self.writeline(f"environment.count({STEP + letters})")
        super().blockvisit(body, frame)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        """Count the rounds that a loop's condition leaves out, too."""
        if node.test:
            node.test = nodes.And(_call("count", nodes.Const(STEP)), node.test)
        super().visit_For(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """Count what is joined."""
        node.nodes = [_call("weigh", part) for part in node.nodes]
        super().visit_Concat(node, frame)

    def visit_List(self, node: nodes.List, frame: Frame) -> None:
        """Count what a list holds: a list of lists of lists doubles with each level."""
        node.items = [_call("weigh", part) for part in node.items]
        super().visit_List(node, frame)

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:
        """Count what a tuple holds."""
        if node.ctx == "load":
            node.items = [_call("weigh", part) for part in node.items]
        super().visit_Tuple(node, frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:
        """Count what a mapping holds."""
        for pair in node.items:
            pair.value = _call("weigh", pair.value)
        super().visit_Dict(node, frame)

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:
        """Count what is compared."""
        node.expr = _call("weigh", node.expr)
        for operand in node.ops:
            operand.expr = _call("weigh", operand.expr)
        super().visit_Compare(node, frame)


def _call(name: str, argument: nodes.Expr) -> nodes.Call:
    call = nodes.Call(nodes.EnvironmentAttribute(name), [argument], [], None, None)
    call.set_lineno(argument.lineno)
    return call


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with a count, and without what is not the same each time."""

    code_generator_class = _Counting
    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(self, loader: BaseLoader | None = None, most: float = MOST) -> None:
        super().__init__(
            loader=loader,
            autoescape=lambda name: not (name or "").endswith((".css", ".txt", ".js")),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=self.weigh,
        )
        self.most = most
        self.globals.pop("lipsum")
        self.filters.pop("random")
        self.filters = {name: self._meter(name, cast(_Function, one)) for name, one in self.filters.items()}
        self.tests = {name: self._meter(name, cast(_Function, one)) for name, one in self.tests.items()}

    @contextmanager
    def budget(self) -> Iterator[None]:
        """Begin a count, which ends with this."""
        token = _spent.set([0])
        try:
            yield
        finally:
            _spent.reset(token)

    def count(self, cost: int) -> bool:
        """Add to the count; raise Endless if it is too high."""
        spent = _spent.get()
        if spent[0] + cost > self.most:  # not added: Jinja tries what is constant, and then tries it again in its place
            raise Endless("the template does not end: it repeats or doubles something too often")
        spent[0] += cost
        return True

    def weigh(self, value: object) -> object:
        """Return a value, and count how large it is."""
        self.count(_extent(value))
        return value

    def call(__self, __context: Context, __obj: _Function, *args: object, **kwargs: object) -> object:
        """Call something from a template, and count what it is given and what comes back."""
        if getattr(__obj, "__self__", None) is __self:
            return __obj(*args)
        method = getattr(__obj, "__wrapped__", __obj)
        owner = getattr(method, "__self__", None)
        own = (owner,) if isinstance(owner, str | bytes | int) else ()
        __self.count(CALL)
        __self._count_call(getattr(method, "__name__", "") if own else "", (*own, *args, *kwargs.values()))
        return __self.weigh(super().call(__context, __obj, *args, **kwargs))

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Count what an operator could make, then make it."""
        if operator in ("*", "**") and isinstance(left, int) and isinstance(right, int):
            more = 10 * max(0, right) if operator == "**" else right.bit_length() // 8
            self.count((left.bit_length() if operator == "**" else left.bit_length() // 8) * more)
        elif operator == "*" or (operator == "%" and isinstance(left, str)):
            self.count(_product(operator, (left, right)))
        else:
            self.count(_extent(left) + _extent(right))
        return super().call_binop(context, operator, left, right)

    def _meter(self, name: str, function: _Function) -> _Function:
        @wraps(function)
        def count_it(*args: object, **kwargs: object) -> object:
            self._count_call(name, (*args, *kwargs.values()))
            return self.weigh(function(*args, **kwargs))

        return count_it

    def _count_call(self, name: str, given: tuple[object, ...]) -> None:
        cost = _product(name, given) if name in _MULTIPLYING else sum(map(_extent, given))
        self.count(STEP + cost * (20 if name in _SLOW else 1))


def _product(name: str, given: tuple[object, ...]) -> int:
    """Return how large at most a thing is that is made of these by repeating one as often as another says."""
    sizes = [max(abs(value), _extent(value)) if isinstance(value, int) else _extent(value) for value in given]
    for value in given:
        if name in ("%", "format", "format_map", "sum"):
            sizes += [int(digits[:20]) for digits in re.findall(r"\d+", value)] if isinstance(value, str) else []
            sizes += [abs(one) for one in _items(value) if isinstance(one, int)]
    if name == "sum" and len(given) > 1:
        sizes.append(max(sizes))
    first, second, *_ = sorted([*sizes, 1, 1], reverse=True)
    return first * second


def _items(value: object) -> tuple[object, ...]:
    if isinstance(value, dict):
        return (*value, *value.values())
    return tuple(value) if isinstance(value, list | tuple | set | frozenset) else ()


def _extent(value: object, known: dict[int, int] | None = None) -> int:
    """Return about how many letters a value would have if it were written out: what is in it twice counts twice."""
    if isinstance(value, str | bytes | range):
        return 1 + len(value)
    if isinstance(value, int):
        return 1 + value.bit_length() // 3
    if not (items := _items(value)):
        return 1
    known = {} if known is None else known
    if id(value) not in known:
        known[id(value)] = 1 + sum(ITEM + _extent(item, known) for item in items)
    return known[id(value)]
