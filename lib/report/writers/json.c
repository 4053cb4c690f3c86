/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON: an array with one object per row, a row a line (pandas.read_json, jsonlite).
 * Numbers with every digit, null where nothing is there or the value is infinite. Bytes
 * that are no UTF-8 become U+FFFD, since JSON can't hold them. */
#include "report/writers/writer.h"

#include "report/print/display.h"

#include <jansson.h>

static void write_string(struct hinge_text *out, const char *text)
{
    cleared_by(hinge_text_clear) struct hinge_text valid = {0};
    while (*text != '\0') {
        uint32_t code;
        size_t n = hinge_utf8_next(text, &code);
        if (n > 0)
            hinge_text_add(&valid, text, n);
        else
            hinge_text_adds(&valid, "\xEF\xBF\xBD");
        text += n > 0 ? n : 1;
    }
    json_auto_t *string = json_string(hinge_text_string(&valid));
    cleared_by(freed) char *quoted = string != NULL ? json_dumps(string, JSON_ENCODE_ANY) : NULL;
    if (quoted != NULL)
        hinge_text_adds(out, quoted);
}

/* Of a column: its name as it stands before each cell, in `names`, and where its last
 * text stands in the rows, which is copied below an equal one. */
struct spot {
    size_t name, name_length;
    const char *text;
    size_t at, length;
};

static enum hinge_status write_json(const struct hinge_table *block, size_t before, bool last,
                                    const struct hinge_writer_options *options,
                                    struct hinge_text *out)
{
    (void)options;
    cleared_by(freed) struct spot *spot = hinge_alloc(block->n_columns, sizeof *spot);
    cleared_by(hinge_text_clear) struct hinge_text names = {0};
    for (size_t c = 0; c < block->n_columns; c++) {
        spot[c].name = names.length;
        hinge_text_adds(&names, c > 0 ? ", " : "");
        write_string(&names, block->column[c].name);
        hinge_text_adds(&names, ": ");
        spot[c].name_length = names.length - spot[c].name;
    }
    hinge_text_adds(out, before == 0 ? "[" : "");
    for (size_t row = 0; row < block->rows; row++) {
        hinge_text_adds(out, before + row > 0 ? ",\n{" : "\n{");
        for (size_t c = 0; c < block->n_columns; c++) {
            hinge_text_add(out, names.data + spot[c].name, spot[c].name_length);
            const struct hinge_column *column = &block->column[c];
            char buffer[HINGE_CELL_MAX];
            bool number = column->type == HINGE_COLUMN_NUMBER;
            if (number ? !isfinite(column->number[row]) : column->text[row] == NULL)
                hinge_text_add(out, "null", 4);
            else if (number)
                hinge_text_adds(out, hinge_exact_cell(block, c, row, buffer));
            else if (spot[c].text == column->text[row])
                hinge_text_repeat(out, spot[c].at, spot[c].length);
            else {
                spot[c].text = column->text[row];
                spot[c].at = out->length;
                write_string(out, column->text[row]);
                spot[c].length = out->length - spot[c].at;
            }
        }
        hinge_text_add(out, "}", 1);
    }
    if (last)
        hinge_text_adds(out, before + block->rows > 0 ? "\n]\n" : "]\n");
    return HINGE_OK;
}

const struct hinge_writer hinge_writer_json = {
    .id = "json",
    .takes = "",
    .title = "an array of objects, one per row",
    .for_programs = true,
    .write_block = write_json,
};
