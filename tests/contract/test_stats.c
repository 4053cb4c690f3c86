/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every analysis of the registry promises: its example runs, the document is
 * whole, threads change no byte, options are rows of the one table. */
#include "test.h"

#include "stats_run.h"

#include "result/tables.h"
#include "stats/run/calls.h"

#include <hinge/report.h>

TEST(examples_run)
{
    size_t n;
    const struct hinge_analysis_kind *const *list = hinge_analysis_kind_list(&n);
    assert_true(n >= 20);
    for (size_t i = 0; i < n; i++) {
        run_good(list[i]->example_request, list[i]->example_data);
        assert_non_null(run.document);
        assert_string_equal(json_string_value(json_object_get(run.document, "analysis")),
                            list[i]->id);
        assert_string_equal(json_string_value(json_object_get(run.document, "status")), "ok");
        assert_true(json_object_size(json_object_get(run.document, "results")) > 0);
        assert_null(json_object_get(run.document, "error"));
    }
}

/* The next word of a command as a shell takes it: 'one word'; NULL at the end. */
static const char *next_word(const char **at, char *word)
{
    bool quoted = false;
    size_t n = 0;
    while (**at == ' ')
        (*at)++;
    if (**at == '\0')
        return NULL;
    for (; **at != '\0' && (quoted || **at != ' '); (*at)++) {
        if (**at == '\'')
            quoted = !quoted;
        else
            word[n++] = **at;
        assert_true(quoted || strchr("|&<>*()~;#${}[]\"`\\!?", **at) == NULL);
    }
    word[n] = '\0';
    return word;
}

/* The example of --help gives what the example of the documents gives. */
TEST(commands_say_the_same)
{
    size_t n;
    const struct hinge_analysis_kind *const *list = hinge_analysis_kind_list(&n);
    for (size_t i = 0; i < n; i++) {
        struct hinge_stats_request typed;
        char command[1024], word[1024], name[1024], id[64];
        const char *at = command, *option;
        hinge_analysis_kind_command(list[i], command, sizeof command);
        assert_string_equal(next_word(&at, word), "hinge-compare");
        assert_string_equal(next_word(&at, word), list[i]->id);
        snprintf(id, sizeof id, "{\"analysis\": \"%s\"}", list[i]->id);
        assert_works(hinge_stats_request_init(&typed, id, &why));
        while ((option = next_word(&at, name)) != NULL) {
            char *value = strchr(name, '=');
            if (strcmp(option, "table.csv") == 0)
                continue;
            assert_memory_equal(option, "--", 2);
            if (value != NULL)
                *value++ = '\0';
            for (char *p = name; *p != '\0'; p++)
                *p = *p == '-' ? '_' : *p;
            if (value == NULL && *at == ' ' && strncmp(at, " --", 3) != 0) {
                assert_non_null(next_word(&at, word));
                value = word;
            }
            assert_works(hinge_stats_request_set(&typed, name + 2, value, &why));
        }
        cleared_by(freed) char *text = json_dumps(typed.json, 0);
        cleared_by(stats_run_clear) struct stats_run one =
            stats_run(text, list[i]->example_data, 1);
        cleared_by(stats_run_clear) struct stats_run other =
            stats_run(list[i]->example_request, list[i]->example_data, 1);
        assert_int_equal(one.status, HINGE_OK);
        assert_true(json_equal(stats_at(&one, ""), stats_at(&other, "")));
        hinge_stats_request_clear(&typed);
    }
}

/* An option that an analysis does not obey is no option of it: nothing is taken and then ignored.
 */
TEST(options_of_others_are_refused)
{
    size_t n, n_options, refused = 0;
    const struct hinge_analysis_kind *const *list = hinge_analysis_kind_list(&n);
    const struct hinge_stats_option *option = hinge_stats_options(&n_options);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n_options; k++) {
            char request[128], expected[128];
            if (hinge_analysis_kind_takes(list[i], option[k].name))
                continue;
            snprintf(request, sizeof request, "{\"analysis\": \"%s\", \"%s\": 1}", list[i]->id,
                     option[k].name);
            snprintf(expected, sizeof expected, "%s has no option '%s'", list[i]->id,
                     option[k].name);
            cleared_by(stats_run_clear) struct stats_run one =
                stats_run(request, list[i]->example_data, 1);
            if (one.status != HINGE_USAGE || strstr(one.error.message, expected) == NULL)
                fail_msg("%s: %s", expected, one.error.message);
            refused++;
        }
    assert_true(refused > 800);
}

TEST(threads_change_nothing)
{
    size_t n;
    const struct hinge_analysis_kind *const *list = hinge_analysis_kind_list(&n);
    for (size_t i = 0; i < n; i++) {
        cleared_by(stats_run_clear) struct stats_run one =
            stats_run(list[i]->example_request, list[i]->example_data, 1);
        cleared_by(stats_run_clear) struct stats_run three =
            stats_run(list[i]->example_request, list[i]->example_data, 3);
        assert_string_equal(one.text, three.text);
    }
}

TEST(descriptors_are_complete)
{
    size_t n;
    const struct hinge_analysis_kind *const *list = hinge_analysis_kind_list(&n);
    for (size_t i = 0; i < n; i++) {
        assert_true(*list[i]->id != '\0' && *list[i]->title != '\0');
        assert_true(strlen(list[i]->details) > 40);
        assert_non_null(list[i]->run);
        assert_ptr_equal(hinge_analysis_kind_find(list[i]->id), list[i]);
        if (i > 0)
            assert_true(strcmp(list[i - 1]->id, list[i]->id) < 0);
        for (const char *const *o = list[i]->options; *o != NULL; o++) {
            if (hinge_stats_option_find(*o) == NULL)
                print_error("%s: no row for option %s\n", list[i]->id, *o);
            assert_non_null(hinge_stats_option_find(*o));
            for (const char *const *p = list[i]->options; p < o; p++)
                assert_true(strcmp(*o, *p) != 0);
            assert_false(hinge_stats_option_find(*o)->every);
        }
    }
}

/* Every option that is a name of a column leads to E_NO_COLUMN when there is none. */
TEST(absent_columns_are_named)
{
    size_t n;
    const struct hinge_analysis_kind *const *list = hinge_analysis_kind_list(&n);
    for (size_t i = 0; i < n; i++) {
        json_t *request = json_loads(list[i]->example_request, 0, NULL);
        const char *key;
        json_t *value;
        json_object_foreach(request, key, value)
        {
            const struct hinge_stats_option *row = hinge_stats_option_find(key);
            if (row == NULL || (row->kind != HINGE_STATS_COLUMN && row->kind != HINGE_STATS_NAMES))
                continue;
            json_t *broken = json_copy(request);
            if (json_is_array(value)) {
                json_object_set_new(broken, key, json_copy(value));
                json_array_set_new(json_object_get(broken, key), 0, json_string("no such column"));
            } else {
                json_object_set_new(broken, key, json_string("no such column"));
            }
            cleared_by(freed) char *text = json_dumps(broken, 0);
            run_request(text, list[i]->example_data);
            if (strcmp(stats_code(&run), "E_NO_COLUMN") != 0)
                print_error("%s with a wrong %s: %s\n", list[i]->id, key, run.text);
            assert_string_equal(stats_code(&run), "E_NO_COLUMN");
            assert_int_equal(run.status, HINGE_USAGE);
            json_decref(broken);
        }
        json_decref(request);
    }
}

TEST(defaults_suit_their_rows)
{
    size_t n;
    const struct hinge_stats_option *row = hinge_stats_options(&n);
    for (size_t i = 0; i < n; i++) {
        cleared_by(hinge_stats_request_clear) struct hinge_stats_request request = {0};
        struct hinge_error error = HINGE_ERROR_INIT;
        assert_works(hinge_stats_request_init(&request, NULL, &why));
        assert_true(strlen(row[i].help) > 5);
        if (row[i].standard[0] != '\0' &&
            hinge_stats_request_set(&request, row[i].name, row[i].standard, &error) != HINGE_OK)
            fail_msg("%s", error.message);
        for (size_t k = 0; k < i; k++)
            assert_true(strcmp(row[i].name, row[k].name) != 0);
    }
}

/* What every field of a result is, is declared, so that nothing is told from its name:
 * of itself, or of the table whose columns the data name. */
TEST(every_field_is_declared)
{
    size_t n, unknown = 0;
    const struct hinge_analysis_kind *const *list = hinge_analysis_kind_list(&n);
    for (size_t i = 0; i < n; i++) {
        run_request(list[i]->example_request, list[i]->example_data);
        assert_non_null(run.result);
        assert_true(run.result->n_tables > 0);
        for (size_t t = 0; t < run.result->n_tables; t++) {
            const struct hinge_result_table *table = &run.result->table[t];
            for (size_t c = 0; c < table->table.n_columns; c++) {
                const struct hinge_column *column = &table->table.column[c];
                assert_true(column->role != HINGE_IS_NONE);
                assert_true(*column->title != '\0');
                if (column->role == HINGE_IS_KEY || table->is_list ||
                    hinge_field_of(table->name, column->name) != NULL)
                    continue;
                print_error("%s: %s: %s\n", list[i]->id, table->name, column->name);
                unknown++;
            }
        }
    }
    assert_int_equal(unknown, 0);
}

/* Readers see the answer with its n and one table; the rest is asked for. */
TEST(every_analysis_has_a_main_table)
{
    size_t n;
    const struct hinge_analysis_kind *const *list = hinge_analysis_kind_list(&n);
    for (size_t i = 0; i < n; i++) {
        const struct hinge_writer_options how[2] = {{.brief = true}, {.brief = false}};
        run_request(list[i]->example_request, list[i]->example_data);
        size_t main = 0, shown = 0;
        char *text[2];
        assert_non_null(list[i]->main_table);
        for (size_t t = 0; t < run.result->n_tables; t++) {
            const struct hinge_result_table *table = &run.result->table[t];
            assert_false(table->main && table->for_programs);
            main += table->main;
            shown += !table->for_programs;
        }
        for (size_t k = 0; k < 2; k++)
            assert_works(hinge_result_format(run.result, "text", &how[k], &text[k], NULL, &why));
        bool planned = run.result->n_planned > 0;
        if (!planned && (main == 0 || main > 2))
            fail_msg("%s: %zu tables are \"%s\"", list[i]->id, main, list[i]->main_table);
        if (!planned && main < shown && strlen(text[0]) >= strlen(text[1]))
            fail_msg("%s has no short form", list[i]->id);
        assert_int_equal(strstr(text[0], ": --verbose\n") != NULL,
                         strlen(text[0]) < strlen(text[1]));
        assert_null(strstr(text[1], ": --verbose\n"));
        char *end = strstr(text[0], "\n\n");
        if (end != NULL)
            *end = '\0';
        if (strstr(text[0], "n = ") == NULL && strstr(text[0], " people") == NULL &&
            strstr(text[0], " faulty, ") == NULL && strstr(text[0], "prevalence ") == NULL &&
            strstr(text[0], "curve") == NULL)
            fail_msg("%s does not say of how many:\n%s", list[i]->id, text[0]);
        free(text[0]);
        free(text[1]);
    }
}

/* One plain sentence and one line for a paper at least; none claims that there is no
 * difference. */
TEST(every_analysis_is_put_into_words)
{
    static const char *const kinds[] = {"sentence", "apa"};
    size_t n;
    const struct hinge_analysis_kind *const *list = hinge_analysis_kind_list(&n);
    for (size_t i = 0; i < n; i++) {
        run_request(list[i]->example_request, list[i]->example_data);
        cleared_by(freed) char *text;
        assert_works(hinge_result_format(run.result, "json", NULL, &text, NULL, &why));
        json_t *document = json_loads(text, 0, NULL);
        const json_t *report = json_object_get(json_object_get(document, "results"), "report");
        for (size_t k = 0; k < 2; k++) {
            const json_t *lines = json_object_get(report, kinds[k]);
            if (json_array_size(lines) == 0)
                print_error("%s: no %s\n", list[i]->id, kinds[k]);
            assert_true(json_array_size(lines) > 0);
            for (size_t j = 0; j < json_array_size(lines); j++) {
                const char *line = json_string_value(json_array_get(lines, j));
                assert_true(strlen(line) > 3);
                assert_null(strstr(line, "no difference"));
                assert_null(strchr(line, '{'));
            }
        }
        json_decref(document);
    }
}

/* --- stopping --- */

/* Says stop when it is asked for the stop_at-th time. */
struct user {
    size_t asked, stop_at, told, told_late;
};

static bool wants_to_stop(void *context)
{
    struct user *user = context;
    return ++user->asked >= user->stop_at;
}

static void hears(void *context, size_t done, size_t total)
{
    struct user *user = context;
    (void)done;
    (void)total;
    user->told++;
    user->told_late += user->asked >= user->stop_at;
}

static struct user run_until(const char *request, const char *csv, size_t stop_at,
                             struct stats_run *made)
{
    struct user user = {.stop_at = stop_at};
    struct hinge_progress progress = {hears, wants_to_stop, &user};
    *made = stats_run_watched(request, csv, 1, &progress);
    return user;
}

static void ends_without_a_document(const char *request, const char *csv, size_t stop_at)
{
    stats_run_clear(&run);
    run_until(request, csv, stop_at, &run);
    if (run.status != HINGE_INTERRUPTED)
        print_error("%s stopped at question %zu: status %d\n", request, stop_at, (int)run.status);
    assert_int_equal(run.status, HINGE_INTERRUPTED);
    assert_null(run.text);
}

/* Whatever asks at all obeys, and asking changes no byte. */
TEST(who_asks_obeys)
{
    size_t n;
    const struct hinge_analysis_kind *const *list = hinge_analysis_kind_list(&n);
    for (size_t i = 0; i < n; i++) {
        const char *request = list[i]->example_request, *csv = list[i]->example_data;
        cleared_by(stats_run_clear) struct stats_run plain = stats_run(request, csv, 1), watched;
        struct user user = run_until(request, csv, SIZE_MAX, &watched);
        assert_string_equal(plain.text, watched.text);
        for (size_t k = 1; k <= 3 && user.asked > 3; k++)
            ends_without_a_document(request, csv, user.asked * k / 3);
    }
}
