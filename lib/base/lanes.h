/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loops in lanes, in three versions where the system can choose one when a program
 * starts: eight doubles at a time where the processor has AVX-512, four where it has
 * AVX2, else two. Never with fused operations: the values are the same. For static
 * functions, as gcc exports the others whatever their visibility. */
#ifndef HINGE_BASE_LANES_H
#define HINGE_BASE_LANES_H

#include <stdint.h> /* __GLIBC__ */

#if defined(__x86_64__) && defined(__GLIBC__) && !defined(__clang__) &&                            \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define HINGE_WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define HINGE_WIDE
#endif

#endif
