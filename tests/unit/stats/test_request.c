/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests: words of a command line and JSON say the same; what is wrong is named. */
#include "test.h"

#include "stats_run.h"

/* Quotation marks are written ' here. */
static char *in_json(const char *text)
{
    char *json = strdup(text);
    for (char *at = json; *at != '\0'; at++)
        *at = *at == '\'' ? '"' : *at;
    return json;
}

TEST(words_make_the_same_request)
{
    static const struct {
        const char *name, *text;
    } words[] = {{"analysis", "between"}, {"outcome", "angle"},      {"order", "a,b"},
                 {"tost", "-5,5"},        {"levels", "g=a,b&c=x,y"}, {"permutation", "auto,4999"},
                 {"alpha", "0.01"},       {"glass_delta", NULL},     {"by", "g,c"},
                 {"n", "20,30"},          {"p", "0.4,0.5"},          {"noninferiority", "2"},
                 {"rater", "a,b"}};
    cleared_by(hinge_stats_request_clear) struct hinge_stats_request request = {0};
    assert_works(hinge_stats_request_init(&request, NULL, &why));
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        assert_works(hinge_stats_request_set(&request, words[i].name, words[i].text, &why));
    cleared_by(freed) char *text = hinge_stats_request_json(&request);
    json_t *got = json_loads(text, 0, NULL);
    json_t *want =
        json_loads("{\"analysis\":\"between\",\"outcome\":\"angle\",\"order\":[\"a\",\"b\"],"
                   "\"tost\":[-5.0,5.0],\"levels\":{\"g\":[\"a\",\"b\"],\"c\":[\"x\",\"y\"]},"
                   "\"permutation\":\"auto,4999\",\"alpha\":0.01,\"glass_delta\":true,"
                   "\"by\":[\"g\",\"c\"],\"n\":[20,30],\"p\":[0.4,0.5],\"noninferiority\":2.0,"
                   "\"rater\":[\"a\",\"b\"]}",
                   0, NULL);
    assert_true(json_equal(got, want));
    json_decref(got);
    json_decref(want);
}

/* What each kind of value is in JSON. */
TEST(words_are_values)
{
    static const struct {
        const char *name, *text, *json;
    } words[] = {{"n", "8", "8"},
                 {"n", "8, 9,1e2", "[8,9,100]"},
                 {"seed", "9007199254740993", "9007199254740993"}, /* 2^53 + 1 */
                 {"seed", "1e3", "1000"},
                 {"seed", "8e15", "8000000000000000"},
                 {"seed", "0", "0"},
                 {"min_faults", "1", "1"},
                 {"min_faults", "1e6", "1000000"},
                 {"mdc", "2", "2.0"},
                 {"mdc", "auto", "\"auto\""},
                 {"mdc", "a=1,b=2.5,", "{\"a\":1.0,\"b\":2.5}"},
                 {"tost", "mdc", "\"mdc\""},
                 {"tost", "1.5mdc", "\"1.5mdc\""},
                 {"tost", "1e9mdc", "\"1e9mdc\""},
                 {"tost", "2", "2.0"},
                 {"tost", "-1,2", "[-1.0,2.0]"},
                 {"permutation", "99", "99.0"},
                 {"permutation", "exact,99", "\"exact,99\""},
                 {"permutation", "exact if <= 100,99", "\"exact if <= 100,99\""},
                 {"permutation", "1e8", "100000000.0"},
                 {"permutation", "0", "0.0"},
                 {"permutation", "auto,0", "\"auto,0\""},
                 {"permutation", "exact if <= 9,0", "\"exact if <= 9,0\""},
                 {"order", " a , \"b,c\"", "[\"a\",\"b,c\"]"},
                 {"outcome", "a", "\"a\""},
                 {"outcome", "a,b", "[\"a\",\"b\"]"},
                 {"by", "g", "[\"g\"]"},
                 {"levels", "g=\"a&b\",c & h=d", "{\"g\":[\"a&b\",\"c\"],\"h\":[\"d\"]}"},
                 {"repeated", "no", "false"},
                 {"repeated", "FALSE", "false"},
                 {"repeated", "0", "false"},
                 {"repeated", "1", "true"},
                 {"repeated", "Yes", "true"},
                 {"p", "0,1", "[0.0,1.0]"},
                 {"plan", "{\"a\":1}", "{\"a\":1}"}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        cleared_by(hinge_stats_request_clear) struct hinge_stats_request request = {0};
        char want[200];
        assert_works(hinge_stats_request_init(&request, NULL, &why));
        assert_works(hinge_stats_request_set(&request, words[i].name, words[i].text, &why));
        cleared_by(freed) char *got = hinge_stats_request_json(&request);
        snprintf(want, sizeof want, "{\"%s\":%s}", words[i].name, words[i].json);
        assert_string_equal(got, want);
    }
}

/* Columns whose numbers are names. */
TEST(columns_of_text)
{
    static const struct {
        const char *request, *columns;
    } cases[] = {
        {"{'outcome':'v'}", "participant "},
        {"{'by':['g','c'],'group':'h','participant':'p'}", "p h g c participant "},
        {"{'rater':'r','target':'t'}", "t r participant "},
        {"{'rater':['a','b'],'method':'m'}", "m participant "},
        {"{'change':'cue:a-b','factor':'load','levels':{'x':['1'],'y':['2']}}",
         "load cue x y participant "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        cleared_by(hinge_stats_request_clear) struct hinge_stats_request request = {0};
        cleared_by(freed) char *text = in_json(cases[i].request);
        assert_works(hinge_stats_request_init(&request, text, &why));
        cleared_by(freed) char **columns = hinge_stats_request_text_columns(&request);
        char got[200] = "";
        for (size_t k = 0; columns[k] != NULL; k++)
            snprintf(got + strlen(got), sizeof got - strlen(got), "%s ", columns[k]);
        assert_string_equal(got, cases[i].columns);
    }
}

TEST(wrong_words_are_refused)
{
    static const struct {
        const char *name, *text, *says;
    } wrong[] = {{"outcom", "x", "did you mean 'outcome'"},
                 {"order", "a", "two different levels"},
                 {"order", "a,a", "two different levels"},
                 {"outcomes", "x", "unknown option 'outcomes'; did you mean 'outcome'"},
                 {"alpha", "0.7", "range"},
                 {"permutation", "many", "auto, exact"},
                 {"permutation", "auto,1.5", "auto, exact"},
                 {"permutation", "exact if <= x", "auto, exact"},
                 {"tost", "1,x", "numbers in the outcome's unit"},
                 {"tost", "-1mdc", "numbers in the outcome's unit"},
                 {"tost", "xmdc", "numbers in the outcome's unit"},
                 {"permutation", "exact,x", "auto, exact"},
                 {"permutation", "exact if <= ", "auto, exact"},
                 {"permutation", "100000001", "auto, exact"},
                 {"permutation", "auto,-1", "auto, exact"},
                 {"permutation", "autos", "auto, exact"},
                 {"permutation", "exact if <= 9,-1", "auto, exact"},
                 {"tost", "0mdc", "numbers in the outcome's unit"},
                 {"tost", "1e10mdc", "numbers in the outcome's unit"},
                 {"n", "8,1", "a whole number, or a list, within its range"},
                 {"n", "10.5", "a whole number, or a list, within its range"},
                 {"seed", "1e16", "a whole number within its range"},
                 {"seed", "9e15", "a whole number within its range"},
                 {"min_faults", "0", "a whole number within its range"},
                 {"min_faults", "1000001", "a whole number within its range"},
                 {"seed", "99999999999999999999", "a whole number within its range"},
                 {"seed", "-1", "a whole number within its range"},
                 {"mdc", "a=1,b", "a number within its range, or outcome=number"},
                 {"mdc", "a=x", "a number within its range, or outcome=number"},
                 {"mdc", "a=-1", "a number within its range, or outcome=number"},
                 {"design", "paird", "two-sample|paired|one-sample|anova|rm-anova|mixed"},
                 {"p", "0.4,1.2", "a number, or a list, within its range"},
                 {"levels", "g", "levels of columns"},
                 {"levels", "g=\xe9", "levels of columns"},
                 {"levels", "\xe9=a", "levels of columns"},
                 {"mdc", "\xe9=1", "a number within its range, or outcome=number"},
                 {"scores", "g", "scores of levels"},
                 {"plan", "{\"a\":", "a JSON object"},
                 {"curve", NULL, "a text"},
                 {"outcome", "v\xe9", "text in UTF-8"},
                 {"repeated", "maybe", "true or false"}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        cleared_by(hinge_stats_request_clear) struct hinge_stats_request request = {0};
        struct hinge_error error = HINGE_ERROR_INIT;
        hinge_stats_request_init(&request, NULL, NULL);
        assert_int_equal(hinge_stats_request_set(&request, wrong[i].name, wrong[i].text, &error),
                         HINGE_USAGE);
        if (strstr(error.message, wrong[i].says) == NULL)
            fail_msg("%s=%s: %s", wrong[i].name, wrong[i].text, error.message);
    }
}

/* An example is what a user types. */
TEST(examples_are_commands)
{
    static const struct {
        const char *request, *command;
    } cases[] = {
        {"{'analysis':'x','data':'t.csv','outcome':'a','by':['g','c'],'n':[8,12]}",
         " --outcome a --by g,c --n 8,12"},
        {"{'levels':{'g':['a','b'],'c':['x','y']},'mdc':{'a':1,'b':2.5}}",
         " --levels 'g=a,b&c=x,y' --mdc a=1,b=2.5"},
        {"{'glass_delta':true,'max_t':false,'two_sided':true}",
         " --glass-delta --max-t false --two-sided true"},
        {"{'tost':[-1,1],'filter':'a=1 & b>2','plan':{'faults':[]}}",
         " --tost=-1,1 --filter 'a=1 & b>2' --plan '{\"faults\":[]}'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        cleared_by(freed) char *request = in_json(cases[i].request);
        const struct hinge_analysis_kind statistic = {.id = "x", .example_request = request};
        char command[200], want[200];
        hinge_analysis_kind_command(&statistic, command, sizeof command);
        snprintf(want, sizeof want, "hinge-compare x%s", cases[i].command);
        assert_string_equal(command, want);
    }
}

TEST(broken_json_has_a_place)
{
    struct hinge_stats_request request = {0};
    struct hinge_error error = HINGE_ERROR_INIT;
    assert_int_equal(hinge_stats_request_init(&request, "{\"a\": 1,\n \"b\" 2}", &error),
                     HINGE_USAGE);
    assert_non_null(strstr(error.message, "request:2:"));
    assert_int_equal(hinge_stats_request_init(&request, "[1]", &error), HINGE_USAGE);
}

/* Every way to be wrong has its code, and the document is written all the same. */
TEST(errors_have_codes)
{
    static const char csv[] = "p,g,c,v,w\n1,a,x,1,q\n2,a,x,2,q\n3,a,x,4,q\n4,b,y,3,q\n"
                              "5,b,y,5,q\n6,b,y,7,q\n1,a,y,3,q\n";
#define BETWEEN "'analysis':'between','participant':'p','outcome':"
    static const struct {
        const char *request, *code;
        enum hinge_status status;
    } cases[] = {
        {"{}", "E_OPTION", HINGE_USAGE},
        {"{'analysis':'kapa'}", "E_OPTION", HINGE_USAGE},
        {"{" BETWEEN "'v','group':'g','alpa':1}", "E_OPTION", HINGE_USAGE},
        {"{" BETWEEN "'v','group':'g','level':1}", "E_OPTION", HINGE_USAGE},
        {"{" BETWEEN "'v'}", "E_OPTION", HINGE_USAGE},
        {"{" BETWEEN "'nope','group':'g'}", "E_NO_COLUMN", HINGE_USAGE},
        {"{" BETWEEN "'w','group':'g'}", "E_NOT_NUMERIC", HINGE_INPUT},
        {"{" BETWEEN "'v','group':'g','filter':'v>99'}", "E_NO_DATA", HINGE_INPUT},
        {"{" BETWEEN "'v','group':'g','filter':'v'}", "E_OPTION", HINGE_USAGE},
        {"{" BETWEEN "'v','group':'g','filter':'z=1'}", "E_NO_COLUMN", HINGE_USAGE},
        {"{" BETWEEN "'v','group':'g','filter':'g=a'}", "E_ONE_LEVEL", HINGE_INPUT},
        {"{" BETWEEN "'v','group':'g','order':['a','z']}", "E_LEVELS", HINGE_USAGE},
        {"{" BETWEEN "'v','group':'g','levels':{'g':['a']}}", "E_ONE_LEVEL", HINGE_INPUT},
        {"{" BETWEEN "'v','group':'p'}", "E_TOO_MANY_LEVELS", HINGE_USAGE},
        {"{" BETWEEN "'v','group':'c'}", "E_GROUP_NOT_CONSTANT", HINGE_INPUT},
        {"{" BETWEEN "'v','group':'g','filter':'v!=3,5'}", "E_TOO_FEW", HINGE_INPUT},
        {"{'analysis':'prevalence','outcome':'v','participant':'p'}", "E_NOT_BINARY", HINGE_INPUT},
        {"{'analysis':'power','d':0.5}", "E_OPTION", HINGE_USAGE},
        {"{'analysis':'validate','labels':'v','participant':'p'}", "E_NO_COLUMN", HINGE_USAGE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        run_request(cases[i].request, csv);
        if (strcmp(stats_code(&run), cases[i].code) != 0)
            fail_msg("%s: %s %s", cases[i].request, stats_code(&run), run.error.message);
        assert_int_equal(run.status, cases[i].status);
        assert_string_equal(json_string_value(json_object_get(run.document, "status")), "error");
    }
}

/* A value of another kind is named with what its option takes. */
TEST(wrong_kinds_are_refused)
{
    static const char csv[] = "p,g,v\n1,a,1\n2,a,2\n3,a,4\n4,b,3\n5,b,5\n6,b,7\n";
#define TWO BETWEEN "'v','group':'g',"
    static const struct {
        const char *request, *says;
    } cases[] = {
        {"{" TWO "'filter':3}", "'filter' must be a text"},
        {"{" TWO "'factor':[3]}", "'factor' must be a column name or a list"},
        {"{" TWO "'factor':[]}", "'factor' must be a column name or a list"},
        {"{" TWO "'order':['a']}", "'order' must be two different levels A,B (levels orders more)"},
        {"{" TWO "'levels':{'g':[1]}}", "'levels' must be levels of columns"},
        {"{" TWO "'levels':['a']}", "'levels' must be levels of columns"},
        {"{" TWO "'permutation':-1}", "must be auto, exact, monte-carlo or none"},
        {"{" TWO "'tost':[1,'x']}", "'tost' must be numbers in the outcome's unit"},
        {"{" TWO "'stratify':1}", "'stratify' must be true or false"},
        {"{" TWO "'seed':1.5}", "'seed' must be a whole number"},
        {"{" TWO "'mdc':{'v':'a'}}", "'mdc' must be a number within its range"},
        {"{" TWO "'mdc':{'w':1}}", "names 'w', which is not the outcome"},
        {"{'analysis':'anova','scores':{'g':1}}", "must be scores of levels"},
        {"{'analysis':'spm','permutation':true}", "'permutation' must be auto, exact"},
        {"{'analysis':'power','n':[null,20]}", "'n' must be a whole number, or a list"},
        {"{" TWO "'permutations':9}", "no option 'permutations'; did you mean 'permutation'?"},
        {"{" TWO "'noninferiority':[1,2]}", "must be one number"},
        {"{" TWO "'alpha':0}", "'alpha' must be a number within its range: 0 to 0.5, above 0"},
        {"{" TWO "'level':1}", "'level' must be a number within its range: 0.5 to 1"},
        {"{" TWO "'mdc':-1}", "or outcome=number,...: 0 to inf, or auto"},
        {"{" TWO "'min_reps':1.5}", "must be a whole number within its range: 0 to 1e+06"},
        {"{" TWO "'trial':['p']}", "'trial' must be a text"},
        {"{" TWO "'alternative':'both'}", "must be two-sided|less|greater"},
        {"{'analysis':'power','n':[8,8.5]}", "or a list, within its range: 2 to 1e+09"},
        {"{'analysis':'power','n':[]}", "or a list, within its range: 2 to 1e+09"},
        {"{'analysis':'prevalence','thresholds':['a']}",
         "'thresholds' must be a number, or a list, within its range"},
        {"{'analysis':'validate','labels':3}", "'labels' must be a text or a list of texts"},
        {"{'analysis':'validate','labels':['a',3]}", "'labels' must be a text or a list of texts"},
        {"{" TWO "'order':['a','b','c']}",
         "'order' must be two different levels A,B (levels orders more)"},
        {"{'analysis':'anova','scores':{'g':[]}}", "must be scores of levels"},
        {"{'analysis':'cues','plan':1}", "'plan' must be a JSON object"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        run_request(cases[i].request, csv);
        assert_string_equal(stats_code(&run), "E_OPTION");
        if (strstr(run.error.message, cases[i].says) == NULL)
            fail_msg("%s: %s", cases[i].request, run.error.message);
    }
    run_good("{" TWO "'mdc':{'v':1}}", csv);
    /* three of six can be chosen in 20 ways */
    run_good("{" TWO "'permutation':'exact if <= 20'}", csv);
    assert_string_equal(json_string_value(stats_at(&run, "permutation_mean/method")), "exact");
    run_good("{" TWO "'permutation':'exact if <= 19'}", csv);
    assert_string_equal(json_string_value(stats_at(&run, "permutation_mean/method")),
                        "monte-carlo");
    run_request("{" TWO "'alpha':0.05}", "");
    assert_string_equal(stats_code(&run), "E_OPTION");
    assert_non_null(strstr(run.error.message, "needs a results file"));
}

/* Bytes that are no UTF-8 are read as Latin-1, so that the document can be written. */
TEST(names_in_latin1)
{
    static const char csv[] = "p,g,v\n1,\xe9t\xe9,1\n2,\xe9t\xe9,0\n3,\xc3\xa9,1\n"
                              "4,\xc3\xa9,1\n5,\xe0\x80\x80,0\n6,\xe0\x80\x80,0\n";
    run_good("{'analysis':'prevalence','participant':'p','outcome':'v','by':['g']}", csv);
    assert_true(stats_number(&run, "cells/g=\xc3\xa9t\xc3\xa9/prevalence") == 0.5);
    assert_true(stats_number(&run, "cells/g=\xc3\xa9/prevalence") == 1);
    assert_true(stats_number(&run, "cells/g=\xc3\xa0\xc2\x80\xc2\x80/prevalence") == 0);
}

/* Nor does a message with such a name break the document. */
TEST(messages_in_latin1)
{
    static const struct {
        const char *name, *words;
    } cases[] = {{"v\xe9", "'v\xc3\xa9'"},
                 {"\xe9(", "'\xc3\xa9('"},
                 {"\xa0", "'\xc2\xa0'"},
                 {"\xe0\x80\x80", "'\xc3\xa0\xc2\x80\xc2\x80'"},
                 {"\xff", "'\xc3\xbf'"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        cleared_by(hinge_stats_request_clear) struct hinge_stats_request request = {0};
        struct hinge_error error = HINGE_ERROR_INIT;
        struct hinge_result *result = NULL;
        cleared_by(freed) char *text = NULL;
        assert_works(hinge_stats_request_init(&request, NULL, &why));
        assert_int_equal(hinge_stats_request_set(&request, "outcome", cases[i].name, &error),
                         HINGE_USAGE);
        assert_int_equal(hinge_stats_refuse(&request, &error, &result), HINGE_OK);
        assert_works(hinge_result_json(result, &text, &why));
        assert_true(result->failed && result->n_tables == 0);
        hinge_result_free(result);
        json_t *document = json_loads(text, 0, NULL);
        const char *message =
            json_string_value(json_object_get(json_object_get(document, "error"), "message"));
        if (message == NULL || strstr(message, cases[i].words) == NULL)
            fail_msg("%s", message);
        json_decref(document);
    }
}

TEST(too_many_relabellings)
{
    char csv[2048] = "p,g,v\n";
    for (int i = 0; i < 40; i++)
        snprintf(csv + strlen(csv), sizeof csv - strlen(csv), "%d,%c,%d\n", i, i % 2 ? 'a' : 'b',
                 i * 7 % 41);
    run_request("{" BETWEEN "'v','group':'g','permutation':'exact'}", csv);
    assert_string_equal(stats_code(&run), "E_PERM_LIMIT");
    assert_int_equal(run.status, HINGE_USAGE);
    /* of curves, too, the number that there are is refused, not the number that was allowed */
    run_request("{'analysis':'spm','group':'g','participant':'p','permutation':'exact if <= 3e7'}",
                "p,g,n000,n001,n002\n1,a,1,2,3\n2,a,2,2,4\n3,a,3,5,4\n"
                "4,b,2,4,3\n5,b,5,4,3\n6,b,4,6,7\n");
    assert_int_equal(run.status, HINGE_OK);
}
