/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers in, what is printed of them out. */
#include "result/digits.h"

#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* '=' and p itself, '<' and 0.001, '>' and 0.999. NaN stays NaN, with '='. */
static char relation_of(double p, double *said)
{
    bool tiny = p < 0.001, near_one = p >= 0.9995 && p < 1;
    *said = tiny ? 0.001 : near_one ? 0.999 : p;
    return tiny ? '<' : near_one ? '>' : '=';
}

void hinge_p_cell(double p, char *text, size_t room)
{
    double said;
    char relation = relation_of(p, &said);
    snprintf(text, room, "%.*s%.3f", relation != '=', &relation, said);
}

static void say_short(struct hinge_text *text, double value, int decimals)
{
    char number[32];
    decimals = hinge_limit_decimals(decimals, value, fmax(0, 1 - fabs(value)));
    if (decimals > 3 && fabs(value) > 0.999 && fabs(value) < 1) {
        hinge_text_puts(text, value > 0 ? "> .999" : "< -.999");
        return;
    }
    snprintf(number, sizeof number, "%.*f", decimals, fabs(value));
    bool zero = strspn(number, "0.") == strlen(number);
    hinge_text_printf(text, "%s%s", value < 0 && !zero ? "-" : "",
                      number[0] == '0' ? number + 1 : number);
}

void hinge_say_p(struct hinge_text *text, double p)
{
    double said;
    char relation = relation_of(p, &said);
    hinge_text_printf(text, "%c ", relation);
    say_short(text, said, 3);
}

void hinge_say_short(struct hinge_text *text, double value)
{
    say_short(text, value, 2);
}

void hinge_say_four(struct hinge_text *text, double value)
{
    char number[32];
    snprintf(number, sizeof number, value == floor(value) ? "%.4g" : "%#.4g", value);
    size_t length = strlen(number);
    hinge_text_add(text, number, length - (number[length - 1] == '.'));
}

const char *hinge_percent_words(double share, char text[8])
{
    if (share > 0 && share < 0.005)
        return strcpy(text, "<1");
    if (share < 1 && share > 0.995)
        return strcpy(text, ">99");
    snprintf(text, 8, "%.0f", 100 * share);
    return text;
}

void hinge_say_df(struct hinge_text *text, double value)
{
    hinge_text_printf(text, fabs(value - round(value)) < 0.05 ? "%.0f" : "%.1f", value);
}

const char *hinge_interval_words(double value, double low, double high, int digits, char *buffer,
                                 size_t capacity)
{
    bool interval = !isnan(low) && !isnan(high);
    digits = hinge_limit_decimals(digits, low, high);
    double v = hinge_unsigned_zero(value, digits), l = hinge_unsigned_zero(low, digits),
           h = hinge_unsigned_zero(high, digits);
    if (interval)
        snprintf(buffer, capacity, "%.*f [%.*f, %.*f]", digits, v, digits, l, digits, h);
    else
        snprintf(buffer, capacity, "%.*f", digits, v);
    return buffer;
}

int hinge_column_digits(const struct hinge_column *column, size_t rows, bool ratio)
{
    double largest = 0, smallest = HUGE_VAL;
    bool whole = true;
    for (size_t r = 0; column->type == HINGE_COLUMN_NUMBER && r < rows; r++) {
        if (isnan(column->number[r]))
            continue;
        largest = fmax(largest, fabs(column->number[r]));
        if (column->number[r] > 0)
            smallest = fmin(smallest, column->number[r]);
        whole = whole && column->number[r] == floor(column->number[r]);
    }
    int digits = largest > 0 ? 3 - (int)floor(log10(largest)) : 0;
    if (ratio && smallest < 1) {
        int small = 1 - (int)floor(log10(smallest));
        digits = small > digits ? small : digits;
    }
    int most = ratio ? 12 : 5;
    return whole ? 0 : digits < 0 ? 0 : digits > most ? most : digits;
}

void hinge_display_minus(struct hinge_text *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        bool starts = p == text || strchr(" ([", p[-1]) != NULL;
        size_t point = p[0] == '-' && p[1] == '.';
        bool number = p[0] == '-' && p[1 + point] >= '0' && p[1 + point] <= '9';
        if (starts && number)
            hinge_text_puts(out, "−");
        else
            hinge_text_add(out, p, 1);
    }
}

const char *hinge_higher(double difference)
{
    return difference < 0 ? "lower" : "higher";
}

const char *hinge_rose(double difference)
{
    return difference < 0 ? "fell" : "rose";
}

bool hinge_is_sure(double low, double high)
{
    return low > 0 || high < 0;
}
