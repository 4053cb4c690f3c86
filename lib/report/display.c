/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 as a screen shows it, and cells as readers and programs get them. */
#include "report/display.h"

#include "base/number.h"
#include "result/words.h"

#include <math.h>
#include <string.h>

struct range {
    uint32_t first, last;
};

/* Combining marks and other characters without a width of their own (Unicode 15, the
 * blocks that names and units use). */
static const struct range zero_width[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},
                                          {0x064B, 0x065F}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A},
                                          {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
                                          {0x200B, 0x200F}, {0x2060, 0x2064}, {0x20D0, 0x20FF},
                                          {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}};

/* East Asian Wide and Fullwidth (Unicode Annex 11), and emoji. */
static const struct range double_width[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},  {0xA960, 0xA97F}, {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static bool in_ranges(uint32_t code, const struct range *range, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (code >= range[i].first && code <= range[i].last)
            return true;
    return false;
}

size_t hinge_utf8_next(const char *p, uint32_t *code)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *b = (const unsigned char *)p;
    size_t n = b[0] < 0x80                    ? 1
               : b[0] >= 0xC2 && b[0] <= 0xDF ? 2
               : b[0] >= 0xE0 && b[0] <= 0xEF ? 3
               : b[0] >= 0xF0 && b[0] <= 0xF4 ? 4
                                              : 0;
    if (n <= 1) {
        *code = b[0];
        return n;
    }
    uint32_t value = b[0] & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((b[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (b[i] & 0x3F);
    }
    if (value < smallest[n] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *code = value;
    return n;
}

/* Bytes from text on that are printable ASCII, which most cells are: a character and a
 * column each. */
static size_t plain_length(const char *text)
{
    size_t n = 0;
    while (text[n] >= 0x20 && text[n] < 0x7f)
        n++;
    return n;
}

size_t hinge_display_width(const char *text)
{
    size_t width = plain_length(text);
    text += width;
    while (*text != '\0') {
        uint32_t code = 0;
        size_t n = hinge_utf8_next(text, &code);
        if (n == 0 || code < 0x300)
            width++;
        else if (in_ranges(code, double_width, COUNT_OF(double_width)))
            width += 2;
        else
            width += !in_ranges(code, zero_width, COUNT_OF(zero_width));
        text += n > 0 ? n : 1;
    }
    return width;
}

void hinge_display_escape(struct hinge_text *out, const char *text)
{
    size_t plain = plain_length(text);
    hinge_text_add(out, text, plain);
    text += plain;
    while (*text != '\0') {
        uint32_t code = 0;
        size_t n = hinge_utf8_next(text, &code);
        if (n > 0 && hinge_text_steers(text) == 0) {
            hinge_text_add(out, text, n);
        } else {
            n = n > 0 ? n : 1;
            for (size_t i = 0; i < n; i++)
                hinge_text_printf(out, "\\x%02x", (unsigned)(unsigned char)text[i]);
        }
        text += n;
    }
}

const char *hinge_exact_cell(const struct hinge_table *table, size_t column, size_t row,
                             char buffer[HINGE_CELL_MAX])
{
    const struct hinge_column *c = &table->column[column];
    if (c->type == HINGE_COLUMN_NUMBER)
        return hinge_number_format(c->number[row] == 0 ? 0 : c->number[row], buffer);
    return c->text[row] != NULL ? c->text[row] : "";
}

static bool is_p(const struct hinge_column *column)
{
    return column->role == HINGE_IS_P && column->type == HINGE_COLUMN_NUMBER;
}

bool hinge_display_is_number(const struct hinge_column *column)
{
    return column->type == HINGE_COLUMN_NUMBER && !is_p(column);
}

void hinge_display_cell(const struct hinge_table *table, size_t column, size_t row, bool exact,
                        struct hinge_text *cell)
{
    char buffer[HINGE_CELL_MAX];
    const struct hinge_column *c = &table->column[column];
    const char *text = exact ? hinge_exact_cell(table, column, row, buffer)
                             : hinge_table_cell(table, column, row, buffer);
    if (!exact && is_p(c) && !isnan(c->number[row])) {
        hinge_p_cell(c->number[row], buffer, sizeof buffer);
        text = buffer;
    }
    if (!exact && c->type == HINGE_COLUMN_NUMBER && !isnan(c->number[row]) && c->digits == 0 &&
        strcmp(c->unit, "percent") == 0)
        text = hinge_percent_words(c->number[row] / 100, buffer);
    cell->length = 0;
    hinge_display_escape(cell, *text != '\0' ? text : "-");
}

bool hinge_looks_like_formula(const char *text)
{
    static const char signs[] = "=+-@\t\r\n";
    /* full-width = + - @, for East Asian settings */
    static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                       "\xEF\xBC\xA0"};
    if (*text != '\xEF')
        return *text != '\0' && memchr(signs, *text, sizeof signs - 1) != NULL;
    for (size_t i = 0; i < COUNT_OF(wide); i++)
        if (strncmp(text, wide[i], 3) == 0)
            return true;
    return false;
}

void hinge_say_people(struct hinge_text *text, const char *way, double min_reps, double min_valid)
{
    if (strcmp(way, "nested") == 0)
        hinge_text_puts(text, "People are the unit: repetitions are averaged within "
                              "trials, trials within people");
    else
        hinge_text_printf(text,
                          "People are the unit: a person's rows become one value "
                          "(%s)",
                          way);
    if (min_reps > 1 || min_valid > 0)
        hinge_text_printf(text,
                          ". Participants with fewer than %g usable repetitions in a "
                          "cell, or with less than %g %% of them usable, are excluded "
                          "there (--allow-single keeps them)",
                          min_reps, 100 * min_valid);
    hinge_text_puts(text, ".\n");
}
