"""Refusals of connecting a broker: what is wrong with a key, and what to do."""

from __future__ import annotations

from bot.present.told import Step, Told

# broker: as people write it; name: as it is typed
AGAIN_THERE = Step("buttons.try_again", "me connect", {"broker": "{name}"})
SHOW_HOW = Step("buttons.show_me_how", "help", {"topic": "key"})
CONNECT_IT = Step("buttons.connect_it", "me connect", {"broker": "{name}"})
CHOOSE = Step("buttons.connect_another", "me connect")
BROKERS = Step("buttons.brokers", "me brokers")
HEALTH = Step("buttons.health", "admin health")

CONNECTING: dict[str, tuple[Told, ...]] = {
    "unsupported_broker": (Told("refusals.unsupported_broker", "typed choices", "", (CHOOSE,), "choices"),),
    "not_connected": (Told("refusals.not_connected", "broker name", "", (CONNECT_IT,)),),
    "nothing_connected": (Told("refusals.nothing_connected", "", "", (CHOOSE,)),),
    "which_broker": (Told("refusals.which_broker", "typed choices", "", (BROKERS,)),),
    "key_parts": (Told("refusals.key_parts", "broker name parts", "", (AGAIN_THERE, SHOW_HOW)),),
    "key_refused": (Told("refusals.key_refused", "broker name", "", (AGAIN_THERE, SHOW_HOW)),),
    "key_withdraws": (Told("refusals.key_withdraws", "broker name", "", (AGAIN_THERE, SHOW_HOW)),),
    "key_reads_only": (Told("refusals.key_reads_only", "broker name", "", (AGAIN_THERE, SHOW_HOW)),),
    "key_other_mode": (Told("refusals.key_other_mode", "broker name mode", "", (CONNECT_IT, BROKERS)),),
    "key_in_line": (Told("refusals.key_in_line", "", "", (CHOOSE,)),),
    "key_fixed": (Told("refusals.key_fixed", "why", "", (HEALTH,)),),
    # Not raised by a command: said by the chat where somebody pasted one.
    "looked_like_key": (Told("refusals.looked_like_key", "", "", (CHOOSE,)),),
    "looked_like_key_there": (Told("refusals.looked_like_key_there", "", "", (CHOOSE,)),),
    # seconds: between the two clocks
    "clock_off": (
        Told("refusals.clock_off_by", "broker name seconds:age", "seconds", (AGAIN_THERE,)),
        Told("refusals.clock_off", "broker name", "", (AGAIN_THERE,)),
    ),
    "no_library": (
        Told("refusals.no_library", "broker name extra", "extra", (AGAIN_THERE,)),
        Told("refusals.no_library_here", "broker name"),
    ),
    "venue_silent": (Told("refusals.venue_silent", "broker name", "", (AGAIN_THERE,)),),
    "connect_over": (Told("refusals.connect_over", "broker name", "", (AGAIN_THERE,)),),
    "sign_in_over": (Told("refusals.sign_in_over", "broker name", "", (AGAIN_THERE,)),),
}
