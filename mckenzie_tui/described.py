"""The JSON Schema of a model, in which the docstring of each field is its description.

Pydantic would read the source of every model for that at each start of the program, and hardly any needs a schema.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

from pydantic import BaseModel


def json_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a model."""
    schema = model.model_json_schema()
    tables = {model.__name__: schema, **schema.get("$defs", {})}
    for part in _family(model):
        fields = tables.get(part.__name__, {}).get("properties", {})
        for name, told in _descriptions(part).items():
            if name in fields:
                fields[name].setdefault("description", told)
    return schema


def _family(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """All models that have their manners from where this one has them."""
    *_, manners = (parent for parent in model.__mro__ if issubclass(parent, BaseModel) and parent is not BaseModel)
    found = [manners]
    while found:
        part = found.pop()
        yield part
        found += part.__subclasses__()


def _descriptions(model: type[BaseModel]) -> dict[str, str]:
    """The docstrings of the fields of a model, and of those that it has from others."""
    found: dict[str, str] = {}
    for part in reversed(model.__mro__):
        module = inspect.getmodule(part)
        if issubclass(part, BaseModel) and part is not BaseModel and module is not None:
            found |= _docstrings(module).get(part.__name__, {})
    return found


@cache
def _docstrings(module: ModuleType) -> dict[str, dict[str, str]]:
    """The docstrings of the fields of each class of a module: the texts that stand below them."""
    found: dict[str, dict[str, str]] = {}
    for part in ast.parse(inspect.getsource(module)).body:
        if isinstance(part, ast.ClassDef):
            found[part.name] = {
                field.target.id: inspect.cleandoc(told.value.value)
                for field, told in zip(part.body, part.body[1:], strict=False)
                if isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(told, ast.Expr)
                and isinstance(told.value, ast.Constant)
                and isinstance(told.value.value, str)
            }
    return found
