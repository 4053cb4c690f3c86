/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of a trial list, and the list with some of them changed: lines that changed and new
 * ones are written in its own separators, letters and line ends; all other bytes stay. */
#include "ingest/ingest.h"
#include "table/cells.h"

enum letters { UTF8, LATIN1, UTF16_LOW, UTF16_HIGH };

/* Adds a text in the letters of the list; false if it has one that they have not. */
static bool add_letters(struct hinge_text *out, const char *text, enum letters letters)
{
    uint32_t code = 0;
    if (letters == UTF8)
        hinge_text_adds(out, text);
    for (size_t n; letters != UTF8 && *text != '\0'; text += n) {
        n = hinge_utf8_next(text, &code);
        if (n == 0 || (letters == LATIN1 && code > 0xFF))
            return false;
        const uint32_t unit[2] = {code < 0x10000 ? code : 0xD800 + ((code - 0x10000) >> 10),
                                  0xDC00 + ((code - 0x10000) & 0x3FF)};
        for (int u = 0; u < (code < 0x10000 ? 1 : 2); u++) {
            const char low = (char)(unit[u] & 0xFF), high = (char)(unit[u] >> 8);
            if (letters != LATIN1)
                hinge_text_add(out, letters == UTF16_LOW ? &low : &high, 1);
            if (letters != UTF16_LOW)
                hinge_text_add(out, &low, 1);
            if (letters == UTF16_LOW)
                hinge_text_add(out, &high, 1);
        }
    }
    return true;
}

static enum letters letters_of(const struct hinge_list_lines *of)
{
    bool low_first;
    uint32_t code;
    const char *end = of->source.data + of->source.size;
    if (hinge_csv_is_utf16(&of->bytes, &low_first))
        return low_first ? UTF16_LOW : UTF16_HIGH;
    for (const char *p = of->source.data; p < end;) {
        const size_t n = hinge_utf8_next(p, &code);
        if (n == 0)
            return LATIN1;
        p += n;
    }
    return UTF8;
}

/* Adds what was read from `from` to `to`, which is UTF-8 unless the list is Latin-1. */
static bool add_read(struct hinge_text *out, const char *from, const char *to, enum letters letters)
{
    cleared_by(freed) char *part = hinge_copy_n(from, (size_t)(to - from));
    return add_letters(out, part, letters == LATIN1 ? UTF8 : letters);
}

bool hinge_list_lines_write(const struct hinge_list_lines *of, const bool *changed,
                            const char *more, struct hinge_text *out)
{
    const struct hinge_csv_source *source = &of->source;
    const struct hinge_csv_head *head = &of->head;
    const char *text = source->data, *end = text + source->size, *rest = text;
    const enum letters letters = letters_of(of);
    const bool wide = letters >= UTF16_LOW;
    const size_t mark = wide ? 2 * (memchr("\xFF\xFE", *of->bytes.data, 2) != NULL)
                             : (size_t)(text - of->bytes.data);
    bool good = true;
    hinge_text_add(out, of->bytes.data, mark);
    for (size_t l = 0; l < head->n && good; l++) {
        if (!changed[l])
            continue;
        cleared_by(hinge_text_clear) struct hinge_text row = {0};
        const char *from = text + head->line[l].offset,
                   *to = l + 1 < head->n ? text + head->line[l + 1].offset : end;
        while (to > from && (to[-1] == '\n' || to[-1] == '\r'))
            to--;
        for (size_t c = 0; c < head->line[l].n; c++) {
            if (c > 0)
                hinge_text_add(&row, &source->delimiter, 1);
            hinge_cell_delimited(&row, head->line[l].cell[c], source->delimiter);
        }
        good = add_read(out, rest, from, letters) &&
               add_letters(out, hinge_text_string(&row), letters);
        rest = to;
    }
    return good && add_read(out, rest, end, letters) && add_letters(out, more, letters);
}

/* "5:3=text": the cell of a line of the file, from 1, and of a column, from 1. */
static enum hinge_status change(struct hinge_list_lines *of, const char *given,
                                struct hinge_arena *arena, bool *changed, struct hinge_error *error)
{
    char *column, *text;
    const size_t line = (size_t)strtoul(given, &column, 10),
                 c = *column == ':' ? (size_t)strtoul(column + 1, &text, 10) : 0;
    size_t l = of->header + 1;
    if (c == 0 || *text != '=')
        return hinge_usage(error, "--cell %s: expected LINE:COLUMN=TEXT, such as 5:2=p01", given);
    while (l < of->head.n && of->head.line[l].number != line)
        l++;
    struct hinge_csv_line *row = l < of->head.n ? &of->head.line[l] : NULL;
    if (row == NULL || c > of->head.line[of->header].n)
        return hinge_usage(error, "--cell %s: the list has no such cell; --cells shows them",
                           given);
    if (c > row->n) { /* a line may end before the last column */
        char **cell = hinge_arena_alloc(arena, c, sizeof *cell);
        for (size_t k = 0; k < c; k++)
            cell[k] = hinge_arena_strdup(arena, hinge_csv_line_cell(row, k));
        row->cell = cell;
        row->n = c;
    }
    row->cell[c - 1] = hinge_arena_strdup(arena, text + 1);
    changed[l] = true;
    return HINGE_OK;
}

/* [[line, "cell", …], …], the header first. */
static void add_cells(const struct hinge_list_lines *of, struct hinge_text *out)
{
    for (size_t l = of->header; l < of->head.n; l++) {
        hinge_text_printf(out, "%s[%zu", l > of->header ? ",\n" : "[", of->head.line[l].number);
        for (size_t c = 0; c < of->head.line[l].n; c++) {
            hinge_text_adds(out, ", ");
            hinge_text_json(out, of->head.line[l].cell[c]);
        }
        hinge_text_adds(out, "]");
    }
    hinge_text_adds(out, "]\n");
}

enum hinge_status hinge_list_cells(const char *path, const struct hinge_config *config,
                                   const char *const *cells, size_t n, char **text, size_t *length,
                                   struct hinge_error *error)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    cleared_by(hinge_list_lines_clear) struct hinge_list_lines of = {0};
    cleared_by(hinge_text_clear) struct hinge_text out = {0};
    enum hinge_status status = hinge_list_lines(path, config->ingest.decimal, &arena, &of, error);
    if (status == HINGE_OK && of.workbook != NULL && n > 0)
        status = hinge_usage(error, "%s is a workbook: change its cells in Excel", path);
    bool *changed = hinge_arena_alloc(&arena, of.head.n + 1, sizeof *changed);
    for (size_t i = 0; i < n && status == HINGE_OK; i++)
        status = change(&of, cells[i], &arena, changed, error);
    if (status != HINGE_OK)
        return status;
    if (n == 0)
        add_cells(&of, &out);
    else if (!hinge_list_lines_write(&of, changed, "", &out))
        return hinge_usage(error,
                           "%s is in Latin-1, which has not all of these letters: save it "
                           "as \"CSV UTF-8\", then change the cell",
                           path);
    *length = out.length;
    *text = hinge_copy_n(hinge_text_string(&out), out.length);
    return HINGE_OK;
}
