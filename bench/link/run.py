#!/usr/bin/env python3
"""Splink and Kith on the same records: how long, how much memory, and how right. See README.md beside it.

    run.py --kith target/release/kith --records 100000
    run.py --kith target/release/kith --file children.parquet --truth entity_id

Needs Python 3.10 or newer with `venv`; Splink is installed into an environment of its own the first time.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "kith" / "bench-link"


def main():
    asked = arguments()
    python = asked.python or environment(CACHE / "venv")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        file = asked.file or generated(python, asked.records, asked.seed)
        engines = {
            "Splink 5": lambda out: [python, HERE / "splink_run.py", file, out, asked.threads],
            "Kith, the same rules": lambda out: [asked.kith, "link", "dedupe", file, "--plan", HERE / "same-rules.toml", "--out", out],
            "Kith, its own plan": lambda out: [asked.kith, "link", "dedupe", file, "--out", out],
        }
        if asked.only:
            engines = {name: engine for name, engine in engines.items() if asked.only in name}
        measured, files = {name: [] for name in engines}, {}
        # By turns, so that whatever else the machine does falls on all of them.
        for turn in range(asked.runs):
            for number, (name, command) in enumerate(engines.items()):
                files[name] = folder / f"{number}-{turn}.csv"
                measured[name].append(run(command(files[name]), asked.threads))
                print(f"{name}: {measured[name][-1]['wall']:.2f} s", file=sys.stderr)
        answers = json.loads(subprocess.run(
            [python, HERE / "evaluate.py", file, asked.truth, *files.values()], check=True, capture_output=True, text=True
        ).stdout)
        table(file, asked, measured, dict(zip(engines, answers)))


def arguments():
    it = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    it.add_argument("--kith", default="kith", help="the program; `cargo build --release --package kith` makes target/release/kith")
    it.add_argument("--file", type=Path, help="CSV or Parquet with the columns of generate.py, instead of invented records")
    it.add_argument("--truth", default="entity_id", help="the column that is the same in all records of one person")
    it.add_argument("--records", type=int, default=100_000)
    it.add_argument("--seed", type=int, default=1)
    it.add_argument("--runs", type=int, default=3, help="of each; medians are shown")
    it.add_argument("--threads", type=int, default=os.cpu_count())
    it.add_argument("--only", help="an engine whose name has this in it")
    it.add_argument("--python", help="a Python that has Splink already")
    return it.parse_args()


def environment(folder):
    """A Python with Splink, made the first time."""
    python = folder / "bin" / "python"
    ready = folder / "ready"
    wanted = (HERE / "requirements.txt").read_text()
    if not ready.exists() or ready.read_text() != wanted:
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--requirement", HERE / "requirements.txt"], check=True)
        ready.write_text(wanted)
    return python


def generated(python, records, seed):
    file = CACHE / f"children-{records}-{seed}.parquet"
    newest = max((HERE / name).stat().st_mtime for name in ("invent.py", "generate.py"))
    if not file.exists() or file.stat().st_mtime < newest:
        CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run([python, HERE / "generate.py", str(records), file, "--seed", str(seed)], check=True, stdout=sys.stderr)
    return file


def run(command, threads):
    """A process of its own: seconds on the clock, seconds of processor, and the most memory that it held."""
    threads = {"RAYON_NUM_THREADS": str(threads)}
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], stdout=said, stderr=errors, env=os.environ | threads)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0), errors.seek(0)
        if process.returncode:
            sys.exit(f"{command[0]} failed:\n{errors.read().decode()}")
        imports = [float(line.split()[1]) for line in said.read().decode().splitlines() if line.startswith("imports ")]
    # Linux counts ru_maxrss in KiB, macOS in bytes.
    kib = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "mib": kib / 1024, "imports": sum(imports)}


def table(file, asked, measured, answers):
    records = next(iter(answers.values()))["records"]
    runs = "one run" if asked.runs == 1 else f"medians of {asked.runs}"
    print(f"\n{file.name}: {records:,} records, {asked.threads} threads, {runs}, load {os.getloadavg()[0]:.1f}\n")
    print("| | wall s | cpu s | peak MiB | precision | recall | F1 | whole children F1 | twins made one |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name, runs in measured.items():
        middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        answer = answers[name]
        print(f"| {name} | {middle['wall']:.2f} | {middle['cpu']:.2f} | {middle['mib']:.0f} | {answer['precision']:.4f} "
              f"| {answer['recall']:.4f} | {answer['f1']:.4f} | {answer['whole']['f1']:.4f} | {answer.get('twins', '')} |")
    for name, runs in measured.items():
        if any(run["imports"] for run in runs):
            print(f"\n{name}: {statistics.median(run['imports'] for run in runs):.1f} s of it load Python's packages.")


if __name__ == "__main__":
    main()
