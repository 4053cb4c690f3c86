#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Recordings of every layout, each spoilt in several ways: why it is refused, or every number that is read of it,
# as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
make_all() { # tool format...
    local tool=$1 format
    shift
    for format; do "$tool" -q -n 1 --seed 5 --reps 1 --stand 0.5 --descent 0.8 --rest 0.3 --cue none --rate 10 --format "$format" -o "$format"; done
}
make_all hinge-simulate trc-b csv csv-mediapipe kinovea
make_all simulate-more alphapose mediapipe-json mediapipe-unnamed deeplabcut sleap kinect kinovea-text positions-json vicon \
    qualisys motive azure quaternions mvnx mot angles
python3 - <<'PY' || exit 1
import os, pathlib, re

number = re.compile(r"[0-9][0-9.]*")
def numbers(line, new, at, on=False):
    """the number of that place in a line is another, and those behind it, too, if asked"""
    found = list(number.finditer(line))[at - 1:None if on else at]
    for m in reversed(found):
        line = line[:m.start()] + new + line[m.end():]
    return line
def line(k, change):
    return lambda lines: [change(text) if i == k - 1 else text for i, text in enumerate(lines)]
def named(text):
    return re.sub("[Hh]ip", "HIP ", re.sub("[Kk]nee", "Kneee", text))
ways = {
    "whole": lambda lines: lines,
    "word": line(15, lambda text: numbers(text, "abc", 3)),
    "cut": lambda lines: "\n".join(lines)[:2500].split("\n"),
    "cell": line(14, lambda text: re.sub(r"[,;\t][^,;\t]*$", "", text)),
    "more": line(14, lambda text: text + ",9"),
    "back": lambda lines: lines[:15] + lines[16:17] + lines[15:16] + lines[17:],
    "blank": lambda lines: line(18, lambda text: "")(line(14, lambda text: numbers(text, "", 2, True))(lines)),
    "comma": lambda lines: lines[:8] + [re.sub(r"([0-9])\.([0-9])", r"\1,\2", text) for text in lines[8:]],
    "head": lambda lines: lines[1:],
    "huge": lambda lines: line(16, lambda text: numbers(text, "-inf", 2))(line(13, lambda text: numbers(text, "1e400", 2))(lines)),
    "names": lambda lines: [named(text) for text in lines[:8]] + lines[8:],
}
os.mkdir("spoilt")
for layout in sorted(p.name for p in pathlib.Path(".").iterdir() if (p / "p001").is_dir()):
    file = min(p for p in pathlib.Path(layout, "p001").rglob("*") if p.is_file())
    lines = file.read_text().split("\n")
    for way, spoil in ways.items():
        with open(f"spoilt/{layout}.{way}{file.suffix}", "w", newline="") as out:
            out.write("\n".join(spoil(lines)))
PY
pin refused hinge-ingest --rate 10 spoilt/* -o study.h5
pin raw hinge-export study.h5 --raw -o raw
python3 -c 'import pathlib
for p in pathlib.Path("raw").iterdir(): p.rename("out/" + p.stem.replace(".whole", "").replace(".", ","))'
pinned
