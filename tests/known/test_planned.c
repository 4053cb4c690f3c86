/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cues and groups against R 4.2 (p.adjust, lm) and t tests by the incomplete beta function
 * (tests/cli/comparison_numbers.py): every number of their rows, the direction of what is expected,
 * people beyond the MDC either way, families of tests, refusals by group, the order of cues. */
#include "test.h"

#include "base/text.h"
#include "stats_run.h"

enum { PEOPLE = 8, CUES = 3 };
static const char *const cue_names[CUES] = {"none", "dowel", "mirror"};
static const double rounding[CUES][PEOPLE] = {{21.3, 24.1, 19.6, 26.8, 30.2, 17.5, 22.9, 28.4},
                                              {15.2, 21.7, 18.9, 19.1, 27.6, 18.3, 16.4, 21.0},
                                              {20.1, 25.0, 18.2, 27.9, 29.5, 17.9, 21.2, 28.0}};
static const double matched[CUES][PEOPLE] = {{18.0, 20.2, 16.1, 22.3, 25.0, 15.2, 19.1, 23.9},
                                             {14.9, 20.0, 16.6, 18.8, 24.1, 16.0, 15.8, 19.9},
                                             {18, 20, 16, 22, 25, 15, 19, 23}};
/* of three repetitions */
static const int faulty[CUES][PEOPLE] = {
    {0, 1, 0, 2, 3, 0, 1, 2}, {1, 1, 0, 0, 1, 0, 0, 3}, {0, 1, 0, 2, 3, 0, 1, 2}};

/* dowel after the baseline in the even people only, mirror always last */
static char *cue_table(void)
{
    struct hinge_text csv = {0};
    hinge_text_adds(&csv, "participant,cue,cond_order,rounding,matched,fault\n");
    for (int p = 0; p < PEOPLE; p++)
        for (int c = 0; c < CUES; c++)
            for (int r = 0; r < 3; r++) {
                int order = c == 2 ? 3 : (c == 1) == (p % 2 == 0) ? 2 : 1;
                hinge_text_printf(&csv, "P%d,%s,%d,%g,%g,%d\n", p + 1, cue_names[c], order,
                                  rounding[c][p] + 0.1 * (r - 1), matched[c][p], r < faulty[c][p]);
            }
    return csv.data;
}

#define OUTCOME(role, expected)                                                                    \
    "{'role': '" role "', 'outcome': 'rounding', 'column': 'rounding', "                           \
    "'matched': 'matched', 'expected': '" expected "'}"
static const char cue_request[] =
    "{'analysis': 'cues', 'condition': 'cue', 'mdc': 2.5, "
    "'plan': {'cues': {'dowel': {'outcomes': [" OUTCOME(
        "primary", "down") "]}, 'mirror': {'outcomes': [" OUTCOME("primary",
                                                                  "up") "]}}, "
                                                                        "'faults': ['fault']}}";

static void check(const char *row, const char *name, double want)
{
    char path[96];
    snprintf(path, sizeof path, "outcomes/%s/%s", row, name);
    assert_close(stats_number(&run, path), want, 1e-10, 1e-12);
}

TEST(cues)
{
    cleared_by(freed) char *csv = cue_table();
    run_good(cue_request, csv);
    /* rows: dowel, its fault, mirror, its fault */
    static const struct {
        const char *row, *name;
        double want;
    } wanted[] = {{"0", "n", 8},
                  {"0", "baseline", 23.85},
                  {"0", "cued", 19.775},
                  {"0", "diff", -4.075},
                  {"0", "ci_low", -6.798995381863854},
                  {"0", "ci_high", -1.3510046181361468},
                  {"0", "d_z", -1.25065750049445068},
                  {"0", "p", 0.009503034557296095},
                  {"0", "df", 7},
                  {"0", "tests", 2},
                  {"0", "p_holm", 0.01900606911459219},
                  {"0", "ci_low_holm", -7.3480511863312135}, /* rejected at the first of 2 */
                  {"0", "ci_high_holm", -0.8019488136687873},
                  {"0", "level_holm", 0.975},
                  {"0", "n_dropped", 0},
                  {"0", "matched_n", 8},
                  {"0", "matched_diff", -1.7125},
                  {"0", "matched_ci_low", -3.355286429192635},
                  {"0", "matched_ci_high", -0.06971357080736418},
                  {"0", "matched_p", 0.043149867359355866},
                  {"0", "mdc", 2.5},
                  {"0", "beyond_expected", 5},
                  {"0", "beyond_opposite", 0},
                  {"1", "baseline", 0.375},
                  {"1", "cued", 0.25},
                  {"1", "diff", -0.125},
                  {"1", "ci_low", -0.45599041949755026},
                  {"1", "ci_high", 0.20599041949755026},
                  {"1", "p", 0.40150762455185185},
                  {"1", "tests", 1},
                  {"2", "diff", -0.375},
                  {"2", "ci_low", -1.268464620477186},
                  {"2", "ci_high", 0.5184646204771851},
                  {"2", "p", 0.35402952434833845},
                  {"2", "p_holm", 0.35402952434833845},
                  {"2", "level_holm", 0.95}, /* the first step that fails is the last */
                  {"2", "beyond_expected", 0},
                  {"2", "beyond_opposite", 0},
                  {"3", "diff", 0}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        check(wanted[i].row, wanted[i].name, wanted[i].want);
    assert_true(json_is_false(stats_at(&run, "cues/dowel/order_confounded")));
    assert_close(stats_number(&run, "cues/dowel/cue_later_in"), 4, 0, 0);
    assert_string_equal(json_string_value(stats_at(&run, "cues/mirror/order_reason")),
                        "every participant did the cue after the baseline");
    assert_string_equal(json_string_value(stats_at(&run, "outcomes/0/verdict")), "differs");
    assert_string_equal(json_string_value(stats_at(&run, "outcomes/2/verdict")), "undecided");
}

/* At matched depth one repetition of each condition is enough for whom the change
 * itself is of; nobody else counts, and where one of them has none the change of the
 * others stands beside it. */
TEST(matched_is_of_the_same_people)
{
    run_good("{'analysis': 'cues', 'condition': 'cue', 'min_reps': 2, "
             "'plan': {'cues': {'tap': {'outcomes': [{'role': 'primary', 'outcome': 'y', "
             "'column': 'y', 'matched': 'm'}]}}, 'faults': []}}",
             "participant,cue,y,m\nA,none,1,1\nA,none,1,\nA,tap,3,2\nA,tap,3,\n"
             "B,none,2,2\nB,none,2,2\nB,tap,7,5\nB,tap,7,5\n"
             "C,none,4,4\nC,none,4,4\nC,tap,5,6\nC,tap,5,6\n"
             "D,none,2,2\nD,none,2,2\nD,tap,9,\nD,tap,9,\n" /* reaches it once in one */
             "E,none,1,1\nE,tap,20,90\n");
    check("0", "n", 4);
    check("0", "diff", 15.0 / 4);
    check("0", "matched_n", 3);
    check("0", "matched_diff", 2);
    check("0", "matched_raw_diff", 8.0 / 3);
}

/* The expected direction decides which side of the MDC counts as which. */
TEST(direction)
{
    cleared_by(freed) char *csv = cue_table(), *request = strdup(cue_request);
    char *at = strstr(request, "'down'");
    memcpy(at, "'up'  ", 6);
    run_request(request, csv);
    check("0", "beyond_expected", 0);
    check("0", "beyond_opposite", 5);
}

/* Without cond_order, with a person who lacks a cue and a column that is not there. */
TEST(gaps)
{
    run_good("{'analysis': 'cues', 'condition': 'cue', "
             "'plan': {'cues': {'tap': {'outcomes': [{'role': 'primary', 'outcome': 'y', "
             "'column': 'y', 'expected': 'up'}, {'role': 'secondary', 'outcome': 'z'}]}}, "
             "'faults': ['f', 'absent']}}",
             "participant,cue,y,f\nA,none,1,0\nB,none,2,0\nC,none,3,0\nD,none,4,0\n"
             "A,tap,2,1\nB,tap,4,1\nC,tap,4,1\n");
    check("0", "n", 3);
    check("0", "n_dropped", 1);
    assert_string_equal(json_string_value(stats_at(&run, "outcomes/0/matched_reason")),
                        "no value of this outcome at matched depth");
    assert_true(json_is_null(stats_at(&run, "outcomes/1/diff")));
    assert_string_equal(json_string_value(stats_at(&run, "outcomes/1/reason")),
                        "the table has no such column");
    assert_string_equal(json_string_value(stats_at(&run, "people_dropped/0/participant")), "D");
    assert_true(json_is_true(stats_at(&run, "cues/tap/order_confounded")));
    assert_string_equal(json_string_value(stats_at(&run, "cues/tap/order_reason")),
                        "the order of conditions was not recorded");
    /* the fault rose in everybody: three people are too few to call it a change */
    check("2", "diff", 1);
    assert_true(json_is_null(stats_at(&run, "outcomes/2/p")));
    assert_string_equal(json_string_value(stats_at(&run, "outcomes/2/p_reason")),
                        "too few participants for a test: 5 are needed");
}

static const char group_table[] =
    "participant,group,age,share,tempo,lag,f\nA,trained,31,0.21,1.1,3,0\n"
    "B,trained,44,0.24,0.9,5,0\nC,trained,29,0.19,1.3,4,1\nD,trained,52,0.28,1.2,6,\n"
    "E,trained,38,0.22,1.0,5,0\nF,sedentary,47,0.36,0.8,9,1\nG,sedentary,33,0.35,0.7,8,1\n"
    "H,sedentary,58,0.41,1.1,7,0\nI,sedentary,41,0.30,1.4,9,1\nJ,sedentary,,0.33,0.9,8,1\n"
    "K,trained,,0.23,1.1,4,0\n";
#define COLUMN(role, name) "{'role': '" role "', 'outcome': '" name "', 'column': '" name "'}"
static const char group_request[] =
    "{'analysis': 'groups', 'group': 'group', 'covariate': ['age'], 'order': ['trained', "
    "'sedentary'], 'plan': {'outcomes': [" COLUMN("primary", "share") ", " COLUMN(
        "further", "tempo") ", " COLUMN("further", "lag") ", " COLUMN("timing",
                                                                      "lag") "], 'faults': ['f']}}";

/* A margin is judged with the interval that agrees with Holm's p (-7.35 to -0.80), not with the
 * single one (-6.80 to -1.35); a clear change may be within it. */
TEST(margins)
{
    static const struct {
        double margin;
        const char *ruled_out;
    } of[] = {{7, "no"}, {7.34, "no"}, {7.36, "yes"}};
    cleared_by(freed) char *csv = cue_table();
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        char request[900];
        snprintf(request, sizeof request,
                 "{'analysis': 'cues', 'condition': 'cue', 'plan': {'margins': {'rounding': %g, "
                 "'other': 1}, 'cues': {'dowel': {'outcomes': [{'role': 'primary', 'outcome': "
                 "'rounding', 'column': 'rounding', 'margin': %g}]}, 'mirror': {'outcomes': "
                 "[{'role': 'primary', 'outcome': 'rounding', 'column': 'rounding'}]}}, "
                 "'faults': []}}",
                 of[i].margin, of[i].margin);
        run_good(request, csv);
        check("0", "margin", of[i].margin);
        assert_string_equal(json_string_value(stats_at(&run, "outcomes/0/verdict")), "differs");
        assert_string_equal(json_string_value(stats_at(&run, "outcomes/0/ruled_out")),
                            of[i].ruled_out);
        assert_true(stats_at(&run, "outcomes/1/ruled_out") == NULL);
        assert_true(stats_warned(&run, "W_AMOUNT_UNUSED"));
    }
}

/* Three groups, every two of them (R: t.test, p.adjust), then the values of each. */
TEST(three_groups)
{
    static const int value[3][8] = {
        {31, 35, 28, 40, 33, 37}, {30, 36, 27, 34, 29}, {22, 18, 25, 20, 24, 19, 26}};
    struct hinge_text csv = {0};
    hinge_text_adds(&csv, "participant,group,y,z\n");
    for (int g = 0; g < 3; g++)
        for (int p = 0; value[g][p] > 0; p++)
            hinge_text_printf(&csv, "%c%d,%c,%d,%d\n", 'a' + g, p, 'a' + g, value[g][p], p);
    run_good("{'analysis': 'groups', 'group': 'group', 'plan': {'outcomes': [" COLUMN(
                 "primary", "y") ", " COLUMN("further", "z") "], 'faults': []}}",
             csv.data);
    hinge_text_clear(&csv);
    static const char *const name[][2] = {{"a", "b"},  {"a", "c"},  {"b", "c"}, {"a", NULL},
                                          {"b", NULL}, {"c", NULL}, {"a", NULL}};
    static const struct {
        const char *name;
        double want[3];
    } wanted[] = {{"diff", {2.8, 12, 9.2}},
                  {"ci_low", {-2.65365859853795, 7.22898525559381, 4.4910167357197}},
                  {"ci_high", {8.25365859853795, 16.7710147444062, 13.9089832642803}},
                  {"p", {0.275222907803727, 0.000298440165838504, 0.00208910448223856}},
                  {"df", {8.97266418490779, 8.99671217731966, 7.73771020478546}},
                  {"p_holm", {0.275222907803727, 0.000895320497515511, 0.00417820896447712}},
                  {"tests", {3, 3, 3}},
                  {"level_holm", {0.95, 0.983333333333333, 0.975}},
                  {"ci_low_holm", {-2.65365859853795, 5.81330506367217, 3.57204020361975}},
                  {"ci_high_holm", {8.25365859853795, 18.1866949363278, 14.8279597963802}}};
    char row[8], path[64];
    for (int i = 0; i < 7; i++)
        for (int k = 0; k < 2; k++) {
            snprintf(path, sizeof path, "outcomes/%d/%s", i, k == 0 ? "first" : "second");
            const char *level = json_string_value(stats_at(&run, path));
            assert_true(name[i][k] == NULL ? level == NULL : strcmp(level, name[i][k]) == 0);
        }
    for (size_t w = 0; w < sizeof wanted / sizeof *wanted; w++)
        for (int i = 0; i < 3; i++) {
            snprintf(row, sizeof row, "%d", i);
            check(row, wanted[w].name, wanted[w].want[i]);
        }
    check("5", "mean_first", 22);
    check("5", "sd_first", 3.1091263510296);
    check("5", "low_first", 19.1245377132667);
    check("5", "high_first", 24.8754622867333);
    check("6", "n_first", 6); /* the further outcome has no pairs */
    assert_string_equal(json_string_value(stats_at(&run, "outcomes/6/outcome")), "z");
    assert_true(stats_at(&run, "outcomes/6/p") == NULL);
    assert_true(stats_at(&run, "outcomes/9") == NULL);
}

TEST(groups)
{
    run_good(group_request, group_table);
    static const struct {
        const char *row, *name;
        double want;
    } wanted[] = {{"0", "n_first", 6},
                  {"0", "n_second", 5},
                  {"0", "mean_first", 0.22833333333333},
                  {"0", "sd_first", 0.03060501048303},
                  {"0", "mean_second", 0.35},
                  {"0", "sd_second", 0.04062019202318},
                  {"0", "diff", -0.12166666666667},
                  {"0", "ci_low", -0.17328693657184},
                  {"0", "ci_high", -0.07004639676149},
                  {"0", "g", -3.02423433963503},
                  {"0", "p", 0.0007485628541110029},
                  {"0", "df", 7.36169390353188},
                  {"0", "p_holm", 0.0007485628541110029},
                  {"0", "adjusted_diff", -0.107443424192032330},
                  {"0", "adjusted_ci_low", -0.148124971654350540},
                  {"0", "adjusted_ci_high", -0.066761876729714120},
                  {"0", "adjusted_p", 0.000651037358693375},
                  {"0", "adjusted_n", 9},
                  {"1", "p", 0.4160103337349924},
                  {"1", "ci_low", -0.21914864396934},
                  {"1", "ci_high", 0.45914864396934},
                  {"2", "p", 0.00011082117472968358},
                  {"2", "ci_low", -4.98642121944207},
                  {"2", "ci_high", -2.41357878055793},
                  {"3", "diff", -3.7},
                  /* in no family */ {"3", "ci_high", -2.41357878055793},
                  {"4", "n_first", 5},
                  {"4", "mean_first", 0.2},
                  {"4", "mean_second", 0.8},
                  /* 1 of 5 against 4 of 5: Miettinen and Nurminen, R's uniroot */
                  {"4", "yes_first", 1},
                  {"4", "judged_first", 5},
                  {"4", "yes_second", 4},
                  {"4", "diff", -0.6},
                  {"4", "p", 0.0718606382258516},
                  {"4", "ci_low", -0.893448933406537},
                  {"4", "ci_high", 0.0524229915099892}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        check(wanted[i].row, wanted[i].name, wanted[i].want);
    check("1", "p_holm", 0.4160103337349924); /* of two */
    check("2", "p_holm", 0.00022164234945936715);
    assert_true(json_is_null(stats_at(&run, "outcomes/3/p")));
    assert_true(json_is_null(stats_at(&run, "outcomes/3/p_holm")));
    /* Wilson's intervals of the rates */
    double p[4];
    const char *const limits[] = {"low_first", "high_first", "low_second", "high_second"};
    for (int i = 0; i < 4; i++) {
        char path[40];
        snprintf(path, sizeof path, "outcomes/4/%s", limits[i]);
        p[i] = stats_number(&run, path);
    }
    assert_true(p[0] > 0 && p[0] < 0.2 && p[1] > 0.2 && p[2] < 0.8 && p[3] > 0.8);
    /* who lacks the fault's verdict, by group */
    assert_close(stats_number(&run, "refusals/0/missing"), 1, 0, 0);
    assert_close(stats_number(&run, "refusals/0/share"), 1.0 / 6, 1e-15, 0);
    assert_string_equal(json_string_value(stats_at(&run, "refusals/0/reasons")), "not given 1");
    assert_close(stats_number(&run, "refusals/1/missing"), 0, 0, 0);
}

/* Names of groups are words, not conditions of a filter; a third group stays out. */
TEST(signs_in_names)
{
    static const char *const names[][2] = {
        {"trained", "sedentary"}, {"a & b", "x, y"}, {"p=q", ">5"}, {"x", "x, y"}};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        cleared_by(hinge_text_clear) struct hinge_text csv = {0}, request = {0};
        const char *at = group_table;
        for (const char *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
            bool first = strstr(at, "trained") != NULL && strstr(at, "trained") < end;
            bool second = strstr(at, "sedentary") != NULL && strstr(at, "sedentary") < end;
            size_t word = first ? strlen("trained") : strlen("sedentary");
            if (!first && !second)
                hinge_text_printf(&csv, "%.*s\n", (int)(end - at), at);
            else
                hinge_text_printf(&csv, "%.2s\"%s\"%.*s\n", at, names[k][second],
                                  (int)(end - at - 2) - (int)word, at + 2 + word);
        }
        hinge_text_adds(&csv, "X,y,20,0.9,1,1,0\nY,y,70,0.1,1,1,0\n");
        hinge_text_printf(&request,
                          "{'analysis': 'groups', 'group': 'group', 'covariate': ['age'], "
                          "'order': ['%s', '%s'], 'plan': {'outcomes': [" COLUMN(
                              "primary", "share") "], 'faults': []}}",
                          names[k][0], names[k][1]);
        run_good(hinge_text_string(&request), hinge_text_string(&csv));
        check("0", "diff", -0.12166666666667);
        check("0", "adjusted_diff", -0.107443424192032330);
        check("0", "adjusted_ci_low", -0.148124971654350540);
        check("0", "adjusted_p", 0.000651037358693375);
    }
}

/* A plan typed by hand may leave out which outcome is the primary one. */
TEST(plans_without_roles)
{
    run_good("{'analysis': 'cues', 'condition': 'cue', 'mdc': 1, "
             "'plan': {'cues': {'tap': {'outcomes': [{'outcome': 'y', 'column': 'y'}]}}, "
             "'faults': []}}",
             "participant,cue,y\nA,none,1\nB,none,2\nA,tap,2\nB,tap,5\n");
    check("0", "diff", 2);
    assert_true(json_is_null(stats_at(&run, "outcomes/0/p_holm")));
}

/* Who has no age is in the difference, not in the adjusted one; what is pooled is said.
 */
TEST(people_of_each_number)
{
    run_good("{'analysis': 'groups', 'group': 'group', 'covariate': ['age'], "
             "'plan': {'outcomes': [" COLUMN("primary", "y") "], 'faults': []}}",
             "participant,group,cue,age,y\nA,a,none,30,1\nA,a,tap,30,2\nB,a,none,40,3\n"
             "C,a,tap,,5\nD,b,none,35,4\nE,b,none,50,7\nF,b,tap,41,9\n");
    check("0", "n_second", 3);
    check("0", "n_first", 3);
    check("0", "adjusted_n", 5);
    assert_true(stats_warned(&run, "W_POOLED"));
    assert_true(stats_warned(&run, "W_SMALL_N"));
}
