#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Inputs for tests/fuzz/fuzz_journal.c from a journal: journal_seeds.py JOURNAL i|r FOLDER. "i": the
layout and recordings, without checksums; "r": "r" and a result, without its place, in each file."""
import struct
import sys

HEADER, PREFIX, PLACE, MOST, ROOM = 17 + 65, 16, 16, 8, 16384


def main():
    source, how, folder = sys.argv[1:]
    journal = open(source, "rb").read()
    at, records = HEADER, []
    while at + PREFIX <= len(journal):
        kind, length = struct.unpack_from("<IQ", journal, at + 4)
        records.append((kind, journal[at + 4 : at + PREFIX + length]))
        at += PREFIX + length
    layout, seeds = b"", []
    for kind, record in records:
        if how == "r" and kind == 1:
            seeds.append(b"r" + record[PREFIX - 4 + PLACE :])
        elif how == "i" and kind == 1:
            layout = record
        elif how == "i" and kind == 2:
            seeds.append(layout + record)
    for i, seed in enumerate([seed for seed in seeds if len(seed) <= ROOM][:MOST]):
        with open(f"{folder}/{how}{i}", "wb") as out:
            out.write(seed)


main()
