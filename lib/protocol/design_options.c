/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a plan: what stands where nothing is said, and what cannot be
 * planned. */
#include "protocol/study.h"

#include <ctype.h>
#include <string.h>

enum { MOST_PEOPLE = 10000, MOST_ROWS = 1000000 };

void hinge_protocol_options_init(struct hinge_protocol_options *options)
{
    /* deviations: of the lumbar fraction in the simulated cohorts' sedentary group */
    *options = (struct hinge_protocol_options){.seed = 1,
                                               .task = "bodyweight_hinge",
                                               .reps = 5,
                                               .trials = 1,
                                               .sessions = 1,
                                               .name = "{participant}/s{session}_{cue}_"
                                                       "{trial}.csv",
                                               .tier = 'B',
                                               .effect = -0.05,
                                               .sd_effect = 0.04,
                                               .sd_trial = 0.01,
                                               .sd_rep = 0.02,
                                               .alpha = 0.05};
}

/* Part of ids and file names: letters, digits and . _ + -, not beginning with a dot. */
static bool is_word(const char *text)
{
    if (*text == '\0' || *text == '.')
        return false;
    for (; *text != '\0'; text++)
        if (!isalnum((unsigned char)*text) && strchr("._+-", *text) == NULL)
            return false;
    return true;
}

static enum hinge_status check_word(const char *what, const char *word, bool twice,
                                    struct hinge_error *error)
{
    if (!is_word(word))
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--%s: \"%s\" becomes part of file names: write it "
                               "with letters, digits and . _ + -",
                               what, word);
    if (twice)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--%s: \"%s\" is there twice; name it once", what, word);
    return HINGE_OK;
}

static enum hinge_status check_cues(const struct hinge_protocol_options *options,
                                    struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    if (options->n_cues == 0 || options->n_cues > HINGE_ORDER_MAX)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--cues: expected 1 to %d conditions, such as --cues none,dowel",
                               HINGE_ORDER_MAX);
    for (size_t i = 0; status == HINGE_OK && i < options->n_cues; i++) {
        bool twice = false;
        for (size_t k = 0; k < i; k++)
            twice = twice || hinge_same_name(options->cue[i], options->cue[k]);
        status = check_word("cues", options->cue[i], twice, error);
    }
    return status;
}

static enum hinge_status check_groups(const struct hinge_protocol_options *options,
                                      struct hinge_error *error)
{
    size_t people = 0, recordings = 0;
    if (options->n_groups == 0)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--groups: expected groups and their sizes, such as "
                               "--groups sedentary:12,trained:12");
    for (size_t i = 0; i < options->n_groups; i++) {
        bool twice = false;
        for (size_t k = 0; k < i; k++)
            twice = twice || hinge_same_name(options->group[i].name, options->group[k].name);
        enum hinge_status status = check_word("groups", options->group[i].name, twice, error);
        if (status != HINGE_OK)
            return status;
        if (options->group[i].people == 0 || options->group[i].people > MOST_PEOPLE)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   "--groups: %s needs 1 to %d people", options->group[i].name,
                                   MOST_PEOPLE);
        people += options->group[i].people;
    }
    recordings = people * options->sessions * (options->n_cues * options->trials + 4);
    if (recordings > MOST_ROWS)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "the plan has more than %d recordings; plan fewer "
                               "people, sessions or trials",
                               MOST_ROWS);
    return HINGE_OK;
}

/* Characters that mean nothing in a list, a page or a shell; never out of the folder.
 */
static enum hinge_status check_pattern(const char *name, struct hinge_error *error)
{
    bool good = *name != '\0' && *name != '/' && strstr(name, "..") == NULL;
    for (const char *c = name; *c != '\0'; c++)
        good = good && (isalnum((unsigned char)*c) || strchr("._+-/{}", *c) != NULL);
    if (good)
        return HINGE_OK;
    return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                           "--name: \"%s\": write letters, digits, . _ + - / and keys in "
                           "braces, below the plan's folder",
                           name);
}

enum hinge_status hinge_protocol_check(const struct hinge_protocol_options *options,
                                       struct hinge_error *error)
{
    enum hinge_status status = check_cues(options, error);
    if (status == HINGE_OK)
        status = check_word("task", options->task, false, error);
    if (status == HINGE_OK)
        status = check_pattern(options->name, error);
    return status == HINGE_OK ? check_groups(options, error) : status;
}
