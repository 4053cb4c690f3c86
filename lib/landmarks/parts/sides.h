/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sides in the names that people give to points: "left knee", "Knie links", "genou_G".
 */
#pragma once

#include "base/base.h"

enum hinge_side { HINGE_SIDE_NONE, HINGE_SIDE_LEFT, HINGE_SIDE_RIGHT };

/* A name's letters without their accents ("Épaule" is Epaule, "Fuß" Fuss), cut to the
 * capacity. */
void hinge_side_plain(const char *name, char *out, size_t capacity);

/* Takes a word for the side off the beginning or the end of a plain name, and returns
 * it; NONE: the name has none, or is nothing else. */
enum hinge_side hinge_side_take(char *name);
