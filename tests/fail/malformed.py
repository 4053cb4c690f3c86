# SPDX-License-Identifier: GPL-3.0-or-later
"""Inputs that cannot be meant, and what the tools say to each.

Usage: malformed.py [--full] [--accept] GOLDEN FOLDER

GOLDEN has a row for each input: name, exit code, what stderr says. Recordings are made by
simulate-more in every layout that a reader knows and then broken in one place; the rest is
written here. Without --full every fourth of the broken recordings is tried. A run must end
within SECONDS of processor time and leave no output unless its code is 0 or 4. --accept writes GOLDEN. The last
line counts.
"""
import gzip
import os
import re
import resource
import struct
import subprocess
import sys

sys.dont_write_bytecode = True
import malformed_cases as cases  # noqa: E402

SECONDS = 20 if os.environ.get("HINGE_SANITIZED") else 10
LAYOUTS = """trc-a csv c3d kinect motive vicon qualisys mvnx dot mot angles quaternions kinovea
kinovea-text deeplabcut sleap openpose-json spinepose-json mediapipe-json mediapipe-index
mediapipe-unnamed mmpose alphapose positions-json kinect-long azure yolo-labels azure-json shimmer
sports2d-px csv-coco""".split()
SIZES = re.compile(r"\d+ bytes, its header expects \d+")
NUMBER = re.compile(rb"-?\d+\.\d+")
INGEST = ["hinge-ingest", "-q"]


def middle(data, share=0.7):
    return int(len(data) * share)


def number(to):
    """A number becomes these bytes."""

    def change(data):
        found = NUMBER.search(data, middle(data))
        return data[: found.start()] + to + data[found.end() :] if found else None

    return change


def delimiter(data):
    return max((b"\t", b";", b","), key=data[middle(data) :].count)


def line(change):
    """A line among the last third becomes what change(lines, k) makes of it."""

    def changed(data):
        lines = data.splitlines(True)
        k = middle(lines)
        return b"".join(change(lines, k)) if len(lines) > 20 else None

    return changed


def cells(more):
    def change(lines, k):
        mark = delimiter(b"".join(lines))
        text = lines[k].rstrip(b"\r\n")
        lines[k] = (text + mark + b"1" if more else text.rsplit(mark, 2)[0]) + b"\n"
        return lines

    return line(change)


def swapped(lines, k):
    lines[k], lines[k + 3] = lines[k + 3], lines[k]
    return lines


BREAKS = {
    "empty": lambda data: b"",
    "head": lambda data: data[: middle(data, 0.02)],
    "cut": lambda data: data[: middle(data) - 2],
    "nul": lambda data: data[: middle(data)] + b"\0" + data[middle(data) + 1 :],
    "word": number(b"12o4"),
    "huge": number(b"1e999"),
    "decimal_comma": number(b"1,5"),
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "twice": lambda data: data + data,
    "header_again": line(lambda lines, k: lines[:k] + [lines[0]] + lines[k:]),
    "headless": line(lambda lines, k: lines[1:]),
    "cell_more": cells(True),
    "cell_fewer": cells(False),
    "rows_swapped": line(swapped),
    "byte_order_mark": lambda data: data[: middle(data)] + b"\xef\xbb\xbf" + data[middle(data) :],
    "latin_1": lambda data: data[: middle(data, 0.1)] + b"\xe9" + data[middle(data, 0.1) :],
    "quote": lambda data: data[: middle(data)] + b'"' + data[middle(data) :],
    "block_lost": lambda data: data[: middle(data)] + bytes(512) + data[middle(data) + 512 :],
}


class Table:
    """Runs and what was said of each."""

    def __init__(self):
        self.rows = {}
        self.wrong = []

    def run(self, name, command, out="out"):
        if os.path.exists(out):
            os.remove(out)
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=pipe) as made:
            resource.prlimit(made.pid, resource.RLIMIT_CPU, (SECONDS, SECONDS))
            try:
                said = made.communicate(timeout=60 * SECONDS)[1]
            except subprocess.TimeoutExpired:
                made.kill()
                self.wrong.append(f"{name}: not ended")
                return
        code = made.returncode
        said = said.decode("utf-8", "backslashreplace").strip().replace("\n", " / ")
        said = SIZES.sub("N bytes, its header expects N", said)  # results grow
        self.rows[name] = f"{name}\t{code}\t{said}"
        if code not in (0, 2, 3, 4):
            self.wrong.append(f"{name}: exit {code}: {said}")
        if code not in (0, 4) and (os.path.exists(out) or not said):
            self.wrong.append(f"{name}: {'an output' if said else 'not a word'}")


def recordings(table, full):
    """Every layout, broken in every way that applies to it."""
    count = 0
    for layout in LAYOUTS:
        made = ["simulate-more", "-q", "-n", "1", "--reps", "1", "--rate", "20", "--cue", "none"]
        subprocess.run([*made, "--format", layout, "-o", layout], check=True)
        files = sorted(
            os.path.join(folder, name)
            for folder, _, names in os.walk(layout)
            for name in names
            if name not in ("trials.csv", "truth.csv")
        )
        victim = files[5] if len(files) > 5 else files[0]
        with open(victim, "rb") as file:
            sound = file.read()
        for how, change in BREAKS.items():
            count += 1
            broken = change(sound) if full or count % 4 == 0 else None
            if broken is None or (layout == "c3d" and how not in ("empty", "head", "cut", "gzip")):
                continue
            with open(victim, "wb") as file:
                file.write(broken)
            table.run(f"{layout}/{how}", [*INGEST, f"{layout}/trials.csv", "-o", "out"])
        with open(victim, "wb") as file:
            file.write(sound)


def patched(data, at, *values):
    return data[:at] + bytes(values) + data[at + len(values) :]


def labels_in_parts(points):
    """A list of its own for each label: to read one may not read all before it again."""
    parameters = b"\x05\xffPOINT\x03\x00\x00"
    for name in (b"LABELS", b"ANGLES"):
        for k in range(points):
            part = name + (b"%d" % (k + 1) if k else b"")
            parameters += bytes([len(part), 1]) + part + b"\x0b\x00\xff\x02\x04\x01%-4d\x00" % k
    parameters = b"\x01\x50\x00\x54" + parameters + b"\x00\x00"
    parameters += bytes(-len(parameters) % 512)
    data = 2 + len(parameters) // 512
    header = struct.pack("<BB5HfHHf", 2, 0x50, points, 0, 1, 12, 0, -1, data, 0, 100.0).ljust(512, b"\0")
    return header + parameters + struct.pack("<f", 1.0) * (12 * 4 * points)


def c3d(table):
    """Headers and parameters that lie."""
    with open("c3d/p001/bodyweight_hinge_none_1.c3d", "rb") as file:
        sound = file.read()
    points = sound.index(b"POINT", 512)
    labels = sound.index(b"LABELS", points)
    used = sound.index(b"USED", points)
    lies = {
        "key": patched(sound, 1, 0x51),
        "parameters_before_the_file": patched(sound, 0, 0),
        "parameters_behind_the_file": patched(sound, 0, 255),
        "parameters_are_data": patched(sound, 0, 60),
        "processor": patched(sound, 512 + 3, 99),
        "no_points": patched(sound, 2, 0, 0),
        "many_points": patched(sound, 2, 255, 255),
        "analog_no_multiple": patched(sound, 4, 7, 0),
        "no_samples": patched(sound, 4, 8, 0, *sound[6:18], 0, 0),
        "many_analog": patched(sound, 4, 255, 255),
        "many_channels": patched(sound, 4, 128, 255, *sound[6:18], 1, 0) + bytes(1 << 20),
        "frames_backwards": patched(sound, 6, 200, 0, 1, 0),
        "scale_zero": patched(sound, 12, 0, 0, 0, 0),
        "scale_nan": patched(sound, 12, 0, 0, 192, 127),
        "data_behind_the_file": patched(sound, 16, 255, 127),
        "data_in_the_header": patched(sound, 16, 1, 0),
        "rate_negative": patched(sound, 20, *struct.pack("<f", -100.0)),
        "rate_nan": patched(sound, 20, *struct.pack("<f", float("nan"))),
        "next_parameter_far": patched(sound, labels + 6, 255, 127),
        "next_parameter_itself": patched(sound, labels + 6, 0, 0),
        "labels_of_no_type": patched(sound, labels + 8, 7),
        "labels_of_nine_dimensions": patched(sound, labels + 9, 9),
        "labels_larger_than_the_file": patched(sound, labels + 10, 255, 255),
        "used_negative": patched(sound, used + 4, *struct.pack("<H", 5), 2, 0, 0xFF, 0xFF),
        "one_block": sound[:512],
        "header_alone": sound[:1024],
        "labels_in_parts": labels_in_parts(1000),
    }
    for name, data in lies.items():
        write("bad.c3d", data)
        table.run(f"c3d/{name}", [*INGEST, "bad.c3d", "-o", "out"])


def write(name, data):
    with open(name, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def tables(table):
    """Small recordings in text, JSON and XML."""
    for name, data in cases.files().items():
        write(name, data)
        table.run(f"file/{name}", [*INGEST, name, "-o", "out"])
    os.mkdir("folder")
    os.mkfifo("pipe")
    os.symlink("loop", "loop")
    for name in ("folder", "pipe", "loop", "gone", "/dev/null", "a" * 300, "two\nlines\x1b[31m"):
        table.run(f"file/{name[:40]!a}", [*INGEST, name, "-o", "out"])


def asked(table):
    """What the command line says of a file that is something else."""
    write("a.csv", cases.TABLE)
    for name in cases.FORMATS:
        table.run(f"format/{name}", [*INGEST, "--recording", name, "a.csv", "-o", "out"])
    for name in ("list.json", "other.xml", "c3d/p001/bodyweight_hinge_none_1.c3d"):
        table.run(f"format/csv of {name}", [*INGEST, "--recording", "csv", name, "-o", "out"])
    for folder, files in cases.FOLDERS.items():
        os.mkdir(folder)
        for name, text in files.items():
            if text is None:
                os.symlink("../number_twice/a_1_keypoints.json", f"{folder}/{name}")
            else:
                write(f"{folder}/{name}", text)
        table.run(f"frames/{folder}", [*INGEST, "--recording", "frames_json", folder, "-o", "out"])
    for name, pattern in cases.NAMES.items():
        table.run(f"name/{name}", [*INGEST, "--name", pattern, "a.csv", "-o", "out"])
    for name, text in cases.DESCRIBED.items():
        write("a.ini", f"[columns]\n{text}\n")
        table.run(f"described/{name}", [*INGEST, "-c", "a.ini", "a.csv", "-o", "out"])
    write("k.csv", cases.TABLE.replace("knee_l", "K").replace("ankle_l", "A").replace("hjc_l", "H"))
    write("a.ini", "".join(f"[landmarks:{name}]\nknee_l = K\nhjc_l = H\nankle_l = A\n" for name in ("one", "two")))
    table.run("landmarks/two alike", [*INGEST, "-c", "a.ini", "k.csv", "-o", "out"])
    table.run("landmarks/one named", [*INGEST, "-c", "a.ini", "--set", "landmarks=two", "k.csv", "-o", "out"])
    write("one.csv", "file,participant\na.csv,p1\n")
    write("two.csv", "file,participant,trial\na.csv,p1,2\nk.csv,p2,1\n")
    for names in (("one.csv", "two.csv"), ("a.csv", "two.csv"), ("a.csv", "a.csv")):
        table.run(f"twice/{' '.join(names)}", [*INGEST, *names, "-o", "out"])
    for name, options in cases.PLANS.items():
        table.run(f"plan/{name}", ["hinge-plan", "-q", *options, "-o", "plan"])
    for name, text in cases.PLANNED.items():
        write("plan.csv", text)
        table.run(f"planned/{name}", ["hinge-simulate", "-q", "--list", "plan.csv", "-o", "made"])
    write("frames.csv", "frame,zz_x,zz_y\n0,1,2\n1,1,2\n")
    for name in ("list.json", "email.txt", "blank.csv", "vicon_rate.csv", "frames.csv"):
        table.run(f"suggest/{name}", ["hinge-inspect", "-q", "--suggest", name])


def lists(table):
    """Trial lists."""
    write("a.csv", cases.TABLE)
    write("b.csv", cases.TABLE.replace("0.5", "0.51"))
    os.makedirs("inside", exist_ok=True)
    write("inside/c.csv", cases.TABLE.replace("0.5", "0.52"))
    os.symlink("../a.csv", "inside/link.csv")
    os.symlink("..", "inside/up")
    here = os.path.abspath("a.csv")
    for name, text in cases.LISTS.items():
        write("list.csv", text)
        table.run(f"list/{name}", [*INGEST, "list.csv", "-o", "out"])
    outside = {"dots": "../a.csv", "absolute": here, "link": "link.csv", "folder_link": "up/a.csv",
               "hidden_dots": "up/../a.csv", "dots_within": "../inside/../a.csv", "home": "~/a.csv"}
    for name, path in outside.items():
        write("inside/list.csv", f"file,participant\n{path},p1\n")
        table.run(f"list/outside_{name}", [*INGEST, "inside/list.csv", "-o", "out"])
        for row in table.rows.values():  # the absolute path is this folder's
            if here in row:
                table.rows[f"list/outside_{name}"] = row.replace(here, "/…/a.csv")


def settings(table):
    """Settings, filters, requests, and files that are another thing."""
    datasets = os.environ["HINGE_ROOT"] + "/datasets/cohort/trials.csv"
    subprocess.run([*INGEST, datasets, "-o", "study.h5"], check=True)
    subprocess.run(["hinge-analyze", "-q", "study.h5", "-o", "results.h5"], check=True)
    analyze = ["hinge-analyze", "-q", "study.h5", "-o", "out"]
    compare = ["hinge-compare", "-q"]
    for name, text in cases.SETTINGS.items():
        table.run(f"set/{name}", [*analyze, "--set", text])
    for name, text in cases.CONFIGS.items():
        write("a.ini", text)
        table.run(f"config/{name}", [*analyze, "-c", "a.ini"])
    for text in cases.WHERE:
        table.run(f"where/{text!a}", ["hinge-table", "-q", "reps", "results.h5", "--filter", text, "-o", "out"])
    for name, text in cases.REQUESTS.items():
        write("request.json", text)
        table.run(f"request/{name}", [*compare, "--request", "request.json"])
    with open("study.h5", "rb") as file:
        study = file.read()
    with open("results.h5", "rb") as file:
        results = file.read()
    others = {"empty": b"", "text": cases.TABLE.encode(), "hdf5": b"\x89HDF\r\n\x1a\n" + bytes(1000),
              "zip": b"PK\x03\x04" + bytes(40)}
    for name, data in {**others, "half": study[: len(study) // 2], "torn": study[:-100],
                       "results": results, "twice": study + study}.items():
        write("bad.h5", data)
        for tool in ("analyze", "check", "export", "inspect"):
            more = [] if tool == "inspect" else ["-o", "out"]
            more += ["--raw"] if tool == "export" else []
            table.run(f"study/{name}/{tool}", [f"hinge-{tool}", "-q", "bad.h5", *more])
    for name, data in {**others, "half": results[: len(results) // 2], "torn": results[:-100],
                       "study": study}.items():
        write("bad.h5", data)
        for tool, first in (("table", ["reps"]), ("report", []), ("plot", ["paired"])):
            table.run(f"results/{name}/{tool}", [f"hinge-{tool}", "-q", *first, "bad.h5", "-o", "out"])
        between = ["between", "bad.h5", "--outcome", "lumbar_fraction", "--group", "group", "-o", "out"]
        table.run(f"results/{name}/compare", [*compare, *between])
        table.run(f"results/{name}/merge", ["hinge-merge", "-q", "bad.h5", "-o", "out"])


def main():
    options = [a for a in sys.argv[1:] if a.startswith("--")]
    golden, folder = (os.path.abspath(a) for a in sys.argv[1:] if not a.startswith("--"))
    os.chdir(folder)
    table = Table()
    recordings(table, "--full" in options or "--accept" in options)
    if not os.path.exists("c3d"):
        sys.exit("no c3d recording")
    c3d(table)
    tables(table)
    asked(table)
    lists(table)
    settings(table)
    if "--accept" in options:
        write(golden, "# input\texit\twhat is said\n" + "".join(f"{row}\n" for row in table.rows.values()))
    with open(golden, encoding="utf-8") as file:
        expected = {row.split("\t")[0]: row for row in file.read().splitlines()}
    for name, row in table.rows.items():
        if expected.get(name) != row:
            table.wrong.append(f"expected {expected.get(name)}\n  actual {row}")
    print(*table.wrong, sep="\n")
    refused = sum(row.split("\t")[1] != "0" for row in table.rows.values())
    print(f"{len(table.rows)} inputs, {refused} refused, {len(table.wrong)} wrong")
    return bool(table.wrong)


if __name__ == "__main__":
    sys.exit(main())
