/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what observers saw. */
#include "report/faults/fault_labels.h"

#include "base/text.h"
#include "report/request/tabulation.h"

#include <stdio.h>
#include <string.h>

static const char prefix[] = "label:";

static const struct {
    const char *word;
    enum hinge_verdict verdict;
} words[] = {
    {"1", HINGE_VERDICT_YES},    {"0", HINGE_VERDICT_NO},        {"yes", HINGE_VERDICT_YES},
    {"no", HINGE_VERDICT_NO},    {"present", HINGE_VERDICT_YES}, {"absent", HINGE_VERDICT_NO},
    {"true", HINGE_VERDICT_YES}, {"false", HINGE_VERDICT_NO},    {"?", HINGE_VERDICT_UNSURE},
    {"-", HINGE_VERDICT_UNSURE},
};

static size_t fault_of(const struct hinge_fault_arrays *faults, const char *id)
{
    size_t f = 0;
    while (f < faults->n && strcmp(faults->id[f], id) != 0)
        f++;
    return f;
}

static void note_unknown(struct hinge_tabulation *tab, const struct hinge_fault_arrays *faults,
                         const char *column)
{
    const char *id = column + sizeof prefix - 1;
    const char *nearest = hinge_suggest(id, faults->id, faults->n);
    hinge_text_printf(&tab->notes, "Column %s is not used: no fault has the ID \"%s\"", column, id);
    if (nearest != NULL)
        hinge_text_printf(&tab->notes, "; did you mean label:%s?", nearest);
    hinge_text_puts(&tab->notes, nearest != NULL ? "\n" : ".\n");
}

enum hinge_status hinge_fault_labels_find(struct hinge_fault_labels *labels,
                                          const struct hinge_fault_arrays *faults,
                                          struct hinge_tabulation *tab, struct hinge_error *error)
{
    const struct hinge_table *trials = &tab->trials;
    labels->n = 0;
    labels->fault = hinge_arena_alloc(&tab->arena, trials->n_columns, sizeof *labels->fault);
    labels->column = hinge_arena_alloc(&tab->arena, trials->n_columns, sizeof *labels->column);
    if (labels->fault == NULL || labels->column == NULL)
        return hinge_no_memory(error);
    for (size_t c = 0; c < trials->n_columns; c++) {
        const char *name = trials->column[c].name;
        if (strncmp(name, prefix, sizeof prefix - 1) != 0)
            continue;
        size_t fault = fault_of(faults, name + sizeof prefix - 1);
        if (fault == faults->n) {
            note_unknown(tab, faults, name);
            continue;
        }
        labels->fault[labels->n] = fault;
        labels->column[labels->n++] = name;
    }
    if (labels->n > 0)
        return HINGE_OK;
    return hinge_error_set(
        error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
        "--against label: the trial list of %s has no column label:<fault>; write what "
        "observers saw into one such as label:butt_wink and ingest again",
        tab->request->results);
}

static bool read_word(const char *word, size_t length, enum hinge_verdict *verdict)
{
    char text[16];
    if (length >= sizeof text)
        return false;
    memcpy(text, word, length);
    text[length] = '\0';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (hinge_same_name(text, words[i].word)) {
            *verdict = words[i].verdict;
            return true;
        }
    return false;
}

enum hinge_status hinge_fault_labels_read(const struct hinge_tabulation *tab, const char *column,
                                          size_t trial, enum hinge_verdict *verdict, size_t room,
                                          size_t *n, struct hinge_error *error)
{
    static const char between[] = " ,;|";
    char buffer[48], id[48];
    const char *text = hinge_tab_trial(tab, column, trial, buffer);
    *n = 0;
    for (const char *at = text + strspn(text, between); *at != '\0';) {
        size_t length = strcspn(at, between);
        enum hinge_verdict one;
        if (!read_word(at, length, &one))
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_BAD_COLUMN,
                "%s: recording %s: column %s: \"%.*s\" is not a verdict; write 1 or 0 "
                "(yes or no, ? when unsure), or one for each repetition: \"1 0 1\"",
                tab->request->results, hinge_tab_trial(tab, "trial_id", trial, id), column,
                (int)length, at);
        if (*n < room)
            verdict[*n] = one;
        ++*n;
        at += length;
        at += strspn(at, between);
    }
    return HINGE_OK;
}
