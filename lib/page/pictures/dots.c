/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of dots with their mean: people of a group under a cue, bends of a session; in the
 * table below the map. */
#include "page/pictures/pictures.h"

/* --- tables --- */

/* A row of people of a kind and group in a condition, or of a person's bends: without its places,
 * and what they are of. */
struct measured {
    struct hinge_page_table_row row;
    double *value; /* of the dots */
    struct hinge_page_mean mean;
};

static struct hinge_page_rows *place_rows(struct hinge_cohort *s,
                                          const struct hinge_quantity *outcome, unsigned how,
                                          struct measured *of, size_t n_rows)
{
    struct hinge_page_rows *table = HINGE_FACTS_NEW(s, hinge_page_rows);
    const double most = hinge_quantity_most(outcome);
    size_t room = 1, n = 0;
    for (size_t i = 0; i < n_rows; i++)
        room += of[i].row.n_dots + 3;
    double *all = hinge_arena_alloc(&s->arena, room, sizeof *all);
    for (size_t i = 0; i < n_rows; i++) {
        struct hinge_page_mean *mean = &of[i].mean;
        if (mean->hi > most && mean->m <= most) /* no share or rate is beyond */
            mean->hi = most;
        for (size_t k = 0; k < of[i].row.n_dots; k++)
            all[n++] = of[i].value[k];
        memcpy(all + n, (double[]){mean->m, mean->lo, mean->hi}, 3 * sizeof *all);
        n += 3;
    }
    const struct hinge_axis axis = hinge_page_axis(outcome, all, n, 3, how | HINGE_SCALE_LOOSE);
    table->axis = hinge_page_ticks(s, &axis, false, 0, 100);
    for (size_t i = 0; i < n_rows; i++) {
        struct hinge_page_table_row *row = HINGE_FACTS_NEXT(s, table, rows);
        const struct hinge_page_mean *mean = &of[i].mean;
        *row = of[i].row;
        row->mean = hinge_page_place(s, &axis, mean->m, mean->lo, mean->hi);
        row->n = mean->n;
        for (size_t k = 0; k < row->n_dots; k++)
            row->dots[k]->x = hinge_page_x(&axis, of[i].value[k]);
    }
    return table;
}

struct hinge_page_table hinge_page_table(struct hinge_cohort *s,
                                         const struct hinge_quantity *outcome, unsigned how,
                                         const struct hinge_page_map *map)
{
    const struct hinge_page_list loads = hinge_page_levels(s, "load_kg", 0);
    const bool mapped_loads =
        map != NULL && map->column != NULL && strcmp(map->column, "load_kg") == 0;
    const size_t n_loads = outcome == s->lead ? loads.n - 1 : 0,
                 n_conds = map != NULL ? map->n_conds : s->n_cues;
    struct measured *row = hinge_arena_alloc(
        &s->arena, s->n_kinds * s->n_groups * (n_conds + s->n_cues + n_loads) + 1, sizeof *row);
    size_t n = 0;
    for (size_t k = 0; k < s->n_kinds; k++) {
        const size_t conds = k == 0 ? n_conds : s->n_cues, first = n;
        for (size_t g = 0; g < s->n_groups && s->kind[k].spine == s->spine; g++)
            for (size_t c = 0, of_group = n; c < conds + (k == 0 ? n_loads : 0); c++) {
                const bool mapped = map != NULL && k == 0 && c < conds;
                const char *kg = c < conds ? "" : loads.item[c - conds + 1],
                           *label = mapped        ? map->label[c]
                                    : c < conds   ? s->cue[c].label
                                    : *kg != '\0' ? hinge_page_text(s, "%s" NBSP "kg", kg)
                                                  : "an unknown load";
                struct hinge_cohort_cell cell = {0};
                if (c >= conds && mapped_loads && *kg != '\0')
                    continue; /* the map has it */
                cell = mapped      ? map->cell[g * conds + c]
                       : c < conds ? hinge_cohort_cell(s, outcome, c, g, k)
                                   : hinge_page_cell_of(
                                         s, hinge_page_values_at(s, s->lead, "load_kg", kg, 0), g);
                if (cell.n == 0)
                    continue;
                const struct hinge_page_mean mean =
                    mapped || c >= conds ? hinge_page_mean(s, outcome, cell.value, cell.n, INFINITY)
                                         : hinge_page_mean_in(s, outcome, c, &cell);
                const struct hinge_page_printed is = hinge_page_print_mean(s, outcome, mean);
                row[n] = (struct measured){
                    .row = {.cls = s->group[g].cls,
                            .o = c > 0,
                            .v = is.val,
                            .iv = is.span,
                            .head = n > first || s->n_kinds < 2
                                        ? NULL
                                        : hinge_page_text(s, "%s, %zu %s",
                                                          hinge_page_capital(s, s->kind[k].name),
                                                          s->kind[k].n,
                                                          s->kind[k].n == 1 ? "person" : "people"),
                            .group = n == of_group && s->n_groups > 1 ? s->group[g].brief : NULL,
                            .sub = label,
                            .mark = s->group[g].mark},
                    .value = cell.value,
                    .mean = mean};
                for (size_t i = 0; i < cell.n && s->n_people <= HINGE_MAP_ARROWS; i++) {
                    const char *who = s->person[cell.person[i]].id;
                    HINGE_FACTS_ADD(s, &row[n].row, dots, hinge_page_spot, .p = who,
                                    .t =
                                        hinge_page_text(s, "%s, %s: %s", who, label,
                                                        hinge_page_val(s, outcome, cell.value[i])));
                }
                n++;
            }
    }
    return (struct hinge_page_table){.what = outcome != s->lead ? "Hip ÷ lower back"
                                             : s->lead != s->outcome[HINGE_OUT_SHARE] && s->spine
                                                 ? s->lead->heading
                                             : s->spine ? "From the spine"
                                                        : "Trunk lean",
                                     .table = place_rows(s, outcome, how, row, n)};
}

struct hinge_page_table hinge_page_bends_table(struct hinge_cohort *s, const char *const *name)
{
    struct measured *row = hinge_arena_alloc(&s->arena, s->n_sessions * s->n_cues + 1, sizeof *row);
    size_t n = 0;
    for (size_t i = 0; i < s->n_sessions; i++)
        for (size_t c = 0, first = n; c < s->n_cues; c++) {
            const struct hinge_cohort_bends_of bends =
                hinge_cohort_bends_of(s, s->lead, HINGE_ANY, i, c);
            if (bends.n == 0)
                continue;
            row[n] =
                (struct measured){.row = {.cls = "g0",
                                          .o = c > 0,
                                          .v = hinge_page_val(s, s->lead, bends.mean),
                                          .sd = hinge_page_session_sd(s, &bends),
                                          .group = n == first && s->n_sessions > 1
                                                       ? hinge_page_session_name(s, s->session[i])
                                                       : NULL,
                                          .sub = s->cue[c].label,
                                          .mark = s->group[0].mark},
                                  .value = bends.value,
                                  .mean = {bends.n, bends.mean, (double)NAN, (double)NAN}};
            for (size_t k = 0; k < bends.n; k++) {
                const size_t r = bends.rep[k];
                const char *named = name != NULL ? name[r] : NULL,
                           *value = hinge_page_val(s, s->lead, bends.value[k]);
                HINGE_FACTS_ADD(s, &row[n].row, dots, hinge_page_spot,
                                .p = named != NULL ? named : s->person[0].id,
                                .t = named != NULL
                                         ? hinge_page_text(s, "%s: %s", named, value)
                                         : hinge_page_text(s, "%s, bend %d: %s", s->cue[c].label,
                                                           s->rep[r].number, value));
            }
            n++;
        }
    return (struct hinge_page_table){.what = s->spine ? "From the spine" : "Trunk lean",
                                     .one = true,
                                     .lean = !s->spine,
                                     .table = place_rows(s, s->lead,
                                                         s->spine ? HINGE_SCALE_ZERO : 0, row, n)};
}
