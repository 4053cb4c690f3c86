/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods, and whether the recordings can be trusted. */
#include "base/parameters.h"

#include "figure/plot.h"
#include "page/page.h"
#include "report/published.h"
#include "report/repetitions.h"
#include "reps/reps.h"
#include "result/result.h"
#include "result/words.h"
#include "store/store.h"

#include <hinge/check.h>
#include <hinge/init.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- The methods paragraph: what GRRAS, STROBE and CONSORT ask for, with the numbers that this
 * file was made with. --- */

static const char *const references[] = {
    "Esola MA et al. Analysis of lumbar spine and hip motion during forward bending in "
    "subjects with and without a history of low back pain. Spine 1996;21:71–78.",
    "Holm S. A simple sequentially rejective multiple test procedure. Scand J Stat "
    "1979;6:65–70.",
    "Korn EL, Graubard BI. Confidence intervals for proportions with small expected "
    "number of positive counts estimated from survey data. Surv Methodol "
    "1998;24:193–201.",
    "Laird RA et al. Comparing lumbo-pelvic kinematics in people with and without back "
    "pain. BMC Musculoskelet Disord 2014;15:229.",
    "Nichols T, Holmes A. Nonparametric permutation tests for functional "
    "neuroimaging. Human Brain Mapping 2002;15:1–25.",
    "Winter DA. Biomechanics and Motor Control of Human Movement. 4th ed. Wiley; 2009.",
    "Wu G et al. ISB recommendation on definitions of joint coordinate system. J "
    "Biomech 2002;35:543–548."};

struct parameters {
    struct hinge_results_reader *results;
    enum hinge_status status;
    struct hinge_error *error;
};

static double parameter(struct parameters *p, const char *key)
{
    double value = NAN;
    if (p->status == HINGE_OK)
        p->status = hinge_results_parameter(p->results, key, &value, p->error);
    return value;
}

/* Different words of a column of the recordings, joined by "and". */
static void put_levels(const struct hinge_report *report, const char *column,
                       struct hinge_text *out)
{
    enum { ROOM = 12 };
    const char *level[ROOM];
    size_t n = hinge_report_levels(report, column, level, ROOM);
    for (size_t i = 0; i < n; i++) {
        char words[128];
        const char *own = hinge_wording_label(report->request.labels, level[i]);
        const char *shown =
            own != NULL ? own : hinge_wording_cell(column, level[i], words, sizeof words);
        hinge_text_printf(out, "%s%s", i == 0 ? "" : i + 1 == n ? " and " : ", ", shown);
    }
    if (n == 0)
        hinge_text_puts(out, "none");
}

static void count(const struct hinge_report *report, size_t *given, size_t *refused)
{
    *given = report->trials.rows;
    *refused = 0;
    for (size_t r = 0; r < report->trials.rows; r++) {
        const char *status = hinge_table_text(&report->trials, "status", r);
        *refused += status != NULL && strcmp(status, "refused") == 0;
    }
}

static void describe_recording(struct parameters *p, const struct hinge_report *report,
                               struct hinge_text *out)
{
    size_t given, refused;
    count(report, &given, &refused);
    hinge_text_printf(out, "%zu recording%s given", given, given == 1 ? " was" : "s were");
    if (refused == 0)
        hinge_text_puts(out, given == 1 ? " and analysed" : "; all were analysed");
    else
        hinge_text_printf(out, "; %zu could not be analysed (the tables give the reasons)",
                          refused);
    hinge_text_puts(out, ". Evidence was of tier ");
    put_levels(report, "tier", out);
    hinge_text_puts(out, " (A: pelvis and thorax tracked; B: points on the spine; C: "
                         "shoulder, hip, knee and ankle, which show no lumbar motion)");
    hinge_text_printf(out,
                      ". Coordinates followed the conventions of the International Society of "
                      "Biomechanics (Wu 2002), flexion positive. Isolated outliers (Hampel, %g "
                      "robust SDs) and gaps up to %g s were replaced. Positions were filtered by a "
                      "zero-lag Butterworth filter at %g Hz, below 50 frames a second at %g Hz "
                      "(Winter 2009).\n",
                      parameter(p, "hampel.nsig"), parameter(p, "gap.max_s"),
                      parameter(p, "filter.fc_fast"), parameter(p, "filter.fc_slow"));
}

/* Whether the spine was tracked in any recording. */
static bool shows_spine(const struct hinge_report *report)
{
    bool spine = false;
    for (size_t r = 0; r < report->trials.rows; r++) {
        const char *tier = hinge_table_text(&report->trials, "tier", r);
        spine = spine || (tier != NULL && strcmp(tier, "C") != 0);
    }
    return spine;
}

/* "1 repetition of 1 recording was excluded by hand. " */
static void put_excluded(const struct hinge_report *report, struct hinge_text *out)
{
    double reps = 0;
    size_t recordings = 0;
    for (size_t r = 0; r < report->trials.rows; r++) {
        double n = hinge_table_number(&report->trials, "rejected_manual", r);
        reps += n > 0 ? n : 0;
        recordings += n > 0;
    }
    if (recordings > 0)
        hinge_text_printf(out, "%.0f repetition%s of %zu recording%s excluded by hand. ", reps,
                          reps == 1 ? "" : "s", recordings,
                          recordings > 1 ? "s were"
                          : reps > 1     ? " were"
                                         : " was");
}

/* What the config changed: faults by their titles, other settings by their number. */
static void describe_changes(struct parameters *p, const struct hinge_report *report,
                             struct hinge_text *out)
{
    struct hinge_table faults = {0}, settings = {0};
    size_t changed = 0, n;
    const struct hinge_parameter *row = hinge_parameter_rows(&n);
    if (p->status == HINGE_OK)
        p->status = hinge_results_get_table(p->results, HINGE_GROUP_FAULTS, &faults, p->error);
    if (p->status == HINGE_OK)
        p->status =
            hinge_results_get_table(p->results, HINGE_GROUP_PARAMETERS, &settings, p->error);
    if (p->status == HINGE_OK)
        hinge_fault_changes(&faults, report->request.labels, out);
    for (size_t r = 0; p->status == HINGE_OK && r < settings.rows; r++) {
        const char *key = hinge_table_text(&settings, "key", r);
        const char *value = hinge_table_text(&settings, "value", r);
        for (size_t i = 0; key != NULL && i < n; i++)
            changed += strcmp(row[i].key, key) == 0 &&
                       !hinge_parameter_is_standard(key, value != NULL ? value : "");
    }
    if (changed > 0)
        hinge_text_printf(out,
                          " %zu setting%s of the method %s changed from the default; "
                          "provenance lists %s.",
                          changed, changed == 1 ? "" : "s", changed == 1 ? "was" : "were",
                          changed == 1 ? "it" : "them");
    hinge_table_clear(&faults);
    hinge_table_clear(&settings);
}

static void describe_measures(struct parameters *p, const struct hinge_report *report,
                              struct hinge_text *out)
{
    hinge_text_puts(out, "Angles are changes from each person's own standing posture (");
    put_levels(report, "standing_source", out);
    hinge_text_puts(out, "). Repetitions were detected in the ");
    put_levels(report, "driver", out);
    hinge_text_printf(
        out,
        ", low-passed at %g Hz. Turning points are at least %g° or %g of its range "
        "apart. A phase begins and ends where the speed passes %g° per second or %g of "
        "its peak. Stepping, alternating, too short and too small movements were not "
        "counted as repetitions. Partial ones and those with gaps were counted and "
        "%s. ",
        parameter(p, "seg.fc"), parameter(p, "seg.R_min"), parameter(p, "seg.R_frac"),
        parameter(p, "seg.v_abs"), parameter(p, "seg.v_frac"),
        report->request.all_reps ? "included" : "excluded");
    put_excluded(report, out);
    hinge_text_printf(out, "%sExcursions are differences of means over %g s. ",
                      shows_spine(report)
                          ? "The lumbar fraction is the lumbar excursion of the descent divided by "
                            "the sum of lumbar and hip excursion (compare Esola 1996). "
                          : "",
                      parameter(p, "excursion.w_s"));
    hinge_text_puts(out, "Each fault has a signal, a window, a threshold and a "
                         "margin of measurement, listed under provenance.");
    describe_changes(p, report, out);
    hinge_text_puts(out, "\n");
}

/* --- what was run, from its typed rows --- */

static bool is_primary(const struct hinge_planned_outcome *row)
{
    return strcmp(row->role, "primary") == 0 && row->stratum == NULL;
}

/* "lumbar rounding (dowel, n = 10)", each primary outcome that was compared. Returns
 * how many. */
static size_t put_primary(const struct hinge_result *result, struct hinge_text *out)
{
    char words[160];
    size_t said = 0;
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        if (!is_primary(row) || isnan(row->diff.value))
            continue;
        hinge_text_printf(out, "%s%s (%s, n = %.0f)", said > 0 ? "; " : "", row->title,
                          hinge_level_name(row, 0, words, sizeof words), row->diff.n);
        said++;
    }
    return said;
}

static void describe_cues(const struct hinge_result *result, struct hinge_text *out)
{
    struct hinge_text primary = {0};
    char words[160];
    size_t n = put_primary(result, &primary);
    const struct hinge_planned_outcome *first = NULL, *both = NULL;
    bool matched = false, mdc = false, exact = true;
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        if (!is_primary(row) || isnan(row->diff.value))
            continue;
        first = first == NULL ? row : first;
        both = isnan(row->interaction.value) ? both : row;
        matched = matched || !isnan(row->matched.value);
        mdc = mdc || !isnan(row->mdc);
        exact = exact && hinge_planned_exact(row);
    }
    if (first != NULL) {
        hinge_text_printf(
            out,
            "Each cue was compared with the same participants %s. The primary outcome "
            "planned for %s: %s. p is that of the %ssign-flip test%s. ",
            hinge_level_words(first, 1, words, sizeof words), n > 1 ? "each cue" : "the cue",
            hinge_text_string(&primary), exact ? "exact " : "",
            n > 1 ? ", adjusted by Holm's method over the primary outcomes (Holm 1979)" : "");
        if (matched)
            hinge_text_puts(out, "The same comparison was made at matched depth. ");
        if (mdc)
            hinge_text_puts(out, "Participants beyond the minimal detectable change "
                                 "(MDC) of an outcome were counted. ");
    }
    if (both != NULL)
        hinge_text_printf(out,
                          "The groups' changes were compared by Welch's t test on "
                          "participants' changes, %s minus %s. ",
                          hinge_group_name(both, 0), hinge_group_name(both, 1));
    hinge_text_clear(&primary);
}

static void describe_groups(const struct hinge_result *result, struct hinge_text *out)
{
    const struct hinge_planned_outcome *primary = NULL;
    char first[160], second[160], where[160];
    size_t others = 0;
    for (size_t i = 0; i < result->n_planned; i++) {
        const struct hinge_planned_outcome *row = &result->planned[i];
        if (is_primary(row) && !isnan(row->diff.value))
            primary = row;
        others += isnan(row->p_holm) ? 0 : 1;
    }
    if (primary == NULL)
        return;
    hinge_text_printf(out,
                      "Groups were compared%s%s by Welch's t test, %s minus %s (n = %.0f and "
                      "%.0f); the primary outcome was %s. ",
                      *hinge_planned_where(result, where, sizeof where) != '\0' ? " " : "", where,
                      hinge_level_name(primary, 0, first, sizeof first),
                      hinge_level_name(primary, 1, second, sizeof second), primary->n[0],
                      primary->n[1], primary->title);
    if (others > 0)
        hinge_text_printf(out,
                          "The %zu other outcomes are exploratory, adjusted by Holm's "
                          "method (Holm 1979). ",
                          others);
}

static void describe_statistics(struct parameters *p, const struct hinge_report *report,
                                struct hinge_text *out)
{
    hinge_text_puts(out, "Participants are the unit: repetitions were averaged within "
                         "recordings, recordings within participants. ");
    if (report->request.allow_single)
        hinge_text_puts(out, "No participant was excluded for having few usable repetitions. ");
    else
        hinge_text_printf(out,
                          "Participants with fewer than %g usable repetitions in a condition, or "
                          "with less than %g%% of them usable, were excluded. ",
                          parameter(p, "agg.min_reps"), 100 * parameter(p, "agg.min_valid"));
    hinge_text_puts(out, "Recordings that were measured in different ways were not "
                         "pooled. Intervals are 95%: of means by t, of prevalence by "
                         "Korn and Graubard (1998). ");
    if (report->these.length > 0)
        hinge_text_printf(out, "Comparisons are of %s. ", hinge_text_string(&report->these));
    if (report->answer[HINGE_ASK_CUES].result != NULL)
        describe_cues(report->answer[HINGE_ASK_CUES].result, out);
    if (report->answer[HINGE_ASK_GROUPS].result != NULL)
        describe_groups(report->answer[HINGE_ASK_GROUPS].result, out);
    if (report->curves_compared)
        hinge_text_puts(out, "Curves were compared by the largest t under relabelling "
                             "of participants (Nichols and Holmes 2002). ");
    hinge_text_printf(out, "Analysis and report by hingekit %s.\n", HINGE_VERSION);
}

/* Whether the paragraph names the first author of a reference. */
static bool is_cited(const char *reference, const char *text)
{
    char name[32];
    snprintf(name, sizeof name, "%.*s ", (int)strcspn(reference, " "), reference);
    return strstr(text, name) != NULL;
}

enum hinge_status hinge_report_methods(struct hinge_report *report, struct hinge_error *error)
{
    struct parameters p = {.results = report->request.opened, .error = error};
    struct hinge_text text = {0};
    describe_recording(&p, report, &text);
    describe_measures(&p, report, &text);
    describe_statistics(&p, report, &text);
    hinge_report_section(report, "methods", "Methods", false);
    hinge_html_lines(&report->html, "p", hinge_text_string(&text));
    hinge_text_puts(&report->html, "<h3>References</h3>\n<ul>\n");
    for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
        if (!is_cited(references[i], hinge_text_string(&text)))
            continue;
        hinge_html_element(&report->html, "li", references[i]);
        hinge_text_puts(&report->html, "\n");
    }
    hinge_text_puts(&report->html, "</ul>\n</section>\n");
    hinge_text_clear(&text);
    return p.status;
}

/* --- Can these recordings be trusted? What hinge-check finds in their study, in words: a line for
 * each kind of finding, with counts and the recordings named. --- */

enum { NAMED = 5 };

static const char *cell(const struct hinge_table *table, const char *column, size_t row)
{
    const char *text = hinge_table_text(table, column, row);
    return text != NULL ? text : "";
}

/* The first recordings of some, and how many others. */
struct named {
    struct hinge_text list;
    size_t n;
};

static void name_one(struct named *named, const char *id)
{
    if (named->n++ < NAMED)
        hinge_text_printf(&named->list, "%s%s", named->n > 1 ? ", " : "", id);
}

/* "Gaps too long to be filled: 3 of 20 recordings (p01_none_1, …)." */
static void put_line(struct hinge_report *report, const char *what, const char *why, size_t of,
                     struct named *named, const char *more)
{
    struct hinge_text line = {0}, begin = {0};
    hinge_text_puts(&begin, what);
    hinge_text_printf(&line, "%s%s%s: %zu of %zu recording%s (%s", hinge_report_capital(&begin),
                      *why != '\0' ? ", because " : "", why, named->n, of, of == 1 ? "" : "s",
                      hinge_text_string(&named->list));
    if (named->n > NAMED)
        hinge_text_printf(&line, " and %zu more", named->n - NAMED);
    hinge_text_printf(&line, ").%s%s", *more != '\0' ? " " : "", more);
    hinge_html_element(&report->html, "li", hinge_text_string(&line));
    hinge_text_puts(&report->html, "\n");
    hinge_text_clear(&line);
    hinge_text_clear(&begin);
    hinge_text_clear(&named->list);
    named->n = 0;
}

static bool is_unknown_task(const char *task)
{
    return *task != '\0' && !hinge_task_known(task);
}

/* A line for each task that is not a known one, with those nearest in meaning. */
static size_t put_tasks(struct hinge_report *report)
{
    const struct hinge_table *trials = &report->trials;
    size_t told = 0;
    for (size_t r = 0; r < trials->rows; r++) {
        const char *task = cell(trials, "task", r), *near = NULL;
        struct named named = {0};
        struct hinge_text what = {0}, more = {0};
        bool first = is_unknown_task(task);
        for (size_t k = 0; first && k < r; k++)
            first = strcmp(cell(trials, "task", k), task) != 0;
        if (!first)
            continue;
        for (size_t k = r; k < trials->rows; k++)
            if (strcmp(cell(trials, "task", k), task) == 0)
                name_one(&named, cell(trials, "trial_id", k));
        near = hinge_task_nearest(task);
        hinge_text_printf(&what, "task \"%s\" is not a known one", task);
        hinge_text_puts(&more, "Its start was taken from the movement; thresholds are "
                               "the defaults.");
        if (near != NULL)
            hinge_text_printf(&more, " Nearest in meaning: %s.", near);
        hinge_text_puts(&report->html, told++ == 0 ? "<ul>\n" : "");
        put_line(report, hinge_text_string(&what), "", trials->rows, &named,
                 hinge_text_string(&more));
        hinge_text_clear(&what);
        hinge_text_clear(&more);
    }
    return told;
}

/* A kind of finding: what it is; of a refusal, why. */
static void put_kind(struct hinge_report *report, const struct hinge_check_report *check,
                     size_t kind)
{
    const char *code = cell(&check->cohort, "code", kind),
               *what = cell(&check->cohort, "what", kind);
    char words[200];
    struct named named = {0};
    for (size_t i = 0; i < check->findings.rows; i++)
        if (strcmp(cell(&check->findings, "code", i), code) == 0 &&
            strcmp(cell(&check->findings, "severity", i), "note") != 0)
            name_one(&named, cell(&check->findings, "trial_id", i));
    bool refused = strncmp(what, "refused", 7) == 0;
    put_line(report, what, refused ? hinge_wording_reason(code, words, sizeof words) : "",
             check->trials.rows, &named, "");
}

static void put_verdict(struct hinge_report *report, const struct hinge_check_report *check)
{
    struct hinge_text line = {0};
    size_t errors = 0, warnings = 0, n = check->trials.rows;
    for (size_t r = 0; r < n; r++) {
        const char *severity = cell(&check->trials, "severity", r);
        errors += strcmp(severity, "error") == 0;
        warnings += strcmp(severity, "warning") == 0;
    }
    if (errors > 0)
        hinge_text_printf(&line,
                          "Not all: %zu of %zu recording%s cannot be used or may be "
                          "of another participant, ",
                          errors, n, n == 1 ? "" : "s");
    else
        hinge_text_puts(&line, warnings > 0 ? "Yes, with exceptions: " : "Yes, by every check: ");
    if (warnings > 0)
        hinge_text_printf(&line, "%zu of %zu recording%s %s a warning.", warnings, n,
                          n == 1 ? "" : "s", warnings == 1 ? "has" : "have");
    else if (errors > 0)
        hinge_text_puts(&line, "the others have no warning.");
    else
        hinge_text_printf(&line, "no warning in %zu recording%s.", n, n == 1 ? "" : "s");
    hinge_html_element(&report->html, "p", hinge_text_string(&line));
    hinge_text_puts(&report->html, "\n");
    hinge_text_clear(&line);
}

/* The results were made from these recordings, in this order. */
static enum hinge_status check_study(const struct hinge_report *report, struct hinge_error *error)
{
    const struct hinge_page_request *r = &report->request;
    struct hinge_table ours = {0}, its = {0};
    struct hinge_study_reader *study = NULL;
    enum hinge_status status = hinge_results_get_table(r->opened, HINGE_GROUP_LEDGER, &ours, error);
    if (status == HINGE_OK)
        status = hinge_study_open(r->study, &study, error);
    if (status == HINGE_OK)
        status = hinge_study_get_table(study, HINGE_GROUP_LEDGER, &its, error);
    bool same = ours.rows == its.rows;
    for (size_t i = 0; status == HINGE_OK && same && i < ours.rows; i++)
        same = strcmp(cell(&ours, "trial_id", i), cell(&its, "trial_id", i)) == 0 &&
               strcmp(cell(&ours, "sha256", i), cell(&its, "sha256", i)) == 0;
    if (status == HINGE_OK && !same)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                 "%s: its recordings are not those that %s was made "
                                 "from: name the study of these results, or analyse "
                                 "this one",
                                 r->study, r->results);
    hinge_table_clear(&ours);
    hinge_table_clear(&its);
    hinge_study_close(study);
    return status;
}

static enum hinge_status look(const struct hinge_report *report, struct hinge_check_report *check,
                              struct hinge_error *error)
{
    struct hinge_config config = {0};
    struct hinge_check_request request = {
        .study = report->request.study, .config = &config, .threads = report->request.threads};
    const char *events;
    enum hinge_status status = check_study(report, error);
    if (status != HINGE_OK)
        return status;
    hinge_config_init(&config);
    status = hinge_results_settings(report->request.opened, &config, &request.allow_inferred,
                                    &events, error);
    if (status == HINGE_OK)
        status = hinge_check_study(&request, check, error);
    hinge_config_clear(&config);
    return status;
}

enum hinge_status hinge_report_trust(struct hinge_report *report, struct hinge_error *error)
{
    struct hinge_check_report check = {0};
    bool looked = *report->request.study != '\0', any = looked;
    enum hinge_status status = looked ? look(report, &check, error) : HINGE_OK;
    for (size_t r = 0; r < report->trials.rows; r++)
        any = any || is_unknown_task(cell(&report->trials, "task", r));
    if (status != HINGE_OK || !any)
        return status;
    hinge_report_section(report, "trust", "Can these recordings be trusted?", false);
    if (looked)
        put_verdict(report, &check);
    size_t lines = put_tasks(report);
    for (size_t k = 0; k < check.cohort.rows; k++) {
        if (strcmp(cell(&check.cohort, "severity", k), "note") == 0 ||
            strcmp(cell(&check.cohort, "code", k), "TASK_UNKNOWN") == 0)
            continue;
        hinge_text_puts(&report->html, lines++ == 0 ? "<ul>\n" : "");
        put_kind(report, &check, k);
    }
    hinge_text_puts(&report->html, lines > 0 ? "</ul>\n</section>\n" : "</section>\n");
    hinge_check_report_clear(&check);
    return HINGE_OK;
}
