/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of tables, figures and pages (hinge/settings.def) as rows of a tool. */
#include "cli/cli.h"

#include <hinge/query.h>

void cli_query(struct cli_option *rows, size_t room, unsigned takers, size_t at,
               const struct cli_option *extra)
{
    static const enum cli_kind kinds[] = {[HINGE_QUERY_TEXT] = CLI_TEXT,
                                          [HINGE_QUERY_WORD] = CLI_CHOICE,
                                          [HINGE_QUERY_FLAG] = CLI_FLAG,
                                          [HINGE_QUERY_NUMBER] = CLI_NUMBER,
                                          [HINGE_QUERY_COUNT] = CLI_INTEGER};
    size_t n, at_row = 0;
    const struct hinge_query_row *query = hinge_query_rows(&n);
    rows[at_row++] = (struct cli_option){.kind = CLI_GROUP, .help = "Content"};
    for (size_t i = 0; i < n && at_row < room; i++)
        if ((query[i].takers & takers) != 0 && (query[i].takers & HINGE_QUERY_OF_LINE) == 0)
            rows[at_row++] = (struct cli_option){.kind = kinds[query[i].kind],
                                                 .name = query[i].name,
                                                 .value = query[i].value,
                                                 .at = at + query[i].at,
                                                 .help = query[i].help,
                                                 .example = query[i].example,
                                                 .standard = query[i].standard,
                                                 .high = query[i].most,
                                                 .choices = query[i].choices,
                                                 .brief = query[i].brief,
                                                 .dashed = query[i].example != NULL &&
                                                           query[i].example[0] == '-'};
    for (size_t i = 0; extra[i].kind != CLI_END && at_row + 1 < room; i++)
        rows[at_row++] = extra[i];
    rows[at_row] = (struct cli_option){.kind = CLI_END};
}
