"""Splink 5 on a file, as `run.py` starts it: a process of its own.

The same rules, levels and sessions as `same-rules.toml`. Writes `unique_id,cluster_id`.
"""

import sys
import time

began = time.perf_counter()

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

imported = time.perf_counter()

RULES = [
    block_on("upn"),
    block_on("nhs_number"),
    block_on("given_name", "dob"),
    block_on("family_name", "dob"),
    block_on("postcode", "dob"),
    block_on("postcode", "given_name"),
    block_on("given_name", "family_name", "substr(postcode, 1, 4)"),
    block_on("given_name", "family_name", "year(dob)"),
    block_on("dob", "substr(given_name, 1, 2)", "substr(family_name, 1, 2)"),
]
CERTAIN = [block_on("upn"), block_on("nhs_number"), block_on("given_name", "family_name", "dob")]
SESSIONS = [
    block_on("dob", "given_name"),
    block_on("given_name", "family_name", "substr(postcode, 1, 4)"),
    block_on("postcode", "dob"),
]


def main(file, out, threads):
    connection = duckdb.connect()
    connection.execute(f"set threads = {threads}")
    if file.endswith(".parquet"):
        source = f"read_parquet('{file}')"
    else:
        source = f"read_csv('{file}', all_varchar = true)"
    columns = ["given_name", "family_name", "sex", "postcode", "upn", "nhs_number"]
    texts = ", ".join(f"nullif(trim(cast({name} as varchar)), '') as {name}" for name in columns)
    connection.execute(
        f"create table people as select unique_id, {texts}, try_cast(cast(dob as varchar) as date) as dob from {source}"
    )
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        comparisons=[
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("family_name").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("dob", input_is_string=False),
            cl.PostcodeComparison("postcode"),
            cl.ExactMatch("sex"),
            cl.DamerauLevenshteinAtThresholds("upn", [1]),
            cl.DamerauLevenshteinAtThresholds("nhs_number", [1]),
        ],
        blocking_rules_to_generate_predictions=RULES,
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
        em_convergence=1e-3,
        max_iterations=25,
    )
    api = DuckDBAPI(connection=connection)
    linker = Linker(api.register("people"), settings)
    linker.training.estimate_probability_two_random_records_match(CERTAIN, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    for rule in SESSIONS:
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True
        )
    pairs = linker.inference.predict(threshold_match_probability=0.01)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.95)
    connection.execute(
        f"copy (select unique_id, cluster_id from {clusters.physical_name}) to '{out}' (format csv, header)"
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    print(f"imports {imported - began:.2f}")
