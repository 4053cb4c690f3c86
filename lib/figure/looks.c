/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How levels look: those of a group under several conditions belong together. */
#include "figure/drawing.h"

#include <string.h>

/* Number of a part of a name among those before it. */
static size_t part_of(const char *part[HINGE_SHADED], size_t *n, const char *name, size_t length)
{
    size_t i = 0;
    while (i < *n && (strncmp(part[i], name, length) != 0 ||
                      (part[i][length] != '\0' && part[i][length] != '/')))
        i++;
    if (i == *n && *n < HINGE_SHADED)
        part[(*n)++] = name;
    return i;
}

void hinge_levels_look(struct hinge_levels *levels)
{
    const char *first[HINGE_SHADED], *second[HINGE_SHADED];
    size_t n[2] = {0, 0};
    bool within = true;
    for (size_t l = 0; l < levels->n; l++) {
        const char *name = levels->name[l], *slash = strchr(name, '/');
        levels->look[l] = hinge_look_of(l);
        if (slash == NULL || strchr(slash + 1, '/') != NULL) {
            within = false;
            continue;
        }
        size_t group = part_of(first, &n[0], name, (size_t)(slash - name));
        size_t condition = part_of(second, &n[1], slash + 1, strlen(slash + 1));
        within = within && group < HINGE_SHADED && condition < HINGE_SHADES;
    }
    for (size_t l = 0; within && n[0] > 1 && n[1] > 1 && l < levels->n; l++) {
        const char *name = levels->name[l], *slash = strchr(name, '/');
        levels->look[l] = hinge_look_within(part_of(first, &n[0], name, (size_t)(slash - name)),
                                            part_of(second, &n[1], slash + 1, strlen(slash + 1)));
    }
}
