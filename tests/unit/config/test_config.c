/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Configuration files: what is read, what is refused and how it is said; printing. */
#include "test.h"

#include "base/parameters.h"

#include <hinge/config.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct fixture {
    struct hinge_config config;
    struct hinge_error error;
    char folder[64], path[96];
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    const char *base = getenv("TMPDIR");
    snprintf(f->folder, sizeof f->folder, "%.40s/hinge-XXXXXX", base != NULL ? base : "/tmp");
    if (mkdtemp(f->folder) == NULL)
        return -1;
    snprintf(f->path, sizeof f->path, "%s/a.ini", f->folder);
    *state = f;
    hinge_config_init(&f->config);
    return 0;
}

static int teardown(void **state)
{
    cleared_by(freed) struct fixture *f = *state;
    hinge_config_clear(&f->config);
    unlink(f->path);
    rmdir(f->folder);
    return 0;
}

static CMFixtureFunction before_each = setup, after_each = teardown;

static enum hinge_status load_bytes(struct fixture *f, const char *text, size_t length)
{
    FILE *file = fopen(f->path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    return hinge_config_load(&f->config, f->path, &f->error);
}

static enum hinge_status load(struct fixture *f, const char *text)
{
    return load_bytes(f, text, strlen(text));
}

/* The message is "<path><want>". */
static void assert_refused(struct fixture *f, const char *text, const char *want)
{
    assert_int_equal(load(f, text), HINGE_USAGE);
    assert_int_equal(strncmp(f->error.message, f->path, strlen(f->path)), 0);
    assert_string_equal(f->error.message + strlen(f->path), want);
}

/* A number that no study moves is no key, at its value neither. */
TEST(fixed_numbers_are_no_keys)
{
    struct fixture *f = *state;
    assert_refused(f, "[standing]\nstand.win_min_s = 0.5\n",
                   ":2: no key \"stand.win_min_s\" in [standing]; --print-config lists all");
    assert_int_equal(load(f, "[reps]\nseg.turn = 0.0675\n"), HINGE_USAGE);
}

TEST(defaults_without_a_file)
{
    struct fixture *f = *state;
    assert_close(f->config.parameters->seg_join, 0.5, 0, 0);
    assert_true(isnan(f->config.ingest.rate_hz));
    assert_string_equal(f->config.ingest.format, "");
    assert_int_equal(load(f, ""), HINGE_OK);
    assert_int_equal(f->config.n_entries, 0);
}

TEST(reads_every_kind_of_key)
{
    struct fixture *f = *state;
    assert_int_equal(load(f, "\xEF\xBB\xBF# a comment\r\n"
                             "[ingest]\r\n"
                             "rate_hz = 29.97 ; as the camera says\r\n"
                             "image_size=1920x1080\rdecimal = comma\nragged: drop\n"
                             "keep_column = surname_hash, mail_day\n"
                             "name = {group}/{participant}_{trial}.csv\n"
                             "[reps]   ; a comment\n  seg.join = 1\n\tseg.min_samples = 9\n"
                             "[metrics]\nbins.deg = 0,45,90\n"
                             "[standing]\nref = session"),
                     HINGE_OK);
    const struct hinge_ingest_options *ingest = &f->config.ingest;
    assert_close(ingest->rate_hz, 29.97, 0, 0);
    assert_close(ingest->image_width_px, 1920, 0, 0);
    assert_close(ingest->image_height_px, 1080, 0, 0);
    assert_int_equal(ingest->decimal, ',');
    assert_true(ingest->drop_ragged);
    assert_string_equal(ingest->name, "{group}/{participant}_{trial}.csv");
    assert_true(hinge_config_keeps_column(&f->config, "mail_day"));
    assert_true(hinge_config_keeps_column(&f->config, "surname_hash"));
    assert_false(hinge_config_keeps_column(&f->config, "mail"));
    assert_close(f->config.parameters->seg_join, 1, 0, 0);
    assert_int_equal(f->config.parameters->seg_min_samples, 9);
    assert_int_equal(f->config.parameters->bins_deg.n, 3);
    assert_string_equal(f->config.parameters->ref_scope, "session");
}

TEST(keeps_fault_sections_word_for_word)
{
    struct fixture *f = *state;
    assert_int_equal(load(f, "[fault:my_rounding]\nsignal = lumbar_flex\n"
                             "window = descent 0..0.3\n[columns]\nparticipant = Proband\n"
                             "group =; a comment, not a value\n"),
                     HINGE_OK);
    assert_int_equal(f->config.n_entries, 4);
    assert_string_equal(f->config.entry[3].value, "");
    const struct hinge_config_entry *window = &f->config.entry[1];
    assert_string_equal(window->section, "fault");
    assert_string_equal(window->id, "my_rounding");
    assert_string_equal(window->key, "window");
    assert_string_equal(window->value, "descent 0..0.3");
    assert_int_equal(window->line, 3);
    assert_string_equal(window->source, f->path);
    assert_string_equal(f->config.entry[2].section, "columns");
}

TEST(names_the_nearest_key_and_section)
{
    struct fixture *f = *state;
    assert_refused(f, "[reps]\n\nseg.jion = 1\n",
                   ":3: no key \"seg.jion\" in [reps]; did you mean \"seg.join\"?");
    assert_refused(f, "[rep]\n", ":1: no section [rep]; did you mean [reps]?");
    assert_refused(f, "[metrics]\nseg.join = 1\n",
                   ":2: key \"seg.join\" belongs to [reps], not to [metrics]; move it there");
    assert_refused(f, "[ingest]\nseg.jon = 1\n",
                   ":2: no key \"seg.jon\" in [ingest]; did you mean \"seg.join\" of [reps]?");
    assert_refused(f, "seg.join = 1\n",
                   ":1: a key before the first [section]; write the section above it");
    assert_refused(f, "[fault:My-Fault]\nx = 1\n",
                   ":1: [fault:My-Fault]: write a fault's id with small letters, "
                   "digits and _, such as [fault:my_rounding]");
    assert_refused(f, "[fault:mine]\n# threshold = 3\n[reps]\nseg.join = 1\n",
                   ":1: [fault:mine] has no keys: a fault needs threshold and metric, or "
                   "signal and statistic; write them below it, or take the line out");
    assert_refused(f, "[reps]\nseg.join = 1\n[landmarks:lab]\n",
                   ":3: [landmarks:lab] has no keys: a landmark set needs a key for each "
                   "landmark, ours = the file's name; write them below it, or take the "
                   "line out");
    assert_refused(f, "[landmarks:Lab]\nx = 1\n",
                   ":1: [landmarks:Lab]: write a landmark set's id with small letters, digits "
                   "and _, such as [landmarks:mylab]");
    /* nobody would read it there */
    assert_refused(f, "[faults]\nbutt_wink = off\n",
                   ":2: no key \"butt_wink\" in [faults]; --print-config lists all");
    assert_refused(f, "[compare]\nzzzzzz = 1\n",
                   ":2: no key \"zzzzzz\" in [compare]; --print-config lists all");
}

TEST(refuses_bad_values)
{
    struct fixture *f = *state;
    assert_refused(f, "[reps]\nseg.join = 2\n",
                   ":2: seg.join = \"2\": expected a number within its range (0 to 1)");
    assert_refused(f, "[standing]\nref = week\n", ":2: ref = \"week\": expected trial|session");
    assert_refused(f, "[ingest]\nrate_hz = -1\n",
                   ":2: rate_hz = \"-1\": expected a positive number");
    assert_refused(f, "[ingest]\nimage_size = 1920\n",
                   ":2: image_size = \"1920\": expected WIDTHxHEIGHT in whole pixels, such as "
                   "1920x1080");
    assert_refused(f, "[ingest]\nunits = feet\n",
                   ":2: units = \"feet\": expected m|cm|mm|px|norm|deg|rad");
}

TEST(refuses_lines_it_would_misread)
{
    struct fixture *f = *state;
    char line[400];
    assert_refused(f, "[reps]\nseg.join = 1\nseg.fc = 3\nseg.join = 1\n",
                   ":4: \"seg.join\" is in [reps] twice: line 2 has it too; remove one");
    assert_refused(f, "[fault:a]\nx = 1\n[fault:b]\nx = 1\n[fault:a]\nx = 2\n",
                   ":6: \"x\" is in [fault:a] twice: line 2 has it too; remove one");
    assert_refused(f, "[reps]\nhello\nseg.nothing = 1\n",
                   ":2: expected [section] or key = value; correct the line");
    assert_refused(f, "[reps] seg.join = 1\n",
                   ":1: only a comment can follow [section]; write the key on its own line");
    assert_refused(f, "[reps\n", ":1: a section needs its closing ]");
    snprintf(line, sizeof line, "[columns]\ngroup = %0300d\n", 1);
    assert_refused(f, line, ":2: the line is too long to be read whole; shorten it");
    snprintf(line, sizeof line, "[columns]\ngroup=%0190d\n", 1); /* printed: 198 */
    assert_refused(f, line, ":2: the line is too long to be read whole; shorten it");
    snprintf(line, sizeof line, "[columns]\ngroup=%0189d\n", 1);
    assert_int_equal(load_bytes(f, line, strlen(line)), HINGE_OK);
    snprintf(line, sizeof line, "[fault:%050d]\n", 1);
    assert_refused(f, line, ":1: the section's name has more than 49 characters");
    assert_int_equal(load_bytes(f, "[reps]\nseg\0.join = 1\n", 22), HINGE_USAGE);
    assert_int_equal(load_bytes(f, "\xFF\xFE[\0", 4), HINGE_INPUT);
    /* a long comment is only a comment */
    snprintf(line, sizeof line, "# %0300d\n[reps]\nseg.join = 1\n", 1);
    assert_int_equal(load(f, line), HINGE_OK);
}

TEST(set_and_assign)
{
    struct fixture *f = *state;
    struct hinge_config *c = &f->config;
    assert_int_equal(hinge_config_assign(c, "seg.join=1", &f->error), HINGE_OK);
    assert_close(c->parameters->seg_join, 1, 0, 0);
    assert_int_equal(hinge_config_assign(c, "reps.seg.join=0.25", &f->error), HINGE_OK);
    assert_close(c->parameters->seg_join, 0.25, 0, 0);
    assert_int_equal(hinge_config_assign(c, "fault:butt_wink.margin_deg=3", &f->error), HINGE_OK);
    assert_int_equal(hinge_config_assign(c, "fault:butt_wink.margin_deg=4", &f->error), HINGE_OK);
    assert_int_equal(c->n_entries, 1);
    assert_string_equal(c->entry[0].value, "4");
    assert_int_equal(c->entry[0].line, 0);
    assert_int_equal(hinge_config_assign(c, "keep_column=a", &f->error), HINGE_OK);
    assert_int_equal(hinge_config_assign(c, "keep_column=b", &f->error), HINGE_OK);
    assert_string_equal(c->ingest.keep_column, "a,b");
    assert_int_equal(hinge_config_assign(c, "seg.jion=1", &f->error), HINGE_USAGE);
    assert_string_equal(f->error.message, "--set: no key \"seg.jion\"; did you mean \"seg.join\"?");
    assert_int_equal(hinge_config_assign(c, "seg.join", &f->error), HINGE_USAGE);
    /* clang-format off */
    static const char *const bad[] = {"=1", "name=a ;b", "name=a\nb", "name=a\x1f", "name= a", "name=a ", "name=;a", "rate_hz=0", "image_size=x9", "image_size=9x",
        "image_size=9x0", "image_size=9.5x9", "image_size=9x9.5", "image_size=0x9", "seg_join=1", "reps.stand.relax=2", "nowhere.seg.join=1", "fault:A.x=1", "fault:.x=1"};
    static const char *const good[] = {"name=a;b", "rate_hz=0.001", "image_size=1x1", "image_size=", "rate_hz=", "decimal=point", "run.list=a", "columns.c7=a", "fault:a.x="};
    /* clang-format on */
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(hinge_config_assign(c, bad[i], &f->error), HINGE_USAGE);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(hinge_config_assign(c, good[i], &f->error), HINGE_OK);
    assert_true(isnan(c->ingest.rate_hz) && isnan(c->ingest.image_width_px));
    cleared_by(freed) char *printed = hinge_config_print(c);
    assert_non_null(strstr(printed, "\ndecimal = point\n"));
    char longest[300];
    snprintf(longest, sizeof longest, "name=%0200d", 1);
    assert_int_equal(hinge_config_assign(c, longest, &f->error), HINGE_USAGE);
    assert_string_equal(f->error.message,
                        "--set: name: the value is too long for a line of 197 characters");
    assert_int_equal(hinge_config_set(c, "faults", "", "1", "--set", &f->error), HINGE_USAGE);
}

/* What is printed reads back as the same configuration, so it prints the same again. */
TEST(print_reads_back)
{
    struct fixture *f = *state;
    struct hinge_config *c = &f->config;
    char *first = NULL, *second = NULL;
    assert_int_equal(load(f, "[reps]\nseg.join = 0.123456789012345678\n[ingest]\n"
                             "image_size = 640x480\nup = -y\nkeep_column = a,b\n"
                             "[fault:z]\nx = 1\n[fault:y]\nonly = butt_wink\n"
                             "[columns]\ngroup = Arm\n[fault:a]\ny = descent 0..0.3\n"),
                     HINGE_OK);
    first = hinge_config_print(c);
    assert_non_null(strstr(first, "\nimage_size = 640x480\n"));
    assert_non_null(strstr(first, "\n#rate_hz =\n"));
    assert_non_null(strstr(first, "# shortest hold phase (0 to 60 s; default 0.20)\n"
                                  "seg.hold_min = 0.2\n"));
    hinge_config_clear(c);
    hinge_config_init(c);
    assert_int_equal(load(f, first), HINGE_OK);
    assert_close(c->parameters->seg_join, 0.123456789012345678, 0, 0);
    assert_int_equal(c->n_entries, 4);
    second = hinge_config_print(c);
    assert_string_equal(first, second);
    free(first);
    free(second);
}
