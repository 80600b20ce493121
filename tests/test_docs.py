"""The documents stay true: what they name exists, and the diagram of an order's life is the program's own."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.orders.lifecycle import FINAL, LEGAL
from core.orders.model import OrderStatus

CHECKOUT = Path(__file__).parent.parent
DOCUMENTS = [
    CHECKOUT / "README.md",
    CHECKOUT / "CONTRIBUTING.md",
    CHECKOUT / "CHANGELOG.md",
    *sorted((CHECKOUT / "docs").rglob("*.md")),
]
FOLDERS = "bot|core|adapters|storage|migrations|tests|docs|requirements"
# `core/relay.py`, `core/relay.py:Relay.run`, `bot/present/`; a word in <angle brackets> stands for any name.
NAMED = re.compile(rf"(?<![\w/.])((?:{FOLDERS})/[\w./-]*\w/?)(?::([A-Za-z_][\w.]*))?(?![\w<])")
LINKED = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)")
CODE = re.compile(r"`([^`\n]+)`")


def lifecycle_diagram() -> str:
    """The table of legal moves as a mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {OrderStatus.PLANNED}"]
    for was in OrderStatus:
        lines += [f"    {was} --> {now}" for now in OrderStatus if now in LEGAL[was]]
    lines += [f"    {status} --> [*]" for status in OrderStatus if status in FINAL]
    return "\n".join(lines)


def named(text: str) -> Iterator[tuple[str, str]]:
    """Every path in the text's code spans, and the name behind its colon."""
    for span in CODE.findall(text):
        for match in NAMED.finditer(span):
            yield match[1], match[2] or ""


def defines(source: str, dotted: str) -> bool:
    """Whether `Relay.run` or `COMMANDS` is defined in this source."""
    body = ast.parse(source).body
    for name in dotted.split("."):
        found = next((node for node in body if name in names_of(node)), None)
        if found is None:
            return False
        body = found.body if isinstance(found, ast.ClassDef) else []
    return True


def names_of(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Assign):
        return {target.id for target in node.targets if isinstance(target, ast.Name)}
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return {node.target.id}
    return set()


def missing(text: str) -> list[str]:
    """Names in the text that the checkout does not have."""
    found = []
    for path, name in named(text):
        file = CHECKOUT / path
        if not (file.is_dir() if path.endswith("/") else file.exists()):
            found.append(path)
        elif name and not defines(file.read_text(encoding="utf-8"), name):
            found.append(f"{path}:{name}")
    return found


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(document: Path) -> list[str]:
    found = []
    for target, anchor in LINKED.findall(document.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        file = document.parent / target if target else document
        if not file.exists() or (anchor and anchor not in anchors(file)):
            found.append(f"{target}#{anchor}")
    return found


def test_the_diagram_is_the_lifecycle_table():
    text = (CHECKOUT / "docs" / "architecture.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```mermaid\n(.*?)\n```", text, re.DOTALL)

    assert blocks == [lifecycle_diagram()], f"put this into docs/architecture.md:\n{lifecycle_diagram()}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_what_a_document_names_exists(document: Path):
    assert missing(document.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_what_a_document_links_to_exists(document: Path):
    assert broken_links(document) == []


def test_every_fault_point_is_in_the_table_of_kills():
    text = (CHECKOUT / "docs" / "architecture.md").read_text(encoding="utf-8")
    sources = [path for folder in ("core", "adapters", "bot") for path in (CHECKOUT / folder).rglob("*.py")]
    points = {
        point
        for path in sources
        for point in re.findall(r'faultpoint\("([a-z.]+)"\)', path.read_text(encoding="utf-8"))
    }

    told = {point for point in points if f"`{point}`" in text}

    assert points - told - {"lease.lapsed"} == set()  # that one lies within recovery itself


def test_decisions_are_short_and_numbered():
    records = sorted((CHECKOUT / "docs" / "decisions").glob("*.md"))

    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    assert all(len(path.read_text(encoding="utf-8").splitlines()) < 50 for path in records)


@pytest.mark.parametrize(
    "planted", ["`core/nowhere.py`", "`core/relay.py:Nobody`", "`core/relay.py:Relay.fly`", "`bot/nowhere/`"]
)
def test_a_name_that_is_wrong_is_found(planted: str):
    assert missing(planted)
