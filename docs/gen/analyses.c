/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analyses of hinge-compare and their options, from the registry. */
#include "docs/gen/analyses.h"

#include <hinge/stats.h>
#include <stdio.h>
#include <string.h>

/* | would end the cell. */
static void put_cell(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '|')
            putchar('\\');
        putchar(*text);
    }
}

void print_analyses(void)
{
    size_t n;
    const struct hinge_statistic *const *list = hinge_statistic_list(&n);
    printf("| analysis | | |\n|---|---|---|\n");
    for (size_t i = 0; i < n; i++) {
        printf("| `%s` | %s | ", list[i]->id, list[i]->title);
        put_cell(list[i]->details);
        printf(" |\n");
    }
}

/* a|b as a, b. */
static void print_words(const char *words)
{
    for (; *words != '\0'; words++) {
        if (*words == '|')
            printf(", ");
        else
            putchar(*words);
    }
}

void print_analysis_options(void)
{
    size_t n;
    const struct hinge_stats_option *option = hinge_stats_options(&n);
    const char *group = "";
    for (size_t i = 0; i < n; i++) {
        if (strcmp(group, option[i].group) != 0)
            printf("%s### %s\n\n| option | | default |\n|---|---|---|\n", i ? "\n" : "",
                   option[i].group);
        group = option[i].group;
        printf("| `%s` | ", option[i].name);
        put_cell(option[i].help);
        printf("%s", option[i].allowed[0] ? ": " : "");
        print_words(option[i].allowed);
        printf(" | %s%s%s |\n", option[i].standard[0] ? "`" : "", option[i].standard,
               option[i].standard[0] ? "`" : "");
    }
}
