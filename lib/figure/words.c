/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How wide words are, before any program draws them. */
#include "figure/svg.h"

#include "report/display.h"

/* Thousandths of the size, from the space to the tilde: Adobe's Helvetica (core 14 font
 * metrics, Helvetica.afm), whose widths Arial and Liberation Sans have. */
static const unsigned short advances[] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};

enum {
    OTHER = 630,    /* letters with accents, Greek, Cyrillic, Hebrew, Arabic */
    NARROW = 400,   /* what joins and raises: degree, middle dot */
    SQUARE = 1000,  /* East Asian letters, the ellipsis */
    RAW_BYTE = 2400 /* written as \xNN */
};

static unsigned advance_of(const char *p, size_t n, uint32_t code)
{
    if (n == 0)
        return RAW_BYTE;
    if (*p >= ' ' && *p <= '~')
        return advances[*p - ' '];
    if (code == 0xB0 || code == 0xB7)
        return NARROW;
    return code >= 0x2E80 || code == 0x2026 ? SQUARE : OTHER;
}

double hinge_words_width(const char *text, double size)
{
    const double margin = 1.03; /* faces that stand in for these are a little wider */
    double thousandths = 0;
    for (const char *p = text; *p != '\0';) {
        uint32_t code = 0;
        size_t n = hinge_utf8_next(p, &code);
        thousandths += advance_of(p, n, code);
        p += n > 0 ? n : 1;
    }
    return margin * thousandths / 1000 * size;
}

double hinge_bold_width(const char *text, double size)
{
    return 1.1 * hinge_words_width(text, size);
}
