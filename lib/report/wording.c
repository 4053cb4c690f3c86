/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids in, words out. */
#include "report/wording.h"

#include <stdio.h>
#include <string.h>

/* Longest first: "_deg_s" ends with "_s" too. */
static const struct {
    const char *suffix, *unit;
} units[] = {{"_deg_s2", "°/s²"},      {"_deg_s", "°/s"}, {"_deg", "°"},
             {"_pct", " %"},           {"_mm", " mm"},    {"_cm", " cm"},
             {"_kg", " kg"},           {"_hz", " Hz"},    {"_ll", " leg lengths"},
             {"_fl", " foot lengths"}, {"_s", " s"},      {"_m", " m"}};
enum { N_UNITS = sizeof units / sizeof units[0] };

/* Position in units of what the name ends with, N_UNITS when it has no unit. */
static size_t find_unit(const char *column)
{
    size_t length = strlen(column), i = 0;
    for (; i < N_UNITS; i++) {
        size_t n = strlen(units[i].suffix);
        if (length > n && strcmp(column + length - n, units[i].suffix) == 0)
            break;
    }
    return i;
}

static char *spaced(char *text)
{
    for (char *at = text; *at != '\0'; at++)
        if (*at == '_')
            *at = ' ';
    return text;
}

const char *hinge_wording_name(const char *column, char *buffer, size_t capacity)
{
    size_t unit = find_unit(column), length = strlen(column);
    if (unit < N_UNITS)
        length -= strlen(units[unit].suffix);
    snprintf(buffer, capacity, "%.*s", (int)length, column);
    return spaced(buffer);
}

const char *hinge_wording_unit(const char *column)
{
    size_t unit = find_unit(column);
    return unit < N_UNITS ? units[unit].unit : "";
}

const char *hinge_wording_level(const char *column, bool groups, const char *level,
                                char *buffer, size_t capacity)
{
    if (strcmp(column, "cue") == 0 && strcmp(level, "none") == 0)
        snprintf(buffer, capacity, "without a cue");
    else if (strcmp(column, "cue") == 0)
        snprintf(buffer, capacity, "with the %s", level);
    else if (strcmp(column, "group") == 0)
        snprintf(buffer, capacity, "in the %s group", level);
    else if (strcmp(column, "session") == 0)
        snprintf(buffer, capacity, "in session %s", level);
    else
        snprintf(buffer, capacity, groups ? "in %s" : "under %s", level);
    return spaced(buffer);
}
