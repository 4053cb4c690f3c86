# SPDX-License-Identifier: GPL-3.0-or-later
# What scripts/bench-stats compares with: Rscript bench-stats.R TABLE FORMULA BINARY FORMULA
# Prints "r.lmm SECONDS" and "r.glmm SECONDS": fit and summary, without start and reading.
suppressMessages({ library(lme4); library(lmerTest) })
given <- commandArgs(trailingOnly = TRUE)
timed <- function(name, file, fit) {
    table <- read.csv(file, stringsAsFactors = TRUE)
    seconds <- system.time(summary(fit(table)))[["elapsed"]]
    cat(name, seconds, "\n")
}
timed("r.lmm", given[1], function(table) lmer(as.formula(given[2]), table))
timed("r.glmm", given[3], function(table) {
    glmer(as.formula(given[4]), table, family = binomial, nAGQ = 1)
})
