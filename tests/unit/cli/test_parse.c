/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: every kind of option and every way to write it; what usage errors
 * say. */
#include "test.h"

#include "cli/parts.h"
#include "os/system.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
    const char *output, *format, *writer;
    double rate;
    long reps;
    bool strict, all;
    struct cli_list set;
};
#define AT(member) offsetof(struct arguments, member)

static const char *writer_at(size_t i)
{
    return i == 0 ? "csv" : i == 1 ? "text" : NULL;
}

/* clang-format off */
static const struct cli_option options[] = {
    {.kind = CLI_GROUP, .help = "Input"},
    {CLI_NUMBER, 'r', "rate", "HZ", AT(rate), .help = "rate", .example = "29.97", .low = 1, .high = 1e4},
    {CLI_INTEGER, 0, "reps", "N", AT(reps), .help = "count", .standard = "5"},
    {CLI_CHOICE, 'f', "format", "FORMAT", AT(format), .help = "format", .choices = "trc|csv"},
    {CLI_CHOICE, 0, "writer", "WRITER", AT(writer), .help = "writer", .standard = "text", .choice_at = writer_at},
    {CLI_REPEAT, 0, "set", "KEY=VALUE", AT(set), .help = "set"},
    {CLI_TEXT, 'o', "output", "FILE", AT(output), .help = "output"},
    {CLI_FLAG, 's', "strict", NULL, AT(strict), .help = "strict"},
    {CLI_FLAG, 'a', "all", NULL, AT(all), .help = "all"},
    {0}};
/* clang-format on */

static const struct cli_operand operands[] = {
    {"WHAT", "what", 1, 1, "reps|trials"}, {"FILE", "files", 0, 2, NULL}, {0}};

static const struct cli_tool tool = {.name = "hinge-test",
                                     .summary = "tests",
                                     .details = "",
                                     .operand = operands,
                                     .option = options,
                                     .args_size = sizeof(struct arguments),
                                     .uses = CLI_USES_THREADS};

static struct cli cli = {.tool = &tool};
static struct arguments arguments;
static struct hinge_error error;

static void clear(void)
{
    cli_parse_clear(&cli, &arguments);
    cli = (struct cli){.tool = &tool};
    arguments = (struct arguments){0};
}

/* Words separated by blanks; "" between two blanks stands for itself. */
static enum hinge_status parse(const char *line)
{
    static char copy[256], name[] = "hinge-test";
    static char *argv[32];
    int argc = 1;
    clear();
    snprintf(copy, sizeof copy, "%s", line);
    argv[0] = name;
    for (char *p = copy; *p != '\0';) {
        argv[argc++] = p;
        p += strcspn(p, " ");
        if (*p == ' ')
            *p++ = '\0';
    }
    return cli_parse(&cli, &arguments, argc, argv, &error);
}

static void assert_usage(const char *line, const char *message)
{
    assert_int_equal(parse(line), HINGE_USAGE);
    assert_string_equal(error.message, message);
}

TEST(defaults)
{
    assert_int_equal(parse("reps"), HINGE_OK);
    assert_true(isnan(arguments.rate));
    assert_int_equal(arguments.reps, 5);
    assert_null(arguments.format);
    assert_null(arguments.output);
    assert_string_equal(arguments.writer, "text");
    assert_false(arguments.strict);
    assert_int_equal(arguments.set.n, 0);
    assert_int_equal(cli.common.threads, hinge_os_processors());
    assert_int_equal(cli.n_operands, 1);
}

TEST(every_way_to_write_an_option)
{
    assert_int_equal(parse("--rate=30 trials -fcsv a --set x=1 -sao out.h5 --set=y=2 -j 3 -"),
                     HINGE_OK);
    assert_close(arguments.rate, 30, 0, 0);
    assert_string_equal(arguments.format, "csv");
    assert_string_equal(arguments.output, "out.h5");
    assert_true(arguments.strict && arguments.all);
    assert_int_equal(arguments.set.n, 2);
    assert_string_equal(arguments.set.item[0], "x=1");
    assert_string_equal(arguments.set.item[1], "y=2");
    assert_int_equal(cli.common.threads, 3);
    assert_int_equal(cli.n_operands, 3);
    assert_string_equal(cli.operand[0], "trials");
    assert_string_equal(cli.operand[2], "-");
    /* "--" ends options; "-" is a value; a number may be negative */
    assert_int_equal(parse("--output - --reps -3 -- reps --rate"), HINGE_OK);
    assert_string_equal(arguments.output, "-");
    assert_int_equal(arguments.reps, -3);
    assert_string_equal(cli.operand[1], "--rate");
}

/* Twice: which one counts? Flags say the same again, lists grow. */
TEST(repeated_options)
{
    assert_usage("reps --output a --output b", "--output is given twice; which one counts?");
    assert_usage("reps -o a --output=a", "--output is given twice; which one counts?");
    assert_usage("reps --reps 3 --reps 3", "--reps is given twice; which one counts?");
    assert_int_equal(parse("-s --strict --set a=1 --set b=2 reps"), HINGE_OK);
    assert_int_equal(arguments.set.n, 2);
}

TEST(unknown_options)
{
    assert_usage("reps --formt csv", "unknown option --formt; did you mean --format?");
    assert_usage("reps --form=csv", "unknown option --form; did you mean --format?");
    assert_usage("reps -strict", "unknown option -strict; did you mean --strict?");
    assert_usage("reps -sx", "unknown option -x; see hinge-test --help");
    assert_usage("reps -x", "unknown option -x; see hinge-test --help");
    assert_usage("reps --dry-run", "unknown option --dry-run; see hinge-test --help");
    assert_usage("reps --zzzz", "unknown option --zzzz; see hinge-test --help");
}

TEST(bad_values)
{
    assert_usage("reps --rate", "--rate needs a value: HZ");
    assert_usage("reps --rate=", "--rate: \"\" is not a number; write for example 29.97");
    assert_usage("reps --rate 30Hz", "--rate: \"30Hz\" is not a number; write for example 29.97");
    assert_usage("reps --rate 0.5", "--rate: 0.5 is outside 1 to 10000");
    assert_usage("reps --rate nan", "--rate: \"nan\" is not a number; write for example 29.97");
    assert_usage("reps --reps 1.5", "--reps: \"1.5\" is not a whole number");
    assert_usage("reps -j 5000", "-j: 5000 is outside 0 to 1024");
    assert_usage("reps -o --strict", "-o needs a value: FILE; \"--strict\" looks like an option");
    assert_usage("reps --output=", "--output needs a value: FILE; it was given an empty text");
    assert_usage("reps --strict=yes", "--strict takes no value");
    assert_usage("reps --writer txt",
                 "--writer: \"txt\" is not one of csv, text; did you mean text?");
}

TEST(operand_rules)
{
    assert_usage("", "WHAT is missing: one of reps, trials; see hinge-test --help");
    assert_usage("rep", "WHAT: \"rep\" is not one of reps, trials; did you mean reps?");
    assert_usage("reps a b c", "\"c\" is one argument too many; see hinge-test --help");
    assert_int_equal(parse("reps a b"), HINGE_OK);
}

TEST(help_needs_nothing_else)
{
    assert_int_equal(parse("--help --nonsense"), HINGE_OK);
    assert_true(cli.common.help);
    assert_int_equal(parse("--version"), HINGE_OK);
    assert_int_equal(parse("-h"), HINGE_OK);
}

TEST(rows_are_checked)
{
    static const struct cli_option twice[] = {
        {CLI_FLAG, 'q', "quick", NULL, 0, .help = "clashes with --quiet"}, {0}};
    static const struct cli_option outside[] = {
        {CLI_FLAG, 0, "far", NULL, 4096, .help = "stored nowhere"}, {0}};
    struct cli_tool bad = tool;
    assert_works(cli_rows_check(&tool, &why));
    bad.option = twice;
    assert_int_equal(cli_rows_check(&bad, &error), HINGE_INTERNAL);
    bad.option = outside;
    assert_int_equal(cli_rows_check(&bad, &error), HINGE_INTERNAL);
}

TEST(progress_text)
{
    char text[96];
    assert_string_equal(cli_progress_text(0, 10, 0, text, sizeof text),
                        "[                        ]   0 %  0/10");
    assert_string_equal(cli_progress_text(5, 10, 20, text, sizeof text),
                        "[############            ]  50 %  5/10  ETA 0:20");
    assert_string_equal(cli_progress_text(1, 1000, 10, text, sizeof text),
                        "[                        ]   0 %  1/1000  ETA 2:46:30");
    assert_string_equal(cli_progress_text(7, 7, 9, text, sizeof text),
                        "[########################] 100 %  7/7  ETA 0:00");
    assert_string_equal(cli_progress_text(3, 0, 9, text, sizeof text), "step 3  0:09");
    assert_string_equal(cli_progress_text(1234, 0, 131, text, sizeof text), "step 1234  2:11");
}

static int finish(void **state)
{
    (void)state;
    clear();
    return 0;
}

static CMFixtureFunction after_all = finish;
