"""`python -m bench.rotation [--people N]…`: how long a plan takes on one core, for the example edition and for larger ones.

A larger edition is the example so many times over: as many benches and trainers per person, in one timetable.
"""

import argparse
import json
import resource
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from gradea.record.yaml_text import read_yaml
from gradea.rotation import breaches, problem_from, search
from gradea.rotation.problem import Person, Problem

EXAMPLE = Path(__file__).parents[1] / "docs/examples/rotation.yaml"


def example() -> Problem:
    """Return the rotation of the example edition."""
    return problem_from(*read_yaml(EXAMPLE.read_text(encoding="utf-8")))


def scaled(people: int) -> Problem:
    """Return the example for so many people."""
    small = example()
    times = -(-people // len(small.people))
    schools = sorted({person.kinds["institution"] for person in small.people})
    tracks = sorted({person.kinds["track"] for person in small.people})
    crowd = tuple(
        Person(
            key=f"student-{number + 1:04d}",
            kinds={
                "institution": schools[number % len(schools)],
                "track": tracks[(number // len(schools)) % len(tracks)],
            },
        )
        for number in range(people)
    )
    return replace(
        small,
        people=crowd,
        groups=replace(small.groups, together=(), apart=()),
        places=tuple(replace(each, capacity=each.capacity and each.capacity * times) for each in small.places),
        stations=tuple(replace(each, parallel=times) for each in small.stations),
        trainers=tuple(replace(each, key=f"{each.key}-{copy + 1}") for copy in range(times) for each in small.trainers),
    )


def measure(people: int) -> dict[str, Any]:
    """Return how long a plan takes, and what the independent checker says of it."""
    problem = example() if people == 35 else scaled(people)
    begun, worked = time.perf_counter(), time.process_time()
    found = search(problem)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - worked
    return {
        "people": people,
        "groups": len(found.groups or ()),
        "visits": len(found.plan.visits) if found.plan else 0,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "breaches": len(breaches(problem, found.plan)) if found.plan else None,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, action="append", help="how many people; may be given several times")
    print(json.dumps([measure(people) for people in asked.parse_args().people or (35, 500)], indent=2))


if __name__ == "__main__":
    main()
