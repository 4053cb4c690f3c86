/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a list in; the first person who is in two groups out. */
#include "ingest/list_groups.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct member {
    const char *participant, *group;
    size_t row;
};

/* By participant, then in the order of the list. */
static int compare(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    int order = strcmp(x->participant, y->participant);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static void describe(const struct hinge_list_place *place, char text[280])
{
    if (place->line > 0)
        snprintf(text, 280, "%.256s:%zu", place->path, place->line);
    else
        snprintf(text, 280, "%.256s", place->path);
}

static enum hinge_status refuse(const struct member *first, const struct member *second,
                                size_t people, const struct hinge_list_place *place,
                                struct hinge_error *error)
{
    char here[280], there[280], more[64] = "";
    describe(&place[second->row], here);
    describe(&place[first->row], there);
    if (people > 1)
        snprintf(more, sizeof more, " (and %zu more people)", people - 1);
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_OK,
        "%s: participant %s is in group \"%s\", in %s in \"%s\"%s; one person has one "
        "group: correct it, or say --groups-vary if it is meant",
        here, second->participant, second->group, there, first->group, more);
}

enum hinge_status hinge_list_groups_check(const struct hinge_table *list,
                                          const struct hinge_list_place *place,
                                          struct hinge_error *error)
{
    struct member *member = hinge_alloc(list->rows, sizeof *member);
    size_t n = 0, people = 0, last = SIZE_MAX, clash[2] = {0, 0};
    if (member == NULL)
        return hinge_no_memory(error);
    for (size_t r = 0; r < list->rows; r++) {
        const char *who = hinge_table_text(list, "participant", r);
        const char *group = hinge_table_text(list, "group", r);
        if (who != NULL && group != NULL && *who != '\0' && *group != '\0')
            member[n++] = (struct member){who, group, r};
    }
    if (n > 1)
        qsort(member, n, sizeof *member, compare);
    for (size_t i = 0, first = 0; i < n; i++) {
        if (strcmp(member[i].participant, member[first].participant) != 0)
            first = i;
        if (strcmp(member[i].group, member[first].group) == 0 || last == first)
            continue;
        last = first; /* each person is counted once */
        if (people++ == 0) {
            clash[0] = first;
            clash[1] = i;
        }
    }
    enum hinge_status status = HINGE_OK;
    if (people > 0)
        status = refuse(&member[clash[0]], &member[clash[1]], people, place, error);
    free(member);
    return status;
}
