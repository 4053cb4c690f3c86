# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of the BIDS specification (1.9, motion data) that a derivative dataset of motion can be held to without the
validator: names and order of entities, places, required keys, channels.tsv, headerless motion.tsv, events, counts.

motion_bids_rules.py FOLDER: prints every rule broken, or how many recordings keep all.
"""
import csv
import json
import os
import re
import sys

ENTITIES = ["sub", "ses", "task", "tracksys", "acq", "run", "desc"]  # in the specification's order
TYPES = {"ACCEL", "ANGACCEL", "GYRO", "JNTANG", "LATENCY", "MAGN", "MISC", "ORNT", "POS", "VEL"}
COMPONENTS = {"x", "y", "z", "quat_x", "quat_y", "quat_z", "quat_w", "n/a"}
COLUMNS = ["name", "component", "type", "tracked_point", "units"]
broken = set()


def rule(kept, *what):
    if not kept:
        broken.add(" ".join(map(str, what)))


def table(path):
    with open(path, newline="") as file:
        return list(csv.reader(file, delimiter="\t"))


def read_json(path):
    with open(path) as file:
        return json.load(file)


def dataset(root):
    """dataset_description.json, README, participants; the participants' ids."""
    about = read_json(root + "/dataset_description.json")
    for key in ("Name", "BIDSVersion"):
        rule(isinstance(about.get(key), str), "dataset_description.json:", key)
    rule(about.get("DatasetType") == "derivative", "DatasetType")
    rule(about.get("GeneratedBy") and "Name" in about["GeneratedBy"][0], "GeneratedBy")
    rule(os.path.exists(root + "/README"), "README")
    people = table(root + "/participants.tsv")
    rule(people[0][0] == "participant_id", "participants.tsv begins with participant_id")
    ids = [row[0] for row in people[1:]]
    rule(len(set(ids)) == len(ids), "a participant has one row")
    described = read_json(root + "/participants.json")
    rule(set(people[0][1:]) <= set(described), "participants.json describes the columns")
    return set(ids)


def channels(base):
    rows = table(base + "channels.tsv")
    head, rows = rows[0], rows[1:]
    rule(head[:5] == COLUMNS, "channels.tsv:", head)
    rule(len({row[0] for row in rows}) == len(rows), "names of channels are unique")
    for row in rows:
        rule(len(row) == len(head) and "" not in row, "channels.tsv:", row)
        rule(row[1] in COMPONENTS and row[2] in TYPES, "component and type:", row)
    if "reference_frame" in head:
        levels = read_json(base + "channels.json").get("reference_frame", {}).get("Levels", {})
        at = head.index("reference_frame")
        rule({row[at] for row in rows} - {"n/a"} <= set(levels), "reference_frame without its level")
    return rows


def cell_is_number(cell):
    return cell == "n/a" or re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", cell) is not None


def motion(path, base, labels):
    rows, signals, about = table(path), channels(base), read_json(base + "motion.json")
    rule(all(len(row) == len(signals) for row in rows), "a column per channel, no header")
    rule(all(cell_is_number(cell) for row in rows for cell in row), "numbers or n/a")
    rule(re.sub("[^A-Za-z0-9]", "", about["TaskName"]) == labels["task"], "TaskName and task-", labels["task"])
    for kind in TYPES:
        count = sum(row[2] == kind for row in signals)
        rule(about.get(kind + "ChannelCount", 0) == count, kind + "ChannelCount")
    rule(about["MotionChannelCount"] == len(signals), "MotionChannelCount")
    points = {row[3] for row in signals if row[2] == "POS"}
    rule(about["TrackedPointsCount"] == len(points), "TrackedPointsCount")
    rate = about["SamplingFrequency"]
    rule(abs(about["RecordingDuration"] * rate - len(rows)) < 1.5, "RecordingDuration")


def muscles(path, base, labels):
    """Samples with a header row: names as channels.tsv has them, the rate of emg.json."""
    (head, *rows), (_, *signals), about = table(path), table(base + "channels.tsv"), read_json(base + "emg.json")
    rule(head == [row[0] for row in signals], "emg.tsv and channels.tsv:", head)
    rule(all(len(row) == len(head) and all(map(cell_is_number, row)) for row in rows), "emg.tsv: numbers or n/a")
    rule(about["EMGChannelCount"] == sum(row[1] == "EMG" for row in signals), "EMGChannelCount")
    span = float(rows[-1][0]) - float(rows[0][0])
    rule(abs(span * about["SamplingFrequency"] - (len(rows) - 1)) < 0.5, "the clock of emg.tsv")
    rule("tracksys" not in labels, "muscles belong to no tracking system")


def events(path, labels):
    rows = table(path)
    rule(rows[0][:2] == ["onset", "duration"], "events.tsv begins with onset, duration")
    onsets = [float(row[0]) for row in rows[1:]]
    rule(onsets == sorted(onsets), "events are in order")
    rule("tracksys" not in labels, "events belong to all tracking systems")


def scans(path, folder):
    """A row for each motion.tsv of the folder, columns that the JSON beside it describes."""
    rows, described = table(path), read_json(path[: -len("tsv")] + "json")
    rule(rows[0][0] == "filename", "scans.tsv begins with filename")
    rule(len(set(rows[0])) == len(rows[0]) and all(rows[0]), "names of columns are unique")
    rule(all(len(row) == len(rows[0]) and "" not in row for row in rows), "scans.tsv: n/a where there is nothing")
    rule(set(rows[0][1:]) == set(described), "scans.json describes the columns")
    motion_files = {"motion/" + n for n in os.listdir(folder + "/motion") if n.endswith("_motion.tsv")}
    rule([row[0] for row in rows[1:]] == sorted(set(row[0] for row in rows[1:]), key=[r[0] for r in rows].index),
         "a recording has one row")
    rule({row[0] for row in rows[1:]} == motion_files, "scans.tsv and motion:", folder)


def main():
    root, recordings, people = sys.argv[1], 0, set()
    ids = dataset(root)
    for folder, _, names in os.walk(root):
        for name in sorted(n for n in names if n.startswith("sub-")):
            stem, extension = name.split(".", 1)
            *parts, suffix = stem.split("_")
            rule(all(re.fullmatch("[a-z]+-[A-Za-z0-9]+", part) for part in parts), "labels:", name)
            labels = dict(part.split("-", 1) for part in parts)
            rule(list(labels) == [e for e in ENTITIES if e in labels], "order of entities:", name)
            people.add("sub-" + labels["sub"])
            place = [root, "sub-" + labels["sub"]] + (["ses-" + labels["ses"]] if "ses" in labels else []) 
            place += [] if suffix == "scans" else ["emg" if suffix == "emg" or folder.endswith("/emg") else "motion"]
            rule(os.path.normpath(folder) == os.path.normpath("/".join(place)), "place:", name)
            path = os.path.join(folder, name)
            if (suffix, extension) == ("motion", "tsv"):
                recordings += 1
                rule("tracksys" in labels, "tracksys")
                motion(path, path[: -len("motion.tsv")], labels)
            elif (suffix, extension) == ("emg", "tsv"):
                muscles(path, path[: -len("emg.tsv")], labels)
            elif (suffix, extension) == ("scans", "tsv"):
                rule(list(labels) in (["sub"], ["sub", "ses"]), "entities of scans.tsv:", name)
                scans(path, folder)
            elif (suffix, extension) == ("events", "tsv"):
                events(path, labels)
    rule(people == ids, "participants.tsv and folders:", people ^ ids)
    print("\n".join(sorted(broken)) or f"{recordings} recordings keep the rules of BIDS")


main()
