/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formats of numbers in a workbook (ECMA-376 part 1, 18.8.30 and 18.8.31): codes in; numbers as
 * text out. */
#include "ingest/ingest.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 255 }; /* code, of Excel */
static const double EPOCH_1904_DAYS = 1462, DATES_END = 2958466, WHOLE_END = 1e15;
static const char PLACE = '\1'; /* of a digit in what is shown: no text of XML has it */

void hinge_cell_style_settle(struct hinge_cell_style *style, const char *code,
                             struct hinge_arena *arena)
{
    const unsigned id = style->format;
    const bool day = (id >= 14 && id <= 17) || id == 22, /* east: of East Asian languages */
        east = (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58;
    bool date = false, month = false, time = false, letter = false;
    size_t digits = 0;
    cleared_by(hinge_text_clear) struct hinge_text shown = {0};
    if (code == NULL)
        code = day || east ? "d" : "";
    bool other = strlen(code) > LONGEST;
    for (const char *p = code; *p != '\0' && *p != ';' && !other; p++) {
        if (*p == '"' || *p == '[') { /* a text; a colour, a language, hours, a condition */
            const char *within = p + 1;
            const size_t n = strcspn(within, *p == '"' ? "\"" : "]");
            other = within[n] == '\0' || (*p == '[' && memchr("<>=", *within, 3) != NULL);
            time |= *p == '[' && n > 0 && strspn(within, "hHmMsS") == n;
            letter |= *p == '"' && digits == 0 && isalpha((unsigned char)*within);
            hinge_text_add(&shown, within, *p == '"' ? n : 0);
            p = within + n - (within[n] == '\0');
        } else if (*p == '\\') {
            letter |= digits == 0 && isalpha((unsigned char)p[1]);
            hinge_text_add(&shown, p + 1, p[1] != '\0');
            p += p[1] != '\0';
        } else if (*p == '_' || *p == '*') { /* a blank so wide, a filling */
            p += p[1] != '\0';
        } else if (*p == '0') {
            digits++;
            hinge_text_add(&shown, &PLACE, 1);
        } else if (strchr("yYdD", *p) != NULL) {
            date = true;
        } else if (strchr("mM", *p) != NULL) {
            month = true;
        } else if (strchr("hHsS", *p) != NULL) {
            time = true;
        } else if (strchr(" $-+/():!^&'~{}", *p) != NULL || (unsigned char)*p >= 0x80) {
            hinge_text_add(&shown, p, 1);
        } else {
            other = strchr("AaPp.,", *p) == NULL || !(date || month || time); /* General, 0.0 */
        }
    }
    style->date = !other && (date || (month && !time));
    if (!other && !date && !month && !time && (digits > 1 || (digits == 1 && letter)))
        style->shown = hinge_arena_strdup(arena, hinge_text_string(&shown));
}

void hinge_cell_style_add(const struct hinge_cell_style *style, double number, bool since_1904,
                          struct hinge_text *value)
{
    const double days = number + (since_1904 ? EPOCH_1904_DAYS : 0);
    if (style->date && days >= 1 && days < DATES_END) {
        /* days since 1899-12-30, of the Gregorian calendar */
        long z = (long)floor(days) - 25569 + 719468, era = z / 146097, doe = z - era * 146097;
        long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
        long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
        long month = mp < 10 ? mp + 3 : mp - 9;
        hinge_text_printf(value, "%04ld-%02ld-%02ld", yoe + era * 400 + (month <= 2), month,
                          doy - (153 * mp + 2) / 5 + 1);
    } else if (style->shown != NULL && floor(number) == number && fabs(number) < WHOLE_END) {
        /* digits fill the places; more of them than places are at the first */
        char digit[32];
        size_t places = 0, at = 0;
        for (const char *p = style->shown; *p != '\0'; p++)
            places += *p == PLACE;
        const size_t n = (size_t)snprintf(digit, sizeof digit, "%.0f", fabs(number));
        const size_t zeros = places > n ? places - n : 0, all = zeros + n;
        hinge_text_adds(value, number < 0 ? "-" : "");
        for (const char *p = style->shown; *p != '\0'; p++) {
            if (*p != PLACE)
                hinge_text_add(value, p, 1);
            for (; *p == PLACE && at + places <= all; at++)
                hinge_text_add(value, at < zeros ? "0" : &digit[at - zeros], 1);
            places -= *p == PLACE;
        }
    } else {
        hinge_text_printf(value, "%.15g", number);
    }
}
