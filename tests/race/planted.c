/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two races that a checker must find: a count that items share without a lock, and
 * scratch that belongs to all threads. Without arguments neither: must be found clean.
 */
#include "base/parallel.h"

#include <stdio.h>
#include <string.h>

enum { ITEMS = 200 };

struct shared {
    size_t count;
    double scratch[8];
    size_t apart[ITEMS];
    bool races;
};

static enum hinge_status work(void *context, void *scratch, size_t item, struct hinge_error *error)
{
    struct shared *s = context;
    (void)scratch;
    (void)error;
    s->apart[item] = item;
    if (s->races) {
        s->count++;
        s->scratch[item % 8] = (double)item;
    }
    return HINGE_OK;
}

int main(int argc, char **argv)
{
    static struct shared shared;
    shared.races = argc > 1 && strcmp(argv[1], "race") == 0;
    struct hinge_loop loop = {.items = ITEMS, .threads = 2, .work = work, .context = &shared};
    enum hinge_status status = hinge_parallel_for(&loop, NULL);
    printf("%zu\n", shared.count);
    return status == HINGE_OK ? 0 : 1;
}
