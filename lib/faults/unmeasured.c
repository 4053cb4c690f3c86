/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What coaches say that movement alone cannot show (method 7.6). Never a proxy under
 * these names. */
#include "faults/fault.h"

/* clang-format off */
static const struct hinge_unmeasured rows[] = {
    {"muscles lengthening, glutes engaged, core and brace tension, relaxed hip flexors, lats, "
     "obliques", "EMG (with MVC) or ultrasound; kinematics gives joint angles only"},
    {"concentric, isometric or eccentric contraction", "EMG and a muscle-tendon model; the tool gives phases of the movement"},
    {"pelvic floor tightness, 360-degree expansion, exhalation, ribs turning in with the breath",
     "respiratory belt or spirometer, ultrasound, rib markers"},
    {"disc compression, ligament strain, tissue load, force into the ground",
     "force plates, load and inverse dynamics or an EMG-assisted model"},
    {"feet twisting into the ground, 95-100 % of the weight on the front leg, mid-foot weight",
     "force plates (free moment, centre of pressure); else a centre of mass proxy"},
    {"pressure on the bench, contact of dowel or wall", "a contact sensor or an annotation"},
    {"feeling a stretch, pain, effort, confidence", "a questionnaire (NRS, Borg), as a covariate"},
    {"tight hip flexors, hamstring length, ankle mobility, lower crossed syndrome",
     "clinical tests (Thomas, AKE or SLR, weight-bearing lunge), as covariates"},
    {"lumbar flexion from COCO, MediaPipe, BODY_25, Halpe or Kinect", "spine markers, IMUs, or spine keypoints"},
    {"knees falling in, level of the pelvis, stance and asymmetry from one side view", "a frontal view or three dimensions"},
    {"weak glutes or abdominals, size or shape of muscles", "dynamometry or ultrasound, as covariates"},
    {"bending hundreds of times a day", "an all-day wearable; the tool counts repetitions in a recording"},
    {"the femur in its socket", "imaging such as dynamic MRI or fluoroscopy"},
    {"a habit and its cause, such as sitting", "repeated observation in daily life, and a trial that changes the cause"},
    {"what the brain learns", "a retention test later, without the cue; imaging or stimulation of the brain"},
    {"prevention of injury, long-term change", "a longitudinal design, no metric of a recording"},
};
/* clang-format on */

const struct hinge_unmeasured *hinge_fault_unmeasured(size_t *count)
{
    *count = sizeof rows / sizeof *rows;
    return rows;
}
