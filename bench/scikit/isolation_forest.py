"""Fits and scores scikit-learn's IsolationForest(100, 256) on a file of float64 rows; prints one JSON object.

usage: isolation_forest.py ROWS.f64 WIDTH SEED SCORES.f64 (written: one score a row, high is anomalous)
"""
import json
import sys
import time

import numpy
import sklearn
from sklearn.ensemble import IsolationForest

rows_file, width, seed, scores_file = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
rows = numpy.fromfile(rows_file).reshape(-1, width)
forest = IsolationForest(n_estimators=100, max_samples=min(256, len(rows)), random_state=seed)
start = time.perf_counter()
forest.fit(rows)
fitted = time.perf_counter()
scores = -forest.score_samples(rows)
end = time.perf_counter()
scores.astype("float64").tofile(scores_file)
print(json.dumps({"version": sklearn.__version__, "fit_s": fitted - start, "score_s": end - fitted}))
