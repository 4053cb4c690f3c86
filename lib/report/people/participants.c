/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People out of their recordings. */
#include "report/people/people.h"

#include "table/columns.h"

enum { OWN = 18 /* variables that no column of the list has, and room for one */ };

/* Lumbar flexion below that is no divisor. */
static const double LEAST_DEG = 10;

/* Recordings that flow says were analysed. */
static bool is_counted(const struct hinge_tabulation *tab, size_t trial)
{
    return hinge_use_of_recording(tab, trial) >= HINGE_USE_GUESSED;
}

double hinge_means_in_sds(double x, double sd_x, double y, double sd_y)
{
    const double sd = sqrt((sd_x * sd_x + sd_y * sd_y) / 2);
    return sd > 0 ? (x - y) / sd : (double)NAN;
}

double hinge_shares_in_sds(double x, double y)
{
    return hinge_means_in_sds(x, sqrt(x * (1 - x)), y, sqrt(y * (1 - y)));
}

/* The number of a recording's person; of one in each session or condition, where --by names these.
 * SIZE_MAX: nameless. */
static size_t person_of(struct hinge_participant_list *p, size_t trial)
{
    char buffer[48], level[48];
    const char *who = hinge_tab_trial(p->tab, "participant", trial, buffer);
    cleared_by(hinge_text_clear) struct hinge_text key = {0};
    if (*who == '\0')
        return SIZE_MAX;
    hinge_text_adds(&key, who);
    for (size_t k = 0; k < p->n_within; k++)
        hinge_text_printf(&key, "\x1f%s", hinge_tab_trial(p->tab, p->within[k], trial, level));
    return hinge_intern_number(&p->people, hinge_text_string(&key));
}

/* --- variables --- */

/* Remarks are no property of people: they are called so, or are three texts or more, all different.
 * Numbers and dates are none. */
static bool is_remark(const char *name, const char *const *text, size_t n)
{
    static const char names[] =
        "note|notes|comment|comments|remark|remarks|notiz|notizen|bemerkung|bemerkungen|kommentar|"
        "kommentare|anmerkung|anmerkungen|remarque|remarques|commentaire|commentaires|observación|"
        "observaciones|comentario|comentarios|nota|osservazioni|commento|commenti|observação|"
        "observações|comentário|comentários|opmerking|opmerkingen|bemærkning|bemærkninger";
    size_t texts = 0;
    bool differ = true;
    for (size_t i = 0; i < n && differ; i++) {
        if (text[i] == NULL)
            continue;
        texts++;
        differ = *text[i] < '0' || *text[i] > '9';
        for (size_t k = 0; k < i && differ; k++)
            differ = text[k] == NULL || strcmp(text[i], text[k]) != 0;
    }
    return hinge_any_word(names, name, hinge_same_name) || (texts >= 3 && differ);
}

/* People's values of a column; false when someone has two different ones, or there are
 * none, or too many levels. */
static bool fill_variable(struct hinge_participant_list *p, const size_t *of_trial, size_t column,
                          struct hinge_participant_variable *v)
{
    const struct hinge_column *c = &p->tab->trials.column[column];
    size_t n = p->people.n, levels = 0;
    const char *level[HINGE_PARTICIPANT_LEVELS];
    const char *unit = *c->unit != '\0' ? c->unit : hinge_wording_unit(c->name);
    *v = (struct hinge_participant_variable){c->name, unit, 1, c->type == HINGE_COLUMN_TEXT,
                                             NULL,    NULL};
    size_t *first = hinge_arena_alloc(&p->tab->arena, n, sizeof *first);
    v->number = hinge_arena_alloc(&p->tab->arena, n, sizeof *v->number);
    v->text = hinge_arena_alloc(&p->tab->arena, n, sizeof *v->text);
    bool alike;
    if (!hinge_table_first_values(&p->tab->trials, column, of_trial, n, first, &alike) || !alike)
        return false;
    for (size_t i = 0; i < n; i++) {
        const bool known = first[i] != SIZE_MAX;
        v->number[i] = known && !v->is_text ? c->number[first[i]] : (double)NAN;
        v->text[i] = known && v->is_text ? c->text[first[i]] : NULL;
        if (v->text[i] == NULL || hinge_label_find(level, levels, v->text[i]) >= 0)
            continue;
        if (levels == HINGE_PARTICIPANT_LEVELS)
            return false;
        level[levels++] = v->text[i];
    }
    const struct hinge_unit_words *words = hinge_unit_words_of(v->unit);
    v->digits = words != NULL ? words->digits : 1;
    return !(v->is_text && is_remark(c->name, v->text, n));
}

static void add_number(struct hinge_participant_list *p, const char *name, const char *unit,
                       double *number)
{
    struct hinge_participant_variable *v = &p->variable[p->n_variables++];
    *v = (struct hinge_participant_variable){.name = name, .unit = unit, .digits = 1};
    v->number = number;
}

/* --- how far people bend --- */

static bool of_maxflex(const struct hinge_tabulation *tab, size_t trial)
{
    return strcmp(hinge_table_word(&tab->trials, "role", trial), "maxflex") == 0;
}

/* Largest hip and lumbar flexion of each person, from standing, in recordings with the role
 * maxflex, else in all repetitions; and the ratio. */
static void add_furthest(struct hinge_participant_list *p)
{
    enum { HIP, LUMBAR, RATIO, NUMBERS };
    static const struct {
        const char *name, *unit;
    } rows[] = {{"hip_flexion_largest_deg", "deg"},
                {"lumbar_flexion_largest_deg", "deg"},
                {"hip_lumbar_largest_ratio", "1"}};
    struct hinge_tabulation *tab = p->tab;
    const size_t n = p->people.n;
    double *number[NUMBERS];
    const char **of = hinge_arena_alloc(&tab->arena, n, sizeof *of);
    for (int k = 0; k < NUMBERS; k++) {
        number[k] = hinge_arena_alloc(&tab->arena, n, sizeof *number[k]);
        for (size_t i = 0; i < n; i++)
            number[k][i] = (double)NAN;
    }
    const struct hinge_rep_labels phases = hinge_rep_labels(tab, "reason", "phase");
    const long rep = hinge_label_find(phases.label, phases.n, "rep");
    cleared_by(hinge_reps_clear) struct hinge_repetitions reps;
    hinge_reps_open(&reps, tab, HINGE_WITH_REFERENCES);
    const double *valid = hinge_reps_column(&reps, "valid", 1);
    const double *const column[] = {hinge_reps_column(&reps, rows[HIP].name, phases.n),
                                    hinge_reps_column(&reps, rows[LUMBAR].name, phases.n)};
    for (size_t r = 0; rep >= 0 && r < reps.n; r++) {
        const size_t row = reps.row[r], trial = reps.trial[row], i = person_of(p, trial);
        if (i >= n || hinge_use_of_rep(&tab->counts, false, valid[row]) != HINGE_USE_USED)
            continue;
        const bool furthest = of_maxflex(tab, trial), first = of[i] == NULL,
                   had = !first && strcmp(of[i], "maxflex") == 0;
        if (had && !furthest)
            continue;
        of[i] = furthest ? "maxflex" : "all repetitions";
        for (int k = 0; k < 2; k++) {
            double value = column[k][row * phases.n + (size_t)rep];
            number[k][i] = first || furthest != had ? value : fmax(number[k][i], value);
        }
    }
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        number[RATIO][i] = number[HIP][i] / number[LUMBAR][i];
        if (!(number[LUMBAR][i] >= LEAST_DEG))
            number[RATIO][i] = (double)NAN;
        any = any || !isnan(number[HIP][i]);
    }
    for (int k = 0; any && k < NUMBERS; k++)
        add_number(p, rows[k].name, rows[k].unit, number[k]);
    if (any)
        p->variable[p->n_variables++] =
            (struct hinge_participant_variable){"largest_flexion_of", "", 0, true, number[HIP], of};
}

static void find_variables(struct hinge_participant_list *p)
{
    static const char *const first[] = {"sex", "age", "height_m", "mass_kg", NULL};
    const struct hinge_table *list = &p->tab->list;
    const struct hinge_table *trials = &p->tab->trials;
    size_t *of_trial = hinge_arena_alloc(&p->tab->arena, trials->rows, sizeof *of_trial);
    p->variable = hinge_arena_alloc(&p->tab->arena, OWN + list->n_columns, sizeof *p->variable);
    for (size_t t = 0; t < trials->rows; t++)
        of_trial[t] = is_counted(p->tab, t) ? person_of(p, t) : SIZE_MAX;
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0; pass == 0 ? first[i] != NULL : i < list->n_columns; i++) {
            const char *name = pass == 0 ? first[i] : list->column[i].name;
            const long at = hinge_table_find(trials, name);
            if (at >= 0 && (pass == 0 || !hinge_is_among(first, name)) &&
                hinge_trial_info_of_person(name) &&
                fill_variable(p, of_trial, (size_t)at, &p->variable[p->n_variables]))
                p->n_variables++;
        }
    /* Proportions: lengths of segments of measured points, means over a person's recordings,
     * and in percent of the height where the list has it. */
    static const struct {
        const char *name, *of_height;
    } rows[] = {{"thigh_length_m", "thigh_of_height"},
                {"shank_length_m", "shank_of_height"},
                {"trunk_length_m", "trunk_of_height"}};
    const size_t n = p->people.n;
    for (size_t share = 0; p->of_table && share < 2; share++)
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
            double *mean = hinge_arena_alloc(&p->tab->arena, n + 1, sizeof *mean);
            size_t *count = hinge_arena_alloc(&p->tab->arena, n + 1, sizeof *count), known = 0;
            for (size_t t = 0; t < trials->rows; t++) {
                const double length = hinge_table_number(trials, rows[k].name, t),
                             height = hinge_table_number(trials, "height_m", t),
                             value = share == 1 ? 100 * length / height : length;
                if (of_trial[t] == SIZE_MAX || !isfinite(value))
                    continue;
                mean[of_trial[t]] += value;
                known += count[of_trial[t]]++ == 0;
            }
            for (size_t i = 0; i < n; i++)
                mean[i] /= (double)count[i]; /* NaN of none */
            if (known == 0)
                continue;
            add_number(p, share == 1 ? rows[k].of_height : rows[k].name,
                       share == 1 ? "percent" : "m", mean);
            p->variable[p->n_variables - 1].digits = share == 1 ? 1 : 2;
        }
    add_number(p, "sessions", "1", p->n_sessions);
    add_number(p, "recordings", "1", p->trials);
    add_number(p, "repetitions", "1", p->reps);
    /* where somebody bent as far as possible, and of each person where asked for */
    bool furthest = hinge_listed(hinge_tab_by(p->tab), ',', "participant");
    for (size_t t = 0; !furthest && t < trials->rows; t++)
        furthest = p->tab->kept[t] && of_maxflex(p->tab, t);
    if (furthest && /* an earlier version has no such metric */
        hinge_table_row_of(&p->tab->metrics, "id", "hip_flexion_largest_deg", 0) != SIZE_MAX)
        add_furthest(p);
}

void hinge_participant_list_gather(struct hinge_participant_list *p)
{
    struct hinge_tabulation *tab = p->tab;
    const char *key[HINGE_PARTICIPANT_KEYS], *by = hinge_tab_by(tab);
    size_t n_keys, rows = tab->trials.rows;
    const char **group = hinge_arena_alloc(&tab->arena, rows, sizeof *group);
    p->trials = hinge_arena_alloc(&tab->arena, rows, sizeof *p->trials);
    p->n_sessions = hinge_arena_alloc(&tab->arena, rows, sizeof *p->n_sessions);
    p->reps = hinge_arena_alloc(&tab->arena, rows, sizeof *p->reps);
    p->scratch = hinge_arena_alloc(&tab->arena, rows, sizeof *p->scratch);
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_tab_split(tab, "--by", *by ? by : "group", key, HINGE_PARTICIPANT_KEYS, &n_keys);
    for (size_t k = 0; tab->status == HINGE_OK && *by != '\0' && k < n_keys; k++) {
        size_t at;
        tab->status = hinge_table_require(&tab->trials, key[k], "--by", &at, &tab->failure);
        if (!hinge_listed("participant,group", ',', key[k]))
            p->within[p->n_within++] = key[k];
    }
    cleared_by(hinge_intern_clear) struct hinge_intern names = {0};
    for (size_t t = 0; tab->status == HINGE_OK && t < rows; t++) {
        if (!is_counted(tab, t))
            continue;
        /* A recording of a person, whose first one says the group. */
        char session[48];
        const size_t person = person_of(p, t), sessions = p->sessions.n;
        if (person == SIZE_MAX) {
            p->nameless++;
            continue;
        }
        if (group[person] == NULL) {
            /* "sedentary" or, of several keys, "sedentary, left". */
            text.length = 0;
            for (size_t k = 0; k < n_keys; k++) {
                char buffer[48];
                const char *level = hinge_tab_trial(tab, key[k], t, buffer);
                hinge_text_printf(&text, "%s%s", k > 0 ? ", " : "",
                                  *level != '\0' ? level : "not given");
            }
            group[person] = hinge_arena_strdup(&tab->arena, hinge_text_string(&text));
        }
        p->trials[person]++;
        text.length = 0;
        hinge_text_printf(&text, "%zu\x1f%s", person, hinge_tab_trial(tab, "session", t, session));
        hinge_intern_number(&p->sessions, hinge_text_string(&text));
        p->n_sessions[person] += p->sessions.n > sessions;
        hinge_intern_number(&names, hinge_table_word(&tab->trials, "participant", t));
    }
    p->again = p->people.n > names.n;
    cleared_by(hinge_uses_clear) struct hinge_uses uses = {
        0}; /* repetitions as the table flow and a page count them */
    if (tab->status == HINGE_OK && p->of_table)
        hinge_uses_find(&uses, tab);
    for (size_t t = 0; uses.recording != NULL && t < rows; t++) {
        const struct hinge_used_recording *of = &uses.recording[t];
        const unsigned used = of->use == HINGE_USE_USED ? of->usable : 0;
        const size_t person = is_counted(tab, t) ? person_of(p, t) : SIZE_MAX;
        if (person == SIZE_MAX)
            continue;
        p->reps[person] += used;
        p->reps_left_out += of->found + of->by_hand - used;
    }
    p->groups = hinge_labels_of(&tab->arena, group, p->people.n, HINGE_BY_LEVEL);
    if (tab->status == HINGE_OK && p->groups.n > HINGE_PARTICIPANT_GROUPS)
        hinge_tab_fail(tab, HINGE_USAGE, HINGE_REASON_OK,
                       "--by: %zu groups, at most %d fit beside each other; choose fewer columns",
                       p->groups.n, HINGE_PARTICIPANT_GROUPS);
    if (tab->status == HINGE_OK)
        find_variables(p);
}

void hinge_participant_list_clear(struct hinge_participant_list *p)
{
    hinge_intern_clear(&p->people);
    hinge_intern_clear(&p->sessions);
}
