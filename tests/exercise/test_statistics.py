"""Figures about items and about the effect, held against scipy and against what must be so."""

import math

import pytest
from scipy import stats

from gradea.exercise import SMALLEST_GROUP, Given, TestResult, calibration, effect_of, item_figures
from gradea.exercise.intervals import difference_interval, mean_interval, share_interval
from gradea.exercise.statistics import correlation
from gradea.vocabulary.chance import Chance


@pytest.mark.parametrize(("successes", "trials"), [(0, 5), (5, 5), (1, 35), (17, 35), (34, 35), (300, 3500)])
def test_the_interval_of_a_share_is_that_of_an_independent_library(successes: int, trials: int) -> None:
    found = share_interval(successes, trials)
    wanted = stats.binomtest(successes, trials).proportion_ci(0.95, method="exact")
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(wanted.low, abs=1e-6), pytest.approx(wanted.high, abs=1e-6))


def test_the_bootstrap_covers_as_often_as_it_says() -> None:
    """Of 200 samples of 35 about 95 % of the intervals hold the true mean (a percentile bootstrap a little fewer)."""
    hits = 0
    for sample in range(200):
        values = [Chance("truth").normal("value", f"{sample}", place) for place in range(35)]
        found = mean_interval(values, seed=f"s{sample}")
        assert found is not None
        hits += found.low <= 0.0 <= found.high
    assert 178 <= hits <= 199


def test_large_samples_agree_with_the_normal_interval() -> None:
    values = [Chance("big").normal("value", "x", place) for place in range(3500)]
    found = mean_interval(values, seed="s")
    low, high = stats.t.interval(0.95, len(values) - 1, loc=sum(values) / len(values), scale=stats.sem(values))
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-3), pytest.approx(high, abs=1e-3))


def test_too_little_gives_no_interval() -> None:
    assert mean_interval([1.0], seed="s") is None
    assert share_interval(0, 0) is None
    assert difference_interval([1.0, 2.0], [1.0], seed="s") is None


def test_the_correlation_is_that_of_an_independent_library() -> None:
    pairs = [(Chance("c").uniform("x", "a", n), Chance("c").uniform("y", "b", n)) for n in range(40)]
    assert correlation(pairs) == pytest.approx(stats.pearsonr(*zip(*pairs, strict=True)).statistic)
    assert correlation([(1.0, 0.0), (1.0, 0.5), (1.0, 1.0)]) is None


def class_of(n: int) -> list[Given]:
    """People from weak to strong; `good` is answered by the strong, `odd` by the weak, `easy` by all."""
    given = []
    for person in range(n):
        strong = person >= n / 2
        for number in range(4):
            given.append(
                Given(person=f"p{person}", item=f"plain-{number}", score=float(strong or number == 0), certainty=2)
            )
        given.append(Given(person=f"p{person}", item="good", score=float(strong), certainty=3))
        given.append(Given(person=f"p{person}", item="odd", score=float(not strong), certainty=3))
        given.append(Given(person=f"p{person}", item="easy", score=1.0, certainty=3))
    return given


def test_difficulty_and_discrimination_say_which_items_to_look_at() -> None:
    figures = {each.item: each for each in item_figures(class_of(40))}
    assert figures["easy"].difficulty == 1.0
    assert figures["easy"].discrimination is None
    good, odd = figures["good"], figures["odd"]
    assert good.discrimination is not None
    assert good.discrimination > 0.9
    assert odd.discrimination is not None
    assert odd.discrimination < 0
    assert (odd.note, odd.sure_and_wrong) == ("negative", 0.5)


@pytest.mark.parametrize(("n", "note"), [(6, "few"), (20, "few-for-discrimination"), (40, "")])
def test_small_numbers_are_called_small(n: int, note: str) -> None:
    assert next(each.note for each in item_figures(class_of(n)) if each.item == "good") == note


def test_calibration_counts_right_answers_per_certainty() -> None:
    levels = {each.certainty: each.right for each in calibration(class_of(10))}
    assert set(levels) == {2, 3}
    assert levels[3].value == pytest.approx(2 / 3)


def results(n: int) -> list[TestResult]:
    found = []
    for person in range(n):
        for phase, score in (("pre", 0.5), ("post", 0.7 + 0.01 * (person % 5)), ("month", 0.65)):
            if phase == "month" and person % 4 == 0:
                continue
            found.append(TestResult(person=f"p{person}", phase=phase, score=score, certainty_mark=1.0, certainty=2.0))
    return found


def test_the_effect_is_paired_and_says_who_is_left_out() -> None:
    effect = effect_of(results(20), {}, seed="s")
    pre_post, post_month, _ = effect.changes
    assert pre_post.gain is not None
    assert pre_post.gain.value == pytest.approx(0.22)
    assert pre_post.gain.low > 0.2
    assert (pre_post.n, pre_post.left_out) == (20, 0)
    assert (post_month.n, post_month.left_out) == (15, 5)
    assert effect_of(results(20), {}, seed="s") == effect


def test_small_groups_are_not_shown_on_their_own() -> None:
    groups = {f"p{n}": "team" if n < 14 else "alone" if n < 18 else "online" for n in range(20)}
    effect = effect_of(results(20), groups, seed="s")
    assert [group.group for group in effect.groups] == ["team"]
    assert effect.hidden_groups == 2
    assert SMALLEST_GROUP == 5


def test_groups_are_compared_with_all_others() -> None:
    groups = {f"p{n}": "team" if n % 2 else "alone" for n in range(20)}
    team = next(group for group in effect_of(results(20), groups, seed="s").groups if group.group == "team")
    assert team.against_others is not None
    assert team.against_others.low <= team.against_others.value <= team.against_others.high
    assert math.isclose(team.against_others.value, 0.0, abs_tol=0.02)
