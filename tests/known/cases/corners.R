# SPDX-License-Identifier: GPL-3.0-or-later
# Cases of make.R: what few data or requests reach: gaps, undefined tests, limits of models.

case("corners", quote({
  three <- read.csv("three_cues.csv", stringsAsFactors = TRUE)
  # --- doses without scores are the levels' own numbers, else their places ---
  loads <- save(data.frame(p = three$p, load = c(0, 20, 60)[three$c], y = three$y), "loads.csv")
  means <- aggregate(y ~ p + load, loads, mean)
  wide <- sapply(c(0, 20, 60), function(k) means$y[means$load == k])
  slope <- function(dose) (dose - mean(dose)) / sum((dose - mean(dose))^2)
  check_trend <- function(column, dose) {
    at <- paste0("trend/", column, "/linear/"); test <- t.test(as.numeric(wide %*% slope(dose)))
    value(paste0(at, "estimate"), test$estimate[[1]], 1e-9)
    value(paste0(at, "p"), test$p.value, 1e-9)
    value(paste0("trend/", column, "/quadratic/estimate"), mean(wide %*% contr.poly(3, dose)[, 2]), 1e-9)
  }
  doses <- function(column, ...) list(analysis = "within", outcome = "y", participant = "p",
                                      condition = column, trend = column, ...)
  run("own_numbers", "loads.csv", doses("load"), check_trend("load", c(0, 20, 60)))
  run("places", "three_cues.csv", doses("c"), check_trend("c", 1:3))
  run("texts", "three_cues.csv", doses("c", scores = list(c = c("0", "5", "60"))), check_trend("c", c(0, 5, 60)))
  run("not_a_number", "three_cues.csv", doses("c", scores = list(c = c("0", "x", "60"))),
      equals("error/code", "E_OPTION"))
  # --- coding ---
  # --- differences between conditions that do not vary have no t ---
  set.seed(50)
  a <- c(1.1, 2.3, 0.7, 1.9, 1.2, 1.4); n <- length(a); d <- round(a + 1.5 + rnorm(n), 1)
  steady <- save(data.frame(participant = rep(paste0("P", 1:n), each = 3), c = c("a", "b", "d"),
                            y = as.vector(rbind(a, a + 1, d))), "steady.csv")
  run("steady_pair", "steady.csv", list(analysis = "within", outcome = "y", condition = "c", max_t = TRUE), {
    flips <- as.matrix(expand.grid(rep(list(c(1, -1)), n)))
    t_of <- function(x) abs(mean(x)) / (sd(x) / sqrt(n))
    both <- cbind(a - d, a + 1 - d)
    largest <- apply(flips, 1, function(s) max(apply(both * s, 2, t_of)))
    equals("pairwise/a-b/t", NA)
    equals("pairwise/a-b/p_max_t", NA)
    value("pairwise/a-d/p_max_t", mean(largest >= t_of(both[, 1]) * (1 - 1e-9)), 1e-12)
    value("pairwise/b-d/p_max_t", mean(largest >= t_of(both[, 2]) * (1 - 1e-9)), 1e-12)
    value("rm_anova/gg_epsilon", 0.5, 1e-9) # one direction of two varies
    value("rm_anova/mauchly_W", 0, 0, 0)
    equals("rm_anova/mauchly_p", NA)
  })
  save(data.frame(participant = rep(paste0("P", 1:n), each = 3), c = c("a", "b", "d"),
                  y = as.vector(rbind(a, a + 1, a + 2))), "steady_all.csv")
  run("all_steady", "steady_all.csv", list(analysis = "within", outcome = "y", condition = "c", trend = "c"), {
    warns("W_ZERO_VARIANCE")
    for (path in c("rm_anova/F", "rm_anova/p", "rm_anova/gg_epsilon", "rm_anova/p_gg", "rm_anova/mauchly_p",
                   "trend/c/linear/t", "trend/c/quadratic/t", "trend/c/quadratic/p")) equals(path, NA)
    value("trend/c/linear/estimate", 1, 1e-9)
  })
  run("equivalent_for_sure", "steady_all.csv", list(analysis = "within", outcome = "y", condition = "c",
                                                    filter = "c=a,b", tost = c(-2, 2)),
      equals("tost/equivalent", NA))
  # fewer people than conditions: the covariance has no full rank
  few <- three[three$p %in% c("P01", "P02"), ]
  run("few_people", "three_cues.csv", list(analysis = "within", outcome = "y", participant = "p", condition = "c",
                                           filter = "p=P01,P02"), {
    m <- tapply(few$y, list(droplevels(few$p), few$c), mean); h <- contr.helmert(3) %*% diag(1 / sqrt(c(2, 6)))
    s <- cov(m %*% h)
    value("rm_anova/gg_epsilon", sum(diag(s))^2 / (2 * sum(s^2)), 1e-8)
    equals("rm_anova/mauchly_p", NA)
  })
  # 17 people: signs are drawn
  many <- expand.grid(time = c("a", "b", "d"), participant = sprintf("P%02d", 1:17))
  many$y <- round(10 + rnorm(17, 0, 2)[many$participant] + 0.45 * as.integer(many$time) + rnorm(nrow(many)), 2)
  many <- save(many, "seventeen.csv")
  run("drawn_max_t", "seventeen.csv", list(analysis = "within", outcome = "y", condition = "time",
                                           max_t = TRUE, permutation = "auto,200"), {
    m <- tapply(many$y, list(many$participant, many$time), mean)
    pairs <- combn(colnames(m), 2)
    both <- apply(pairs, 2, function(k) m[, k[1]] - m[, k[2]])
    t_of <- function(x) abs(mean(x)) / (sd(x) / sqrt(17))
    largest <- sapply(0:199, function(r) {
      word <- drawing(1, r)$word()
      max(apply(both * (1 - 2 * (word %/% 2^(0:16) %% 2)), 2, t_of))
    })
    for (k in seq_len(ncol(pairs)))
      value(paste0("pairwise/", paste(pairs[, k], collapse = "-"), "/p_max_t"),
            (1 + sum(largest >= t_of(both[, k]) * (1 - 1e-9))) / 201, 1e-12)
  })
  # --- one direction ---
  two <- read.csv("two_groups.csv"); x <- two$x[two$group == "b"]; y <- two$x[two$group == "a"]
  run("greater", "two_groups.csv", list(analysis = "between", outcome = "x", group = "group",
                                        order = I(c("b", "a")), alternative = "greater"),
      value("mann_whitney/p", wilcox.test(x, y, alternative = "greater")$p.value, 1e-9))
  m <- tapply(many$y, list(many$participant, many$time), mean)
  run("change_greater", "seventeen.csv", list(analysis = "within", outcome = "y", condition = "time",
                                              order = I(c("d", "a")), alternative = "greater"),
      value("wilcoxon/p", wilcox.test(m[, "d"], m[, "a"], paired = TRUE, alternative = "greater")$p.value, 1e-9))
  run("power_less", "pvalues.csv", list(analysis = "power", test = "t-paired", n = 9, dz = -0.9,
                                        alternative = "less"),
      value("power", power.t.test(9, 0.9, type = "paired", alternative = "one.sided")$power, 1e-7))
  run("enough_at_once", "pvalues.csv", list(analysis = "power", test = "t-paired", dz = 90, power = 0.8),
      value("n", 2, 0, 0))
  # --- several raters with gaps: a target that nobody rated, one that one rated ---
  r <- read.csv("raters.csv"); r$who <- paste0("P", (as.integer(sub("I", "", r$item)) + 1) %/% 2)
  r$label[r$item == "I4"] <- ""; r$label[r$item == "I7"][-1] <- ""; r$rater[5] <- ""
  r <- save(r, "raters_gaps.csv"); r[] <- lapply(r, as.character)
  run("rater_gaps", "raters_gaps.csv", list(analysis = "kappa", outcome = "label", target = "item", rater = "rater",
                                            participant = "who", bootstrap = 50), {
    used <- r[r$label != "" & r$rater != "", ]
    shares <- function(rows) { t <- table(factor(rows$item, unique(rows$item)), factor(rows$label, unique(used$label))); unclass(t) }
    both <- function(t, gwet) {
      ri <- rowSums(t); pair <- ri >= 2; pk <- colMeans(t / ri)
      po <- mean((rowSums(t * (t - 1)) / (ri * (ri - 1)))[pair])
      pe <- if (gwet) sum(pk * (1 - pk)) / (ncol(t) - 1) else sum(pk^2)
      (po - pe) / (1 - pe)
    }
    t <- shares(used); people <- unique(used$who)
    value("n", nrow(used), 0, 0)
    value("n_missing", nrow(r) - nrow(used), 0, 0)
    value("n_targets", nrow(t), 0, 0)
    value("n_targets_rated_twice", sum(rowSums(t) >= 2), 0, 0)
    value("n_participants", length(people), 0, 0)
    for (gwet in c(FALSE, TRUE)) {
      at <- if (gwet) "gwet_ac1_multi/" else "fleiss/"
      value(paste0(at, if (gwet) "ac1" else "kappa"), both(t, gwet), 1e-9)
      drawn <- sapply(0:49, function(k) both(do.call(rbind, lapply(people[boot(length(people), k)], function(w)
        t[unique(used$item[used$who == w]), , drop = FALSE])), gwet))
      ends <- quantile(drawn, c(.025, .975), names = FALSE)
      value(paste0(at, "cluster_ci_low"), ends[1], 1e-9)
      value(paste0(at, "cluster_ci_high"), ends[2], 1e-9)
    }
  })
  # --- several outcomes, of which one never varies ---
  run("outcomes", "three_cues.csv", list(analysis = "within", outcome = c("y", "age"), participant = "p",
                                         condition = "c"), {
    p <- anova(lm(tapply(three$y, list(three$p, three$c), mean) ~ 1), X = ~1, test = "Spherical")$`G-G Pr`[1]
    value("outcomes/y/p_holm_outcomes", p, 1e-6)
    equals("outcomes/age/p_holm_outcomes", NA)
  })
  # --- a gap inside a curve is bridged, up to a twentieth of it ---
  w <- read.csv("masses.csv", stringsAsFactors = TRUE); node <- grep("^n0", names(w))
  w[w$id == "b4", node[11]] <- NA; w[w$id == "a2", node[1]] <- NA
  w[w$id == "a7", node[5:6]] <- NA
  write.csv(w, "curve_gaps.csv", row.names = FALSE, quote = FALSE, na = "")
  run("gaps", "curve_gaps.csv", list(analysis = "spm", design = "paired", condition = "k", participant = "p",
                                     order = I(c("b", "a")), permutation = "exact"), {
    filled <- as.matrix(w[node])
    filled[w$id == "b4", 11] <- mean(unlist(w[w$id == "b4", node[c(10, 12)]]))
    keep <- !w$p %in% w$p[w$id %in% c("a2", "a7")]
    e <- filled[w$k == "b" & keep, ] - filled[w$k == "a" & keep, ]; n <- nrow(e)
    t_of <- function(e) colMeans(e) / (apply(e, 2, sd) / sqrt(n))
    value("n_curves_dropped", 2, 0, 0)
    value("t/10", t_of(e)[[11]], 1e-9)
    flips <- as.matrix(expand.grid(rep(list(c(1, -1)), n)))
    largest <- apply(flips, 1, function(s) max(abs(t_of(e * s))))
    value("permutation/n_perm", 2^n, 0, 0)
    value("permutation/p_max", mean(largest >= max(abs(t_of(e))) * (1 - 1e-9)), 1e-12)
  })
  run("gap_of_two", "curve_gaps.csv", list(analysis = "spm", design = "rm-anova", condition = "k", participant = "p",
                                           permutation = "none"), {
    value("n_participants", 8, 0, 0)
    filled <- w; filled[filled$id == "b4", node[11]] <- mean(unlist(w[w$id == "b4", node[c(10, 12)]]))
    filled <- filled[!filled$p %in% w$p[w$id %in% c("a2", "a7")], ]
    f <- summary(aov(filled[[node[11]]] ~ k + Error(p / k), filled))[[2]][[1]]$`F value`[1]
    value("effects/condition/F/10", f, 1e-8)
  })
  # --- a node where everybody is the same has no statistic ---
  flat <- read.csv("masses.csv", stringsAsFactors = TRUE); flat$n000 <- 0; flat$age <- as.integer(flat$p) * 3 %% 11
  flat$n029 <- 7.1
  save(flat, "flat_nodes.csv"); y <- as.matrix(flat[node])
  none <- function(path) for (k in c(0, 29)) equals(paste0(path, k), NA)
  run("flat_paired", "flat_nodes.csv", list(analysis = "spm", design = "paired", condition = "k", participant = "p",
                                            order = I(c("b", "a")), permutation = "exact"), {
    e <- y[flat$k == "b", ] - y[flat$k == "a", ]; e <- e[, 2:29]; n <- nrow(e)
    t_of <- function(e) colMeans(e) / (apply(e, 2, sd) / sqrt(n))
    flips <- as.matrix(expand.grid(rep(list(c(1, -1)), n)))
    largest <- apply(flips, 1, function(s) max(abs(t_of(e * s))))
    none("t/")
    value("permutation/p_max", mean(largest >= max(abs(t_of(e))) * (1 - 1e-9)), 1e-12)
  })
  run("flat_anova", "flat_nodes.csv", list(analysis = "spm", design = "anova", group = "k", participant = "id",
                                           permutation = 99), {
    none("F/")
    value("F/5", anova(lm(n005 ~ k, flat))$F[1], 1e-8)
  })
  # --- one true case has no variance ---
  save(data.frame(truth = c(1, 0, 0, 0), score = c(3, 1, 2, 4)), "one_true.csv")
  run("one_true", "one_true.csv", list(analysis = "roc", truth = "truth", score = "score", bootstrap = 10), {
    value("roc/auc", 2 / 3, 1e-12)
    equals("roc/se", NA)
  })
  # ranges far beyond what tables hold: the integral over the SD itself
  far <- data.frame(p = rep(paste0("P", 1:3), each = 3), c = c("c1", "c2", "c3"),
                    y = c(10.1, 60.3, 200.2, 11.4, 61.2, 201.7, 9.6, 60.1, 199.4))
  far <- save(far, "far_apart.csv")
}))
