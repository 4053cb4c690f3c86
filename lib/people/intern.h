/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts numbered in the order they were first seen. */
#ifndef HINGE_PEOPLE_INTERN_H
#define HINGE_PEOPLE_INTERN_H

#include "base/memory.h"

#include <stddef.h>

/* Zero-initialise. */
struct hinge_intern {
    size_t n, capacity;
    const char **text;   /* by number; in the arena */
    size_t *slot, slots; /* number + 1 by hash, 0 empty; slots is a power of two */
    struct hinge_arena arena;
};

/* Number of a text, a new one when it is new; SIZE_MAX when memory is out. */
size_t hinge_intern_number(struct hinge_intern *intern, const char *text);
void hinge_intern_clear(struct hinge_intern *intern);

#endif
