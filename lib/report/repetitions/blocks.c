/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows made by one thread and taken by another: two tables that change places. */
#include "report/repetitions/blocks.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "report/columns/shown.h"

#include <stdlib.h>
#include <string.h>

enum {
    CELLS = 1024 * 32, /* handed over at once, at least */
    BLOCKS = 8         /* on their way at once, at most */
};

/* Rows on their way, by a thread of their own. */
struct block {
    struct hinge_aside aside;
    struct hinge_table rows; /* or empty */
    struct hinge_table seen; /* those of their columns that are seen */
    size_t before;
    const struct hinge_table_request *request;
};

struct hinge_tab_blocks {
    struct block block[BLOCKS];
    size_t n, next; /* in turn */
};

static bool is_made_in_blocks(const struct hinge_tabulation *tab)
{
    const struct hinge_table_request *request = tab->request;
    return request->take != NULL && !request->wide && !hinge_tab_readable(tab) &&
           (request->sort == NULL || *request->sort == '\0') &&
           (request->stat == NULL || strcmp(request->stat, "n_pct") != 0);
}

static enum hinge_status give(void *context, struct hinge_error *error)
{
    struct block *block = context;
    enum hinge_status status =
        block->request->take(block->request->take_context, &block->seen, block->before, error);
    free(block->seen.column);
    block->seen = (struct hinge_table){0};
    hinge_table_empty(&block->rows);
    return status;
}

enum hinge_status hinge_tab_handed(struct hinge_tabulation *tab, struct hinge_error *error)
{
    struct hinge_tab_blocks *blocks = tab->blocks;
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; blocks != NULL && i < blocks->n; i++) {
        struct block *block = &blocks->block[(blocks->next + i) % blocks->n];
        enum hinge_status ended = hinge_aside_end(&block->aside, status == HINGE_OK ? error : NULL);
        status = status == HINGE_OK ? ended : status;
    }
    return status;
}

/* One block for each thread, that of the caller among them: where it fills the next,
 * all are at work. */
static enum hinge_status make_blocks(struct hinge_tabulation *tab, const struct hinge_table *table,
                                     struct hinge_error *error)
{
    int threads = hinge_parallel_default();
    struct hinge_tab_blocks *blocks = hinge_alloc(1, sizeof *blocks);
    enum hinge_status status = HINGE_OK;
    tab->blocks = blocks;
    blocks->n = threads < BLOCKS ? (size_t)threads : BLOCKS;
    for (size_t i = 0; status == HINGE_OK && i < blocks->n; i++)
        status = hinge_table_add_columns_of(&blocks->block[i].rows, table, error);
    return status;
}

enum hinge_status hinge_tab_hand_over(struct hinge_tabulation *tab, struct hinge_table *table,
                                      struct hinge_error *error)
{
    if (table->rows * table->n_columns < CELLS || !is_made_in_blocks(tab))
        return HINGE_OK;
    enum hinge_status status = tab->blocks == NULL ? make_blocks(tab, table, error) : HINGE_OK;
    if (status != HINGE_OK)
        return status;
    struct block *block = &tab->blocks->block[tab->blocks->next];
    tab->blocks->next = (tab->blocks->next + 1) % tab->blocks->n;
    status = hinge_aside_end(&block->aside, error);
    if (status != HINGE_OK)
        return status;
    const struct hinge_table empty = block->rows;
    block->rows = *table;
    *table = empty;
    block->request = tab->request;
    block->before = tab->taken;
    status = hinge_tab_seen(tab, &block->rows, &block->seen, error);
    tab->taken += block->rows.rows;
    return status == HINGE_OK ? hinge_aside_start(&block->aside, give, block, error) : status;
}

void hinge_tab_blocks_clear(struct hinge_tabulation *tab)
{
    struct hinge_tab_blocks *blocks = tab->blocks;
    hinge_tab_handed(tab, NULL);
    for (size_t i = 0; blocks != NULL && i < blocks->n; i++) {
        free(blocks->block[i].seen.column);
        hinge_table_clear(&blocks->block[i].rows);
    }
    free(blocks);
    tab->blocks = NULL;
}
