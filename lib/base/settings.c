/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings by name, of all readers. */
#include <hinge/settings.h>

#include <math.h>

/* clang-format off */
static const struct hinge_setting rows[] = {
#define BETWEEN(low, high) low, high
#define TOOL(name, value, standard, low, high, example, help)                                      \
    {name, value, standard, NULL, example, low, high, help},
#define OPTION(kind, member, name, value, takers, brief, standard, choices, example, most, help,   \
               more, more_key)                                                                     \
    {name, value, standard, choices, example, 0, most, help},
#define ASK(group, name, kind, standard, allowed, range, help, more)                               \
    {#name, NULL, standard, NULL, NULL, range, help},
#define KEY(key, option, kind, member, allowed, unit, help, more)                                  \
    {option, NULL, NULL, NULL, NULL, 0, 0, help},
#define RUN_KEY(key, standard, help, more) {#key, NULL, NULL, NULL, NULL, 0, 0, help},
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
