/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hinge-run says names keys of its config, not options it has not; and what only
 * some recordings lack is asked for where it contradicts no other. */
#include "assert_close.h"

#include "run/found.h"
#include "run/study_keys.h"

#include <hinge/table.h>
#include <string.h>

static void options_become_keys(void **state)
{
    static const char *const cases[][2] = {
        {"choose with --filter 'tier=A'", "choose with filter = tier=A under [run]"},
        {"--filter 'a=b' or --filter 'c", "filter = a=b under [run] or filter = c "
                                          "under [run]"},
        {"(--allow-single lets people in)", "(allow_single = yes under [run] lets people in)"},
        {"one condition; --by names another key", "one condition"},
        {"keep it with --keep-column initials",
         "keep it with keep_column = initials under [ingest]"},
        {"keep it with --keep-column 'my age'; stop",
         "keep it with keep_column = my age under [ingest]; stop"},
        /* every option that a key is named like, not those of a tool that is named */
        {"say --landmarks coco17, or --time-is-frame",
         "say landmarks under [ingest] coco17, or time_is_frame = yes under [ingest]"},
        {"or --by; --mdc is", "or by under [run]; mdc under [run] is"},
        {"hinge-table --filter; hinge-run --force", "hinge-table --filter; hinge-run "
                                                    "--force"},
        {"ingest it with --up, or", "set up under [ingest], or"},
        {"p01.csv: warning", "p01.csv: warning"},
        /* in the name of a file, and the beginning of another */
        {"deep--up.trc: has no rate", "deep--up.trc: has no rate"},
        {"see --units-of-force", "see --units-of-force"},
        {"", ""}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hinge_text out = {0};
        hinge_run_keys_for_options(&out, cases[i][0]);
        assert_string_equal(hinge_text_string(&out), cases[i][1]);
        hinge_text_clear(&out);
    }
}

static void a_column_for_what_some_lack(void **state)
{
    struct hinge_found found = {.recordings = 3};
    (void)state;
    assert_null(hinge_found_column(&found, HINGE_LACKS_RATE));
    found.lacking[HINGE_LACKS_RATE] = found.lacking[HINGE_LACKS_SIZE] = 2;
    found.lacking[HINGE_LACKS_NAMES] = 1;
    assert_string_equal(hinge_found_column(&found, HINGE_LACKS_RATE), "rate_hz");
    assert_null(hinge_found_column(&found, HINGE_LACKS_SIZE));
    assert_null(hinge_found_column(&found, HINGE_LACKS_NAMES));
    found.lacking[HINGE_LACKS_RATE] = 3; /* one key for all */
    assert_null(hinge_found_column(&found, HINGE_LACKS_RATE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(options_become_keys),
                                       cmocka_unit_test(a_column_for_what_some_lack)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
