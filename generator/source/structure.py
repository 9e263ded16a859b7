"""Turn validated data into frozen dataclasses. The only module that knows cattrs."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from generator.text import Text, same

_Record = TypeVar("_Record")


def _converter() -> Converter:
    converter = Converter()
    for kind in (date, datetime):
        # Values have their types already; cattrs need not look at them again.
        converter.register_structure_hook(kind, lambda value, _: value)
    converter.register_structure_hook(int | None, lambda value, _: value if isinstance(value, int) else None)
    converter.register_structure_hook_factory(is_dataclass, lambda cls: _renaming(cls, converter))
    text = _renaming(Text, converter)
    # Where the schema allows it, one string stands for the same words in every language.
    converter.register_structure_hook(
        Text, lambda value, cls: same(value) if isinstance(value, str) else text(value, cls)
    )
    return converter


def _renaming(cls: Any, converter: Converter) -> Any:
    """Return a structure function for a dataclass whose fields `not_` and `from_` are `not` and `from` in YAML."""
    renamed: dict[str, Any] = {
        f.name: override(rename=f.name[:-1]) for f in fields(cls) if f.name.endswith("_")
    }
    return make_dict_structure_fn(cls, converter, **renamed)


_CONVERTER = _converter()


def structure(data: Mapping[str, Any], cls: type[_Record]) -> _Record:
    """Return `data` as a `cls`. The data has been validated, so a failure here is our bug."""
    return _CONVERTER.structure(data, cls)
