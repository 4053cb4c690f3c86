/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings into a row per recording, a row per finding, a row per code. */
#include "quality/check.h"

#include "table/columns.h"

const char *hinge_severity_name(enum hinge_severity severity)
{
    static const char *const names[] = {"", "note", "warning", "error"};
    return names[severity];
}

enum hinge_severity hinge_severity_of(const char *name)
{
    enum hinge_severity severity = HINGE_SEVERITY_ERROR;
    while (severity > HINGE_SEVERITY_NONE && strcmp(hinge_severity_name(severity), name) != 0)
        severity--;
    return severity;
}

void hinge_check_report_clear(struct hinge_check_report *report)
{
    hinge_table_clear(&report->trials);
    hinge_table_clear(&report->findings);
    hinge_table_clear(&report->cohort);
    free(report->same_task);
    *report = (struct hinge_check_report){0};
}

/* --- columns --- */

enum {
    T_ID,
    T_FILE,
    T_PARTICIPANT,
    T_SESSION,
    T_TASK,
    T_CUE,
    T_SEVERITY,
    T_TIER,
    T_STANDING,
    T_TEXTS
};
static const char *const trial_texts[T_TEXTS + 1] = {"trial_id", "file", "participant",
                                                     "session",  "task", "cue",
                                                     "severity", "tier", "standing_source"};
static const struct hinge_table_spec trial_numbers[] = {
    {"reps", "1", 0},           {"rate_hz", "Hz", 1},
    {"duration_s", "s", 1},     {"missing_pct", "percent", 1},
    {"longest_gap_s", "s", 2},  {"jitter_ms", "ms", 1},
    {"dropped", "1", 0},        {"swapped_pct", "percent", 1},
    {"held_pct", "percent", 1}, {"view_deg", "deg", 0},
    {"leg_length_m", "m", 2}};
enum { T_NUMBERS = sizeof trial_numbers / sizeof *trial_numbers };

enum { F_ID, F_FILE, F_PARTICIPANT, F_SEVERITY, F_CODE, F_MESSAGE, F_ACTION, F_TEXTS };
static const char *const finding_texts[F_TEXTS + 1] = {
    "trial_id", "file", "participant", "severity", "code", "message", "action"};

enum { C_CODE, C_SEVERITY, C_WHAT, C_ACTION, C_TEXTS };
static const char *const cohort_texts[C_TEXTS + 1] = {"code", "severity", "what", "action"};
enum { C_TRIALS = C_TEXTS };

void hinge_check_columns(struct hinge_check_report *report)
{
    static const struct hinge_table_spec counts[] = {
        {"trials", "1", 0}, {"people", "1", 0}, {"trials_pct", "percent", 0}};
    hinge_table_specify_texts(&report->trials, trial_texts);
    hinge_table_specify(&report->trials, trial_numbers, T_NUMBERS);
    hinge_table_specify_texts(&report->trials, (const char *const[]){"findings", NULL});
    hinge_table_specify_texts(&report->findings, finding_texts);
    hinge_table_specify_texts(&report->cohort, cohort_texts);
    hinge_table_specify(&report->cohort, counts, 3);
}

/* --- a recording --- */

void hinge_check_add(struct hinge_check_report *report, const struct hinge_quality *quality)
{
    const struct hinge_trial_result *r = &quality->result;
    enum hinge_severity worst = HINGE_SEVERITY_NONE;
    cleared_by(hinge_text_clear) struct hinge_text codes = {0};
    bool used = quality->stored && r->status == HINGE_OK;
    const char tier[2] = {quality->stored ? r->tier : '\0', '\0'};
    size_t n;
    const struct hinge_check *list = hinge_check_list(&n);
    for (size_t i = 0; i < n; i++) {
        const struct hinge_finding finding = hinge_check_judge(&list[i], quality);
        if (finding.severity == HINGE_SEVERITY_NONE)
            continue;
        hinge_text_printf(&codes, "%s%s", codes.length > 0 ? " " : "", finding.code);
        worst = finding.severity > worst ? finding.severity : worst;
        /* until it is done, as the code's row says */
        const struct hinge_code *code = hinge_code_find(finding.code, strlen(finding.code));
        cleared_by(hinge_text_clear) struct hinge_text action = {0};
        hinge_text_adds(&action, list[i].action);
        if (code != NULL && code->effect != HINGE_EFFECT_NOTES)
            hinge_text_printf(&action, "; until then %s", hinge_effect_words(code->effect));
        const char *const texts[F_TEXTS] = {quality->id,
                                            quality->file,
                                            quality->info.participant,
                                            hinge_severity_name(finding.severity),
                                            finding.code,
                                            finding.message,
                                            hinge_text_string(&action)};
        report->found[finding.severity]++;
        hinge_table_add_row(&report->findings, texts, NULL);
    }
    const char *const texts[T_TEXTS + 1] = {
        quality->id,
        quality->file,
        quality->info.participant,
        quality->info.session,
        quality->info.task,
        quality->info.cue,
        worst == HINGE_SEVERITY_NONE ? "none" : hinge_severity_name(worst),
        tier,
        used ? r->standing_source : "",
        hinge_text_string(&codes)};
    const double numbers[T_NUMBERS] = {used ? (double)r->reps : (double)NAN,
                                       used ? r->rate_hz : (double)NAN,
                                       used ? r->duration_s : (double)NAN,
                                       quality->missing_pct,
                                       quality->longest_gap_s,
                                       quality->jitter_ms,
                                       quality->dropped,
                                       used ? 100 * r->swapped_share : (double)NAN,
                                       used ? 100 * r->held_share : (double)NAN,
                                       used ? r->view_deg : (double)NAN,
                                       used && r->metric ? r->leg_length : (double)NAN};
    hinge_table_add_row(&report->trials, texts, numbers);
    static const char tiers[] = "ABC";
    const char *at = strchr(tiers, r->tier);
    report->given++;
    report->planned += quality->planned;
    report->refused += !quality->stored && !quality->planned;
    report->usable += used;
    if (used)
        report->tier[at != NULL && *at != '\0' ? at - tiers : 3]++;
}

/* --- the cohort --- */

/* People among n participants; who names none counts as one each. */
static size_t count_people(const char **who, size_t n)
{
    size_t named = 0;
    for (size_t i = 0; i < n; i++)
        if (who[i] != NULL)
            who[named++] = who[i];
    return hinge_each_once(who, named) + n - named;
}

/* What a check looks for that may give a code. */
static const char *title_of(const char *code, const char *action)
{
    size_t n;
    const struct hinge_check *list = hinge_check_list(&n);
    for (size_t i = 0; i < n; i++)
        if (hinge_listed(list[i].codes, ' ', code))
            return list[i].title;
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].action, action) == 0)
            return list[i].title;
    return "";
}

static const char *finding(const struct hinge_check_report *report, int column, size_t row)
{
    const char *text = report->findings.column[column].text[row];
    return text != NULL ? text : "";
}

/* The worst and most frequent first; rows are few. */
static bool comes_before(const struct hinge_table *t, size_t a, size_t b)
{
    const char *const *severity = t->column[C_SEVERITY].text;
    const enum hinge_severity of[] = {hinge_severity_of(severity[a]),
                                      hinge_severity_of(severity[b])};
    if (of[0] != of[1])
        return of[0] > of[1];
    return t->column[C_TRIALS].number[a] > t->column[C_TRIALS].number[b];
}

void hinge_check_summarise(struct hinge_check_report *report)
{
    size_t most =
        report->findings.rows > report->trials.rows ? report->findings.rows : report->trials.rows;
    cleared_by(freed) const char **who = hinge_alloc(most, sizeof *who);
    for (size_t i = 0; i < report->findings.rows; i++) {
        bool done = false;
        for (size_t k = 0; k < report->cohort.rows; k++)
            done = done ||
                   strcmp(report->cohort.column[C_CODE].text[k], finding(report, F_CODE, i)) == 0;
        if (!done) {
            /* A row for the code, counted over all findings. */
            const char *code = finding(report, F_CODE, i);
            enum hinge_severity worst = HINGE_SEVERITY_NONE;
            size_t n = 0;
            for (size_t at = i; at < report->findings.rows; at++) {
                if (strcmp(finding(report, F_CODE, at), code) != 0)
                    continue;
                who[n++] = report->findings.column[F_PARTICIPANT].text[at];
                const enum hinge_severity severity =
                    hinge_severity_of(finding(report, F_SEVERITY, at));
                worst = severity > worst ? severity : worst;
            }
            const char *action = finding(report, F_ACTION, i);
            const char *const texts[C_TEXTS] = {code, hinge_severity_name(worst),
                                                title_of(code, action), action};
            const double numbers[] = {(double)n, (double)count_people(who, n),
                                      100 * (double)n / (double)report->trials.rows};
            hinge_table_add_row(&report->cohort, texts, numbers);
        }
    }
    for (size_t i = 1; i < report->cohort.rows; i++)
        for (size_t k = i; k > 0 && comes_before(&report->cohort, k, k - 1); k--) {
            size_t b = k - 1;
            for (size_t c = 0; c < report->cohort.n_columns; c++) {
                struct hinge_column *column = &report->cohort.column[c];
                if (column->type == HINGE_COLUMN_NUMBER) {
                    double x = column->number[k];
                    column->number[k] = column->number[b];
                    column->number[b] = x;
                } else {
                    const char *x = column->text[k];
                    column->text[k] = column->text[b];
                    column->text[b] = x;
                }
            }
        }
    for (size_t i = 0; i < report->trials.rows; i++)
        who[i] = report->trials.column[T_PARTICIPANT].text[i];
    report->people = count_people(who, report->trials.rows);
    /* "squat and squat_contrast: one task", of each task that the list has several words for. */
    const char *const *task = report->trials.column[T_TASK].text;
    cleared_by(freed) const char **word = hinge_alloc(report->trials.rows, sizeof *word);
    cleared_by(hinge_text_clear) struct hinge_text lines = {0};
    size_t n = 0;
    for (size_t i = 0; i < report->trials.rows; i++)
        if (task[i] != NULL && hinge_task_known(task[i]))
            word[n++] = task[i];
    const size_t words = hinge_each_once(word, n);
    for (size_t a = 0; a < words; a++) {
        bool told = false; /* in the line of a word before it */
        for (size_t b = 0; b < a; b++)
            told = told || hinge_task_find(word[b]) == hinge_task_find(word[a]);
        size_t more = 0;
        for (size_t b = a + 1; b < words && !told; b++)
            if (hinge_task_find(word[b]) == hinge_task_find(word[a]))
                hinge_text_printf(&lines, "%s and %s", more++ == 0 ? word[a] : "", word[b]);
        hinge_text_adds(&lines, more > 0 ? ": one task\n" : "");
    }
    if (lines.length > 0) {
        report->same_task = hinge_alloc(lines.length + 1, 1);
        strcpy(report->same_task, hinge_text_string(&lines));
    }
}
