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

/* Analyses that take an option; all of them when it is a common one. */
static void print_users(const char *option)
{
    size_t n, users = 0;
    const struct hinge_statistic *const *list = hinge_statistic_list(&n);
    for (const char *const *o = hinge_stats_common_options(); *o != NULL; o++) {
        if (strcmp(*o, option) == 0) {
            printf("all");
            return;
        }
    }
    for (size_t i = 0; i < n; i++)
        for (const char *const *o = list[i]->options; *o != NULL; o++)
            if (strcmp(*o, option) == 0)
                printf("%s`%s`", users++ ? " " : "", list[i]->id);
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
            printf("%s### %s\n\n| option | | words | default | taken by "
                   "|\n|---|---|---|---|"
                   "---|\n",
                   i ? "\n" : "", option[i].group);
        group = option[i].group;
        printf("| `%s` | ", option[i].name);
        put_cell(option[i].help);
        printf(" | ");
        print_words(option[i].allowed);
        printf(" | %s%s%s | ", option[i].standard[0] ? "`" : "", option[i].standard,
               option[i].standard[0] ? "`" : "");
        print_users(option[i].name);
        printf(" |\n");
    }
}
