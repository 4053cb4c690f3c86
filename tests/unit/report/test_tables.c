/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of a small results file against numbers worked out by hand. */
#include "test.h"

#include "results_sample.h"
#include "table/columns.h"

#include <hinge/report.h>
#include <hinge/requests.h>

static char folder[4096], path[4200];
static struct hinge_result *result; /* of what was asked last */

static int setup(void **state)
{
    const char *base = getenv("TMPDIR");
    (void)state;
    snprintf(folder, sizeof folder, "%s/hinge-tables-XXXXXX", base ? base : "/tmp");
    if (mkdtemp(folder) == NULL || hinge_init(NULL) != HINGE_OK)
        return -1;
    snprintf(path, sizeof path, "%s/results.h5", folder);
    sample_results(path);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    hinge_result_free(result);
    unlink(path);
    return rmdir(folder);
}

static CMFixtureFunction before_all = setup, after_all = teardown;

/* --- asking --- */

static struct hinge_table table; /* its first, and the notes under it */
static const char *footer;

static struct hinge_table_request ask(const char *view, const char *by)
{
    return (struct hinge_table_request){
        .results = path, .view = view, .by = by, .columns = "all", .filter = "", .phase = ""};
}

static void tabulate(const struct hinge_table_request *request)
{
    hinge_result_free(result);
    struct hinge_table_request readers = *request; /* whose columns are looked at here */
    readers.readers = true;
    result = NULL;
    assert_works(hinge_results_tabulate(&readers, &result, &why));
    table = result->table[0].table;
    footer = result->table[0].notes;
}

static void expect_usage(const struct hinge_table_request *request, const char *part)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_result *none;
    assert_int_equal(hinge_results_tabulate(request, &none, &error), HINGE_USAGE);
    if (strstr(error.message, part) == NULL) {
        print_error("\"%s\" lacks \"%s\"\n", error.message, part);
        fail();
    }
    assert_null(none);
}

/* A request of the file and the view alone: NULL is "". */
TEST(null_is_nothing_wanted)
{
    const struct hinge_table_request least = {.results = path, .view = "summary"};
    tabulate(&least);
    assert_true(table.rows > 0);
    expect_usage(&(struct hinge_table_request){.results = path}, "table");
}

/* The others are of a document, or of what the sample has none of. */
static bool is_of_sample(const char *view)
{
    return !hinge_view_of_document(view) && strcmp(view, "agreement") != 0 &&
           strcmp(view, "waveforms") != 0;
}

/* What readers see of every view, with its usual columns and with all, is in test_tables.txt, which
 * scripts/run-tests --accept build test_tables writes. */
TEST(every_view_as_text)
{
    const char *id, *root = getenv("HINGE_ROOT"), *accept = getenv("HINGE_ACCEPT");
    char made[4200], command[9000];
    snprintf(made, sizeof made, "%s/made", folder);
    FILE *file = fopen(made, "w");
    for (size_t i = 0; (id = hinge_view_id(i)) != NULL; i++)
        for (int all = 0; all < 2 && is_of_sample(id); all++) {
            struct hinge_table_request request = ask(id, "");
            char *text = NULL;
            request.columns = all ? "all" : "";
            request.words = !all;
            tabulate(&request);
            assert_works(hinge_result_format(result, "text", NULL, &text, NULL, &why));
            fprintf(file, "== %s%s\n%s\n", id, all ? ", all columns" : "", text);
            free(text);
        }
    fclose(file);
    if (accept != NULL && strcmp(accept, "yes") == 0)
        snprintf(command, sizeof command, "cp %s %s/tests/unit/report/test_tables.txt", made, root);
    else
        snprintf(command, sizeof command,
                 "diff -U 1 -F '^== ' %s/tests/unit/report/test_tables.txt %s", root, made);
    const int differs = root != NULL && system(command); /* it prints how */
    unlink(made);
    assert_false(differs);
}

/* Every column of every view says what it is, as those of analyses do. */
TEST(columns_are_typed)
{
    const char *id;
    for (size_t i = 0; (id = hinge_view_id(i)) != NULL; i++) {
        struct hinge_table_request request = ask(id, "");
        if (!is_of_sample(id))
            continue;
        tabulate(&request);
        assert_true(table.n_columns > 0);
        for (size_t c = 0; c < table.n_columns; c++) {
            const struct hinge_column *column = &table.column[c];
            if (column->role == HINGE_IS_NONE || *column->title == '\0')
                fail_msg("%s: %s says nothing", id, column->name);
        }
    }
    struct hinge_table_request request = ask("summary", "");
    tabulate(&request);
    static const struct {
        const char *column, *title;
        enum hinge_role role;
    } wanted[] = {{"cue", "Cue", HINGE_IS_KEY},
                  {"mean", "Mean", HINGE_IS_ESTIMATE},
                  {"ci_low", "CI lower", HINGE_IS_INTERVAL},
                  {"n", "n", HINGE_IS_COUNT},
                  {"reason", "Reason", HINGE_IS_TEXT}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        long at = hinge_table_find(&table, wanted[i].column);
        assert_true(at >= 0);
        assert_int_equal(table.column[at].role, wanted[i].role);
        assert_string_equal(table.column[at].title, wanted[i].title);
    }
}

/* Several views are tables of one result, and one file. */
TEST(several_views)
{
    struct hinge_table_request request = ask("trials, summary", "");
    struct hinge_error error = HINGE_ERROR_INIT;
    char *text = NULL;
    tabulate(&request);
    assert_int_equal(result->n_tables, 2);
    assert_string_equal(result->table[0].name, "trials");
    assert_string_equal(result->table[1].title, "summary");
    assert_ptr_equal(hinge_result_table(result, "summary"), &result->table[1].table);
    assert_ptr_equal(hinge_result_table(result, "trials"), &result->table[0].table);
    assert_null(hinge_result_table(result, "reps"));
    assert_works(hinge_result_format(result, "text", NULL, &text, NULL, &why));
    assert_non_null(strstr(text, "\nsummary\n\n"));
    free(text);
    assert_int_equal(hinge_result_format(result, "csv", NULL, &text, NULL, &error), HINGE_USAGE);
    assert_null(text);
    assert_int_equal(hinge_result_json(result, &text, &error), HINGE_USAGE);
    expect_usage(&(struct hinge_table_request){.results = path, .view = "trials,"}, "table");
}

/* The only row in which columns have the given texts ("column=text" …, NULL at the
 * end). */
static size_t row_of(const char *first, ...)
{
    size_t found = SIZE_MAX, n = 0;
    for (size_t r = 0; r < table.rows; r++) {
        bool match = true;
        va_list list;
        va_start(list, first);
        for (const char *pair = first; pair != NULL; pair = va_arg(list, const char *)) {
            char name[64], buffer[48];
            const char *equals = strchr(pair, '=');
            snprintf(name, sizeof name, "%.*s", (int)(equals - pair), pair);
            long column = hinge_table_find(&table, name);
            assert_true(column >= 0);
            match = match &&
                    strcmp(hinge_table_cell(&table, (size_t)column, r, buffer), equals + 1) == 0;
        }
        va_end(list);
        if (match) {
            found = r;
            n++;
        }
    }
    assert_int_equal(n, 1);
    return found;
}

#define assert_cell(row, column, want)                                                             \
    assert_close(hinge_table_number(&table, column, row), want, 1e-12, 1e-12)
#define assert_text(row, column, want)                                                             \
    assert_string_equal(hinge_table_text(&table, column, row), want)
#define assert_note(part) assert_non_null(strstr(footer, part))

/* --- faults --- */

TEST(prevalence_is_a_mean_over_people)
{
    struct hinge_table_request request = ask("faults", "group,cue");
    tabulate(&request);
    size_t row = row_of("group=sedentary", "cue=none", "fault=round", NULL);
    assert_text(row, "tier", "B");
    assert_cell(row, "people", 2); /* p1, p5; p2 has two judged repetitions only */
    assert_cell(row, "reps", 9);
    /* p1: (2/4 + 2/2) / 2; p5: 1/3; the effective number is that of two people */
    assert_cell(row, "prevalence", (0.75 + 1.0 / 3) / 2);
    assert_close(hinge_table_number(&table, "ci_low", row), 0.10927936491839546, 1e-10, 0);
    assert_close(hinge_table_number(&table, "ci_high", row), 0.919252320707159, 1e-10, 0);
    assert_cell(row, "certain_low", 0.3125);
    assert_cell(row, "certain_high", (0.875 + 1.0 / 3) / 2);
    assert_cell(row, "severity", (38.75 + 23) / 2);
    assert_cell(row, "severity_sd", (38.75 - 23) / sqrt(2)); /* of two people */
    assert_cell(row, "people_with", 0.5); /* agg.has_fault is p1's own rate, 0.75 */
    assert_cell(row, "refused", 1);
    assert_text(row, "reasons", "ROM_SMALL 1");
    assert_cell(row, "dropped", 1);
    assert_cell(row, "threshold", 30);
    assert_cell(row, "noise_lumbar_deg", 0.5);
    row = row_of("group=sedentary", "cue=dowel", "fault=round", NULL);
    assert_cell(row, "people", 0);
    assert_cell(row, "prevalence", NAN);
    assert_cell(row, "dropped", 1);
    assert_note("partial or incomplete (--all-reps keeps them): 1.");
    assert_note("spine or pelvis (--allow-inferred keeps them): 1.");
    assert_note("fewer than 3 usable repetitions in a cell, or with less than 50%");
    assert_note("not findings of harm (docs/faults.md)");
    assert_note("Tier B lumbar values");
}

TEST(single_repetitions_on_request)
{
    struct hinge_table_request request = ask("faults", "group,cue");
    request.allow_single = true;
    tabulate(&request);
    size_t row = row_of("group=sedentary", "cue=none", "fault=round", NULL);
    assert_cell(row, "people", 3);
    assert_cell(row, "reps", 11);
    assert_cell(row, "prevalence", (0.75 + 1.0 / 3) / 3);
    assert_close(hinge_table_number(&table, "ci_low", row), 0.07082424772237694, 1e-10, 0);
    assert_close(hinge_table_number(&table, "ci_high", row), 0.8073693722095802, 1e-10, 0);
}

TEST(partial_repetitions_on_request)
{
    struct hinge_table_request request = ask("faults", "participant");
    request.all_reps = true;
    tabulate(&request);
    size_t row = row_of("participant=p2", "fault=round", NULL);
    assert_cell(row, "reps", 3);
    assert_cell(row, "prevalence", 1.0 / 3);
}

TEST(evidence_is_never_pooled)
{
    struct hinge_table_request request = ask("faults", "cue");
    request.allow_inferred = true;
    tabulate(&request);
    size_t row = row_of("cue=none", "tier=B", "inferred=1", "fault=round", NULL);
    assert_cell(row, "prevalence", 1);
    assert_cell(row, "people", 1);
    /* one person says nothing of others */
    assert_true(isnan(hinge_table_number(&table, "ci_high", row)));
    row = row_of("cue=none", "tier=A", "fault=round", NULL);
    assert_text(row, "standing_source", "lockout");
    assert_cell(row, "prevalence", 0);
    assert_true(isnan(hinge_table_number(&table, "ci_low", row)));
    row = row_of("cue=none", "tier=B", "inferred=0", "fault=round", NULL);
    assert_text(row, "standing_source", "standing");
    assert_cell(row, "people", 2);
    assert_text(row, "lumbar_def", "ISB"); /* what else keeps rows apart (method 9.5) */
    assert_text(row, "driver", "trunk_thigh");
    assert_text(row, "family", "markers");
    assert_text(row, "dim", "3");
}

/* the same phrase in both tables, that of the first reason that holds */
TEST(what_is_not_used_says_why)
{
    static const char *const views[] = {"trials", "reps"};
    size_t unused = 0;
    for (int v = 0; v < 2; v++) {
        struct hinge_table_request request = ask(views[v], "");
        request.columns = "all";
        tabulate(&request);
        for (size_t r = 0; r < table.rows; r++) {
            const bool used = hinge_table_number(&table, "used", r) == 1;
            assert_int_equal(hinge_table_text(&table, "why", r) == NULL, used);
            unused += !used;
        }
        size_t row = v == 0 ? row_of("participant=p4", NULL)
                            : row_of("participant=p4", "rep=1", "phase=rep", NULL);
        assert_text(row, "why", "spine and pelvis were estimated by a network");
    }
    assert_true(unused > 4);
}

/* One of four people has the dowel, too: no condition of the study, so p1 counts without it. */
TEST(somebody_in_both_cues_counts_with_the_main_one)
{
    struct hinge_table_request request = ask("faults", "group");
    tabulate(&request);
    size_t row = row_of("group=sedentary", "fault=round", NULL);
    /* p1: trials of rates 1/2 and 1, with the dowel 0; p5: 1/3 */
    assert_cell(row, "people", 2);
    assert_cell(row, "prevalence", (0.75 + 1.0 / 3) / 2);
    assert_non_null(strstr(footer, "p1 has two cues; cue none counts.\n"));
    request.by = "group,cue"; /* who asks of cues has them all */
    tabulate(&request);
    assert_cell(row_of("group=sedentary", "cue=dowel", "fault=round", NULL), "dropped", 1);
    assert_null(strstr(footer, "has two cues"));
}

TEST(outcomes_one_by_one)
{
    struct hinge_table_request request = ask("faults", "participant,cue,trial,rep");
    tabulate(&request);
    /* the toe touch is judged on another fault */
    assert_int_equal(table.rows, (SAMPLE_REPS - 1) * SAMPLE_FAULTS);
    size_t row = row_of("participant=p2", "rep=3", "fault=round", NULL);
    assert_text(row, "state", "refused");
    assert_text(row, "reason", "ROM_SMALL");
    row = row_of("participant=p2", "rep=4", "fault=round", NULL);
    assert_text(row, "status", "partial");
    row = row_of("participant=p1", "cue=none", "trial=1", "rep=2", "fault=round", NULL);
    assert_text(row, "state", "above");
    assert_cell(row, "severity", 32);
    assert_cell(row, "margin", 8);
    assert_cell(row, "time_s", 21);
    assert_cell(row, "start_s", 20);
    assert_cell(row, "end_s", 25);
    request.filter = "fault=lock&participant=p1,p2&rep<=2";
    tabulate(&request);
    assert_int_equal(table.rows, 8);
}

TEST(sensitivity_moves_the_threshold)
{
    struct hinge_table_request request = ask("sensitivity", "group,cue");
    tabulate(&request);
    /* above 45: of p1 none of four and both of two; of p5 none */
    size_t row = row_of("group=sedentary", "cue=none", "fault=round", "at=x 1.5", NULL);
    assert_cell(row, "threshold", 45);
    assert_cell(row, "prevalence", 0.25);
    row = row_of("group=sedentary", "cue=none", "fault=round", "at=x 0.5", NULL);
    assert_cell(row, "prevalence", (0.875 + 1) / 2);
    row = row_of("group=sedentary", "cue=none", "fault=lock", "at=margin x -2", NULL);
    assert_cell(row, "threshold", -10);
    assert_cell(row, "prevalence", 1);
    row = row_of("group=sedentary", "cue=none", "fault=lock", "at=margin x -1", NULL);
    assert_cell(row, "prevalence", 0);
}

/* --- recordings that were never read --- */

TEST(a_filter_keeps_or_leaves_what_was_not_read)
{
    static const struct {
        const char *filter;
        size_t rows, unread;
    } cases[] = {{"", 10, 1},           {"status=refused", 2, 1}, {"status=ok", 8, 0},
                 {"reps=0", 2, 1},      {"reps>=1", 8, 0},        {"cue=none", 8, 0},
                 {"file=bad.csv", 1, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hinge_table_request request = ask("trials", "");
        size_t unread = 0;
        request.filter = cases[i].filter;
        tabulate(&request);
        for (size_t r = 0; r < table.rows; r++)
            unread += strcmp(hinge_table_word(&table, "file", r), "bad.csv") == 0;
        assert_int_equal(table.rows, cases[i].rows);
        assert_int_equal(unread, cases[i].unread);
    }
}

/* --- summary --- */

TEST(summary_of_people)
{
    struct hinge_table_request request = ask("summary", "group,cue");
    tabulate(&request);
    size_t row =
        row_of("group=sedentary", "cue=none", "metric=lumbar_excursion_deg", "phase=rep", NULL);
    assert_cell(row, "n", 3); /* 40, 20 and 12 */
    assert_cell(row, "reps", 12);
    assert_cell(row, "mean", 24);
    assert_cell(row, "sd", sqrt(208));
    assert_cell(row, "median", 20);
    assert_cell(row, "min", 12);
    assert_cell(row, "max", 40);
    assert_close(hinge_table_number(&table, "ci_high", row), 24 + 35.82674358117, 1e-10, 0);
    /* ratio of the means: 40 / 62.5, 20 / 40, 12 / 48, not the mean of ratios */
    row = row_of("group=sedentary", "cue=none", "metric=lumbar_hip_ratio", "phase=rep", NULL);
    assert_cell(row, "mean", (0.64 + 0.5 + 0.25) / 3);
    row = row_of("group=sedentary", "cue=dowel", "metric=lumbar_hip_ratio", "phase=rep", NULL);
    assert_cell(row, "n", 0);
    assert_cell(row, "mean", NAN);
    assert_cell(row, "dropped", 1);
    assert_text(row, "reason", "TOO_FEW_REPS");
    assert_int_equal(hinge_table_find(&table, "mean ± SD"), -1);
}

TEST(summary_for_readers)
{
    struct hinge_table_request request = ask("summary", "group");
    request.columns = "lumbar_excursion_deg";
    request.phase = "rep";
    tabulate(&request);
    assert_int_equal(table.rows, 2);
    size_t row = row_of("group=trained", NULL);
    assert_text(row, "mean ± SD", "9.0");
    assert_int_equal(hinge_table_find(&table, "median"), -1);
    /* p1 over two trials without a cue: (30 + 50) / 2; p2: 20; p5: 12 */
    row = row_of("group=sedentary", NULL);
    assert_text(row, "mean ± SD", "24.0 ± 14.4");
}

/* --- rows --- */

TEST(repetitions_by_phase)
{
    static const char *const keys[] = {"participant", "session", "group", "task",    "cue",
                                       "trial",       "rep",     "phase", "start_s", "end_s",
                                       "tier",        "status",  "reason"};
    struct hinge_table_request request = ask("reps", "");
    tabulate(&request);
    assert_int_equal(table.rows, (SAMPLE_REPS - 1) * SAMPLE_PHASES);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_string_equal(table.column[i].name, keys[i]);
    size_t row = row_of("participant=p1", "cue=none", "trial=2", "rep=2", "phase=hold", NULL);
    assert_cell(row, "start_s", 22);
    assert_cell(row, "end_s", 23);
    assert_cell(row, "hip_excursion_deg", 100);
    assert_cell(row, "lumbar_fraction", NAN);
    assert_cell(row, "age", 61);
    assert_null(hinge_table_text(&table, "reason", row));
    request.columns = "lumbar_fraction,age";
    request.phase = "hold";
    request.filter = "age>=60&group=sedentary&status!=refused";
    tabulate(&request);
    assert_int_equal(table.rows, 4 + 2 + 2 + 3);
    /* the first metric shown gives the reason */
    assert_text(0, "reason", "ROM_SMALL");
    assert_int_equal(hinge_table_find(&table, "hip_excursion_deg"), -1);
    assert_cell(0, "age", 61);
}

/* Two faults: `round` as the sample has it, the other one absent. */
TEST(faults_of_a_repetition)
{
    struct hinge_table_request request = ask("reps", "");
    request.phase = "hold";
    tabulate(&request);
    assert_int_equal(hinge_table_find(&table, "faults_present"), -1);
    request.columns = "faults_present,faults_indeterminate,faults_judged,faults_refused";
    tabulate(&request);
    assert_int_equal(table.rows, SAMPLE_REPS - 1);
    for (size_t i = 0; i + 1 < SAMPLE_REPS; i++) {
        int round = sample_reps[i].round;
        assert_cell(i, "faults_present", round == 3);
        assert_cell(i, "faults_indeterminate", round == 1 || round == 2);
        assert_cell(i, "faults_judged", round == 255 ? 1 : 2);
        assert_cell(i, "faults_refused", round == 255);
    }
}

TEST(recordings_refused_too)
{
    struct hinge_table_request request = ask("trials", "");
    tabulate(&request);
    assert_int_equal(table.rows, SAMPLE_TRIALS + 1); /* bad.csv was never packed */
    size_t row = row_of("file=bad.csv", NULL);
    assert_text(row, "status", "refused");
    assert_text(row, "reason", "RAGGED");
    row = row_of("file=t7", NULL);
    assert_text(row, "reason", "NO_TRUNK");
    assert_note("t7: no trunk");
    row = row_of("file=t0", NULL);
    assert_cell(row, "reps", 4);
    request.filter = "status=refused";
    tabulate(&request);
    assert_int_equal(table.rows, 2);
}

TEST(provenance_names_what_differs)
{
    struct hinge_table_request request = ask("provenance", "");
    tabulate(&request);
    size_t row = row_of("key=filter.fc_fast", NULL);
    assert_text(row, "value", "8 Hz (default 6)");
    row = row_of("key=source", NULL);
    assert_text(row, "value", "hinge-analyze 0");
    row = row_of("key=bad.csv", NULL);
    assert_text(row, "value", "refused");
}

/* --- wrong words --- */

TEST(mistakes_name_the_nearest)
{
    struct hinge_table_request request = ask("rep", "");
    expect_usage(&request, "did you mean reps?");
    request = ask("faults", "grouup");
    expect_usage(&request, "did you mean group?");
    request = ask("reps", "group");
    expect_usage(&request, "--by");
    request = ask("reps", "");
    request.columns = "lumbar_fractio";
    expect_usage(&request, "did you mean lumbar_fraction?");
    request = ask("reps", "");
    request.filter = "grouup=a";
    expect_usage(&request, "did you mean group?");
    request.filter = "group";
    expect_usage(&request, "is not a condition");
    request.filter = "age>old";
    expect_usage(&request, "is not a number");
    request = ask("reps", "");
    request.phase = "desc";
    expect_usage(&request, "did you mean descent?");
    request.phase = "down";
    expect_usage(&request, "there are descent, hold, ascent, rep");
    request = ask("faults", "group,,cue");
    expect_usage(&request, "nothing between");
}

/* --- stopping --- */

static bool stop_at_once(void *context)
{
    ++*(size_t *)context;
    return true;
}

TEST(who_stops_gets_no_table)
{
    size_t asked = 0;
    const struct hinge_progress progress = {.stop = stop_at_once, .context = &asked};
    struct hinge_table_request request = ask("reps", "");
    struct hinge_result *none;
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_writer_options how = {.progress = &progress};
    char *text = NULL;
    size_t length;
    tabulate(&request);
    assert_true(table.rows > 0);
    static const char *const writers[] = {"csv", "tsv"};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(hinge_table_format(&table, writers[i], &how, &text, &length, &error),
                         HINGE_INTERRUPTED);
        assert_null(text);
        assert_int_equal(asked, i + 1);
    }
    request.progress = &progress;
    assert_int_equal(hinge_results_tabulate(&request, &none, &error), HINGE_INTERRUPTED);
    assert_null(none);
    assert_int_equal(asked, 3);
}

TEST(no_file)
{
    struct hinge_table_request request = ask("reps", "");
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_result *none;
    request.results = "no-such-file.h5";
    assert_int_equal(hinge_results_tabulate(&request, &none, &error), HINGE_INPUT);
}

/* --- variability --- */

TEST(repetitions_of_a_recording_differ)
{
    struct hinge_table_request request = ask("variability", "");
    request.phase = "descent";
    tabulate(&request);
    /* 10/30, 20/60, 30/90, 60/140: mean 5/14, SD sqrt(4/1764) */
    size_t row = row_of("participant=p1", "cue=none", "trial=1", "metric=lumbar_fraction", NULL);
    assert_cell(row, "n", 4);
    assert_cell(row, "mean", 5.0 / 14);
    assert_cell(row, "sd", 1.0 / 21);
    assert_cell(row, "cv_pct", 100 * 14.0 / 105);
    assert_cell(row, "max", 3.0 / 7);
    /* a mean of 30 is not 3 SDs of 21.6 away from 0 */
    row = row_of("participant=p1", "cue=none", "trial=1", "metric=lumbar_excursion_deg", NULL);
    assert_cell(row, "sd", sqrt(1400.0 / 3));
    assert_true(isnan(hinge_table_number(&table, "cv_pct", row)));
    /* the fourth repetition of p2 is not valid; two are too few */
    row = row_of("participant=p2", "metric=lumbar_excursion_deg", NULL);
    assert_cell(row, "n", 3);
    assert_cell(row, "mean", 20);
    row = row_of("participant=p1", "trial=2", "metric=lumbar_excursion_deg", NULL);
    assert_text(row, "reason", "TOO_FEW_REPS");
    assert_true(isnan(hinge_table_number(&table, "sd", row)));
    /* p5's other recording is a reference */
    row_of("participant=p5", "metric=lumbar_excursion_deg", NULL);
    assert_note("between the repetitions of one recording");
}
