/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of results as text, block by block. */
#include <hinge/report.h>
#include <hinge/results.h>

#include "base/text.h"
#include "os/thread.h"
#include "report/request/tabulation.h"
#include "report/writers/writer.h"

#include <stdlib.h>

enum { TEXTS = 16 }; /* kept for the next blocks: new memory is slow */

/* Blocks become text side by side, and are handed over in turn. */
struct long_table {
    const char *writer;
    const struct hinge_writer_options *options;
    hinge_take_text *take;
    void *context;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t turn;
    size_t rows; /* handed over */
    bool failed; /* in that */
    struct hinge_text unused[TEXTS];
    size_t n_unused;
};

static struct hinge_text take_unused(struct long_table *to)
{
    struct hinge_text text = {0};
    pthread_mutex_lock(&to->lock);
    if (to->n_unused > 0)
        text = to->unused[--to->n_unused];
    pthread_mutex_unlock(&to->lock);
    text.length = 0;
    return text;
}

/* The text of a block, after those before it; of one that failed nothing is taken any
 * more. */
static enum hinge_status hand_over(struct long_table *to, struct hinge_text *text, size_t before,
                                   size_t rows, enum hinge_status status, struct hinge_error *error)
{
    pthread_mutex_lock(&to->lock);
    while (to->rows != before && !to->failed)
        pthread_cond_wait(&to->turn, &to->lock);
    bool mine = !to->failed && status == HINGE_OK;
    pthread_mutex_unlock(&to->lock);
    if (mine)
        status = to->take(to->context, hinge_text_string(text), text->length, error);
    pthread_mutex_lock(&to->lock);
    if (status == HINGE_OK)
        to->rows = before + rows;
    else
        to->failed = true;
    if (to->n_unused < TEXTS)
        to->unused[to->n_unused++] = *text;
    else
        hinge_text_clear(text);
    pthread_cond_broadcast(&to->turn);
    pthread_mutex_unlock(&to->lock);
    return status;
}

static enum hinge_status give(struct long_table *to, const struct hinge_table *block, size_t before,
                              bool last, struct hinge_error *error)
{
    struct hinge_text text = take_unused(to);
    enum hinge_status status =
        hinge_writer_add_block(to->writer, block, before, last, to->options, &text, error);
    return hand_over(to, &text, before, block->rows, status, error);
}

static enum hinge_status take_rows(void *context, const struct hinge_table *block, size_t before,
                                   struct hinge_error *error)
{
    return give(context, block, before, false, error);
}

enum hinge_status hinge_results_write(const struct hinge_table_request *request, const char *writer,
                                      const struct hinge_writer_options *options,
                                      hinge_take_text *take, void *context, bool *tabulated,
                                      struct hinge_error *error)
{
    struct hinge_writer_options how;
    struct long_table to = {.writer = writer,
                            .options = &how,
                            .take = take,
                            .context = context,
                            .lock = PTHREAD_MUTEX_INITIALIZER,
                            .turn = PTHREAD_COND_INITIALIZER};
    struct hinge_table table = {0};
    struct hinge_table_request own;
    enum hinge_status status = hinge_tab_request(request, &own, error);
    if (status == HINGE_OK)
        status = hinge_writer_options_take(&how, options, error);
    own.take = take_rows;
    own.take_context = &to;
    if (status == HINGE_OK)
        status = hinge_view_table(&own, &table, NULL, error);
    if (tabulated != NULL)
        *tabulated = status == HINGE_OK || to.failed;
    if (status == HINGE_OK)
        status = give(&to, &table, to.rows, true, error);
    while (to.n_unused > 0)
        hinge_text_clear(&to.unused[--to.n_unused]);
    hinge_table_clear(&table);
    return status;
}
