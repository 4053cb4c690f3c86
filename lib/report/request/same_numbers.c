/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings with the same numbers, as a sentence under a table. */
#include "report/request/same_numbers.h"

#include "report/request/tabulation.h"
#include "store/store.h"

#include <string.h>

static bool is_refused(const struct hinge_tabulation *tab, size_t row)
{
    const char *status = hinge_table_text(&tab->ledger, "status", row);
    return status != NULL && strcmp(status, "refused") == 0;
}

/* Recordings with the same numbers, as a sentence: a person's own copies, which are
 * left out, or those of different people, which count; nothing where there are none. */
static void say_twins(const struct hinge_tabulation *tab, bool own, const char *what,
                      const char *end, struct hinge_text *text)
{
    enum { SHOWN = 8 };
    size_t n = 0;
    for (size_t r = 0; r < tab->ledger.rows && tab->ledger.rows == tab->list.rows; r++) {
        long twin = own ? hinge_twin_own(&tab->ledger, &tab->list, r)
                        : hinge_twin_stranger(&tab->ledger, &tab->list, r);
        if (twin < 0 || is_refused(tab, r) != own || (own && is_refused(tab, (size_t)twin)) ||
            n++ >= SHOWN)
            continue;
        const char *one = hinge_table_text(&tab->ledger, "file", (size_t)twin);
        const char *other = hinge_table_text(&tab->ledger, "file", r);
        if (n == 1)
            hinge_text_printf(text, "%s%s", text->length > 0 ? " " : "", what);
        hinge_text_printf(text, "%s%s = %s", n == 1 ? "" : ", ", one != NULL ? one : "",
                          other != NULL ? other : "");
    }
    if (n > SHOWN)
        hinge_text_printf(text, " and %zu more", n - SHOWN);
    if (n > 0)
        hinge_text_puts(text, end);
}

/* Those of different people, which all count. */
static void say_duplicates(const struct hinge_tabulation *tab, struct hinge_text *text)
{
    say_twins(tab, false, "The same numbers under different participants: ",
              "; all count (if that is wrong, take one out of the trial list).", text);
}

void hinge_tab_note_duplicates(struct hinge_tabulation *tab)
{
    struct hinge_text text = {0};
    say_duplicates(tab, &text);
    say_twins(tab, true, "The same numbers within a participant, counted once: ", ".", &text);
    if (text.length > 0)
        hinge_text_printf(&tab->notes, "%s\n", hinge_text_string(&text));
    hinge_text_clear(&text);
}

enum hinge_status hinge_results_duplicates(struct hinge_results_reader *results, char **note,
                                           struct hinge_error *error)
{
    struct hinge_tabulation tab = {0};
    struct hinge_text text = {0};
    const struct {
        const char *group;
        struct hinge_table *table;
    } groups[] = {{HINGE_GROUP_LIST, &tab.list},
                  {HINGE_GROUP_LEDGER, &tab.ledger},
                  {HINGE_GROUP_PARAMETERS, &tab.parameters}};
    *note = NULL;
    enum hinge_status status = hinge_results_share(NULL, results, &tab.reader, error);
    for (size_t i = 0; status == HINGE_OK && i < sizeof groups / sizeof *groups; i++)
        status = hinge_results_get_table(tab.reader, groups[i].group, groups[i].table, error);
    if (status == HINGE_OK)
        say_duplicates(&tab, &text);
    hinge_tab_close(&tab);
    if (status == HINGE_OK && text.length > 0)
        *note = text.data;
    else
        hinge_text_clear(&text);
    return status;
}
