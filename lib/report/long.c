/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of results as text, block by block. */
#include <hinge/report.h>
#include <hinge/results.h>

#include <stdlib.h>

struct long_table {
    const char *writer;
    const struct hinge_writer_options *options;
    hinge_take_text *take;
    void *context;
    size_t rows; /* handed over */
    bool failed; /* in that */
};

static enum hinge_status give(struct long_table *to, const struct hinge_table *block,
                              bool last, struct hinge_error *error)
{
    char *text;
    size_t length;
    enum hinge_status status = hinge_table_format_block(
        block, to->rows, last, to->writer, to->options, &text, &length, error);
    if (status == HINGE_OK)
        status = to->take(to->context, text != NULL ? text : "", length, error);
    to->rows += block->rows;
    to->failed = status != HINGE_OK;
    free(text);
    return status;
}

static enum hinge_status take_rows(void *context, const struct hinge_table *block,
                                   struct hinge_error *error)
{
    return give(context, block, false, error);
}

enum hinge_status hinge_results_write(const struct hinge_table_request *request,
                                      const char *writer,
                                      const struct hinge_writer_options *options,
                                      hinge_take_text *take, void *context,
                                      bool *tabulated, struct hinge_error *error)
{
    static const struct hinge_writer_options plain = {0};
    struct long_table to = {
        writer, options != NULL ? options : &plain, take, context, 0, false};
    struct hinge_table table = {0};
    struct hinge_table_request own = *request;
    char *footer = NULL;
    own.take = take_rows;
    own.take_context = &to;
    enum hinge_status status = hinge_results_tabulate(&own, &table, &footer, error);
    if (tabulated != NULL)
        *tabulated = status == HINGE_OK || to.failed;
    if (status == HINGE_OK)
        status = give(&to, &table, true, error);
    hinge_table_clear(&table);
    free(footer);
    return status;
}
