/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the study's writer and reader need to know of packing. */
#ifndef HINGE_STORE_PACK_H
#define HINGE_STORE_PACK_H

#include "store/store.h"

enum { HINGE_PACK_FRAMES_MAX = 100000000 };

/* 10^decimals; NaN outside 0..9. */
double hinge_pack_divisor(int decimals);

/* Sets the chunk shape and count of a part from part->rows: k rows x all frames, at
 * most 1 MiB; rows longer than that are cut. halved: two chunks at least. */
void hinge_pack_geometry(struct hinge_packed_part *part, size_t n_frames, size_t element_size,
                         bool halved);

/* Whether the parts have every channel once, the exact ones with decimals that there is
 * a divisor for. */
bool hinge_pack_covers(const struct hinge_packed *packed);

#endif
