"""Templates that an operator may write: a folder in; an environment where none can break out, run for ever or fill the memory out.

Jinja's sandbox keeps templates from Python's insides (https://jinja.palletsprojects.com/en/stable/sandbox/), but not from looping. So every
step of a loop and every call is counted, and a render that takes more than `MOST_STEPS` of them fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined, nodes
from jinja2.exceptions import SecurityError, TemplateError, TemplateRuntimeError, TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_STEPS = 200_000  # of loops and calls in one render; the longest digest of ours takes some thousands
MOST_COPIES = 1_000  # of a text that a template multiplies

_steps: ContextVar[list[int]] = ContextVar("steps")


def _step() -> None:
    left = _steps.get()
    left[0] -= 1
    if left[0] < 0:
        raise SecurityError(f"the template takes more than {MOST_STEPS} steps")


def _counted(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        _step()
        yield item


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with a bound on what one render does."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def _generate(self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False) -> str:
        """Have every loop counted; a loop that calls itself could not be."""
        for loop in source.find_all(nodes.For):
            if loop.recursive:
                raise TemplateSyntaxError("recursive loops are not allowed", loop.lineno, name, filename)
            loop.iter = nodes.Filter(loop.iter, "counted", [], [], None, None, lineno=loop.lineno)
        return str(super()._generate(source, name, filename, defer_init))

    def call(self, context: Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Count a call: macros may call each other. A method of a text may not make it much longer."""
        _step()
        if isinstance(getattr(called, "__self__", None), str) and any(isinstance(given, int) and given > MOST_COPIES for given in args):
            raise SecurityError(f"numbers above {MOST_COPIES} are not allowed here")
        return super().call(context, called, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply and format numbers only; a text at most `MOST_COPIES` times."""
        texts = any(isinstance(side, str | list | tuple) for side in (left, right))
        small = all(not isinstance(side, int) or abs(side) <= MOST_COPIES for side in (left, right))
        if (operator == "*" and texts and not small) or (operator == "%" and texts) or operator == "**":
            raise SecurityError(f"{operator} is not allowed here")
        return super().call_binop(context, operator, left, right)


def bounded_environment(folder: Path | None) -> BoundedEnvironment:
    """The environment of digests: a template in `folder` goes before ours of the same name."""
    own = PackageLoader("briefings.rendering")
    loader = ChoiceLoader([FileSystemLoader(folder), own]) if folder else own
    environment = BoundedEnvironment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
    )
    environment.filters["counted"] = _counted
    for name in ("center", "format", "indent"):  # they make a text as long as somebody says
        environment.filters.pop(name)
    return environment


def bounded_render(environment: BoundedEnvironment, names: list[str], values: dict[str, object]) -> str:
    """The first template of `names` that there is, rendered. Raises jinja2.TemplateError, also for one that takes too many steps."""
    before = _steps.set([MOST_STEPS])
    try:
        return environment.select_template(names).render(values)
    except TemplateError:
        raise
    except RecursionError:
        raise SecurityError("the template calls itself without end") from None
    except Exception as error:  # whatever a template does with values: it is the template's fault, and told as such
        raise TemplateRuntimeError(f"{type(error).__name__}: {error}") from error
    finally:
        _steps.reset(before)
