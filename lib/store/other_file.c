/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of ours given to the wrong tool: what each is, and the tool that takes it. */
#include "store/other_file.h"

#include "os/file.h"

#include <stdio.h>
#include <string.h>

enum { LOOKED_AT = 4096 };

/* A table whose header names a column "file". */
static bool is_trial_list(const char *text)
{
    static const char between[] = ",;\t\" \r\357\273\277";
    const char *end = text + strcspn(text, "\n");
    for (const char *at = text; at < end;) {
        at += strspn(at, between);
        size_t n = strcspn(at, ",;\t\" \r\n\357\273\277");
        if (n == 4 && strncmp(at, "file", n) == 0)
            return true;
        at += n > 0 ? n : 1;
    }
    return false;
}

/* "[run]" at the begin of a line, comments and keys around it. */
static bool is_config(const char *text)
{
    static const char *const sections[] = {"[run]",     "[ingest]", "[prepare]",
                                           "[metrics]", "[faults]", "[report]",
                                           "[compare]", "[reps]",   "[standing]"};
    for (const char *line = text; *line != '\0';) {
        for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
            if (strncmp(line, sections[i], strlen(sections[i])) == 0)
                return true;
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    return false;
}

enum hinge_other_file hinge_other_file(const char *path)
{
    char text[LOOKED_AT + 1];
    struct hinge_os_info info;
    if (hinge_os_stat(path, &info) != 0 || info.kind != HINGE_OS_FILE)
        return HINGE_OTHER_UNKNOWN; /* a pipe would be waited for */
    FILE *file = hinge_os_fopen(path, "r");
    size_t n = file != NULL ? fread(text, 1, LOOKED_AT, file) : 0;
    if (file != NULL)
        fclose(file);
    text[n] = '\0';
    bool json = text[strspn(text, " \r\n")] == '{';
    if (json && strstr(text, "\"analysis\"") != NULL)
        return HINGE_OTHER_COMPARISON;
    if (is_config(text))
        return HINGE_OTHER_CONFIG;
    return is_trial_list(text) ? HINGE_OTHER_LIST : HINGE_OTHER_UNKNOWN;
}

enum hinge_status hinge_other_file_refuse(const char *path, const char *shown, const char *schema,
                                          struct hinge_error *error)
{
    enum hinge_other_file kind = hinge_other_file(path);
    bool results = strcmp(schema, "results") == 0;
    if (kind == HINGE_OTHER_COMPARISON)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                               "%s: this is a result of hinge-compare; a %s file is "
                               "expected. hinge-compare prints it again; hinge-table "
                               "cues and groups take those two",
                               shown, schema);
    if (kind == HINGE_OTHER_CONFIG)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                               "%s: this is a config; a %s file is expected. hinge-run "
                               "%s does all steps, from recordings to a report",
                               shown, schema, shown);
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNKNOWN_FORMAT,
                           "%s: %s; a %s file is expected. Make one first: "
                           "hinge-ingest %s -o study.h5%s",
                           shown,
                           kind == HINGE_OTHER_LIST ? "this is a trial list" : "not an HDF5 file",
                           schema, shown,
                           results ? " and hinge-analyze study.h5 -o results.h5" : "");
}
