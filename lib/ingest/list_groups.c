/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a list in; the first person who is in two groups, or of two sizes in one
 * session, out. */
#include "ingest/list_groups.h"

#include "base/memory.h"

#include <math.h>
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

void hinge_list_place_describe(const struct hinge_list_place *place, char text[280])
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
    hinge_list_place_describe(&place[second->row], here);
    hinge_list_place_describe(&place[first->row], there);
    if (people > 1)
        snprintf(more, sizeof more, " (and %zu more %s)", people - 1,
                 people == 2 ? "person" : "people");
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

/* --- sizes --- */

struct measured {
    const char *participant, *session;
    double value;
    size_t row;
};

static int compare_measured(const void *a, const void *b)
{
    const struct measured *x = a, *y = b;
    int order = strcmp(x->participant, y->participant);
    if (order == 0)
        order = strcmp(x->session, y->session);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static enum hinge_status refuse_size(const char *column, const struct measured *first,
                                     const struct measured *second,
                                     const struct hinge_list_place *place,
                                     struct hinge_error *error)
{
    char here[280], there[280];
    hinge_list_place_describe(&place[second->row], here);
    hinge_list_place_describe(&place[first->row], there);
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                           "%s: %s of participant %s is %g, in %s %g%s%s; one person has one in a "
                           "session: "
                           "correct it, or leave a cell empty%s",
                           here, column, second->participant, second->value, there, first->value,
                           *second->session != '\0' ? ", both in session " : "", second->session,
                           *second->session != '\0' ? "" : "; sessions go in a column session");
}

static enum hinge_status check_size(const struct hinge_table *list, const char *column,
                                    const struct hinge_list_place *place, struct measured *measured,
                                    struct hinge_error *error)
{
    size_t n = 0;
    for (size_t r = 0; r < list->rows; r++) {
        const char *who = hinge_table_text(list, "participant", r),
                   *when = hinge_table_text(list, "session", r);
        double value = hinge_table_number(list, column, r);
        if (who != NULL && *who != '\0' && !isnan(value))
            measured[n++] = (struct measured){who, when != NULL ? when : "", value, r};
    }
    if (n > 1)
        qsort(measured, n, sizeof *measured, compare_measured);
    for (size_t i = 1; i < n; i++)
        if (strcmp(measured[i].participant, measured[i - 1].participant) == 0 &&
            strcmp(measured[i].session, measured[i - 1].session) == 0 &&
            fabs(measured[i].value - measured[i - 1].value) > 0)
            return refuse_size(column, &measured[i - 1], &measured[i], place, error);
    return HINGE_OK;
}

enum hinge_status hinge_list_sizes_check(const struct hinge_table *list,
                                         const struct hinge_list_place *place,
                                         struct hinge_error *error)
{
    static const char *const column[] = {"height_m", "mass_kg", "leg_length_m"};
    enum hinge_status status = HINGE_OK;
    struct measured *measured = hinge_alloc(list->rows, sizeof *measured);
    for (size_t c = 0; c < sizeof column / sizeof *column && status == HINGE_OK; c++)
        status = check_size(list, column[c], place, measured, error);
    free(measured);
    return status;
}
