"""Cards of teaching: questions to be tapped, what was learned, and how posts are read with it (storyboard, scene 3)."""

from __future__ import annotations

from bot.present import format as fmt
from bot.present.look import Look
from bot.present.readings import item_blocks, quoted_post
from bot.present.reply import Block, Button, Confirm, Line, Reply, Rows, Rule, Tone
from core.command import Call, Preview
from core.signals.lessons import NONE, STEPS
from core.signals.profile import PROVEN
from core.signals.trial import Line as Past
from core.signals.trial import Mark, Trial
from core.teaching.results import (
    HowRead,
    TeachCard,
    TeachEnded,
    TeachPlan,
    TemplateUsed,
    TrialCard,
)

LABEL = 24
WORDS = 20
MARKS = {
    Mark.NEW: "teaching.is_new",
    Mark.LOOK: "teaching.is_look",
    Mark.CHAT: "teaching.is_chat",
    Mark.SIDE: "teaching.is_side",
    Mark.STOP: "teaching.is_stop",
}
HARM_SHOWN = 3


def teach_card(card: TeachCard, look: Look) -> Reply:
    """The next question of a lesson, or why nothing was learned."""
    if card.step == "failed":
        return _failed(card, look)
    blocks: list[Block] = []
    if card.code:
        blocks.append(Line(_why(card, look)))
    if card.step == "post":
        key = "teaching.first_post" if card.number == 1 else "teaching.next_post"
        blocks.append(Line(look.say(key)))
        title = look.title(look.say("teaching.give"), _of(card.number, card.needed, look))
        return Reply(title=title, blocks=tuple(blocks), buttons=(_discard(card, look),), tone=Tone.ASKS)
    blocks.append(Line(quoted_post(card.text)))
    known = tuple((look.say(f"teaching.{what}"), _shown(words, look)) for what, words in card.known)
    if known:
        blocks.append(Rows(known, "ll"))
    if card.item is not None:
        blocks += [Rule(), *item_blocks(card.item, look), Line(look.say("teaching.is_it_right"))]
    number = next(nth for nth, step in enumerate(STEPS, start=1) if step.value == card.step)
    title = look.title(look.say(f"teaching.ask_{card.step}"), _of(number, len(STEPS), look))
    return Reply(title=title, blocks=tuple(blocks), buttons=_answers(card, look), tone=Tone.ASKS)


def _of(number: int, total: int, look: Look) -> str:
    return look.say("teaching.of", number=str(number), total=str(total))


def _shown(words: str, look: Look) -> str:
    return look.say("teaching.none") if words == NONE else fmt.cut(words, WORDS)


def _answers(card: TeachCard, look: Look) -> tuple[Button, ...]:
    if card.step == "right":
        yes = () if card.item is None else (_tap(card, "yes", look.say("buttons.yes_right")),)
        return (*yes, _tap(card, "again", look.say("buttons.tap_again")), _discard(card, look))
    taps = [_tap(card, one.answer, fmt.cut(one.label, LABEL)) for one in card.choices]
    if card.can_part:
        taps.append(_tap(card, "apart", look.say("buttons.one_by_one")))
    return (*taps, _tap(card, NONE, look.say("buttons.none")))


def _tap(card: TeachCard, choice: str, label: str) -> Button:
    return Button(label, Call("provider tap", {"draft": card.draft, "at": card.at, "choice": choice}))


def _discard(card: TeachCard, look: Look) -> Button:
    return _tap(card, "discard", look.say("buttons.stop_teaching"))


def _failed(card: TeachCard, look: Look) -> Reply:
    """Three posts that make no form, or one that would do harm."""
    blocks: list[Block] = []
    if card.trial is not None:
        blocks += [Line(_said_of(line, look)) for line in card.trial.harm[:HARM_SHOWN]]
        blocks += [Line(line) for line in _counted(card.trial, look)]
        blocks.append(Line(look.say("teaching.not_on")))
    else:
        blocks.append(Line(_why(card, look)))
    buttons = (_tap(card, "restart", look.say("buttons.teach_again")), _discard(card, look))
    title = look.say("teaching.harm" if card.trial is not None else "teaching.not_learned")
    return Reply(title=title, blocks=tuple(blocks), buttons=buttons, tone=Tone.CAUTION)


def _why(card: TeachCard, look: Look) -> str:
    facts = dict(card.facts)
    key = f"teaching.not_{card.code}"
    return look.say(key, **{name: facts.get(name, "") for name in look.takes(key)})


def teach_preview(preview: Preview[TeachPlan], look: Look) -> Reply:
    """What was learned, what it does to the channel's last posts, and the question."""
    plan = preview.plan
    tap = {"draft": plan.draft, "at": "end"}
    gained = plan.trial.clear - plan.trial.before
    show = Button(
        look.say("buttons.show_new", count=str(gained)), Call("provider tap", {**tap, "choice": "new"})
    )
    discard = Button(look.say("buttons.discard"), Call("provider tap", {**tap, "choice": "discard"}))
    blocks = [Line(line) for line in _counted(plan.trial, look)]
    blocks.append(Line(look.say("teaching.starts", needed=str(PROVEN))))
    return Reply(
        title=look.say("teaching.learned", name=plan.name),
        blocks=tuple(blocks),
        buttons=(
            Button(look.say("buttons.use_it"), Confirm()),
            *((show,) if gained > 0 else ()),
            discard,
        ),
        tone=Tone.ASKS,
    )


def _counted(trial: Trial, look: Look) -> list[str]:
    """`last 200 posts: 38 → 41 clear`, and what must be nought."""
    if not trial.posts:
        return [look.say("teaching.no_posts")]
    posts, before, after = look.number(trial.posts), look.number(trial.before), look.number(trial.clear)
    return [
        look.say("teaching.last_posts", posts=posts, before=before, after=after),
        look.say("teaching.must_be_none", chat=look.number(trial.chat), turned=look.number(trial.turned)),
    ]


def dry_run(trial: Trial | None, look: Look) -> str:
    """What the channel's recorded posts say before anybody goes live."""
    if trial is None or not trial.posts:
        return look.say("teaching.nothing_recorded")
    return look.say(
        "teaching.dry_run",
        posts=look.number(trial.posts),
        signals=look.number(trial.signals),
        clear=look.number(trial.clear),
        look=look.number(trial.look),
        chat=look.number(trial.chat),
    )


def template_used(result: TemplateUsed, look: Look) -> Reply:
    """A template was switched on."""
    words = look.say("teaching.used_means", needed=str(result.needed))
    button = Button(look.say("buttons.settings"), Call("provider edit", {"name": result.name}))
    title = look.say("teaching.used", name=result.name)
    return Reply(title=title, blocks=(Line(words),), buttons=(button,), tone=Tone.DONE)


def teach_ended(result: TeachEnded, look: Look) -> Reply:
    """A lesson was thrown away."""
    again = Button(look.say("buttons.teach_format"), Call("provider teach", {}))
    return Reply(
        title=look.say("teaching.ended", name=result.name),
        blocks=(Line(look.say("teaching.nothing_changed")),),
        buttons=(again,),
    )


def trial_card(card: TrialCard, look: Look) -> Reply:
    """The posts that a trial points at."""
    title = look.say(
        "teaching.new_posts" if card.new else "teaching.look_posts", posts=look.number(card.posts)
    )
    if not card.lines:
        key = "teaching.none_found" if card.posts else "teaching.no_posts"
        return Reply(title=title, blocks=(Line(look.say(key)),))
    return Reply(title=title, blocks=tuple(Line(_said_of(line, look)) for line in card.lines))


def _said_of(line: Past, look: Look) -> str:
    doubts = ", ".join(look.reason(reason) for reason in line.reasons)
    means = look.say(MARKS[line.mark])
    said = look.say("teaching.post", number=look.number(line.number), text=line.text, means=means)
    return f"{said} {look.say('signals.in_doubt', doubts=doubts)}" if doubts else said


def how_read(result: HowRead, look: Look) -> Reply:
    """A text as it would be read, with and without the taught form."""
    blocks: list[Block] = [Line(quoted_post(result.text))]
    for item in result.before:
        blocks += item_blocks(item, look)
    if result.right is not None:
        same = result.before == result.after
        blocks += [Rule(), Line(look.say("teaching.form_same" if same else "teaching.form_reads"))]
        for item in () if same else result.after:
            blocks += item_blocks(item, look)
    else:
        blocks.append(Line(look.say("teaching.no_form")))
    return Reply(title=look.say("teaching.test", name=result.name), blocks=tuple(blocks))


def form_state(right: int | None, look: Look) -> str:
    """How far a taught form is, for the card of a provider's settings."""
    if right is None:
        return look.say("teaching.form_none")
    if right >= PROVEN:
        return look.say("teaching.form_proven")
    return look.say("teaching.form_counts", right=str(right), needed=str(PROVEN))
