#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text of HDF5 files: names of groups and tables, attributes, cells. As a script it prints the
texts of the files given that hold one of the words (in any case), and how many were read."""
import sys

import h5py
import numpy


def texts(value):
    value = numpy.asarray(value)
    if value.dtype.kind == "S" and value.ndim == 2:
        return [b"".join(row).decode() for row in value]
    return [str(v) for v in value.ravel()] if value.dtype.kind in "SO" else []


def words(path):
    found = []

    def visit(name, item):
        found.append(name)
        for value in item.attrs.values():
            found.extend(texts(value))
        if isinstance(item, h5py.Dataset):
            found.extend(texts(item[...]))

    with h5py.File(path) as file:
        visit("/", file)
        file.visititems(visit)
    return found


if __name__ == "__main__":
    secrets = sys.argv[1].lower().split(",")
    for path in sys.argv[2:]:
        found = words(path)
        for word in found:
            if any(secret in word.lower() for secret in secrets):
                print(path, "holds", word)
        print(path, "more than 1000 texts" if len(found) > 1000 else f"only {len(found)} texts")
