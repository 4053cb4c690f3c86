/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis that a request names, by its id; what people call it is a hint. */
#include "stats/run/find.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

const struct hinge_statistic *hinge_statistic_find(const char *id)
{
    size_t n;
    const struct hinge_statistic *const *list = hinge_statistic_list(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i]->id, id) == 0)
            return list[i];
    return NULL;
}

/* What people call an analysis. */
static const struct {
    const char *said, *id;
} called[] = {{"cue", "cues"},
              {"condition", "within"},
              {"conditions", "within"},
              {"paired", "within"},
              {"group", "groups"},
              {"ttest", "between"},
              {"t-test", "between"},
              {"t", "between"},
              {"welch", "between"},
              {"wilcoxon", "within"},
              {"mixed", "lmm"},
              {"mixed_model", "lmm"},
              {"model", "lmm"},
              {"lmer", "lmm"},
              {"reliability", "icc"},
              {"sem", "icc"},
              {"mdc", "icc"},
              {"agreement", "bland_altman"},
              {"bland-altman", "bland_altman"},
              {"sensitivity", "validate"},
              {"curve", "spm"},
              {"curves", "spm"},
              {"waveform", "spm"},
              {"faults", "prevalence"},
              {"fault", "prevalence"},
              {"summary", "describe"},
              {"sample_size", "power"},
              {"power_curve", "power"}};

static const char *id_of(const char *said)
{
    for (size_t i = 0; i < sizeof called / sizeof *called; i++)
        if (hinge_same_name(said, called[i].said))
            return called[i].id;
    return NULL;
}

/* What R does on the rows of `rows`: where docs/models.md says how, and the two lines to
 * type; or, without a heading, a part of an analysis of ours. */
static const struct {
    const char *called, *anchor, *rows, *model;
} elsewhere[] = {
#define E(called, anchor, rows, model) {called, anchor, rows, model},
#include "stats/run/elsewhere.def"
#undef E
};

bool hinge_statistic_elsewhere(const char *id, char *text, size_t capacity)
{
    size_t i = 0, n = sizeof elsewhere / sizeof *elsewhere;
    while (i < n && !hinge_listed(elsewhere[i].called, ',', id))
        i++;
    if (i < n && *elsewhere[i].anchor == '\0')
        snprintf(text, capacity, "part of another analysis; type: %s", elsewhere[i].rows);
    else if (i < n)
        snprintf(text, capacity, "other %s; see docs/models.md#%s, or type: %s && %s",
                 strncmp(elsewhere[i].rows, "hinge-compare", 13) == 0
                     ? "programs do this with the rows that hinge-compare writes"
                     : "tools do this",
                 elsewhere[i].anchor, elsewhere[i].rows, elsewhere[i].model);
    return i < n;
}

static enum hinge_status no_analysis(struct hinge_analysis *analysis, const char *name,
                                     const char *const *names, size_t n, struct hinge_error *error)
{
    struct hinge_text list = {0};
    hinge_text_join(&list, names, n, ", ");
    enum hinge_status status =
        hinge_analysis_fail(analysis, error, HINGE_E_OPTION, "no analysis '%s'; there are %s", name,
                            hinge_text_string(&list));
    hinge_text_clear(&list);
    return status;
}

enum hinge_status hinge_analysis_find(struct hinge_analysis *analysis, struct hinge_error *error)
{
    const json_t *id = json_object_get(analysis->request, "analysis");
    const char *name = json_string_value(id);
    if (name == NULL)
        return hinge_analysis_fail(analysis, error, HINGE_E_OPTION,
                                   "the request names no analysis; write \"analysis\": "
                                   "\"between\", or another");
    analysis->statistic = hinge_statistic_find(name);
    if (analysis->statistic != NULL)
        return HINGE_OK;
    char there[1024];
    if (hinge_statistic_elsewhere(name, there, sizeof there))
        return hinge_analysis_fail(analysis, error, HINGE_E_OPTION, "%s: %s", name, there);
    size_t n;
    const struct hinge_statistic *const *list = hinge_statistic_list(&n);
    const char *names[128];
    n = n < 128 ? n : 128;
    for (size_t i = 0; i < n; i++)
        names[i] = list[i]->id;
    const char *nearest = id_of(name);
    if (nearest == NULL)
        nearest = hinge_suggest(name, names, n);
    if (nearest == NULL)
        return no_analysis(analysis, name, names, n, error);
    return hinge_analysis_fail(analysis, error, HINGE_E_OPTION,
                               "no analysis '%s'; did you mean '%s'?", name, nearest);
}
