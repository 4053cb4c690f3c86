/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns that a text takes on a screen. */
#include "base/text.h"

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

size_t hinge_text_width(const char *text)
{
    size_t width = 0;
    while (*text >= 0x20 && *text < 0x7f) { /* as most texts are, quickly */
        width++;
        text++;
    }
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
