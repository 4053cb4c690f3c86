/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The minimal detectable change of a request, out of what icc wrote. */
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

#include <hinge/compare.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

/* "lumbar_fraction, descent, by session, cue=none, 12 people": what an icc was of. */
static void describe_icc(const json_t *document, const char *outcome, char *about, size_t capacity)
{
    static const struct {
        const char *option, *before;
    } parts[] = {{"phase", ", "}, {"rater", ", by "}, {"filter", ", "}};
    const json_t *request = json_object_get(document, "request");
    const json_t *results = json_object_get(document, "results");
    const json_t *several = json_object_get(results, "outcomes");
    if (several != NULL)
        results = json_object_get(several, outcome);
    const json_t *people = json_object_get(results, "n_targets");
    size_t used = (size_t)snprintf(about, capacity, "%s", outcome);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && used < capacity; i++) {
        const char *text = json_string_value(json_object_get(request, parts[i].option));
        if (text != NULL)
            used += (size_t)snprintf(about + used, capacity - used, "%s%s", parts[i].before, text);
    }
    if (json_is_integer(people) && used < capacity)
        snprintf(about + used, capacity - used, ", %lld people",
                 (long long)json_integer_value(people));
}

/* mdc95_agreement of an icc; NULL: none. */
static json_t *mdc_in(const json_t *results)
{
    json_t *value = json_object_get(results, "mdc95_agreement");
    return json_is_number(value) ? value : NULL;
}

/* Whether the request may have this outcome; those of cues are not known before their
 * table is read. */
static bool has_outcome(const struct hinge_stats_request *request, const char *name)
{
    const char *outcome = hinge_stats_request_text(request, "outcome");
    const json_t *several = json_object_get(request->json, "outcomes"), *item;
    size_t i;
    json_array_foreach((json_t *)several, i, item)
    {
        if (json_is_string(item) && strcmp(json_string_value(item), name) == 0)
            return true;
    }
    return outcome != NULL ? strcmp(outcome, name) == 0 : several == NULL;
}

/* What an icc says, of one outcome or of several, for those that the request has. */
struct said {
    json_t *each; /* outcome: mdc; "" where the icc names none */
    struct hinge_text of;
    size_t found; /* also for others */
};

static void read_said(const struct hinge_stats_request *request, const json_t *document,
                      struct said *said)
{
    json_t *results = json_object_get(document, "results"), *item;
    json_t *several = json_object_get(results, "outcomes");
    const char *name =
        json_string_value(json_object_get(json_object_get(document, "request"), "outcome"));
    json_t *all = several != NULL ? json_incref(several)
                                  : json_pack("{s:O?}", name != NULL ? name : "", results);
    bool failed = all == NULL || (said->each = json_object()) == NULL;
    json_object_foreach(all, name, item)
    {
        json_t *value = mdc_in(item);
        bool taken = value != NULL && (*name == '\0' || has_outcome(request, name));
        if (value != NULL)
            hinge_text_printf(&said->of, "%s%s", said->of.length > 0 ? ", " : "", name);
        said->found += value != NULL;
        failed = failed || (taken && json_object_set(said->each, name, value) != 0);
    }
    json_decref(all);
}

/* A number for the one outcome of the request, or one for each of several. */
static enum hinge_status set_mdc(struct hinge_stats_request *request, const json_t *document,
                                 const struct said *said, const char *path,
                                 struct hinge_error *error)
{
    char about[600];
    bool one = json_object_get(request->json, "outcomes") == NULL;
    const char *outcome = one ? hinge_stats_request_text(request, "outcome") : NULL;
    json_t *value = json_object_get(said->each, outcome != NULL ? outcome : "");
    if (value == NULL)
        value = json_object_get(said->each, "");
    if (said->found == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: not the JSON result of icc: no mdc95_agreement", path);
    if (json_object_size(said->each) == 0)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--mdc %s: this icc is of %s, not of %s; make one of %s", path,
                               hinge_text_string((struct hinge_text *)&said->of),
                               outcome != NULL ? outcome : "the outcomes asked for",
                               outcome != NULL ? outcome : "them");
    if (json_object_set(request->json, "mdc", value != NULL ? value : said->each) != 0)
        return hinge_no_memory(error);
    describe_icc(document, outcome != NULL ? outcome : "", about, sizeof about);
    return outcome != NULL && hinge_stats_request_takes(request, "mdc_of")
               ? hinge_stats_request_set(request, "mdc_of", about, error)
               : HINGE_OK;
}

enum hinge_status hinge_comparison_mdc(struct hinge_stats_request *request, const char *path,
                                       struct hinge_error *error)
{
    struct hinge_bytes bytes = {0};
    struct said said = {0};
    enum hinge_status status = hinge_file_read(path, path, (size_t)64 << 20, &bytes, error);
    json_t *document = status == HINGE_OK ? json_loads(bytes.data, 0, NULL) : NULL;
    if (status == HINGE_OK)
        read_said(request, document, &said);
    if (status == HINGE_OK)
        status = set_mdc(request, document, &said, path, error);
    hinge_text_clear(&said.of);
    json_decref(said.each);
    json_decref(document);
    hinge_bytes_clear(&bytes);
    return status;
}
