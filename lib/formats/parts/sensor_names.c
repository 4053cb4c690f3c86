/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of a sensor's columns; see sensor_names.h. */
#include "formats/parts/sensor_names.h"

#include "base/text.h"
#include "formats/parts/build_recording.h"
#include "os/text.h"

#include <stdio.h>
#include <string.h>

static const char cal[] = "_CAL"; /* Shimmer's, of calibrated columns */

static bool is_calibrated(const char *cell)
{
    size_t n = strlen(cell);
    return n > sizeof cal && strcasecmp(cell + n - sizeof cal + 1, cal) == 0;
}

/* A column of Shimmer's without the sensor's name, which the user chooses, before it;
 * NULL for anything else. */
static const char *inner_name(const char *cell)
{
    static const char *const words[] = {"_Quat_Madge_", "_Timestamp"};
    static const char shimmer[] = "Shimmer_";
    const size_t length = sizeof shimmer - 1;
    const char *end = NULL;
    for (size_t w = 0; end == NULL && is_calibrated(cell) && w < 2; w++)
        end = strcasestr(cell, words[w]);
    if (end == NULL && strncasecmp(cell, shimmer, length) == 0)
        end = strchr(cell + length, '_');
    return end != NULL ? end + 1 : NULL;
}

void hinge_sensor_bare(const char *cell, char name[HINGE_SENSOR_NAME_MAX], enum hinge_unit *unit)
{
    const char *inner = inner_name(cell);
    *unit = HINGE_UNIT_unknown;
    snprintf(name, HINGE_SENSOR_NAME_MAX, "%s", inner != NULL ? inner : cell);
    if (is_calibrated(name))
        name[strlen(name) - sizeof cal + 1] = '\0';
    char *bracket = strpbrk(name, "([");
    const char *mat = strcasestr(name, "Mat[");
    char *word = strrchr(name, '_');
    if (bracket != NULL && mat == NULL) {
        char *end = strpbrk(bracket, ")]");
        if (end != NULL)
            *end = '\0';
        *unit = hinge_build_unit(bracket + 1);
        while (bracket > name && strchr(" _", bracket[-1]) != NULL)
            bracket--;
        *bracket = '\0';
    } else if (word != NULL) {
        *unit = hinge_build_unit(word + 1);
        if (*unit == HINGE_UNIT_deg || *unit == HINGE_UNIT_rad)
            *word = '\0';
    }
}

char hinge_sensor_initial(const char *cell)
{
    const char *start = inner_name(cell);
    return hinge_initial(start != NULL ? start : cell);
}

bool hinge_sensor_named(const char *cell, const char *wanted)
{
    char name[HINGE_SENSOR_NAME_MAX];
    enum hinge_unit unit;
    if (hinge_sensor_initial(cell) != hinge_initial(wanted))
        return false; /* most cells: no name is made of them */
    hinge_sensor_bare(cell, name, &unit);
    return hinge_same_marker(name, wanted);
}
