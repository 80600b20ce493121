"""`bellwether parse`: line by line, `id` first, exact numbers."""

from __future__ import annotations

import io
import json
from typing import Any

from bot.parse import main


def answers(text: str, prices: dict[str, str] | None = None) -> list[dict[str, Any]]:
    out = io.StringIO()
    assert main(io.StringIO(text), out, prices or {}) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_answers_one_plain_post():
    (answer,) = answers("LONG BTC/USDT entry 60000\nsl 58500\ntp 61500 63000")

    assert next(iter(answer)) == "id"
    assert (answer["kind"], answer["tier"], answer["order_type"]) == ("open", "auto", "limit")
    assert (answer["entries"], answer["stop"], answer["targets"]) == (["60000"], "58500", ["61500", "63000"])


def test_answers_each_line_with_its_id():
    lines = [{"id": "a", "text": "gm"}, {"id": 7, "text": "SL to BE", "reply_to": "LONG ETH 3000"}]

    first, second = answers("\n".join(map(json.dumps, lines)))

    assert (first["id"], first["kind"], first["tier"]) == ("a", None, "ignore")
    assert (second["id"], second["kind"], second["actions"]) == (7, "update", [{"do": "breakeven"}])


def test_says_that_rules_needing_a_price_were_left_out():
    post = "LONG SOL/USDT entry 142 sl 138 tp 150"

    assert "no_price" in answers(post)[0]["reasons"]
    assert "no_price" not in answers(post, {"SOL/USDT": "142"})[0]["reasons"]


def test_several_trades_are_items():
    (answer,) = answers("LONG ETH 3000 sl 2900 tp 3200\n\nSHORT SOL 150 sl 155 tp 140")

    assert answer["kind"] == "multi"
    assert [item["base"] for item in answer["items"]] == ["ETH", "SOL"]


def test_a_line_that_is_no_post_is_answered_and_counts_as_wrong_use():
    out = io.StringIO()

    assert main(io.StringIO('{"id": 1, "text": "gm"}\n{"id": 2\n'), out, {}) == 2
    assert len(out.getvalue().splitlines()) == 2


def test_each_answer_is_written_before_the_next_line_is_asked_for():
    seen: list[str] = []
    out = io.StringIO()

    class Source(io.StringIO):
        def readline(self, *args):
            seen.append(out.getvalue())
            return super().readline(*args)

    main(Source('{"id": 1, "text": "gm"}\n{"id": 2, "text": "gn"}\n'), out, {})

    assert '"id": 1' in seen[1]
