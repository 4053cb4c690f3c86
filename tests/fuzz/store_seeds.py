#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An input for fuzz_study.c or fuzz_results.c: store_seeds.py FILE leaves the chunks of a study or
results file as they were before they were compressed, so that a changed byte is a changed value.
Their checksums are then wrong; the targets mend them."""
import sys
import zlib

import h5py


def unpack(name, dataset):
    if not isinstance(dataset, h5py.Dataset) or dataset.chunks is None:
        return
    for i in range(dataset.id.get_num_chunks()):
        at = dataset.id.get_chunk_info(i).chunk_offset
        mask, stored = dataset.id.read_direct_chunk(at)
        plain = zlib.compress(zlib.decompress(stored[:-4]), 0)
        dataset.id.write_direct_chunk(at, plain + bytes(4), mask)


with h5py.File(sys.argv[1], "r+", libver="v110") as file:
    file.visititems(unpack)
