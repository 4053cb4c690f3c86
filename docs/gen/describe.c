/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints one generated section of docs/ as Markdown, from the registries and tables of
 * the library: describe SECTION. scripts/gen-pages puts it between the marks of a page.
 * Built for the documentation and its test, never installed. */
#include "base/codes.h"
#include "base/parameters.h"
#include "docs/gen/examples.h"
#include "docs/gen/words.h"
#include "formats/format.h"
#include "landmarks/landmarks.h"
#include "metrics/metric.h"
#include "result/words.h"
#include "tests/examples.h"
#include "trial/heard.h"

#include <ctype.h>
#include <hinge/stats.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Text of a descriptor: \t and \n as they are, | escaped for tables. */
static void print_cell(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '|')
            putchar('\\');
        putchar(*text);
    }
}

static void print_analyses(void)
{
    size_t n;
    const struct hinge_analysis_kind *const *list = hinge_analysis_kind_list(&n);
    printf("| analysis | | |\n|---|---|---|\n");
    for (size_t i = 0; i < n; i++) {
        printf("| `%s` | %s | ", list[i]->id, list[i]->title);
        print_cell(list[i]->details);
        printf(" |\n");
    }
}

enum { EXAMPLE_MOST = 400 }; /* bytes of an example that is worth its place on a page */

static void print_formats(void)
{
    size_t n;
    const struct hinge_format *const *list = hinge_format_list(&n);
    for (size_t i = 0; i < n; i++) {
        printf("%s### Format %s\n%s. %s\n", i > 0 ? "\n" : "", list[i]->id, list[i]->title,
               list[i]->details);
        struct example example;
        if (example_read(list[i]->id, &example) && list[i]->content != HINGE_CONTENT_BINARY &&
            example.good.size <= EXAMPLE_MOST)
            printf("\n```text\n%s%s```\n", example.good.data,
                   example.good.data[example.good.size - 1] == '\n' ? "" : "\n");
        example_clear(&example);
    }
}

static const char *channel_note(unsigned flags)
{
    if (flags & HINGE_CHANNEL_INFERRED)
        return " (inferred)";
    if (flags & HINGE_CHANNEL_APPROXIMATE)
        return " (approximate)";
    return flags & HINGE_CHANNEL_PROXY ? " (stand-in)" : "";
}

/* "`{L,R}HEE`→heel": the first choice of a row, a pair of sides as it is. */
static void print_landmark_row(const struct hinge_landmark_row *row)
{
    const char *name = hinge_landmark_name(row->landmark);
    bool pair = strchr(row->names, '{') != NULL;
    printf("`%.*s`→%.*s%s", (int)strcspn(row->names, "|"), row->names,
           (int)(strlen(name) - (pair ? strlen("_l") : 0)), name, channel_note(row->flags));
}

/* Whose names are the landmarks' own. */
static bool named_as_landmarks(const struct hinge_landmark_set *set)
{
    return strcmp(set->id, "canonical") == 0 || strcmp(set->id, "angles") == 0 ||
           strcmp(set->id, "muscles") == 0;
}

static void print_landmark_sets(void)
{
    size_t n;
    const struct hinge_landmark_set *const *list = hinge_landmark_set_list(&n);
    for (size_t i = 0; i < n; i++) {
        printf("%s### Set %s\n%s. %s\n", i > 0 ? "\n" : "", list[i]->id, list[i]->title,
               list[i]->details);
        const char *before = "\n";
        for (size_t r = 0; r < list[i]->n_rows && !named_as_landmarks(list[i]); r++) {
            if (list[i]->row[r].landmark == HINGE_LANDMARK_NONE || list[i]->row[r].rank > 0)
                continue;
            printf("%s", before);
            print_landmark_row(&list[i]->row[r]);
            before = ", ";
        }
        if (*before == ',')
            printf(".\n");
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
    printf("| id | |\n|---|---|\n");
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++) {
        const char *unit = hinge_signal_unit((enum hinge_signal)s);
        bool degrees = strcmp(unit, "deg") == 0;
        printf("| `%s` | %s%s%s%s |\n", hinge_signal_name((enum hinge_signal)s),
               hinge_signal_title((enum hinge_signal)s), degrees ? "" : " (", degrees ? "" : unit,
               degrees ? "" : ")");
    }
}

/* The tail of ids measured against the pelvis in space: told once on the page. */
static bool lumbopelvic_twin(const struct hinge_metric *metric)
{
    size_t length = strlen(metric->id);
    char base[64];
    if (length <= 3 || length >= sizeof base || strcmp(metric->id + length - 3, "_lp") != 0)
        return false;
    snprintf(base, sizeof base, "%.*s", (int)length - 3, metric->id);
    return hinge_metric_find(base) >= 0;
}

/* The end of an id names its unit (unit_rows of result/words.c, and these); where it does not, the
 * title has the unit. */
static void print_unit(const struct hinge_metric *metric)
{
    static const struct {
        const char *unit, *end;
    } ends[] = {
        {"g", "_g"}, {"N m", "_nm"}, {"N m kg-1", "_nm_kg"}, {"BW", "_bw"}, {"BW s", "_bw_s"}};
    const struct hinge_unit_words *of = hinge_unit_of_name(metric->id);
    size_t length = strlen(metric->id);
    if (of != NULL && strcmp(of->id, metric->unit) == 0)
        return;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (strcmp(ends[i].unit, metric->unit) == 0 && length > strlen(ends[i].end) &&
            strcmp(metric->id + length - strlen(ends[i].end), ends[i].end) == 0)
            return;
    if (strcmp(metric->unit, "1") != 0)
        printf(" (%s)", metric->unit);
}

/* "DHA": descent, hold, ascent; R the whole repetition. */
static void print_phases(unsigned phases)
{
    for (int p = 0; p < HINGE_PHASE_COUNT; p++)
        if (phases & (1u << p))
            putchar(toupper(hinge_phase_name((enum hinge_phase)p)[0]));
}

/* A source is told in the first of the rows that share it; below it is a ditto mark. */
static void print_source(const char *source, const char *above)
{
    if (strcmp(source, "definition") != 0)
        printf("%s", strcmp(source, above) == 0 ? "″" : source);
}

/* The title, without the words of the family's title at its end. */
static void print_title(const struct hinge_metric *metric, const char *family)
{
    size_t length = strlen(metric->title), tail = strlen(family);
    bool ends = length > tail + 1 && strcasecmp(metric->title + length - tail, family) == 0;
    printf("%.*s", (int)(ends ? length - tail - 1 : length), metric->title);
}

static void print_metric(const struct hinge_metric *metric, const char *family,
                         const char *source_above)
{
    printf("| `%s` | ", metric->id);
    print_title(metric, family);
    print_unit(metric);
    printf(" | ");
    print_phases(metric->phases);
    printf("%s | ", strcmp(metric->aggregate, "ratio_of_means") == 0 ? ", ratio"
                    : strcmp(metric->aggregate, "circular") == 0     ? ", circular"
                                                                     : "");
    print_example(metric->id);
    printf(" | ");
    print_source(metric->source, source_above);
    printf(" |\n");
}

static void print_metrics(void)
{
    size_t n;
    const struct hinge_metric_family *const *list = hinge_metric_family_list(&n);
    for (size_t f = 0; f < n; f++) {
        printf("%s### %s\n%s\n\n", f > 0 ? "\n" : "", list[f]->title, list[f]->details);
        printf("| id | | phases | example | source |\n|---|---|---|---|---|\n");
        const char *above = "";
        for (size_t m = 0; m < list[f]->n; m++) {
            if (lumbopelvic_twin(&list[f]->metric[m]))
                continue;
            print_metric(&list[f]->metric[m], list[f]->title, above);
            above = list[f]->metric[m].source;
        }
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
        printf(
            "%s### %s\n\n| fault | severity | threshold ± margin | noise | evidence | example |\n"
            "|---|---|---|---|---|---|\n",
            f > 0 ? "\n" : "", list[f]->title);
        for (size_t k = 0; k < list[f]->n; k++, row++)
            print_fault(row, k > 0 ? row - 1 : NULL);
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
        print_cell(row[i].claim);
        printf(" | ");
        print_cell(row[i].needs);
        printf(" |\n");
    }
}

static bool alike(const struct hinge_task *a, const struct hinge_task *b)
{
    return a->start == b->start && a->daily == b->daily && a->counted == b->counted &&
           strcmp(a->not_applicable, b->not_applicable) == 0;
}

/* Tasks that are alike share a row. */
static void print_tasks(void)
{
    size_t n;
    const struct hinge_task *task = hinge_task_rows(&n);
    printf("| task | starts | not judged |\n|---|---|---|\n");
    for (size_t i = 0; i < n; i++) {
        const char *never = task[i].not_applicable;
        printf("%s`%s`", i > 0 && alike(&task[i - 1], &task[i]) ? " " : "| ", task[i].id);
        if (i + 1 < n && alike(&task[i], &task[i + 1]))
            continue;
        printf("%s | %s | %s |\n",
               task[i].daily ? task[i].counted ? " (daily, counted)" : " (daily)" : "",
               task[i].start == 'F'   ? task[i].seated ? "seated" : "on the floor"
               : task[i].start == 'S' ? "standing"
                                      : "either",
               strcmp(never, "*") == 0 ? "any fault"
               : never[0] == '*'       ? "any fault but hip_rom_limited"
                                       : never);
    }
}

static void print_outcome(const struct hinge_cue_outcome *of)
{
    printf("`%s%s` ", of->is_fault ? "severity:" : "", of->id);
    if (of->expected == HINGE_EXPECT_TOWARDS)
        printf("nearer to %g", of->target);
    else
        printf("%s", of->expected == HINGE_EXPECT_UP ? "higher" : "lower");
}

/* What coaches call each cue, the outcome that is fixed for it, what they expect of it, and the
 * faults that it should take away or that only it has. */
static void print_cues(void)
{
    size_t n, n_families;
    const struct hinge_cue *cue = hinge_cue_rows(&n);
    const struct hinge_fault_family *const *family = hinge_fault_family_list(&n_families);
    printf("| cue | what is said or given | coaches' words | planned outcome | faults |\n"
           "|---|---|---|---|---|\n");
    for (size_t i = 1; i < n; i++) {
        const char *words = hinge_cue_other_words(cue[i].id), *item;
        size_t length, shown = 0;
        printf("| `%s` | %s | ", cue[i].id, cue[i].wording);
        while (shown < 12 && (item = hinge_next_item(&words, '|', &length)) != NULL)
            printf("%s%.*s", shown++ > 0 ? ", " : "", (int)length, item);
        printf(" | ");
        if (cue[i].primary.id != NULL)
            print_outcome(&cue[i].primary);
        else
            fputs(cue[i].unmeasured, stdout);
        printf(" | ");
        shown = 0;
        for (size_t k = 0; k < HINGE_CUE_SECONDARY_MAX + 1; k++) {
            const struct hinge_cue_outcome *of =
                k == 0 ? &cue[i].primary : &cue[i].secondary[k - 1];
            if (of->id != NULL && of->is_fault)
                printf("%s`%s`", shown++ > 0 ? ", " : "", of->id);
        }
        for (size_t f = 0; f < n_families; f++)
            for (size_t k = 0; k < family[f]->n; k++) {
                const struct hinge_fault *of = &family[f]->row[k];
                if (of->only != NULL && strncmp(of->only, "cue:", 4) == 0 &&
                    hinge_listed(of->only + 4, ',', cue[i].id))
                    printf("%s`%s`", shown++ > 0 ? ", " : "", of->id);
            }
        printf(" |\n");
    }
}

/* "key<TAB>0.20 s" of every parameter and fixed number, for values within sentences. */
static void print_parameter_values(void)
{
    size_t n;
    const struct hinge_parameter *row = hinge_parameter_rows(&n);
    for (size_t i = 0; i < n; i++) {
        bool bare = strcmp(row[i].unit, "1") == 0 || *row[i].unit == '\0';
        printf("%s\t%s%s%s\n", row[i].key, row[i].standard, bare ? "" : " ",
               bare ? "" : row[i].unit);
    }
    static const struct {
        const char *key, *value, *unit;
    } fixed[] = {
#define FIXED(section, member, key, value, unit, help, why) {key, #value, unit},
#include <hinge/settings.def>
    };
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        bool bare = strcmp(fixed[i].unit, "1") == 0;
        printf("%s\t%s%s%s\n", fixed[i].key, fixed[i].value, bare ? "" : " ",
               bare ? "" : fixed[i].unit);
    }
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* The rows of codes.def of one kind, with what is lost, or how much a warning weighs. */
static void print_codes(unsigned kinds, bool remarks)
{
    static const char *const weight[] = {"note", "warning", "value", "file"};
    size_t n;
    const struct hinge_code *row = hinge_codes(&n);
    const bool effects = kinds == HINGE_CODE_WARNING; /* what analyze does then */
    printf("| code | %s | meaning | %swhat to do |\n|---|---|---|%s---|\n",
           kinds == HINGE_CODE_REASON ? "refused" : "weight", effects ? "then | " : "",
           effects ? "---|" : "");
    for (const struct hinge_code *code = row; code < row + n; code++) {
        const char *detail = code->detail;
        if (code->kinds != kinds && (code->kinds & HINGE_CODE_REASON & kinds) == 0 &&
            !(effects && code->kinds == HINGE_CODE_FINDING))
            continue;
        if (kinds == HINGE_CODE_STATISTICS && (code->severity < HINGE_CODE_LOST) != remarks)
            continue;
        printf("| `%s` | %s | %s", code->name,
               kinds == HINGE_CODE_STATISTICS && !remarks ? "analysis" : weight[code->severity],
               code->phrase);
        if (detail != NULL)
            printf("%s %s",
                   begins(detail, "so ") || begins(detail, "or ") || begins(detail, "and ") ? ","
                                                                                            : ":",
                   detail);
        printf(" | %s%s%s |\n", effects ? hinge_effect_words(code->effect) : "",
               effects ? " | " : "", code->remedy);
    }
}

static void print_reasons(void)
{
    print_codes(HINGE_CODE_REASON, false);
}

static void print_warnings(void)
{
    print_codes(HINGE_CODE_WARNING, true);
}

static void print_analysis_warnings(void)
{
    print_codes(HINGE_CODE_STATISTICS, true);
}

static void print_analysis_errors(void)
{
    print_codes(HINGE_CODE_STATISTICS, false);
}

/* Reasons that are warnings, too. */
static void print_both(void)
{
    size_t n;
    const struct hinge_code *row = hinge_codes(&n);
    printf("| code | then |\n|---|---|\n");
    for (size_t i = 0; i < n; i++)
        if (row[i].kinds == (HINGE_CODE_REASON | HINGE_CODE_WARNING))
            printf("| `%s` | %s |\n", row[i].name, hinge_effect_words(row[i].effect));
}

static const struct {
    const char *name;
    void (*print)(void);
} sections[] = {
    {"analyses", print_analyses},
    {"analysis-errors", print_analysis_errors},
    {"analysis-warnings", print_analysis_warnings},
    {"cues", print_cues},
    {"faults", print_faults},
    {"formats", print_formats},
    {"landmark-sets", print_landmark_sets},
    {"landmarks", print_landmarks},
    {"angles", print_angles},
    {"muscles", print_muscles},
    {"list-columns", print_list_columns},
    {"metrics", print_metrics},
    {"parameter-values", print_parameter_values},
    {"reasons", print_reasons},
    {"reasons-warnings", print_both},
    {"signals", print_signals},
    {"statistics", print_statistics},
    {"tasks", print_tasks},
    {"unmeasured", print_unmeasured},
    {"warnings", print_warnings},
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
