/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A result: its typed rows, of an analysis or of a document that was written, and its document. */
#include "result/result.h"

#include "result/words.h"
#include "table/columns.h"

/* --- Rows of cues and groups: the one place that knows what their members are called. --- */

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

enum {
    UP = HINGE_PLANNED_UP,
    CUES = HINGE_PLANNED_UP | HINGE_PLANNED_DOWN,
    DOWN = HINGE_PLANNED_DOWN,
    GROUPS = HINGE_PLANNED_GROUPS,
    ALL = CUES | GROUPS,
    ROW = HINGE_PLANNED_ROW,
    LEVELS = HINGE_PLANNED_LEVELS,
    EFFECT = HINGE_PLANNED_EFFECT,
    MATCHED = HINGE_PLANNED_MATCHED,
    BOTH = HINGE_PLANNED_INTERACTION,
    MDC = HINGE_PLANNED_MDC,
    ADJUSTED = HINGE_PLANNED_ADJUSTED
};
#define AS(kind, key, of, part, member)                                                            \
    {{key, HINGE_ROW_##kind, offsetof(struct hinge_planned_outcome, member)}, of, part},
#define T(key, of, part, member) AS(TEXT, key, of, part, member)
#define N(key, of, part, member) AS(NUMBER, key, of, part, member)
#define W(key, of, member) AS(WORD, key, of, 0, member)
#define M(key, of, member) AS(MAYBE, key, of, 0, member)
/* clang-format off */
const struct hinge_planned_field hinge_planned_fields[] = {
    T("cue", CUES, ROW, level[0])
    T("role", ALL, ROW, role)
    T("outcome", ALL, ROW, outcome)
    T("first", GROUPS, LEVELS, level[0])
    T("second", GROUPS, LEVELS, level[1])
    T("phase", ALL, ROW, phase)
    T("unit", ALL, ROW, unit)
    T("expected", CUES, ROW, expected)
    M("target", CUES, target)
    N("n", CUES, LEVELS, diff.n)
    N("baseline", CUES, LEVELS, mean[1])
    N("cued", CUES, LEVELS, mean[0])
    N("n_first", GROUPS, LEVELS, n[0])
    N("mean_first", GROUPS, LEVELS, mean[0])
    N("sd_first", GROUPS, LEVELS, sd[0])
    N("n_second", GROUPS, LEVELS, n[1])
    N("mean_second", GROUPS, LEVELS, mean[1])
    N("sd_second", GROUPS, LEVELS, sd[1])
    M("judged_first", GROUPS, judged[0])
    M("yes_first", GROUPS, yes[0])
    M("judged_second", GROUPS, judged[1])
    M("yes_second", GROUPS, yes[1])
    N("diff", ALL, EFFECT, diff.value)
    N("ci_low", ALL, EFFECT, diff.low)
    N("ci_high", ALL, EFFECT, diff.high)
    N("d_z", CUES, EFFECT, size)
    N("g", GROUPS, EFFECT, size)
    M("d_z_ci_low", CUES, size_low)
    M("d_z_ci_high", CUES, size_high)
    M("g_ci_low", GROUPS, size_low)
    M("g_ci_high", GROUPS, size_high)
    M("loo_low", ALL, loo_low)
    M("loo_high", ALL, loo_high)
    M("loo_p", ALL, loo_p)
    M("loo_ends", ALL, loo_ends)
    W("loo_person", ALL, loo_person)
    N("p", ALL, EFFECT, diff.p)
    N("p_holm", ALL, EFFECT, p_holm)
    M("tests", ALL, tests)
    W("verdict", ALL, verdict)
    M("margin", ALL, margin)
    W("ruled_out", ALL, ruled_out)
    M("ci_low_holm", ALL, low_holm)
    M("ci_high_holm", ALL, high_holm)
    M("level_holm", ALL, level_holm)
    W("method", ALL, method)
    M("t", ALL, t)
    M("df", ALL, df)
    W("p_reason", ALL, p_why)
    M("low_first", GROUPS, low[0])
    M("high_first", GROUPS, high[0])
    M("low_second", GROUPS, low[1])
    M("high_second", GROUPS, high[1])
    N("sd_baseline", CUES, LEVELS, sd[1])
    N("sd_cued", CUES, LEVELS, sd[0])
    N("n_dropped", CUES, EFFECT, n_dropped)
    W("reason", ALL, why)
    N("matched_n", CUES, MATCHED, matched.n)
    N("matched_diff", CUES, MATCHED, matched.value)
    N("matched_ci_low", CUES, MATCHED, matched.low)
    N("matched_ci_high", CUES, MATCHED, matched.high)
    N("matched_p", CUES, MATCHED, matched.p)
    N("matched_raw_diff", CUES, HINGE_PLANNED_MATCHED_RAW, matched_raw)
    W("matched_reason", CUES, matched_why)
    T("group_first", CUES, BOTH, group[0])
    T("group_second", CUES, BOTH, group[1])
    N("interaction_n_first", CUES, BOTH, n_group[0])
    N("interaction_n_second", CUES, BOTH, n_group[1])
    N("interaction_mean_first", CUES, BOTH, mean_group[0])
    N("interaction_mean_second", CUES, BOTH, mean_group[1])
    N("interaction_diff", CUES, BOTH, interaction.value)
    N("interaction_ci_low", CUES, BOTH, interaction.low)
    N("interaction_ci_high", CUES, BOTH, interaction.high)
    N("interaction_p", CUES, BOTH, interaction.p)
    W("interaction_reason", CUES, interaction_why)
    M("sd_beyond_bends", CUES, spread.value)
    M("sd_beyond_bends_low", CUES, spread.low)
    M("sd_beyond_bends_high", CUES, spread.high)
    N("mdc", CUES, MDC, mdc)
    N("beyond_expected", UP, MDC, beyond[0])
    N("beyond_opposite", UP, MDC, beyond[1])
    N("beyond_expected", DOWN, MDC, beyond[1])
    N("beyond_opposite", DOWN, MDC, beyond[0])
    W("mdc_reason", CUES, mdc_why)
    N("adjusted_diff", GROUPS, ADJUSTED, adjusted.value)
    N("adjusted_ci_low", GROUPS, ADJUSTED, adjusted.low)
    N("adjusted_ci_high", GROUPS, ADJUSTED, adjusted.high)
    N("adjusted_p", GROUPS, ADJUSTED, adjusted.p)
    N("adjusted_n", GROUPS, ADJUSTED, adjusted.n)
    W("adjusted_reason", GROUPS, adjusted_why)
    {{NULL, 0, 0}, 0, 0}
};
/* clang-format on */
#undef AS
#undef T
#undef N
#undef W
#undef M

bool hinge_planned_is_text(const struct hinge_planned_field *field)
{
    return field->field.kind == HINGE_ROW_TEXT || field->field.kind == HINGE_ROW_WORD;
}

unsigned hinge_planned_of(const struct hinge_planned_outcome *row)
{
    bool down = row->expected != NULL && strcmp(row->expected, "down") == 0;
    return !row->paired ? HINGE_PLANNED_GROUPS : down ? HINGE_PLANNED_DOWN : HINGE_PLANNED_UP;
}

void hinge_row_read(const json_t *json, const struct hinge_row_field *field, void *row)
{
    for (; field->name != NULL; field++) {
        void *member = (char *)row + field->at;
        const json_t *value = json_object_get(json, field->name);
        if (field->kind == HINGE_ROW_TEXT || field->kind == HINGE_ROW_WORD)
            *(const char **)member = json_string_value(value);
        else
            *(double *)member = json_is_number(value) ? json_number_value(value) : (double)NAN;
    }
}

struct hinge_planned_outcome hinge_planned_read(const json_t *json, bool paired)
{
    struct hinge_planned_outcome row = {.paired = paired};
    row.expected = text_of(json, "expected");
    unsigned of = hinge_planned_of(&row);
    row.expected = NULL;
    for (const struct hinge_planned_field *f = hinge_planned_fields; f->field.name != NULL; f++)
        if (!hinge_planned_is_text(f))
            *(double *)(void *)((char *)&row + f->field.at) = NAN;
    for (int k = 0; k < 4; k++)
        row.at[k / 2][k % 2] = row.at_sd[k / 2][k % 2] = NAN;
    for (const struct hinge_planned_field *f = hinge_planned_fields; f->field.name != NULL; f++) {
        const struct hinge_row_field one[] = {f->field, {NULL, 0, 0}};
        if ((f->of & of) != 0)
            hinge_row_read(json, one, &row);
    }
    return row;
}

static const char *copy_of(struct hinge_result *result, const char *text)
{
    return text != NULL ? hinge_arena_strdup(&result->inside->arena, text) : NULL;
}

/* A stratum of the result: rows of one have one text. */
static const char *stratum_of(struct hinge_result *result, const char *stratum)
{
    const char *last =
        result->n_planned > 0 ? result->planned[result->n_planned - 1].stratum : NULL;
    if (last == NULL && result->n_cues > 0)
        last = result->cue[result->n_cues - 1].stratum;
    return stratum != NULL && last != NULL && strcmp(stratum, last) == 0 ? last
                                                                         : copy_of(result, stratum);
}

/* The caller's own words for a level or a group. Those of an outcome are not meant: a cue that is
 * named like a fault keeps its name. */
static const char *level_words(const json_t *titles, const char *level)
{
    char key[160];
    snprintf(key, sizeof key, HINGE_LEVEL_TITLE "%s", level);
    return text_of(titles, key);
}

const char *hinge_planned_title(const json_t *titles, const char *outcome, const char *phase,
                                bool rate, char *words, size_t room)
{
    char key[160];
    snprintf(key, sizeof key, HINGE_SEVERITY "%s", outcome);
    const char *severity = rate || phase != NULL ? NULL : text_of(titles, key),
               *title = severity != NULL ? severity : text_of(titles, outcome);
    if (title == NULL && phase != NULL) {
        snprintf(key, sizeof key, "%s@%s", outcome, phase);
        title = text_of(titles, key);
    }
    if (title != NULL)
        snprintf(words, room, "%s", title);
    else
        hinge_wording_title(outcome, words, room);
    return hinge_wording_small(words);
}

void hinge_planned_add(struct hinge_result *result, const json_t *titles,
                       const struct hinge_planned_outcome *row)
{
    size_t n = result->n_planned;
    struct hinge_arena *arena = &result->inside->arena;
    result->planned = hinge_arena_more(arena, result->planned, n, sizeof *result->planned);
    struct hinge_planned_outcome *added = (struct hinge_planned_outcome *)result->planned + n;
    *added = *row;
    added->stratum = stratum_of(result, row->stratum);
    added->column = copy_of(result, hinge_or_empty(row->column));
    added->level[1] = copy_of(result, hinge_or_empty(row->level[1]));
    for (int k = 0; k < 2; k++)
        added->cell[k] = copy_of(result, row->cell[k]);
    added->level[0] = hinge_or_empty(added->level[0]);
    added->role = hinge_or_empty(added->role);
    added->outcome = hinge_or_empty(added->outcome);
    for (const struct hinge_planned_field *f = hinge_planned_fields; f->field.name != NULL; f++) {
        void *member = (char *)added + f->field.at;
        const char **text = member;
        double *number = member;
        if (hinge_planned_is_text(f))
            *text = copy_of(result, *text);
        else if (!isfinite(*number))
            *number = NAN;
    }
    for (int k = 0; k < 2; k++) {
        added->group[k] = hinge_or_empty(added->group[k]);
        added->level_title[k] = copy_of(result, level_words(titles, added->level[k]));
        added->group_title[k] = copy_of(result, level_words(titles, added->group[k]));
        added->n[k] = added->paired ? added->diff.n : added->n[k];
    }
    char words[160];
    hinge_planned_title(titles, added->outcome, added->phase, hinge_planned_is(added, "fault"),
                        words, sizeof words);
    /* of a fault asked for by hand the mean of verdicts, not who has it */
    char bends[200];
    snprintf(bends, sizeof bends, HINGE_SHARE_OF_BENDS "%s", words);
    added->title = copy_of(result, row->share && *hinge_or_empty(row->unit) == '\0' &&
                                           strstr(words, HINGE_SHARE_OF_BENDS) == NULL &&
                                           !hinge_planned_is(added, "fault")
                                       ? bends
                                       : words);
    if (!isnan(added->target)) {
        const double from = hinge_unit_form(added->unit, false).scale * added->target;
        char distance[220];
        added->title =
            copy_of(result, hinge_wording_distance(added->title, from, distance, sizeof distance));
    }
    added->what = added->title;
    if (row->change != NULL) { /* "change in lumbar fraction (after minus before)" */
        const char *levels = strchr(row->change, ':') + 1, *minus = strchr(levels, '-');
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        if (strrchr(levels, '-') == minus)
            hinge_text_printf(&text, "change in %s (%.*s minus %s)", added->title,
                              (int)(minus - levels), levels, minus + 1);
        else
            hinge_text_printf(&text, "change in %s (%s)", added->title, levels);
        added->title = copy_of(result, hinge_text_string(&text));
        added->change = copy_of(result, row->change);
    }
    /* Decimals belong to an outcome: all its rows (of a stratum) have the widest interval of a
     * difference, those of a level alone of a mean, too. */
    struct hinge_planned_outcome *const rows = (struct hinge_planned_outcome *)result->planned;
    const bool alone = *added->level[1] == '\0';
    const struct hinge_change *const of[4] = {&added->diff, &added->matched, &added->interaction,
                                              &added->adjusted};
    added->widest = alone ? added->high[0] - added->low[0] : (double)NAN;
    for (size_t i = 0; !alone && i < 4; i++)
        added->widest = fmax(added->widest, of[i]->high - of[i]->low);
    for (int set = 0; set < 2; set++) /* of those before, then theirs */
        for (struct hinge_planned_outcome *widest = rows; widest < added; widest++) {
            struct hinge_planned_outcome *const to = set ? widest : added;
            const struct hinge_planned_outcome *const from = set ? added : widest;
            if (widest->stratum == added->stratum && strcmp(widest->outcome, added->outcome) == 0 &&
                strcmp(hinge_or_empty(widest->phase), hinge_or_empty(added->phase)) == 0 &&
                hinge_planned_is(widest, "fault") == hinge_planned_is(added, "fault") &&
                (*from->level[1] != '\0' || *to->level[1] == '\0'))
                to->widest = fmax(to->widest, from->widest);
        }
    for (struct hinge_planned_outcome *one = added - n; one < added; one++) {
        if (hinge_planned_is_depth_of(added, one))
            one->depth = (long)(added - one);
        if (hinge_planned_is_depth_of(one, added))
            added->depth = (long)(one - added);
    }
    result->n_planned++;
}

void hinge_planned_add_cue(struct hinge_result *result, const json_t *titles,
                           const struct hinge_planned_cue *cue)
{
    size_t n = result->n_cues;
    result->cue = hinge_arena_more(&result->inside->arena, result->cue, n, sizeof *result->cue);
    ((struct hinge_planned_cue *)result->cue)[result->n_cues++] =
        (struct hinge_planned_cue){.stratum = stratum_of(result, cue->stratum),
                                   .id = copy_of(result, cue->id),
                                   .title = copy_of(result, level_words(titles, cue->id)),
                                   .unmeasured = copy_of(result, cue->unmeasured),
                                   .confounded = copy_of(result, cue->confounded)};
}

/* The rows of a part of a document that was written: of all, or of a stratum. */
static void read_part(struct hinge_result *result, const json_t *titles, const char *stratum,
                      const char *change, const json_t *part)
{
    size_t i;
    json_t *json, *summary;
    const char *id;
    json_array_foreach(json_object_get(part, "outcomes"), i, json)
    {
        bool cue = json_is_string(json_object_get(json, "cue"));
        struct hinge_planned_outcome row = hinge_planned_read(json, cue);
        row.stratum = stratum;
        row.column = text_of(part, cue ? "condition" : "group");
        if (cue)
            row.level[1] = text_of(part, "baseline");
        else
            row.change = change;
        hinge_planned_add(result, titles, &row);
    }
    json_object_foreach(json_object_get(part, "cues"), id, summary)
    {
        bool confounded = json_is_true(json_object_get(summary, "order_confounded"));
        const struct hinge_planned_cue cue = {
            .stratum = stratum,
            .id = id,
            .unmeasured = text_of(summary, "unmeasured"),
            .confounded = confounded ? hinge_or_empty(text_of(summary, "order_reason")) : NULL};
        hinge_planned_add_cue(result, titles, &cue);
    }
}

void hinge_result_planned(struct hinge_result *result, const json_t *document)
{
    const json_t *results = json_object_get(document, "results"),
                 *titles = hinge_json_at(document, "request/plan/" HINGE_PLAN_TITLES);
    const char *analysis = hinge_or_empty(text_of(document, "analysis")), *stratum;
    json_t *part;
    if (strcmp(analysis, "cues") != 0 && strcmp(analysis, "groups") != 0)
        return;
    const char *change = json_string_value(hinge_json_at(document, "request/change"));
    read_part(result, titles, NULL, change, results);
    json_object_foreach(json_object_get(results, "strata"), stratum, part)
    {
        read_part(result, titles, stratum, change, part);
    }
}

bool hinge_planned_is(const struct hinge_planned_outcome *row, const char *role)
{
    return row->role != NULL && strcmp(row->role, role) == 0;
}

bool hinge_planned_is_tested(const struct hinge_planned_outcome *row)
{
    return hinge_planned_is(row, "primary") || hinge_planned_is(row, "secondary") ||
           hinge_planned_is(row, "further") || hinge_planned_is(row, "stand-in");
}

bool hinge_planned_differs(const struct hinge_planned_outcome *row)
{
    return row->verdict != NULL && strcmp(row->verdict, HINGE_VERDICT_DIFFERS) == 0;
}

bool hinge_planned_depends(const struct hinge_planned_outcome *row)
{
    return row->verdict != NULL && strcmp(row->verdict, HINGE_VERDICT_DEPTH) == 0;
}

bool hinge_planned_is_depth_of(const struct hinge_planned_outcome *depth,
                               const struct hinge_planned_outcome *row)
{
    return depth->paired && row->paired && depth->stratum == row->stratum &&
           strcmp(depth->outcome, "total_excursion_deg") == 0 &&
           strcmp(depth->level[0], row->level[0]) == 0;
}

bool hinge_planned_is_of_depth(const struct hinge_change *depth)
{
    const double deep_deg = 5;
    return depth->low * depth->high > 0 && fabs(depth->value) > deep_deg;
}

bool hinge_planned_depth_changed(const struct hinge_planned_outcome *row)
{
    return row->depth != 0 && hinge_planned_is_of_depth(&row[row->depth].diff);
}

bool hinge_planned_splits(const struct hinge_planned_outcome *row)
{
    return row->verdict != NULL && !hinge_planned_depends(row) &&
           row->interaction.low * row->interaction.high > 0;
}

bool hinge_planned_is_not_clear(const struct hinge_planned_outcome *row)
{
    return row->verdict != NULL && strcmp(row->verdict, HINGE_VERDICT_NOT_CLEAR) == 0;
}

double hinge_planned_farther(const struct hinge_planned_outcome *row)
{
    const bool several = !isnan(row->level_holm); /* of several tests the margin holds for all */
    const double low = several ? row->low_holm : row->diff.low,
                 high = several ? row->high_holm : row->diff.high;
    return isnan(low) || isnan(high) ? (double)NAN : fmax(fabs(low), fabs(high));
}

bool hinge_planned_is_ruled_out(const struct hinge_planned_outcome *row)
{
    return row->ruled_out != NULL && strcmp(row->ruled_out, "yes") == 0;
}

bool hinge_planned_is_open(const struct hinge_planned_outcome *row)
{
    return row->verdict != NULL && strcmp(row->verdict, HINGE_VERDICT_UNDECIDED) == 0 &&
           isnan(row->margin);
}

static bool is_same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool hinge_planned_has_pairs(const struct hinge_result *result, const char *stratum)
{
    for (size_t i = 0; i < result->n_planned; i++)
        if (is_same(result->planned[i].stratum, stratum) && *result->planned[i].level[1] == '\0')
            return true;
    return false;
}

const struct hinge_planned_outcome *hinge_planned_find(const struct hinge_result *result,
                                                       const char *stratum, const char *cue,
                                                       const char *role)
{
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        if (is_same(row->stratum, stratum) && hinge_planned_is(row, role) &&
            (cue == NULL || strcmp(row->level[0], cue) == 0))
            return row;
    }
    return NULL;
}

bool hinge_planned_main(const struct hinge_result *result, size_t i)
{
    const struct hinge_planned_outcome *row = &result->planned[i];
    if (row->paired && hinge_planned_is(row, "further"))
        return hinge_planned_differs(row);
    return hinge_planned_is_tested(row) || hinge_planned_is(row, "done") ||
           (!row->paired && hinge_planned_is(row, "described"));
}

struct hinge_result hinge_planned_part(const struct hinge_result *result, hinge_planned_test *kept)
{
    struct hinge_result part = *result;
    struct hinge_planned_outcome *row = hinge_alloc(result->n_planned, sizeof *row);
    part.planned = row;
    part.n_planned = 0;
    for (size_t i = 0; i < result->n_planned; i++)
        if (kept(result, i))
            row[part.n_planned++] = result->planned[i];
    return part;
}

void hinge_planned_part_clear(struct hinge_result *part)
{
    free((void *)part->planned);
}

/* --- words of levels --- */

const char *hinge_place_words(const char *column, bool groups, const char *level,
                              const char *theirs, char *buffer, size_t capacity)
{
    bool cue = strcmp(column, "cue") == 0;
    if (theirs == NULL && strcmp(column, "stage") == 0 &&
        (strcmp(level, hinge_stage_name(HINGE_STAGE_BEFORE)) == 0 ||
         strcmp(level, hinge_stage_name(HINGE_STAGE_AFTER)) == 0)) { /* practice or not between */
        snprintf(buffer, capacity, "%s", level);
        return buffer;
    }
    if (theirs == NULL)
        return hinge_wording_level(column, groups, level, buffer, capacity);
    char group[256];
    const bool of_group = strcmp(column, "group") == 0;
    snprintf(buffer, capacity,
             cue && strcmp(level, "none") != 0 ? "with the cue \"%s\""
             : of_group || (groups && !cue)    ? "in %s"
                                               : "under \"%s\"",
             of_group ? hinge_wording_group(theirs, group, sizeof group) : theirs);
    return buffer;
}

const char *hinge_planned_where(const struct hinge_result *result, char *buffer, size_t capacity)
{
    static const char key[] = "cue=";
    const json_t *document = hinge_result_document(result);
    const json_t *titles = hinge_json_at(document, "request/plan/" HINGE_PLAN_TITLES);
    const char *filter = json_string_value(hinge_json_at(document, "request/filter"));
    char level[128], words[160];
    *buffer = '\0';
    while (filter != NULL && *filter != '\0') {
        size_t n = strcspn(filter, "&");
        if (strncmp(filter, key, sizeof key - 1) == 0) {
            snprintf(level, sizeof level, "%.*s", (int)(n - (sizeof key - 1)),
                     filter + sizeof key - 1);
            if (*level != '\0' && strpbrk(level, ",|") == NULL)
                snprintf(buffer, capacity, "%s",
                         hinge_place_words("cue", false, level, level_words(titles, level), words,
                                           sizeof words));
        }
        filter += n + (filter[n] == '&');
    }
    return buffer;
}

const char *hinge_level_words(const struct hinge_planned_outcome *row, int k, char *buffer,
                              size_t capacity)
{
    return hinge_place_words(row->column, !row->paired, row->level[k], row->level_title[k], buffer,
                             capacity);
}

const char *hinge_group_place(const struct hinge_planned_outcome *row, int k, char *buffer,
                              size_t capacity)
{
    return hinge_place_words("group", true, row->group[k], row->group_title[k], buffer, capacity);
}

const char *hinge_level_name(const struct hinge_planned_outcome *row, int k, char *buffer,
                             size_t capacity)
{
    if (row->level_title[k] == NULL && strcmp(row->column, "load_kg") == 0) {
        snprintf(buffer, capacity, "%s kg", row->level[k]);
        return buffer;
    }
    return row->level_title[k] != NULL ? row->level_title[k]
                                       : hinge_wording_cell(row->paired ? "cue" : row->column,
                                                            row->level[k], buffer, capacity);
}

const char *hinge_group_name(const struct hinge_planned_outcome *row, int k)
{
    return row->group_title[k] != NULL ? row->group_title[k] : row->group[k];
}

/* --- A document in, a result out. --- */

const json_t *hinge_json_at(const json_t *at, const char *path)
{
    while (*path != '\0' && at != NULL) {
        size_t n = strcspn(path, "/");
        at = json_object_getn(at, path, n);
        path += n + (path[n] == '/');
    }
    return at;
}

double hinge_result_number(const json_t *object, const char *path)
{
    const json_t *value = hinge_json_at(object, path);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static int add_text(const char *bytes, size_t length, void *text)
{
    hinge_text_add(text, bytes, length);
    return 0;
}

char *hinge_json_text(const json_t *json, size_t flags)
{
    /* not json_dumps: it goes on after an allocation for a key has failed */
    struct hinge_text text = {0};
    if (json_dump_callback(json, add_text, &text, flags | JSON_REAL_PRECISION(17)) == 0)
        return text.data;
    hinge_text_clear(&text);
    return NULL;
}

const json_t *hinge_result_document(const struct hinge_result *result)
{
    return result->inside->document;
}

const json_t *hinge_result_results(const struct hinge_result *result)
{
    return json_object_get(result->inside->document, "results");
}

void hinge_result_free(struct hinge_result *result)
{
    if (result == NULL)
        return;
    for (size_t i = 0; i < result->n_tables; i++)
        hinge_table_clear(&result->table[i].table);
    free(result->table);
    if (result->inside != NULL) {
        json_decref(result->inside->document);
        json_decref(result->inside->units);
        hinge_table_clear(&result->inside->rows);
        hinge_arena_clear(&result->inside->arena);
        hinge_text_clear(&result->inside->sentences);
        hinge_text_clear(&result->inside->test);
        hinge_text_clear(&result->inside->apa);
    }
    free(result->inside);
    free(result);
}

struct hinge_result *hinge_result_new(void)
{
    struct hinge_result *made = hinge_alloc(1, sizeof *made);
    made->inside = hinge_alloc(1, sizeof *made->inside);
    made->analysis = made->sentences = made->test = made->apa = "";
    return made;
}

struct hinge_result_table *hinge_result_add(struct hinge_result *result, const char *name)
{
    size_t n = result->n_tables;
    const char *copy = hinge_arena_strdup(&result->inside->arena, name);
    result->table = hinge_more(result->table, n, sizeof *result->table);
    result->table[n] = (struct hinge_result_table){.name = copy};
    result->n_tables++;
    return &result->table[n];
}

void hinge_result_set_sentences(struct hinge_result *result)
{
    struct hinge_result_inside *inside = result->inside;
    result->sentences = hinge_text_string(&inside->sentences);
    result->test = hinge_text_string(&inside->test);
    result->apa = hinge_text_string(&inside->apa);
}

const struct hinge_table *hinge_result_table(const struct hinge_result *result, const char *name)
{
    const size_t i = HINGE_ROW_AT(result->table, result->n_tables, name);
    return i < result->n_tables ? &result->table[i].table : NULL;
}

enum hinge_status hinge_result_json(const struct hinge_result *result, char **text,
                                    struct hinge_error *error)
{
    *text = NULL;
    if (hinge_result_document(result) == NULL)
        return hinge_usage(error, "a table has no document; hinge_result_format writes it");
    *text = hinge_json_text(hinge_result_document(result), JSON_INDENT(1));
    return HINGE_OK;
}

void hinge_result_warnings(const struct hinge_result *result, hinge_message *message, void *context)
{
    for (size_t i = 0; i < result->n_warnings; i++) {
        char text[1024];
        snprintf(text, sizeof text, "%s: %s", result->warning[i].code, result->warning[i].message);
        message(context, text);
    }
}
