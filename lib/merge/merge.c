/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joining parts: which, and into what. */
#include "merge/parts.h"

#include "base/request.h"

#include <stdlib.h>
#include <string.h>

/* Digits alone, and not zero. */
static size_t read_count(const char *text, const char **end)
{
    size_t value = 0;
    for (*end = text; **end >= '0' && **end <= '9' && value <= HINGE_SHARDS_MAX; ++*end)
        value = value * 10 + (size_t)(**end - '0');
    return value;
}

enum hinge_status hinge_shard_parse(const char *text, const char *where, size_t *shard,
                                    size_t *shards, struct hinge_error *error)
{
    const char *slash, *end;
    *shard = read_count(text, &slash);
    *shards = *slash == '/' ? read_count(slash + 1, &end) : 0;
    if (*shards == 0 || *end != '\0' || *shards > HINGE_SHARDS_MAX)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "%s: \"%s\" is not a shard: 2/8 is the second of eight "
                               "(at most %d)",
                               where, text, HINGE_SHARDS_MAX);
    if (*shard == 0 || *shard > *shards)
        return hinge_error_set(
            error, HINGE_USAGE, HINGE_REASON_OK,
            "%s: shard %zu of %zu does not exist: shards are numbered from 1 to %zu", where, *shard,
            *shards, *shards);
    return HINGE_OK;
}

enum hinge_status hinge_merge(const struct hinge_merge_request *given,
                              struct hinge_merge_summary *summary, struct hinge_error *error)
{
    struct hinge_merge_request own;
    const struct hinge_merge_request *request = &own;
    *summary = (struct hinge_merge_summary){0};
    enum hinge_status taken = hinge_request_take(&own, sizeof own, given, error);
    if (taken == HINGE_OK && own.n_paths == 0)
        taken = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                "no path: name every part of a study or of results");
    if (taken != HINGE_OK)
        return taken;
    HINGE_REQUEST_TEXTS(hinge_request_none, &own.output);
    struct hinge_parts parts;
    enum hinge_status status = hinge_parts_open(request, &parts, error);
    if (status == HINGE_OK)
        status = hinge_parts_twins(&parts);
    if (status == HINGE_OK) {
        *summary = (struct hinge_merge_summary){
            .kind = parts.studies ? "study" : "results", .parts = parts.n, .rows = parts.rows};
        status = parts.studies ? hinge_parts_studies(&parts, summary, error)
                               : hinge_parts_results(&parts, summary, error);
    }
    hinge_parts_close(&parts);
    return status == HINGE_OK && summary->refused > 0 ? HINGE_PARTIAL : status;
}
