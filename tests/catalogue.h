/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clang-format off */
    "chin_tuck: max neck_flex - stand DHA 0+1 > 15",
    "head_up: min neck_flex - stand DHA 0-1 > 15",
    "forward_head_setup: median cva S 50-1 > 0 but floor=na",
    "head_trunk_line: median head_line - stand B 0+1abs > 15 never-",
    "head_retraction: max head_back - stand DHA 0+1 > 0.05 if neck_flex DHA<10 abs "
    "else refused",
    "shoulder_shrug: max shoulder_rise - stand DHA 0+1 > 0.05 or shoulder_ear if "
    "neck_flex DHA<10 abs fallback else refused",
    "shoulder_rounding: max shoulder_forward - stand DH 0+1 > 0.05 A",
    "rib_flare_asym: metric rib_asymmetry_tl rep  0+1 > 0.03 never- A",
    "dowel_contact_lost: metric dowel_gap_tl rep  0+1 > 0.05 lumbar",
    "insufficient_hip_travel: median hip_posterior - stand B 0.1-1 > 0 wall if driver "
    "B>=40 else refused",
    "fold_forward: metric half_lean_travel descent  0.4-1 > 0 if trunk_incl D>=30 "
    "else refused if hip_posterior B>=0.03 uncertain else present 0.4",
    "squat_pattern: metric path_angle_deg rep  0+1 > 45 if driver B>=40 else refused",
    "chest_not_over_toes: metric chest_toe_fl rep  0+1abs > 0.75 never-",
    "load_off_midfoot: metric load_midfoot_fl rep  0+1abs > 0.25 never- only load",
    "weight_off_midfoot: max com_foot - target DH 0+1abs > 20 never-",
    "warrior_depth_short: median trunk_incl - stand B 75-1 > 0 only task:warrior_hinge",
    "depth_short: median driver - stand B 50-1 > 0 driver only depth:fixed",
    "wall_tap_miss: metric wall_miss_cm rep  0+1 > 0 if wall_touched<1 else absent "
    "if wall_touched>=0.5 else present",
    "knee_dominant: metric hip_knee_share descent  1-1 > 0.4 or trunk_thigh_knee_share",
    "excessive_knee_flexion: median knee_flex - stand B 0+1 > 30 but "
    "task:kettlebell_deadlift=45 task:kettlebell_deadlift_elevated=45 "
    "task:kettlebell_swing=40 task:kickstand_hinge=35 task:kickstand_lifted=35 "
    "task:warrior_hinge=45 task:single_leg_hinge=40 daily=60",
    "locked_knees: median knee_flex - stand B 5-1 > 0 if driver B>=30 else refused",
    "knee_forward_travel: max knee_travel - stand DH 0+1 > 0.05 never- but "
    "task:deadlift_floor=0.10 cue:push_pull=0.10 daily=0.15 cue:bench_front=na",
    "knee_past_toe: max knee_toe DH 0+1 > 0 but cue:bench_front=na",
    "shin_forward: median shank_incl B 0+1 > 10 but cue:heel_block=na "
    "cue:bench_front=na",
    "shin_back_excess: median shank_incl B 0-1 > 15",
    "knees_first: onset_least knee_flex/hip_flex D 0+1 > 0.1 or trunk_thigh if "
    "knee_flex D>=10 else refused",
    "bench_front_contact: max knee_travel - stand DH 0+1 > 0.02 never- only "
    "cue:bench_front",
    "bench_behind_miss: metric bench_miss_cm rep  0+1 > 0 if bench_behind_touched<1 "
    "else absent if bench_behind_touched>=0.5 else present only cue:bench_behind",
    "knee_valgus: metric knee_gap_ratio rep  1-1 > 0.15",
    "stance_width: metric stance_log rep  0+1abs > 0.35 never-",
    "toe_out: metric toe_out_deg rep  0+1 > 20 never-",
    "glute_late: metric gmax_lag_s ascent  0+1 > 0.03",
    "hamstring_first: metric gmax_ham_lag_s ascent  0+1 > 0.03",
    "erector_first: metric gmax_es_lag_s ascent  0+1 > 0.03",
    "glute_clench_descent: metric gmax_early_share descent  0+1 > 0.2",
    "glute_low_activation: metric gmax_ham_ratio ascent  1-1 > 0.5",
    "hip_flexor_pull: metric hip_flexor_ratio descent  0+1 > 2",
    "es_flexion_relaxation: metric flexion_relaxation_ratio rep  0+1 > 10",
    "brace_absent: metric brace_ratio rep  1.5-1 > 0",
    "butt_wink: drop pelvis_tilt DH0.6-1 0+1 > 5 within never- strict deep pelvis",
    "pelvic_tuck: min pelvis_tilt - start D0-0.5 0-1 > 5 within never- pelvis",
    "pelvic_rotation: max pelvic_yaw - stand DHA 0+1abs > 10 never-",
    "asym_hip: median hip_asymmetry - stand B 0+1abs > 10 never- only bilateral",
    "lateral_shift: median lateral_shift - stand B 0+1abs > 0.04 never- only bilateral",
    "lateral_lean: max lateral_lean - stand DHA 0+1abs > 8 never-",
    "pelvic_drop: min pelvic_obliquity - stand DHA 0-1 > 5 within strict side only "
    "unilateral",
    "pelvic_open: max pelvic_obliquity - stand DHA 0+1 > 8 within strict side only "
    "unilateral",
    "lumbar_rounding: max lumbar_flex - stand DHA 0+1 > 30 lumbar",
    "lumbar_rounding_of_max: metric lumbar_peak_of_max_pct rep  0+1 > 70 lumbar",
    "rounding_early: share lumbar_flex/total_flex D0-0.3 0+1 > 0.4 lumbar if "
    "total_flex D0-0.3>=10 else refused if lumbar_flex D0-0.3>=5 else absent",
    "rounding_late: share lumbar_flex/total_flex D0.75-1 0+1 > 0.4 lumbar if "
    "total_flex D0.75-1>=8 else refused if lumbar_flex/total_flex D0-0.75<0.25 else"
    " absent if lumbar_flex D0.75-1>=5 else absent",
    "hip_plateau_end: plateau hip_flex/total_flex D0.75-1 1-1 > 0.4 within lumbar "
    "if total_flex D>=30 else refused if total_flex D0.75-1>=8 else refused",
    "waist_initiation: onset lumbar_flex/hip_flex D 0+1 > 0.1 lumbar if lumbar_flex"
    " D>=5 else absent if hip_flex D>=5 else present 0lasting",
    "neighbor_borrowing: metric hip_share descent  1-1 > 0.5 lumbar but floor=na",
    "hip_rom_limited: median hip_flex - stand B 60-1 > 0 pelvis only depth:max "
    "task:maxflex task:warrior_hinge",
    "spine_over_hip: metric lumbar_fraction descent  0+1 > 0.4 lumbar",
    "lumbar_overextension: min lumbar_flex - stand DHA 0-1 > 10 never- lumbar",
    "lockout_overextension: min lumbar_flex - stand L 0-1 > 8 never- strict or "
    "trunk_incl",
    "stack_loss: min lumbar_isb - stand SDH 0-1 > 8 A or lumbar_flex",
    "rib_flare_setup: metric rib_flare_deg rep  0+1 > 5 A",
    "thoracic_rounding: max thoracic_curv - stand DHA 0+1 > 10 strict lumbar",
    "uncontrolled_lowering: rate driver D 0+1 > 100 driver",
    "drop_lowering: metric lowering_acceleration_g descent  0+1 > 0.5 only load floor task:sit_to_chair",
    "short_eccentric: metric tempo_ratio rep  1-1 > 0.4",
    "jerky_descent: metric sparc_slow descent  0-1 > 2",
    "back_first_ascent: onset lumbar_flex/hip_flex A 0+1 > 0.1 lumbar if "
    "lumbar_flex A>=5 else refused",
    "back_first_q1: quarter lumbar_flex/total_flex A 0+1 > 0.4 lumbar if total_flex"
    " A>=40 else refused",
    "back_unfurl: excursion lumbar_flex A 0-1 > 20 lumbar if lumbar_fraction>=0.25 "
    "else absent",
    "hips_shoot_up: metric knee_share_early ascent  -0.5+1 > 0 if "
    "knee_extension_deg>=10 else absent only floor",
    "no_lockout: median driver - stand L 0+1 > 12 driver",
