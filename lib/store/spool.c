/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packing of rows: blocks of rows, column by column, each as a chunk of HDF5 would be.
 */
#include "store/spool.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK_ROWS = 1024 };

/* BLOCK_ROWS rows; texts end in a 0 each, a missing one is empty. */
struct hinge_spool_block {
    unsigned char *bytes; /* of all columns */
    struct {
        size_t raw, stored;
    } * column; /* bytes of each, before and after packing */
};

size_t hinge_spool_rows(const struct hinge_spool *spool)
{
    return spool->packed + spool->open.rows;
}

void hinge_spool_clear(struct hinge_spool *spool)
{
    for (size_t i = 0; i < spool->n_blocks; i++) {
        free(spool->block[i].bytes);
        free(spool->block[i].column);
    }
    free(spool->block);
    hinge_encoder_clear(&spool->encoder);
    hinge_decoder_clear(&spool->decoder);
    hinge_table_clear(&spool->open);
    *spool = (struct hinge_spool){0};
}

/* --- packing --- */

static void texts_of(const struct hinge_column *column, size_t rows, struct hinge_text *texts)
{
    texts->length = 0;
    for (size_t i = 0; i < rows; i++) {
        const char *text = column->text[i] != NULL ? column->text[i] : "";
        hinge_text_add(texts, text, strlen(text) + 1);
    }
}

/* Packs one column behind `packed`; *raw is its bytes before. */
static bool pack_column(struct hinge_spool *spool, const struct hinge_column *column,
                        struct hinge_text *texts, struct hinge_text *packed, size_t *raw,
                        size_t *stored)
{
    const void *values = column->number;
    size_t n = spool->open.rows, size = sizeof(double);
    if (column->type == HINGE_COLUMN_TEXT) {
        texts_of(column, n, texts);
        values = texts->data;
        n = texts->length;
        size = 1;
    }
    size_t bound = hinge_chunk_bound(n * size);
    unsigned char *room = hinge_alloc(bound, 1);
    *raw = n * size;
    *stored = hinge_chunk_encode(&spool->encoder, values, n, size, room);
    if (*stored > 0)
        hinge_text_add(packed, (const char *)room, *stored);
    free(room);
    return *stored > 0;
}

static void pack_rows(struct hinge_spool *spool)
{
    if (spool->n_blocks == spool->capacity) {
        size_t capacity = spool->capacity ? 2 * spool->capacity : 16;
        struct hinge_spool_block *more = hinge_resize(spool->block, capacity, sizeof *more);
        spool->block = more;
        spool->capacity = capacity;
    }
    struct hinge_text texts = {0}, packed = {0};
    struct hinge_spool_block block = {.column =
                                          hinge_alloc(spool->open.n_columns, sizeof *block.column)};
    bool made = block.column != NULL;
    for (size_t c = 0; c < spool->open.n_columns && made; c++)
        made = pack_column(spool, &spool->open.column[c], &texts, &packed, &block.column[c].raw,
                           &block.column[c].stored);
    if (made && (block.bytes = hinge_alloc(packed.length, 1)) != NULL)
        memcpy(block.bytes, packed.data, packed.length);
    size_t bytes = packed.length;
    hinge_text_clear(&texts);
    hinge_text_clear(&packed);
    spool->block[spool->n_blocks++] = block;
    spool->packed += spool->open.rows;
    spool->bytes += bytes;
    hinge_table_empty(&spool->open);
}

enum hinge_status hinge_spool_add(struct hinge_spool *spool, size_t *row)
{
    if (!(spool->open.rows < BLOCK_ROWS))
        pack_rows(spool);
    enum hinge_status status = hinge_table_add_rows(&spool->open, 1);
    *row = spool->open.rows - (spool->open.rows > 0);
    return status;
}

/* --- unpacking --- */

/* Column c of a block, allocated; NULL without memory. */
static void *unpack_column(struct hinge_spool *spool, const struct hinge_spool_block *block,
                           size_t c, size_t size)
{
    const unsigned char *from = block->bytes;
    for (size_t k = 0; k < c; k++)
        from += block->column[k].stored;
    void *values = hinge_alloc(block->column[c].raw, 1);
    if (hinge_chunk_decode(&spool->decoder, from, block->column[c].stored, values,
                           block->column[c].raw / size, size) == HINGE_CHUNK_OK)
        return values;
    free(values);
    return NULL;
}

static enum hinge_status load_block(struct hinge_spool *spool,
                                    const struct hinge_spool_block *block, size_t c, size_t first,
                                    struct hinge_table *one)
{
    struct hinge_column *to = one->column;
    bool text = to->type == HINGE_COLUMN_TEXT;
    char *values = unpack_column(spool, block, c, text ? 1 : sizeof(double));
    enum hinge_status status = HINGE_OK;
    if (!text)
        memcpy(to->number + first, values, BLOCK_ROWS * sizeof(double));
    const char *at = values;
    for (size_t i = 0; text && i < BLOCK_ROWS && status == HINGE_OK; i++) {
        status = hinge_table_set_text(one, 0, first + i, at);
        at += strlen(at) + 1;
    }
    free(values);
    return status;
}

static enum hinge_status load(void *context, size_t c, struct hinge_table *one,
                              struct hinge_error *error)
{
    struct hinge_spool *spool = context;
    const struct hinge_column *column = &spool->open.column[c];
    enum hinge_status status = hinge_table_add_column(one, column->name, column->type, column->unit,
                                                      column->digits, NULL, error);
    if (status == HINGE_OK)
        status = hinge_table_add_rows(one, hinge_spool_rows(spool));
    for (size_t b = 0; b < spool->n_blocks && status == HINGE_OK; b++)
        status = load_block(spool, &spool->block[b], c, b * BLOCK_ROWS, one);
    for (size_t i = 0; i < spool->open.rows && status == HINGE_OK; i++)
        status = column->type == HINGE_COLUMN_TEXT
                     ? hinge_table_set_text(one, 0, spool->packed + i, column->text[i])
                     : hinge_table_set_number(one, 0, spool->packed + i, column->number[i]);
    return status;
}

struct hinge_rows hinge_spool_all(struct hinge_spool *spool)
{
    return (struct hinge_rows){
        .table = &spool->open, .rows = hinge_spool_rows(spool), .load = load, .context = spool};
}
