"""The situations of a case in which a statement holds."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class When:
    """The contexts in which something holds; an empty one holds always."""

    fulfilment: tuple[str, ...] = ()
    brand: tuple[str, ...] = ()
    enforcement: tuple[str, ...] = ()
    round: tuple[str, ...] = ()

    def holds(self, context: Mapping[str, str]) -> bool:
        """Tell whether every condition that is set is met."""
        return all(not wanted or context[name] in wanted for name, wanted in vars(self).items())


ALWAYS = When()
"""The situations of what holds in all of them."""
