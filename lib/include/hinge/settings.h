/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a name means that more than one list has: the options of the tools, of tables, figures and
 * pages (hinge/query.def), of requests (stats/run/ask.def), and the keys of [run] and [ingest]. A
 * list may add its own words behind, from "; ", ". ", " (" or ": " on. tests/cli/test_settings.sh
 * compares the help of all tools.
 *
 * The default of a name that stands in two lists is here, too. */
#ifndef HINGE_SETTINGS_H
#define HINGE_SETTINGS_H

#define HINGE_HELP_ALL_REPS "include partial and incomplete repetitions"
#define HINGE_HELP_ALL_TASKS "also count faults of daily tasks (default: they are only described)"
#define HINGE_HELP_ALLOW_INFERRED                                                                  \
    "include values of pelvis, hip and spine that a network or a model inferred"
#define HINGE_HELP_ALLOW_SCRIPT                                                                    \
    "accept scripts in the --template: they run in the browser of each reader"
#define HINGE_HELP_ALLOW_SINGLE "include participants with fewer than agg.min_reps repetitions"
#define HINGE_HELP_ALPHA "significance level"
#define HINGE_HELP_BASELINE "the condition that others are compared with"
#define HINGE_HELP_BY "columns whose combinations are the cells; joined by commas"
#define HINGE_HELP_DETAILS "print every table"
#define HINGE_HELP_EVENTS                                                                          \
    "CSV of phases marked by hand, of tasks and of repetitions to exclude: columns file or trial " \
    "(ID), rep, desc_start_s, desc_end_s, asc_start_s, asc_end_s, exclude, task, why, blind"
#define HINGE_HELP_FILTER                                                                          \
    "only rows that meet these conditions, joined by &. A value with a comma or & is \"in "        \
    "quotes\""
#define HINGE_HELP_FORCE "replace files that are in the folder already"
#define HINGE_HELP_FORMAT "format of what is written"
#define HINGE_HELP_GROUPS_VARY "let a participant be in several groups, once in each"
#define HINGE_HELP_IDS "markdown, latex and html: names as csv has them, not as a paper prints them"
#define HINGE_HELP_IMAGE_SIZE "size of the image in pixels, for normalised coordinates"
#define HINGE_HELP_LABEL                                                                           \
    "your own words instead of IDs: a CSV with the columns id and label, or lines \"id = words\""
#define HINGE_HELP_LEVELS "only these levels, in this order"
#define HINGE_HELP_MARGIN "largest differences that would not matter, with their units"
#define HINGE_HELP_MDC "minimal detectable change"
#define HINGE_HELP_N "planned participants or pairs; of two groups: 20,20"
#define HINGE_HELP_NAME "pattern of file names with keys in braces"
#define HINGE_HELP_ORDER "two groups or conditions A,B: effects are A minus B"
#define HINGE_HELP_OUTCOME "column or metric to compare, or several joined by commas"
#define HINGE_HELP_PHASE "phase of the repetition"
#define HINGE_HELP_PRINT_CONFIG "print all settings with their meaning, as a config file"
#define HINGE_HELP_PRINT_TEMPLATE "print the words and marks, with their {{facts}}, and end"
#define HINGE_HELP_RATE "frames per second"
#define HINGE_HELP_RECORDING "recording format instead of recognising it"
#define HINGE_HELP_REPS "repetitions per recording"
#define HINGE_HELP_SEED "number from which chance is drawn; the same number gives the same bytes"
#define HINGE_HELP_SET "change one setting; it overrides the file"
#define HINGE_HELP_SHARD                                                                           \
    "make only part I of N; participants are divided among the parts. Join the parts with "        \
    "hinge-merge"
#define HINGE_HELP_STRATIFY                                                                        \
    "one result for each kind of evidence, task, stage and load, instead of an error"
#define HINGE_HELP_STRICT "stop at the first refused recording and write nothing"
#define HINGE_HELP_TASK "the movement"
#define HINGE_HELP_TEMPLATE "words and marks of your own: a changed copy of --print-template"
#define HINGE_HELP_TRIALS "recordings per condition"
#define HINGE_HELP_UNITS "unit of the coordinates"
#define HINGE_HELP_UP "axis that points up"

#define HINGE_DEFAULT_ALPHA "0.05"
#define HINGE_DEFAULT_BASELINE "none"
#define HINGE_DEFAULT_SEED "20240101" /* of an analysis: reference values are of it */
#define HINGE_DEFAULT_SEED_STUDY "1"  /* of studies that are simulated or planned */
#define HINGE_DEFAULT_SEED_STUDY_NUMBER 1

#endif
