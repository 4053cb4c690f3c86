/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hinge-run says of options of other tools, and of paths of the list's folder. */
#include "test.h"

#include "run/run.h"

TEST(options_in_messages_are_keys)
{
    /* clang-format off */
    static const char *const rows[][2] = {
        {"give --rate HZ, or a column", "give rate_hz = HZ under [ingest], or a column"}, {"(--rate 30)", "(rate_hz = 30 under [ingest])"},
        {"--rate or, a column; \"--rate\"", "rate_hz under [ingest] or, a column; \"rate_hz\""}, {"x--rate 30 --rates --rate-x", "x--rate 30 --rates --rate-x"},
        {"hinge-ingest --rate 30; --rate 60.", "hinge-ingest --rate 30; rate_hz = 60 under [ingest]."}, {"--rate 30: or --rate 60,", "rate_hz = 30 under [ingest]: or rate_hz = 60,"},
        {"--rate 5; rate_hz under [ingest]", "rate_hz = 5; rate_hz under [ingest]"}, {"--set rate_hz=30 or --set rate_hz=9", "rate_hz = 30 under [ingest] or rate_hz = 9"},
        {"--set rate_hz= and", "rate_hz under [ingest] and"}, {"such as --baseline dowel", "such as baseline = dowel under [run]"}, {"without --baseline", "without baseline under [run]"}, {"--list A.csv or", "list = A.csv under [run] or"},
        {"--units a|b --units {a} --units a,b", "units = a|b under [ingest] units = {a} units = a,b"}, {"--by Cue and --by a=b", "by = Cue under [run] and by = a=b"},
        {"--keep-column 'a b' or --keep-column \"c; d\", x", "keep_column = a b under [ingest] or keep_column = \"c; d\", x"},
        {"--allow-single includes; --allow-single", "allow_single = yes under [run] includes; allow_single = yes"}, {"--filter 'cue=none' --filter", "filter = cue=none under [run] filter"},
        {"no, or say hinge-ingest --groups-vary if it is meant; a", "no; a"}, {"a, or use hinge-ingest --allow-outside if that is meant", "a, or use hinge-run --allow-outside if that is meant"},
        {"--rate 30\n  hinge-inspect --rate 30", "rate_hz = 30 under [ingest]\n  hinge-inspect --rate 30"}, {"", ""}};
    /* clang-format on */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hinge_text text = {0};
        hinge_run_add_keys(&text, rows[i][0]);
        assert_string_equal(hinge_text_string(&text), rows[i][1]);
        hinge_text_clear(&text);
    }
}

TEST(names_below_a_folder)
{
    static const char *const rows[][3] = {{"rec/a.csv", "rec/", "a.csv"},
                                          {"rec/./a.csv", "rec/", "a.csv"},
                                          {"././a.csv", "", "a.csv"},
                                          {"./.a.csv", "", ".a.csv"},
                                          {".a.csv", "", ".a.csv"},
                                          {"other/a.csv", "rec/", "other/a.csv"},
                                          {"re", "rec/", "re"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(hinge_path_below(rows[i][0], rows[i][1]), rows[i][2]);
}
