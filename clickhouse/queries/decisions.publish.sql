SELECT max(seq) AS seq FROM decisions;
