# What hinge-compare answers to the questions of docs/compare.md, computed by R.
hinge <- function(...) {
  read.csv(text = system(paste("hinge-compare", ..., "--format csv"), intern = TRUE,
                         ignore.stderr = TRUE))
}
value <- function(h, term, column, level = c("", NA))
  h[h$term == term & (if (is.null(h$level)) TRUE else h$level %in% level), column]
same <- function(hinge, r) stopifnot(length(hinge) == 1, abs(hinge - r) <= 1e-5 * abs(r) + 1e-9)
# the cohort: people's means of the descent, as between and within take them
reps <- read.csv("reps.csv")
people <- aggregate(lumbar_fraction ~ participant + group + cue, reps, mean)
none <- subset(people, cue == "none")
dowel <- subset(people, cue == "dowel")
two <- "results.h5 --outcome lumbar_fraction"
groups <- "--group group --order trained,sedentary"
trained <- none$group == "trained"
h <- hinge("between", two, groups, "--filter cue=none")
w <- t.test(none$lumbar_fraction[trained], none$lumbar_fraction[!trained])
same(value(h, "welch", "t"), w$statistic)
same(value(h, "welch", "ci_low"), w$conf.int[1])
change <- dowel$lumbar_fraction - none$lumbar_fraction
h <- hinge("within", two, "--condition cue --order dowel,none")
same(value(h, "paired_t", "p"), t.test(change)$p.value)
h <- hinge("between", two, groups, "--change cue:dowel-none")
same(value(h, "welch", "p"), t.test(change[trained], change[!trained])$p.value)

# every relabelling of the people
h <- hinge("between", two, groups, "--filter cue=none")
picks <- combn(nrow(none), sum(trained))
welch <- function(i) abs(t.test(none$lumbar_fraction[i], none$lumbar_fraction[-i])$statistic)
t <- apply(picks, 2, welch)
same(value(h, "permutation_welch", "p"), mean(t >= welch(which(trained)) * (1 - 1e-9)))

# where in the movement: the largest t of all nodes, people relabelled
curves <- subset(read.csv("curves.csv"), cue == "none")
wide <- reshape(curves[c("participant", "group", "percent", "mean")], timevar = "percent",
                idvar = c("participant", "group"), direction = "wide")
y <- as.matrix(wide[-(1:2)])
student <- function(i) {
  a <- y[i, ]; b <- y[-i, ]; n <- nrow(a); m <- nrow(b)
  ss <- function(x) colSums(scale(x, scale = FALSE)^2)
  (colMeans(a) - colMeans(b)) / sqrt((ss(a) + ss(b)) / (n + m - 2) * (1 / n + 1 / m))
}
observed <- student(which(wide$group == "trained"))
largest <- apply(combn(nrow(y), sum(wide$group == "trained")), 2, function(i) max(abs(student(i))))
h <- hinge("spm results.h5 --curve lumbar_flex", groups, "--filter cue=none --variance pooled")
same(value(h, "permutation", "p_max"), mean(largest >= max(abs(observed)) * (1 - 1e-9)))
same(value(h, "t", "value", "27"), observed[28])
# by default Welch's t under all signs of the distances from the own group's mean curve
first <- wide$group == "trained"
far <- y
for (g in list(first, !first)) far[g, ] <- sweep(y[g, ], 2, colMeans(y[g, ])) * sqrt(sum(g) / (sum(g) - 1))
welch <- function(y) (colMeans(y[first, ]) - colMeans(y[!first, ])) /
  sqrt(apply(y[first, ], 2, var) / sum(first) + apply(y[!first, ], 2, var) / sum(!first))
signs <- as.matrix(expand.grid(rep(list(c(1, -1)), nrow(y))))
largest <- c(max(abs(welch(y))), apply(signs, 1, function(s) max(abs(welch(s * far)))))
h <- hinge("spm results.h5 --curve lumbar_flex", groups, "--filter cue=none")
same(value(h, "permutation", "p_max"), mean(largest >= max(abs(welch(y))) * (1 - 1e-9)))

# faults: a share per person and cue, their differences
faults <- subset(read.csv("faults.csv"), group == "sedentary")
faults$is <- faults$state %in% c("above", "present")
share <- tapply(faults$is, list(faults$participant, faults$cue), mean)
b <- t.test(share[, "dowel"], share[, "none"], paired = TRUE)
h <- hinge("binary_within results.h5 --outcome lumbar_rounding --condition cue",
           "--order dowel,none --filter group=sedentary")
same(value(h, "rd_participant", "t"), b$statistic)
h <- hinge("prevalence results.h5 --outcome lumbar_rounding --by group,cue")
same(value(h, "cells", "prevalence", "group=sedentary;cue=none"), mean(faults$is[faults$cue == "none"]))

# agreement
raters <- read.csv("raters.csv")
table <- prop.table(table(raters$clinician, raters$tool))
chance <- sum(rowSums(table) * colSums(table))
h <- hinge("kappa raters.csv --rater clinician,tool")
same(value(h, "kappa", "kappa"), (sum(diag(table)) - chance) / (1 - chance))
h <- hinge("validate raters.csv --truth clinician --pred tool")
yes <- raters$clinician == 1
same(value(h, "accuracy", "value", "sensitivity"), mean(raters$tool[yes]))
same(value(h, "accuracy", "wilson_low", "sensitivity"),
     suppressWarnings(prop.test(sum(raters$tool[yes]), sum(yes), correct = FALSE))$conf.int[1])
methods <- reshape(read.csv("methods.csv"), idvar = "participant", timevar = "method", direction = "wide")
bias <- methods$flexion_deg.video - methods$flexion_deg.lab
h <- hinge("bland_altman methods.csv --outcome flexion_deg --method method",
           "--participant participant --order video,lab")
same(value(h, "bland_altman", "loa_high"), mean(bias) + qnorm(.975) * sd(bias))
same(value(h, "bland_altman", "bias_ci_low"), t.test(bias)$conf.int[1])
h <- hinge("power --test t-paired --dz 0.5 --power 0.8")
same(h$n_exact, power.t.test(delta = 0.5, power = 0.8, type = "paired", strict = TRUE)$n)

# each cue, each outcome; two groups, every outcome
all <- read.csv("faults.csv")
d <- tapply(all$severity, list(all$participant, all$cue), mean)
h <- subset(hinge("cues results.h5 --mdc 4"), role == "primary")
same(h$p, t.test(d[, "dowel"] - d[, "none"])$p.value)  # 10 people: t
h <- subset(hinge("groups results.h5 --order trained,sedentary --filter cue=none"), role == "primary")
r <- t.test(none$lumbar_fraction[trained], none$lumbar_fraction[!trained])  # 5 and 5: Welch's t
same(h$p, r$p.value)
same(h$ci_low, r$conf.int[1])
same(h$ci_high, r$conf.int[2])

# the error of measurement: two-way variances of people and trials
again <- aggregate(lumbar_fraction ~ participant + trial, read.csv("retest.csv"), mean)
ms <- summary(aov(lumbar_fraction ~ participant + factor(trial), again))[[1]][, "Mean Sq"]
n <- length(unique(again$participant))
h <- hinge("icc retest.h5 --outcome lumbar_fraction --target participant --rater trial")
same(value(h, "icc", "icc", "ICC2"), (ms[1] - ms[3]) / (ms[1] + ms[3] + 2 * (ms[2] - ms[3]) / n))
same(as.numeric(na.omit(h$mdc95_agreement)), 1.96 * sqrt(2 * (ms[3] + max(0, (ms[2] - ms[3]) / n))))
