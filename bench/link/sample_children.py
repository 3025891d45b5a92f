#!/usr/bin/env python3
"""Writes `docs/how-to/sample-children.csv`: some three hundred invented records to try `kith link` on.

More twins, more brothers and sisters and more slips than in life, so that a small file shows all of them.
"""

from pathlib import Path

import generate
import invent

OUT = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "sample-children.csv"

if __name__ == "__main__":
    rows = invent.records(300, seed=12, sizes=(0.20, 0.40, 0.26, 0.10, 0.04), twins=0.16, needs=1.5, clumsy=1.6, least=2)
    generate.write(OUT, invent.COLUMNS, rows)
    print(f"{len(rows)} records of {len({row[-1] for row in rows})} children: {OUT.name}")
