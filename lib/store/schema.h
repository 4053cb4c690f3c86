/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names inside results.h5, shared by what writes it (cohort) and what reads it
 * (report).
 *
 * Tables (a row per …):
 *   /trials     trial analysed or refused, in list order. Text: trial_id file
 * participant group session task cue trial role status reason message tier lumbar_def
 * driver standing_source side family seg_source format landmark_set warnings. Numbers:
 * inferred dim pelvis thigh frontal metric pos rate_hz cutoff_hz frames duration_s reps
 * reps_complete reps_partial reps_truncated ghosts rejected_stepping
 *               rejected_alternating rejected_no_trunk rejected_too_short
 * rejected_rom_small rejected_manual first_rep (row of /reps) leg_length_m standing_s
 * standing_start_s standing_end_s standing_cva_deg standing_trunk_deg
 * standing_pelvis_deg standing_knee_deg held_share. `status` is ok, partial or refused.
 * /list       the trial list of the study as it was given (typed), with column id
 * /ledger     file given at ingest, refused ones too: trial_id file status reason
 * message … /parameters key, value, unit, help /faults     fault used: id title short
 * wording source unit threshold statistic signal window margin_a margin_b margin_c
 * /metrics metric: id unit title source digits aggregate /agreement  ours against what
 * came with a recording, a row per trial and quantity: trial (row of /trials), of
 * (angle, phase), name, unit, n, r, bias, sd, offset
 *
 * Growing arrays, first dimension repetition (one entry per repetition, trials in
 * order): /reps: trial (i32, row of /trials), rep (i32, 1-based within the trial),
 * floor, complete, valid (u8: in the default analysis set: complete, not partial, no
 * gap), desc_start_s desc_end_s asc_start_s asc_end_s rom_deg (f64), warnings (u64),
 *          value (f64 [metric][phase], in the unit of /metrics), reason (u16
 * [metric][phase]: why it is missing), fault_state (u8 [fault]: 0 absent 1 below 2
 * above 3 present, 255 refused = fill), fault_severity fault_threshold fault_margin
 * fault_time_s (f64 [fault]), fault_reason (u16 [fault]) /waveforms: descent_by_time,
 * ascent_by_time, descent_by_progress and ascent_by_progress like by_time (f32
 * [signal][101]): the whole repetition over 0..100 % of its time, changes from standing
 * Dimensions: phase (descent hold ascent rep), metric, fault, signal, percent (0..100).
 * Attributes: source, and those of decision 14. */
#ifndef HINGE_STORE_SCHEMA_H
#define HINGE_STORE_SCHEMA_H

#define HINGE_GROUP_TRIALS "/trials"
#define HINGE_GROUP_LIST "/list"
#define HINGE_GROUP_LEDGER "/ledger"
#define HINGE_GROUP_PARAMETERS "/parameters"
#define HINGE_GROUP_FAULTS "/faults"
#define HINGE_GROUP_METRICS "/metrics"
#define HINGE_GROUP_AGREEMENT "/agreement"
#define HINGE_GROUP_REPS "/reps"
#define HINGE_GROUP_WAVEFORMS "/waveforms"
/* [repetition][metric][phase]; its entries are read by the metric's id, like arrays. */
#define HINGE_ARRAY_VALUE "value"

#endif
