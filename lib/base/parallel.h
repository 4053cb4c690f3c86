/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads (OpenMP is used only here): loops over independent items, each with its own result and
 * each thread with its own scratch; and the same with reading before and keeping after, in order.
 * Callers sum over items afterwards, in order. */
#pragma once

#include "os/system.h"

#include <hinge/progress.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h> /* __GLIBC__ */

/* Works on one item; `scratch` belongs to the thread (from make_scratch, or NULL). May not call
 * HDF5, nor touch the results of other items. */
typedef enum hinge_status (*hinge_parallel_work)(void *context, void *scratch, size_t item,
                                                 struct hinge_error *error);

struct hinge_loop {
    size_t items;
    int threads; /* <= 0: one per processor */
    hinge_parallel_work work;
    void *context;
    void *(*make_scratch)(void *context); /* may be NULL; NULL result means no memory */
    void (*free_scratch)(void *scratch);
    const struct hinge_progress *progress; /* asked before and told after each item; may be NULL */
};

/* Runs every item once, also after a failure, unless the user stops it (INTERRUPTED). Returns, also
 * in *error, the failure of the first failing item, so that the message does not depend on the
 * number of threads. */
enum hinge_status hinge_parallel_for(const struct hinge_loop *loop, struct hinge_error *error);

/* Items that the calling thread reads and keeps in order, with work by all threads in between, so
 * that no thread waits for reading, keeping or the end of a block. At most four items per thread
 * are read before their work begins. `keep` may sum, write, or take as long as it needs; if it runs
 * a loop itself, all threads help with it. */
struct hinge_ordered {
    struct hinge_loop loop;                /* the work, without progress */
    const struct hinge_progress *progress; /* asked before every step, in the calling
                                              thread; may be NULL */
    size_t slots; /* items that may be read and not yet kept; item i uses slot i % slots */
    enum hinge_status (*read)(void *context, size_t item, struct hinge_error *error);
    enum hinge_status (*keep)(void *context, size_t item, struct hinge_error *error);
    /* Whether reading must wait until another item is kept; may be NULL. */
    bool (*full)(void *context);
    /* The item, or a later one (less than `slots` away) whose work includes that of this item; may
     * be NULL. */
    size_t (*done_with)(void *context, size_t item);
};

/* Ends at the first item that fails, after keeping those before it, with any number of threads;
 * INTERRUPTED at once. The caller clears the slots. */
enum hinge_status hinge_ordered_for(const struct hinge_ordered *ordered, struct hinge_error *error);

/* Default number of threads: processors that this process may use. */
int hinge_parallel_default(void);

/* --- Vectorised loops, in three versions of which the system chooses one when a program starts:
 * eight doubles at a time with AVX-512, four with AVX2, else two. Never with fused operations, so
 * the values are the same. For static functions, because gcc exports others in any case. --- */

#if defined(__x86_64__) && defined(__GLIBC__) && !defined(__clang__) &&                            \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define HINGE_WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define HINGE_WIDE
#endif
