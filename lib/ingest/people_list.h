/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of participants beside a trial list: age, sex, height and the like, said once
 * a person. */
#ifndef HINGE_INGEST_PEOPLE_LIST_H
#define HINGE_INGEST_PEOPLE_LIST_H

#include "ingest/intake.h"

#define HINGE_PEOPLE_LIST "participants.csv"

/* Joins the participants.csv that lies in the folder of a row's list, or in the folder
 * given, to the intake's rows by participant, and by session where it has one: blank
 * cells are filled, new columns added. Whom it does not know, and who has no recording,
 * goes to request->message. USAGE: no column participant, a personal or mistyped
 * column, one without its unit; INPUT: a participant twice, a value that is another in
 * the trial list (both lines named). */
enum hinge_status hinge_people_list_join(const struct hinge_ingest_request *request,
                                         struct hinge_intake *intake, struct hinge_error *error);

#endif
