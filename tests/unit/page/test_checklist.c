/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of checklists: every number is there, and every name is that of a fact. */
#include "test.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char *const fact[] = {
#define FACT(name, where, missing, text) #name,
#include "report/checklists/facts.def"
};
enum { FACTS = sizeof fact / sizeof *fact };

struct item {
    const char *number, *words, *needs, *facts, *yours;
};
#define ITEM(number, words, needs, facts, yours) {number, words, needs, facts, yours},
static const struct item champ[] = {
#include "report/checklists/champ.def"
};
static const struct item strobe[] = {
#include "report/checklists/strobe.def"
};
static const struct item consort[] = {
#include "report/checklists/consort.def"
};
static const struct item isb[] = {
#include "report/checklists/isb.def"
};
#define LIST(id, last)                                                                             \
    {                                                                                              \
#id, id, sizeof id / sizeof *id, last                                                      \
    }
static const struct {
    const char *id;
    const struct item *item;
    size_t n;
    int last; /* number of the last item */
} list[] = {LIST(champ, 30), LIST(strobe, 22), LIST(consort, 30), LIST(isb, 11)};
enum { LISTS = sizeof list / sizeof *list };

static bool is_fact(const char *name, size_t n)
{
    for (size_t i = 0; i < FACTS; i++)
        if (strlen(fact[i]) == n && strncmp(fact[i], name, n) == 0)
            return true;
    return false;
}

TEST(items_have_every_number_in_order)
{
    for (size_t l = 0; l < LISTS; l++) {
        int before = 0;
        for (size_t i = 0; i < list[l].n; i++) {
            const int number = (int)strtol(list[l].item[i].number, NULL, 10);
            if (number != before && number != before + 1)
                fail_msg("%s: %s comes after %d", list[l].id, list[l].item[i].number, before);
            before = number;
        }
        assert_int_equal(before, list[l].last);
    }
}

TEST(items_name_facts_that_are_there_and_say_something)
{
    for (size_t l = 0; l < LISTS; l++)
        for (size_t i = 0; i < list[l].n; i++) {
            const struct item *item = &list[l].item[i];
            if (*item->needs != '\0' && !is_fact(item->needs, strlen(item->needs)))
                fail_msg("%s %s needs %s, which is no fact", list[l].id, item->number, item->needs);
            for (const char *name = item->facts; *name != '\0';) {
                const size_t n = strcspn(name, " ");
                if (!is_fact(name, n))
                    fail_msg("%s %s: %.*s is no fact", list[l].id, item->number, (int)n, name);
                name += n + (name[n] == ' ');
            }
            if (*item->words == '\0' || (*item->facts == '\0' && *item->yours == '\0'))
                fail_msg("%s %s says nothing", list[l].id, item->number);
        }
}
