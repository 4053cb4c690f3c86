/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planned outcomes of cues and groups as tables, and on paper. */
#include "report/print/comparison.h"

#include "faults/fault.h"
#include "report/print/published.h"
#include "report/print/quantity.h"
#include "report/writers/writer.h"
#include "result/result.h"
#include "table/columns.h"

#include <jansson.h>

/* --- Planned outcomes as readers want them: a difference with its interval in one cell, faults
 * that nobody showed excluded. --- */

/* PAIR is a text where several pairs of groups were compared. SPREAD is "M (SD)", LIMITS
 * the interval of a mean; VALUE has the decimals of the row's difference. */
enum kind { NUMBER, P, PAIR, TEXT, INTERVAL, LIMITS, SPREAD, VALUE };
/* Tables of cues and groups; EACH: of three and more groups; CHANGE: of people's changes. */
enum {
    CUES = 1,
    CUE_FAULTS = 2,
    GROUPS = 4,
    EACH = 8,
    EACH_FAULTS = 16,
    GROUP_FAULTS = 32,
    CHANGE_FAULTS = 64,
    COMPARED = CUES | CUE_FAULTS | GROUPS | GROUP_FAULTS | CHANGE_FAULTS
};

#define AT(field) offsetof(struct hinge_planned_outcome, field)
/* clang-format off */
static const struct shown {
    unsigned in;      /* tables that have the column */
    const char *name; /* of _0 and _1 the group's name follows */
    size_t field;     /* of the row: a double, a text or a change */
    size_t why;       /* of the text that says why it is missing; 0: none does */
    enum kind kind;
    int digits;
} of_tables[] = {
    {CUES | CUE_FAULTS, "cue", AT(level[0]), 0, TEXT, 0},
    {CUES | GROUPS | EACH, "outcome", AT(outcome), 0, TEXT, 0},
    {CUES | GROUPS | EACH, "phase", AT(phase), 0, TEXT, 0},
    {CUES | GROUPS, "role", AT(role), 0, TEXT, 0},
    {CUES, "expected", AT(expected), 0, TEXT, 0},
    {CUE_FAULTS | EACH_FAULTS | GROUP_FAULTS | CHANGE_FAULTS, "fault", AT(outcome), 0, TEXT, 0},
    {CUES | CUE_FAULTS, "n", AT(diff.n), AT(why), NUMBER, 0},
    {CUES, "baseline M (SD)", AT(mean[1]), AT(why), SPREAD, 0},
    {CUES, "cued M (SD)", AT(mean[0]), AT(why), SPREAD, 0},
    {CUE_FAULTS, "baseline", AT(mean[1]), AT(why), NUMBER, 2},
    {CUE_FAULTS, "cued", AT(mean[0]), AT(why), NUMBER, 2},
    {GROUPS, "first", AT(level[0]), 0, PAIR, 0},
    {GROUPS, "second", AT(level[1]), 0, PAIR, 0},
    {GROUPS | CHANGE_FAULTS, "n_0", AT(n[0]), AT(why), NUMBER, 0},
    {GROUPS, "M (SD)_0", AT(mean[0]), AT(why), SPREAD, 0},
    {EACH | EACH_FAULTS, "group", AT(level[0]), 0, TEXT, 0},
    {EACH, "n", AT(n[0]), AT(why), NUMBER, 0},
    {EACH, "M (SD)", AT(mean[0]), AT(why), SPREAD, 0},
    {EACH_FAULTS, "judged", AT(judged[0]), AT(why), NUMBER, 0},
    {EACH_FAULTS, "yes", AT(yes[0]), AT(why), NUMBER, 0},
    {EACH_FAULTS, "rate", AT(mean[0]), AT(why), NUMBER, 2},
    {EACH | EACH_FAULTS, "[95% CI]", AT(low[0]), 0, LIMITS, 0},
    {GROUP_FAULTS, "judged_0", AT(judged[0]), AT(why), NUMBER, 0},
    {GROUP_FAULTS, "yes_0", AT(yes[0]), AT(why), NUMBER, 0},
    {GROUP_FAULTS, "rate_0", AT(mean[0]), AT(why), NUMBER, 2},
    {GROUP_FAULTS, "judged_1", AT(judged[1]), AT(why), NUMBER, 0},
    {GROUP_FAULTS, "yes_1", AT(yes[1]), AT(why), NUMBER, 0},
    {GROUP_FAULTS, "rate_1", AT(mean[1]), AT(why), NUMBER, 2},
    {CHANGE_FAULTS, "change_0", AT(mean[0]), AT(why), NUMBER, 2},
    {GROUPS | CHANGE_FAULTS, "n_1", AT(n[1]), AT(why), NUMBER, 0},
    {GROUPS, "M (SD)_1", AT(mean[1]), AT(why), SPREAD, 0},
    {CHANGE_FAULTS, "change_1", AT(mean[1]), AT(why), NUMBER, 2},
    {COMPARED, "difference [95% CI]", AT(diff), AT(why), INTERVAL, 0},
    {CUES, "at matched depth", AT(matched), AT(matched_why), INTERVAL, 0},
    {CUES, "group by cue", AT(interaction), AT(interaction_why), INTERVAL, 0},
    {GROUPS, "adjusted", AT(adjusted), AT(adjusted_why), INTERVAL, 0},
    {GROUPS, "n adjusted", AT(adjusted.n), AT(adjusted_why), NUMBER, 0},
    {CUES | GROUPS | EACH, "unit", AT(unit), 0, TEXT, 0},
    {CUES, "d_z", AT(size), AT(why), NUMBER, 2},
    {GROUPS, "g", AT(size), AT(why), NUMBER, 2},
    {COMPARED, "p", AT(diff.p), AT(p_why), P, 0},
    {COMPARED, "p_holm", AT(p_holm), AT(p_why), P, 0},
    {CUES | GROUPS, "margin", AT(margin), 0, VALUE, 0},
    {CUES | GROUPS, "more ruled out", AT(ruled_out), 0, TEXT, 0},
    {CUES, "sd_beyond_bends", AT(spread.value), 0, VALUE, 0},
    {CUES, "sd_beyond_bends_low", AT(spread.low), 0, VALUE, 0},
    {CUES, "sd_beyond_bends_high", AT(spread.high), 0, VALUE, 0},
    {CUES, "mdc", AT(mdc), AT(mdc_why), VALUE, 0},
    {CUES, "beyond, up", AT(beyond[0]), AT(mdc_why), NUMBER, 0},
    {CUES, "beyond, down", AT(beyond[1]), AT(mdc_why), NUMBER, 0},
};
/* clang-format on */
enum { COLUMNS = sizeof of_tables / sizeof *of_tables };

/* A value of one of three or more groups. */
static bool is_value(const struct hinge_planned_outcome *row)
{
    return *row->level[1] == '\0' && hinge_planned_is(row, "described");
}

/* Whether a row is in a table of compared outcomes, and not only in the document and its csv. */
static bool is_compared(const struct hinge_planned_outcome *row)
{
    return *row->level[1] != '\0' &&
           (hinge_planned_is(row, "described") || hinge_planned_is(row, "done") ||
            hinge_planned_is_tested(row));
}

/* Whether somebody has a value. */
static bool has_value(const struct hinge_planned_outcome *row)
{
    return !isnan(row->mean[0]) || !isnan(row->mean[1]);
}

bool hinge_planned_are(const struct hinge_result *result)
{
    return strcmp(result->analysis, "cues") == 0 || strcmp(result->analysis, "groups") == 0;
}

static const void *field_of(const struct hinge_planned_outcome *row, size_t at)
{
    return (const char *)row + at;
}

static double number_of(const struct hinge_planned_outcome *row, const struct shown *s)
{
    return *(const double *)field_of(row, s->field);
}

static const char *text_of(const struct hinge_planned_outcome *row, size_t at)
{
    return *(const char *const *)field_of(row, at);
}

static bool was_planned(const struct hinge_planned_outcome *row)
{
    return hinge_planned_is(row, "primary") || hinge_planned_is(row, "secondary") ||
           hinge_planned_is(row, "done");
}

/* A fault that nobody showed says nothing, nor does what nobody has a value of; the
 * outcomes planned for a cue stay, with the reason. */
static bool is_empty(const struct hinge_planned_outcome *row)
{
    return !was_planned(row) &&
           !(hinge_planned_is(row, "fault") ? row->mean[0] > 0 || row->mean[1] > 0
                                            : has_value(row));
}

/* The unit in which readers see a row; a share of a fault's verdicts has none. */
static const struct hinge_unit_words *unit_of(const struct hinge_planned_outcome *row)
{
    return hinge_planned_is(row, "fault") ? NULL : hinge_readers_unit(row->outcome, row->unit);
}

static double scale_of(const struct hinge_planned_outcome *row)
{
    const struct hinge_unit_words *unit = unit_of(row);
    return unit != NULL ? unit->scale : 1;
}

/* The decimals of an outcome; rates have two. */
static int digits_of(const struct hinge_planned_outcome *row)
{
    const struct hinge_unit_words *unit = unit_of(row);
    const double scale = scale_of(row);
    const int digits = hinge_outcome_decimals(hinge_planned_is(row, "fault") ? 2
                                              : unit != NULL                 ? unit->digits
                                                                             : -1,
                                              scale * row->widest);
    return hinge_difference_decimals(digits, scale * row->diff.low, scale * row->diff.high);
}

/* Those of a level, else of people's changes. */
static int level_digits(const struct hinge_planned_outcome *row, bool level)
{
    const struct hinge_unit_words *unit = unit_of(row);
    return unit != NULL && level ? unit->digits : digits_of(row);
}

/* "41 (3.0)": a mean with its SD, if there is one. */
static const char *spread_words(const struct hinge_planned_outcome *row, bool level, double mean,
                                double sd, char *buffer, size_t capacity)
{
    const int digits = level_digits(row, level);
    const double scale = scale_of(row);
    const size_t n = (size_t)snprintf(buffer, capacity, "%.*f", digits,
                                      hinge_unsigned_zero(scale * mean, digits));
    if (!isnan(sd))
        snprintf(buffer + n, capacity - n, " (%.*f)", digits_of(row), scale * sd);
    return buffer;
}

/* Words of a number. */
static const char *words_of(const struct hinge_planned_outcome *row, const struct shown *s,
                            char *buffer, size_t capacity)
{
    const double scale = scale_of(row), value = number_of(row, s);
    const int digits = digits_of(row);
    if (s->kind == INTERVAL) {
        const struct hinge_change *of = field_of(row, s->field);
        return hinge_interval_words(scale * value, scale * of->low, scale * of->high, digits,
                                    buffer, capacity);
    }
    if (s->kind == LIMITS)
        hinge_limits_words(scale * row->low[0], scale * row->high[0],
                           level_digits(row, row->change == NULL), " to ", buffer, capacity);
    else if (s->field == AT(margin)) /* as it was given */
        snprintf(buffer, capacity, "%.6g", scale * value);
    else if (s->kind == SPREAD)
        spread_words(row, row->change == NULL, value, row->sd[s->field == AT(mean[1])], buffer,
                     capacity);
    else
        snprintf(buffer, capacity, "%.*f", digits, hinge_unsigned_zero(scale * value, digits));
    return buffer;
}

/* Whether a fault's severity is compared, not whether people have it, or (in a phase) how often. */
static bool is_severity(const struct hinge_planned_outcome *row)
{
    return !hinge_planned_is(row, "fault") && row->phase == NULL &&
           hinge_fault_built_in(row->outcome) != NULL;
}

const char *hinge_planned_id(const struct hinge_planned_outcome *row, char *cell, size_t room)
{
    const char *prefix = is_severity(row)      ? HINGE_SEVERITY
                         : !isnan(row->target) ? HINGE_DISTANCE
                                               : "";
    snprintf(cell, room, "%s%s", prefix, row->outcome);
    return cell;
}

/* What the program itself calls the outcome. */
static const char *outcome_words(const struct hinge_planned_outcome *row, char *words, size_t room)
{
    char cell[200];
    return hinge_published_words(
        NULL, "outcome", is_severity(row) ? hinge_planned_id(row, cell, sizeof cell) : row->outcome,
        words, room);
}

/* The name of the k-th group; "first" or "second" where strata differ in it. */
static const char *group_name(const struct hinge_result *result, int k)
{
    for (size_t i = 1; i < result->n_planned; i++)
        if (strcmp(result->planned[i].level[k], result->planned[0].level[k]) != 0)
            return k == 0 ? "first" : "second";
    const struct hinge_planned_outcome *row = result->planned;
    if (result->n_planned == 0)
        return "";
    const char *one = row->level_title[k], *other = row->level_title[1 - k];
    bool told_apart = one != NULL && (other == NULL || strcmp(one, other) != 0);
    return told_apart ? one : row->level[k];
}

/* Level of its intervals, in percent. */
static double level_of(const struct hinge_result *result)
{
    const json_t *request = json_object_get(hinge_result_document(result), "request");
    const json_t *level = json_object_get(request, "level");
    return 100 * (json_is_number(level) ? json_number_value(level) : 0.95);
}

/* Whether three or more groups were compared, in any stratum. */
static bool has_pairs(const struct hinge_result *result)
{
    bool has = false;
    for (size_t i = 0; i < result->n_planned; i++)
        has = has || hinge_planned_has_pairs(result, result->planned[i].stratum);
    return has;
}

static void outcome_table(const struct hinge_result *result, const char *which,
                          struct hinge_table *table)
{
    bool cues = strcmp(result->analysis, "cues") == 0, faults = strcmp(which, "faults") == 0,
         values = strcmp(which, "values") == 0;
    bool strata = result->n_planned > 0 && result->planned[0].stratum != NULL,
         pairs = has_pairs(result),
         changes = result->n_planned > 0 && result->planned[0].change != NULL;
    const unsigned in = cues     ? (faults ? CUE_FAULTS : CUES)
                        : faults ? (pairs     ? EACH_FAULTS
                                    : changes ? CHANGE_FAULTS
                                              : GROUP_FAULTS)
                        : values ? EACH
                                 : GROUPS;
    if (strata)
        hinge_table_add_column(table, "stratum", HINGE_COLUMN_TEXT, "", 0);
    for (size_t c = 0; c < COLUMNS; c++) {
        const struct shown *s = &of_tables[c];
        if ((s->in & in) == 0)
            continue;
        /* Of a group its own name: "n_trained", not "n_0"; intervals at their level. */
        const char *end = strrchr(s->name, '_');
        bool group = end != NULL && (end[1] == '0' || end[1] == '1') && end[2] == '\0';
        cleared_by(hinge_text_clear) struct hinge_text name = {0};
        const char *of = group ? group_name(result, end[1] - '0') : "";
        int length = group ? (int)(end + 1 - s->name) : (int)strlen(s->name);
        if (group && s->kind == SPREAD)
            hinge_text_printf(&name, "%s M (SD)", of);
        else if (strchr(s->name, '[') != NULL)
            hinge_text_printf(&name, "%.*s[%g%% CI]", (int)strcspn(s->name, "["), s->name,
                              level_of(result));
        else
            hinge_text_printf(&name, "%.*s%s", length, s->name, of);
        hinge_table_add_column(table, hinge_text_string(&name),
                               s->kind == NUMBER ? HINGE_COLUMN_NUMBER : HINGE_COLUMN_TEXT, "",
                               s->digits);
    }
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        bool wanted = faults   ? hinge_planned_is(row, "fault")
                      : values ? is_value(row)
                               : is_compared(row);
        if (!wanted || is_empty(row))
            continue;
        hinge_table_add_rows(table, 1);
        if (strata)
            hinge_table_set_text(table, 0, table->rows - 1, row->stratum);
        for (size_t c = 0, at = strata; c < COLUMNS; c++) {
            const struct shown *s = &of_tables[c];
            if ((s->in & in) == 0)
                continue;
            if (s->kind != PAIR || pairs) {
                char buffer[96];
                size_t last = table->rows - 1;
                const bool is_text = s->kind == TEXT || s->kind == PAIR;
                const char *words = is_text ? text_of(row, s->field) : NULL;
                if (s->field == AT(unit) && scale_of(row) > 1)
                    words = hinge_readers_heading(unit_of(row));
                if (s->field == AT(outcome))
                    words = hinge_planned_id(row, buffer, sizeof buffer);
                double value = is_text ? (double)NAN : number_of(row, s);
                if (s->kind == NUMBER)
                    table->column[at].number[last] = value;
                if (s->kind == P && !isnan(value)) {
                    hinge_p_cell(value, buffer, sizeof buffer);
                    words = buffer;
                } else if (s->kind > TEXT && !isnan(value)) {
                    words = words_of(row, s, buffer, sizeof buffer);
                }
                if (s->kind != NUMBER)
                    hinge_table_set_text(table, at, last, words);
                if (s->why != 0 && isnan(value))
                    hinge_table_set_why(table, at, last, text_of(row, s->why));
            }
            at++;
        }
    }
}

/* --- lists that the result has as tables: refusals, people --- */

/* Whether two rows have the same in these columns (ends with NULL), as far as they are there. */
static bool are_alike(const struct hinge_table *table, const char *const *keys, size_t a, size_t b)
{
    bool alike = true;
    for (; *keys != NULL && alike; keys++) {
        const long at = hinge_table_find(table, *keys);
        alike = at < 0 || hinge_cells_equal(&table->column[at], a, b);
    }
    return alike;
}

/* What the rows of an outcome, one a group, have alike in a list of refusals; they follow each
 * other. */
static const char *const of_outcome[] = {"outcome", "phase", NULL};

/* An outcome that nobody of any group has. */
static bool in_nobody(const struct hinge_table *list, size_t i)
{
    size_t r = i;
    while (r > 0 && are_alike(list, of_outcome, r - 1, i))
        r--;
    while (r < list->rows && are_alike(list, of_outcome, r, i) &&
           hinge_table_number(list, "share", r) >= 1)
        r++;
    return r == list->rows || !are_alike(list, of_outcome, r, i);
}

static void list_table(const struct hinge_result *result, bool refusals, struct hinge_table *table)
{
    static const char *const columns[2][8] = {{"stratum", "cue", "participant", "reason", NULL},
                                              {"stratum", "outcome", "phase", "group", "reps",
                                               "missing", "reasons", NULL}};
    for (size_t c = 0; columns[refusals][c] != NULL; c++) {
        const char *name = columns[refusals][c];
        const bool count = hinge_listed("reps,missing", ',', name);
        hinge_table_add_column(table, name, count ? HINGE_COLUMN_NUMBER : HINGE_COLUMN_TEXT, "", 0);
    }
    for (size_t t = 0; t < result->n_tables; t++) {
        const struct hinge_table *list = &result->table[t].table;
        const bool is = strcmp(result->table[t].of, refusals ? "refusals" : "people_dropped") == 0;
        for (size_t r = 0; is && r < list->rows; r++) {
            if (refusals && in_nobody(list, r))
                continue;
            hinge_table_add_rows(table, 1);
            hinge_table_set_text(table, 0, table->rows - 1, result->table[t].stratum);
            for (size_t c = 1; c < table->n_columns; c++) {
                const char *name = table->column[c].name;
                if (table->column[c].type == HINGE_COLUMN_NUMBER)
                    table->column[c].number[table->rows - 1] = hinge_table_number(list, name, r);
                else
                    hinge_table_set_text(table, c, table->rows - 1,
                                         hinge_table_text(list, name, r));
            }
        }
    }
}

static const struct {
    const char *which, *title;
} tables[] = {{"outcomes", "outcomes"},
              {"values", "values of each group"},
              {"faults", "faults, as shares of the repetitions"},
              {"refusals", "missing values by group"},
              {"people", "participants excluded"}};

void hinge_planned_table(const struct hinge_result *result, const char *which,
                         struct hinge_table *table)
{
    bool refusals = strcmp(which, "refusals") == 0;
    if (refusals || strcmp(which, "people") == 0)
        list_table(result, refusals, table);
    else
        outcome_table(result, which, table);
    for (size_t c = table->n_columns; c-- > 0;) {
        /* what no row fills and whose emptiness has no reason goes */
        bool any = table->rows == 0 || hinge_column_has_any(table, c);
        for (size_t r = 0; r < table->rows; r++)
            any = any || hinge_table_why(table, c, r) != NULL;
        if (!any)
            hinge_table_drop_column(table, c);
    }
}

/* Of details: how much changes differ between people. */
static void drop_spread(struct hinge_table *table)
{
    for (size_t c = table->n_columns; c-- > 0;)
        if (strncmp(table->column[c].name, "sd_beyond_bends", 15) == 0)
            hinge_table_drop_column(table, c);
}

/* --- Planned outcomes as a journal prints them: what is the same in every row stands in the
 * caption, what nobody has a value of is said in one line by cause. --- */

/* Whether the rows tell themselves apart without the column. */
static bool tells_apart(const struct hinge_table *table, size_t column)
{
    static const char *const keys[] = {"stratum", "comparison", "cue",   "outcome", "first",
                                       "second",  "group",      "minus", NULL};
    const struct hinge_column *phase = &table->column[column];
    for (size_t a = 0; a < table->rows; a++)
        for (size_t b = 0; b < a; b++)
            if (are_alike(table, keys, a, b) &&
                (!hinge_cell_is_there(phase, a) || !hinge_cells_equal(phase, a, b)))
                return true;
    return false;
}

/* Removes columns without any value, the expected direction, and the phase if rows differ without
 * it. If `caption` is given, also removes n, cue and role if they are the same in every row, and
 * appends them to the caption. */
static void for_paper(struct hinge_table *table, const struct hinge_label_list *labels,
                      struct hinge_text *caption)
{
    for (size_t c = table->n_columns; c-- > 0;) {
        const char *name = table->column[c].name;
        bool unsaid =
            strcmp(name, "expected") == 0 || (strcmp(name, "phase") == 0 && !tells_apart(table, c));
        bool key = strcmp(name, "n") == 0 || strcmp(name, "cue") == 0 || strcmp(name, "role") == 0;
        bool constant = caption != NULL && key && table->rows > 1 &&
                        hinge_column_has_any(table, c) && !hinge_column_differs(table, c);
        const struct hinge_column *column = &table->column[c];
        char words[128];
        if (constant && column->type == HINGE_COLUMN_NUMBER) { /* "n = 12" into the caption */
            hinge_text_printf(caption, "; %s = %.0f for each difference", name, column->number[0]);
        } else if (constant) {
            hinge_text_printf(caption, "; %s: %s", name,
                              hinge_published_words(labels, name, column->text[0], words,
                                                    sizeof words));
        }
        if (unsaid || constant || !hinge_column_has_any(table, c))
            hinge_table_drop_column(table, c);
    }
}

/* Whether a planned outcome that nobody has is missing for this cause. */
static bool is_missing_for(const struct hinge_planned_outcome *row, const char *cause)
{
    return was_planned(row) && !has_value(row) && strcmp(hinge_wording_cause(row->why), cause) == 0;
}

/* Appends a line for each reason why planned outcomes are missing, such as "Not shown, because it
 * was not recorded: wall touched with wall tap.". labels may be NULL. */
static void add_unmeasured(const struct hinge_result *result, const struct hinge_label_list *labels,
                           struct hinge_text *notes)
{
    const struct hinge_planned_outcome *row = result->planned;
    for (size_t i = 0; i < result->n_planned; i++) {
        const char *cause = hinge_wording_cause(row[i].why), *before = "";
        bool shown = !is_missing_for(&row[i], cause);
        for (size_t k = 0; k < i; k++)
            shown = shown || is_missing_for(&row[k], cause);
        if (shown)
            continue;
        hinge_text_printf(notes, "Not shown, because %s: ", cause);
        for (size_t k = i; k < result->n_planned; k++) {
            const bool again =
                k > i && strcmp(row[k].outcome, row[k - 1].outcome) == 0 &&
                (!row[k].paired || strcmp(row[k].level[0], row[k - 1].level[0]) == 0) &&
                strcmp(hinge_or_empty(row[k].stratum), hinge_or_empty(row[k - 1].stratum)) == 0;
            if (!is_missing_for(&row[k], cause) || again)
                continue;
            hinge_text_adds(notes, before);
            /* "wall touched with wall tap (4 in)". */
            char words[HINGE_FAULT_TITLE + 160], cell[200], level[128], small[256];
            const char *theirs =
                hinge_wording_label(labels, hinge_planned_id(&row[k], cell, sizeof cell));
            snprintf(small, sizeof small, "%s", outcome_words(&row[k], words, sizeof words));
            hinge_text_adds(notes, theirs != NULL ? theirs : hinge_wording_small(small));
            if (strcmp(result->analysis, "cues") == 0)
                hinge_text_printf(notes, " %s", hinge_level_words(&row[k], 0, level, sizeof level));
            if (row[k].stratum != NULL)
                hinge_text_printf(notes, " (%s)", row[k].stratum);
            before = ", ";
        }
        hinge_text_adds(notes, ".\n");
    }
}

static bool is_valued(const struct hinge_result *result, size_t i)
{
    return has_value(&result->planned[i]);
}

void hinge_planned_paper(const struct hinge_result *result, const struct hinge_label_list *labels,
                         struct hinge_table *table, struct hinge_text *notes)
{
    cleared_by(hinge_text_clear) struct hinge_text caption = {0};
    cleared_by(hinge_planned_part_clear) struct hinge_result part =
        hinge_planned_part(result, is_valued);
    hinge_planned_table(&part, "outcomes", table);
    drop_spread(table);
    /* Appends what stands above the outcomes: the comparison, the test and the level. */
    bool cues = strcmp(result->analysis, "cues") == 0, holm = false, p = false, interval = false,
         several = false;
    char words[160];
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        bool fault = hinge_planned_is(row, "fault");
        holm = holm || (!fault && !isnan(row->p_holm) && row->tests > 1);
        p = p || (!fault && !isnan(row->diff.p));
        interval = interval || (!fault && !isnan(row->diff.low));
        several = several || !isnan(row->level_holm);
    }
    if (result->n_planned == 0)
        ;               /* nothing to say */
    else if (!interval) /* too few for inference: the values alone */
        hinge_text_adds(&caption,
                        cues ? "Values without and with each cue" : "Values of the groups");
    else if (cues)
        hinge_text_printf(&caption,
                          "Change with each cue: M (SD) %s and with the cue, mean change of the "
                          "participants [%g%% CI], d_z (mean change by its SD)",
                          hinge_level_words(&result->planned[0], 1, words, sizeof words),
                          level_of(result));
    else
        hinge_text_printf(
            &caption,
            "Difference between groups, %s minus %s%s%s: M (SD), difference [%g%% CI], Hedges' g",
            group_name(result, 0), group_name(result, 1),
            *hinge_planned_where(result, words, sizeof words) != '\0' ? ", " : "", words,
            level_of(result));
    if (p)
        hinge_text_printf(&caption, "; p and interval of %s, two-sided",
                          cues ? "the paired t test" : "Welch's t test");
    if (several)
        hinge_text_adds(&caption, "; intervals are single ones");
    if (holm)
        hinge_text_adds(&caption, cues ? "; Holm's correction over the primary outcomes, and over "
                                         "all others"
                                  : has_pairs(result)
                                      ? "; Holm's correction over the pairs of groups"
                                      : "; Holm's correction over the further outcomes");
    for_paper(table, labels, &caption);
    hinge_table_set_caption(table, hinge_text_string(&caption));
    add_unmeasured(result, labels, notes);
}

/* --- as tables on a screen --- */

void hinge_planned_name_outcomes(struct hinge_table *table, const struct hinge_label_list *labels)
{
    char words[640];
    const long column = hinge_table_find(table, "outcome");
    for (size_t r = 0; column >= 0 && r < table->rows; r++)
        hinge_table_set_text(table, (size_t)column, r,
                             hinge_published_words(labels, "outcome",
                                                   hinge_table_word(table, "outcome", r), words,
                                                   sizeof words));
}

size_t hinge_planned_add_tables(struct hinge_comparison_output *out,
                                const struct hinge_result *result)
{
    cleared_by(hinge_planned_part_clear) struct hinge_result part =
        hinge_planned_part(result, hinge_planned_main);
    size_t shown = 0, left = 0, rows = 0;
    bool brief = out->options.brief;
    const struct hinge_writer *writer = hinge_writer_find(out->writer);
    bool words = writer->in_words && !out->options.ids;
    const struct hinge_label_list *given = out->options.labels;
    cleared_by(hinge_planned_labels_clear) struct hinge_planned_labels labels = {0};
    hinge_planned_labels(result, given, false, &labels);
    out->options.labels = &labels.list;
    for (size_t t = 0; t < sizeof tables / sizeof *tables && out->status == HINGE_OK; t++) {
        cleared_by(hinge_table_clear) struct hinge_table table = {0};
        cleared_by(hinge_text_clear) struct hinge_text notes = {0};
        const struct hinge_result *of = t == 0 && brief ? &part : result;
        const char *title = tables[t].title;
        /* a paper has test and level above the outcomes, and below them what nobody has */
        const bool paper = t == 0 && words;
        hinge_text_adds(&notes, "\n");
        if (paper)
            hinge_planned_paper(of, &labels.list, &table, &notes);
        else
            hinge_planned_table(of, tables[t].which, &table);
        if (brief)
            drop_spread(&table);
        if (!writer->in_words && !out->options.ids)
            hinge_planned_name_outcomes(&table, &labels.list);
        if (strcmp(tables[t].which, "faults") == 0 && table.rows > 0 && !of->planned[0].paired)
            title = of->planned[0].change != NULL
                        ? "faults: changes of people's shares of repetitions"
                        : "faults: participants judged, those who have the fault (yes), and the "
                          "mean share of repetitions";
        if (table.rows > 0 && brief && shown > 0) {
            left++;
        } else if (table.rows > 0 || paper) {
            rows = table.rows;
            if (rows > 0)
                hinge_comparison_table_show(out, &table, paper ? table.caption : title);
            if (notes.length > 1)
                hinge_writer_add_words(writer, &out->text, hinge_text_string(&notes));
            shown += rows > 0;
        }
    }
    size_t valued = 0; /* rows of outcomes, of which some may not have been shown */
    for (size_t i = 0; i < result->n_planned; i++)
        valued += !hinge_planned_is(&result->planned[i], "fault") && has_value(&result->planned[i]);
    left += brief && shown > 0 && valued > rows ? 1 : 0;
    for (size_t t = 0; !out->options.brief && t < result->n_tables; t++) {
        /* What no repetition of either group has, in one line. */
        char name[160], small[HINGE_FAULT_TITLE + 160];
        const char *stratum = result->table[t].stratum;
        cleared_by(hinge_text_clear) struct hinge_text line = {0};
        if (strcmp(result->table[t].of, "refusals") != 0)
            continue;
        for (size_t i = 0; i < result->table[t].table.rows; i++) {
            const char *id = hinge_table_text(&result->table[t].table, "outcome", i);
            if (!in_nobody(&result->table[t].table, i) ||
                (i > 0 && are_alike(&result->table[t].table, of_outcome, i - 1, i)))
                continue;
            snprintf(small, sizeof small, "%s",
                     hinge_published_words(out->options.labels, "outcome", id, name, sizeof name));
            hinge_text_printf(&line, "%s%s%s%s", line.length == 0 ? "\n" : "",
                              line.length == 0 ? hinge_or_empty(stratum) : "",
                              line.length > 0   ? ", "
                              : stratum != NULL ? ", not measured in any participant: "
                                                : "Not measured in any participant: ",
                              out->options.ids ? id : hinge_wording_small(small));
        }
        if (line.length > 0) {
            hinge_text_adds(&line, " (json and csv give the reasons).\n");
            hinge_writer_add_words(hinge_writer_find(out->writer), &out->text,
                                   hinge_text_string(&line));
        }
    }
    out->options.labels = given;
    return left;
}

/* --- the caller's own titles --- */

/* Puts a label behind the others, unless one of the id is there. */
static void add_label(struct hinge_planned_labels *labels, const char *id, const char *words)
{
    if (hinge_wording_label(&labels->list, id) != NULL)
        return;
    struct hinge_label *to = (struct hinge_label *)labels->list.item + labels->list.n++;
    to->id = hinge_arena_strdup(&labels->arena, id);
    to->label = hinge_arena_strdup(&labels->arena, words);
}

/* Whether an outcome has a plain and a technical name, and no user's. */
static bool has_two_names(struct hinge_arena *arena, const struct hinge_label_list *given,
                          const struct hinge_planned_outcome *row, struct hinge_name *name)
{
    *name = hinge_name_of(arena, given, row->outcome, row->phase);
    return row->phase != NULL &&
           strcmp(name->by[HINGE_PLAIN].heading, name->by[HINGE_TECHNICAL].heading) != 0;
}

void hinge_planned_labels(const struct hinge_result *result, const struct hinge_label_list *given,
                          bool what, struct hinge_planned_labels *out)
{
    enum { OF_ROW = 5 /* its outcome, two levels, two groups */ };
    size_t n = given != NULL ? given->n : 0;
    struct hinge_label *item = hinge_alloc(n + OF_ROW * result->n_planned, sizeof *item);
    *out = (struct hinge_planned_labels){.list = {0, item}};
    for (size_t i = 0; i < n; i++)
        item[out->list.n++] = given->item[i];
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        const char *called = what ? row->what : row->title;
        char words[HINGE_FAULT_TITLE + 160], cell[200], title[256];
        snprintf(title, sizeof title, "%s", outcome_words(row, words, sizeof words));
        struct hinge_name both;
        if (what && has_two_names(&out->arena, given, row, &both)) {
            add_label(out, row->outcome, both.by[hinge_naming_of(given, HINGE_TECHNICAL)].heading);
        } else if (strcmp(hinge_wording_small(title), called) != 0) {
            snprintf(title, sizeof title, "%s", called);
            add_label(out, hinge_planned_id(row, cell, sizeof cell), hinge_wording_capital(title));
        }
        for (int k = 0; k < 2; k++) {
            if (row->level_title[k] != NULL)
                add_label(out, row->level[k], row->level_title[k]);
            if (row->group_title[k] != NULL)
                add_label(out, row->group[k], row->group_title[k]);
        }
    }
}

/* --- Table 2 --- */

/* "dowel minus no cue", "after minus before"; of groups that were measured once "groups". */
static const char *comparison_of(const struct hinge_change_row *row, char *words, size_t room)
{
    char first[128], second[128];
    const char *levels = strchr(row->contrast, ':'), *minus;
    if (row->of->paired)
        snprintf(words, room, "%s minus %s", hinge_level_name(row->of, 0, first, sizeof first),
                 hinge_level_name(row->of, 1, second, sizeof second));
    else if (levels == NULL)
        snprintf(words, room, "groups");
    else if ((minus = strchr(levels, '-')) == strrchr(levels, '-'))
        snprintf(words, room, "%.*s minus %s%s", (int)(minus - levels - 1), levels + 1, minus + 1,
                 strncmp(row->contrast, "load_kg", 7) == 0 ? " kg" : "");
    else
        snprintf(words, room, "%s", levels + 1);
    return words;
}

/* The name of a group that a row is of. */
static const char *name_of(const struct hinge_planned_outcome *row, const char *group, char *words,
                           size_t room)
{
    for (int k = 0; k < 2; k++)
        if (!row->paired && strcmp(row->level[k], group) == 0)
            return hinge_level_name(row, k, words, room);
        else if (row->paired && strcmp(row->group[k], group) == 0)
            return hinge_group_name(row, k);
    return group;
}

enum {
    COMPARISON,
    OUTCOME,
    PLAIN,
    PHASE,
    GROUP,
    PEOPLE,
    BEFORE,
    AFTER,
    CHANGED,
    MINUS,
    APART,
    TESTED,
    HOLM,
    SIZE,
    UNIT
};

void hinge_table2_add(struct hinge_table2 *table2, const char *comparison,
                      const struct hinge_result *result, const struct hinge_label_list *given)
{
    char where[160] = "";
    cleared_by(hinge_text_clear) struct hinge_text behind = {0}, unmeasured = {0};
    if (strcmp(comparison, "groups") == 0 &&
        *hinge_planned_where(result, where, sizeof where) != '\0')
        hinge_text_printf(&behind, ", %s", where);
    struct hinge_planned_labels *labels = &table2->labels[table2->n];
    hinge_planned_labels(result, table2->n > 0 ? &labels[-1].list : given, true, labels);
    struct hinge_table *table = &table2->paper;
    hinge_changes_table(result, &table2->numbers);
    /* The rows of the result as a journal prints them. */
    static const char *const names[] = {"comparison",    "outcome",      "in plain words",
                                        "phase",         "group",        "n",
                                        "before M (SD)", "after M (SD)", "change [",
                                        "minus",         "difference [", "p",
                                        "p (Holm)",      "effect [",     "unit"};
    for (size_t c = 0; table->n_columns < sizeof names / sizeof *names; c++) {
        char name[64];
        const size_t n = strlen(names[c]);
        const bool limits = names[c][n - 1] == '[';
        snprintf(name, sizeof name, limits ? "%s%g%% CI]" : "%s", names[c], level_of(result));
        hinge_table_add_column(table, name, c == PEOPLE ? HINGE_COLUMN_NUMBER : HINGE_COLUMN_TEXT,
                               "", 0);
    }
    for (size_t i = 0; i < result->n_changes; i++) {
        const struct hinge_change_row *row = &result->change[i];
        const struct hinge_planned_outcome *of = row->of;
        if (!(is_compared(of) || is_value(of)) || hinge_planned_is(of, "fault"))
            continue;
        const double scale = scale_of(of);
        const int digits = digits_of(of);
        const struct {
            size_t column;
            double value, low, high;
            int digits;
        } interval[] = {{CHANGED, scale * row->change, scale * row->change_low,
                         scale * row->change_high, digits},
                        {APART, scale * row->diff, scale * row->diff_low, scale * row->diff_high,
                         digits},
                        {SIZE, row->effect, row->effect_low, row->effect_high, 2}};
        hinge_table_add_rows(table, 1);
        const size_t at = table->rows - 1;
        char words[320], name[160];
        struct hinge_name both;
        snprintf(words, sizeof words, "%s%s", comparison_of(row, name, sizeof name),
                 hinge_text_string(&behind));
        hinge_table_set_text(table, COMPARISON, at, words);
        hinge_table_set_text(table, OUTCOME, at, hinge_planned_id(of, words, sizeof words));
        if (hinge_wording_label(given, HINGE_NAMES) == NULL &&
            has_two_names(&labels->arena, given, of, &both))
            hinge_table_set_text(table, PLAIN, at, both.by[HINGE_PLAIN].heading);
        hinge_table_set_text(table, PHASE, at, of->phase);
        if (*hinge_or_empty(row->group) != '\0') /* a column of nobody's is not printed */
            hinge_table_set_text(table, GROUP, at, name_of(of, row->group, words, sizeof words));
        if (*hinge_or_empty(row->minus) != '\0')
            hinge_table_set_text(table, MINUS, at, name_of(of, row->minus, words, sizeof words));
        table2->loads = table2->loads || strncmp(row->contrast, "load_kg:", 8) == 0;
        table2->cues = table2->cues || strncmp(row->contrast, "cue:", 4) == 0;
        hinge_table_set_text(table, UNIT, at,
                             scale > 1 ? hinge_readers_heading(unit_of(of)) : of->unit);
        table->column[PEOPLE].number[at] = row->n;
        if (!isnan(row->before))
            hinge_table_set_text(table, BEFORE, at,
                                 spread_words(of, true, row->before, row->before_sd, words,
                                              sizeof words));
        if (!isnan(row->after))
            hinge_table_set_text(table, AFTER, at,
                                 spread_words(of, true, row->after, row->after_sd, words,
                                              sizeof words));
        for (size_t k = 0; k < 3; k++)
            if (!isnan(interval[k].value))
                hinge_table_set_text(table, interval[k].column, at,
                                     hinge_interval_words(interval[k].value, interval[k].low,
                                                          interval[k].high, interval[k].digits,
                                                          words, sizeof words));
        for (size_t k = 0; k < 2; k++) {
            const double p = k == 0 ? row->p : row->p_holm;
            hinge_p_cell(p, words, sizeof words);
            if (!isnan(p))
                hinge_table_set_text(table, TESTED + k, at, words);
        }
    }
    if (table2->n++ == 0) {
        table2->level = level_of(result);
        hinge_comparison_add_people(hinge_result_document(result), &table2->people);
    }
    add_unmeasured(result, &labels->list, &unmeasured);
    hinge_text_adds(&table2->notes, hinge_text_string(&unmeasured));
}

void hinge_planned_labels_clear(struct hinge_planned_labels *labels)
{
    free((void *)labels->list.item);
    hinge_arena_clear(&labels->arena);
    *labels = (struct hinge_planned_labels){0};
}

const struct hinge_label_list *hinge_table2_end(struct hinge_table2 *table2)
{
    struct hinge_table *paper = &table2->paper;
    const struct hinge_label_list *labels = &table2->labels[table2->n - 1].list;
    const bool change = hinge_column_has_any(paper, CHANGED),
               apart = hinge_column_has_any(paper, APART);
    cleared_by(hinge_text_clear) struct hinge_text words = {0};
    const bool groups = hinge_column_has_any(paper, GROUP);
    char levels[80] = "";
    if (table2->cues || table2->loads)
        snprintf(levels, sizeof levels, " (%s%s%s)", table2->cues ? "without and with a cue" : "",
                 table2->cues && table2->loads ? ", " : "",
                 table2->loads ? "at the lighter and the heavier load" : "");
    hinge_text_printf(
        &words, "Outcomes by %s: n, M (SD)%s%s%s%s [%g%% CI]; intervals are single ones, of %s%s%s",
        !change  ? "group"
        : groups ? "comparison and group"
                 : "comparison",
        change ? " before and after" : "", change ? levels : "",
        change ? ", the change of those with both" : "",
        apart ? (change ? " and the difference of changes, group minus the one in minus"
                        : ", and the difference, group minus the one in minus")
              : "",
        table2->level, change ? "the t test of people's changes" : "",
        change && apart ? " and " : "", apart ? "Welch's t test between groups" : "");
    hinge_table_set_caption(paper, hinge_text_string(&words));
    if (!change) /* measured once */
        snprintf(paper->column[BEFORE].name, strlen(paper->column[BEFORE].name) + 1, "M (SD)");
    for_paper(paper, labels, NULL);
    hinge_text_adds(&table2->notes, hinge_text_string(&table2->people));
    return labels;
}

void hinge_table2_clear(struct hinge_table2 *table2)
{
    hinge_table_clear(&table2->numbers);
    hinge_table_clear(&table2->paper);
    hinge_text_clear(&table2->notes);
    hinge_text_clear(&table2->people);
    while (table2->n > 0)
        hinge_planned_labels_clear(&table2->labels[--table2->n]);
}
