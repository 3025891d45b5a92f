#!/usr/bin/env python3
"""Invented records of children in eight services, with the truth in `entity_id`.

    generate.py 100000 children.parquet --seed 1

Names are in small letters, as anybody would prepare them. Parquet needs `duckdb`, which comes with Splink; CSV needs nothing.
"""

import argparse
import csv
import tempfile
from pathlib import Path

import invent


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("records", type=int)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--histories", action="store_true", help="also what each service remembers of before: names, homes, numbers")
    asked = arguments.parse_args()
    rows = invent.records(asked.records, asked.seed, histories=asked.histories)
    columns = [*invent.COLUMNS[:-1], *(invent.COLUMNS_BEFORE if asked.histories else []), invent.COLUMNS[-1]]
    for row in rows:
        row[2], row[3] = row[2].lower(), row[3].lower()
    if asked.out.suffix == ".parquet":
        import duckdb

        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "children.csv"
            write(file, columns, rows)
            types = {name: "VARCHAR" for name in columns} | {"unique_id": "BIGINT", "entity_id": "BIGINT", "dob": "DATE"}
            duckdb.sql(f"copy (select * from read_csv('{file}', columns = {types})) to '{asked.out}' (format parquet)")
    else:
        write(asked.out, columns, rows)
    of_child = {}
    for row in rows:
        of_child[row[-1]] = of_child.get(row[-1], 0) + 1
    pairs = sum(n * (n - 1) // 2 for n in of_child.values())
    print(f"{len(rows):,} records of {len(of_child):,} children, {pairs:,} true pairs: {asked.out}")


def write(file, columns, rows):
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out, lineterminator="\n").writerows([columns, *rows])


if __name__ == "__main__":
    main()
