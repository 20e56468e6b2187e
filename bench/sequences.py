"""Sequences of commands by random people: played by seed, counted, and every broken promise reported."""

from collections import Counter
from typing import Any

from bench.random_people import IDEAS, diligent, right_person
from bench.story import LENGTH, Sequence, begun
from gradea.vocabulary import DAY, MINUTE, SimTime


def play(seed: int, length: int = LENGTH) -> Sequence:
    """Play one sequence of commands by random people."""
    story = begun(seed)
    ideas, weights = [idea for idea, _ in IDEAS], [weight for _, weight in IDEAS]
    for _ in range(length):
        if story.chance.random() < 0.1:
            story.at = SimTime(story.at + story.chance.choice((MINUTE, 20 * MINUTE, DAY, 8 * DAY)))
        if story.chance.random() < 0.12:
            diligent(story)
            continue
        command = story.chance.choices(ideas, weights)[0](story)
        if command is not None:
            story.send(right_person(story, command), command)
    story.finish()
    return story


def sequences(n: int) -> dict[str, Any]:
    """Play so many sequences and report what was sent, how stories ended, and every promise that was broken."""
    counts: Counter[str] = Counter()
    wrong: dict[int, list[str]] = {}
    for seed in range(1, n + 1):
        story = play(seed)
        counts.update(story.counts)
        if story.wrong:
            wrong[seed] = sorted(set(story.wrong))
    return {
        "sequences": n,
        "commands_each": LENGTH,
        **dict(sorted(counts.items())),
        "broken_promises": wrong,
        "good": not wrong,
    }
