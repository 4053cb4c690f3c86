/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only door to threads (OpenMP): independent items, a slot of results per item,
 * scratch per thread; the same between reading and keeping in order; and a piece of
 * work beside one's own. Sums over items are done by the caller, in order, afterwards.
 */
#ifndef HINGE_BASE_PARALLEL_H
#define HINGE_BASE_PARALLEL_H

#include "os/system.h"

#include <hinge/progress.h>
#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h> /* __GLIBC__ */

/* Works on one item; `scratch` is this thread's own (what make_scratch returned, or
 * NULL). Must not call HDF5 and must not touch another item's slot. */
typedef enum hinge_status (*hinge_parallel_work)(void *context, void *scratch, size_t item,
                                                 struct hinge_error *error);

struct hinge_loop {
    size_t items;
    int threads; /* <= 0: one per processor */
    hinge_parallel_work work;
    void *context;
    void *(*make_scratch)(void *context); /* may be NULL; NULL result means no memory */
    void (*free_scratch)(void *scratch);
    const struct hinge_progress *progress; /* asked before each item and told after it;
                                              may be NULL */
};

/* Runs every item once, whatever fails, unless the user wants to stop (INTERRUPTED).
 * Returns the failure of the lowest-numbered
 * failing item (also in *error), so that the message does not depend on the number of
 * threads. */
enum hinge_status hinge_parallel_for(const struct hinge_loop *loop, struct hinge_error *error);

/* Items that are read and kept in order by the calling thread, and worked on by all in
 * between: nobody waits for what is read or kept, nor for the end of a block. At most
 * four for each thread are read that none has begun. `keep` is what may sum, write, or
 * take as long as it needs; where it runs such items itself, all threads work on those
 * meanwhile. */
struct hinge_ordered {
    struct hinge_loop loop;                /* the work, without progress */
    const struct hinge_progress *progress; /* asked before every step, in the calling
                                              thread; may be NULL */
    size_t slots; /* how many may be in hand, read and not kept: i is in i % slots */
    enum hinge_status (*read)(void *context, size_t item, struct hinge_error *error);
    enum hinge_status (*keep)(void *context, size_t item, struct hinge_error *error);
    /* whether no more is read before something in hand is kept; may be NULL */
    bool (*full)(void *context);
    /* the item itself, or a later one less than `slots` away whose work does this
     * one's too; may be NULL */
    size_t (*done_with)(void *context, size_t item);
};

/* Ends with the first item that fails, those before it kept, whatever the number of
 * threads; INTERRUPTED at once. What is in slots then is the caller's to clear. */
enum hinge_status hinge_ordered_for(const struct hinge_ordered *ordered, struct hinge_error *error);

/* Threads to use when the user gave none (processors available to this process). */
int hinge_parallel_default(void);

/* --- loops in lanes, in three versions where the system can choose one when a program starts:
 * eight doubles at a time where the processor has AVX-512, four where it has AVX2, else two. Never
 * with fused operations: the values are the same. For static functions, as gcc exports the others
 * whatever their visibility --- */

#if defined(__x86_64__) && defined(__GLIBC__) && !defined(__clang__) &&                            \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define HINGE_WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define HINGE_WIDE
#endif

#endif
