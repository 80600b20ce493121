"""Posts rewritten so that what they say is known: about a hundred ways to write each trade once more.

A variant is a name, the new text, and what it has to say. Some leave the meaning alone (dress, case, talk around it,
separators, the order of lines, the language of its words), some change it in a known way (every price scaled, another
symbol, the side and the levels mirrored).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from core.market.listing import WORD_LIKE

Change = Callable[[str], str]
PRICE = re.compile(r"(?<![\w.,:/$#-])\$?(\d+(?:\.\d+)?)(?![\w,:%]|\.\d|/\d)")
BOLD = {ord("A") + at: 0x1D5D4 + at for at in range(26)} | {ord("a") + at: 0x1D5EE + at for at in range(26)}
WIDE = {ord("0") + at: 0xFF10 + at for at in range(10)}
TAG = re.compile(r"(<[^>\n]*>)|[^<]+")  # a platform's own tag has no bold letters
_COINS = ("SOL", "ADA", "AVAX", "DOGE", "LTC", "XRP", "1000PEPE")
_PAIRS = ("GBPUSD", "AUDCAD", "EURJPY", "NZDUSD")
_SHARES = ("NVDA", "AAPL", "AMD", "PLTR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a trade says, as far as money hangs on it. Prices exact."""

    base: str | None
    side: str | None
    entries: tuple[Decimal, ...]
    targets: tuple[Decimal, ...]
    stop: Decimal | None
    asset_class: str | None = None


def by_line(dress: Change) -> Change:
    """Every line dressed alike; empty ones stay empty."""
    return lambda text: "\n".join(dress(line) if line.strip() else line for line in text.split("\n"))


DRESSES: dict[str, Change] = {
    "windows": lambda text: text.replace("\n", "\r\n"),
    "spaced out": lambda text: text.replace("\n", "\n\n"),
    "indented": by_line(lambda line: f"   {line}  "),
    "bold": by_line(lambda line: f"**{line.strip()}**"),
    "burning": by_line(lambda line: f"🔥 {line} 🔥"),
    "arrows": by_line(lambda line: f"➡️ {line}"),
    "bullets": by_line(lambda line: f"• {line}"),
    "quoted": by_line(lambda line: f"> {line}"),
    "between rules": lambda text: f"━━━━━━━━━━\n{text}\n━━━━━━━━━━",
    "dashes": lambda text: f"--------\n{text}\n--------",
    "stars": lambda text: f"⭐️⭐️⭐️\n{text}",
    "mentioned": lambda text: f"<@&112233445566778899>\n{text}",
    "custom emoji": lambda text: f"<:bell:99887766554433> {text}",
    "everyone": lambda text: f"@everyone {text}",
    "invisible": lambda text: text.replace(" ", " \u200b"),
    "wide figures": lambda text: text.translate(WIDE),
    "bold letters": lambda text: TAG.sub(lambda part: part[1] or part[0].translate(BOLD), text),
    "soft spaces": lambda text: text.replace(": ", ":\u2009"),
    "wide spaces": lambda text: re.sub(r"(?<!\d) | (?!\d)", "  ", text),
    "link": lambda text: f"{text}\nhttps://example.org/chart/12345?x=60000",
    "tagged": lambda text: f"{text}\n#trading #signals",
}
TALK: dict[str, Change] = {
    "greeted": lambda text: f"Good morning everyone ☀️\n\n{text}",
    "gm": lambda text: f"gm team\n{text}",
    "new one": lambda text: f"New signal 👇\n{text}",
    "disclaimer": lambda text: f"{text}\n\nNot financial advice.",
    "dyor": lambda text: f"{text}\nDYOR, NFA 🙏",
    "risk": lambda text: f"{text}\n\nManage your risk.",
    "luck": lambda text: f"{text}\nGood luck!",
    "thanks": lambda text: f"{text}\n\nThanks for being here, friends ❤️",
    "members": lambda text: f"We have 1,250 members now!\n\n{text}",
}
_COLON = re.compile(r"(<[^>\n]*>)|(?<=[^\W\d_])\s*:\s*(?=[\d$])")


def separated(mark: str) -> Change:
    """The sign between a role and its number is another one."""
    return lambda text: _COLON.sub(lambda part: part[1] or mark, text)


SEPARATORS = {
    f"separator {mark!r}": separated(mark) for mark in (" ", ":", ": ", " : ", " = ", " - ", "  ", " @ ")
}
_WORDS = {
    "long": "long largo compra acheteur long long лонг лонг long 做多 ロング 롱 long لونج لانگ long",
    "short": "short corto venta vendeur short short шорт шорт short 做空 ショート 숏 short شورت شورت short",
    "entry": "entrada entrada entrada entrée einstieg ingresso вход вхід giriş 入场 エントリー 진입 entry الدخول ورود "
    "entry",
    "stop": "stop stop stop stop stopp stop стоп стоп stop 止损 損切り 손절 cắt_lỗ الوقف استاپ stop",
    "target": "objetivo objetivo alvo objectif ziel obiettivo цель ціль hedef 目标 利確 목표 mục_tiêu الهدف تارگت "
    "target",
}  # the columns are the languages below
_ENGLISH = {
    "long": r"long", "short": r"short", "entry": r"entry|entries", "stop": r"stop[ -]?loss|stop|sl",
    "target": r"targets?|tp|take[ -]?profits?",
}  # fmt: skip
_TWO_WORDS = re.compile(r"<:|(?:stop|entry|exit) targets?|(?:buy|sell) stop", re.IGNORECASE)
LANGUAGES = "es1 es2 pt fr de it ru uk tr zh ja ko vi ar fa hi".split()


def translated(place: int) -> Change:
    """The words for roles and sides in another language, the rest as it was."""

    def change(text: str) -> str:
        if _TWO_WORDS.search(text):
            return text
        for english, pattern in _ENGLISH.items():
            word = _WORDS[english].split(" ")[place].replace("_", " ")
            text = re.sub(rf"(?<![\w#$/])(?:{pattern})(?![\w/])", word, text, flags=re.IGNORECASE)
        return text

    return change


def variants(text: str, said: Said) -> Iterator[tuple[str, str, Said]]:
    """Every rewriting that fits this post, each with what it says."""
    plain = {
        **DRESSES,
        **TALK,
        **SEPARATORS,
        **{f"in {LANGUAGES[at]}": translated(at) for at in range(len(LANGUAGES))},
    }
    if said.base and said.base not in WORD_LIKE and len(said.base) > 2:
        plain |= {"lower case": str.lower, "upper case": str.upper}
    plain |= {f"order {number}": change for number, change in enumerate(orders(text))}
    made: dict[str, tuple[str, Said]] = {name: (change(text), said) for name, change in plain.items()}
    made |= dict(changed(text, said))
    yield from ((name, new, meant) for name, (new, meant) in made.items() if new != text)
    dresses = [*DRESSES.items(), *TALK.items()]
    for number, (name, (new, meant)) in enumerate(list(made.items())):
        for shift in (0, 11):
            dress, change = dresses[(number + shift) % len(dresses)]
            if name != dress and new != text and change(new) != new:
                yield f"{name}, {dress}", change(new), meant


def changed(text: str, said: Said) -> Iterator[tuple[str, tuple[str, Said]]]:
    """Rewritings that change what is said: prices scaled, another symbol, the mirrored trade."""
    if are_plain(text, said):
        for power in (-3, -2, -1, 1, 2):
            yield f"scaled {power}", (scaled(text, said, power), scaled_label(said, power))
        turned = mirrored(text, said)
        if turned is not None:
            yield "mirrored", turned
    yield from swapped(text, said)


def levels(said: Said) -> set[Decimal]:
    """Every price of a trade."""
    return {*said.entries, *said.targets, *([said.stop] if said.stop is not None else [])}


def are_plain(text: str, said: Said) -> bool:
    """Whether each level stands in the text in plain figures, and no other number has the value of one."""
    found = [Decimal(number) for number in PRICE.findall(text)]
    count = sum(value in levels(said) for value in found)
    wanted = len(said.entries) + len(said.targets) + (said.stop is not None)
    return (
        bool(levels(said)) and count == wanted and all(value > 20 or value in levels(said) for value in found)
    )


def scaled(text: str, said: Said, power: int) -> str:
    """Every level times ten to the power."""

    def one(match: re.Match[str]) -> str:
        value = Decimal(match[1])
        if value not in levels(said):
            return match[0]
        return match[0].replace(match[1], written(value.scaleb(power)))

    return PRICE.sub(one, text)


def scaled_label(said: Said, power: int) -> Said:
    """What the scaled post says."""
    return replace(
        said,
        entries=tuple(each.scaleb(power) for each in said.entries),
        targets=tuple(each.scaleb(power) for each in said.targets),
        stop=None if said.stop is None else said.stop.scaleb(power),
    )


def mirrored(text: str, said: Said) -> tuple[str, Said] | None:
    """The opposite trade: sides exchanged, and each level as far beyond the entry as it was before it."""
    if len(said.entries) != 1 or said.side not in ("long", "short"):
        return None
    centre = said.entries[0] * 2
    if any(centre - each <= 0 for each in levels(said)):
        return None
    sides = {
        "long": "short",
        "short": "long",
        "buy": "sell",
        "sell": "buy",
        "above": "below",
        "below": "above",
    }
    told = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
    if sum(word in sides for word in told) != 1:
        return None  # another word for the side, or one that also labels a price

    def turn(match: re.Match[str]) -> str:
        word = sides[match[0].casefold()]
        return word.upper() if match[0].isupper() else word

    def reflect(match: re.Match[str]) -> str:
        value = Decimal(match[1])
        return match[0].replace(match[1], written(centre - value)) if value in levels(said) else match[0]

    turned = re.sub(r"\b(?:long|short|buy|sell|above|below)\b", turn, text, flags=re.IGNORECASE)
    if turned == text:
        return None
    meant = replace(
        said,
        side=sides[said.side],
        targets=tuple(centre - each for each in said.targets),
        stop=None if said.stop is None else centre - said.stop,
    )
    return PRICE.sub(reflect, turned), meant


def swapped(text: str, said: Said) -> Iterator[tuple[str, tuple[str, Said]]]:
    """The same trade in another instrument of its class, where what it costs does not tell what a point means."""
    if said.base is None or said.asset_class not in ("crypto", "stock"):
        return
    if _OPEN_POINT.search(text) and any(level >= _THOUSAND for level in levels(said)):
        return  # 61.500 is thousands of BTC, and no price of SOL
    pattern = re.compile(
        rf"(?<![A-Za-z0-9]){re.escape(said.base)}(?=(?:USDT|USDC|USD)?(?![A-Za-z0-9]))", re.IGNORECASE
    )
    if len(pattern.findall(text)) != 1:
        return
    names = _COINS if said.asset_class == "crypto" else _SHARES
    for name in names:
        if name != said.base:
            yield f"in {name}", (pattern.sub(name, text), replace(said, base=name))


_OPEN_POINT = re.compile(r"\d\.\d{3}(?!\d)")
_THOUSAND = Decimal(1000)
_STOP_LINE = re.compile(r"^\W*(?:stop|sl|stop[ -]?loss|стоп|止损|zarar|الوقف)\b", re.IGNORECASE)
_TARGET_LINE = re.compile(r"^\W*(?:tp|target|take|тейк|цел|hedef|alvo|objetivo|ziel)", re.IGNORECASE)


def orders(text: str) -> list[Change]:
    """The line of the stop above the targets, at the end, or right behind the first line."""
    rows = text.split("\n")
    stops = [at for at, row in enumerate(rows) if _STOP_LINE.match(row) and re.search(r"\d", row)]
    targets = [at for at, row in enumerate(rows) if _TARGET_LINE.match(row) and re.search(r"\d", row)]
    if len(stops) != 1 or not targets or len(rows) < 3:
        return []
    rest = [row for at, row in enumerate(rows) if at != stops[0]]
    first = min(targets) - (stops[0] < min(targets))
    moved = ["\n".join([*rest[:at], rows[stops[0]], *rest[at:]]) for at in sorted({first, len(rest), 1})]
    return [partial(_always, new) for new in moved]


def _always(new: str, _: str) -> str:
    return new


def written(value: Decimal) -> str:
    """A price in plain figures."""
    text = format(value.normalize(), "f")
    return text if "." in text or value != value.to_integral_value() else str(int(value))
