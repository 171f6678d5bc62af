"""Times whole processes in turn (A B C A B C …) and prints medians, and ratios to the first.

Usage: run.py ROLLCALL PARSE, the program and the plain libyaml parser built from parse.c.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 40


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def compare(title, commands):
    """Runs each command in turn; the first run of each only warms the caches."""
    taken = {name: [] for name, _ in commands}
    for turn in range(RUNS + 1):
        for name, command in commands:
            elapsed = seconds(command)
            if turn:
                taken[name].append(elapsed)
    base = statistics.median(taken[commands[0][0]])
    print(f"\n{title} ({RUNS} runs each, in turn)")
    print(f"  {'':34}{'median ms':>10}{'least ms':>10}{'ratio':>8}")
    for name, _ in commands:
        median = statistics.median(taken[name])
        print(f"  {name:34}{median * 1000:10.2f}{min(taken[name]) * 1000:10.2f}{median / base:8.2f}")


def main():
    rollcall, parse = sys.argv[1:3]
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    policy = "Policies/schools/widnes-academy.yaml"
    compare(
        "One policy, as a whole process",
        [
            ("rollcall check, one policy", [rollcall, "check", policy]),
            ("libyaml's events of the same file", [parse, policy]),
            ("true", ["true"]),
        ],
    )
    replay = [rollcall, "replay", "--register", "Examples/hollybank-primary"]
    compare(
        "210 pupils, 380 sessions, as a whole process",
        [
            ("rollcall replay, with the policy", replay + ["--policy", "Policies/schools/st-james.yaml"]),
            ("rollcall replay, the law alone", replay),
            ("cat of the same marks", ["cat", "Examples/hollybank-primary/marks.csv"]),
        ],
    )
    with tempfile.TemporaryDirectory() as school:
        policy = ["--policy", "Policies/schools/st-james.yaml"]
        subprocess.run(
            [rollcall, "generate", "--pupils", "1000", "--seed", "5", "--output", school] + policy,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        replay = [rollcall, "replay", "--register", school]
        compare(
            "1,000 pupils, 380 sessions, as a whole process",
            [
                ("rollcall replay, with the policy", replay + policy),
                ("rollcall replay, the law alone", replay),
                ("cat of the same marks", ["cat", f"{school}/marks.csv"]),
            ],
        )


main()
