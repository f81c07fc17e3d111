# SPDX-License-Identifier: GPL-3.0-or-later
"""The files that all sides read: the sample company, its log as plain JSON Lines, the same events as CSV."""

import gzip
import shutil

from measured import run

# The flat telemetry event (issue 1), so that the CSV needs no profile.
CSV_SQL = """copy (select request_id as "externalRequestId", provider, model_or_deployment as model,
    prompt_version as "promptVersion", feature as "endpointTag", usage.input_tokens as "inputTokens",
    usage.output_tokens as "outputTokens", latency_ms as "latencyMs", status, user_id as "userId",
    'real' as "dataMode", environment, tenant_id as "tenantId", timestamp_utc as "timestamp"
    from read_json_auto('{json_lines}', maximum_object_size = 16777216)) to '{csv}' (header)"""


class SampleFiles:
    def __init__(self, work, program, duckdb, events):
        self.folder = work / f"data-{events}"
        self.company = self.folder / "company"
        self.json_lines = self.folder / "events.jsonl"
        self.csv = self.folder / "events.csv"
        if not self.csv.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            run([program, "demo", self.company, "--events", events, "--seed", 7])
            self._unpack_log()
            csv_sql = CSV_SQL.format(json_lines=self.json_lines, csv=self.csv)
            duckdb.steps(":memory:", ("csv", csv_sql))
        with open(self.json_lines, "rb") as lines:
            self.events = sum(1 for _ in lines)

    def _unpack_log(self):
        with open(self.json_lines, "wb") as plain:
            for packed in sorted(self.company.rglob("*.jsonl.gz")):
                with gzip.open(packed) as lines:
                    shutil.copyfileobj(lines, plain, 1 << 20)
