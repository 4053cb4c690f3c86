#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sticker_films.py STICKERS.JS WORK: draws films of a bending chain of stickers, follows them in node, compares with where they were drawn.
A film is a wall, a body of thick lines, discs of a colour, an arm, noise; it is encoded and decoded again. Says each bound that is not met."""
import csv
import json
import math
import subprocess
import sys

import cv2
import numpy as np

W, H, HZ, PX, R = 540, 960, 30, 400., 3.7
NAMES = ("C7", "L1", "L5", "trochanter", "knee", "ankle")
COLOURS = {"pink": (150, 50, 250), "green": (70, 215, 80), "skin": (140, 170, 205)}
FILMS = {  # wrong: what is different
    "plain": {}, "green": {"colour": "green", "seed": 2, "share": .45}, "dark": {"seed": 3, "light": .4, "skin": (55, 75, 110)},
    "falls": {"seed": 4, "falls": 1.6}, "twin": {"seed": 5, "twin": True}, "busy": {"seed": 6, "busy": True, "colour": "green"}, "arm": {"seed": 7, "arm": True},
    "cut": {"seed": 8, "cut": 2.}, "skin": {"seed": 9, "colour": "skin"}}


def line(start, length, degrees):
    return start + length * np.array([math.sin(math.radians(degrees)), math.cos(math.radians(degrees))])


def body(t, share):
    """Places in metres, x forward, y up; the trunk bends by 95 degrees, `share` of it between L5 and L1."""
    s = .5 - .5 * math.cos(2 * math.pi * min(1, max(0, (t - .7) / 2.6)))
    lumbar, pelvis = 95 * share * s, 95 * (1 - share) * s
    ankle = np.array([0, .08])
    knee = line(ankle, .41, 4 * s)
    hip = line(knee, .41, -14 * s)
    lean = pelvis - 14 * s
    l5 = line(hip, .15, lean) - .1 * np.array([math.cos(math.radians(lean)), -math.sin(math.radians(lean))])
    l1 = line(l5, .17, lean + lumbar / 2)
    return dict(zip(NAMES, (line(l1, .36, lean + lumbar), l1, l5, hip, knee, ankle))), lumbar


def draw(name, work):
    """WORK/name.mp4; returns the places and names that are hidden of each picture."""
    k = {"seed": 1, "colour": "pink", "share": .3, "skin": (128, 160, 205)} | FILMS[name]
    r, col, truth = np.random.default_rng(k["seed"]), np.array(COLOURS[k["colour"]], float), []
    wall = np.full((H, W, 3), (150, 160, 150), np.uint8)
    for _ in range(12):
        x, y, grey = int(r.integers(0, W)), int(r.integers(0, H)), int(r.integers(70, 210))
        cv2.rectangle(wall, (x, y), (x + int(r.integers(20, 110)), y + int(r.integers(20, 200))), (grey, grey, int(grey * .95)), -1)
    for _ in range(110 if k.get("busy") else 0):
        cv2.circle(wall, (int(r.integers(0, W)), int(r.integers(0, H))), int(r.uniform(2, 10)), [int(v) for v in np.clip(col + r.normal(0, 20, 3), 0, 255)], -1, cv2.LINE_AA)
    wall = cv2.GaussianBlur(wall, (0, 0), 1.1)
    film = subprocess.Popen(["ffmpeg", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgr24", "-s", f"{W}x{H}", "-r", str(HZ), "-i", "-", "-c:v", "libx264", "-threads", "1", "-preset", "veryfast",
                             "-pix_fmt", "yuv420p", "-crf", "25", f"{work}/{name}.mp4"], stdin=subprocess.PIPE)
    for i in range(110):
        t, moved = i / HZ, 90 if k.get("cut") and i / HZ > k["cut"] else 0
        at, lumbar = body(t, k["share"])
        image = np.roll(255 - wall, 200, 0) if moved else wall.copy()
        place = {n: np.array([W * .55 - p[0] * PX + moved, H * .9 - p[1] * PX]) for n, p in at.items()}
        limb = [place[n] for n in ("ankle", "knee", "trochanter")] + [place["L5"] + (-18, 0), place["L1"] + (-22, 0), place["C7"] + (-14, 4)]
        for a, b, wide in zip(limb, limb[1:], (38, 52, 70, 74, 66)):
            cv2.line(image, a.astype(int).tolist(), b.astype(int).tolist(), k["skin"], wide, cv2.LINE_AA)
        gone = set()
        if k.get("falls") and t > k["falls"]:
            place["L1"] = place["L1"] + (60, min(400, 2000 * (t - k["falls"]) ** 2))
            gone.add("L1")
        spots = list(place.values()) + ([place["L5"] + (0, -22), np.array([90., 300.])] if k.get("twin") else [])
        for x, y in spots:
            x0, y0 = int(x) - 6, int(y) - 6
            if x0 < 0 or y0 < 0 or x0 + 13 > W or y0 + 13 > H:
                continue
            Y, X = np.mgrid[y0:y0 + 13, x0:x0 + 13]
            m = np.clip(R - np.hypot(X - x, Y - y) + .5, 0, 1)[..., None]
            image[y0:y0 + 13, x0:x0 + 13] = image[y0:y0 + 13, x0:x0 + 13] * (1 - m) + col * (1 - .15 * (Y - y)[..., None] / R) .clip(0, 255) * m
        hidden = set(gone)
        if k.get("arm"):
            a, b = place["trochanter"] + (-150, 150 - 130 * math.sin(t * 2)), place["trochanter"] + (120, 130 * math.sin(t * 2) - 60)
            cv2.line(image, a.astype(int).tolist(), b.astype(int).tolist(), (110, 140, 190), 22, cv2.LINE_AA)
            for n, p in place.items():
                u = np.clip(np.dot(p - a, b - a) / np.dot(b - a, b - a), 0, 1)
                if np.hypot(*(p - a - u * (b - a))) < 11 + 2 * R:
                    hidden.add(n)
        if moved:
            hidden |= set(NAMES)
        image = np.clip(image.astype(float) * (1 - k.get("light", 0) * i / 110) + r.normal(0, 2.5, (H, W, 1)), 0, 255).astype(np.uint8)
        film.stdin.write(image.tobytes())
        truth.append((place, hidden, gone if not moved else set(NAMES), lumbar))
    film.stdin.close()
    film.wait()
    return truth


def main():
    stickers, work = sys.argv[1:3]
    bad, false, given, off, told, spent = [], 0, 0, [], 0, []
    for name in FILMS:
        truth = draw(name, work)
        with open(f"{work}/{name}.clicks", "w", encoding="utf-8") as out:
            out.writelines(f"0,{n},{truth[0][0][n][0]:.0f},{truth[0][0][n][1]:.0f}\n" for n in NAMES)
        raw = subprocess.run(["ffmpeg", "-loglevel", "error", "-threads", "1", "-i", f"{work}/{name}.mp4", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], stdout=subprocess.PIPE, check=True).stdout
        run = [subprocess.run(["node", stickers, str(W), str(H), str(HZ), f"{work}/{name}.clicks"], input=raw, capture_output=True, check=False) for _ in range(2 if name == "plain" else 1)]
        if len({r.stdout for r in run}) > 1:
            bad.append(f"{name}: not the same twice")
        if name == "skin":
            if run[0].returncode != 1 or b"does not stand out" not in run[0].stderr:
                bad.append(f"{name}: not refused: {run[0].stderr[:200]}")
            continue
        if run[0].returncode:
            bad.append(f"{name}: {run[0].stderr[-300:]}")
            continue
        rows, said = list(csv.DictReader(run[0].stdout.decode().splitlines())), json.loads(run[0].stderr)
        wrong, seen, have, error = [], 0, 0, []
        for i, (row, (place, hidden, gone, _)) in enumerate(zip(rows, truth)):
            for n in NAMES:
                seen += n not in hidden
                if not row[n + "_x"]:
                    continue
                e = math.hypot(float(row[n + "_x"]) - place[n][0], float(row[n + "_y"]) - place[n][1])
                have += n not in hidden
                if e > R or n in gone and e > 0 and i > 2 and n in truth[i - 2][2]:
                    wrong.append(f"{n} {e:.1f} px at {i}")
                else:
                    error.append(e)
        false += len(wrong)
        if wrong:
            bad.append(f"{name}: {len(wrong)} false places: {', '.join(wrong[:4])}")
        if name == "cut" and said["cuts"] != [61]:
            bad.append(f"{name}: cuts {said['cuts']}, one before picture 61 is expected")
        spent.append(said["ms"])
        if name in ("plain", "green", "dark"):
            given, told, off = given + have, told + seen, off + error
            if len(said["asks"]) > 1:
                bad.append(f"{name}: {len(said['asks'])} questions")
    off.sort()
    share, half, most = 100 * given / told, off[len(off) // 2], off[int(.95 * len(off))]
    print(f"{share:.1f} % of seen places given, half within {half:.2f} px, 95 % within {most:.2f} px, {false} false places, {max(spent):.0f} ms a picture")
    if share < 95 or half > .4 or most > 1.2:
        bad.append("ordinary films: at least 95 % of the places, half within .4 px, 95 % within 1.2 px are expected")
    print(*bad, sep="\n")
    sys.exit(bool(bad))


main()
