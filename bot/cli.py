"""`bellwether ...`: the command line. Everything heavy is imported only once it is known to be needed."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.replay.arguments import add_arguments

DONE, FAILED, USAGE = 0, 1, 2


def parser() -> argparse.ArgumentParser:
    """The command line as it is typed."""
    made = argparse.ArgumentParser(
        prog="bellwether", description="A chat-bot-first trading assistant. Paper by default."
    )
    made.add_argument("--version", action="store_true", help="say the version and stop")
    commands = made.add_subparsers(dest="command", metavar="COMMAND")
    run = commands.add_parser("run", help="start: with no chat token, this terminal is the chat")
    run.add_argument(
        "--role", choices=("chat", "web", "worker", "clock"), help="one part only; all when left out"
    )
    run.add_argument("--console", action="store_true", help="talk here, also when a chat token is set")
    run.add_argument("--json", action="store_true", help="answer in JSON lines")
    console = commands.add_parser("console", help="the chat on a virtual clock, for scripts and stories")
    console.add_argument("--json", action="store_true", help="answer in JSON lines")
    console.add_argument(
        "--fresh", action="store_true", help="in a folder of its own, thrown away at the end"
    )
    console.add_argument(
        "script", nargs="?", type=Path, help="a file of script lines; else what is piped or typed"
    )
    parse = commands.add_parser("parse", help="read posts from stdin, one JSON object each")
    parse.add_argument("--price", action="append", default=[], metavar="SYMBOL=P", help="what it costs now")
    replay = commands.add_parser("replay", help="the track record of a channel, from its export and candles")
    add_arguments(replay)
    commands.add_parser("migrate", help="bring the database up to this version")
    commands.add_parser("verify", help="hold the records against themselves: posts, orders, books")
    backup = commands.add_parser("backup", help="copy the database, also while the program is at work")
    backup.add_argument(
        "file", nargs="?", type=Path, help="where to; the data folder's backups when left out"
    )
    restore = commands.add_parser("restore", help="put a copy back; what was there is kept")
    restore.add_argument("file", type=Path, help="a copy that `backup` made")
    doctor = commands.add_parser("doctor", help="look at settings, folder, database and chats: what to do")
    doctor.add_argument("--json", action="store_true", help="answer in one JSON line")
    doctor.add_argument("--broker", metavar="NAME", help="one broker: key, clock, rights, address, library")
    commands.add_parser("health", help="ask a running program whether it lives")
    bench = commands.add_parser("bench", help="measure (developers: needs a checkout)")
    bench.add_argument("name", nargs="?", help="one bench; every short one when left out")
    bench.add_argument("--full", action="store_true", help="the long ones as well")
    simulate = commands.add_parser(
        "simulate", help="live seeded worlds of faults and kills (developers: needs a checkout)"
    )
    what = simulate.add_mutually_exclusive_group(required=True)
    what.add_argument("--seeds", metavar="A:B", help="from A on, B left out; A alone is one")
    what.add_argument("--mutants", action="store_true", help="show that planted faults are caught")
    simulate.add_argument(
        "--store",
        choices=("memory", "sqlite"),
        default="memory",
        help="where the rows are: in memory (fast), or in a SQLite file through the program's own store",
    )
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the value is the exit code."""
    _prepare_streams()
    given = parser().parse_args(arguments)
    if given.version:
        from importlib.metadata import version

        sys.stdout.write(f"bellwether {version('bellwether')}\n")
        return DONE
    if given.command is None:
        parser().print_help()
        return USAGE
    try:
        return _COMMANDS[given.command](given)
    except BrokenPipeError:  # whoever read our output went away
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return DONE


def _prepare_streams() -> None:
    """UTF-8 whatever the locale says: what cannot be decoded is refused later, by line, and stops nothing.

    A stream that was closed before we began is put to nowhere, so that no file of ours takes its number.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    streams = {"stdin": "surrogateescape", "stdout": "replace", "stderr": "backslashreplace"}
    for number, (name, errors) in enumerate(streams.items()):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8", errors=errors))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _started(given: argparse.Namespace) -> int:
    from bot.settings import SettingsError, load
    from storage.folder import StartRefused

    script: Path | None = getattr(given, "script", None)
    if script is not None and not script.is_file():
        sys.stderr.write(f"bellwether: there is no file {script}. Give a script's path, or pipe one in.\n")
        return USAGE
    try:
        settings = load(os.environ, Path.cwd())
        from bot.run import Options, console, run  # a wrong setting is said before all of this is loaded

        if given.command == "run":
            return run(settings, Options(role=given.role, console=given.console, json=given.json))
        return console(settings, Options(json=given.json, fresh=given.fresh, script=script))
    except (SettingsError, StartRefused) as error:
        sys.stderr.write(f"bellwether: {error}\n")
        return FAILED


def _parse(given: argparse.Namespace) -> int:
    from bot.parse import main as parse
    from core.kernel.money import use_exact_context

    use_exact_context()
    prices = {}
    for pair in given.price:
        symbol, equals, price = pair.partition("=")
        if not equals:
            sys.stderr.write(f"bellwether parse: --price {pair} is not SYMBOL=PRICE\n")
            return USAGE
        prices[symbol] = price
    return parse(sys.stdin, sys.stdout, prices)


def _replay(given: argparse.Namespace) -> int:
    from bot.replay.main import main as replay

    return replay(given, sys.stdout, sys.stderr)


def _migrate(_given: argparse.Namespace) -> int:
    from bot.maintain import migrate_now

    return migrate_now(os.environ, Path.cwd())


def _verify(_given: argparse.Namespace) -> int:
    from bot.records import verify_now

    return verify_now(os.environ, Path.cwd())


def _backup(given: argparse.Namespace) -> int:
    from bot.records import back_up_now

    return back_up_now(os.environ, Path.cwd(), given.file)


def _restore(given: argparse.Namespace) -> int:
    from bot.records import restore_now

    return restore_now(os.environ, Path.cwd(), given.file)


def _doctor(given: argparse.Namespace) -> int:
    from bot.doctor.main import doctor

    return doctor(os.environ, Path.cwd(), json=given.json, broker=given.broker)


def _health(_given: argparse.Namespace) -> int:
    from bot.maintain import ask_health

    return ask_health(os.environ, Path.cwd())


def _bench(given: argparse.Namespace) -> int:
    from bot.maintain import bench

    return bench(given.name, full=given.full)


def _simulate(given: argparse.Namespace) -> int:
    from bot.maintain import simulate

    return simulate(given.seeds, mutants=given.mutants, store=given.store)


_COMMANDS = {
    "run": _started,
    "console": _started,
    "parse": _parse,
    "replay": _replay,
    "migrate": _migrate,
    "verify": _verify,
    "backup": _backup,
    "restore": _restore,
    "doctor": _doctor,
    "health": _health,
    "bench": _bench,
    "simulate": _simulate,
}

if __name__ == "__main__":
    sys.exit(main())
