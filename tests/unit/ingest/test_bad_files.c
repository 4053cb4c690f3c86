/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small broken files of tests/data/bad: each is refused with the reason and the words
 * that expected.txt of that folder asks for. Run from the root of the repository, or
 * with HINGE_TEST_DATA naming tests/data. */
#include "test.h"

#include "recording_text.h"

static const char *bad_folder(void)
{
    const char *data = getenv("HINGE_TEST_DATA");
    static char folder[512];
    snprintf(folder, sizeof folder, "%s/bad", data != NULL ? data : "tests/data");
    return folder;
}

static void check_line(char *line)
{
    char *reason = strchr(line, '|'), *fragment, path[1024];
    assert_non_null(reason);
    *reason++ = '\0';
    fragment = strchr(reason, '|');
    assert_non_null(fragment);
    *fragment++ = '\0';
    fragment[strcspn(fragment, "\n")] = '\0';
    struct read_result r;
    snprintf(path, sizeof path, "%s/%s", bad_folder(), line);
    read_path(path, NULL, &r);
    if (r.status != HINGE_INPUT)
        print_error("%s: status %d\n", line, r.status);
    assert_refused(r, reason, fragment);
    assert_null(r.recording.data);
    assert_null(strchr(r.error.message, '\n'));
}

TEST(each_says_what_is_wrong)
{
    char path[1024], line[512];
    size_t checked = 0;
    snprintf(path, sizeof path, "%s/expected.txt", bad_folder());
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL)
        if (*line != '#') {
            check_line(line);
            checked++;
        }
    fclose(file);
    assert_true(checked >= 25);
}
