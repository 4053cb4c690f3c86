/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person, one group: the check, and people taken apart by group when asked for. */
#include "stats/people/one_group.h"

#include "base/text.h"

#include <string.h>

/* Someone in two levels: the rows (of the sample) that say so. */
struct clash {
    uint32_t participant;
    size_t first, second;
};

#define TWO_LEVELS (SIZE_MAX - 1) /* stands for the first row of who is counted */

/* First row of each participant with a level; whether somebody has two, and how many.
 */
static bool find_clash(const struct hinge_sample *s, const struct hinge_factor *f, size_t *first,
                       size_t *n_people, struct clash *clash)
{
    *n_people = 0;
    for (size_t p = 0; p < s->n_participants; p++)
        first[p] = SIZE_MAX;
    for (size_t i = 0; i < s->n_rows; i++) {
        uint32_t p = s->participant[i];
        if (p == HINGE_NO_LEVEL || f->code[i] == HINGE_NO_LEVEL)
            continue;
        if (first[p] == SIZE_MAX)
            first[p] = i;
        if (first[p] == TWO_LEVELS || f->code[first[p]] == f->code[i])
            continue;
        if (++*n_people == 1)
            *clash = (struct clash){p, first[p], i};
        first[p] = TWO_LEVELS;
    }
    return *n_people > 0;
}

static enum hinge_status refuse(struct hinge_analysis *analysis, const struct hinge_sample *s,
                                const struct hinge_factor *f, const struct clash *c,
                                struct hinge_error *error)
{
    return hinge_analysis_fail(
        analysis, error, HINGE_E_GROUP_NOT_CONSTANT,
        "participant '%s' is in '%s' and '%s' of '%s' (rows %zu and %zu of %s); one "
        "person has one group: correct it, or say --groups-vary if it is meant "
        "(conditions of one person are compared with within)",
        s->participant_name[c->participant], f->level[f->code[c->first]],
        f->level[f->code[c->second]], f->name, s->row[c->first] + 1, s->row[c->second] + 1,
        analysis->table_name);
}

/* Participants become person and group, in order of first appearance. */
static enum hinge_status take_apart(struct hinge_analysis *analysis, struct hinge_sample *s,
                                    const struct hinge_factor *f, struct hinge_error *error)
{
    size_t slots = s->n_participants * f->n_levels, n = 0;
    uint32_t *code = hinge_analysis_alloc(analysis, slots, sizeof *code);
    const char **name = hinge_analysis_alloc(analysis, slots, sizeof *name);
    if (code == NULL || name == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < s->n_rows; i++) {
        uint32_t p = s->participant[i], g = f->code[i];
        if (p == HINGE_NO_LEVEL || g == HINGE_NO_LEVEL)
            continue;
        uint32_t *own = &code[p * f->n_levels + g];
        if (*own == 0) {
            struct hinge_text text = {0};
            hinge_text_printf(&text, "%s (%s)", s->participant_name[p], f->level[g]);
            name[n] = hinge_arena_strdup(&analysis->arena, hinge_text_string(&text));
            bool failed = text.failed || name[n] == NULL;
            hinge_text_clear(&text);
            if (failed)
                return hinge_analysis_no_memory(error);
            *own = (uint32_t)++n;
        }
        s->participant[i] = *own - 1;
    }
    s->participant_name = name;
    s->n_participants = n;
    return HINGE_OK;
}

enum hinge_status hinge_groups_check(struct hinge_analysis *analysis,
                                     const struct hinge_columns *columns, struct hinge_sample *s,
                                     struct hinge_error *error)
{
    size_t n_people, *first = hinge_analysis_alloc(analysis, s->n_participants, sizeof *first);
    if (first == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t k = 0; k < columns->n_factors && s->participant_name != NULL; k++) {
        const struct hinge_factor *f = &s->factor[k];
        struct clash clash = {0, 0, 0};
        bool is_group = strcmp(f->name, "group") == 0 ||
                        (columns->constant != NULL && strcmp(f->name, columns->constant) == 0);
        if (!is_group || !find_clash(s, f, first, &n_people, &clash))
            continue;
        if (!hinge_option_flag(analysis, "groups_vary"))
            return refuse(analysis, s, f, &clash, error);
        hinge_analysis_warn(
            analysis, NULL, "W_GROUPS_VARY",
            "participants in several levels of '%s': %zu, such as '%s'. They count "
            "once in each level. The levels are not independent, so p is approximate",
            f->name, n_people, s->participant_name[clash.participant]);
        return take_apart(analysis, s, f, error);
    }
    return HINGE_OK;
}
