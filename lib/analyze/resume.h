/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a killed run of the same target had analysed: the journal has every trial's
 * result in the order of the passes, and the repetitions as they are stored. */
#ifndef HINGE_ANALYZE_RESUME_H
#define HINGE_ANALYZE_RESUME_H

#include "analyze/references.h"
#include "analyze/results_file.h"
#include "store/journal.h"
#include "store/journal_record.h"

/* Texts of results, which are constants where a result is made: each once. */
struct hinge_result_words {
    struct hinge_arena arena;
    const char *word[64];
    size_t n;
};

/* Zero-initialise, hinge_analyze_resume_close when done; results that were read point
 * into it. */
struct hinge_analyze_resume {
    char study[64]; /* size and time of the study before it was opened */
    struct hinge_journal journal;
    struct hinge_text scratch;
    struct hinge_result_words words;
    bool found;    /* `next` is the result of a trial */
    bool nonsense; /* a record was refused for what it says */
    uint64_t of[2];
    struct hinge_record next;
};

/* Before the study is opened: a journal holds for these very bytes. */
void hinge_analyze_resume_stamp(struct hinge_analyze_resume *resume, const char *study);
/* Once the results file is open: opens the journal, puts the repetitions it has into
 * the file, and has the file add further ones to it. Only the very same analysis is
 * resumed: program, study, part, options and config. Repetitions are of `last_pass`.
 * NOMEM, WRITE. */
enum hinge_status hinge_analyze_resume_open(struct hinge_analyze_resume *resume,
                                            const struct hinge_analyze_request *request,
                                            struct hinge_study_rows *rows,
                                            const struct hinge_shard *shard,
                                            struct hinge_results_file *file,
                                            int last_pass, struct hinge_error *error);
/* The result of a row in a pass, if the journal has it; what it says of repetitions is
 * how many there are. Rows must come in the order in which they were added. */
bool hinge_analyze_resume_read(struct hinge_analyze_resume *resume, int pass,
                               size_t row, struct hinge_trial_result *result);
/* Adds a result that was made now and is in the results file. */
void hinge_analyze_resume_add(struct hinge_analyze_resume *resume, int pass, size_t row,
                              const struct hinge_trial_result *result);
/* keep: for the next run. True when that finds something. */
bool hinge_analyze_resume_close(struct hinge_analyze_resume *resume, bool keep);

/* --- a result without its repetitions as bytes (result_record.c) --- */

void hinge_result_put(struct hinge_text *record,
                      const struct hinge_trial_result *result);
/* Into a result that is zero; owned: hinge_trial_result_clear; its texts live as long
 * as the words. False, and nothing to clear, where it failed. */
bool hinge_result_take(struct hinge_record *record, struct hinge_result_words *words,
                       struct hinge_trial_result *result);

#endif
