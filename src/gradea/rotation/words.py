"""Rules in words: what the rule is, its limit in this problem, and what to do when it is in the way."""

from dataclasses import dataclass

from gradea.rotation.clock import clock_of
from gradea.rotation.grouping import group_count
from gradea.rotation.problem import LUNCH, Problem
from gradea.rotation.rules import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleWords:
    """One rule of one problem.

    Attributes:
        rule: What is asked, with the thing and the limit.
        remedy: What would relax it.
    """

    rule: str
    remedy: str


def title_of(problem: Problem, key: str) -> str:
    """Return the title of a station, place or trainer, or the key itself."""
    if key == LUNCH:
        return "lunch"
    titles = {each.key: each.title for each in problem.trainers}
    titles |= {each.key: each.title for each in problem.places}
    titles |= {each.key: each.title for each in problem.stations}
    return titles.get(key, key)


def words_of(problem: Problem, rule: Rule) -> RuleWords:
    """Return a rule of this problem in words."""
    family, thing = rule
    if family in {"sizes", "mix", "together", "apart", "away"}:
        return _people_words(problem, family, thing)
    if family in {"day", "travel", "changing", "lunch"}:
        return _day_words(problem, family)
    if family in {"available", "trainer-lunch", "trainers"}:
        return _trainer_words(problem, family, thing)
    return _station_words(problem, family, thing)


def _people_words(problem: Problem, family: str, thing: str) -> RuleWords:
    rules, names = problem.groups, " and ".join(thing.split("+"))
    if family == "sizes":
        count = group_count(problem)
        return RuleWords(
            rule=f"{len(problem.people)} people make {count} groups of {rules.size_min} to {rules.size_max}.",
            remedy="Allow smaller or larger groups (groups.size_min, groups.size_max).",
        )
    if family == "mix":
        least = rules.mix[thing]
        return RuleWords(
            rule=f"Each group has people of at least {least} different '{thing}'.",
            remedy=f"Ask for {least - 1} in groups.mix.{thing}, or make larger groups.",
        )
    if family == "together":
        return RuleWords(rule=f"{names} are in one group.", remedy="Take this line out of groups.together.")
    if family == "apart":
        return RuleWords(rule=f"{names} are in different groups.", remedy="Take this line out of groups.apart.")
    spans = ", ".join(str(each.span) for each in problem.away if each.person == thing)
    return RuleWords(
        rule=f"{thing} is away {spans}, and their group waits.",
        remedy=f"Let the group go on without {thing}: take the line out of 'away'.",
    )


def _day_words(problem: Problem, family: str) -> RuleWords:
    if family == "day":
        return RuleWords(
            rule=f"Everything is over by {clock_of(problem.day.ends)}; the day is {problem.day.minutes} min long.",
            remedy="Start earlier or end later (day), shorten a station, or leave one out.",
        )
    if family == "travel":
        return RuleWords(
            rule=f"Walking between places takes {problem.travel_default} min, or what travel_min says.",
            remedy="Put stations closer together, or correct travel_min.",
        )
    if family == "changing":
        slow = [place for place in problem.places if place.change_in or place.change_out]
        shown = ", ".join(f"{place.title} {place.change_in} min in, {place.change_out} min out" for place in slow)
        return RuleWords(
            rule=f"Changing takes time: {shown}.", remedy="Let groups do all stations of that place in one go."
        )
    lunch = problem.lunch
    limits = f"{lunch.minutes} min between {lunch.window}" if lunch else "none"
    return RuleWords(rule=f"Every group has lunch: {limits}.", remedy="Widen the window or shorten lunch.")


def _trainer_words(problem: Problem, family: str, thing: str) -> RuleWords:
    name = title_of(problem, thing)
    if family == "available":
        hours = ", ".join(str(span) for each in problem.trainers if each.key == thing for span in each.available)
        return RuleWords(
            rule=f"Trainer {name} is there {hours or 'never'}.",
            remedy=f"Ask {name} to be there longer, or find somebody else who leads the same stations.",
        )
    if family == "trainer-lunch":
        minutes = problem.lunch.minutes if problem.lunch else 0
        return RuleWords(
            rule=f"Trainer {name} has a lunch of {minutes} min within the window.",
            remedy=f"Find somebody who stands in for {name} over lunch.",
        )
    station = problem.station(thing)
    able = [each.title for each in problem.trainers if thing in each.stations]
    return RuleWords(
        rule=f"Each session of {name} needs {station.trainers} trainer(s); able are: {', '.join(able) or 'nobody'}.",
        remedy=f"Let another trainer lead {name} (trainers.stations), or need fewer.",
    )


def _station_words(problem: Problem, family: str, thing: str) -> RuleWords:
    if family == "order":
        first, _, then = thing.partition(">")
        one, other = title_of(problem, first), title_of(problem, then)
        return RuleWords(
            rule=f"{one} comes before {other}.", remedy="Take this line out of 'order', or shorten what comes before."
        )
    name = title_of(problem, thing)
    if family in {"place", "closed-place"}:
        place = problem.place(thing)
        if family == "place":
            return RuleWords(
                rule=f"{name} holds {place.capacity} people at once.",
                remedy=f"Move a station out of {name}, or use a larger room.",
            )
        return RuleWords(
            rule=f"{name} is closed {', '.join(map(str, place.closed))}.",
            remedy=f"Open {name} then, or move its stations to another place.",
        )
    station = problem.station(thing)
    if family == "station":
        return RuleWords(
            rule=f"A session of {name} holds {station.capacity} people.",
            remedy=f"Make more room at {name} (capacity), or make smaller groups.",
        )
    if family == "closed-station":
        return RuleWords(
            rule=f"{name} is closed {', '.join(map(str, station.closed))}.",
            remedy=f"Open {name} then, or earlier or later.",
        )
    reset = f" and {station.reset} min to reset" if station.reset else ""
    return RuleWords(
        rule=f"{name} runs {station.parallel} session(s) at once, each of {station.minutes} min{reset}.",
        remedy=f"Set up one more bench of {name} (parallel), or shorten its sessions.",
    )
