/* SPDX-License-Identifier: GPL-3.0-or-later */
/* how well the files of several sensors fit in time */
#include "base/number.h"
#include "quality/check.h"

#include <string.h>

/* The lag that a line of join.c has, "l1 turns 0.31 s after …"; 0 where it has none. */
static double lag_of(const char *line)
{
    static const char before[] = " turns ";
    const char *at = strstr(line, before);
    double lag = 0;
    if (at != NULL)
        hinge_number_parse(at + sizeof before - 1, strcspn(at + sizeof before - 1, " "),
                           '.', &lag, NULL);
    return lag;
}

/* Of the remarks that reading left, a line each, those on the turning rates. */
static void judge(const struct hinge_quality *trial, struct hinge_finding *finding)
{
    const double LONG_LAG_S = 0.3;
    bool late = false;
    char lines[300] = "";
    for (const char *line = trial->message; trial->stored && *line != '\0';) {
        size_t length = strcspn(line, "\n"), used = strlen(lines);
        const char *said = strstr(line, "the turning rates");
        if (said != NULL && said < line + length && used + length + 3 < sizeof lines) {
            late = late || lag_of(line) >= LONG_LAG_S;
            strcat(lines, used > 0 ? "; " : "");
            strncat(lines, line, length);
        }
        line += length + (line[length] == '\n');
    }
    if (lines[0] != '\0')
        hinge_finding_set(finding, late ? HINGE_SEVERITY_WARNING : HINGE_SEVERITY_NOTE,
                          "FILES_JOINED", "%s", lines);
}

const struct hinge_check hinge_check_joined = {
    .id = "joined",
    .codes = "FILES_JOINED",
    .title = "how well the files of several sensors fit in time",
    .action = "a lag of a tenth of a second may be the movement; for more compare the "
              "clocks, and say their difference in a column offset_s:<segment>",
    .judge = judge,
};
