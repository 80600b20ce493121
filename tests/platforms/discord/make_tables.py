"""Make `tables.py` from Discord's own description of its REST interface (discord/discord-api-spec, OpenAPI 3.1).

`python -m tests.platforms.discord.make_tables openapi.json`, when Discord publishes a new one. Only what a request
may hold is kept, and of the bodies only those of the routes that the local server answers.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from pathlib import Path
from typing import Any

from tests.platforms.discord.server import Discord

Spec = dict[str, Any]
WIDTH = 108
BOUNDS = (
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
    ("minimum", "maximum"),
)
# A bound of these sizes bounds nothing: it is the greatest number, or the longest body.
BOUNDLESS = 100_000
PLAIN = {"string": "text", "integer": "int", "number": "number", "boolean": "bool", "object": "any"}
TAIL = re.compile(r"( -?\d*\.\.\d*)?( =\S+)?$")
METHODS = ("get", "put", "post", "patch", "delete")


class Tables:
    """The notation of `tables.py`, made from one description."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.schemas: Spec = spec["components"]["schemas"]
        self.shapes: dict[str, str] = {}

    def routes(self) -> list[str]:
        """`METHOD /path?query,names`, one a line."""
        lines = []
        for path, operations in self.spec["paths"].items():
            for method in METHODS:
                if method in operations:
                    asked = operations[method].get("parameters", []) + operations.get("parameters", [])
                    names = sorted(one["name"] for one in asked if one["in"] == "query")
                    lines.append(f"{method.upper()} {path}" + (f"?{','.join(names)}" if names else ""))
        return lines

    def bodies(self, served: set[tuple[str, str]]) -> list[str]:
        """`METHOD /path: what its body is`, of the routes that are served."""
        lines = []
        for method, path in sorted(served, key=lambda one: (one[1], one[0])):
            body = self.spec["paths"][path][method.lower()].get("requestBody")
            if body is not None:
                schema = next(iter(body["content"].values()))["schema"]
                lines.append(f"{method} {path}: {self.kind(schema)}")
        return lines

    def kind(self, schema: Spec) -> str:
        """One value: `kind`, `?` when it may be null, then bounds and choices."""
        if "$ref" in schema:
            return self._named(schema["$ref"].rsplit("/", 1)[-1])
        for word in ("oneOf", "anyOf"):
            if word in schema and "type" not in schema:
                return self._union(schema[word])
        names = schema.get("type", "object")
        names = [names] if isinstance(names, str) else list(names)
        null = "?" if "null" in names else ""
        name = next(one for one in names if one != "null")
        if name == "array":
            return f"{self._item(schema['items'])}*{null}{_bounds(schema)}"
        if isinstance(schema.get("additionalProperties"), dict):
            return f"map{null}{_bounds(schema)}"
        choices = schema.get("enum") or [one["const"] for one in schema.get("oneOf", []) if "const" in one]
        among = f" ={','.join(str(one) for one in choices)}" if choices else ""
        return f"{PLAIN[name]}{null}{_bounds(schema)}{among}"

    def _item(self, schema: Spec) -> str:
        # Of a plain value in a list only its kind is kept.
        return _parts(self.kind(schema))[0].removesuffix("?")

    def _named(self, name: str) -> str:
        schema = self.schemas[name]
        if "properties" not in schema:
            return "snowflake" if name == "SnowflakeType" else self.kind(schema)
        if name not in self.shapes:
            self.shapes[name] = ""
            needed = schema.get("required", [])
            fields = [
                f"{field}{'!' if field in needed else ''} {self.kind(inner)}"
                for field, inner in schema["properties"].items()
            ]
            self.shapes[name] = "; ".join(fields)
        return name

    def _union(self, several: list[Spec]) -> str:
        null = "?" if {"type": "null"} in several else ""
        rest = [self.kind(one) for one in several if one != {"type": "null"}]
        parts = [_parts(one) for one in rest]
        heads = " | ".join(head.removesuffix("?") for head, _ in parts)
        return f"{heads}{null}{next((tail for _, tail in parts if tail), '')}"


def _parts(kind: str) -> tuple[str, str]:
    """What it is, and then its bounds and choices."""
    found = TAIL.search(kind)
    assert found is not None
    return kind[: found.start()], found.group()


def _bounds(schema: Spec) -> str:
    for low, high in BOUNDS:
        least, most = schema.get(low), schema.get(high)
        if isinstance(least, int) and abs(least) > BOUNDLESS:
            least = None
        if isinstance(most, int) and most > BOUNDLESS and most != 0xFFFFFF:
            most = None
        if least is not None or most is not None:
            return f" {'' if least is None else least}..{'' if most is None else most}"
    return ""


def _block(name: str, lines: list[str]) -> str:
    wrapped = [
        part
        for line in lines
        for part in textwrap.wrap(
            line, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
        )
    ]
    return f'{name} = """\n' + "\n".join(wrapped) + '\n"""\n'


def main(path: str) -> None:
    """Write `tables.py` anew."""
    tables = Tables(json.loads(Path(path).read_text(encoding="utf-8")))
    server = Discord()
    served = {*server.rest.routes(), *server.interactions.routes()}
    bodies = tables.bodies(served)
    shapes = [f"{name}: {fields}" for name, fields in sorted(tables.shapes.items())]
    text = '"""Made by `make_tables.py` from Discord\'s own description; not to be changed by hand."""\n\n'
    text += "# METHOD /path?names of the query\n" + _block("ROUTES", tables.routes())
    text += "\n# METHOD /path: kind of the body\n" + _block("BODIES", bodies)
    text += "\n# Shape: field, `!` when it must be there, kind, `?` when it may be null, bounds, =choices\n"
    text += _block("SHAPES", shapes)
    Path(__file__).with_name("tables.py").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
