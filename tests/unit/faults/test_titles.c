/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What papers and patients call each fault. */
#include "test.h"

#include "faults/fault.h"
#include "reps/reps.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Whether words are an id with blanks for its signs. */
static bool is_id(const char *words, const char *id)
{
    size_t n = strlen(id);
    if (strlen(words) != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (tolower((unsigned char)words[i]) != id[i] &&
            !(id[i] == '_' && (words[i] == ' ' || words[i] == '-')))
            return false;
    return true;
}

static void check_words(const char *id, const char *words, size_t most)
{
    /* what the literature calls it is its id by itself */
    bool literature = strcmp(id, "excessive_knee_flexion") == 0;
    if (words == NULL || !(isupper((unsigned char)*words)) || strlen(words) > most ||
        strchr(words, '_') != NULL || words[strlen(words) - 1] == '.' ||
        strchr(words, ';') != NULL || strchr(words, ',') != NULL)
        fail_msg("%s: \"%s\"", id, words != NULL ? words : "none");
    if (is_id(words, id) && !literature)
        fail_msg("%s: \"%s\" is its id", id, words);
}

TEST(test_both)
{
    const char *seen[512];
    cleared_by(hinge_fault_table_clear) struct hinge_fault_table table;
    size_t n = 0;
    hinge_fault_table_init(&table);
    assert_true(table.n >= 75 && 2 * table.n <= 512);
    for (size_t k = 0; k < table.n; k++) {
        const struct hinge_fault *row = &table.row[k];
        check_words(row->id, row->title, HINGE_FAULT_TITLE);
        check_words(row->id, row->brief, HINGE_FAULT_BRIEF);
        seen[n++] = row->title;
        seen[n++] = row->brief;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            if (strcasecmp(seen[i], seen[j]) == 0)
                fail_msg("\"%s\" twice", seen[i]);
}

/* What coaches ask for and movement alone does not show is said by name. */
TEST(test_unmeasured)
{
    static const char *const asked[] = {"small rocks", "performance", "pain", "pelvic floor"};
    size_t n;
    const struct hinge_unmeasured *row = hinge_fault_unmeasured(&n);
    for (size_t k = 0; k < sizeof asked / sizeof *asked; k++) {
        bool named = false;
        for (size_t i = 0; i < n; i++)
            named = named || strstr(row[i].claim, asked[k]) != NULL;
        if (!named)
            fail_msg("\"%s\" is not among what is not measured", asked[k]);
    }
}

/* Each fault has a place of its own; a new one goes between two. */
TEST(test_ranks)
{
    cleared_by(hinge_fault_table_clear) struct hinge_fault_table table;
    hinge_fault_table_init(&table);
    for (size_t k = 0; k < table.n; k++) {
        if (table.row[k].listed_at <= 0) /* a part of another */
            continue;
        for (size_t i = 0; i < k; i++)
            if (table.row[i].listed_at == table.row[k].listed_at)
                fail_msg("%s and %s have the rank %d", table.row[i].id, table.row[k].id,
                         table.row[k].listed_at);
    }
}

/* A sentence on a cue says how much of something changed; where the severity is turned
 * round it is "severity of" the title. */
TEST(test_measures)
{
    static const char turned[] = " fold_forward locked_knees ";
    struct hinge_fault_table table;
    size_t n, checked = 0;
    const struct hinge_cue *cue = hinge_cue_rows(&n);
    hinge_fault_table_init(&table);
    for (size_t c = 0; c < n; c++)
        for (size_t o = 0; o <= HINGE_CUE_SECONDARY_MAX; o++) {
            const struct hinge_cue_outcome *outcome =
                o == 0 ? &cue[c].primary : &cue[c].secondary[o - 1];
            if (!outcome->is_fault)
                continue;
            for (size_t k = 0; k < table.n; k++) {
                const struct hinge_fault *row = &table.row[k];
                char word[64];
                if (strcmp(row->id, outcome->id) != 0)
                    continue;
                snprintf(word, sizeof word, " %s ", row->id);
                checked++;
                assert_true((row->measure != NULL) == (strstr(turned, word) == NULL));
                if (row->measure != NULL)
                    assert_true(islower((unsigned char)*row->measure));
            }
        }
    assert_true(checked > 20);
    hinge_fault_table_clear(&table);
}
