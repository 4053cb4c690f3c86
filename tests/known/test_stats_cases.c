/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Analyses of small trials against R: tests/known/cases/NAME.json holds runs ({id,
 * data or null, request, checks: [{path, value, rel, abs} or {path, equals} or
 * {path, absent}]}); make.R
 * simulates the data and writes them with the packages it names. A value of null must
 * be null. */
#include "test.h"

#include "stats_run.h"

#include <dirent.h>
#include <stdio.h>

static char *read_text(const char *folder, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = calloc(1, 1 << 20);
    assert_non_null(text);
    assert_true(fread(text, 1, (1 << 20) - 1, file) > 0);
    fclose(file);
    return text;
}

/* Paths of `results`, or of the document: status, error/…, warnings (codes). */
static const json_t *find(const char *path)
{
    if (strncmp(path, "error/", 6) == 0)
        return json_object_get(json_object_get(run.document, "error"), path + 6);
    if (strcmp(path, "status") == 0)
        return json_object_get(run.document, path);
    return stats_at(&run, path);
}

static bool agrees(const json_t *check, char *found, size_t capacity)
{
    const char *path = json_string_value(json_object_get(check, "path"));
    const json_t *equals = json_object_get(check, "equals");
    const json_t *got = find(path);
    snprintf(found, capacity, "%.17g", json_is_number(got) ? json_number_value(got) : (double)NAN);
    if (strcmp(path, "warnings") == 0)
        return stats_warned(&run, json_string_value(equals));
    if (json_is_true(json_object_get(check, "absent")))
        return got == NULL;
    if (equals != NULL)
        return got != NULL && json_equal(got, equals);
    if (!json_is_number(got))
        return false;
    double value = json_number_value(json_object_get(check, "value"));
    double rel = json_number_value(json_object_get(check, "rel"));
    double absolute = json_number_value(json_object_get(check, "abs"));
    return fabs(json_number_value(got) - value) <= absolute + rel * fabs(value);
}

/* Returns how many checks failed. */
static size_t run_case(const char *folder, const char *file, size_t *checks)
{
    cleared_by(freed) char *text = read_text(folder, file);
    json_t *runs = json_loads(text, 0, NULL), *one;
    size_t i, failed = 0;
    assert_true(json_is_array(runs));
    json_array_foreach(runs, i, one)
    {
        const char *data = json_string_value(json_object_get(one, "data"));
        cleared_by(freed) char *csv = data != NULL ? read_text(folder, data) : calloc(1, 1);
        cleared_by(freed) char *request = json_dumps(json_object_get(one, "request"), 0);
        run_request(request, csv);
        const char *id = json_string_value(json_object_get(one, "id"));
        size_t k;
        json_t *check;
        json_array_foreach(json_object_get(one, "checks"), k, check)
        {
            char found[64];
            ++*checks;
            if (agrees(check, found, sizeof found))
                continue;
            failed++;
            cleared_by(freed) char *wanted = json_dumps(check, 0);
            print_message("%s %s: got %s, wanted %s\n", file, id, found, wanted);
        }
    }
    json_decref(runs);
    return failed;
}

TEST(test_cases)
{
    const char *root = getenv("HINGE_ROOT");
    char folder[900];
    snprintf(folder, sizeof folder, "%s/tests/known/cases", root != NULL ? root : ".");
    DIR *open = opendir(folder);
    assert_non_null(open);
    size_t checks = 0, failed = 0;
    for (struct dirent *entry; (entry = readdir(open)) != NULL;) {
        size_t n = strlen(entry->d_name);
        if (n > 5 && strcmp(entry->d_name + n - 5, ".json") == 0)
            failed += run_case(folder, entry->d_name, &checks);
    }
    closedir(open);
    print_message("%zu of %zu values agree\n", checks - failed, checks);
    assert_true(checks > 0);
    assert_int_equal(failed, 0);
}
