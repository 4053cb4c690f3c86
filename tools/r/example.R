# SPDX-License-Identifier: GPL-3.0-or-later
# From results.h5 to a figure and a test of people's changes with the dowel:
# hinge-table reps results.h5 -o reps.csv && Rscript example.R results.h5 reps.csv figure.pdf
library(hingekit)

file <- commandArgs(TRUE)
reps <- hinge_read(file[1], "reps", "descent", "lumbar_fraction")
# reps.csv says which repetitions are used
used <- subset(read.csv(file[2], colClasses = "character"), phase == "descent" & used == "1")
reps <- merge(reps, used[c("participant", "session", "task", "cue", "trial", "rep")])
# people are the unit: means of recordings, then of people
recordings <- aggregate(lumbar_fraction ~ participant + cue + trial_id, reps, mean)
people <- aggregate(lumbar_fraction ~ participant + cue, recordings, mean)

pdf(file[3], width = 4, height = 4)
boxplot(lumbar_fraction ~ cue, people, ylab = "Lumbar fraction of the descent")
invisible(dev.off())

value <- tapply(people$lumbar_fraction, people[c("participant", "cue")], mean)
change <- t.test(value[, "dowel"] - value[, "none"])
print(c(mean = change$estimate, se = change$stderr, change$statistic), digits = 10)
