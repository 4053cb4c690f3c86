/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts to numbers and back: the distinct labels of rows, rows put together by number, and
 * which people have which levels. */
#include "people/people.h"
#include "table/columns.h"

/* --- Texts numbered: open addressing over FNV-1a (Fowler, Noll, Vo). --- */

static size_t find_slot(const struct hinge_intern *intern, const char *text)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (const char *p = text; *p != '\0'; p++)
        hash = (hash ^ (unsigned char)*p) * UINT64_C(1099511628211);
    size_t at = (size_t)hash & (intern->slots - 1);
    while (intern->slot[at] != 0 && strcmp(intern->text[intern->slot[at] - 1], text) != 0)
        at = (at + 1) & (intern->slots - 1);
    return at;
}

size_t hinge_intern_number(struct hinge_intern *intern, const char *text)
{
    if (intern->n == intern->capacity) {
        size_t capacity = intern->capacity ? 2 * intern->capacity : 32;
        intern->text = hinge_resize(intern->text, capacity, sizeof *intern->text);
        free(intern->slot);
        intern->slot = hinge_alloc(2 * capacity, sizeof *intern->slot);
        intern->slots = 2 * capacity;
        intern->capacity = capacity;
        for (size_t i = 0; i < intern->n; i++)
            intern->slot[find_slot(intern, intern->text[i])] = i + 1;
    }
    size_t at = find_slot(intern, text);
    if (intern->slot[at] != 0)
        return intern->slot[at] - 1;
    intern->text[intern->n] = hinge_arena_strdup(&intern->arena, text);
    intern->slot[at] = ++intern->n;
    return intern->n - 1;
}

/* As a text without a 0 byte, whose numbers end by themselves: each byte has six bits, and whether
 * more follow. */
size_t hinge_intern_numbers(struct hinge_intern *intern, const size_t *number, size_t n)
{
    enum { BITS = 6, MORE = 1 << BITS, MOST = sizeof *number * 8 / BITS + 1 };
    char stack[4 * MOST + 1];
    char *text = n > 4 ? hinge_alloc(n * MOST + 1, 1) : stack, *end = text;
    for (size_t i = 0; i < n; i++) {
        size_t rest = number[i];
        for (; rest >= MORE; rest >>= BITS)
            *end++ = (char)(2 * MORE | MORE | (rest & (MORE - 1)));
        *end++ = (char)(2 * MORE | rest);
    }
    *end = '\0';
    const size_t of = hinge_intern_number(intern, text);
    if (text != stack)
        free(text);
    return of;
}

void hinge_intern_clear(struct hinge_intern *intern)
{
    free(intern->text);
    free(intern->slot);
    hinge_arena_clear(&intern->arena);
    *intern = (struct hinge_intern){0};
}

/* --- Distinct labels. --- */

struct label {
    const char *name;
    uint32_t was;
};

static int by_level(const void *a, const void *b)
{
    return hinge_level_compare(((const struct label *)a)->name, ((const struct label *)b)->name);
}

static int by_value(const void *a, const void *b)
{
    return hinge_compare_numbers(((const struct label *)a)->name, ((const struct label *)b)->name);
}

struct hinge_labels hinge_labels_of(struct hinge_arena *arena, const char *const *text, size_t n,
                                    enum hinge_label_order by)
{
    static int (*const compare[])(const void *, const void *) = {
        [HINGE_BY_BYTES] = hinge_by_text, [HINGE_BY_LEVEL] = by_level, [HINGE_BY_VALUE] = by_value};
    cleared_by(hinge_intern_clear) struct hinge_intern seen = {0};
    struct hinge_labels labels = {.code = hinge_arena_alloc(arena, n, sizeof *labels.code)};
    cleared_by(freed) struct label *label = hinge_alloc(n, sizeof *label);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && text[i] == text[i - 1]) /* rows of one person or cue stand together */
            labels.code[i] = labels.code[i - 1];
        else
            labels.code[i] =
                text[i] != NULL ? (uint32_t)hinge_intern_number(&seen, text[i]) : HINGE_NO_LEVEL;
        if (seen.n > labels.n) {
            label[labels.n] = (struct label){text[i], (uint32_t)labels.n};
            labels.n++;
        }
    }
    if (labels.n > 1 && by != HINGE_BY_APPEARANCE)
        qsort(label, labels.n, sizeof *label, compare[by]);
    labels.name = hinge_arena_alloc(arena, labels.n, sizeof *labels.name);
    cleared_by(freed) uint32_t *now = hinge_alloc(labels.n, sizeof *now);
    for (size_t l = 0; l < labels.n; l++) {
        labels.name[l] = label[l].name;
        now[label[l].was] = (uint32_t)l;
    }
    for (size_t i = 0; i < n; i++)
        labels.code[i] = labels.code[i] != HINGE_NO_LEVEL ? now[labels.code[i]] : HINGE_NO_LEVEL;
    return labels;
}

size_t hinge_groups_listed(struct hinge_arena *arena, const struct hinge_table *trials,
                           const char ***group)
{
    cleared_by(hinge_intern_clear) struct hinge_intern names = {0};
    for (size_t r = 0; r < trials->rows; r++) {
        const char *name = hinge_table_word(trials, "group", r);
        if (*name != '\0' && hinge_recording_counts(hinge_table_word(trials, "role", r)))
            hinge_intern_number(&names, name);
    }
    const size_t n = names.n;
    *group = hinge_arena_alloc(arena, n + 1, sizeof **group);
    for (size_t g = 0; g < n; g++)
        (*group)[g] = hinge_arena_strdup(arena, names.text[g]);
    return n;
}

const char *hinge_cell_name(struct hinge_arena *arena, const char *const *column,
                            const char *const *level, size_t n)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    for (size_t k = 0; k < n; k++)
        hinge_text_printf(&text, "%s%s=%s", k ? ";" : "", column[k], level[k]);
    return hinge_arena_strdup(arena, n > 0 ? hinge_text_string(&text) : "all");
}

/* A counting sort: a group's start moves to its end, the next one's start, while it is filled. */
void hinge_add_together(const uint32_t *group, size_t n, size_t n_groups, size_t *order,
                        size_t *start)
{
    size_t *at = start + 1;
    memset(start, 0, (n_groups + 2) * sizeof *start);
    for (size_t i = 0; i < n; i++)
        at[group[i] + 1]++;
    for (size_t g = 0; g < n_groups; g++)
        at[g + 1] += at[g];
    for (size_t i = 0; i < n; i++)
        order[at[group[i]]++] = i;
}

/* --- Who has which levels. --- */

/* More people in cells times levels are not looked at. */
#define MOST_PLACES ((size_t)1 << 28)

struct hinge_held hinge_levels_held(struct hinge_arena *arena, const uint32_t *slot,
                                    const uint32_t *level, size_t n, size_t n_people,
                                    size_t n_cells, size_t n_levels)
{
    size_t slots = n_people * n_cells;
    struct hinge_held held = {.people = hinge_arena_alloc(arena, n_levels, sizeof *held.people)};
    if (n_levels == 0 || slots > MOST_PLACES / n_levels)
        return held;
    cleared_by(freed) unsigned char *has = hinge_alloc(slots * n_levels, 1);
    const unsigned char *before = NULL;
    for (size_t i = 0; i < n; i++)
        if (slot[i] != HINGE_NO_LEVEL && level[i] != HINGE_NO_LEVEL)
            has[(size_t)slot[i] * n_levels + level[i]] = 1;
    for (size_t p = 0; p < n_people; p++) {
        bool any = false;
        for (size_t s = p * n_cells; s < (p + 1) * n_cells; s++) {
            const unsigned char *row = has + s * n_levels;
            size_t levels = 0;
            for (size_t l = 0; l < n_levels; l++)
                levels += row[l];
            if (levels == 0)
                continue;
            held.within = held.within || levels > 1;
            held.differ = held.differ || (before != NULL && memcmp(before, row, n_levels) != 0);
            before = row;
            any = true;
        }
        held.all += any;
        for (size_t l = 0; l < n_levels; l++) {
            bool some = false;
            for (size_t s = p * n_cells; s < (p + 1) * n_cells; s++)
                some = some || has[s * n_levels + l];
            held.people[l] += some;
        }
    }
    return held;
}

void hinge_held_list(const struct hinge_held *held, const char *const *level, size_t n, size_t most,
                     struct hinge_text *text)
{
    for (size_t l = 0; l < n && l < most; l++) {
        hinge_text_printf(text, "%s%s", l ? ", " : "", level[l]);
        if (held->differ)
            hinge_text_printf(text, ": %zu of %zu %s", held->people[l], held->all,
                              held->all == 1 ? "person" : "people");
    }
    if (n > most)
        hinge_text_adds(text, ", ...");
}
