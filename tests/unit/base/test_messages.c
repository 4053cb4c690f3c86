/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages that say the same of several places are one line with a count. */
#include "test.h"

#include "base/text.h"

#include <string.h>

TEST(equal_ones_are_one_line)
{
    static const char *const messages[] = {
        "a.csv: no clock; give --rate",
        "no place",
        "b.csv: no clock; give --rate",
        "c.csv:7: not a number",
        "a.csv: twice",
        "a.csv: twice",
        "b.csv: twice",
        "no place",
        "e.csv: m, but the legs are as long as 905; try mm",
        "f.csv: m, but the legs are as long as 766; try mm",
        "g.csv: m, but the legs are as long as 813; try mm",
        "h.csv: l1 by 0.50, knee by -2.5 deg/s (limit 3.0). 4 ok",
        "i.csv: l1 by 0.50, knee by 1.25 deg/s (limit 3.0). 4 ok",
        "j.csv: l1 by 0.46, knee by 0.9 deg/s (limit 3.0). 4 ok",
        "j.csv: l1 by 0.46, knee by 0.9 deg/s (limit 3.0). 5 ok",
        "k.csv: as p1.5.csv, made by 0.1.0",
        "l.csv: as p1.6.csv, made by 0.1.0",
        "m.csv: as p1.6.csv, made by 0.2.0",
        "n.csv: from 0.5 to 2.5 s",
        "o.csv: from 0.5 to 3.5 s",
        "q.csv: 1.5 s late; say 1.5",
        "r.csv: 2.5 s late; say 2.5",
        "s.csv: 2.75 s late; say 2.5",
        "d.csv:9: not a number"};
    static const char *const lines[] = {("a.csv, b.csv, n0.csv and 37 more: no clock; "
                                         "give --rate"),
                                        "no place",
                                        "c.csv:7 and d.csv:9: not a number",
                                        "a.csv: twice",
                                        "a.csv and b.csv: twice",
                                        "no place",
                                        ("e.csv, f.csv and g.csv: m, but the legs are as long as "
                                         "766 to 905; try mm"),
                                        ("h.csv, i.csv and j.csv: l1 by 0.46 to 0.5, knee by -2.5 "
                                         "to 1.25 deg/s (limit 3.0). 4 ok"),
                                        "j.csv: l1 by 0.46, knee by 0.9 deg/s (limit 3.0). 5 ok",
                                        "k.csv: as p1.5.csv, made by 0.1.0",
                                        "l.csv: as p1.6.csv, made by 0.1.0",
                                        "m.csv: as p1.6.csv, made by 0.2.0",
                                        "n.csv: from 0.5 to 2.5 s",
                                        "o.csv: from 0.5 to 3.5 s",
                                        "q.csv: 1.5 s late; say 1.5",
                                        "r.csv and s.csv: 2.5 to 2.75 s late; say 2.5"};
    struct hinge_messages held = {0};
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        assert_true(hinge_messages_add(&held, messages[i]));
    for (int i = 0; i < 38; i++) {
        text.length = 0;
        hinge_text_printf(&text, "n%d.csv: no clock; give --rate", i);
        assert_true(hinge_messages_again(&held, hinge_text_string(&text)));
    }
    assert_false(hinge_messages_again(&held, "a.csv: another"));
    assert_int_equal(held.n, sizeof lines / sizeof *lines);
    for (size_t i = 0; i < held.n; i++) {
        text.length = 0;
        hinge_message_add(&held.line[i], &text);
        assert_string_equal(hinge_text_string(&text), lines[i]);
    }
    hinge_messages_clear(&held);
}
