/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In: a study's list. Out: for each entity its words, each with a label of its own. */
#include "export/bids_labels.h"

#include "os/text.h"

#include <ctype.h>
#include <hinge/trial.h>
#include <stdlib.h>
#include <string.h>

#define PARTED "\x1f"

const char *hinge_bids_entity_name(enum hinge_bids_entity entity)
{
    static const char *const names[] = {"sub", "ses", "task", "acq"};
    return names[entity];
}

bool hinge_bids_is_index(const char *word)
{
    return *word != '\0' && strspn(word, "0123456789") == strlen(word);
}

static void put_word(const struct hinge_table *list, size_t row, enum hinge_bids_entity entity,
                     struct hinge_text *out)
{
    struct hinge_trial_info info;
    hinge_trial_info_read(list, row, &info);
    const char *id = hinge_table_text(list, "id", row);
    bool nobody = *info.participant == '\0';
    if (entity == HINGE_BIDS_SUB)
        hinge_text_printf(out, "%s%s", nobody ? PARTED : info.participant,
                          nobody && id != NULL ? id : "");
    else if (entity == HINGE_BIDS_SES)
        hinge_text_puts(out, info.session);
    else if (entity == HINGE_BIDS_TASK)
        hinge_text_puts(out, *info.task != '\0' ? info.task : "unspecified");
    else if (nobody || hinge_bids_is_index(info.trial) || *info.trial == '\0')
        hinge_text_puts(out, info.cue);
    else
        hinge_text_printf(out, "%s" PARTED "%s", info.cue, info.trial);
}

static int by_word(const void *a, const void *b)
{
    const struct hinge_bids_label *x = a, *y = b;
    int order = strcmp(x->word, y->word);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

/* By what is left of the word; of one such the word that is its own label comes first,
 * then the one that is met first in the list. */
static int by_label(const void *a, const void *b)
{
    const struct hinge_bids_label *const *x = a, *const *y = b;
    int order = strcasecmp((*x)->label, (*y)->label);
    bool own = strcmp((*x)->word, (*x)->label) == 0, other = strcmp((*y)->word, (*y)->label) == 0;
    return order != 0     ? order
           : own != other ? other - own
                          : ((*x)->row > (*y)->row) - ((*x)->row < (*y)->row);
}

static int by_name(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcasecmp(*x, *y);
}

/* All rows' words, each once. */
static enum hinge_status collect(const struct hinge_table *list, struct hinge_arena *arena,
                                 struct hinge_bids_labels *labels, enum hinge_bids_entity entity,
                                 struct hinge_error *error)
{
    struct hinge_bids_label *item = hinge_arena_alloc(arena, list->rows, sizeof *item);
    struct hinge_text word = {0};
    size_t n = 0, kept = 0;
    bool whole = true;
    for (size_t row = 0; whole && row < list->rows; row++) {
        word.length = 0;
        put_word(list, row, entity, &word);
        whole = true;
        if (whole && word.length > 0) {
            item[n] = (struct hinge_bids_label){
                .word = hinge_arena_copy(arena, word.data, word.length), .row = row};
            whole = item[n++].word != NULL;
        }
    }
    hinge_text_clear(&word);
    if (!whole)
        return hinge_no_memory(error);
    qsort(item, n, sizeof *item, by_word);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(item[i].word, item[kept - 1].word) != 0)
            item[kept++] = item[i];
    labels->of[entity].n = kept;
    labels->of[entity].item = item;
    return HINGE_OK;
}

/* Letters and digits of a word; "" when there is none. */
static char *strip(struct hinge_arena *arena, const char *word)
{
    size_t n = 0;
    char *label = hinge_arena_strdup(arena, word);
    for (; *word != '\0'; word++)
        if ((unsigned char)*word < 0x80 && isalnum((unsigned char)*word))
            label[n++] = *word;
    label[n] = '\0';
    return label;
}

/* Of one base the first keeps it, the next are numbered: p1, p1x2, and no other word
 * has that as its base. Numbered labels of two bases never meet, as their bases differ.
 */
static void number(struct hinge_bids_label **sorted, const char **base, size_t n,
                   struct hinge_arena *arena)
{
    size_t next = 2;
    for (size_t i = 1; i < n; i++) {
        if (strcasecmp(base[i], base[i - 1]) != 0) {
            next = 2;
            continue;
        }
        struct hinge_text label = {0};
        const char *made;
        do {
            label.length = 0;
            hinge_text_printf(&label, "%sx%zu", base[i], next++);
            made = hinge_text_string(&label);
        } while (bsearch(&made, base, n, sizeof *base, by_name));
        sorted[i]->label = hinge_arena_copy(arena, label.data, label.length);
        hinge_text_clear(&label);
    }
}

static void make_labels(struct hinge_bids_label *item, size_t n, struct hinge_arena *arena)
{
    struct hinge_bids_label **sorted = hinge_alloc(n, sizeof(void *));
    const char **base = hinge_alloc(n, sizeof *base);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        item[i].label = strip(arena, item[i].word);
        if (*item[i].label == '\0')
            item[i].label = NULL;
        else
            sorted[kept++] = &item[i];
    }
    qsort(sorted, kept, sizeof(void *), by_label);
    for (size_t i = 0; i < kept; i++)
        base[i] = sorted[i]->label;
    number(sorted, base, kept, arena);
    free(sorted);
    free(base);
}

enum hinge_status hinge_bids_labels_make(const struct hinge_table *list, struct hinge_arena *arena,
                                         struct hinge_bids_labels *labels,
                                         struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (int e = 0; status == HINGE_OK && e < HINGE_BIDS_ENTITIES; e++) {
        status = collect(list, arena, labels, (enum hinge_bids_entity)e, error);
        if (status == HINGE_OK)
            make_labels(labels->of[e].item, labels->of[e].n, arena);
    }
    return status;
}

enum hinge_status hinge_bids_label_find(const struct hinge_bids_labels *labels,
                                        const struct hinge_table *list, size_t row,
                                        enum hinge_bids_entity entity,
                                        const struct hinge_bids_label **found,
                                        struct hinge_error *error)
{
    static const char *const columns[] = {"participant", "session", "task", "cue"};
    struct hinge_text word = {0};
    enum hinge_status status = HINGE_OK;
    put_word(list, row, entity, &word);
    const struct hinge_bids_label key = {.word = hinge_text_string(&word)};
    *found = NULL;
    if (word.length > 0)
        *found = bsearch(&key, labels->of[entity].item, labels->of[entity].n, sizeof key,
                         hinge_by_text); /* a label begins with its word */
    if (*found != NULL && (*found)->label == NULL)
        status = hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_OK,
            "its %s \"%.100s\" has no letter a to z and no digit, and a BIDS label has "
            "nothing else: give it another name in the trial list, and ingest again",
            *key.word == *PARTED ? "id" : columns[entity], key.word + (*key.word == *PARTED));
    hinge_text_clear(&word);
    return status;
}
