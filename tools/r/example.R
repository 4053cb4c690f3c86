# SPDX-License-Identifier: GPL-3.0-or-later
# From results.h5 to a figure and a mixed model: Rscript example.R results.h5 figure.pdf
library(hingekit)
library(lme4)

path <- commandArgs(TRUE)
reps <- hk_reps(path[1], "descent", "lumbar_fraction")
reps <- reps[reps$valid, ]
people <- aggregate(lumbar_fraction ~ participant + group + cue, reps, mean)

pdf(path[2], width = 4, height = 4)
boxplot(lumbar_fraction ~ cue, people, ylab = "Lumbar fraction of the descent")
invisible(dev.off())

# "none" is the reference, as in hingekit; groups in the order of the list
reps$cue <- relevel(factor(reps$cue), "none")
reps$group <- factor(reps$group, unique(reps$group))
model <- lmer(lumbar_fraction ~ group + cue + (1 | participant), reps)
print(fixef(model), digits = 10)
