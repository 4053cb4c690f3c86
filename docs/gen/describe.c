/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints one generated section of docs/ as Markdown, from the registries and tables of
 * the library: describe SECTION. scripts/gen-pages puts it between the marks of a page.
 * Built for the documentation and its test, never installed. */
#include "base/parameters.h"
#include "docs/gen/analyses.h"
#include "docs/gen/examples.h"
#include "docs/gen/words.h"
#include "formats/format.h"
#include "landmarks/landmarks.h"
#include "metrics/metric.h"
#include "quality/check.h"
#include "tests/examples.h"

#include <hinge/report.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Text of a descriptor: \t and \n as they are, | escaped for tables. */
static void put_cell(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '|')
            putchar('\\');
        putchar(*text);
    }
}

static void print_formats(void)
{
    size_t n;
    const struct hinge_format *const *list = hinge_format_list(&n);
    printf("| id | files |\n|---|---|\n");
    for (size_t i = 0; i < n; i++)
        printf("| [`%s`](#format-%s) | %s |\n", list[i]->id, list[i]->id, list[i]->title);
    for (size_t i = 0; i < n; i++) {
        printf("\n### Format %s\n%s.\n\n%s\n\n", list[i]->id, list[i]->title, list[i]->details);
        struct example example;
        if (example_read(list[i]->id, &example) && list[i]->content != HINGE_CONTENT_BINARY)
            printf("A whole %s, %zu frames:\n```text\n%s%s```\n",
                   list[i]->content == HINGE_CONTENT_FOLDER ? "folder" : "file", example.frames,
                   example.good.data, example.good.data[example.good.size - 1] == '\n' ? "" : "\n");
        example_clear(&example);
    }
}

/* The README's list: it cannot promise what no reader reads. */
static void print_formats_read(void)
{
    size_t n;
    const struct hinge_format *const *list = hinge_format_list(&n);
    for (size_t i = 0; i < n; i++)
        printf("- %s\n", list[i]->title);
}

static const char *channel_note(unsigned flags)
{
    if (flags & HINGE_CHANNEL_INFERRED)
        return " (inferred)";
    if (flags & HINGE_CHANNEL_APPROXIMATE)
        return " (approximate)";
    return flags & HINGE_CHANNEL_PROXY ? " (stand-in)" : "";
}

static void print_set(const struct hinge_landmark_set *set)
{
    const char *comma = "";
    printf("\n### Set %s\n%s. %s\n", set->id, set->title, set->details);
    if (strcmp(set->id, "canonical") == 0)
        return;
    if (set->signature != NULL) {
        printf("\nRecognised by: ");
        char name[HINGE_LANDMARK_NAME_MAX];
        for (const char *list = set->signature; hinge_signature_next(&list, name); comma = ", ")
            printf("%s`%s`", comma, name);
        printf(".\n");
    }
    printf("\n");
    comma = "";
    for (struct hinge_landmark_name name = {0}; hinge_landmark_next(set, &name);) {
        if (name.landmark == HINGE_LANDMARK_NONE || name.rank > 0)
            continue;
        printf("%s`%s` → %s%s", comma, name.source, hinge_landmark_name(name.landmark),
               channel_note(name.flags));
        comma = ", ";
    }
    printf(".\n");
}

static void print_landmark_sets(void)
{
    size_t n;
    const struct hinge_landmark_set *const *list = hinge_landmark_set_list(&n);
    printf("| id | names |\n|---|---|\n");
    for (size_t i = 0; i < n; i++)
        printf("| [`%s`](#set-%s) | %s |\n", list[i]->id, list[i]->id, list[i]->title);
    for (size_t i = 0; i < n; i++)
        print_set(list[i]);
}

static void print_checks(void)
{
    size_t n;
    const struct hinge_check *list = hinge_check_list(&n);
    printf("| check | codes | what to do |\n|---|---|---|\n");
    for (size_t i = 0; i < n; i++) {
        const char *code = list[i].codes, *comma = "";
        printf("| %s | ", list[i].title);
        if (*code == '\0')
            printf("the reason of the refusal");
        while (*code != '\0') {
            int length = (int)strcspn(code, " ");
            printf("%s`%.*s`", comma, length, code);
            code += length + (code[length] == ' ');
            comma = ", ";
        }
        printf(" | %s |\n", list[i].action);
    }
}

static void print_landmarks(void)
{
    for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt; l++)
        printf("`%s`%s", hinge_landmark_name((enum hinge_landmark)l),
               l + 1 < HINGE_LANDMARK_osim_pelvis_tilt ? " " : "\n");
}

#define X(name) "`" #name "` "
static void print_angles(void)
{
    puts(HINGE_LANDMARK_ANGLE_LIST(X));
}

static void print_muscles(void)
{
    puts(HINGE_LANDMARK_ANALOG_LIST(X));
}
#undef X

static void print_list_columns(void)
{
    printf("| column | |\n|---|---|\n");
#define ROW(name, help) printf("| `%s` | %s |\n", #name, help);
    HINGE_LIST_COLUMNS(ROW, ROW, ROW)
#undef ROW
}

static void print_signals(void)
{
    printf("| id | unit | |\n|---|---|---|\n");
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        printf("| `%s` | %s | %s |\n", hinge_signal_name((enum hinge_signal)s),
               hinge_signal_unit((enum hinge_signal)s), hinge_signal_title((enum hinge_signal)s));
}

static void print_metric(const struct hinge_metric *metric)
{
    const char *comma = "";
    printf("| `%s` | ", metric->id);
    put_cell(metric->title);
    printf(" | %s | ", metric->unit);
    for (int p = 0; p < HINGE_PHASE_COUNT; p++) {
        if (metric->phases & (1u << p)) {
            printf("%s%s", comma, hinge_phase_name((enum hinge_phase)p));
            comma = ", ";
        }
    }
    printf(" | %s | %s |",
           strcmp(metric->aggregate, "ratio_of_means") == 0 ? "ratio of means"
           : strcmp(metric->aggregate, "circular") == 0     ? "circular mean"
                                                            : "mean",
           metric->source);
    printf("%s\n", print_example(metric->id) ? "" : " – | – |");
}

static void print_metrics(void)
{
    size_t n;
    const struct hinge_metric_family *const *list = hinge_metric_family_list(&n);
    for (size_t f = 0; f < n; f++) {
        printf("%s## %s\n%s\n\n", f > 0 ? "\n" : "", list[f]->title, list[f]->details);
        printf("| id | | unit | phases | over repetitions | source | example: true / "
               "found | tiers |\n|---|---|---|---|---|---|---|---|\n");
        for (size_t m = 0; m < list[f]->n; m++)
            print_metric(&list[f]->metric[m]);
    }
}

static void print_faults(void)
{
    size_t n;
    const struct hinge_fault_family *const *list = hinge_fault_family_list(&n);
    struct hinge_fault_table table;
    hinge_fault_table_init(&table);
    const struct hinge_fault *row = table.row;
    for (size_t f = 0; f < n; f++) {
        printf("%s## %s\n", f > 0 ? "\n" : "", list[f]->title);
        for (size_t k = 0; k < list[f]->n; k++)
            print_fault(row++);
    }
    hinge_fault_table_clear(&table);
}

static void print_unmeasured(void)
{
    size_t n;
    const struct hinge_unmeasured *row = hinge_fault_unmeasured(&n);
    printf("| what is said | what it needs |\n|---|---|\n");
    for (size_t i = 0; i < n; i++) {
        printf("| ");
        put_cell(row[i].claim);
        printf(" | ");
        put_cell(row[i].needs);
        printf(" |\n");
    }
}

static void print_tasks(void)
{
    size_t n;
    const struct hinge_task *task = hinge_task_rows(&n);
    printf("| task | starts | not judged |\n|---|---|---|\n");
    for (size_t i = 0; i < n; i++) {
        const char *never = task[i].not_applicable;
        printf("| `%s`%s | %s | %s |\n", task[i].id,
               task[i].daily ? task[i].counted ? " (daily, counted)" : " (daily)" : "",
               task[i].start == 'F'   ? "on the floor"
               : task[i].start == 'S' ? "standing"
                                      : "either",
               strcmp(never, "*") == 0 ? "any fault"
               : never[0] == '*'       ? "any fault but hip_rom_limited"
                                       : never);
    }
}

static void print_range(const struct hinge_parameter *row)
{
    if (row->kind == HINGE_PARAMETER_REAL || row->kind == HINGE_PARAMETER_COUNT)
        printf("%g to %g", row->low, row->high);
    else if (row->kind == HINGE_PARAMETER_LIST)
        printf("up to %d numbers", HINGE_LIST_MAX);
    else
        put_cell(*row->allowed != '\0' ? row->allowed : "any text");
}

static void print_parameters(void)
{
    size_t n;
    const struct hinge_parameter *row = hinge_parameter_rows(&n);
    static const char *const sections[] = {"prepare", "standing", "reps", "metrics", "report"};
    size_t shown = 0;
    for (size_t s = 0; s < sizeof sections / sizeof *sections; s++) {
        printf("%s## [%s]\n| key | default | unit | range | |\n|---|---|---|---|---|\n",
               s > 0 ? "\n" : "", sections[s]);
        for (size_t i = 0; i < n; i++) {
            if (strcmp(row[i].section, sections[s]) != 0)
                continue;
            printf("| `%s` | %s | %s | ", row[i].key, row[i].standard, row[i].unit);
            print_range(&row[i]);
            printf(" | %s |\n", row[i].help);
            shown++;
        }
    }
    if (shown != n)
        printf("\nA section is missing from docs/gen/describe.c.\n");
}

/* "key<TAB>0.20 s" of every parameter, for values within sentences. */
static void print_parameter_values(void)
{
    size_t n;
    const struct hinge_parameter *row = hinge_parameter_rows(&n);
    for (size_t i = 0; i < n; i++) {
        bool bare = strcmp(row[i].unit, "1") == 0 || *row[i].unit == '\0';
        printf("%s\t%s%s%s\n", row[i].key, row[i].standard, bare ? "" : " ",
               bare ? "" : row[i].unit);
    }
}

static void print_writers(void)
{
    printf("| `--format` | |\n|---|---|\n");
    for (size_t i = 0; hinge_writer_id(i) != NULL; i++)
        printf("| `%s` | %s |\n", hinge_writer_id(i), hinge_writer_title(i));
}

static void print_reasons(void)
{
    for (int r = 1; r < HINGE_REASON_COUNT; r++)
        printf("%s\n", hinge_reason_name((enum hinge_reason)r));
}

static void print_warnings(void)
{
    char text[64];
    for (int w = 0; w < HINGE_WARNING_COUNT; w++)
        printf("%s\n", hinge_warning_names(UINT64_C(1) << w, text, sizeof text));
}

/* Codes as files hold them, on one line: "1 `A`, 2 `B`". */
static void print_reason_numbers(void)
{
    for (int r = 0; r < HINGE_REASON_COUNT; r++)
        printf("%s%d `%s`", r > 0 ? ", " : "", r,
               r > 0 ? hinge_reason_name((enum hinge_reason)r) : "OK");
    printf(".\n");
}

static void print_warning_numbers(void)
{
    char text[64];
    for (int w = 0; w < HINGE_WARNING_COUNT; w++)
        printf("%s%d `%s`", w > 0 ? ", " : "", w,
               hinge_warning_names(UINT64_C(1) << w, text, sizeof text));
    printf(".\n");
}

static void print_statuses(void)
{
    static const int code[] = {
#define X(name, exit_code, meaning) exit_code,
        HINGE_STATUS_LIST(X)
#undef X
    };
    static const char *const meaning[] = {
#define X(name, exit_code, meaning) meaning,
        HINGE_STATUS_LIST(X)
#undef X
    };
    printf("| exit | |\n|---|---|\n");
    for (size_t i = 0; i < sizeof code / sizeof *code; i++)
        printf("| %d | %s |\n", code[i], meaning[i]);
}

static const struct {
    const char *name;
    void (*print)(void);
} sections[] = {
    {"analyses", print_analyses},
    {"analysis-options", print_analysis_options},
    {"exit-codes", print_statuses},
    {"faults", print_faults},
    {"formats", print_formats},
    {"formats-read", print_formats_read},
    {"landmark-sets", print_landmark_sets},
    {"checks", print_checks},
    {"landmarks", print_landmarks},
    {"angles", print_angles},
    {"muscles", print_muscles},
    {"list-columns", print_list_columns},
    {"metrics", print_metrics},
    {"parameters", print_parameters},
    {"parameter-values", print_parameter_values},
    {"reason-names", print_reasons},
    {"reason-numbers", print_reason_numbers},
    {"warning-numbers", print_warning_numbers},
    {"signals", print_signals},
    {"statistics", print_statistics},
    {"tasks", print_tasks},
    {"unmeasured", print_unmeasured},
    {"warning-names", print_warnings},
    {"writers", print_writers},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; argc == 2 && i < sizeof sections / sizeof *sections; i++) {
        if (strcmp(argv[1], sections[i].name) == 0) {
            sections[i].print();
            return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 5;
        }
    }
    fprintf(stderr, "describe: usage: describe SECTION, one of");
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        fprintf(stderr, " %s", sections[i].name);
    fprintf(stderr, "\n");
    return 2;
}
