/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings by name, of all readers. */
#include "base/base.h"
#include <hinge/settings.h>

/* Of options of requests, by their group. */
#define OBEYS_ALL HINGE_OBEYS_ANALYSIS
#define OBEYS_RESULTS HINGE_OBEYS_USE
#define OBEYS_COLUMNS HINGE_OBEYS_CELLS
#define OBEYS_PEOPLE HINGE_OBEYS_USE
#define OBEYS_TESTS HINGE_OBEYS_ANALYSIS
#define OBEYS_FAULTS HINGE_OBEYS_ANALYSIS
#define OBEYS_AGREEMENT HINGE_OBEYS_ANALYSIS
#define OBEYS_WAVES HINGE_OBEYS_ANALYSIS
#define OBEYS_POWER HINGE_OBEYS_ANALYSIS

/* clang-format off */
static const struct hinge_setting rows[] = {
#define BETWEEN(low, high) low, high
#define TOOL(name, value, standard, low, high, example, help)                                      \
    {name, value, standard, NULL, example, low, high, help, HINGE_OBEYS_TOOL},
#define OPTION(kind, member, name, value, takers, obeys, brief, standard, choices, example, most,  \
               help, more, more_key)                                                               \
    {name, value, standard, choices, example, 0, most, help, HINGE_OBEYS_##obeys},
#define ASK(group, name, kind, standard, allowed, range, help, more)                               \
    {#name, NULL, standard, NULL, NULL, range, help, OBEYS_##group},
#define KEY(key, option, kind, member, allowed, unit, help, more)                                  \
    {option, NULL, NULL, NULL, NULL, 0, 0, help, HINGE_OBEYS_TOOL},
#define RUN_KEY(key, standard, help, more)                                                         \
    {#key, NULL, NULL, NULL, NULL, 0, 0, help, HINGE_OBEYS_TOOL},
#include <hinge/settings.def>
#undef BETWEEN
};
/* clang-format on */

const struct hinge_setting *hinge_setting_find(const char *name)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *a = rows[i].name, *b = name;
        while (*a != '\0' && (*a == *b || (*a == '_' && *b == '-') || (*a == '-' && *b == '_'))) {
            a++;
            b++;
        }
        if (*a == '\0' && *b == '\0')
            return &rows[i];
    }
    return NULL;
}
