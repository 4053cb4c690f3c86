# SPDX-License-Identifier: GPL-3.0-or-later
# Cases of make.R: what is drawn anew, with the very draws of draws.R.
source("draws.R")

# --- limits of agreement of repetitions (Bland & Altman 2007) and of people's means ---
limits <- function(own) { # own: each person's differences
  d <- unlist(own); k <- length(own); n <- lengths(own); g <- factor(rep(seq_len(k), n))
  s <- anova(lm(d ~ g))$`Mean Sq`
  n0 <- (sum(n) - sum(n^2) / sum(n)) / (k - 1)
  between <- max(0, (s[1] - s[2]) / n0); sd <- sqrt(between + s[2])
  list(bias = mean(d), n0 = n0, var_between = between, var_within = s[2], sd = sd,
       loa_low = mean(d) - qnorm(.975) * sd, loa_high = mean(d) + qnorm(.975) * sd)
}
check_limits <- function(own, replicates) {
  at <- limits(own); k <- length(own)
  for (key in names(at)) value(paste0("bland_altman_repeated/", key), at[[key]], 1e-9)
  value("bland_altman_repeated/n", length(unlist(own)), 0, 0)
  value("bland_altman_repeated/n_participants", k, 0, 0)
  for (end in c("loa_low", "loa_high")) {
    b <- percentile(function(i) limits(own[i])[[end]], k, replicates)
    value(paste0("bland_altman_repeated/", end, "_ci_low"), b[1], 1e-8)
    value(paste0("bland_altman_repeated/", end, "_ci_high"), b[2], 1e-8)
  }
}
case("agreement", quote({
  set.seed(41)
  d <- expand.grid(method = c("lab", "video"), rep = 1:3, trial = c("T1", "T2"), p = 1:8)
  d <- d[d$trial == "T1" | d$rep < 1 + d$p %% 4, ] # unequal numbers of repetitions
  own <- rnorm(8, 0, 5); off <- rnorm(8, 1.5, 2)
  d$y <- round(40 + own[d$p] + rnorm(nrow(d), 0, 1.5) + (d$method == "video") * off[d$p], 2)
  d$p <- sprintf("P%02d", d$p)
  d <- d[sample(nrow(d)), ] # a pair's rows need not follow each other
  d <- d[order(d$p), c("p", "trial", "rep", "method", "y")]
  d <- d[!(d$p == "P03" & d$trial == "T1" & d$rep == 2 & d$method == "lab"), ]
  d <- save(d, "two_methods.csv")
  wide <- merge(d[d$method == "video", -4], d[d$method == "lab", -4], by = c("p", "trial", "rep"))
  wide <- wide[order(wide$p, wide$trial, wide$rep), ]
  wide$e <- round(wide$y.x - wide$y.y, 2)
  own <- split(wide$e, wide$p)
  methods <- list(analysis = "bland_altman", outcome = "y", method = "method", participant = "p")
  run("pairs_of_repetitions", "two_methods.csv",
      c(methods, repeated = TRUE, rep = "rep", trial = "trial", bootstrap = 60,
        list(order = I(c("video", "lab")))), {
    check_limits(own, 60)
    warns("W_INCOMPLETE_PAIRS") # P03's second repetition has one method
  })
  run("whose_trial", "two_methods.csv", c(methods, repeated = TRUE, rep = "rep"),
      equals("error/code", "E_OPTION")) # repetition 1 of two trials
  run("other_way_round", "two_methods.csv",
      c(methods, repeated = TRUE, rep = "rep", trial = "trial", bootstrap = 60,
        list(order = I(c("lab", "video")))), check_limits(lapply(own, `-`), 60))
  save(wide[c("p", "e")], "differences.csv")
  run("differences", "differences.csv",
      list(analysis = "bland_altman", difference = "e", participant = "p", repeated = TRUE,
           bootstrap = 60), check_limits(own, 60))
  simple <- function(e) {
    n <- length(e); z <- qnorm(.975); low <- mean(e) - z * sd(e); high <- mean(e) + z * sd(e)
    half <- qt(.975, n - 1) * sd(e) * sqrt(1 / n + z^2 / (2 * (n - 1)))
    ends <- t.test(e)$conf.int
    at <- list(n = n, bias = mean(e), sd = sd(e), loa_low = low, loa_high = high,
               bias_ci_low = ends[1], bias_ci_high = ends[2], loa_low_ci_low = low - half,
               loa_low_ci_high = low + half, loa_high_ci_low = high - half,
               loa_high_ci_high = high + half)
    for (key in names(at)) value(paste0("bland_altman/", key), at[[key]], 1e-9)
  }
  run("mean_differences", "differences.csv",
      list(analysis = "bland_altman", difference = "e", participant = "p"), {
    simple(sapply(own, mean))
    equals("bland_altman/slope", NA)
  })
  run("means_of_people", "two_methods.csv", c(methods, list(order = I(c("video", "lab")))), {
    m <- tapply(d$y, list(d$p, d$method), mean); e <- m[, "video"] - m[, "lab"]
    simple(e)
    line <- coef(summary(lm(e ~ rowMeans(m))))
    value("bland_altman/slope", line[2, 1], 1e-8)
    value("bland_altman/slope_p", line[2, 4], 1e-8)
  })
}))

# --- mass of clusters along a curve ---
masses <- function(t, u, two) { # runs of one sign beyond u, left to right
  sign <- ifelse(t >= u, 1, ifelse(two & -t >= u, -1, 0)); r <- rle(sign); end <- cumsum(r$lengths)
  at <- which(r$values != 0)
  lapply(at, function(k) {
    q <- seq(end[k] - r$lengths[k] + 1, end[k])
    list(mass = sum(abs(t[q]) - u), first = q[1] - 1, last = q[length(q)] - 1)
  })
}
check_masses <- function(of, labels, u, two, alpha = .05) { # labels[[1]]: as observed
  largest <- sapply(labels, function(l)
    max(0, unlist(lapply(masses(of(l), u, two), `[[`, "mass"))))
  observed <- masses(of(labels[[1]]), u, two); listed <- 0
  value("permutation/cluster_mass/forming", u, 1e-9)
  for (cluster in observed) {
    p <- mean(largest >= cluster$mass * (1 - 1e-9))
    if (p > alpha) next
    at <- paste0("permutation/cluster_mass/clusters/", listed, "/")
    value(paste0(at, "mass"), cluster$mass, 1e-8)
    value(paste0(at, "p"), p, 1e-12)
    value(paste0(at, "start"), cluster$first - .5, 0, .5)
    value(paste0(at, "end"), cluster$last + .5, 0, .5)
    listed <- listed + 1
  }
  stopifnot(listed > 0)
}
case("mass", quote({
  set.seed(43)
  nodes <- 30; people <- 10; bump <- function(at, wide) exp(-((seq_len(nodes) - at) / wide)^2)
  smooth <- function() as.vector(stats::filter(rnorm(nodes + 8), rep(1 / 9, 9)))[5:(nodes + 4)]
  rows <- list()
  for (i in seq_len(people)) for (k in c("a", "b", "c")) {
    y <- smooth() + (k == "b") * (.8 * bump(9, 3) - .9 * bump(22, 2)) + (k == "c") * .7 * bump(15, 3)
    rows[[length(rows) + 1]] <- c(sprintf("P%02d", i), k, paste0(k, i), sprintf("%.4f", y))
  }
  w <- as.data.frame(do.call(rbind, rows))
  names(w) <- c("p", "k", "id", sprintf("n%03d", seq_len(nodes) - 1))
  w <- save(w, "masses.csv"); y <- as.matrix(w[-(1:3)])
  d <- y[w$k == "b", ] - y[w$k == "a", ]
  t1 <- function(d) colMeans(d) / (apply(d, 2, sd) / sqrt(people))
  flips <- lapply(0:(2^people - 1), function(r) 1 - 2 * (r %/% 2^(seq_len(people) - 1) %% 2))
  spm <- function(...) list(analysis = "spm", cluster_mass = TRUE, ...)
  pair <- spm(design = "paired", condition = "k", participant = "p", order = I(c("b", "a")))
  run("paired", "masses.csv", pair,
      check_masses(function(s) t1(d * s), flips, qt(.995, people - 1), TRUE))
  run("one_side", "masses.csv", c(pair, two_sided = FALSE),
      check_masses(function(s) t1(d * s), flips, qt(.99, people - 1), FALSE))
  run("second_only", "masses.csv", c(pair, alpha = .0125), # the first one's p is .0137
      check_masses(function(s) t1(d * s), flips, qt(.995, people - 1), TRUE, .0125))
  two <- w$k != "c"; z <- y[two, ]; z <- z[order(w$k[two]), ]
  sets <- lapply(1:300, function(r) if (r == 1) 1:20 else shuffled(20, r - 2, 5))
  run("two_groups", "masses.csv",
      spm(design = "two-sample", group = "k", participant = "id", variance = "pooled",
          order = I(c("a", "b")), filter = "k=a,b", permutation = 299),
      check_masses(function(i) {
        a <- z[i[1:10], ]; b <- z[i[11:20], ]
        (colMeans(a) - colMeans(b)) / sqrt((apply(a, 2, var) + apply(b, 2, var)) / 10)
      }, sets, qt(.995, 18), TRUE))
  all <- y[order(w$k), ]; g <- rep(1:3, each = 10)
  sets <- lapply(1:300, function(r) if (r == 1) 1:30 else shuffled(30, r - 2, 5))
  run("three_groups", "masses.csv",
      spm(design = "anova", group = "k", participant = "id", permutation = 299),
      check_masses(function(i) {
        means <- rowsum(all[i, ], g) / 10; grand <- colMeans(all)
        within <- colSums((all[i, ] - means[g, ])^2)
        colSums(10 * sweep(means, 2, grand)^2) / 2 / (within / 27)
      }, sets, qf(.99, 2, 27), FALSE))
}))
