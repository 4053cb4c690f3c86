/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checksum of HDF5's own structures. */
#ifndef HINGE_STORE_LOOKUP3_H
#define HINGE_STORE_LOOKUP3_H

#include <stddef.h>
#include <stdint.h>

/* Bob Jenkins' lookup3 (public domain) of at least one byte, initial value 0. */
uint32_t hinge_lookup3(const unsigned char *key, size_t length);

/* A little-endian number of at most eight bytes. */
uint64_t hinge_little_endian(const unsigned char *at, unsigned bytes);

#endif
