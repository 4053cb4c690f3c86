/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What work on one repetition leaves for the others of the same trial. */
#include "reps/kept.h"

#include "base/memory.h"

#include <stdlib.h>

enum { OWNERS = 8 };

struct hinge_kept {
    struct hinge_arena arena;
    const void *owner[OWNERS];
    void *data[OWNERS];
};

struct hinge_kept *hinge_kept_new(void)
{
    return hinge_alloc(1, sizeof(struct hinge_kept));
}

void hinge_kept_free(struct hinge_kept *kept)
{
    if (kept != NULL)
        hinge_arena_clear(&kept->arena);
    free(kept);
}

void *hinge_reps_kept(const struct hinge_reps *reps, const void *owner, size_t size, bool *made)
{
    struct hinge_kept *kept = reps->kept;
    size_t k = 0;
    while (k < OWNERS && kept->owner[k] != NULL && kept->owner[k] != owner)
        k++;
    *made = k < OWNERS && kept->owner[k] == NULL;
    if (k == OWNERS)
        return NULL;
    if (*made)
        kept->data[k] = hinge_arena_alloc(&kept->arena, 1, size);
    kept->owner[k] = kept->data[k] != NULL ? owner : NULL;
    return kept->data[k];
}
