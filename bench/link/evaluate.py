"""Holds a file of clusters to the truth. Prints JSON.

    evaluate.py FILE TRUTH_COLUMN CLUSTERS.csv [CLUSTERS.csv …]
"""

import json
import sys

import duckdb


def main(file, truth, clusters):
    source = f"read_parquet('{file}')" if file.endswith(".parquet") else f"read_csv('{file}', all_varchar = true)"
    columns = {row[0] for row in duckdb.sql(f"describe select * from {source}").fetchall()}
    known = [name for name in ("dob", "family_name", "postcode") if name in columns]
    home = ", ".join(f"nullif(trim(cast({name} as varchar)), '') as {name}" for name in known)
    duckdb.sql(f"create table people as select cast(unique_id as varchar) as id, cast({truth} as varchar) as child, {home} from {source}")
    answers = []
    for name in clusters:
        duckdb.sql(f"create or replace table said as select cast(unique_id as varchar) as id, cast(cluster_id as varchar) as cluster from read_csv('{name}', all_varchar = true)")
        duckdb.sql("create or replace table judged as select * from people join said using (id)")
        one = lambda sql: float(duckdb.sql(sql).fetchall()[0][0] or 0)
        pairs = lambda keys: one(f"select sum(n * (n - 1) / 2) from (select count(*)::double as n from judged group by {keys})")
        answer = quality(pairs("cluster"), pairs("cluster, child"), pairs("child"))
        # Whole children: all records of one child, and nobody else's, are one cluster of two records or more.
        duckdb.sql("""create or replace table children as select child, count(*) as n, count(distinct cluster) as clusters, min(cluster) as cluster
                      from judged group by child having count(*) > 1""")
        duckdb.sql("create or replace table groups as select cluster, count(*) as n from judged group by cluster having count(*) > 1")
        whole = one("select count(*) from children join groups using (cluster, n) where clusters = 1")
        answer["whole"] = quality(one("select count(*) from groups"), whole, one("select count(*) from children"))
        # Twins made one: two children born on one day, with one surname and one postcode, in one cluster.
        if len(known) == 3:
            answer["twins"] = int(one("""
                select count(*) from (
                    select distinct least(a.child, b.child), greatest(a.child, b.child) from judged a join judged b
                    using (cluster, dob, family_name, postcode) where a.child < b.child)"""))
        answer["records"] = int(one("select count(*) from judged"))
        answers.append(answer)
    print(json.dumps(answers))


def quality(said, right, there):
    precision, recall = (right / said if said else 1.0), (right / there if there else 1.0)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
