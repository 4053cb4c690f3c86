#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flips bits of a journal (lib/store/journal.c): journal_bits.py IN OUT WHERE SEED. Exit 2 where
IN is not a journal of at least four records. WHERE:

checksum, kind, length   of one record
head                     one bit of the first 400 bytes of one record: rows, counts, digests, rates, texts
body                     one bit behind them: the packed numbers
heads, bodies            the same of every record from one in the first half on
forged                   one bit of the first 400 bytes of every tenth record, the checksum made to fit
again                    no bit: the stored repetitions of results (kind 2) once more at the end
"""
import random
import struct
import sys
import zlib

HEADER, PREFIX, HEAD = 17 + 65, 16, 400
FIELDS = {"checksum": (0, 4), "kind": (4, 8), "length": (8, 16)}


def records(journal):
    """Where each whole record's prefix begins, and how long the record is."""
    at, found = HEADER, []
    while at + PREFIX <= len(journal):
        length = struct.unpack_from("<Q", journal, at + 8)[0]
        if at + PREFIX + length > len(journal):
            break
        found.append((at, length))
        at += PREFIX + length
    return found


def main():
    source, target, where, seed = sys.argv[1:]
    chance = random.Random(int(seed))
    journal = bytearray(open(source, "rb").read())
    found = [(at, length) for at, length in records(journal) if length > 0]
    if len(found) < 4 or not journal.startswith(b"hingekit journal\n"):
        return 2
    if where == "again":
        batches = [journal[at : at + PREFIX + n] for at, n in found if journal[at + 4 : at + 8] == b"\2\0\0\0"]
        open(target, "wb").write(b"".join([journal, *batches]))
        return 0 if batches else 2
    if where in ("bodies", "body"):
        found = [record for record in found if record[1] > HEAD] or found
    if where == "forged":
        found = chance.sample(found, (len(found) + 9) // 10)
    first = 0 if where == "forged" else chance.randrange((len(found) + 1) // 2 if where.endswith("s") else len(found))
    for at, length in found[first:] if where in ("heads", "bodies", "forged") else found[first : first + 1]:
        if where in FIELDS:
            begin, end = FIELDS[where]
        elif where.startswith("head") or where == "forged":
            begin, end = PREFIX, PREFIX + min(HEAD, length)
        else:
            begin, end = PREFIX + min(HEAD, length - 1), PREFIX + length
        journal[at + chance.randrange(begin, end)] ^= 1 << chance.randrange(8)
        if where == "forged":
            sum_of = zlib.crc32(journal[at + 4 : at + PREFIX + length])
            struct.pack_into("<I", journal, at, sum_of)
    open(target, "wb").write(journal)
    return 0


sys.exit(main())
