/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trust, Table 1, methods, data and settings of the cohort as it is, and of one with a recording
 * that cannot be read, a repetition excluded by hand, and settings and faults of its own. */
#include "assert_close.h"

#include "page/page.h"

#include <hinge/analyze.h>
#include <hinge/ingest.h>
#include <hinge/init.h>
#include <hinge/requests.h>
#include <stdlib.h>
#include <string.h>

static char folder[256], list[300], study[300], results[300], events[300];
static const char *cohort;

/* The member at a path: "questions/list", "findings/0/who"; NULL: it is not there. */
static const json_t *at(const json_t *facts, const char *path)
{
    while (facts != NULL && *path != '\0') {
        char name[64];
        size_t n = strcspn(path, "/");
        snprintf(name, sizeof name, "%.*s", (int)n, path);
        facts = json_is_array(facts) ? json_array_get(facts, (size_t)strtoul(name, NULL, 10))
                                     : json_object_get(facts, name);
        path += n + (path[n] == '/');
    }
    return facts;
}

static void assert_fact(const json_t *facts, const char *path, const char *want)
{
    const json_t *fact = at(facts, path);
    char *text = json_is_string(fact) ? NULL : json_dumps(fact, JSON_ENCODE_ANY);
    const char *got = fact == NULL ? "absent" : text != NULL ? text : json_string_value(fact);
    if (strcmp(got, want) != 0)
        fail_msg("%s: %s, not %s", path, got, want);
    free(text);
}

static void assert_facts(const json_t *facts, const char *const (*row)[2])
{
    for (; (*row)[0] != NULL; row++)
        assert_fact(facts, (*row)[0], (*row)[1]);
}

static void make(const char *path, const struct hinge_config *config, const char *marks)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_ingest_summary stored;
    struct hinge_analyze_summary done;
    const struct hinge_ingest_request ingest = {
        .path = &path, .n_paths = 1, .output = study, .threads = 1, .allow_outside = true};
    const struct hinge_analyze_request analyze = {
        .study = study, .output = results, .config = config, .events = marks, .threads = 1};
    enum hinge_status status = hinge_ingest(&ingest, &stored, &error);
    if (status != HINGE_OK && status != HINGE_PARTIAL)
        fail_msg("%s", error.message);
    status = hinge_analyze(&analyze, &done, &error);
    if (status != HINGE_OK && status != HINGE_PARTIAL)
        fail_msg("%s", error.message);
}

static json_t *facts_of(bool with_study, const char *filter, const char *files, const char *marks)
{
    struct hinge_error error = HINGE_ERROR_INIT;
    struct hinge_cohort s;
    const struct hinge_page_request request = {.results = results,
                                               .study = with_study ? study : "",
                                               .filter = filter,
                                               .files = files,
                                               .title = "",
                                               .by = "",
                                               .baseline = "",
                                               .order = *filter == 'p' ? "" : "trained,sedentary",
                                               .author = "",
                                               .date = "",
                                               .margin = "",
                                               .events = marks,
                                               .recordings = "",
                                               .threads = 1};
    enum hinge_status status = hinge_page_open(&s, &request, &error);
    if (status == HINGE_OK)
        status = hinge_page_answer(&s, &error);
    struct hinge_page_top top;
    json_t *facts = status == HINGE_OK ? hinge_page_facts_of(&s, &top) : NULL;
    if (status == HINGE_OK)
        status = hinge_page_ended(&s, &error);
    hinge_page_close(&s);
    if (status != HINGE_OK)
        fail_msg("%s", error.message);
    return facts;
}

static void the_cohort_as_it_is(void **state)
{
    static const char *const want[][2] = {
        {"trust/ungiven", "false"},
        {"trust/clean", "true"},
        {"trust/n", "20"},
        {"trust/yes", "true"},
        {"trust/standing/s", "1.0"},
        {"trust/standing/first", "true"},
        {"trust/A", "absent"},
        {"trust/B", "Spine markers"},
        {"cannot/single", "true"},
        {"cannot/cause", "true"},
        {"table1/heads/0/name", "trained"},
        {"table1/heads/2/n", "10"},
        {"table1/rows/0/name", "Height (m)"},
        {"table1/rows/0/cells/1", "1.78 (0.07)"},
        {"table1/rows/0/d", "−1.80"},
        {"table1/flow", "absent"},
        {"methods/groups", "5 trained and 5 sedentary"},
        {"methods/conditions", "without a cue and with the dowel"},
        {"methods/order", "the order differed between participants"},
        {"methods/kinds/0/rate", "30"},
        {"methods/whole", "true"},
        {"methods/cutoff", "4"},
        {"methods/lumbar/each/0/thorax", "the thorax (T8 to T12/L1)"},
        {"methods/lumbar/each/0/pelvis", "the pelvis (hip centre to L5)"},
        {"methods/all_used", "true"},
        {"methods/nobody", "true"},
        {"methods/planned", "absent"},
        {"methods/leading",
         "the spine’s share (trained minus sedentary) and peak lumbar flexion (dowel)"},
        {"methods/two/at", "without a cue"},
        {"methods/paired/cue", "the cue “dowel”"},
        {"methods/questions/in_title", "2"},
        {"methods/questions/one_in", "ten"},
        {"methods/questions/untested", "absent"},
        {"methods/faults/changed", "absent"},
        {"methods/settings", "absent"},
        {"settings/default", "true"},
        {"data/0/kind", "Tables"},
        {"data/0/files/0/name", "reps"},
        {"data/0/files/1/name", "reps.sav"},
        {"data/1/files/1/file", "results.h5"},
        {NULL, NULL}};
    (void)state;
    make(list, NULL, NULL);
    json_t *facts =
        facts_of(true, "",
                 "tables/reps.csv\ntables/reps.sav\ntables/more/x.csv\nresults.h5\nconfig.ini\n",
                 "");
    assert_facts(facts, want);
    assert_int_equal(json_array_size(at(facts, "data/0/files")), 2);
    json_decref(facts);
}

static void a_page_without_the_study(void **state)
{
    static const char *const want[][2] = {{"trust/ungiven", "true"},
                                          {"trust/n", "10"},
                                          {"trust/findings", "[]"},
                                          {"trust/standing/s", "1.0"},
                                          {"methods/gaps", "absent"},
                                          {"methods/whole", "false"},
                                          {"methods/recordings", "10"},
                                          {"methods/paired", "absent"},
                                          {"data/0/kind", "Results"},

                                          {"data/0/files/0/name", "results.h5"},
                                          {NULL, NULL}};
    (void)state;
    json_t *facts = facts_of(false, "cue=none", "", "");
    assert_facts(facts, want);
    assert_int_equal(json_array_size(at(facts, "data")), 1);
    json_decref(facts);
    facts = facts_of(false, "participant=p001", "", ""); /* of one person no share that is below */
    assert_fact(facts, "limits", "absent");
    json_decref(facts);
}

/* p004 has no recording with the dowel, p007 none at all. */
static void what_happened_is_said(void **state)
{
    static const char *const want[][2] = {
        {"trust/clean", "false"},
        {"trust/part", "true"},
        {"trust/rest", "17"},
        {"trust/findings/0/what", "refusals at ingest, because the file could not be read,"},
        {"trust/findings/0/n", "3"},
        {"trust/findings/0/who", "p004 and p007"},
        {"table1/rows/0/name", "Women"},
        {"table1/rows/0/cells/1", "4 (100%)"},
        {"table1/rows/1/name", "Age (years)"},
        {"methods/people", "10"},
        {"methods/unused/n", "3"},
        {"methods/unused/why", "the file could not be read"},
        {"methods/recordings", "20"},
        {"methods/repetitions", "51"},
        {"methods/used", "48"},
        {"methods/lost", "3"},
        {"methods/why", "fewer than 3 usable repetitions, 2; by hand, 1"},
        {"methods/excluded",
         "1 participant was excluded. 1 participant had no value without a cue. 2 participants had "
         "no change with the dowel. Table 1 lists who and why."},
        {"share/measured/missing/n", "2"},
        {"head/valued", "8"},
        {"table1/flow", "Without a value: p007 (the file could not be read), p002 without a cue "
                        "(fewer than 3 usable "
                        "repetitions), p004 with the dowel (the file could not be read). To "
                        "include participants with "
                        "too few repetitions, give --allow-single. Excluded repetition: p002 no "
                        "cue 2 (it was excluded "
                        "by hand)."},
        {"methods/two", "absent"},
        {"methods/paired/cue", "the cue “dowel”"},
        {"methods/questions/untested", "groups"},
        {"methods/questions/needed", "5"},
        {"methods/faults/changed", "lumbar flexion beyond threshold (25° instead of 30°)"},
        {"methods/faults/own", "slow descent"},
        {"methods/settings/n", "1"},
        {"settings/default", "false"},
        {"settings/changed/0/key", "seg.fc"},
        {NULL, NULL}};
    static const char *const setting[][3] = {{"reps", "seg.fc", "4"},
                                             {"fault:lumbar_rounding", "threshold", "25"},
                                             {"fault:slow_descent", "title", "Slow descent"},
                                             {"fault:slow_descent", "short", "Slow"},
                                             {"fault:slow_descent", "metric", "duration_s"},
                                             {"fault:slow_descent", "phase", "descent"},
                                             {"fault:slow_descent", "threshold", "4"}};
    cleared_by(hinge_config_clear) struct hinge_config config;
    char path[300];
    (void)state;
    hinge_config_init(&config);
    for (size_t i = 0; i < sizeof setting / sizeof *setting; i++)
        assert_works(
            hinge_config_set(&config, setting[i][0], setting[i][1], setting[i][2], "test", &why));
    snprintf(path, sizeof path, "%s/trials.csv", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("file,participant,group,session,task,cue,trial,units,up,age,sex\n", file);
    for (int person = 1; person <= 10; person++)
        for (int dowel = 0; dowel < 2; dowel++) {
            bool lost = person == 7 || (person == 4 && dowel), csv = person % 5 == 0;
            const char *cue = dowel ? "dowel" : "none";
            fprintf(file,
                    "%s/p%03d/bodyweight_hinge_%s_1.%s,p%03d,%s,1,bodyweight_hinge,%s,1,%s,%d,%s\n",
                    lost ? folder : cohort, person, cue, csv ? "csv" : "trc", person,
                    person % 2 ? "sedentary" : "trained", cue, csv ? "m,+y" : ",", 20 + person,
                    person % 2 ? "f" : "m");
        }
    assert_int_equal(fclose(file), 0);
    static const char marks[] = "trial,rep,desc_start_s,desc_end_s,asc_start_s,asc_end_s,exclude\n"
                                "p002_1_bodyweight_hinge_none_1,2,,,,,yes\n";
    file = fopen(events, "w");
    assert_non_null(file);
    fputs(marks, file);
    assert_int_equal(fclose(file), 0);
    make(path, &config, events);
    json_t *facts = facts_of(true, "", "", events);
    assert_facts(facts, want);
    json_decref(facts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_cohort_as_it_is),
                                       cmocka_unit_test(a_page_without_the_study),
                                       cmocka_unit_test(what_happened_is_said)};
    static char path[300];
    char command[600];
    const char *root = getenv("HINGE_ROOT");
    snprintf(path, sizeof path, "%s/datasets/cohort", root != NULL ? root : ".");
    cohort = path;
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/hinge-test-XXXXXX", base != NULL ? base : "/tmp");
    if (mkdtemp(folder) == NULL || hinge_init(NULL) != HINGE_OK)
        return 1;
    snprintf(list, sizeof list, "%s/trials.csv", cohort);
    snprintf(study, sizeof study, "%s/study.h5", folder);
    snprintf(results, sizeof results, "%s/results.h5", folder);
    snprintf(events, sizeof events, "%s/events.csv", folder);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) == 0 ? failed : 1;
}
