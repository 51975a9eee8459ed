"""Answers the top-k benchmark's lines with what faiss's exact index finds and how long it takes, on one thread.

Arguments: the files of rows and of queries (float32), their dimensions, the list's length, the microseconds of a turn.
A line "time N T" is answered with the microseconds of the fastest call of a turn, for the first N queries, where
matrix products are left to BLAS from T queries on; "list N T" with the items found, best first.
"""
import sys
import time

import faiss
import numpy

rows, queries, dimensions, count, turn = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
faiss.omp_set_num_threads(1)
index = faiss.IndexFlatIP(dimensions)
index.add(numpy.fromfile(rows, numpy.float32).reshape(-1, dimensions))
queries = numpy.fromfile(queries, numpy.float32).reshape(-1, dimensions)
print(faiss.__version__, faiss.get_compile_options().strip(), flush=True)

for line in sys.stdin:
    command, batch, threshold = line.split()
    faiss.cvar.distance_compute_blas_threshold = int(threshold)
    batch = queries[: int(batch)]
    if command == "list":
        print(*index.search(batch, count)[1].ravel(), flush=True)
        continue
    fastest, started = float("inf"), time.perf_counter()
    while True:
        before = time.perf_counter()
        index.search(batch, count)
        after = time.perf_counter()
        fastest = min(fastest, after - before)
        if (after - started) * 1e6 >= turn:
            break
    print(fastest * 1e6, flush=True)
