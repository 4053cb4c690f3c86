"""c3d_there_and_back.py make TRC: float.c3d and whole.c3d of its markers, with analog channels, a plate, an event, a gap, a subject.
c3d_there_and_back.py check A B: what differs between two C3D files, by a parser that knows nothing of hingekit."""
import math, struct, sys


def records(path):
    """Parameters (group, name): values, and frames: points (x, y, z or None), analog numbers in units."""
    data = open(path, "rb").read()
    assert data[1] == 0x50 and len(data) % 512 == 0, path
    start, groups, found = (data[0] - 1) * 512, {}, []
    assert data[start + 3] == 84
    at = start + 4
    while data[at]:
        length, group = abs(struct.unpack_from("b", data, at)[0]), struct.unpack_from("b", data, at + 1)[0]
        name, link = data[at + 2:at + 2 + length].decode(), at + 2 + length
        if group < 0:
            groups[-group] = name
        else:
            kind, n = struct.unpack_from("bB", data, link + 2)
            dim = list(data[link + 4:link + 4 + n])
            count, body = math.prod(dim), link + 4 + n
            if kind == -1:
                text = data[body:body + count].decode()
                value = [text[i:i + dim[0]].strip() for i in range(0, count, max(dim[0], 1))]
            else:
                value = list(struct.unpack_from(f"<{count}{'f' if kind == 4 else 'h'}", data, body))
            found.append((group, name, value))
        step = struct.unpack_from("<H", data, link)[0]
        at = link + step if step else start + data[start + 2] * 512
    told = {(groups[g], n): v for g, n, v in found}
    points, analog, first, last, _, scale, block, samples, rate = struct.unpack_from("<HHHHHfHHf", data, 2)
    ends = [(a & 65535) + 65536 * b for a, b in (told["TRIAL", "ACTUAL_START_FIELD"], told["TRIAL", "ACTUAL_END_FIELD"])]
    assert ends == [first, last] and told["POINT", "DATA_START"] == [block] and told["POINT", "USED"] == [points]
    kind, factor = ("f", 1) if scale < 0 else ("h", scale)
    frames, width, at = [], struct.calcsize(kind), (block - 1) * 512
    for _ in range(last - first + 1):
        row = struct.unpack_from(f"<{4 * points + analog}{kind}", data, at)
        at += width * len(row)
        places = [tuple(v * factor for v in row[i:i + 3]) if row[i + 3] >= 0 else None for i in range(0, 4 * points, 4)]
        n = analog // max(samples, 1)
        frames.append((places, [(v - told["ANALOG", "OFFSET"][i % n]) * told["ANALOG", "SCALE"][i % n] * told["ANALOG", "GEN_SCALE"][0]
                                for i, v in enumerate(row[4 * points:])]))
    return told, first, rate, frames


def write(path, markers, rows, whole):
    """50 Hz, frames from 51 on; of each frame two samples of seven channels."""
    section, groups = bytearray(), []
    def put(group, name, kind, dim, value):
        if group not in groups:
            groups.append(group)
            section.extend(struct.pack("bb", len(group), -len(groups)) + group.encode() + b"\3\0\0")
        body = value.encode() if kind == -1 else struct.pack(f"<{len(value)}{'f' if kind == 4 else 'h'}", *value)
        section.extend(struct.pack("bb", len(name), groups.index(group) + 1) + name.encode() +
                       struct.pack("<HbB", 5 + len(dim) + len(body), kind, len(dim)) + bytes(dim) + body + b"\0")
    scale, last = (0.1 if whole else -0.1), 50 + len(rows)
    labels = "".join(m.ljust(8) for m in markers)
    for group, name, kind, dim, value in (
            ("POINT", "USED", 2, [], [len(markers)]), ("POINT", "SCALE", 4, [], [scale]), ("POINT", "RATE", 4, [], [50]),
            ("POINT", "DATA_START", 2, [], [8]), ("POINT", "LABELS", -1, [8, len(markers)], labels), ("POINT", "UNITS", -1, [2], "mm"),
            ("POINT", "X_SCREEN", -1, [2], "+X"), ("POINT", "Y_SCREEN", -1, [2], "+Y"), ("ANALOG", "USED", 2, [], [7]),
            ("ANALOG", "LABELS", -1, [3, 9], "Fx Fy Fz Mx My Mz EMGoffoff"), ("ANALOG", "GEN_SCALE", 4, [], [0.5]),
            ("ANALOG", "SCALE", 4, [7], [.25] * 7), ("ANALOG", "OFFSET", 2, [7], [3] * 7),
            ("FORCE_PLATFORM", "USED", 2, [], [1]), ("FORCE_PLATFORM", "TYPE", 2, [1], [2]), ("FORCE_PLATFORM", "ORIGIN", 4, [3, 1], [1.5, 0, -40]),
            ("FORCE_PLATFORM", "CORNERS", 4, [3, 4, 1], [0, 0, 0, 600, 0, 0, 600, 0, 400, 0, 0, 400]), ("FORCE_PLATFORM", "CHANNEL", 2, [6, 1], [1, 2, 3, 4, 5, 6]),
            ("TRIAL", "ACTUAL_START_FIELD", 2, [2], [51, 0]), ("TRIAL", "ACTUAL_END_FIELD", 2, [2], [last, 0]),
            ("EVENT", "USED", 2, [], [1]), ("EVENT", "LABELS", -1, [6, 1], "Clap  "), ("EVENT", "CONTEXTS", -1, [7, 1], "General"),
            ("EVENT", "TIMES", 4, [2, 1], [0, 2.125]), ("SUBJECTS", "NAMES", -1, [12, 1], "Mary Sampler")):
        put(group, name, kind, dim, value)
    data = bytearray(struct.pack("<BBHHHHHfHHf", 2, 0x50, len(markers), 14, 51, last, 10, scale, 8, 2, 50).ljust(512, b"\0"))
    data += (bytes([1, 0x50, 6, 84]) + bytes(section)).ljust(6 * 512, b"\0")
    for n, row in enumerate(rows):
        for k in range(len(markers)):
            x = [float(v) if v else 0 for v in row[3 * k:3 * k + 3]]
            seen = all(row[3 * k:3 * k + 3]) and not (k == 0 and 5 <= n < 9)
            x = [*(x if seen else (0, 0, 0)), 2 if seen else -1]
            data += struct.pack("<4h", *(round(v / .1) for v in x[:3]), x[3]) if whole else struct.pack("<4f", *x)
        data += struct.pack("<14" + ("h" if whole else "f"), *((n * 7 + i) % 50 for i in range(14)))
    open(path, "wb").write(data.ljust(-(-len(data) // 512) * 512, b"\0"))


if sys.argv[1] == "make":
    lines = open(sys.argv[2]).read().splitlines()
    names = [m for m in lines[3].split("\t")[2:] if m]
    table = [line.split("\t")[2:] for line in lines[5:] if line.strip()]
    for kind in False, True: write("whole.c3d" if kind else "float.c3d", names, [[c.strip() for c in r] for r in table], kind)
else:
    (old, first, rate, frames), (new, first2, rate2, frames2) = records(sys.argv[2]), records(sys.argv[3])
    off = 0
    for (points, numbers), (points2, numbers2) in zip(frames[first2 - first:], frames2):
        for one, other in zip(points, points2):
            assert (one is None) == (other is None), "a gap"
            off = max(off, *(abs(a - b) for a, b in zip(one, other))) if one else off
        assert all(abs(a - b) <= 1e-6 * abs(a) for a, b in zip(numbers, numbers2)) and len(numbers) == len(numbers2), "analog"
    print(f"frames {len(frames)} from {first}, {len(frames2)} from {first2}; points {len(frames2[0][0])}; largest difference {off:.2g}" if off else
          f"frames {len(frames)} from {first}, {len(frames2)} from {first2}; points {len(frames2[0][0])}; equal to the bit")
    changed = [f"{g}:{n}" for (g, n), v in old.items() if new.get((g, n)) != v and g not in ("TRIAL", "EVENT")]
    print("differs:", *changed, "; new:", *(f"{g}:{n}" for g, n in new if (g, n) not in old))
    print("events:", *(f"{l} {60 * new['EVENT', 'TIMES'][2 * i] + new['EVENT', 'TIMES'][2 * i + 1]:.3f}" for i, l in enumerate(new["EVENT", "LABELS"])))
    print("angles:", *new.get(("POINT", "ANGLES"), ["none"]))
