/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows made by one thread and taken by another: two tables that change places. */
#include "report/tables/parts/blocks.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "report/tables/parts/columns.h"
#include "report/tables/parts/units.h"

#include <stdlib.h>
#include <string.h>

/* Handed over at once, at least: enough for all threads to write. */
enum { CELLS = 1024 * 128 };

struct hinge_tab_blocks {
    struct hinge_aside aside;
    struct hinge_table rows;  /* on their way, or empty */
    struct hinge_table block; /* those of their columns that are seen */
    const struct hinge_table_request *request;
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
    struct hinge_tab_blocks *blocks = context;
    enum hinge_status status =
        blocks->request->take(blocks->request->take_context, &blocks->block, error);
    free(blocks->block.column);
    blocks->block = (struct hinge_table){0};
    hinge_table_empty(&blocks->rows);
    return status;
}

enum hinge_status hinge_tab_handed(struct hinge_tabulation *tab,
                                   struct hinge_error *error)
{
    return tab->blocks != NULL ? hinge_aside_end(&tab->blocks->aside, error) : HINGE_OK;
}

enum hinge_status hinge_tab_hand_over(struct hinge_tabulation *tab,
                                      struct hinge_table *table,
                                      struct hinge_error *error)
{
    if (table->rows * table->n_columns < CELLS || !is_made_in_blocks(tab))
        return HINGE_OK;
    enum hinge_status status = hinge_tab_handed(tab, error);
    if (status == HINGE_OK && tab->blocks == NULL) {
        tab->blocks = hinge_alloc(1, sizeof *tab->blocks);
        status = tab->blocks != NULL
                     ? hinge_table_add_columns_of(&tab->blocks->rows, table, error)
                     : hinge_no_memory(error);
    }
    if (status == HINGE_OK)
        status = hinge_tab_unit_cells(tab, table, error);
    if (status != HINGE_OK)
        return status;
    struct hinge_tab_blocks *blocks = tab->blocks;
    const struct hinge_table empty = blocks->rows;
    blocks->rows = *table;
    *table = empty;
    blocks->request = tab->request;
    status = hinge_tab_seen(tab, &blocks->rows, &blocks->block, error);
    if (status == HINGE_OK)
        status = hinge_tab_unit_names(tab, &blocks->block, true, error);
    tab->taken += blocks->rows.rows;
    return status == HINGE_OK ? hinge_aside_start(&blocks->aside, give, blocks, error)
                              : status;
}

void hinge_tab_blocks_clear(struct hinge_tabulation *tab)
{
    struct hinge_tab_blocks *blocks = tab->blocks;
    if (blocks == NULL)
        return;
    hinge_aside_end(&blocks->aside, NULL);
    free(blocks->block.column);
    hinge_table_clear(&blocks->rows);
    free(blocks);
    tab->blocks = NULL;
}
