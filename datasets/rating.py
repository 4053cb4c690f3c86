#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Simulated raters: answers a page of hinge-view --rate-as as a person would who is sometimes wrong.

rating.py PAGE.html TRUTH.csv... [--wrong 0.05] [--unsure 0.02] [--seed 1] [--out FILE]
    TRUTH.csv is of hinge-simulate. Writes ratings-RATER.csv, as the page saves it; a question
    whose fault the truth does not have stays unanswered."""
import argparse
import base64
import csv
import json
import random
import re

KEYS = ("participant", "cue", "trial", "rep")


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(line for line in file if line[:1] != "#"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page")
    parser.add_argument("truth", nargs="+")
    for name, default in (("wrong", 0.05), ("unsure", 0.02), ("seed", 1)):
        parser.add_argument(f"--{name}", type=type(default), default=default)
    parser.add_argument("--out")
    asked = parser.parse_args()
    with open(asked.page, encoding="utf-8") as file:
        page = file.read()
    rate = json.loads(re.search(r'id="data">(.*?)</script>', page, re.S)[1])
    faults = re.findall(r"\['(\w+)', '", re.search(r"const QUESTIONS = (.*?);", page, re.S)[1])
    truth = {tuple(row[k] for k in KEYS): row for path in asked.truth for row in read(path)}
    head = ("participant", "session", "task", "cue", "trial", "rep", "start_s")
    draw = random.Random(f"{asked.seed} {rate['rater']}")

    def plain(text):
        return base64.b64decode(text).decode()

    with open(asked.out or f"ratings-{rate['rater']}.csv", "w", encoding="utf-8", newline="") as file:
        file.write(",".join((*head, "fault,answer,seconds,rater,seed")) + "\n")
        for bend in rate["order"][rate["practice"]:]:
            cells = plain(rate["bends"][bend]["row"])
            # a quote guards what a spreadsheet would run
            of = dict(zip(head, (re.sub(r"^'(?=[=+@-])", "", cell) for cell in next(csv.reader([cells])))))
            for fault in faults:
                state = truth.get(tuple(of[k] for k in KEYS), {}).get(fault, "")
                if state in ("0", "1", "2", "3"):
                    seen = (int(state) >= 2) != (draw.random() < asked.wrong)
                    answer = "?" if draw.random() < asked.unsure else int(seen)
                    file.write(f"{cells},{fault},{answer},{draw.uniform(2, 9):.1f},{plain(rate['tail'])}\n")


if __name__ == "__main__":
    main()
